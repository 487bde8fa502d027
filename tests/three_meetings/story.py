"""Three meetings of a board of 31 seats as a secretary enters them: March, June entered afterwards, September."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from boardtui.charter.load import body_charter, shipped
from boardtui.charter.model import BodyCharter
from boardtui.charter.rule import Rule
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.desk.desk import Desk
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.meeting.entries import AgendaItem, Member
from boardtui.meeting.fold.minuting import correction_words
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.state.state import Stamped
from tests.build import BOARD, CCG_CHAIRS, TRUST_CEOS, TRUST_CHAIRS, at_board, members
from tests.tui.app import Clock, make_desk

MARCH, JUNE, SEPTEMBER = "pb-2026-03-26", "pb-2026-06-25", "pb-2026-09-24"
TERMS = Terms(Quorum(12), deputies="may_vote", remote="may_vote", casting_vote="chair", source="terms of reference 4")
SIMPLE = Rule(
    key="simple",
    title="Simple majority",
    clause="terms of reference, para 9",
    method="vote",
    unit="member",
    base="cast",
    threshold="1/2",
    compare="more_than",
    verb="resolved",
)
PARTIES = Rule(
    key="parties",
    title="Majority of partners",
    clause="terms of reference, para 10",
    method="vote",
    unit="partner",
    base="eligible",
    threshold="1/2",
    compare="more_than",
    verb="decided",
)
HARP, COUNCILLOR, DEPUTY = "ecc-hwb-chair", "Cllr T Harp", "K Example"
EMPTY = "lmc-rep"
NAMESAKES = ("meccg-chair", "eput-ceo")
LIKE_A_PARTNER = "hwe"


def board() -> tuple[Member, ...]:
    """31 seats: one has nobody, two people have one name, and one seat has the key of the partner it represents."""
    changes: dict[str, dict[str, Any]] = {
        HARP: {"name": COUNCILLOR},
        EMPTY: {"name": "", "vacant": True},
        "hwe-rep": {"key": LIKE_A_PARTNER, "name": "Wendy Watch"},
        **{key: {"name": "J Patel"} for key in NAMESAKES},
    }
    return tuple(replace(one, **changes.get(one.key, {})) for one in members())


def rules() -> BodyCharter:
    charter = body_charter(shipped("mid-south-essex"), BOARD, terms=TERMS)
    return replace(charter, rules=(*charter.rules, SIMPLE, PARTIES))


def agenda(*lines: tuple[str, str]) -> tuple[AgendaItem, ...]:
    return tuple(AgendaItem(key, title, str(number)) for number, (key, title) in enumerate(lines, 1))


class Told:
    """Records what a meeting was, a minute between two entries."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self.session, self.clock = session, clock

    def at(self, moment: str) -> None:
        """It is that time now."""
        self.clock.now = datetime.datetime.fromisoformat(moment)

    def __call__(self, *entries: e.AnyEntry) -> list[Stamped]:
        lines = []
        for entry in entries:
            self.clock.forward(1)
            lines.append(self.session.record(entry))
        return lines

    def convene(self, meeting: str, title: str, starts: str, items: tuple[AgendaItem, ...]) -> None:
        from boardtui.meeting.fold.sitting import public_matter
        from tests.build import confidential_matter

        state = self.session.state
        carried = public_matter(state) if state.meeting else e.Carried()
        first = e.MeetingConvened(
            meeting,
            BOARD,
            title,
            starts,
            "County Hall",
            True,
            rules(),
            shipped("mid-south-essex").partners,
            board(),
            items,
            carried,
            e.VOCABULARY,
        )
        self(first)
        if state.meeting and (private := confidential_matter(state)) != e.ConfidentialCarried():
            self(private)

    def vote(
        self, motion: str, for_: tuple[str, ...], against: tuple[str, ...] = (), abstain: tuple[str, ...] = ()
    ) -> None:
        for choice, voters in (("for", for_), ("against", against), ("abstain", abstain)):
            if voters:
                self(e.VotesRecorded(motion, choice, voters))  # type: ignore[arg-type]

    def approval(self, meeting: str, signed_by: str, *corrections: str) -> e.MinutesApproved:
        """The approval with the corrections that were entered, and further ones."""
        entered = [correction_words(one) for one in self.session.state.corrections if one.meeting == meeting]
        return e.MinutesApproved(meeting, (*entered, *corrections), signed_by)

    def result(self, motion: str, casting: str | None = None) -> None:
        state = self.session.state
        result = result_now(state, state.motions[motion])
        if casting:
            result = replace(result, casting_vote=casting, outcome="carried" if casting == "for" else "not_carried")
        self(result)


