"""A Word document as it is seen: its paragraphs with their numbers, and its tables; nothing of what was deleted in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from boardtui.exchange.sheets.colours import colour_word
from boardtui.exchange.sheets.grid import LONGEST, MOST_COLUMNS, MOST_ROWS, Grid, SheetError, quoted, rows_of, tidy
from boardtui.exchange.sheets.item_numbers import is_number
from boardtui.exchange.sheets.lines import ENOUGH
from boardtui.exchange.sheets.word_file import Header, Note, Paragraph, Part, WordFile, not_read
from boardtui.exchange.sheets.word_numbers import Label, Numbers, W
from boardtui.exchange.sheets.word_styles import Styles
from boardtui.exchange.sheets.word_text import Text, is_to_be_filled, paragraphs, too_long

if TYPE_CHECKING:
    from docx.opc.part import Part as Package

_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_AROUND = {f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag", f"{W}sdtContent", f"{W}sdt"}
_CHANGED = {f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"}
_MOST_PARAGRAPHS = 200_000  # blank ones too
_TYPED = re.compile(r"\s*[0-9]{1,3}(?:\.[0-9]{1,3})*(?:[.)]\s|[.)]?\t)")  # a number before an item
_PAGE = re.compile(r"\t([0-9]{1,4})$")
_NOTES = ("footnote", "endnote")
BROKEN = "is not a Word document that can be read. Open it in Word and save it again as .docx."


def is_word(data: bytes) -> bool:
    """Whether the bytes are a Word document, whatever the file is called."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return any(name.startswith("word/") for name in parts.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def read_word(name: str, data: bytes, known: Callable[[Sequence[str]], int]) -> WordFile:
    """The document in its order.

    Args:
        name: what the file is called.
        data: its bytes; how much they unpack to has been looked at.
        known: how many names of columns a row holds.

    Raises:
        SheetError: it cannot be read, or is larger than it may be.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.package import OpcPackage

    try:
        part = OpcPackage.open(io.BytesIO(data)).main_document_part
        styles = Styles(_root(_related(part, RELATIONSHIP_TYPE.STYLES)))
        numbers = Numbers(_root(_related(part, RELATIONSHIP_TYPE.NUMBERING)))
        return _Reader(name, part, styles, numbers, known).read()
    except SheetError:
        raise
    except Exception as error:  # a broken document raises whatever its parts lead to
        raise SheetError(f"{name} {BROKEN}") from error


def _related(part: Package, kind: str) -> Package | None:
    return next((rel.target_part for rel in part.rels.values() if rel.reltype == kind and not rel.is_external), None)


def _root(part: Package | None) -> Any:
    """The XML of a part, parsed as python-docx does: no entity is replaced, nothing is fetched."""
    from docx.oxml.parser import parse_xml

    return parse_xml(part.blob) if part is not None else None


def _notes_of(part: Package, kind: str) -> dict[tuple[str, str], Any]:
    """The footnotes, endnotes or comments of a document by their kind and number."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    root = _root(_related(part, getattr(RELATIONSHIP_TYPE, f"{kind}s".upper())))
    found = root.iterchildren(f"{W}{kind}") if root is not None else ()
    return {(kind, note.get(f"{W}id", "")): note for note in found}


