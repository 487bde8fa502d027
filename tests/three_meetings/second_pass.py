"""Three further series of meetings: a board with an urgent decision, an issue between two bodies, a meeting entered late."""

from __future__ import annotations

import datetime
from pathlib import Path

from msgspec.structs import replace

from boardtui.charter.load import body_charter, shipped
from boardtui.charter.model import BodyCharter
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.desk.recommendations import answer_of, receipt_of, sent_to
from boardtui.desk.referrals import receipt, referred_to
from boardtui.meeting import entries as e
from boardtui.meeting.entries import AgendaItem, Member
from boardtui.meeting.fold.sitting import public_matter, seen_by_public
from tests.build import BOARD, CCG_CHAIRS, SLE, TRUST_CEOS, TRUST_CHAIRS, members
from tests.three_meetings.story import SIMPLE, Told
from tests.tui.app import Clock, make_desk

SEPTEMBER, OCTOBER = "pb-2026-09-24", "pb-2026-10-29"
LATE = "pb-2026-09-10"
SLE_JUNE, SLE_JULY, BOARD_JULY, SLE_SEPTEMBER = "sle-06", "sle-07", "pb-07", "sle-09"
TERMS = Terms(
    Quorum(10, fraction="1/3", of="seats"),
    deputies="may_vote",
    remote="may_vote",
    casting_vote="chair",
    choice_tie="lot",
    exclusion="admission_act",
    urgent="allowed",
    urgent_by=("Independent Chair", "Executive Lead"),
    source="terms of reference, 4",
)
NAMESAKES = ("sccg-chair", "nelft-ceo")
VACANT = "thurrock-place-lead"


def seats() -> tuple[Member, ...]:
    """31 seats; two members are called Sam Reed and one seat is vacant."""
    changed = {**{key: {"name": "Sam Reed"} for key in NAMESAKES}, VACANT: {"name": "", "vacant": True}}
    return tuple(replace(one, **changed.get(one.key, {})) for one in members())


def rules(body: str = BOARD) -> BodyCharter:
    charter = body_charter(shipped("mid-south-essex"), body, terms=TERMS if body == BOARD else Terms())
    return replace(charter, rules=(*charter.rules, SIMPLE))


def convene(
    told: Told,
    meeting: str,
    starts: str,
    items: tuple[AgendaItem, ...],
    body: str = BOARD,
    rules_now: BodyCharter | None = None,
) -> None:
    state = told.session.state
    held = seats() if body == BOARD else members(body)
    carried = public_matter(state) if state.meeting else e.Carried()
    first = e.MeetingConvened(
        meeting, body, f"The meeting {meeting}", starts, "County Hall", True, rules_now or rules(body)
    )
    partners = shipped("mid-south-essex").partners
    told(replace(first, partners=partners, members=held, agenda=items, carried=carried, vocabulary=e.VOCABULARY))


def board(folder: Path) -> None:
    """September closes in private; an urgent decision follows; October approves the minutes, a namesake in the chair."""
    clock = Clock()
    desk = make_desk(folder, clock=clock)
    told = Told(desk.session(BOARD), clock)
    told.at("2026-09-24T08:40:00+00:00")
    agenda = (
        AgendaItem("cap", "Capital", "1", topic="fin_capital"),
        AgendaItem("str", "Strategy", "2", topic="objectives"),
        AgendaItem("sup", "Supplies", "3"),
    )
    convene(told, SEPTEMBER, "2026-09-24T10:00:00+01:00", agenda)
    told(e.ApologiesGiven("eput-chair"))
    told(*(e.MemberArrived(one.key) for one in seats() if not one.vacant and one.key != "eput-chair"))
    told(e.ChairTaken("independent-chair"), e.MeetingOpened())
    told(e.InterestDeclared("mseft-ceo", ("str",), "financial", "Shares", "withdraws"), e.ItemOpened("cap"))
    put = e.MotionPut("m1", "cap", "That the list be approved.", "capital", "fin_capital", mover="sccg-chair")
    told(
        replace(put, reasons="It meets the allocation.", delegated_to="the Executive Lead", by_when="31 December 2026")
    )
    told.vote("m1", (*CCG_CHAIRS, *TRUST_CHAIRS[2:]), ("executive-lead",))
    told.result("m1")
    told(
        e.ItemOpened("str"),
        e.MotionPut("m2", "str", "That the strategy be adopted for three years.", "simple", "objectives"),
    )
    amends = e.MotionPut(
        "m3", "str", "Replace “three” by “five”.", "simple", "objectives", mover="nelft-ceo", amends="m2"
    )
    told(replace(amends, as_amended="That the strategy be adopted for five years."))
    told.vote("m3", CCG_CHAIRS[:2], CCG_CHAIRS[2:4])
    told.result("m3", "for")
    told.vote("m2", CCG_CHAIRS[1:], ("bbccg-chair",))
    told.result("m2")
    told(e.ItemOpened("sup"), e.PublicExcluded("Commercial terms", ground="admission_act"))
    told(e.NoteTaken("sup", "The price was discussed."), e.MeetingClosed())
    told.at("2026-10-06T09:00:00+00:00")
    told(e.MinutesCorrected(SEPTEMBER, "str", "item 2", "five years", "four years"))
    by = ("independent-chair", "executive-lead", "sccg-chair")
    told(e.DecisionTaken("u1", "urgent", "That the beds be opened.", "The ward was full.", "2026-10-05", by, "simple"))
    told.at("2026-10-29T09:40:00+00:00")
    convene(
        told,
        OCTOBER,
        "2026-10-29T10:00:00+00:00",
        (
            AgendaItem("mins", "Minutes", "1"),
            AgendaItem("arise", "Matters arising", "2"),
            AgendaItem("next", "Next meeting", "3"),
        ),
    )
    told(*(e.MemberArrived(one.key) for one in seats() if not one.vacant and one.key != "independent-chair"))
    told(e.ChairTaken("sccg-chair", "The Chair was ill."), e.MeetingOpened(), e.ItemOpened("mins"))
    told(told.approval(SEPTEMBER, "sccg-chair", "Item 2: for “three years” read “some years”"), e.ItemOpened("arise"))
    told(e.DecisionReported("u1", "ratified", "arise"), e.MeetingClosed())
    desk.close()


