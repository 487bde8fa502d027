"""Who takes a seat over from whom, and a quorum that the public cannot know of, in the course of a meeting."""

from __future__ import annotations

import pytest

from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import found_by_public
from tests.papers.build_minutes import Meeting


def opened(terms: Terms, *here: str) -> Meeting:
    return Meeting(terms=terms).arrive(*here).do(e.ChairTaken(here[0]), e.MeetingOpened())


def test_a_member_and_a_deputy_take_over_from_each_other_and_who_goes_home_continues_remotely() -> None:
    m = opened(Terms(deputies="may_vote", source="terms 4"), "chair", "lead")
    m.do(e.MemberArrived("lead", deputy="J Doe"), e.MemberArrived("lead"), e.MemberArrived("lead", "remote"))
    text = m.do(e.MeetingClosed()).text()
    assert "| J Doe (deputy for Ms B Brown) took over from Ms B Brown |" in text
    assert "| Ms B Brown took over from J Doe (deputy) |" in text
    assert "| Ms B Brown continued remotely |" in text


@pytest.mark.parametrize("counted", [True, False])
def test_after_a_private_part_in_which_a_proxy_may_have_been_given_no_change_of_the_quorum_is_told(
    counted: bool,
) -> None:
    way = "count" if counted else "do_not_count"
    terms = Terms(quorum=Quorum(number=3), proxies="member", proxies_present=way, source="terms 4")
    m = opened(terms, "chair", "lead", "tchair").do(e.PublicExcluded("private"), e.MemberLeft("lead"))
    m.do(found_by_public(m.state), e.MemberArrived("lead"), e.MeetingClosed())
    text = m.text()
    assert ("The meeting was no longer quorate by then" in text) is not counted
    assert ("The meeting became quorate" in text) is not counted, "as it was all along, if a proxy had been given"
