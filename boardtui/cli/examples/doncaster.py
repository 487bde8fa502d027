"""Doncaster: the committee of two parties approves, does not approve, and puts a change before both parties' bodies."""

from __future__ import annotations

from boardtui.cli.examples.story import Example, came, held
from boardtui.meeting import entries as e
from boardtui.register.agenda import Meeting

_OCTOBER = Meeting(
    "jccc-2026-10-22", "jccc", "JCCC, October 2026", "2026-10-22T14:00+01:00", "Civic Office", public=False
)
_NOVEMBER = Meeting(
    "jccc-2026-11-26", "jccc", "JCCC, November 2026", "2026-11-26T14:00+00:00", "Civic Office", public=False
)
_DECEMBER = Meeting(
    "jccc-2026-12-17", "jccc", "JCCC, December 2026", "2026-12-17T14:00+00:00", "Civic Office", public=False
)
_OCTOBER_AGENDA = """
14:00 |  5 | oct-welcome      | Welcome and apologies                       | note     |   | |
14:05 |  5 | oct-interests    | Register of interests                       | note     | A | |
14:10 | 20 | oct-intermediate | Intermediate care: the rapid response part  | decision | B | Lead, intermediate care |
14:30 | 20 | oct-complex      | Complex lives: how people are referred      | decision | C | Lead, complex lives |
14:50 | 20 | oct-governance   | Decisions that may be delegated to officers | decision | D | |
15:10 |  5 | oct-aob          | Any other business                          | note     |   | |
"""
_NOVEMBER_AGENDA = """
14:00 |  5 | nov-welcome    | Welcome and apologies                          | note       |   | |
14:05 |  5 | nov-interests  | Register of interests                          | note       | A | |
14:10 |  5 | nov-minutes    | Minutes of the last meeting                    | decision   | B | |
14:15 | 20 | nov-complex    | Complex lives: how people are referred, again  | decision   | C | Lead, complex lives |
14:35 | 20 | nov-dermatology | Dermatology: first results                    | discussion | D | Lead, dermatology |
14:55 | 15 | nov-phase      | Whether the next phase can begin               | decision   | E | |
15:10 |  5 | nov-aob        | Any other business                             | note       |   | |
"""
_DECEMBER_AGENDA = """
14:00 |  5 | dec-welcome | Welcome and apologies       | note     |   | |
14:05 |  5 | dec-minutes | Minutes of the last meeting | decision | A | |
14:10 | 30 | dec-streams | The six work streams        | decision | B | |
"""
_CCG, _COUNCIL = "ccg-ao", "council-ao"
_M1, _M2, _M3 = (f"jccc-2026-10-22-m{number}" for number in (1, 2, 3))


def _put(motion: str, item: str, rule: str, text: str) -> e.MotionPut:
    return e.MotionPut(motion=motion, item=item, text=text, rule=rule, mover=_CCG, seconder=_COUNCIL)


def _both(motion: str) -> tuple[e.AnyEntry, ...]:
    """Both parties are for it: 2 of 2."""
    result = e.ResultDeclared(motion, "carried", 2, 0, 0, 0, eligible=2, base=2, needed=2)
    return (e.VotesRecorded(motion, "for", ("ccg", "council")), result)


EXAMPLE = Example(
    charter="doncaster",
    planned=((_NOVEMBER, _NOVEMBER_AGENDA), (_DECEMBER, _DECEMBER_AGENDA)),
    held=(
        held(
            _OCTOBER,
            _OCTOBER_AGENDA,
            ("2026-10-22T12:50:00+00:00", "jccc-2026-10-22"),
            (
                "2026-10-22T12:59:00+00:00",
                (
                    *came(_CCG, _COUNCIL),
                    e.GuestAttended("Lead, intermediate care", "for item 3"),
                    e.GuestAttended("Lead, complex lives", "for item 4"),
                    e.ChairTaken(_CCG, "the parties take the chair in turn"),
                    e.MeetingOpened(),
                    e.ItemOpened("oct-welcome"),
                ),
            ),
            (
                "2026-10-22T13:06:00+00:00",
                (
                    e.ItemOpened("oct-interests"),
                    e.InterestDeclared(
                        _COUNCIL,
                        ("oct-complex",),
                        "non_financial_professional",
                        "Trustee of a charity that houses people with complex lives.",
                        "noted",
                        "It receives nothing under this work stream.",
                    ),
                ),
            ),
            (
                "2026-10-22T13:12:00+00:00",
                (
                    e.ItemOpened("oct-intermediate"),
                    e.NoteTaken(
                        "oct-intermediate", "The committee heard what the trial in the south of the borough showed."
                    ),
                    _put(_M1, "oct-intermediate", "delivery", "To approve the rapid response part in paper B."),
                    *_both(_M1),
                    e.ActionAgreed(
                        "jccc-2026-10-22-a1",
                        "oct-intermediate",
                        "The working group reports what the rapid response part delivered in its first month.",
                        "Lead, intermediate care",
                        "2026-12-10",
                        register="condition",
                        motion=_M1,
                    ),
                ),
            ),
            (
                "2026-10-22T13:33:00+00:00",
                (
                    e.ItemOpened("oct-complex"),
                    e.NoteTaken(
                        "oct-complex", "The council's officers have not yet agreed who pays for the co-ordinators."
                    ),
                    _put(_M2, "oct-complex", "delivery", "To approve the way of referral in paper C."),
                    e.VotesRecorded(_M2, "for", ("ccg",)),
                    e.VotesRecorded(_M2, "abstain", ("council",)),
                    e.ResultDeclared(_M2, "not_carried", 1, 0, 1, 0, eligible=2, base=2, needed=2),
                    e.ActionAgreed(
                        "jccc-2026-10-22-a2",
                        "oct-complex",
                        "Settle with the council's officers who pays for the co-ordinators, and bring paper C back.",
                        "Lead, complex lives",
                        "2026-11-19",
                    ),
                ),
            ),
            (
                "2026-10-22T13:52:00+00:00",
                (
                    e.ItemOpened("oct-governance"),
                    _put(
                        _M3,
                        "oct-governance",
                        "governance-change",
                        "To recommend the list in paper D of decisions that officers of either party may take.",
                    ),
                    *_both(_M3),
                ),
            ),
            ("2026-10-22T14:08:00+00:00", (e.ItemOpened("oct-aob"), e.MeetingClosed())),
            (
                "2026-10-26T09:15:00+00:00",
                (
                    e.DecisionNotified(
                        partners=("ccg", "council"),
                        means="letter with paper D",
                        date="2026-10-26",
                        motion=_M3,
                        due="2026-12-11",
                    ),
                ),
            ),
            (
                "2026-11-13T10:02:00+00:00",
                (e.PartnerResponded("ccg", True, "2026-11-12", "Governing Body, minute 11.4", motion=_M3),),
            ),
        ),
    ),
    papers=("jccc", "jccc-2026-10-22"),
)
