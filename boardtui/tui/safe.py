"""The one place where text becomes something to paint: made plain, measured in cells, cut and wrapped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.cells import cell_len, set_cell_size, split_text

from boardtui.meeting.words.safe_text import plain

if TYPE_CHECKING:
    from textual.content import Content

Tone = Literal["", "dim", "strong", "heading", "good", "bad", "warn", "accent", "cursor", "key"]


class Span(NamedTuple):
    """Text that is safe to paint, with its tone."""

    text: str
    tone: Tone = ""


Line = tuple[Span, ...]
EMPTY: Line = ()
MEASURE = 118  # cells; where a line of text is longer the eye does not find the next one


def span(text: object, tone: Tone = "") -> Span:
    """Any text, as it may come from a hostile file, made safe to paint on one line."""
    return Span(plain(str(text)), tone)


def line(*parts: object) -> Line:
    """A line of spans; strings and numbers become spans without a tone."""
    return tuple(part if isinstance(part, Span) else span(part) for part in parts)


def content(text: object) -> Content:
    """Text for Textual's own widgets, never read as markup."""
    from textual.content import Content  # the command line paints lines too, and needs no Textual for it

    return Content(plain(str(text), keep_newlines=True))


def width_of(parts: Line) -> int:
    """How many cells a line takes."""
    return sum(cell_len(part.text) for part in parts)


def fit(text: object, width: int, *, right: bool = False) -> str:
    """Text in exactly ``width`` cells: cut with … where it is too long, filled with blanks where it is short."""
    shown = plain(str(text))
    size = cell_len(shown)
    if size > width:
        return set_cell_size(shown, width - 1) + "…" if width > 1 else "…"[:width]
    return " " * (width - size) + shown if right else shown + " " * (width - size)


def cut_at_word(text: object, width: int) -> str:
    """Text in at most ``width`` cells, cut with … behind a whole word.

    It is cut inside of one where the whole ones take less than three fifths: a name would be lost, and its title left.
    """
    shown = plain(str(text))
    if cell_len(shown) <= width:
        return shown
    head = fit(shown, width).removesuffix("…")
    whole = head if shown[len(head) :].startswith(" ") else head.rpartition(" ")[0]
    whole = whole.rstrip(" ,;:·&")
    return f"{whole if 5 * cell_len(whole) >= 3 * width else head}…"


@lru_cache(maxsize=64)
def cut_apart(texts: tuple[str, ...], width: int) -> dict[str, str]:
    """Each text in at most ``width`` cells: as ``cut_at_word`` cuts it, where two that differ do not read alike then.

    Of those that would, each keeps its beginning and the word in which it differs: Lead Officer, Mid…NHS Trust.
    """
    cuts = {text: cut_at_word(text, width) for text in texts}
    alike: dict[str, list[str]] = {}
    for text in sorted(cuts):
        alike.setdefault(cuts[text], []).append(text)
    for group in alike.values():
        for place, text in enumerate(group if len(group) > 1 else ()):
            beside = (
                *group[max(0, place - 1) : place],
                *group[place + 1 : place + 2],
            )  # in order: it shares most with these
            cuts[text] = _cut_inside(plain(text), max(_alike(plain(text), plain(other)) for other in beside), width)
    return cuts


def _alike(one: str, other: str) -> int:
    """How many letters two texts begin with that are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (here, there) in pairs if here != there), min(len(one), len(other)))


def _cut_inside(shown: str, shared: int, width: int) -> str:
    """Text in at most ``width`` cells with … in the place of its middle; the first ``shared`` letters do not tell it apart."""
    most = max(1, width - width // 3 - 1)  # for its end
    start = shown.rfind(" ", 0, shared + 1) + 1
    if shared - start > most - 3:
        start = shared  # a long word
    end = cut_at_word(shown[start:], most)
    head, room = shown[:start], max(0, width - cell_len(end) - 1)
    head = set_cell_size(head, room) if cell_len(head) > room else head
    return fit(f"{head.rstrip()}…{end}", width).rstrip()


def fit_at_word(text: object, width: int) -> str:
    """Text in exactly ``width`` cells: cut as by ``cut_at_word`` where it is too long, filled with blanks where it is short."""
    return fit(cut_at_word(text, width), width)


def cut(parts: Line, width: int) -> Line:
    """A line of at most ``width`` cells, cut with … at a word where it is longer; blanks at its end go without a sign."""
    if width_of(parts) <= width:
        return parts
    parts = _without_blanks(parts, width)
    if width_of(parts) <= width:
        return parts
    kept: list[Span] = []
    left = width
    for part in parts:
        size = cell_len(part.text)
        if size >= left:
            kept.append(Span(cut_at_word(part.text + " ", left), part.tone))
            break
        kept.append(part)
        left -= size
    return tuple(kept)


def going_on_at(parts: Line, width: int, mark: str) -> Line:
    """A line of words that go on elsewhere, in at most ``width`` cells: cut where it must be, one …, and where to read on."""
    words = cut(parts, width - cell_len(mark) - 3)
    ended = bool(words) and words[-1].text.endswith("…")
    return (*words, Span(f" {mark}" if ended else f" … {mark}", "dim"))


def _without_blanks(parts: Line, width: int) -> Line:
    """The line without as many of the blanks at its end as are too many."""
    over, kept = width_of(parts) - width, list(parts)
    while over > 0 and kept:
        last = kept.pop()
        bare = last.text.rstrip(" ")
        blanks = min(over, len(last.text) - len(bare))
        over -= blanks
        if text := last.text[: len(last.text) - blanks]:
            kept.append(Span(text, last.tone))
            if bare:
                break
    return tuple(kept)


def wrap(text: object, width: int, tone: Tone = "", indent: str = "", most: int = MEASURE) -> list[Line]:
    """Text wrapped at words to lines of at most ``width`` cells; paragraphs and list lines are kept.

    However wide the window is, no line is longer than ``most``.
    """
    lines: list[Line] = []
    room = max(8, min(width, most) - len(indent))
    for paragraph in plain(str(text), keep_newlines=True).split("\n"):
        lines.extend(line(Span(indent + row, tone)) for row in _wrapped(paragraph, room))
    return lines


def at_most(lines: Sequence[Line], most: int) -> list[Line]:
    """The first of some lines; where others follow, the last that is shown ends in a mark that says so."""
    if len(lines) <= most:
        return list(lines)
    *shown, last = lines[:most]
    is_marked = bool(last) and last[-1].text.endswith("…")
    return [*shown, last if is_marked else (*last, Span(" …", "dim"))]


def _wrapped(paragraph: str, width: int) -> Iterable[str]:
    row = ""
    for word in paragraph.split():
        candidate = f"{row} {word}" if row else word
        if cell_len(candidate) <= width:
            row = candidate
            continue
        if row:
            yield row
        row = word
        while cell_len(row) > width:
            head, row = split_text(row, width)
            yield head
    yield row
