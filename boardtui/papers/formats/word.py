"""A paper as a Word file: real headings, lists and tables with repeated heads; the same paper is the same bytes."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from boardtui.papers.document import (
    AnyBlock,
    Bullets,
    Document,
    Facts,
    Grid,
    Heading,
    Label,
    Listed,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Signature,
    Table,
    stays,
)
from boardtui.papers.errors import PaperError
from boardtui.papers.house import chosen, day_of, logo_words, moment, stilled

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.text.paragraph import Paragraph as Words

NAME = "paper.docx"
_TONES = {
    "plain": "Normal",
    "aside": "Aside",
    "warning": "Warning",
    "result": "Result",
    "under": "Under",
    "about": "About",
}


def as_word(document: Document, templates: Path | None = None) -> bytes:
    """The .docx file; a board's own paper.docx gives its styles, page and logo, and what stands in it is left out.

    Raises:
        PaperError: the board's own paper.docx cannot be used.
    """
    from boardtui.papers.formats.word_style import in_english, in_letters, margins

    file = _file(chosen(NAME, templates))
    in_english(file)
    margins(file, document, day_of(document))
    _core(file, document)
    in_letters(file, document.look.letters)
    _add_logo(file, document)
    for place, block in enumerate(document.blocks, 1):
        below_table = place > 1 and isinstance(document.blocks[place - 2], Facts | Table | Grid)
        if isinstance(block, Rule | PageBreak) and isinstance(next(iter(document.blocks[place:]), None), Heading):
            if below_table and isinstance(block, PageBreak):
                _hairline(file.paragraphs[-1])
            continue  # it belongs to that heading, so that no page ends with a line, and no full one is followed by an empty one
        if isinstance(block, PageBreak) and below_table:
            _break_below_table(file.paragraphs[-1])
            continue
        _add(file, block)
        before = document.blocks[place - 2] if place > 1 and isinstance(block, Heading) else None
        if isinstance(before, Rule):
            _line_above(file.paragraphs[-1], room=8)
        elif isinstance(before, PageBreak):
            file.paragraphs[-1].paragraph_format.page_break_before = True
        if stays(block, document.blocks[place : place + 3]):
            file.paragraphs[-1].paragraph_format.keep_with_next = True
    if document.blocks and isinstance(document.blocks[-1], Facts | Table | Grid):
        _hairline(file.paragraphs[-1])
    buffer = io.BytesIO()
    file.save(buffer)
    return stilled(buffer.getvalue())


def word_template() -> bytes:
    """A paper.docx to begin with: the styles and the page of the program's own papers, to be changed in Word."""
    file = _file(None)
    file.add_heading("Heading 1 looks like this", 1)
    file.add_paragraph(
        "Change the styles (Normal, Heading 1 to 3, Aside, Warning, Result, Motion Text, Numbered, Under, About, Cell), the "
        "page, the header and the footer. What stands on this page is left out of papers."
    )
    buffer = io.BytesIO()
    file.save(buffer)
    return stilled(buffer.getvalue())


def _file(own: Path | None) -> File:
    import docx
    from docx.opc.exceptions import OpcError

    if own is None:
        return docx.Document(io.BytesIO(_styled()))
    try:
        file = docx.Document(str(own))
        for part in list(file.element.body):
            if not part.tag.endswith("}sectPr"):
                file.element.body.remove(part)
        return file
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, OpcError) as error:
        raise PaperError(f"The template {own} is no Word file that can be used; save it again as .docx.") from error


@cache
def _styled() -> bytes:
    """An empty file with the styles of the program's own papers."""
    import docx

    from boardtui.papers.formats.word_style import styled

    file, buffer = docx.Document(), io.BytesIO()
    styled(file)
    file.save(buffer)
    return buffer.getvalue()


