"""The papers of a book beside its minutes, put together: which meetings they cover and which part of the record."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from msgspec.structs import replace

from boardtui.charter.words import bare
from boardtui.dates import at_zone, date_words
from boardtui.desk.desk import Desk
from boardtui.desk.folding import called_by_body
from boardtui.desk.misnamed import no_meeting
from boardtui.desk.planning import plan
from boardtui.desk.replay import replay
from boardtui.desk.session import Session
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.record import record_of
from boardtui.meeting.state.state import Approval
from boardtui.papers import files
from boardtui.papers.action_log import action_log, reminders
from boardtui.papers.agenda import Paper, agenda
from boardtui.papers.attendance_record import attendance_of_book, attendance_of_meeting
from boardtui.papers.ballots import ballots
from boardtui.papers.brief import brief
from boardtui.papers.by_hand import sheets_by_hand
from boardtui.papers.circulation.catalogue import OF_A_MEETING, OF_A_PLANNED
from boardtui.papers.circulation.closing import altered_words, approved_words, minutes_of, warning
from boardtui.papers.circulation.numbering import numbering
from boardtui.papers.clock import Clock
from boardtui.papers.conditions import conditions_register
from boardtui.papers.corrections import at_action
from boardtui.papers.decisions import decisions_of_book, decisions_of_meeting
from boardtui.papers.document import Document, clean, warned
from boardtui.papers.errors import PaperError
from boardtui.papers.finding import FOLDER, files_in, labels, matched
from boardtui.papers.follow_up import trackers
from boardtui.papers.formats.rendering import Format, in_formats
from boardtui.papers.interest_register import interest_register
from boardtui.papers.minutes import has_confidential, knows_confidential
from boardtui.papers.model import Part
from boardtui.papers.notices import letters
from boardtui.papers.opening import in_order_held, with_later
from boardtui.papers.plan import plan_document
from boardtui.papers.seat_cards import seat_cards
from boardtui.papers.source import Source
from boardtui.papers.tables import Sheet, sheets
from boardtui.papers.vote_sheet import vote_sheets
from boardtui.papers.withheld import withheld
from boardtui.register.bodies import head


class MeetingSource(NamedTuple):
    """A meeting, and what one part of its record tells."""

    stretch: Stretch
    source: Source


def papers_of(
    desk: Desk, kind: str, book: str, meeting: str | None = None, part: Part = "public", *, linked: bool = False
) -> dict[str, Document]:
    """The papers of a kind, by the name of their file without its ending.

    Args:
        desk: the open database.
        kind: which of KINDS; those OF_A_MEETING are of one, the others cover the book where none is named.
        book: the body's book.
        meeting: the meeting's key; for a paper of one meeting the last where left out.
        part: what is public, or what was dealt with in private; never both in one paper.
        linked: the agenda leads to the papers in the folder of the meeting, since it is written beside them.

    Raises:
        PaperError: there is no such meeting, or nothing of that kind in it.
        BookError: the book cannot be read or does not verify.
    """
    session = desk.session(book)
    if meeting is None and kind not in OF_A_MEETING:
        return _named(kind, _over_all(desk, session, kind, part), part)
    held = held_or_planned(desk, session, kind, meeting, part)
    if kind not in ONE_EACH:
        require_part(kind, held)
    text = warning(desk, held.stretch)
    if kind == "agenda" and linked:
        return _named(kind, {"": warned(agenda(held.source, _papers_beside(desk, held)), text)}, part)
    papers = {key: warned(paper, text) for key, paper in _of_meeting(desk, session, kind, held).items()}
    return _named(kind, papers, part)


def write_papers_of(
    desk: Desk,
    kind: str,
    book: str,
    meeting: str | None = None,
    *,
    part: Part = "public",
    formats: Sequence[Format] | None = None,
    folder: Path | None = None,
) -> list[Path]:
    """Write the papers of a kind, where no folder is given into that of the meeting, or of the book.

    What is confidential can be read by its owner only (0600). Raises as papers_of does.
    """
    papers = papers_of(desk, kind, book, meeting, part, linked=folder is None)
    forms = formats or desk.config.settings.usual_formats
    made: dict[str, bytes] = {}
    for stem, paper in papers.items():
        made |= in_formats(paper, stem, forms, desk.config)
    of_one = meeting is not None or kind in OF_A_MEETING
    key = (meeting or desk.session(book).state.meeting) if of_one else book
    home = files.given_folder(folder) if folder else files.meeting_folder(desk.config.meetings, key)
    return files.write_papers(home, made, 0o600 if part == "confidential" else 0o644)


def has_part(desk: Desk, kind: str, book: str, meeting: str | None) -> bool:
    """Whether there is anything for the confidential part of such a paper, of one meeting or, without one, of the book.

    Raises:
        PaperError: there is no such meeting, or the book does not verify.
        BookError: the book cannot be read.
    """
    session = desk.session(book)
    if meeting is None:
        return any(knows_confidential(each.stretch) for each in all_held(desk, session, "confidential"))
    return _is_in_part(kind, held_or_planned(desk, session, kind, meeting, "confidential").stretch)


def require_part(kind: str, held: MeetingSource) -> None:
    """Refuse the confidential part of a paper that has none. Raises PaperError."""
    if held.source.part == "confidential" and not _is_in_part(kind, held.stretch):
        raise PaperError(
            f"There is no such paper: nothing of {called(held.source)} is confidential that it could tell."
        )


def _is_in_part(kind: str, stretch: Stretch) -> bool:
    """Whether the confidential part of a paper of one meeting has anything to tell: of most what was done at it."""
    return has_confidential(stretch) or (kind not in _OF_WHAT_WAS_DONE and knows_confidential(stretch))


def held_or_planned(desk: Desk, session: Session, kind: str, meeting: str | None, part: Part) -> MeetingSource:
    """A meeting of the book, the last where none is named; for papers that it may be of, one that is still to come."""
    if kind in (*OF_A_PLANNED, "pack") and meeting is not None and desk.held(session.book, meeting) is None:
        return planned(desk, session, meeting, part)
    return one_meeting(desk, session, meeting, part)


def _papers_beside(desk: Desk, held: MeetingSource) -> dict[str, Paper]:
    """The papers of the items of this part that lie in the folder of the meeting, as its agenda leads to them."""
    items = [item.agenda for item in held.stretch.state.items.values()]
    home = files.meeting_folder(desk.config.meetings, held.source.state.meeting) / FOLDER
    paths_by_key, _ = matched(items, files_in(home))
    mine = [item for item in items if item.confidential == (held.source.part == "confidential")]
    names = labels(mine, paths_by_key)
    return {
        item.item: Paper(names[item.item], f"{FOLDER}/{quote(paths_by_key[item.item][0].name)}")
        for item in mine
        if paths_by_key[item.item]
    }


def one_meeting(desk: Desk, session: Session, meeting: str | None, part: Part) -> MeetingSource:
    """A meeting by its key, or the last one of the book."""
    seq = None if meeting is None else desk.held(session.book, meeting)
    if meeting is not None and seq is None:
        raise PaperError(no_meeting(desk, session.book, meeting))
    stretch = session.holding(seq)
    given = approved_words(session, stretch, desk.config.settings.house.dates, part)
    return _held(desk, stretch, part, given.given if given else None)


def corrected_of_action(desk: Desk, book: str, meeting: str, action: str, part: Part) -> str:
    """What the approval of the minutes corrected of an action and its words and owner do not read as, as the action log has it.

    Args:
        desk: the open database.
        book: the body's book.
        meeting: the key of the meeting that agreed the action.
        action: its key.
        part: that to which the action belongs.

    Raises:
        BookError: the book cannot be read.
        PaperError: there is no such meeting.
    """
    session = desk.session(book)
    held = one_meeting(desk, session, meeting, part)
    approved = approved_words(session, held.stretch, desk.config.settings.house.dates, part)
    return " ".join(at_action(held.source, approved, action))


def planned(desk: Desk, session: Session, meeting: str, part: Part) -> MeetingSource:
    """A meeting that the register plans, as it would be convened now; nothing is recorded.

    Where another meeting of the body is still running, as if that one had just closed: agendas go out before it does.
    What is public of it is told from what the public knows to be open.
    """
    if meeting not in {
        planned_meeting.key for planned_meeting in desk.planned() if planned_meeting.body == session.book
    }:
        raise PaperError(no_meeting(desk, session.book, meeting, or_planned=True))
    state = record_of(session.stretch, "public").now if part == "public" else session.state
    entry, hidden = session.to_convene(meeting, state)
    running = state.is_running
    stretch = Stretch(session.book, replace(state, phase="closed") if running else state)
    for recorded_entry in (entry, hidden):
        if recorded_entry is not None:
            stretch.take(session.recorded + 1 + len(stretch.lines), entry.starts, session.by, recorded_entry)
    return _held(desk, stretch, part)


def workbook(desk: Desk, book: str) -> tuple[tuple[Sheet, ...], str, datetime.datetime]:
    """A book's public registers as tables, their title, and the day of the last meeting held. Raises as papers_of does."""
    sources = [each.source for each in all_held(desk, desk.session(book), "public")]
    last = in_order_held(sources)[-1]
    title = clean(f"Registers of the {bare(last.body)}, to {last.clock.date}")
    when = at_zone(datetime.datetime.fromisoformat(last.state.starts), datetime.UTC)
    return sheets(sources, desk.today()), title, when


