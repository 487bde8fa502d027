"""Who was in the chair, who came late, when there was a quorum and who could vote are told alike wherever they are told."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.meeting import entries as e
from boardtui.meeting.entries.parts import Asked, OpenDecision
from boardtui.meeting.fold.sitting import found_by_public, open_matter, public_part
from boardtui.meeting.followup.awaiting import decision, figures_of
from boardtui.meeting.record.live import Live
from boardtui.meeting.record.record import record_of, record_of_copy
from boardtui.meeting.record.steps import Steps
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import State
from boardtui.meeting.voting.quorum import quorum
from boardtui.papers.attendance_record import attendance_of_book, attended
from boardtui.papers.clock import Clock
from boardtui.papers.follow_up import trackers
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.model import Part
from boardtui.papers.source import Source
from boardtui.papers.tables import sheets
from boardtui.papers.vote_sheet import vote_sheets
from boardtui.papers.year import year_paper
from boardtui.search.gathering import contents_of
from boardtui.tui.safe import Line
from boardtui.tui.status import attendance
from boardtui.tui.views.decision import head_lines
from boardtui.tui.views.effects import interest_effects
from boardtui.tui.views.seats import aside
from boardtui.tui.views.vote import vote_lines
from tests.papers.build_minutes import RULES, Meeting

TODAY = datetime.date(2027, 1, 20)
EVERYBODY = ("chair", "lead", "bbchair", "tchair", "tceo", "cllr")
FOUR = Terms(quorum=Quorum(number=4, conflicted_count=False), source="terms 4")


def sheet(m: Meeting, motion: str) -> str:
    return as_markdown(vote_sheets(Source(m.stretch, "public", Clock(m.state.starts)))[motion])


def opened(terms: Terms | None = None, here: tuple[str, ...] = EVERYBODY) -> Meeting:
    return Meeting(terms=terms).arrive(*here).do(e.ChairTaken(here[0]), e.MeetingOpened())


def test_each_who_was_in_the_chair_is_told_with_the_times() -> None:
    m = Meeting().arrive("lead", "bbchair").do(e.ChairTaken("lead", "Chair late"), e.MeetingOpened())
    m.do(
        e.MemberArrived("chair"),
        e.ChairTaken("chair"),
        e.MemberLeft("chair"),
        e.ChairTaken("bbchair"),
        e.MeetingClosed(),
    )
    text = m.text()
    assert "| Ms B Brown (in the chair until 09:56) |" in text
    assert "| Prof A Adams (in the chair 09:56 to 09:57) |" in text
    assert "| Dr C Clark (in the chair from 09:58) |" in text


def test_a_chair_named_before_the_opening_and_replaced_was_never_in_it() -> None:
    m = Meeting().arrive("lead", "chair").do(e.ChairTaken("lead"), e.ChairTaken("chair"), e.MeetingOpened())
    text = m.do(e.MeetingClosed()).text()
    assert "| Prof A Adams (in the chair) |" in text and "| Ms B Brown |" in text
    assert "with Prof A Adams in the chair" in text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (("chair",), "Apologies were received from Prof A Adams, who attended all the same."),
        (("chair", "cllr"), "Apologies were also received from Prof A Adams, who attended all the same."),
        ((), "No apologies were recorded."),
    ],
)
def test_apologies_of_somebody_who_then_came_were_received(sent: tuple[str, ...], words: str) -> None:
    m = (
        Meeting()
        .do(*(e.ApologiesGiven(key) for key in sent))
        .arrive("lead")
        .do(e.ChairTaken("lead"), e.MeetingOpened())
    )
    text = m.do(e.ItemOpened("welcome"), e.MemberArrived("chair"), e.MeetingClosed()).text()
    assert words in text and ("No apologies" in text) == (not sent)


def test_a_quorum_lost_by_an_interest_on_the_item_is_told_when_it_is_lost() -> None:
    m = opened(FOUR, ("chair", "lead", "bbchair", "tchair")).do(e.ItemOpened("welcome"))
    m.do(e.InterestDeclared("tchair", ("capital",), "financial", "Owns shares", "withdraws"), e.ItemOpened("capital"))
    text = m.do(e.MemberArrived("tceo"), e.MeetingClosed()).text()
    assert "| 09:59 | The meeting ceased to be quorate (3 members where 4 are needed) | 2 |" in text
    assert "| 10:00 | The meeting became quorate (4 members where 4 are needed) | 2 |" in text


def test_attendance_recorded_after_the_opening_says_nothing_of_who_was_there_at_it() -> None:
    m = Meeting(terms=FOUR).do(e.MeetingOpened()).arrive("chair", "lead", "bbchair", "tchair")
    text = m.do(e.ItemOpened("welcome"), e.MeetingClosed()).text()
    assert "; attendance was recorded after the opening |" in text and "at the opening" not in text
    assert "The meeting became quorate (4 members where 4 are needed)" in text


def test_a_quorum_made_by_a_ruling_is_told() -> None:
    m = Meeting(terms=FOUR).arrive("chair", "lead", "bbchair").do(e.MemberArrived("cllr", deputy="G Grant"))
    m.do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("welcome"))
    m.do(e.RulingMade(None, "deputies", "may_vote", "G Grant may vote.", "chair"), e.MeetingClosed())
    text = m.text()
    assert "3 present at the opening: not quorate" in text
    assert "The meeting became quorate (4 members where 4 are needed)" in text


def test_the_public_is_told_of_the_quorum_that_it_finds_on_its_return() -> None:
    m = opened(FOUR, ("chair", "lead", "bbchair", "tchair")).do(e.ItemOpened("welcome"), e.MemberLeft("tchair"))
    m.do(
        e.PublicExcluded("private"),
        e.MemberArrived("tceo"),
        e.PublicReadmitted(("chair", "lead", "bbchair", "tceo")),
        e.MeetingClosed(),
    )
    text = m.text()
    assert "The meeting ceased to be quorate (3 members where 4 are needed)" in text
    assert "The meeting was quorate by then (4 members where 4 are needed)" in text


def test_somebody_remote_who_has_no_vote_is_among_those_present_and_called_so() -> None:
    m = opened(Terms(remote="may_not_vote", source="terms 4"), EVERYBODY[:5])
    m.do(
        e.MemberArrived("cllr", "remote"),
        e.ItemOpened("capital"),
        e.MotionPut("m1", "capital", "That.", "agreement", "all"),
    )
    m.do(e.EvidenceGiven("recommended", "m1"), e.ConsensusDeclared("m1", True), e.MeetingClosed())
    text = m.text()
    assert (
        "Of the 6 members present, 4 did not object; 1 was not eligible and 1 attended remotely, not entitled to take part."
        in text
    )
    assert "| Cllr F Frost | Shire Council | Attended remotely, not entitled to take part |" in sheet(m, "m1")
    put = m.state.motions["m1"]
    assert "present, not entitled to take part" in [group.title for group in aside(m.state, put)]
    asked = replace(put, status="open")
    summed = "".join(span.text for row in vote_lines(m.state, asked, 140) for span in row if "adds up" in str(row))
    assert "1 remotely not entitled to take part" in summed and "without a vote" not in summed


def test_somebody_remote_who_does_not_count_is_not_called_present_for_the_quorum() -> None:
    terms = Terms(remote="may_not_vote", quorum=Quorum(number=3), source="terms 4")
    m = Meeting(terms=terms).arrive("chair", "lead").do(e.MemberArrived("cllr", "remote"))
    text = m.do(e.ChairTaken("chair"), e.MeetingOpened(), e.MeetingClosed()).text()
    assert "| Present (3) |" in text and "2 counted at the opening: not quorate" in text


def test_a_partner_whose_only_one_present_withdrew_lost_its_vote_by_that() -> None:
    m = opened(here=("chair", "lead", "tchair")).do(e.ItemOpened("capital"))
    m.do(e.InterestDeclared("tchair", ("capital",), "financial", "Owns shares", "withdraws"))
    m.do(e.MotionPut("m1", "capital", "That.", "majority", "all"))
    assert any("1 kept from voting" in text for text in interest_effects(m.state, "capital")), interest_effects(
        m.state, "capital"
    )
    m.votes("m1", for_=["bb", "cp"]).declare("m1").do(e.MeetingClosed())
    text = m.text()
    assert "| Sir D Dunn | 2 | motion 2.1: did not vote; nobody else there could vote for Riverside NHS Trust" in text
    assert (
        "| Riverside NHS Trust | Sir D Dunn (interest declared) and Mr E Evans (absent) | Withdrew (interest declared) |"
        in sheet(m, "m1")
    )
    assert m.state.motions["m1"].electorate.kept == {"trust"} and not m.state.motions["m1"].electorate.withdrawn


def test_a_quorum_that_hangs_on_one_member_is_not_called_just_met() -> None:
    m = opened(Terms(quorum=Quorum(number=3, seats=("chair",)), source="terms 4"))
    there = quorum(m.state)
    assert (there.spare, there.present, there.just_met) == (0, 6, False)
    assert "quorum: met, 6 where 3 are needed" in "".join(span.text for span in attendance(m.state))


def test_the_tracker_of_an_earlier_meetings_decision_is_not_headed_by_a_later_one() -> None:
    asked = Asked(("bb", "trust"))
    held = OpenDecision("m9", "That it be so.", "2.1", "board-sep", "2026-09-24T10:00:00Z", asked=asked)
    m = Meeting(carried=e.Carried(decisions=(held,)), rules=RULES).arrive("chair")
    m.do(e.ChairTaken("chair"), e.MeetingOpened(), e.MeetingClosed())
    (paper,) = trackers(Source(m.stretch, "public", Clock(m.state.starts)), today=TODAY, signed=False).values()
    assert "Town Hall" not in as_markdown(paper) and "26 November" not in as_markdown(paper)


def in_private(*entries: e.AnyEntry) -> Meeting:
    m = opened(Terms(deputies="may_vote", source="terms 4"), ("chair", "lead", "tchair"))
    return m.do(e.ItemOpened("welcome"), e.PublicExcluded("private"), *entries)


def test_the_public_is_told_whom_it_finds_in_the_chair_on_its_return() -> None:
    m = in_private(e.ChairTaken("lead"))
    text = m.do(found_by_public(m.state), e.MeetingClosed()).text()
    assert "| Ms B Brown (in the chair from 09:59 at the latest) |" in text
    assert "| Prof A Adams (in the chair until 09:59 at the latest) |" in text
    assert "| 09:59 | Ms B Brown was in the chair by then |" in text


def test_the_public_is_told_who_came_in_whose_place_and_who_is_remote_and_not_when() -> None:
    m = in_private(e.MemberArrived("cllr", deputy="G Grant"), e.MemberArrived("tceo", "remote"))
    text = m.do(found_by_public(m.state), e.MeetingClosed()).text()
    assert "| G Grant (deputy for Cllr F Frost) |" in text and "| Cllr F Frost |" not in text
    assert "remotely, from 10:00 at the latest" in text


@pytest.mark.parametrize(
    "wrong", [{"chair": "lead"}, {"chair": ""}, {"deputies": {"lead": "X"}}, {"remote": ("lead",)}]
)
def test_what_the_public_is_said_to_find_has_to_be_so(wrong: dict[str, Any]) -> None:
    m = in_private()
    with pytest.raises(Refused, match="when the public comes back"):
        m.do(replace(found_by_public(m.state), **wrong))


def test_an_older_return_of_the_public_says_nothing_of_the_chair() -> None:
    m = in_private(e.ChairTaken("lead"))
    text = m.do(e.PublicReadmitted(("chair", "lead", "tchair")), e.MeetingClosed()).text()
    assert "| Prof A Adams (in the chair) |" in text and "by then" not in text


def test_after_a_private_part_no_count_is_given_of_who_took_part_in_a_consensus() -> None:
    m = in_private(e.InterestDeclared("tchair", ("capital",), "financial", "Owns shares", "speaks_does_not_vote"))
    m.do(found_by_public(m.state), e.ItemOpened("capital"), e.MotionPut("m1", "capital", "That.", "agreement", "all"))
    m.do(e.EvidenceGiven("recommended", "m1"), e.ConsensusDeclared("m1", True))
    m.do(e.RatificationSought("m1", ("bb",), "ratification", "all", said_by="the Chair"), e.MeetingClosed())
    assert m.state.motions["m1"].electorate.may_vote == {"lead"}
    (tracker,) = trackers(Source(m.stretch, "public", Clock(m.state.starts)), today=TODAY, signed=False).values()
    assert "**Figures**" not in as_markdown(tracker)
    told = sheet(m, "m1")
    assert "entitled to take part objected" not in m.text() + told
    assert "| Sir D Dunn | Riverside NHS Trust | No objection, or away |" in told
    assert "None of the 1" not in told and "without objection" not in told


def test_who_represents_no_partner_takes_part_in_a_consensus_and_does_not_vote_in_it() -> None:
    rules = tuple(replace(rule, no_category="eligible", approval="Approval by each board.") for rule in RULES)
    m = Meeting(rules=rules).arrive("chair", "lead", "tchair").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.ItemOpened("capital"), e.MotionPut("m1", "capital", "That.", "agreement", "all"))
    m.do(e.EvidenceGiven("recommended", "m1"), e.ConsensusDeclared("m1", True), e.MeetingClosed())
    told = sheet(m, "m1")
    assert "Represents no partner; the rule lets such members take part: " in told and "may vote" not in told
    assert "| **Approval** | Approval by each board. |" in told


def consensus_after_private() -> Meeting:
    """An interest in the public item is declared in private; back in public the motion on it is agreed, and is followed."""
    m = in_private(e.InterestDeclared("tchair", ("capital",), "financial", "Owns shares", "speaks_does_not_vote"))
    m.do(found_by_public(m.state), e.ItemOpened("capital"), e.MotionPut("m1", "capital", "That.", "agreement", "all"))
    m.do(e.EvidenceGiven("recommended", "m1"), e.ConsensusDeclared("m1", True))
    return m.do(e.RatificationSought("m1", ("bb",)), e.MeetingClosed())


def test_after_a_private_part_search_gives_the_public_no_count_of_a_consensus() -> None:
    stretch = consensus_after_private().stretch
    (public,) = [one for one in contents_of(stretch, public=True).things if one.kind == "motion"]
    (board,) = [one for one in contents_of(stretch, public=False).things if one.kind == "motion"]
    assert (public.figures, public.counted) == ("AGREED BY CONSENSUS; 6.6, 8.2", {})
    assert board.counted["base"] == 1 and "0 of 1 entitled to take part objected" in board.figures


def test_after_a_private_part_the_next_meeting_is_convened_without_the_count_of_a_consensus() -> None:
    m = consensus_after_private()
    carried = public_part(open_matter(m.state))
    (held,) = carried.decisions
    assert (held.decision, held.figures) == ("m1", "")
    older = replace(held, figures="None of the 1 entitled to take part objected: agreed.")
    for one in (held, older):
        after = Meeting(carried=replace(carried, decisions=(one,)), meeting="board-dec", before=m.state)
        assert after.state.decisions["m1"] == one


def test_after_a_private_part_a_public_copy_gives_no_count_of_a_consensus() -> None:
    m = consensus_after_private()
    told = record_of_copy("partnership-board", m.stretch.public_lines()).told.motions["m1"]
    assert (told.status, told.result) == ("carried", None)


def test_a_private_part_after_a_consensus_leaves_its_count() -> None:
    m = opened(here=("chair", "lead", "tchair")).do(e.ItemOpened("capital"))
    m.do(e.MotionPut("m1", "capital", "That.", "agreement", "all"), e.EvidenceGiven("recommended", "m1"))
    m.do(e.ConsensusDeclared("m1", True), e.RatificationSought("m1", ("bb",)), e.PublicExcluded("private"))
    (held,) = public_part(open_matter(m.do(e.MeetingClosed()).state)).decisions
    assert "None of the 2 entitled to take part objected" in held.figures


def test_after_a_private_part_the_secretary_keeps_the_count_of_a_consensus_and_the_public_sees_none() -> None:
    stretch = consensus_after_private().stretch
    counted = "The one entitled to take part did not object"

    def text_of(lines: list[Line]) -> str:
        return "\n".join("".join(part.text for part in line) for line in lines)

    def screens(state: State) -> tuple[str, str]:
        """The head of the decision and of its vote."""
        held = decision(state, "m1")
        assert held is not None
        lines = head_lines(state, held, 150, datetime.datetime.fromisoformat, datetime.date(2026, 12, 1))
        votes = vote_lines(state, state.motions["m1"], 80, keys=False)
        return text_of(lines), text_of(votes)

    board, votes = screens(stretch.state)
    assert counted in board and "OBJECTIONS 0 of 1 " in votes
    record = record_of(stretch, "public")
    for state in (Live().state(stretch), Steps(stretch, len(stretch.public_lines()) - 1, record).state):
        board, votes = screens(state)
        assert "entitled" not in board
        assert "OBJECTIONS 0   stood aside 0" in votes and "declared: 0 objections, 0 stood aside" in votes


# The attendance record over all meetings: one word a member and meeting, true of what its reader is told


def in_both_parts() -> Meeting:
    """The lead stays throughout, the Chief Executive leaves before the private session, the councillor comes to it alone."""
    m = opened(here=("chair", "lead", "tceo")).do(e.ApologiesGiven("tchair", "K Example"))
    m.do(e.MemberLeft("tceo"), e.PublicExcluded("Commercial terms"))
    return m.do(e.MemberArrived("cllr"), e.MemberLeft("cllr"), e.PublicReadmitted(), e.MeetingClosed())


def attendance_told(m: Meeting, part: Part) -> tuple[str, dict[str, str]]:
    """The attendance record, and what the spreadsheet has of each member."""
    src = Source(m.stretch, part, Clock(m.state.starts))
    (rows,) = (one.rows for one in sheets([src], datetime.date(2026, 11, 27)) if one.name == "Attendance")
    return as_markdown(attendance_of_book([src])), {row[2]: row[4] for row in rows}


def test_nobody_is_called_absent_who_was_there_in_the_other_part() -> None:
    private, cells = attendance_told(in_both_parts(), "confidential")
    heads = "| Member | Seat | Meetings | Present | Deputy only | Public part only | Apologies | Absent |"
    assert heads in private
    assert "| Mr E Evans | Chief executive, Riverside | 1 | 0 | 0 | 1 | 0 | 0 |" in private
    assert "| Cllr F Frost | Chair, Health and Wellbeing Board | 1 | 1 | 0 | 0 | 0 | 0 |" in private
    assert "but not while the public was excluded" in private
    assert (cells["Mr E Evans"], cells["Dr C Clark"]) == ("public part only", "absent")
    public, cells = attendance_told(in_both_parts(), "public")
    assert "| Member | Seat | Meetings | Present | Deputy only | Apologies | Absent in public |" in public
    assert "| Cllr F Frost | Chair, Health and Wellbeing Board | 1 | 0 | 0 | 0 | 1 |" in public
    assert (cells["Cllr F Frost"], cells["Mr E Evans"]) == ("absent in public", "present")
    src = Source(in_both_parts().stretch, "public", Clock(in_both_parts().state.starts))
    assert "Absent in public" in as_markdown(year_paper("2026", ("2026-01-01", "2026-12-31"), [src], [src]))
    wholly, cells = attendance_told(opened().do(e.MeetingClosed()), "public")
    assert "| Absent |" in wholly and "Absent in public" not in wholly


def test_a_deputy_is_counted_beside_the_member_who_came_too() -> None:
    m = opened(here=("chair", "lead", "tchair")).do(e.MemberArrived("tceo", deputy="K Example"))
    m.do(e.MemberLeft("tceo"), e.MemberArrived("tceo"), e.MemberArrived("cllr", deputy="L Other"), e.MeetingClosed())
    told, _ = attendance_told(m, "public")
    assert "| Members present | Deputies present | Members in office |" in told
    assert "| 4 | 2 | 6 |" in told, "K Example and L Other, and Mr Evans himself"
    assert "| Mr E Evans | Chief executive, Riverside | 1 | 1 | 0 | 0 | 0 |" in told
    assert "| Cllr F Frost | Chair, Health and Wellbeing Board | 1 | 0 | 1 | 0 | 0 |" in told


def test_a_member_found_there_in_place_of_a_deputy_is_present_and_the_deputy_until_then() -> None:
    m = Meeting().arrive("chair", "tchair").do(e.MemberArrived("lead", "remote", "J Doe"), e.ChairTaken("chair"))
    m.do(e.MeetingOpened(), e.PublicExcluded("A claim"), e.MemberLeft("lead"), e.MemberArrived("lead"))
    m.do(found_by_public(m.state), e.MeetingClosed())
    src = Source(m.stretch, "public", Clock(m.state.starts))
    assert attended(src)["lead"] == "present"
    assert "J Doe (deputy), remotely, until 09:59 at the latest; Ms B Brown, from 09:59 at the latest" in m.text()


def test_who_may_still_come_is_not_called_absent_until_the_meeting_is_closed() -> None:
    m = opened(here=("chair", "lead"))
    told, cells = attendance_told(m, "public")
    assert "| Apologies | Absent | Not yet arrived |" in told
    assert (cells["Mr E Evans"], cells["Ms B Brown"]) == ("not yet arrived", "present")
    src = Source(m.stretch, "public", Clock(m.state.starts))
    year = as_markdown(year_paper("2026", ("2026-01-01", "2026-12-31"), [src], [src]))
    assert "Absent or not yet arrived" in year
    assert "| Mr E Evans | 0 | 0 | 0 | 1 | 1 |" in year, "and counted so"
    told, cells = attendance_told(m.do(e.MeetingClosed()), "public")
    assert cells["Mr E Evans"] == "absent" and "ot yet arrived" not in told


def test_the_decision_on_the_screen_says_who_was_kept_from_voting_as_the_minutes_do() -> None:
    m = opened(here=("chair", "lead", "tchair", "tceo")).do(e.ItemOpened("capital"))
    for member in ("tchair", "tceo"):
        m.do(e.InterestDeclared(member, ("capital",), "financial", "Owns shares", "withdraws"))
    m.do(e.MotionPut("m1", "capital", "That.", "majority", "all")).votes("m1", for_=["bb", "cp", "me"]).declare("m1")
    held = decision(m.state, "m1")
    assert held is not None and "kept from voting" not in held.figures
    counted = figures_of(m.state, held)
    assert "not counting 1 kept from voting" in counted
    assert counted.partition(":")[0] in m.do(e.MeetingClosed()).text()


def test_two_who_held_one_seat_in_a_year_are_two_members_who_declared() -> None:
    shares = e.InterestDeclared("tceo", ("capital",), "financial", "Owns shares.", "noted")
    first = Meeting().arrive("chair", "tceo").do(e.MeetingOpened(), shares, e.MeetingClosed())
    second = Meeting(
        meeting="board-dec",
        name=lambda text: text.replace("Mr E Evans", "Ms Z Zed"),
        starts="2026-12-17T10:00:00+00:00",
    )
    second.arrive("chair", "tceo").do(e.MeetingOpened(), shares, e.MeetingClosed())
    year = [Source(held.stretch, "public", Clock(held.state.starts)) for held in (first, second)]
    told = as_markdown(year_paper("2026", ("2026-01-01", "2026-12-31"), year, year))
    assert "| Mr E Evans | 1 |" in told and "| Ms Z Zed | 1 |" in told
    assert "| **Interests declared** | 2, by 2 members |" in told


def test_a_deputy_who_declared_in_a_year_is_not_told_as_a_member() -> None:
    shares = e.InterestDeclared("tceo", ("capital",), "financial", "Owns shares.", "noted")
    first = Meeting().arrive("chair", "tceo").do(e.MeetingOpened(), shares, e.MeetingClosed())
    second = Meeting(meeting="board-dec", starts="2026-12-17T10:00:00+00:00").arrive("chair")
    second.do(e.MemberArrived("tceo", deputy="J Doe"), e.MeetingOpened(), shares, e.MeetingClosed())
    year = [Source(held.stretch, "public", Clock(held.state.starts)) for held in (first, second)]
    told = as_markdown(year_paper("2026", ("2026-01-01", "2026-12-31"), year, year))
    assert "| **Interests declared** | 2, by 1 member and 1 deputy |" in told
    alone = as_markdown(year_paper("2026", ("2026-01-01", "2026-12-31"), year[1:], year[1:]))
    assert "| **Interests declared** | 1, by 1 deputy |" in alone


def test_a_co_option_is_minuted_on_its_item_or_under_a_heading_of_its_own() -> None:
    m = opened().do(e.SeatFilled("Gil Grey", "2026-11-26", member="lmc"), e.ItemOpened("capital"))
    joined = e.SeatFilled("Kim Kay", "2026-11-26", seat=e.NewSeat("co-opted-1", "Co-opted member"))
    text = m.do(joined, e.MeetingClosed()).text()
    business, _, annexes = text.partition("## Close")
    before, _, on_item = business.partition("## 2. Capital")
    assert "## Seats filled\n\nGil Grey took the vacant seat" in before and "co-opted as" not in before
    assert "2.1 Kim Kay was co-opted as Co-opted member from 26 November 2026." in on_item and "Gil Grey" not in on_item
    assert "Nothing was recorded" not in on_item
    assert annexes.count("Kim Kay was co-opted") == annexes.count("Gil Grey took") == 1, "the course has both as before"


def test_where_a_seat_that_is_filled_raises_the_quorum_it_says_from_when() -> None:
    terms = Terms(Quorum(fraction="1/2", compare="at_least"), source="Terms of reference 6")
    m = Meeting(terms=terms).arrive("chair", "lead", "bbchair").do(e.ChairTaken("chair"), e.MeetingOpened())
    assert "3 present at the opening: quorate |" in m.text()
    text = m.do(e.SeatFilled("Gil Grey", "2026-11-26", member="lmc"), e.MeetingClosed()).text()
    assert "| **Quorum** | 3 members: at least 1/2 of the filled seats" in text
    assert "3 present at the opening: quorate; 4 members needed from 09:56 |" in text
    assert "| 09:56 | The meeting ceased to be quorate (3 members where 4 are needed) |" in text


def test_who_was_absent_with_an_interest_declared_is_not_said_to_have_withdrawn_or_not_voted() -> None:
    m = opened(here=("chair", "lead", "bbchair", "tchair")).do(e.ItemOpened("capital"))
    for member, handling in (("tchair", "withdraws"), ("tceo", "withdraws"), ("bbchair", "speaks_does_not_vote")):
        m.do(e.InterestDeclared(member, ("capital",), "financial", "Owns shares", handling))
    m.do(e.MemberLeft("tchair"), e.MemberLeft("bbchair"), e.MotionPut("m1", "capital", "That.", "capital", "capital"))
    m.votes("m1", for_=["lead"]).declare("m1").do(e.MeetingClosed())
    text = sheet(m, "m1")
    for name, vote in (("Sir D Dunn", "Withdrew"), ("Mr E Evans", "Absent"), ("Dr C Clark", "Absent")):
        assert (
            f"| {name} | " in text
            and f" | {vote} (interest declared) |" in text.partition(f"| {name} |")[2].split("\n")[0]
        )
