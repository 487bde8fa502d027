"""What a decision waits for and what came of it, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from boardtui.charter.words import bare, counted, listed, started
from boardtui.dates import day_as_written
from boardtui.meeting.counting.outcome import OUTCOME
from boardtui.meeting.entries.parts import Asked, OpenDecision
from boardtui.meeting.followup.awaiting import (
    Wait,
    asked_by,
    concurring,
    decision_of,
    effect,
    number_of,
    said,
    stays_with,
    unanswered,
)
from boardtui.meeting.state.check import in_common
from boardtui.meeting.state.labels import body_title, partner_label, partners_counted, with_article
from boardtui.meeting.state.state import Motion, State

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
DECLINED = {
    "ratification": "did not ratify",
    "approval": "did not approve",
    "signature": "refused to sign",
    "support": "did not support",
    "in_common": "did not concur with",
}
"""What a partner did that said no, with the decision and the date behind it."""
ACCEPTED = ("accepted", "not accepted")
"""What a partner says to a decision that was sent to it and on which nobody's word was asked."""
MOST_NAMED = 4
NO_LONGER = "none awaited"
NOUN = {
    "ratification": "ratification",
    "approval": "approval",
    "signature": "signature",
    "support": "support",
    "in_common": "concurrence",
}
CONSULTATION = {"to_settle": "to be settled", "needed": "needed", "done": "done", "not_needed": "not needed"}


def answer_of(held: OpenDecision | None, accepts: bool) -> str:
    """What an answer says, in the word of what was asked; the decision on an issue asks for no other than to accept it."""
    if held is None or held.asked is None:
        return ACCEPTED[0] if accepts else ACCEPTED[1]
    return (DONE if accepts else NOT_DONE)[held.asked.form]


def effect_words(state: State, held: OpenDecision, say: Callable[[str], str] = day_as_written) -> str:
    """What came of it so far, in one sentence; empty where nobody was asked. ``say`` writes the date."""
    now = effect(held)
    if held.lapsed:
        agreed = [partner_label(state, key) for key in stays_with(held)]
        stays = f" It holds for {listed(agreed)}." if agreed else ""
        return f"Not pursued{' any further' if stays else ''}: {held.lapsed.rstrip('.')}.{stays}"
    if now == "not_in_effect" and held.report == "not_ratified":
        return "Not in effect: the meeting did not ratify it."
    if now == "none" or (held.asked is None and not held.checklist):
        return ""
    names = {key: partner_label(state, key) for key in (held.asked.partners if held.asked else ())}
    yes, no = [names[key] for key in said(held, True)], [names[key] for key in said(held, False)]
    missing = [names[key] for key in unanswered(held)]
    unmet = [point.text for point in held.checklist if not point.date]
    form = held.asked.form if held.asked else "approval"
    open_words = _still_open(
        form, missing, unmet, partners_counted(state, tuple(names)), all_missing=len(missing) == len(names)
    )
    if held.asked is not None and held.asked.holds == "each":
        return _each(form, yes, no, open_words)
    if no:
        return f"Does not take effect: {_not_done(form, no)}, and all must.{_also(open_words)}"
    if open_words:
        return f"Not yet in effect: {open_words}."
    by = {1: yes[0] if yes else "nobody", 2: "both"}.get(len(yes), f"all {len(yes)}")
    return f"In effect since {say(last_day(held))}: {DONE[form]} by {by}."


def _each(form: str, yes: list[str], no: list[str], open_words: str) -> str:
    parts = [f"Holds for {listed(yes)}" if yes else f"Holds for nobody{' yet' if open_words else ''}"]
    if no:
        parts.append(_not_done(form, no))
    if open_words:
        parts.append(open_words)
    return "; ".join(parts) + "."


def answered_words(held: OpenDecision) -> str:
    """What a decision received was answered here, as a phrase; empty where it was not."""
    return f"answered: {OUTCOME.get(held.answered, held.answered)}" if held.answered else ""


