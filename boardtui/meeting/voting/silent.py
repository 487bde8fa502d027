"""Those eligible on a decided motion who gave no vote, and why, so that with the votes they add up to all who were eligible."""

from __future__ import annotations

from typing import Literal, NamedTuple

from boardtui.meeting.entries import ResultDeclared
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.ballot import gives_result
from boardtui.meeting.voting.proxy_votes import handling_of

KEPT, ABSENT, EITHER = "kept from voting", "absent", "kept from voting or absent"
WITHOUT = "absent or without a vote"  # where somebody is there as a deputy, or remotely, who may not vote


class Silent(NamedTuple):
    """How many could not vote, by the reason; only reasons for which there is somebody."""

    reasons: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        """As a phrase behind other figures: 2 kept from voting, 1 absent; empty where all could vote."""
        return ", ".join(f"{number} {why}" for why, number in self.reasons)


def silent(state: State, motion: Motion, *, whole: bool = False) -> Silent:
    """The eligible who could not vote on a motion when its result was declared; none where nothing was counted.

    One figure after a private part, in which somebody may have declared an interest or left, and where the votes known
    do not give the result: then only the figures that were declared tell it. ``whole``: for whoever knows of the private part.
    """
    result = motion.result
    number = rest(result) if result is not None else 0
    if not number:
        return Silent(())
    if (motion.after_private and not whole) or not gives_result(state, motion):
        return Silent(((EITHER, number),))
    who = motion.electorate
    kept = len(who.kept - who.may_vote)
    away = WITHOUT if _attends(state, motion) else ABSENT
    return Silent(tuple((why, count) for why, count in ((KEPT, kept), (away, number - kept)) if count))


def how_kept(state: State, motion: Motion, voter: str) -> Literal["withdrew", "stayed", "absent"]:
    """How a voter whom an interest kept from voting took that: left for it, stayed without a vote, or was away all the same.

    Whoever was to withdraw did where they had come, also if they are recorded as gone. Of a partner all who represent it
    and have such an interest.

    Args:
        state: the meeting as it stood when the motion was decided.
        motion: one that was decided.
        voter: one of those kept (`Electorate.kept`).
    """
    who = motion.electorate
    ways = set()
    for member in who.represents[voter] if who.unit == "partner" else (voter,):
        handling, here = handling_of(state, member, motion.item), member in state.present
        if handling == "withdraws" and (here or _came(state, member)):
            ways.add("withdrew")
        elif handling == "speaks_does_not_vote" and here:
            ways.add("stayed")
    return "stayed" if "stayed" in ways else "withdrew" if ways else "absent"


def _came(state: State, member: str) -> bool:
    return any(moved.member == member and moved.what == "arrived" for moved in state.movements)


def rest(result: ResultDeclared) -> int:
    """How many of the eligible neither voted nor could have, by the figures of a result."""
    if result.eligible is None:
        return 0
    votes = (result.for_, result.against, result.abstain, result.not_voted)
    return result.eligible - sum(number or 0 for number in votes)


def _attends(state: State, motion: Motion) -> bool:
    """Whether somebody eligible is there who may not vote, as a deputy or remotely."""
    who = motion.electorate
    behind = {
        member
        for key in who.voters
        if key not in who.may_vote and key not in who.kept
        for member in (who.represents[key] if who.unit == "partner" else (key,))
    }
    return any(key not in who.question.present and _was_there(state, key, motion.declared_at) for key in behind)


def _was_there(state: State, member: str, at: str) -> bool:
    """Whether a member or a deputy was there then, whoever has come and gone since."""
    ways = [moved for moved in state.movements if moved.member == member and moved.what in ("arrived", "left")]
    if not any(moved.at > at for moved in ways):
        return member in state.present
    before = [moved.what for moved in ways if moved.at <= at]
    return before[-1:] == ["arrived"]
