"""What-if in words: each prospect in a few sentences, for the command and for a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from boardtui.meeting.counting.needed import needed_of, out_of
from boardtui.meeting.planning.whatif import Decisive, Prospect
from boardtui.meeting.state.labels import member_label
from boardtui.meeting.state.state import State, filled_seats
from boardtui.meeting.voting.proxy_votes import there_words

FEW = 6


def lines(state: State, prospects: Iterable[Prospect]) -> Iterator[tuple[str, bool | None]]:
    """The prospects in words, line by line, each with whether it is good news; None for a heading."""
    before = ""
    for prospect in prospects:
        if prospect.item != before:
            secret = "confidential: " if prospect.confidential else ""
            yield (
                f"{prospect.number}. {secret}{prospect.title}"
                + (f" ({state.charter.topic_title(prospect.topic)})" if prospect.topic else ""),
                None,
            )
            before = prospect.item
        yield f"   {prospect.rule.clause}, {prospect.rule.title}: {words(state, prospect)}", prospect.within


def words(state: State, prospect: Prospect) -> str:
    """One prospect in a few sentences."""
    noun = f"{prospect.who.noun}s"
    by_consensus = prospect.counting.method == "consensus"
    done, act = ("agreed", "take part") if by_consensus else ("carried", "vote")
    done = "discussed" if prospect.rule.discusses else done
    if not prospect.who.voters:
        return f"cannot be {done}: there are no eligible {noun}."
    sent = f" ({len(prospect.who.by_proxy)} by proxy)" if prospect.who.by_proxy else ""
    sentence = f"{prospect.votes} of {len(prospect.who.voters)} eligible {noun} can {act}{sent}"
    if not by_consensus or prospect.needed is not None:
        sentence += f", {_bar(prospect, there_words(state))}"
    if not prospect.possible:
        others = "; ".join(member_label(state, key) for key in prospect.others)
        who = f"not expected: {others}" if others else f"no member who could {act} is away"
        lacking = "" if by_consensus and prospect.needed is None else f"{prospect.lacking} lacking, and "
        return f"cannot be {done}: {sentence}; {lacking}{who}."
    if prospect.quorum.met is False:
        return f"cannot be {done}, since there would be no quorum ({prospect.quorum.words}): {sentence}."
    lost = (prospect.quorum.spare or 0) + 1 if prospect.quorum.met else None
    decides = _prevents(prospect) if by_consensus else _decides(state, prospect, lost)
    text = f"can be {done}: {sentence}. {decides}".rstrip()
    if lost is not None:
        filled = filled_seats(state)
        more = " more" if prospect.quorum.present < filled else ""
        # where a seat or a role has to be there, it depends on who stays away
        whoever = lost > prospect.quorum.present - (prospect.quorum.needed or 0)
        text += f" Quorum {prospect.quorum.words}, {'lost' if whoever else 'and can be lost'} if {lost}{more}"
        text += f" {'stays' if lost == 1 else 'stay'} away."
    return text


def _bar(prospect: Prospect, there: str) -> str:
    if prospect.needed is None:
        return "and no number of votes carries it"
    if prospect.counting.method == "vote" and prospect.counting.base == "cast":
        return f"{prospect.needed} needed if all of them vote"
    if prospect.counting.base == "eligible" and prospect.base == len(prospect.who.voters):
        return out_of(prospect.needed, f"those {prospect.base}")
    return needed_of(prospect.counting, prospect.who.noun, prospect.base, prospect.needed, there)


def _prevents(prospect: Prospect) -> str:
    """What keeps a consensus from being reached: where all must agree, also whoever stands aside; nothing is, in a discussion."""
    if prospect.rule.discusses:
        return ""
    either = "objects or stands aside" if prospect.needed is not None else "objects"
    return f"There is no consensus if one of them {either}, or if none of them is there."


def _decides(state: State, prospect: Prospect, lost: int | None) -> str:
    """Whose absence and, where that is another thing, whose vote against defeats it.

    ``lost``: by how many absences the quorum is lost; where that comes first, the votes that would do are no matter.
    """
    assert prospect.absence is not None and prospect.dissent is not None
    size = prospect.absence.size
    quorum_first = lost is not None and prospect.who.unit == "member" and (size is None or size > lost)
    texts = [] if quorum_first else [_without(state, prospect.absence, "stay away", "without")]
    if (prospect.dissent.size, prospect.dissent.sets) != (prospect.absence.size, prospect.absence.sets):
        texts.append(_without(state, prospect.dissent, "vote against", "with a vote against by"))
    return " ".join(texts)


def _without(state: State, decisive: Decisive, they: str, preposition: str) -> str:
    def names(keys: Iterable[str], end: str = "; ") -> str:
        return end.join(member_label(state, key) for key in keys)

    size, among = decisive.size, decisive.among
    listed = f" of these {len(among)}" if len(among) <= FEW else " of them"
    whom = f": {names(among)}" if len(among) <= FEW else ""
    if size is None and not decisive.tried:
        return f"It can be carried whoever {'stays away' if they == 'stay away' else 'of those there is against'}."
    if size is None:
        return f"It can be carried even if any {decisive.tried} of them {they}."
    if size == len(among):
        return (
            f"It can be carried unless all of them {they}."
            if size > 1
            else f"It cannot be carried {preposition} {names(among)}."
        )
    if decisive.sets and not (size == 1 and len(decisive.sets) == len(among)):
        left = len(decisive.sets) - FEW
        if size == 1:
            ways = [f"{preposition} {names(keys)}" for keys in decisive.sets[:FEW]]
            ways += [f"{preposition} another member" if left == 1 else f"{preposition} any of {left} other members"]
        else:
            every = "both" if size == 2 else "all"
            ways = [f"if {names(keys, ' and ')} {every} {they}" for keys in decisive.sets[:FEW]]
            ways += ["if another group does" if left == 1 else f"if any of {left} other groups does"]
        return f"It cannot be carried {'; or '.join(ways if left > 0 else ways[:-1])}."
    if size == 1:
        text = f"if any one{listed} is against" if they == "vote against" else f"without any one{listed}"
        return f"It cannot be carried {text}{whom}."
    return f"It cannot be carried if any {size}{listed} {they}{whom}."
