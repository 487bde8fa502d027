"""A Word document as it is seen: its paragraphs with their numbers, and its tables; nothing of what was deleted in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from boardtui.exchange.sheets.grid import LONGEST, MOST_COLUMNS, MOST_ROWS, Grid, SheetError, rows_of, tidy
from boardtui.exchange.sheets.word_numbers import Label, Numbers, W, is_on

if TYPE_CHECKING:
    from docx.opc.part import Part

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_GONE = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", f"{_COMPATIBLE}Fallback"}
_BREAKS = {f"{W}br", f"{W}cr"}
_TABS = {f"{W}tab", f"{W}ptab"}
_AROUND = {f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag", f"{W}sdtContent", f"{W}sdt"}
_CHANGED = {f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"}
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_STYLES = 20  # that one style can be based on, one after the other
_MOST = 1_000_000  # elements that are looked into
_MOST_PARAGRAPHS = 200_000  # blank ones too
_SHORT = 60  # characters of the words above a table that name it
_BROKEN = "is not a Word document that can be read. Open it in Word and save it again as .docx."


class Paragraph(NamedTuple):
    """A paragraph: its words with tabs and line breaks, and the label that Word shows before it.

    ``line`` counts the lines of the document that are not blank, from 1, a row of a table as one.
    ``heading`` is its level as one, 0 for the title of the document, None where it is none.
    """

    line: int
    text: str
    label: Label | None
    heading: int | None
    bold: bool


class Header(NamedTuple):
    """What the head or the foot of the pages says, from this line on."""

    line: int
    text: str


class WordFile(msgspec.Struct, frozen=True):
    """A document: paragraphs, tables and what stands on top of its pages, in their order; ``remarks`` say what was left out."""

    parts: tuple[Paragraph | Header | Grid, ...]
    remarks: tuple[str, ...]

    @property
    def tables(self) -> list[Grid]:
        """The tables, named by their place and the words above them, each with its rows counted from 1."""
        found: list[Grid] = []
        above = ""
        for part in self.parts:
            if isinstance(part, Grid):
                name = f"table {len(found) + 1}" + (f" ({above})" if above else "")
                first = part.rows[0].number - 1
                rows = tuple(msgspec.structs.replace(row, number=row.number - first) for row in part.rows)
                found.append(
                    msgspec.structs.replace(part, name=name, rows=rows, unit="row", noun="table", remarks=self.remarks)
                )
                above = ""
            elif isinstance(part, Paragraph):
                above = part.text if len(part.text) <= _SHORT and "\n" not in part.text else ""
        return found


def is_word(data: bytes) -> bool:
    """Whether the bytes are a Word document, whatever the file is called."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return any(name.startswith("word/") for name in parts.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def read_word(name: str, data: bytes) -> WordFile:
    """The document in its order.

    Args:
        name: what the file is called.
        data: its bytes; how much they unpack to has been looked at.

    Raises:
        SheetError: it cannot be read, or is larger than it may be.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.package import OpcPackage

    try:
        part = OpcPackage.open(io.BytesIO(data)).main_document_part
        styles = _root(_related(part, RELATIONSHIP_TYPE.STYLES))
        numbering = _root(_related(part, RELATIONSHIP_TYPE.NUMBERING))
        return _Reader(name, part, styles, numbering).read()
    except SheetError:
        raise
    except Exception as error:  # a broken document raises whatever its parts lead to
        raise SheetError(f"{name} {_BROKEN}") from error


def _related(part: Part, kind: str) -> Part | None:
    return next((rel.target_part for rel in part.rels.values() if rel.reltype == kind and not rel.is_external), None)


def _root(part: Part | None) -> Any:
    """The XML of a part, parsed as python-docx does: no entity is replaced, nothing is fetched."""
    from docx.oxml.parser import parse_xml

    return parse_xml(part.blob) if part is not None else None


class _Style(NamedTuple):
    """A style of paragraphs: its properties and those of its letters, None where it has none."""

    key: str
    name: str
    based_on: str
    properties: Any
    letters: Any


class _Reader:
    """Goes through the document from its top; what is hidden or in text boxes is kept apart and told of."""

    def __init__(self, name: str, part: Part, styles: Any, numbering: Any) -> None:
        self._name = name
        self._part = part
        self._body = next(_root(part).iterchildren(f"{W}body"))
        self._styles = dict(_styles_of(styles)) if styles is not None else {}
        self._default = next((key for key, style in self._styles.items() if style.name == "normal"), "")
        self._numbers = Numbers(numbering)
        self._parts: list[Paragraph | Header | Grid] = []
        self._line = 0
        self._seen = 0
        self._hidden: list[str] = []
        self._boxes: list[str] = []
        self._header = ""

    def read(self) -> WordFile:
        if sum(1 for _ in self._body.iter(f"{W}p")) > _MOST_PARAGRAPHS:
            raise self._too_long()
        sections = list(self._body.iter(f"{W}sectPr"))
        self._enter(sections[0] if sections else None)
        for block in _blocks(self._body):
            if block.tag == f"{W}tbl":
                self._table(block)
            else:
                self._paragraph(block)
            ended = block.find(f"{W}pPr/{W}sectPr")
            if ended is not None and ended in sections[:-1]:
                self._enter(sections[sections.index(ended) + 1])
            if self._line > MOST_ROWS:
                raise self._too_long()
        return WordFile(tuple(self._parts), tuple(self._remarks()))

    def _too_long(self) -> SheetError:
        return SheetError(f"{self._name} is too long. Copy what is to be imported into a new document.")

    def _enter(self, section: Any) -> None:
        """A section of pages begins: keep what stands in their heads and feet, if it is other than before."""
        if section is None:
            return
        texts = []
        for reference in (*section.iterchildren(f"{W}headerReference"), *section.iterchildren(f"{W}footerReference")):
            part = self._part.rels.get(reference.get(_RELATED, ""))
            root = _root(part.target_part) if part is not None and not part.is_external else None
            if root is not None:
                texts += [text for paragraph in _paragraphs(root) if (text := tidy(self._words(paragraph)))]
        text = " ".join(" ".join(dict.fromkeys(texts)).split())
        if text and text != self._header:
            self._header = text
            self._parts.append(Header(self._line, text))

    def _paragraph(self, block: Any) -> None:
        text = _even(self._words(block))
        label = self._label(block)
        if len(text) > LONGEST:
            raise self._too_long()
        if text.strip():
            self._parts.append(Paragraph(self._line + 1, text, label, self._heading(block), self._is_bold(block)))
            self._line += text.count("\n") + 1

    def _table(self, block: Any) -> None:
        """Its rows, a cell that is merged over several of them in each; those that were deleted are left out."""
        rows: list[tuple[int, list[str]]] = []
        across: dict[int, dict[str, Any]] = {}
        merged: dict[int, str] = {}
        for row in _rows_of(block):
            cells, wide = self._row(row, merged)
            if not any(cells):
                continue
            self._line += 1
            if wide:
                across[self._line] = {"across": True}
            rows.append((self._line, cells))
            if self._line > MOST_ROWS:
                return
        if found := tuple(rows_of(self._name, rows, across)):
            self._parts.append(Grid(self._name, found, unit="line"))

    def _row(self, row: Any, merged: dict[int, str]) -> tuple[list[str], bool]:
        """The cells of a row and whether one of them is merged over columns; ``merged`` has what goes on from the row above."""
        before = row.find(f"{W}trPr/{W}gridBefore")
        cells = [""] * (_span(before) if before is not None else 0)
        own, wide = False, False
        going_on = dict(merged)
        merged.clear()
        for cell in _cells_of(row):
            at = len(cells)
            span, text = _span(cell.find(f"{W}tcPr/{W}gridSpan")), self._cell(cell)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val") != "restart"
            text = going_on.get(at, text) if goes_on else text
            if merge is not None:
                merged[at] = text
            # a row that a list has numbered in advance is blank all the same
            own = own or (not goes_on and any(self._words(block).strip() for block in _paragraphs(cell)))
            wide = wide or (span > 1 and bool(text))
            cells += [text, *[""] * (span - 1)]
            if len(cells) > MOST_COLUMNS:
                raise SheetError(
                    f"{self._name} has a table of more than {MOST_COLUMNS} columns. Keep those that matter."
                )
        return (cells, wide) if own else ([], False)

    def _cell(self, cell: Any) -> str:
        """The words of a cell, each paragraph with what Word shows before it."""
        lines = []
        for block in _paragraphs(cell):
            label, text = self._label(block), self._words(block)
            mark = label.words or ("-" if text.strip() and label.form == "bullet" else "") if label is not None else ""
            lines.append(f"{mark} {text}".strip())
        return tidy("\n".join(line for line in lines if line).replace("\t", " "))

    def _words(self, element: Any) -> str:
        """The words within an element as they are shown."""
        texts: list[str] = []
        self._seen += 1
        if self._seen > _MOST:
            raise self._too_long()
        for child in element.iterchildren():
            tag = child.tag
            if tag == f"{W}t":
                texts.append(child.text or "")
            elif tag in _TABS:
                texts.append("\t")
            elif tag in _BREAKS:
                texts.append("\n" if child.get(f"{W}type") in (None, "textWrapping") else " ")
            elif tag == f"{W}noBreakHyphen":
                texts.append("-")
            elif tag == f"{W}txbxContent":
                self._boxes += [text for paragraph in _paragraphs(child) if (text := tidy(self._words(paragraph)))]
            elif tag == f"{W}r" and is_on(child.find(f"{W}rPr/{W}vanish")):
                self._hidden += [text] if (text := tidy(self._words(child))) else []
            elif isinstance(tag, str) and tag not in _GONE:
                texts.append(self._words(child))
        return "".join(texts)

    def _chain(self, block: Any) -> Iterator[_Style]:
        """The style of a paragraph and those that it is based on."""
        style = block.find(f"{W}pPr/{W}pStyle")
        key = style.get(f"{W}val", "") if style is not None else self._default
        for _ in range(_STYLES):
            found = self._styles.get(key)
            if found is None:
                return
            yield found
            key = found.based_on

    def _label(self, block: Any) -> Label | None:
        """What stands before a paragraph by its list, be it its own or that of its style."""
        own = block.find(f"{W}pPr/{W}numPr")
        use, level, style = _of(own, "numId"), _of(own, "ilvl"), ""
        if not use:
            for found in self._chain(block):
                by_style = found.properties.find(f"{W}numPr") if found.properties is not None else None
                if use := _of(by_style, "numId"):
                    level, style = level or _of(by_style, "ilvl"), found.key
                    break
        if not use:
            return None
        figure = int(level) if level.isdecimal() and len(level) < 3 else self._numbers.level_of(use, style)
        return self._numbers.label(use, figure)

    def _heading(self, block: Any) -> int | None:
        outline = block.find(f"{W}pPr/{W}outlineLvl")
        for style in self._chain(block):
            if outline is None and style.properties is not None:
                outline = style.properties.find(f"{W}outlineLvl")
            if match := _HEADING.fullmatch(style.name):
                return int(match[1])
            if style.name == "title":
                return 0
        level = outline.get(f"{W}val", "") if outline is not None else ""
        return int(level) + 1 if level in tuple("01234567") else None

    def _is_bold(self, block: Any) -> bool:
        """Whether all words of a paragraph are bold, as headings are that nobody made one."""
        by_style = next((bold for style in self._chain(block) if (bold := _bold(style.letters)) is not None), False)
        runs = [run for run in block.iter(f"{W}r") if tidy(self._words(run))]
        return bool(runs) and all(by_style if (bold := _bold(run.find(f"{W}rPr"))) is None else bold for run in runs)

    def _remarks(self) -> Iterator[str]:
        if any(True for _ in self._body.iter(*_CHANGED)):
            yield "The document has tracked changes: it is read as if all of them were accepted."
        for what, texts in (("is hidden", self._hidden), ("stands in text boxes", self._boxes)):
            if some := list(dict.fromkeys(texts)):
                yield f"Not read, since it {what}: {'; '.join(f'“{text[:60]}”' for text in some[:10])}."


def _styles_of(root: Any) -> Iterator[tuple[str, _Style]]:
    for style in root.iterchildren(f"{W}style"):
        name, based = style.find(f"{W}name"), style.find(f"{W}basedOn")
        key = style.get(f"{W}styleId", "")
        yield (
            key,
            _Style(
                key,
                name.get(f"{W}val", "").casefold() if name is not None else "",
                based.get(f"{W}val", "") if based is not None else "",
                style.find(f"{W}pPr"),
                style.find(f"{W}rPr"),
            ),
        )


def _of(properties: Any, name: str) -> str:
    """The value of a property; empty where it is not there."""
    element = properties.find(f"{W}{name}") if properties is not None else None
    return element.get(f"{W}val", "") if element is not None else ""


def _bold(properties: Any) -> bool | None:
    """What properties of words say of bold; None where nothing."""
    element = properties.find(f"{W}b") if properties is not None else None
    return None if element is None else is_on(element)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in their order, those within content controls and insertions too."""
    yield from _inside(parent, (f"{W}p", f"{W}tbl"))


def _paragraphs(element: Any) -> Iterator[Any]:
    """All paragraphs within an element, those of tables in it too, but none of a text box."""
    for child in element.iterchildren():
        if child.tag == f"{W}p":
            yield child
        elif child.tag != f"{W}txbxContent":
            yield from _paragraphs(child)


def _inside(parent: Any, tags: Sequence[str]) -> Iterator[Any]:
    for child in parent.iterchildren():
        if child.tag in tags:
            yield child
        elif child.tag in _AROUND:
            yield from _inside(child, tags)


def _rows_of(table: Any) -> Iterator[Any]:
    return (row for row in _inside(table, (f"{W}tr",)) if row.find(f"{W}trPr/{W}del") is None)


def _cells_of(row: Any) -> Iterator[Any]:
    return _inside(row, (f"{W}tc",))


def _span(element: Any) -> int:
    """How many columns something takes."""
    text = element.get(f"{W}val", "1") if element is not None else "1"
    return min(int(text), MOST_COLUMNS + 1) if text.isdecimal() and len(text) < 9 else 1


def _even(text: str) -> str:
    """Words of a paragraph, its line breaks and tabs kept."""
    lines = ("\t".join(" ".join(part.split()) for part in line.split("\t")) for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip())
