"""South Yorkshire and Bassetlaw: the Board agrees, the trusts' committees decide side by side, a joint committee binds."""

from __future__ import annotations

from boardtui.charter.load import shipped
from boardtui.cli.examples.story import Example, came, held
from boardtui.meeting import entries as e
from boardtui.register.agenda import Meeting


def _private(key: str, body: str, title: str, starts: str, place: str) -> Meeting:
    return Meeting(key, body, title, starts, place, public=False)


_BOARD = _private(
    "cpb-2026-10-09",
    "collaborative-partnership-board",
    "Collaborative Partnership Board, October 2026",
    "2026-10-09T09:30+01:00",
    "Boardroom",
)
_COMMITTEES = _private(
    "cic-2026-10-15", "committees-in-common", "Committees in Common, October 2026", "2026-10-15T15:00+01:00", "Room 4"
)
_JOINT = _private(
    "jc-2026-10-21", "joint-committee", "Joint Committee of CCGs, October 2026", "2026-10-21T14:00+01:00", "Boardroom"
)
_BOARD_NEXT = _private(
    "cpb-2026-12-11",
    "collaborative-partnership-board",
    "Collaborative Partnership Board, December 2026",
    "2026-12-11T09:30+00:00",
    "Boardroom",
)
_COMMITTEES_NEXT = _private(
    "cic-2026-11-26", "committees-in-common", "Committees in Common, November 2026", "2026-11-26T15:00+00:00", "Room 4"
)
_PLACE = _private(
    "barnsley-2026-12-02", "barnsley-place", "Barnsley Place, December 2026", "2026-12-02T10:00+00:00", "Town Hall"
)
_BOARD_AGENDA = """
09:30 |  5 | cpb-oct-welcome  | Welcome and apologies                    | note     |   | |
09:35 |  5 | cpb-oct-interest | Declarations of interest                 | note     | A | |
09:40 | 30 | cpb-oct-cancer   | Cancer: one way to diagnosis             | decision | B | Chief Executive, Sheffield Teaching |
10:10 | 30 | cpb-oct-finance  | Money for the transformation programme   | decision | C | |
10:40 |  5 | cpb-oct-aob      | Any other business                       | note     |   | |
"""
_COMMITTEES_AGENDA = """
15:00 |  5 | cic-oct-welcome  | Welcome and apologies                    | note     |   | |
15:05 | 40 | cic-oct-surgery  | Children's surgery and anaesthesia       | decision | A | |
15:45 | 15 | cic-oct-pharmacy | One store for medicines                  | decision | B | |
"""
_JOINT_AGENDA = """
14:00 |  5 | jc-oct-welcome | Welcome and apologies                      | note     |   | |
14:05 | 40 | jc-oct-stroke  | Hyper-acute stroke services                | decision | A | |
"""
_BOARD_NEXT_AGENDA = """
09:30 |  5 | cpb-dec-welcome | Welcome and apologies                     | note       |   | |
09:35 |  5 | cpb-dec-minutes | Minutes of the last meeting               | decision   | A | |
09:40 | 40 | cpb-dec-winter  | Winter: what each place does              | discussion | B | |
10:20 | 20 | cpb-dec-digital | Digital plan                              | decision   | C | |
"""
_COMMITTEES_NEXT_AGENDA = """
15:00 |  5 | cic-nov-welcome | Welcome and apologies                     | note     |   | |
15:05 |  5 | cic-nov-minutes | Minutes of the last meeting               | decision | A | |
15:10 | 40 | cic-nov-surgery | Children's surgery and anaesthesia, again | decision | B | |
"""
_PLACE_AGENDA = """
10:00 |  5 | bar-dec-welcome   | Welcome and apologies                   | note     |   | |
10:05 | 40 | bar-dec-structure | The structure of integrated commissioning | decision | A | |
"""
_CHARTER = shipped("south-yorkshire-bassetlaw")
_BOARD_SEATS = [seat.key for seat in _CHARTER.body("collaborative-partnership-board").seats]
_AWAY = ("yas-ceo", "emas-ceo", "phe-rep", "healthwatch")
_TRUSTS = tuple(seat.key for seat in _CHARTER.body("committees-in-common").seats)
_CCGS = tuple(seat.key for seat in _CHARTER.body("joint-committee").seats)
_B1, _B2, _C1, _C2, _J1 = "cpb-oct-m1", "cpb-oct-m2", "cic-oct-m1", "cic-oct-m2", "jc-oct-m1"

