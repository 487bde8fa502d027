"""Tables in a Word file: a repeated row of heads, rows that stay whole, and a title for those who cannot see them."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt

from boardtui.papers.columns import points_across, unbroken
from boardtui.papers.document import Facts, Grid, Line, Listed, Table, weights
from boardtui.papers.formats.word_list import add_list
from boardtui.papers.formats.word_style import ACCENT, TINT, WORD_2013, between_margins, fill, made_for, style_ids

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.table import Table as WordTable, _Cell

ROOM_TO_CUT = 280  # around what stands in a cell that is cut out, in the same
LOW, LOWEST = 40, 10  # above and below them, with lines between the rows and without
ROOM = 100  # left and right of the words in a cell, in twentieths of a point


def add_table(file: File, block: Facts | Table | Grid) -> None:
    """A table at the end of the file, as wide as the page allows."""
    if isinstance(block, Facts):
        grid = _grid(file, 2, len(block.rows), block.title, lined=False)
        for index, fact in enumerate(block.rows):
            _fill(grid, index, fact, strong=1)
        _widths(file, grid, weights(block))
    elif isinstance(block, Table):
        grid = _grid(file, len(block.heads), len(block.rows) + 1, block.title, lined=not block.open)
        _fill(grid, 0, block.heads, strong=len(block.heads), right=block.numeric)
        _repeated(grid)
        for index, row in enumerate(block.rows, 1):
            _fill(grid, index, row, right=block.numeric)
            _link(grid, index, block)
            if not any(row):
                grid.rows[index].height = Cm(0.9)
        _widths(file, grid, weights(block))
        if block.whole:
            _on_one_page(grid)
    else:
        _add_grid(file, block)


def add_signature(file: File, heads: tuple[str, ...]) -> None:
    """Lines to write on, side by side, with what belongs on each below it; they stay on one page with what precedes them."""
    blank, names = file.add_paragraph(), file.add_paragraph()
    ends, gap = list(accumulate(_signature_widths(between_margins(file), heads))), Cm(0.6)
    for paragraph in (blank, names):
        paragraph.paragraph_format.space_after = Pt(0)
        for end in ends:
            paragraph.paragraph_format.tab_stops.add_tab_stop(
                Length(end - gap),
                leader=WD_TAB_LEADER.LINES if paragraph is blank else WD_TAB_LEADER.SPACES,
            )
            paragraph.paragraph_format.tab_stops.add_tab_stop(Length(end))
    blank.paragraph_format.space_before, blank.paragraph_format.keep_with_next = Pt(34), True
    blank.add_run("\t\t" * (len(heads) - 1) + "\t")
    names.add_run("\t\t".join(heads))
    names.paragraph_format.space_after = Pt(10)


def _signature_widths(room: int, heads: tuple[str, ...]) -> list[int]:
    """How wide each line to sign on is, with the gap behind it: alike, but where a head below one is wider than that."""
    wanted = [Pt(points_across(head, 10.5)) + Cm(0.6) for head in heads]
    alike = room // len(heads)
    long = [width for width in wanted if width > alike]
    if sum(long) > room * 3 // 4:  # no room for the others: it goes on below
        return [alike] * len(heads)
    short = (room - sum(long)) // max(1, len(heads) - len(long))
    return [width if width > alike else short for width in wanted]


def _add_grid(file: File, block: Grid) -> None:
    """A table of whole discussions: a long row may go over a page, since it would leave half of one empty."""
    table = _grid(file, len(block.heads), len(block.rows) + 1, block.title, room=ROOM_TO_CUT if block.apart else ROOM)
    _fill(table, 0, block.heads, strong=len(block.heads))
    _repeated(table)
    for place, row in enumerate(table._tbl.tr_lst[1:]):
        if not block.long(place):
            continue
        properties = row.get_or_add_trPr()
        for whole in properties.findall(qn("w:cantSplit")):
            properties.remove(whole)
    for index, cells in enumerate(block.rows, 1):
        for cell, lines in zip(_cells(table, index), cells, strict=True):
            _fill_cell(file, cell, lines, "Cell" if _has_cell_style(table) else "Normal")
        if block.cards:
            table.rows[index].height = Cm(7)
            _as_card(_cells(table, index), block.size(index - 1))
    _widths(file, table, weights(block))


def _fill_cell(file: File, cell: _Cell, lines: tuple[Line | Listed, ...], style: str) -> None:
    """Put lines and lists into a cell, which begins with an empty paragraph."""
    for number, line in enumerate(lines):
        if isinstance(line, Listed):
            add_list(file, line, style, cell=cell)
            continue
        value = cell.add_paragraph() if number else cell.paragraphs[0]
        if style != "Normal":
            value._p.style = style
        fill(value, line)
        value.paragraph_format.space_after = Pt(3)
    if lines and isinstance(lines[0], Listed):
        cell._tc.remove(cell.paragraphs[0]._p)


def _as_card(cells: list[_Cell], size: int) -> None:
    """Large letters, of so many points, in the middle of the cells."""
    for cell in cells:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for words in cell.paragraphs:
            words.alignment = WD_ALIGN_PARAGRAPH.CENTER
            for run in words.runs:
                run.font.size = Pt(size)


def _grid(file: File, columns: int, rows: int, title: str, *, lined: bool = True, room: int = ROOM) -> WordTable:
    """An empty table with ``room`` in its cells and its title, where it is ``lined`` with borders."""
    grid: WordTable = file.add_table(rows, columns)
    if lined and (WD_STYLE_TYPE.TABLE, "Table Grid") in style_ids(file.part):
        grid._tbl.tblStyle_val = style_ids(file.part)[WD_STYLE_TYPE.TABLE, "Table Grid"]
    _at_the_margin(file, grid, room)
    margins = OxmlElement("w:tblCellMar")
    high = (LOW if lined else LOWEST) if room == ROOM else room
    for side, width in (("top", high), ("left", room), ("bottom", high), ("right", room)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    look = grid._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)
    look.addnext(caption)
    for row in grid._tbl.tr_lst:
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return grid


def _at_the_margin(file: File, grid: WordTable, room: int) -> None:
    """Let the table begin where the words around it do; up to Word 2010 its first cell's room hung out into the margin."""
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), str(0 if made_for(file) >= WORD_2013 else room))
    indent.set(qn("w:type"), "dxa")
    grid._tbl.tblPr.find(qn("w:tblLook")).addprevious(indent)


