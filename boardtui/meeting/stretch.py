"""A stretch of a book: its entries in order, what has been retracted, and the state they fold to."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from boardtui.meeting.confidential import is_confidential
from boardtui.meeting.entries import AnyEntry, ConfidentialCarried, EntryRetracted, MeetingConvened, kind
from boardtui.meeting.fold import accept
from boardtui.meeting.refused import Refused
from boardtui.meeting.state import Stamped, State

_EVERY = 32
_MOST = 64
_FIXED = (MeetingConvened, ConfidentialCarried, EntryRetracted)


class Stretch:
    """The entries from one MeetingConvened up to the next, folded as they are added.

    States are kept at every 32nd entry, in a very long meeting at fewer, so that a retraction folds only what follows.
    """

    def __init__(self, book: str, before: State | None = None) -> None:
        """Start empty; ``before`` is the state that the previous stretch ended in, where it is known."""
        self._start = replace(before, book=book) if before is not None else State(book=book)
        self.state = self._start
        self.lines: list[Stamped] = []
        self.struck: dict[int, str] = {}
        self.taken_back: dict[int, int] = {}  # which entry took back which
        self._kept: list[State] = [self._start]
        self._every = _EVERY

    def stamp(self, seq: int, at: str, by: str, entry: AnyEntry) -> Stamped:
        """The entry as it would stand in the book now, marked confidential where it is."""
        if type(entry) is EntryRetracted:
            target = self._target(entry.seq)
            hidden = self.state.excluded or (target is not None and target.confidential)
        else:
            hidden = is_confidential(self.state, entry)
        return Stamped(seq, at, by, entry, hidden)

    def judge(self, stamped: Stamped) -> State:
        """The state that this entry would lead to; Refused where it is not allowed. Nothing is added."""
        if isinstance(stamped.entry, EntryRetracted):
            return self._without(stamped.entry.seq)
        return accept(self.state, stamped)

    def add(self, stamped: Stamped) -> State:
        """Judge an entry and add it."""
        entry = stamped.entry
        if type(entry) is EntryRetracted:
            self.state = self._without(entry.seq)
            self.lines.append(stamped)
            self.struck[entry.seq] = entry.reason
            self.taken_back[entry.seq] = stamped.seq
            self._keep_anew(entry.seq)
        else:
            self.state = accept(self.state, stamped)
            self.lines.append(stamped)
            if not len(self.lines) % self._every:
                self._kept.append(self.state)
        if len(self._kept) > _MOST:
            del self._kept[1::2]
            self._every *= 2
        return self.state

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
        kept = max(0, min([seq - first + 1, len(self.lines), *later])) // self._every
        state = self._kept[kept]
        for line in self.lines[kept * self._every : max(0, seq - first + 1)]:
            if line.seq not in struck and not isinstance(line.entry, EntryRetracted):
                state = accept(state, line)
        return state

    def standing(self) -> list[Stamped]:
        """The entries that still stand: neither retracted nor retractions."""
        return [
            line for line in self.lines if line.seq not in self.struck and not isinstance(line.entry, EntryRetracted)
        ]

    def last_standing(self) -> Stamped | None:
        """The entry that undo would take back, or None."""
        for line in reversed(self.lines):
            if line.seq not in self.struck and not isinstance(line.entry, _FIXED):
                return line
        return None

    def _target(self, seq: int) -> Stamped | None:
        if not self.lines or not self.lines[0].seq <= seq <= self.lines[-1].seq:
            return None
        return self.lines[seq - self.lines[0].seq]

    def _without(self, seq: int) -> State:
        """The state if entry ``seq`` had never been recorded; Refused where something later rests on it."""
        target = self._target(seq)
        if target is None:
            raise Refused(f"There is no entry {seq} in this meeting's part of the book to take back.")
        if isinstance(target.entry, _FIXED):
            raise Refused(f"Entry {seq} is of the kind {kind(target.entry)}, which cannot be taken back.")
        if seq in self.struck:
            raise Refused(f"Entry {seq} is already taken back.")
        return self._fold(skip=seq)[0]

    def _fold(self, skip: int) -> tuple[State, list[State]]:
        """Fold from the last state kept before ``skip``, leaving out what is struck."""
        first = (skip - self.lines[0].seq) // self._every
        state = self._kept[first]
        kept: list[State] = []
        for index, line in enumerate(self.lines[first * self._every :], start=first * self._every + 1):
            if line.seq != skip and line.seq not in self.struck and not isinstance(line.entry, EntryRetracted):
                try:
                    state = accept(state, line)
                except Refused as refused:
                    raise Refused(
                        f"Entry {line.seq} ({kind(line.entry)}) rests on it: {refused.reason}", refused.clause
                    ) from None
            if index % self._every == 0:
                kept.append(state)
        return state, kept

    def _keep_anew(self, seq: int) -> None:
        first = (seq - self.lines[0].seq) // self._every
        self._kept[first + 1 :] = self._fold(skip=seq)[1]
