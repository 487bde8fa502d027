"""Writes whatever the catalogue of papers names into the folder of a meeting, each by the part that makes it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from boardtui.papers.circulation.catalogue import OPEN_DATA, Outgoing, Table

if TYPE_CHECKING:
    from boardtui.desk.desk import Desk
    from boardtui.papers.formats.rendering import Format
    from boardtui.papers.model import Part


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
    from boardtui.papers.errors import letters_lacking

    with letters_lacking() as remarks:
        written = _written(desk, what, book, meeting, part, formats, although_private=although_private)
    return Written(written.paths, [*written.remarks, *remarks])


def _written(
    desk: Desk,
    what: Outgoing,
    book: str,
    meeting: str,
    part: Part,
    formats: Sequence[Format],
    *,
    although_private: bool,
) -> Written:
    from boardtui.papers import files
    from boardtui.papers.circulation.circulating import write_papers_of
    from boardtui.papers.circulation.in_public import require_in_public

    home = files.meeting_folder(desk.config.meetings, meeting)
    if what.of == "minutes":
        from boardtui.papers.circulation.closing import write_minutes_of

        return Written(write_minutes_of(desk, book, meeting, formats=formats or None), [])
    if what.of == "pack":
        from boardtui.papers.circulation.packing import write_pack

        packed = write_pack(desk, book, meeting, part)
        return Written([packed.path], packed.remarks)
    if what.of == "year":
        from boardtui.papers.circulation.yearly import write_year, year_with

        return Written(write_year(desk, book, year_with(desk, book, meeting), formats=formats, folder=home), [])
    if what.of == "public":
        from boardtui.papers.circulation.publishing import publish, published_words

        paths = publish(desk, book, meeting, although_private=although_private)
        return Written(paths, published_words(desk, book, meeting, paths)[1:])
    if what.of == "data":
        if what.key in OPEN_DATA and not although_private:
            require_in_public(desk, book)
        return Written(files.write_papers(home, exported(desk, book, what.key)), [])  # type: ignore[arg-type]
    of = meeting if what.of == "meeting" else None
    paths = write_papers_of(desk, what.kind, book, of, part=part, formats=formats or None, folder=home)
    return Written(paths, [])


def exported(desk: Desk, book: str, form: Table) -> dict[str, bytes]:
    """What is public of a book for other programs, by the name of its file. Raises as write does."""
    from boardtui.papers.circulation.calendars import called_off, forward_plan
    from boardtui.papers.circulation.circulating import workbook
    from boardtui.papers.spreadsheet import as_csv, as_xlsx

    if form == "csv":
        return {f"{sheet.name.lower()}.csv": as_csv(sheet) for sheet in workbook(desk, book)[0]}
    if form == "xlsx":
        return {"registers.xlsx": as_xlsx(*workbook(desk, book))}
    if form == "ics":
        off = called_off(desk, book)
        return {"forward-plan.ics": forward_plan(desk, book), **({"called-off.ics": off} if off else {})}
    return _of_the_book(desk, book, form)


def _of_the_book(desk: Desk, book: str, form: Table) -> dict[str, bytes]:
    import msgspec

    from boardtui.book.transfer import write_jsonl
    from boardtui.desk.replay import confidential_entries, replay
    from boardtui.exchange.popolo.writing import document
    from boardtui.papers.errors import PaperError

    if form == "popolo":
        replayed = replay(desk.store.lines(book))
        hidden = set[int]()
    else:
        replayed, hidden = confidential_entries(desk.store.lines(book))
    if replayed.problem:
        raise PaperError(f"Nothing was written, since the {desk.book_words(book)} does not verify. {replayed.problem}")
    if form == "popolo":
        data = msgspec.json.encode(document(replayed, dict(desk.bodies()), public=True))
        return {"popolo.json": msgspec.json.format(data, indent=1) + b"\n"}
    buffer = io.BytesIO()
    write_jsonl(desk.store.lines(book), buffer, hidden)
    return {"book-so-far-public.jsonl": buffer.getvalue()}
