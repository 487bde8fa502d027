"""A replay shows each entry as it stood, can be gone through in every way, and records nothing."""

from __future__ import annotations

import datetime
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from boardtui.app import BoardApp
from boardtui.book.chain import GENESIS, canonical, seal
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.meeting import entries as e
from boardtui.meeting.entries import MinutesDue
from boardtui.tui.screens.minutes import MinutesScreen
from boardtui.tui.screens.replay import ReplayScreen
from boardtui.tui.views.vote import vote_lines
from boardtui.tui.widgets.painted import Painted
from tests import build
from tests.tui.app import BEGINS, SMALL_FIRST, Clock, frame, message, press, running, session_of, write

HOSTILE = ("\x1b]52;c;aGk=\x07", "[/x] Smith", "[@click=app.quit]go[/]", "\u202eevil\u2066", "\x9b31m", "W" * 300)


Running = AbstractAsyncContextManager[tuple[BoardApp, Pilot[None]]]


def _replay(app: BoardApp) -> ReplayScreen:
    screen = app.screen
    assert isinstance(screen, ReplayScreen)
    return screen


def _seq(app: BoardApp) -> int:
    steps = _replay(app).steps
    assert steps is not None
    return steps.line.seq


def _bar(app: BoardApp) -> list[str]:
    """The three lines under the meeting."""
    shown = app.screen.query_one("Timeline", Painted).lines
    return ["".join(part.text for part in line).strip() for line in shown]


def _first(entry: type[e.Entry], script: list[e.AnyEntry]) -> int:
    return next(number for number, one in enumerate(script, 1) if isinstance(one, entry))


SCRIPT = build.realistic()
CONVENED = build.convened(meeting="meeting-1")


def played(tmp_path: Path, size: tuple[int, int] = (120, 40), args: tuple[int, ...] = ()) -> Running:
    return running(tmp_path, size=size, convened=CONVENED, entries=SCRIPT[1:], screen="replay", args=args)


@pytest.mark.parametrize("size", SMALL_FIRST)
async def test_the_banner_is_in_sight_twice_and_every_view_opens(tmp_path: Path, size: tuple[int, int]) -> None:
    async with played(tmp_path, size) as (app, pilot):
        assert frame(app).count(" REPLAY ") == 2
        await press(pilot, "right_square_bracket")
        assert "Capital priorities" in frame(app)
        await press(pilot, "enter")
        needed = "11 needed out of 14" if size[0] == 80 else "11 needed out of 14 eligible members"
        assert needed in frame(app) and frame(app).count(" REPLAY ") == 2
        await press(pilot, "escape", "t")
        assert "Attendance" in frame(app) and frame(app).count(" REPLAY ") == 2
        await press(pilot, "escape", "escape")
        assert not isinstance(app.screen, ReplayScreen)


async def test_the_item_is_as_wide_as_before_once_attendance_or_the_vote_is_closed(tmp_path: Path) -> None:
    async with played(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "right_square_bracket")
        before = frame(app)
        for keys in (("t", "escape"), ("enter", "escape")):
            for key in keys:
                await press(pilot, key)
            assert frame(app).splitlines()[1:12] == before.splitlines()[1:12], keys


async def test_keys_go_by_entries_by_motions_and_to_both_ends(tmp_path: Path) -> None:
    put = _first(e.MotionPut, SCRIPT)
    async with played(tmp_path) as (app, pilot):
        for key, seq in (
            ("left", 1), ("right", 2), ("right", 3), ("left", 2), ("right_square_bracket", put), ("right", put + 1),
            ("left_square_bracket", put), ("pagedown", put + 10), ("pageup", put), ("end", len(SCRIPT)),
            ("right", len(SCRIPT)), ("home", 1),
        ):  # fmt: skip
            await press(pilot, key)
            assert _seq(app) == seq, key
        await press(pilot, "left")
        assert message(app) == "This is the first entry of the meeting."
        await press(pilot, "left_square_bracket")
        assert message(app) == "No motion was put before this."
        assert session_of(app).recorded == len(SCRIPT)


