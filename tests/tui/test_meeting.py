"""The meeting screen: what it records for each key, what it says comes next, and what it refuses."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.events import Paste

from boardtui.meeting import entries as e
from boardtui.meeting.entries.parts import AgendaItem, MinutesDue
from boardtui.meeting.fold.keys import next_action, next_item, next_motion
from boardtui.meeting.state.state import State
from boardtui.meeting.voting.quorum import quorum
from boardtui.tui.dates import read_day
from boardtui.tui.views.next_step import next_step
from boardtui.tui.views.timing import expected
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Rows
from tests import build
from tests.tui.app import (
    SIZES,
    SMALL_FIRST,
    Clock,
    burst,
    check_frame,
    everybody,
    frame,
    message,
    press,
    recorded,
    running,
    session_of,
    write,
)

CAPITAL, ESTATES, WELCOME, INTERESTS = "pb-nov-capital", "pb-nov-estates", "pb-nov-welcome", "pb-nov-interests"
MOTION = e.MotionPut(
    motion="m1", item=CAPITAL, text="To adopt the priorities in paper D.", rule="capital", topic="fin_capital"
)
HOSTILE = (
    "[/x] Smith",
    "[@click=app.quit]quit[/]",
    "\x1b]52;c;aGk=\x07 Jones",
    "\u202egnp.exe",
    "W" * 300,
    "=1+1\r\n2",
)


def next_words(app) -> str:  # type: ignore[no-untyped-def]
    """The line that says what comes next."""
    return "".join(part.text for one in app.screen.query_one("#next", Painted).lines for part in one)


def present() -> list[e.AnyEntry]:
    """All 31 of the demonstration's Board."""
    return [e.MemberArrived(member=member.key) for member in build.members()]


def opened(item: str | None = None) -> list[e.AnyEntry]:
    """The Board in session, turned to an item."""
    chair = e.ChairTaken(member="independent-chair")
    return [*present(), chair, e.MeetingOpened(), *([e.ItemOpened(item=item)] if item else [])]


