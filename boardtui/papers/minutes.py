"""The minutes of a meeting, put together from its entries: the public ones, or those of the confidential part."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec.structs import replace

from boardtui.charter.words import bare, listed
from boardtui.meeting import entries as e
from boardtui.meeting.fold.minuting import correction_words
from boardtui.meeting.fold.notice import notice_of, notice_status
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.record import split_at_close
from boardtui.meeting.state.state import Approval as Approved, Stamped
from boardtui.papers import attendance, course
from boardtui.papers.clock import Clock
from boardtui.papers.corrections import Approval, all_corrections, approval_words, entered_words, read_as_corrected
from boardtui.papers.counts import Numbering
from boardtui.papers.follow_up import earlier
from boardtui.papers.interests import interests, register_words
from boardtui.papers.issues import actions, issues
from boardtui.papers.item_events import seat_filled
from boardtui.papers.items import breaks_of, item_then, items_of, notes_on
from boardtui.papers.model import (
    Event,
    Header,
    Minutes,
    Names,
    Note,
    Part,
)
from boardtui.papers.opening import standing_sentence
from boardtui.papers.proxies import proxies
from boardtui.papers.references import meeting_reference
from boardtui.papers.rulings import ruling_words
from boardtui.papers.source import Source


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
    items = tuple(item for item in items_of(src, names) if item.content or not src.state.called_off)
    breaks = breaks_of(src, {item.key for item in items})
    general, first = sorted([*notes_on(src, None).items(), *breaks.get("", {}).items()]), _first_item(src)
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
        movements=course.movements(src),
        course=course.course(src),
        interests=interests(src),
        rulings=tuple(_general_rulings(src)),
        seats=tuple(_seats(src)),
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
        milestones=tuple(
            _dealt_with(src, line.entry) for line in src.lines if isinstance(line.entry, e.MilestoneReached)
        ),
        whole=src.record.whole,
        in_public=part == "public" and src.state.in_public,
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
    """Whether anything of a meeting is confidential: an item, what was recorded at it, a correction of minutes it approved.

    What was only carried over is not.
    """
    if any(correction.confidential for given in stretch.state.approved for correction in given.entered):
        return True
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
        quorum=attendance.quorum_words(src) if src.part == "public" and not state.called_off else "",
        standing="" if state.called_off else standing_sentence(src),
        moment=state.starts,
        reference=meeting_reference(src),
        notice=_notice(src),
        opened=_at(src, e.MeetingOpened),
        ended=_at(src, e.MeetingClosed),
        private=_in_private(src) if src.part == "confidential" else "",
        was_private=src.was_private,
        signs="" if state.called_off else src.numbering.house.chair_signs,
        called_off=state.called_off,
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
            text = f"The issue “{answer.title or answer.issue}”, referred to the {bare(body)}, was resolved there"
            yield f"{text}: {answer.how.rstrip('.')}. The fingerprint of its minute book was then {answer.hash}."


def _general_rulings(src: Source) -> Iterator[Event]:
    for line in src.lines:
        entry = line.entry
        if isinstance(entry, e.RulingMade) and entry.motion is None and item_then(src, line) is None:
            yield Event(src.time(line.at), ruling_words(src, line))


def _seats(src: Source) -> Iterator[Event]:
    """The seats filled while no item was open."""
    for line in src.lines:
        if isinstance(line.entry, e.SeatFilled) and item_then(src, line) is None:
            yield Event(src.time(line.at), seat_filled(src, line))


def _first_item(src: Source) -> float:
    """The number of the entry that opened the first item; what is noted on no item before it belongs to the opening."""
    return next((line.seq for line in src.standing if isinstance(line.entry, e.ItemOpened)), math.inf)


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