async def test_it_begins_at_the_entry_it_was_asked_for(tmp_path: Path) -> None:
    async with played(tmp_path, args=(40,)) as (app, _):
        assert _seq(app) == 40


async def test_the_count_is_the_one_of_that_entry(tmp_path: Path) -> None:
    put = _first(e.MotionPut, SCRIPT)
    async with played(tmp_path, args=(put + 5,)) as (app, pilot):
        await press(pilot, "enter")
        then = session_of(app).stretch.state_after(put + 5)
        votes = app.screen.query_one("#votes", Painted)
        assert list(votes.lines) == vote_lines(then, then.motions["m1"], votes.size.width)
        assert "FOR  5" in frame(app)
        await press(pilot, "right")
        assert "FOR  6" in frame(app)
        await press(pilot, "right_square_bracket")
        assert "Motion 4.1" in frame(app)
        await press(pilot, "home")
        assert message(app) == "At this entry that motion was not yet put."


async def test_eligibility_is_that_of_the_moment(tmp_path: Path) -> None:
    async with played(tmp_path) as (app, pilot):
        await press(pilot, "enter")
        assert message(app) == "No motion had been put by then; ] goes to the next one."
        await press(pilot, "right_square_bracket", "enter", "e")
        assert "kept from voting (1)" in frame(app)


async def test_among_several_motions_one_is_chosen(tmp_path: Path) -> None:
    async with played(tmp_path) as (app, pilot):
        await press(pilot, "end", "enter")
        assert "Which motion?" in frame(app)
        await press(pilot, "down", "enter")
        assert "Motion 4.1" in frame(app)


async def test_an_entry_taken_back_later_is_shown_as_it_stood_and_marked(tmp_path: Path) -> None:
    entries: list[e.AnyEntry] = [
        *build.arrivals(["bbccg-chair"]),
        e.MeetingOpened(),
        e.NoteTaken(item=None, text="A slip."),
    ]
    async with running(tmp_path, convened=build.convened(), entries=entries, screen=None) as (app, pilot):
        app.session = app.desk.session(build.BOARD)
        app.session.undo()
        app.open_screen("replay", 4)
        await pilot.pause()
        await pilot.pause()
        assert _bar(app)[2].startswith("undone later, by entry 5: note on the meeting: A slip.")
        assert "undone later" in frame(app) and len(_replay(app).state.notes) == 1
        await press(pilot, "right")
        assert len(_replay(app).state.notes) == 0
        assert "undone: note" in " ".join(frame(app).replace("│", " ").split())


@pytest.mark.parametrize(
    ("where", "seq"), [("11", 11), ("10:00", 1), ("23:59", len(SCRIPT)), ("0", 1), ("9999", 1), ("noon", 1)]
)
async def test_a_time_or_a_number_leads_to_its_entry(tmp_path: Path, where: str, seq: int) -> None:
    async with played(tmp_path) as (app, pilot):
        await press(pilot, "g")
        await write(pilot, where, "enter")
        assert _seq(app) == seq
        assert message(app).startswith("That is not") == (where in ("0", "9999", "noon"))


async def test_it_plays_faster_and_slower_and_stops_at_the_end(tmp_path: Path) -> None:
    async with played(tmp_path) as (app, pilot):
        await press(pilot, "end", "left", "left", "left", "plus", "plus", "plus", "plus", "plus")
        assert message(app) == "30 entries a second."
        await press(pilot, "space")
        await pilot.pause(0.4)
        assert _seq(app) == len(SCRIPT) and "stopped" in _bar(app)[0]
        assert message(app) == "The end of the meeting."
        await press(pilot, "minus", "minus", "minus", "minus", "minus", "minus", "space")
        assert "▶ 0.5 a second" in _bar(app)[0] and _seq(app) == 1
        await press(pilot, "space")
        assert "stopped" in _bar(app)[0]