@pytest.mark.parametrize("size", SIZES)
async def test_before_it_is_open_the_screen_says_how_to_open_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size=size) as (app, pilot):
        assert "Not yet open. t takes attendance, o opens the meeting." in frame(app)
        check_frame(f"meeting-new-{size[0]}x{size[1]}", frame(app))
        await press(pilot, "n", "escape", "o")
        assert isinstance(recorded(app)[-1], e.MeetingOpened)
        assert "Attendance is not yet recorded: t takes attendance, → opens 1 Welcome and apologies" in next_words(app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_running_meeting_shows_item_motion_time_and_record(tmp_path: Path, size: tuple[int, int]) -> None:
    clock = Clock()
    async with running(tmp_path, size=size, clock=clock, entries=opened(WELCOME)) as (app, pilot):
        clock.forward(36)
        session = session_of(app)
        voters = ("bbccg-chair", "cprccg-chair", "meccg-chair")
        build.record_all(
            session,
            [
                e.ItemClosed(item=WELCOME),
                e.ItemOpened(item=CAPITAL),
                e.InterestDeclared("mseft-ceo", (CAPITAL,), "financial", "The trust bids.", "withdraws"),
                MOTION,
                e.VotesRecorded("m1", "for", voters),
                e.NoteTaken(CAPITAL, "A figure under negotiation.", True),
                e.ActionAgreed("a1", CAPITAL, "Send the figures", "Executive Lead", "2026-12-10"),
            ],
        )
        clock.forward(8)
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await pilot.pause()
        shown = frame(app)
        assert "Motion 5.1 is before the meeting. v takes the vote." in next_words(app)
        assert "3 for, 0 against, 11 needed out of" in " ".join(shown.split())
        assert "Chief Executive, MSEFT: withdraws" in shown
        assert "8 of 25m" in shown
        check_frame(f"meeting-running-{size[0]}x{size[1]}", shown)


async def test_right_closes_the_item_and_opens_the_next(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened()) as (app, pilot):
        await press(pilot, "right", "right")
        assert recorded(app)[-3:] == [
            e.ItemOpened(item=WELCOME),
            e.ItemClosed(item=WELCOME),
            e.ItemOpened(item=INTERESTS),
        ]
        assert app.screen.query_one("#agenda", Rows).key == INTERESTS


async def test_the_last_item_is_closed_and_then_the_meeting(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened()) as (app, pilot):
        await press(pilot, *["right"] * 8)
        assert "This is the last item. → closes it" in next_words(app)
        await press(pilot, "right")
        assert isinstance(recorded(app)[-1], e.ItemClosed) and session_of(app).state.current is None
        assert "That was the last public item. The items left are confidential: x excludes the public" in message(app)
        await press(pilot, "right")
        assert message(app).startswith("The items left are confidential: x excludes the public")
        await press(pilot, "asterisk", "2", *["right"] * 3)
        assert session_of(app).state.current is None
        assert "All items are closed. c closes the meeting." in next_words(app)
        await press(pilot, "right")
        assert "c closes the meeting" in message(app)
        await press(pilot, "c")
        assert "Was nothing decided on item" in frame(app) and "closed yet" not in frame(app)
        await press(pilot, "enter")
        assert isinstance(recorded(app)[-1], e.MeetingClosed)
        assert "The meeting is closed" in message(app)
        assert "The meeting is closed" in next_words(app)


async def test_leaving_an_item_with_an_open_motion_asks_first(tmp_path: Path) -> None:
    async with running(tmp_path, entries=[*opened(CAPITAL), MOTION]) as (app, pilot):
        await press(pilot, "right", "escape")
        assert recorded(app)[-1] == MOTION
        await press(pilot, "right", "enter")
        assert recorded(app)[-1] == e.ItemOpened(item="pb-nov-winter")
        assert session_of(app).state.motions["m1"].status == "open"


async def test_closing_lists_what_is_undone_and_is_refused_while_a_motion_is_open(tmp_path: Path) -> None:
    async with running(tmp_path, entries=[*opened(CAPITAL), MOTION]) as (app, pilot):
        await press(pilot, "c")
        assert "Motion 5.1 is not decided" in frame(app)
        assert "Item 6 Winter plan was not reached" in frame(app)
        await press(pilot, "enter")
        assert session_of(app).state.phase == "open", "Enter goes back, since the meeting cannot be closed yet"


async def test_closing_asks_of_an_item_for_decision_without_a_motion_whether_nothing_was_decided(
    tmp_path: Path,
) -> None:
    asked = "Was nothing decided on item 5 Capital priorities"
    async with running(tmp_path, entries=[*opened(CAPITAL), e.ItemClosed(CAPITAL)]) as (app, pilot):
        await press(pilot, "c")
        shown = " ".join(frame(app).replace("│", " ").replace("┃", " ").split())
        assert asked in shown and "no motion was put. Enter there opens it." in shown
        await press(pilot, "enter")
        assert session_of(app).state.phase == "closed", "a question is no refusal"
    folder = tmp_path / "open"
    folder.mkdir()
    excluded = e.PublicExcluded("by mistake")
    async with running(folder, entries=[*opened(CAPITAL), excluded]) as (app, pilot):
        session_of(app).record(e.EntryRetracted(session_of(app).lines[-1].seq, "a mistake"))
        await press(pilot, "c")
        shown = " ".join(frame(app).replace("│", " ").replace("┃", " ").split())
        assert "no motion was put. It is open: m puts one." in shown, "an exclusion undone leaves no session in private"
    decided = [MOTION, e.MotionWithdrawn(MOTION.motion, "Later"), e.ItemClosed(CAPITAL)]
    folder = tmp_path / "decided"
    folder.mkdir()
    async with running(folder, entries=[*opened(CAPITAL), *decided]) as (app, pilot):
        await press(pilot, "c")
        assert "Was nothing decided" not in frame(app)


async def test_an_item_is_opened_with_enter_or_by_its_number(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(WELCOME)) as (app, pilot):
        await press(pilot, "5")
        assert "You are viewing another item; the" in frame(app)
        await press(pilot, "enter")
        assert session_of(app).state.current == CAPITAL
        await press(pilot, "g", "6", "enter")
        assert session_of(app).state.current == "pb-nov-winter"
        await press(pilot, "1", "enter")
        assert "Open item 1 Welcome and apologies again" in frame(app)
        await press(pilot, "enter")
        assert session_of(app).state.current == WELCOME


async def test_an_item_keyed_with_enter_in_one_go_is_the_one_opened(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(WELCOME)) as (app, pilot):
        await burst(pilot, "5", "enter")
        await app.workers.wait_for_complete()
        assert session_of(app).state.current == CAPITAL


async def test_lines_that_are_pasted_stay_lines_however_the_terminal_ends_them(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "n")
        app.post_message(Paste("The Board heard that:\r(a) beds are full;\r\n(b) costs rose.\n\rDone."))
        await press(pilot, "enter", "enter")
        (note,) = recorded(app, e.NoteTaken)
        assert note.text == "The Board heard that:\n(a) beds are full;\n(b) costs rose.\n\nDone."


async def test_the_public_readmitted_while_a_confidential_item_is_open_is_told_so(tmp_path: Path) -> None:
    async with running(tmp_path, entries=[*opened(ESTATES), e.PublicExcluded("Estates")]) as (app, pilot):
        await press(pilot, "x")
        assert isinstance(recorded(app)[-1], e.PublicReadmitted)
        assert message(app) == "The public is readmitted. The item that is open is confidential: → closes it."


async def test_after_readmission_closing_is_not_offered_while_a_motion_on_the_item_is_open(tmp_path: Path) -> None:
    put = e.MotionPut("m1", ESTATES, "That the site be sold.", "agreement", "objectives")
    entries = [*opened(ESTATES), e.PublicExcluded("Estates"), put]
    async with running(tmp_path, entries=entries) as (app, pilot):
        await press(pilot, "x")
        assert message(app) == (
            "The public is readmitted. The item that is open is confidential, and a motion on it is not decided: "
            "x excludes the public."
        )


def test_the_last_item_is_not_said_to_be_closed_by_a_key_while_a_private_motion_on_it_is_open() -> None:
    told = build.sitting(item="d", agenda=(AgendaItem("d", "Any other business", "4"),))
    true = build.record(
        build.sitting(item="d", agenda=(AgendaItem("d", "Any other business", "4"),)),
        build.motion(item="d", rule="agreement", topic="objectives"),
    )
    step = "".join(part.text for part in next_step(told.state, true.state, quorum(told.state)))
    assert step == "This is the last item. A motion on it is not decided. x excludes the public, * shows it."


async def test_a_confidential_item_warns_while_the_public_is_there(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(ESTATES)) as (app, pilot):
        assert "THE PUBLIC IS STILL IN THE ROOM" in next_words(app)
        await press(pilot, "x")
        await write(pilot, "commercial figures", "enter", "enter", "enter", "enter")
        assert recorded(app)[-1] == e.PublicExcluded(reason="commercial figures")
        assert "PUBLIC EXCLUDED" in frame(app)
        assert "x readmit public" in frame(app)
        await press(pilot, "n")
        await write(pilot, "A price.", "enter", "enter")
        assert recorded(app)[-1].confidential
        await press(pilot, "g", "8", "enter", "enter")
        assert "The public is excluded, and this item is public." in next_words(app)
        await press(pilot, "x")
        assert isinstance(recorded(app)[-1], e.PublicReadmitted)


async def test_an_action_takes_a_day_in_several_ways_and_asks_again_for_a_wrong_one(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "a")
        await write(pilot, "Send figures", "enter")
        await write(pilot, "Finance lead", "enter")
        await write(pilot, "31/11/2026", "enter")
        assert "is not a date" in frame(app)
        assert not recorded(app, e.ActionAgreed)
        await press(pilot, *["backspace"] * 10)
        await write(pilot, "2 weeks", "enter")  # what was wrong is asked for again, and Enter there takes all
        action = recorded(app)[-1]
        assert action == e.ActionAgreed("pb-2026-11-26-a1", CAPITAL, "Send figures", "Finance lead", "2026-12-10")


async def test_items_are_added_and_deferred(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "plus")
        await write(pilot, "Urgent matter", "enter", "2", "enter", "m", "enter")
        await write(pilot, "", "enter")
        await write(pilot, "10", "enter", "enter")
        await write(pilot, "the roof fell in", "enter")
        added = recorded(app)[-1]
        assert added.urgent == "the roof fell in"
        assert (added.title, added.number, added.minutes, added.after) == ("Urgent matter", "5a", 10, CAPITAL)
        await press(pilot, "d")
        await write(pilot, "no time", "enter")
        assert recorded(app)[-1] == e.ItemDeferred(item=added.item, reason="no time")
        await press(pilot, "up", "down")
        shown = frame(app)
        assert "Why it was deferred" in shown and "no time" in shown and "Outcome" not in shown
        for there in ("down", "up"):  # after 5a, and after 5 which has two such by then
            await press(pilot, there, "up", "plus")
            await write(pilot, "Another", "enter", "2", "enter", "enter")
        series = [item.agenda.number for item in session_of(app).state.items.values() if item.added]
        assert series == ["5a", "5b", "5c"] and recorded(app)[-1].after == recorded(app)[-2].item


async def test_an_item_added_in_haste_takes_its_title_and_three_enters_and_what_more_there_is_to_say_one_letter(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "plus")
        await write(pilot, "Late paper", "enter", "enter", "enter")
        added = recorded(app)[-1]
        assert (added.title, added.purpose, added.confidential) == ("Late paper", "for discussion", False)
        await press(pilot, "plus")
        await write(pilot, "Second", "enter", "enter", "m", "enter")
        assert "Add to the agenda: Second" in frame(app)
        await press(pilot, "escape", "c", "enter")  # back to the first form, as it was filled in
        assert (recorded(app)[-1].title, recorded(app)[-1].confidential) == ("Second", True)


@pytest.mark.parametrize("left", [True, False])
async def test_of_an_item_added_where_only_a_confidential_one_can_be_nothing_public_is_offered(
    tmp_path: Path, left: bool
) -> None:
    entries = [*opened(CAPITAL), *([e.PublicExcluded("a contract")] if left else [])]
    async with running(tmp_path, entries=entries) as (app, pilot):
        await press(pilot, "plus")
        assert ("1 ▸public" in frame(app)) is not left
        await write(pilot, "Lease", "enter", "enter", "enter")
        assert recorded(app)[-1].confidential is left


async def test_a_note_is_recorded_by_one_enter_and_whether_it_is_confidential_stands_above_it(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "n")
        assert "1 ▸no  2  yes" in frame(app)
        await write(pilot, "All agreed.", "enter")
        assert recorded(app)[-1] == e.NoteTaken(CAPITAL, "All agreed.")
        await press(pilot, "n")
        await write(pilot, "The price.", "shift+tab", "2", "enter", "enter")
        assert recorded(app)[-1] == e.NoteTaken(CAPITAL, "The price.", confidential=True)


async def test_after_a_private_session_enter_on_a_note_asks_first_whether_it_is_confidential(tmp_path: Path) -> None:
    entries = [*opened(CAPITAL), e.PublicExcluded("a contract"), e.PublicReadmitted()]
    async with running(tmp_path, entries=entries) as (app, pilot):
        await press(pilot, "n")
        await write(pilot, "The price.", "enter")
        assert not recorded(app, e.NoteTaken)
        await press(pilot, "2", "enter")
        assert recorded(app)[-1].confidential


async def test_the_meeting_is_adjourned_with_a_reason_and_resumed_at_once(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "p")
        await write(pilot, "lunch.", "enter")
        assert recorded(app)[-1] == e.MeetingAdjourned(reason="lunch.")
        assert "ADJOURNED: lunch. p resumes the meeting." in next_words(app)
        await press(pilot, "m")
        assert "the meeting is adjourned, p resumes it" in message(app)
        await press(pilot, "p")
        assert isinstance(recorded(app)[-1], e.MeetingResumed)
        assert "t, then o takes attendance again" in message(app)


async def test_chair_and_guests(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "h")
        await write(pilot, "chair eput", "enter")
        await write(pilot, "chair has an interest", "enter")
        assert recorded(app)[-1] == e.ChairTaken(member="eput-chair", reason="chair has an interest")
        await press(pilot, "I")
        await write(pilot, "A Guest", "enter")
        await write(pilot, "auditor", "enter")
        assert recorded(app)[-1] == e.GuestAttended(name="A Guest", role="auditor")


async def test_rulings_of_the_chair(tmp_path: Path) -> None:
    async with running(tmp_path, entries=[*opened(CAPITAL), MOTION]) as (app, pilot):
        await press(pilot, "u", "1")
        await write(pilot, "16", "enter")
        await write(pilot, "Sixteen it is.", "enter", "enter")
        assert recorded(app)[-1] == e.RulingMade(None, "quorum", 16, "Sixteen it is.", "independent-chair")
        await press(pilot, "u", "7")
        await write(pilot, "east", "enter")
        await press(pilot, "enter", "2")
        await press(pilot, "enter")
        await write(pilot, "It spans regions.", "enter", "enter")
        ruling = recorded(app)[-1]
        assert ruling.setting == "eligible"
        assert ruling.value == {"partner": "eeast", "topic": "fin_capital", "eligible": False}
        assert (
            "Motion 5.1 under clause 8.4: 0 kept from voting, 12 may vote, 9 needed out of 12 eligible members"
            in message(app)
        )


async def test_a_quorum_that_is_no_number_is_said_on_the_form_and_entered_anew_there(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "u", "1")
        await write(pilot, "half", "enter", "x", "enter", "enter")
        assert not recorded(app, e.RulingMade)
        assert "Enter the quorum as a whole number of members." in frame(app)
        await write(pilot, "16", "enter")
        assert recorded(app)[-1] == e.RulingMade(None, "quorum", 16, "x", "independent-chair")


async def test_minutes_of_the_last_meeting_are_approved(tmp_path: Path) -> None:
    due = e.MinutesDue(meeting="2026-09", title="Board, September 2026", starts="2026-09-28T10:00:00+01:00")
    first = build.convened(carried=e.Carried(minutes=(due,)))
    async with running(tmp_path, convened=first, entries=[e.MeetingOpened()]) as (app, pilot):
        await press(pilot, "r")
        await write(pilot, "Item 3: ten, not two", "enter")
        await write(pilot, "A Chair", "enter")
        entry = e.MinutesApproved(meeting="2026-09", corrections=("Item 3: ten, not two",), signed_by="A Chair")
        assert recorded(app)[-1] == entry
        await press(pilot, "r")
        assert "no minutes of an earlier meeting await" in message(app)


async def test_wrong_keys_say_why_and_record_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        before = len(recorded(app))
        for key in ("m", "v", "right", "x", "g", "p"):
            await press(pilot, key)
            assert "the meeting is not open yet" in message(app), key
        await press(pilot, "enter")
        assert "not open yet" in message(app)
        assert len(recorded(app)) == before


async def test_a_motion_needs_an_item_and_a_vote_needs_a_motion(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened()) as (app, pilot):
        await press(pilot, "m")
        assert "A motion needs an open item" in message(app)
        await press(pilot, "v")
        assert "No motion is open" in message(app)


async def test_undo_shows_what_it_takes_back(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "z")
        assert "item 5 opened" in frame(app)
        await press(pilot, "enter")
        assert isinstance(recorded(app)[-1], e.EntryRetracted)
        assert session_of(app).state.current is None
        assert "undone: item 5" in frame(app)


@pytest.mark.parametrize("size", SMALL_FIRST)
async def test_hostile_words_stay_harmless(tmp_path: Path, size: tuple[int, int]) -> None:
    members = tuple(replace(one, name=HOSTILE[n % 6]) for n, one in enumerate(build.members()))
    agenda = tuple(replace(one, title=HOSTILE[n], lead=HOSTILE[n]) for n, one in enumerate(build.AGENDA))
    first = build.convened(members=members, agenda=agenda, title=HOSTILE[0], place=HOSTILE[2])
    script: list[e.AnyEntry] = [e.MemberArrived(member=one.key) for one in members]
    notes: list[e.AnyEntry] = [e.NoteTaken("welcome", text) for text in HOSTILE]
    more: list[e.AnyEntry] = [e.ChairTaken("independent-chair"), e.MeetingOpened(), e.ItemOpened("welcome"), *notes]
    async with running(tmp_path, size=size, convened=first, entries=[*script, *more]) as (app, pilot):
        await press(pilot, "down", "down", "g")
        shown = frame(app)
        await press(pilot, "escape", "h")
        shown += frame(app)
        await press(pilot, "escape", "c")
        shown += frame(app)
        await press(pilot, "escape")
        shown += frame(app)
        assert not {char for char in shown if ord(char) < 32 and char != "\n"}
        assert "\u202e" not in shown and "\x9b" not in shown
        assert "[/x] Smith" in shown


async def test_an_empty_agenda_says_what_to_do(tmp_path: Path) -> None:
    first = build.convened(agenda=())
    async with running(tmp_path, convened=first, entries=[e.MeetingOpened()]) as (app, pilot):
        assert "The agenda is empty; + adds an item." in frame(app)
        await press(pilot, "g", "d", "right", "enter")
        await press(pilot, "plus")
        await write(pilot, "First matter", "enter", "enter", "enter")
        assert recorded(app)[-1].title == "First matter"


async def test_at_80_columns_the_footer_has_the_keys_that_matter_most_whatever_the_meeting_is_on(
    tmp_path: Path,
) -> None:
    put = e.MotionPut("m1", CAPITAL, "To adopt the plan.", "capital", "fin_capital")
    async with running(tmp_path, size=(80, 24), entries=opened(CAPITAL)) as (app, pilot):
        action = e.ActionAgreed("2026-11-a1", None, "Do it", "J Smith")
        for kind, entries, special in (
            ("", [], "m motion"), ("questions", [], "Q public question"), ("actions", [action], "A action log"),
            ("", [put], "v vote"),
        ):  # fmt: skip
            app.screen.record(e.ItemKindCorrected(CAPITAL, kind), *entries)  # type: ignore[attr-defined]
            await press(pilot)
            shown = " ".join(frame(app).splitlines()[-2:])
            for words in (
                "n note", "N notes", "a action", "S speakers", "t attendance", "→ next item", "x exclude public", "c close",
                "z undo", "? help", "esc back", special,
            ):  # fmt: skip
                assert words in shown, (special, words)


def test_the_next_step_on_the_standing_items_names_their_keys_and_the_last_item_is_only_the_last() -> None:
    def step(state: State) -> str:
        return "".join(part.text for part in next_step(state, state, quorum(state)))

    minutes = (AgendaItem("a", "Minutes of the last meeting", "1"), AgendaItem("b", "Questions from the public", "2"))
    rest = (AgendaItem("c", "Budget", "3"), AgendaItem("d", "Any other business", "4"))
    state = build.sitting(item="a", agenda=(*minutes, *rest)).state
    assert step(state) == "Next: → 2 Questions from the public   "
    due = replace(state, minutes_due=(MinutesDue("m", "The last meeting", "2026-09-24T10:00:00+01:00"),))
    assert step(due).startswith("r approves the minutes.   Next: → 2")
    asked = replace(state, current="b")
    assert step(asked).startswith("Q records a question.   Next: → 3")
    done = {key: replace(item, status="done") for key, item in state.items.items()}
    early = replace(state, current="c", items={**done, "c": replace(done["c"], status="open")})
    assert step(early).startswith("Every other item is closed or decided. → closes it")
    last = replace(state, current="d", items={**done, "d": replace(done["d"], status="open")})
    assert step(last).startswith("This is the last item. → closes it")


def test_once_everybody_has_voted_the_next_step_is_to_declare() -> None:
    board = build.record(build.sitting(present=build.CAPITAL), build.motion(), build.votes("for", build.CAPITAL[1:]))

    def step() -> str:
        return "".join(part.text for part in next_step(board.state, board.state, quorum(board.state)))

    assert step() == "Motion 3.1 is before the meeting. v takes the vote."
    build.record(board, build.votes("against", build.CAPITAL[:1]))
    assert step() == "Motion 3.1: everybody has voted. v and then d declare the result."


def test_what_waits_is_late_by_what_ran_over() -> None:
    stretch = build.sitting(item="welcome")
    begins = datetime.datetime.fromisoformat(build.at(35))
    plan = expected(stretch.state, begins.replace(hour=10, minute=12), datetime.datetime.fromisoformat)
    assert plan.late["minutes"] == 7
    another_day = begins.replace(day=24)
    assert expected(stretch.state, another_day, datetime.datetime.fromisoformat).late == {}


def test_new_keys_are_free() -> None:
    stretch = build.record(
        build.sitting(), build.motion("2026-11-m1"), e.ActionAgreed("2026-11-a1", None, "Do it", "J Smith")
    )
    state = stretch.state
    assert (next_motion(state), next_action(state), next_item(state)) == ("2026-11-m2", "2026-11-a2", "2026-11-x1")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        ("30/11/2026", "2026-11-30"),
        ("2026-11-30", "2026-11-30"),
        ("2 weeks", "2026-12-10"),
        ("in 1 month", "2026-12-26"),
        ("3 Days", "2026-11-29"),
        ("tomorrow", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("next Monday", "2026-11-30"),  # today is a Thursday: there is but one
        ("30 Nov", "2026-11-30"),
        ("28/11/26", "2026-11-28"),
        ("14 January", "2027-01-14"),
    ],
)
def test_days_are_read_as_they_are_written(text: str, day: str | None) -> None:
    assert read_day(text, datetime.date(2026, 11, 26)) == day


