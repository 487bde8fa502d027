"""How a paper looks in Word where the board has no paper.docx of its own: page, styles, language, header and footer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from boardtui.papers.document import Document, Line

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.parts.story import StoryPart
    from docx.section import _Footer, _Header
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.parfmt import ParagraphFormat

INK = RGBColor(0x1A, 0x1A, 0x1A)
ACCENT = RGBColor(0x00, 0x3A, 0x70)
SOFT = RGBColor(0x4A, 0x4A, 0x4A)
RED = RGBColor(0x8B, 0x00, 0x00)
TINT = "EEF2F6"
FONT = "Arial"
WORD_2013 = 15
MARGIN = Cm(1.3)  # in which the numbers of paragraphs stand
_OWN = (
    ("Aside", SOFT), ("Warning", RED), ("Result", INK), ("Motion Text", INK), ("Cell", INK),
    ("Numbered", INK), ("Under", INK), ("About", SOFT),
)  # fmt: skip


_IDS: WeakKeyDictionary[StoryPart, dict[tuple[WD_STYLE_TYPE, str], str | None]] = WeakKeyDictionary()


def style_ids(part: StoryPart) -> dict[tuple[WD_STYLE_TYPE, str], str | None]:
    """The ids of a file's styles by kind and name; None for the one that stands where no other does.

    Read once, when the first words are written: the library reads all of them for every paragraph.
    """
    if part not in _IDS:
        styles = part._document_part.styles
        plain = [styles.default(kind) for kind in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.TABLE)]
        default = {style.style_id for style in plain if style is not None}
        _IDS[part] = {
            (style.type, str(style.name)): None if style.style_id in default else style.style_id
            for style in reversed(list(styles))
        }
    return _IDS[part]


def paragraph_in(file: File, style: str, cell: _Cell | None = None) -> Paragraph:
    """A new paragraph at the end, or that of a ``cell``, in that style; a board's own file that lacks it gives its plain one."""
    paragraph = (cell or file).add_paragraph()
    key = (WD_STYLE_TYPE.PARAGRAPH, style)
    if key in style_ids(file.part):
        paragraph._p.style = style_ids(file.part)[key]
    return paragraph


def styled(file: File) -> None:
    """Give a new file the styles that the paper uses: Word's own headings and lists, and a few more by name."""
    _for_word_2013(file)
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    normal = file.styles["Normal"]
    _set(normal, 10.5, INK)
    normal.paragraph_format.space_after = Pt(6)
    for level, size in ((1, 18), (2, 12), (3, 11)):
        heading = file.styles[f"Heading {level}"]
        _set(heading, size, ACCENT, bold=True)
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(12), Pt(4)
        heading.paragraph_format.keep_with_next = True
    for name, color in _OWN:
        added = ParagraphStyle(file.styles.element.add_style_of_type(name, WD_STYLE_TYPE.PARAGRAPH, False))
        added.base_style = normal
        added.font.color.rgb = color
    file.styles["Aside"].font.italic = True
    file.styles["Cell"].paragraph_format.space_after = Pt(0)
    file.styles["Cell"].font.size = Pt(9.5)
    hang(file.styles["Numbered"].paragraph_format)
    file.styles["Under"].paragraph_format.left_indent = MARGIN
    about = file.styles["About"].paragraph_format
    about.left_indent, about.keep_with_next = MARGIN, True
    file.styles["About"].font.size = Pt(9.5)
    quote = file.styles["Motion Text"].paragraph_format
    quote.left_indent, quote.right_indent = MARGIN, Cm(0.6)
    result = file.styles["Result"].paragraph_format
    result.left_indent = result.right_indent = Cm(0.3)
    _bordered(file.styles["Motion Text"], "left")
    _bordered(file.styles["Result"], "top", "bottom", "left", "right")


def made_for(file: File) -> int:
    """For which Word the file is laid out: 15 for Word 2013 and later, 12 where it does not say."""
    for setting in file.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            return int(setting.get(qn("w:val")) or 12)
    return 12


def _for_word_2013(file: File) -> None:
    """Lay a new file out as Word of today does, so that it does not open in compatibility mode."""
    for setting in file.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), str(WORD_2013))


