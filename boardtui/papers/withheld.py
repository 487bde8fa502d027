"""The list of who does not get which paper of a meeting, for whoever sends the papers out."""

from __future__ import annotations

from collections.abc import Iterator

from boardtui.papers.document import AnyBlock, Document, own, para, table
from boardtui.papers.opening import meeting_paper
from boardtui.papers.source import Source

HEADS = ("Item", "Title", "Paper", "Do not send to", "Why")


def withheld(src: Source) -> Document:
    """The papers withheld, item by item; the confidential part lists those of confidential items and those marked so."""
    return meeting_paper(src, "Papers withheld", _blocks(src))


def rows(src: Source) -> list[tuple[str, ...]]:
    """A row for each member from whom a paper is withheld, in the order of the agenda."""
    state, hidden = src.state, src.part == "confidential"
    found: list[tuple[str, ...]] = []
    for key, item in state.items.items():
        for one in state.withheld:
            mine = not hidden or one.confidential or item.agenda.confidential
            if (one.meeting, one.item) == (state.meeting, key) and mine:
                agenda = item.agenda
                found.append((agenda.number, agenda.title, agenda.paper, src.name(one.member), one.reason))
    return found


def _blocks(src: Source) -> Iterator[AnyBlock]:
    found = rows(src)
    if found:
        yield table("Papers withheld", HEADS, found)
    else:
        yield para(own("No paper of this part is recorded as withheld from anybody."))