class _Reader:
    """Goes through the document from its top; what is hidden or in text boxes is kept apart and told of."""

    def __init__(
        self, name: str, part: Package, styles: Styles, numbers: Numbers, known: Callable[[Sequence[str]], int]
    ) -> None:
        self._name = name
        self._part = part
        self._body = next(_root(part).iterchildren(f"{W}body"))
        self._styles, self._numbers, self._known = styles, numbers, known
        self._text = Text(name, {key: note for kind in _NOTES for key, note in _notes_of(part, kind).items()})
        self._parts: list[Part] = []
        self._line = 0
        self._header = ""

    def read(self) -> WordFile:
        if sum(1 for _ in self._body.iter(f"{W}p")) > _MOST_PARAGRAPHS:
            raise too_long(self._name)
        sections = list(self._body.iter(f"{W}sectPr"))
        self._enter(sections[0] if sections else None)
        for block, before in _whole(_blocks(self._body), self._text):
            self._block(block, before)
            ended = block.find(f"{W}pPr/{W}sectPr")
            if ended is not None and ended in sections[:-1]:
                self._enter(sections[sections.index(ended) + 1])
        return WordFile(tuple(self._parts), tuple(self._remarks()))

    def _enter(self, section: Any) -> None:
        """A section of pages begins: keep what stands in their heads and feet, if it is other than before."""
        if section is None:
            return
        texts = []
        for reference in (*section.iterchildren(f"{W}headerReference"), *section.iterchildren(f"{W}footerReference")):
            part = self._part.rels.get(reference.get(_RELATED, ""))
            root = _root(part.target_part) if part is not None and not part.is_external else None
            if root is not None:
                texts += [text for paragraph in paragraphs(root) if (text := tidy(self._text.of(paragraph)))]
                texts += self._text.boxes
                self._text.boxes = []
        text = " ".join(" ".join(dict.fromkeys(texts)).split())
        if text and text != self._header:
            self._header = text
            self._parts.append(Header(self._line, text, "head or foot of the pages"))

    def _block(self, block: Any, before: str = "") -> None:
        """A paragraph or table, and the text boxes and notes that belong to it."""
        boxes = len(self._text.boxes)
        if block.tag == f"{W}tbl":
            self._table(block)
        else:
            self._paragraph(block, before)
        self._parts += [Header(self._line, text, "text box") for text in self._text.boxes[boxes:]]
        self._keep_notes(self._line)
        if self._line > MOST_ROWS:
            raise too_long(self._name)

    def _keep_notes(self, line: int) -> None:
        self._parts += [Note(line, text) for text in self._text.notes()]

    def _paragraph(self, block: Any, before: str) -> None:
        text = _even(before + self._text.of(block))
        if (page := _PAGE.search(text)) and self._styles.has_leader(block):
            text = f"{text[: page.start()]} ..... {page[1]}"
        label = self._label(block)
        if len(text) > LONGEST:
            raise too_long(self._name)
        if text.strip():
            stands_out = self._styles.stands_out(block)
            self._parts.append(Paragraph(self._line + 1, text, label, self._styles.heading(block), stands_out))
            self._line += text.count("\n") + 1

    def _label(self, block: Any) -> Label | None:
        """What stands before a paragraph by its list."""
        use, level, style = self._styles.list_of(block)
        if not use:
            return None
        figure = int(level) if level.isdecimal() and len(level) < 3 else self._numbers.level_of(use, style)
        return self._numbers.label(use, figure)

    def _table(self, block: Any) -> None:
        """Its rows, a cell that is merged over several of them in each; those that were deleted are left out."""
        table = list(_rows_of(block))
        if self._is_frame(table):
            self._frame(table)
            return
        rows: list[tuple[int, list[str]]] = []
        about: dict[int, dict[str, Any]] = {}
        merged: dict[int, str] = {}
        notes: list[Note] = []
        for row in table:
            cells, more = self._row(row, merged)
            if not any(cells):
                continue
            self._line += 1
            notes += [Note(self._line, text) for text in self._text.notes()]
            about[self._line] = more
            rows.append((self._line, cells))
            if self._line > MOST_ROWS:
                raise too_long(self._name)
        if found := tuple(rows_of(self._name, rows, about)):
            self._parts += [Grid(self._name, found, unit="line"), *notes]

    def _is_frame(self, rows: Sequence[Any]) -> bool:
        """Whether a table only lays out a page: it has no column headings, and a cell holds a list or a table of its own."""
        least = max(2, len(rows))
        long = (cell for row in rows for cell in _cells_of(row) if _has_blocks(cell, least))
        if not any(self._items_in(cell) >= least for cell in long):
            return False
        texts = [[_plain(cell).strip() for cell in _cells_of(row)] for row in rows]
        begun = sum(any(is_number(text) for text in row[:1]) for row in texts)
        return begun * 2 < len(rows) and not any(self._known(row) >= ENOUGH for row in texts)

    def _items_in(self, cell: Any) -> int:
        """How many rows of tables, numbered paragraphs and headings stand in a cell."""
        count = 0
        for block in _blocks(cell):
            if block.tag == f"{W}tbl":
                count += sum(1 for _ in _rows_of(block))
            elif (text := _plain(block)).strip():
                use, level, _ = self._styles.list_of(block)
                listed = bool(use) and not self._numbers.is_bullet(use, level)
                count += listed or _TYPED.match(text) is not None or self._styles.heading(block) is not None
        return count

    def _frame(self, rows: Sequence[Any]) -> None:
        """What its cells hold, column by column; row by row where one is merged across, or items stand in several rows."""
        cells = [list(_cells_of(row)) for row in rows]
        with_items = sum(any(self._items_in(cell) for cell in row) for row in cells)
        merged = any(_span(cell.find(f"{W}tcPr/{W}gridSpan")) > 1 for row in cells for cell in row)
        by_rows = merged or with_items > 1 or len(set(map(len, cells))) > 1
        for group in cells if by_rows else zip(*cells, strict=True):
            for cell in group:
                for block, before in _whole(_blocks(cell), self._text):
                    self._block(block, before)

    def _row(self, row: Any, merged: dict[int, str]) -> tuple[list[str], dict[str, Any]]:
        """The cells of a row and what else Row has of them; ``merged`` has what goes on from the row above."""
        before = row.find(f"{W}trPr/{W}gridBefore")
        cells = [""] * (_span(before) if before is not None else 0)
        own, wide = False, False
        colours: dict[int, str] = {}
        going_on = dict(merged)
        merged.clear()
        for cell in _cells_of(row):
            at = len(cells)
            span, (text, typed) = _span(cell.find(f"{W}tcPr/{W}gridSpan")), self._cell(cell)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val") != "restart"
            text = going_on.get(at, text) if goes_on else text
            if merge is not None:
                merged[at] = text
            # a row that a list has numbered in advance is blank all the same
            own = own or (not goes_on and typed)
            wide = wide or (span > 1 and bool(text))
            if not text and (colour := _fill(cell)):
                colours[at] = colour
            cells += [text, *[""] * (span - 1)]
            if len(cells) > MOST_COLUMNS:
                raise SheetError(
                    f"{self._name} has a table of more than {MOST_COLUMNS} columns. Keep those that matter."
                )
        return cells if own else [], {"across": wide, "colours": colours}

    def _cell(self, cell: Any) -> tuple[str, bool]:
        """The words of a cell, each paragraph with what Word shows before it; and whether there are any of its own."""
        lines = []
        typed = False
        for block, before in _whole(paragraphs(cell), self._text):
            label, text = self._label(block), before + self._text.of(block)
            typed = typed or bool(text.strip())
            mark = label.words or ("-" if text.strip() and label.form == "bullet" else "") if label is not None else ""
            lines.append(f"{mark} {text}".strip())
        return tidy("\n".join(line for line in lines if line).replace("\t", " ")), typed

    def _remarks(self) -> Iterator[str]:
        if any(True for _ in self._body.iter(*_CHANGED)):
            yield "The document has tracked changes: it is read as if all of them were accepted."
        comments = (
            " ".join(map(self._text.of, paragraphs(note))) for note in _notes_of(self._part, "comment").values()
        )
        yield from not_read("is hidden", self._text.hidden)
        yield from not_read("stands in text boxes", self._text.boxes)
        yield from not_read("stands in comments", [text for text in comments if text.strip()])
        if struck := list(dict.fromkeys(self._text.struck)):
            yield f"Struck through in the document, and read all the same: {'; '.join(map(quoted, struck[:10]))}."
        if any(True for _ in self._body.iter(f"{W}altChunk")):
            yield "A part of the document is another file that Word would put in. Save it in Word once more, so that it is read."


