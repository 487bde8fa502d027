"""Lists and line breaks stay what they were typed as, wherever somebody may type them and in every layout and format."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace
from pypdf import PdfReader

from boardtui.config.house_style import Layout
from boardtui.meeting import entries as e
from boardtui.papers.document import Document, Listed, Paragraph, Table, clean, words_of
from boardtui.papers.formats.rendering import rendered
from boardtui.papers.house import as_data
from boardtui.papers.layout import minutes_document
from boardtui.papers.prose import as_points, prose, quote
from tests.papers.build_minutes import Meeting
from tests.papers.test_formats import below

WHERE = ("note", "draft", "question", "answer", "motion", "reasons", "amendment", "action")
LIST = "{0} is:\n- one {0}\n  goes on {0}\n1. first {0}\n   a) inner {0}\n2. second {0}\n(i) roman {0}\n\nlast {0}\nbreak {0}"
ENTRY = r"(?:one|first|inner|second|roman) {}"


def held() -> Meeting:
    """A meeting at which a list was typed everywhere where there is room for one."""
    words = {where: LIST.format(where) for where in WHERE}
    made = Meeting()
    made.arrive("chair", "lead", "tchair")
    made.do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("capital"))
    made.do(e.NoteTaken("capital", words["note"]), e.ParagraphDrafted("capital", words["draft"]))
    made.do(e.QuestionAsked("q1", "capital", "A Other", words["question"], answered_by="Chair", answer=words["answer"]))
    made.do(e.MotionPut("m1", "capital", words["motion"], "majority", "all", mover="lead", reasons=words["reasons"]))
    amendment = e.MotionPut(
        "m2", "capital", words["amendment"], "majority", "all", amends="m1", as_amended="To do all of it"
    )
    made.do(amendment)
    for key in ("m2", "m1"):
        made.votes(key, for_=["bb", "cp", "me", "so", "th"]).declare(key)
    return made.do(e.ActionAgreed("a1", "capital", words["action"], "Ms B Brown"), e.MeetingClosed())


def _lefts(file: Any) -> dict[str, int]:
    """How far in the words of each list stand, in twentieths of a point, by the list's number."""
    part = file.part.numbering_part.element
    kinds = {one.get(qn("w:numId")): one.find(qn("w:abstractNumId")).get(qn("w:val")) for one in part.iter(qn("w:num"))}
    lefts = {
        kind.get(qn("w:abstractNumId")): int(next(kind.iter(qn("w:ind"))).get(qn("w:left")))
        for kind in part.iter(qn("w:abstractNum"))
    }
    return {number: lefts[kind] for number, kind in kinds.items() if kind in lefts}


def _deepest_in_cells(file: Any) -> int:
    cells = file.element.body.iter(qn("w:tc"))
    used = {one.get(qn("w:val")) for cell in cells for one in cell.iter(qn("w:numId"))}
    return max((_lefts(file)[number] for number in used), default=0)


@pytest.mark.parametrize("layout", ["numbered", "table"])
def test_a_list_is_a_list_wherever_it_was_typed(layout: Layout) -> None:
    document = minutes_document(held().minutes(names="all"), layout)
    page = rendered(document, "html").decode()
    file = docx.Document(io.BytesIO(rendered(document, "docx")))
    numbered = [
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in file.element.body.iter(qn("w:p"))
        if paragraph.pPr is not None and paragraph.pPr.numPr is not None
    ]
    for where in WHERE:
        entry = ENTRY.format(where)
        assert len(re.findall(f"<li>{entry}", page)) >= 5, where
        assert sum(bool(re.match(entry, words)) for words in numbered) >= 5, where
        assert f"one {where}<br>goes on {where}" in page and f"last {where}<br>break {where}" in page, where
    assert _deepest_in_cells(file) < 1000  # no list within one is pushed out of its cell
    items = below(PdfReader(io.BytesIO(rendered(document, "pdf"))).trailer["/Root"]["/StructTreeRoot"], "/LI")
    assert len(items) >= 5 * len(WHERE)
    text = rendered(document, "md").decode()
    assert re.search(r"1\\?\. first note", text) and re.search(r"a\\?\) inner note", text)


def test_in_word_the_list_of_a_motion_stands_further_in_than_its_paragraphs() -> None:
    document = Document("T", "B", "P", "2026-11-26", (quote("That it be done:\n1. first\n   a) inner\n2. second"),))
    file = docx.Document(io.BytesIO(rendered(document, "docx")))
    words, first, *_ = file.paragraphs
    begin = words.style.paragraph_format.left_indent.twips
    outer, inner = sorted({_lefts(file)[one.get(qn("w:val"))] for one in file.element.body.iter(qn("w:numId"))})
    assert first.text == "first" and begin < outer < inner


