"""Who else would have had to approve a past decision under another rule or charter, and what the recorded answers make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from boardtui.charter.rule import Holds, Ratification
from boardtui.meeting.counting.electorate import Electorate
from boardtui.meeting.entries.parts import Asked, OpenDecision, Response, Way
from boardtui.meeting.followup.awaiting import asked_by, decision_of, effect, is_followed, response_of
from boardtui.meeting.state.check import in_common
from boardtui.meeting.state.labels import body_title, partner_label, partner_noun, short_label
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.ballot import rule_of
from boardtui.review.model import Answers, Approvals, Result

_OURS = ("meeting", "urgent", "written")
_BOARDS = ("ratification", "approval")  # either way a partner's board has said yes or no


@dataclass(frozen=True)
class Counted:
    """A decision as it was counted again: the state and motion there, who votes, their votes, and what came of it.

    ``certain`` is false where the votes recorded cannot tell whether it would have been carried; ``reports_to`` is the
    body to which that charter has this one report (None where it says nothing of it), ``reported_to`` the one to which
    it does by the register (None where that is not known).
    """

    state: State
    motion: Motion
    who: Electorate
    votes: Mapping[str, str]
    carried: bool
    certain: bool = True
    reports_to: str | None = None
    reported_to: str | None = None
    way: Way = "meeting"


def last_known(states: Iterable[State]) -> dict[tuple[str, str], OpenDecision]:
    """The decisions that waited for somebody, by meeting and key, as the last meeting that knew of each had them.

    Those taken between meetings are under no meeting.
    """
    open_decisions_by_key: dict[tuple[str, str], OpenDecision] = {}
    for state in states:
        open_decisions_by_key |= {
            (open_decision.meeting, key): open_decision
            for key, open_decision in state.decisions.items()
            if open_decision.way in _OURS
        }
        followed = (motion for motion in state.motions.values() if motion.status == "carried" and is_followed(motion))
        open_decisions_by_key |= {(state.meeting, motion.key): decision_of(state, motion) for motion in followed}
    return open_decisions_by_key


def approvals(state: State, motion: Motion, final: OpenDecision | None, there: Counted) -> Approvals:
    """Whose word was asked and would have been, and what the recorded answers make of it.

    Args:
        state: just after the result was declared.
        motion: as it was declared.
        final: the decision with all that was answered later; None where nobody's word was waited for.
        there: the decision under the other rule or charter.
    """
    if motion.status != "carried":
        final = None
    before, came = _as_recorded(state, motion, final)
    would, known = _asked_there(state, motion, final, there)
    added, no_longer, body = _bodies(state, motion, final, there)
    answers = _answers(would, before, final, there)
    rule = rule_of(there.state, there.motion)
    shown = {point.text for point in final.checklist if point.date} if final else set()
    wanted = rule.ratification.checklist if would is not None and rule.ratification is not None else ()
    points = tuple(text for text in wanted if text not in shown)
    sentence = (
        next((sending.outcome for sending in final.sent if sending.body == body), "") if final is not None else ""
    )
    sent = {sending.body for sending in final.sent} if final is not None else set()
    unratified = final is not None and final.report == "not_ratified" and there.carried
    return Approvals(
        before=before,
        would=would,
        known=known,
        bodies_added=added,
        bodies_no_longer=no_longer,
        by_register=tuple(key for key in no_longer if key not in sent),
        effect_before=came,
        effect="not_in_effect"
        if unratified
        else _effect(there, would, known, answers, points, sentence if body else None),
        answers=answers,
        points=points,
        body=body,
        body_said=sentence,
        unratified=unratified,
        carried=there.carried,
        certain=there.certain,
        names=_names(partner_label, (state, there.state), before, would),
        asked_noun=_noun((state, there.state), before, would),
        body_titles={key: body_title(there.state, key) for key in filter(None, (*added, *no_longer, body))},
        short_names=_names(short_label, (state, there.state), before, would),
        hidden=final is not None and final.confidential and not motion.confidential,
    )


def _as_recorded(state: State, motion: Motion, final: OpenDecision | None) -> tuple[Asked | None, Result]:
    common = in_common(state, motion)
    if common is not None and motion.result is not None:
        votes = {key: motion.votes.get(key, "not_voting") for key in motion.electorate.voters}
        answers = _by_votes(state, motion.electorate, votes)
        return _rooms(state, motion.electorate, common), _result(common.holds, answers)
    return (None, "none") if final is None else (final.asked, effect(final))


def _asked_there(state: State, motion: Motion, final: OpenDecision | None, there: Counted) -> tuple[Asked | None, bool]:
    """Whom the rule there asks, and whether that is known. What the meeting said of itself it would have said there too."""
    own, ratification = rule_of(state, motion).ratification, rule_of(there.state, there.motion).ratification
    if ratification is not None and ratification.form == "in_common":
        return _rooms(there.state, there.who, ratification), True
    if not there.carried:
        return None, True
    at_meeting = there.way == "meeting"  # of a decision between meetings the partners with a seat are asked
    by_own = asked_by(state, rule_of(state, motion), motion if at_meeting else None)
    asked = _said_by_the_meeting(own, by_own, final.asked if final is not None else motion.asked)
    turned = replace(there.motion, electorate=there.who) if at_meeting else None
    by_rule = asked_by(there.state, rule_of(there.state, there.motion), turned)
    if ratification is None or by_rule is None:
        return (_of(asked, asked.partners, there) if asked is not None and own is None else None), True
    named = (
        asked.partners if asked is not None and (by_own is None or set(asked.partners) != set(by_own.partners)) else ()
    )
    if ratification.when == "always":
        return _of(by_rule, (*by_rule.partners, *named), there), True
    if asked is not None:
        return _of(by_rule, named or by_rule.partners, there), True
    if own is not None and own.when == "where_said" and motion.status == "carried":
        return None, True
    return by_rule, False


def _said_by_the_meeting(own: Ratification | None, by_own: Asked | None, asked: Asked | None) -> Asked | None:
    """What was asked because the meeting said so, and not because the rule always asks."""
    if asked is None or own is None or own.when == "where_said" or by_own is None:
        return asked
    more = tuple(key for key in asked.partners if key not in by_own.partners)
    return replace(asked, partners=more) if more else None


def _of(asked: Asked, partners: Iterable[str], there: Counted) -> Asked | None:
    """The same asked of these partners, as far as the other charter knows them."""
    keys = tuple(key for key in dict.fromkeys(partners) if key in there.state.partners)
    return replace(asked, partners=keys, due=None, reason="") if keys else None


def _rooms(state: State, who: Electorate, held: Ratification) -> Asked:
    """The organisations whose committees decide in the room itself."""
    partners = [key for voter in who.voters for key in _organisations(state, voter)]
    return Asked(tuple(dict.fromkeys(partners)), form="in_common", holds=held.holds, clause=held.clause)


def _organisations(state: State, voter: str) -> tuple[str, ...]:
    member = state.members.get(voter)
    return (voter,) if member is None else member.partners or (voter,)


def _answers(would: Asked | None, before: Asked | None, final: OpenDecision | None, there: Counted) -> Answers:
    """What those who would have been asked are recorded to have said, where it was asked of them in the same form."""
    if would is None:
        return Answers()
    if would.form == "in_common":
        return _by_votes(there.state, there.who, there.votes)
    given: dict[str, Response | None] = dict.fromkeys(would.partners)
    if final is not None and before is not None and _same_form(before, would):
        given |= {key: response_of(final, key) for key in would.partners if _same_place(before, would, key)}
    counts = {key: response for key, response in given.items() if response is not None and _is_answer(would, response)}
    return Answers(
        tuple(key for key, response in counts.items() if response.accepts),
        tuple(key for key, response in counts.items() if not response.accepts),
        tuple(key for key in would.partners if key not in counts),
    )


def _same_form(before: Asked, would: Asked) -> bool:
    return before.form == would.form or (before.form in _BOARDS and would.form in _BOARDS)


def _same_place(before: Asked, would: Asked, partner: str) -> bool:
    """Whether it was asked there, and not of another place in the partner than the one that would have been asked."""
    was, now = before.places.get(partner, ""), would.places.get(partner, "")
    return partner in before.partners and (was == now or not was or not now)


def _is_answer(would: Asked, response: Response) -> bool:
    return would.form != "signature" or not response.accepts or bool(response.signatory)


def _by_votes(state: State, who: Electorate, votes: Mapping[str, str]) -> Answers:
    """Committees in common by what was voted for each; one that was there and was not asked has said nothing."""
    answers: dict[str, str] = {}
    for voter in who.voters:
        silent = voter not in votes and voter in who.may_vote
        text = "missing" if silent else "yes" if votes.get(voter) == "for" else "no"
        for key in _organisations(state, voter):
            answers[key] = text if answers.get(key, text) == text else "no"
    return Answers(*(tuple(key for key, sentence in answers.items() if sentence == word) for word in Answers._fields))


def _bodies(
    state: State, motion: Motion, final: OpenDecision | None, there: Counted
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The bodies to which it would have gone as a recommendation and did not, those the other way, and the one needed.

    A book does not say to which body its own reports, only whether its decisions bind and where each was sent; the
    register says it, as it is now.
    """
    sent = tuple(dict.fromkeys(sending.body for sending in final.sent)) if final is not None else ()
    rule = rule_of(there.state, there.motion)
    bound = rule_of(state, motion).binds or state.charter.binds
    went = sent or ((there.reported_to,) if there.reported_to and not bound else ())
    if not there.carried:
        return (), sent, ""
    if rule.binds or there.state.charter.binds:
        return (), () if bound else went, ""
    if there.reports_to is None or (not sent and not bound and there.reported_to in (None, there.reports_to)):
        return (), (), ""
    if not there.reports_to:
        return (), went if there.reported_to is not None else (), ""
    added = () if there.reports_to in went else (there.reports_to,)
    return added, tuple(body for body in went if body != there.reports_to), there.reports_to


