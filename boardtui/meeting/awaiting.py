"""What a decision still waits for, and what came of it once those asked have answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from boardtui.charter.model import Ratification, Rule
from boardtui.charter.words import listed
from boardtui.meeting.parts import Asked, OpenDecision, Point, Response
from boardtui.meeting.state import Motion, Record, State, voter_label

Kind = Literal["answer", "notice", "point", "body", "consultation", "report", "reply"]
Effect = Literal["none", "waits", "in_effect", "not_in_effect", "in_part", "lapsed"]

DONE = {
    "ratification": "ratified",
    "approval": "approved",
    "signature": "signed",
    "support": "supported",
    "in_common": "concurred",
}
NOT_DONE = {
    "ratification": "not ratified",
    "approval": "not approved",
    "signature": "refused to sign",
    "support": "not supported",
    "in_common": "did not concur",
}
NOUN = {
    "ratification": "ratification",
    "approval": "approval",
    "signature": "signature",
    "support": "support",
    "in_common": "concurrence",
}


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
        rule=motion.rule,
        clause=rule.clause if rule else "",
        verb=rule.verb if rule else "",
        figures=motion.tally.words if motion.tally else "",
        asked=motion.asked,
        notices=motion.notices,
        responses=motion.responses,
        checklist=motion.checklist,
        sent=motion.sent,
        consultation=motion.consultation,
        lapsed=motion.lapsed,
        news=motion.news,
        confidential=motion.confidential or _item_hidden(state, motion.item),
    )


def decisions(state: State) -> Iterator[OpenDecision]:
    """Every decision that stands in this stretch of the book: carried over, taken between meetings, carried here."""
    yield from state.decisions.values()
    for motion in state.motions.values():
        if motion.status == "carried":
            yield decision_of(state, motion)


def decision(state: State, key: str) -> OpenDecision | None:
    """The decision of that key, or None."""
    if key in state.decisions:
        return state.decisions[key]
    motion = state.motions.get(key)
    return decision_of(state, motion) if motion is not None and motion.status == "carried" else None


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


def waiting_decisions(state: State) -> list[OpenDecision]:
    """The decisions that wait for somebody or something, in the order in which they were taken."""
    return [held for held in decisions(state) if waits(held)]


def overdue(held: OpenDecision, today: str) -> list[Wait]:
    """What it waits for although the day for it (YYYY-MM-DD) is past."""
    return [wait for wait in waits(held) if wait.due is not None and wait.due < today]


def response_of(held: OpenDecision, partner: str) -> Response | None:
    """What a partner answered, or None."""
    return next((one for one in held.responses if one.partner == partner), None)


def unanswered(held: OpenDecision) -> list[str]:
    """The partners whose word was asked and is missing."""
    answered = {one.partner for one in held.responses}
    return [partner for partner in (held.asked.partners if held.asked else ()) if partner not in answered]


def unanswered_notice(held: OpenDecision) -> list[str]:
    """The partners that a notice asked for an answer, who are not asked anyway and have not answered."""
    done = {one.partner for one in held.responses} | set(held.asked.partners if held.asked else ())
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
    return [one.partner for one in held.responses if one.accepts is accepts and one.partner in asked]


def effect(held: OpenDecision) -> Effect:
    """What came of it: one no keeps it from taking effect where all must agree, otherwise it holds for each that does."""
    if held.lapsed:
        return "lapsed"
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


def effect_words(state: State, held: OpenDecision) -> str:
    """What came of it so far, in one sentence; empty where nobody's word was asked."""
    now = effect(held)
    if now == "lapsed":
        return f"Not pursued: {held.lapsed.rstrip('.')}."
    if now == "not_in_effect" and held.report == "not_ratified":
        return "Not in effect: the meeting did not ratify it."
    if now == "none" or (held.asked is None and not held.checklist):
        return ""
    names = {key: voter_label(state, key) for key in (held.asked.partners if held.asked else ())}
    yes, no = [names[key] for key in said(held, True)], [names[key] for key in said(held, False)]
    missing = [names[key] for key in unanswered(held)]
    unmet = [point.text for point in held.checklist if not point.date]
    form = held.asked.form if held.asked else "approval"
    open_words = _still_open(form, missing, unmet, len(names))
    if held.asked is not None and held.asked.holds == "each":
        return _each(form, yes, no, open_words)
    if no:
        return f"Does not take effect: {NOT_DONE[form]} by {listed(no)}, and all must.{_also(open_words)}"
    if open_words:
        return f"Not in effect: {open_words}."
    return (
        f"In effect since {last_day(held)}: {DONE[form]} by {'all ' + str(len(yes)) if len(yes) > 1 else listed(yes)}."
    )


