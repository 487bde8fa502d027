"""What of a meeting is written out: all of it, or what its public entries say and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from boardtui.exchange.popolo.wording import kept_words
from boardtui.meeting import entries as e
from boardtui.meeting.counting.needed import needed_for
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.record import Record, record_of
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.ballot import gives_result
from boardtui.meeting.voting.totals import totals_of


class Shown:
    """One meeting as it is written out: its state for the audience, and how far its votes are known.

    ``filled`` has the seats that were filled in it, with the day from which each is held.
    """

    def __init__(self, stretch: Stretch, *, public: bool) -> None:
        self._stretch = stretch
        self._record = record_of(stretch, "public") if public else None
        self.state = self._record.now if self._record else stretch.state
        lines = self._record.lines if self._record else stretch.standing()
        self._declared = {
            line.entry.motion: line for line in lines if isinstance(line.entry, e.ResultDeclared | e.ConsensusDeclared)
        }
        filled = [line.entry for line in lines if isinstance(line.entry, e.SeatFilled)]
        self.filled = {entry.seat.key if entry.seat else entry.member or "": entry.from_ for entry in filled}
        self._words = _kept(line.entry.text for line in lines if isinstance(line.entry, e.NoteTaken))
        self._whole: dict[str, bool] = {}

    def whole(self, motion: Motion) -> bool:
        """Whether it is known what a decided motion was counted from: who was there, who withdrew, by which rule."""
        if self._record is None or motion.result is None:
            return True
        if motion.key not in self._whole:
            line = self._declared[motion.key]
            self._whole[motion.key] = self._record.sure_of(line) and gives_result(self._record.after[line.seq], motion)
        return self._whole[motion.key]

    def when_decided(self, motion: Motion) -> State:
        """The meeting as it stood, for the audience, when a motion was decided: who was there, and with which interests."""
        return self._told.after[self._declared[motion.key].seq]

    @cached_property
    def _told(self) -> Record:
        return self._record or record_of(self._stretch, "all")

    def asks(self, motion: Motion) -> bool:
        """Whether what a motion needs is known: by its rule, unless a decided one was declared to need something else."""
        result = motion.result
        if self.whole(motion) or result is None or result.base is None:
            return True
        return needed_for(motion.electorate.counting, result.base) == result.needed

    def names(self, motion: Motion) -> bool:
        """Whether it may be told who voted how."""
        return totals_of(motion) is None and (self._record is None or not motion.votes_confidential)

    def word(self, motion: str, voter: str) -> str:
        """The word that a note keeps for a vote that counts as not voted; empty where none does."""
        return self._words.get((motion, voter), "")


def _kept(notes: Iterable[str]) -> dict[tuple[str, str], str]:
    options: dict[tuple[str, str], str] = {}
    for note in notes:
        found = kept_words(note)
        if found is not None:
            motion, option, voters = found
            options.update(((motion, voter), option) for voter in voters)
    return options
