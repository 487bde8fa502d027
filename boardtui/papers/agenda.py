"""The agenda of a meeting: number, item, purpose, paper, lead and time, as a chair works through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, groupby
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from boardtui.charter.exclusion import ground_words
from boardtui.charter.words import bare, started
from boardtui.meeting import entries as e
from boardtui.meeting.followup.actions import NAMES, register_words
from boardtui.meeting.planning.timetable import timetable
from boardtui.meeting.record.found import minutes_of
from boardtui.meeting.state.labels import member_label, owner_label
from boardtui.meeting.state.standing_items import standing_item
from boardtui.meeting.state.state import Item
from boardtui.meeting.words.clauses import clause_words
from boardtui.papers.attendance import quorum_words
from boardtui.papers.document import (
    AnyBlock,
    Document,
    bullets,
    heading,
    own,
    section,
    stopped_before,
    table,
    text,
    without_empty,
)
from boardtui.papers.follow_up import carried_lines
from boardtui.papers.issues import carried_actions
from boardtui.papers.opening import meeting_paper, standing_words
from boardtui.papers.prose import typed
from boardtui.papers.references import action_reference, item_reference
from boardtui.papers.source import Source

HEADS = ("No.", "Item", "Purpose", "Paper", "Lead", "Time")


class Paper(NamedTuple):
    """What the paper of an item is called, and where it is found from the agenda."""

    label: str
    link: str


NO_PAPERS: Mapping[str, Paper] = MappingProxyType({})


def agenda(src: Source, papers: Mapping[str, Paper] = NO_PAPERS) -> Document:
    """The agenda as it stands, or the confidential items of it; ``papers`` has those that are there, by the item's key."""
    public = "in public" if src.state.in_public else "not in public"
    more = [("Held", public), ("Quorum", quorum_words(src, opening=False))] if src.part == "public" else []
    return meeting_paper(src, "Agenda", _blocks(src, papers), more=[*more, ("Contact", src.numbering.house.contact)])


def _blocks(src: Source, papers: Mapping[str, Paper]) -> Iterator[AnyBlock]:
    wanted = [(key, item) for key, item in src.state.items.items() if _wanted(src, item)]
    if src.part == "public":
        yield standing_words(src)
    elif wanted:
        yield from _exclusion(src)
    else:
        yield text("No item of this agenda is confidential.")
    if wanted or src.part == "public":
        yield heading(2, own("Items"))
        yield _table(src, wanted, papers)
    if src.part == "public":
        yield from _exclusion(src)
    yield from section(
        "Recommendations",
        _bulleted([_recommended(src, item) for _, item in wanted if item.agenda.recommendation]),
    )
    yield from section("Minutes awaiting approval", _bulleted(_minutes_due(src)))
    yield from section("Decisions to be reported, and decisions awaiting others", _bulleted(carried_lines(src)))
    yield from section(
        "Actions carried from earlier meetings",
        _bulleted([_carried(src, action) for action in carried_actions(src)]),
    )


def _table(src: Source, wanted: list[tuple[str, Item]], papers: Mapping[str, Paper]) -> AnyBlock:
    begins = _begins(src)
    listed = without_empty(table("Agenda", HEADS, [_row(src, key, item, begins[key], papers) for key, item in wanted]))
    links = tuple(papers[key].link if key in papers else "" for key, _ in wanted)
    return replace(listed, links=links, linked=listed.heads.index("Paper")) if any(links) else listed


def _wanted(src: Source, item: Item) -> bool:
    return src.part == "public" or item.agenda.confidential


def _exclusion(src: Source) -> Iterator[AnyBlock]:
    """The resolution by which the public is excluded, at the item for it or before what is confidential."""
    numbers = [
        src.item_words(key)
        for key, item in src.state.items.items()
        if standing_item(item.agenda) == "private" and _wanted(src, item)
    ]
    if numbers or src.part == "confidential":
        where = f"At item {numbers[0]}" if numbers else "Before these items"
        terms = src.state.charter.terms
        ground = ground_words(terms, terms.exclusion)
        asked = f"{where} the {bare(src.body)} is asked to resolve that the public be excluded from this part of the meeting"
        yield text(f"{asked}, {ground}." if ground else f"{asked}.")


def _begins(src: Source) -> dict[str, str]:
    """When each item begins."""
    agenda_items = [item.agenda for item in src.state.items.values()]
    times = timetable(src.state.starts, agenda_items)
    return {
        line.item: begins.at if begins.planned else f"about {begins.at}" * bool(begins.at)
        for line, begins in zip(agenda_items, times, strict=True)
    }


def _row(src: Source, key: str, item: Item, begins: str, papers: Mapping[str, Paper]) -> tuple[str, ...]:
    line = item.agenda
    length = f"{line.minutes} min" if line.minutes else ""
    times = ", ".join(word for word in (begins, length) if word)
    title = f"{line.title} (added at the meeting)" if item.added else line.title
    number = " ".join(word for word in (line.number.rstrip("."), item_reference(src, key)) if word)
    paper = line.paper or (papers[key].label if key in papers else "")
    return (number, title, line.purpose, paper, line.lead, times)


def _recommended(src: Source, item: Item) -> str:
    """The draft of the motion on an item, by what it would be decided, and who is to move it."""
    line, state = item.agenda, src.state
    rule = state.charter.rule(line.rule or "")
    parts = (
        clause_words(rule.clause) if rule else "",
        f"to be moved by {member_label(state, line.mover)}" if line.mover in state.members else "",
    )
    known = "; ".join(part for part in parts if part)
    return f"{line.number.rstrip('.')} {line.title}: {line.recommendation}".strip() + (f" ({known})" if known else "")


def _bulleted(lines: list[str]) -> Iterator[AnyBlock]:
    """Lines as points in their order; one in which lists or paragraphs were typed stands with them between the others."""
    for long, group in groupby(lines, lambda line: "\n" in line.strip()):
        if long:
            yield from chain.from_iterable(map(typed, group))
        else:
            yield bullets(group)


def _minutes_due(src: Source) -> list[str]:
    due = [
        minutes_due
        for line in src.lines
        if isinstance(line.entry, e.MeetingConvened)
        for minutes_due in minutes_of(line.entry)
    ]
    return [
        f"{minutes_due.title or minutes_due.meeting}{f', {src.clock.say(minutes_due.starts)}' if minutes_due.starts else ''}"
        for minutes_due in due
    ]


def _carried(src: Source, action: e.OpenAction) -> str:
    """An action as the minutes have it: its register and reference, what is to be done, by whom and when."""
    name = (
        f"{started(NAMES[action.register]) if action.register else ''} {action_reference(src, action.action)}".strip()
    )
    when = f", {'review ' if action.register == 'support' else ''}by {src.clock.say(action.due)}" if action.due else ""
    who = f"{owner_label(src.state, action.owner)}{when}"
    return (f"{name}: " if name else "") + stopped_before(register_words(src.state, action), f" ({who})")
