"""The agenda pack: the agenda, then its papers merged in its order and numbered through, as one PDF."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from boardtui.desk.desk import Desk
from boardtui.meeting.entries.parts import AgendaItem
from boardtui.meeting.fold.withholding import withheld_from
from boardtui.papers import files
from boardtui.papers.agenda import Paper, agenda
from boardtui.papers.circulation.circulating import MeetingSource, held_or_planned, require_part
from boardtui.papers.circulation.closing import warning
from boardtui.papers.document import Document, clean, heading, own, table, warned
from boardtui.papers.errors import PaperError
from boardtui.papers.finding import FOLDER, files_in, labels, matched
from boardtui.papers.formats.bundle import Part, bundled, file_bytes, pages_of
from boardtui.papers.formats.office import OFFICE, as_pdf_by_office
from boardtui.papers.formats.rendering import rendered
from boardtui.papers.look import look_of
from boardtui.papers.model import Part as Which

HEADS = ("Paper", "Item", "Title", "Page")
TEXTS = (".md", ".markdown", ".txt")
NO_NUMBERS = -1  # the pages of a text are numbered over the whole pack, not by themselves


class Packed(NamedTuple):
    """The pack that was written, and what the secretary should know of it, a sentence each."""

    path: Path
    remarks: list[str]


class _Row(NamedTuple):
    """A line of the contents: with the papers that it stands for, or else with words in place of a page."""

    label: str
    number: str
    title: str
    parts: tuple[Part, ...] = ()
    instead: str = ""
    item: str = ""


def write_pack(
    desk: Desk,
    book: str,
    meeting: str,
    part: Which = "public",
    member: str | None = None,
    folder: Path | None = None,
) -> Packed:
    """Write the pack into the meeting's folder: agenda and papers of what is public, or of what is confidential.

    The papers are the files in the folder "papers" of that of the meeting: PDF, Markdown, text, and what LibreOffice
    can read where it is installed. What is missing or stays a file of its own is said in the contents.

    Args:
        desk: the open database.
        book: the body's book.
        meeting: the meeting's key, held or still planned.
        part: what is public, or what is confidential; never both in one pack.
        member: a member's key: the pack for that one, without the papers withheld from it.
        folder: where to, if not into the meeting's folder.

    Raises:
        PaperError: there is no such meeting or member, or a paper cannot be used; the sentence names its file.
        BookError: the book cannot be read.
    """
    held = held_or_planned(desk, desk.session(book), "pack", meeting, part)
    require_part("pack", held)
    home = files.meeting_folder(desk.config.meetings, meeting)
    if member is not None and member not in held.source.state.members:
        raise PaperError(f"No member of {held.source.body} has the key {member[:70]!r}; the setup shows the keys.")
    rows, remarks = _rows(desk, held, home / FOLDER, member)
    data, _ = _made(desk, held, rows)
    hidden = part == "confidential"
    key = f"-for-{files.safe_name(member, 'member')}" if member else ""
    name = f"pack{key}{'-confidential' if hidden else ''}.pdf"
    target = files.given_folder(folder) if folder else home
    (path,) = files.write_papers(target, {name: data}, 0o600 if hidden else 0o644)
    return Packed(path, remarks)


def public_pack(desk: Desk, held: MeetingSource, name: str) -> tuple[bytes, dict[str, Paper]]:
    """The pack of what is public, as it is published under that name, and where in it each item's paper begins.

    There is none, and no bytes, where no item has a paper that can be part of it.

    Raises:
        PaperError: a paper cannot be used; the sentence names its file.
    """
    home = files.meeting_folder(desk.config.meetings, held.source.state.meeting)
    rows, _ = _rows(desk, held, home / FOLDER, None)
    if not any(row.parts for row in rows):
        return b"", {}
    data, links = _made(desk, held, rows)
    return data, {key: Paper(paper.label, f"{name}{paper.link}") for key, paper in links.items()}


def _rows(desk: Desk, held: MeetingSource, folder: Path, member: str | None) -> tuple[list[_Row], list[str]]:
    whole = held.stretch.state  # which file is of which item is asked of all items, so that none is taken for another's
    items = [item.agenda for item in whole.items.values()]
    paths_by_key, left = matched(items, files_in(folder))
    mine = [item for item in items if item.confidential == (held.source.part == "confidential")]
    names, rows = labels(mine, paths_by_key), []
    for item in mine:
        if item.item in names:
            withheld = member is not None and member in withheld_from(whole, item.item)
            row = _row(desk, held, item, names[item.item], [] if withheld else paths_by_key[item.item], withheld)
            rows.append(row._replace(item=item.item))
    remarks = [f"{row.label} (item {row.number or row.title}): {row.instead}." for row in rows if row.instead]
    if left:
        listed = ", ".join(clean(path.name) for path in left)
        remarks.append(f"Not in the pack, since they fit no item of the agenda: {listed}.")
    if not rows:
        remarks.append(f"No item has a paper. Papers are put into {folder}.")
    return rows, remarks


def _row(desk: Desk, held: MeetingSource, item: AgendaItem, label: str, paths: Sequence[Path], withheld: bool) -> _Row:
    number, title = item.number.rstrip("."), item.title
    if withheld:
        return _Row(label, number, title, instead="withheld from this member")
    if not paths:
        return _Row(label, number, title, instead="missing")
    bookmark = clean(" ".join(word for word in (f"{label}:", number, title) if word))
    parts, apart = [], []
    for path in paths:
        data = _as_pdf(desk, held, path, title)
        if data is None:
            apart.append(clean(path.name))
        else:
            parts.append(Part(bookmark, clean(label), data, clean(path.name)))
    return _Row(label, number, title, tuple(parts), f"separate file: {', '.join(apart)}" if apart else "")


def _as_pdf(desk: Desk, held: MeetingSource, path: Path, title: str) -> bytes | None:
    """The paper as PDF; None where it stays a file of its own, since nothing here can make one of it."""
    kind = path.suffix.lower()
    if kind == ".pdf":
        return file_bytes(path)
    if kind in TEXTS:
        from boardtui.papers.reading import document_of

        src = held.source
        paper = document_of(path, title, src.body, src.state.charter.title, src.state.starts)
        return rendered(
            replace(paper, confidential=src.part == "confidential"), "pdf", desk.config.templates, NO_NUMBERS
        )
    return as_pdf_by_office(path) if kind in OFFICE else None


def _made(desk: Desk, held: MeetingSource, rows: Sequence[_Row]) -> tuple[bytes, dict[str, Paper]]:
    """The pack, its contents set again until the pages that they name are right, and where each item's paper begins."""
    parts = [part for row in rows for part in row.parts]
    counts = {id(part): pages_of(part.data, part.name) for part in parts}
    text = warning(desk, held.stretch)
    papers, begins, look = sum(counts.values()), 1, look_of(desk.config)
    while True:
        document = warned(_front(held, rows, counts, begins), text)
        front = rendered(document, "pdf", desk.config.templates, begins + papers, look)
        there = pages_of(front, "the agenda")
        if there <= begins:  # it never shrinks again, lest it go to and fro between two sizes
            return bundled(document, front, parts), _links(rows, counts, begins)
        begins = there


