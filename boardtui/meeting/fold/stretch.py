"""A stretch of a book: its entries in order, what has been retracted, and the state they fold to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from boardtui.charter.words import started
from boardtui.meeting.entries import (
    AnyEntry,
    ConfidentialCarried,
    EntriesCorrected,
    EntryRetracted,
    MeetingCalledOff,
    MeetingClosed,
    MeetingConvened,
    TimeStated,
    kind,
)
from boardtui.meeting.fold.confidential import SINCE, heard_in_public, is_confidential, withheld
from boardtui.meeting.fold.correcting import readings
from boardtui.meeting.fold.fold import accept
from boardtui.meeting.fold.stated_times import check_time, what_at
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Stamped, State

_EVERY = 32
_MOST = 64
_TIME_STATED = "When that was is stated by a later entry; undo that first."
_FIXED = (MeetingConvened, ConfidentialCarried, EntryRetracted)
_AMENDING = frozenset({EntryRetracted, TimeStated, EntriesCorrected})


class Step(NamedTuple):
    """What an entry makes of a stretch, judged and not yet taken: the entry, and the state that it leads to.

    One that lets earlier lines read otherwise says how each reads then (None where it is taken back) and which states
    are kept from the place of the first of them on.
    """

    stamped: Stamped
    state: State
    changed: Mapping[int, Stamped | None] = {}
    kept: tuple[State, ...] = ()


class Stretch:
    """The entries from one MeetingConvened up to the next, folded as they are added.

    A retraction, a time stated for an earlier entry, and a correction change how lines read, and what follows them is
    folded anew. ``lines`` holds the entries as they read now, with the times stated; ``recorded`` the times of their recording
    where these are others. States are kept at every 32nd entry, in a very long meeting at fewer, so that only what
    follows is folded.
    """

    def __init__(self, book: str, before: State | None = None) -> None:
        """Start empty; ``before`` is the state that the previous stretch ended in, where it is known."""
        self._start = replace(before, book=book) if before is not None else State(book=book)
        self.state = self._start
        self.lines: list[Stamped] = []
        self.struck: dict[int, str] = {}
        self.taken_back: dict[int, int] = {}  # which entry took back which
        self.recorded: dict[int, str] = {}
        self.before: dict[
            int, list[tuple[int, AnyEntry]]
        ] = {}  # how lines read before which correction, the first first
        self._kept: list[State] = [self._start]
        self._every = _EVERY

    def copy(self) -> Stretch:
        """Another with the same entries, to which more can be added without this one's knowing of it."""
        other = Stretch(self._start.book, self._start)
        other.state, other.lines, other._kept = self.state, list(self.lines), list(self._kept)
        other.struck, other.taken_back, other.recorded = dict(self.struck), dict(self.taken_back), dict(self.recorded)
        other._every = self._every
        other.before = {seq: list(readings) for seq, readings in self.before.items()}
        return other

    def stamp(self, seq: int, at: str, by: str, entry: AnyEntry) -> Stamped:
        """The entry as it would stand in the book now, marked confidential where it is."""
        if type(entry) is EntryRetracted or type(entry) is TimeStated:
            target = self.line(entry.seq)
            in_private = self.state.excluded and self.state.vocabulary < SINCE
            hidden = in_private or (target is not None and target.confidential)
        elif type(entry) is EntriesCorrected:
            targets = [self.line(corrected.seq) for corrected in entry.entries]
            in_private = self.state.excluded and self.state.vocabulary < SINCE
            hidden = in_private or any(target is not None and target.confidential for target in targets)
        else:
            hidden = is_confidential(self.state, entry)
        return Stamped(seq, at, by, entry, hidden)

    def judge(self, stamped: Stamped) -> Step:
        """What this entry would make of the stretch; Refused where it is not allowed. Nothing is added."""
        entry = stamped.entry
        if type(entry) in _AMENDING:
            changed = self._otherwise(stamped)
            state, kept = self._fold(changed)
            return Step(stamped, state, changed, tuple(kept))
        return Step(stamped, accept(self.state, stamped))

    def take(self, seq: int, at: str, by: str, entry: AnyEntry) -> State:
        """Judge an entry that stands there in the book, and add it."""
        if type(entry) in _AMENDING:
            return self.add(self.stamp(seq, at, by, entry))
        stamped = Stamped(seq, at, by, entry, is_confidential(self.state, entry))
        self.state = accept(self.state, stamped)
        self.lines.append(stamped)
        if len(self.lines) % self._every == 0:
            self._keep_state()
        return self.state

    def add(self, stamped: Stamped) -> State:
        """Judge an entry and add it."""
        return self.add_judged(self.judge(stamped))

    def add_judged(self, step: Step) -> State:
        """Add an entry that was judged on the stretch as it is now; it is not folded again."""
        if step.changed:
            self._amend(step)
        self.state = step.state
        self.lines.append(step.stamped)
        if len(self.lines) % self._every == 0:
            self._keep_state()
        return self.state

    def _keep_state(self) -> None:
        """Keep the state that is reached; where there are too many then, only every second one."""
        self._kept.append(self.state)
        if len(self._kept) > _MOST:
            del self._kept[1::2]
            self._every *= 2

    def extend(self, lines: Iterable[Stamped]) -> State:
        """Add entries in order."""
        for line in lines:
            self.add(line)
        return self.state

    def state_after(self, seq: int) -> State:
        """What the book said just after entry ``seq``, as it was understood then (later retractions left aside)."""
        if not self.lines:
            return self._start
        first = self.lines[0].seq
        struck = {target for target, by in self.taken_back.items() if by <= seq}
        later = [target - first for target, by in self.taken_back.items() if by > seq]
        later += [target - first for target, readings in self.before.items() if readings[-1][0] > seq]
        kept = max(0, min([seq - first + 1, len(self.lines), *later])) // self._every
        state = self._kept[kept]
        for line in self.lines[kept * self._every : max(0, seq - first + 1)]:
            if line.seq not in struck and not isinstance(line.entry, EntryRetracted):
                state = accept(state, self.as_read(line, seq))
        return state

    def as_read(self, line: Stamped, seq: int) -> Stamped:
        """A line as it was understood just after entry ``seq``, later corrections left aside."""
        for by, entry in self.before.get(line.seq, ()):
            if by > seq:
                return replace(line, entry=entry)
        return line

    def line(self, seq: int) -> Stamped | None:
        """Entry ``seq`` as it reads now; None where it is of another meeting."""
        if not self.lines or not self.lines[0].seq <= seq <= self.lines[-1].seq:
            return None
        return self.lines[seq - self.lines[0].seq]

    def public_lines(self) -> list[Stamped]:
        """The entries that the public may know, taken back or not: all that anything public is told from."""
        return [line for line in self.lines if not withheld(self.state, line)]

    def standing_from(self, seq: int) -> tuple[State, list[Stamped]]:
        """A state that stands before entry ``seq``, and the entries that stand after it, as they read now."""
        place = (seq - self.lines[0].seq) // self._every
        lines = self.lines[place * self._every :]
        standing = [
            line for line in lines if line.seq not in self.struck and not isinstance(line.entry, EntryRetracted)
        ]
        return self._kept[place], standing

    def standing(self) -> list[Stamped]:
        """The entries that still stand: neither retracted nor retractions."""
        return [
            line for line in self.lines if line.seq not in self.struck and not isinstance(line.entry, EntryRetracted)
        ]

    def public_standing(self) -> list[Stamped]:
        """The entries that stand and that the public may know, as the meeting left them."""
        standing = self.standing()
        closed = next((line.seq for line in standing if isinstance(line.entry, MeetingClosed | MeetingCalledOff)), None)
        last = self.state if closed is None or closed == standing[-1].seq else self.state_after(closed)
        return [line for line in standing if not withheld(last, line)]

    def last_standing(self) -> Stamped | None:
        """The entry that undo would take back, or None."""
        for line in reversed(self.lines):
            if line.seq not in self.struck and not isinstance(line.entry, _FIXED):
                return line
        return None

    def undoes_its_time(self, line: Stamped) -> bool:
        """Whether a line undoes only when an entry was that is undone itself: one undoing for whoever counts them."""
        target = self.line(line.entry.seq) if isinstance(line.entry, EntryRetracted) else None
        return target is not None and isinstance(target.entry, TimeStated) and target.entry.seq in self.struck

    def _otherwise(self, stamped: Stamped) -> dict[int, Stamped | None]:
        """The lines that an entry lets read otherwise, by number, and how each reads then: None where not at all."""
        entry = stamped.entry
        if isinstance(entry, EntriesCorrected):
            return self._corrected(entry)
        assert isinstance(entry, EntryRetracted | TimeStated)
        retracts = isinstance(entry, EntryRetracted)
        target = self._standing_target(entry.seq, "cannot be undone" if retracts else "is when it was recorded")
        if isinstance(entry, EntryRetracted):
            if isinstance(target.entry, TimeStated):
                stated = self.line(target.entry.seq)
                assert stated is not None
                return {stated.seq: replace(stated, at=self._time_without(target))}
            if isinstance(target.entry, EntriesCorrected):
                return self._uncorrected(target.seq, target.entry)
            if self._statements(entry.seq):
                raise Refused(_TIME_STATED)
            return {entry.seq: None}
        if isinstance(target.entry, TimeStated):
            raise Refused("That only states when something was; state another time for what it is about.")
        check_time(self.state, self.standing(), target, self.recorded, stamped)
        return {entry.seq: replace(target, at=entry.time)}

    def _corrected(self, entry: EntriesCorrected) -> dict[int, Stamped | None]:
        """How lines read once they are put right; what was public stays so, and what was confidential."""
        changed = readings(entry, {line.seq: line for line in self.standing()})
        for seq, line in changed.items():
            if line is None and self._statements(seq):
                raise Refused(_TIME_STATED)
            if line is not None and is_confidential(self.state_after(seq - 1), line.entry) is not line.confidential:
                what = "confidential" if line.confidential else "public"
                raise Refused(f"What is corrected is {what}, and stays so.")
        return changed

    def _uncorrected(self, seq: int, correction: EntriesCorrected) -> dict[int, Stamped | None]:
        """How lines read again once the correction with that number is taken back."""
        changed: dict[int, Stamped | None] = {}
        for entry in correction.entries:
            line = self.line(entry.seq)
            assert line is not None
            if entry.entry is None:
                changed[entry.seq] = line
                continue
            by, before = self.before[entry.seq][-1]
            if by != seq:
                raise Refused(f"{started(what_at(self.state, line))} was corrected once more since; undo that first.")
            changed[entry.seq] = None if entry.seq in self.struck else replace(line, entry=before)
        return changed

    def _amend(self, step: Step) -> None:
        """Let the earlier lines read otherwise that a retraction, a stated time or a correction is about."""
        entry, first = step.stamped.entry, self.lines[0].seq
        target = self.line(entry.seq).entry if isinstance(entry, EntryRetracted) else None  # type: ignore[union-attr]
        if isinstance(entry, EntryRetracted):
            self.struck[entry.seq] = entry.reason
            self.taken_back[entry.seq] = step.stamped.seq
        for seq, line in step.changed.items():
            index = seq - first
            if isinstance(entry, EntriesCorrected):
                if line is None:
                    self.struck[seq], self.taken_back[seq] = entry.reason, step.stamped.seq
                else:
                    self.before.setdefault(seq, []).append((step.stamped.seq, self.lines[index].entry))
            elif isinstance(target, EntriesCorrected):
                if any(entry.seq == seq and entry.entry is None for entry in target.entries):
                    del self.struck[seq], self.taken_back[seq]
                else:
                    self.before[seq].pop()
                    if not self.before[seq]:
                        del self.before[seq]
            elif line is not None:
                self.recorded.setdefault(seq, self.lines[index].at)
            if line is not None:
                self.lines[index] = line
        self._kept[(min(step.changed) - first) // self._every + 1 :] = step.kept

    def _statements(self, seq: int) -> list[Stamped]:
        """The entries that state when entry ``seq`` was and still stand, in order."""
        if seq not in self.recorded:
            return []
        return [line for line in self.standing() if isinstance(line.entry, TimeStated) and line.entry.seq == seq]

    def _time_without(self, statement: Stamped) -> str:
        """When the entry that a statement is about was, as it stands without that statement."""
        assert isinstance(statement.entry, TimeStated)
        seq = statement.entry.seq
        others = [line.entry for line in self._statements(seq) if line.seq != statement.seq]
        last = others[-1] if others else None
        return last.time if isinstance(last, TimeStated) else self.recorded[seq]

    def _standing_target(self, seq: int, fixed: str) -> Stamped:
        target = self.line(seq)
        if target is None:
            raise Refused(f"There is no entry {seq} in this meeting's part of the book to undo or to time.")
        if isinstance(target.entry, _FIXED):
            raise Refused(f"Entry {seq} is of the kind {kind(target.entry)}, which {fixed}.")
        if seq in self.struck:
            raise Refused(f"Entry {seq} is already undone.")
        return target

    def _fold(self, changed: Mapping[int, Stamped | None]) -> tuple[State, list[State]]:
        """Fold from the last state kept before the first line ``changed``, with others in their places, or none."""
        first = (min(changed) - self.lines[0].seq) // self._every
        state = self._kept[first]
        kept: list[State] = []
        for index, recorded in enumerate(self.lines[first * self._every :], start=first * self._every + 1):
            line = changed.get(recorded.seq, None if recorded.seq in self.struck else recorded)
            if line is not None and not isinstance(line.entry, EntryRetracted):
                try:
                    state = accept(state, line)
                except Refused as refused:
                    if line.confidential and heard_in_public(self.state):
                        raise Refused("A confidential entry depends on it.") from None
                    said = started(what_at(self.state, line))
                    raise Refused(f"{said} depends on it: {refused.reason}", refused.clause) from None
            if index % self._every == 0:
                kept.append(state)
        return state, kept
