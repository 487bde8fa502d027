"""Before a vote: is each planned decision within reach with those expected, and whose presence decides it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from math import comb

from msgspec.structs import replace

from boardtui.charter.rule import Counting, Rule
from boardtui.meeting.counting.electorate import Electorate
from boardtui.meeting.counting.needed import needed_for
from boardtui.meeting.entries import AgendaItem, MotionPut
from boardtui.meeting.fold.amending import decided_en_bloc
from boardtui.meeting.fold.interest_register import unhandled
from boardtui.meeting.followup.stages import stages_of
from boardtui.meeting.state.check import known
from boardtui.meeting.state.labels import item_label, member_label
from boardtui.meeting.state.standing_items import standing_item
from boardtui.meeting.state.state import Election, Interest, Item, Motion, Presence, Record, State, open_motions
from boardtui.meeting.voting.ballot import electorate_of
from boardtui.meeting.voting.quorum import QuorumStatus, quorum
from boardtui.meeting.voting.rulings import counting, ruled

MOST_TRIED = 20_000


class Decisive(Record, frozen=True):
    """The fewest members without whom it is impossible: ``size`` of them, any of ``among``, or else one of ``sets``.

    ``size`` is None where it would take so many that the search was given up after ``tried`` members.
    """

    size: int | None
    among: tuple[str, ...] = ()
    sets: tuple[tuple[str, ...], ...] = ()
    tried: int = 0


class Planned(Record, frozen=True):
    """A decision that may be put on an item by one rule, with those who are asked."""

    item: Item
    rule: Rule
    counting: Counting
    who: Electorate


class Prospect(Record, frozen=True):
    """A decision that could be put on an item under one rule, with everybody who is expected there and voting for it.

    ``votes`` are those who could be for it, members or partners as the rule counts; ``lacking`` how many are missing;
    ``others`` the members who are not expected and could bring a vote more. ``absence`` is whose staying away makes it
    impossible, ``dissent`` whose voting against does while all the others are for.
    """

    item: str
    number: str
    title: str
    confidential: bool
    topic: str | None
    rule: Rule
    counting: Counting
    who: Electorate
    votes: int
    base: int
    needed: int | None
    possible: bool
    quorum: QuorumStatus
    absence: Decisive | None
    dissent: Decisive | None
    lacking: int = 0
    others: tuple[str, ...] = ()

    @property
    def within(self) -> bool:
        """Whether it is within reach: votes enough, and no quorum that would not be met."""
        return self.possible and self.quorum.met is not False


def expected(state: State, absent: Iterable[str] = (), withdraws: Iterable[tuple[str, str]] = ()) -> State:
    """The meeting with everybody there who is expected.

    Before it is opened those are all members who have not sent apologies, or have sent a deputy, and have not left their
    vote to somebody; after that, those who are there. ``absent`` members stay away as well; ``withdraws`` pairs a member
    with an item it withdraws from. Whoever has an interest in the register that touches an item, and has declared
    nothing on it, is reckoned as withdrawing.
    Refused where a member or an item is unknown.
    """
    away = set(absent)
    for key in away:
        known(key, state.members, "member")
    declared = state.interests
    for member, item in withdraws:
        known(member, state.members, "member")
        known(item, state.items, "agenda item")
        declared = declared.plus(Interest(0, member, (item,), "indirect", "", "withdraws", ""))
    for one in unhandled(state):
        if one.interest.member is not None and one.items:
            nature, key = one.interest.nature, one.interest.standing
            declared = declared.plus(
                Interest(
                    0, one.interest.member, one.items, one.interest.interest, nature, "withdraws", "", standing=key
                )
            )
    coming = dict(state.present)
    if state.phase == "convened":
        for key, seat in state.members.items():
            deputy = state.apologies.get(key)
            away_by_proxy = any(proxy.member == key for proxy in state.proxies)
            if not seat.vacant and not away_by_proxy and key not in coming and (key not in state.apologies or deputy):
                coming[key] = Presence("in person", deputy, "")
    present = {key: presence for key, presence in coming.items() if key not in away}
    return replace(state, present=present, interests=declared)


def reckoned(state: State) -> str:
    """Who of the register of interests is reckoned as withdrawing, and from what; empty where nobody is."""
    texts = [
        f"{member_label(state, interest.member)} (item {', '.join(item_label(state, item) for item in interest.items)})"
        for interest in state.interests
        if interest.seq == 0 and interest.standing is not None
    ]
    return f"Reckoned as withdrawing, by the register of interests: {'; '.join(texts)}." if texts else ""


def proposed_rule(state: State, item: str) -> Rule | None:
    """The rule that the item recommends, else the one for its topic, else the first general one, else the body's first."""
    agenda, rules = state.items[item].agenda, state.charter.rules
    named = (rule for rule in rules if rule.key == agenda.rule)
    own = (rule for rule in rules if rule.topics is not None and agenda.topic in rule.topics)
    general = (rule for rule in rules if rule.topics is None)
    return next(named, None) or next(own, None) or next(general, None) or next(iter(rules), None)


