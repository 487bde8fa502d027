"""Whether enough members are there, where terms of reference say how many that is."""

from __future__ import annotations

from fractions import Fraction

from boardtui.meeting.ballot import conflicted, voting_present
from boardtui.meeting.rulings import ruled
from boardtui.meeting.state import Record, State, member_label


class QuorumStatus(Record, frozen=True):
    """``met`` is None where no quorum is defined; ``spare`` is how many may leave before it is lost."""

    met: bool | None
    present: int
    needed: int | None
    words: str
    spare: int | None = None


def quorum(state: State, motion: str | None = None) -> QuorumStatus:
    """The quorum at this moment, or for this motion: members present who count, and how many are needed.

    The memoranda name no quorum; it comes from the terms of reference or from a ruling.
    """
    terms = state.charter.terms.quorum
    ruling = ruled(state, "quorum", motion)
    counted = _counted(state, motion, terms is None or terms.conflicted_count)
    if terms is None and ruling is None:
        return QuorumStatus(met=None, present=len(counted), needed=None, words="not defined")
    needed = _needed(state, ruling)
    seats = terms.seats if terms else ()
    missing = [seat for seat in seats if seat not in counted]
    met = len(counted) >= needed and not missing
    words = f"{len(counted)} of {needed}"
    if missing:
        words += f", missing {', '.join(member_label(state, seat) for seat in missing)}"
    return QuorumStatus(met=met, present=len(counted), needed=needed, words=words, spare=len(counted) - needed)


def _needed(state: State, ruling: str | int | None) -> int:
    if isinstance(ruling, int):
        return ruling
    terms = state.charter.terms.quorum
    assert terms is not None
    filled = sum(not member.vacant for member in state.members.values())
    share = Fraction(terms.fraction) * filled if terms.fraction else Fraction(0)
    return max(terms.number or 0, -(-share.numerator // share.denominator), 1)


def _counted(state: State, motion: str | None, conflicted_count: bool) -> frozenset[str]:
    there = frozenset(voting_present(state, motion))
    item = state.current if motion is None else state.motions[motion].item
    return there if conflicted_count or item is None else there - conflicted(state, item)
