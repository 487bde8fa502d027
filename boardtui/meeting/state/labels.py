"""How members, deputies, partners, bodies, owners and items are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from boardtui.charter.words import counted, inside_brackets, noun_of, title_of
from boardtui.meeting.entries import Member
from boardtui.meeting.state.state import Interest, Motion, State


def member_label(state: State, key: str) -> str:
    """How a member is named: the holder of the seat, with the seat where two have one name; else the seat, else the key."""
    member = state.members.get(key)
    if member is None:
        return key
    if member.name in _namesakes(_Members(state.members)):
        return f"{member.name} ({place_label(state, key)})"
    return holder_name(state, key)


def holder_name(state: State, key: str) -> str:
    """The name of the holder of a seat alone, as it is recorded and compared; else the seat, else the key."""
    member = state.members.get(key)
    return (member.name or member.seat or key) if member else key


def acting_label(state: State, key: str) -> str:
    """Who acts in a member's seat now: the member, or the deputy who is there and for whom."""
    there = state.present.get(key)
    return for_whom(state, key, there.deputy if there else None)


def owner_label(state: State, owner: str) -> str:
    """How the owner of an action is named: by the words that were entered, or the member or partner of that key."""
    return member_label(state, owner) if owner in state.members else partner_label(state, owner)


def owner_named(state: State, words: str) -> str | None:
    """The owner of an action who is named so: a member or partner by its key, or else the words.

    None where there are no words, or where they would name somebody in other words.
    """
    words = words.strip()
    keys = [key for key in dict.fromkeys((*state.members, *state.partners)) if owner_label(state, key) == words]
    owner = keys[0] if len(keys) == 1 else words
    return owner if owner and owner_label(state, owner) == words else None


def body_title(state: State, key: str) -> str:
    """A body by its full name, as the memorandum had it when the meeting was convened; else as its key tells.

    In a book from before titles were kept it is that of the memorandum which comes with the program.
    """
    return _titles(state).get(key) or title_of(key)


def _titles(state: State) -> Mapping[str, str]:
    """The bodies by their full names."""
    if not state.charter.bodies and state.charter.name:
        from boardtui.charter.load import body_titles  # asked for by few, and kept out of the start

        return body_titles(state.charter.name)
    return state.charter.bodies


_BODIES = frozenset(
    {"assembly", "board", "cabinet", "cluster", "committee", "conference", "executive", "forum", "group", "panel", "senate",
     "sub-committee", "sub-group", "subcommittee", "subgroup", "team"}
)  # fmt: skip
"""Nouns that a body's name ends with; a council is named without an article: Essex County Council."""


def with_article(name: str) -> str:
    """A body, or a place in a partner such as its Cabinet, within a sentence: with an article unless it is written with one."""
    first = name.partition(" ")[0].casefold()
    return name if first in ("", "the", "its", "their", "a", "an", "each") else f"the {name}"


def group_named(state: State, group: str) -> str:
    """Whom an issue was discussed in or advice was taken from, within a sentence: a body with its article.

    One that was typed is known as a body by the noun that it ends with; any other name stands as it was typed.
    """
    noun = group.partition(" (")[0].rpartition(" ")[2].casefold()
    is_body = noun in _BODIES or group in _titles(state).values()
    return with_article(group) if is_body else group


def partner_label(state: State, key: str) -> str:
    """How a partner is named; its key may also be that of a seat."""
    partner = state.partners.get(key)
    return (partner.name or partner.short or key) if partner else key


def short_label(state: State, key: str) -> str:
    """How a partner is named in brief: by its short name, where it has one."""
    partner = state.partners.get(key)
    return (partner.short or partner.name or key) if partner else key


def partners_counted(state: State, keys: Sequence[str]) -> str:
    """A number of partners with its noun; organisations where one of them counts in one body alone and is no partner."""
    return counted(len(keys), partner_noun(state, keys))


def partner_noun(state: State, keys: Iterable[str]) -> str:
    """What these together are called, each of them: partner, or organisation where one is neither a party nor a partner."""
    return noun_of(state.partners.get(key) for key in keys)


