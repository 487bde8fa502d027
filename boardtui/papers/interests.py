"""Interests declared: of what kind, how they were handled, and what that meant for each vote."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from boardtui.charter.words import listed, stopped
from boardtui.meeting import entries as e
from boardtui.meeting.fold.interest_register import items_standing, registered_label
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.state.unpublished import UNPUBLISHED, may_be_published
from boardtui.meeting.voting.ballot import counting_of, rule_of
from boardtui.papers.model import Declared
from boardtui.papers.source import Source

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


class Declaration(NamedTuple):
    """A declaration as it was made, by the number of its entry; ``standing`` are the items for which it stands, or None."""

    seq: int
    entry: e.InterestDeclared
    standing: tuple[str, ...] | None


def declarations(src: Source) -> Iterator[Declaration]:
    """The declarations in the order in which they were made, those replaced among them."""
    by_number = {interest.seq: interest for interest in src.state.interests}
    for line in src.lines:
        if isinstance(line.entry, e.InterestDeclared):
            interest = by_number.get(line.seq)
            standing = items_standing(src.state.interests, interest) if interest else line.entry.items
            yield Declaration(line.seq, line.entry, standing)


def interests(src: Source) -> tuple[Declared, ...]:
    """The declarations that stand, in the order in which they were made, and those replaced that bore on a vote before."""
    declared = (_declared(src, *declaration) for declaration in declarations(src))
    return tuple(paper for paper in declared if paper is not None)


def published(src: Source, consent: bool | None) -> bool:
    """Whether a paper may tell more of an interest or a gift than whose it is and of what kind."""
    return src.part != "public" or may_be_published(consent)


def _told(src: Source, words: str, consent: bool | None) -> str:
    """What was declared, or that it is not published."""
    return words if published(src, consent) else UNPUBLISHED


def register_words(src: Source) -> Iterator[str]:
    """What the meeting was told of the register of interests, and what was entered into it or ended."""
    for line in src.lines:
        entry = line.entry
        match entry:
            case e.InterestRegistered():
                who = src.name(entry.member) if entry.member is not None else entry.person
                nature = _told(src, entry.nature, entry.consent)
                kind = f"{'An' if entry.interest == 'indirect' else 'A'} {KINDS[entry.interest]} interest"
                yield f"{kind} of {who} was entered in the register of interests: {nature.rstrip('.')}."
            case e.GiftDeclared():
                who = src.name(entry.member) if entry.member is not None else entry.person
                done = "accepted" if entry.accepted else "declined"
                what = f"{entry.what.rstrip('.')}, offered by {entry.giver}"
                yield f"Gift or hospitality declared by {who}: {_told(src, what, entry.consent)}; {done}."
            case e.InterestReported() if entry.standing in src.state.standing:
                standing_interest = src.state.standing[entry.standing]
                who = registered_label(src.state, standing_interest)
                text = f" {stopped(entry.text.strip())}" if entry.text.strip() else ""
                nature = _told(src, standing_interest.nature, standing_interest.consent)
                interest = f"{KINDS[standing_interest.interest]} interest of {who}: {stopped(nature)}"
                yield f"Put before the meeting: {interest}{text}"
            case e.InterestEnded() if entry.standing in src.state.standing:
                standing_interest = src.state.standing[entry.standing]
                who = registered_label(src.state, standing_interest)
                why = f" ({entry.reason.rstrip('.')})" if entry.reason.strip() else ""
                nature = _told(src, standing_interest.nature.rstrip("."), standing_interest.consent)
                yield f"Ended on {src.clock.say(entry.date)}: interest of {who}: {nature}{why}."


def _declared(src: Source, seq: int, entry: e.InterestDeclared, standing: tuple[str, ...] | None) -> Declared | None:
    """A declaration on the items for which it stands; one that was replaced says so, and is told only where it bore on a vote."""
    votes = tuple(_consequences(src, entry))
    if standing is None and not votes:
        return None
    handling = HANDLED[entry.handling] + (f" ({entry.reason.rstrip('.')})" if entry.reason.strip() else "")
    handling += "; later declared otherwise" if standing is None else ""
    items = entry.items if standing is None else standing
    return Declared(
        member=src.acting(entry.member, seq),
        items=listed([text for key in items if (text := src.item_words(key))], "general"),
        interest=KINDS[entry.interest],
        nature=_nature(src, entry),
        handling=handling,
        votes=votes,
    )


def _nature(src: Source, entry: e.InterestDeclared) -> str:
    """The nature of an interest as it was declared, but not in the words of the register that may not be published.

    That it is from the register is told to those who know it to be there.
    """
    registered = src.state.standing.get(entry.standing or "")
    if registered is None:
        return entry.nature
    withheld = registered.nature == entry.nature and not published(src, registered.consent)
    return f"{(UNPUBLISHED if withheld else entry.nature).removesuffix('.')} (from the register of interests)"


def _consequences(src: Source, entry: e.InterestDeclared) -> Iterator[str]:
    """What the declaration meant for the motions that were decided on those items."""
    numbers_by_text: dict[str, list[str]] = {}
    for line in src.lines:
        decision = line.entry
        if not isinstance(decision, e.ResultDeclared | e.ConsensusDeclared):
            continue
        state = src.after.get(line.seq, src.state)
        motion = state.motions.get(decision.motion)
        if motion is None or motion.item not in entry.items:
            continue
        interests = [
            interest
            for interest in state.interests
            if interest.member == entry.member and motion.item in interest.items
        ]
        if not interests or (interests[-1].nature, interests[-1].handling) != (entry.nature, entry.handling):
            continue
        text = _consequence(src, state, motion, entry, sure=src.record.sure(line.seq))
        numbers_by_text.setdefault(text, []).append(motion.number)
    for text, numbers in numbers_by_text.items():
        in_order = [motion.number for motion in src.state.motions.values() if motion.number in numbers]
        yield f"motion{'s' if len(numbers) > 1 else ''} {listed(in_order)}: {text}"


def _consequence(src: Source, state: State, motion: Motion, entry: e.InterestDeclared, *, sure: bool) -> str:
    """What a declaration meant for one motion; who else was there is told only where this part is ``sure`` of it."""
    who = motion.electorate
    if entry.handling == "noted":
        return "voting rights unchanged"
    consensus = rule_of(state, motion).method == "consensus"
    no_part, act = ("took no part in the decision", "take part") if consensus else ("did not vote", "vote")
    if who.unit == "partner":
        own = [key for key in who.voters if entry.member in who.represents[key]]
        lost = [key for key in own if key in who.withdrawn]
        kept = [key for key in own if key in who.may_vote]
        if lost:
            return f"{no_part}, nor could anybody else for {src.partners(lost)}{_kept(state, motion, lost)}"
        if kept:
            return f"{no_part}; {src.partners(kept)} could {act} through others"
        if own:
            alone = f"; nobody else there could {act} for {src.partners(own)}" if sure else ""
            return f"{no_part}{alone}{_stayed(state, motion, own)}"
        return f"{'had no part' if consensus else 'had no vote'} in any case"
    if entry.member not in who.voters:
        return "not eligible in any case"
    return f"{no_part}{_kept(state, motion, [entry.member])}"


def _stayed(state: State, motion: Motion, partners: Collection[str]) -> str:
    """The same of partners that others represent too, who were away: such a partner always stays among all the eligible."""
    counting = counting_of(state, motion)
    if counting.method == "vote" and counting.base == "eligible":
        return "; remained in the count of those eligible"
    return _kept(state, motion, partners)


def _kept(state: State, motion: Motion, voters: Collection[str]) -> str:
    """Whether those kept from voting stay in the number on which the vote is counted, where it asks for that.

    ``voters`` are they; of those present only who is there can be counted or left out.
    """
    counting = counting_of(state, motion)
    if counting.method == "consensus" or counting.base == "cast":
        return ""
    if counting.base == "present" and motion.electorate.present.isdisjoint(voters):
        return ""
    kept = counting.withdrawn or ("in_base" if counting.base == "eligible" else "out_of_base")
    return f"; remained in the count of those {counting.base}" if kept == "in_base" else "; left out of the count"