@pytest.mark.parametrize(
    "text", ["31/11/2026", "2026-13-01", "soon", "20261130", "99999 years", "999 years ago", "٣/11/2026"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        read_day(text, datetime.date(2026, 11, 26))


@pytest.mark.parametrize(
    ("text", "reason"),
    [("next Friday", "could be 27 November 2026 or 4 December 2026; write the date"), ("1 June", "needs its year")],
)
def test_a_day_that_could_be_two_is_asked_for(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"“{text}” {reason}"):
        read_day(text, datetime.date(2026, 11, 26))


async def test_a_clock_that_goes_on_moves_the_times(tmp_path: Path) -> None:
    clock = Clock()
    async with running(tmp_path, clock=clock, entries=opened(WELCOME)) as (app, pilot):
        clock.forward(9)
        app.screen.tick()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "9 of 5m +4" in frame(app)
        assert everybody(app)


async def test_where_the_record_has_one_line_an_entry_no_words_are_lost_from_its_middle(tmp_path: Path) -> None:
    note = e.NoteTaken(None, " ".join(f"word{number}" for number in range(40)))
    async with running(tmp_path, size=(80, 24), entries=[*opened(WELCOME), note]) as (app, _):
        newest, before = frame(app).partition("─Record─")[2].splitlines()[1:3]
        assert newest.rstrip(" ↓").endswith("…") and "item 1 opened" in before
