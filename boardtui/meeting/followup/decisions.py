"""Decisions after they are taken: whose word is asked, what is answered, sent, received, reported and given up."""

from __future__ import annotations

from functools import partial
from typing import Any

from msgspec.structs import replace

from boardtui.charter.rule import Rule
from boardtui.charter.words import bare
from boardtui.meeting.entries import (
    AgreementSought,
    ConsultationStated,
    DecisionAnswered,
    DecisionLapsed,
    DecisionNotified,
    DecisionReceived,
    DecisionReported,
    DecisionSent,
    Notice,
    OpenDecision,
    PartnerResponded,
    PointMet,
    RatificationSought,
    Response,
)
from boardtui.meeting.entries.parts import Asked, Consultation, Point, Sending
from boardtui.meeting.followup.actions import check_date
from boardtui.meeting.followup.awaiting import asked_by, checklist_of, decision, waits
from boardtui.meeting.followup.decision_store import decided, decision_of, keep
from boardtui.meeting.state.check import all_known, became, fresh, known, require, sitting
from boardtui.meeting.state.days import day_of
from boardtui.meeting.state.labels import body_title, partner_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Motion, Stamped, State
from boardtui.meeting.voting.ballot import outcome_of


def seek(state: State, stamped: Stamped) -> State:
    """A decision made subject to the word of others, before or after it is declared; a later entry replaces an earlier."""
    entry = stamped.entry
    assert isinstance(entry, RatificationSought)
    decision = decision_of(state, entry.motion)
    if isinstance(decision, Motion):
        require(
            decision.status in ("open", "carried"),
            f"Motion {decision.number} {became(state, decision)}, so nobody has to approve it.",
        )
    else:
        require(decision.way != "received", "A decision received from another body is answered by a motion.")
    rule = state.charter.rule(decision.rule)
    by_rule = asked_by(state, rule, decision if isinstance(decision, Motion) else None)
    asked = _asked(state, entry, by_rule)
    _check_as_the_rule_says(state, rule, by_rule, entry, asked)
    dropped = [
        response.partner
        for response in decision.responses
        if decision.asked and response.partner in decision.asked.partners
    ]
    for partner in dropped:
        require(
            partner in asked.partners,
            f"{partner_label(state, partner)} has answered already and stays among those asked.",
        )
    checklist = decision.checklist or checklist_of(rule)
    return keep(state, stamped, decision, asked=asked, checklist=checklist)


def _asked(state: State, entry: RatificationSought, by_rule: Asked | None) -> Asked:
    partners = entry.partners or (by_rule.partners if by_rule else ())
    require(bool(partners), "Name the partners that are asked to ratify, approve or sign.")
    named = partial(partner_label, state)
    all_known(partners, state.partners, "partner", named)
    all_known(entry.places, partners, "partner that is asked", named)
    check_date(entry.due)
    places = {**(by_rule.places if by_rule else {}), **entry.places}
    return Asked(
        partners=partners,
        form=entry.form or (by_rule.form if by_rule else "ratification"),
        holds=entry.holds or (by_rule.holds if by_rule else "all"),
        places={key: text for key, text in places.items() if key in partners},
        due=entry.due,
        clause=by_rule.clause if by_rule else "",
        reason=entry.reason,
        said_by=entry.said_by,
    )


def _check_as_the_rule_says(
    state: State, rule: Rule | None, by_rule: Asked | None, entry: RatificationSought, asked: Asked
) -> None:
    """What the memorandum lays down about who is asked, in what form and what then holds, no entry changes."""
    if rule is None or rule.ratification is None:
        return
    clause = rule.ratification.clause or rule.clause
    require(rule.ratification.form != "in_common", "The committees decide in the room itself.", clause)
    assert by_rule is not None
    require(asked.form == by_rule.form, f"This rule requires {by_rule.form}.", clause)
    require(asked.holds == by_rule.holds, "What holds while somebody has not agreed is laid down.", clause)
    if rule.ratification.when == "always":
        left_out = [key for key in by_rule.partners if key not in asked.partners]
        names = ", ".join(partner_label(state, key) for key in left_out)
        require(not left_out, f"These have to be asked as well: {names}.", clause)