def write_plan(
    desk: Desk, body: str | None = None, *, formats: Sequence[Format] | None = None, folder: Path | None = None
) -> list[Path]:
    """Write the forward plan of all bodies, or of one, where no folder is given into that of meetings.

    Raises:
        RegisterError: the register cannot be read.
        PaperError: a file could not be written.
        BookError: a book cannot be read.
    """
    titles = dict(desk.bodies())
    partnership = head(desk.store.connection)[1]
    dates = desk.config.settings.house.dates
    lines, left_out = plan(desk, body, lambda day: date_words(day.isoformat(), dates))
    paper = plan_document(lines, partnership, desk.today(), titles.get(body or "", ""), dates)
    faults = [fault for book in desk.store.books() if (fault := desk.altered(book)) is not None]
    paper = warned(paper, " ".join((*(altered_words(desk, fault) for fault in faults), *left_out)))
    forms = formats or desk.config.settings.usual_formats
    made = in_formats(paper, f"plan-{files.safe_name(body, 'body')}" if body else "plan", forms, desk.config)
    home = files.given_folder(folder or desk.config.meetings)
    return files.write_papers(home, made)


OVER_ALL: dict[str, Callable[[list[Source]], Document]] = {
    "attendance": attendance_of_book,
    "decisions": decisions_of_book,
}
"""Papers over all meetings that ask for nothing but their sources; the others are told below."""
DATED: dict[str, Callable[[list[Source], datetime.date, Source | None], Document]] = {
    "actions": action_log,
    "reminders": reminders,
    "conditions": conditions_register,
    "interests": interest_register,
}
"""Papers over all meetings, or of one, that ask for the day too: how it all stands then, and what is overdue."""


