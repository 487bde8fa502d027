"""Two people of one name are told apart wherever a file names them, and the owner of an action is matched to a member."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.desk.desk import Desk
from boardtui.exchange.sheets.taking import Intake, take
from boardtui.meeting.entries import ActionAgreed, InterestRegistered
from boardtui.register.people import members
from tests.sheets.making import BOARD, MEETING, looked_at


@pytest.fixture
def board(desk: Desk) -> Desk:
    """A meeting with two members called J Smith and one called Dr Mary Jones."""
    db = desk.store.connection
    names = ("J Smith", "J Smith", "Dr Mary Jones")
    with db:
        for member, name in zip(members(db, BOARD), names, strict=False):
            db.execute("UPDATE members SET name = ? WHERE body = ? AND key = ?", [name, BOARD, member.key])
    desk.session(BOARD).convene(MEETING)
    return desk


def recorded(desk: Desk, kind: type) -> list[ActionAgreed | InterestRegistered]:
    return [line.entry for line in desk.session(BOARD).lines if isinstance(line.entry, kind)]  # type: ignore[misc]


def asked(intake: Intake) -> tuple[str, list[str]]:
    (doubt,) = intake.plan.doubts
    return doubt.key, [key for key, _ in doubt.options]


def test_an_interest_of_one_of_two_members_of_one_name_is_asked_about_by_seat(board: Desk, tmp_path: Path) -> None:
    text = "Name,Nature of interest,Type\nJ Smith,Shareholder of Example Ltd,financial\n"
    intake = looked_at(board, tmp_path, "interests", text, BOARD)
    first, second = list(board.session(BOARD).state.members.values())[:2]
    key, options = asked(intake)
    assert options[:2] == [first.key, second.key]
    for option, member in zip(intake.plan.doubts[0].options, (first, second), strict=False):
        assert member.seat in option[1]
    take(board, looked_at(board, tmp_path, "interests", text, BOARD, {key: second.key}))
    (interest,) = recorded(board, InterestRegistered)
    assert isinstance(interest, InterestRegistered) and interest.member == second.key


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("interests", "Name,Nature,Type\nAnn Newcomer,Shares,financial\nB Nobody,Shares,financial\n"),
        ("gifts", "Name,Gift,From,Accepted\nAnn Newcomer,Pen,Acme,yes\nB Nobody,Pen,Acme,yes\n"),
    ],
)
def test_whoever_has_a_seat_from_the_next_meeting_on_is_told_before(
    board: Desk, tmp_path: Path, kind: str, text: str
) -> None:
    db = board.store.connection
    seat = members(db, BOARD)[4]
    with db:
        db.execute("UPDATE members SET name = 'Ann Newcomer' WHERE body = ? AND key = ?", [BOARD, seat.key])
    told = [line for line in looked_at(board, tmp_path, kind, text, BOARD).plan.remarks if "is in the setup as" in line]
    assert len(told) == 1 and f"“Ann Newcomer” is in the setup as Ann Newcomer, {seat.seat}" in told[0], told


@pytest.mark.parametrize(
    "owner", ["Mary Jones", "JONES, Mary (Dr)", "Dr Mary Jones MBE", "mary jones", "Professor Mary Jones"]
)
def test_the_owner_of_an_action_is_the_member_of_that_name(board: Desk, tmp_path: Path, owner: str) -> None:
    take(board, looked_at(board, tmp_path, "actions", f'Action,Owner\nWrite,"{owner}"\n', BOARD))
    (action,) = recorded(board, ActionAgreed)
    assert isinstance(action, ActionAgreed) and action.owner == "Dr Mary Jones"


def test_an_owner_who_is_like_a_member_is_asked_about_and_others_stay_as_written(board: Desk, tmp_path: Path) -> None:
    text = "Action,Owner\nWrite,M Jones\nCount,Finance team\n"
    key, options = asked(looked_at(board, tmp_path, "actions", text, BOARD))
    assert options == [list(board.session(BOARD).state.members)[2], "nobody"]
    take(board, looked_at(board, tmp_path, "actions", text, BOARD, {key: "nobody"}))
    assert [getattr(action, "owner", "") for action in recorded(board, ActionAgreed)] == ["M Jones", "Finance team"]


def test_an_owner_of_whom_there_are_two_is_told_by_seat(board: Desk, tmp_path: Path) -> None:
    text = "Action,Owner\nWrite,J Smith\n"
    key, options = asked(looked_at(board, tmp_path, "actions", text, BOARD))
    take(board, looked_at(board, tmp_path, "actions", text, BOARD, {key: options[1]}))
    (action,) = recorded(board, ActionAgreed)
    seat = list(board.session(BOARD).state.members.values())[1].seat
    assert getattr(action, "owner", "") == f"J Smith ({seat})"
    again = looked_at(board, tmp_path, "actions", text, BOARD, {key: options[1]})
    assert again.plan.count("same") == 1
