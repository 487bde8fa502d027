"""A motion is put: under which rule, on what, with whom affected, and what it is called."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from boardtui.charter.rule import Rule
from boardtui.meeting.entries import MotionPut
from boardtui.meeting.entries.parts import Consultation
from boardtui.meeting.fold.amending import check_amendment, check_covered
from boardtui.meeting.fold.confidential import SINCE
from boardtui.meeting.followup.stages import at_stage, check_open, clause_of, stage_title, stages_of
from boardtui.meeting.state.check import all_known, fresh, known, require, sitting
from boardtui.meeting.state.labels import acting_deputies, item_label, partner_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Motion, Stamped, State
from boardtui.meeting.voting.ballot import electorate_of, only_for


def put(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, MotionPut)
    sitting(state)
    fresh(entry.motion, state.motions, "motion")
    fresh(entry.motion, state.decisions, "decision")
    known(entry.item, state.items, "agenda item")
    require(state.items[entry.item].status != "deferred", "The item is deferred; a motion cannot be put on it.")
    require(bool(entry.text.strip()), "A motion needs its words.")
    charter_rule = _rule(state, entry)
    for person in (entry.mover, entry.seconder):
        if person is not None:
            known(person, state.members, "member")
    for other in (entry.amends, entry.follows):
        if other is not None:
            known(other, state.motions, "motion")
    check_amendment(state, entry)
    check_covered(state, entry)
    if entry.follows is not None:
        earlier = state.motions[entry.follows]
        require(earlier.status != "open", f"Motion {earlier.number} is still open; a further round follows its result.")
    _check_issue(state, entry, charter_rule)
    entry = _with_affected(state, entry, charter_rule)
    _check_answers(state, entry)
    hidden = stamped.confidential or state.items[entry.item].agenda.confidential
    motion = Motion(
        key=entry.motion,
        number=_number(state, entry.item, hidden),
        item=entry.item,
        text=entry.text,
        rule=charter_rule.key,
        topic=entry.topic,
        affected=entry.affected,
        mover=entry.mover,
        seconder=entry.seconder,
        issue=entry.issue,
        amends=entry.amends,
        follows=entry.follows,
        put_at=stamped.at,
        electorate=electorate_of(state, charter_rule, entry),
        consultation=Consultation("to_settle") if entry.consultation else None,
        answers=entry.answers,
        as_amended=entry.as_amended,
        covers=entry.covers,
        reasons=entry.reasons or "",
        delegated_to=entry.delegated_to or "",
        by_when=entry.by_when or "",
        confidential=hidden,
        moved_for=acting_deputies(state, (entry.mover, entry.seconder)),
    )
    return state.with_motion(motion)


def _number(state: State, item: str, confidential: bool) -> str:
    """The number of the next motion on an item, after its number, with P before it where a private one is on a public item.

    Private ones have a series of their own, so that no gap in the public one shows that there were any; under
    vocabulary 1 and 2 they had not.
    """
    here = [motion.confidential for motion in state.motions.values() if motion.item == item]
    if state.vocabulary < SINCE:
        return f"{item_label(state, item)}.{len(here) + 1}"
    private = "P" if confidential and not state.items[item].agenda.confidential else ""
    return f"{private}{item_label(state, item)}.{here.count(confidential) + 1}"


def _rule(state: State, entry: MotionPut) -> Rule:
    charter_rule = state.charter.rule(entry.rule)
    if charter_rule is None:
        names = ", ".join(rule.key for rule in state.charter.rules)
        raise Refused(f"This body has no rule {entry.rule[:40]!r}; it has: {names or 'none'}.")
    if entry.topic is not None:
        known(entry.topic, state.charter.matrix, "topic")
    if charter_rule.topics is not None and entry.topic not in charter_rule.topics:
        raise Refused(only_for(state, charter_rule), charter_rule.clause)
    if entry.affected is not None:
        all_known(entry.affected, state.partners, "partner", partial(partner_label, state))
    return charter_rule


def _check_issue(state: State, entry: MotionPut, charter_rule: Rule) -> None:
    if entry.issue is None:
        require(
            charter_rule.issue != "received",
            "This rule is for an issue that has come to this body through the stages before; name the issue. One that is "
            "not offered is first received on the screen Issues.",
            charter_rule.clause,
        )
        return
    known(entry.issue, state.issues, "issue")
    issue = state.issues[entry.issue]
    check_open(state, issue)
    if charter_rule.issue == "received" and not (issue.received or issue.evidence):
        raise Refused(
            "This rule is for an issue received from another body; receive it from that body's book, or enter evidence "
            "of how it went there.",
            charter_rule.clause,
        )
    stages = stages_of(state, charter_rule.key)
    if stages and issue.stage not in stages:
        meant = " or ".join(f"“{stage_title(state, stage)}”" for stage in stages)
        reason = f"This rule is for the stage {meant}; the issue is at {at_stage(state, issue)}."
        raise Refused(reason, clause_of(state, stages[0]))


def _with_affected(state: State, entry: MotionPut, charter_rule: Rule) -> MotionPut:
    """The motion with the partners affected, where its rule asks for them; only the chair leaves out a party."""
    if not charter_rule.affected:
        return entry
    issue = state.issues.get(entry.issue or "")
    parties = tuple(key for key in issue.parties if key in state.partners) if issue is not None else ()
    if charter_rule.affected == "required" and entry.affected is None and parties:
        return replace(entry, affected=parties)
    require(bool(entry.affected) or charter_rule.affected == "ruled", "Name the parties affected.", charter_rule.clause)
    left_out = [key for key in parties if entry.affected is not None and key not in entry.affected]
    if charter_rule.affected == "ruled":
        asked = electorate_of(state, charter_rule, replace(entry, affected=None))
        left_out = [key for key in left_out if asked.partners[key].right != "not_eligible"]
    named = ", ".join(partner_label(state, key) for key in left_out)
    require(
        not left_out,
        f"{named} {'is a party' if len(left_out) == 1 else 'are parties'} to the issue; only a ruling of the Chair, "
        "with its reason, leaves a party out.",
        charter_rule.clause,
    )
    return entry


def _check_answers(state: State, entry: MotionPut) -> None:
    if entry.answers is None:
        return
    known(entry.answers, state.decisions, "decision received")
    received = state.decisions[entry.answers]
    require(received.way == "received", "Only a decision received from another body is answered by a motion.")
    require(not received.answered, "That decision has been answered by a motion already.")