def dispute(folder: Path) -> None:
    """The SLE decides on an issue and sends a recommendation; the Board takes both up; the answer comes back."""
    clock = Clock()
    desk = make_desk(folder, clock=clock)
    sle, top = Told(desk.session(SLE), clock), Told(desk.session(BOARD), clock)
    sle.at("2026-06-10T08:30:00+00:00")
    convene(
        sle,
        SLE_JUNE,
        "2026-06-10T10:00:00+01:00",
        (AgendaItem("beds", "Beds", "1", topic="objectives"), AgendaItem("dig", "Digital", "2", topic="objectives")),
        SLE,
    )
    sle(*(e.MemberArrived(one.key) for one in members(SLE)), e.ChairTaken("joint-ao"), e.MeetingOpened())
    sle(e.ItemOpened("beds"), e.IssueRaised("beds", "Who funds the beds", "objectives", ("mseft", "ecc", "tc"), "8.8"))
    sle(e.PlaceAttempted("beds", "They met."), e.IssueAdvanced("beds", "discussion", "Tried directly"))
    sle(e.AdviceTaken("beds", "Finance Group", "£2m."), e.IssueAdvanced("beds", "majority", "Not settled"))
    put = e.MotionPut("d1", "beds", "That the trust bear half.", "issue-majority", "objectives", issue="beds")
    sle(put)
    sle.vote("d1", ("mseft", "ecc", "eeast", "bbccg", "cprccg", "meccg", "sccg", "tccg"), ("tc",))
    sle.result("d1")
    sle(e.DecisionNotified(("tc",), "e-mail", "2026-06-11", issue="beds"))
    sle(e.ItemOpened("dig"), e.MotionPut("d2", "dig", "That the strategy be supported.", "consensus", "objectives"))
    sle(e.ConsensusDeclared("d2", True), e.DecisionSent("d2", BOARD), e.MeetingClosed())
    sle.at("2026-06-20T09:00:00+00:00")
    sle(e.PartnerResponded("tc", False, "2026-06-20", issue="beds"))
    sle.at("2026-07-08T08:30:00+00:00")
    convene(sle, SLE_JULY, "2026-07-08T10:00:00+01:00", (AgendaItem("july", "Issues", "1"),), SLE)
    sle(*(e.MemberArrived(one.key) for one in members(SLE)), e.ChairTaken("joint-ao"), e.MeetingOpened())
    sle(e.ItemOpened("july"), e.IssueAdvanced("beds", "facilitator", "Not accepted"))
    sle(e.FacilitatorSelected("beds", "Dame Ruth Orr"), e.FacilitationEnded("beds", False, "They met twice."))
    sle(e.IssueReferred("beds", BOARD), e.MeetingClosed())
    top.at("2026-07-23T08:30:00+00:00")
    items = (AgendaItem("ref", "Issues", "1"), AgendaItem("b-dig", "Digital", "2", topic="objectives"))
    convene(top, BOARD_JULY, "2026-07-23T10:00:00+01:00", items)
    top(*(e.MemberArrived(one.key) for one in seats() if not one.vacant), e.ChairTaken("independent-chair"))
    top(e.MeetingOpened(), e.ItemOpened("ref"))
    (referred,) = referred_to(desk, BOARD)
    received = receipt(desk, top.session.state, referred)
    top(received, e.IssueAdvanced(received.issue, "board", "Referred"))
    top(e.MotionPut("b1", "ref", "That the trust bear it.", "issue-board", "objectives", issue=received.issue))
    top.vote("b1", (*CCG_CHAIRS, *TRUST_CHAIRS, *TRUST_CEOS), ("cvsn-rep",))
    top.result("b1")
    (sent,) = sent_to(desk, BOARD)
    history = receipt_of(desk, top.session.state, sent)
    top(e.ItemOpened("b-dig"), history)
    top(e.MotionPut("b2", "b-dig", "That it be supported.", "agreement", "objectives", answers=history.motion))
    top(e.ConsensusDeclared("b2", True), e.MeetingClosed())
    top.at("2026-08-03T09:00:00+00:00")
    top(e.AgreementSought("deed", "Variation of clause 8.4", "variation", "2026-07-30"))
    top.at("2026-08-25T09:00:00+00:00")
    top(e.PartnerResponded("tc", False, "2026-08-25", motion="deed"))
    sle.at("2026-09-09T08:40:00+00:00")
    convene(sle, SLE_SEPTEMBER, "2026-09-09T10:00:00+01:00", (AgendaItem("arising", "Matters arising", "1"),), SLE)
    sle(*(e.MemberArrived(one.key) for one in members(SLE)), e.ChairTaken("joint-ao"), e.MeetingOpened())
    answer = answer_of(desk, sle.session.state, sle.session.state.decisions["d2"], BOARD)
    assert answer is not None
    sle(e.ItemOpened("arising"), answer, e.MeetingClosed())
    desk.close()