def sought(state: State, stamped: Stamped) -> State:
    """A written agreement is begun: a register of signatures that belongs to no meeting."""
    entry = stamped.entry
    assert isinstance(entry, AgreementSought)
    _rules_known(state)
    _fresh(state, entry.motion)
    require(bool(entry.text.strip()), "Say what is to be agreed in writing.")
    check_date(entry.date)
    rule = rule_named(state, entry.rule)
    require(
        rule.signed,
        f"Decisions under “{rule.title or rule.key}” are not agreed by signature.",
        rule.clause,
    )
    by_rule = asked_by(state, rule)
    asked = _asked(state, RatificationSought(entry.motion, entry.partners, due=entry.due), by_rule)
    _check_as_the_rule_says(state, rule, by_rule, RatificationSought(entry.motion), asked)
    made = OpenDecision(
        decision=entry.motion,
        text=entry.text,
        taken=stamped.at,
        taken_on="" if entry.date == day_of(state, stamped.at, since=True) else entry.date,
        way="agreement",
        rule=rule.key,
        clause=rule.clause,
        verb=rule.verb,
        asked=asked,
        checklist=checklist_of(rule),
        confidential=stamped.confidential,
    )
    return replace(state, decisions={**state.decisions, entry.motion: made})


def met(state: State, stamped: Stamped) -> State:
    """A point of the checklist is there, with where it is proved."""
    entry = stamped.entry
    assert isinstance(entry, PointMet)
    decision = decided(state, entry.motion)
    points = list(decision.checklist)
    require(1 <= entry.point <= len(points), f"The checklist has {len(points)} points, and no number {entry.point}.")
    check_date(entry.date)
    require(bool(entry.reference.strip()), "Give the reference that proves it.")
    points[entry.point - 1] = Point(points[entry.point - 1].text, entry.date, entry.reference)
    return keep(state, stamped, decision, checklist=tuple(points))


def notify(state: State, stamped: Stamped, notice: Notice) -> State:
    """A decision sent to partners in writing."""
    entry = stamped.entry
    assert isinstance(entry, DecisionNotified)
    decision = decided(state, entry.motion, "carried", "not_carried")
    notice = replace(notice, confidential=stamped.confidential)
    return keep(state, stamped, decision, guarded=entry.due is not None, notices=(*decision.notices, notice))


def respond(state: State, stamped: Stamped, key: str | None, response: Response) -> State:
    """A partner's answer; a later one replaces an earlier one. A signature says who signed."""
    entry = stamped.entry
    assert isinstance(entry, PartnerResponded)
    decision = decided(state, key, "carried", "not_carried")
    asked = decision.asked
    if asked is not None:
        texts = {partner for notice in decision.notices for partner in notice.partners}
        text = "is not among the partners that are asked to ratify, approve or sign this decision."
        require(
            entry.partner in asked.partners or entry.partner in texts, f"{partner_label(state, entry.partner)} {text}"
        )
        if asked.form == "signature" and entry.accepts:
            require(bool(entry.signatory.strip()), "Name who signed for the partner.", asked.clause)
    response = replace(response, confidential=stamped.confidential)
    others = tuple(old for old in decision.responses if old.partner != response.partner)
    return keep(state, stamped, decision, guarded=asked is not None, responses=(*others, response))


def send(state: State, stamped: Stamped) -> State:
    """A carried decision goes to another body of the partnership."""
    entry = stamped.entry
    assert isinstance(entry, DecisionSent)
    decision = decided(state, entry.motion)
    require(bool(entry.body.strip()) and entry.body != state.body, "Name the other body to which it is sent.")
    waiting = any(sending.body == entry.body and not sending.outcome for sending in decision.sent)
    require(
        not waiting,
        f"It has been sent to the {bare(body_title(state, entry.body))} already, and no answer is recorded.",
    )
    return keep(state, stamped, decision, sent=(*decision.sent, Sending(entry.body, stamped.at)))


def receive(state: State, stamped: Stamped) -> State:
    """What another body decided, taken into this book; a motion answers it."""
    entry = stamped.entry
    assert isinstance(entry, DecisionReceived)
    _fresh(state, entry.motion)
    before = entry.history
    require(bool(before.text.strip()), "The decision received has no words.")
    made = OpenDecision(
        decision=entry.motion,
        text=before.text,
        number=before.number,
        meeting=before.meeting,
        taken=before.taken,
        taken_on=before.taken_on,
        way="received",
        clause=before.clause,
        verb=before.verb,
        figures=before.figures,
        from_book=entry.from_book,
        from_hash=entry.from_hash,
        confidential=stamped.confidential or before.confidential,
    )
    return replace(state, decisions={**state.decisions, entry.motion: made})