def test_a_template_that_knows_no_lists_in_cells_has_their_entries_as_lines() -> None:
    data = as_data(minutes_document(held().minutes(names="all"), "table"))
    (grid,) = (block for block in data["blocks"] if block["block"] == "grid")
    lines = ["".join(run["text"] for run in line) for row in grid["rows"] for cell in row for line in cell]
    assert {"• one note\ngoes on note", "1. first note", "a) inner note"} <= set(lines)
    assert any(isinstance(part, dict) for row in grid["cells"] for cell in row for part in cell)


CORRECTION = "Item 2: “one” reads “the measures:\n1. costs\n2. risks”"


@pytest.mark.parametrize("place", ["items", "end"])
def test_a_list_typed_in_a_correction_is_a_list_in_every_format(place: str) -> None:
    made = held().minutes(names="all")
    if place == "items":
        items = tuple(replace(item, corrections=(CORRECTION,)) for item in made.items)
        made = replace(made, items=items[:1])
    else:
        made = replace(made, items=(), corrections=("Item 1: “a” reads “b”", CORRECTION), approval="Approved.")
    document = minutes_document(replace(made, actions=()), "numbered")
    entries = ["costs", "risks”"]
    page = rendered(document, "html").decode()
    assert all(re.search(f"<li>{entry}[.]?</li>", page) for entry in entries) and "<ol" in page
    file = docx.Document(io.BytesIO(rendered(document, "docx")))
    numbered = [
        one.text.rstrip(".") for one in file.paragraphs if one._p.pPr is not None and one._p.pPr.numPr is not None
    ]
    assert [one for one in numbered if one in entries] == entries
    tree = PdfReader(io.BytesIO(rendered(document, "pdf"))).trailer["/Root"]["/StructTreeRoot"]
    assert len(below(tree, "/LI")) >= 2
    assert re.search(r"\n+ *1\. costs\n *2\. risks”", rendered(document, "md").decode())


def test_a_list_with_which_the_corrected_words_begin_is_one_below_the_words_of_the_program() -> None:
    made = held().minutes(names="all")
    items = (replace(made.items[1], corrections=("Item 2: “no” reads “- costs\n- risks\n\nand dates”",)),)
    blocks = minutes_document(replace(made, items=items, actions=()), "numbered").blocks
    place, first = next(
        (n, one) for n, one in enumerate(blocks) if isinstance(one, Paragraph) and "“no” reads" in words_of(one.line)
    )
    listed, after = blocks[place + 1 : place + 3]
    assert (
        isinstance(listed, Listed)
        and listed.under
        and [words_of(one.line) for one in listed.entries] == ["costs", "risks"]
    )
    assert isinstance(after, Paragraph) and (first.tone, after.tone) == ("warning", "under")
    (points,) = (as_points(["Item 2: “no” reads “- costs\n- risks”"]),)
    assert isinstance(points, Listed) and [len(one.entries) for one in points.entries[0].below] == [2]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Report", "Report"),
        ("Report on\nthe costs", "Report on the costs"),
        ("Report on:\n- costs\n- risks\nby May", "Report on: costs; risks; by May"),
        ("Report on\r\n• costs\r\n• risks", "Report on: costs; risks"),
        (
            "Report on\n1. costs\n   a) of staff\n2. risks.\n\nBy May",
            "Report on: 1. costs; a) of staff; 2. risks. By May",
        ),
        (
            "We heard:\n(a) beds are full;\n(b) staff are short; and\n(c) costs rose.",
            "We heard: (a) beds are full; (b) staff are short; and (c) costs rose.",
        ),
        ("Ask\n\uf0b7 when\n\uf0a7 who", "Ask: when; who"),
        ("Write\n\nand ask", "Write; and ask"),
        ("Write.\n\nThen ask", "Write. Then ask"),
        ("- costs,\n- risks", "costs, risks"),
        ("- costs\n  of all trusts\n- risks", "costs of all trusts; risks"),
        ("the costs\n- and the risks -", "the costs - and the risks -"),
        ("2026 was\n2. in line", "2026 was 2. in line"),
        ("\n\n", ""),
    ],
)
def test_what_was_typed_on_several_lines_reads_well_on_one(typed: str, told: str) -> None:
    assert clean(typed) == told


def test_the_table_of_actions_has_the_typed_list_on_one_line() -> None:
    document = minutes_document(held().minutes(names="all"), "numbered")
    (rows,) = (block.rows for block in document.blocks if isinstance(block, Table) and block.title == "Actions agreed")
    said = "action is: one action goes on action; 1. first action; a) inner action; 2. second action; (i) roman action"
    assert any(cell.startswith(said) for row in rows for cell in row), rows


@pytest.mark.parametrize("bullet", ["\uf0b7", "\uf0a7", "\uf0d8", "▪", "◦", "‣", "●", "•"])
def test_a_bullet_copied_from_word_begins_an_entry(bullet: str) -> None:
    (listed,) = prose(f"{bullet}\tone\r{bullet} two")
    assert isinstance(listed, Listed) and [words_of(entry.line) for entry in listed.entries] == ["one", "two"]
