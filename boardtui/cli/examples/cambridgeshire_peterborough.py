"""Cambridgeshire and Peterborough: consensus reached and not reached, and what goes back to the partners' boards."""

from __future__ import annotations

from boardtui.charter.load import shipped
from boardtui.charter.model import Seat
from boardtui.cli.examples.story import Example, came, held
from boardtui.meeting import entries as e
from boardtui.register.agenda import Meeting

_HCE = Meeting(
    "hce-2026-09-16",
    "hce",
    "Health and Care Executive, September 2026",
    "2026-09-16T09:30+01:00",
    "By video",
    public=False,
)
_BOARD = Meeting(
    "stp-2026-10-07", "stp-board", "STP Board, October 2026", "2026-10-07T13:00+01:00", "Lecture theatre", public=False
)
_HCE_NEXT = Meeting(
    "hce-2026-12-02",
    "hce",
    "Health and Care Executive, December 2026",
    "2026-12-02T09:30+00:00",
    "By video",
    public=False,
)
_BOARD_NEXT = Meeting(
    "stp-2026-12-09", "stp-board", "STP Board, December 2026", "2026-12-09T13:00+00:00", "Lecture theatre", public=False
)
_INVESTMENT = Meeting(
    "ic-2026-12-03",
    "investment-committee",
    "Investment Committee, December 2026",
    "2026-12-03T11:00+00:00",
    "By video",
    public=False,
)
_HCE_AGENDA = """
09:30 |  5 | hce-sep-welcome | Welcome and apologies                        | note     |   | Accountable Officer, C&PCCG |
09:35 | 25 | hce-sep-project | One service for advice on admission          | decision | A | Chief Executive, CPFT |
10:00 | 20 | hce-sep-funds   | Funds aligned to the delivery plan           | decision | B | Chief Executive, CCS |
10:20 |  5 | hce-sep-aob     | Any other business                           | note     |   | |
"""
_BOARD_AGENDA = """
13:00 |  5 | stp-oct-welcome   | Welcome and apologies                      | note     |   | Chair, C&PCCG |
13:05 |  5 | stp-oct-interests | Declarations of interest                   | note     | A | Chair, C&PCCG |
13:10 | 30 | stp-oct-teams     | Neighbourhood teams: one way of working    | decision | B | Chief Executive, CPFT |
13:40 | 20 | stp-oct-closure   | Closing a ward: its effect on the others   | decision | C | Chief Executive, NWAngliaFT |
14:00 |  5 | stp-oct-aob       | Any other business                         | note     |   | |
"""
_HCE_NEXT_AGENDA = """
09:30 |  5 | hce-dec-welcome | Welcome and apologies                          | note     |   | Accountable Officer, C&PCCG |
09:35 |  5 | hce-dec-minutes | Minutes of the last meeting                    | decision | A | |
09:40 | 25 | hce-dec-project | One service for advice on admission, again     | decision | B | Chief Executive, CPFT |
10:05 | 20 | hce-dec-budget  | Budget of the System Delivery Unit 2027/28     | decision | C | |
10:25 |  5 | hce-dec-aob     | Any other business                             | note     |   | |
"""
_BOARD_NEXT_AGENDA = """
13:00 |  5 | stp-dec-welcome | Welcome and apologies                     | note       |   | Chair, C&PCCG |
13:05 |  5 | stp-dec-minutes | Minutes of the last meeting               | decision   | A | |
13:10 | 20 | stp-dec-answers | What the partners' boards answered        | note       | B | |
13:30 | 30 | stp-dec-risks   | Risks to the plan                         | discussion | C | |
"""
_INVESTMENT_AGENDA = """
11:00 |  5 | ic-dec-welcome | Welcome and apologies                    | note     |   | |
11:05 | 25 | ic-dec-digital | Digital: records shared between trusts   | decision | A | |
"""
_NHS = ("cpccg", "cuhft", "cpft", "ccs", "nwangliaft", "papworth")
_FINANCE = tuple(
    Seat(f"{partner.key}-finance", f"Director of Finance, {partner.short}", (partner.key,))
    for partner in shipped("cambridgeshire-peterborough").partners
    if partner.key in _NHS
)
_SEATED = [seat.key for seat in shipped("cambridgeshire-peterborough").body("stp-board").seats]
_AWAY = ("pcc-hwb-chair", "papworth-chair")
_H1, _H2, _B1, _B2 = "hce-2026-09-16-m1", "hce-2026-09-16-m2", "stp-2026-10-07-m1", "stp-2026-10-07-m2"