async def test_nothing_can_be_recorded_or_taken_back(tmp_path: Path) -> None:
    async with played(tmp_path) as (app, pilot):
        assert "undo" not in frame(app)
        session = session_of(app)
        session.meeting_time = now = "2026-11-23T10:40:00.000Z"  # of a meeting that is entered afterwards meanwhile
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await press(pilot, *"zfxnda", "full_stop", "greater_than_sign")
        assert session.meeting_time == now and "+1m" not in frame(app), "= plays faster here"
        assert session.recorded == len(SCRIPT) and isinstance(app.screen, ReplayScreen)


async def test_other_meetings_of_the_book_are_chosen_and_their_minutes_opened(tmp_path: Path) -> None:
    async with running(tmp_path, convened=build.convened(), screen=None) as (app, pilot):
        session = app.session = app.desk.session(build.BOARD)
        build.record_all(session, [*build.arrivals(["bbccg-chair"]), e.MeetingOpened(), e.MeetingClosed()])
        session.record(build.convened_next(session.state, title="Board, February", starts="2027-02-22T10:00:00+00:00"))
        app.open_screen("replay")
        await pilot.pause()
        await press(pilot, "o")
        assert "Meetings of this book" in frame(app) and "Mon 22 Feb 2027" in frame(app)
        await press(pilot, "2" if "2 Partnership" in frame(app) else "1")
        assert _replay(app).state.meeting == "2026-11" and _seq(app) == 1
        await press(pilot, "w")
        assert "Minutes, DRAFT" in frame(app) and isinstance(app.screen, MinutesScreen)
        assert app.screen.state.meeting == "2026-11"


async def test_verifying_says_that_the_book_is_intact_or_which_entry_is_wrong(tmp_path: Path) -> None:
    async with played(tmp_path) as (app, pilot):
        await press(pilot, "v")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert message(app).startswith("✓ Partnership Board: intact.")
        store = session_of(app).store
        store.connection.execute("UPDATE entries SET at = '2026-11-26T10:00:00.001Z' WHERE seq = 7")
        store.connection.commit()
        await press(pilot, "v")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert message(app).startswith("● Partnership Board: ALTERED at entry 7.")


