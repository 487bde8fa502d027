"""Notes docked in the meeting: letters are text or commands and never both, paragraphs are recorded as they are left."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from boardtui.app import BoardApp
from boardtui.book.errors import WriteFailed
from boardtui.book.store import Store
from boardtui.meeting import entries as e
from boardtui.tui.docked import left
from boardtui.tui.widgets.bars import KeyBar
from boardtui.tui.widgets.dock import Dock
from tests.tui.app import SMALL_FIRST, frame, message, press, recorded, running, write
from tests.tui.test_drafts import a_second, kept, kept_soon, killed_while, started_again
from tests.tui.test_meeting import CAPITAL, ESTATES, opened

HALF = "Ms Lee asked what the beds"


@pytest.fixture(autouse=True)
def in_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes less than a second takes less here."""
    kept_soon(monkeypatch)


def typed(app: BoardApp) -> str:
    """What stands in the editor."""
    return next(screen for screen in reversed(app.screen_stack) if screen.query(Dock)).query_one(Dock).editor.text


def footer(app: BoardApp) -> str:
    """The keys that are in sight."""
    rows = app.screen.query_one(KeyBar).lines
    return "\n".join("".join(part.text for part in row) for row in rows)


def notes(app: BoardApp) -> list[tuple[str | None, str, bool]]:
    return [(note.item, note.text, note.confidential) for note in recorded(app, e.NoteTaken)]