def _on_one_page(grid: WordTable, rows: int | None = None) -> None:
    """Keep each row with the next; or only so many of the first."""
    for row in range(len(grid._tbl.tr_lst) - 1 if rows is None else rows):
        for cell in _cells(grid, row):
            for words in cell.paragraphs:
                words.paragraph_format.keep_with_next = True


def _repeated(grid: WordTable) -> None:
    """Repeat the first row on every page; at the foot of one it never stands alone."""
    grid._tbl.tr_lst[0].get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if len(grid._tbl.tr_lst) > 1:
        _on_one_page(grid, 1)


def _fill(grid: WordTable, index: int, texts: tuple[str, ...], *, strong: int = 0, right: bool = False) -> None:
    """Write a row; its first ``strong`` cells are heads."""
    styled = _has_cell_style(grid)
    for number, (cell, text) in enumerate(zip(_cells(grid, index), texts, strict=True)):
        value = cell.paragraphs[0]
        if styled:
            value._p.style = "Cell"
        run = value.add_run(unbroken(text))
        if number < strong:
            run.bold = True
            _shade(cell._tc)
        if right:
            value.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _link(grid: WordTable, index: int, block: Table) -> None:
    """Make the words of the cell that leads somewhere a link."""
    to = block.link(index - 1, block.linked)
    cell = _cells(grid, index)[block.linked]
    run = cell.paragraphs[0].runs[0] if to and cell.text else None
    if run is None:
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), grid.part.relate_to(to, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.font.underline, run.font.color.rgb = True, ACCENT
    run._r.addprevious(link)
    link.append(run._r)


def _has_cell_style(grid: WordTable) -> bool:
    return (WD_STYLE_TYPE.PARAGRAPH, "Cell") in style_ids(grid.part)


def _cells(grid: WordTable, index: int) -> list[_Cell]:
    """The cells of a row, taken from the file as they stand: nothing here is merged."""
    from docx.table import _Cell

    return [_Cell(cell, grid) for cell in grid._tbl.tr_lst[index].tc_lst]


def _widths(file: File, grid: WordTable, shares: tuple[int, ...]) -> None:
    room = between_margins(file)
    grid.autofit = False
    widths = [Length(room * share // sum(shares)) for share in shares]
    for column, width in zip(grid._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width
    for row in grid._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", TINT)):
        shade.set(qn(f"w:{name}"), value)
    cell.get_or_add_tcPr().append(shade)
