"""The minutes of a meeting, put together from its entries: the public ones, or those of the confidential part."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import TypeVar

from msgspec.structs import replace

from boardtui.charter.words import listed, started
from boardtui.meeting import entries as e
from boardtui.meeting.fold.minuting import correction_words, minutes_of
from boardtui.meeting.fold.notice import notice_of, notice_status
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.followup.questions import told
from boardtui.meeting.record.record import split_at_close
from boardtui.meeting.state.standing_items import standing_item
from boardtui.meeting.state.state import Approval as Approved, Item as ItemState, Stamped
from boardtui.papers import attendance
from boardtui.papers.clock import Clock
from boardtui.papers.corrections import Approval, all_corrections, approval_words, entered_words, read_as_corrected
from boardtui.papers.counts import Numbering
from boardtui.papers.follow_up import earlier
from boardtui.papers.interests import interests, register_words
from boardtui.papers.issues import actions, issues
from boardtui.papers.item_events import item_event
from boardtui.papers.model import (
    IN_PUBLIC,
    NOT_REACHED,
    NOT_YET,
    Event,
    Header,
    Item,
    MinutedMotion,
    Minutes,
    Names,
    Note,
    Part,
)
from boardtui.papers.motions import amendments_first, en_bloc_words, motion
from boardtui.papers.opening import standing_sentence
from boardtui.papers.proxies import proxies
from boardtui.papers.references import action_reference, item_reference, meeting_reference
from boardtui.papers.rulings import ruling_words
from boardtui.papers.source import Source

T = TypeVar("T")
_BREAK = (e.MeetingAdjourned, e.MeetingResumed)


def minutes(
    stretch: Stretch,
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
    next_meeting: str = "",
) -> Minutes:
    """What the minutes say; a pure function of the book.

    Args:
        stretch: the meeting's part of the book.
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
        next_meeting: when and where the body meets again, in words; empty where that is not planned.

    Raises:
        PaperError: there is no such time zone.
    """
    dates = numbering.house.dates if numbering else "usual"
    given = approved.given if approved else None
    src = Source(stretch, part, Clock(stretch.state.starts, tz, dates), body, numbering, given)
    items = tuple(_items(src, names))
    breaks = _breaks(src, {item.key for item in items})
    general, first = sorted([*_notes(src, None).items(), *breaks.get("", {}).items()]), _first_item(src)
    made = Minutes(
        header=_header(src, status),
        present=attendance.present(src),
        attending=attendance.attending(src),
        apologies=attendance.apologies(src),
        late=attendance.late(src),
        absent=attendance.absent(src),
        represented=attendance.represented(src),
        proxies=proxies(src),
        vacant=attendance.vacant(src) if part == "public" else (),
        movements=attendance.movements(src),
        course=attendance.course(src),
        interests=interests(src),
        rulings=tuple(_general_rulings(src)),
        opening=tuple(Note(note) for place, note in general if place < first),
        notes=tuple(Note(note) for place, note in general if place > first),
        items=tuple(replace(item, breaks=tuple(breaks.get(item.key, {}).values())) for item in items),
        actions=actions(src),
        issues=issues(src),
        approved=(
            *(_approved(src, line.seq, line.entry) for line in src.lines if isinstance(line.entry, e.MinutesApproved)),
            *entered_words(src),
        ),
        corrected=src.corrected,
        entries=entries,
        fingerprint=fingerprint,
        register=tuple(register_words(src)),
        answers=tuple(_answers(src)),
        corrections=all_corrections(src, approved),
        approval=approval_words(src, approved),
        decisions=earlier(src),
        milestones=tuple(_dealt_with(src, entry) for entry in _entries(src, e.MilestoneReached)),
        whole=src.record.whole,
        next_meeting=next_meeting if part == "public" else "",
    )
    return read_as_corrected(made, src, approved)


def can_be_placed(stretch: Stretch, entry: e.MinutesCorrected) -> bool:
    """Whether the approved minutes of a meeting will read as a correction says that is entered to their draft."""
    made = e.Correction(entry.meeting, entry.item, entry.place, entry.stood, entry.stands, entry.confidential)
    sentences = (correction_words(made),)
    given = Approved(entry.meeting, "", "", sentences, (made,), entry.confidential)
    parts: tuple[Part, ...] = ("public", "confidential")
    read = (minutes(stretch, part=part, entries=0, fingerprint="", approved=Approval("", given)) for part in parts)
    return any(part.corrections and not part.unplaced for part in read)


def has_confidential(stretch: Stretch) -> bool:
    """Whether anything of a meeting is confidential: an item, or what was recorded at it. What was only carried over is not."""
    at_the_meeting, _ = split_at_close(stretch.standing())
    held = (line.entry for line in _withheld(stretch, at_the_meeting))
    return any(not isinstance(entry, e.ConfidentialCarried) or entry.agenda for entry in held)


def knows_confidential(stretch: Stretch) -> bool:
    """The same with what was carried over to the meeting and what was recorded after it."""
    nothing = e.ConfidentialCarried()
    return any(line.entry != nothing for line in _withheld(stretch, stretch.standing()))


def _withheld(stretch: Stretch, lines: Iterable[Stamped]) -> list[Stamped]:
    """Those of the entries that the public does not know."""
    public = {line.seq for line in stretch.public_standing()}
    return [line for line in lines if line.seq not in public]


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
        standing=standing_sentence(src),
        moment=state.starts,
        reference=meeting_reference(src),
        notice=_notice(src),
        opened=_at(src, e.MeetingOpened),
        ended=_at(src, e.MeetingClosed),
        private=_in_private(src) if src.part == "confidential" else "",
        was_private=src.was_private,
        signs=src.numbering.house.chair_signs,
    )


def _at(src: Source, kind: type[e.MeetingOpened | e.MeetingClosed]) -> str:
    """The time of an entry of that kind, as far as this part tells of it."""
    return next((src.time(line.at) for line in src.lines if isinstance(line.entry, kind)), "")


def _in_private(src: Source) -> str:
    """From when to when the public was excluded: "10:40 to 10:55 and 11:10 to 11:20"; empty where a time is not known.

    Of a meeting from which it never was, all of it: what is confidential of that one was marked so.
    """
    begins = e.PublicExcluded if src.was_private else e.MeetingOpened
    kinds = (begins, e.PublicReadmitted, e.MeetingClosed)
    doors = [line for line in src.record.lines if isinstance(line.entry, kinds)]
    pairs = [pair for pair in pairwise(doors) if isinstance(pair[0].entry, begins)]
    times = [(src.time(begun.at), src.time(ended.at)) for begun, ended in pairs]
    known = all(begun and ended for begun, ended in times)
    return listed([f"{begun} to {ended}" for begun, ended in times], "") if known else ""


def _public(src: Source) -> str:
    if not src.state.in_public:
        return "not held in public"
    private = "in private" if src.part == "confidential" else "held in public, except Part 2,"
    return private if src.was_private else "held in public"


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
    day = src.clock.say(entry.date)
    if entry.begins:
        return f"{entry.title}: the time limit began on {day}{how}."
    if entry.until:
        return f"{entry.title}: extended on {day} until {src.clock.say(entry.until)}{how}."
    return f"{entry.title}, completed on {day}{how}."


def _answers(src: Source) -> Iterator[str]:
    """What the meeting was told of issues that this body had referred."""
    for answer in src.state.answers:
        issue = src.state.issues.get(answer.issue)
        mine = src.part == "public" or answer.confidential or (issue is not None and issue.confidential)
        if answer.reported == src.state.meeting and mine:
            body = src.other_body(answer.body)
            text = f"The issue “{answer.title or answer.issue}”, referred to the {body}, was resolved there"
            yield f"{text}: {answer.how.rstrip('.')}. The fingerprint of its minute book was then {answer.hash}."


def _items(src: Source, names: Names) -> Iterator[Item]:
    for key, item in src.state.items.items():
        lines = [line for line in src.lines if _about_item(src, line, key)]
        if src.part == "public" or item.agenda.confidential or lines:
            yield _item(src, key, item, lines, names)


def _breaks(src: Source, minuted: Container[str]) -> dict[str, dict[int, str]]:
    """Adjournments while no item was open, each by the number of its entry, under the minuted item that was open last.

    Those before the first item are under the empty key.
    """
    mine = {line.seq for line in src.lines}
    breaks: dict[str, dict[int, str]] = {}
    last = ""
    for line in src.standing:
        if isinstance(line.entry, e.ItemOpened) and line.entry.item in minuted:
            last = line.entry.item
        elif isinstance(line.entry, _BREAK) and line.seq in mine and _current(src, line) is None:
            breaks.setdefault(last, {})[line.seq] = item_event(src, line)
    return breaks


def _item(src: Source, key: str, item: ItemState, lines: list[Stamped], names: Names) -> Item:
    agenda = item.agenda
    reference = item_reference(src, key)
    facts = [word for word in (reference, agenda.paper, agenda.lead, agenda.purpose) if word]
    if without := [
        withheld.member
        for withheld in src.state.withheld
        if (withheld.meeting, withheld.item) == (src.state.meeting, key)
    ]:
        facts.append(f"Paper withheld from: {src.names(without)}")
    if item.added:
        facts.append("Added to the agenda at the meeting")
    content = tuple(_content(src, key, lines, names))
    return Item(
        number=agenda.number.rstrip("."),
        title=agenda.title,
        facts=tuple(map(started, facts[:1])) + tuple(facts[1:]),
        content=content,
        outcome=_outcome(src, key, lines, content),
        times=_times(src, key, lines),
        kind=standing_item(agenda),
        elsewhere=tuple(dict.fromkeys(_elsewhere(src, key))),
        above=tuple(dict.fromkeys(_above(src, key))),
        key=key,
    )


def _elsewhere(src: Source, key: str) -> Iterator[str]:
    """What was dealt with while an item was open and is minuted in a part of its own: issues, decisions that wait."""
    for line in src.lines:
        entry = line.entry
        if ((isinstance(entry, e.DecisionReported) and entry.item) or _current(src, line)) != key:
            continue
        issue, decision = getattr(entry, "issue", None), getattr(entry, "motion", None)
        if issue in src.held.state.issues:
            yield f"the issue “{src.held.state.issues[issue].title}”"
        elif decision in src.held.state.decisions:
            yield f"the decision “{src.held.state.decisions[decision].text.rstrip('.')}”"


def _above(src: Source, key: str) -> Iterator[str]:
    """The same of what is minuted before the items, where no item is of its kind."""
    kinds = {standing_item(item.agenda) for item in src.state.items.values()}
    for line in src.lines:
        entry = line.entry
        if _current(src, line) == key and isinstance(entry, e.MinutesApproved) and "minutes" not in kinds:
            yield f"the minutes of “{minutes_of(src.state, entry.meeting)}”"
        elif _current(src, line) == key and isinstance(entry, e.InterestDeclared) and "interests" not in kinds:
            yield "declarations of interest"


def _content(src: Source, key: str, lines: list[Stamped], names: Names) -> Iterator[Note | Event | MinutedMotion]:
    """Notes, rulings and motions in the order in which they came."""
    texts: set[str] = set()
    notes = _notes(src, key)
    for line in lines:
        entry = line.entry
        if line.seq in notes:
            yield Note(notes[line.seq])
        elif event := item_event(src, line):
            yield Event(src.time(line.at), event)
        else:
            about = getattr(entry, "motion", None)
            if about is not None and about not in texts and src.state.motions[about].item == key:
                for put in (*amendments_first(src, about), about):
                    if put not in texts:
                        texts.add(put)
                        yield motion(src, put, names)
            elif about in src.state.motions and about not in texts and _with_others(src, about, key):
                texts.add(about)
                yield Event(src.time(line.at), en_bloc_words(src, about, key))


def _with_others(src: Source, about: str, key: str) -> bool:
    """Whether an item was put together with others by a motion on one of those, and by no other motion after it."""
    motions = list(src.state.motions.values())
    put = src.state.motions[about]
    later = motions[motions.index(put) + 1 :]
    anew = put.status == "withdrawn" and any(key in (motion.item, *motion.covers) for motion in later)
    return key in put.covers and not anew


def _about_item(src: Source, line: Stamped, key: str) -> bool:
    entry = line.entry
    about = getattr(entry, "motion", None)
    if about is not None:
        motion = src.state.motions.get(about)
        return motion is not None and key in (motion.item, *motion.covers)
    if isinstance(entry, (e.RulingMade, *_BREAK)):
        return _current(src, line) == key
    if isinstance(entry, e.PublicExcluded):
        return key in entry.items
    if isinstance(entry, e.ChoiceEntry):
        return entry.choice in src.state.choices and src.state.choices[entry.choice].item == key
    of_item = (
        e.ItemOpened | e.ItemClosed | e.ItemDeferred | e.ItemAdded | e.NoteTaken | e.ParagraphDrafted | e.QuestionAsked
    )
    return isinstance(entry, of_item) and entry.item == key


def _outcome(src: Source, key: str, lines: list[Stamped], content: tuple[Note | Event | MinutedMotion, ...]) -> str:
    for line in reversed(lines):
        if isinstance(line.entry, e.ItemDeferred):
            reason = f" Reason: {line.entry.reason}" if line.entry.reason.strip() else ""
            return f"The item was deferred.{reason}"
        if isinstance(line.entry, e.ItemClosed):
            return line.entry.outcome
    if content or src.part == "confidential":
        return ""
    if any(isinstance(line.entry, e.ItemOpened) for line in lines):
        return IN_PUBLIC if _went_private(src, key) else ""
    if src.was_private:
        return IN_PUBLIC
    return NOT_REACHED if src.closed else NOT_YET


def _went_private(src: Source, key: str) -> bool:
    """Whether the public was excluded while an item was open, so that it does not know what came of it."""
    return any(isinstance(line.entry, e.PublicExcluded) and _current(src, line) == key for line in src.lines)


def _times(src: Source, key: str, lines: list[Stamped]) -> str:
    """From when until when, as far as this part of the minutes says."""
    opened = [line.at for line in lines if isinstance(line.entry, e.ItemOpened)]
    if not opened:
        return ""
    start = src.time(opened[0])
    if not start:
        return ""
    excluded = [line for line in src.lines if isinstance(line.entry, e.PublicExcluded) and _current(src, line) == key]
    if excluded and src.part == "public" and lines[-1].seq < excluded[-1].seq:  # what came of it then is not known
        return _from(start, src.time(excluded[-1].at), ", in public")
    left = [line.at for line in src.standing if src.before[line.seq].current == key != src.after[line.seq].current]
    again = ", in parts" if len(opened) > 1 else ""
    return _from(start, src.time(left[-1]) if left else "", again)


def _from(start: str, end: str, more: str) -> str:
    return f"{start} to {end}{more}" if end else f"from {start}"


def _current(src: Source, line: Stamped) -> str | None:
    """The item that was open at an entry."""
    return src.before[line.seq].current


def _general_rulings(src: Source) -> Iterator[Event]:
    for line in src.lines:
        entry = line.entry
        if isinstance(entry, e.RulingMade) and entry.motion is None and _current(src, line) is None:
            yield Event(src.time(line.at), ruling_words(src, line))


def _notes(src: Source, item: str | None) -> dict[int, str]:
    """The notes on an item as they stand in this part, by the number of the entry in whose place they stand."""
    mine = {line.seq for line in src.lines}
    return {
        note.place: told(src.state, note, src.clock.say, partial(action_reference, src))
        for note in src.state.notes
        if note.item == item and note.seq in mine
    }


def _first_item(src: Source) -> float:
    """The number of the entry that opened the first item; what is noted on no item before it belongs to the opening."""
    return next((line.seq for line in src.standing if isinstance(line.entry, e.ItemOpened)), math.inf)


def _entries(src: Source, kind: type[T]) -> list[T]:
    return [line.entry for line in src.lines if isinstance(line.entry, kind)]


def _approved(src: Source, seq: int, entry: e.MinutesApproved) -> str:
    convened = next((line.entry for line in src.standing if isinstance(line.entry, e.MeetingConvened)), None)
    due = (
        next((minutes_due for minutes_due in convened.carried.minutes if minutes_due.meeting == entry.meeting), None)
        if convened
        else None
    )
    what = f"“{due.title or due.meeting}”" if due else entry.meeting
    when = f" ({src.clock.say(due.starts)})" if due and due.starts else ""
    corrections = "; ".join(correction.strip().rstrip(".") for correction in entry.corrections)
    with_what = f", with these corrections: {corrections}" if corrections else ""
    signed = f" They are to be signed by {src.acting(entry.signed_by, seq)}." if entry.signed_by else ""
    return f"The minutes of {what}{when} were approved as a correct record{with_what}.{signed}"