def for_decision(line: AgendaItem) -> bool:
    """Whether a motion may be decided on an item: it has a subject or is marked for decision."""
    return bool(line.topic) or is_marked_for_decision(line)


def is_marked_for_decision(line: AgendaItem) -> bool:
    """Whether a motion is to be decided on an item; minutes are approved without one."""
    return asks_decision(line) and standing_item(line) != "minutes"


def asks_decision(line: AgendaItem) -> bool:
    """Whether an item recommends something or its purpose says that something is decided."""
    purpose = line.purpose.casefold()
    return bool(line.recommendation) or any(word in purpose for word in ("decision", "decide", "approv"))


def without_motion(state: State) -> list[Item]:
    """The items marked for decision that were closed, or are open, with no motion and no choice put on them."""
    put = {key for motion in state.motions.values() for key in (motion.item, *motion.covers)}
    put |= {choice.item for choice in state.choices.values()}
    return [
        item
        for key, item in state.items.items()
        if item.status in ("open", "done") and key not in put and is_marked_for_decision(item.agenda)
    ]


def choice_on(state: State, item: str) -> Election | None:
    """The choice between candidates that was put on an item as its decision, unless it was withdrawn or a motion is open there.

    One made in private on an item of the agenda in public is not told of here.
    """
    if any(motion.item == item for motion in open_motions(state)):
        return None
    private = state.items[item].agenda.confidential
    put = [choice for choice in state.choices.values() if choice.item == item and choice.status != "withdrawn"]
    return next((choice for choice in reversed(put) if private or not choice.confidential), None)


def decided(state: State) -> frozenset[str]:
    """The items on which nothing is left to decide: a motion was carried or a choice declared, and no other is open.

    A motion that was not carried leaves its item undecided: another may be put, under another rule. What was decided in
    private on an item of the agenda in public is not told of here.
    """

    motions = [one for one in state.motions.values() if one.status == "carried" and one.amends is None]
    choices = [one for one in state.choices.values() if one.status != "withdrawn"]
    taken: list[Motion | Election] = [*motions, *(one for one in choices if one.status == "declared")]
    private = {key for key, item in state.items.items() if item.agenda.confidential}
    known_of = {one.item for one in taken if not one.confidential or one.item in private}
    still = {motion.item for motion in open_motions(state)} | {one.item for one in choices if one.status != "declared"}
    return decided_en_bloc(state) | (known_of - still)


def planned_decisions(state: State) -> Iterator[Planned]:
    """For each item not yet dealt with on which a motion is to be decided: each rule that fits it."""
    done = decided(state)
    for key, item in state.items.items():
        undecided = item.status in ("waiting", "open") and key not in done
        if undecided and for_decision(item.agenda) and choice_on(state, key) is None:
            for rule in state.charter.rules:
                if covers(rule, item.agenda.topic):
                    yield _planned(state, item, rule)


def covers(rule: Rule, topic: str | None) -> bool:
    """Whether motions on a subject, or on none, can be put to a meeting by a rule."""
    return not rule.signed and (rule.topics is None or topic in rule.topics)


def is_for_issues(state: State, rule: Rule) -> bool:
    """Whether a rule is only for motions on an issue: one that was received, or that is at a stage of this body."""
    return rule.issue == "received" or bool(stages_of(state, rule.key))


def lacks_issue(state: State, rule: Rule) -> bool:
    """Whether a rule is only for motions on an issue, and no issue is there that it could be for."""
    return is_for_issues(state, rule) and not any(
        issue.status == "open" and (rule.issue != "received" or issue.received or issue.evidence)
        for issue in state.issues.values()
    )


def prospects(state: State) -> tuple[Prospect, ...]:
    """For each planned decision, by each rule that fits it, whether it is within reach.

    A rule for an issue that another body refers is left out while none is received, except where an item proposes it: no
    motion can be put by it. An issue of this body's own may still be raised at the meeting.
    """
    return tuple(
        _prospect(state, planned)
        for planned in planned_decisions(state)
        if planned.rule.issue != "received"
        or planned.rule.key == planned.item.agenda.rule
        or not lacks_issue(state, planned.rule)
    )


def prospect(state: State, item: Item, rule: Rule) -> Prospect:
    """Whether a motion on that item under that rule could be carried by those present."""
    return _prospect(state, _planned(state, item, rule))


def _planned(state: State, item: Item, rule: Rule) -> Planned:
    topic = item.agenda.topic if item.agenda.topic in state.charter.matrix else None  # a script may name any
    put = MotionPut(motion="", item=item.agenda.item, text="", rule=rule.key, topic=topic)
    return Planned(item, rule, counting(state, None, rule), electorate_of(state, rule, put))


