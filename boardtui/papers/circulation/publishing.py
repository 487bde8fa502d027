"""A meeting as it is put before the public: minutes, decisions, a copy of the book, and how to check them."""

from __future__ import annotations

import io
import itertools
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from boardtui.book.errors import BookError
from boardtui.book.transfer import write_jsonl
from boardtui.charter.settings import SETTINGS
from boardtui.dates import date_words
from boardtui.desk.desk import Desk
from boardtui.desk.planning import plan
from boardtui.desk.replay import confidential_entries
from boardtui.desk.session import Session
from boardtui.meeting.planning.plan import OF_PAPERS
from boardtui.meeting.words.safe_text import plain
from boardtui.papers import files
from boardtui.papers.agenda import agenda
from boardtui.papers.circulation.catalogue import OUTGOING
from boardtui.papers.circulation.circulating import called, one_meeting, papers_of
from boardtui.papers.circulation.closing import minutes_of, warning
from boardtui.papers.circulation.in_public import require_in_public
from boardtui.papers.circulation.packing import public_pack
from boardtui.papers.document import Document, heading, own, table, text, warned
from boardtui.papers.errors import PaperError
from boardtui.papers.formats.rendering import FORMATS, Format, in_formats, rendered
from boardtui.papers.layout import minutes_document
from boardtui.papers.look import look_of
from boardtui.papers.model import Minutes
from boardtui.papers.opening import meeting_paper
from boardtui.papers.source import Source
from boardtui.register.rules import terms

_PUBLISHED = [paper.kind for paper in OUTGOING if paper.published]
COPY, HOW = "book-public.jsonl", "VERIFY.txt"
PACK, INDEX = "pack.pdf", "index.html"
FOLDER = "public"
TITLES = {
    "pack": "Agenda and papers",
    "register-of-interests": "Register of interests",
    "register-of-decisions": "Register of decisions",
    "book-public": "Public copy of the minute book",
    "VERIFY": "How to check the public copy",
}
REGISTER_FILES = {"interests": "register-of-interests", "decisions": "register-of-decisions"}


def publish(
    desk: Desk,
    book: str,
    meeting: str,
    folder: Path | None = None,
    formats: Sequence[Format] = FORMATS,
    *,
    although_private: bool = False,
) -> list[Path]:
    """Write everything that the public may have of a meeting into a folder of its own.

    All of it is made from public entries, before the first file is written. The folder may hold an earlier publication
    and nothing else, so that no file that is not public goes out with it.

    Args:
        desk: the open database.
        book: the body's book.
        meeting: the meeting's key; it must be closed.
        folder: where; without it a folder of the name public in that of the meeting.
        formats: of the minutes and the list of decisions.
        although_private: also where it, or a meeting before it in the book, was not held in public.

    Raises:
        NotInPublic: that was not confirmed.
        PaperError: there is no such meeting, it is not closed, or the folder holds something else.
        BookError: the book does not verify.
    """
    session = desk.session(book)
    held = one_meeting(desk, session, meeting, "public")
    if not held.source.closed:
        raise PaperError(f"The meeting {called(held.source)} is not closed, so it is not published; close it first.")
    if not although_private:
        require_in_public(desk, book, meeting)
    public = minutes_of(desk, session, held.stretch)
    made: dict[str, bytes] = {}
    pack, links = public_pack(desk, held, PACK)
    for stem in _PUBLISHED:
        if stem == "agenda":
            papers = {stem: warned(agenda(held.source, links), warning(desk, held.stretch))}
        elif stem == "minutes":
            paper = minutes_document(public, desk.config.settings.house.minutes)
            papers = {stem: warned(paper, warning(desk, held.stretch))}
        else:
            papers = papers_of(desk, stem, book, meeting)
        for name, paper in papers.items():
            made |= in_formats(paper, name, formats, desk.config)
    agreed = terms(desk.store.connection, book, desk.config.settings.terms.get(book))
    for kind in REGISTER_FILES if agreed.registers == "published" else ():
        (paper,) = papers_of(desk, kind, book).values()
        made |= in_formats(paper, REGISTER_FILES[kind], formats, desk.config)
    if pack:
        made[PACK] = pack
    made[INDEX] = rendered(
        _index(held.source, public, list(made)), "html", desk.config.templates, look=look_of(desk.config)
    )
    made[COPY] = _public_copy(desk, session, public.entries)
    made[HOW] = _how_to_verify(public).encode()
    return files.write_papers(_folder(desk, meeting, folder), made)


