"""Who may vote on this, and for everybody else why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal

import msgspec

from boardtui.charter.model import Partner
from boardtui.charter.rule import Counting, Override, Unit
from boardtui.charter.words import noun_of
from boardtui.meeting.entries import Member

Right = Literal["may_vote", "not_eligible", "withdrawn", "absent"]


def kept_from(counting: Counting) -> str:
    """What an interest keeps somebody from: voting, or taking part where by consensus nobody votes."""
    return "kept from taking part" if counting.method == "consensus" else "kept from voting"


class Question(msgspec.Struct, frozen=True):
    """What is put, to which body, with whom in the room; everything about eligibility but the way of counting.

    ``partners`` may be the partners or just their categories by key. Of two overrides on the same partner and topic
    the later one holds. The titles only serve the sentences; without them the keys stand. ``proxies`` has the absent
    members whose seats vote all the same, each with who votes for it (a member's key, or a name), and ``proxies_count``
    whether they are present by that; where that is not defined (None) they are taken to be. ``left_out`` are seats that
    a reading does not count, ``only`` the partners that it counts alone (None: all), ``answered`` those without a seat
    that have answered in writing. ``table`` is what the memorandum calls its table of subjects.
    """

    partners: Mapping[str, str | None] | Sequence[Partner]
    members: Sequence[Member]
    matrix: Mapping[str, Collection[str]] = {}
    overrides: Sequence[Override] = ()
    topic: str | None = None
    affected: Collection[str] | None = None
    present: Collection[str] = frozenset()
    withdrawn: Collection[str] = frozenset()
    topic_title: str = ""
    category_titles: Mapping[str, str] = {}
    proxies: Mapping[str, str] = {}
    proxies_count: bool | None = None
    left_out: Collection[str] = frozenset()
    only: Collection[str] | None = None
    answered: Collection[str] = frozenset()
    table: str = ""


class Standing(msgspec.Struct, frozen=True):
    """What one member or partner may do in this vote, and the reason in words."""

    right: Right
    why: str


class Electorate(msgspec.Struct, frozen=True, dict=True):
    """Those who are asked. The keys are those of members or of partners, as ``unit`` says.

    The reasons in words are made only when somebody asks for them.
    """

    unit: Unit
    voters: tuple[str, ...]
    present: frozenset[str]
    may_vote: frozenset[str]
    withdrawn: frozenset[str]
    counting: Counting
    question: Question

    @cached_property
    def noun(self) -> str:
        """What one of those asked is called: a member, or by partner what those together are called."""
        partners = () if isinstance(self.question.partners, Mapping) else self.question.partners
        return "member" if self.unit == "member" else noun_of(one for one in partners if one.key in self.voters)

    @cached_property
    def represents(self) -> dict[str, tuple[str, ...]]:
        """The members who represent each partner; a vacant seat represents none."""
        return _represents(self.question)

    @cached_property
    def kept(self) -> frozenset[str]:
        """The voters kept from voting by an interest; a partner too whose others are away, which stays in every count."""
        return self.withdrawn | (self.present - self.may_vote)

    @cached_property
    def standing(self) -> dict[str, Standing]:
        """What every member of the body may do, and why."""
        reasons = _reasons(self.counting, self.question)
        here, gone = _acting(self.question), frozenset(self.question.withdrawn)
        known: dict[tuple[bool, bool, bool, tuple[str, ...]], Standing] = {}
        standing: dict[str, Standing] = {}
        for member in self.question.members:
            kind = (member.vacant, member.key in gone, member.key in here, member.partners)
            if kind not in known:
                known[kind] = _standing(self.counting, self.question, reasons, kind)
            standing[member.key] = known[kind]
        standing |= dict.fromkeys(self.question.left_out, Standing("not_eligible", "this reading leaves the seat out"))
        for key in self.question.proxies:
            if key in standing and standing[key].right == "may_vote":
                standing[key] = Standing("may_vote", f"{standing[key].why}; by proxy of {self.holder(key)}")
        return standing

    @cached_property
    def partners(self) -> dict[str, Standing]:
        """What every partner may do, and why."""
        here, gone = _acting(self.question), frozenset(self.question.withdrawn)
        reasons = _reasons(self.counting, self.question)
        kept = kept_from(self.counting)
        standings = {key: _partner(reason, self.represents[key], here, gone, kept) for key, reason in reasons.items()}
        for key in self.question.answered:
            if key in self.may_vote and not self.represents.get(key):
                standings[key] = Standing("may_vote", f"{reasons[key][1]}; answered in writing")
        if self.unit == "partner":
            for key, holder in self.by_proxy.items():
                standings[key] = Standing("may_vote", f"{standings[key].why}; by proxy of {holder}")
        return standings

    @cached_property
    def by_proxy(self) -> dict[str, str]:
        """The voters whose vote only a proxy can cast now, each with the name of whoever holds it, or those who do."""
        sent, gone = self.question.proxies, frozenset(self.question.withdrawn)
        if not sent:
            return {}
        free = frozenset(self.question.present) - gone
        holders_of: dict[str, str] = {}
        for key in self.voters:
            behind = (key,) if self.unit == "member" else self.represents[key]
            holders = [self.holder(member) for member in behind if member in sent and member not in gone]
            if holders and free.isdisjoint(behind):
                holders_of[key] = " or ".join(dict.fromkeys(holders))
        return holders_of

    def holder(self, member: str) -> str:
        """The name of whoever votes for an absent member, with the seat where two have it; empty where nobody does."""
        text = self.question.proxies.get(member, "")
        held = next((one for one in self.question.members if one.key == text), None)
        if held is None:
            return text
        alike = held.name and sum(one.name == held.name for one in self.question.members) > 1
        return f"{held.name} ({held.seat or held.key})" if alike else held.name or held.seat or text

    def why_not(self, key: str) -> str:
        """Why that member or partner may not vote, in words; empty where it may."""
        if key in self.may_vote:
            return ""
        known, other = (self.standing, self.partners) if self.unit == "member" else (self.partners, self.standing)
        if key in known:
            return known[key].why
        if key in other:
            return f"votes are counted by {self.unit} here, and this is not a {self.unit}"
        return f"there is no such {self.unit}"


def electorate(counting: Counting, question: Question) -> Electorate:
    """Who is asked, and who of them may vote.

    Raises:
        KeyError: the topic is not a row of the matrix.
    """
    eligible = _eligible(counting, question)
    here, gone = frozenset(question.present), frozenset(question.withdrawn)
    acting = here
    if question.proxies:
        acting = _acting(question)
        here = here if question.proxies_count is False else acting
    if counting.unit == "member":
        voters = _members_asked(counting, question, eligible)
        asked = frozenset(voters)
        present, withdrawn = asked & here, asked & gone
        may_vote = (present if here is acting else asked & acting) - gone
    else:
        free, seated = acting - gone, _represents(question)
        voters = tuple([key for key in seated if key in eligible])
        present = frozenset([key for key in voters if not here.isdisjoint(seated[key])])
        among = present if here is acting else voters
        may_vote = frozenset([key for key in among if not free.isdisjoint(seated[key])])
        if question.answered:
            in_writing = frozenset([key for key in voters if key in question.answered and not seated[key]])
            present, may_vote = present | in_writing, may_vote | in_writing
        withdrawn = frozenset([key for key in voters if seated[key] and gone.issuperset(seated[key])])
    return Electorate(counting.unit, voters, present, may_vote, withdrawn, counting, question)


def _members_asked(counting: Counting, question: Question, eligible: set[str]) -> tuple[str, ...]:
    """Members one of whose partners is eligible; those without partners too, where the rule asks such members."""
    vacant_counts, left_out = counting.vacant == "counted", question.left_out
    everybody = counting.entitled == "all" and question.only is None
    without = counting.no_category == "eligible" and question.affected is None and question.only is None
    return tuple(
        [
            member.key
            for member in question.members
            if (vacant_counts or not member.vacant)
            and (everybody or (not eligible.isdisjoint(member.partners) if member.partners else without))
            and member.key not in left_out
        ]
    )


def _represents(question: Question) -> dict[str, tuple[str, ...]]:
    represents: dict[str, list[str]] = {key: [] for key in _keys(question)}
    for member in question.members:
        if not member.vacant:
            for partner in member.partners:
                if partner in represents:
                    represents[partner].append(member.key)
    return {key: tuple(keys) for key, keys in represents.items()}


def carrying_several(who: Electorate) -> dict[str, tuple[str, ...]]:
    """The members who may cast several partners' votes, with those partners (such as one accountable officer of five)."""
    if who.unit != "partner":
        return {}
    carried: dict[str, list[str]] = {}
    for partner in who.voters:
        for member in who.represents[partner]:
            if who.standing[member].right == "may_vote":
                carried.setdefault(member, []).append(partner)
    return {member: tuple(partners) for member, partners in carried.items() if len(partners) > 1}


def _acting(question: Question) -> frozenset[str]:
    """The members who are there, and those for whose seats somebody votes by proxy."""
    return frozenset(question.present).union(question.proxies)


def _keys(question: Question) -> Iterable[str]:
    if isinstance(question.partners, Mapping):
        return question.partners
    return (partner.key for partner in question.partners)


def _eligible(counting: Counting, question: Question) -> set[str]:
    """The partners to whom the topic applies: by Annex 1, by ruling, and only among those affected.

    Where all are entitled, the topic makes no difference; among members then nor does who is affected.
    """
    topic = question.topic
    if topic is None or counting.entitled == "all":
        eligible = set(_keys(question))
    else:
        ticked = frozenset(question.matrix[topic])
        if isinstance(question.partners, Mapping):
            eligible = {key for key, category in question.partners.items() if category in ticked}
        else:
            eligible = {partner.key for partner in question.partners if partner.category in ticked}
        partners = frozenset(_keys(question)) if question.overrides else frozenset()
        for ruling in question.overrides:
            if ruling.topic == topic and ruling.partner in partners:
                (eligible.add if ruling.eligible else eligible.discard)(ruling.partner)
    if question.only is not None:
        eligible.intersection_update(question.only)
    if question.affected is None or (counting.entitled == "all" and counting.unit == "member"):
        return eligible
    return eligible.intersection(question.affected)


def _reasons(counting: Counting, question: Question) -> dict[str, tuple[bool, str]]:
    """Whether each partner is eligible, and why or why not."""
    topic = question.topic
    if isinstance(question.partners, Mapping):
        partners: Iterable[tuple[str, str | None, str]] = ((k, c, k) for k, c in question.partners.items())
    else:
        partners = ((p.key, p.category, p.short or p.name or p.key) for p in question.partners)
    named = f"“{question.topic_title or topic}”"
    by = f"{question.table}: " if question.table else ""
    ticked = frozenset(question.matrix[topic]) if topic is not None else frozenset()
    rulings = {ruling.partner: ruling for ruling in question.overrides if ruling.topic == topic}
    everybody = counting.entitled == "all"
    affected = None if question.affected is None or (everybody and counting.unit == "member") else question.affected
    reasons = {}
    for key, category, name in partners:
        if question.only is not None and key not in question.only:
            reasons[key] = (False, "not among the partners that this reading counts")
        elif affected is not None and key not in affected:
            reasons[key] = (False, "not among the partners affected")
        elif everybody:
            reasons[key] = (True, "the rule asks everybody, whatever the subject applies to")
        elif topic is None:
            reasons[key] = (True, "no subject was chosen, so every partner is eligible")
        elif key in rulings:
            ruling = rulings[key]
            source = f" ({ruling.source})" if ruling.source else ""
            what = "is eligible" if ruling.eligible else "is not eligible"
            reasons[key] = (ruling.eligible, f"ruling: {name} {what} on {named}{source}")
        elif category is None:
            reasons[key] = (False, f"{by}{name} is in no category")
        else:
            title = question.category_titles.get(category)
            yes = category in ticked
            does = "applies" if yes else "does not apply"
            reasons[key] = (yes, f"{by}{named} {does} to {title or category}")
    return reasons


def _standing(
    counting: Counting,
    question: Question,
    reasons: Mapping[str, tuple[bool, str]],
    kind: tuple[bool, bool, bool, tuple[str, ...]],
) -> Standing:
    """The standing of all members who are alike in this: vacant, withdrawn, present, for which partners."""
    vacant, gone, here, partners = kind
    if vacant and counting.vacant == "left_out":
        return Standing("not_eligible", "the seat is vacant")
    found = [reasons[key] for key in partners if key in reasons]
    why = [text for ticked, text in found if ticked]
    everybody = counting.entitled == "all" and counting.unit == "member" and question.only is None
    if everybody:
        why = ["the rule asks every member of this body"]
    elif not partners:
        why = ["represents no partner"]
        if question.only is not None:
            return Standing("not_eligible", "represents no partner, and this reading counts only some of them")
        if counting.unit == "partner" or counting.no_category == "not_eligible":
            return Standing("not_eligible", why[0])
        if question.affected is not None:
            return Standing("not_eligible", "represents no partner, and only the partners affected are asked")
        act = "take part" if counting.method == "consensus" else "vote"
        why = [f"represents no partner; the rule lets such members {act}"]
    elif not why:
        reason = "; ".join(dict.fromkeys(text for _, text in found))
        return Standing("not_eligible", reason or "represents no partner of this memorandum")
    if vacant:
        return Standing("absent", "the seat is vacant, and is counted")
    if gone:
        return Standing("withdrawn", f"{kept_from(counting)} by an interest")
    return Standing("may_vote", why[0]) if here else Standing("absent", "absent")


def _partner(
    reason: tuple[bool, str], seated: Collection[str], here: frozenset[str], gone: frozenset[str], kept: str
) -> Standing:
    if not reason[0]:
        return Standing("not_eligible", reason[1])
    if not seated:
        return Standing("absent", "no seat on this body")
    if gone.issuperset(seated):
        return Standing("withdrawn", f"everybody who represents it is {kept} by an interest")
    if any(key in here and key not in gone for key in seated):
        return Standing("may_vote", reason[1])
    if here.isdisjoint(seated):
        return Standing("absent", "nobody who represents it is present")
    return Standing("absent", f"those who represent it are absent or {kept} by an interest")
