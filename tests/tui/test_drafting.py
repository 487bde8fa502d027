"""The draft of the minutes on the screen: notes worded anew, drawn together, added to and left out, also after the close."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.meeting import entries as e
from tests import build
from tests.tui.app import SIZES, check_frame, frame, message, press, recorded, running, session_of, write

ROUGH = (
    e.NoteTaken(item="capital", text="HWE asks re dental"),
    e.NoteTaken(item="capital", text="chair: write to NHSE"),
    e.NoteTaken(item="capital", text="price named", confidential=True),
)


def _meeting(*more: e.AnyEntry) -> list[e.AnyEntry]:
    here: list[e.AnyEntry] = [*build.arrivals(build.CAPITAL), e.ChairTaken(member=build.CAPITAL[0]), e.MeetingOpened()]
    return [*here, e.ItemOpened(item="capital"), *more]


def _drafting(path: Path, *more: e.AnyEntry, size: tuple[int, int] = (120, 40)):  # type: ignore[no-untyped-def]
    return running(path, size=size, convened=build.convened(), entries=_meeting(*more), screen="drafting")


@pytest.mark.parametrize("size", SIZES)
async def test_the_draft_looks_like_this(tmp_path: Path, size: tuple[int, int]) -> None:
    async with _drafting(tmp_path, *ROUGH, size=size) as (app, pilot):
        await press(pilot, "space", "down", "space", "enter")
        await write(pilot, " Both agreed.", "enter")
        check_frame(f"drafting-{size[0]}x{size[1]}", frame(app))


async def test_enter_words_a_note_anew(tmp_path: Path) -> None:
    async with _drafting(tmp_path, *ROUGH) as (app, pilot):
        first = session_of(app).state.notes[0].seq
        await press(pilot, "enter")
        await write(pilot, ", twice", "enter")
        drafted = recorded(app)[-1]
        assert drafted == e.ParagraphDrafted("capital", drafted.text, (first,))
        assert "twice" in drafted.text and "Drafted" in message(app)


async def test_marked_notes_become_one_paragraph_in_their_order(tmp_path: Path) -> None:
    async with _drafting(tmp_path, *ROUGH) as (app, pilot):
        seqs = [note.seq for note in session_of(app).state.notes]
        await press(pilot, "down", "space", "up", "space", "enter", "enter")
        assert recorded(app)[-1] == e.ParagraphDrafted(
            "capital", "HWE asks re dental\n\nchair: write to NHSE", tuple(seqs[:2])
        )


async def test_public_and_confidential_notes_are_not_drawn_together(tmp_path: Path) -> None:
    async with _drafting(tmp_path, *ROUGH) as (app, pilot):
        await press(pilot, "asterisk", "2", "space", "down", "down", "space")
        assert "all public or all confidential" in message(app)


async def test_words_left_as_they_are_record_nothing(tmp_path: Path) -> None:
    async with _drafting(tmp_path, *ROUGH) as (app, pilot):
        await press(pilot, "enter", "enter")
        assert not recorded(app, e.ParagraphDrafted)


async def test_a_paragraph_is_added_to_an_item_without_notes(tmp_path: Path) -> None:
    async with _drafting(tmp_path) as (app, pilot):
        await press(pilot, "home", "n")
        await write(pilot, "The Chair welcomed all.", "enter", "enter")
        assert recorded(app)[-1] == e.ParagraphDrafted("welcome", "The Chair welcomed all.")


async def test_a_note_is_left_out_and_a_paragraph_taken_back(tmp_path: Path) -> None:
    async with _drafting(tmp_path, *ROUGH) as (app, pilot):
        await press(pilot, "enter")
        await write(pilot, "!", "enter")
        await press(pilot, "x", "enter")
        assert session_of(app).state.notes[0].text == "HWE asks re dental"
        await press(pilot, "home", "down", "down", "down", "x", "enter")
        assert "HWE asks re dental" not in [note.text for note in session_of(app).state.notes]
        assert "Left out" in message(app)


async def test_after_the_close_the_papers_are_written_again(tmp_path: Path) -> None:
    async with running(
        tmp_path, convened=build.convened(), entries=_meeting(*ROUGH, e.MeetingClosed()), screen="minutes"
    ) as (app, pilot):
        await press(pilot, "e", "enter")
        await write(pilot, " at length", "enter", "escape")
        await pilot.pause()
        assert "Written to" in message(app)
        home = app.desk.config.meetings / "2026-11"
        minutes = (home / "minutes.md").read_text(encoding="utf-8")
        assert "at length" in minutes and session_of(app).head in minutes
        assert "at length" in (home / "book.jsonl").read_text(encoding="utf-8")


async def test_hostile_notes_are_shown_as_text(tmp_path: Path) -> None:
    note = e.NoteTaken(item="capital", text="\x1b]52;c;aGk=\x07 [@click=app.quit]go[/]")
    async with _drafting(tmp_path, note) as (app, pilot):
        await press(pilot, "down", "up")
        assert "\x1b]52" not in frame(app) and "[@click=app.quit]go[/]" in frame(app)