@pytest.mark.parametrize("size", SMALL_FIRST)
async def test_letters_are_text_in_the_notes_and_commands_outside_and_the_title_says_which(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(tmp_path, size=size, entries=opened(CAPITAL)) as (app, pilot):
        before = len(recorded(app))
        await press(pilot, "N")
        assert "WRITING NOTES. Letters are text. On item" in frame(app) and "esc back to the meeting" in frame(app)
        await write(pilot, f"{HALF} 12fgd zxcm")
        assert (typed(app), len(recorded(app))) == (f"{HALF} 12fgd zxcm", before)
        await press(pilot, *["backspace"] * 11, "escape")
        assert "NOT RECORDED YET. Letters are commands, N goes on writing." in frame(app) and HALF in frame(app)
        await press(pilot, "d")
        await write(pilot, "x")
        assert typed(app) == HALF
        await press(pilot, "backspace", "escape", "N")
        await write(pilot, " cost.", "enter")
        assert notes(app) == []
        await press(pilot, "enter")
        assert notes(app) == [(CAPITAL, f"{HALF} cost.", False)]
        assert typed(app) == "" and f"✓ {HALF} cost." in frame(app) and "Note recorded on item" in message(app)
        await press(pilot, "escape", "escape")
        assert "Letters are commands" not in frame(app)
        assert kept(tmp_path) == []


async def test_the_text_stays_while_a_departure_an_action_and_a_vote_are_recorded(tmp_path: Path) -> None:
    put = e.MotionPut("m1", CAPITAL, "To adopt the plan.", "capital", "fin_capital")
    async with running(tmp_path, entries=[*opened(CAPITAL), put]) as (app, pilot):
        await press(pilot, "N")
        await write(pilot, HALF, "escape", "v", "0", "7", "f", "escape")
        assert isinstance(recorded(app)[-1], e.VotesRecorded)
        await press(pilot, "t", "0", "1", "l", "enter", "escape")
        assert isinstance(recorded(app)[-1], e.MemberLeft)
        await press(pilot, "a")
        await write(pilot, "Write", "enter")
        await write(pilot, "J Smith", *["enter"] * 2)
        assert isinstance(recorded(app)[-1], e.ActionAgreed)
        assert notes(app) == [] and typed(app) == HALF and HALF in frame(app)
        await press(pilot, "y")
        assert HALF not in frame(app)  # what the room sees
        await press(pilot, "escape", "N")
        await write(pilot, " cost.", "enter", "enter")
        assert notes(app) == [(CAPITAL, f"{HALF} cost.", False)]


@pytest.mark.parametrize("size", SMALL_FIRST)
async def test_the_same_notes_are_open_on_the_vote_and_at_attendance_where_their_letters_record_nothing(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    put = e.MotionPut("m1", CAPITAL, "To adopt the plan.", "capital", "fin_capital")
    async with running(tmp_path, size=size, entries=[*opened(CAPITAL), put]) as (app, pilot):
        assert "N notes" in footer(app)
        await press(pilot, "N")
        await write(pilot, HALF, "escape", "v")
        before = len(recorded(app))
        for key, back in (("", "vote"), ("t", "attendance")):
            await press(pilot, *key)
            assert HALF in frame(app) and "Letters are commands" in frame(app) and "N notes" in footer(app)
            await press(pilot, "N")
            assert "WRITING NOTES" in frame(app) and f"esc back to the {back}" in footer(app)
            await write(pilot, " 0816g07hrdpl", "escape")
            assert (typed(app), len(recorded(app))) == (f"{HALF} 0816g07hrdpl", before)
            await press(pilot, "N", *["backspace"] * 13, "escape", "escape")
            assert HALF in frame(app) and typed(app) == HALF
        await press(pilot, "v", "0", "7", "f", "N")
        await write(pilot, " cost.", "enter", "enter")
        votes, note = recorded(app)[-2:]
        assert (votes.choice, len(votes.voters), note.text) == ("for", 1, f"{HALF} cost.")
        await write(pilot, "Then", "escape", "0", "9", "g", "escape")
        assert typed(app) == "Then" and type(recorded(app)[-1]).__name__ == "VotesRecorded"
        await press(pilot, "escape", "v")
        assert not app.screen.query_one(Dock).is_open
        await press(pilot, "N", "escape", "escape")
        assert typed(app) == "Then" and "Letters are commands" in frame(app)


async def test_a_space_that_was_taken_back_is_not_there_on_another_screen(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "N")
        await write(pilot, f"{HALF} ")
        await a_second(pilot)
        await press(pilot, "backspace", "escape", "t")
        assert typed(app) == HALF


async def test_what_was_typed_is_recorded_under_its_item_when_the_meeting_leaves_it(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "N")
        await write(pilot, HALF, "escape", "right")
        assert notes(app) == [(CAPITAL, HALF, False)]
        kinds = [type(entry).__name__ for entry in recorded(app)[-3:]]
        assert kinds == ["NoteTaken", "ItemClosed", "ItemOpened"]
        assert typed(app) == "" and kept(tmp_path) == []


async def test_in_private_it_is_confidential_and_what_was_typed_before_is_not(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "N")
        await write(pilot, HALF, "escape", "x")
        await write(pilot, "Terms", *["enter"] * 5)
        assert notes(app) == [(CAPITAL, HALF, False)]
        await press(pilot, "N")
        assert ", confidential" in frame(app)
        await write(pilot, "The price is high", "escape", "x")
        assert notes(app)[-1] == (CAPITAL, "The price is high", True)
        assert "price" not in frame(app)


async def test_after_a_kill_in_the_middle_of_a_note_it_is_in_the_editor_again(tmp_path: Path) -> None:
    again = await killed_while(tmp_path, "N", HALF)
    async with started_again(again) as (app, pilot):
        assert "NOT RECORDED YET" in frame(app) and HALF in frame(app)
        await press(pilot, "N")
        await write(pilot, " cost.", "enter", "enter")
        assert notes(app) == [(CAPITAL, f"{HALF} cost.", False)]
        assert kept(again) == []


async def test_a_draft_of_a_confidential_item_is_not_shown_while_the_public_is_there(tmp_path: Path) -> None:
    private = [*opened(CAPITAL), e.PublicExcluded("Terms")]
    async with running(tmp_path, entries=private) as (app, pilot):
        await press(pilot, "N")
        await write(pilot, "The price is high")
        await a_second(pilot)
        app.screen.session.record(e.PublicReadmitted())  # type: ignore[attr-defined]
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await press(pilot, "escape")
        assert "price" not in frame(app) and typed(app) == ""
        assert kept(tmp_path) == ["The price is high"]
        assert ESTATES


async def test_what_cannot_be_recorded_stays_and_is_recorded_with_the_next_paragraph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def full(*_: object, **__: object) -> None:
        tries.append(1)
        raise WriteFailed("The entry is NOT recorded, because the disk is full.")

    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        with monkeypatch.context() as patch:
            patch.setattr(Store, "append_many", full)
            await press(pilot, "N")
            await write(pilot, HALF, "enter", "enter")
            assert "the disk is full. What you typed is kept." in message(app)
            await write(pilot, "And so on")
            assert tries == [1] and kept(tmp_path)[0].startswith(HALF)
            await press(pilot, "escape", "right")
            assert recorded(app)[-1] == e.ItemOpened(CAPITAL)
        await press(pilot, "right")
        assert notes(app) == [(CAPITAL, f"{HALF}\n\nAnd so on", False)]
        assert kept(tmp_path) == []


async def test_a_name_and_a_phrase_are_completed_in_the_notes_and_in_the_form(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24), entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "N")
        await write(pilot, "noted")
        assert "tab The Partnership Board noted the report." in frame(app) and "WRITING NOTES" in frame(app)
        await press(pilot, "tab", "space", "@")
        await write(pilot, "chief nelf", "tab")
        assert typed(app) == "The Partnership Board noted the report. Chief Executive, NELFT"
        await press(pilot, "enter", "enter", "space", "a", "n", "d", "tab", "tab")
        assert isinstance(app.screen.focused, type(app.screen.query_one(Dock).editor))
        await press(pilot, "escape", "n")
        await write(pilot, "received", "tab", "enter", "enter")
        assert notes(app)[-1][1] == "The Partnership Board received the report."
        await press(pilot, "W")
        await write(pilot, "exclusion", "enter")
        assert "Public Bodies (Admission to Meetings) Act 1960" in typed(app)
        await press(pilot, "escape", "question_mark", "end")
        assert "other: There was no other business." in frame(app)


async def test_in_a_window_too_small_nothing_is_written_and_afterwards_letters_go_where_they_went(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "N")
        await pilot.resize_terminal(60, 18)
        await press(pilot, "d")
        assert "WRITING" not in frame(app) and "This window is 60 by 18" in frame(app)
        await pilot.resize_terminal(80, 24)
        await press(pilot, "d")
        assert typed(app) == "d" and "WRITING NOTES" in frame(app)


async def test_hostile_text_that_is_pasted_is_text(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "N")
        app.post_message(Paste("[/x] \x1b]0;owned\x07 \u202e=1+1\n\n\n  \n# two\n\nthree [b]"))
        await press(pilot)
        assert [text.split("\n\n")[1:] for _, text, _ in notes(app)] == [["# two"]]
        assert typed(app) == "three [b]"
        assert not {"\x1b", "\x07", "\u202e"} & set(frame(app))


def test_paragraphs_are_left_where_the_cursor_is_in_another() -> None:
    assert left("one", 3) == ("", "one", 3)
    assert left("one\n", 4) == ("", "one\n", 4)
    assert left("one\n\n", 5) == ("one", "", 0)
    assert left("one\n \ntwo", 8) == ("one", "two", 2)
    assert left("one\n\ntwo", 1) == ("two", "one", 1)
    assert left("one\n\n\n\ntwo\n\nthree", 8) == ("one\n\nthree", "two", 1)
    assert left("", 0) == ("", "", 0)


@pytest.mark.parametrize(("key", "screen"), [("A", "actions"), ("i", "interests")])
async def test_they_go_on_over_the_action_log_and_the_interests(tmp_path: Path, key: str, screen: str) -> None:
    async with running(tmp_path, size=(80, 24), entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "N")
        await write(pilot, HALF, "escape", key)
        assert HALF in frame(app) and "N notes" in footer(app)
        await press(pilot, "N")
        await write(pilot, " nd.")
        assert f"esc back to the {screen}" in frame(app)
        assert notes(app) == [] and typed(app) == f"{HALF} nd."
        await press(pilot, "enter", "enter")
        assert notes(app) == [(CAPITAL, f"{HALF} nd.", False)]
        await press(pilot, "escape", "n")
        assert app.screen.is_modal, "letters are commands again"


async def test_no_notes_are_written_over_the_actions_of_all_bodies(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24), entries=opened(CAPITAL), screen=None) as (app, pilot):
        await press(pilot, "a")
        assert "N notes" not in footer(app)
        await press(pilot, "N")
        assert message(app) == "No note is taken: no meeting is open on this screen."
        assert app.session is None and not app.screen.query_one(Dock).is_open