EXAMPLE = Example(
    charter="cambridgeshire-peterborough",
    planned=(
        (_HCE_NEXT, _HCE_NEXT_AGENDA),
        (_INVESTMENT, _INVESTMENT_AGENDA),
        (_BOARD_NEXT, _BOARD_NEXT_AGENDA),
    ),
    seats={"investment-committee": _FINANCE},
    held=(
        held(
            _HCE,
            _HCE_AGENDA,
            ("2026-09-16T08:20:00+00:00", "hce-2026-09-16"),
            (
                "2026-09-16T08:29:00+00:00",
                (
                    *(e.MemberArrived(member, "remote") for member in ("cpccg-ao", "cuhft-ceo", "cpft-ceo", "ccs-ceo")),
                    *(e.MemberArrived(member, "remote") for member in ("nwangliaft-ceo", "papworth-ceo", "ccc-ceo")),
                    e.ApologiesGiven("pcc-ceo"),
                    e.ChairTaken("cpccg-ao"),
                    e.MeetingOpened(),
                    e.ItemOpened("hce-sep-welcome"),
                ),
            ),
            (
                "2026-09-16T08:36:00+00:00",
                (
                    e.ItemOpened("hce-sep-project"),
                    e.NoteTaken(
                        "hce-sep-project", "Five of the six emergency departments have asked for such a service."
                    ),
                    e.MotionPut(
                        _H1, "hce-sep-project", "To begin the project in paper A.", "system-project", mover="cpft-ceo"
                    ),
                    e.ConsensusDeclared(
                        _H1, False, (e.Objection("papworth-ceo", "Specialist admissions are not provided for."),)
                    ),
                    e.ActionAgreed(
                        "hce-2026-09-16-a1",
                        "hce-sep-project",
                        "Change paper A so that it provides for specialist admissions.",
                        "Chief Executive, CPFT",
                        "2026-11-18",
                    ),
                ),
            ),
            (
                "2026-09-16T09:02:00+00:00",
                (
                    e.ItemOpened("hce-sep-funds"),
                    e.MotionPut(
                        _H2,
                        "hce-sep-funds",
                        "To align the funds listed in paper B to the delivery plan until March 2027.",
                        "aligned-funds",
                        mover="ccs-ceo",
                    ),
                    e.ConsensusDeclared(_H2, True),
                ),
            ),
            ("2026-09-16T09:20:00+00:00", (e.ItemOpened("hce-sep-aob"), e.MeetingClosed())),
        ),
        held(
            _BOARD,
            _BOARD_AGENDA,
            ("2026-10-07T11:45:00+00:00", "stp-2026-10-07"),
            (
                "2026-10-07T11:57:00+00:00",
                (
                    *came(*(member for member in _SEATED if member not in _AWAY)),
                    *(e.ApologiesGiven(member) for member in _AWAY),
                    e.ChairTaken("cpccg-chair"),
                    e.MeetingOpened(),
                    e.ItemOpened("stp-oct-welcome"),
                    e.ItemOpened("stp-oct-interests"),
                ),
            ),
            (
                "2026-10-07T12:11:00+00:00",
                (
                    e.ItemOpened("stp-oct-teams"),
                    e.NoteTaken(
                        "stp-oct-teams", "The Board asked how the teams would be paid for after the first year."
                    ),
                    e.MotionPut(
                        _B1,
                        "stp-oct-teams",
                        "To support one way of working for all neighbourhood teams, as in paper B.",
                        "system-business",
                        mover="cpft-ceo",
                        seconder="cpccg-ao",
                    ),
                    e.RatificationSought(
                        _B1,
                        _NHS,
                        due="2026-12-01",
                        reason="The teams' costs after the first year fall on each organisation.",
                        said_by="the Chair",
                    ),
                    e.ConsensusDeclared(_B1, True, stood_aside=("ccc-ceo",)),
                    e.ActionAgreed(
                        "stp-2026-10-07-a1",
                        "stp-oct-teams",
                        "A plan shows how the teams are paid for after the first year.",
                        "Chief Executive, CPFT",
                        "2026-12-02",
                        register="condition",
                        motion=_B1,
                    ),
                ),
            ),
            (
                "2026-10-07T12:43:00+00:00",
                (
                    e.ItemOpened("stp-oct-closure"),
                    e.MotionPut(
                        _B2,
                        "stp-oct-closure",
                        "That the effect on other partners is as paper C says, and can be borne until April.",
                        "major-decision",
                        mover="nwangliaft-ceo",
                    ),
                    e.EvidenceGiven("Paper C, raised by the trust before its own board decides", motion=_B2),
                    e.ConsensusDeclared(_B2, True),
                ),
            ),
            ("2026-10-07T13:01:00+00:00", (e.ItemOpened("stp-oct-aob"), e.MeetingClosed())),
            (
                "2026-11-06T09:30:00+00:00",
                (
                    e.PartnerResponded("cpccg", True, "2026-11-03", "Governing Body, minute 7", motion=_B1),
                    e.PartnerResponded("cpft", True, "2026-10-29", "Board, minute 12.2", motion=_B1),
                    e.PartnerResponded("ccs", True, "2026-11-04", "Board, minute 5", motion=_B1),
                ),
            ),
        ),
    ),
    papers=("stp-board", "stp-2026-10-07"),
)
