"""What came before a meeting in its year, so that papers can number meetings, items and decisions as the house does."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from boardtui.config.house_style import House, Span, counts_over_meetings, span_of, year_of
from boardtui.desk.desk import Desk, PastMeeting
from boardtui.desk.replay import replay
from boardtui.meeting.fold.stretch import Stretch
from boardtui.papers.references import Counts, Numbering, counts_of

_ALL = 1_000_000


def numbering(desk: Desk, book: str, stretch: Stretch) -> Numbering:
    """The house style, with the numbers that the patterns of its references need, and the meetings that are named.

    Meetings count in the order in which they were convened; a planned one comes after all that were, and after those
    planned for an earlier day. Items and decisions are counted over the book only where a pattern asks for it.

    Raises:
        BookError: a line of the book cannot be read.
    """
    return msgspec.structs.replace(_numbered(desk, book, stretch), meetings=_named(desk, book, stretch))


def _named(desk: Desk, book: str, stretch: Stretch) -> dict[tuple[str, str], tuple[str, str]]:
    """The meetings at which decisions were taken that this one still has before it, in this book or another."""
    wanted = {(held.from_book or book, held.meeting) for held in stretch.state.decisions.values()}
    held = [one for where in {where for where, _ in wanted} for one in desk.past(_ALL, where)]
    return {(one.book, one.meeting): (one.title, one.starts) for one in held if (one.book, one.meeting) in wanted}


def _numbered(desk: Desk, book: str, stretch: Stretch) -> Numbering:
    house = desk.config.settings.house
    patterns = [one for one in (house.references.meeting, house.references.item, house.references.decision) if one]
    if not patterns:
        return Numbering(house)
    key = (book, stretch.state.meeting, stretch.lines[0].seq if stretch.lines else 0)
    if key in desk.numberings:
        return desk.numberings[key]
    found = _counted(desk, book, stretch, house, patterns)
    if desk.held(book, stretch.state.meeting) is not None:  # what comes before a planned one may still change
        desk.numberings[key] = found
    return found


def _counted(desk: Desk, book: str, stretch: Stretch, house: House, patterns: list[str]) -> Numbering:
    starts = stretch.state.starts
    earlier = _earlier(desk, book, stretch)
    folded = _folded(desk, book, earlier) if any(map(counts_over_meetings, patterns)) else []
    before: dict[Span, Counts] = {}
    for span in map(span_of, patterns):
        year = year_of(starts, span)
        same = [one for one in folded if year_of(one.state.starts, span) == year]
        counts = [counts_of(one.state, one.standing()) for one in same]
        before[span] = Counts(
            sum(year_of(one, span) == year for one in earlier.values()),
            _added(one.items for one in counts),
            _added(one.decisions for one in counts),
        )
    return Numbering(house, before)


def _earlier(desk: Desk, book: str, stretch: Stretch) -> dict[str, str]:
    """The meetings that count before this one: key and start."""
    meeting, starts = stretch.state.meeting, stretch.state.starts
    held: list[PastMeeting] = list(reversed(desk.past(_ALL, book)))
    keys = [one.meeting for one in held]
    if meeting in keys:
        return {one.meeting: one.starts for one in held[: keys.index(meeting)]}
    planned = [one for one in desk.planned() if one.body == book and one.starts < starts and one.key != meeting]
    return {one.meeting: one.starts for one in held} | {one.key: one.starts for one in planned}


def _folded(desk: Desk, book: str, meetings: Iterable[str]) -> list[Stretch]:
    wanted = set(meetings)
    return [one for one in replay(desk.store.lines(book)).stretches if one.state.meeting in wanted]


def _added(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    found = list(pairs)
    return sum(one for one, _ in found), sum(one for _, one in found)
