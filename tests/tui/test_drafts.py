"""What is typed into a form is on the disk before it is recorded, and offered again until it is recorded or discarded."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from boardtui.app import BoardApp
from boardtui.book.errors import WriteFailed
from boardtui.book.store import Store
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.meeting import entries as e
from boardtui.tui.forms.form import KEPT_AFTER, Form
from boardtui.tui.forms.leave_form import LeaveForm
from tests.tui.app import BEGINS, Clock, frame, message, press, recorded, running, until, write
from tests.tui.test_meeting import CAPITAL, ESTATES, opened

TEXT = "The Board noted the risk to the winter plan."
SOON = 0.05


@pytest.fixture(autouse=True)
def in_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes less than a second takes less here."""
    kept_soon(monkeypatch)


def kept_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is typed be on the disk sooner than it is for a user."""
    assert KEPT_AFTER < 0.9
    for kept_by in ("forms.form", "screens.docked_notes"):
        monkeypatch.setattr(f"boardtui.tui.{kept_by}.KEPT_AFTER", SOON)


def kept(path: Path) -> list[str]:
    """What the file of drafts holds: the longest text of each."""
    file = path / "data-drafts.json"
    return [max(draft["values"].values(), key=len) for draft in json.loads(file.read_bytes())] if file.exists() else []


async def a_second(pilot: Pilot[None]) -> None:
    """Until what was typed is on the disk, which takes less than a second."""
    await pilot.pause(SOON + 0.1)
    await pilot.pause()


async def killed_while(folder: Path, key: str, text: str) -> Path:
    """The folder as a kill leaves it, a second after that key and this text on the item on capital."""
    killed, again = folder / "killed", folder / "again"
    killed.mkdir()
    again.mkdir()
    async with running(killed, entries=opened(CAPITAL)) as (_, pilot):
        await press(pilot, key)
        await write(pilot, text)
        await a_second(pilot)
        for name in ("data.db", "data-drafts.json"):
            (again / name).write_bytes((killed / name).read_bytes())
    return again


@asynccontextmanager
async def started_again(path: Path, *, screen: str | None = "meeting") -> AsyncIterator[tuple[BoardApp, Pilot[None]]]:
    """The program started anew on the database in that folder, on the meeting that runs."""
    settings = Settings(database=str(path / "data.db"), secretary="J Smith")
    desk = Desk.open(Config(settings, path), clock=Clock(BEGINS))
    app = BoardApp(desk)
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            if screen is not None:
                app.session = desk.session("partnership-board")
                app.open_screen(screen)
            await pilot.pause()
            yield app, pilot
    finally:
        desk.close()


async def test_a_note_in_the_making_is_on_the_disk_within_a_second_and_gone_once_recorded(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "n")
        await write(pilot, TEXT)
        await a_second(pilot)
        assert kept(tmp_path) == [TEXT]
        if sys.platform != "win32":
            assert stat.S_IMODE((tmp_path / "data-drafts.json").stat().st_mode) == 0o600
        await press(pilot, "enter", "enter")
        assert [note.text for note in recorded(app, e.NoteTaken)] == [TEXT]
        await until_gone(pilot, tmp_path)


async def until_gone(pilot: Pilot[None], path: Path) -> None:
    for _ in range(40):
        if not (path / "data-drafts.json").exists():
            return
        await pilot.pause(0.05)
    raise AssertionError(kept(path))


async def test_after_a_kill_the_form_of_that_item_offers_what_was_typed_and_no_other_does(tmp_path: Path) -> None:
    again = await killed_while(tmp_path, "n", TEXT)
    async with started_again(again) as (app, pilot):
        await press(pilot, "a")
        assert "Not recorded" not in frame(app)
        assert isinstance(app.screen, Form)
        await press(pilot, "escape")
        await press(pilot, "n")
        assert isinstance(app.screen, Form), frame(app)
        assert "Not recorded (10:00): “The Board" in frame(app)
        assert "↑ or ctrl+r use   ctrl+t discard" in frame(app)
        await press(pilot, "up", "enter", "enter")
        assert [note.text for note in recorded(app, e.NoteTaken)] == [TEXT]
        await until_gone(pilot, again)


async def test_the_program_left_in_the_middle_of_a_form_keeps_even_the_last_letter(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (_, pilot):
        await press(pilot, "n")
        await write(pilot, TEXT)
    assert kept(tmp_path) == [TEXT]


async def test_what_could_not_be_recorded_is_offered_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise WriteFailed("The entry is NOT recorded, because the disk is full.")

    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        with monkeypatch.context() as patch:
            patch.setattr(Store, "append_many", full)
            await press(pilot, "n")
            await write(pilot, TEXT, "enter")
            assert "What you typed is kept: open the form again." in message(app)
        assert kept(tmp_path) == [TEXT]
        await press(pilot, "n", "ctrl+r", "enter")
        assert [note.text for note in recorded(app, e.NoteTaken)] == [TEXT]
        await until_gone(pilot, tmp_path)


async def test_an_arrow_takes_a_text_that_is_offered_only_while_nothing_is_typed(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "I")
        await write(pilot, "Dr Quick", "escape", "enter", "I", "up", "enter", "enter")
        assert recorded(app, e.GuestAttended)[-1].name == "Dr Quick"
        await press(pilot, "I")
        await write(pilot, "Dr Slow", "escape", "enter", "I", "z", "up", "enter", "enter")
        assert recorded(app, e.GuestAttended)[-1].name == "z"


async def test_that_a_field_is_empty_is_said_until_it_is_filled(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "n")
        await write(pilot, TEXT, "escape", "enter", "n", "enter", "enter")
        assert "“Note” is still empty." in frame(app)
        await press(pilot, "ctrl+r")
        assert TEXT in frame(app) and "is still empty" not in frame(app)
        await press(pilot, *["ctrl+u"] * 3, "enter", "enter")
        assert "“Note” is still empty." in frame(app)
        await press(pilot, "x")
        assert "is still empty" not in frame(app) and "esc cancel" in frame(app)


async def test_escape_asks_where_something_was_typed_and_only_there(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "n", "escape")
        assert not isinstance(app.screen, Form | LeaveForm)
        await press(pilot, "n")
        await write(pilot, TEXT, "escape")
        assert isinstance(app.screen, LeaveForm)
        await press(pilot, "g")
        assert isinstance(app.screen, Form)
        await write(pilot, " It asked.", "escape", "escape")  # escape leads back, and what was typed is kept
        assert not isinstance(app.screen, Form | LeaveForm)
        assert kept(tmp_path) == [f"{TEXT} It asked."]
        await press(pilot, "n", "ctrl+r", "escape", "d")
        assert kept(tmp_path) == []
        await press(pilot, "n")
        assert "Not recorded" not in frame(app)


async def test_a_value_that_a_form_came_with_is_not_typed(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "plus")  # a further item, its purpose filled in
        assert isinstance(app.screen, Form), frame(app)
        await a_second(pilot)
        await press(pilot, "escape")
        assert not isinstance(app.screen, Form | LeaveForm)
        assert kept(tmp_path) == []


async def test_an_answer_that_makes_no_sense_is_asked_for_again_without_an_offer_of_itself(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "a")
        await write(pilot, "Report to the next meeting", "enter")
        await write(pilot, "Programme office", "enter")
        await write(pilot, "whenever", "enter")
        assert isinstance(app.screen, Form)
        assert "Not recorded" not in frame(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, LeaveForm)
        await press(pilot, "enter", "a", "ctrl+r", "enter", "enter", "ctrl+u", "enter")
        assert [action.owner for action in recorded(app, e.ActionAgreed)] == ["Programme office"]
        await until_gone(pilot, tmp_path)


async def test_the_offer_is_discarded_with_one_key_and_what_is_typed_meanwhile_is_another_draft(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "n")
        await write(pilot, TEXT, "escape", "enter", "n")
        await write(pilot, "Another.")
        await a_second(pilot)
        assert sorted(kept(tmp_path)) == ["Another.", TEXT]
        await press(pilot, "ctrl+t")
        assert kept(tmp_path) == ["Another."]
        assert "Not recorded" not in frame(app)


async def test_an_offer_and_the_list_show_the_text_in_one_line_without_the_small_fields(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "n")
        await write(pilot, "Two lines", "ctrl+j")
        await write(pilot, "now", "escape", "enter")
        await press(pilot, "n")
        assert "Not recorded (10:00): “Two lines now”" in frame(app)
    async with started_again(tmp_path, screen=None) as (app, pilot):
        await until(pilot, "Typed and not recorded: one text was typed into a form.")
        app.screen.query_one("#meetings").select("problem Typed and not recorded")  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert "Two lines now" in frame(app)
        assert "␊" not in frame(app)


async def test_what_was_typed_in_private_is_not_shown_while_the_public_hears(tmp_path: Path) -> None:
    secret = "The offer for the estate is four million."
    private = [e.PublicExcluded(reason="commercial"), e.ItemOpened(item=ESTATES)]
    async with running(tmp_path, entries=[*opened(), *private]) as (app, pilot):
        await press(pilot, "n")
        await write(pilot, secret, "escape", "enter")
        app.session.record(e.PublicReadmitted())  # type: ignore[union-attr]
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await press(pilot, "n")
        assert "Note on a confidential item" in frame(app) and "four million" not in frame(app)
        await press(pilot, "escape", "asterisk", "2", "n")
        assert "Not recorded (10:00)" in frame(app)
        assert isinstance(app.screen, Form)


async def test_home_opens_what_was_typed_in_private_to_no_public(tmp_path: Path) -> None:
    secret = "The offer for the estate is four million."
    private = [e.PublicExcluded(reason="commercial"), e.ItemOpened(item=ESTATES)]
    async with running(tmp_path, entries=[*opened(), *private]) as (app, pilot):
        await press(pilot, "n")
        await write(pilot, secret, "escape", "enter")
        app.session.record(e.PublicReadmitted())  # type: ignore[union-attr]
    async with started_again(tmp_path, screen=None) as (app, pilot):
        await until(pilot, "Typed and not recorded: one text was typed into a form.")
        app.screen.query_one("#meetings").select("problem Typed and not recorded")  # type: ignore[attr-defined]
        await press(pilot, "enter", "1")
        assert "four million" not in frame(app) and "That text is confidential" in message(app)
        await press(pilot, "asterisk", "2", "enter")
        assert "The offer for the estate" in frame(app)  # the list names what it would open
        await press(pilot, "1")
        assert "four million" in frame(app)


async def test_home_lists_what_was_typed_also_when_its_meeting_is_over_and_discards_it(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "n")
        await write(pilot, TEXT, "escape", "enter")
        for entry in (e.ItemClosed(item=CAPITAL), e.MeetingClosed()):
            app.session.record(entry)  # type: ignore[union-attr]
    async with started_again(tmp_path, screen=None) as (app, pilot):
        await until(pilot, "Typed and not recorded: one text was typed into a form.")
        app.screen.query_one("#meetings").select("problem Typed and not recorded")  # type: ignore[attr-defined]
        await press(pilot, "enter", "1")
        assert TEXT in frame(app)
        await press(pilot, "d")
        assert kept(tmp_path) == []
        assert "Typed and not recorded" not in frame(app)


async def test_a_text_of_the_register_is_offered_for_the_row_that_it_was_typed_for(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        app.open_screen("register")
        await pilot.pause()
        await press(pilot, "3", "enter")
        assert isinstance(app.screen, Form), frame(app)
        await write(pilot, " changed", "escape", "enter", "down", "enter")
        assert "Not recorded" not in frame(app)
        await press(pilot, "escape", "up", "enter")
        assert "Not recorded" in frame(app)


async def test_a_file_of_drafts_that_is_none_is_put_aside_and_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "data-drafts.json").write_bytes(b"[{")
    async with running(tmp_path, entries=opened(CAPITAL)) as (_, pilot):
        await press(pilot, "n")
        await write(pilot, TEXT)
        await a_second(pilot)
        assert kept(tmp_path) == [TEXT]
    assert (tmp_path / "data-drafts.unreadable").read_bytes() == b"[{"


async def test_a_boardtui_that_only_looks_leaves_the_drafts_of_the_other_alone(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(CAPITAL)) as (_, pilot):
        await press(pilot, "n")
        await write(pilot, TEXT)
        await a_second(pilot)
        async with started_again(tmp_path) as (other, second):
            await press(second, "n")
            assert "Not recorded" not in frame(other)
            await write(second, "Seen.")
            await a_second(second)
        assert kept(tmp_path) == [TEXT]
