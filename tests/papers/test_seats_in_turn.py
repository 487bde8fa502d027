"""Who was there and when, where a seat was taken in turn, somebody came back unseen, or the meeting was adjourned."""

from __future__ import annotations

import datetime

from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.meeting import entries as e
from boardtui.meeting.words.reasons import NOT_RETURNED
from boardtui.papers.clock import Clock
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.source import Source
from boardtui.papers.vote_sheet import vote_sheets
from tests.papers.build_minutes import Meeting

TERMS = Terms(deputies="may_vote", quorum=Quorum(number=4), source="ToR 1")


def opened(*present: str) -> Meeting:
    """Sir D Dunn is represented by a deputy, and these are there beside."""
    m = Meeting(terms=TERMS).arrive("chair", *present).do(e.MemberArrived("tchair", deputy="Ms N Nye"))
    return m.do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("capital"))


def row(text: str, name: str) -> str:
    """What the list of those present says of somebody."""
    return next(line for line in text.splitlines() if line.startswith(f"| {name}"))


def test_a_member_and_the_deputy_who_came_before_are_told_apart_with_their_times() -> None:
    m = opened("lead", "bbchair").do(e.MemberLeft("tchair"), e.MemberArrived("tchair", mode="remote"))
    text = m.do(e.MeetingClosed()).text()
    told = row(text, "Sir D Dunn")
    assert told.endswith("| Ms N Nye (deputy), until 09:58; Sir D Dunn, remotely, from 09:59 |")


def test_who_was_gone_when_the_public_came_back_and_returned_then_is_not_said_to_be_away_for_good() -> None:
    m = opened("lead", "bbchair").do(e.PublicExcluded("staff"), e.MemberLeft("lead"))
    m.do(e.PublicReadmitted(present=("chair", "bbchair", "tchair")))
    m.now -= datetime.timedelta(minutes=1)
    same = Meeting.do(m, e.MemberArrived("lead"), e.MeetingClosed()).text()
    assert row(same, "Ms B Brown").endswith("| left in private, back at 10:00 |")
    later = opened("lead", "bbchair").do(e.PublicExcluded("staff"), e.MemberLeft("lead"))
    later.do(e.PublicReadmitted(present=("chair", "bbchair", "tchair")), e.MemberArrived("lead"), e.MeetingClosed())
    assert row(later.text(), "Ms B Brown").endswith("| away 10:00 at the latest to 10:01 |")


def test_who_leaves_while_the_meeting_is_adjourned_was_there_until_the_adjournment_and_the_quorum_is_told_with_it() -> (
    None
):
    m = opened("lead", "bbchair").do(e.MeetingAdjourned("lunch"), e.MemberLeft("lead"), e.MemberArrived("cllr"))
    held = m.do(e.MeetingResumed(), e.MeetingClosed()).text()
    assert row(held, "Ms B Brown").endswith("| did not return after the adjournment |")
    assert "quorate (" not in held
    lost = opened("lead", "bbchair").do(e.MeetingAdjourned("lunch"), e.MemberLeft("lead"), e.MeetingResumed())
    told = [
        line for line in lost.do(e.MeetingClosed()).text().splitlines() if "quorate (" in line or "resumed |" in line
    ]
    assert [line.split(" | ")[1] for line in told] == [
        "The meeting ceased to be quorate (3 members where 4 are needed)",
        "The meeting resumed",
    ]


def test_the_quorum_that_an_adjournment_changed_is_told_before_the_meeting_resumes() -> None:
    def told(m: Meeting) -> list[str]:
        lines = m.do(e.MeetingClosed()).text().splitlines()
        return [line.split(" | ")[1] for line in lines if "quorate (" in line or "resumed |" in line]

    noticed = opened("lead", "bbchair").do(e.MeetingAdjourned("lunch"), e.MeetingResumed())
    noticed.do(e.MemberLeft("lead", NOT_RETURNED), e.MemberArrived("lead"))
    assert told(noticed) == [
        "The meeting ceased to be quorate (3 members where 4 are needed)",
        "The meeting resumed",
        "The meeting became quorate (4 members where 4 are needed)",
    ]
    joined = opened("lead").do(e.MeetingAdjourned("no quorum"), e.MemberArrived("cllr"), e.MeetingResumed())
    assert told(joined) == ["The meeting became quorate (4 members where 4 are needed)", "The meeting resumed"]


def test_in_a_consensus_of_all_each_is_said_to_agree_and_a_deputy_by_name() -> None:
    m = opened("lead", "bbchair").do(e.MotionPut("m1", "capital", "That the list be put first.", "agreement"))
    m.do(e.RulingMade("m1", "consensus", "unanimous", "All must agree.", "chair"), e.ConsensusDeclared("m1", True))
    paper = vote_sheets(Source(m.do(e.MeetingClosed()).stretch, "public", Clock(m.state.starts)))["m1"]
    text = as_markdown(paper)
    assert "not disclosed" not in text
    assert row(text, "Ms N Nye (deputy for Sir D Dunn)").endswith("| Agreed |")
    assert row(text, "Ms B Brown").endswith("| Agreed |")


def test_a_private_part_on_another_day_than_the_meeting_is_not_dated_on_its_first() -> None:
    m = opened("lead", "bbchair").do(e.MeetingAdjourned("to the next day"))
    m.now += datetime.timedelta(days=1)
    m.do(e.MeetingResumed(), e.PublicExcluded("staff"), e.NoteTaken("capital", "In private."), e.PublicReadmitted())
    text = m.do(e.MeetingClosed()).text(part="confidential")
    assert (
        "minutes of the meeting of Thursday 26 November 2026, in private, 10:00 on Friday 27 November 2026 to" in text
    )


def test_the_confidential_part_tells_who_was_not_there_for_all_that_was_private() -> None:
    m = opened("lead", "bbchair").do(e.PublicExcluded("staff"), e.MemberLeft("bbchair"))
    m.do(e.PublicReadmitted(present=("chair", "lead", "tchair")), e.MemberLeft("lead"), e.MemberArrived("bbchair"))
    m.do(e.PublicExcluded("a claim"), e.MeetingClosed())
    text = m.text(part="confidential")
    assert row(text, "Ms B Brown").endswith("| until 10:03 |")
    assert row(text, "Dr C Clark").endswith("| away 09:59 to 10:03 |")