def _core(file: File, document: Document) -> None:
    """Title, author and language; every date is that of the meeting, and nobody's computer is named."""
    core, when = file.core_properties, moment(document).replace(tzinfo=None)
    core.title, core.author, core.language = document.title[:255], document.body[:255], "en-GB"
    core.subject = document.partnership[:255]
    core.created = core.modified = core.last_printed = when
    core.last_modified_by = core.comments = core.keywords = core.category = core.content_status = ""
    core.revision = 1


def _add(file: File, block: AnyBlock) -> None:  # noqa: C901 - one case for each block
    from docx.enum.text import WD_BREAK
    from docx.shared import Length

    from boardtui.papers.formats.word_style import fill, paragraph_in
    from boardtui.papers.formats.word_table import add_signature, add_table

    if isinstance(block, Label):
        block = Heading(3, block.line)
    match block:
        case Heading(level, line, number):
            fill(_numbered(paragraph_in(file, f"Heading {level}" if level else "Title"), number), line)
        case Paragraph() | Listed():
            _add_words(file, block)
        case Quote(parts):
            for part in parts:  # its lists stand as far in as its paragraphs
                _add_words(file, replace(part, under=True) if isinstance(part, Listed) else part, "Motion Text")
        case Bullets(lines):
            for line in lines:
                fill(paragraph_in(file, "List Bullet"), line)
        case Signature(heads):
            add_signature(file, heads)
        case Facts() | Table() | Grid():
            add_table(file, block)
            paragraph_in(file, "Normal").paragraph_format.space_after = Length(0)
        case Rule():
            _line_above(paragraph_in(file, "Normal"))
        # of a chart the table that follows says the same
        case PageBreak():
            paragraph_in(file, "Normal").add_run().add_break(WD_BREAK.PAGE)


def _add_logo(file: File, document: Document) -> None:
    """The logo above the title, at the right; Word is given it as PNG where it is a drawing."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Length

    from boardtui.papers.formats.word_style import paragraph_in

    logo = document.look.logo
    if logo is None:
        return
    words = paragraph_in(file, "Normal")
    words.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    words.paragraph_format.keep_with_next = True
    picture = words.add_run().add_picture(io.BytesIO(logo.png), height=Cm(1.8))
    if picture.width > Cm(7):
        picture.height, picture.width = Length(picture.height * Cm(7) // picture.width), Cm(7)
    named = picture._inline.docPr
    named.set("name", "Logo")
    named.set("descr", logo_words(document))


def _add_words(file: File, part: Paragraph | Listed, style: str = "") -> None:
    from boardtui.papers.formats.word_list import add_list
    from boardtui.papers.formats.word_style import fill, paragraph_in

    if isinstance(part, Listed):
        add_list(file, part, style or "List Paragraph")
    else:
        style = style or ("Numbered" if part.number else _TONES[part.tone])
        fill(_numbered(paragraph_in(file, style), part.number), part.line)


def _numbered(words: Words, number: str) -> Words:
    """The paragraph with its number in the margin before it."""
    from boardtui.papers.formats.word_style import hang

    if number:
        words.add_run(f"{number}\t")
        if words.style is None or words.style.name != "Numbered":
            hang(words.paragraph_format)
    return words


def _hairline(words: Words) -> None:
    """Make the paragraph that Word wants below a table so low that it never begins a page of its own."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    words.paragraph_format.space_before = Pt(0)
    words.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    words.paragraph_format.line_spacing = Pt(1)


def _break_below_table(words: Words) -> None:
    """Begin a page in the paragraph that Word wants below a table: one more could stand on a page that is empty but for it."""
    from docx.enum.text import WD_BREAK

    _hairline(words)
    words.add_run().add_break(WD_BREAK.PAGE)


def _line_above(words: Words, room: int = 1) -> None:
    """Draw a line above a paragraph, with so many points between."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "4"), ("space", str(room)), ("color", "8A8A8A")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    words._p.get_or_add_pPr().insert_element_before(borders, "w:tabs", "w:spacing", "w:ind")
