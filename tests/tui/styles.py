"""A screen as text with a second layer that says how each cell is painted, the same in every theme."""

from __future__ import annotations

from collections.abc import Iterator

from rich.color import Color
from rich.segment import Segment

from boardtui.app import BoardApp
from boardtui.tui.widgets.painted import Painted

# One letter for each tone; a key and a heading both have the leading colour of the theme.
LETTERS = {"dim": "d", "good": "g", "bad": "x", "warn": "w", "accent": "a", "heading": "p", "key": "p"}
LEGEND = "style layer: g good  x bad  w warning  a accent  p heading or key  d dim  b bold  R reverse  - line  . plain"


def painted(app: BoardApp) -> list[list[Segment]]:
    """The cells that the terminal shows now, with their styles."""
    return [list(strip) for strip in app.screen._compositor.render_strips()]


def styled(app: BoardApp) -> str:
    """The text of the screen, and under it the style of every cell that is not blank."""
    colours = _colours(app)
    text = ["".join(segment.text for segment in row).rstrip() for row in painted(app)]
    layer = ["".join(_marks(row, colours)).rstrip() for row in painted(app)]
    return "\n".join([*text, LEGEND, *layer])


def toned(app: BoardApp) -> Iterator[tuple[str, str]]:
    """Each word or phrase that is painted as good, bad or a warning, with that letter."""
    colours = _colours(app)
    for row in painted(app):
        for segment in row:
            letter = _letter(segment, colours)
            if segment.text.strip() and letter in "gxw":
                yield segment.text.strip(), letter


def _colours(app: BoardApp) -> dict[object, str]:
    """What each colour means in the theme that is on."""
    found: dict[object, str] = {}
    for widget in app.screen.query(Painted):
        for tone, letter in LETTERS.items():
            found[widget.get_component_rich_style(f"painted--{tone}", partial=True).color] = letter
    for widget in app.screen.query(Painted):
        found[widget.rich_style.color] = "."
    return found


def _letter(segment: Segment, colours: dict[object, str]) -> str:
    style = segment.style
    if style is None:
        return "."
    if style.reverse:
        return "R"
    letter = colours.get(style.color, "?")
    return "b" if letter == "." and style.bold else letter


def _marks(row: list[Segment], colours: dict[object, str]) -> Iterator[str]:
    for segment in row:
        letter = _letter(segment, colours)
        for char in segment.text:
            if letter != "R" and "\u2500" <= char <= "\u257f":
                yield "-"  # whose colour means nothing
                continue
            yield letter if letter == "R" or char != " " else " "


def faint(app: BoardApp) -> list[str]:
    """The words that do not stand out from what is behind them as WCAG AA asks, 4.5 to 1, with their contrast."""
    found = []
    for row in painted(app):
        for segment in row:
            style = segment.style
            if style is None or not any(char.isalnum() for char in segment.text):
                continue
            ratio = _contrast(style.color, style.bgcolor)
            if style.dim or ratio < 4.5:
                found.append(f"{segment.text.strip()} ({ratio:.1f})")
    return found


def _contrast(one: Color | None, other: Color | None) -> float:
    """WCAG 2.2: the relative luminance of the lighter to that of the darker, each raised by 0.05."""
    assert one is not None and other is not None, "a colour is left to the terminal"
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
