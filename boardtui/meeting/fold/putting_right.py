"""An earlier entry put right with all that rests on it: how each later entry reads then, and what comes out differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from boardtui.meeting.entries import (
    AnyEntry,
    Choice,
    ConsensusDeclared,
    Corrected,
    EntriesCorrected,
    MotionPut,
    PublicReadmitted,
    ResultDeclared,
    VotesRecorded,
)
from boardtui.meeting.fold.fold import accept
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.fold.sitting import found_by_public
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.check import outcome_words
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.ballot import casting_vote_allowed, tally_of


class Correction(NamedTuple):
    """How entries read once they are put right, by number (None: as if not recorded), and the state that they lead to.

    ``chosen`` are those that were to be put right; the others rest on them.
    """

    chosen: frozenset[int]
    entries: dict[int, AnyEntry | None]
    state: State

    def entry(self, reason: str) -> EntriesCorrected:
        """The one entry that records all of it."""
        corrected = (
            Corrected(seq, None if entry is None else msgspec.to_builtins(entry))
            for seq, entry in sorted(self.entries.items())
        )
        return EntriesCorrected(tuple(corrected), reason)


def with_what_rests(stretch: Stretch, changes: Mapping[int, AnyEntry | None]) -> Correction:
    """The changes with those of all later entries that would not be allowed otherwise.

    A result is declared as the count then gives it, votes are left to those who may then cast them, and whatever cannot be
    put right so is taken out. Refused where a change itself is not allowed.
    """
    state, lines = stretch.standing_from(min(changes))
    entries: dict[int, AnyEntry | None] = dict(changes)
    for line in lines:
        if line.seq in changes:
            changed = changes[line.seq]
            state = state if changed is None else accept(state, replace(line, entry=changed))
            continue
        try:
            state = accept(state, line)
        except Refused:
            entries[line.seq] = other = _as_it_reads_then(state, line.entry)
            state = state if other is None else accept(state, replace(line, entry=other))
    return Correction(frozenset(changes), entries, state)


def _as_it_reads_then(state: State, entry: AnyEntry) -> AnyEntry | None:
    if isinstance(entry, PublicReadmitted):  # it came back whoever was there, and saw who then was
        return found_by_public(state)
    motion = state.motions.get(getattr(entry, "motion", None) or "")
    if motion is None or motion.status != "open":
        return None
    may_vote = motion.electorate.may_vote
    try:
        if isinstance(entry, ResultDeclared):
            return _result(state, motion, entry)
        if isinstance(entry, VotesRecorded):
            voters = tuple(voter for voter in entry.voters if voter in may_vote)
            return replace(entry, voters=voters) if voters else None
        if isinstance(entry, ConsensusDeclared):
            objections = tuple(objection for objection in entry.objections if objection.member in may_vote)
            aside = tuple(member for member in entry.stood_aside if member in may_vote)
            return replace(entry, reached=not objections, objections=objections, stood_aside=aside)
    except Refused:
        pass
    return None


def _result(state: State, motion: Motion, entry: ResultDeclared) -> ResultDeclared:
    result = result_now(state, motion)
    if entry.casting_vote is None or casting_vote_allowed(state, motion, tally_of(state, motion)):
        return result
    return replace(result, outcome=entry.outcome, casting_vote=entry.casting_vote)


def put_otherwise(stretch: Stretch, motion: str, reason: str, **changes: object) -> EntriesCorrected:
    """The correction by which a motion reads as it was put, but for these fields."""
    seq, put = _put(stretch, motion)
    return EntriesCorrected((Corrected(seq, msgspec.to_builtins(replace(put, **changes))),), reason)


def put_as(stretch: Stretch, motion: str) -> MotionPut:
    """The entry that put a motion, as it reads with what was corrected since."""
    return _put(stretch, motion)[1]


def _put(stretch: Stretch, motion: str) -> tuple[int, MotionPut]:
    return next(
        (line.seq, line.entry)
        for line in stretch.standing()
        if isinstance(line.entry, MotionPut) and line.entry.motion == motion
    )


def votes_put_right(
    stretch: Stretch, motion: Motion, voters: Sequence[str], choice: Choice
) -> dict[int, AnyEntry | None]:
    """The entries with votes on a motion, as they read where these voters voted like that."""
    lines = [
        (line.seq, line.entry)
        for line in stretch.standing()
        if isinstance(line.entry, VotesRecorded) and line.entry.motion == motion.key
    ]
    left = {seq: tuple(voter for voter in entry.voters if voter not in voters) for seq, entry in lines}
    same = [seq for seq, entry in lines if entry.choice == choice]
    emptied = [seq for seq, _ in lines if not left[seq]]
    place = next(iter([*reversed(same), *reversed(emptied)]), None)
    if place is None:
        raise Refused(
            "No vote of that kind was recorded on this motion, so there is no entry that could hold it. Put all votes of "
            "one recorded entry right together, or undo the result with z."
        )
    changes: dict[int, AnyEntry | None] = {}
    for seq, entry in lines:
        kept = entry.voters if seq == place and entry.choice == choice else left[seq]
        now = (*kept, *(voter for voter in voters if voter not in kept)) if seq == place else kept
        changed = replace(entry, voters=now, choice=choice if seq == place else entry.choice) if now else None
        if changed != entry:
            changes[seq] = changed
    if not changes:
        raise Refused("They are recorded like that already.")
    return changes


def differences(before: State, after: State, shown: State) -> Iterator[str]:
    """What comes out differently, a sentence for each motion, issue and choice that is ``shown``."""
    for key in (key for key in before.motions if key in shown.motions):
        motion = before.motions[key]
        other = after.motions.get(key)
        was, now = _outcome(before, motion), "not put" if other is None else _outcome(after, other)
        if was != now:
            yield f"Motion {motion.number}: {was} before, now {now}."
        elif other is not None and other.text != motion.text:
            yield f"Motion {motion.number} reads otherwise."
    for key in (key for key in before.issues if key in shown.issues and key in after.issues):
        was, now = before.issues[key].title, after.issues[key].title
        if was != now:
            yield f"The issue “{was}” is told as “{now}”."
    for key in (key for key in before.choices if key in shown.choices):
        choice = before.choices[key]
        then = after.choices.get(key)
        if then is None or (then.status, then.chosen) != (choice.status, choice.chosen):
            chosen = then.names(then.chosen) if then is not None and then.chosen else "nobody"
            yield f"{choice.title}: {choice.names(choice.chosen) or 'nobody'} before, now {chosen}."


def _outcome(state: State, motion: Motion) -> str:
    status = outcome_words(state, motion)
    result = motion.result
    if result is None or result.for_ is None:
        return status
    return f"{status} ({result.for_} for, {result.against} against, {result.abstain} abstained)"
