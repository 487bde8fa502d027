"""A sheet from somebody who means harm, or from nobody at all: it ends in rows or in one sentence, and soon."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from boardtui.desk.desk import Desk
from boardtui.errors import UserError
from boardtui.exchange.sheets.columns import Heads
from boardtui.exchange.sheets.delimited import read_csv
from boardtui.exchange.sheets.grid import Grid, SheetError
from boardtui.exchange.sheets.markdown_lines import markdown_lines
from boardtui.exchange.sheets.outline import read_outline
from boardtui.exchange.sheets.reading import read_grids
from boardtui.exchange.sheets.table import choose_sheet, read_table
from boardtui.exchange.sheets.taking import COLUMNS, take
from boardtui.exchange.sheets.word import read_word
from boardtui.exchange.sheets.word_lines import word_lines
from boardtui.exchange.sheets.workbook import read_xlsx
from boardtui.register.people import members
from tests import random_examples
from tests.journey.hostile import STRINGS
from tests.sheets.making import BOARD, grids, looked_at, repacked, table, xlsx
from tests.sheets.word_making import with_body

SHEET = "xl/worksheets/sheet1.xml"
_OPEN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_CLOSE = b"</sheetData></worksheet>"
_ROW = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c></row>'


def made(path: Path, data: bytes) -> Path:
    return repacked(xlsx(path, [["Seat"]]), {SHEET: _OPEN + data + _CLOSE})


def test_two_cells_in_opposite_corners_take_no_memory(tmp_path: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    path = made(tmp_path / "far.xlsx", _ROW % (1, 1, b"Seat") + _ROW % (2, 2, b"Chair") + far)
    began = time.monotonic()
    with pytest.raises(SheetError, match="row 1048576 has 16384 columns"):
        table(path)
    assert time.monotonic() - began < 15


def test_a_million_empty_rows_are_passed_over(tmp_path: Path) -> None:
    blank = b"".join(b'<row r="%d"/>' % number for number in range(3, 1_000_000, 10))
    path = made(
        tmp_path / "m.xlsx", _ROW % (1, 1, b"Seat") + _ROW % (2, 2, b"Chair") + blank + _ROW % (10**6, 10**6, b"Lead")
    )
    assert [record.number for record in table(path).records] == [2, 1_000_000]


def test_a_row_beyond_the_last_is_never_reached(tmp_path: Path) -> None:
    path = made(tmp_path / "m.xlsx", _ROW % (1, 1, b"Seat") + b'<row r="999999999999"><c r="A9"><v>1</v></c></row>')
    began = time.monotonic()
    with _either():
        table(path)
    assert time.monotonic() - began < 15


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(xlsx(path, [["Seat"]]), "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/zero.bin", bytes(100 * 1024 * 1024))
    began = time.monotonic()
    with pytest.raises(SheetError, match="unpacks to more than"):
        grids(path)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/styles.xml", "xl/theme/theme1.xml", SHEET])
def test_no_part_is_read_that_unpacks_to_more_than_it_may(tmp_path: Path, part: str) -> None:
    path = repacked(xlsx(tmp_path / "m.xlsx", [["Seat"]]), {part: b" " * 30 * 1024 * 1024})
    if part.endswith("Strings.xml"):
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts:
            parts.writestr(part, bytes(30 * 1024 * 1024))
    with pytest.raises(SheetError, match="unpacks to more than"):
        grids(path)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    laughs = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    xml = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">'
        + laughs
        + b"]>"
        + _OPEN
        + _ROW % (1, 1, b"&a11;")
        + _CLOSE
    )
    path = repacked(xlsx(tmp_path / "m.xlsx", [["Seat"]]), {SHEET: xml})
    began = time.monotonic()
    with pytest.raises(SheetError):
        table(path)
    assert time.monotonic() - began < 10


def test_a_workbook_cut_short_is_told_of(tmp_path: Path) -> None:
    data = xlsx(tmp_path / "m.xlsx", [["Seat"], ["Chair"]]).read_bytes()
    for size in range(0, len(data), 97):
        (tmp_path / "cut.xlsx").write_bytes(data[:size])
        with _either():
            table(tmp_path / "cut.xlsx")


@pytest.mark.parametrize("text", STRINGS)
def test_hostile_words_are_taken_as_words_or_refused_in_words(desk: Desk, tmp_path: Path, text: str) -> None:
    quoted = text.replace('"', '""')
    try:
        path = tmp_path / "m.csv"
        path.write_bytes(f'Seat,Name\nNew seat,"{quoted}"\n'.encode("utf-8", "surrogatepass"))
        from boardtui.exchange.sheets.taking import Wanted, prepare

        intake = prepare(desk, Wanted("members", path, BOARD))
        if intake.plan.ready:
            take(desk, intake)
            assert len(members(desk.store.connection, BOARD)) == 32
    except UserError as told:
        assert str(told)


def read(text: str | bytes, kind: str) -> None:
    """Everything that is done with the bytes of a file before the register is asked."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    heads = Heads(COLUMNS[kind])
    with _either():
        found = read_xlsx("f", data) if data.startswith(b"PK") else [read_csv("f", data, heads.known)]
        chosen = choose_sheet("f", found, heads, None)
        if isinstance(chosen, Grid):
            read_table("f", chosen, heads, {})