def in_letters(file: File, family: str) -> None:
    """Set all styles in another family of letters, where one is named."""
    for style in file.styles if family else ():
        fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None and style.type == WD_STYLE_TYPE.PARAGRAPH:
            for script in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{script}"), family)


def hang(form: ParagraphFormat) -> None:
    """Set a paragraph beside the number that stands before it in the margin."""
    form.left_indent, form.first_line_indent = MARGIN, Length(-MARGIN)
    form.tab_stops.add_tab_stop(MARGIN)


def in_english(file: File) -> None:
    """Mark the whole file as British English, so that it is read aloud and spell-checked so."""
    defaults = file.styles.element.find(qn("w:docDefaults"))
    if defaults is None:
        return
    for run in defaults.iter(qn("w:rPr")):
        lang = run.find(qn("w:lang"))
        if lang is None:
            lang = OxmlElement("w:lang")
            run.append(lang)
        lang.set(qn("w:val"), "en-GB")


def margins(file: File, document: Document, day: str) -> None:
    """The header with whose paper it is and DRAFT or APPROVED, the footer with page x of y.

    A template's own header and footer stay; what the paper is marked with stands below such a header.
    """
    section, width = file.sections[0], Length(between_margins(file))
    own_header, own_footer = _is_filled(section.header), _is_filled(section.footer)
    top = section.header.add_paragraph() if own_header else _emptied(section.header.paragraphs[0], width)
    if not own_header:
        _small(top, document.partnership or document.body)
    mark = top.add_run(document.marks if own_header else f"\t{document.marks}")
    mark.bold, mark.font.size = True, Pt(9)
    mark.font.color.rgb = RED if document.confidential else ACCENT
    if not own_footer:
        bottom = _emptied(section.footer.paragraphs[0], width)
        _small(bottom, f"{document.body}, {day}\tPage ")
        _field(bottom, "PAGE")
        _small(bottom, " of ")
        _field(bottom, "NUMPAGES")


def _is_filled(part: _Header | _Footer) -> bool:
    """Whether a template brings words, fields, a table or a picture there."""
    return bool(part._element.xpath(".//w:t[normalize-space()] | .//w:drawing | .//w:pict | .//w:tbl | .//w:instrText"))


def _emptied(paragraph: Paragraph, width: Length) -> Paragraph:
    paragraph.text = ""
    if paragraph.style is not None:
        paragraph.style.paragraph_format.tab_stops.clear_all()
        paragraph.style.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    return paragraph


def between_margins(file: File) -> int:
    """How wide the words may run, in Word's own units (914,400 to the inch); A4 where a template does not say."""
    section = file.sections[0]
    page = section.page_width or Cm(21)
    return page - (section.left_margin or Cm(2.2)) - (section.right_margin or Cm(2.2))


def _small(paragraph: Paragraph, words: str) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.font.color.rgb = Pt(9), SOFT


def _field(paragraph: Paragraph, name: str) -> None:
    """A field that Word works out on every page."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run()
        run.font.size, run.font.color.rgb = Pt(9), SOFT
        if kind in ("", "text"):
            part = OxmlElement("w:instrText" if not kind else "w:t")
            part.text = text
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _set(style: ParagraphStyle, size: float, color: RGBColor, *, bold: bool = False) -> None:
    """Font, size and colour; the theme's fonts are taken away, which would otherwise win."""
    style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FONT, Pt(size), bold, color
    fonts = style.element.rPr.find(qn("w:rFonts"))
    for name in list(fonts.attrib):
        if name.lower().endswith("theme"):
            del fonts.attrib[name]
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _bordered(style: ParagraphStyle, *sides: str) -> None:
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            line = OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", "8"), ("space", "6"), ("color", str(ACCENT))):
                line.set(qn(f"w:{name}"), value)
            borders.append(line)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl"
    )


def fill(words: Paragraph, line: Line) -> None:
    """Write a line into a paragraph, in its weights."""
    for run in line:
        added = words.add_run(run.text)
        if run.strong:
            added.bold = True
