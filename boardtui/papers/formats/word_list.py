"""Lists in a Word file that Word itself numbers, as they were typed: 1., a), (i), one within another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from msgspec.structs import replace

from boardtui.papers.document import Listed
from boardtui.papers.formats.word_style import MARGIN, fill, paragraph_in, style_ids
from boardtui.papers.prose import flat

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import _Cell

_STEP, _STEP_IN_CELL = 400, 260  # twentieths of a point by which a list stands further in than the one around it
_FORMATS = {"-": "bullet", "1": "decimal", "a": "lowerLetter", "i": "lowerRoman"}


def add_list(
    file: File, listed: Listed, style: str = "List Paragraph", depth: int = 0, cell: _Cell | None = None
) -> None:
    """The list at the end of the file, or of a ``cell``; where a board's own file knows no lists, its marks stand as words."""
    style = style if (WD_STYLE_TYPE.PARAGRAPH, style) in style_ids(file.part) else "Normal"
    step = _STEP if cell is None else _STEP_IN_CELL
    left = step * (depth + 1) + (MARGIN.twips if listed.under else 0)
    try:
        number = _numbering(file, listed, depth, left, step)
    except (NotImplementedError, KeyError):
        for inner, mark, line in flat(listed, depth):
            paragraph = paragraph_in(file, style, cell)
            paragraph.add_run(f"{'    ' * inner}{mark} ")
            fill(paragraph, line)
        return
    for entry in listed.entries:
        paragraph = paragraph_in(file, style, cell)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = min(depth, 8)
        properties.get_or_add_numId().val = number
        fill(paragraph, entry.line)
        for below in entry.below:
            add_list(file, replace(below, under=listed.under), style, depth + 1, cell)


def _numbering(file: File, listed: Listed, depth: int, left: int, step: int) -> int:
    """A numbering of its own for one list, so that it begins where it was typed to begin; its words stand so far in."""
    part = file.part.numbering_part.element
    kinds = part.findall(qn("w:abstractNum"))
    key = 1 + max((int(kind.get(qn("w:abstractNumId"))) for kind in kinds), default=0)
    kind = _element("w:abstractNum", abstractNumId=key)
    level = _element("w:lvl", ilvl=min(depth, 8))
    letter = next(letter for letter in "-1ai" if letter in listed.mark)
    for name, value in (
        ("start", listed.start),
        ("numFmt", _FORMATS[letter]),
        ("lvlText", "•" if letter == "-" else listed.mark.replace(letter, f"%{min(depth, 8) + 1}", 1)),
        ("lvlJc", "left"),
    ):
        level.append(_element(f"w:{name}", val=value))
    indented = _element("w:pPr")
    indented.append(_element("w:ind", left=left, hanging=step))
    level.append(indented)
    kind.append(level)
    if kinds:
        kinds[-1].addnext(kind)
    else:
        part.insert(0, kind)
    return int(part.add_num(key).numId)


def _element(tag: str, **values: object) -> BaseOxmlElement:
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), str(value))
    return made
