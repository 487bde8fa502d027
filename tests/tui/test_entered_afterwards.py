"""A meeting entered afterwards: one start, then a meeting time that every entry gets; no @ on each."""

from __future__ import annotations

import datetime
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from boardtui.app import BoardApp
from boardtui.desk.desk import Desk
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.papers.agenda import agenda
from boardtui.papers.clock import Clock as PaperClock
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.issues import actions, issues
from boardtui.papers.source import Source
from boardtui.tui.views.record import record_lines
from tests import build, first
from tests.tui.app import (
    BEGINS,
    BOARD,
    Clock,
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

WELCOME = "pb-nov-welcome"


def times(session: Session) -> list[tuple[str, str]]:
    """What stands in the book, each with the time that it reads."""
    without = e.TimeStated | e.MeetingConvened | e.ConfidentialCarried
    kept = [line for line in session.stretch.standing() if not isinstance(line.entry, without)]
    return [(type(line.entry).__name__, line.at[11:16]) for line in kept]


async def test_a_meeting_of_an_earlier_day_has_a_meeting_time_that_is_set_stepped_and_taken_up_again(
    tmp_path: Path,
) -> None:
    clock = Clock(BEGINS + datetime.timedelta(days=2, hours=5))
    async with running(tmp_path, size=(80, 24), clock=clock) as (app, pilot):
        session = session_of(app)
        assert "MEETING TIME 10:00" in frame(app)
        assert "= time  . +1m  > +5m" in frame(app)
        session.record_together(everybody(app)[:3])
        await press(pilot, "full_stop", "full_stop", "o")
        await press(pilot, "greater_than_sign", "right")
        assert "= time  . +1m" in frame(app), "among the fullest of footers too"
        await press(pilot, "t")
        assert "= time  " in frame(app)
        await press(pilot, "escape", "equals_sign")
        await write(pilot, "10.20am", "enter")
        assert "The meeting time is 10:20" in message(app)
        await press(pilot, "n")
        await write(pilot, "The Chair welcomed all.", "enter")
        there = [
            *[("MemberArrived", "10:00")] * 3, ("MeetingOpened", "10:02"), ("ItemOpened", "10:07"), ("NoteTaken", "10:20"),
        ]  # fmt: skip
        assert times(session) == there
        assert session.state.opened_at[:10] == session.state.notes[-1].at[:10] == "2026-11-26"
        # Taken back is the entry with its time, not the time alone.
        await press(pilot, "z")
        assert "note on item 1" in frame(app)
        await press(pilot, "enter")
        assert times(session) == there[:-1]
        # Another start of the program goes on where the book stands.
        again = Session(session.store, session.book, clock=clock)
        again.enter_afterwards()
        assert again.meeting_time is not None and again.meeting_time[11:16] == "10:07"
        # Later than the clock is refused; empty dates by the clock again.
        await press(pilot, "equals_sign", "enter")
        assert "dated by the clock" in message(app)
        session.record(e.NoteTaken(item=WELCOME, text="By the clock."))
        assert times(session)[-1] == ("NoteTaken", "15:00")
        assert len(recorded(app, e.TimeStated)) == 6


def test_after_a_restart_home_too_records_at_the_meeting_time(tmp_path: Path) -> None:
    """Interests, actions and issues are opened from Home as well, where nobody has seen the meeting yet."""
    clock = Clock(BEGINS + datetime.timedelta(days=2, hours=5))
    desk = make_desk(tmp_path, clock=clock)
    session = desk.session("partnership-board")
    session.convene(BOARD)
    session.enter_afterwards()
    session.record(e.MeetingOpened())
    desk.close()
    again = Desk.open(desk.config, clock=clock)
    assert again.session("partnership-board").meeting_time is None, "a script says its times itself"
    again.close()
    with closing(Desk.open(desk.config, clock=clock)) as shown:
        session = BoardApp(shown).desk.session("partnership-board")
        assert (session.meeting_time or "")[:16] == "2026-11-26T10:00"


async def test_days_that_are_said_count_from_the_meeting_and_not_from_when_it_is_entered(tmp_path: Path) -> None:
    clock = Clock(BEGINS + datetime.timedelta(days=40, hours=5))
    async with running(tmp_path, clock=clock) as (app, pilot):
        session_of(app).record_together(everybody(app)[:3])
        await press(pilot, "o", "a")
        await write(pilot, "Write", "enter")
        await write(pilot, "J Smith", "enter")
        await write(pilot, "2 weeks", "enter")
        await press(pilot, "Q")
        await write(pilot, "Mrs Khan: When?", "enter")
        await write(pilot, "nelft", "down", "enter", "enter")
        await write(pilot, "next Thursday", "enter")
        await press(pilot, "A", "e", *["backspace"] * 20)
        await write(pilot, "in 3 weeks", "enter", "enter")
        dues = [entry.due for entry in recorded(app, e.ActionAgreed, e.ActionUpdated)]
        assert dues == ["2026-12-10", "2026-12-03", "2026-12-17"]
        await press(pilot, "escape", "t", "l")
        assert "leaves at 10:00" in frame(app)


async def test_a_meeting_of_today_is_dated_by_the_clock_until_a_time_is_set(tmp_path: Path) -> None:
    clock = Clock(BEGINS + datetime.timedelta(hours=6))
    async with running(tmp_path, clock=clock) as (app, pilot):
        assert "MEETING TIME" not in frame(app)
        await press(pilot, "full_stop")
        assert "= sets a meeting time" in message(app)
        await press(pilot, "equals_sign")
        await write(pilot, "10am", "enter")
        await press(pilot, "o")
        assert times(session_of(app)) == [("MeetingOpened", "10:00")]
        session_of(app).meeting_time = "2026-11-26T15:58:00.000Z"
        await press(pilot, "greater_than_sign")
        assert "It is not 16:03 yet" in message(app)


async def test_a_meeting_time_set_back_warns_and_a_time_is_corrected_from_the_one_stated(tmp_path: Path) -> None:
    clock = Clock(BEGINS + datetime.timedelta(days=2, hours=5))
    async with running(tmp_path, clock=clock) as (app, pilot):
        await press(pilot, "equals_sign")
        await write(pilot, "10:20", "enter", "o", "n")
        await write(pilot, "All were welcomed.", "enter")
        await press(pilot, "equals_sign")
        await write(pilot, "10:05", "enter")
        assert message(app).startswith("Set back: the last entry was at 10:20. The meeting time is 10:05")
        await press(pilot, "at", "enter")
        shown = " ".join(frame(app).split())
        assert "Its time is 10:20: note" in shown and "Recorded at" not in shown, (
            "the clock of today says nothing of it"
        )
        assert "All were welcomed." in shown and ".." not in shown
        await write(pilot, "10:22", "enter")
        assert "It was at 10:22" in message(app) and not message(app).endswith("..")


async def test_an_entry_undone_with_its_time_is_one_correction_in_minutes_and_record(tmp_path: Path) -> None:
    clock = Clock(BEGINS + datetime.timedelta(days=2, hours=5))
    async with running(tmp_path, clock=clock) as (app, pilot):
        session = session_of(app)
        await press(pilot, "o", "n")
        await write(pilot, "Wrong", "enter", "enter", "z", "enter")
        assert Source(session.stretch, "public", PaperClock(session.state.starts)).corrected == 1
        lines = record_lines(session.stretch, session.lines, 100, app.desk.local)
        texts = ["".join(span.text for span in row) for row in lines]
        assert sum("recorded in error" in text for text in texts) == 1


async def test_minutes_of_a_later_meeting_are_not_approved_at_one_entered_afterwards(tmp_path: Path) -> None:
    late = e.MinutesDue("2026-12", "Board, December 2026", "2026-12-28T10:00:00+01:00")
    before = e.MinutesDue("2026-09", "Board, September 2026", "2026-09-28T10:00:00+01:00")
    first = build.convened(carried=e.Carried(minutes=(before, late)))
    async with running(tmp_path, convened=first, entries=[], size=(80, 24)) as (app, pilot):
        shown = " ".join(frame(app).split())
        assert "Minutes of Board, September 2026 (Mon 28 Sep 2026) await" in shown and "December" not in shown
        await press(pilot, "o", "r")
        assert "Minutes of Board, September 2026 (Mon 28 Sep 2026)" in frame(app), "there is nothing to choose"
        await press(pilot, "enter", "enter", "c")
        assert "December" not in frame(app).partition("Close the meeting")[2]
        await press(pilot, "escape", "r")
        assert "no minutes of an earlier meeting await" in message(app)


async def test_actions_of_a_later_meeting_are_none_of_one_entered_afterwards(tmp_path: Path) -> None:
    agreed = {
        "earlier": ("i1", "2026-09-28T10:00:00.000Z", ""),
        "later": ("i1", "2026-12-28T10:00:00.000Z", ""),
        "entered later": ("i1", "2026-12-28T10:00:00.000Z", "2026-10-01"),
        "imported": (None, "2026-12-28T10:00:00.000Z", ""),
    }
    handed = tuple(
        e.OpenAction(f"a{number}", f"What is {text}.", "Ann", item=item, agreed=at, meeting="another", agreed_on=day)
        for number, (text, (item, at, day)) in enumerate(agreed.items())
    )
    first = build.convened(carried=e.Carried(actions=handed))
    async with running(tmp_path, convened=first, entries=[], size=(80, 24)) as (app, pilot):
        assert "3 actions open" in frame(app)
        session = session_of(app)
        source = Source(session.stretch, "public", PaperClock(session.state.starts))
        assert [action.text for action in actions(source)] == [
            "What is earlier.",
            "What is entered later.",
            "What is imported.",
        ]
        listed = as_markdown(agenda(source))
        assert "What is earlier (Ann)." in listed and "What is later" not in listed
        await press(pilot, "o", "A")
        own, _, later = frame(app).partition("Agreed at a later meeting (1)")
        assert "What is later." in later, "the action log has all"
        assert "No date (3)" in own and "What is later." not in own, "and tells the three from it"


def test_issues_of_a_later_meeting_are_not_minuted_by_one_entered_afterwards() -> None:
    days = {"earlier": "2026-09-28", "later": "2026-12-28", "entered later": "2026-12-28"}
    handed = tuple(
        e.OpenIssue(key.replace(" ", "-"), f"What is {key}", raised=f"{day}T10:00:00.000Z") for key, day in days.items()
    )
    handed = (*handed[:2], msgspec.structs.replace(handed[2], raised_on="2026-10-01"))
    stretch = build.play([build.convened(carried=e.Carried(issues=handed))])

    def minuted() -> list[str]:
        return [issue.title for issue in issues(Source(stretch, "public", PaperClock(stretch.state.starts)))]

    assert minuted() == ["What is earlier", "What is entered later"]
    build.record(stretch, e.MeetingOpened(), e.IssueResolved("later", "Settled there and then."))
    assert "What is later" in minuted(), "what was done about it here is told"


async def test_in_80_columns_a_deputy_and_the_meeting_time_leave_room_for_that_the_public_is_excluded(
    tmp_path: Path,
) -> None:
    entries = [e.MemberArrived("eput-ceo", deputy="K Example"), e.MeetingOpened(), e.PublicExcluded("Staff matters")]
    async with running(tmp_path, size=(80, 24), entries=entries) as (app, pilot):
        session_of(app).meeting_time = "2026-11-26T10:30:00.000Z"
        await press(pilot, "n", "escape")
        bar = frame(app).splitlines()[0]
        assert bar.startswith(" PUBLIC EXCLUDED ") and " 0 of 31 · quorum not defined " in bar and "MEETING TIME" in bar


async def test_at_80_columns_the_footer_of_an_item_has_all_three_keys_of_the_meeting_time(tmp_path: Path) -> None:
    clock = Clock(BEGINS + datetime.timedelta(days=2, hours=5))
    async with running(tmp_path, size=(80, 24), clock=clock) as (app, pilot):
        session_of(app).record_together(everybody(app)[:3])
        await press(pilot, "o", "right")
        assert "= time  . +1m  > +5m  z undo  ? help  esc back" in frame(app)
        session_of(app).record(e.MotionPut("m1", WELCOME, "To go on.", "agreement"))
        app.screen.refresh_all()
        assert "> +5m  z undo" in frame(app) and "v vote" in frame(app)


def test_in_a_narrow_record_an_entry_of_another_day_is_not_torn_apart() -> None:
    stretch = build.sitting(item=None)
    noted = e.NoteTaken(item=None, text="Confidentiality undertakings", confidential=True)
    stretch.add(stretch.stamp(stretch.lines[-1].seq + 1, "2026-11-29T16:24:00.000Z", build.CLERK, noted))
    for width in (22, 24, 30):
        rows = record_lines(stretch, stretch.lines, width, datetime.datetime.fromisoformat)
        texts = ["".join(span.text for span in row).strip() for row in rows]
        assert "29 Nov 16:24" in texts[0]
        assert {"confidential", "meeting:", "Confidentiality"} <= set(" ".join(texts[:4]).split()), texts[:4]


@pytest.mark.parametrize("width", first(2, [80, 110, 72, 109, 120]))
async def test_that_it_is_not_yet_open_stands_beside_the_meeting_time_in_every_window(
    tmp_path: Path, width: int
) -> None:
    clock = Clock(BEGINS + datetime.timedelta(days=2))
    async with running(tmp_path, size=(width, 24), clock=clock) as (app, pilot):
        app.screen.record(*everybody(app))  # type: ignore[attr-defined]
        for keys, said in (((), "IN PUBLIC · NOT YET OPEN"), (("asterisk", "2"), "CONFIDENTIAL SHOWN")):
            await press(pilot, *keys)
            bar = frame(app).splitlines()[0]
            assert said in bar and "NOT YET OPEN" in bar and "TIME 10:00" in bar, bar
            assert f"{len(everybody(app))} of 31" in bar, bar


async def test_an_action_that_a_later_meeting_spoke_of_is_not_said_to_be_completed_by_one_entered_afterwards(
    tmp_path: Path,
) -> None:
    then = e.OpenAction("a1", "Write again.", "Ann", item="i1", agreed="2026-09-28T10:00:00.000Z", meeting="another")
    now = msgspec.structs.replace(then, due="2026-12-30", updates=("It takes longer.",))
    first = build.convened(carried=e.Carried(actions=(now,)), found=e.Found(actions=(then,)))
    async with running(tmp_path, convened=first, entries=[], size=(80, 24)) as (app, pilot):
        await press(pilot, "o", "A", "d")
        await write(pilot, "Written.", "enter")
        assert "the action stays as a later meeting left it" in message(app)
        action = session_of(app).state.actions["a1"]
        assert (action.status, action.due, action.updates) == ("open", "2026-12-30", ("Written.", "It takes longer."))
