"""Everything that can leave a meeting as files, in one table: papers, the pack, spreadsheets, calendars, the open data."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from boardtui.desk import Desk
    from boardtui.papers.formats import Format
    from boardtui.papers.model import Part

Table = Literal["csv", "xlsx", "ics", "popolo", "jsonl"]


class Outgoing(NamedTuple):
    """Something that can be written.

    ``of``: what kind of thing writes it: the minutes, a paper of the meeting, a paper over all meetings of the body, one on
    the year of the meeting, the pack, data for other programs, or what is published. ``planned``: also of a meeting that
    is still to come. ``published``: it is put before the public after a meeting. ``command``: what the command line calls
    it, where that is not its key, since there one word covers a meeting or the whole book.
    """

    key: str
    title: str
    remark: str
    of: Literal["minutes", "meeting", "body", "year", "pack", "data", "public"]
    planned: bool = False
    published: bool = False
    command: str = ""

    @property
    def is_paper(self) -> bool:
        """Whether it comes in a format that is chosen."""
        return self.of in ("minutes", "meeting", "body", "year")

    @property
    def has_parts(self) -> bool:
        """Whether it is of the public or of the confidential part; minutes come in both, everything else is public."""
        return self.of in ("meeting", "body", "pack")

    @property
    def kind(self) -> str:
        """What the command line calls it."""
        return self.command or self.key


OUTGOING = (
    Outgoing("minutes", "Minutes", "as they stand now, with the book that they rest on", "minutes", published=True),
    Outgoing("agenda", "Agenda", "item, purpose, paper, lead, time", "meeting", planned=True),
    Outgoing("pack", "Agenda pack", "agenda and papers as one PDF", "pack", planned=True),
    Outgoing("withheld", "Papers withheld", "whom not to send which paper", "meeting", planned=True),
    Outgoing(
        "sheets", "Paper forms", "attendance and ballots on paper, should the laptop fail", "meeting", planned=True
    ),
    Outgoing("attendance", "Attendance", "who was there, came and went", "meeting"),
    Outgoing("decisions", "Decisions", "of this meeting, with the arithmetic", "meeting", published=True),
    Outgoing("vote", "Vote records", "rule, who could vote, figures, other readings", "meeting"),
    Outgoing("notices", "Notices", "a letter to each partner notified", "meeting"),
    Outgoing("register", "Register of decisions", "over all meetings", "body", command="decisions"),
    Outgoing("actions", "Action log", "over all meetings", "body"),
    Outgoing("reminders", "Reminders", "each owner's open actions", "body"),
    Outgoing(
        "ratification", "Ratification tracker", "who has answered on a decision that others have to approve", "body"
    ),
    Outgoing("signatures", "Signatures", "who has signed which agreement", "body"),
    Outgoing("record", "Attendance record", "over all meetings", "body", command="attendance"),
    Outgoing("interests", "Register of interests", "over all meetings", "body"),
    Outgoing("year", "The year", "attendance, decisions, actions, in pictures", "year"),
    Outgoing("public", "Publication", "a folder for the public, with the book", "public"),
    Outgoing("xlsx", "Spreadsheet", "decisions, actions, attendance, interests", "data"),
    Outgoing("csv", "CSV", "the same, a file for each table", "data"),
    Outgoing("ics", "Calendar", "the meetings to come, as invitations", "data", planned=True),
    Outgoing("popolo", "Popolo", "public decisions and votes as open data", "data"),
    Outgoing("jsonl", "Public copy of the book", "which anybody can verify", "data"),
)
_OF_A_BODY = [paper.kind for paper in OUTGOING if paper.of == "body"]
OF_A_MEETING = frozenset(paper.kind for paper in OUTGOING if paper.of == "meeting") - set(_OF_A_BODY)
OF_A_PLANNED = frozenset(paper.kind for paper in OUTGOING if paper.of == "meeting" and paper.planned)
OPEN_DATA = ("popolo", "jsonl")
"""Data made for the public; registers as CSV or a spreadsheet are for the body's own work."""
KINDS = tuple(dict.fromkeys(paper.kind for paper in OUTGOING if paper.of in ("meeting", "body")))