def march(told: Told) -> None:
    """Live: a deputy votes, moves, dissents and objects; ties; Part 2 last and no readmission."""
    told.at("2026-03-26T09:30:00+00:00")
    told.convene(
        MARCH,
        "Partnership Board, March 2026",
        "2026-03-26T10:00:00+00:00",
        agenda(
            ("welcome", "Welcome and apologies"),
            ("interests", "Declarations of interest"),
            ("capital", "Priorities for NHS capital"),
            ("grants", "Small grants"),
            ("plan", "The joint plan"),
            ("part2", "Part 2"),
        ),
    )
    away = ("tc-hwb-chair", "hws-rep")
    here = [one.key for one in board() if not one.vacant and one.key not in (*away, HARP, "sbc-hwb-chair")]
    told(e.ApologiesGiven(HARP, DEPUTY), e.ApologiesGiven("tc-hwb-chair"))
    told(*(e.MemberArrived(key, "remote" if key == "sccg-chair" else "in person") for key in here))
    told(e.MemberArrived(HARP, deputy=DEPUTY), e.GuestAttended("P Lead", "Programme lead, prevention"))
    told(e.ChairTaken("independent-chair"), e.MeetingOpened(), e.ItemOpened("welcome"))
    told(e.NoteTaken("welcome", "The Chair welcomed those present."), e.ItemOpened("interests"))
    told(e.InterestDeclared("mseft-ceo", ("capital",), "financial", "Director of a bidder", "withdraws"))
    told(e.InterestDeclared(HARP, ("grants",), "non_financial_personal", "Trustee of a charity", "noted"))
    told(e.ItemOpened("capital"))
    told(
        e.MotionPut(
            "m1",
            "capital",
            "That the priorities in paper C be adopted.",
            "capital",
            "fin_capital",
            mover="meccg-chair",
            seconder=HARP,
        )
    )
    told.vote(
        "m1",
        (*CCG_CHAIRS[:4], *TRUST_CHAIRS, "executive-lead", "eeast-ceo", "eput-ceo"),
        ("tccg-chair",),
        ("nelft-ceo",),
    )
    told.result("m1")
    told(e.MemberArrived("sbc-hwb-chair"))
    told(e.ItemOpened("grants"))
    told(
        e.MotionPut("m2", "grants", "That the grants be paid.", "simple", "governance", mover=HARP, seconder="cvsn-rep")
    )
    told.vote(
        "m2",
        (HARP, *CCG_CHAIRS, *TRUST_CHAIRS),
        (
            *TRUST_CEOS,
            "executive-lead",
            "ecc-lead-officer",
            "sbc-lead-officer",
            "tc-lead-officer",
            LIKE_A_PARTNER,
            "hwt-rep",
        ),
    )
    told.result("m2", "for")
    told(e.MotionPut("m3", "grants", "That the fee be waived.", "simple", "governance"))
    told.vote("m3", ("eput-ceo", "cvsn-rep"), (HARP, "meccg-chair"), ("hwt-rep", LIKE_A_PARTNER))
    told.result("m3", "against")
    told(e.ItemOpened("plan"))
    told(e.MotionPut("m4", "plan", "That the plan be supported.", "agreement", "objectives", mover=HARP))
    told(e.ConsensusDeclared("m4", False, (e.Objection(HARP, "The county has not agreed."),), ("eput-ceo",)))
    told(at_board())
    told(
        e.MotionPut(
            "m5", "plan", "That the plan be published.", "issue-board", "objectives", issue="i-board", follows="m4"
        )
    )
    told.vote("m5", (HARP, *CCG_CHAIRS, *TRUST_CHAIRS, *TRUST_CEOS), ("cvsn-rep",))
    told.result("m5")
    told(
        e.MotionPut(
            "m6", "plan", "That the plan be reviewed.", "issue-board", "objectives", issue="i-board", follows="m5"
        )
    )
    told.vote("m6", ("meccg-chair",), (HARP,), ())
    told.result("m6")
    told(
        e.MotionPut(
            "m7",
            "plan",
            "That partners concur with the plan.",
            "parties",
            "objectives",
            affected=("ecc", "hwe", "bbccg"),
        )
    )
    told.vote("m7", ("ecc", "hwe"), ("bbccg",))
    told.result("m7")
    told(e.IssueRaised("i1", "Who pays for the plan", "objectives", ("ecc", "hwe"), "8.6"))
    told(e.ActionAgreed("a1", "plan", "Report on the plan", "J Patel", "2026-06-01"))
    told(e.ActionAgreed("a2", "plan", "Write to the councils", "Programme lead", "2026-05-01"))
    told(e.ItemOpened("part2"), e.PublicExcluded("Commercial in confidence"))
    told(e.MemberLeft("hwt-rep"), e.NoteTaken("part2", "A tender was discussed."))
    told(e.MotionPut("pm1", "part2", "That the tender be let.", "simple", "governance", mover=HARP))
    told.vote("pm1", (HARP, "meccg-chair"))
    told.result("pm1")
    told(e.MeetingClosed())
    told.at("2026-03-27T09:00:00+00:00")
    told(e.MinutesCorrected(MARCH, "grants", "item 4", "be paid", "be paid by June"))
    told(e.ActionUpdated("a2", "done", text="Sent."))
    told(e.InterestRegistered("r1", "eput-ceo", "indirect", "Spouse works for a supplier", since="2019-04-01"))
    told(e.DecisionNotified(("hwe", "ecc"), "by e-mail", "2026-03-30", motion="m7"))


