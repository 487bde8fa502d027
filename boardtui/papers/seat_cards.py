"""Cards for the table: for each seat its number, who holds it and for which organisation."""

from __future__ import annotations

from collections.abc import Iterator

from boardtui.meeting.state.labels import holder_name, seat_numbers
from boardtui.papers.document import AnyBlock, Document, Grid, Line, own, para, said
from boardtui.papers.opening import meeting_paper
from boardtui.papers.source import Source

HOW = "Cut between the rows and fold each card in the middle: it then reads the same from both sides of the table."


def seat_cards(src: Source) -> Document:
    """A card for each seat that is held, the same on its front and back; who sits there is public, so the other part has none."""
    return meeting_paper(src, "Seat cards", _blocks(src))


def _blocks(src: Source) -> Iterator[AnyBlock]:
    cards = [
        _card(src, key, number) for key, number in seat_numbers(src.state).items() if not src.state.members[key].vacant
    ]
    if src.part == "confidential" or not cards:
        where = "All seat cards are in the public part." if cards else "No seat is held by anybody yet."
        yield para(own(where))
        return
    yield para(own(HOW), tone="aside")
    yield Grid("Seat cards", ("Front", "Back"), tuple((card, card) for card in cards), (1, 1), cards=True)


def _card(src: Source, key: str, number: str) -> tuple[Line, ...]:
    """Name, seat and organisations, and the number that roll and votes have."""
    member = src.state.members[key]
    name = holder_name(src.state, key)
    seat = [(said(member.seat),)] if member.seat and member.seat != name else []
    partners = [(said(src.partner(partner)),) for partner in member.partners]
    return ((said(name, strong=True),), *seat, *partners, (own("Seat "), said(number)))
