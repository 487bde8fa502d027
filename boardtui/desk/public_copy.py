"""A public copy gone through: all that it says, what is withheld shown as withheld, and what cannot be known left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from boardtui.book.chain import GENESIS, Line, check_link
from boardtui.book.errors import BookError
from boardtui.clock import local_time
from boardtui.desk.folding import entry_of
from boardtui.desk.replay import meeting_json
from boardtui.desk.timeline import LONGEST, another_day, corrected_words, meeting_heading, timeline
from boardtui.meeting.entries import AnyEntry, EntriesCorrected, EntryRetracted, MeetingConvened
from boardtui.meeting.fold.correcting import as_corrected
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.acting import acting_among
from boardtui.meeting.record.record import record_of_copy, times_stated
from boardtui.meeting.state.labels import body_title
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import PUBLIC_APART, Item, Stamped, State
from boardtui.meeting.words.entry_words import tell
from boardtui.meeting.words.safe_text import plain

NOT_KNOWN = (
    "This is a public copy. Of a meeting of which something is withheld, who was present, the motions and the actions "
    "are not counted here: what was recorded in private may have changed them. Nor are the issues that are open."
)
AS_THE_PUBLIC_KNOWS = (
    "This is a public copy. Of a meeting of which something is withheld it says what the public knows: who was seen to be "
    "present, and public motions and actions, with results as they were declared. Open issues are not told."
)


class Part(NamedTuple):
    """One meeting's part: its lines with their entries, None where withheld; ``stretch`` where it could be folded.

    ``names`` is what its public entries lead to; ``known``: of an older meeting that could be otherwise, and is not told.
    """

    lines: list[tuple[Line, AnyEntry | None]]
    names: State
    stretch: Stretch | None
    known: bool = True

    @property
    def withheld(self) -> int:
        """How many of its entries are withheld."""
        return sum(entry is None for _, entry in self.lines)


class PublicCopy(NamedTuple):
    """What a public copy holds, and the sentence on the first line that is wrong."""

    book: str
    parts: list[Part]
    entries: int
    head: str
    problem: str | None = None


def is_public_copy(lines: Iterable[Line]) -> bool:
    """Whether the text of an entry is withheld."""
    return any(line.entry is None for line in lines)


def read_public(lines: Iterable[Line]) -> PublicCopy:
    """Check every link, and fold each meeting of which nothing is withheld; the others are only told."""
    parts: list[Part] = []
    previous: Line | None = None
    problem: str | None = None
    for segment, last, fault in _stretches(lines):
        previous, problem = last or previous, fault
        part, refused = _part(segment)
        if segment:
            parts.append(part)
        problem = refused or problem
        if problem:
            break
    book, seq, head = (previous.book, previous.seq, previous.hash) if previous else ("", 0, GENESIS)
    return PublicCopy(book, parts, seq, head, problem)


def public_timeline(copy: PublicCopy, timezone: str = "") -> Iterator[str]:
    """The lines of a timeline, as for a whole book, with what is withheld in its place."""
    yield _not_known(copy)
    for part in copy.parts:
        yield ""
        yield from timeline([part.stretch], timezone) if part.stretch else _told(part, timezone)


def public_json(copy: PublicCopy) -> dict[str, Any]:
    """The state as the replay command gives it; null stands for what a public copy does not tell."""
    return {
        "book": copy.book,
        "entries": copy.entries,
        "head": copy.head,
        "withheld": sum(part.withheld for part in copy.parts),
        "meetings": [_json(part) for part in copy.parts if part.names.meeting],
        "issues": None,
        "not_known": _not_known(copy),
    }


def _stretches(
    lines: Iterable[Line],
) -> Iterator[tuple[list[tuple[Line, AnyEntry | None]], Line | None, str | None]]:
    """Each meeting's lines with their entries, the last of them, and what is wrong with the line after it."""
    segment: list[tuple[Line, AnyEntry | None]] = []
    previous: Line | None = None
    for line in lines:
        if problem := check_link(line, previous):
            yield segment, previous, problem
            return
        try:
            entry = None if line.entry is None else entry_of(line)
        except BookError as error:
            yield segment, previous, str(error)
            return
        if isinstance(entry, MeetingConvened) and segment:
            yield segment, previous, None
            segment = []
        segment.append((line, entry))
        previous = line
    yield segment, previous, None