def answer(state: State, stamped: Stamped) -> State:
    """What the other body's book says that it decided."""
    entry = stamped.entry
    assert isinstance(entry, DecisionAnswered)
    decision = decided(state, entry.motion)
    place = next(
        (n for n, sending in enumerate(decision.sent) if sending.body == entry.body and not sending.outcome), None
    )
    if place is None:
        raise Refused(f"No answer of the {bare(body_title(state, entry.body[:70]))} on this decision is awaited.")
    check_date(entry.date)
    sent = list(decision.sent)
    sent[place] = replace(
        sent[place], outcome=entry.outcome, text=entry.text, date=entry.date, from_hash=entry.from_hash
    )
    return keep(state, stamped, decision, sent=tuple(sent))


def consult(state: State, stamped: Stamped) -> State:
    """What is known of a statutory consultation on a decision, before it is declared or after."""
    entry = stamped.entry
    assert isinstance(entry, ConsultationStated)
    decision = decision_of(state, entry.motion)
    if isinstance(decision, Motion):
        require(
            decision.status in ("open", "carried"),
            f"Motion {decision.number} {became(state, decision)}; nothing follows from it.",
        )
    if entry.status == "done":
        require(bool(entry.reference.strip()), "Give the reference of the consultation that has been done.")
    return keep(state, stamped, decision, consultation=Consultation(entry.status, entry.reference))


def report(state: State, stamped: Stamped) -> State:
    """A decision taken between meetings is put before one."""
    entry = stamped.entry
    assert isinstance(entry, DecisionReported)
    sitting(state)
    decision = decision_of(state, entry.motion)
    require(isinstance(decision, OpenDecision) and decision.report == "due", "This decision need not be reported.")
    if entry.item is not None:
        known(entry.item, state.items, "agenda item")
    return keep(state, stamped, decision, report=entry.how, reported=entry.text)


def lapse(state: State, stamped: Stamped) -> State:
    """Nothing more is waited for. What has to be reported is reported all the same."""
    entry = stamped.entry
    assert isinstance(entry, DecisionLapsed)
    open_decision = decision(state, entry.motion)
    known(entry.motion, {entry.motion} if open_decision else (), "decision")
    assert open_decision is not None
    require(open_decision.report != "due", "It must first be reported to a meeting.")
    require(bool(waits(open_decision)), "This decision awaits nothing.")
    require(bool(entry.reason.strip()), "Say why no answer is awaited any longer.")
    return keep(state, stamped, decision_of(state, entry.motion), lapsed=entry.reason)


def as_declared(state: State, motion: Motion) -> dict[str, Any]:
    """What a motion just carried asks of others by its rule, where it was not said before."""
    rule = state.charter.rule(motion.rule)
    if rule is None or rule.ratification is None or motion.as_amended is not None:
        return {}  # an amendment only changes the words of a motion, which is asked about once it carries
    changes: dict[str, Any] = {"checklist": motion.checklist or checklist_of(rule)} if motion.asked else {}
    if motion.asked is None and rule.ratification.when == "always":
        asked = asked_by(state, rule, motion)
        if asked is not None and asked.partners:
            changes = {"asked": asked, "checklist": checklist_of(rule)}
    return changes


def answered_by(state: State, motion: Motion) -> State:
    """Note on a decision received what the motion that answers it came to."""
    open_decision = state.decisions.get(motion.answers or "")
    if open_decision is None or motion.status not in ("carried", "not_carried"):
        return state
    answered = replace(
        open_decision,
        answered=outcome_of(state, motion),
        reported=motion.key,
        confidential=open_decision.confidential or motion.confidential,
    )
    return replace(state, decisions={**state.decisions, open_decision.decision: answered})


def rule_named(state: State, name: str) -> Rule:
    """The body's rule of that key or clause."""
    rule = state.charter.rule(name)
    names = ", ".join(rule.key for rule in state.charter.rules)
    require(rule is not None, f"This body has no rule {name[:40]!r}; it has: {names or 'none'}.")
    assert rule is not None
    return rule


def _fresh(state: State, key: str) -> None:
    fresh(key, state.motions, "motion")
    fresh(key, state.decisions, "decision")


def _rules_known(state: State) -> None:
    require(state.phase != "none", "No meeting has been convened in this book yet, so that its rules are not known.")
