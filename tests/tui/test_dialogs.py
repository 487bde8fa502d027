"""The boxes in which something is chosen or picked: the keys stay in sight below any list, in windows of any size."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.tui.forms.dialogs import Choose, Option, Pick
from boardtui.tui.safe import Span, cut
from boardtui.tui.widgets.painted import Painted
from tests.tui.app import frame, press, running

MANY = [Option(f"k{number}", f"{number} Report of committee {number}") for number in range(1, 41)]


@pytest.mark.parametrize("words", ["One line.", "Several lines of words. " * 12])
async def test_the_keys_are_told_below_a_list_however_long_it_is(tmp_path: Path, words: str) -> None:
    async with running(tmp_path, size=(80, 24)) as (app, pilot):
        for dialog in (Pick("Which items?", MANY, words), Choose("Which item?", MANY, words)):
            app.push_screen(dialog)
            await press(pilot, "end")
            assert "esc cancel" in frame(app), type(dialog).__name__
            await press(pilot, *["down"] * 20)
            assert "▸" in frame(app) and "Report of committee 21" in frame(app)
            await press(pilot, "escape")


async def test_a_dialog_is_laid_out_anew_in_a_narrower_window(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 40)) as (app, pilot):
        words = "Words that are longer than a narrow window is wide, and so are wrapped to several lines of the box."
        app.push_screen(Pick("Which items?", MANY[:5], words))
        await press(pilot, "end")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        shown = frame(app)
        assert "none marked" in shown and not any("…" in row for row in shown.splitlines() if "│" in row)
        told = app.screen.query_one("#words", Painted).lines
        assert len(told) == 2 and " ".join("".join(part.text for part in row) for row in told) == words


@pytest.mark.parametrize(
    ("parts", "width", "shown"),
    [
        ((Span("none marked      "),), 12, "none marked "),
        ((Span("ab"), Span("   "), Span(" ")), 3, "ab "),
        ((Span("abcdef   "),), 4, "abc…"),
        ((Span("   "),), 2, "  "),
    ],
)
def test_blanks_at_the_end_of_a_line_go_without_a_sign(parts: tuple[Span, ...], width: int, shown: str) -> None:
    assert "".join(part.text for part in cut(parts, width)) == shown
