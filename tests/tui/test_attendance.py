"""The attendance screen: the roll in few keys, who comes and goes, and what that does to quorum and votes."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from boardtui.app import BoardApp
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.meeting import entries as e
from boardtui.meeting.state.labels import member_label
from boardtui.meeting.words.entry_words import tell_in
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes
from boardtui.tui.forms.item_forms import owner_options
from tests import build
from tests.tui.app import SIZES, burst, check_frame, frame, message, press, recorded, running, session_of, until, write
from tests.tui.test_meeting import HOSTILE, MOTION, opened

ABSENT = ("03", "07", "14", "20", "31")
QUORUM = {"partnership-board": Terms(quorum=Quorum(number=30), deputies="may_not_vote", source="terms 4")}


def seat(number: str) -> str:
    """The key of the seat of that number on the roll."""
    return build.members()[int(number) - 1].key


async def test_a_roll_of_31_with_5_absent_takes_at_most_17_keys(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "t")
        keys = [key for number in ABSENT for key in (*number, "a")] + ["enter"]
        assert len(keys) <= 17
        await press(pilot, *keys)
        await app.workers.wait_for_complete()
        arrived = [entry.member for entry in recorded(app, e.MemberArrived)]
        assert len(arrived) == 26
        assert not {seat(number) for number in ABSENT} & set(arrived)
        assert "Attendance recorded: Present 26" in message(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_roll_before_and_after_it_is_recorded(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size=size, screen="attendance") as (app, pilot):
        await press(pilot, *"03a14y07a09r")
        assert "ATTENDANCE NOT YET RECORDED" in frame(app)
        assert "Present 28 · Apologies 1 · Absent 2" in frame(app)
        check_frame(f"attendance-roll-{size[0]}x{size[1]}", frame(app))
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        assert recorded(app, e.ApologiesGiven) == [e.ApologiesGiven(member=seat("14"))]
        assert e.MemberArrived(member=seat("09"), mode="remote") in recorded(app)
        assert "h names the chair" in frame(app)
        check_frame(f"attendance-recorded-{size[0]}x{size[1]}", frame(app))


async def test_nothing_is_recorded_before_enter_and_what_was_marked_is_there_when_one_comes_back(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "t", *"03a10d")
        await write(pilot, "D Deputy", "enter", "escape")
        assert not recorded(app, e.MemberArrived) and app.drafts.all()
        await press(pilot, "t")
        assert "ATTENDANCE NOT YET RECORDED  Present 29, 1 deputy · Apologies 0 · Absent 1" in frame(app)
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        assert len(recorded(app, e.MemberArrived)) == 30 and not app.drafts.all()
        assert e.MemberArrived(member="mseft-chair", deputy="D Deputy") in recorded(app)
        await press(pilot, "o", *"05a", "escape", "t", "o")  # as after a break, and left for a moment
        assert "Present 28, 1 deputy · Apologies 0 · Left 1 · Absent 1" in frame(app)
        await press(pilot, "escape", "t", *"05l", "enter", "o")  # the book has said more since: it begins anew
        assert "Present 28, 1 deputy · Apologies 0 · Left 1 · Absent 1" in frame(app)
        await press(pilot, *"05p", "escape", "t", *"05p", "o")
        assert "Present 29, 1 deputy · Apologies 0 · Absent 1" in frame(app)


async def test_the_whole_roll_is_taken_back_at_once(tmp_path: Path) -> None:
    async with running(tmp_path, screen="attendance") as (app, pilot):
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        await press(pilot, "z")
        assert "the whole roll, 31 entries" in frame(app)
        await press(pilot, "1")
        await app.workers.wait_for_complete()
        assert not session_of(app).state.present
        assert "ATTENDANCE NOT YET RECORDED" in frame(app)


async def test_a_roll_taken_again_starts_from_how_everybody_stands_and_records_who_has_gone(tmp_path: Path) -> None:
    script = [entry for entry in opened() if entry != e.MemberArrived(member=seat("05"))]
    async with running(tmp_path, screen="attendance", entries=script) as (app, pilot):
        await press(pilot, "o")
        assert "ATTENDANCE AGAIN: NOT YET RECORDED" in frame(app)
        assert "Present 30 · Apologies 0 · Absent 1" in frame(app)
        await press(pilot, *"10l12y05p")
        assert "Present 29 · Apologies 1 · Left 1 · Absent 0" in frame(app)
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        assert recorded(app)[-4:] == [
            e.MemberLeft(member=seat("10")),
            e.MemberLeft(member=seat("12")),
            e.ApologiesGiven(member=seat("12")),
            e.MemberArrived(member=seat("05")),
        ]
        assert set(session_of(app).state.present) == {*session_of(app).state.members} - {seat("10"), seat("12")}


@pytest.mark.parametrize("since", [False, True])
async def test_who_is_gone_when_a_meeting_resumes_is_minuted_as_not_having_returned(
    tmp_path: Path, *, since: bool
) -> None:
    """Only what is recorded right after it resumed is so: who is missed later may have come back."""
    more = [e.NoteTaken(None, "Lunch is over.")] if since else []
    entries = [*opened(), e.MeetingAdjourned("Lunch"), e.MeetingResumed(), *more]
    async with running(tmp_path, screen="attendance", entries=entries) as (app, pilot):
        await press(pilot, "o", *"10l", "enter")
        await app.workers.wait_for_complete()
        reason = "" if since else "did not return after the adjournment"
        assert recorded(app)[-1] == e.MemberLeft(member=seat("10"), reason=reason)
        stretch = session_of(app).stretch
        text = as_markdown(minutes_document(minutes(stretch, entries=len(stretch.lines), fingerprint="ab" * 32)))
        assert ("Chair, MSEFT did not return after the adjournment" in text) is not since
        assert ("Chair, MSEFT left" in text, "until " in text) == (since, since)
        assert tell_in(stretch, stretch.lines[-1]) == f"Chair, MSEFT {reason or 'left'}"


async def test_apologies_that_are_recorded_are_not_marked_away(tmp_path: Path) -> None:
    async with running(tmp_path, screen="attendance", entries=[e.ApologiesGiven(member=seat("05"))]) as (app, pilot):
        await press(pilot, *"05a")
        assert "The apologies of Chair, NHS Southend CCG are already recorded" in message(app)
        assert "Present 30 · Apologies 1 · Absent 0" in frame(app)


async def test_a_roll_taken_again_says_that_the_quorum_is_lost_with_it(tmp_path: Path) -> None:
    async with running(tmp_path, screen="attendance", entries=opened(), terms=QUORUM) as (app, pilot):
        await press(pilot, "o", *"10l12a", "enter")
        await app.workers.wait_for_complete()
        assert "Present 29 · Apologies 0 · Left 2 · Absent 0" in message(app)
        assert "NOT QUORATE" in frame(app)


async def test_comings_and_goings_are_recorded_at_once(tmp_path: Path) -> None:
    async with running(tmp_path, screen="attendance", entries=opened()) as (app, pilot):
        await press(pilot, *"10l")
        assert "Chair, MSEFT leaves at 10:00" in frame(app)
        await write(pilot, "another meeting", "enter")
        assert recorded(app)[-1] == e.MemberLeft(member="mseft-chair", reason="another meeting")
        assert "‹ left" in frame(app)
        await press(pilot, "p")
        assert recorded(app)[-1] == e.MemberArrived(member="mseft-chair")
        await press(pilot, "r")
        assert recorded(app)[-1] == e.MemberArrived(member="mseft-chair", mode="remote")
        await press(pilot, "r")
        assert recorded(app)[-1] == e.MemberArrived(member="mseft-chair")


async def test_a_member_is_found_by_letters_and_enter_offers_what_fits(tmp_path: Path) -> None:
    async with running(tmp_path, screen="attendance", entries=opened()) as (app, pilot):
        await press(pilot, "slash")
        await write(pilot, "healthwatch south", "enter")
        await press(pilot, "enter", "1", "enter")
        assert recorded(app)[-1] == e.MemberLeft(member="hws-rep")
        await press(pilot, "enter", "3")
        assert recorded(app)[-1] == e.ApologiesGiven(member="hws-rep")


async def test_a_departure_says_that_the_vote_lapses_and_the_quorum_is_lost(tmp_path: Path) -> None:
    script = [*opened("pb-nov-capital"), MOTION, e.VotesRecorded("m1", "for", ("mseft-chair",))]
    async with running(tmp_path, screen="attendance", entries=script, terms=QUORUM) as (app, pilot):
        assert "Quorum met, one more may leave before it is lost: 31 where 30 are needed." in frame(app)
        await press(pilot, *"10l")
        assert "Motion 5.1: the recorded vote lapses: Chair, MSEFT (for)." in frame(app)
        assert "With this the quorum is just met, 30 members where 30 are needed" in frame(app)
        await press(pilot, "enter")
        assert "Quorum just met, one more departure and the meeting is not quorate: 30 where 30 are needed." in frame(
            app
        )
        await press(pilot, *"01l")
        assert "With this the meeting is no longer quorate: 29 members where 30 are needed." in frame(app)
        assert "Independent Chair is in the chair; afterwards h names another." in frame(app)
        await press(pilot, "enter")
        assert "NOT QUORATE" in frame(app)
        assert session_of(app).state.motions["m1"].votes == {}


@pytest.mark.parametrize("terms", [{}, QUORUM])
async def test_a_deputy_comes_and_what_a_deputy_may_do_is_said(tmp_path: Path, terms: dict[str, Terms]) -> None:
    async with running(tmp_path, screen="attendance", entries=opened(), terms=terms) as (app, pilot):
        await press(pilot, *"10d")
        assert ("may not vote" if terms else "attends without") in " ".join(frame(app).replace("│", " ").split())
        await write(pilot, "D Deputy", "enter")
        assert recorded(app)[-1] == e.MemberArrived(member="mseft-chair", deputy="D Deputy")
        assert "deputy D Deputy" in frame(app)
        assert ("A deputy may not vote." if terms else "not defined") in message(app)
        member = member_label(session_of(app).state, "mseft-chair")
        await press(pilot, "h")
        assert f"D Deputy (deputy for {member})" in frame(app)  # whoever is in the seat is offered
        await write(pilot, "deputy", "enter", "enter")
        assert recorded(app)[-1].member == "mseft-chair" and "D Deputy" in message(app)
        offered = [option.label for option in owner_options(session_of(app).state, seated=True)]
        assert offered[0] == "D Deputy" and member not in offered
        assert member in [option.label for option in owner_options(session_of(app).state)]


async def test_a_deputy_on_the_roll(tmp_path: Path) -> None:
    async with running(tmp_path, screen="attendance") as (app, pilot):
        await press(pilot, *"10d")
        await write(pilot, "D Deputy", "enter")
        assert not recorded(app, e.MemberArrived) and app.drafts.all(), "a kill would not lose the name"
        assert "10 ✓ deputy" in frame(app), "who is away is not told as present"
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        assert e.MemberArrived(member="mseft-chair", deputy="D Deputy") in recorded(app)
        assert not app.drafts.all()


async def test_a_deputy_who_left_is_named_beside_the_seat(tmp_path: Path) -> None:
    """The member was never there, so it is not the member who left."""
    script = [*opened(), e.MemberLeft("mseft-chair"), e.MemberArrived("mseft-chair", deputy="D Deputy")]
    async with running(tmp_path, screen="attendance", entries=script) as (app, pilot):
        await press(pilot, *"10l")
        await press(pilot, "enter")
        row = next(line for line in frame(app).splitlines() if "10 ‹ left" in line)
        assert "deputy D Deputy" in row
    (tmp_path / "herself").mkdir()
    script = [*opened(), e.MemberLeft("mseft-chair")]
    async with running(tmp_path / "herself", screen="attendance", entries=script) as (app, _):
        assert "deputy" not in next(line for line in frame(app).splitlines() if "10 ‹ left" in line)


async def test_wrong_keys_are_answered(tmp_path: Path) -> None:
    async with running(tmp_path, screen="attendance", entries=opened()) as (app, pilot):
        before = len(recorded(app))
        await press(pilot, *"99")
        assert "There is no seat 99" in message(app)
        await press(pilot, *"05y")
        assert "is present; record the departure instead" in message(app)
        await press(pilot, "p")
        assert "already present" in message(app)
        await press(pilot, "a")
        assert len(recorded(app)) == before


async def test_a_vacant_seat_is_not_marked_and_not_recorded(tmp_path: Path) -> None:
    members = list(build.members())
    members[4] = replace(members[4], vacant=True)
    async with running(tmp_path, convened=build.convened(members=tuple(members)), screen="attendance") as (app, pilot):
        await press(pilot, *"05y")
        assert "vacant" in message(app)
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        assert len(recorded(app, e.MemberArrived)) == 30
        assert not recorded(app, e.ApologiesGiven)


async def test_apologies_sent_before_stand_on_the_roll(tmp_path: Path) -> None:
    script = [e.ApologiesGiven(member=seat("03"))]
    async with running(tmp_path, screen="attendance", entries=script) as (app, pilot):
        assert "Present 30 · Apologies 1 · Absent 0" in frame(app)
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        assert len(recorded(app, e.MemberArrived)) == 30
        assert len(recorded(app, e.ApologiesGiven)) == 1


async def test_marks_keyed_in_one_go_go_to_the_seats_keyed_before_them(tmp_path: Path) -> None:
    async with running(tmp_path, screen="attendance") as (app, pilot):
        await burst(pilot, *"09y13y27a", "enter")
        await app.workers.wait_for_complete()
        assert recorded(app, e.ApologiesGiven) == [e.ApologiesGiven(member=seat(number)) for number in ("09", "13")]
        assert {seat("09"), seat("13"), seat("27")}.isdisjoint(one.member for one in recorded(app, e.MemberArrived))


@pytest.mark.parametrize("key", ["a", "y", "p", "r", "d", "enter"])
async def test_a_seat_half_typed_gets_no_mark(tmp_path: Path, key: str) -> None:
    async with running(tmp_path, screen="attendance") as (app, pilot):
        await press(pilot, "0", key)
        assert "Seat number 0_ is incomplete; nothing recorded." in message(app)
        assert "Present 31 · Apologies 0 · Absent 0" in frame(app)
        await press(pilot, *"3a")
        assert "▸03 · absent" in frame(app)
        await press(pilot, "1", "escape", "a", "enter")
        await app.workers.wait_for_complete()
        assert len(recorded(app, e.MemberArrived)) == 30


async def test_the_number_of_no_seat_marks_nobody(tmp_path: Path) -> None:
    async with running(tmp_path, screen="attendance") as (app, pilot):
        await press(pilot, *"12r99y")
        assert "There is no seat 99; the last one is 31. Nothing recorded." in message(app)
        assert "Present 31 · Apologies 0 · Absent 0" in frame(app) and "✓ remote" in frame(app)
        await press(pilot, *"13y")
        assert "Present 30 · Apologies 1 · Absent 0" in frame(app) and "▸13 · apologies" in frame(app)


async def test_a_seat_half_typed_is_told_of_once_the_roll_is_recorded(tmp_path: Path) -> None:
    async with running(tmp_path, screen="attendance") as (app, pilot):
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        before = len(session_of(app).stretch.lines)
        for key in ("y", "l", "r", "d", "v", "at", "enter"):
            await press(pilot, "1", key)
            assert "is incomplete; nothing recorded." in message(app), key
            await press(pilot, "escape")
        assert len(session_of(app).stretch.lines) == before


async def test_seat_numbers_typed_one_after_the_other_are_all_meant_on_the_roll_and_after_it(tmp_path: Path) -> None:
    def away(app: BoardApp) -> list[int]:
        return [n for n, key in enumerate(session_of(app).state.members, 1) if key in session_of(app).state.apologies]

    async with running(tmp_path, size=(80, 24), screen="attendance") as (app, pilot):
        await press(pilot, *"0812")
        assert "Seats 08 12" in frame(app)
        await press(pilot, "l", "d")
        assert "Several seat numbers are typed, and this is for one member." in message(app)
        await press(pilot, "y")
        assert "Present 29 · Apologies 2 · Absent 0" in frame(app)
        assert message(app) == "Apologies: Chair, EPUT; Chair, Southend Health and Wellbeing Board."
        await press(pilot, *"31y", "enter")
        await app.workers.wait_for_complete()
        assert away(app) == [8, 12, 31]
        await press(pilot, *"0831p")
        assert away(app) == [12]
        assert message(app).startswith("Present: Chair, EPUT; Representative, Local Medical Committee.")
        await press(pilot, *"0809", "escape", *"08", "down", *"10r")
        remote = {key for key, there in session_of(app).state.present.items() if there.mode == "remote"}
        assert remote == {seat("10")}, "nobody whose number was typed before the cursor was moved"


async def test_attendance_that_was_marked_and_left_is_what_the_meeting_says_first(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as (app, pilot):
        await press(pilot, "t", *"12y", "escape")
        assert "▶ Attendance is marked and NOT RECORDED. t and Enter record it." in frame(app)
        await press(pilot, "t", "enter")
        await app.workers.wait_for_complete()
        await press(pilot, "escape")
        assert "NOT RECORDED" not in frame(app)


async def test_a_small_body_needs_one_digit(tmp_path: Path) -> None:
    async with running(tmp_path, meeting="sle-2026-11-30", screen="attendance") as (app, pilot):
        await press(pilot, *"3a", "enter")
        await app.workers.wait_for_complete()
        assert len(recorded(app, e.MemberArrived)) == 7


async def test_hostile_names_and_an_empty_body(tmp_path: Path) -> None:
    members = tuple(
        replace(one, name=HOSTILE[n % 6], seat=HOSTILE[(n + 1) % 6]) for n, one in enumerate(build.members())
    )
    first = build.convened(members=members)
    async with running(tmp_path, size=(80, 24), convened=first, screen="attendance") as (app, pilot):
        await press(pilot, *"02d")
        shown = frame(app)
        await write(pilot, "[/x] deputy", "enter")
        shown += frame(app)
        await press(pilot, "I")
        await write(pilot, "[bold]guest", "enter", "enter")
        shown += frame(app)
        assert not {char for char in shown if ord(char) < 32 and char != "\n"}
        assert "\u202e" not in shown
        assert "[bold]guest" in shown


async def test_a_body_without_members_says_what_to_do(tmp_path: Path) -> None:
    async with running(tmp_path, convened=build.convened(members=()), screen="attendance") as (app, pilot):
        assert "This body has no members." in frame(app)
        await press(pilot, *"01plyard", "enter")
        assert not recorded(app, e.MemberArrived)


async def test_a_report_is_imported_from_the_attendance_and_taken_back_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "zoom.csv"
    names = [member.seat for member in build.members()[:2]]
    rows = "".join(f'"{name}",10:00,10:00\n' for name in names)
    path.write_text(f"Name,Join time,Leave time\n{rows}Somebody New,10:00,10:00\n", encoding="utf-8")
    async with running(tmp_path, entries=[e.MeetingOpened()], screen="attendance") as (app, pilot):
        await press(pilot, "i")
        assert "An attendance report of Teams" in frame(app)
        await press(pilot, "ctrl+u")
        await write(pilot, str(path), "enter")
        await until(pilot, "Who is it?")
        await press(pilot, "enter", "3", "enter")
        await app.workers.wait_for_complete()
        assert [entry.member for entry in recorded(app, e.MemberArrived)] == [seat("01"), seat("02")]
        assert recorded(app, e.GuestAttended) == [e.GuestAttended(name="Somebody New")]
        assert "o takes attendance" in message(app)
        await press(pilot, "z", "enter")
        await app.workers.wait_for_complete()
        assert not app.screen.state.present and not app.screen.state.guests  # type: ignore[attr-defined]
