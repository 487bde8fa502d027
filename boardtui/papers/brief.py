"""The chair's brief: item by item what is recommended, who may vote, what it takes, and who must agree afterwards."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial

from msgspec.structs import replace

from boardtui.charter.rule import Rule
from boardtui.charter.words import counted, decided_words, ratification_words, started
from boardtui.meeting.counting.electorate import Electorate
from boardtui.meeting.counting.needed import acting, idle
from boardtui.meeting.counting.readings import readings
from boardtui.meeting.fold.election_words import how_words, office_of
from boardtui.meeting.planning.whatif import (
    asks_decision,
    choice_on,
    decided,
    expected,
    for_decision,
    proposed_rule,
    prospect,
    reckoned,
)
from boardtui.meeting.state.labels import acting_label, declared_label, member_label
from boardtui.meeting.state.standing_items import standing_item
from boardtui.meeting.state.state import Election, Item, Motion, State, filled_seats, open_motions
from boardtui.meeting.voting.ballot import rule_of
from boardtui.meeting.voting.choosing import who_may_choose
from boardtui.meeting.voting.proxy_votes import declaration_of, there_words
from boardtui.meeting.words.clauses import clause_words
from boardtui.meeting.words.whatif_words import words as prospect_words
from boardtui.papers.document import AnyBlock, Document, bullets, facts, heading, own, para, said, text
from boardtui.papers.opening import meeting_paper
from boardtui.papers.prose import set_apart
from boardtui.papers.source import Source

APPROVAL = "The minutes are to be approved as a correct record, with corrections or without."


def brief(src: Source) -> Document:
    """The brief on the items still to be taken, or on the confidential ones of them, with those expected to be there."""
    return meeting_paper(src, "Chair's brief", _blocks(src))


def item_brief(src: Source, item: str) -> Document:
    """What the brief says of one item, in the same words, without the facts of the meeting."""
    state = expected(src.state)
    paper = meeting_paper(src, "Chair's brief", ())
    register = reckoned(state)
    return replace(paper, blocks=(*_item(src, state, state.items[item]), *([text(register)] if register else [])))


def _blocks(src: Source) -> Iterator[AnyBlock]:
    state = expected(src.state)
    done = decided(state)
    left = [
        item
        for key, item in state.items.items()
        if item.status in ("waiting", "open") and key not in done and (src.part == "public" or item.agenda.confidential)
    ]
    if not left or src.closed:
        yield para(
            own("No item is still to be taken." if src.part == "public" else "No private item is still to be taken.")
        )
        return
    filled = filled_seats(state)
    yield text(f"{len(state.present)} of {filled} members are expected. The figures are as if all of them agreed.")
    if register := reckoned(state):
        yield text(register)
    for item in left:
        yield from _item(src, state, item)


def _item(src: Source, state: State, item: Item) -> Iterator[AnyBlock]:
    line = item.agenda
    yield heading(2, said(f"{line.number} {line.title}".strip()))
    mover = member_label(state, line.mover) if line.mover in state.members else ""
    put = _before_the_meeting(src, state, line.item)
    rule = rule_of(state, put) if put else proposed_rule(state, line.item)
    decides = put is not None or for_decision(line)
    apart = set_apart("Recommended", line.recommendation)
    yield from apart
    rows = [("Recommended", "" if apart else line.recommendation)]
    rows += [("To be moved by", mover), ("Paper", line.paper), ("Lead", line.lead)]
    rows += [("Urgent, because", item.urgent)]  # the opinion of the Chair, which is the Chair's to give
    if choice := choice_on(state, line.item):
        yield facts("Item", [*rows, *_choice(src, state, choice)])
        return
    if put is None and line.item in decided(state):
        yield facts("Item", rows)
        yield text("Nothing is left to decide on this item.")
        return
    if rule is None or not decides:
        yield facts("Item", rows)
        minutes = standing_item(line) == "minutes" and asks_decision(line)
        yield text(APPROVAL if minutes else "No decision is planned on this item.")
        return
    if put is not None:
        item = replace(item, agenda=replace(line, topic=put.topic))
    yield facts("Item", [*rows, *_decision(src, state, item, rule)])
    if lines := list(_readings(state, item, rule)):
        yield heading(3, own("Other readings of the clause"))
        yield bullets(lines)


def _before_the_meeting(src: Source, state: State, item: str) -> Motion | None:
    """The motion that is open on an item, whose rule and subject then decide and not those that were proposed."""
    put = [motion for motion in open_motions(state) if motion.item == item and motion.amends is None]
    return next((motion for motion in put if src.part != "public" or not motion.confidential), None)


def _choice(src: Source, state: State, choice: Election) -> Iterator[tuple[str, str]]:
    """What is chosen, between whom and by whom; or who was chosen."""
    yield started(choice.called), f"{office_of(choice.title)}: {how_words(choice)}"
    if choice.status == "declared":
        yield "Chosen", choice.names(choice.chosen)
        return
    who, label = who_may_choose(state, choice), partial(acting_label, state)
    yield "Candidates", choice.names(choice.staying)
    yield "May vote", _may_vote(who, label)
    yield "Conflict of interest", _kept(state, choice.item, who.withdrawn)
    yield "Not expected", _names(_away(who), label)


def _may_vote(who: Electorate, label: Callable[[str], str]) -> str:
    """Out of how many how many may vote, and who they are."""
    may = [key for key in who.voters if key in who.may_vote]
    return f"{counted(len(may), who.noun)} of {len(who.voters)}: {_names(may, label)}" if may else "nobody"


def _away(who: Electorate) -> list[str]:
    """Who may not vote now, and no interest is the reason."""
    return [key for key in who.voters if key not in who.may_vote and key not in who.withdrawn]


def _kept(state: State, item: str, members: Collection[str]) -> str:
    """Whom an interest keeps from the decision, as who declared it, which may have been a deputy."""
    declared = [declaration_of(state, key, item) for key in state.members if key in members]
    return "; ".join(declared_label(state, interest) for interest in declared if interest)


def _decision(src: Source, state: State, item: Item, rule: Rule) -> Iterator[tuple[str, str]]:
    foreseen = prospect(state, item, rule)
    who = foreseen.who
    label = partial(acting_label, state) if who.unit == "member" else src.partner  # a deputy who is there votes
    away = _away(who)
    acting_for = {key: (key,) if who.unit == "member" else who.represents.get(key, ()) for key in away}
    there = [key for key in away if any(member in state.present for member in acting_for[key])]  # such as by a deputy
    yield "Decided under", f"{rule.title} ({clause_words(rule.clause)})" if rule.clause else rule.title
    yield "Condition", rule.precondition
    yield "How it is decided", f"{started(decided_words(foreseen.rule, foreseen.counting))}."
    yield started(acting(foreseen.counting)), _may_vote(who, label)
    yield "Conflict of interest", _kept(state, item.agenda.item, who.question.withdrawn)
    yield f"Attending, {idle(foreseen.counting)}", _names(there, label)
    yield "Not expected", _names([key for key in away if key not in there], label)
    yield "What it takes", started(prospect_words(state, foreseen))
    yield "Must agree afterwards", _afterwards(rule)
    yield "Note on the rule", rule.note


def _names(keys: Iterable[str], label: Callable[[str], str]) -> str:
    """Names apart by semicolons, since titles of seats have commas."""
    return "; ".join(label(key) for key in keys)


def _afterwards(rule: Rule) -> str:
    """Whose agreement the decision still needs, and what else follows from it."""
    asked = started(ratification_words(rule.ratification)) if rule.ratification else ""
    return rule.approval or asked or "nobody that the rule names"


def _readings(state: State, item: Item, rule: Rule) -> Iterator[str]:
    """The readings that count other voters, or count them otherwise, with everybody expected voting for it."""
    foreseen = prospect(state, item, rule)
    votes = dict.fromkeys((*state.members, *state.partners), "for")  # also of those whom only the reading asks
    act = "take part" if foreseen.counting.method == "consensus" else "vote"
    for recount in readings(rule, foreseen.who.question, votes, there_words(state)):
        if recount.tally is None:
            figures = recount.problem
        elif recount.tally.needed is None:
            figures = f"{recount.tally.for_} can {act}"
        else:
            figures = f"{recount.needed}; {recount.tally.for_} can {act}"
        yield f"{recount.title}: {figures}. {recount.why}"