def _part(lines: list[tuple[Line, AnyEntry | None]]) -> tuple[Part, str | None]:
    names = State()
    for line, entry in lines:
        names = _named(names, line, entry)
    if any(entry is None for _, entry in lines):
        if names.vocabulary < PUBLIC_APART:
            return Part(lines, names, None, known=False), None
        public = [Stamped(line.seq, line.at, line.by, entry) for line, entry in lines if entry is not None]
        return Part(lines, record_of_copy(names.book, public).told, None), None
    stretch = Stretch(names.book)
    for line, entry in lines:
        assert entry is not None
        try:
            stretch.take(line.seq, line.at, line.by, entry)
        except Refused as refused:
            return Part(lines, names, None), f"Entry {line.seq} is not allowed: {refused}"
    return Part(lines, names, stretch), None


def _named(names: State, line: Line, entry: AnyEntry | None) -> State:
    """The names by which members, partners and items are told. Numbers of motions are not known: they are counted."""
    if isinstance(entry, MeetingConvened):
        return State(
            book=line.book,
            vocabulary=entry.vocabulary,
            meeting=entry.meeting,
            title=entry.title,
            starts=entry.starts,
            charter=entry.charter,
            partners={partner.key: partner for partner in entry.partners},
            members={member.key: member for member in entry.members},
            items={item.item: Item(agenda=item) for item in entry.agenda},
        )
    return names if names.book else replace(names, book=line.book)


def _told(part: Part, timezone: str) -> Iterator[str]:
    names, first, last = part.names, part.lines[0][0].seq, part.lines[-1][0].seq
    yield meeting_heading(names, timezone)
    body, withheld = plain(body_title(names, names.book)), f"{part.withheld} withheld"
    yield f"{body}, entries {first} to {last}, {withheld}: told as recorded, not counted again"
    yield ""
    taken_back = {entry.seq: line.seq for line, entry in part.lines if isinstance(entry, EntryRetracted)}
    for line, entry in part.lines:
        if isinstance(entry, EntriesCorrected):
            taken_back.update((corrected.seq, line.seq) for corrected in entry.entries if corrected.entry is None)
    stamped = [Stamped(line.seq, line.at, line.by, entry) for line, entry in part.lines if entry is not None]
    reads, before = _as_corrected([line for line in stamped if line.seq not in taken_back])
    acting = {line.seq: acting_among(names, stamped, taken_back, line) for line in stamped}
    times = times_stated(line for line in stamped if line.seq not in taken_back)
    for line, recorded in part.lines:
        entry = reads.get(line.seq, recorded)
        at = local_time(times.get(line.seq, line.at), timezone, names.starts)
        when = f"{another_day(names, at, timezone)}{at:%H:%M:%S}"
        by = taken_back.get(line.seq)
        text = "withheld" if entry is None else plain(_short(tell(names, entry, acting[line.seq])))
        yield f"{line.seq:>6}  {when}  {plain(line.by)}  {'' if by is None else f'undone by {by}: '}{text}"
        for corrected_by, read in reversed(before.get(line.seq, ())):
            yield f"{'':18}{corrected_words(corrected_by, tell(names, read, acting[line.seq]))}"


def _as_corrected(lines: list[Stamped]) -> tuple[dict[int, AnyEntry], dict[int, list[tuple[int, AnyEntry]]]]:
    """How the entries that stand read now, and how each read before, with the number of what corrected it."""
    reads = {line.seq: line for line in lines}
    before: dict[int, list[tuple[int, AnyEntry]]] = {}
    for line in lines:
        for made in line.entry.entries if isinstance(line.entry, EntriesCorrected) else ():
            if made.entry is not None and made.seq in reads:
                before.setdefault(made.seq, []).append((line.seq, reads[made.seq].entry))
                reads[made.seq] = as_corrected([reads[made.seq], line])[0]
    return {seq: line.entry for seq, line in reads.items()}, before


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _not_known(copy: PublicCopy) -> str:
    return AS_THE_PUBLIC_KNOWS if all(part.known for part in copy.parts) else NOT_KNOWN


def _json(part: Part) -> dict[str, Any]:
    if part.stretch is not None:
        return {**meeting_json(part.stretch.state), "withheld": 0}
    if part.known:
        return {**meeting_json(part.names), "withheld": part.withheld}
    return {
        "meeting": part.names.meeting,
        "title": part.names.title,
        "state": None,
        "present": None,
        "motions": None,
        "actions": None,
        "withheld": part.withheld,
    }