EXAMPLE = Example(
    charter="south-yorkshire-bassetlaw",
    planned=(
        (_COMMITTEES_NEXT, _COMMITTEES_NEXT_AGENDA),
        (_PLACE, _PLACE_AGENDA),
        (_BOARD_NEXT, _BOARD_NEXT_AGENDA),
    ),
    held=(
        held(
            _BOARD,
            _BOARD_AGENDA,
            ("2026-10-09T08:15:00+00:00", "cpb-2026-10-09"),
            (
                "2026-10-09T08:28:00+00:00",
                (
                    *came(*(member for member in _BOARD_SEATS if member not in _AWAY)),
                    *(e.ApologiesGiven(member) for member in _AWAY),
                    e.ChairTaken("sheffield-ccg-ao"),
                    e.MeetingOpened(),
                    e.ItemOpened("cpb-oct-welcome"),
                    e.ItemOpened("cpb-oct-interest"),
                ),
            ),
            (
                "2026-10-09T08:41:00+00:00",
                (
                    e.ItemOpened("cpb-oct-cancer"),
                    e.NoteTaken("cpb-oct-cancer", "The Board heard how long people wait now, place by place."),
                    e.MotionPut(
                        _B1,
                        "cpb-oct-cancer",
                        "To support one way to diagnosis in all places, as in paper B.",
                        "agreement",
                        mover="sheffield-teaching-ceo",
                        seconder="barnsley-ccg-ao",
                    ),
                    e.ConsensusDeclared(_B1, True),
                    e.ActionAgreed(
                        "cpb-oct-a1",
                        "cpb-oct-cancer",
                        "Report the waits by place.",
                        "Programme Manager, cancer",
                        "2026-12-04",
                    ),
                ),
            ),
            (
                "2026-10-09T09:12:00+00:00",
                (
                    e.ItemOpened("cpb-oct-finance"),
                    e.MotionPut(
                        _B2,
                        "cpb-oct-finance",
                        "To approve how the transformation money is shared, as in paper C.",
                        "financial-proposals",
                        mover="rotherham-ccg-ao",
                    ),
                    e.EvidenceGiven(
                        "Paper C, developed by the Directors of Finance with NHS England and NHS Improvement",
                        motion=_B2,
                    ),
                    e.ConsensusDeclared(_B2, True, stood_aside=("voluntary-action",)),
                    e.ActionAgreed(
                        "cpb-oct-a2",
                        "cpb-oct-finance",
                        "Each place says what its share is to deliver, and by when.",
                        "Directors of Finance Steering Group",
                        "2026-12-04",
                        register="condition",
                        motion=_B2,
                    ),
                ),
            ),
            ("2026-10-09T09:41:00+00:00", (e.ItemOpened("cpb-oct-aob"), e.MeetingClosed())),
        ),
        held(
            _COMMITTEES,
            _COMMITTEES_AGENDA,
            ("2026-10-15T13:50:00+00:00", "cic-2026-10-15"),
            (
                "2026-10-15T13:58:00+00:00",
                (*came(*_TRUSTS), e.ChairTaken(_TRUSTS[3]), e.MeetingOpened(), e.ItemOpened("cic-oct-welcome")),
            ),
            (
                "2026-10-15T14:06:00+00:00",
                (
                    e.ItemOpened("cic-oct-surgery"),
                    e.NoteTaken("cic-oct-surgery", "Each committee considered the preferred option for its own trust."),
                    e.MotionPut(_C1, "cic-oct-surgery", "To agree the preferred option in paper A.", "each-concurs"),
                    e.VotesRecorded(_C1, "for", _TRUSTS[:6]),
                    e.VotesRecorded(_C1, "abstain", _TRUSTS[6:]),
                    e.ResultDeclared(_C1, "not_carried", 6, 0, 1, 0, eligible=7, base=7, needed=7),
                ),
            ),
            (
                "2026-10-15T14:44:00+00:00",
                (
                    e.ItemOpened("cic-oct-pharmacy"),
                    e.MotionPut(
                        _C2, "cic-oct-pharmacy", "To agree one store for medicines, as in paper B.", "each-concurs"
                    ),
                    e.VotesRecorded(_C2, "for", _TRUSTS),
                    e.ResultDeclared(_C2, "carried", 7, 0, 0, 0, eligible=7, base=7, needed=7),
                ),
            ),
            ("2026-10-15T14:58:00+00:00", (e.MeetingClosed(),)),
        ),
        held(
            _JOINT,
            _JOINT_AGENDA,
            ("2026-10-21T12:50:00+00:00", "jc-2026-10-21"),
            (
                "2026-10-21T12:58:00+00:00",
                (*came(*_CCGS[:-1]), e.ApologiesGiven(_CCGS[-1]), e.ChairTaken(_CCGS[4]), e.MeetingOpened()),
            ),
            (
                "2026-10-21T13:05:00+00:00",
                (
                    e.ItemOpened("jc-oct-stroke"),
                    e.MotionPut(
                        _J1,
                        "jc-oct-stroke",
                        "To adopt the model of care in paper A as the outcome of the review of hyper-acute stroke services.",
                        "delegated",
                    ),
                    e.EvidenceGiven("The review of hyper-acute stroke services is delegated by 7.8.1", motion=_J1),
                    e.ConsensusDeclared(_J1, True),
                ),
            ),
            ("2026-10-21T13:48:00+00:00", (e.MeetingClosed(),)),
        ),
    ),
    papers=("collaborative-partnership-board", "cpb-2026-10-09"),
)
