"""What-if in words: each prospect in a few sentences, for the command and for a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from boardtui.meeting.planning.whatif import Decisive, Prospect
from boardtui.meeting.state.state import State, member_label

FEW = 6


def lines(state: State, found: Iterable[Prospect]) -> Iterator[tuple[str, bool | None]]:
    """The prospects in words, line by line, each with whether it is good news; None for a heading."""
    before = ""
    for one in found:
        if one.item != before:
            title = "confidential item" if one.confidential else one.title
            yield f"{one.number}. {title}" + (f" ({state.charter.topic_title(one.topic)})" if one.topic else ""), None
            before = one.item
        yield f"   {one.rule.clause}, {one.rule.title}: {words(state, one)}", one.within


def words(state: State, one: Prospect) -> str:
    """One prospect in a few sentences."""
    noun = "partners" if one.who.unit == "partner" else "members"
    if not one.who.voters:
        return f"out of reach: there are no eligible {noun}."
    sent = f" ({len(one.who.by_proxy)} by proxy)" if one.who.by_proxy else ""
    said = f"{one.votes} of {len(one.who.voters)} eligible {noun} can vote{sent}, {_bar(one)}"
    if not one.possible:
        who = "; ".join(member_label(state, key) for key in one.others) or "nobody else"
        return f"out of reach: {said}; {one.lacking} lacking, and not expected: {who}."
    if one.quorum.met is False:
        return f"out of reach, since there would be no quorum ({one.quorum.words}): {said}."
    text = f"within reach: {said}. {_decides(state, one)}"
    if one.quorum.met:
        text += f" Quorum {one.quorum.words}"
        spare = one.quorum.spare or 0
        text += f", lost if {spare + 1} more {'stays' if not spare else 'stay'} away."
    return text


def _bar(one: Prospect) -> str:
    if one.counting.method == "consensus" and one.needed is None:
        return "and none of them may object"
    if one.needed is None:
        return "and no number of votes carries it"
    if one.counting.method == "vote" and one.counting.base == "cast":
        return f"{one.needed} needed if all of them vote"
    return f"{one.needed} needed of {one.base}"


def _decides(state: State, one: Prospect) -> str:
    """Whose absence and, where that is another thing, whose vote against defeats it."""
    assert one.absence is not None and one.dissent is not None
    said = [_without(state, one.absence, "stay away", "without")]
    if (one.dissent.size, one.dissent.sets) != (one.absence.size, one.absence.sets):
        said.append(_without(state, one.dissent, "are against", "against"))
    return " ".join(said)


def _without(state: State, decisive: Decisive, they: str, preposition: str) -> str:
    def names(keys: Iterable[str], end: str = "; ") -> str:
        return end.join(member_label(state, key) for key in keys)

    size, among = decisive.size, decisive.among
    listed = f" of these {len(among)}" if len(among) <= FEW else " of them"
    whom = f": {names(among)}" if len(among) <= FEW else ""
    if size is None and not decisive.tried:
        return f"It stands whoever {'stays away' if they == 'stay away' else 'of those there is against'}."
    if size is None:
        return f"It stands even if any {decisive.tried} of them {they}."
    if size == len(among):
        return f"It fails only if all of them {they}." if size > 1 else f"It fails {preposition} {names(among)}."
    if decisive.sets:
        groups = f"; or {preposition} ".join(names(keys, " with ") for keys in decisive.sets[:FEW])
        more = f"; or {len(decisive.sets) - FEW} more such groups" if len(decisive.sets) > FEW else ""
        return f"It fails {preposition} {groups}{more}."
    if size == 1:
        one = f"if any one{listed} is against" if preposition == "against" else f"without any one{listed}"
        return f"It fails {one}{whom}."
    return f"It fails if any {size}{listed} {they}{whom}."