def _index(src: Source, public: Minutes, names: Sequence[str]) -> Document:
    """The page that leads to everything that was published, and says plainly where the minutes are drafts."""
    titles = {**{paper.kind: paper.title for paper in OUTGOING if paper.published}, **TITLES}
    rows = [(titles.get(name.rpartition(".")[0], name), name) for name in [*names, COPY, HOW]]
    listed = replace(table("Published", ("Paper", "File"), rows), links=tuple(name for _, name in rows), linked=1)
    draft = (
        [text("The minutes are a draft until the body approves them.", "aside")]
        if public.header.status == "DRAFT"
        else []
    )
    return meeting_paper(src, "Published papers", [*draft, heading(2, own("Papers")), listed])


def published_words(desk: Desk, book: str, meeting: str, paths: Sequence[Path]) -> list[str]:
    """What of a meeting was put into the folder, and what the terms of reference of the body still ask for, by day."""
    stems = list(dict.fromkeys(path.stem if path.name not in (COPY, HOW) else path.name for path in paths))
    agreed = terms(desk.store.connection, book, desk.config.settings.terms.get(book))
    dates = desk.config.settings.house.dates
    elsewhere = files.meeting_folder(desk.config.meetings, meeting) / FOLDER
    lines = []
    for owed in plan(desk, book, lambda day: date_words(day.isoformat(), dates)).lines:
        if owed.kind in OF_PAPERS and owed.day is not None:
            here = (owed.kind, owed.about) == ("minutes", meeting)  # only where they were written into another folder
            how = f"written, and asked for until they lie in {elsewhere}" if here else owed.words
            lines.append(f"by {date_words(owed.day.isoformat(), dates)}: {owed.title}, {how}")
    named = ("agenda_days", "notice_days", "minutes_days", "registers")
    silent = [SETTINGS[name].title for name in named if getattr(agreed, name) is None]
    rest = [f"Terms of reference say nothing on: {', '.join(silent)}."] if silent else []
    asked = ["Still asked for:", *(f"- {line}" for line in lines)] if lines else ["Nothing else is asked for."]
    return [f"Published: {', '.join(stems)}.", *asked, *rest]


def _folder(desk: Desk, meeting: str, folder: Path | None) -> Path:
    home = files.given_folder(folder or files.meeting_folder(desk.config.meetings, meeting) / FOLDER)
    ours = {
        COPY,
        HOW,
        PACK,
        INDEX,
        *(f"{stem}.{form}" for stem, form in itertools.product([*_PUBLISHED, *REGISTER_FILES.values()], FORMATS)),
    }
    try:
        strange = sorted(path.name for path in home.iterdir() if path.name not in ours)
    except OSError as error:
        raise PaperError(f"The folder {home} could not be read ({error.strerror}); choose another.") from error
    if strange:
        raise PaperError(f"The folder {home} also holds {plain(strange[0])}; publish into an empty folder.")
    return home


def _public_copy(desk: Desk, session: Session, last: int) -> bytes:
    """The book up to the end of the meeting, without what is confidential; the chain still verifies."""
    replayed, hidden = confidential_entries(session.store.lines(session.book, 1, last))
    if replayed.problem:
        raise BookError(
            f"Nothing was published, since the {desk.book_words(session.book)} does not verify. {replayed.problem}"
        )
    buffer = io.BytesIO()
    write_jsonl(session.store.lines(session.book, 1, last), buffer, hidden)
    return buffer.getvalue()


def _how_to_verify(public: Minutes) -> str:
    header = public.header
    return f"""How to verify these papers

{plain(header.body)}: {plain(header.title)}, {plain(header.date)}

{COPY} is the public copy of the minute book. Confidential entries are withheld; their places in the chain are
kept, so that nothing can be altered, added or left out without being found. Check it with:

    boardtui verify {COPY}

It must say that the copy is intact, and print:

    entries {public.entries}
    head {public.fingerprint}

The same fingerprint is in the last annex of the minutes.
"""
