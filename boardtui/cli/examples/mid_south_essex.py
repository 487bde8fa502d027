"""The two finished meetings of the example: the SLE fails to agree on capital and agrees support; the Board decides under 8.4."""

from __future__ import annotations

from boardtui.charter.load import shipped
from boardtui.cli.examples.story import Example, Moment, came, held
from boardtui.meeting import entries as e
from boardtui.register.agenda import Meeting
from boardtui.register.demo import PLANNED

_SLE = Meeting(
    "sle-2026-09-14",
    "sle",
    "System Leadership Executive, September 2026",
    "2026-09-14T14:00+01:00",
    "Meeting room 2",
    public=False,
)
_BOARD = Meeting(
    "pb-2026-09-24", "partnership-board", "Partnership Board, September 2026", "2026-09-24T10:00+01:00", "Main hall"
)


_SLE_AGENDA = """
14:00 |  5 | sle-sep-welcome | Welcome and apologies | note       |   | Joint Accountable Officer |
14:05 | 30 | sle-sep-capital | Capital priorities    | decision   | A | Joint Accountable Officer | fin_capital
14:35 | 20 | sle-sep-issues  | Issue resolution      | discussion | B | Joint Accountable Officer | resolution
14:55 |  5 | sle-sep-support | Support for partners  | decision   | C | Joint Accountable Officer | accountability
"""
_BOARD_AGENDA = """
10:00 |  5 | pb-sep-welcome    | Welcome and apologies                  | note       |   | Independent Chair |
10:05 |  5 | pb-sep-interests  | Declarations of interest               | note       | A | Independent Chair |
10:10 | 15 | pb-sep-objectives | Objectives of the prevention programme | decision   | B | Executive Lead    | objectives
10:25 | 30 | pb-sep-capital    | Priorities for NHS capital investment  | decision   | C | Executive Lead    | fin_capital
10:55 |  5 | pb-sep-aob        | Any other business                     | discussion |   | Independent Chair |
11:00 | 15 | pb-sep-estates    | Part 2: use of an estate | discussion | D | Executive Lead   | governance | confidential
"""

_AO = "joint-ao"
_EXECUTIVES = (_AO, *(f"{trust}-ceo" for trust in ("eeast", "eput", "nelft", "mseft")))
_OFFICERS = tuple(f"{council}-lead-officer" for council in ("ecc", "sbc", "tc"))
_ABSENT = ("nelft-chair", "tc-hwb-chair", "mid-essex-place-lead", "hws-rep")
_ARRIVED = tuple(
    seat.key
    for seat in shipped("mid-south-essex").body("partnership-board").seats
    if seat.key not in _ABSENT and seat.key != "lmc-rep"
)
_CAPITAL_FOR = (
    *(f"{ccg}-chair" for ccg in ("bbccg", "cprccg", "meccg", "sccg", "tccg")),
    "executive-lead",
    "eeast-chair",
    "eeast-ceo",
    "mseft-chair",
    "eput-chair",
    "nelft-ceo",
)


_SLE_TOLD: tuple[Moment, ...] = (
    ("2026-09-14T12:55:00+00:00", "sle-2026-09-14"),
    (
        "2026-09-14T13:00:00+00:00",
        (
            *came(*_EXECUTIVES, *_OFFICERS),
            e.ChairTaken(member=_AO),
            e.MeetingOpened(),
            e.ItemOpened("sle-sep-welcome"),
        ),
    ),
    (
        "2026-09-14T13:07:00+00:00",
        (
            e.ItemOpened("sle-sep-capital"),
            e.NoteTaken(
                item="sle-sep-capital", text="The five schemes in paper A were compared by affordability and need."
            ),
            e.MotionPut(
                motion="sle-2026-09-14-m1",
                item="sle-sep-capital",
                text="To recommend the five schemes in paper A to the Partnership Board in the order given.",
                rule="consensus",
                topic="fin_capital",
                mover=_AO,
            ),
            e.ConsensusDeclared(
                motion="sle-2026-09-14-m1",
                reached=False,
                objections=(
                    e.Objection(member="nelft-ceo", reason="The order leaves community services to the last year."),
                ),
            ),
            e.ActionAgreed(
                action="sle-2026-09-14-a1",
                item="sle-sep-capital",
                text="Bring the schemes and the objection to the Partnership Board.",
                owner="Joint Accountable Officer",
                due="2026-09-24",
            ),
        ),
    ),
    (
        "2026-09-14T13:40:00+00:00",
        (
            e.ItemOpened("sle-sep-issues"),
            e.IssueRaised(
                issue="sle-i1",
                title="Who carries the cost of beds kept for winter",
                topic="fin_risk",
                parties=("eput", "nelft", "mseft"),
                clause="8.7",
            ),
            e.PlaceAttempted(
                issue="sle-i1", text="Discussed between the three trusts on 2 September without agreement."
            ),
            e.IssueAdvanced(issue="sle-i1", stage="discussion", basis="Place arrangements did not settle it."),
            e.AdviceTaken(
                issue="sle-i1",
                group="System Finance Leaders Group",
                text="Share the cost by bed days, and review it in April.",
            ),
        ),
    ),
    (
        "2026-09-14T13:56:00+00:00",
        (
            e.ItemOpened("sle-sep-support"),
            e.MotionPut(
                motion="sle-2026-09-14-m2",
                item="sle-sep-support",
                text="To recommend the support in paper C, beginning with a plan for the recovery of the trust's finances.",
                rule="support",
                topic="accountability",
                mover=_AO,
            ),
            e.ConsensusDeclared(motion="sle-2026-09-14-m2", reached=True),
            e.ActionAgreed(
                action="sle-2026-09-14-a2",
                item="sle-sep-support",
                text="Two partners review the financial recovery plan with the trust.",
                owner="Joint Accountable Officer",
                due="2026-12-14",
                register="support",
                motion="sle-2026-09-14-m2",
                partner="mseft",
                recommended="A financial recovery plan, reviewed by peers, since finances depart from plan.",
                recommended_by="System Finance Leaders Group",
            ),
        ),
    ),
    ("2026-09-14T14:02:00+00:00", (e.MeetingClosed(),)),
)

