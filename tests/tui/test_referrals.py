"""An issue goes from one body's book to another's and its answer comes back: on a real database, hash and history checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from boardtui.desk.desk import Desk
from boardtui.desk.referrals import answers_for, check_received, not_received, receipt, referred_to
from boardtui.meeting import entries as e
from boardtui.register.agenda import Meeting, add_meeting
from tests.papers.on_desk import command
from tests.tui import issue_script as script
from tests.tui.app import BOARD, everybody, frame, message, press, running

PB = "partnership-board"


def referred(desk: Desk) -> None:
    """The SLE refers an issue to the Board, closes its meeting, and the Board receives it."""
    sle, board = desk.session("sle"), desk.session(PB)
    sle.convene(script.SLE_MEETING)
    script.record(sle, [*script.discussed(), e.IssueReferred(script.ISSUE, PB)])
    if sle.state.phase == "convened":
        sle.record(e.MeetingOpened())
    sle.record(e.MeetingClosed())
    board.convene(BOARD)
    board.record(receipt(desk, board.state, referred_to(desk, PB)[0]))


def test_the_answer_comes_back_once_with_the_hash_of_the_other_book(desk: Desk) -> None:
    referred(desk)
    sle, board = desk.session("sle"), desk.session(PB)
    assert answers_for(desk, "sle") == []
    board.record(e.IssueResolved(script.ISSUE, "Shared by population."))
    (answer,) = answers_for(desk, "sle")
    assert (answer.issue, answer.body, answer.how, answer.hash) == (
        script.ISSUE,
        PB,
        "Shared by population.",
        board.head,
    )
    sle.record(answer)
    assert answers_for(desk, "sle") == []
    add_meeting(desk.store.connection, Meeting("sle-next", "sle", "SLE, January", "2027-01-11T14:00+00:00"))
    sle.convene("sle-next")
    assert [one.how for one in sle.state.answers] == ["Shared by population."]
    assert answers_for(desk, "sle") == []


def test_an_answer_that_was_taken_back_waits_again(desk: Desk) -> None:
    referred(desk)
    desk.session(PB).record(e.IssueResolved(script.ISSUE, "Shared."))
    sle = desk.session("sle")
    sle.record(answers_for(desk, "sle")[0])
    sle.undo()
    assert len(answers_for(desk, "sle")) == 1


def test_verify_finds_hash_and_history_in_the_other_book(desk: Desk, tmp_path: Path) -> None:
    referred(desk)
    (found,) = check_received(desk.store, PB)
    assert found.sound and found.words.endswith("of the minute book of the System Leadership Executive (SLE)")
    ran = command(tmp_path, "verify", PB)
    assert ran.exit_code == 0 and "received issue “" in ran.output


@pytest.mark.parametrize("wrong", ["hash", "history"])
def test_verify_says_where_hash_or_history_is_not_so(desk: Desk, tmp_path: Path, wrong: str) -> None:
    sle, board = desk.session("sle"), desk.session(PB)
    sle.convene(script.SLE_MEETING)
    script.record(sle, [*script.discussed(), e.IssueReferred(script.ISSUE, PB)])
    board.convene(BOARD)
    true = receipt(desk, board.state, referred_to(desk, PB)[0])
    false = {
        "hash": e.IssueReceived(true.issue, "sle", "ab" * 32, true.history),
        "history": e.IssueReceived(true.issue, "sle", true.from_hash, e.OpenIssue(script.ISSUE, "Another title")),
    }
    board.record(false[wrong])
    (found,) = check_received(desk.store, PB)
    assert found.sound is False
    ran = command(tmp_path, "verify", PB)
    assert ran.exit_code == 1
    assert (
        "no entry of the minute book of the System Leadership Executive (SLE) has the hash"
        if wrong == "hash"
        else "NOT as it stood in the minute book of the System Leadership Executive (SLE)"
    ) in ran.output


def test_a_history_received_before_no_consensus_was_called_so_is_that_of_the_other_book(desk: Desk) -> None:
    """An earlier version told of it as not carried, and had no day of a meeting entered later."""
    sle, board = desk.session("sle"), desk.session(PB)
    sle.convene(script.SLE_MEETING)
    item = next(iter(sle.state.items))
    put = e.MotionPut("m1", item, "That it be shared.", "consensus", "objectives", issue=script.ISSUE)
    failed = e.ConsensusDeclared("m1", False, (e.Objection(next(iter(sle.state.members))),))
    script.record(sle, [*script.discussed(), *everybody(sle), e.MeetingOpened(), e.ItemOpened(item), put, failed])
    script.record(sle, [e.IssueReferred(script.ISSUE, PB)])
    board.convene(BOARD)
    now = receipt(desk, board.state, referred_to(desk, PB)[0])
    assert now.history.stages[-2].outcome == "no_consensus"
    then = replace(
        now.history,
        stages=tuple(replace(step, outcome="not_carried") if step.motion else step for step in now.history.stages),
    )
    board.record(replace(now, history=then))
    (found,) = check_received(desk.store, PB)
    assert found.sound


def test_a_book_that_is_not_here_is_said_to_be_so(desk: Desk) -> None:
    board = desk.session(PB)
    board.convene(BOARD)
    board.record(e.IssueReceived("beds", "elsewhere", "ab" * 32, e.OpenIssue("beds", "Beds")))
    (found,) = check_received(desk.store, PB)
    assert found.sound is None and "is not in this database" in found.words


@pytest.mark.parametrize("confidential", [False, True])
async def test_home_counts_what_was_referred_until_it_is_received_and_tells_the_public_nothing_private(
    tmp_path: Path, *, confidential: bool
) -> None:
    told = "1 issue referred to the Partnership Board, not yet received"
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        sle, board = app.desk.session("sle"), app.desk.session(PB)
        sle.convene(script.SLE_MEETING)
        script.record(sle, [*script.discussed(confidential=confidential), e.IssueReferred(script.ISSUE, PB)])
        sle.record(e.MeetingOpened())
        sle.record(e.MeetingClosed())
        assert not_received(app.desk).keys() == {PB}
        await press(pilot, "i", "escape")  # home is read anew
        assert frame(app).count(told) == 1
        await press(pilot, "end")
        board.convene(BOARD)
        board.record(e.MeetingOpened())
        await press(pilot, "i", "escape")
        assert told not in frame(app), "the public is in the room, and the SLE meets without it"
        await press(pilot, "asterisk", "2")
        assert told in frame(app)
        board.record(receipt(app.desk, board.state, referred_to(app.desk, PB)[0]))
        await press(pilot, "i", "escape")
        assert told not in frame(app) and not not_received(app.desk)
        board.record(e.ItemOpened(next(iter(board.state.items))))
        board.record(e.IssueResolved(script.ISSUE, "Shared by population."))
        outcome = "1 outcome of issues referred elsewhere, not yet recorded"
        await press(pilot, "i", "escape")
        assert (outcome in frame(app)) is not confidential
        sle.record(answers_for(app.desk, "sle")[0])
        await press(pilot, "i", "escape")
        assert outcome not in frame(app)


async def test_from_the_list_of_issues_one_key_takes_the_answer_in(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        referred(app.desk)
        script.record(app.desk.session(PB), [e.MeetingOpened(), e.MeetingClosed()])  # the public has gone
        await press(pilot, "s")
        await pilot.pause()
        assert "its outcome there" in frame(app) and "receipt by that body" not in frame(app)
        await press(pilot, "end")
        assert "which received it in its own book" in " ".join(frame(app).split())
        await press(pilot, "escape")
        app.desk.session(PB).record(e.IssueResolved(script.ISSUE, "Shared by population."))
        await press(pilot, "s")
        await pilot.pause()
        assert "t records the outcome" in message(app)
        await press(pilot, "t")
        assert "Which body referred the issue?" in frame(app)
        await press(pilot, "2")
        assert "The Partnership Board resolved it: Shared by population." in frame(app)
        await press(pilot, "enter")
        assert isinstance(app.desk.session("sle").lines[-1].entry, e.ReferralAnswered)
        await press(pilot, "end")
        assert "which resolved it: Shared by population." in " ".join(frame(app).split())
        await press(pilot, "t", "2")
        assert "No issue that the System Leadership Executive (SLE) referred elsewhere has" in message(app)


async def test_an_issue_referred_before_the_last_meeting_is_in_no_list_and_the_line_below_tells_of_it(
    tmp_path: Path,
) -> None:
    """Home counts it, and no meeting carries over what it referred."""
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        sle, board = app.desk.session("sle"), app.desk.session(PB)
        sle.convene(script.SLE_MEETING)
        script.record(
            sle, [*script.discussed(), e.IssueReferred(script.ISSUE, PB), e.MeetingOpened(), e.MeetingClosed()]
        )
        add_meeting(
            app.desk.store.connection, Meeting("sle-next", "sle", "SLE", "2026-12-14T14:00:00+00:00", "", False)
        )
        sle.convene("sle-next")
        board.convene(BOARD)
        script.record(board, [e.MeetingOpened(), e.MeetingClosed()])  # the public has gone
        assert script.ISSUE not in sle.state.issues
        await press(pilot, "s")
        await pilot.pause()
        assert message(app) == "1 issue that another body referred is still to be received: g receives."
        await press(pilot, "escape")
        board.record(receipt(app.desk, board.state, referred_to(app.desk, PB)[0]))
        await press(pilot, "s")
        await pilot.pause()
        assert message(app) == ""
