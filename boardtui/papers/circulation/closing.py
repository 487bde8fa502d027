"""What leaves a meeting as files: its minutes, the book up to its end, and a public copy of that book."""

from __future__ import annotations

import os
from collections.abc import Container, Sequence
from contextlib import suppress
from pathlib import Path

from boardtui.book.chain import Line
from boardtui.book.errors import Altered, BookError
from boardtui.book.files import atomic_file
from boardtui.book.signing import PassphraseNeeded, SigningError
from boardtui.book.transfer import write_jsonl
from boardtui.dates import Dates, date_words
from boardtui.desk.desk import Desk
from boardtui.desk.meetings import PastMeeting, PlannedMeeting
from boardtui.desk.misnamed import no_meeting
from boardtui.desk.replay import confidential_entries
from boardtui.desk.session import Session
from boardtui.meeting.entries import (
    EntriesCorrected,
    EntryRetracted,
    IssueCorrected,
    ItemKindCorrected,
    MeetingCalledOff,
    MeetingClosed,
    ParagraphDrafted,
    TimeStated,
)
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.state import PUBLIC_APART, State
from boardtui.papers import files
from boardtui.papers.circulation.approval import approved, is_approved
from boardtui.papers.circulation.numbering import numbering
from boardtui.papers.circulation.signing_heads import sign_head
from boardtui.papers.clock import Clock
from boardtui.papers.corrections import Approval
from boardtui.papers.document import warned
from boardtui.papers.errors import PaperError
from boardtui.papers.formats.rendering import Format, in_formats
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import has_confidential, minutes
from boardtui.papers.model import Minutes, Names, Part


def write_minutes(
    desk: Desk,
    session: Session,
    stretch: Stretch | None = None,
    names: Names | None = None,
    formats: Sequence[Format] | None = None,
) -> list[Path]:
    """Write a meeting's papers into its folder: minutes, book.jsonl (for its owner only) and book-public.jsonl.

    The last is for the public, so it is left out where a meeting in it was not held in public.
    Once they are approved the minutes are written beside the draft, which stays what it was.

    Args:
        desk: gives the settings and the database.
        session: the book.
        stretch: the meeting; the last one where it is left out.
        names: whose names are printed with a vote; as the settings say where it is left out.
        formats: in which the minutes are written; as the settings say where it is left out.

    Returns:
        What was written, the public minutes first.

    Raises:
        PaperError: there is no meeting, or a file could not be written.
        Altered: the meeting is not what was recorded; nothing is written.
        BookError: the book could not be read, or does not verify; the minutes are written all the same.
    """
    held = stretch or session.stretch
    public = minutes_of(desk, session, held, names=names)
    forms = formats or desk.config.settings.usual_formats
    layout = desk.config.settings.house.minutes
    stem = "minutes-approved" if is_approved(session, held) else "minutes"
    text = warning(desk, held)
    papers = in_formats(warned(minutes_document(public, layout), text), stem, forms, desk.config)
    hidden: dict[str, bytes] = {}
    if has_confidential(held):
        paper = minutes_document(minutes_of(desk, session, held, part="confidential", names=names), layout)
        hidden = in_formats(warned(paper, text), f"{stem}-confidential", forms, desk.config)
    home = files.meeting_folder(desk.config.meetings, held.state.meeting)
    # The confidential part first: an error leaves no public minutes that lack their other half.
    private = files.write_papers(home, hidden, 0o600)
    written = [*files.write_papers(home, papers), *private]
    last = last_line(session, held, "confidential").seq
    written += _write_books(desk, session, home, public.entries, last)
    return [*written, *_signed(desk, session, held, home)]


def sign_meeting(desk: Desk, book: str, meeting: str | None = None, passphrase: str | None = None) -> Path:
    """Sign the book as it stands at the end of a meeting, the last one where none is named. Raises SigningError."""
    session = desk.session(book)
    seq = None if meeting is None else desk.held(book, meeting)
    if meeting is not None and seq is None:
        raise PaperError(no_meeting(desk, book, meeting))
    stretch = session.holding(seq)
    if stretch.state.phase != "closed":
        raise SigningError("That meeting is not closed, so there is no end of it to sign yet.")
    last = last_line(session, stretch)
    home = files.meeting_folder(desk.config.meetings, stretch.state.meeting)
    return sign_head(desk.config, home, book, last.seq, last.hash, passphrase)[0]


def _signed(desk: Desk, session: Session, stretch: Stretch, home: Path) -> list[Path]:
    """The checkpoint of a closed meeting; none where signing takes a passphrase, which no screen asks for."""
    if stretch.state.phase != "closed":
        return []
    last = last_line(session, stretch)
    with suppress(PassphraseNeeded):
        return sign_head(desk.config, home, session.book, last.seq, last.hash)
    return []


def write_minutes_of(
    desk: Desk,
    book: str,
    meeting: str | None = None,
    names: Names | None = None,
    formats: Sequence[Format] | None = None,
) -> list[Path]:
    """Write the papers of the meeting of that key, or of the book's last meeting. Raises as write_minutes does."""
    session = desk.session(book)
    if meeting is None or meeting == session.state.meeting:
        return write_minutes(desk, session, None, names, formats)
    number = desk.held(book, meeting)
    if number is None:
        raise PaperError(no_meeting(desk, book, meeting))
    return write_minutes(desk, session, session.past(number), names, formats)


