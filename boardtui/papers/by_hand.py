"""Sheets to fill in by hand, should the laptop fail: attendance, and for each planned decision who may vote on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from boardtui.charter.rule import Counting, Rule
from boardtui.charter.words import counted, decided_words, listed, started, subject_name
from boardtui.meeting.counting.electorate import Electorate, kept_from
from boardtui.meeting.counting.needed import TAKE_PART, acting, needed_for, of_what
from boardtui.meeting.entries import ApologiesGiven
from boardtui.meeting.planning.whatif import Planned, planned_decisions
from boardtui.meeting.state.labels import declared_label, holder_name, seat_numbers
from boardtui.meeting.state.state import Item, Presence, State
from boardtui.meeting.voting.proxy_votes import declaration_of
from boardtui.meeting.words.clauses import clause_words
from boardtui.meeting.words.value_words import HANDLING
from boardtui.papers.attendance import quorum_words
from boardtui.papers.document import (
    AnyBlock,
    Document,
    PageBreak,
    Table,
    bullets,
    clean,
    facts,
    heading,
    own,
    para,
    said,
    table,
)
from boardtui.papers.opening import meeting_paper
from boardtui.papers.source import Source

ROWS = 8  # empty rows to write into
_LEAST_ROOM, _CELL = 8, 3  # letters: of a column for a figure, and around the words of its head
MOST_BASES = 12  # numbers present for which the number needed is printed
_VOTE_SUMS = ("For", "Against", "Abstained", "Did not vote")
_SUMS_WHERE_NOBODY_OBJECTS = ("No objection", "Objected", "Stood aside")
_SUMS_WHERE_ALL_AGREE = ("Agreed", "Objected", "Stood aside", "Did not take part")
_ON_OTHER_ITEMS = (
    ("vote", "by a vote", (*_VOTE_SUMS[:3], "Carried or not")),
    ("consensus", "by consensus", ("Objected", "Stood aside", "Consensus or not")),
)
HOW = (
    "Enter these details in the program after the meeting, with the same keys as at the meeting; @ corrects the times. "
    "A vote is recorded with its names, and the count is checked again."
)


def sheets_by_hand(src: Source) -> Document:
    """The sheets of a meeting, with the items not yet dealt with; those of its private part have only what is confidential."""
    return meeting_paper(src, "Sheets to fill in by hand", _blocks(src))


def _blocks(src: Source) -> Iterator[AnyBlock]:
    yield para(own(HOW), tone="aside")
    if src.part == "public":
        yield facts("Quorum", [("Quorum", quorum_words(src))])
        yield heading(2, own("Attendance"))
        yield _roll(src)
        yield heading(2, own("In attendance"))
        yield empty("In attendance", ("Name", "Role or organisation", "Came", "Left"), (3, 3, 1, 1))
        yield heading(2, own("Interests declared"))
        heads = ("Member", "Item", "Interest", "Stays, does not vote, or withdraws")
        yield empty("Interests declared", heads, (3, 1, 4, 2))
    for item, decisions in _by_item(src):
        yield from _item(src, item, decisions)
    yield from _at_the_end(src.state.charter.rules)


def _at_the_end(rules: Sequence[Rule]) -> Iterator[AnyBlock]:
    """Room for actions, and for motions on other items: by vote, by consensus, or both, as the rules of the body have it."""
    yield PageBreak()
    yield heading(2, own("Actions agreed"))
    yield empty("Actions agreed", ("Item", "What is to be done", "Who", "By when"), (1, 6, 3, 2))
    methods = {rule.method for rule in rules if not rule.signed}
    for method, put, heads in _ON_OTHER_ITEMS:
        if method in methods:
            title = "Motions on other items" + (f", {put}" if len(methods) > 1 else "")
            yield heading(2, own(title))
            yield empty(title, ("Item", "The motion", *heads), (2, 10, *[3] * len(heads)), ROWS // len(methods))


def empty(title: str, heads: tuple[str, ...], shares: tuple[int, ...], rows: int = ROWS) -> Table:
    """A table to write into."""
    return Table(clean(title), heads, (("",) * len(heads),) * rows, shares=shares)


def _roll(src: Source) -> Table:
    """Every seat with its number on the screen, and what the record says of it so far."""
    state = src.state
    sent = {line.entry.member for line in src.lines if isinstance(line.entry, ApologiesGiven)}
    here = state.present
    rows = []
    for key, number in seat_numbers(state).items():
        member = state.members[key]
        name = ", ".join(dict.fromkeys(word for word in (holder_name(state, key), member.seat) if word))
        known = "vacant" if member.vacant else "apologies" if key in sent and key in state.apologies else ""
        known = f"deputy {here[key].deputy}" if key in here and here[key].deputy else known
        rows.append((number, name, known, "here" if key in here else "", "", ""))
    return table("Attendance", ("Seat", "Member", "Apologies, deputy", "Here", "Came", "Left"), rows)


def _by_item(src: Source) -> Iterator[tuple[Item, list[Planned]]]:
    """The items of this part on which a decision is planned, with every rule that fits."""
    decisions_by_item: dict[str, list[Planned]] = {}
    state = _everybody_there(src)
    for planned_decision in planned_decisions(state):
        if planned_decision.item.agenda.confidential is (src.part == "confidential"):
            decisions_by_item.setdefault(planned_decision.item.agenda.item, []).append(planned_decision)
    for key, decisions in decisions_by_item.items():
        yield state.items[key], decisions


def _everybody_there(src: Source) -> State:
    """The meeting with every seat that is held in the room, and the interests that this part may tell."""
    there = {key: Presence("in person", None, "") for key, member in src.state.members.items() if not member.vacant}
    numbers = {line.seq for line in src.lines}
    interests = src.state.interests.of(interest for interest in src.state.interests if interest.seq in numbers)
    return replace(src.state, present=there, interests=interests, proxies=())


def _item(src: Source, item: Item, decisions: Sequence[Planned]) -> Iterator[AnyBlock]:
    line = item.agenda
    yield PageBreak()
    yield heading(2, own("Item "), said(line.number.rstrip(".") or line.item), own(": "), said(line.title))
    subject = started(subject_name(src.state.charter.topics))
    yield facts("The item", [(subject, src.topic(line.topic)), ("Paper", line.paper), ("Lead", line.lead)])
    yield empty("The motion", ("The motion",), (1,), 2)
    yield empty("Who moves it", ("Moved by", "Seconded by"), (1, 1), 1)
    yield heading(3, own("Under which rule"))
    yield table("Rules", ("Clause", "Rule", "How it is decided", "Needed"), [_rule(decision) for decision in decisions])
    conditions = [
        f"Condition ({clause_words(rule.clause)}): {rule.precondition}"
        for rule in (decision.rule for decision in decisions)
        if rule.precondition
    ]
    if conditions:
        yield bullets(conditions)
    for asked in _electorates(decisions):
        yield from _ballot(src, asked)


def _rule(planned: Planned) -> tuple[str, ...]:
    return (
        planned.rule.clause,
        planned.rule.title,
        f"{started(decided_words(planned.rule, planned.counting))}.",
        "" if planned.rule.discusses else needed_words(planned.counting, planned.who),
    )


def needed_words(counting: Counting, who: Electorate) -> str:
    """How many it takes: one number where all who are asked are counted, else for each number that may be there."""
    asked = len(who.voters)
    if counting.method == "consensus":
        return f"all who are {TAKE_PART}" if counting.consensus == "unanimous" else "nobody objects"
    if counting.base == "eligible":
        base = asked - (len(who.withdrawn) if counting.withdrawn == "out_of_base" else 0)
        return f"{_needed(counting, base)} of {of_what(counting, who.noun, base)}"
    bases = range(asked, max(0, asked - MOST_BASES), -1)
    if not bases:
        return "nobody may vote"
    full, *fewer = (f"{_needed(counting, base)} of {base}" for base in bases)
    whole = full.removesuffix(str(asked)) + of_what(counting, who.noun, asked)
    return ", ".join((whole, *fewer))


def _needed(counting: Counting, base: int) -> str:
    needed = needed_for(counting, base)
    return "cannot be reached" if needed is None else str(needed)


def _electorates(decisions: Sequence[Planned]) -> list[list[Planned]]:
    """The decisions on an item, those together that ask the same in the same way: a vote, a consensus, or what is discussed."""
    together: dict[tuple[str, tuple[str, ...], tuple[str, ...], bool], list[Planned]] = {}
    for decision in decisions:
        who = decision.who
        alike = (who.unit, who.voters, _choices(who.counting), decision.rule.discusses)
        together.setdefault(alike, []).append(decision)
    return list(together.values())


def _ballot(src: Source, decisions: Sequence[Planned]) -> Iterator[AnyBlock]:
    rule, who = decisions[0].rule, decisions[0].who
    clauses = list(
        dict.fromkeys(clause_words(one.rule.clause) if one.rule.clause else one.rule.title for one in decisions)
    )
    yield heading(
        3, own(f"Who {acting(who.counting)} under {listed(clauses, '')}: {counted(len(who.voters), who.noun)}")
    )
    by_consensus = who.counting.method == "consensus"
    if not who.voters:
        yield para(own("Nobody is eligible, so nothing can be decided."))
        return
    beside = "For whom" if who.unit == "member" else "Through whom"
    name = src.partner if who.unit == "partner" else src.name
    choices = _choices(who.counting)
    rows = [(name(key), _beside(src, who, key), *[""] * len(choices)) for key in who.voters]
    yield table("Positions" if by_consensus else "Votes", (who.noun.capitalize(), beside, *choices), rows)
    if kept := [_kept(src, who, key, decisions[0].item.agenda.item) for key in who.voters if key in who.withdrawn]:
        yield bullets(kept)
    by_all = _SUMS_WHERE_ALL_AGREE if who.counting.consensus == "unanimous" else _SUMS_WHERE_NOBODY_OBJECTS
    cast = by_all if by_consensus else _VOTE_SUMS
    ends = "Discussed, at" if rule.discusses else "Consensus or not, at" if by_consensus else "Carried or not, at"
    heads = (*cast, started(kept_from(who.counting)), "Not eligible", "All present", ends)
    yield empty("The sums", heads, tuple(map(_room_for, heads)), 1)


def _kept(src: Source, who: Electorate, voter: str, item: str) -> str:
    """Whom an interest keeps from the decision and how, as who declared it: of a partner all who represent it."""
    members, state = who.represents[voter] if who.unit == "partner" else (voter,), _everybody_there(src)
    declared = [one for one in (declaration_of(state, member, item) for member in members) if one]
    told = "; ".join(f"interest declared by {declared_label(state, one)}: {HANDLING[one.handling]}" for one in declared)
    return f"{src.partner(voter)}: {told}" if who.unit == "partner" else started(told)


def _room_for(head: str) -> int:
    """The share of a column that is written into, with its longest word whole and room for a figure."""
    return max(_LEAST_ROOM, *(len(word) + _CELL for word in head.split()))


def _choices(counting: Counting) -> tuple[str, ...]:
    """What each who is asked may do: vote, or in a consensus, in which nobody votes, object or stand aside."""
    if counting.method != "consensus":
        return "For", "Against", "Abstained"
    objects = ("Objects", "Stands aside", "Reason for an objection")
    return ("Agrees", *objects) if counting.consensus == "unanimous" else objects


def _beside(src: Source, who: Electorate, key: str) -> str:
    """The partners for whom a member votes, in short, or the members through whom a partner does."""
    if who.unit == "partner":
        return src.names(who.represents[key])
    partners = [src.state.partners[partner] for partner in src.state.members[key].partners]
    return listed([partner.short or partner.name or partner.key for partner in partners], "")
