"""Who was there for a member at an entry, read from the entries before it: the member, or which deputy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from boardtui.meeting.entries import ApologiesGiven, MemberArrived, MemberLeft
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.labels import for_whom
from boardtui.meeting.state.state import Stamped, State

Acting = Callable[[str], str]
_MOVES = (MemberArrived, MemberLeft, ApologiesGiven)


def _deputy_at(lines: Iterable[Stamped], seq: int, member: str) -> str | None:
    """The deputy who was there for a member up to entry ``seq``, itself aside; None where it was the member, or nobody.

    Args:
        lines: entries that stand, in order, as far as the audience knows them.
        seq: the number of an entry.
        member: the key of the member.
    """
    deputy = None
    for line in lines:
        if line.seq >= seq:
            break
        if isinstance(line.entry, _MOVES) and line.entry.member == member:
            deputy = line.entry.deputy if isinstance(line.entry, MemberArrived) else None
    return deputy


def acting_at(stretch: Stretch, line: Stamped) -> Acting:
    """How who acted for a member at an entry is named, by what the audience of that entry knows."""
    return acting_among(stretch.state, stretch.lines, stretch.struck, line)


def acting_among(state: State, lines: Sequence[Stamped], struck: Iterable[int], line: Stamped) -> Acting:
    """The same from entries that need not be a whole stretch; ``struck`` are the numbers of those taken back."""

    def acting(member: str) -> str:
        mine = (one for one in lines if one.seq not in struck and (line.confidential or not one.confidential))
        return for_whom(state, member, _deputy_at(mine, line.seq, member))

    return acting
