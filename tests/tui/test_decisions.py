"""Decisions that wait on the screen: the list, the tracker, urgent and written ones, the vote that falls back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.app import BoardApp
from boardtui.charter.terms_of_reference import Terms
from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import public_matter
from boardtui.register.demo import BOARD
from boardtui.tui.screens.decision import DecisionScreen
from boardtui.tui.screens.decisions import DecisionsScreen
from tests.build import record, record_all
from tests.meeting.test_fold_decisions import body_of
from tests.tui.app import (
    SIZES,
    check_frame,
    everybody,
    frame,
    make_desk,
    message,
    press,
    recorded,
    running,
    session_of,
    write,
)

BODY = "partnership-board"
TERMS = {BODY: Terms(urgent="allowed", urgent_by=("chair",), written="allowed", source="ToR 7")}
PUT = e.MotionPut("m1", "objectives", "To support the plan for beds.", "agreement", "objectives", mover="mseft-chair")


def held(app: BoardApp, *kinds: type) -> Any:
    return recorded(app, *kinds)[-1]


def at_item(path: Path, *entries: e.AnyEntry, **more: Any) -> Any:
    """The Board sits, its first item of decision open, with these entries recorded."""
    return running(path, entries=entries, **more)


async def started(app: BoardApp, *entries: e.AnyEntry) -> None:
    session = session_of(app)
    record_all(session, everybody(session))
    item = next(key for key, one in session.state.items.items() if not one.agenda.confidential)
    record_all(session, [e.ChairTaken(next(iter(session.state.members))), e.MeetingOpened(), e.ItemOpened(item)])
    for entry in entries:
        session.record(_on(entry, item))


def _on(entry: e.AnyEntry, item: str) -> e.AnyEntry:
    from msgspec.structs import replace

    return replace(entry, item=item) if isinstance(entry, e.MotionPut) else entry


AGREED = (PUT, e.ConsensusDeclared("m1", True))
ASKED = (*AGREED, e.RatificationSought("m1", ("ecc", "mseft", "tc"), due="2026-11-20"))
ANSWERED = (*ASKED, e.PartnerResponded("ecc", True, "2026-11-18", "minute 7.2", motion="m1"))


async def open_on(app: BoardApp, pilot: Any, screen: str, *args: Any) -> None:
    app.open_screen(screen, *args)
    await press(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_has_the_overdue_first_and_the_tracker_a_line_for_each_partner(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(tmp_path, size=size) as (app, pilot):
        await started(app, *ANSWERED)
        await open_on(app, pilot, "decisions")
        check_frame(f"decisions-{size[0]}x{size[1]}", frame(app))
        assert isinstance(app.screen, DecisionsScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, DecisionScreen)
        check_frame(f"decision-{size[0]}x{size[1]}", frame(app))


async def test_an_answer_is_recorded_with_its_minute_and_settles_the_decision(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await started(app, *ANSWERED)
        await open_on(app, pilot, "decision", "m1")
        await press(pilot, "a", "1")
        await press(pilot, "enter", "enter")
        await write(pilot, "minute 12", "enter")
        assert held(app) == e.PartnerResponded("mseft", True, "2026-11-26", "minute 12", motion="m1")
        await press(pilot, "a", "1", "2", "enter", "enter", "enter")
        assert held(app) == e.PartnerResponded("tc", False, "2026-11-26", "", motion="m1")
        assert "Does not take effect: not ratified by Thurrock Council" in frame(app)


async def test_a_decision_is_made_subject_to_ratification_from_the_vote(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await started(app, PUT)
        await open_on(app, pilot, "vote", "m1")
        await press(pilot, "k")
        assert "Which partners must ratify or approve it?" in frame(app)
        await write(pilot, "provide", "space", "enter")
        await write(pilot, "2 weeks", "enter", "enter", "enter", "enter")
        assert held(app) == e.RatificationSought("m1", ("provide",), "ratification", "all", due="2026-12-10")
        assert "Subject to ratification by Provide CIC" in frame(app)


async def test_a_flagged_motion_asks_for_the_consultation_before_it_is_declared(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as (app, pilot):
        seen = e.EvidenceGiven("SLE, 2 November", "m1")
        await started(app, PUT, seen)
        await open_on(app, pilot, "vote", "m1")
        await press(pilot, "p")
        assert "1 ▸flag it  2  it is needed  3  it has been done" in frame(app) and "4  it is not needed" in frame(app)
        await press(pilot, "1", "enter", "enter")
        assert held(app) == e.ConsultationStated("m1", "to_settle")
        assert "Statutory consultation: to be settled" in frame(app)
        await press(pilot, "c", "2", "enter")
        await write(pilot, "Consultation 4", "enter")
        await press(pilot, "enter")
        assert recorded(app)[-2:] == [
            e.ConsultationStated("m1", "done", "Consultation 4"),
            e.ConsensusDeclared("m1", True),
        ]


async def test_consultation_is_asked_also_where_some_committees_in_common_carry_a_motion_7_8_2(tmp_path: Path) -> None:
    board = body_of("south-yorkshire-bassetlaw", "committees-in-common")
    seats = list(board.state.members)
    put = e.MotionPut("m1", "minutes", "To move the ward.", "each-concurs", consultation=True)
    record(board, put, e.VotesRecorded("m1", "for", tuple(seats[:6])), e.VotesRecorded("m1", "against", (seats[6],)))
    first, *rest = [line.entry for line in board.lines]
    assert isinstance(first, e.MeetingConvened)
    async with running(tmp_path, convened=first, entries=rest, screen="vote", args=("m1",)) as (app, pilot):
        await press(pilot, "d", "2", "enter")
        await write(pilot, "Consultation 4", "enter")
        assert "6 of 7 eligible members concurred" in frame(app) and "not carried" not in frame(app)
        await press(pilot, "enter")
        asked, declared = recorded(app)[-2:]
        assert asked == e.ConsultationStated("m1", "done", "Consultation 4") and declared.outcome == "not_carried"


async def test_a_failed_consensus_goes_to_a_counted_vote_in_two_keys_linked(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        put = e.MotionPut("m1", "x", "To share the capital.", "agreement", "fin_capital")
        await started(app, put, e.ConsensusDeclared("m1", False, (e.Objection("mseft-chair", "too little"),)))
        await open_on(app, pilot, "vote", "m1")
        await press(pilot, "y", "1")
        found = recorded(app, e.MotionPut)[-1]
        assert (found.follows, found.rule, found.topic) == ("m1", "capital", "fin_capital")
        assert found.text == "To share the capital."


async def test_an_urgent_decision_is_refused_in_words_where_the_terms_are_silent(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await started(app)
        session_of(app).record(e.MeetingClosed())
        await open_on(app, pilot, "decisions")
        await press(pilot, "u")
        assert "is not defined for this body" in message(app)


async def test_an_urgent_decision_is_entered_and_reported_to_the_next_meeting(tmp_path: Path) -> None:
    async with running(tmp_path, terms=TERMS) as (app, pilot):
        await started(app)
        session_of(app).record(e.MeetingClosed())
        await open_on(app, pilot, "decisions")
        await press(pilot, "u", "enter")
        await write(pilot, "To open the ward", "enter")
        await write(pilot, "Norovirus", "enter", "enter", "enter")
        found = held(app)
        assert isinstance(found, e.DecisionTaken)
        assert (found.text, found.reason, found.date) == ("To open the ward", "Norovirus", "2026-11-26")
        assert "a report to a meeting" in frame(app)


async def test_home_counts_what_waits(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    session = desk.session(BODY)
    session.convene(BOARD)
    record_all(session, [*everybody(session), e.ChairTaken("independent-chair"), e.MeetingOpened()])
    item = next(iter(session.state.items))
    record_all(session, [_on(entry, item) for entry in ANSWERED])
    app = BoardApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert "1 decision waits for 2 answers, 1 overdue" in frame(app)
        await press(pilot, "f")
        assert isinstance(app.screen, DecisionsScreen)
    desk.close()


async def test_a_recommendation_goes_to_another_body_and_its_answer_comes_back(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await started(app, *AGREED)
        await open_on(app, pilot, "decision", "m1")
        await press(pilot, "b")
        await press(pilot, "1")
        sent = held(app)
        assert isinstance(sent, e.DecisionSent)
        assert "sent" in frame(app).lower()
        await press(pilot, "g")
        assert "nothing yet" in message(app)


HOSTILE = "[/x] [@click=app.quit]\x1b]0;owned\x07\u202e " + "w" * 200


async def test_hostile_words_are_shown_and_break_nothing(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as (app, pilot):
        put = e.MotionPut("m1", "x", HOSTILE, "agreement", "objectives")
        await started(app, put, e.ConsensusDeclared("m1", True), e.RatificationSought("m1", ("ecc",), reason=HOSTILE))
        await open_on(app, pilot, "decisions")
        await press(pilot, "enter")
        assert "[/x]" in frame(app)


async def closed_list(app: BoardApp, pilot: Any) -> None:
    await started(app)
    session_of(app).record(e.MeetingClosed())
    await open_on(app, pilot, "decisions")


async def test_a_decision_in_writing_is_counted_before_it_is_recorded(tmp_path: Path) -> None:
    async with running(tmp_path, terms=TERMS) as (app, pilot):
        await closed_list(app, pilot)
        await press(pilot, "w", "down", "enter")
        await write(pilot, "To share the capital", "enter", "enter", "enter", "enter")
        for _ in range(30):
            await press(pilot, "space", "down")
        for _ in range(3):
            if "The answers in writing" not in frame(app):
                await press(pilot, "enter")
        assert "carried" in frame(app)
        assert recorded(app, e.DecisionTaken) == []
        await press(pilot, "enter")
        found = held(app, e.DecisionTaken)
        assert (found.way, found.rule, found.topic) == ("written", "capital", "fin_capital")
        assert set(found.votes.values()) == {"for"}
        assert "a report to a meeting" in frame(app)


async def test_a_register_of_signatures_is_begun_and_its_points_shown(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await closed_list(app, pilot)
        await press(pilot, "n", "down", "enter")
        await write(pilot, "To take in the ambulance trust", "enter", "enter", "enter")
        begun = held(app, e.AgreementSought)
        assert (begun.rule, begun.text, begun.due) == ("new-partner", "To take in the ambulance trust", None)
        await press(pilot, "enter", "c", "1")
        await write(pilot, "letter 4", "enter", "enter")
        assert held(app) == e.PointMet(begun.motion, 1, "2026-11-26", "letter 4")
        await press(pilot, "a")
        await write(pilot, "provide", "enter")
        await press(pilot, "enter")
        await write(pilot, "Ada Abbott", "enter", "enter", "enter")
        assert held(app) == e.PartnerResponded(
            "provide", True, "2026-11-26", "", motion=begun.motion, signatory="Ada Abbott"
        )
        assert "awaiting signature by 20 of 21 partners" in frame(app)


async def test_a_letter_a_report_and_what_is_given_up_are_recorded(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await started(app, *ASKED)
        await open_on(app, pilot, "decision", "m1")
        await press(pilot, "w", "enter", "enter")
        await press(pilot, *["backspace"] * 10)
        await write(pilot, "31/01/2027", "enter", "enter")
        assert held(app) == e.DecisionNotified(
            ("ecc", "tc", "mseft"), "letter", "2026-11-26", motion="m1", due="2027-01-31"
        )
        await press(pilot, "r")
        assert "need not be reported" in message(app)
        await press(pilot, "c")
        assert "Nothing has to be shown" in message(app)
        await press(pilot, "x")
        await write(pilot, "Overtaken", "enter")
        assert held(app) == e.DecisionLapsed("m1", "Overtaken")
        assert "Not pursued: Overtaken." in frame(app)


async def test_an_urgent_decision_is_ratified_by_the_meeting_from_its_tracker(tmp_path: Path) -> None:
    from msgspec.structs import replace

    from boardtui.meeting.fold.sitting import public_matter

    async with running(tmp_path, terms=TERMS) as (app, pilot):
        await started(app)
        session = session_of(app)
        session.record(e.MeetingClosed())
        session.record(
            e.DecisionTaken("d1", "urgent", "To close it.", "Norovirus.", "2026-11-26", ("independent-chair",))
        )
        first = session.lines[0].entry
        assert isinstance(first, e.MeetingConvened)
        session.record(replace(first, meeting="pb-next", carried=public_matter(session.state)))
        if session.state.owed and session.state.owed != e.Carried():
            session.record(e.ConfidentialCarried())
        record_all(session, [*everybody(session), e.ChairTaken("independent-chair"), e.MeetingOpened()])
        await open_on(app, pilot, "meeting")
        assert "1 decision taken since the last meeting to report" in frame(app)
        await press(pilot, "f", "enter", "r", "2", "enter")
        assert held(app) == e.DecisionReported("d1", "ratified")


async def test_the_count_of_a_consensus_after_a_private_part_is_kept_for_the_secretary_at_the_next_meeting(
    tmp_path: Path,
) -> None:
    """Nothing public carries it, since an interest declared in private would show in it; the book of the meeting has it."""
    async with running(tmp_path) as (app, pilot):
        await started(app, e.PublicExcluded("terms of a lease"), e.PublicReadmitted(), *ASKED, e.MeetingClosed())
        session = session_of(app)
        convened = session.lines[0].entry
        assert isinstance(convened, e.MeetingConvened)
        agenda = tuple(replace(item, item=f"next-{item.item}") for item in convened.agenda)
        session.record(replace(convened, meeting="pb-next", agenda=agenda, carried=public_matter(session.state)))
        assert session.state.decisions["m1"].figures == ""
        record_all(session, [*everybody(session), e.ChairTaken("independent-chair"), e.MeetingOpened()])
        await open_on(app, pilot, "decision", "m1")
        assert "entitled to take part objected" not in frame(app), "the public is in the room"
        await press(pilot, "*", "2")
        assert "entitled to take part objected: agreed by consensus." in frame(app)