def _each(form: str, yes: list[str], no: list[str], open_words: str) -> str:
    parts = [f"Holds for {listed(yes, 'nobody')}"]
    if no:
        parts.append(f"{NOT_DONE[form]} by {listed(no)}")
    if open_words:
        parts.append(open_words)
    return "; ".join(parts) + "."


def _still_open(form: str, missing: list[str], unmet: list[str], asked: int) -> str:
    parts = []
    if missing:
        who = "all" if len(missing) == asked and asked > 1 else listed(missing)
        parts.append(f"{NOUN[form]} of {who if who != 'all' else f'all {asked}'} missing")
    if unmet:
        parts.append(f"to be shown: {listed(unmet)}")
    return "; ".join(parts)


def _also(open_words: str) -> str:
    return f" Still open: {open_words}." if open_words else ""


def last_day(held: OpenDecision) -> str:
    """The day of the last answer or point, as written (YYYY-MM-DD)."""
    days = [one.date for one in held.responses] + [point.date for point in held.checklist]
    return max(days, default="")


def subject_to(state: State, asked: Asked) -> str:
    """The words that follow a decision: "subject to ratification by the Governing Body of ..."."""
    names = [placed(state, asked, partner) for partner in asked.partners]
    by = listed(names) if len(names) <= 4 else f"{len(names)} partners"
    return f"subject to {NOUN[asked.form]} by {by}" if names else f"subject to {NOUN[asked.form]}"


def placed(state: State, asked: Asked, partner: str) -> str:
    """A partner with the place in it that answers: "Cabinet of Doncaster Council"."""
    place = asked.places.get(partner, "")
    name = voter_label(state, partner)
    return f"{place} of {name}" if place else name


def asked_by(state: State, rule: Rule | None, motion: Motion | None = None) -> Asked | None:
    """Whom a rule asks about its decisions, or about this motion; None where it asks nobody."""
    held = rule.ratification if rule is not None else None
    if rule is None or held is None or held.form == "in_common":
        return None
    partners = _whom(state, held, motion)
    places = {key: held.places.get(key, held.where) for key in partners if held.places.get(key, held.where)}
    return Asked(partners=partners, form=held.form, holds=held.holds, places=places, clause=held.clause or rule.clause)


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
    return tuple(held for held in decisions(state) if held.news or waits(held))


def concurring(state: State, motion: Motion) -> tuple[list[str], list[str]]:
    """Committees in common: the voters that concurred, and those that did not, in the order of the electorate."""
    voters = motion.electorate.voters
    return (
        [key for key in voters if motion.votes.get(key) == "for"],
        [key for key in voters if motion.votes.get(key) != "for"],
    )


def in_common(state: State, motion: Motion) -> Ratification | None:
    """What the rule says of committees that each decide for their own organisation; None for any other rule."""
    rule = state.charter.rule(motion.rule)
    held = rule.ratification if rule else None
    return held if held is not None and held.form == "in_common" else None


def wait_words(state: State, wait: Wait) -> str:
    """One thing that is waited for, in a few words."""
    match wait.kind:
        case "answer" | "notice":
            return voter_label(state, wait.who)
        case "body":
            return f"the answer of {wait.who}"
        case "reply":
            return f"an answer to {wait.who}"
        case "report":
            return "to be reported to a meeting"
        case "consultation":
            return "statutory consultation"
        case "point":
            return wait.who


def named(state: State, held: OpenDecision) -> str:
    """How a decision is called: its motion's number and meeting, or the way in which it was taken."""
    if held.way == "meeting":
        where = "" if held.meeting == state.meeting else f" of {held.meeting}"
        return f"{held.number or held.decision}{where}"
    return {
        "urgent": "urgent decision",
        "written": "decision in writing",
        "agreement": "written agreement",
        "received": f"received from {held.from_book}",
    }[held.way]


def _item_hidden(state: State, key: str) -> bool:
    item = state.items.get(key)
    return item is not None and item.agenda.confidential