def _over_all(desk: Desk, session: Session, kind: str, part: Part) -> dict[str, Document]:
    helds = all_held(desk, session, part)
    if part == "confidential" and not any(knows_confidential(each.stretch) for each in helds):
        raise PaperError(f"There is no such paper: nothing in the {desk.book_words(session.book)} is confidential.")
    sources = [each.source for each in helds]
    if kind in ONE_EACH:
        return _trackers(desk, kind, _held(desk, session.stretch, part).source, ())
    if kind in DATED:
        return {"": DATED[kind](sources, desk.today(), None)}
    return {"": OVER_ALL[kind](sources)}


def all_held(desk: Desk, session: Session, part: Part) -> list[MeetingSource]:
    """Every meeting of the book, in order; it has at least one."""
    with called_by_body(desk.store):
        replayed = replay(session.store.lines(session.book))
    if replayed.problem:
        raise PaperError(
            f"No paper was made, since the {desk.book_words(session.book)} does not verify. {replayed.problem}"
        )
    meetings: list[MeetingSource] = []
    approvals: dict[str, Approval] = {}
    for stretch in reversed(replayed.stretches):  # the last first: later meetings approve the minutes of earlier ones
        if stretch.state.meeting:
            meetings.insert(0, _held(desk, stretch, part, approvals.get(stretch.state.meeting)))
            approvals |= {given.meeting: given for given in meetings[0].source.record.now.approved}
    if not meetings:
        raise PaperError(
            f"No meeting has been convened in the {desk.book_words(session.book)}, so there is nothing to tell."
        )
    return meetings