def minutes_of(
    desk: Desk, session: Session, stretch: Stretch, *, part: Part = "public", names: Names | None = None
) -> Minutes:
    """What a meeting's minutes say now: drafts until a later meeting approves them. Raises PaperError for no meeting."""
    state = stretch.state
    if not state.meeting:
        raise PaperError("No meeting has been convened in this book, so there are no minutes.")
    settings = desk.config.settings
    last = last_line(session, stretch, part)
    return minutes(
        stretch,
        names=names or settings.names,
        part=part,
        entries=last.seq,
        fingerprint=last.hash,
        status="APPROVED" if is_approved(session, stretch, part) else "DRAFT",
        approved=approved_words(session, stretch, settings.house.dates, part),
        tz=settings.timezone or None,
        body=dict(desk.bodies()).get(state.body, ""),
        numbering=numbering(desk, session.book, stretch),
        next_meeting=_next_meeting(desk, stretch.state) if part == "public" else "",
    )


def _next_meeting(desk: Desk, state: State) -> str:
    """When and where the body meets after this meeting, whether that is still planned or has been held.

    After a meeting in public it is the next one in public. One entered afterwards is in the book last, so that the day decides.
    """
    meetings: list[PlannedMeeting | PastMeeting] = [
        *(meeting for meeting in desk.planned() if meeting.body == state.body),
        *(meeting for meeting in desk.past(None, state.book) if not meeting.called_off),
    ]
    later = [
        meeting for meeting in meetings if meeting.starts > state.starts and (meeting.public or not state.in_public)
    ]
    if not later:
        return ""
    coming = min(later, key=lambda meeting: meeting.starts)
    clock = Clock(coming.starts, desk.config.settings.timezone or None, desk.config.settings.house.dates)
    how = "in public" if coming.public else ""
    return ", ".join(word for word in (clock.date, clock.start, coming.place, how) if word)


def approved_words(
    session: Session, stretch: Stretch, dates: Dates = "usual", part: Part = "public"
) -> Approval | None:
    """How the minutes were approved, as this part of them says it; None while they are a draft."""
    approval = approved(session, stretch, part)
    if approval is None:
        return None
    day = date_words(approval.starts, dates)
    return Approval(f"“{approval.title}”, {day}" if approval.title else day, approval.approval)


def warning(desk: Desk, stretch: Stretch, *, known: bool = False) -> str:
    """What a paper on a meeting must say of its book: nothing, or that another meeting in it was altered.

    Args:
        desk: the open database.
        stretch: the meeting; a planned one stands in no book yet.
        known: say only what is known already, where a whole book takes too long to check.

    Raises:
        Altered: the meeting itself is not what was recorded, so there is no paper on it.
    """
    book, lines = stretch.state.book, stretch.lines
    head = desk.store.head(book)
    if lines and head is not None and lines[-1].seq <= head.seq:
        desk.store.segment(book, lines[-1].seq)
    fault = desk.faults.get(book) if known else desk.altered(book)
    return "" if fault is None else altered_words(desk, fault)


def altered_words(desk: Desk, fault: Altered) -> str:
    """What a paper says that rests on other meetings of a book than the one that was altered."""
    return (
        f"Warning: entry {fault.seq} of the {desk.book_words(fault.book)} was altered after it was recorded, in another meeting. "
        "Numbers and anything else that this paper takes from other meetings may be wrong. "
        f"To see all that is wrong: boardtui verify {fault.book}"
    )


def last_line(session: Session, stretch: Stretch, part: Part = "public") -> Line:
    """The line whose hash is the meeting's fingerprint: the one that closed it, or so far the last.

    Where minutes were drafted after the close, or what they tell was undone, timed or put right then, it is the last entry
    that did, so that the book written beside them has all that they say. What is confidential counts for the confidential
    part only: nothing public may follow from it.
    """
    seq = _end(stretch, part) if stretch.state.phase == "closed" else stretch.lines[-1].seq
    return session.store.sealed(session.book, seq)


def _end(stretch: Stretch, part: Part) -> int:
    """The number of the last entry that the minutes of a closed meeting rest on."""
    apart = part == "public" and stretch.state.vocabulary >= PUBLIC_APART
    end = 0
    for line in stretch.public_lines() if apart else stretch.lines:
        if line.seq in stretch.struck:
            continue
        match line.entry:
            case MeetingClosed() | MeetingCalledOff():
                end = line.seq
            case ParagraphDrafted() | IssueCorrected() | ItemKindCorrected() if end:
                end = line.seq
            case EntryRetracted(seq=seq) | TimeStated(seq=seq) if seq <= end:
                end = line.seq
            case EntriesCorrected(entries=entries) if min(target.seq for target in entries) <= end:
                end = line.seq
            case _:
                pass
    return end or stretch.lines[-1].seq


def _write_books(desk: Desk, session: Session, folder: Path, last: int, last_of_all: int) -> list[Path]:
    replayed, hidden = confidential_entries(session.store.lines(session.book, 1, last_of_all))
    if replayed.problem:
        raise BookError(f"No copy of the book was written, since it does not verify. {replayed.problem}")
    whole = _write_book(session, folder / "book.jsonl", last_of_all, (), 0o600)
    if desk.not_in_public(session.book, last):
        return [whole]
    return [whole, _write_book(session, folder / "book-public.jsonl", last, hidden, 0o644)]


def _write_book(session: Session, path: Path, last: int, withheld: Container[int], mode: int) -> Path:
    with atomic_file(path) as file:
        if hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), mode)
        write_jsonl(session.store.lines(session.book, 1, last), file, withheld)
    return path
