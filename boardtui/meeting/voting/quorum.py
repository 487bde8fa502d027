"""Whether enough members are there, where terms of reference say how many that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from msgspec.structs import replace

from boardtui.charter.check_terms import has_role
from boardtui.charter.terms_of_reference import Quorum
from boardtui.charter.words import counted as how_many, listed, member_for, member_who_is
from boardtui.meeting.state.labels import member_label
from boardtui.meeting.state.state import Record, State
from boardtui.meeting.voting.ballot import conflicted, voting_present
from boardtui.meeting.voting.proxy_votes import by_proxy, counts_as_present
from boardtui.meeting.voting.rulings import ruled


class QuorumStatus(Record, frozen=True):
    """``met`` is None where no quorum is defined; ``spare`` is how many may leave, whoever they are, before it is lost.

    ``by_proxy`` is how many are represented by proxy, whether they count (and are among ``present``) or not. ``hidden``:
    some who count are in neither figure, since the public is not to know of them. ``brief`` is ``words`` without the noun.
    """

    met: bool | None
    present: int
    needed: int | None
    words: str
    spare: int | None = None
    by_proxy: int = 0
    hidden: bool = False
    brief: str = ""

    @property
    def just_met(self) -> bool:
        """Whether the number is just reached; where it is not, a single member who must be there may still have it lost."""
        return bool(self.met) and self.spare == 0 and self.present <= (self.needed or 0)


def is_defined(state: State, motion: str | None = None) -> bool:
    """Whether the terms of reference or a ruling name a quorum."""
    return state.charter.terms.quorum is not None or ruled(state, "quorum", motion) is not None


def quorum(state: State, motion: str | None = None) -> QuorumStatus:
    """The quorum at this moment, or for this motion: members present who count, and how many are needed.

    The memoranda name no quorum; it comes from the terms of reference or from a ruling.
    """
    terms = state.charter.terms.quorum
    ruling = ruled(state, "quorum", motion)
    counted = _counted(state, motion, terms is None or terms.conflicted_count)
    sent = _by_proxy(state, motion)
    if terms is None and ruling is None:
        sentence = "not defined" + (f"; {len(sent)} by proxy" if sent else "")
        return QuorumStatus(met=None, present=len(counted), needed=None, words=sentence, by_proxy=len(sent))
    needed = _needed(state, ruling)
    spares = [_spare(state, counted, len(counted) - needed, motion)]
    for _, texts in _places(state, terms):
        there = counted.intersection(texts)
        spares.append((len(_at_once(state, there, motion)) if state.proxies else len(there)) - 1)
    more = _missing(state, counted) + (_proxy_words(state, motion, len(sent)) if sent else "")
    text, brief = (
        f"{number} {_where_needed(needed)}{more}" for number in (how_many(len(counted), "member"), len(counted))
    )
    met = min(spares) >= 0
    spare = min(spares) if met else len(counted) - needed
    return QuorumStatus(met, len(counted), needed, text, spare, len(sent), brief=brief)


def _where_needed(needed: int) -> str:
    """How many are needed, behind how many count; “7 of 8” would not say whether 8 are needed or are all there are."""
    return f"where {needed} {'is' if needed == 1 else 'are'} needed"


def short_words(state: State) -> str:
    """How far a state that the public knows is from the quorum, nobody named; empty where the number of members is reached.

    Where proxies count it is only how many are needed, since some may have been given in private.
    """
    there = quorum(state)
    if there.needed is None:
        return ""
    if counts_as_present(state):
        return f"{there.needed} needed"
    return f"{there.present} {_where_needed(there.needed)}" if there.present < there.needed else ""


def quorum_in_public(state: State, motion: str | None = None) -> QuorumStatus:
    """The quorum as the public may be told of it: no figure gives away how many proxies were given in private.

    Whether it is met, and what is to spare, stays true; where such proxies count, ``words`` say only how many are needed.
    """
    there = quorum(state, motion)
    known = tuple(proxy for proxy in state.proxies if not proxy.confidential)
    if len(known) == len(state.proxies):
        return there
    seen = quorum(replace(state, proxies=known), motion)
    if there.met is None or not counts_as_present(state, motion):
        return seen
    terms = state.charter.terms.quorum
    counted = _counted(state, motion, terms is None or terms.conflicted_count)
    text = f"{there.needed} needed" + _missing(state, counted)
    return replace(there, present=seen.present, by_proxy=seen.by_proxy, words=text, brief=text, hidden=True)


def hangs_on(state: State) -> tuple[str, ...]:
    """The members present without any one of whom the quorum would be lost; none where it is not met or not defined.

    All of those who count where the number is just reached; else whoever is the only one there of a seat, a category or
    a role that must be there.
    """
    now = quorum(state)
    if not now.met or now.needed is None:
        return ()
    terms = state.charter.terms.quorum
    counted = _counted(state, None, terms is None or terms.conflicted_count)
    if state.proxies:
        missed, more = _at_once(state, counted, None), len(counted) - now.needed
        places = [{*_at_once(state, counted.intersection(texts), None)} for _, texts in _places(state, terms)]
        return tuple(key for key in state.present if missed[key] > more or {key} in places)
    if len(counted) == now.needed:
        return tuple(key for key in state.present if key in counted)
    only = [counted.intersection(texts) for _, texts in _places(state, terms)]
    return tuple(key for key in state.present if {key} in only)


def warning(state: State) -> str:
    """That the quorum is about to be lost, in words; empty where it is not."""
    members = hangs_on(state)
    if not members:
        return ""
    if len(members) == quorum(state).needed:
        return "one more departure and the meeting is not quorate"
    names = " or ".join(member_label(state, key) for key in members[:3])
    return f"the meeting is not quorate if {names}{' or another' if len(members) > 3 else ''} leaves"


def lost_on(state: State, item: str) -> str:
    """That the meeting will not be quorate on an item, because of those who take no part in it; empty where it will."""
    if quorum(state).met is False or state.current == item:
        return ""
    there = quorum(replace(state, current=item))
    return f"not quorate on it, {there.words}" if there.met is False else ""


def _needed(state: State, ruling: str | int | None) -> int:
    if isinstance(ruling, int):
        return ruling
    terms = state.charter.terms.quorum
    assert terms is not None
    seats = sum(terms.of == "seats" or not member.vacant for member in state.members.values())
    least = 0
    if terms.fraction:
        share = Fraction(terms.fraction) * seats
        whole, rest = divmod(share.numerator, share.denominator)
        least = whole + 1 if rest or terms.compare == "more_than" else whole
    return max(terms.number or 0, least, 1)


def _places(state: State, terms: Quorum | None) -> Iterator[tuple[str, list[str]]]:
    """What must be there besides the number: in words, and the members of whom one is enough."""
    if terms is None:
        return
    for seat in terms.seats:
        yield member_label(state, seat), [seat]
    titles = {category.key: category.title for category in state.charter.categories}
    for category in terms.categories:
        yield member_for(titles.get(category, category)), _of_category(state, category)
    for role in terms.roles:
        yield member_who_is(role), [key for key, member in state.members.items() if has_role(member.seat, role)]


def _missing(state: State, counted: frozenset[str]) -> str:
    """Which of the members that must be there besides the number are not."""
    places = _places(state, state.charter.terms.quorum)
    missing = [text for text, members in places if counted.isdisjoint(members)]
    return f", without {listed(missing, '')}" if missing else ""


def _of_category(state: State, category: str) -> list[str]:
    within = {key for key, partner in state.partners.items() if partner.category == category}
    return [key for key, member in state.members.items() if within.intersection(member.partners)]


def _by_proxy(state: State, motion: str | None) -> dict[str, str]:
    """Those represented by proxy on the motion's item, or on the one that is open."""
    return by_proxy(state, state.current if motion is None else state.motions[motion].item, motion)


