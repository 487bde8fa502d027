"""What looks private in a Word document, however it is set, comes in as public only once the secretary has said so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from boardtui.desk.desk import Desk
from boardtui.exchange.sheets.grid import quoted
from boardtui.exchange.sheets.taking import Wanted, prepare, take
from boardtui.register.agenda import agenda
from tests.sheets.making import MEETING, looked_at, xlsx
from tests.sheets.word_making import LEGAL, Para, document, number, put, run, table, text_box, with_notes, word

FORM = "<w:fldChar w:fldCharType='begin'><w:ffData>{}</w:ffData></w:fldChar>"
SENTENCE = "The following items will be considered in private under the Public Bodies (Admission to Meetings) Act 1960."
MEMBERS_ONLY = "The remaining items are for Board members only."
OPENING = (
    "This meeting of the Partnership Board will be held in private in accordance with the Public Bodies (Admission to "
    "Meetings) Act 1960, by reason of the confidential nature of its business."
)


def privacy(desk: Desk, path: Path) -> dict[str, str]:
    """Of each item whether it is public, confidential, or asked about."""
    return told(prepare(desk, Wanted("agenda", path, MEETING)))


def told(intake: Any) -> dict[str, str]:
    return {
        one.title: "asked" if one.what == "doubtful" else "yes" if "Confidential: yes" in one.told else "no"
        for one in intake.plan.outcomes
        if one.what != "left"
    }


def parted(tmp_path: Path, between: Any) -> Path:
    """An agenda of two items with something between them."""
    file = document([LEGAL])
    put(file, Para("Budget", 1))
    between(file)
    put(file, Para("Estates", 1))
    file.save(str(tmp_path / "a.docx"))
    return tmp_path / "a.docx"


def centred(file: Any) -> None:
    put(file, Para("Part 2 – private session")).alignment = 1


def underlined(file: Any) -> None:
    file.add_paragraph().add_run("PRIVATE SESSION").underline = True


def in_a_box(file: Any) -> None:
    table(file, [("PART 2 – PRIVATE",)])


def in_a_text_box(file: Any) -> None:
    file.add_paragraph()._p.append(text_box("Part 2: confidential"))


@pytest.mark.parametrize("between", [centred, underlined, in_a_box, in_a_text_box])
def test_what_is_set_apart_is_a_heading(desk: Desk, tmp_path: Path, between: Any) -> None:
    assert privacy(desk, parted(tmp_path, between)) == {"Budget": "no", "Estates": "yes"}


@pytest.mark.parametrize(
    "line",
    [
        "Part 2 – Private session",
        "Private and confidential",
        "PART TWO: CLOSED",
        "P R I V A T E",
        MEMBERS_ONLY,
        SENTENCE,
    ],
)
def test_of_a_plain_line_it_is_asked_whether_it_speaks_of_what_is_above_or_below(
    desk: Desk, tmp_path: Path, line: str
) -> None:
    made = parted(tmp_path, lambda file: file.add_paragraph(line))
    assert privacy(desk, made) == {"Budget": "asked", "Estates": "asked"}
    asked = prepare(desk, Wanted("agenda", made, MEETING)).plan.doubts
    assert [doubt.words for doubt in asked] == [
        f"{quoted(line, 80)} stands below “Budget”. Is that item confidential?",
        f"{quoted(line, 80)}: are the items that follow it confidential?",
    ]
    answers = {asked[0].key: "no", asked[1].key: "yes"}
    take(desk, prepare(desk, Wanted("agenda", made, MEETING), answers))
    found = {item.title: item.confidential for item in agenda(desk.store.connection, MEETING)}
    assert (found["Budget"], found["Estates"]) == (False, True)
    markdown = looked_at(desk, tmp_path, "agenda", f"1. Budget\n{line}\n2. Estates\n", MEETING, name="a.md")
    assert "no" not in told(markdown).values()


def test_a_single_word_below_an_item_is_about_that_item(desk: Desk, tmp_path: Path) -> None:
    made = parted(tmp_path, lambda file: file.add_paragraph("Confidential"))
    assert privacy(desk, made) == {"Budget": "yes", "Estates": "no"}


def test_a_long_sentence_above_the_items_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    made = word(tmp_path / "a.docx", OPENING, Para("Budget", 1), lists=[LEGAL])
    assert privacy(desk, made) == {"Budget": "asked"}


def test_so_is_a_table_above_them(desk: Desk, tmp_path: Path) -> None:
    rows = [("Meeting", "Board, Part 2 (private)"), ("Date", "26 November 2026")]
    assert privacy(desk, word(tmp_path / "a.docx", rows, Para("Budget", 1), lists=[LEGAL])) == {"Budget": "asked"}


WATERMARK = (
    '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="CONFIDENTIAL"/></v:shape></w:pict>'
)


@pytest.mark.parametrize("inside", [WATERMARK, "<w:t>OFFICIAL – SENSITIVE</w:t>", text_box("Closed session")])
def test_a_watermark_and_a_box_on_top_of_the_pages_count_too(desk: Desk, tmp_path: Path, inside: Any) -> None:
    file = document([LEGAL])
    file.sections[0].header.paragraphs[0]._p.append(run(inside) if isinstance(inside, str) else inside)
    put(file, Para("Budget", 1))
    file.save(str(tmp_path / "a.docx"))
    intake = prepare(desk, Wanted("agenda", tmp_path / "a.docx", MEETING))
    assert told(intake) == {"Budget": "yes"}
    assert any("(head or foot of the pages)" in remark for remark in intake.plan.remarks)


def test_a_footnote_to_an_item_is_asked_about_and_named(desk: Desk, tmp_path: Path) -> None:
    file = document([LEGAL])
    put(file, Para("Budget", 1))._p.append(run('<w:footnoteReference w:id="2"/>'))
    put(file, Para("Close", 1))._p.append(run('<w:commentReference w:id="0"/>'))
    file.save(str(tmp_path / "a.docx"))
    with_notes(tmp_path / "a.docx", footnote={2: "This item will be taken in private."}, comment={0: "Who leads?"})
    intake = prepare(desk, Wanted("agenda", tmp_path / "a.docx", MEETING))
    assert told(intake) == {"Budget": "asked", "Close": "no"}
    said = " ".join(intake.plan.remarks)
    assert "line 1 “This item will be taken in private.” (footnote)" in said
    assert "Not imported, since it stands in comments: “Who leads?”." in said


def test_a_row_across_a_table_whose_first_column_holds_times_is_a_heading(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ("Time", "Item"), ("PUBLIC SESSION",), ("10.00", "Budget"), ("Lunch",), ("IN PRIVATE",), ("11.00", "Estates"),
    ]  # fmt: skip
    of_word = privacy(desk, word(tmp_path / "a.docx", rows))
    assert of_word == privacy(desk, xlsx(tmp_path / "a.xlsx", rows)) == {"Budget": "no", "Estates": "yes"}


@pytest.mark.parametrize(
    "ticked",
    [
        '<w:sym w:font="Wingdings" w:char="F0FC"/>',
        '<w:sym w:font="Wingdings 2" w:char="0052"/>',
        "<w:t>\uf0fe</w:t>",
        '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ü</w:t>',
        FORM.format('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'),
        FORM.format('<w:ddList><w:result w:val="1"/><w:listEntry w:val="No"/><w:listEntry w:val="Yes"/></w:ddList>'),
    ],
)
def test_signs_and_fields_of_forms_are_read(desk: Desk, tmp_path: Path, ticked: str) -> None:
    file = document()
    made = table(file, [("Item", "Lead", "Confidential"), ("Budget", "Chair", ""), ("Estates", "Chair", "")])
    made.cell(1, 2).paragraphs[0]._p.append(run(FORM.format("<w:checkBox><w:checked w:val='0'/></w:checkBox>")))
    made.cell(2, 2).paragraphs[0]._p.append(run(ticked))
    file.save(str(tmp_path / "a.docx"))
    assert privacy(desk, tmp_path / "a.docx") == {"Budget": "no", "Estates": "yes"}


def test_a_sign_that_is_not_known_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    file = document()
    made = table(file, [("Item", "Lead", "Confidential"), ("Budget", "Chair", "")])
    made.cell(1, 2).paragraphs[0]._p.append(run('<w:sym w:font="Webdings" w:char="F061"/>'))
    file.save(str(tmp_path / "a.docx"))
    assert privacy(desk, tmp_path / "a.docx") == {"Budget": "asked"}


def test_what_is_asked_about_a_column_in_a_workbook_is_asked_in_word_and_markdown(desk: Desk, tmp_path: Path) -> None:
    rows = [("Item", "Lead", "Confidental"), ("Budget", "Chair", "yes")]
    text = "| Item | Lead | Confidental |\n|---|---|---|\n| Budget | Chair | yes |\n"
    asked = [
        prepare(desk, Wanted("agenda", word(tmp_path / "a.docx", rows), MEETING)),
        prepare(desk, Wanted("agenda", xlsx(tmp_path / "a.xlsx", rows), MEETING)),
        looked_at(desk, tmp_path, "agenda", text, MEETING, name="a.md"),
    ]
    assert [[doubt.key for doubt in one.plan.doubts] for one in asked] == [["column 2"]] * 3
    answered = prepare(desk, Wanted("agenda", tmp_path / "a.docx", MEETING), {"column 2": "confidential"})
    assert told(answered) == {"Budget": "yes"}


def test_a_column_may_be_called_public_private(desk: Desk, tmp_path: Path) -> None:
    rows = [("Item", "Lead", "Public/Private"), ("Budget", "Chair", "Public"), ("Estates", "Chair", "Private")]
    assert privacy(desk, word(tmp_path / "a.docx", rows)) == {"Budget": "no", "Estates": "yes"}


def test_lists_that_stand_side_by_side_are_read_one_after_the_other(desk: Desk, tmp_path: Path) -> None:
    file = document([LEGAL, LEGAL])
    made = table(file, [("Private items", "Public items"), ("x", "y")])
    for place, (use, titles) in enumerate([(1, ("Estates", "Pay")), (2, ("Budget", "Plan"))]):
        cell = made.cell(1, place)
        cell._tc.remove(cell.paragraphs[0]._p)
        for title in titles:
            number(cell.add_paragraph(title), use)
    file.save(str(tmp_path / "a.docx"))
    assert privacy(desk, tmp_path / "a.docx") == {"Estates": "yes", "Pay": "yes", "Budget": "asked", "Plan": "asked"}


def test_a_note_to_items_with_a_mark_is_asked_of_those(desk: Desk, tmp_path: Path) -> None:
    rows = [("No", "Item"), ("1", "Welcome"), ("2*", "Estates"), ("3", "Close")]
    path = word(tmp_path / "a.docx", rows, "* To be taken in private.")
    assert privacy(desk, path) == {"Welcome": "no", "Estates": "asked", "Close": "no"}


def test_a_sentence_across_a_table_may_speak_of_the_row_above_it(desk: Desk, tmp_path: Path) -> None:
    rows = [("No", "Item"), ("1", "Budget"), ("To note the budget, which is confidential.",), ("2", "Plan")]
    assert privacy(desk, word(tmp_path / "a.docx", rows)) == {"Budget": "asked", "Plan": "asked"}


def test_the_resolution_to_exclude_the_public_is_public_whatever_stands_below_it(desk: Desk, tmp_path: Path) -> None:
    first, law = "Exclusion of the press and public", "That the public be excluded as the business is confidential."
    made = word(tmp_path / "a.docx", Para(first, 1), law, Para("Estates", 1), lists=[LEGAL])
    assert privacy(desk, made) == {first: "no", "Estates": "asked"}


def test_a_title_that_names_a_part_is_asked_about_apart_from_what_follows_it(desk: Desk, tmp_path: Path) -> None:
    made = word(tmp_path / "a.docx", Para("Part 2: private items", 1), Para("Estates", 1, 1), lists=[LEGAL])
    doubts = prepare(desk, Wanted("agenda", made, MEETING)).plan.doubts
    answered = prepare(desk, Wanted("agenda", made, MEETING), {doubts[0].key: "no"})
    assert told(answered) == {"Part 2: private items": "no", "Estates": "asked"}