def voter_label(state: State, motion: Motion, key: str) -> str:
    """How a voter on a motion is named: the partner, or who voted in the member's seat or could now do so."""
    if motion.electorate.unit == "partner":
        return partner_label(state, key)
    if motion.status == "open" and key not in motion.votes:
        return acting_label(state, key)
    return for_whom(state, key, motion.voted_for.get(key))


def motion_label(state: State, key: str | None) -> str:
    """A motion within a sentence: the word before its number, which alone could be that of an item or a paragraph."""
    motion = state.motions.get(key or "")
    if motion is None:
        return key or ""
    return f"{'motion' if motion.amends is None else 'amendment'} {motion.number}"


def declared_label(state: State, interest: Interest) -> str:
    """How who declared an interest is named, where a deputy did so with the member."""
    return for_whom(state, interest.member, interest.deputy)


def mover_label(state: State, motion: Motion, key: str) -> str:
    """How who moved or seconded a motion is named, where a deputy did so with the member."""
    return for_whom(state, key, motion.moved_for.get(key))


def chair_label(state: State, motion: Motion) -> str:
    """Who was in the chair when a motion was decided; empty where that is not known."""
    return for_whom(state, motion.chair, motion.voted_for.get(motion.chair)) if motion.chair is not None else ""


def acting_deputies(state: State, keys: Iterable[str | None]) -> dict[str, str]:
    """The deputies who are there now for any of these members, by the key of the member."""
    deputies = {}
    for key in keys:
        there = state.present.get(key or "")
        if there is not None and there.deputy:
            deputies[key or ""] = there.deputy
    return deputies


def acted_for(state: State, motion: Motion) -> dict[str, str]:
    """The deputies who voted on a motion, and those there now for whoever did not, objected, stood aside or has the chair.

    In a consensus that is everybody, since whoever is there takes part in it as it is declared.
    """
    asked = (*motion.electorate.voters, state.chair)
    consensus = motion.electorate.counting.method == "consensus"
    silent = [key for key in asked if consensus or key not in motion.votes]
    named = [*(objection.member for objection in motion.objections), *motion.stood_aside]
    return {**motion.voted_for, **acting_deputies(state, (*silent, *named))}


def for_whom(state: State, key: str, deputy: str | None) -> str:
    """Who acted in a member's seat: the member, or this deputy and for whom."""
    member = member_label(state, key)
    return f"{deputy} (deputy for {inside_brackets(member)})" if deputy else member


def place_label(state: State, key: str) -> str:
    """What tells a member from somebody of the same name: the seat, else whom it represents, else its key."""
    member = state.members[key]
    partners = ", ".join(partner_label(state, key) for key in member.partners)
    return next(text for text in (member.seat, partners, member.key) if text and text != member.name)


class _Members:
    """The members of a state, alike where they are the same dictionary; states that follow one another share it."""

    def __init__(self, members: dict[str, Member]) -> None:
        self.members = members

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Members) and other.members is self.members

    def __hash__(self) -> int:
        return id(self.members)


@lru_cache(maxsize=16)
def _namesakes(of: _Members) -> frozenset[str]:
    """The names that more than one member has."""
    counts = Counter(member.name for member in of.members.values() if member.name)
    return frozenset(name for name, count in counts.items() if count > 1)


def item_label(state: State, key: str | None) -> str:
    """The number of an agenda item as the agenda shows it, else its key."""
    item = state.items.get(key or "")
    if item is None:
        return key or ""
    return item.agenda.number or key or ""


def seat_numbers(state: State) -> dict[str, str]:
    """The number of each seat by its key, as it is shown everywhere and typed: its place in the order of the register.

    It is the seat's own, whoever holds it, comes or goes, and whatever is voted on. All have as many digits.
    """
    digits = len(str(len(state.members)))
    return {key: f"{number:0{digits}d}" for number, key in enumerate(state.members, 1)}
