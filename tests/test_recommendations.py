"""A recommendation from one body's book to another's: sent, received with its hash, answered by a motion, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.desk.desk import Desk
from boardtui.desk.recommendations import answer_of, receipt_of, sent_to
from boardtui.desk.referrals import check_received
from boardtui.desk.replay import replay
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.meeting.followup.awaiting import decision, waits
from boardtui.papers.circulation.circulating import papers_of
from boardtui.papers.formats.markdown import as_markdown
from boardtui.tui.screens.decision import DecisionScreen
from tests.build import record_all
from tests.tui.app import everybody, frame, message, press, running
from tests.tui.test_decisions import AGREED, open_on, started

BOARD, SLE = "partnership-board", "sle"


def sits(desk: Desk, body: str) -> Session:
    """A meeting of that body, open, everybody there and the first item open."""
    session = desk.session(body)
    session.convene(next(one.key for one in desk.planned() if one.body == body))
    item = next(key for key, one in session.state.items.items() if not one.agenda.confidential)
    chair = next(iter(session.state.members))
    record_all(session, [*everybody(session), e.ChairTaken(chair), e.MeetingOpened(), e.ItemOpened(item)])
    return session


def recommends(session: Session) -> None:
    item = session.state.current or ""
    session.record(e.MotionPut("m1", item, "To open 40 beds.", "consensus", "objectives"))
    record_all(session, [e.ConsensusDeclared("m1", True), e.DecisionSent("m1", BOARD), e.MeetingClosed()])


async def test_a_recommendation_of_the_sle_is_received_answered_and_the_answer_taken(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        desk = app.desk
        sle = sits(desk, SLE)
        recommends(sle)
        board = sits(desk, BOARD)
        (sent,) = sent_to(desk, BOARD)
        assert sent.decision.text == "To open 40 beds."
        entry = receipt_of(desk, board.state, sent)
        assert (entry.from_book, entry.from_hash) == (SLE, sle.head)
        board.record(entry)
        (checked,) = check_received(desk.store, BOARD)
        assert checked.sound
        assert (
            f"as it stood at entry {sle.recorded} of the minute book of the System Leadership Executive (SLE)"
            in checked.words
        )
        assert sent_to(desk, BOARD) == []
        held = decision(sle.state, "m1")
        assert held is not None
        assert answer_of(desk, sle.state, held, BOARD) is None
        put = e.MotionPut(
            "m9", board.state.current or "", "To open 40 beds.", "agreement", "objectives", answers=entry.motion
        )
        record_all(board, [put, e.ConsensusDeclared("m9", True)])
        app.session = sle
        await open_on(app, pilot, "decision", "m1")
        assert isinstance(app.screen, DecisionScreen)
        await press(pilot, "g")
        answer = sle.lines[-1].entry
        assert isinstance(answer, e.DecisionAnswered)
        assert (answer.outcome, answer.from_hash) == ("agreed", board.head)
        assert "To open 40 beds." in answer.text
        assert waits(decision(sle.state, "m1")) == ()  # type: ignore[arg-type]
        assert "agreed by consensus" in message(app)
        for book in (SLE, BOARD):
            assert replay(desk.store.lines(book)).problem is None


async def test_the_other_body_receives_it_on_its_list_and_puts_the_motion_from_there(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        recommends(sits(app.desk, SLE))
        board = sits(app.desk, BOARD)
        app.session = board
        await open_on(app, pilot, "decisions")
        await press(pilot, "g")
        assert "To open 40 beds." not in frame(app), "the SLE meets without the public"
        assert "* shows it" in message(app)
        await press(pilot, "asterisk", "2", "g", "1")
        received = board.lines[-1].entry
        assert isinstance(received, e.DecisionReceived)
        await press(pilot, "enter", "v", "enter", "enter", "enter", "enter")
        put = next(line.entry for line in reversed(board.lines) if isinstance(line.entry, e.MotionPut))
        assert (put.answers, put.text) == (received.motion, "To open 40 beds.")


async def test_a_decision_that_was_never_so_in_the_other_book_is_found_by_verify(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, _):
        sle = sits(app.desk, SLE)
        recommends(sle)
        board = sits(app.desk, BOARD)
        board.record(e.DecisionReceived("d1", SLE, sle.head, e.OpenDecision("m1", "To open 90 beds.")))
        board.record(e.DecisionReceived("d2", SLE, "0" * 64, e.OpenDecision("m1", "To open 40 beds.")))
        altered, unknown = check_received(app.desk.store, BOARD)
        assert (altered.sound, unknown.sound) == (False, False)
        assert (
            altered.words
            == "decision “To open 90 beds.”: NOT as it stood in the minute book of the System Leadership Executive (SLE)"
        )
        assert "no entry of the minute book of the System Leadership Executive (SLE) has the hash" in unknown.words


def test_a_letter_on_a_decision_of_an_earlier_meeting_is_written_from_the_later_one(tmp_path: Path) -> None:
    from msgspec.structs import replace

    from boardtui.meeting.fold.sitting import public_matter
    from tests.tui.app import make_desk

    desk = make_desk(tmp_path)
    session = sits(desk, BOARD)
    item = session.state.current or ""
    record_all(
        session, [e.MotionPut("m1", item, "To build it.", "agreement", "objectives"), e.ConsensusDeclared("m1", True)]
    )
    record_all(session, [e.RatificationSought("m1", ("ecc",)), e.MeetingClosed()])
    first = session.lines[0].entry
    assert isinstance(first, e.MeetingConvened)
    session.record(replace(first, meeting="pb-2027-02-25", carried=public_matter(session.state)))
    session.record(e.DecisionNotified(("ecc",), "letter", "2027-02-01", motion="m1", due="2027-03-01"))
    words = "\n".join(as_markdown(paper) for paper in papers_of(desk, "notices", BOARD).values())
    assert "To build it." in words
    assert "by 1 March 2027 whether your organisation has ratified the decision" in words
    desk.close()


@pytest.mark.parametrize("kind", [e.DecisionSent, e.RatificationSought])
async def test_what_follows_on_a_decision_can_be_taken_back(tmp_path: Path, kind: type) -> None:
    async with running(tmp_path) as (app, _):
        more = e.DecisionSent("m1", SLE) if kind is e.DecisionSent else e.RatificationSought("m1", ("ecc",))
        await started(app, *AGREED, more)
        assert app.session is not None
        app.session.undo()
        held = decision(app.session.state, "m1")
        assert held is not None
        assert waits(held) == ()
