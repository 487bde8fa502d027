"""How a decision stands after it was taken: whose word it waits for, and whether it took effect."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from boardtui.charter.words import bare
from boardtui.meeting import entries as e
from boardtui.meeting.counting.outcome import OUTCOME
from boardtui.meeting.entries.parts import OpenDecision
from boardtui.meeting.followup.awaiting import (
    decision,
    effect,
    is_followed,
    said,
    unanswered,
    unanswered_notice,
    waits,
)
from boardtui.meeting.state.check import came_to, in_common
from boardtui.meeting.state.labels import body_title
from boardtui.meeting.state.state import Motion, Stamped, State
from boardtui.meeting.words.awaiting_words import CONSULTATION, NOUN, answered_words, common_words, effect_words

EFFECTS = ("in_effect", "not_in_effect", "in_part", "not_pursued")
WAITING = "waiting"
_EFFECT = {"in_effect": "in_effect", "not_in_effect": "not_in_effect", "in_part": "in_part", "lapsed": "not_pursued"}
ENTRIES = (
    e.RatificationSought, e.PointMet, e.DecisionNotified, e.PartnerResponded, e.DecisionSent, e.DecisionAnswered,
    e.ConsultationStated, e.DecisionReported, e.DecisionLapsed,
)  # fmt: skip


class DecisionStatus(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a decision stands: what came of it (one of EFFECTS, or nothing yet), whether it waits, how many of those asked
    have answered ("3/5"), all of it in words, and whose word is asked.
    """

    effect: str = ""
    waiting: bool = False
    answered: str = ""
    words: str = ""
    partners: tuple[str, ...] = ()


def followed(state: State, key: str) -> bool:
    """Whether later meetings may say more of it: a decision without a meeting, or a motion with something to wait for."""
    motion = state.motions.get(key)
    return key in state.decisions or (motion is not None and motion.status == "carried" and is_followed(motion))


def standing_of(state: State, key: str) -> DecisionStatus | None:
    """How the decision or motion of that key stands at the end of a stretch; None where nobody's word is asked on it."""
    motion = state.motions.get(key)
    if motion is not None and motion.result is not None and in_common(state, motion) is not None:
        return _in_common(state, motion)
    open_decision = decision(state, key) if followed(state, key) else None
    if open_decision is None:
        return None
    return _standing(state, open_decision)


def about(state: State, entry: e.AnyEntry) -> str | None:
    """The key of the decision that an entry says more of."""
    if isinstance(entry, ENTRIES):
        return entry.motion
    if isinstance(entry, e.MotionPut) and entry.answers in state.decisions:
        return entry.answers
    return None


def words_of(state: State, line: Stamped) -> str:
    """The words in an entry about a decision by which it is found; another body by its title, as it is read."""
    match line.entry:
        case e.RatificationSought(reason=words) | e.DecisionLapsed(reason=words):
            return words
        case e.PointMet(reference=words) | e.ConsultationStated(reference=words):
            return words
        case e.DecisionNotified(means=words) | e.DecisionReported(text=words):
            return words
        case e.DecisionSent(body=body):
            return body_title(state, body)
        case e.PartnerResponded(reference=reference, signatory=signatory):
            return f"{reference} {signatory}".strip()
        case e.DecisionAnswered(body=body, text=text):
            return f"{body_title(state, body)} {text}".strip()
    return ""


def _in_common(state: State, motion: Motion) -> DecisionStatus:
    """Committees in common have all said in the room what holds for them."""
    in_part = came_to(state, motion) == "for_some"
    text = "in_effect" if motion.status == "carried" else "in_part" if in_part else "not_in_effect"
    return DecisionStatus(text, words=_in_sentence(common_words(state, motion)))


def _standing(state: State, held: OpenDecision) -> DecisionStatus:
    asked, texts = held.asked.partners if held.asked else (), _told(held)
    whom = asked or texts
    missing = len(unanswered(held)) if asked else len(unanswered_notice(held))
    return DecisionStatus(
        effect=_EFFECT.get(effect(held), ""),
        waiting=bool(waits(held)),
        answered=f"{len(whom) - missing}/{len(whom)}" if whom else "",
        words="; ".join(filter(None, _words(state, held))),
        partners=tuple(dict.fromkeys((*asked, *texts, *(response.partner for response in held.responses)))),
    )


def _told(held: OpenDecision) -> tuple[str, ...]:
    """The partners that a notice asked for an answer and nothing else asks."""
    asked = held.asked.partners if held.asked else ()
    values_by_key = dict.fromkeys(partner for notice in held.notices if notice.due for partner in notice.partners)
    return tuple(partner for partner in values_by_key if partner not in asked)


def _words(state: State, held: OpenDecision) -> Iterator[str]:
    yield _of_those_asked(state, held)
    if held.way == "received":
        yield answered_words(held) or "not answered yet"
    if texts := _told(held):
        yield f"answers to the notice: {len(texts) - len(unanswered_notice(held))} of {len(texts)}"
    for sending in held.sent:
        yield (
            f"sent to the {bare(body_title(state, sending.body))}: {OUTCOME[sending.outcome]} there"
            if sending.outcome
            else f"sent to the {bare(body_title(state, sending.body))}, no answer yet"
        )
    if held.consultation is not None:
        yield f"statutory consultation {CONSULTATION[held.consultation.status]}"
    if held.report is not None:
        yield {"due": "to be reported to a meeting", "not_ratified": ""}.get(
            held.report, f"reported to a meeting and {held.report}"
        )


def _of_those_asked(state: State, held: OpenDecision) -> str:
    """What the word of those asked comes to, as the beginning or a part of a sentence."""
    if effect(held) != "waits":
        return _in_sentence(effect_words(state, held))
    shown = [point for point in held.checklist if point.date]
    points = f"{len(shown)} of {len(held.checklist)} points of its checklist shown" if held.checklist else ""
    if held.asked is None:
        return f"subject to its checklist: {points}"
    asked, no = held.asked.partners, said(held, False)
    what = "to be signed" if held.way == "agreement" else f"subject to {NOUN[held.asked.form]}"
    against = f", {len(no)} of them no" if no else ""
    answers = f"{what}: {len(asked) - len(unanswered(held))} of {len(asked)} answered{against}"
    return f"{answers}, {points}" if points else answers


def _in_sentence(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}".rstrip(".")
