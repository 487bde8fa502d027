"""Every past decision of a book counted again under another reading, rule or charter: what would have gone otherwise."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

import msgspec

from boardtui.charter.explain import shown
from boardtui.charter.words import listed, title_of
from boardtui.desk.replay import Replayed
from boardtui.meeting.counting.electorate import Electorate, electorate
from boardtui.meeting.counting.needed import TallyError, needed_of
from boardtui.meeting.counting.readings import recast
from boardtui.meeting.counting.tally import Tally, tally
from boardtui.meeting.entries import Choice
from boardtui.meeting.entries.parts import OpenDecision
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.corrected import text_as_corrected
from boardtui.meeting.record.passages import minuted
from boardtui.meeting.record.record import record_of
from boardtui.meeting.state.check import came_to, holds_for_some
from boardtui.meeting.state.labels import body_title, member_label, partner_label, voter_label
from boardtui.meeting.state.state import Approval, Motion, State
from boardtui.meeting.voting.ballot import casting_vote_allowed, counting_of, question_of, rule_of
from boardtui.meeting.voting.proxy_votes import there_words
from boardtui.meeting.voting.totals import counted_votes, on_voices, totals_of
from boardtui.review.approvals import Counted, approvals, last_known
from boardtui.review.model import Decision, Review
from boardtui.review.past import Past, decisions, decisions_in_public, why_not_taken
from boardtui.review.settings import UnderError
from boardtui.review.under import CannotRecount, OtherReading, OtherSettings, Under, readings_named

NOT_PUBLIC = "part of the meeting was private, and it is not public who was counted"
SILENT = "it was decided by consensus, and who would have voted for it is not recorded"


def review(
    replayed: Replayed, under: Under, register: Mapping[str, str] | None = None, *, public: bool = False
) -> Review:
    """Count every decision of a replayed book again.

    Args:
        replayed: the book.
        under: what it is counted by.
        register: to which body each body reports, as far as that is known.
        public: only as the public knows the decisions, for what may be published.

    Raises:
        UnderError: no rule of the book has that reading, or the book has no such partner.
    """
    title = under.title
    if isinstance(under, OtherReading):
        title = f"{_reading_title(replayed.stretches, under)} ({title})"
    if isinstance(under, OtherSettings):
        _check_partners(replayed.stretches, under)
    records = [record_of(stretch, "public") for stretch in replayed.stretches] if public else []
    ends = [record.now for record in records] if public else [stretch.state for stretch in replayed.stretches]
    final = last_known(ends)
    approved = {given.meeting: given for state in ends for given in state.approved}
    approved_ends = {state.meeting: (state, approved[state.meeting]) for state in ends if state.meeting in approved}
    past_ones = decisions_in_public(records) if public else decisions(replayed.stretches)
    past_ones = (_as_approved(past, approved_ends) for past in past_ones)
    taken = tuple(
        _recounted(past, under, final.get((past.meeting, past.key)), register or {}, public=public)
        for past in past_ones
    )
    body = body_title(ends[-1], replayed.book) if ends else title_of(replayed.book)
    return Review(replayed.book, body, replayed.entries, replayed.head, title, taken)


def _as_approved(past: Past, held: Mapping[str, tuple[State, Approval]]) -> Past:
    """A decision with the words that it has in the approved minutes of its meeting."""
    if past.meeting not in held or past.key not in held[past.meeting][0].motions:
        return past
    state, given = held[past.meeting]
    return past._replace(text=text_as_corrected(minuted(state, past.key), given))


def _check_partners(stretches: Iterable[Stretch], under: OtherSettings) -> None:
    """The partners named in the settings are known to the book."""
    known = {key for stretch in stretches for key in stretch.state.partners}
    for key in (*under.settings.asks.get("partners", ()), *under.settings.asks.get("places", {})):
        if key not in known:
            raise UnderError(f"This book has no partner {shown(key)}; its partners are {', '.join(sorted(known))}.")


def _reading_title(stretches: Iterable[Stretch], under: OtherReading) -> str:
    named = {
        key: reading for stretch in stretches for key, reading in readings_named(stretch.state.charter.rules).items()
    }
    if under.key not in named:
        known = ", ".join(sorted(named)) or "none"
        raise UnderError(
            f"There is no charter, file or reading {under.key!r}; the readings that this book's rules name are {known}."
        )
    return named[under.key].title


def _described(past: Past, *, public: bool) -> Decision:
    """A decision as it was taken."""
    state, motion, taken = past.state, past.motion, past.taken
    rule = rule_of(state, motion) if motion is not None else None
    return Decision(
        meeting=past.meeting,
        title=state.title if past.meeting else "",
        starts=state.starts if past.meeting else "",
        seq=past.seq,
        motion=past.key,
        number=motion.number if motion is not None else "",
        text=past.text,
        rule=rule.key if rule is not None else "",
        clause=rule.clause if rule is not None else "",
        topic=past.topic,
        topic_title=state.charter.topic_title(past.topic),
        confidential=past.confidential,
        declared=motion.result if motion is not None else None,
        needs=_needs(state, motion, public=public) if motion is not None else "",
        counting=counting_of(state, motion) if motion is not None else None,
        some=motion is not None and came_to(state, motion) == "for_some",
        way=taken.way if taken is not None else "meeting",
        date=taken.date if taken is not None else "",
        by=past.held.by if past.held is not None else (),
    )


def _needs(state: State, motion: Motion, *, public: bool) -> str:
    result = motion.result
    if result is None or result.base is None:
        return ""
    there = there_words(state, motion.key, in_person=not public and not motion.electorate.by_proxy)
    return needed_of(counting_of(state, motion), motion.electorate.noun, result.base, result.needed, there)


def _recounted(
    past: Past, under: Under, final: OpenDecision | None, register: Mapping[str, str], *, public: bool
) -> Decision:
    decision, state, motion = _described(past, public=public), past.state, past.motion
    try:
        barred = why_not_taken(state, under.terms(state), past.taken) if past.taken is not None else ""
        if barred:
            return dataclasses.replace(decision, barred=barred)
        if motion is None:
            return dataclasses.replace(decision, problem=_by_whom(decision))
        other, turned = under.turn(state, motion)
        who = electorate(counting_of(other, turned), question_of(other, turned))
    except (CannotRecount, msgspec.ValidationError) as why:
        return dataclasses.replace(decision, problem=str(why))
    # What cannot be counted again is taken to have gone there as it went, which then is uncertain unless nobody voted.
    certain = motion.result is None
    reports = (under.reports_to(state.body), register.get(state.body))
    there = Counted(other, turned, who, {}, motion.status == "carried", certain, *reports, decision.way)
    try:
        if motion.result is None:
            raise CannotRecount(_by_whom(decision))
        if not past.known:
            raise CannotRecount(NOT_PUBLIC)
        decision, there = _counted_again(decision, state, motion, there, public=public)
    except (CannotRecount, TallyError) as why:
        decision = dataclasses.replace(decision, problem=str(why))
    return dataclasses.replace(decision, approvals=approvals(state, motion, final, there))


def _by_whom(decision: Decision) -> str:
    """That nobody voted on an urgent decision."""
    return f"it was taken as urgent by {listed(decision.by)}, and nobody voted on it"


def _counted_again(
    decision: Decision, state: State, motion: Motion, there: Counted, *, public: bool
) -> tuple[Decision, Counted]:
    before, held = motion.electorate, counting_of(state, motion)
    other, turned, who = there.state, there.motion, there.who
    counting = counting_of(other, turned)
    if on_voices(motion) is not None:
        raise CannotRecount("it was decided on the voices, and nothing was counted")
    if totals_of(motion) is not None and (before.unit, before.may_vote) != (who.unit, who.may_vote):
        raise CannotRecount("the votes were counted without names, and others would have voted there")
    votes: dict[str, str] = recast(held, who, question_of(state, motion), counted_votes(motion))
    silent_agree = counting.method == "consensus" and counting.consensus == "no_objection"
    if held.method == "vote" or silent_agree or there.way != "meeting":
        # They were asked and chose not to vote: that is settled, unlike the vote of somebody who never was asked.
        votes.update({key: "not_voting" for key in who.may_vote if key not in votes and _was_asked(key, who, before)})
    count = tally(counting, who, votes)
    if held.method == "consensus" and not silent_agree and not count.settled and there.way == "meeting":
        raise CannotRecount(SILENT)
    casting = motion.result.casting_vote if motion.result else None
    outcome, by_casting = count.outcome, False
    if casting is not None and not casting_vote_allowed(other, turned, count):
        outcome, by_casting = ("carried" if casting == "for" else "not_carried"), True
    open_to = [key for key in who.voters if key in who.may_vote and key not in votes]
    final = tally(counting, who, {**votes, **dict.fromkeys(open_to, "not_voting")})
    not_asked = tuple(key for key in open_to if not _was_asked(key, who, before))
    left_out = _left_out(who, before, motion.votes)
    names = {key: voter_label(state, motion, key) for key in left_out} | {
        key: _name(other, who, key) for key in not_asked
    }
    earlier_decision = dataclasses.replace(
        decision,
        recount=final,
        counting_there=counting,
        needs_there=needed_of(
            counting,
            who.noun,
            final.base,
            final.needed,
            there_words(other, turned.key, in_person=not public and not who.by_proxy),
        ),
        outcome=outcome,
        by_casting_vote=by_casting,
        margin=_margin(count, silent_agree),
        not_asked=not_asked,
        left_out=left_out,
        names=names,
        settled=count.settled,
        some_there=outcome == "not_carried" and bool(final.for_) and holds_for_some(other, turned),
    )
    certain = count.settled or by_casting
    return earlier_decision, dataclasses.replace(there, votes=votes, carried=outcome == "carried", certain=certain)


def _name(state: State, who: Electorate, key: str) -> str:
    """What somebody who votes there is called: a partner, or a member."""
    return partner_label(state, key) if who.unit == "partner" else member_label(state, key)


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
