"""One model of the minutes, four formats that say the same, each the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import itertools
import re
import time
import warnings
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from pypdf import PdfReader
from pypdf.generic import ContentStream

from boardtui.papers.columns import column_widths, points_across
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
    Run,
    Signature,
    Table,
    weights,
    words_of,
)
from boardtui.papers.errors import LettersLacking, PaperError
from boardtui.papers.formats.rendering import FORMATS, Format, rendered
from boardtui.papers.formats.template_files import write_templates
from boardtui.papers.layout import minutes_document
from boardtui.papers.prose import flat, prose, quote
from tests import first
from tests.papers.build_minutes import small_meeting
from tests.papers.read_back import Page, squeezed, words_of_docx, words_of_html, words_of_pdf
from tests.papers.test_markdown import HOSTILE

READERS = {"docx": words_of_docx, "pdf": words_of_pdf, "html": words_of_html}


SYLLABICS = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


@cache
def paper(status: str = "DRAFT", **options: object) -> Document:
    return minutes_document(small_meeting().minutes(names="all", status=status, **options))


@cache
def draft(form: Format) -> bytes:
    """The draft minutes in that format, made once."""
    return rendered(paper(), form)


def words(block: AnyBlock) -> list[str]:
    """Every piece of text in a part of a paper."""
    match block:
        case Bullets(lines):
            return [words_of(line) for line in lines]
        case Facts(_, rows):
            return [cell for row in rows for cell in row]
        case Table(_, heads, rows, _):
            return [*heads, *(cell for row in rows for cell in row)]
        case Grid(_, heads, rows):
            return [*heads, *(words_of(line) for row in rows for cell in row for line in cell)]
        case Signature(texts):
            return list(texts)
        case Quote(parts):
            return [piece for part in parts for piece in words(part)]
        case Listed():
            return [row for _, _, line in flat(block) for row in words_of(line).split("\n")]
        case Paragraph(line, _, number) | Heading(_, line, number):
            return [number, *words_of(line).split("\n")]
    return [words_of(getattr(block, "line", ()))]


@pytest.mark.parametrize("part", ["public", "confidential"])
@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_every_format_says_every_fact_of_the_model(form: Format, part: str) -> None:
    document = paper(part=part)
    there = squeezed(READERS[form](rendered(document, form)))
    said = [text for block in document.blocks for text in words(block)]
    assert len(said) > 60 if part == "public" else len(said) > 20
    assert [text for text in said if squeezed(text) not in there] == []


@pytest.mark.parametrize("form", ["docx", "html"])
def test_the_order_is_that_of_the_model(form: Format) -> None:
    document = paper()
    heads = [words_of(block.line) for block in document.blocks if getattr(block, "level", 0)]
    there = squeezed(READERS[form](rendered(document, form)))
    at = 0
    for head in heads:
        at = there.find(squeezed(head), at)
        assert at >= 0, head


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_paper_gives_the_same_bytes(form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    first = rendered(paper(), form)
    monkeypatch.setattr(time, "time", lambda: 1_900_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((2030, 1, 1, 0, 0, 0, 1, 1, 0)))
    again = rendered(paper(), form)
    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(again).hexdigest()


def test_word_has_real_headings_lists_and_repeated_heads() -> None:
    document = paper()
    file = docx.Document(io.BytesIO(rendered(document, "docx")))
    levels = [
        (p.style.name, p.text) for p in file.paragraphs if p.style is not None and p.style.name.startswith("Heading")
    ]
    assert levels[:3] == [
        ("Heading 1", "Partnership Board"),
        ("Heading 2", "Attendance"),
        ("Heading 2", "Interests declared"),
    ]
    assert any(p.style is not None and p.style.name == "List Bullet" for p in file.paragraphs)
    with_heads = [table for table in file.tables if table.rows[0]._tr.findall(f".//{qn('w:tblHeader')}")]
    wanted = [block for block in document.blocks if isinstance(block, Table)]
    assert len(with_heads) == len(wanted) > 5


def test_word_is_british_english_with_page_x_of_y_and_the_mark() -> None:
    for status, mark in (("DRAFT", "DRAFT"), ("", "APPROVED")):
        file = docx.Document(io.BytesIO(rendered(paper(status), "docx")))
        lang = {one.get(qn("w:val")) for one in file.styles.element.iter(qn("w:lang"))}
        assert lang == {"en-GB"} and file.core_properties.language == "en-GB"
        section = file.sections[0]
        assert section.header.paragraphs[0].text == f"Small Health and Care Partnership\t{mark}"
        fields = [one.text for one in section.footer._element.iter(qn("w:instrText"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)


def test_word_carries_no_date_but_that_of_the_meeting_and_nobodys_name() -> None:
    data = draft("docx")
    core = docx.Document(io.BytesIO(data)).core_properties
    assert str(core.created) == str(core.modified) == "2026-11-26 10:00:00+00:00"
    assert (core.author, core.last_modified_by, core.comments) == ("Partnership Board", "", "")
    assert {part.date_time for part in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_pdf_is_tagged_ua_1_with_language_title_and_fonts_inside() -> None:
    reader = PdfReader(io.BytesIO(draft("pdf")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "DRAFT minutes: Partnership Board, Thursday 26 November 2026"
    assert str(reader.metadata.creation_date)[:10] == "2026-11-26"
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            (below,) = font.get_object()["/DescendantFonts"]
            assert {"/FontFile3", "/FontFile2"} & below.get_object()["/FontDescriptor"].keys()


def test_pdf_is_set_in_the_letters_that_are_shipped_and_no_others() -> None:
    fonts = PdfReader(io.BytesIO(draft("pdf"))).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert {str(font.get_object()["/BaseFont"]).split("+")[-1].split("-")[0] for font in fonts.values()} == {
        "LiberationSans"
    }


def tags(element: Any) -> Iterator[Any]:
    """Every element of the structure tree below one, itself included, in reading order."""
    held = element.get_object()
    if isinstance(held, dict) and "/S" in held:
        yield held
    below = held.get("/K") if isinstance(held, dict) else None
    below = below.get_object() if below is not None else []
    for one in below if isinstance(below, list) else [below]:
        if isinstance(one.get_object(), dict):
            yield from tags(one)


def below(element: Any, *kinds: str) -> list[Any]:
    return [one for one in tags(element) if one["/S"] in kinds]


@pytest.mark.parametrize("layout", ["numbered", "table"])
@pytest.mark.parametrize("part", ["public", "confidential"])
def test_pdf_has_the_structure_that_is_read_aloud(layout: str, part: str) -> None:
    """ISO 14289-1: headings in order (7.4.2), table heads with their scope (7.5), lists (7.6), everything tagged."""
    document = minutes_document(small_meeting().minutes(names="all", part=part), layout)  # type: ignore[arg-type]
    reader = PdfReader(io.BytesIO(rendered(document, "pdf")))
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    found = list(tags(root))
    levels = [int(one["/S"][2:]) for one in found if re.fullmatch("/H[1-6]", one["/S"])]
    wanted = [getattr(block, "level", 3) for block in document.blocks if isinstance(block, Heading | Label)]
    assert levels == wanted and levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    tables = below(root, "/Table")
    assert len(tables) == sum(isinstance(block, Table | Grid) for block in document.blocks)
    for table in tables:
        heads = below(table, "/TH")
        assert heads and all(scope(head) == "/Column" for head in heads)
        counts = {len(below(row, "/TH", "/TD")) for row in below(table, "/TR")}
        assert counts == {len(heads)}
    lists = sum(
        isinstance(block, Facts) or (isinstance(block, Bullets) and bool(block.lines)) for block in document.blocks
    )
    assert len(below(root, "/L")) == lists
    assert all(below(one, "/LBody") for one in below(root, "/LI"))
    assert "/ParentTree" in root
    for page in reader.pages:
        assert "/StructParents" in page and page["/Tabs"] == "/S"
        drawn = page.get_contents().get_data()  # type: ignore[union-attr]
        shown = len(re.findall(rb"\b(?:Tj|TJ)\b", drawn))
        assert shown and not untagged(drawn), "words that are neither tagged nor marked as of the page alone"


def scope(head: Any) -> str | None:
    """Of what a table head is the head, as its attributes say."""
    held = head.get("/A").get_object() if "/A" in head else []
    every = held if isinstance(held, list) else [held]
    return next((str(one.get_object()["/Scope"]) for one in every if "/Scope" in one.get_object()), None)


def untagged(drawn: bytes) -> list[str]:
    """The operators that show words while no marked content is open."""
    reader = ContentStream(None, None)
    reader.set_data(drawn)
    depth, found = 0, []
    for _, operator in reader.operations:
        depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
        if operator in (b"Tj", b"TJ") and not depth:
            found.append(operator.decode())
    return found


def test_pdf_has_no_pictures_so_that_none_lacks_a_text() -> None:
    reader = PdfReader(io.BytesIO(draft("pdf")))
    assert not below(reader.trailer["/Root"]["/StructTreeRoot"], "/Figure", "/Formula")
    assert not any(page.images for page in reader.pages)


def test_pdf_numbers_its_pages_and_bears_the_mark_on_each() -> None:
    reader = PdfReader(io.BytesIO(draft("pdf")))
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        assert f"Page {number} of {count}" in page.extract_text() and "DRAFT" in page.extract_text()


def test_the_page_has_language_landmarks_scopes_and_no_script() -> None:
    data = draft("html")
    page = Page(data)
    assert page.all("html") == [{"lang": "en-GB"}]
    assert [len(page.all(tag)) for tag in ("header", "main", "footer", "h1", "title")] == [1, 1, 1, 1, 1]
    assert {attrs.get("scope") for attrs in page.all("th")} == {"col", "row"}
    assert len(page.all("caption")) == len(page.all("table")) > 5
    assert not page.all("script") and not page.all("link") and not page.all("img")
    assert not re.search(rb"https?:|\son\w+=|url\(", data)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_colours_of_the_page_can_be_read() -> None:
    """WCAG 2.2, 1.4.3: text needs a contrast of at least 4.5 to 1."""
    style = re.search(rb"<style>(.*?)</style>", draft("html"), re.DOTALL)
    assert style is not None
    named = dict(re.findall(r"--(\w+): (#\w{6})", style[1].decode()))

    def light(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for ink in (named["ink"], named["soft"], named["accent"], "#8b0000"):
        for ground in ("#ffffff", named["tint"]):
            assert (light(ground) + 0.05) / (light(ink) + 0.05) >= 4.5


def _shape(data: bytes) -> list[tuple[str, dict[str, str | None]]]:
    return [(tag, attrs) for tag, attrs in Page(data).tags if tag not in ("meta", "div", "br")]


ALL_AT_ONCE = " ".join(HOSTILE)


@pytest.mark.parametrize(
    "hostile", first(1, [ALL_AT_ONCE, "#panic(1)", "#[x](y)", "{{ 7 * 7 }}", "{% raw %}", '"] #eval("1")', "漢字"])
)
def test_hostile_words_leave_every_format_as_it_is(hostile: str) -> None:
    last = "x\nx" if "\n" in hostile else "x. X" if hostile == ALL_AT_ONCE else "x"
    tame = minutes_document(small_meeting(lambda text: f"{text} {last}").minutes())
    wild = minutes_document(small_meeting(lambda text: f"{text} {hostile}").minutes())
    assert _shape(rendered(wild, "html")) == _shape(rendered(tame, "html"))
    ours, theirs = (
        [p.style.name for p in docx.Document(io.BytesIO(rendered(each, "docx"))).paragraphs if p.style is not None]
        for each in (tame, wild)
    )
    assert theirs[:4] == ours[:4] and (len(ours) == len(theirs) or "\n" in hostile)
    assert "minutes" in PdfReader(io.BytesIO(rendered(wild, "pdf"))).pages[0].extract_text()


def test_what_is_shown_is_what_was_written() -> None:
    text = 'Smith <b>&amp; "Co" #panic(1) *x* _y_ $z$ `w` {{ 7 * 7 }} \\ //'
    document = minutes_document(small_meeting(lambda name: f"{name} {text}").minutes())
    for form, read in READERS.items():
        assert squeezed(f"Town Hall, Room 2 {text}") in squeezed(read(rendered(document, form)))  # type: ignore[arg-type]


def test_a_letter_that_no_font_has_stands_by_its_number_in_the_pdf() -> None:
    document = minutes_document(small_meeting(lambda text: f"{text} 漢\x1b").minutes())
    with pytest.warns(LettersLacking, match=r"shows ␛ \(U\+241B\), 漢 \(U\+6F22\) by number"):
        assert "⟨U+6F22⟩⟨U+241B⟩" in words_of_pdf(rendered(document, "pdf"))
    assert "漢␛" in words_of_docx(rendered(document, "docx"))


@pytest.mark.skipif(not SYLLABICS.is_file(), reason=f"needs the font {SYLLABICS}")
def test_a_font_of_the_board_shows_what_the_shipped_ones_lack(tmp_path: Path) -> None:
    document = minutes_document(small_meeting(lambda text: f"{text} ᐁ").minutes())
    with pytest.warns(LettersLacking):
        assert "⟨U+1401⟩" in words_of_pdf(rendered(document, "pdf"))
    (tmp_path / SYLLABICS.name).write_bytes(SYLLABICS.read_bytes())
    with warnings.catch_warnings():
        warnings.simplefilter("error", LettersLacking)
        text = words_of_pdf(rendered(document, "pdf", tmp_path))
    assert "ᐁ" in text and "U+1401" not in text


@pytest.mark.usefixtures("here")
def test_the_templates_that_are_written_make_the_same_papers_until_they_are_changed(tmp_path: Path) -> None:
    paths = write_templates(tmp_path / "mine")
    assert [path.name for path in paths] == ["paper.docx", "paper.html", "paper.typ"]
    for form in ("html", "pdf"):
        assert rendered(paper(), form, tmp_path / "mine") == draft(form)  # type: ignore[arg-type]
    assert words_of_docx(rendered(paper(), "docx", tmp_path / "mine")) == words_of_docx(draft("docx"))
    with pytest.raises(PaperError, match="is there already and was left as it is"):
        write_templates(tmp_path / "mine")


@pytest.mark.usefixtures("here")
def test_a_word_template_keeps_its_own_header_and_footer(tmp_path: Path) -> None:
    (path, *_) = write_templates(tmp_path)
    file = docx.Document(str(path))
    file.sections[0].header.paragraphs[0].text = "Our logo and address"
    file.sections[0].footer.paragraphs[0].text = "Charity 1234"
    file.save(str(path))
    section = docx.Document(io.BytesIO(rendered(paper(), "docx", tmp_path))).sections[0]
    assert [one.text for one in section.header.paragraphs] == ["Our logo and address", "DRAFT"]
    assert [one.text for one in section.footer.paragraphs] == ["Charity 1234"]


@pytest.mark.usefixtures("here")
def test_a_board_replaces_the_page_by_a_template_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "paper.html").write_text("<title>{{ paper.title }}</title>{{ paper.body }} <b>", encoding="utf-8")
    assert rendered(paper(), "html", tmp_path).endswith(b"</title>Partnership Board <b>")
    (tmp_path / "paper.typ").write_text(
        '#set document(title: "x")\n= Own\n#json(bytes(sys.inputs.paper)).title', encoding="utf-8"
    )
    assert words_of_pdf(rendered(paper(), "pdf", tmp_path)).startswith("Own\nDRAFT minutes")
    own = docx.Document()
    own.styles["Heading 2"].font.name = "Gill Sans"
    own.styles["Heading 1"].delete()  # its plain style stands in for what it lacks
    own.add_paragraph("what stood in it")
    own.save(str(tmp_path / "paper.docx"))
    made = rendered(paper(), "docx", tmp_path)
    assert docx.Document(io.BytesIO(made)).styles["Heading 2"].font.name == "Gill Sans"
    assert "what stood in it" not in words_of_docx(made) and "Signed as a correct record" in words_of_docx(made)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    first(
        6,
        [
            ("paper.html", "{% if %}", "line 1"),
            ("paper.html", "{{ ''.__class__.__mro__ }}", "unsafe"),
            ("paper.html", "{% include '/etc/passwd' %}", "no loader"),
            ("paper.typ", '#read("../secret.txt")', "would escape the project root"),
            ("paper.typ", '#import "@" + "preview/cetz:0.2.0"', "it asks for a package, and nothing is fetched"),
            ("paper.docx", "no zip", "is no Word file"),
            ("paper.html", "{{ nothing.here }}", "nothing"),
            ("paper.html", "{{ paper.clear() }}", "unsafe"),
            ("paper.typ", "#nothing", "unknown variable: nothing"),
            ("paper.typ", '#read("/secret.txt")', "file not found"),
        ],
    ),
)
def test_a_template_that_cannot_be_used_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, said: str
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / name).write_text(text, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    form: Format = {"paper.html": "html", "paper.typ": "pdf", "paper.docx": "docx"}[name]  # type: ignore[assignment]
    with pytest.raises(PaperError, match=re.escape(name)) as caught:
        rendered(paper(), form, tmp_path / "own")
    assert str(caught.value).count("\n") == 0
    assert said in str(caught.value)


def test_a_folder_of_templates_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="does not exist"):
        rendered(paper(), "html", tmp_path / "none")


def test_a_short_table_stands_on_one_page() -> None:
    """However much stands before it, no page holds a single row of it: in the PDF, and by keep-with-next in Word."""
    small = Table("t", ("Outcome", "Motions"), tuple((f"outcome {number}", "0") for number in range(4)))
    for length in range(30, 50, 3):
        lines = (Paragraph((Run(f"Line {number}"),)) for number in range(length))
        document = ends_with(Heading(1, (Run("T"),)), *lines, small)
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(rendered(document, "pdf"))).pages]
        assert [sum(f"outcome {number}" in page for number in range(4)) for page in pages if "outcome" in page] == [4]
    (table,) = docx.Document(io.BytesIO(rendered(document, "docx"))).tables
    assert [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows] == [True] * 4 + [None]


def test_columns_are_as_wide_as_their_words_ask_for() -> None:
    block = Table("t", ("No.", "Action"), (("1", "A long sentence about what has to be done by whom"),))
    narrow, wide = weights(block)
    assert narrow < wide and narrow >= len("No.")


def test_a_column_of_figures_stays_narrow_where_the_page_has_room() -> None:
    rows = (("09:56", "The Chair took the chair", ""), ("10:00", "The meeting opened", "3"))
    widths = weights(Table("t", ("Time", "What happened", "Item"), rows))
    assert widths[1] > 4 * max(widths[0], widths[2]) and 870 <= sum(widths) <= 880, widths


def test_a_head_that_is_the_widest_of_its_column_has_room_to_be_bold() -> None:
    why = "A sentence that fills whatever room there is left for it, and then goes on over one more line of the table"
    heads, cells = (Table("t", (head, "Why"), ((cell, why),)) for head, cell in (("Outcome", "-"), ("-", "Outcome")))
    assert weights(heads)[0] > weights(cells)[0]


def test_a_long_motion_has_the_room_that_short_cells_beside_it_do_not_need() -> None:
    title = "Priorities for capital investment in diagnostics, backlog maintenance and electronic patient records, 2027 to 2030"
    rule, result = (
        "Capital priorities and transformation funding (clause 8.4)",
        "Carried. 9 for; 9 needed (at least 3/4).",
    )
    row = ("PB/27/01/D2 (motion 5.1)", title, "That the priorities be adopted as they are set out. " * 30, rule, result)
    _, item, proposal, rules, results = weights(Table("t", ("Motion", "Item", "Wording", "Rule", "Result"), (row,)))
    assert proposal > 2 * max(item, rules, results), "a strip of two words a line beside empty cells"
    assert item >= 22 + len("maintenance") * 8 and rules >= 22 + len("transformation") * 8, (
        "and no word of theirs is broken"
    )


def test_no_head_goes_on_three_lines_while_another_column_has_room_to_spare() -> None:
    """The gifts of a register: heads are longer than what stands below them, and the days have more room than they need."""
    heads = ("Who", "What", "Offered by", "Value", "On", "What was done", "Declared")
    row = (
        "Representative, NHS Basildon & Brentwood CCG",
        "Dinner",
        "A supplier",
        "£40",
        "20 November 2026",
        "declined",
    )
    widths = column_widths(tuple(zip(heads, (*row, "3 December 2026"), strict=True)))
    assert widths[5] >= (points_across("was done", 18) - 1) * 12 // 11 + 22, "in bold, with the margins of a cell"


def test_days_times_and_names_of_papers_stay_whole_in_tables_of_every_format() -> None:
    row = ("Paper C", "about 10:05, 120 min", "24 September 2026", "for discussion of " * 8)
    block = Table("t", ("Paper", "Time", "Day", "What"), (row,))
    made = ends_with(Heading(1, (Run("T"),)), block)
    for told in (words_of_docx(rendered(made, "docx")), words_of_html(rendered(made, "html"))):
        assert all(cell.replace(" ", "\u00a0") in told for cell in row[:3]), told
    told = words_of_pdf(rendered(made, "pdf")).replace("\u00a0", " ")
    assert all(cell in told for cell in row[:3]), told
    assert b"about 10:05, 120 min" in rendered(made, "md")
    widths = weights(block)
    assert widths[1] * 880 // sum(widths) >= 20 * 8 + 22, "twenty letters, the narrow ones among them, and the margins"


def ends_with(*blocks: AnyBlock) -> Document:
    return Document("T", "B", "P", "2026-11-26", blocks)


def test_word_has_in_bold_what_is_strong_and_nothing_else() -> None:
    line = (Run("It was "), Run("carried", strong=True), Run("."))
    (words,) = docx.Document(io.BytesIO(rendered(ends_with(Paragraph(line)), "docx"))).paragraphs
    assert [(run.text, run.bold) for run in words.runs] == [("It was ", None), ("carried", True), (".", None)]


def test_a_word_file_that_ends_with_a_table_has_no_page_for_what_is_below_it() -> None:
    last = docx.Document(io.BytesIO(rendered(ends_with(Table("t", ("A",), (("1",),))), "docx"))).paragraphs[-1]
    assert not last.text and last.paragraph_format.line_spacing == Pt(1)
    last = docx.Document(io.BytesIO(draft("docx"))).paragraphs[-1]
    assert last.text and last.paragraph_format.line_spacing != Pt(1)


def test_the_pdf_does_not_say_the_default_of_which_viewers_complain() -> None:
    root = PdfReader(io.BytesIO(draft("pdf")), strict=True).root_object
    assert root["/MarkInfo"] == {"/Marked": True}


def test_a_letter_that_no_font_has_is_told_with_the_title_whole_or_cut_at_a_word() -> None:
    words = (Heading(1, (Run("漢"),)),)
    for title, told in (("CONFIDENTIAL minutes: " + "Board " * 15, "“.*Board”"), ("Board " * 40, "“.*Board …”")):
        with pytest.warns(LettersLacking, match=f"The PDF of {told} shows"):
            rendered(Document(title.strip(), "B", "P", "2026-11-26", words), "pdf")


def test_a_long_heading_in_the_pdf_goes_on_below_its_words_and_not_below_its_number() -> None:
    title = "Priorities for investment in linear accelerators, community diagnostics and the electronic patient record"
    document = ends_with(Heading(1, (Run("T"),)), Heading(2, (Run(title),), "5"))
    begins: dict[str, float] = {}
    reader = PdfReader(io.BytesIO(rendered(document, "pdf")))
    reader.pages[0].extract_text(visitor_text=lambda text, place, *_: begins.setdefault(text.strip()[:10], place[4]))
    assert begins["5"] < begins["Priorities"] == begins["the electr"]
    assert [mark.title for mark in reader.outline[1]] == [f"5 {title}"]  # type: ignore[union-attr]


def test_in_word_each_name_below_a_line_to_sign_on_begins_where_its_line_does() -> None:
    heads = ("Accepts / does not accept", "Name and office", "Reference", "Date")
    for some in (heads, heads[1:], ("Chair", "Name", "Date")):
        lines, names = docx.Document(io.BytesIO(rendered(ends_with(Signature(some)), "docx"))).paragraphs[-2:]
        assert names.text == "\t\t".join(some)
        stops = [[stop.position.pt for stop in words.paragraph_format.tab_stops] for words in (lines, names)]
        assert stops[0] == stops[1] == sorted(stops[0])
        begins, ends = [0.0, *stops[1][1::2]], stops[1][0::2]
        assert all(
            end - begin > points_across(head, 10.5) - 1 for begin, end, head in zip(begins, ends, some, strict=False)
        )


def test_in_word_a_page_that_begins_below_a_table_leaves_none_empty() -> None:
    """The break stands in the paragraph, a point high, that Word wants below the table."""
    grid = Grid("g", ("A",), ((((Run("x"),),),),), (1,))
    document = ends_with(Table("t", ("A",), (("1",),)), PageBreak(), grid)
    body = docx.Document(io.BytesIO(rendered(document, "docx"))).element.body
    above, between, below, *_ = body
    assert (above.tag, between.tag, below.tag) == (qn("w:tbl"), qn("w:p"), qn("w:tbl"))
    assert between.find(f".//{qn('w:br')}") is not None and between.pPr.find(qn("w:spacing")).get(qn("w:line")) == "20"


def test_what_stands_below_a_signature_is_on_its_page() -> None:
    """Whatever length the minutes have, no last page holds the fingerprint alone."""
    end = (Heading(2, (Run("Signature"),)), Signature(("Chair", "Name")), Rule(), Paragraph((Run("Fingerprint"),)))
    for length in range(30, 44):
        lines = (Paragraph((Run(f"Line {number}"),)) for number in range(length))
        data = rendered(ends_with(Heading(1, (Run("T"),)), *lines, *end), "pdf")
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
        assert "Chair" in next(page for page in pages if "Fingerprint" in page), length


def test_a_new_page_in_word_begins_with_its_heading_and_nothing_stands_between() -> None:
    """A break in a paragraph of its own, after a page that is full, left the next one empty."""
    end = (Signature(("Chair", "Name")), PageBreak(), Heading(2, (Run("Annex A"),)), Paragraph((Run("What was put."),)))
    file = docx.Document(io.BytesIO(rendered(ends_with(Heading(1, (Run("T"),)), *end), "docx")))
    texts = [paragraph.text for paragraph in file.paragraphs]
    at = texts.index("Annex A")
    assert file.paragraphs[at].paragraph_format.page_break_before and texts[at - 1].startswith("Chair")
    assert not list(file.element.body.iter(qn("w:br")))


TYPED = """The Board heard:
- what was done
  since the spring