def june(told: Told) -> None:
    """Entered on 20 July; who came, the items and the close have their times, the motion has none."""
    told.at("2026-07-20T15:00:00+00:00")
    told.convene(
        JUNE,
        "Partnership Board, June 2026",
        "2026-06-25T10:00:00+01:00",
        agenda(
            ("june-minutes", "Minutes of the last meeting"),
            ("june-estates", "Estates"),
            ("june-aob", "Any other business"),
        ),
    )
    here = [one.key for one in board() if not one.vacant and one.key not in ("eput-chair", HARP)]
    told(*(e.MemberArrived(key) for key in here), e.MemberArrived(HARP, deputy=DEPUTY))
    told(e.ChairTaken("independent-chair"), e.MeetingOpened(), e.ItemOpened("june-minutes"))
    told(told.approval(MARCH, "independent-chair", "Item 5: for “supported” read “noted”"))
    told(e.ItemOpened("june-estates"), e.NoteTaken("june-estates", "The estates strategy was presented."))
    told(
        e.MotionPut(
            "j1",
            "june-estates",
            "That the estates strategy be adopted.",
            "simple",
            "governance",
            mover=HARP,
            seconder="eput-ceo",
        )
    )
    told.vote("j1", (HARP, *CCG_CHAIRS))
    told.result("j1")
    told(e.ActionAgreed("j-a1", "june-estates", "Publish the strategy", COUNCILLOR, "2026-08-01"))
    told(e.MeetingClosed())
    begins = datetime.datetime.fromisoformat("2026-06-25T08:50:00+00:00")
    untimed = (e.MeetingConvened, e.MotionPut, e.VotesRecorded, e.ResultDeclared, e.ActionAgreed)  # nobody knows when
    every = [line for line in told.session.lines if not isinstance(line.entry, untimed)]
    told.clock.forward(30)
    for count, line in enumerate(every):
        moment = begins + datetime.timedelta(minutes=count)
        told(e.TimeStated(line.seq, moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")))


def september(told: Told) -> None:
    """Live: approves what June was, with a correction of a decision."""
    told.at("2026-09-24T08:30:00+00:00")
    told.convene(
        SEPTEMBER,
        "Partnership Board, September 2026",
        "2026-09-24T10:00:00+01:00",
        agenda(
            ("sep-minutes", "Minutes of the last meeting"),
            ("sep-actions", "Matters arising"),
            ("sep-risk", "Risk"),
            ("sep-part2", "Part 2"),
        ),
    )
    told(e.MinutesCorrected(JUNE, "june-estates", "item 2", "adopted", "adopted for two years"))
    told(*(e.MemberArrived(one.key) for one in board() if not one.vacant and one.key != HARP))
    told(e.MemberArrived(HARP, deputy=DEPUTY), e.ChairTaken(HARP, "The Chair was delayed"), e.MeetingOpened())
    told(e.ItemOpened("sep-minutes"), told.approval(JUNE, HARP))
    told(e.ItemOpened("sep-actions"), e.ActionUpdated("a1", "open", "2026-10-01", "Not yet."))
    told(e.ActionAgreed("s-a1", "sep-risk", "Revise the register", "J Patel", "2026-11-01"))
    told(e.ItemOpened("sep-risk"))
    told(e.MotionPut("s1", "sep-risk", "That the register of risks be accepted.", "simple", "governance", mover="hwe"))
    told.vote("s1", ("hwe", "ecc-lead-officer"), (HARP, "meccg-chair"))
    told.result("s1", "for")
    told(e.MotionPut("s2", "sep-risk", "That the papers be shorter.", "simple", "governance", mover=NAMESAKES[1]))
    told(e.VotesCounted("s2", "show_of_hands", 20, 3, 0))
    told.result("s2")
    told(e.DissentNoted("s2", HARP, "against"), e.DissentNoted("s2", NAMESAKES[0], "against"))
    told(e.MemberLeft(HARP), e.ChairTaken("executive-lead"))
    told(
        e.ItemOpened("sep-part2"), e.PublicExcluded("Staff matters"), e.NoteTaken("sep-part2", "A post was discussed.")
    )
    told(e.PublicReadmitted(tuple(told.session.state.present)), e.MeetingClosed())


def three_meetings(folder: Path) -> Desk:
    """A desk whose Board has held the three meetings. Close it when done."""
    clock = Clock()
    desk = make_desk(folder, clock=clock)
    told = Told(desk.session(BOARD), clock)
    for meeting in (march, june, september):
        meeting(told)
    return desk
