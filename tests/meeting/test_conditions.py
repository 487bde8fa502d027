"""Conditions attached to a decision (9.9, 9.10), and support and intervention for a partner (7.7, 7.8): two light registers."""

from __future__ import annotations

import datetime

import msgspec
import pytest
from msgspec.structs import replace

from boardtui.meeting.entries import (
    ActionAgreed,
    ActionUpdated,
    AnyEntry,
    EntryRetracted,
    ItemClosed,
    PublicExcluded,
    decode,
)
from boardtui.meeting.fold.sitting import public_matter
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.words.entry_words import tell_in
from boardtui.papers.action_log import action_log
from boardtui.papers.clock import Clock
from boardtui.papers.conditions import conditions_register
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes
from boardtui.papers.model import Part
from boardtui.papers.source import Source
from boardtui.papers.tables import sheets
from tests.build import closed, convened_next, declare, motion, play, record, refused, sitting, votes

FOR = [f"{key}-chair" for key in ("bbccg", "cprccg", "meccg", "sccg", "tccg")]
CONDITION = ActionAgreed(
    "c1", "capital", "Forty beds are open", "Executive Lead", "2027-03-31", register="condition", motion="m1"
)
SUPPORT = ActionAgreed(
    "s1", "capital", "Peer support from MSEFT for six months", "J Smith", "2027-05-31", register="support", motion="m1",
    partner="nelft", recommended="A joint recovery plan", recommended_by="System Finance Leaders Group",
)  # fmt: skip


def decided(**changes: str) -> Stretch:
    """A capital motion that was carried."""
    held = record(sitting(), motion(**changes))
    voters = sorted(held.state.motions["m1"].electorate.may_vote)
    return declare(record(held, votes("for", voters)))


def paper(held: Stretch, part: Part = "public") -> str:
    return as_markdown(conditions_register([Source(held, part, Clock(held.state.starts))], datetime.date(2026, 11, 27)))


def test_a_condition_that_was_due_before_the_day_of_the_register_is_overdue() -> None:
    held = closed(record(decided(), CONDITION))
    due = held.state.actions["c1"].due
    assert due is not None
    day = datetime.date.fromisoformat(due)
    src = Source(held, "public", Clock(held.state.starts))
    on_the_day, after = (
        as_markdown(conditions_register([src], one)) for one in (day, day + datetime.timedelta(days=1))
    )
    assert "OVERDUE" not in on_the_day and "| OVERDUE |" in after


def test_a_condition_agreed_after_the_meeting_stands_under_the_words_of_its_decision() -> None:
    held = closed(decided())
    held = record(held, replace(CONDITION, item=None))
    assert f"### {held.state.motions['m1'].text}\n" in paper(held)
    src = Source(held, "public", Clock(held.state.starts))
    (table,) = [sheet for sheet in sheets([src], datetime.date(2026, 11, 27)) if sheet.name == "Actions"]
    assert held.state.motions["m1"].text in table.rows[0]


def test_a_condition_belongs_to_a_decision_and_is_told_met_by_itself_in_later_meetings() -> None:
    held = record(decided(), CONDITION)
    assert tell_in(held, held.lines[-1]) == "condition for Executive Lead: Forty beds are open"
    kept = held.state.actions["c1"]
    assert (kept.register, kept.motion, kept.decision_text) == ("condition", "m1", held.state.motions["m1"].text)
    held = closed(held)
    following = play([convened_next(held.state, carried=public_matter(held.state))], before=held.state)
    assert following.state.actions["c1"] == kept
    following = record(following, ActionUpdated("c1", "done", text="Opened on 20 March."))
    assert tell_in(following, following.lines[-1]).startswith("condition met (Forty beds are open)")


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (replace(CONDITION, motion=None), "Say which decision the condition belongs to."),
        (replace(CONDITION, motion="m2"), "There is no decision 'm2' that was carried"),
        (replace(CONDITION, register=""), "Only a condition, or support or intervention, names a decision."),
        (replace(CONDITION, partner="nelft"), "Only support or intervention names a partner"),
        (replace(CONDITION, recommended="It"), "Only support or intervention names a partner"),
        (replace(SUPPORT, partner=None), "There is no partner 'None'"),
        (replace(SUPPORT, partner="nobody"), "There is no partner 'nobody'"),
        (replace(SUPPORT, motion="m2"), "There is no decision 'm2' that was carried"),
        (replace(SUPPORT, text=" "), "Say what is to be done."),
    ],
)
def test_what_makes_no_condition_and_no_support_is_refused(entry: AnyEntry, reason: str) -> None:
    assert reason in refused(decided(), entry).reason