- what is to do
1. First, with
   a) one part
   b) another part
2. Second
(i) the former
(ii) the latter

The vote was put
at once.
"""


def test_lists_and_line_breaks_are_kept_as_they_were_typed() -> None:
    blocks = prose(TYPED)
    shown = [
        [(depth, mark, words_of(line)) for depth, mark, line in flat(block)]
        if isinstance(block, Listed)
        else words_of(block.line)
        for block in blocks
    ]
    assert shown == [
        "The Board heard:",
        [
            (0, "•", "what was done\nsince the spring"),
            (0, "•", "what is to do"),
            (1, "1.", "First, with"),
            (2, "a)", "one part"),
            (2, "b)", "another part"),
            (1, "2.", "Second"),
            (2, "(i)", "the former"),
            (2, "(ii)", "the latter"),
        ],
        "The vote was put\nat once.",
    ]


@pytest.mark.parametrize(
    ("typed", "marks"),
    [
        ("(g) a\n(h) b\n(i) c\n(j) d", ["(g)", "(h)", "(i)", "(j)"]),
        ("5. a\n7. b", ["5.", "7."]),
        ("- a\n  - b\n    - c\n- d", ["•", "•", "•", "•"]),
        ("1) a\n\n2) b", ["1)", "2)"]),
    ],
)
def test_an_entry_has_the_number_that_was_typed(typed: str, marks: list[str]) -> None:
    assert [mark for block in prose(typed) if isinstance(block, Listed) for _, mark, _ in flat(block)] == marks


def test_what_only_looks_like_a_list_stays_words() -> None:
    for words in ("2026. The year", "A. Smith spoke", "e.g. this", "3.1 of the report", "(Dr) Smith", "-5 degrees"):
        assert all(isinstance(block, Paragraph) for block in prose(words)), words


def test_typed_lists_are_real_lists_in_every_format() -> None:
    document = ends_with(Heading(1, (Run("T"),)), *prose(TYPED), quote("That:\n1. one\n2. two"))
    page = Page(rendered(document, "html"))
    assert [len(page.all(tag)) for tag in ("ul", "ol", "li", "br")] == [1, 4, 10, 2]
    file = docx.Document(io.BytesIO(rendered(document, "docx")))
    numbered = [p for p in file.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert len(numbered) == 10 and len(list(file.element.body.iter(qn("w:br")))) == 2
    reader = PdfReader(io.BytesIO(rendered(document, "pdf")))
    assert len(below(reader.trailer["/Root"]["/StructTreeRoot"], "/LI")) == 10
    text = rendered(document, "md").decode()
    assert "- what was done  \n  since the spring\n" in text and "> 1. one\n> 2. two\n" in text
    assert "a) one part" in text and "(ii) the latter" in text and "The vote was put  \nat once." in text


@pytest.mark.usefixtures("here")
def test_a_table_in_word_begins_and_ends_where_the_words_around_it_do(tmp_path: Path) -> None:
    """Up to Word 2010 (mode 14, or none said) a table without an indent hangs out into the margin by the room in its cells."""

    def edges() -> tuple[int, set[str]]:
        file = docx.Document(io.BytesIO(rendered(paper(), "docx", tmp_path)))
        names = [one.get(qn("w:val")) for one in file.settings.element.iter(qn("w:compatSetting"))]
        return int(names[0] or 0), {one.get(qn("w:w")) for one in file.element.body.iter(qn("w:tblInd"))}

    assert edges() == (15, {"0"})
    docx.Document().save(str(tmp_path / "paper.docx"))
    assert edges() == (14, {"100"})


def test_nobody_signs_a_page_that_has_nothing_else_on_it() -> None:
    """The last words of the minutes go to the page of the signature, and a sentence to that of its table."""
    end = [Paragraph((Run(word),)) for word in ("Last item", "Closed at 10", "Next: May", "Signed:")]
    for length in range(28, 44):
        lines = [Paragraph((Run(f"Line {number}"),)) for number in range(length)]
        data = rendered(ends_with(Heading(1, (Run("T"),)), *lines, *end, Signature(("Chair", "Name"))), "pdf")
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
        assert "Closed at 10" in next(page for page in pages if "Chair" in page), length
    blocks = (Heading(1, (Run("T"),)), *end, Signature(("Chair",)), Rule(), Heading(2, (Run("Reply"),)), *end[:1])
    made = ends_with(*blocks, Table("t", ("A",), (("1",),)))
    file = docx.Document(io.BytesIO(rendered(made, "docx")))
    stay = [one.text for one in file.paragraphs if one.paragraph_format.keep_with_next and one.text.strip()]
    assert stay == ["Closed at 10", "Next: May", "Signed:", "Last item"]
    reply = next(one for one in file.paragraphs if one.text == "Reply")
    assert reply._p.pPr.find(qn("w:pBdr")) is not None  # type: ignore[union-attr]
    page = rendered(made, "html").decode()
    assert page.count('class="stays"') == len(stay)


@pytest.mark.parametrize("kind", first(2, ["quote", "bullets", "listed"]))
def test_a_list_before_a_signature_leaves_its_last_words_on_the_page_of_it(kind: str) -> None:
    entries = [f"Point {number}" for number in range(4)]
    listed = prose("\n".join(f"- {entry}" for entry in entries))[0]
    before = {
        "bullets": Bullets(tuple((Run(entry),) for entry in entries)),
        "listed": listed,
        "quote": Quote((listed,)),
    }[kind]
    close = (Paragraph((Run("Yours faithfully"),)), Signature(("Signed", "Name")))
    for length in range(28, 44, 2):
        lines = [Paragraph((Run(f"Line {number}"),)) for number in range(length)]
        data = rendered(ends_with(Heading(1, (Run("T"),)), *lines, before, *close), "pdf")
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
        assert "Point 3" in next(page for page in pages if "Signed" in page), length
    file = docx.Document(io.BytesIO(rendered(ends_with(Heading(1, (Run("T"),)), before, *close), "docx")))
    stay = [one.text for one in file.paragraphs if one.paragraph_format.keep_with_next and one.text.strip()]
    assert stay == ["Point 3", "Yours faithfully"]


def test_words_that_lead_to_a_list_or_table_stand_on_the_page_of_it() -> None:
    """So does the row of heads on that of the first row below it."""
    bullets = Bullets(((Run("Point 0"),), (Run("Point 1"),)))
    lead, end = Paragraph((Run("Approved with these corrections:"),)), Paragraph((Run("End"),))
    for follows in (bullets, prose("- Point 0\n- Point 1")[0], Quote((Paragraph((Run("Point 0"),)),))):
        for length in range(28, 44, 3):
            lines = [Paragraph((Run(f"Line {number}"),)) for number in range(length)]
            data = rendered(ends_with(Heading(1, (Run("T"),)), *lines, lead, follows, end, end, end, end), "pdf")
            pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
            assert "Point 0" in next(page for page in pages if "corrections:" in page), length
        file = docx.Document(io.BytesIO(rendered(ends_with(Heading(1, (Run("T"),)), lead, follows, end, end), "docx")))
        kept = next(one.text for one in file.paragraphs if one.paragraph_format.keep_with_next)
        assert kept == "Approved with these corrections:"
    long = Table("t", ("No.",), tuple((str(number),) for number in range(60)))
    (table,) = docx.Document(io.BytesIO(rendered(ends_with(Heading(1, (Run("T"),)), long), "docx"))).tables
    rows = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert rows == [True] + [None] * 60


def test_no_page_is_empty_where_a_table_fills_the_one_before_a_heading_that_begins_the_next() -> None:
    end = (Table("t", ("A",), (("1",),)), PageBreak(), Heading(2, (Run("Item 5"),)), Paragraph((Run("Said."),)))
    below, item, _ = docx.Document(io.BytesIO(rendered(ends_with(*end), "docx"))).paragraphs
    assert below.text == "" and below.paragraph_format.line_spacing == Pt(1)
    assert item.text == "Item 5" and item.paragraph_format.page_break_before


def test_the_last_sentence_of_all_never_stands_alone_on_a_page() -> None:
    for length in range(30, 48):
        lines = [Paragraph((Run(f"Line {number}"),)) for number in range(length)]
        data = rendered(ends_with(Heading(1, (Run("T"),)), *lines, Paragraph((Run("Check it"),))), "pdf")
        assert "Line" in PdfReader(io.BytesIO(data)).pages[-1].extract_text(), length


def test_a_row_of_a_few_sentences_is_not_parted_by_a_page_and_a_long_one_is() -> None:
    row = (((Run("Cancer: one way to diagnosis"),), (Run("Paper B"),)), ((Run("It was agreed, by consensus. " * 8),),))
    for length in range(28, 42, 2):
        lines = [Paragraph((Run(f"Line {number}"),)) for number in range(length)]
        data = rendered(ends_with(Heading(1, (Run("T"),)), *lines, Grid("t", ("Item", "What"), (row,), (1, 4))), "pdf")
        found = [page.extract_text().count("agreed") for page in PdfReader(io.BytesIO(data)).pages]
        assert 8 in found, (length, found)
    entries = prose("\n".join(f"- point {number}" for number in range(30)))
    grid = Grid("t", ("Item", "What"), (row, (row[0], entries), (row[0], ((Run("It was agreed. " * 60),),))), (1, 4))
    file = docx.Document(io.BytesIO(rendered(ends_with(Heading(1, (Run("T"),)), grid), "docx")))
    whole = [
        one._tr.trPr is not None and one._tr.trPr.find(qn("w:cantSplit")) is not None for one in file.tables[0].rows
    ]
    assert whole == [True, True, False, False]


def test_a_card_of_many_organisations_has_letters_small_enough_for_it() -> None:
    many = [
        "Executive Lead and Joint Accountable Officer",
        *(f"NHS Basildon & Brentwood CCG {n}" for n in range(9)),
        "Seat 14",
    ]
    few = ["Independent Chair", "Seat 01"]
    cards = tuple((tuple((Run(line),) for line in card),) * 2 for card in (few, many, many, many))
    made = ends_with(Heading(1, (Run("T"),)), Grid("Seat cards", ("Front", "Back"), cards, (1, 1), cards=True))
    lines = [row for page in PdfReader(io.BytesIO(rendered(made, "pdf"))).pages for row in placed(page)]
    tops, ends = ([high for text, high in lines if text.startswith(word)] for word in ("Executive", "Seat 14"))
    assert len(tops) == len(ends) == 6 and all(top - end < 170 for top, end in zip(tops, ends, strict=True)), lines
    file = docx.Document(io.BytesIO(rendered(made, "docx")))
    sizes = [row.cells[0].paragraphs[0].runs[0].font.size for row in file.tables[0].rows[1:]]
    assert sizes[0] == Pt(17) and Pt(7) < sizes[1] < Pt(17), sizes


def placed(page: Any) -> list[tuple[str, float]]:
    """The words of a page with how high each stands, in points."""
    found: list[tuple[str, float]] = []
    page.extract_text(visitor_text=lambda text, now, at, *_: found.append((text.strip(), now[5] + at[5] * now[3])))
    return found