def _prospect(state: State, planned: Planned) -> Prospect:
    line, who, counted = planned.item.agenda, planned.who, planned.counting
    votes, base = _reach(who, counted, frozenset())
    needed = needed_for(counted, base)
    possible = _possible(who, counted, frozenset())
    return Prospect(
        item=line.item,
        number=line.number,
        title=line.title,
        confidential=line.confidential,
        topic=line.topic,
        rule=planned.rule,
        counting=counted,
        who=who,
        votes=votes,
        base=base,
        needed=needed,
        possible=possible,
        quorum=quorum(replace(state, current=line.item)),
        absence=_decisive(who, counted) if possible else None,
        dissent=_decisive(who, counted, there=True, casting=_casting(state, counted)) if possible else None,
        lacking=max(0, (needed or 1) - votes),
        others=() if possible else _others(state, who),
    )


def _reach(who: Electorate, counted: Counting, gone: Collection[str]) -> tuple[int, int]:
    """How many votes there could be with these members gone as well, and the base they are counted on."""
    conflicted, asked = set(who.question.withdrawn), who.question
    acting = {*asked.present, *(key for key, holder in asked.proxies.items() if holder not in gone)}.difference(gone)
    here = {voter: acting.intersection(_bearers(who, voter)) for voter in who.voters}
    votes = sum(bool(members - conflicted) for members in here.values())
    if counted.method == "consensus" or counted.base == "cast":
        return votes, votes
    if counted.base == "eligible":
        return votes, len(who.voters) - (len(who.withdrawn) if counted.withdrawn == "out_of_base" else 0)
    kept = counted.withdrawn == "in_base"
    if asked.proxies_count is False:
        here = {voter: members.difference(asked.proxies) for voter, members in here.items()}
    return votes, sum(bool(members) and (kept or voter not in who.withdrawn) for voter, members in here.items())


def _casting(state: State, counted: Counting) -> bool:
    """Whether equal votes leave it to the chair."""
    defined = ruled(state, "casting_vote") or state.charter.terms.casting_vote
    return counted.method == "vote" and defined == "chair"


def _possible(
    who: Electorate, counted: Counting, gone: Collection[str], *, there: bool = False, casting: bool = False
) -> bool:
    """Whether it can still be carried without these members; ``there`` leaves them in the room, voting against.

    With a ``casting`` vote it can be carried on equal votes too, where one vote more would do.
    """
    votes, base = _reach(who, counted, gone)
    if there:
        _, base = _reach(who, counted, frozenset())
    needed = needed_for(counted, base)
    if counted.method == "consensus" and counted.consensus == "no_objection":
        return votes > 0 and not (there and gone)
    if needed is None or votes >= needed:
        return needed is not None
    against = _reach(who, counted, frozenset())[0] - votes
    return casting and there and 0 < votes == against and votes + 1 >= needed


def _decisive(who: Electorate, counted: Counting, *, there: bool = False, casting: bool = False) -> Decisive:
    """By the number alone where each member is one vote; with partners or proxies by trying ever larger groups."""
    bearers = _free(who)
    if who.unit == "member" and not who.question.proxies:
        numbers = range(1, len(bearers) + 1)
        return Decisive(
            next(n for n in numbers if not _possible(who, counted, bearers[:n], there=there, casting=casting)), bearers
        )
    for size in range(1, len(bearers) + 1):
        if comb(len(bearers), size) > MOST_TRIED:
            return Decisive(None, tried=size - 1)
        groups = combinations(bearers, size)
        sets = tuple(group for group in groups if not _possible(who, counted, group, there=there, casting=casting))
        if sets:
            return Decisive(size, bearers, sets)
    return Decisive(None, tried=len(bearers))


def _free(who: Electorate) -> tuple[str, ...]:
    """The members who are there and carry a vote."""
    withdrawn, present = set(who.question.withdrawn), set(who.question.present)
    keys: Mapping[str, None] = {key: None for voter in who.voters for key in _bearers(who, voter)}
    if who.question.proxies:
        holder_of = who.question.proxies
        keys = {**keys, **{holder_of[key]: None for key in keys if key in holder_of}}
        withdrawn -= {holder_of[key] for key in holder_of}
    return tuple(key for key in keys if key in present and key not in withdrawn)


def _others(state: State, who: Electorate) -> tuple[str, ...]:
    """The members not expected who would bring a vote that is not there yet."""
    lacking = [voter for voter in who.voters if voter not in who.may_vote]
    bearers = dict.fromkeys(key for voter in lacking for key in _bearers(who, voter))
    return tuple(key for key in bearers if key not in state.present and key not in who.question.withdrawn)


def _bearers(who: Electorate, voter: str) -> tuple[str, ...]:
    """The members who can cast a voter's vote."""
    return (voter,) if who.unit == "member" else who.represents[voter]