def _not_done(form: str, no: list[str]) -> str:
    """Who did not do what was asked."""
    return (
        f"{listed(no)} {NOT_DONE[form]}" if form in ("signature", "in_common") else f"{NOT_DONE[form]} by {listed(no)}"
    )


def _still_open(form: str, missing: list[str], unmet: list[str], asked: str, *, all_missing: bool) -> str:
    """What is still open; ``asked`` is how many were asked, with their noun."""
    parts = []
    if missing:
        if all_missing and len(missing) > 1:
            who = "both" if len(missing) == 2 else f"all {len(missing)}"
        else:
            who = listed(missing) if len(missing) <= MOST_NAMED else f"{len(missing)} of {asked}"
        parts.append(f"awaiting {NOUN[form]} by {who}")
    if unmet:
        parts.append(f"to be shown: {unmet[0] if len(unmet) == 1 else f'{len(unmet)} points of the checklist'}")
    return "; ".join(parts)


def _also(open_words: str) -> str:
    return f" Still open: {open_words}." if open_words else ""


def last_day(held: OpenDecision) -> str:
    """The day of the last answer or point, as written (YYYY-MM-DD)."""
    days = [response.date for response in held.responses] + [point.date for point in held.checklist]
    return max(days, default="")


def asked_by_name(state: State, asked: Asked) -> str:
    """A sentence that names those asked where they are too many to be named in ``subject_to``; empty where they are not."""
    if len(asked.partners) <= MOST_NAMED:
        return ""
    return f"The {partners_counted(state, asked.partners)} are {listed(_answering(state, asked))}."


def answering(state: State, asked: Asked | None, partner: str, *, begins: bool = False) -> str:
    """A partner with the place in it that answers, within a sentence or where one ``begins``: the Cabinet of a council."""
    if asked is None or not asked.places.get(partner):
        return partner_label(state, partner)
    named = with_article(placed(state, asked, partner))
    return started(named) if begins else named


def _answering(state: State, asked: Asked) -> list[str]:
    """Each partner asked, as it answers."""
    return [answering(state, asked, partner) for partner in asked.partners]


def subject_to(state: State, asked: Asked) -> str:
    """The words that follow a decision: "subject to ratification by the Governing Body of ..."."""
    names = _answering(state, asked)
    by = listed(names) if len(names) <= MOST_NAMED else partners_counted(state, asked.partners)
    who = f", as {asked.said_by} said" if asked.said_by else ""
    return f"subject to {NOUN[asked.form]} by {by}{who}" if names else f"subject to {NOUN[asked.form]}{who}"


def asked_words(state: State, held: OpenDecision) -> str:
    """What a decision needs, as the beginning of a sentence: "Subject to ...", "To be signed by ..."; not how it was taken."""
    if held.asked is None:
        return ""
    text = subject_to(state, held.asked)
    if held.way == "agreement":
        return text.replace("subject to signature by", "To be signed by", 1)
    return started(text)


def placed(state: State, asked: Asked, partner: str) -> str:
    """A partner with the place in it that answers: "Cabinet of Doncaster Council"."""
    place = asked.places.get(partner, "")
    name = partner_label(state, partner)
    return f"{place} of {name}" if place else name