def _proxy_words(state: State, motion: str | None, number: int) -> str:
    """How many are by proxy, and whether they count: what neither terms nor a ruling say does not."""
    counts = counts_as_present(state, motion)
    if counts:
        return f", {number} of them by proxy"
    return f"; {number} by proxy not counted" + (", as whether proxies count is not defined" if counts is None else "")


def _at_once(state: State, counted: frozenset[str], motion: str | None) -> Counter[str]:
    """Who would be missed: for each person in the room, how many of those counted are so only by them."""
    holder_of = _by_proxy(state, motion)
    return Counter(key if key in state.present else holder_of.get(key, key) for key in counted)


def _spare(state: State, counted: frozenset[str], more: int, motion: str | None) -> int:
    """How many may leave whoever they are, with ``more`` than are needed; a holder takes along who is there by proxy."""
    if not state.proxies or more < 0:
        return more
    leaving = 0
    for along in sorted(_at_once(state, counted, motion).values(), reverse=True):
        if along > more:
            break
        leaving, more = leaving + 1, more - along
    return leaving


def _counted(state: State, motion: str | None, conflicted_count: bool) -> frozenset[str]:
    there = frozenset(voting_present(state, motion))
    if state.proxies and counts_as_present(state, motion):
        there = there.union(_by_proxy(state, motion))
    item = state.current if motion is None else state.motions[motion].item
    return there if conflicted_count or item is None else there - conflicted(state, item)
