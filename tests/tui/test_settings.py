"""The settings screen: what is chosen is in config.toml with its comments, takes effect, and a wrong value is asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.app import BoardApp
from boardtui.config.config import load
from boardtui.config.phrases import SHIPPED as SHIPPED_PHRASES
from boardtui.tui.theme import PROJECTOR
from boardtui.tui.views.settings import SETTINGS
from boardtui.tui.widgets.rows import Rows
from tests.tui.app import SIZES, check_frame, frame, message, press, running, write

SHIPPED = Path(__file__).parents[2] / "config.toml"


def _settled(app: BoardApp, path: Path) -> Path:
    """The program runs on a copy of the config.toml that is shipped."""
    file = path / "config.toml"
    file.write_bytes(SHIPPED.read_bytes())
    app.desk.use(load(file))
    return file


def _go_to(app: BoardApp, name: str) -> None:
    app.screen.query_one(Rows).select(name)


@pytest.mark.parametrize("size", SIZES)
async def test_the_settings_look_like_this(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(tmp_path, size=size, meeting=None, screen=None) as (app, pilot):
        app.desk.use(load(_settled(app, tmp_path).relative_to(tmp_path)))
        await press(pilot, "comma")
        check_frame(f"settings-{size[0]}x{size[1]}", "\n".join(frame(app).splitlines()[1:]))


async def test_who_records_is_changed_in_the_file_and_at_once(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        file = _settled(app, tmp_path)
        await press(pilot, "comma", "enter")
        await press(pilot, *["backspace"] * 20)
        await write(pilot, "A Clerk", "enter")
        assert "A Clerk" in message(app) and "config.toml" in message(app)
        assert load(file).settings.secretary == "A Clerk"
        assert app.desk.session("partnership-board").by == "A Clerk"
        before, after = SHIPPED.read_text(encoding="utf-8").splitlines(), file.read_text(encoding="utf-8").splitlines()
        assert [line for line in after if line not in before] == ['secretary = "A Clerk"']
        assert len(after) == len(before)


async def test_the_look_changes_under_the_hand(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        _settled(app, tmp_path)
        await press(pilot, "comma")
        _go_to(app, "theme")
        await press(pilot, "enter", "3")
        assert app.theme == PROJECTOR.name


async def test_several_formats_are_kept_in_their_order(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        file = _settled(app, tmp_path)
        await press(pilot, "comma")
        _go_to(app, "formats")
        await press(pilot, "enter")
        await write(pilot, "pdf", "space", "enter")
        assert load(file).settings.formats == ("md", "docx", "pdf")


async def test_a_value_that_makes_no_sense_is_asked_for_again_and_the_file_is_left_alone(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        file = _settled(app, tmp_path)
        await press(pilot, "comma")
        _go_to(app, "timezone")
        await press(pilot, "enter")
        await write(pilot, "x", "enter")
        assert "time zone" in " ".join(frame(app).replace("│", " ").split())
        assert file.read_bytes() == SHIPPED.read_bytes()
        await press(pilot, "escape")
        assert app.desk.config.settings.timezone == "Europe/London"


async def test_a_pattern_of_references_is_a_setting_in_a_group_of_its_own(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        file = _settled(app, tmp_path)
        await press(pilot, "comma")
        _go_to(app, "house.references.meeting")
        await press(pilot, "enter")
        await press(
            pilot, *("P", "B", "slash", "left_curly_bracket", *"meeting", "colon", "2", "right_curly_bracket"), "enter"
        )
        assert load(file).settings.house.references.meeting == "PB/{meeting:2}"


def test_every_setting_on_the_screen_is_explained_in_the_file_that_is_shipped() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    for setting in SETTINGS:
        assert f"\n{setting.name.split('.')[-1]} = " in text and setting.help.endswith(".")


async def test_what_the_room_sees_is_chosen_and_kept_with_its_comments(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        file = _settled(app, tmp_path)
        await press(pilot, "comma")
        _go_to(app, "room.counts")
        await press(pilot, "enter", "2")
        assert load(file).settings.room.counts == "live"
        assert "since a running count can sway those who have not voted yet" in file.read_text(encoding="utf-8")


async def test_a_phrase_is_changed_taken_away_added_and_put_back_in_the_file(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        file = _settled(app, tmp_path)
        before = file.read_text(encoding="utf-8").splitlines()
        await press(pilot, "comma")

        async def change(row: str, *texts: str) -> None:
            _go_to(app, f"phrases.{row}")
            await press(pilot, "enter")
            for text in texts:
                await press(pilot, *["ctrl+u"] * 3)
                await write(pilot, text, "enter")

        await change("noted", "The {body} noted it.")
        await change("other", "")
        await change("", "noted", "Again")
        assert "“noted” is the word of another phrase" in frame(app)
        await press(pilot, "escape", "escape")
        await change("", "assured", "The {town} was assured")
        assert "{town}, which stands for nothing" in frame(app)
        await press(pilot, *["ctrl+u"] * 3)
        await write(pilot, "The {body} was assured", "enter")
        assert "assured: The {body} was assured. It is in" in message(app)
        assert load(file).settings.phrases == {
            "noted": "The {body} noted it.",
            "other": "",
            "assured": "The {body} was assured",
        }
        assert app.desk.config.settings.phrases == load(file).settings.phrases
        after = file.read_text(encoding="utf-8").splitlines()
        assert [line for line in before if line not in after] == []  # the comments stay
        await change("noted", SHIPPED_PHRASES["noted"])
        await change("assured", "")
        assert load(file).settings.phrases == {"other": ""}
