"""A screen as text with a second layer that says how each cell is painted, the same in every theme."""

from __future__ import annotations

from collections.abc import Iterator

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
