"""Sentences that a third reader found untrue or telling, each with the right words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.meeting import entries as e
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.fold.stated_times import wall_time
from boardtui.meeting.record.live import Live
from boardtui.search.shown import facts
from boardtui.tui.views.attendance import attendance_sums, recorded as attended
from boardtui.tui.views.item import motion_head
from tests.build import record, sitting
from tests.papers.on_desk import command
from tests.search.asking import ask
from tests.three_meetings.second_pass import BOARD_JULY, SLE, SLE_JUNE, dispute, rules
from tests.three_meetings.test_second_pass import minutes, paper
from tests.three_meetings.third_pass import AWAY, BOARD, MAY, may


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("may")
    may(path)
    yield path


def in_private(folder: Path) -> str:
    """The confidential part of the minutes."""
    minutes(folder, BOARD, MAY)
    (part,) = (folder / "meetings" / MAY).glob("minutes*confidential.md")
    return part.read_text(encoding="utf-8")


# Interests


def test_only_who_left_for_an_interest_is_said_to_have_withdrawn(held: Path) -> None:
    told = minutes(held, BOARD, MAY)
    speaks = next(line for line in told.splitlines() if line.startswith("| ") and "Did not vote (interest" in line)
    leaves = next(line for line in told.splitlines() if line.startswith("| ") and "Withdrew (interest" in line)
    assert speaks != leaves
    assert "| motion 1.1: did not vote; motion 2.1: took no part in the decision |" in told
    sheets = paper(held, "vote", BOARD, MAY)
    assert "Did not vote (interest declared)" in sheets and "Withdrew (interest declared)" in sheets


# What was private, and what is not known


def test_a_vote_taken_in_public_is_not_said_to_have_been_recorded_in_private(held: Path) -> None:
    told = minutes(held, BOARD, MAY)
    assert "Part of this vote is confidential, so the voters are not named here." in told
    sheets = paper(held, "vote", BOARD, MAY)
    assert "What is confidential may bear on this vote" in sheets
    assert "recorded in private" not in told + sheets


def test_a_motion_that_is_open_is_not_yet_decided_in_either_part(held: Path) -> None:
    for part in (minutes(held, BOARD, MAY), in_private(held)):
        assert "No result is recorded" not in part
    assert "A motion was put. Not yet decided (motion " in minutes(held, BOARD, MAY)


def test_of_a_meeting_that_runs_the_minutes_give_the_time_at_which_it_was_opened(held: Path) -> None:
    told = minutes(held, BOARD, MAY)
    (opened,) = (line.split("|")[1].strip() for line in told.splitlines() if "| The meeting opened |" in line)
    assert f"on Thursday 14 May 2026, {opened}, County Hall" in told and opened != "10:00"


def test_the_confidential_part_tells_what_is_confidential_of_a_vote_in_public(held: Path) -> None:
    told = in_private(held)
    assert "not for publication: only what is confidential." in told
    assert "That the beds open." in told  # put and voted on in public, by a proxy left in private


def test_a_register_without_entries_does_not_say_that_there_are_none_in_the_other_part(held: Path) -> None:
    assert "No interest is recorded here." in paper(held, "interests", BOARD, "--confidential")
    assert "No condition of a decision is recorded here," in paper(held, "conditions", BOARD)


def test_who_came_in_private_and_stayed_is_counted(held: Path) -> None:
    assert "Who was there only while the public was excluded is not counted here." in paper(held, "attendance", BOARD)


def test_search_tells_the_day_an_action_is_due_as_people_write_it(held: Path) -> None:
    desk = Desk.open(Config(Settings(database="data.db"), held))
    (action,) = ask(desk, "Tell the schools").found
    assert ("Due", "29 May 2026") in facts(action)
    desk.close()


# Issues


def test_advice_and_discussion_that_were_recorded_are_no_lack_of_evidence(tmp_path: Path) -> None:
    dispute(tmp_path)
    told = minutes(tmp_path, SLE, SLE_JUNE)
    assert "No evidence of that was given." not in told
    assert "took appropriate advice (8.10(1))”. What was done is recorded with the issue." in told
    assert command(tmp_path, "verify", SLE).exit_code == 0


def test_only_a_decision_that_a_party_can_refuse_asks_whether_it_is_accepted(tmp_path: Path) -> None:
    dispute(tmp_path)
    desk = Desk.open(Config(Settings(database="data.db"), tmp_path))
    board = desk.session(BOARD)
    (issue,) = board.state.issues
    board.record(e.DecisionNotified(("mseft",), "letter", "2026-09-01", issue=issue))
    desk.close()
    assert "whether your organisation accepts the decision" in paper(tmp_path, "notices", SLE, SLE_JUNE)
    advised = paper(tmp_path, "notices", BOARD, BOARD_JULY)
    assert "Who funds the beds" in advised and "accepts" not in advised and "Your answer" not in advised


# Decisions between meetings


def test_an_urgent_decision_recorded_late_is_not_said_to_have_followed_the_meeting(tmp_path: Path) -> None:
    may(tmp_path, urgent="2026-05-08")
    told = paper(tmp_path, "decisions", BOARD)
    assert "## Decided between meetings, recorded after Thursday 14 May 2026" in told
    assert "| 8 May 2026 | That the beds be opened." in told


# Times and counts


def test_a_time_on_another_day_says_the_offset_by_which_it_is_told() -> None:
    """A meeting of summer entered in November: the wall is an hour behind the meeting's own clock."""
    state = sitting(starts="2026-06-25T10:00:00+01:00").state
    assert wall_time(state, "2026-06-25T09:40:00.000Z") == "10:40"
    assert wall_time(state, "2026-11-12T15:40:00.000Z") == "16:40 on 12 November 2026 (UTC+01:00)"


def test_a_motion_that_is_decided_without_votes_is_not_told_to_have_none_yet() -> None:
    stretch = sitting(charter=rules())
    record(stretch, e.MotionPut("m1", "capital", "That it be so.", "simple", "objectives"))
    assert "no votes yet" in "".join(part.text for part in motion_head(stretch.state, stretch.state.motions["m1"]))
    record(stretch, result_now(stretch.state, stretch.state.motions["m1"]))
    head = "".join(part.text for part in motion_head(stretch.state, stretch.state.motions["m1"]))
    assert "NOT CARRIED · no votes for or against" in head


def test_whom_the_public_saw_come_and_does_not_find_again_has_left(held: Path) -> None:
    desk = Desk.open(Config(Settings(database="data.db"), held))
    public = Live().state(desk.session(BOARD).stretch)
    assert (attended(public, "cvsn-rep").there, attended(public, AWAY).there) == ("left", "absent")
    assert "Left 1" in "".join(part.text for part in attendance_sums(public))
    desk.close()