def test_a_motion_that_is_open_or_lost_can_have_no_condition() -> None:
    held = record(sitting(), motion())
    assert "that was carried" in refused(held, CONDITION).reason
    assert "that was carried" in refused(declare(record(held, votes("for", FOR))), CONDITION).reason


def test_what_a_condition_rests_on_is_not_undone_under_it() -> None:
    held = record(decided(), CONDITION)
    declared = next(line for line in held.lines if type(line.entry).__name__ == "ResultDeclared")
    assert "that was carried" in refused(held, EntryRetracted(declared.seq, "miscounted")).reason


def test_an_action_of_before_reads_as_it_did() -> None:
    plain = decode(b'{"kind":"ActionAgreed","action":"a1","item":null,"text":"See to it","owner":"J Smith"}')
    assert isinstance(plain, ActionAgreed) and (plain.register, plain.motion, plain.partner) == ("", None, None)
    assert decode(msgspec.json.encode(SUPPORT)) == SUPPORT


def test_both_registers_stand_in_a_paper_of_their_own_and_in_every_other_that_tells_of_actions() -> None:
    held = record(decided(), CONDITION, SUPPORT, ActionUpdated("c1", "done", text="Opened on 20 March."))
    src = Source(held, "public", Clock(held.state.starts))
    text = paper(held)
    assert "## Conditions of decisions" in text and f"### {held.state.motions['m1'].text}" in text
    assert (
        "| Forty beds are open | Executive Lead | 31 March 2027 |" in text and "| Met | Opened on 20 March. |" in text
    )
    assert "## Support and intervention" in text and f"### {held.state.partners['nelft'].name}" in text
    assert "System Finance Leaders Group: A joint recovery plan | Peer support from MSEFT for six months |" in text
    log = as_markdown(action_log([src], datetime.date(2026, 11, 27)))
    assert "Condition: Forty beds are open" in log and "Support or intervention: " in log
    made = as_markdown(minutes_document(minutes(held, part="public", entries=1, fingerprint="0")))
    assert "Condition:" in made and "Support or intervention:" in made and "(J Smith, review by 31 May 2027)" in made
    assert "Recommended by System Finance Leaders Group: A joint recovery plan" in made
    (table,) = [sheet for sheet in sheets([src], datetime.date(2026, 11, 27)) if sheet.name == "Actions"]
    assert [row[table.heads.index("Register")] for row in table.rows] == ["condition", "support or intervention"]
    assert "No condition of a decision is recorded" in paper(decided())


def test_a_long_decision_stands_whole_below_a_heading_that_is_short() -> None:
    text = "That the beds be opened:\n1. thirty at the hospital\n2. ten in the community\n\n" + "And so on. " * 30
    held = record(decided(text=text), CONDITION)
    told = paper(held)
    (head,) = [line for line in told.splitlines() if line.startswith("### ")]
    assert head.startswith("### That the beds be opened") and head.endswith(" …") and len(head) < 130
    assert "> 1. thirty at the hospital\n> 2. ten in the community" in told


def test_support_that_is_marked_confidential_is_in_the_confidential_paper_alone() -> None:
    held = record(decided(), replace(SUPPORT, confidential=True), CONDITION)
    assert [line.confidential for line in held.lines[-2:]] == [True, False]
    assert "Peer support" not in paper(held) and "Forty beds" in paper(held)
    assert "Peer support" in paper(held, "confidential") and "Forty beds" not in paper(held, "confidential")


def test_in_private_nothing_is_attached_to_a_public_decision() -> None:
    held = record(decided(), ItemClosed("capital"), PublicExcluded("Commercial"))
    assert "is public, and what is recorded in private is not" in refused(held, replace(CONDITION, item=None)).reason
    held = record(held, replace(SUPPORT, motion=None, item=None))
    assert held.lines[-1].confidential
