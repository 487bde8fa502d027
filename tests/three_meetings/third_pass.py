"""A board with an interest that lets its member speak, a proxy left in private, and a vote after the public is back."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.entries import AgendaItem
from boardtui.meeting.fold.sitting import seen_by_public
from tests.build import BOARD, CCG_CHAIRS, TRUST_CEOS, TRUST_CHAIRS
from tests.three_meetings import second_pass
from tests.three_meetings.story import Told
from tests.tui.app import Clock, make_desk

MAY = "pb-2026-05-14"
TERMS = replace(second_pass.TERMS, proxies="member", proxies_present="do_not_count")
AWAY, HOLDER = "cprccg-chair", "meccg-chair"


def may(folder: Path, *, urgent: str = "") -> None:
    """Two votes before the private part and two after it; the last motion is still open, unless an ``urgent`` decision of
    that day follows.
    """
    clock = Clock()
    desk = make_desk(folder, clock=clock)
    told = Told(desk.session(BOARD), clock)
    told.at("2026-05-14T08:40:00+00:00")
    items = (
        AgendaItem("bus", "Transport", "1", topic="objectives"),
        AgendaItem("plan", "Dental access", "2", topic="objectives"),
        AgendaItem("beds", "Beds", "4", topic="objectives"),
    )
    rules = replace(second_pass.rules(), terms=TERMS)
    second_pass.convene(told, MAY, "2026-05-14T10:00:00+01:00", items, rules_now=rules)
    told(e.ConfidentialCarried((AgendaItem("lease", "Lease", "3", confidential=True),)))
    here = [seat.key for seat in second_pass.seats() if not seat.vacant and seat.key != AWAY]
    told(*(e.MemberArrived(key) for key in here), e.ChairTaken("independent-chair"), e.MeetingOpened())
    told(e.InterestDeclared("eput-ceo", ("bus", "plan"), "indirect", "A sister runs it", "speaks_does_not_vote"))
    told(e.InterestDeclared("mseft-ceo", ("bus",), "financial", "Shares", "withdraws"), e.ItemOpened("bus"))
    told(e.MotionPut("m1", "bus", "That the shuttle run.", "simple", "objectives"))
    told.vote("m1", CCG_CHAIRS[2:], ("executive-lead",))
    told.result("m1")
    told(e.ActionAgreed("a1", "bus", "Tell the schools", "Edith Barrow", "2026-05-29"))
    told(e.ItemOpened("plan"), e.MotionPut("m2", "plan", "That access be supported.", "agreement", "objectives"))
    told(e.ConsensusDeclared("m2", True), e.PublicExcluded("Prices", ground="admission_act"), e.ItemOpened("lease"))
    told(e.ProxyGiven(AWAY, HOLDER), e.NoteTaken("lease", "The price was discussed."), e.MemberLeft("cvsn-rep"))
    told(e.PublicReadmitted(seen_by_public(told.session.state)), e.ItemOpened("beds"))
    told(e.MotionPut("m3", "beds", "That the beds open.", "simple", "objectives"))
    told.vote("m3", (*TRUST_CHAIRS, *TRUST_CEOS[2:]), (AWAY,))
    told.result("m3")
    told(e.MotionPut("m4", "beds", "That the ward stay.", "simple", "objectives"))
    if urgent:
        told(e.MotionWithdrawn("m4", "Not needed."), e.MeetingClosed())
        by = ("independent-chair", "executive-lead")
        told(e.DecisionTaken("u1", "urgent", "That the beds be opened.", "The ward was full.", urgent, by, "simple"))
    desk.close()