@settings(max_examples=random_examples(50, 300), deadline=None)
@given(st.binary(max_size=400), st.sampled_from(sorted(COLUMNS)))
def test_any_bytes_are_rows_or_a_sentence(data: bytes, kind: str) -> None:
    read(data, kind)


@settings(max_examples=random_examples(50, 300), deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["Seat", "Name", "Item", "Due", "", "a", '"', "'=1", "\r", "\n", ";", "x" * 50]), max_size=5
        )
    )
)
def test_any_rows_are_rows_or_a_sentence(rows: list[list[str]]) -> None:
    text = "\n".join(",".join(row) for row in rows)
    for kind in COLUMNS:
        read(text, kind)


@settings(max_examples=random_examples(25, 200), deadline=None)
@given(st.text(alphabet="#*-_1234.) \n|[]()>`:\tabPart 2forLead€\u202e\0", max_size=300))
def test_any_markdown_is_items_or_a_sentence(text: str) -> None:
    with _either():
        read_outline("f", markdown_lines("f", text), Heads(COLUMNS["agenda"]), frozenset())


XML = st.recursive(
    st.sampled_from(
        [
            "<w:r><w:t>1. Plan\t10.00</w:t></w:r>", "<w:p/>", "<w:r><w:br/></w:r>", "<w:delText>x</w:delText>",
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='x'/><w:numId w:val='7'/></w:numPr></w:pPr><w:r><w:t>Plan</w:t></w:r></w:p>",
            "<w:p><w:pPr><w:outlineLvl w:val='-1'/><w:sectPr/></w:pPr><w:r><w:t>Part 2</w:t></w:r></w:p>",
            "<w:tcPr><w:gridSpan w:val='-3'/><w:vMerge/></w:tcPr>", "<w:trPr><w:gridBefore w:val='9'/></w:trPr>", "<!-- x -->",
        ]
    ),
    lambda inner: st.tuples(st.sampled_from(["p", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "txbxContent"]), inner,
                            inner).map(lambda parts: f"<w:{parts[0]}>{parts[1]}{parts[2]}</w:{parts[0]}>"),
    max_leaves=12,
)  # fmt: skip


@settings(
    max_examples=random_examples(8, 200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(XML, max_size=4))
def test_any_word_document_is_items_or_a_sentence(tmp_path: Path, parts: list[str]) -> None:
    path = with_body(tmp_path / "h.docx", "".join(parts))
    with _either():
        read_grids(path, Heads(COLUMNS["members"]).known)
    with _either():
        heads = Heads(COLUMNS["agenda"])
        read_outline("f", word_lines(read_word("f", path.read_bytes(), heads.known), heads), heads, frozenset())


@pytest.mark.parametrize("body", ["<w:p/>" * 200_001, f"<w:p><w:r><w:t>{'x' * 10_001}</w:t></w:r></w:p>"])
def test_a_word_document_that_is_far_too_long_is_refused_at_once(tmp_path: Path, body: str) -> None:
    with pytest.raises(SheetError, match=r"^h\.docx is too long\. Copy what is to be imported into a new document\.$"):
        read_grids(with_body(tmp_path / "h.docx", body), Heads(COLUMNS["members"]).known)


WORDS = st.text(st.characters(exclude_characters='\r\n"', exclude_categories=["Cs", "Cc"]), max_size=20)
DAYS = st.sampled_from(["30/11/2026", "31/02/2026", "#REF!", "2026-11-30", "x", ""])


@settings(
    max_examples=random_examples(8, 40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(WORDS, WORDS, DAYS), min_size=1, max_size=6))
def test_any_cells_become_a_plan(desk: Desk, tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    lines = "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)
    for kind, heads, target in (
        ("members", "Seat,Name,Represents", BOARD),
        ("partners", "Partner,Short,Category", ""),
        ("agenda", "Item,Lead,Begins at", "pb-2026-11-26"),
    ):
        with _either():
            intake = looked_at(desk, tmp_path, kind, f"{heads}\n{lines}", target)
            if intake.plan.ready:
                take(desk, intake)


class _either:  # noqa: N801 - reads as a word
    """A block that ends, or ends in a sentence; whatever else it raises is a fault."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: object) -> bool:
        assert error is None or isinstance(error, UserError), repr(error)
        return isinstance(error, UserError)
