"""Every past decision of a book counted again under another reading, rule or charter: what would have gone otherwise."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec
from msgspec.structs import replace

from boardtui.meeting.ballot import casting_vote_allowed, counting_of, question_of, rule_of
from boardtui.meeting.electorate import Electorate, electorate
from boardtui.meeting.entries import Choice, ConsensusDeclared, Outcome, ResultDeclared
from boardtui.meeting.parts import OpenDecision
from boardtui.meeting.state import Motion, State
from boardtui.meeting.stretch import Stretch
from boardtui.meeting.tally import Tally, TallyError, recast, tally
from boardtui.replay import Replayed
from boardtui.review.approvals import Approvals, Counted, approvals, last_known
from boardtui.review.under import CannotRecount, OtherReading, Under, UnderError, readings_named

SILENT = "it was decided by consensus, and who would have voted for it is not recorded"


@dataclass(frozen=True)
class Decision:
    """A past decision: as it was declared, and as it would have been.

    ``margin`` is in votes: what the recount has above what it needs, below nought where it falls short; for a consensus
    the objections below nought; None where no number would do. ``not_asked`` were there and would have had a vote that
    nobody asked for; ``left_out`` voted and would have had none. ``settled`` is false where those not asked could turn
    the recount. ``problem`` says why there is no recount. ``approvals``: whose word it would have needed beyond the
    vote; None where the other charter says nothing of it.
    """

    meeting: str
    title: str
    starts: str
    seq: int
    motion: str
    number: str
    text: str
    rule: str
    clause: str
    topic: str | None
    confidential: bool
    declared: ResultDeclared
    recount: Tally | None = None
    outcome: Outcome | None = None
    by_casting_vote: bool = False
    margin: int | None = None
    not_asked: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    settled: bool = True
    problem: str = ""
    approvals: Approvals | None = None

    @property
    def other_way(self) -> bool:
        """Whether it would have gone the other way."""
        return self.outcome is not None and self.outcome != self.declared.outcome


@dataclass(frozen=True)
class Review:
    """A whole book counted again. ``under`` says by what."""

    book: str
    entries: int
    head: str
    under: str
    decisions: tuple[Decision, ...]

    @property
    def recounted(self) -> tuple[Decision, ...]:
        """Those that could be counted again."""
        return tuple(one for one in self.decisions if one.recount is not None)

    @property
    def other_way(self) -> tuple[Decision, ...]:
        """Those that would have gone the other way."""
        return tuple(one for one in self.decisions if one.other_way)

    @property
    def not_recounted(self) -> tuple[Decision, ...]:
        """Those that could not be counted again."""
        return tuple(one for one in self.decisions if one.recount is None)

    @property
    def other_word(self) -> tuple[Decision, ...]:
        """Those that would have needed the word of others than were asked."""
        return tuple(one for one in self.decisions if one.approvals is not None and one.approvals.differs)


def review(found: Replayed, under: Under) -> Review:
    """Count every declared result of a replayed book again.

    Raises:
        UnderError: it is a reading's key and no rule of the book has such a reading.
    """
    title = under.title
    if isinstance(under, OtherReading):
        title = f"{_reading_title(found.stretches, under)} ({title})"
    final = last_known(found.stretches)
    decisions = tuple(
        _recounted(state, motion, seq, under, final.get((state.meeting, motion.key)))
        for stretch in _as_they_stand(found.stretches)
        for seq, state, motion in stretch
    )
    return Review(found.book, found.entries, found.head, title, decisions)


def _reading_title(stretches: Iterable[Stretch], under: OtherReading) -> str:
    named = {key: one for held in stretches for key, one in readings_named(held.state.charter.rules).items()}
    if under.key not in named:
        known = ", ".join(sorted(named)) or "none"
        raise UnderError(
            f"There is no charter, file or reading {under.key!r}; the readings that this book's rules name are {known}."
        )
    return named[under.key].title


def _as_they_stand(stretches: Iterable[Stretch]) -> Iterator[Iterator[tuple[int, State, Motion]]]:
    """For each stretch its decisions: the entry's number, what the book says just after it, and the motion.

    Only entries that still stand are folded, so that what was taken back later is nowhere counted.
    """
    before: State | None = None
    for stretch in stretches:
        yield _decisions(stretch, before)
        before = stretch.state


def _decisions(stretch: Stretch, before: State | None) -> Iterator[tuple[int, State, Motion]]:
    folded = Stretch(stretch.state.book, before)
    for line in stretch.standing():
        state = folded.add(line)
        if isinstance(line.entry, ResultDeclared | ConsensusDeclared):
            motion = state.motions[line.entry.motion]
            # Whether it may be shown is what the meeting says at its end, not at that moment.
            yield line.seq, state, replace(motion, confidential=stretch.state.motions[motion.key].confidential)


def _recounted(state: State, motion: Motion, seq: int, under: Under, final: OpenDecision | None) -> Decision:
    assert motion.result is not None
    rule = rule_of(state, motion)
    decision = Decision(
        meeting=state.meeting,
        title=state.title,
        starts=state.starts,
        seq=seq,
        motion=motion.key,
        number=motion.number,
        text=motion.text,
        rule=rule.key,
        clause=rule.clause,
        topic=motion.topic,
        confidential=motion.confidential,
        declared=motion.result,
    )
    try:
        other, turned = under.turn(state, motion)
        who = electorate(counting_of(other, turned), question_of(other, turned))
    except (CannotRecount, msgspec.ValidationError) as why:
        return dataclasses.replace(decision, problem=str(why))
    # What cannot be counted again is taken to have gone there as it went, which is then said to be uncertain.
    there = Counted(other, turned, who, {}, motion.status == "carried", False, under.reports_to(state.body))
    try:
        decision, there = _counted_again(decision, state, motion, there)
    except (CannotRecount, TallyError) as why:
        decision = dataclasses.replace(decision, problem=str(why))
    return dataclasses.replace(decision, approvals=approvals(state, motion, final, there))


def _counted_again(decision: Decision, state: State, motion: Motion, there: Counted) -> tuple[Decision, Counted]:
    before, held = motion.electorate, counting_of(state, motion)
    other, turned, who = there.state, there.motion, there.who
    counting = counting_of(other, turned)
    votes: dict[str, str] = recast(held, who, question_of(state, motion), motion.votes)
    silent_agree = counting.method == "consensus" and counting.consensus == "no_objection"
    if held.method == "vote" or silent_agree:
        # They were asked and chose not to vote: that is settled, unlike the vote of somebody who never was asked.
        votes.update({key: "not_voting" for key in who.may_vote if key not in votes and _was_asked(key, who, before)})
    count = tally(counting, who, votes)
    if held.method == "consensus" and not silent_agree and not count.settled:
        raise CannotRecount(SILENT)
    casting = motion.result.casting_vote if motion.result else None
    outcome, by_casting = count.outcome, False
    if casting is not None and not casting_vote_allowed(other, turned, count):
        outcome, by_casting = ("carried" if casting == "for" else "not_carried"), True
    open_to = [key for key in who.voters if key in who.may_vote and key not in votes]
    final = tally(counting, who, {**votes, **dict.fromkeys(open_to, "not_voting")})
    found = dataclasses.replace(
        decision,
        recount=final,
        outcome=outcome,
        by_casting_vote=by_casting,
        margin=_margin(count, silent_agree),
        not_asked=tuple(key for key in open_to if not _was_asked(key, who, before)),
        left_out=_left_out(who, before, motion.votes),
        settled=count.settled,
    )
    certain = count.settled or by_casting
    return found, dataclasses.replace(there, votes=votes, carried=outcome == "carried", certain=certain)


def _was_asked(key: str, who: Electorate, before: Electorate) -> bool:
    """Whether a voter of the recount had a vote then, as itself or through those who stand for it."""
    if who.unit == before.unit:
        return key in before.may_vote
    return any(other in before.may_vote for other in _behind(key, who))


def _left_out(who: Electorate, before: Electorate, votes: Mapping[str, Choice]) -> tuple[str, ...]:
    """Those whose vote was cast then and would not have counted now."""
    if who.unit == before.unit:
        return tuple(key for key in before.voters if key in votes and key not in who.may_vote)
    counted = {other for key in who.may_vote for other in _behind(key, who)}
    return tuple(key for key in before.voters if key in votes and key not in counted)


def _behind(key: str, who: Electorate) -> tuple[str, ...]:
    """The members behind a partner, or the partners behind a member."""
    if who.unit == "partner":
        return who.represents[key]
    return tuple(partner for partner, members in who.represents.items() if key in members)


def _margin(count: Tally, no_objection: bool) -> int | None:
    if no_objection:
        return -count.against if count.base else None
    return None if count.needed is None else count.for_ - count.needed
