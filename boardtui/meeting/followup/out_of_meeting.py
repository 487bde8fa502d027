"""Decisions without a meeting: urgent ones by those whom the terms of reference name, and those taken in writing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from msgspec.structs import replace

from boardtui.charter.check_terms import has_role
from boardtui.charter.terms_of_reference import Terms
from boardtui.meeting.counting.electorate import Question, electorate
from boardtui.meeting.counting.tally import Tally, tally
from boardtui.meeting.entries import Choice, DecisionTaken, OpenDecision
from boardtui.meeting.followup.actions import check_date
from boardtui.meeting.followup.awaiting import asked_by, checklist_of
from boardtui.meeting.followup.decisions import rule_named
from boardtui.meeting.state.check import all_known, fresh, known, require
from boardtui.meeting.state.days import day_of
from boardtui.meeting.state.labels import holder_name, member_label, partner_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import PUBLIC_APART, Stamped, State
from boardtui.meeting.voting.ballot import only_for
from boardtui.meeting.voting.rulings import counting

WAYS = {"urgent": "an urgent decision", "written": "a decision in writing"}
WHERE = "the terms of reference of the body in the setup, or a file given to boardtui init --tor"


def take(state: State, stamped: Stamped) -> State:
    """A decision between meetings; it stands at once, and the next meeting has to be told of it."""
    entry = stamped.entry
    assert isinstance(entry, DecisionTaken)
    reason = why_not(state, entry.way)
    if reason:
        raise Refused(reason, state.charter.terms.source_of(entry.way))
    fresh(entry.motion, state.motions, "motion")
    fresh(entry.motion, state.decisions, "decision")
    require(bool(entry.text.strip()), "Say what was decided.")
    check_date(entry.date)
    all_known(entry.by, state.members, "member", partial(member_label, state))
    rule = rule_named(state, entry.rule) if entry.rule or entry.way == "written" else None
    if entry.topic is not None:
        known(entry.topic, state.charter.matrix, "topic")
    figures = ""
    if entry.way == "urgent":
        _check_urgent(state, entry)
    else:
        figures = _in_writing(state, entry).words
    always = rule is not None and rule.ratification is not None and rule.ratification.when == "always"
    open_decision = OpenDecision(
        decision=entry.motion,
        text=entry.text,
        taken=stamped.at,
        taken_on="" if entry.date == day_of(state, stamped.at, since=True) else entry.date,
        way=entry.way,
        rule=rule.key if rule else "",
        clause=rule.clause if rule else "",
        verb=rule.verb if rule else "",
        figures=figures,
        by=tuple(_signed(state, key) for key in entry.by),
        reason=entry.reason,
        asked=asked_by(state, rule) if always else None,
        checklist=checklist_of(rule) if always else (),
        report="due",
        confidential=stamped.confidential,
    )
    return replace(state, decisions={**state.decisions, entry.motion: open_decision})


def why_not(state: State, way: str) -> str:
    """Why no decision can be taken in that way now, in one sentence; empty where it can."""
    if state.phase == "none":
        return "No meeting has been convened in this book yet, so that its rules are not known."
    if state.phase in ("open", "adjourned"):
        return "A meeting is under way; put a motion to it."
    allowed = getattr(state.charter.terms, way)
    what = WAYS[way].split(" ", 1)[1]
    if allowed is None:
        return f"Whether {WAYS[way]} may be taken is not defined for this body. It is defined in {WHERE}."
    if allowed != "allowed":
        return f"The terms of reference do not allow {what.replace('decision', 'decisions')}."
    return ""


def written_tally(state: State, entry: DecisionTaken) -> Tally:
    """The count of answers in writing: everybody who holds a seat is asked, and counts as taking part."""
    rule = rule_named(state, entry.rule)
    how = counting(state, None, rule)
    return tally(how, electorate(how, question_in_writing(state, entry)), entry.votes)


def question_in_writing(state: State, entry: DecisionTaken) -> Question:
    """What is asked in writing: everybody who holds a seat counts as there."""
    return Question(
        partners=tuple(state.partners.values()),
        members=tuple(state.members.values()),
        matrix=state.charter.matrix,
        overrides=state.overrides,
        topic=entry.topic,
        present=frozenset(key for key, member in state.members.items() if not member.vacant),
    )


def _in_writing(state: State, entry: DecisionTaken) -> Tally:
    rule = rule_named(state, entry.rule)
    if rule.topics is not None:
        require(entry.topic in rule.topics, only_for(state, rule), rule.clause)
    how = counting(state, None, rule)
    who = electorate(how, question_in_writing(state, entry))
    named = partial(partner_label if who.unit == "partner" else member_label, state)
    all_known(entry.votes, who.may_vote, f"{who.noun} that is asked", named)
    require(bool(entry.votes), "Record who answered in writing, and how.")
    silent: dict[str, Choice] = dict.fromkeys(who.may_vote, "not_voting")
    count = tally(how, who, {**silent, **entry.votes})  # nobody is still to answer once it is taken
    require(count.outcome == "carried", f"The answers in writing do not carry it: {count.words}", rule.clause)
    return count


def _check_urgent(state: State, entry: DecisionTaken) -> None:
    terms = state.charter.terms
    require(bool(entry.reason.strip()), "Say why it could not wait for a meeting.", terms.source_of("urgent"))
    require(bool(entry.by), "Name who decided.", terms.source_of("urgent"))
    for role in roles_lacking(state, terms, entry.by):
        raise Refused(f"The terms of reference want it decided by one who is {role}.", terms.source_of("urgent"))


def roles_lacking(state: State, terms: Terms, by: Iterable[str]) -> list[str]:
    """Those whom the terms of reference want among the members who take an urgent decision, and who are not."""
    keys = list(by)
    seats = [state.members[key].seat for key in keys]
    texts = {"chair"} if state.chair in keys else set()
    return [
        role
        for role in terms.urgent_by or ()
        if role.strip().lower() not in texts and not any(has_role(seat, role) for seat in seats)
    ]


def _signed(state: State, key: str) -> str:
    member = state.members[key]
    if not member.seat or not member.name:
        return member_label(state, key)
    # Older books named the seat twice where two people have one name, and carry it so.
    name = holder_name(state, key) if state.vocabulary >= PUBLIC_APART else member_label(state, key)
    return f"{name} ({member.seat})"
