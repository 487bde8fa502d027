"""The interests screen: declarations, confidential and public ones kept apart, and what they do to the votes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.state.state import State
from boardtui.tui.views.effects import interest_effects
from boardtui.tui.views.interests import interest_lines
from tests import build
from tests.build import AGENDA, at_board, motion, record, sitting
from tests.tui.app import SIZES, check_frame, frame, message, press, recorded, running, session_of, write
from tests.tui.test_meeting import CAPITAL, ESTATES, HOSTILE, MOTION, opened

WITHDRAWS = e.InterestDeclared("mseft-ceo", (CAPITAL,), "financial", "The trust bids.", "withdraws", "")


async def test_an_empty_list_says_how_to_declare(tmp_path: Path) -> None:
    async with running(tmp_path, screen="interests") as (app, pilot):
        assert "n declares one" in frame(app)
        await press(pilot, "enter", "slash")
        assert not recorded(app, e.InterestDeclared)


@pytest.mark.parametrize("size", SIZES)
async def test_an_interest_is_declared_and_its_effect_is_said(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size=size, screen="interests", entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "n")
        await write(pilot, "chief mseft", "enter")
        await press(pilot, "enter", "1", "enter")
        await write(pilot, "The trust bids.", "enter", "3", "enter", "enter")
        assert recorded(app)[-1] == WITHDRAWS
        assert (
            "Item 5 under clause 8.4: 1 kept from voting, 11 needed out of 14 eligible members." in message(app)[:120]
        )
        check_frame(f"interests-{size[0]}x{size[1]}", frame(app))


async def test_confidential_and_public_items_become_two_entries(tmp_path: Path) -> None:
    async with running(tmp_path, screen="interests", entries=opened(CAPITAL)) as (app, pilot):
        await press(pilot, "asterisk", "2", "n", "enter")
        await write(pilot, "part", "space", "enter")
        await press(pilot, "enter")
        await write(pilot, "Owns land there.", "enter", "2", "enter", "enter")
        declared = recorded(app, e.InterestDeclared)
        assert [entry.items for entry in declared] == [(CAPITAL,), (ESTATES,)]
        assert [line.confidential for line in session_of(app).lines[-2:]] == [False, True]
        assert "Recorded as two entries" in message(app)
        assert "confidential" in frame(app)


async def test_a_vote_already_recorded_lapses_and_the_bar_is_said(tmp_path: Path) -> None:
    script = [*opened(CAPITAL), MOTION, e.VotesRecorded("m1", "for", ("mseft-ceo",))]
    async with running(tmp_path, screen="interests", entries=script, size=(160, 50)) as (app, pilot):
        await press(pilot, "n")
        await write(pilot, "chief mseft", "enter")
        await press(pilot, "enter", "enter")
        await write(pilot, "The trust bids.", "enter", "3", "enter", "enter")
        assert "the recorded vote lapses: Chief Executive, MSEFT (for)" in message(app)
        assert "1 kept from voting, 13 may vote, 11 needed out of 14 eligible members" in message(app)
        assert session_of(app).state.motions["m1"].votes == {}


async def test_declaring_again_changes_the_handling(tmp_path: Path) -> None:
    async with running(tmp_path, screen="interests", entries=[*opened(CAPITAL), WITHDRAWS]) as (app, pilot):
        await press(pilot, "enter")
        await press(pilot, "enter", "enter")
        assert "The trust bids." in frame(app)
        await press(pilot, "enter", "1", "enter", "enter")
        assert recorded(app)[-1] == replace(WITHDRAWS, handling="noted")
        assert "replaced" in frame(app)
        await press(pilot, "enter", "enter", "enter")
        await write(pilot, "Its bank too.", "enter", "enter", "enter")
        again = replace(WITHDRAWS, nature="Its bank too.", handling="noted", instead_of="The trust bids.")
        assert recorded(app)[-1] == again


async def test_an_interest_on_two_items_is_told_of_items(tmp_path: Path) -> None:
    both = replace(WITHDRAWS, items=(CAPITAL, "pb-nov-winter"))
    async with running(tmp_path, screen="interests", entries=[*opened(CAPITAL), both]) as (app, _):
        assert "items 5, 6" in frame(app)


async def test_in_general_an_interest_is_only_noted(tmp_path: Path) -> None:
    async with running(tmp_path, screen="interests", entries=opened()) as (app, pilot):
        await press(pilot, "n", "enter", "enter", "enter")
        assert "withdraws" not in frame(app)
        await write(pilot, "A directorship.", "enter", "enter", "enter")
        entry = recorded(app)[-1]
        assert (entry.items, entry.handling) == ((), "noted")
        assert "changes no vote" in message(app)


async def test_who_is_not_asked_anyway_is_told_so(tmp_path: Path) -> None:
    entry = replace(WITHDRAWS, member="lmc-rep", items=("pb-nov-capital",))
    async with running(tmp_path, screen="interests", entries=[*opened(), entry]) as (app, _):
        assert "Representative, Local Medical Committee has no vote on this item in any case" in frame(app)


async def test_after_the_end_nothing_is_declared(tmp_path: Path) -> None:
    script = [*opened(), WITHDRAWS, e.MeetingClosed()]
    async with running(tmp_path, screen="interests", entries=script) as (app, pilot):
        await press(pilot, "n", "enter")
        assert recorded(app)[-1] == e.MeetingClosed()
        assert "The meeting is closed" in frame(app)


async def test_hostile_words(tmp_path: Path) -> None:
    members = tuple(replace(one, name=HOSTILE[n % 6]) for n, one in enumerate(build.members()))
    first = build.convened(members=members)
    declared = [
        e.InterestDeclared(one.key, ("capital",), "indirect", HOSTILE[n % 6], "withdraws", HOSTILE[(n + 1) % 6])
        for n, one in enumerate(members[:6])
    ]
    async with running(tmp_path, size=(80, 24), convened=first, entries=declared, screen="interests") as (app, pilot):
        shown = frame(app)
        for _ in declared:
            await press(pilot, "down")
            shown += frame(app)
        assert not {char for char in shown if ord(char) < 32 and char != "\n"}
        assert "\u202e" not in shown


WITHDRAWN = e.InterestDeclared("mseft-ceo", ("capital",), "financial", "The trust bids.", "withdraws")
BY_8_4 = "Item 3 under clause 8.4: 1 kept from voting, 11 needed out of 14 eligible members."


def told(*entries: e.AnyEntry, **changes: Any) -> list[str]:
    """What is said of the votes on the capital item, when the chief executive of a trust has withdrawn from it."""
    agenda = tuple(replace(item, **changes) if item.item == "capital" else item for item in AGENDA)
    return interest_effects(record(sitting(agenda=agenda), WITHDRAWN, *entries).state, "capital")


def test_an_item_is_not_told_of_a_vote_on_an_issue_where_there_is_none_8_10_4() -> None:
    assert told() == [BY_8_4]
    of_issue = told(at_board())[1]
    assert of_issue.startswith("Item 3, a motion on an issue, under clause 8.10(4): ")
    raised = e.IssueRaised("i1", "Beds", "objectives", ("ecc",))
    assert told(raised) == [BY_8_4], "only one that the Board received comes to its vote"


def in_full(state: State) -> str:
    """The only declaration as the screen has it in full."""
    (interest,) = state.interests
    return " ".join(span.text for line in interest_lines(state, interest, 200) for span in line)


def test_nothing_is_said_of_votes_that_cannot_be_taken_any_more() -> None:
    """Who leaves after the vote changes nothing in it, and what was decided is told instead."""
    stretch = record(sitting(), WITHDRAWN, motion("m1", rule="agreement"))
    assert "13 may take part." in in_full(stretch.state)
    stretch = record(stretch, e.ConsensusDeclared("m1", True), e.MemberLeft("bbccg-chair"), e.ItemOpened("any-other"))
    assert not interest_effects(stretch.state, "capital")
    of_decided = in_full(stretch.state)
    assert "AGREED BY CONSENSUS" in of_decided and "may take part" not in of_decided and "No rule" not in of_decided


def test_without_a_subject_it_is_said_that_the_vote_depends_on_one_8_4() -> None:
    depends = ["Item 3 under clause 8.4: depends on the subject of the motion, and the item has none."]
    assert told(topic=None) == depends
    assert told(topic=None, rule="capital") == depends


def test_the_rule_that_the_agenda_proposes_and_the_motion_that_is_open_are_told_of_alone() -> None:
    assert told(at_board(), rule="capital") == [BY_8_4]
    (of_consensus,) = told(rule="agreement")
    assert (
        of_consensus
        == "Item 3 under clauses 6.4, 6.6, 8.2: 14 eligible members, 1 kept from taking part, 13 may take part."
    )
    put = motion("m1", rule="issue-board", topic="objectives", issue="i-board")
    (of_motion,) = told(at_board(), put)
    assert of_motion.startswith("Item 3 under clause 8.10(4): ")