def motion_follow_up(state: State, motion: Motion) -> list[str]:
    """What is to be known of a motion beside its count: whose word it needs, consultation, whom it answers."""
    texts = []
    common = in_common(state, motion)
    if common is not None:
        texts.append(common_words(state, motion))
    rule = state.charter.rule(motion.rule)
    always = rule is not None and rule.ratification is not None and rule.ratification.when == "always"
    asked = motion.asked or (asked_by(state, rule, motion) if motion.status == "open" and always else None)
    if asked is not None and motion.status != "not_carried":
        text = effect_words(state, decision_of(state, motion)) if motion.status == "carried" else ""
        subject = subject_to(state, asked)
        texts.append(f"{subject[:1].upper()}{subject[1:]}. {text}".strip())
    if motion.consultation is not None:
        known = CONSULTATION[motion.consultation.status]
        reference = f", {motion.consultation.reference}" if motion.consultation.reference else ""
        texts.append(f"Statutory consultation: {known}{reference}.")
    open_decision = state.decisions.get(motion.answers or "")
    if open_decision is not None:
        texts.append(f"Answers the decision received from the {bare(body_title(state, open_decision.from_book))}.")
    for sending in motion.sent:
        answer = f", which answered: {OUTCOME[sending.outcome]}" if sending.outcome else ""
        texts.append(f"Sent to the {bare(body_title(state, sending.body))}{answer}.")
    return texts


def common_words(state: State, motion: Motion) -> str:
    """Committees in common: who has decided how, and what then holds."""
    yes, no = concurring(state, motion)
    names = [organisation(state, motion, key) for key in yes]
    if motion.status == "open":
        return f"Each decides for its own organisation: {len(yes)} concur{_not_concurring(motion, no)}."
    if not no or motion.status == "carried":
        return "Every committee concurs, each for its own organisation."
    if not yes:
        count = motion.result.for_ if motion.result is not None else 0
        return (
            f"It holds for the {count} that concur, each for its own organisation."
            if count
            else "No committee concurs."
        )
    others = listed([organisation(state, motion, key) for key in no])
    ratification = in_common(state, motion)
    if ratification is not None and ratification.holds == "each":
        return f"It holds for those that concur: {listed(names)}. Not for {others}."
    return f"Not every committee concurs, so it holds for none: not {others}."


def _not_concurring(motion: Motion, voters: list[str]) -> str:
    """How those that do not concur stand while the vote is open, each kind with a comma before it."""
    who = motion.electorate
    stands: Counter[str] = Counter(
        motion.votes.get(key)
        or ("open" if key in who.may_vote else "kept" if key in who.kept or key in who.present else "away")
        for key in voters
    )
    said: dict[str, str] = {
        "against": "against",
        "abstain": "abstained",
        "not_voting": "did not vote",
        "open": "still to decide",
        "kept": "kept from deciding",
        "away": "away",
    }
    return "".join(f", {stands[kind]} {words}" for kind, words in said.items() if stands[kind])


def concur_words(state: State, motion: Motion) -> str:
    """The count of a motion on which some committees in common concur and others do not."""
    assert motion.result is not None
    who = counted(motion.result.eligible or 0, f"eligible {motion.electorate.noun}")
    return f"{motion.result.for_} of {who} concurred, each for its own organisation: {OUTCOME['for_some']}."


def organisation(state: State, motion: Motion, key: str) -> str:
    """For which organisation a voter of committees in common decides."""
    member = state.members.get(key)
    if motion.electorate.unit == "partner" or member is None:
        return partner_label(state, key)
    if len(member.partners) == 1:
        return partner_label(state, member.partners[0])
    return member.seat or member.name or key


def wait_words(state: State, wait: Wait) -> str:
    """One thing that is waited for, in a few words."""
    match wait.kind:
        case "answer" | "notice":
            return partner_label(state, wait.who)
        case "body":
            return f"the answer of the {bare(body_title(state, wait.who))}"
        case "reply":
            return f"an answer to the {bare(body_title(state, wait.who))}"
        case "report":
            return "a report to a meeting"
        case "consultation":
            return "statutory consultation"
        case "point":
            return wait.who


def named(state: State, held: OpenDecision) -> str:
    """How a decision is called: its motion's number and the day of its meeting, or the way in which it was taken."""
    if held.way == "meeting":
        return number_of(state, held)
    return {
        "urgent": "urgent decision",
        "written": "decision in writing",
        "agreement": "written agreement",
        "received": f"received from the {bare(body_title(state, held.from_book))}",
    }[held.way]
