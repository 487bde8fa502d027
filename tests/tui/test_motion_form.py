"""Putting a motion: what is proposed, what is asked only where needed, and what is recorded."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from textual.widgets import TextArea

from boardtui.charter.load import body_charter, names, shipped
from boardtui.meeting.entries import (
    AdviceTaken,
    ConsensusDeclared,
    EvidenceGiven,
    IssueAdvanced,
    IssueRaised,
    MotionPut,
    Objection,
    PlaceAttempted,
    RulingMade,
)
from boardtui.register.agenda import change_item
from boardtui.register.demo import BOARD, EXECUTIVE
from boardtui.register.init import write_charter
from boardtui.tui.forms.motion_form import affected_asked, propose
from boardtui.tui.forms.motion_words import clause_facts, drafted
from boardtui.tui.screens.vote import VoteScreen
from tests.tui.app import frame, message, press, recorded, running, session_of, write
from tests.tui.test_vote import HOSTILE, at_sle, put


def board(item: str = "pb-nov-capital") -> list[Any]:
    """The Board with an item open and no motion."""
    return put(item=item, proof=False)[:-1]


def sle(*more: Any) -> list[Any]:
    return [*at_sle("consensus")[:-1], *more]


async def test_the_item_decides_what_rule_is_proposed(tmp_path: Path) -> None:
    async with running(tmp_path, entries=board()) as (app, _):
        state = session_of(app).state
        assert propose(state, "pb-nov-capital")[:2] == ("capital", "fin_capital")
        assert propose(state, "pb-nov-update")[:2] == ("agreement", "objectives")
        assert propose(state, "pb-nov-aob")[:2] == ("agreement", None)


async def test_text_mover_and_precondition_are_recorded_and_the_vote_opens(tmp_path: Path) -> None:
    async with running(tmp_path, entries=board()) as (app, pilot):
        await press(pilot, "m")
        assert "Decided under 8.4 Capital priorities" in frame(app) and "least 3/4 of all eligible" in frame(app)
        await write(pilot, "To adopt", "enter")
        await write(pilot, "chair mseft", "enter", "enter", "enter")
        (entry,) = recorded(app, MotionPut)
        assert (entry.text, entry.mover, entry.seconder) == ("To adopt", "mseft-chair", None)
        assert (entry.motion, entry.rule, entry.topic) == ("pb-2026-11-26-m1", "capital", "fin_capital")
        assert "Clause 8.4 applies only if:" in frame(app)
        await write(pilot, "SLE 4", "enter")
        assert recorded(app, EvidenceGiven) == [EvidenceGiven("SLE 4", entry.motion)]
        assert all(ruling.setting != "precondition" for ruling in recorded(app, RulingMade))
        assert isinstance(app.screen, VoteScreen)


async def test_evidence_is_chosen_and_neither_enter_nor_a_digit_alone_records_any(tmp_path: Path) -> None:
    async with running(tmp_path, entries=sle(), meeting=EXECUTIVE, screen=None) as (app, pilot):
        motion = MotionPut("s1", "sle-nov-funds", "To fund it.", "consensus", "fin_capital")
        app.desk.session("sle").record_together([motion, ConsensusDeclared("s1", False, (Objection("eput-ceo", ""),))])
        session = app.session = app.desk.session("partnership-board")
        session.convene(BOARD)
        for entry in board():
            session.record(entry)
        app.open_screen("meeting")
        await pilot.pause()
        await press(pilot, "m", "x", "enter", "enter", "enter", "enter")
        assert "Evidence that the condition is met" in frame(app) and "* shows it." in frame(app)
        assert "To fund it." not in frame(app), "the SLE meets without the public, which is here"
        await press(pilot, "escape", "v", "asterisk", "2", "d")
        assert "Evidence that the condition is met" in frame(app) and "no consensus" in frame(app)
        await press(pilot, "enter", "1")
        assert recorded(app, EvidenceGiven) == [], "nothing is proposed, and a digit only goes to its line"
        await press(pilot, "enter")
        assert [entry.from_book for entry in recorded(app, EvidenceGiven)] == ["sle"]


async def test_evidence_of_an_earlier_motion_on_the_item_is_proposed_and_enter_enters_it_again(tmp_path: Path) -> None:
    async with running(tmp_path, entries=board(), size=(80, 24)) as (app, pilot):
        await press(pilot, "m")
        await write(pilot, "To adopt", "enter", "enter", "enter", "enter")
        await write(pilot, "SLE 4", "enter", "escape", "m")
        assert "2  change the rule  3  add reasons  4  read the clause" in frame(app), "whole at 80 columns"
        await write(pilot, "To wait", "enter", "enter", "enter", "enter")
        assert "as for motion 5.1: SLE 4" in frame(app)
        await press(pilot, "enter")
        first, second = (entry.motion for entry in recorded(app, MotionPut))
        assert recorded(app, EvidenceGiven) == [EvidenceGiven("SLE 4", first), EvidenceGiven("SLE 4", second)]
        assert isinstance(app.screen, VoteScreen)


async def test_evidence_that_was_left_is_asked_for_again_before_consensus_is_declared(tmp_path: Path) -> None:
    """8.3: what the SLE recommends needs its recommendation; other matters come to the Board without one."""
    async with running(tmp_path, entries=board("pb-nov-update")) as (app, pilot):
        await press(pilot, "m", "x", "enter", "enter", "enter", "enter", "escape")
        assert "without evidence of its condition" in message(app)
        await press(pilot, "v", "c")
        assert "Evidence that the condition is met" in frame(app) and "blank if it is no such matter" in frame(app)
        await press(pilot, "escape")
        assert "Not declared: there is no evidence" in message(app) and not recorded(app, ConsensusDeclared)
        await press(pilot, "c", "enter", "enter")  # left blank: it is no such matter
        assert recorded(app, EvidenceGiven) == [] and recorded(app, ConsensusDeclared)[0].reached


async def test_the_recommendation_of_the_item_is_put_as_it_is(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        draft = {"recommendation": f"To adopt {HOSTILE}", "rule": "agreement", "mover": "eput-chair"}
        change_item(app.desk.store.connection, BOARD, "pb-nov-capital", **draft)
        session = app.session = app.desk.session("partnership-board")
        session.convene(BOARD)
        for entry in board():
            session.record(entry)
        app.open_screen("meeting")
        await pilot.pause()
        assert "Recommended: To adopt" in frame(app)
        await press(pilot, "m", "enter", "enter", "enter", "enter")
        (entry,) = recorded(app, MotionPut)
        assert (entry.text, entry.rule, entry.mover) == (f"To adopt {HOSTILE}", "agreement", "eput-chair")
        assert drafted(session.state, "pb-nov-capital") == ("", "")


async def test_a_recommendation_is_typed_over_or_gone_into_and_what_was_typed_is_not(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24), entries=board()) as (app, pilot):
        draft = drafted(session_of(app).state, "pb-nov-capital")[0]
        await press(pilot, "m")
        assert "as proposed: type to replace it, arrows to go into it" in frame(app), "whole, also in 80 columns"
        await press(pilot, "left")
        await write(pilot, "Now ")
        editor = app.screen.query_one(TextArea)
        assert editor.text == f"Now {draft}", "an arrow goes into it, the left one to its beginning"
        await press(pilot, "escape", "d", "m")
        await write(pilot, "To wait", "enter", "enter", "enter", "4", "enter")
        await press(pilot, "enter")  # back from the clause
        await write(pilot, "x", "enter", "enter", "enter", "enter")
        assert recorded(app, MotionPut)[0].text == "To waitx", "it stands in the place of the recommendation"


async def test_a_motion_without_words_is_not_put(tmp_path: Path) -> None:
    async with running(tmp_path, entries=board("pb-nov-update")) as (app, pilot):
        await press(pilot, "m", "enter", "enter", "enter", "enter")
        assert "“The motion” is still empty" in frame(app)
        await press(pilot, *"That", "enter")
        assert recorded(app, MotionPut) == []  # who moves it is still to be named
        await write(pilot, "eput", "enter", "enter", "enter")
        assert "Moved by: several match. ↓ chooses one, or type more letters." in frame(app)
        assert recorded(app, MotionPut) == [], "of several who fit nobody becomes the mover unasked"
        await press(pilot, "down", "down")
        assert "2 of 2" in frame(app)
        await press(pilot, "enter", "enter", "enter")
        assert recorded(app, MotionPut)[0].mover == "eput-ceo"


async def test_letters_that_fit_nobody_stop_the_form(tmp_path: Path) -> None:
    async with running(tmp_path, entries=board()) as (app, pilot):
        await press(pilot, "m", "x", "enter")
        await write(pilot, "zzz", "enter")
        assert "no matches" in frame(app) and recorded(app, MotionPut) == []
        await press(pilot, "tab", "enter", "enter")
        assert "Moved by: no matches. Type other letters, or none." in frame(app), "left by Tab, it is no blank field"
        assert recorded(app, MotionPut) == []
        await press(pilot, *["backspace"] * 3, "enter", "enter", "enter")
        assert recorded(app, MotionPut)[0].mover is None


async def test_another_rule_and_element_and_the_amendment(tmp_path: Path) -> None:
    async with running(tmp_path, entries=put(proof=False), screen="meeting") as (app, pilot):
        await press(pilot, "m", "x", "enter", "enter", "enter", "2", "enter")
        assert "By what it is decided" in frame(app)
        await write(pilot, "general", "enter")
        await write(pilot, "objectives", "enter", "down", "enter")
        entry = recorded(app, MotionPut)[-1]
        assert (entry.rule, entry.topic, entry.amends) == ("agreement", "objectives", "m1")


async def test_a_rule_that_is_not_for_the_element_is_refused_with_the_clause(tmp_path: Path) -> None:
    async with running(tmp_path, entries=board()) as (app, pilot):
        await press(pilot, "m", "x", "enter", "enter", "enter", "2", "enter", "enter")
        await write(pilot, "objectives", "enter")
        words = " ".join(frame(app).split())
        assert "Motion on 5 Capital" in words and "is only for Financial framework" in words and "(8.4)" in words
        assert recorded(app, MotionPut) == []


async def test_a_motion_by_the_rule_of_a_stage_that_is_on_no_issue_is_told_so_8_10_2(tmp_path: Path) -> None:
    async with running(tmp_path, entries=sle(), meeting=EXECUTIVE) as (app, pilot):
        await press(pilot, "m", "x", "enter", "enter", "enter", "2", "enter")
        await write(pilot, "majority", "enter", "enter")
        await press(pilot, "enter")
        (entry,) = recorded(app, MotionPut)
        assert (entry.rule, entry.issue) == ("issue-majority", None)
        await press(pilot, "escape")  # no evidence of the condition
        text = message(app)
        assert "Clause 8.10(2) is for an issue at the stage “" in text and text.endswith("this motion names none.")


async def test_partners_affected_and_the_issue_at_the_stage_of_the_rule(tmp_path: Path) -> None:
    issue = [
        IssueRaised("i1", "Winter funds", "fin_capital", ("bbccg", "mseft")),
        PlaceAttempted("i1", "No agreement"),
        IssueAdvanced("i1", "discussion", "Referred"),
        AdviceTaken("i1", "System Finance Leaders Group", "Affordable"),
        IssueAdvanced("i1", "majority", "Advice taken"),
    ]
    async with running(tmp_path, entries=sle(*issue), meeting=EXECUTIVE) as (app, pilot):
        await press(pilot, "m", "x", "enter", "enter", "enter", "2", "enter")
        await write(pilot, "majority", "enter", "enter")
        assert "which issue is it about" in frame(app)
        await press(pilot, "1")
        await press(pilot, "3")
        await press(pilot, "space", "enter")
        (entry,) = recorded(app, MotionPut)
        assert (entry.rule, entry.issue, entry.affected) == ("issue-majority", "i1", None)
        await write(pilot, "It does not reach them", "enter")
        ruling = recorded(app, RulingMade)[-1]
        assert (ruling.setting, ruling.text, len(ruling.value)) == ("affected", "It does not reach them", 10)
        assert recorded(app, EvidenceGiven) == []  # the issue's own record shows that its condition is met


async def test_all_partners_left_marked_means_not_narrowed(tmp_path: Path) -> None:
    async with running(tmp_path, entries=sle(), meeting=EXECUTIVE) as (app, pilot):
        await press(pilot, "m", "x", "enter", "enter", "enter", "2", "enter")
        await write(pilot, "majority", "enter", "enter", "enter", "escape")
        (entry,) = recorded(app, MotionPut)
        assert entry.affected is None and recorded(app, RulingMade) == []
        assert not isinstance(app.screen, VoteScreen), "Escape leads back to the meeting, not to where letters record"
        await press(pilot, "v")
        assert "No evidence yet of" in frame(app)


async def test_hostile_words_are_recorded_as_they_are_and_shown_harmless(tmp_path: Path) -> None:
    entries = put(proof=False, text=HOSTILE)
    async with running(tmp_path, entries=entries) as (app, pilot):
        await press(pilot, "m", "x", "enter", "enter", "enter", "2", "enter", "enter", "enter", "down")
        assert recorded(app, MotionPut)[0].text == HOSTILE
        assert "\x1b" not in frame(app) and "\u202e" not in frame(app)


async def test_what_the_memorandum_says_is_shown_and_what_was_typed_stays(tmp_path: Path) -> None:
    async with running(tmp_path, entries=board(), size=(80, 24)) as (app, pilot):
        await press(pilot, "m", "x", "enter", "enter", "enter", "4", "enter")
        shown = frame(app)
        assert "8.4 Capital priorities" in shown and "Covers only priorities for NHS capital" in shown
        await press(pilot, "end")
        assert "The memorandum is silent on: Quorum" in frame(app)
        await press(pilot, "enter", "enter", "enter", "enter", "enter")
        assert recorded(app, MotionPut)[-1].text.endswith("x")


def test_the_clause_of_a_motion_tells_the_rule_the_body_and_the_silences_8_4() -> None:
    def told(charter: str, body: str, rule: str, wrong: str = "") -> str:
        with closing(sqlite3.connect(":memory:")) as db:
            write_charter(db, shipped(charter))
            db.executescript(wrong)
            frozen = body_charter(shipped(charter), body)
            return "\n".join(clause_facts(db, body, frozen, next(each for each in frozen.rules if each.key == rule)))

    said = told("mid-south-essex", "sle", "consensus")
    for text in (
        "8.3 Consensus of the SLE, by consensus, read as: no objection is maintained.",
        "Or read as: every member present agrees",
        "System Leadership Executive (SLE), reports to: Partnership Board",
        "System Leadership Executive (SLE), task: Recommends to the Partnership Board",
        "The memorandum is silent on: Quorum, ",
    ):
        assert text in said
    elsewhere = "UPDATE bodies SET public = 'perhaps' WHERE key = '{}'"
    assert told("mid-south-essex", "sle", "consensus", elsewhere.format(BOARD)) == said
    here = told("mid-south-essex", "sle", "consensus", elsewhere.format("sle"))
    assert here.startswith("8.3 Consensus of the SLE") and "table bodies, row sle, public is “perhaps”" in here
    committee = told("south-yorkshire-bassetlaw", "joint-committee", "delegated")
    assert (
        "delegated to it: The review of children's surgery (7.8.1); The review of hyper-acute stroke services"
        in committee
    )


def test_whom_a_matter_affects_is_asked_by_the_two_clauses_that_speak_of_it_and_never_of_two_parties() -> None:
    asked = {
        (name, rule.key)
        for name in names()
        for body in shipped(name).bodies
        for rule in body.rules
        if affected_asked(body_charter(shipped(name), body.key), rule)
    }
    assert asked == {("mid-south-essex", "issue-discussion"), ("mid-south-essex", "issue-majority")}  # 8.10(1), 8.10(2)
