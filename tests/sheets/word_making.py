"""Makes Word documents as people leave them: lists that number themselves, tables, changes that were tracked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from boardtui.exchange.sheets.agenda_sections import Sections
from boardtui.exchange.sheets.columns import Heads
from boardtui.exchange.sheets.outline import read_outline
from boardtui.exchange.sheets.reading import read_bytes, read_document
from boardtui.exchange.sheets.table import Table
from boardtui.exchange.sheets.taking import COLUMNS
from boardtui.exchange.sheets.word_lines import word_lines

LEGAL = (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)"))
LETTERS = (("lowerLetter", "%1)"),)
HEADS = Heads(COLUMNS["agenda"], lists=False)
PEOPLE = frozenset({"jane smith", "executive lead"})
BULLETS = (("bullet", "•"), ("bullet", "–"))


class Para(NamedTuple):
    """A paragraph: its words, the list and level that number it, its style, and whether it is bold."""

    text: str
    use: int = 0
    level: int = 0
    style: str = ""
    bold: bool = False


def word(
    path: Path, *blocks: Para | str | Sequence[Sequence[Any]], lists: Sequence[Sequence[tuple[str, str]]] = ()
) -> Path:
    """A document of paragraphs and tables; ``lists`` are described by form and words of each level, used from 1."""
    file = document(lists)
    for block in blocks:
        if isinstance(block, str):
            file.add_paragraph(block)
        elif isinstance(block, Para):
            put(file, block)
        else:
            table(file, block)
    file.save(str(path))
    return path


def document(lists: Sequence[Sequence[tuple[str, str]]] = ()) -> Document:
    """An empty document that has these lists."""
    file = docx.Document()
    numbering = file.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    for place, levels in enumerate(lists, 1):
        numbering.append(parse_xml(_described(place, levels)))
    for place in range(1, len(lists) + 1):
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{place}"><w:abstractNumId w:val="{place}"/></w:num>')
        )
    return file


def _described(place: int, levels: Sequence[tuple[str, str]]) -> str:
    inner = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{words}"/></w:lvl>'
        for level, (form, words) in enumerate(levels)
    )
    return f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{place}">{inner}</w:abstractNum>'


def with_body(path: Path, body: str) -> Path:
    """An empty document with this in the place of its body."""
    packed = io.BytesIO()
    document().save(packed)
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part).decode("utf-8") if part == "word/document.xml" else old.read(part)
            if isinstance(data, str):
                data = f"{data[: data.index('<w:body>')]}<w:body>{body}</w:body></w:document>"
            new.writestr(part, data)
    return path


def put(file: Any, para: Para) -> Any:
    """A paragraph at the end of a document or cell."""
    made = file.add_paragraph(style=para.style or None)
    made.add_run(para.text).bold = para.bold or None
    if para.use:
        number(made, para.use, para.level)
    return made


def number(made: Any, use: int, level: int = 0) -> None:
    """Let a list number a paragraph."""
    made._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{use}"/></w:numPr>')
    )


def table(file: Any, rows: Sequence[Sequence[Any]]) -> Any:
    """A table; a cell may be a Para, and a row of one cell is merged across all columns."""
    width = max(map(len, rows))
    made = file.add_table(0, width)
    for texts in rows:
        cells = made.add_row().cells
        if len(texts) == 1 and width > 1:
            cells = [cells[0].merge(cells[-1])]
        for cell, text in zip(cells, texts, strict=False):
            if isinstance(text, Para):
                cell._tc.remove(cell.paragraphs[0]._p)
                put(cell, text)
            else:
                cell.text = text
    return made


def run(inside: str) -> Any:
    """A run that holds these elements."""
    return parse_xml(f"<w:r {nsdecls('w')}>{inside}</w:r>")


def text_box(text: str) -> Any:
    """A run that holds a text box."""
    return run(f"<w:pict><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></w:pict>")


def with_notes(path: Path, **notes: Mapping[int, str]) -> None:
    """Put footnotes, endnotes or comments into a document, by their kind and number."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    of_word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {f"{kind}s": "".join(_note(kind, at, text) for at, text in held.items()) for kind, held in notes.items()}
    links = "".join(f'<Relationship Id="r{name}" Type="{office}/{name}" Target="{name}.xml"/>' for name in parts)
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{of_word}.{name}+xml"/>' for name in parts)
    more = {"word/_rels/document.xml.rels": ("</Relationships>", links), "[Content_Types].xml": ("</Types>", types)}
    held = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            end, added = more.get(part, ("", ""))
            data = old.read(part)
            new.writestr(part, data.replace(end.encode(), f"{added}{end}".encode()) if end else data)
        for name, inside in parts.items():
            new.writestr(f"word/{name}.xml", f"<w:{name} {nsdecls('w')}>{inside}</w:{name}>")


def _note(kind: str, at: int, text: str) -> str:
    return f'<w:{kind} w:id="{at}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'


def outline(path: Path) -> Table:
    """The agenda of a document as a table."""
    return read_outline(
        path.name, word_lines(read_document(path.name, read_bytes(path), HEADS.known), HEADS), HEADS, PEOPLE, {}
    )


def items(path: Path) -> list[dict[str, str]]:
    """Its items by field."""
    return [record.cells for record in Sections(outline(path)).records]