def _effect(
    there: Counted, would: Asked | None, known: bool, answers: Answers, points: tuple[str, ...], body_said: str | None
) -> Result:
    """Whether it would have taken effect, as far as the record can tell; ``body_said`` is None where no body is needed."""
    if would is not None and would.form == "in_common":
        return _result(would.holds, answers)
    if not there.certain or not there.carried:
        return "none" if there.certain else "not_known"
    texts: list[Result] = []
    if would is not None:
        came = _result(would.holds, answers)
        unclear = (points and came != "not_in_effect") or (not known and came != "in_effect")
        texts.append("not_known" if unclear else came)
    if body_said is not None:
        by_body: dict[str, Result] = {
            "carried": "in_effect",
            "agreed": "in_effect",
            "not_carried": "not_in_effect",
            "no_consensus": "not_in_effect",
        }
        texts.append(by_body.get(body_said, "not_known"))
    worst: tuple[Result, ...] = ("not_in_effect", "not_known", "in_part", "in_effect")
    return next((result for result in worst if result in texts), "none")


def _result(holds: Holds, answers: Answers) -> Result:
    if answers.missing and not (answers.no and holds == "all"):
        return "not_known"
    if not answers.no:
        return "in_effect"
    return "in_part" if holds == "each" and answers.yes else "not_in_effect"


def _noun(states: tuple[State, State], *asked: Asked | None) -> str:
    """What each of those asked is called, in the book or in the other charter."""
    keys = [key for each in asked if each is not None for key in each.partners]
    return max((partner_noun(state, keys) for state in states), key=lambda noun: noun != "partner")


def _names(label: Callable[[State, str], str], states: tuple[State, State], *asked: Asked | None) -> dict[str, str]:
    """What the partners asked are called by that ``label``, in the book or else in the other charter."""
    keys = dict.fromkeys(key for each in asked if each is not None for key in each.partners)
    named = {key: [state for state in states if key in state.partners] for key in keys}
    return {key: label(states[0], key) if states else key for key, states in named.items()}
