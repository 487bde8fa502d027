"""The register of interests: every declaration in the meetings of a book, with how it was handled."""

from __future__ import annotations

from collections.abc import Iterator

from boardtui.papers.document import AnyBlock, Document, heading, own, para, said, table
from boardtui.papers.interests import interests
from boardtui.papers.opening import book_paper
from boardtui.papers.source import Source

HEADS = ("Declared", "Items", "Type", "Nature", "Handling", "Effect on votes")


def interest_register(srcs: list[Source]) -> Document:
    """The declarations, member by member in the order of their first."""
    return book_paper(srcs, "Register of interests", _blocks(srcs))


def _blocks(srcs: list[Source]) -> Iterator[AnyBlock]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for src in srcs:
        for one in interests(src):
            row = (src.clock.date, one.items, one.interest, one.nature, one.handling, "; ".join(one.votes))
            found.setdefault(one.member, []).append(row)
    yield para(
        own("Interests are those declared at meetings; what a member declared elsewhere is not in the minute book.")
    )
    if not found:
        yield para(own("No interest is recorded."))
    for member, rows in found.items():
        yield heading(2, said(member))
        yield table(f"Interests of {member}", HEADS, rows)