async def test_a_book_without_a_meeting_says_so(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        app.session = app.desk.session(build.BOARD)
        app.open_screen("replay")
        await pilot.pause()
        await press(pilot, "right", "right_square_bracket", "space", "g", "enter", "t", "w", "e")
        assert "nothing to replay" in frame(app)


async def test_hostile_words_are_only_words(tmp_path: Path) -> None:
    entries: list[e.AnyEntry] = [*build.arrivals(build.CAPITAL), e.MeetingOpened(), e.ItemOpened(item="capital")]
    entries += [e.NoteTaken(item="capital", text=text) for text in HOSTILE]
    entries += [build.motion(text=" ".join(HOSTILE)), e.MemberLeft(member="eput-ceo", reason=" ".join(HOSTILE))]
    convened = build.convened(title="".join(HOSTILE[:4]))
    async with running(tmp_path, convened=convened, entries=entries, screen="replay") as (app, pilot):
        await press(pilot, "end")
        for key in ("left", "left", "enter", "t", "t", "left", "left", "left", "left"):
            assert all(row.isprintable() for row in frame(app).splitlines())
            await press(pilot, key)
        assert "[/x] Smith" in frame(app) or "Smith" in frame(app)


async def test_a_meeting_of_two_thousand_entries_is_stepped_through_at_once(tmp_path: Path) -> None:
    here: list[e.AnyEntry] = [
        *build.arrivals(build.CAPITAL),
        e.MeetingOpened(),
        e.ItemOpened(item="capital"),
        build.motion(),
    ]
    votes = [build.votes("for" if n % 3 else "against", [build.CAPITAL[n % 14]]) for n in range(2_000)]
    async with running(tmp_path, meeting=None, screen=None, clock=Clock()) as (app, pilot):
        _store_at_once(app, [build.convened(), *here, *votes])
        app.session = app.desk.session(build.BOARD)
        app.open_screen("replay")
        await pilot.pause()
        await press(pilot, "end", "enter")
        last = len(here) + len(votes) + 1
        assert _seq(app) == last and "2018 of 2018" in _bar(app)[0]
        screen = _replay(app)
        assert screen.steps is not None
        start = datetime.datetime.now()
        for place in range(last - 1, -1, -1):
            screen.steps.go(place)
            assert screen.steps.state.phase
        assert (datetime.datetime.now() - start).total_seconds() < 3
        await press(pilot, "end", *["left"] * 20)
        assert _seq(app) == last - 20


def _store_at_once(app: BoardApp, entries: list[e.AnyEntry]) -> None:
    """Put a whole meeting into the book in one go, one entry a second."""
    rows, prev = [], GENESIS
    for seq, entry in enumerate(entries, 1):
        moment = (BEGINS + datetime.timedelta(seconds=seq)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        line = seal(build.BOARD, seq, moment, "J Smith", prev, canonical(entry))
        rows.append((line, e.kind(entry), seq == 1))
        prev = line.hash
    app.desk.store.append_many(rows)
    app.desk._sessions.clear()  # what Home has read before is of an empty book


async def test_a_replay_names_no_key_for_what_was_outstanding(tmp_path: Path) -> None:
    due = e.Carried(minutes=(MinutesDue("pb-09", "September", "2026-09-24T10:00:00+01:00"),))
    first = replace(CONVENED, carried=due)
    async with running(tmp_path, convened=first, entries=SCRIPT[1:], screen="replay", size=(80, 24)) as (app, _):
        assert "Minutes of September (Thu 24 Sep 2026) await approval" in " ".join(frame(app).split())
        assert "r approves" not in frame(app)


@pytest.mark.parametrize("mode", ["open", "excluded"])
async def test_at_80_columns_an_adjournment_to_another_day_stays_in_sight_as_people_come_and_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """What gives way to it is the day, which stands under the meeting too."""
    monkeypatch.setattr("boardtui.tui.screens.replay.day_apart", lambda *_: "19 Nov ")
    terms = Terms(proxies="member", quorum=Quorum(number=3), source="ToR 1")
    convened = replace(CONVENED, charter=replace(CONVENED.charter, terms=terms))
    first, second, third = (member.key for member in convened.members[:3])
    script: list[e.AnyEntry] = [e.MemberArrived(first), e.MemberArrived(second), e.ProxyGiven(third, second)]
    script += [e.ChairTaken(first), e.MeetingOpened()]
    script += [e.PublicExcluded("staff")] if mode == "excluded" else []
    script += [e.MeetingAdjourned("To the next day"), e.MemberLeft(first)]
    async with running(tmp_path, size=(80, 24), convened=convened, entries=script, screen="replay") as (app, pilot):
        await press(pilot, "end")
        bar = frame(app).splitlines()[0]
        assert "ADJOURNED" in bar
        assert "1 of 31" in bar
        assert "NOT QUORATE" in bar


async def test_an_entry_corrected_later_reads_as_corrected_and_is_marked(tmp_path: Path) -> None:
    note = e.NoteTaken(item=None, text="Five schemes.")
    entries: list[e.AnyEntry] = [*build.arrivals(["bbccg-chair"]), e.MeetingOpened(), note]
    async with running(tmp_path, convened=build.convened(), entries=entries, screen=None) as (app, pilot):
        app.session = app.desk.session(build.BOARD)
        right = {"kind": "NoteTaken", "item": None, "text": "Six schemes.", "confidential": False}
        app.session.record(e.EntriesCorrected((e.Corrected(4, right),), "misheard"))
        app.open_screen("replay", 4)
        await pilot.pause()
        await pilot.pause()
        assert _bar(app)[2].startswith("as corrected later, by entry 5: note on the meeting: Six schemes.")
        await press(pilot, "left")
        assert "corrected" not in _bar(app)[2]
