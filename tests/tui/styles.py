"""A screen as text with a second layer that says how each cell is painted, the same in every theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.segment import Segment

from boardtui.app import BoardApp
from boardtui.tui.widgets.painted import Painted
from tests import rest

Seen = Callable[[Color], ColorTriplet]
# The sixteen colours of the Linux console, and those of xterm.
CONSOLE = (
    *((0, 0, 0), (170, 0, 0), (0, 170, 0), (170, 85, 0), (0, 0, 170), (170, 0, 170), (0, 170, 170), (170, 170, 170)),
    *((85, 85, 85), (255, 85, 85), (85, 255, 85), (255, 255, 85), (85, 85, 255), (255, 85, 255), (85, 255, 255)),
    (255, 255, 255),
)
XTERM = (
    *((0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229)),
    *((127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255)),
    (255, 255, 255),
)
# One letter for each tone; a key and a heading both have the leading colour of the theme.
LETTERS = {"dim": "d", "good": "g", "bad": "x", "warn": "w", "accent": "a", "heading": "p", "key": "p"}
LEGEND = "style layer: g good  x bad  w warning  a accent  p heading or key  d dim  b bold  R reverse  - line  . plain"


def as_it_is(colour: Color) -> ColorTriplet:
    return colour.get_truecolor()


def painted(app: BoardApp) -> list[list[Segment]]:
    """The cells that the terminal shows now, with their styles."""
    return [list(strip) for strip in rest.painted(app)]


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
            found[widget._tone(tone).color] = letter
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


def front(app: BoardApp) -> list[list[Segment]]:
    """The cells of the screen or, where a dialog lies over it, those of the dialog: what it covers is meant to recede."""
    dialog = next(iter(app.screen.query("#box, HelpScreen > Vertical, CommandList")), None)
    if dialog is None:
        return painted(app)
    box = dialog.region
    rows = rest.painted(app)[box.y : box.bottom]
    return [list(strip.crop(box.x, box.right)) for strip in rows]


def faint(app: BoardApp, seen: Seen = as_it_is) -> list[str]:
    """The words that do not stand out from what is behind them as WCAG AA asks, 4.5 to 1, with their contrast.

    ``seen`` is what a terminal makes of a colour.
    """
    found = []
    for row in front(app):
        for segment in row:
            style = segment.style
            if style is None or not any(char.isalnum() for char in segment.text):
                continue
            assert style.color is not None and style.bgcolor is not None, "a colour is left to the terminal"
            ratio = contrast(seen(style.color), seen(style.bgcolor))
            if style.dim or ratio < 4.5:
                found.append(f"{segment.text.strip()} ({ratio:.1f})")
    return found


def in_256(colour: Color) -> ColorTriplet:
    """What a terminal with 256 colours shows of it."""
    return colour.downgrade(ColorSystem.EIGHT_BIT).get_truecolor()


def in_16(palette: Sequence[tuple[int, int, int]]) -> Seen:
    """What a terminal with these sixteen colours shows."""

    def seen(colour: Color) -> ColorTriplet:
        number = colour.downgrade(ColorSystem.STANDARD).number
        assert number is not None
        return ColorTriplet(*palette[number])

    return seen


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """WCAG 2.2: the relative luminance of the lighter to that of the darker, each raised by 0.05."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: ColorTriplet) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
