"""The record of one meeting for one audience: the entries that it may know, and what they lead to, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.fold.correcting import as_corrected
from boardtui.meeting.fold.fold import accept
from boardtui.meeting.fold.sitting import was_excluded
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.corrected import as_approved
from boardtui.meeting.record.found import as_found
from boardtui.meeting.record.trusting import believe
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import PUBLIC_APART, Approval, Stamped, State

Audience = Literal["public", "all"]
_ENDS = (e.MeetingClosed, e.MeetingCalledOff)
_DOORS = (e.PublicExcluded, e.PublicReadmitted)


class Older(NamedTuple):
    """What the public was told of an older meeting although no public entry says it: its numbers, and that it is over."""

    numbers: Mapping[tuple[str, str], str] = {}  # by "item" or "motion" and its key
    closed: bool = False


class Record:
    """What there is to tell of a meeting, up to its end; whoever tells from it need not ask what may be told.

    The record for the public is folded from public entries alone, each taken at its word. ``before`` and ``after`` are
    the states around each entry, by its number; ``state`` is that at the end of the meeting, and ``now`` that after
    ``since``, the entries recorded since. Minutes drafted after the close belong to the meeting.
    """

    def __init__(self, audience: Audience, lines: Sequence[Stamped], start: State, older: Older) -> None:
        self.audience = audience
        self.before: dict[int, State] = {}
        self.after: dict[int, State] = {}
        self.lines, self.since = split_at_close(lines)
        self._numbers = older.numbers
        step: Callable[[State, Stamped], State] = self._believe if audience == "public" else accept
        state = start
        for line in self.lines:
            self.before[line.seq] = state
            state = step(state, line)
            self.after[line.seq] = state
        self.state = state
        for line in self.since:
            self.before[line.seq] = state
            state = step(state, line)
            self.after[line.seq] = state
        self.now = state
        self.closed = self.state.phase == "closed" or older.closed
        self.was_private = was_excluded(self.lines)

    @property
    def whole(self) -> bool:
        """Whether nothing that bears on attendance or votes can have been kept from this audience."""
        return self.audience == "all" or not self.was_private

    def sure(self, seq: int) -> bool:
        """Whether this audience knows who was there at an entry: nobody can have come or gone in private since it last knew."""
        doors = [line.entry for line in self.lines if line.seq < seq and isinstance(line.entry, _DOORS)]
        if self.audience == "all" or not doors:
            return True
        return isinstance(doors[-1], e.PublicReadmitted) and doors[-1].present is not None

    def sure_of(self, line: Stamped) -> bool:
        """Whether this audience knows who was there at a decision, and of a consensus who took part in it.

        A vote has its figures in the entry. A consensus has none, so that an interest declared in private does not show.
        """
        motion = self.after[line.seq].motions.get(getattr(line.entry, "motion", ""))
        unknown = motion is not None and motion.uncounted and self.audience != "all"
        return self.sure(line.seq) and not unknown

    @property
    def told(self) -> State:
        """``now`` without the count of each consensus of which this audience does not know who took part in it."""
        return self._bare(self.now)

    def told_at(self, seq: int) -> State:
        """The same just after an entry, or after the last one before it that this audience knows."""
        return self._bare(self.after[max(number for number in self.after if number <= seq)])

    def _bare(self, state: State) -> State:
        bare = {
            key: replace(one, result=None, tally=replace(one.tally, words="") if one.tally else None)
            for key, one in state.motions.items()
            if one.uncounted and self.audience != "all"
        }
        return replace(state, motions={**state.motions, **bare}) if bare else state

    def present(self, seq: int) -> dict[str, e.MemberArrived]:
        """Who was there just after an entry, and how they came."""
        known = [number for number in self.after if number <= seq]
        there = self.after[known[-1]].present if known else {}
        return {key: e.MemberArrived(key, presence.mode, presence.deputy) for key, presence in there.items()}

    def chair(self, seq: int) -> str | None:
        """Who was in the chair just before an entry."""
        return self.before.get(seq, self.state).chair

    def _believe(self, state: State, line: Stamped) -> State:
        """What a public entry leads to, with the numbers that older meetings gave to what is public."""
        state, entry = believe(state, line), line.entry
        if isinstance(entry, e.MotionPut) and entry.motion in state.motions:
            motion = state.motions[entry.motion]
            number = self._numbers.get(("motion", motion.key), motion.number)
            state = state.with_motion(replace(motion, number=number))
        elif isinstance(entry, e.ItemAdded) and entry.item in state.items:
            item = state.items[entry.item]
            number = self._numbers.get(("item", entry.item), item.agenda.number)
            item = replace(item, agenda=replace(item.agenda, number=number))
            state = replace(state, items={**state.items, entry.item: item})
        return state


def record_of(stretch: Stretch, audience: Audience) -> Record:
    """The record of the meeting that a stretch of a book holds."""
    start = State(book=stretch.state.book)
    if audience == "all":
        return Record(audience, stretch.standing(), start, Older())
    return Record(audience, stretch.public_standing(), start, _older(stretch))


def record_as_approved(stretch: Stretch, draft: Record, given: Approval) -> Record:
    """The record with the words that the approval of the minutes corrected; as it is where they would not be accepted."""
    lines = [*draft.lines, *draft.since]
    read = as_approved(draft.now, lines, given).lines
    if read == lines:
        return draft
    return _read_otherwise(stretch, draft, read)


def record_as_found(stretch: Stretch, record: Record) -> Record:
    """The record with earlier matters as the meeting found them; the same where no later meeting was in the book before it."""
    lines = [*record.lines, *record.since]
    read = as_found(lines)
    return record if read == lines else _read_otherwise(stretch, record, read)


def _read_otherwise(stretch: Stretch, record: Record, lines: Sequence[Stamped]) -> Record:
    """The record from entries that read otherwise; as it is where they would not be accepted."""
    older = Older() if record.audience == "all" else _older(stretch)
    try:
        return Record(record.audience, lines, State(book=stretch.state.book), older)
    except Refused:
        return record


def record_of_copy(book: str, lines: Sequence[Stamped]) -> Record:
    """The record for the public from the entries of a public copy, those taken back and their retractions among them."""
    struck = {line.entry.seq for line in lines if isinstance(line.entry, e.EntryRetracted)}
    standing = [line for line in lines if line.seq not in struck and not isinstance(line.entry, e.EntryRetracted)]
    times = times_stated(standing)
    timed = [replace(line, at=times.get(line.seq, line.at)) for line in as_corrected(standing)]
    return Record("public", timed, State(book=book), Older())


def times_stated(standing: Iterable[Stamped]) -> dict[int, str]:
    """When entries were by what was stated of them, UTC as the book writes it, by their number; the last statement holds."""
    return {line.entry.seq: line.entry.time for line in standing if isinstance(line.entry, e.TimeStated)}


def _older(stretch: Stretch) -> Older:
    """Of a meeting that counted what is private among what is public, and whose end could be private."""
    state = stretch.state
    if state.vocabulary >= PUBLIC_APART:
        return Older()
    items = {("item", key): item.agenda.number for key, item in state.items.items()}
    motions = {("motion", key): motion.number for key, motion in state.motions.items()}
    return Older({**items, **motions}, state.phase == "closed")


def split_at_close(lines: Sequence[Stamped]) -> tuple[list[Stamped], list[Stamped]]:
    """The entries up to the close with what is drafted for its minutes after it, and the others after the close."""
    closes = next((place for place, line in enumerate(lines) if isinstance(line.entry, _ENDS)), len(lines))
    rest = lines[closes + 1 :]
    drafted = [line for line in rest if isinstance(line.entry, e.ParagraphDrafted)]
    others = [line for line in rest if not isinstance(line.entry, e.ParagraphDrafted)]
    return [*lines[: closes + 1], *drafted], others
