"""Every ruling that can be chosen is read to its end, in the smallest window too: nobody rules on half a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.charter.settings import RULINGS, Setting
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.motion_ruling import value_options
from tests.tui.app import SMALL_FIRST, frame, press, running

_OFFERED = [setting for setting in RULINGS.values() if setting.offered]


@pytest.mark.parametrize("size", SMALL_FIRST)
async def test_every_ruling_is_read_to_its_end(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size=size) as (app, pilot):
        for scope in ("meeting", "motion"):
            settings = [setting for setting in _OFFERED if scope in setting.offered]
            options = [Option(setting.name, setting.asked, "not defined by the memorandum") for setting in settings]
            app.push_screen(Choose("What does the Chair rule on?", options))
            await pilot.pause()
            for setting in settings:
                assert setting.asked in frame(app), setting.asked
                await press(pilot, "down")
            await press(pilot, "escape")
        for setting in _OFFERED:
            if setting.values:
                await _values_are_read(app, pilot, setting)


async def _values_are_read(app, pilot, setting: Setting) -> None:  # type: ignore[no-untyped-def]
    for options in dict.fromkeys(tuple(value_options(setting, voters)) for voters in ("members", "partners")):
        app.push_screen(Choose(setting.asked, options))
        await pilot.pause()
        shown = frame(app)
        assert setting.asked in shown
        for option in options:
            assert option.label in shown, option.label
        await press(pilot, "escape")
        app.push_screen(Form(setting.asked, [Field("value", "Ruling", options=options)]))
        await pilot.pause()
        for option in options:
            assert f"▸{option.label}" in frame(app), option.label
            await press(pilot, "right")
        await press(pilot, "escape")
