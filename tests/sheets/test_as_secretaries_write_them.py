"""Interests and actions as secretaries really write them: dashes of days, nil in many words, headings, ticks, percents."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.desk.desk import Desk
from boardtui.meeting import entries as e
from tests.sheets.making import BOARD, MEETING, looked_at

CHAIR = "Chair EPUT"


@pytest.fixture
def meeting(desk: Desk) -> Desk:
    desk.session(BOARD).convene(MEETING)
    return desk


@pytest.mark.parametrize(
    ("due", "day", "kept"),
    [
        ("November 2026", "2026-11-30", ""),
        ("Nov-26", "2026-11-30", ""),
        ("End Feb 2028", "2028-02-29", ""),
        ("by end of November 2026", "2026-11-30", ""),
        ("by 12 November 2026", "2026-11-12", ""),
        ("Thursday 12th November 2026", "2026-11-12", ""),
        ("Next meeting", None, "Due: Next meeting"),
        ("Q4 2026", None, "Due: Q4 2026"),
        ("w/c 9 Nov 2026", None, "Due: w/c 9 Nov 2026"),
        ("early December 2026", None, "Due: early December 2026"),
        ("ASAP", None, ""),
    ],
)
def test_when_an_action_is_due_is_a_day_or_its_words_are_kept(
    meeting: Desk, tmp_path: Path, due: str, day: str | None, kept: str
) -> None:
    intake = looked_at(meeting, tmp_path, "actions", f"Action,Owner,Due\nWrite,{CHAIR},{due}\n", BOARD)
    agreed, *more = intake.plan.steps
    assert agreed.due == day and [step.text for step in more] == ([kept] if kept else [])


@pytest.mark.parametrize(
    "due", ["31/11/2026", "11/13/2026", "12/11/2026 revised to 10/12/2026", "30 Nov", "31 Nov 2026"]
)
def test_what_was_meant_for_a_day_and_is_none_is_said(meeting: Desk, tmp_path: Path, due: str) -> None:
    (row,) = looked_at(meeting, tmp_path, "actions", f"Action,Owner,Due\nWrite,{CHAIR},{due}\n", BOARD).plan.outcomes
    assert row.what == "wrong" and "write it like 30/11/2026" in row.told[0]


def test_sections_and_percents_of_an_action_log(meeting: Desk, tmp_path: Path) -> None:
    text = f"Action,Owner,Status\nWrite,{CHAIR},50%\nCLOSED ACTIONS,,\nRead,{CHAIR},100%\n"
    plan = looked_at(meeting, tmp_path, "actions", text, BOARD).plan
    assert [row.what for row in plan.outcomes] == ["new", "left", "new"]
    assert [step.status for step in plan.steps if isinstance(step, e.ActionUpdated)] == ["done"]


@pytest.mark.parametrize(
    ("nature", "nil"),
    [
        ("Nothing to declare at present", True),
        ("NIL RETURN RECEIVED", True),
        ("No interests to declare.", True),
        ("No conflicts of interest declared", True),
        ("None known", True),
        ("Not returned", False),
        ("Awaiting return", False),
        ("No response", False),
    ],
)
def test_a_nil_return_is_told_from_none(meeting: Desk, tmp_path: Path, nature: str, nil: bool) -> None:
    plan = looked_at(meeting, tmp_path, "interests", f"Name,Nature,Type\n{CHAIR},{nature},\n", BOARD).plan
    assert [row.what for row in plan.outcomes] == ["new" if nil else "left"]
    assert [isinstance(step, e.DeclarationReturned) for step in plan.steps] == [True] * nil


def test_a_tick_for_indirect_and_a_second_interest_below_a_name(meeting: Desk, tmp_path: Path) -> None:
    text = f"Name,Nature,Financial,Indirect\n{CHAIR},Wife is a GP,,✓\n,Shares,✓,\n"
    asked = looked_at(meeting, tmp_path, "interests", text, BOARD)
    assert [doubt.key for doubt in asked.plan.doubts] == ["who blank"]
    plan = looked_at(meeting, tmp_path, "interests", text, BOARD, {"who blank": "above"}).plan
    assert [(step.member, step.interest) for step in plan.steps] == [
        ("eput-chair", "indirect"),
        ("eput-chair", "financial"),
    ]
    refused = looked_at(meeting, tmp_path, "interests", text, BOARD, {"who blank": "nobody"}).plan
    assert [row.what for row in refused.outcomes] == ["new", "wrong"]
