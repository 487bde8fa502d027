"""The minutes laid out as a paper: first the business in the order of the agenda, behind it what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from boardtui.charter.words import stopped
from boardtui.config.house_style import Layout
from boardtui.papers.annexes import actions, annexes, events
from boardtui.papers.document import (
    AnyBlock,
    Document,
    Line,
    PageBreak,
    Signature,
    bullets,
    clean,
    facts,
    heading,
    own,
    para,
    said,
    section,
    table,
    text,
    without_empty,
)
from boardtui.papers.minuted import has_item, interest_paragraphs, item_table, items, other_actions, private_words
from boardtui.papers.model import Attendee, Event, Header, Issue, Minutes, Person
from boardtui.papers.prose import as_points, prose


def minutes_document(minutes: Minutes, layout: Layout = "numbered") -> Document:
    """The minutes as a paper, their items in numbered paragraphs or as a table."""
    header = minutes.header
    hidden = header.part == "confidential"
    what = " ".join(word for word in ("CONFIDENTIAL" if hidden else "", header.status, "minutes") if word)
    return Document(
        title=clean(f"{what[:1].upper()}{what[1:]}: {header.title}, {header.date}"),
        body=clean(header.body),
        partnership=clean(header.partnership),
        moment=header.moment,
        blocks=tuple(_blocks(minutes, layout)),
        mark=clean(header.status) or "APPROVED",
        confidential=hidden,
        dates=header.dates,
    )


def _blocks(minutes: Minutes, layout: Layout) -> Iterator[AnyBlock]:
    yield from _head(minutes.header)
    if not minutes.header.called_off:
        yield from _people(minutes)
    rows = [("Quorum", minutes.header.quorum), ("Notice", minutes.header.notice)]
    if any(value for _, value in rows):
        yield facts("Quorum and notice", rows)
    if minutes.header.standing:
        yield text(minutes.header.standing, "aside")
    if not has_item(minutes, "welcome"):
        yield from section("Opening", (block for note in minutes.opening for block in prose(note.text)))
    if not has_item(minutes, "interests"):
        declared = () if minutes.header.called_off else interest_paragraphs(minutes)
        yield from section("Interests declared", map(text, declared))
        yield from section("Register of interests", map(text, minutes.register))
    if not has_item(minutes, "minutes"):
        yield from section(
            "Minutes of earlier meetings", (text(sentence) for sentence in minutes.approved if clean(sentence))
        )
    yield from section("Seats filled", (text(stopped(event.text)) for event in minutes.seats))
    rulings = [_timed(ruling) for ruling in minutes.rulings]
    yield from section("Rulings on the meeting as a whole", [bullets(rulings)] if rulings else [])
    if layout == "table" and minutes.items:
        grid, rest = item_table(minutes)
        yield from section("Items", [grid])
        yield from section("Other actions", actions(rest))
    else:
        yield from items(minutes)
        yield from section("Other actions", other_actions(minutes))
    if not has_item(minutes, "private"):
        yield from section("Part 2 (private session)", map(text, map(stopped, private_words(minutes))))
    notes = (block for note in minutes.notes for block in prose(note.text))
    yield from section("Other notes", notes)
    yield from _issues("Decisions carried over, taken between meetings or received", "", minutes.decisions)
    yield from _issues("Issues in resolution", "Issue: ", minutes.issues)
    yield from section("Issues referred to other bodies", map(text, minutes.answers))
    yield from section("Dates in the memorandum", map(text, minutes.milestones))
    yield from _close(minutes)
    yield from _signature(minutes)
    yield PageBreak()
    yield from annexes(replace(minutes, actions=()) if layout == "table" and minutes.items else minutes)


def _head(header: Header) -> Iterator[AnyBlock]:
    """Whose minutes, of which meeting, when and where, as one reads them aloud."""
    hidden = header.part == "confidential"
    yield heading(1, *([own("CONFIDENTIAL: ")] if hidden else []), said(header.body))
    if hidden:
        which = "Part 2, not" if header.was_private else "Not"
        warning = f"CONFIDENTIAL. {which} for publication: only what is confidential."
        yield para(own(warning, strong=True), tone="warning")
    status = "" if header.status == "APPROVED" else header.status
    marks = " ".join(word for word in ("CONFIDENTIAL" if hidden else "", status) if word)
    hours = f"{header.opened or header.start} to {header.ended}" if header.ended else header.opened or header.start
    times = header.private or hours
    parts = ", ".join(word for word in (header.date, times, header.place) if word)
    opening = own("minutes of the meeting " if marks else "Minutes of the meeting ")
    marked = (said(marks, strong=True), own(" ")) if marks else ()
    other_day = (
        bool(header.private) and " on " in header.private
    )  # a private part after an adjournment has days of its own
    held = ", ".join(word for word in (f"of {header.date}, {header.public}, {times}", header.place) if word)
    if header.called_off:
        yield text(_called_off(header))
    else:
        yield para(*marked, opening, said(held if other_day else f"{header.public} on {parts}"))
    rows = [
        ("Meeting", header.title if header.title != header.body else ""),
        ("Reference", header.reference),
        ("Partnership", header.partnership),
    ]
    yield facts("Meeting", rows)


def _called_off(header: Header) -> str:
    planned = ", ".join(word for word in (f"{header.date}, {header.start}", header.place) if word)
    return stopped(f"The meeting planned for {planned}, was called off: {header.called_off}")


def attendance_blocks(minutes: Minutes) -> Iterator[AnyBlock]:
    """Who was there, who sent apologies, who came and went, as a paper of its own; at a meeting called off nobody was."""
    if minutes.header.called_off:
        yield text(_called_off(minutes.header))
        return
    yield from _people(minutes)
    if minutes.movements:
        yield heading(2, own("Arrivals and departures"))
        yield events("Arrivals and departures", minutes.movements)


def _people(minutes: Minutes) -> Iterator[AnyBlock]:
    public = minutes.header.part == "public"
    if public or minutes.present:
        yield heading(2, own("Attendance"))
    if minutes.present:
        title = "Present" if public else "Present while in private"
        yield _listed(title, "Representing", [_attendee(attendee) for attendee in minutes.present])
    elif public:
        yield para(own("No member is recorded as present."))
    absent = "Absent without apologies" if minutes.whole else "Absent without apologies while the public was there"
    for title, people in (
        ("In attendance", minutes.attending),
        ("Apologies", minutes.apologies),
        ("Represented by a deputy", minutes.represented),
        ("Represented by proxy", minutes.proxies),
        (absent, minutes.absent),
        ("Vacant seats", tuple(Person(seat, "") for seat in minutes.vacant)),
    ):
        if people:
            beside = "Proxy" if people is minutes.proxies else ""
            yield _listed(title, beside, [(person.name, person.role, "") for person in people])


def _listed(title: str, beside: str, rows: Sequence[tuple[str, str, str]]) -> AnyBlock:
    """Names with what belongs to them, without lines; all lists of a paper have the same columns."""
    made = without_empty(table(title, (f"{title} ({len(rows)})", beside or "Role", "Attended"), rows))
    shares = {1: (1,), 2: (10, 15), 3: (10, 11, 4)}[len(made.heads)]
    return replace(made, shares=shares, open=True)


def _attendee(attendee: Attendee) -> tuple[str, str, str]:
    name = f"{attendee.name} ({attendee.chair})" if attendee.chair else attendee.name
    partners = "" if attendee.partners in attendee.seat else attendee.partners  # Lead Officer, Essex County Council
    return name, "; ".join(word for word in (attendee.seat, partners) if word), attendee.how


def _issues(title: str, before: str, issues: Sequence[Issue]) -> Iterator[AnyBlock]:
    if issues:
        yield heading(2, own(title))
    for issue in issues:
        yield heading(3, *([own(before)] if before else []), said(issue.title))
        if issue.about:
            yield text(" ".join(issue.about))
        if issue.steps:
            yield bullets(_timed(step) for step in issue.steps)
        yield para(own("Status:", strong=True), own(" "), said(stopped(issue.standing)))


def _close(minutes: Minutes) -> Iterator[AnyBlock]:
    header = minutes.header
    if header.part != "public":
        return
    ended = [text(f"The meeting closed at {header.ended}.")] if header.ended else []
    coming = minutes.next_meeting and not has_item(minutes, "next_meeting")
    yield from section("Close", [*ended, *([text(f"Next meeting: {minutes.next_meeting}.")] if coming else [])])


def _corrections(minutes: Minutes) -> Iterator[AnyBlock]:
    """What was corrected when the minutes were approved, and whether the text reads so."""
    if not minutes.corrections:
        return
    yield as_points(minutes.corrections)
    if not minutes.unplaced:
        yield para(own("The text above reads as corrected."))
    elif len(minutes.unplaced) == len(minutes.corrections):
        yield para(own("The text above is that of the draft, to be read with these corrections."))
    else:
        yield para(own("The text above reads as corrected, but for what could not be placed in it:"))
        yield as_points(minutes.unplaced)


def _signature(minutes: Minutes) -> Iterator[AnyBlock]:
    yield from section("Corrections", _corrections(minutes))
    signs = clean(minutes.header.signs)
    if minutes.approval:
        yield text(minutes.approval)
    elif signs:
        yield para(own("Signed as a correct record:"))
    if signs:
        yield Signature((signs, "Name", "Date"))


def _timed(event: Event) -> Line:
    time = (said(event.time), own(": ")) if event.time else ()
    return (*time, said(event.text))