class Written(NamedTuple):
    """The files that were written, and what should be known of them, a sentence each."""

    paths: list[Path]
    remarks: list[str]


def write(
    desk: Desk,
    what: Outgoing,
    book: str,
    meeting: str,
    part: Part = "public",
    formats: Sequence[Format] = (),
    *,
    although_private: bool = False,
) -> Written:
    """Write it into the folder of the meeting.

    Args:
        desk: the open database.
        what: one of OUTGOING.
        book: the body's book.
        meeting: the meeting's key.
        part: of a paper or the pack: what is public, or what is confidential; everything else is public.
        formats: of a paper; as the settings say where left out.
        although_private: put it before the public although not every meeting in it was held in public.

    Raises:
        NotInPublic: that was not confirmed.
        PaperError, BookError: it cannot be made, and why.
    """
    from boardtui.outgoing.circulating import write_papers_of
    from boardtui.outgoing.in_public import require_in_public
    from boardtui.papers import files

    home = files.meeting_folder(desk.config.meetings, meeting)
    if what.of == "minutes":
        from boardtui.outgoing.closing import write_minutes_of

        return Written(write_minutes_of(desk, book, meeting, formats=formats or None), [])
    if what.of == "pack":
        from boardtui.outgoing.packing import write_pack

        packed = write_pack(desk, book, meeting, part)
        return Written([packed.path], packed.remarks)
    if what.of == "year":
        from boardtui.outgoing.yearly import write_year, year_with

        return Written(write_year(desk, book, year_with(desk, book, meeting), formats=formats, folder=home), [])
    if what.of == "public":
        from boardtui.outgoing.publishing import publish

        return Written(publish(desk, book, meeting, although_private=although_private), [])
    if what.of == "data":
        if what.key in OPEN_DATA and not although_private:
            require_in_public(desk, book)
        return Written(files.write_papers(home, exported(desk, book, what.key)), [])  # type: ignore[arg-type]
    of = meeting if what.of == "meeting" else None
    paths = write_papers_of(desk, what.kind, book, of, part=part, formats=formats or None, folder=home)
    return Written(paths, [])


def exported(desk: Desk, book: str, form: Table) -> dict[str, bytes]:
    """What is public of a book for other programs, by the name of its file. Raises as write does."""
    from boardtui.outgoing.circulating import forward_plan, workbook
    from boardtui.papers.spreadsheet import as_csv, as_xlsx

    if form == "csv":
        return {f"{sheet.name.lower()}.csv": as_csv(sheet) for sheet in workbook(desk, book)[0]}
    if form == "xlsx":
        return {"registers.xlsx": as_xlsx(*workbook(desk, book))}
    if form == "ics":
        return {"forward-plan.ics": forward_plan(desk, book)}
    return _of_the_book(desk, book, form)


def _of_the_book(desk: Desk, book: str, form: Table) -> dict[str, bytes]:
    import msgspec

    from boardtui.book.transfer import write_jsonl
    from boardtui.papers.errors import PaperError
    from boardtui.popolo.writing import document
    from boardtui.replay import confidential_entries, replay

    if form == "popolo":
        found = replay(desk.store.lines(book))
        hidden = set[int]()
    else:
        found, hidden = confidential_entries(desk.store.lines(book))
    if found.problem:
        raise PaperError(f"Nothing was written, since the book {book} does not verify. {found.problem}")
    if form == "popolo":
        data = msgspec.json.encode(document(found, dict(desk.bodies()), public=True))
        return {"popolo.json": msgspec.json.format(data, indent=1) + b"\n"}
    held = io.BytesIO()
    write_jsonl(desk.store.lines(book), held, hidden)
    return {"book-so-far-public.jsonl": held.getvalue()}