def entered_late(folder: Path) -> None:
    """The meeting of 10 September is entered on 17 November: some members go and return, an adjournment has no time."""
    clock = Clock()
    desk = make_desk(folder, clock=clock)
    told = Told(desk.session(BOARD), clock)
    told.at("2026-11-17T14:00:00+00:00")
    agenda = (AgendaItem("plan", "Plan", "1", topic="objectives"), AgendaItem("vice", "Vice-Chair", "2"))
    convene(told, LATE, "2026-09-10T14:00:00+01:00", agenda)
    times: list[tuple[int, str]] = []

    def at(moment: str, *entries: e.AnyEntry) -> None:
        times.extend((line.seq, moment) for line in told(*entries))

    here = ("independent-chair", *CCG_CHAIRS, *TRUST_CHAIRS, "executive-lead", "nelft-ceo")
    at("13:50", *(e.MemberArrived(key) for key in here), e.ChairTaken("independent-chair"))
    at("14:00", e.MeetingOpened(), e.ItemOpened("plan"))
    at("14:10", e.MotionPut("c1", "plan", "That the plan be approved.", "simple", "objectives"))
    told.vote("c1", CCG_CHAIRS, ("executive-lead",))
    told.result("c1")
    told(e.MotionPut("c2", "plan", "That the plan be reviewed in a year.", "simple", "objectives"))
    told(e.MotionWithdrawn("c2", "Not needed."))
    at("14:30", e.MemberLeft("bbccg-chair"), e.MemberLeft("cprccg-chair"))
    at("14:40", e.MemberArrived("bbccg-chair"))
    told(e.MeetingAdjourned("Fire alarm"), e.MeetingResumed())
    at("14:50", e.ItemOpened("vice"))
    both = (e.Candidate("a", "Ann"), e.Candidate("b", "Bob"))
    told(e.ChoiceOpened("vice", "vice", "Vice-Chair", 1, both, "most_votes", secret=True))
    told(e.ChoiceCounted("vice", 1, votes={"a": 5, "b": 5}))
    told(e.ChoiceDeclared("vice", 1, ("b",), e.Tie(("a", "b"), "lot", ("b",))))
    at("15:00", e.PublicExcluded("Staff", ground="admission_act"))
    told(e.NoteTaken("vice", "A post was discussed."))
    at("15:12", e.PublicReadmitted(seen_by_public(told.session.state)))
    at("15:15", e.MeetingClosed())
    clock.forward(20)
    for seq, moment in times:
        day = datetime.datetime.fromisoformat(f"2026-09-10T{moment}:00+01:00").astimezone(datetime.UTC)
        told(e.TimeStated(seq, day.isoformat(timespec="milliseconds").replace("+00:00", "Z")))
    told.at("2026-11-26T09:30:00+00:00")
    convene(told, "pb-2026-11-26", "2026-11-26T10:00:00+00:00", (AgendaItem("n", "Minutes", "1"),))
    told(*(e.MemberArrived(one.key) for one in seats() if not one.vacant), e.ChairTaken("independent-chair"))
    told(e.MeetingOpened(), e.ItemOpened("n"))
    told(e.MinutesApproved(LATE, ("Item 1: for “a year” read “two years”",), "independent-chair"), e.MeetingClosed())
    desk.close()