_OF_WHAT_WAS_DONE = ("attendance", "brief", "cards", "decisions", "sheets", "vote", "ballots")
"""Papers of one meeting that tell nothing of what was carried over to it."""
FROM_SOURCE: dict[str, Callable[[Source], Document]] = {
    "agenda": agenda,
    "brief": brief,
    "withheld": withheld,
    "sheets": sheets_by_hand,
    "cards": seat_cards,
}
"""Papers of one meeting that ask for nothing but its source; the others are cases below."""
ONE_EACH = {
    "notices": "no decision of {} was sent to a partner, and no issue referred,",
    "vote": "no motion was decided at {}",
    "ballots": "nothing is before {}, or recommended to it, that can be decided by secret ballot",
    "ratification": "no decision is put to partners for ratification, approval or support",
    "signatures": "no agreement is signed by partners",
}
"""Those of which there is one for each motion, letter or choice, and what is said where there is none."""


def _of_meeting(desk: Desk, session: Session, kind: str, held: MeetingSource) -> dict[str, Document]:
    src = held.source
    match kind:
        case "attendance":
            return {"": attendance_of_meeting(src, minutes_of(desk, session, held.stretch, part=src.part))}
        case "decisions" | "vote" | "notices":
            given = approved_words(session, held.stretch, desk.config.settings.house.dates, src.part)
            if kind != "decisions":
                return _one_each(kind, src, partial(vote_sheets if kind == "vote" else letters, approved=given))
            return {"": decisions_of_meeting(src, given, _behind(desk, session, src))}
        case _ if kind in DATED:
            return {"": DATED[kind](_until_now(desk, session, src), desk.today(), src)}
        case "ratification" | "signatures":
            return _trackers(desk, kind, src, _behind(desk, session, src))
        case "ballots":
            return _one_each(kind, src, ballots)
        case _ if kind in FROM_SOURCE:
            return {"": FROM_SOURCE[kind](src)}
        case _:
            raise PaperError(f"There is no paper of the name {kind[:40]!r}.")


def _until_now(desk: Desk, session: Session, src: Source) -> list[Source]:
    """All meetings of the book, since later ones say what became of a matter; of one that was altered this one alone."""
    try:
        return [each.source for each in all_held(desk, session, src.part)]
    except PaperError:
        return [src]


def _behind(desk: Desk, session: Session, src: Source) -> Sequence[Source]:
    """The meetings that stand in the book behind this one, in which what it decided may have taken effect."""
    meetings = with_later(_until_now(desk, session, src))
    return next(later for each, later in meetings if each.state.meeting == src.state.meeting)


def _trackers(desk: Desk, kind: str, src: Source, later: Sequence[Source]) -> dict[str, Document]:
    return _one_each(kind, src, partial(trackers, today=desk.today(), signed=kind == "signatures", later=later))


def _one_each(kind: str, src: Source, make: Callable[[Source], dict[str, Document]]) -> dict[str, Document]:
    """The papers of a kind of which there is one for each thing; refused where there is none in this part."""
    documents_by_key = make(src)
    if not documents_by_key:
        where = "in public" if src.part == "public" else "in private"
        raise PaperError(f"There is no such paper: {ONE_EACH[kind].format(called(src))} {where}.")
    return documents_by_key


def called(src: Source) -> str:
    """How a meeting is called in a sentence."""
    return f"“{src.state.title}”" if src.state.title else src.state.meeting


def _held(desk: Desk, stretch: Stretch, part: Part, approved: Approval | None = None) -> MeetingSource:
    state = stretch.state
    if not state.meeting:
        raise PaperError("No meeting has been convened in this book, so there is no paper on one.")
    clock = Clock(state.starts, desk.config.settings.timezone or None, desk.config.settings.house.dates)
    body = dict(desk.bodies()).get(state.body, "")
    return MeetingSource(stretch, Source(stretch, part, clock, body, numbering(desk, state.book, stretch), approved))


def _named(kind: str, papers: dict[str, Document], part: Part) -> dict[str, Document]:
    hidden = "-confidential" if part == "confidential" else ""
    named = {}
    for number, (key, paper) in enumerate(papers.items(), 1):
        own = files.safe_name(key, str(number)) if key else ""
        named["-".join(word for word in (kind, own) if word) + hidden] = paper
    return named