_BOARD_TOLD: tuple[Moment, ...] = (
    ("2026-09-24T08:45:00+00:00", "pb-2026-09-24"),
    (
        "2026-09-24T08:56:00+00:00",
        (
            *came(*_ARRIVED),
            *(e.ApologiesGiven(member=member) for member in _ABSENT),
            e.GuestAttended(name="Programme lead, prevention", role="for item 3"),
            e.ChairTaken(member="independent-chair"),
        ),
    ),
    ("2026-09-24T09:00:30+00:00", (e.MeetingOpened(), e.ItemOpened("pb-sep-welcome"))),
    (
        "2026-09-24T09:05:00+00:00",
        (
            e.ItemOpened("pb-sep-interests"),
            e.InterestDeclared(
                member="mseft-ceo",
                items=("pb-sep-capital",),
                interest="financial",
                nature="Director of a company that may bid for one of the schemes.",
                handling="withdraws",
                reason="Agreed with the chair before the meeting.",
            ),
        ),
    ),
    (
        "2026-09-24T09:11:00+00:00",
        (
            e.ItemOpened("pb-sep-objectives"),
            e.NoteTaken(
                item="pb-sep-objectives",
                text="The Board heard how the programme would be measured, and asked for figures by Place.",
            ),
            e.MotionPut(
                motion="pb-2026-09-24-m1",
                item="pb-sep-objectives",
                text="To agree the objectives of the prevention programme in paper B.",
                rule="agreement",
                topic="objectives",
                mover="executive-lead",
                seconder="hwe-rep",
            ),
            e.ConsensusDeclared(motion="pb-2026-09-24-m1", reached=True),
            e.ActionAgreed(
                action="pb-2026-09-24-a1",
                item="pb-sep-objectives",
                text="Report the measures of the prevention programme by Place.",
                owner="Public Health",
                due="2026-11-12",
            ),
        ),
    ),
    (
        "2026-09-24T09:24:00+00:00",
        (
            e.ItemOpened("pb-sep-capital"),
            e.MemberLeft(member="mseft-ceo", reason="declared interest"),
            e.MemberArrived(member="lmc-rep"),
            e.NoteTaken(
                item="pb-sep-capital",
                text="The Executive Lead set out the five schemes and the objection made at the System Leadership Executive.",
            ),
            e.MotionPut(
                motion="pb-2026-09-24-m2",
                item="pb-sep-capital",
                text="To adopt the priorities for NHS capital investment in paper C.",
                rule="capital",
                topic="fin_capital",
                mover="executive-lead",
                seconder="mseft-chair",
            ),
            e.EvidenceGiven(
                "Minutes of the System Leadership Executive of 14 September 2026, item 2", motion="pb-2026-09-24-m2"
            ),
        ),
    ),
    (
        "2026-09-24T09:46:00+00:00",
        (
            e.VotesRecorded(motion="pb-2026-09-24-m2", choice="for", voters=_CAPITAL_FOR),
            e.VotesRecorded(motion="pb-2026-09-24-m2", choice="against", voters=("eput-ceo",)),
            e.ResultDeclared(
                motion="pb-2026-09-24-m2",
                outcome="carried",
                for_=11,
                against=1,
                abstain=0,
                not_voted=0,
                eligible=14,
                base=14,
                needed=11,
            ),
            e.ActionAgreed(
                action="pb-2026-09-24-a2",
                item="pb-sep-capital",
                text="Each scheme shows that it can be afforded, and how it improves the financial position.",
                owner="Executive Lead",
                due="2026-12-10",
                register="condition",
                motion="pb-2026-09-24-m2",
            ),
            e.MemberArrived(member="mseft-ceo"),
        ),
    ),
    ("2026-09-24T09:55:00+00:00", (e.ItemOpened("pb-sep-aob"),)),
    (
        "2026-09-24T10:00:00+00:00",
        (
            e.PublicExcluded(reason="The next item concerns the terms of a lease that are still being negotiated."),
            e.ItemOpened("pb-sep-estates"),
            e.NoteTaken(item="pb-sep-estates", text="The Board considered the terms offered.", confidential=True),
            e.ActionAgreed(
                action="pb-2026-09-24-a3",
                item="pb-sep-estates",
                text="Return with the owner's answer.",
                owner="Executive Lead",
                due="2026-11-26",
            ),
        ),
    ),
    ("2026-09-24T10:16:00+00:00", (e.PublicReadmitted(), e.MeetingClosed())),
)

EXAMPLE = Example(
    charter="mid-south-essex",
    planned=PLANNED,
    held=(held(_SLE, _SLE_AGENDA, *_SLE_TOLD), held(_BOARD, _BOARD_AGENDA, *_BOARD_TOLD)),
    papers=("partnership-board", "pb-2026-09-24"),
)