def _front(held: MeetingSource, rows: Sequence[_Row], counts: dict[int, int], begins: int) -> Document:
    """The agenda with the contents of the pack behind it; ``begins`` pages come before the first paper."""
    links = _links(rows, counts, begins)
    document = agenda(held.source, links)
    cells = [_cells(row, start) for row, start in zip(rows, _starts(rows, counts, begins), strict=False)]
    listed = replace(
        table("Papers in this pack", HEADS, cells),
        links=tuple(links[row.item].link if row.parts else "" for row in rows),
    )
    contents = [heading(2, own("Papers in this pack")), listed] if cells else []
    return replace(
        document,
        title=document.title.replace("Agenda:", "Agenda and papers:", 1),
        blocks=(*document.blocks, *contents),
    )


def _starts(rows: Sequence[_Row], counts: dict[int, int], begins: int) -> Iterator[int]:
    """The page on which each row's paper begins."""
    lengths = [sum(counts[id(part)] for part in row.parts) for row in rows]
    return itertools.accumulate(lengths, initial=begins + 1)


def _links(rows: Sequence[_Row], counts: dict[int, int], begins: int) -> dict[str, Paper]:
    starts = zip(rows, _starts(rows, counts, begins), strict=False)
    return {row.item: Paper(row.label, f"#page={start}") for row, start in starts if row.parts}


def _cells(row: _Row, start: int) -> tuple[str, str, str, str]:
    page = str(start) if row.parts else ""
    return (row.label, row.number, row.title, "; ".join(word for word in (page, row.instead) if word))
