"""A paper as a Word file: real headings, lists and tables with repeated heads; the same paper is the same bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from boardtui.papers.clock import date_words
from boardtui.papers.document import (
    AnyBlock,
    Bullets,
    Document,
    Facts,
    Heading,
    Label,
    Line,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Signature,
    Table,
    weights,
)
from boardtui.papers.errors import PaperError
from boardtui.papers.house import chosen, moment

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.table import Table as Grid
    from docx.text.paragraph import Paragraph as Words

NAME = "paper.docx"
_TONES = {"plain": "Normal", "aside": "Aside", "warning": "Warning", "result": "Result"}
_ZIPPED = (1980, 1, 1, 0, 0, 0)


def as_word(document: Document, templates: Path | None = None) -> bytes:
    """The .docx file; a board's own paper.docx gives its styles, page and logo, and what stands in it is left out.

    Raises:
        PaperError: the board's own paper.docx cannot be used.
    """
    from boardtui.papers.word_style import in_english, margins

    file = _file(chosen(NAME, templates))
    in_english(file)
    margins(file, document, date_words(moment(document).date().isoformat()))
    _core(file, document)
    for block in document.blocks:
        _add(file, block)
    held = io.BytesIO()
    file.save(held)
    return _still(held.getvalue())


def _file(own: Path | None) -> File:
    import docx

    from boardtui.papers.word_style import styled

    if own is None:
        file = docx.Document()
        styled(file)
        return file
    try:
        file = docx.Document(str(own))
        for part in list(file.element.body):
            if not part.tag.endswith("}sectPr"):
                file.element.body.remove(part)
        return file
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, docx.opc.exceptions.OpcError) as error:
        raise PaperError(f"The template {own} is no Word file that can be used; save it again as .docx.") from error


def _core(file: File, document: Document) -> None:
    """Title, author and language; every date is that of the meeting, and nobody's computer is named."""
    core, when = file.core_properties, moment(document).replace(tzinfo=None)
    core.title, core.author, core.language = document.title[:255], document.body[:255], "en-GB"
    core.subject = document.partnership[:255]
    core.created = core.modified = core.last_printed = when
    core.last_modified_by = core.comments = core.keywords = core.category = core.content_status = ""
    core.revision = 1


def _add(file: File, block: AnyBlock) -> None:
    match block:
        case Heading(level, line):
            _fill(file.add_heading("", level), line)
        case Label(line):
            _fill(file.add_heading("", 3), line)
        case Paragraph(line, tone):
            _fill(_paragraph(file, _TONES[tone]), line)
        case Quote(texts):
            for text in texts:
                _paragraph(file, "Motion Text").add_run(text)
        case Bullets(lines):
            for line in lines:
                _fill(_paragraph(file, "List Bullet"), line)
        case Facts() | Table():
            _table(file, block)
        case Signature(heads):
            grid = _grid(file, len(heads), 2, "Signature")
            _row(grid, 0, heads, head=True)
            grid.rows[1].height = 720_000  # EMU: 2 cm to sign in
        case Rule():
            _line_above(_paragraph(file, "Normal"))
        case PageBreak():
            file.add_page_break()


def _table(file: File, block: Facts | Table) -> None:
    columns = 2 if isinstance(block, Facts) else len(block.heads)
    heads = 0 if isinstance(block, Facts) else 1
    grid = _grid(file, columns, len(block.rows) + heads, block.title)
    if isinstance(block, Table):
        _row(grid, 0, block.heads, head=True, right=block.numeric)
    first = isinstance(block, Facts)
    for index, row in enumerate(block.rows, heads):
        _row(grid, index, row, right=isinstance(block, Table) and block.numeric, shade_first=first)
    _widths(file, grid, weights(block))
    _paragraph(file, "Normal").paragraph_format.space_after = 0


def _grid(file: File, columns: int, rows: int, title: str) -> Grid:
    """A table with its title for those who cannot see it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    grid = file.add_table(rows, columns)
    grid.style = _style(file, "Table Grid")
    room = OxmlElement("w:tblCellMar")
    for side, width in (("top", 40), ("left", 100), ("bottom", 40), ("right", 100)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        room.append(margin)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    look = grid._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(room)
    look.addnext(caption)
    return grid


def _row(
    grid: Grid,
    index: int,
    cells: tuple[str, ...],
    *,
    head: bool = False,
    right: bool = False,
    shade_first: bool = False,
) -> None:
    """Fill a row; a row of heads is repeated on every page, and no row is broken in two."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement

    row = grid.rows[index]
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    for number, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
        words = cell.paragraphs[0]
        words.style = _style(grid._parent, "Cell")
        run = words.add_run(text)
        run.bold = True if head or (shade_first and number == 0) else None
        if head or (shade_first and number == 0):
            _shade(cell._tc)
        if right:
            words.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _widths(file: File, grid: Grid, shares: tuple[int, ...]) -> None:
    section = file.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    grid.autofit = False
    for column, share in zip(grid.columns, shares, strict=True):
        width = room * share // sum(shares)
        column.width = width
        for cell in column.cells:
            cell.width = width


def _shade(cell: object) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    from boardtui.papers.word_style import TINT

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", TINT)):
        shade.set(qn(f"w:{name}"), value)
    cell.get_or_add_tcPr().append(shade)  # type: ignore[attr-defined]


def _fill(words: Words, line: Line) -> None:
    for run in line:
        words.add_run(run.text).bold = True if run.strong else None


def _paragraph(file: File, style: str) -> Words:
    return file.add_paragraph(style=_style(file, style))


def _style(holder: object, name: str) -> object:
    """The style of that name; a board's own file that lacks it gives its plain one."""
    styles = holder.part.document.styles  # type: ignore[attr-defined]
    return styles[name] if name in styles else None


def _line_above(words: Words) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "8A8A8A")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    words._p.get_or_add_pPr().append(borders)


def _still(data: bytes) -> bytes:
    """The same file with one fixed time on each of its parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, _ZIPPED)
            part.compress_type, part.external_attr, part.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            new.writestr(part, old.read(name))
    return held.getvalue()
