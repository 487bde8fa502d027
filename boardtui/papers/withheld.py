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
    texts: list[tuple[str, ...]] = []
    for key, item in state.items.items():
        for withheld in state.withheld:
            mine = not hidden or withheld.confidential or item.agenda.confidential
            if (withheld.meeting, withheld.item) == (state.meeting, key) and mine:
                agenda = item.agenda
                texts.append((agenda.number, agenda.title, agenda.paper, src.name(withheld.member), withheld.reason))
    return texts


def _blocks(src: Source) -> Iterator[AnyBlock]:
    texts = rows(src)
    if texts:
        yield table("Papers withheld", HEADS, texts)
    else:
        yield para(own("No paper of this part is recorded as withheld from anybody."))
