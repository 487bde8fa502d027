"""What came before a meeting in its year, so that papers can number meetings, items and decisions as the house does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from weakref import WeakKeyDictionary

import msgspec

from boardtui.config.house_style import House, Span, counts_over_meetings, span_of, year_of
from boardtui.desk.desk import Desk
from boardtui.desk.meetings import PastMeeting
from boardtui.desk.replay import replay
from boardtui.meeting.entries import ConfidentialCarried, MeetingConvened
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.words.safe_text import plain
from boardtui.papers.counts import Counts, Numbering, action_references, audience_of, counts_of
from boardtui.papers.errors import PaperError

_KNOWN: WeakKeyDictionary[Desk, dict[tuple[str, str, int], Numbering]] = WeakKeyDictionary()


def numbering(desk: Desk, book: str, stretch: Stretch) -> Numbering:
    """The house style, with the numbers that the patterns of its references need, and the meetings that are named.

    Meetings count in the order in which they were convened; a planned one comes after all that were, and after those
    planned for an earlier day. Items and decisions are counted over the book only where a pattern asks for it.

    Raises:
        BookError: a line of the book cannot be read.
        PaperError: the house style has a word for a verb that no rule says.
    """
    _check_verbs(desk, stretch)
    return msgspec.structs.replace(_numbered(desk, book, stretch), meetings=_named(desk, book, stretch))


def _check_verbs(desk: Desk, stretch: Stretch) -> None:
    """Refuse a verb that neither the rules of the meeting nor those of the register say: it would be passed over in silence."""
    said = desk.config.settings.house.verbs
    if not said:
        return
    known = {rule.verb.strip() or "agreed" for rule in stretch.state.charter.rules}
    known |= {verb.strip() or "agreed" for (verb,) in desk.store.ask("SELECT DISTINCT verb FROM rules")}
    if strange := [verb for verb in said if verb not in known]:
        there = ", ".join(f"“{verb}”" for verb in sorted(known))
        raise PaperError(
            f"house.verbs in config.toml has a word for “{plain(strange[0])[:40]}”, which no rule says; the rules say {there}. "
            "Write one of these."
        )


def _named(desk: Desk, book: str, stretch: Stretch) -> dict[tuple[str, str], tuple[str, str]]:
    """The meetings at which decisions were taken that this one has before it, or found, in this book or another."""
    carried = (line.entry for line in stretch.lines if isinstance(line.entry, MeetingConvened | ConfidentialCarried))
    earlier = [decision for entry in carried if entry.found is not None for decision in entry.found.decisions]
    wanted = {(one.from_book or book, one.meeting) for one in (*stretch.state.decisions.values(), *earlier)}
    past_meetings = [
        past_meeting for where in {where for where, _ in wanted} for past_meeting in desk.past(None, where)
    ]
    return {
        (past_meeting.book, past_meeting.meeting): (past_meeting.title, past_meeting.starts)
        for past_meeting in past_meetings
        if (past_meeting.book, past_meeting.meeting) in wanted
    }


def _numbered(desk: Desk, book: str, stretch: Stretch) -> Numbering:
    house = desk.config.settings.house
    patterns = [text for text in msgspec.structs.astuple(house.references) if text]
    if not patterns:
        return Numbering(house)
    key = (book, stretch.state.meeting, stretch.lines[0].seq if stretch.lines else 0)
    known = _KNOWN.setdefault(desk, {})
    if key in known and known[key].house == house:  # the settings may have been changed since
        return known[key]
    numbering = _counted(desk, book, stretch, house, patterns)
    if desk.held(book, stretch.state.meeting) is not None:  # what comes before a planned one may still change
        known[key] = numbering
    return numbering


def _counted(desk: Desk, book: str, stretch: Stretch, house: House, patterns: list[str]) -> Numbering:
    starts = stretch.state.starts
    earlier = _earlier(desk, book, stretch)
    whole_book = bool(house.references.action) or any(map(counts_over_meetings, patterns))
    folded = _folded(desk, book, earlier) if whole_book else []
    spans = set(map(span_of, patterns))
    actions: dict[str, str] = {}
    keys = list(earlier)
    for place, earlier_stretch in enumerate(folded if house.references.action else ()):
        state = earlier_stretch.state
        sooner = {key: earlier[key] for key in keys[: keys.index(state.meeting)]}
        numbers = Numbering(house, {span: _before(state.starts, span, sooner, folded[:place]) for span in spans})
        actions |= action_references(state, audience_of(earlier_stretch), numbers)
    before = {span: _before(starts, span, earlier, folded) for span in spans}
    return Numbering(house, before, actions=actions)


def _before(starts: str, span: Span, earlier: Mapping[str, str], folded: Sequence[Stretch]) -> Counts:
    """What the year of a start had before it: all earlier meetings count, items and the like of those that are folded."""
    year = year_of(starts, span)
    counts = [counts_of(stretch) for stretch in folded if year_of(stretch.state.starts, span) == year]
    return Counts(
        sum(year_of(began, span) == year for began in earlier.values()),
        _added(count.items for count in counts),
        _added(count.decisions for count in counts),
        _added(count.actions for count in counts),
    )


def _earlier(desk: Desk, book: str, stretch: Stretch) -> dict[str, str]:
    """The meetings that count before this one: key and start."""
    meeting, starts = stretch.state.meeting, stretch.state.starts
    past_meetings: list[PastMeeting] = sorted(desk.past(None, book), key=lambda past: past.seq)  # as they were numbered
    keys = [past_meeting.meeting for past_meeting in past_meetings]
    if meeting in keys:
        return {past_meeting.meeting: past_meeting.starts for past_meeting in past_meetings[: keys.index(meeting)]}
    planned = [
        planned_meeting
        for planned_meeting in desk.planned()
        if planned_meeting.body == book and planned_meeting.starts < starts and planned_meeting.key != meeting
    ]
    return {past_meeting.meeting: past_meeting.starts for past_meeting in past_meetings} | {
        planned_meeting.key: planned_meeting.starts for planned_meeting in planned
    }


def _folded(desk: Desk, book: str, meetings: Iterable[str]) -> list[Stretch]:
    wanted = set(meetings)
    return [stretch for stretch in replay(desk.store.lines(book)).stretches if stretch.state.meeting in wanted]


def _added(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    numbers = list(pairs)
    return sum(number for number, _ in numbers), sum(number for _, number in numbers)
