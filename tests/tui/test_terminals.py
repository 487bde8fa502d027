"""What terminals make of the screens: 16 million colours, 256, sixteen or none, and the few signs of a console's font."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rich.style import Style
from textual.filter import Monochrome
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from boardtui.app import BoardApp
from boardtui.cli.shared import Fault, ask_for_terminal
from boardtui.tui.large import large
from boardtui.tui.terminal import is_console
from boardtui.tui.theme import GREY, SIXTEEN, THEMES
from tests.tui.app import check_frame, frame, press
from tests.tui.shown import SHOWN, shown
from tests.tui.styles import CONSOLE, XTERM, Seen, as_it_is, faint, front, in_16, in_256, painted

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


LOOKS = {"all": THEMES, "sixteen": SIXTEEN, "none": GREY}
# With few colours the projector's are those of the light theme, which test_the_projector_has_no_colours_of_its_own holds.
SEEN: dict[str, tuple[tuple[str, ...], tuple[Seen, ...]]] = {
    "all": (("dark", "light", "projector"), (as_it_is, in_256)),
    "sixteen": (("dark", "light"), (in_16(CONSOLE), in_16(XTERM))),
    "none": (("dark", "light"), (in_16(CONSOLE), in_16(XTERM))),
}
# Started anew in such a terminal, and not only shown as one would: in the long form all of them.
STARTED = ("meeting", "a motion")
# Of what is painted alike, one: a list, a table, what is filled in, what is marked; all in the long form. Home and the
# minutes are among the screens of test_looks.
IN_SUITE = (*STARTED, "vote", "taking in with questions", "attendance", "palette")
assert {*IN_SUITE} <= {*SHOWN}


def still(app: BoardApp) -> None:
    """Keep the cursor of what is typed into from blinking."""
    for field in app.screen.query("Input, TextArea").results(Input | TextArea):
        field.cursor_blink = False


async def looks_like(app: BoardApp, pilot: Pilot[None], colours: str, theme: str) -> None:
    """Let the program that runs look as it does where it is started in a terminal with these colours."""
    for one in LOOKS[colours].values():
        app.register_theme(one)
    app.set_class(colours != "all", "-few", update=False)
    app._filters = [one for one in app._filters if not isinstance(one, Monochrome)]
    app._filters += [Monochrome()] if colours == "none" else []
    app.theme = LOOKS[colours][theme].name
    still(app)
    await pilot.pause()
    app.stylesheet.update(app.screen)  # which Textual leaves out where the screen on top is the palette
    await pilot.pause()


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[] if one in IN_SUITE else [pytest.mark.slow]) for one in SHOWN]
)
async def test_every_word_stands_out_in_every_theme_and_terminal_and_the_cursor_is_seen(
    tmp_path: Path, name: str
) -> None:
    async with shown(name, tmp_path) as (app, pilot):
        for colours, (themes, terminals) in SEEN.items():
            for theme in themes:
                await looks_like(app, pilot, colours, theme)
                for seen in terminals:
                    assert (colours, theme, faint(app, seen)) == (colours, theme, [])
        if name in MOVES:
            few = marks(app)
            await looks_like(app, pilot, "all", "dark")
            many = marks(app)
            await press(pilot, MOVES[name])
            assert marks(app) != many, "where the cursor is, cannot be seen"
            await looks_like(app, pilot, "none", "light")
            assert marks(app) != few, "where the cursor is, cannot be seen with few colours"


def cells_of(app: BoardApp) -> list[list[tuple[str, Style | None]]]:
    """What is painted, less what differs from one start to the next: fingerprints, and the folder of the test."""
    own = re.compile("[0-9a-f]{64}|/[0-9]/")
    return [[(own.sub("", text), style) for text, style, _ in row] for row in painted(app)]


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[] if one in STARTED else [pytest.mark.slow]) for one in SHOWN]
)
async def test_started_in_a_terminal_with_few_colours_it_looks_as_it_is_shown_above(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = {}
    theme = "projector" if name.startswith("the wall") else "dark"  # the wall has its own from the start
    async with shown(name, tmp_path / "0") as (app, pilot):
        await looks_like(app, pilot, "sixteen", "light")
        for colours in ("sixteen", "none"):
            await looks_like(app, pilot, colours, theme)
            cells[colours] = cells_of(app)
            await looks_like(app, pilot, "all", "light")
    with_sixteen_colours(monkeypatch)
    for folder, colours in enumerate(("sixteen", "none"), 1):
        if colours == "none":
            monkeypatch.setenv("NO_COLOR", "1")
        async with shown(name, tmp_path / str(folder)) as (app, pilot):
            still(app)
            await pilot.pause()
            assert cells_of(app) == cells[colours]


def test_the_projector_has_no_colours_of_its_own_where_there_are_few() -> None:
    for looks in (SIXTEEN, GREY):
        light, projector = (replace(looks[one], name="", text_alpha=1.0) for one in ("light", "projector"))
        assert light == projector


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
