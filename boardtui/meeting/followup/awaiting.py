"""What a decision still waits for, and what came of it once those asked have answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from boardtui.charter.rule import Ratification, Rule
from boardtui.dates import date_words
from boardtui.meeting.counting.tally import tally
from boardtui.meeting.entries.base import Choice
from boardtui.meeting.entries.parts import Asked, OpenDecision, Point, Response
from boardtui.meeting.state.days import day_apart, day_of
from boardtui.meeting.state.state import PUBLIC_APART, Motion, Record, State
from boardtui.meeting.voting.ballot import counting_of, declared_words, gives_result
from boardtui.meeting.voting.totals import counted_votes

Kind = Literal["answer", "notice", "point", "body", "consultation", "report", "reply"]
Effect = Literal["none", "waits", "in_effect", "not_in_effect", "in_part", "lapsed"]


class Wait(Record, frozen=True):
    """One thing that a decision waits for: of what kind, of whom (a partner, a body, a point), and by when."""

    kind: Kind
    who: str
    due: str | None = None


def decision_of(state: State, motion: Motion) -> OpenDecision:
    """A motion that has been decided, as a decision that later meetings can be told of."""
    rule = state.charter.rule(motion.rule)
    return OpenDecision(
        decision=motion.key,
        text=motion.text,
        number=motion.number,
        meeting=state.meeting,
        taken=motion.declared_at,
        taken_on=day_apart(state, motion.declared_at),
        rule=motion.rule,
        clause=rule.clause if rule else "",
        verb=rule.verb if rule else "",
        figures=_figures(state, motion),
        asked=motion.asked,
        notices=motion.notices,
        responses=motion.responses,
        checklist=motion.checklist,
        sent=motion.sent,
        consultation=motion.consultation,
        lapsed=motion.lapsed,
        news=motion.news,
        issue=motion.issue,
        confidential=motion.confidential
        or _item_hidden(state, motion.item)
        or any(notice.confidential for notice in motion.notices)
        or any(response.confidential for response in motion.responses),
    )


def number_of(state: State, held: OpenDecision, say: Callable[[str], str] = date_words) -> str:
    """The number of a decided motion; with the day of its meeting where that is another, whose numbers are the same."""
    day = say(held.taken_on or day_of(state, held.taken, since=True)) if held.taken else held.meeting
    return f"{held.number or held.decision}{'' if held.meeting == state.meeting else f' of {day}'}"


def figures_of(state: State, held: OpenDecision) -> str:
    """The count of a decision for whoever the state is folded for: also one that is left out where it is carried over."""
    motion = state.motions.get(held.decision)
    if motion is None or motion.tally is None:
        return held.figures
    return declared_words(state, motion, whole=gives_result(state, motion))


def _figures(state: State, motion: Motion) -> str:
    """The count as later entries have it, which are public where the motion is.

    A consensus after a private part has none that is public: an interest declared in private may have kept somebody out.
    """
    return "" if motion.uncounted and not motion.confidential else _counted(state, motion)


def _counted(state: State, motion: Motion) -> str:
    """The count in words; whoever had not voted when it was declared, did not vote.

    Older books carry it with who withdrew and was represented; since then that is told where it is public.
    """
    if motion.tally is None or motion.result is None:
        return ""
    if state.vocabulary >= PUBLIC_APART or not gives_result(state, motion):
        return declared_words(state, motion, whole=False)
    silent: dict[str, Choice] = dict.fromkeys(motion.electorate.may_vote, "not_voting")
    return tally(counting_of(state, motion), motion.electorate, {**silent, **counted_votes(motion)}).words


def decisions(state: State) -> Iterator[OpenDecision]:
    """Every decision that stands in this stretch of the book: carried over, taken between meetings, carried here."""
    yield from state.decisions.values()
    for motion in state.motions.values():
        if is_decision(motion):
            yield decision_of(state, motion)


def is_decision(motion: Motion) -> bool:
    """Whether it has carried and decides something of its own: an amendment only changes the words of the motion it amends.

    One without the whole text as amended is of an older meeting, where it was decided as a motion beside the other.
    """
    return motion.status == "carried" and (motion.amends is None or motion.as_amended is None)


def decision(state: State, key: str) -> OpenDecision | None:
    """The decision of that key, or None."""
    if key in state.decisions:
        return state.decisions[key]
    motion = state.motions.get(key)
    return decision_of(state, motion) if motion is not None and is_decision(motion) else None


def waits(held: OpenDecision) -> tuple[Wait, ...]:
    """Everything that it waits for, in the order in which it is told; nothing once it has lapsed."""
    return () if held.lapsed else tuple(_waits(held))


def _waits(held: OpenDecision) -> Iterator[Wait]:
    if held.way == "received" and not held.answered:
        yield Wait("reply", held.from_book)
    if held.report == "due":
        yield Wait("report", "")
    for partner in unanswered(held):
        yield Wait("answer", partner, due_of(held, partner))
    for partner in unanswered_notice(held):
        yield Wait("notice", partner, due_of(held, partner))
    for point in held.checklist:
        if not point.date:
            yield Wait("point", point.text)
    for sending in held.sent:
        if not sending.outcome:
            yield Wait("body", sending.body)
    if held.consultation is not None and held.consultation.status in ("to_settle", "needed"):
        yield Wait("consultation", "")


def overdue(held: OpenDecision, today: str) -> list[Wait]:
    """What it waits for although the day for it (YYYY-MM-DD) is past."""
    return [wait for wait in waits(held) if wait.due is not None and wait.due < today]


def response_of(held: OpenDecision, partner: str) -> Response | None:
    """What a partner answered, or None."""
    return next((response for response in held.responses if response.partner == partner), None)


def unanswered(held: OpenDecision) -> list[str]:
    """The partners whose word was asked and is missing."""
    answered = {response.partner for response in held.responses}
    return [partner for partner in (held.asked.partners if held.asked else ()) if partner not in answered]


def unanswered_notice(held: OpenDecision) -> list[str]:
    """The partners that a notice asked for an answer, who are not asked anyway and have not answered."""
    done = {response.partner for response in held.responses} | set(held.asked.partners if held.asked else ())
    asked = dict.fromkeys(partner for notice in held.notices if notice.due for partner in notice.partners)
    return [partner for partner in asked if partner not in done]


def due_of(held: OpenDecision, partner: str) -> str | None:
    """By when the partner is to answer: as the last notice to it says, else as it was asked."""
    for notice in reversed(held.notices):
        if notice.due and partner in notice.partners:
            return notice.due
    return held.asked.due if held.asked and partner in held.asked.partners else None


def said(held: OpenDecision, accepts: bool) -> list[str]:
    """The partners asked who said yes, or no."""
    asked = set(held.asked.partners if held.asked else ())
    return [
        response.partner for response in held.responses if response.accepts is accepts and response.partner in asked
    ]


def effect(held: OpenDecision) -> Effect:
    """What came of it: one no keeps it from taking effect where all must agree, otherwise it holds for each that does."""
    if held.lapsed:
        return "in_part" if stays_with(held) else "lapsed"
    if held.report == "not_ratified":
        return "not_in_effect"
    if held.asked is None and not held.checklist:
        return "none"
    yes, no, missing = said(held, True), said(held, False), unanswered(held)
    unmet = [point for point in held.checklist if not point.date]
    if held.asked is not None and held.asked.holds == "each":
        if missing or unmet:
            return "waits"
        return "in_effect" if not no else "in_part" if yes else "not_in_effect"
    if no:
        return "not_in_effect"
    return "waits" if missing or unmet else "in_effect"


def stays_with(held: OpenDecision) -> list[str]:
    """The partners for which a decision holds that is not pursued any further: those that had agreed, each for itself."""
    return said(held, True) if held.lapsed and held.asked is not None and held.asked.holds == "each" else []


def asked_by(state: State, rule: Rule | None, motion: Motion | None = None) -> Asked | None:
    """Whom a rule asks about its decisions, or about this motion; None where it asks nobody."""
    ratification = rule.ratification if rule is not None else None
    if rule is None or ratification is None or ratification.form == "in_common":
        return None
    partners = _whom(state, ratification, motion)
    places = {
        key: ratification.places.get(key, ratification.where)
        for key in partners
        if ratification.places.get(key, ratification.where)
    }
    return Asked(
        partners=partners,
        form=ratification.form,
        holds=ratification.holds,
        places=places,
        clause=ratification.clause or rule.clause,
    )


def checklist_of(rule: Rule | None) -> tuple[Point, ...]:
    """What the rule wants to be there before a decision takes effect."""
    return tuple(Point(text) for text in rule.ratification.checklist) if rule and rule.ratification else ()


def _whom(state: State, held: Ratification, motion: Motion | None) -> tuple[str, ...]:
    if held.who == "named":
        return tuple(key for key in held.partners if key in state.partners)
    if held.who == "all":
        return tuple(state.partners)
    seated = {partner for member in state.members.values() if not member.vacant for partner in member.partners}
    if held.who == "electorate" and motion is not None:
        voters = set(motion.electorate.voters)
        if motion.electorate.unit == "partner":
            return tuple(key for key in state.partners if key in voters)
        speaking = {key for key in seated if not voters.isdisjoint(motion.electorate.represents.get(key, ()))}
        return tuple(key for key in state.partners if key in speaking)
    return tuple(key for key in state.partners if key in seated)


def handed_on(state: State) -> tuple[OpenDecision, ...]:
    """The decisions that the next meeting must carry: those that wait, and those of which it is to be told."""
    carried = (motion for motion in state.motions.values() if motion.status == "carried" and is_followed(motion))
    open_decisions = (*state.decisions.values(), *(decision_of(state, motion) for motion in carried))
    return tuple(open_decision for open_decision in open_decisions if open_decision.news or waits(open_decision))


def taken_before(state: State, held: OpenDecision) -> bool:
    """Whether a decision was not taken on a later day than the meeting's, which one entered afterwards is handed too.

    Under vocabulary 1 and 2 decisions were dated by their recording, so there none is left out.
    """
    day = state.starts[:10]
    return state.vocabulary < PUBLIC_APART or not day or taken_day(held) <= day


def taken_day(held: OpenDecision) -> str:
    """The day on which a decision was taken."""
    return held.taken_on or held.taken[:10]


def is_followed(motion: Motion) -> bool:
    """Whether anything is known of a carried motion that could be waited for; of most there is nothing."""
    return bool(motion.asked or motion.notices or motion.checklist or motion.sent or motion.consultation or motion.news)


def concurring(state: State, motion: Motion) -> tuple[list[str], list[str]]:
    """Committees in common: the voters that concurred, and those that did not, in the order of the electorate."""
    voters = motion.electorate.voters
    return (
        [key for key in voters if motion.votes.get(key) == "for"],
        [key for key in voters if motion.votes.get(key) != "for"],
    )


def _item_hidden(state: State, key: str) -> bool:
    item = state.items.get(key)
    return item is not None and item.agenda.confidential
