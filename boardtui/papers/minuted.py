"""The agenda items in the minutes as the house lays them out: under headings, in numbered paragraphs, or as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from boardtui.papers.document import (
    AnyBlock,
    Bullets,
    Grid,
    Heading,
    Label,
    Line,
    Listed,
    Paragraph,
    Quote,
    Run,
    Table,
    clean,
    heading,
    own,
    said,
    words_of,
)
from boardtui.papers.model import Action, Item
from boardtui.papers.prose import flat

Unit = Sequence[
    AnyBlock
]  # what is one paragraph of the minutes: a note, an event, a motion with all that belongs to it
HEADS = ("Item", "Discussion and decision", "Action")


def item_heading(item: Item) -> Heading:
    """An item's number and title."""
    number = (said(item.number), own(". ")) if item.number else ()
    return heading(2, *number, said(item.title))


def numbered(item: Item, units: Iterable[Unit]) -> Iterator[AnyBlock]:
    """Each unit with its own number behind that of the item: 4.1, 4.2; without numbers where the item has none."""
    for place, unit in enumerate(units, 1):
        first, *rest = unit
        if item.number and isinstance(first, Paragraph | Heading):
            first = replace(first, line=(_mark(f"{item.number}.{place}", first), own(" "), *first.line))
        yield first
        yield from rest


def tabled(rows: Sequence[tuple[Item, list[AnyBlock]]], actions: Sequence[Action]) -> tuple[Grid, list[Action]]:
    """All items as one table, and of the actions those that stand in none of its rows."""
    cells = []
    for item, blocks in rows:
        here = [one for one in actions if _is_of(item, one)]
        title = (said(f"{item.number}. {item.title}" if item.number else item.title, strong=True),)
        cells.append(((title,), tuple(_lines(blocks)), tuple(_action(one) for one in here)))
    rest = [one for one in actions if not any(_is_of(item, one) for item, _ in rows)]
    return Grid("Items", HEADS, tuple(cells), (3, 9, 3)), rest


def _mark(number: str, block: Paragraph | Heading) -> Run:
    return said(number, strong=isinstance(block, Paragraph))


def _is_of(item: Item, action: Action) -> bool:
    return not action.carried and action.item != "" and action.item == (item.number or item.title)


def _action(one: Action) -> Line:
    rest = [f"Owner: {one.owner}"] if one.owner else []
    rest += [f"Due: {one.due}"] if one.due else []
    rest += [one.status] if one.status != "open" else []
    behind = (own(" ("), said("; ".join(rest)), own(")")) if rest else ()
    return (said(one.text), *behind)


def _lines(blocks: Iterable[AnyBlock]) -> Iterator[Line]:
    """The blocks as lines of a cell, which holds neither headings nor tables."""
    for block in blocks:
        match block:
            case Heading(_, line) | Label(line):
                yield (own(words_of(line), strong=True),)
            case Paragraph(line):
                yield line
            case Quote(parts):
                yield from _lines(parts)
            case Listed():
                yield from ((said(f"{'  ' * depth}{mark}"), own(" "), *line) for depth, mark, line in flat(block))
            case Bullets(lines):
                yield from ((own("• "), *line) for line in lines)
            case Table(_, heads, rows, True):
                for row in rows:
                    counts = "; ".join(f"{head} {cell}" for head, cell in zip(heads, row, strict=True))
                    yield (said(f"{counts}."),)
            case Table(title, _, rows):
                listed = "; ".join(f"{name}: {', '.join(rest)}" for name, *rest in rows)
                yield (said(title, strong=True), own(": "), said(clean(f"{listed}.")))
            case _:
                pass
