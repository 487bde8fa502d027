"""Interests declared: of what kind, how they were handled, and what that meant for each vote."""

from __future__ import annotations

from collections.abc import Iterator

from boardtui.meeting import entries as e
from boardtui.meeting.ballot import counting_of
from boardtui.meeting.state import Motion, State
from boardtui.papers.model import Declared
from boardtui.papers.source import Source, listed

KINDS: dict[e.InterestType, str] = {
    "financial": "financial",
    "non_financial_professional": "non-financial, professional",
    "non_financial_personal": "non-financial, personal",
    "indirect": "indirect",
}
HANDLED: dict[e.Handling, str] = {
    "noted": "noted; takes part and votes",
    "speaks_does_not_vote": "may speak, does not vote",
    "withdraws": "withdraws from the item",
}


def interests(src: Source) -> tuple[Declared, ...]:
    """The declarations, in the order in which they were made."""
    return tuple(_declared(src, line.entry) for line in src.lines if isinstance(line.entry, e.InterestDeclared))


def _declared(src: Source, entry: e.InterestDeclared) -> Declared:
    handling = HANDLED[entry.handling] + (f" ({entry.reason})" if entry.reason else "")
    return Declared(
        member=src.name(entry.member),
        items=listed([src.item_words(key) for key in entry.items if src.item_shown(key)]) or "general",
        interest=KINDS[entry.interest],
        nature=entry.nature,
        handling=handling,
        votes=tuple(_consequences(src, entry)),
    )


def _consequences(src: Source, entry: e.InterestDeclared) -> Iterator[str]:
    """What the declaration meant for each motion that was decided on those items."""
    for line in src.lines:
        decision = line.entry
        if not isinstance(decision, e.ResultDeclared | e.ConsensusDeclared):
            continue
        state = src.after.get(line.seq, src.state)
        motion = state.motions[decision.motion]
        if motion.item not in entry.items or not src.motion_shown(motion.key):
            continue
        held = [one for one in state.interests if one.member == entry.member and motion.item in one.items]
        if not held or (held[-1].nature, held[-1].handling) != (entry.nature, entry.handling):
            continue
        yield f"motion {motion.number}: {_consequence(src, state, motion, entry)}"


def _consequence(src: Source, state: State, motion: Motion, entry: e.InterestDeclared) -> str:
    who = motion.electorate
    if entry.handling == "noted":
        return "voting rights unchanged"
    if who.unit == "partner":
        lost = [key for key in who.voters if key in who.withdrawn and entry.member in who.represents[key]]
        if not lost:
            return "did not vote; the partners represented kept their votes through others or had none"
        return f"did not vote, and nobody else could vote for {src.names(lost)}; {_kept(state, motion)}"
    if entry.member not in who.voters:
        return "not eligible in any case"
    return f"did not vote; {_kept(state, motion)}"


def _kept(state: State, motion: Motion) -> str:
    """Whether those who withdrew stay in the number on which the vote is counted."""
    counting = counting_of(state, motion)
    if counting.method == "consensus" or counting.base == "cast":
        return "not counted"
    kept = counting.withdrawn or ("in_base" if counting.base == "eligible" else "out_of_base")
    return "stays in the count of those eligible" if kept == "in_base" else "left out of the count"
