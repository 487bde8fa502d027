"""What of a meeting may be written out: everything, or what its public entries say and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from boardtui.meeting import entries as e
from boardtui.meeting.state import Motion
from boardtui.meeting.stretch import Stretch
from boardtui.papers.clock import Clock
from boardtui.papers.source import Source
from boardtui.popolo.wording import kept_words


class Shown:
    """Answers, for one meeting, whether something may be written out; by the same allow-list as public minutes."""

    def __init__(self, stretch: Stretch, *, public: bool) -> None:
        self._state = stretch.state
        self._source = Source(stretch, "public", Clock(stretch.state.starts)) if public else None
        lines = self._source.lines if self._source else stretch.standing()
        self._put = {line.entry.motion for line in lines if isinstance(line.entry, e.MotionPut)}
        self._declared = {
            line.entry.motion: line.seq
            for line in lines
            if isinstance(line.entry, e.ResultDeclared | e.ConsensusDeclared)
        }
        self._interests = [line.entry for line in lines if isinstance(line.entry, e.InterestDeclared)]
        self._words = _kept(line.entry.text for line in lines if isinstance(line.entry, e.NoteTaken))
        self._there: dict[str, frozenset[str]] = {}

    def motion(self, motion: Motion) -> bool:
        """Whether the motion may be named, with its result where it has one."""
        if self._source is None:
            return True
        declared = motion.result is None or motion.key in self._declared
        return motion.key in self._source.state.motions and motion.key in self._put and declared

    def rules(self, motion: Motion) -> bool:
        """Whether it may be told how the motion was counted; not where a ruling was made in private."""
        private = (one for one in self._state.rulings if one.confidential and one.motion in (None, motion.key))
        return self._source is None or not any(private)

    def names(self, motion: Motion) -> bool:
        """Whether it may be told who voted how."""
        return self._source is None or not motion.votes_confidential

    def seen(self, motion: Motion, members: tuple[str, ...], *, present: bool) -> bool:
        """Whether it may be told that one of these members was there, or that none was."""
        if self._source is None:
            return True
        if motion.key not in self._there:
            self._there[motion.key] = frozenset(self._source.record.present(self._declared.get(motion.key, 0)))
        return present != self._there[motion.key].isdisjoint(members)

    def withdrew(self, motion: Motion, members: tuple[str, ...]) -> bool:
        """Whether it may be told that these members withdrew for an interest."""
        told = {one.member for one in self._interests if motion.item in one.items}
        return self._source is None or told.issuperset(members)

    def word(self, motion: str, voter: str) -> str:
        """The word that a note keeps for a vote that counts as not voted; empty where none does."""
        return self._words.get((motion, voter), "")


def _kept(notes: Iterable[str]) -> dict[tuple[str, str], str]:
    words: dict[tuple[str, str], str] = {}
    for text in notes:
        found = kept_words(text)
        if found is not None:
            motion, option, voters = found
            words.update(((motion, voter), option) for voter in voters)
    return words
