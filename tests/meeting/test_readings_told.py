"""In a meeting, with members away, withdrawn and silent: every reading that differs is told before the result is declared."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

from boardtui.charter.load import shipped
from boardtui.charter.model import Body
from boardtui.charter.rule import Rule
from boardtui.desk.unsettled import if_declared, unsettled
from boardtui.meeting import entries as e
from boardtui.meeting.entries.parts import Objection
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.voting import ballot
from tests import random_examples
from tests.build import arrivals, play, record
from tests.charter.held import convene
from tests.meeting.test_clauses_at_their_edge import _outcome, _rules


def meeting(name: str, first: e.MeetingConvened, rule: Rule, luck: random.Random) -> Stretch:
    """A meeting in session with the motion before it, some of its members away and some withdrawn from the item."""
    everybody = [member.key for member in first.members]
    here = [key for key in everybody if luck.random() < 0.85] or everybody[:1]
    out = [key for key in here[1:] if luck.random() < 0.1]
    topics = rule.topics or [topic.key for topic in shipped(name).topics] or [None]
    topic = luck.choice(list(topics))
    opening: list[e.AnyEntry] = [
        first,
        *arrivals(here),
        e.ChairTaken(here[0]),
        e.MeetingOpened(),
        e.ItemOpened("matter"),
    ]
    opening += [e.InterestDeclared(key, ("matter",), "financial", "A share", "withdraws") for key in out]
    held = play(opening, book=first.body)
    parties = tuple(partner.key for partner in first.partners) if rule.affected == "required" else None
    if rule.issue == "received":
        history = e.OpenIssue(
            "i1", "A matter", topic, parties=tuple(partner.key for partner in first.partners[:3]), stage="board"
        )
        held = record(held, e.IssueReceived("i1", "sle", "0" * 64, history))
    issue = "i1" if rule.issue == "received" else None
    return record(held, e.MotionPut("m1", "matter", "That it be so.", rule.key, topic, parties, issue=issue))


@pytest.mark.parametrize(("name", "body", "rule"), _rules(), ids=lambda value: getattr(value, "key", value))
def test_each_reading_that_differs_is_told_before_the_result(name: str, body: Body, rule: Rule) -> None:
    luck = random.Random(f"{name} {body.key} {rule.key} meeting")
    convened = convene(shipped(name), body.key)
    for _ in range(random_examples(3, 400)):
        held = meeting(name, convened, rule, luck)
        motion = held.state.motions["m1"]
        leaning = luck.choice(
            [["for"], ["for", "for", "against"], ["for", "against"], ["for", "for", "for", "abstain"]]
        )
        voted: dict[str, str] = {key: luck.choice(leaning) for key in sorted(motion.electorate.may_vote)}
        if rule.method == "consensus":
            against = tuple(Objection(key, "") for key, choice in voted.items() if choice == "against")
            aside = tuple(key for key, choice in voted.items() if choice == "abstain")
            motion = if_declared(motion, e.ConsensusDeclared("m1", not against, against, aside))
        else:
            voted = {key: choice for key, choice in voted.items() if luck.random() < 0.9}
            for choice in ("for", "against", "abstain"):
                voters = tuple(key for key, cast in voted.items() if cast == choice)
                held = record(held, e.VotesRecorded("m1", choice, voters)) if voters else held
            motion = held.state.motions["m1"]
        own, question = ballot.tally_of(held.state, motion).outcome, ballot.question_of(held.state, motion)
        differ = {each.key for each in rule.readings if _outcome(rule, each.key, question, voted) not in (None, own)}
        told = {each.key for each in unsettled(held.state, motion)}
        assert told == differ
        for key in sorted(told)[:1]:  # once the chair has ruled so, the motion counts by it, and nothing is asked again
            ruling = e.RulingMade("m1", "reading", key, "So read.", next(iter(held.state.present)))
            state = record(held, ruling).state
            ruled = state.motions["m1"]
            if ruled.electorate.unit == motion.electorate.unit:
                votes = {voter: cast for voter, cast in motion.votes.items() if voter in ruled.electorate.may_vote}
                assert ballot.tally_of(state, replace(ruled, votes=votes)).outcome != own
                assert unsettled(state, replace(ruled, votes=votes)) == []
