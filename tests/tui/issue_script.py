"""An issue as it goes through the SLE, for the tests of its screens: entries up to each stage."""

from __future__ import annotations

from collections.abc import Iterable

from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.register.demo import EXECUTIVE

ISSUE = "funds"
PARTIES = ("tc", "tccg", "mseft", "nelft", "eput")
SLE_MEETING = EXECUTIVE
ITEM = "sle-nov-issues"
SEATS = ("joint-ao", "eeast-ceo", "eput-ceo", "nelft-ceo", "mseft-ceo")


def record(session: Session, entries: Iterable[e.AnyEntry]) -> None:
    """Record entries one after the other."""
    for entry in entries:
        session.record(entry)


def raised(title: str = "Apportionment of winter funds", **changes: object) -> list[e.AnyEntry]:
    """The issue is raised between five partners."""
    fields = {"issue": ISSUE, "title": title, "topic": "resolution", "parties": PARTIES, "clause": "8.7", **changes}
    return [e.IssueRaised(**fields)]  # type: ignore[arg-type]


def discussed(**changes: object) -> list[e.AnyEntry]:
    """Place found no agreement, the SLE took it up and took advice."""
    return [
        *raised(**changes),  # type: ignore[arg-type]
        e.PlaceAttempted(ISSUE, "The two boards met twice.", False),
        e.IssueAdvanced(ISSUE, "discussion", "Place found no agreement."),
        e.AdviceTaken(ISSUE, "System Finance Leaders Group", "Weight by population."),
    ]


def sitting() -> list[e.AnyEntry]:
    """The SLE meets with five of its members."""
    return [*(e.MemberArrived(member=seat) for seat in SEATS), e.MeetingOpened(), e.ItemOpened(item=ITEM)]


def voted(choice: str = "for") -> list[e.AnyEntry]:
    """Nine partners vote on it, the five CCGs one way and the four trusts the other."""
    ccgs, trusts = ("bbccg", "cprccg", "meccg", "sccg", "tccg"), ("eeast", "eput", "nelft", "mseft")
    other = "against" if choice == "for" else "for"
    put = e.MotionPut("vote-1", ITEM, "That the funds go by population.", "issue-majority", "resolution", issue=ISSUE)
    votes = [e.VotesRecorded("vote-1", choice, ccgs), e.VotesRecorded("vote-1", other, trusts)]  # type: ignore[arg-type]
    for_ = 5 if choice == "for" else 4
    outcome = "carried" if for_ == 5 else "not_carried"
    result = e.ResultDeclared("vote-1", outcome, for_, 9 - for_, 0, 0, 21, 9, 5)  # type: ignore[arg-type]
    return [e.IssueAdvanced(ISSUE, "majority", "No resolution satisfied each party."), put, *votes, result]


def told() -> list[e.AnyEntry]:
    """The partners were told in writing, and three of the five accept."""
    answers = [e.PartnerResponded(key, True, "2026-11-28", "letter", issue=ISSUE) for key in ("tc", "tccg", "eput")]
    return [e.DecisionNotified(PARTIES, "letter", "2026-11-27", issue=ISSUE), *answers]


def not_resolved() -> list[e.AnyEntry]:
    """NELFT does not accept, a facilitator tries and does not resolve it."""
    return [
        e.PartnerResponded("nelft", False, "2026-11-29", "minute 7", issue=ISSUE),
        e.IssueAdvanced(ISSUE, "facilitator", "NELFT does not accept."),
        e.FacilitatorSelected(ISSUE, "Prof. Moss"),
        e.FacilitationEnded(ISSUE, False, "No agreement after three meetings."),
    ]


def all_of_it() -> list[e.AnyEntry]:
    """From the start to the end of facilitation."""
    return [*discussed(), *sitting(), *voted(), *told(), *not_resolved()]
