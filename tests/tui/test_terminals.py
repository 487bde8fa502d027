"""What terminals make of the screens: 16 million colours, 256, sixteen or none, and the few signs of a console's font."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from rich.style import Style
from textual.pilot import Pilot

from boardtui.app import BoardApp
from boardtui.commands.shared import Fault, ask_for_terminal
from boardtui.tui.large import large
from boardtui.tui.terminal import is_console
from tests.tui.app import check_frame, frame, press
from tests.tui.shown import SHOWN, shown
from tests.tui.styles import CONSOLE, XTERM, faint, front, in_16, in_256

THEMES = ("board-dark", "board-light", "board-projector")
# What is set aside is still to be read; and what is chosen, or filled in, is to be seen without any colour.
MOVES = {
    **dict.fromkeys(
        ("home", "home at first", "the roll", "attendance", "interests", "vote", "vote by partner"), "down"
    ),
    **dict.fromkeys(("readings", "actions", "meetings", "members", "partners", "Annex 1", "rules"), "down"),
    **dict.fromkeys(("terms of reference", "drafting", "search", "plan", "settings", "palette", "meeting"), "down"),
    **dict.fromkeys(("the chair", "an interest", "members found", "papers", "search narrowed"), "down"),
    **dict.fromkeys(("who holds a proxy", "an answer"), "down"),
    **dict.fromkeys(("a note", "a motion", "a proxy", "an action", "plan dealt with"), "tab"),
}


def with_sixteen_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a terminal whose name says so; on Windows, where names say nothing, as a user who sets TEXTUAL_COLOR_SYSTEM."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLORTERM", "")
    if sys.platform == "win32":
        monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "standard")


def marks(app: BoardApp) -> list[tuple[str, bool, bool]]:
    """Each cell as it is seen without colours: the sign, whether it is light on dark or the reverse, and underlined."""
    return [
        (char, _reversed(segment.style), bool(segment.style and segment.style.underline))
        for row in front(app)
        for segment in row
        for char in segment.text
    ]


def _reversed(style: Style | None) -> bool:
    """Whether it is painted the other way round than all else: by the terminal, or in just those two colours."""
    if style is None or style.color is None or style.bgcolor is None:
        return False
    grounds = [sum(colour.get_truecolor()) for colour in (style.color, style.bgcolor)]
    return bool(style.reverse) != (grounds[0] < grounds[1])


async def themed(app: BoardApp, pilot: Pilot[None], theme: str) -> None:
    app.theme = theme
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("name", SHOWN)
async def test_every_word_stands_out_in_every_theme_and_with_256_colours(tmp_path: Path, name: str) -> None:
    async with shown(name, tmp_path) as (app, pilot):
        for theme in THEMES:
            await themed(app, pilot, theme)
            assert (theme, faint(app)) == (theme, [])
            assert (theme, faint(app, in_256)) == (theme, []), "with 256 colours"


@pytest.mark.parametrize("name", SHOWN)
async def test_every_word_stands_out_with_sixteen_colours_or_none(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_sixteen_colours(monkeypatch)
    for place, grey in (("sixteen", False), ("none", True)):
        if grey:
            monkeypatch.setenv("NO_COLOR", "1")
        async with shown(name, tmp_path / place) as (app, pilot):
            for theme in THEMES:
                await themed(app, pilot, theme)
                for palette in (CONSOLE, XTERM):
                    assert (theme, place, faint(app, in_16(palette))) == (theme, place, [])


@pytest.mark.parametrize("few", [False, True])
@pytest.mark.parametrize("name", MOVES)
async def test_where_the_cursor_is_is_seen_without_colour(
    tmp_path: Path, name: str, few: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if few:
        with_sixteen_colours(monkeypatch)
    async with shown(name, tmp_path) as (app, pilot):
        before = marks(app)
        await press(pilot, MOVES[name])
        assert marks(app) != before


def test_what_is_a_console_is_known_by_its_name() -> None:
    assert all(map(is_console, ("linux", "vt220", "cons25")))
    assert not any(map(is_console, ("xterm", "xterm-256color", "screen", "tmux", "")))


@pytest.mark.parametrize("name", ["meeting", "attendance", "vote", "replay"])
async def test_a_console_is_shown_only_signs_that_it_has(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    monkeypatch.setenv("COLORTERM", "")
    async with shown(name, tmp_path) as (app, _):
        text = frame(app)
        signs = {char for char in text if ord(char) > 126}
        assert signs <= set("·─│┌┐└┘═║╔╗╚╝█▀▄▒░↑↓←→"), signs
        check_frame(f"console-{name}-80x24", text)


@pytest.mark.parametrize("name", ["dumb", "unknown"])
def test_a_terminal_that_only_prints_line_after_line_is_told_so(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stdout", Terminal())
    monkeypatch.setenv("TERM", name)
    with pytest.raises(Fault, match=f"TERM is {name}.*start boardtui in another"):
        ask_for_terminal("")
    monkeypatch.setenv("TERM", "linux")
    ask_for_terminal("")


def test_large_letters_of_a_console_are_drawn_with_signs_that_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "linux")
    strokes = large("Capital priorities", 120, "big")
    assert strokes is not None and "".join(strokes).isascii()
    monkeypatch.setenv("TERM", "xterm")
    blocks = large("Capital priorities", 120, "big")
    assert blocks is not None and not "".join(blocks).isascii()
