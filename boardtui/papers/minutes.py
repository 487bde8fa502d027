"""The minutes of a meeting, put together from its entries: the public ones, or those of the confidential part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.notice import notice_of, notice_status
from boardtui.meeting.state import Item as ItemState, Stamped, State
from boardtui.papers import attendance
from boardtui.papers.agenda import HIDDEN
from boardtui.papers.clock import Clock
from boardtui.papers.corrections import Approval, all_corrections, approval_words, at_item, entered_words
from boardtui.papers.follow_up import earlier
from boardtui.papers.interests import interests, register_words
from boardtui.papers.issues import actions, issues
from boardtui.papers.model import Event, Header, Item, Minutes, Motion, Names, Note, Part
from boardtui.papers.motions import motion
from boardtui.papers.proxies import proxies
from boardtui.papers.references import Numbering, item_reference, meeting_reference
from boardtui.papers.rulings import ruling_words
from boardtui.papers.source import Source, title_of

T = TypeVar("T")


def minutes(
    state: State,
    lines: Sequence[Stamped],
    *,
    names: Names = "dissent",
    part: Part = "public",
    entries: int,
    fingerprint: str,
    status: str = "DRAFT",
    tz: str | None = None,
    body: str = "",
    numbering: Numbering | None = None,
    approved: Approval | None = None,
) -> Minutes:
    """What the minutes say; a pure function of the book.

    Args:
        state: what the stretch of the book folds to.
        lines: all its entries, those taken back included.
        names: "dissent" names who voted against or abstained, "all" gives every voter's choice; where the chair ruled
            that there be a recorded vote, its voters are named in any case.
        part: "public", built only from public entries, or "confidential", only from the others.
        entries: how many entries the book holds up to the end of the meeting.
        fingerprint: the hash of the last of them.
        status: a word before the title: DRAFT until the minutes are approved.
        tz: the time zone of the meeting; without it the offset with which it was convened holds all day.
        body: the body's name, where its key does not say it well.
        numbering: the house style with what it takes to number by it; without it nothing has a reference.
        approved: how a later meeting approved the minutes, once it did.

    Raises:
        PaperError: there is no such time zone.
    """
    dates = numbering.house.dates if numbering else "usual"
    src = Source(state, lines, part, Clock(state.starts, tz, dates), body, numbering)
    return Minutes(
        header=_header(src, status),
        present=attendance.present(src),
        attending=attendance.attending(src),
        apologies=attendance.apologies(src),
        absent=attendance.absent(src),
        proxies=proxies(src),
        vacant=attendance.vacant(src) if part == "public" else (),
        movements=attendance.movements(src),
        course=attendance.course(src),
        interests=interests(src),
        rulings=tuple(_general_rulings(src)),
        notes=tuple(_other_notes(src)),
        items=tuple(_items(src, names, approved)),
        actions=actions(src),
        issues=issues(src),
        approved=(*(_approved(src, entry) for entry in _entries(src, e.MinutesApproved)), *entered_words(src)),
        corrected=src.corrected,
        entries=entries,
        fingerprint=fingerprint,
        register=tuple(register_words(src)),
        answers=tuple(_answers(src)),
        corrections=all_corrections(src, approved),
        approval=approval_words(src, approved),
        decisions=earlier(src),
        milestones=tuple(_dealt_with(src, one) for one in _entries(src, e.MilestoneReached)),
    )


def has_confidential(state: State, lines: Sequence[Stamped]) -> bool:
    """Whether there is anything for a confidential part."""
    src = Source(state, lines, "confidential", Clock(state.starts))
    nothing = e.ConfidentialCarried()
    return any(
        line.entry != nothing and not isinstance(line.entry, e.PublicExcluded | e.PublicReadmitted)
        for line in src.lines
    )


def _header(src: Source, status: str) -> Header:
    state = src.state
    return Header(
        status=status,
        part=src.part,
        partnership=state.charter.title,
        body=src.body,
        title=state.title or src.body,
        date=src.clock.date,
        dates=src.clock.dates,
        start=src.clock.start,
        place=state.place,
        public=_public(src),
        chair=attendance.chair(src),
        quorum=attendance.quorum_words(src) if src.part == "public" else "",
        standing=_standing(src),
        moment=state.starts,
        reference=meeting_reference(src),
        notice=_notice(src),
    )


def _public(src: Source) -> str:
    if not src.state.in_public:
        return "not held in public"
    return (
        "held in public, but for the part from which the public was excluded" if src.was_private else "held in public"
    )


def _standing(src: Source) -> str:
    rules = src.state.charter.rules
    if src.state.charter.binds or (rules and all(rule.binds for rule in rules)):
        return f"What the {src.body} decides binds the partners as its rules provide."
    return f"What the {src.body} agrees or recommends does not bind the partners; each of them decides for itself."


def _notice(src: Source) -> str:
    """When and how notice was given, and whether in time; nothing where none is asked for and none is recorded."""
    status = notice_status(src.state)
    if src.part != "public" or (status.needed is None and status.days is None):
        return ""
    given = notice_of(src.state)
    needed = "" if status.needed is None else f"; {status.needed} clear days are needed"
    if given is None:
        return f"none is recorded{needed}"
    other = f" for {src.clock.say(given.starts)}" if given.starts != src.state.starts[:10] else ""
    late = ", NOT IN TIME" if status.met is False else ""
    return f"given on {src.clock.say(given.date)}{other}, {given.means}: {status.days} clear days{needed}{late}"


def _dealt_with(src: Source, entry: e.MilestoneReached) -> str:
    how = f": {entry.text.rstrip('.')}" if entry.text.strip() else ""
    return f"{entry.title}, dealt with on {src.clock.say(entry.date)}{how}."


def _answers(src: Source) -> Iterator[str]:
    """What the meeting was told of issues that this body had referred."""
    for one in src.state.answers:
        issue = src.state.issues.get(one.issue)
        hidden = one.confidential or (issue is not None and issue.confidential)
        if one.reported == src.state.meeting and hidden is (src.part == "confidential"):
            told = f"The issue “{one.title or one.issue}”, referred to {title_of(one.body)}, was resolved there"
            yield f"{told}: {one.how.rstrip('.')}. Its book then stood at the hash {one.hash}."


def _items(src: Source, names: Names, approved: Approval | None) -> Iterator[Item]:
    for key, item in src.state.items.items():
        if not src.item_shown(key):
            yield Item("", HIDDEN, ("What concerns it is minuted apart, in confidence",))
            continue
        lines = [line for line in src.lines if _about_item(src, line, key)]
        if src.part == "public" or item.agenda.confidential or lines:
            made = _item(src, key, item, lines, names)
            yield replace(made, corrections=at_item(src, approved, key))


def _item(src: Source, key: str, item: ItemState, lines: list[Stamped], names: Names) -> Item:
    agenda = item.agenda
    reference = item_reference(src, key)
    facts = [f"Reference: {reference}"] if reference else []
    if agenda.lead:
        facts.append(f"Lead: {agenda.lead}")
    if agenda.paper:
        facts.append(f"Paper: {agenda.paper}")
    if agenda.purpose:
        facts.append(f"Purpose: {agenda.purpose}")
    if without := [one.member for one in src.state.withheld if _withheld(src, one, key)]:
        facts.append(f"Paper withheld from: {src.names(without)}")
    if item.added:
        facts.append("Added to the agenda at the meeting")
    content = tuple(_content(src, key, lines, names))
    return Item(
        number=agenda.number.rstrip("."),
        title=agenda.title,
        facts=tuple(facts),
        content=content,
        outcome=_outcome(src, key, lines, content),
        times=_times(src, key, lines),
    )


def _withheld(src: Source, one: e.Withheld, item: str) -> bool:
    """Whether this part may say that the paper of the item was withheld from that member."""
    of = (one.meeting, one.item) == (src.state.meeting, item)
    return of and (src.part == "confidential" or not one.confidential)


def _content(src: Source, key: str, lines: list[Stamped], names: Names) -> Iterator[Note | Event | Motion]:
    """Notes, rulings and motions in the order in which they came."""
    told: set[str] = set()
    notes = src.notes(key)
    for line in lines:
        entry = line.entry
        if line.seq in notes:
            yield Note(notes[line.seq])
        elif isinstance(entry, e.RulingMade) and entry.motion is None:
            yield Event(src.clock.time(line.at), ruling_words(src, line))
        else:
            about = getattr(entry, "motion", None)
            if about is not None and about not in told and src.state.motions[about].item == key:
                told.add(about)
                yield motion(src, about, names)


def _about_item(src: Source, line: Stamped, key: str) -> bool:
    entry = line.entry
    about = getattr(entry, "motion", None)
    if about is not None:
        return about in src.state.motions and src.state.motions[about].item == key
    if isinstance(entry, e.RulingMade):
        return _ruled_under(src, line) == key
    of_item = e.ItemOpened | e.ItemClosed | e.ItemDeferred | e.ItemAdded | e.NoteTaken | e.ParagraphDrafted
    return isinstance(entry, of_item) and entry.item == key


def _ruled_under(src: Source, line: Stamped) -> str | None:
    """The item that was open when a ruling was made, if it may be named."""
    current = _current(src, line)
    return current if src.item_shown(current) else None


def _outcome(src: Source, key: str, lines: list[Stamped], content: tuple[Note | Event | Motion, ...]) -> str:
    for line in reversed(lines):
        if isinstance(line.entry, e.ItemDeferred):
            return f"Deferred: {line.entry.reason}" if line.entry.reason.strip() else "Deferred."
        if isinstance(line.entry, e.ItemClosed):
            return line.entry.outcome
    if content or any(isinstance(line.entry, e.ItemOpened) for line in lines) or src.part == "confidential":
        return ""
    if src.was_private:
        return "Nothing was recorded on this item in public."
    return "This item was not reached." if src.closed else ""


def _times(src: Source, key: str, lines: list[Stamped]) -> str:
    """From when until when, as far as this part of the minutes says."""
    opened = [line.at for line in lines if isinstance(line.entry, e.ItemOpened)]
    if not opened:
        return ""
    told = src.standing if src.part == "confidential" else src.lines
    left = [
        line.at
        for line in told
        if line.seq in src.after and src.before[line.seq].current == key != src.after[line.seq].current
    ]
    start = src.clock.time(opened[0])
    again = ", in parts" if len(opened) > 1 else ""
    if left:
        return f"{start} to {src.clock.time(left[-1])}{again}"
    private = [line.at for line in src.lines if isinstance(line.entry, e.PublicExcluded) and _current(src, line) == key]
    return f"{start} to {src.clock.time(private[-1])}, in public" if private else f"from {start}"


def _current(src: Source, line: Stamped) -> str | None:
    before = src.before.get(line.seq)
    return before.current if before else None


def _general_rulings(src: Source) -> Iterator[Event]:
    for line in src.lines:
        entry = line.entry
        if isinstance(entry, e.RulingMade) and entry.motion is None and _ruled_under(src, line) is None:
            yield Event(src.clock.time(line.at), ruling_words(src, line))


def _other_notes(src: Source) -> Iterator[Note]:
    """The notes on no item, and in the confidential part those on items that it does not name."""
    unnamed = [key for key in src.state.items if not src.item_shown(key)]
    notes = {place: text for key in (None, *unnamed) for place, text in src.notes(key).items()}
    yield from (Note(notes[place]) for place in sorted(notes))


def _entries(src: Source, kind: type[T]) -> list[T]:
    return [line.entry for line in src.lines if isinstance(line.entry, kind)]


def _approved(src: Source, entry: e.MinutesApproved) -> str:
    convened = next((line.entry for line in src.standing if isinstance(line.entry, e.MeetingConvened)), None)
    due = next((one for one in convened.carried.minutes if one.meeting == entry.meeting), None) if convened else None
    what = f"“{due.title or due.meeting}”" if due else entry.meeting
    when = f" ({src.clock.say(due.starts)})" if due and due.starts else ""
    corrections = "; ".join(one.strip().rstrip(".") for one in entry.corrections)
    with_what = f", with these corrections: {corrections}" if corrections else ""
    signed = f" They were signed by {src.name(entry.signed_by)}." if entry.signed_by else ""
    return f"The minutes of {what}{when} were approved as a correct record{with_what}.{signed}"