def _whole(blocks: Iterator[Any], text: Text) -> Iterator[tuple[Any, str]]:
    """Blocks as they are once changes are accepted, with words that come before theirs since the mark between was deleted."""
    before, last = "", None
    for block in blocks:
        marks = block.find(f"{W}pPr/{W}rPr")
        if marks is not None and any(marks.find(f"{W}{name}") is not None for name in ("del", "moveFrom")):
            last = block, before
            before += text.of(block)
            continue
        if last is not None and before.strip() and block.tag == f"{W}tbl":
            yield last
            before = ""
        yield block, before
        before, last = "", None
    if last is not None and before.strip():
        yield last


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in their order, those within content controls and insertions too."""
    yield from _inside(parent, (f"{W}p", f"{W}tbl"))


def _inside(parent: Any, tags: Sequence[str]) -> Iterator[Any]:
    for child in parent.iterchildren():
        if child.tag in tags:
            yield child
        elif child.tag in _AROUND and not is_to_be_filled(child):
            yield from _inside(child, tags)


def _rows_of(table: Any) -> Iterator[Any]:
    return (row for row in _inside(table, (f"{W}tr",)) if row.find(f"{W}trPr/{W}del") is None)


def _cells_of(row: Any) -> Iterator[Any]:
    return (cell for cell in _inside(row, (f"{W}tc",)) if cell.find(f"{W}tcPr/{W}cellDel") is None)


def _fill(cell: Any) -> str:
    """The colour of a cell as a word; empty where it has none."""
    shading = cell.find(f"{W}tcPr/{W}shd")
    return colour_word(shading.get(f"{W}fill", "")) if shading is not None else ""


def _has_blocks(cell: Any, least: int) -> bool:
    """Whether a cell has that many paragraphs or rows, so that it is worth looking into."""
    return next(islice(cell.iter(f"{W}p", f"{W}tr"), least - 1, None), None) is not None


def _plain(element: Any) -> str:
    """The words of a cell or paragraph for a first look at them."""
    words = (child for run in element.iter(f"{W}r") for child in run.iterchildren(f"{W}t", f"{W}tab"))
    return "".join("\t" if child.tag == f"{W}tab" else child.text or "" for child in words)


def _span(element: Any) -> int:
    """How many columns something takes."""
    text = element.get(f"{W}val", "1") if element is not None else "1"
    return min(int(text), MOST_COLUMNS + 1) if text.isdecimal() and len(text) < 9 else 1


def _even(text: str) -> str:
    """Words of a paragraph, its line breaks and tabs kept."""
    lines = ("\t".join(" ".join(part.split()) for part in line.split("\t")) for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip())
