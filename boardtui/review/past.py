"""Every decision of a book as it was taken: by a motion at a meeting, or urgently or in writing between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from boardtui.charter.terms_of_reference import Terms
from boardtui.dates import by_day
from boardtui.meeting.entries import ConsensusDeclared, DecisionTaken, MotionPut, ResultDeclared
from boardtui.meeting.entries.parts import OpenDecision
from boardtui.meeting.fold.fold import accept
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.followup.out_of_meeting import roles_lacking
from boardtui.meeting.record.record import Record
from boardtui.meeting.state.append_log import Log
from boardtui.meeting.state.state import Motion, Presence, Stamped, State
from boardtui.meeting.voting.ballot import electorate_of, gives_result

_PLURAL = {"urgent": "urgent decisions", "written": "decisions in writing"}


class Past(NamedTuple):
    """A decision: the entry's number, what the book says just after it, and the motion, with its result if it has one.

    ``taken`` and ``held`` are what was entered and is held of one between meetings; its motion is what its rule makes
    of it, None where it names no rule. ``known``: all that it was counted from is known.
    """

    seq: int
    state: State
    key: str
    text: str
    topic: str | None
    motion: Motion | None
    confidential: bool
    taken: DecisionTaken | None = None
    held: OpenDecision | None = None
    known: bool = True

    @property
    def meeting(self) -> str:
        """The meeting that took it; empty for one between meetings."""
        return self.state.meeting if self.taken is None else ""


def decisions_in_public(records: Iterable[Record]) -> Iterator[Past]:
    """The decisions of a book as the public knows them, by the days of their meetings."""
    for record in by_day(records, lambda record: record.now.starts):
        for line in sorted((*record.lines, *record.since), key=lambda line: line.seq):
            state, entry = record.after[line.seq], line.entry
            if isinstance(entry, ResultDeclared | ConsensusDeclared) and entry.motion in state.motions:
                motion = state.motions[entry.motion]
                known = record.sure_of(line) and gives_result(state, motion)
                yield Past(line.seq, state, motion.key, motion.text, motion.topic, motion, False, known=known)
            elif isinstance(entry, DecisionTaken) and entry.motion in state.decisions:
                yield _between(state, line, entry, False)


def decisions(stretches: Iterable[Stretch]) -> Iterator[Past]:
    """The decisions of a book, by the days of their meetings.

    Only entries that still stand are folded, as they read now, so that what was taken back later is nowhere counted.
    """
    for stretch in by_day(stretches, lambda stretch: stretch.state.starts):
        state, lines = stretch.standing_from(stretch.lines[0].seq)
        for line in lines:
            state = accept(state, line)
            # Whether it may be shown is what the meeting says at its end, not at that moment.
            if isinstance(line.entry, ResultDeclared | ConsensusDeclared):
                motion = state.motions[line.entry.motion]
                hidden = stretch.state.motions[motion.key].confidential
                motion = replace(motion, confidential=hidden)
                yield Past(line.seq, state, motion.key, motion.text, motion.topic, motion, hidden)
            elif isinstance(line.entry, DecisionTaken):
                hidden = stretch.state.decisions[line.entry.motion].confidential
                yield _between(state, line, line.entry, hidden)


def why_not_taken(state: State, terms: Terms, entry: DecisionTaken) -> str:
    """Why a decision could not have been taken so between meetings under those terms of reference; empty where it could."""
    source = f" ({terms.source_of(entry.way)})" if terms.source_of(entry.way) else ""
    if getattr(terms, entry.way) != "allowed":
        return f"there no {_PLURAL[entry.way]} may be taken{source}"
    roles = roles_lacking(state, terms, entry.by) if entry.way == "urgent" else []
    return f"there one who is {roles[0]} would have had to take it{source}" if roles else ""


def _between(state: State, line: Stamped, entry: DecisionTaken, confidential: bool) -> Past:
    open_decision = state.decisions[entry.motion]
    past = Past(line.seq, state, entry.motion, entry.text, entry.topic, None, confidential, entry, open_decision)
    # In writing everybody who holds a seat is asked, and counts as there.
    here = {key: Presence("in person", None, line.at) for key, member in state.members.items() if not member.vacant}
    state = replace(state, present=here, interests=Log(), proxies=())
    rule = state.charter.rule(open_decision.rule) if open_decision.rule else None
    if rule is None:
        return past
    put = MotionPut(entry.motion, "", entry.text, rule.key, entry.topic)
    motion = Motion(
        key=entry.motion,
        number="",
        item="",
        text=entry.text,
        rule=rule.key,
        topic=entry.topic,
        affected=None,
        mover=None,
        seconder=None,
        issue=None,
        amends=None,
        follows=None,
        put_at=line.at,
        electorate=electorate_of(state, rule, put),
        status="carried",
        votes=entry.votes,
        declared_at=line.at,
        asked=open_decision.asked,
        checklist=open_decision.checklist,
        confidential=confidential,
    )
    if entry.way == "written":
        motion = replace(motion, result=result_now(state, motion))
    return past._replace(state=state, motion=motion)
