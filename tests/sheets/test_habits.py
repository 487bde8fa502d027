"""One table of habits: what stands in a workbook or a CSV beside and within its table, and what is read of each."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from boardtui.exchange.sheets.columns import Heads
from boardtui.exchange.sheets.grid import Grid
from boardtui.exchange.sheets.reading import read_grids
from boardtui.exchange.sheets.table import Table, choose_sheet, read_table
from boardtui.exchange.sheets.taking import COLUMNS
from tests.sheets.making import cells, ods, ods_row

HEADS = ["Action", "Owner", "Due", "Status"]
ROW = ["Write the plan", "A Frost", "12/11/2026", "Open"]
MORE = ["Read it", "B Hill", "", "Done"]
PLAIN = [
    {"text": ROW[0], "owner": ROW[1], "due": ROW[2], "status": ROW[3]},
    {"text": "Read it", "owner": "B Hill", "status": "Done"},
]
Change = Callable[[Any], None]


def book(*rows: list[Any], change: Change = lambda page: None) -> bytes:
    """A workbook with these rows, changed afterwards."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    change(made.active)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def text(*rows: list[str], by: str = ",", form: str = "utf-8") -> bytes:
    """A delimited file, words with the delimiter quoted."""
    lines = (by.join(f'"{cell}"' if by in cell or "\n" in cell else cell for cell in row) for row in rows)
    return "\r\n".join((*lines, "")).encode(form)


def merged(*ranges: str) -> Change:
    return lambda page: [page.merge_cells(one) for one in ranges] and None


def hidden(*, rows: tuple[int, ...] = (), columns: str = "") -> Change:
    def change(page: Any) -> None:
        for row in rows:
            page.row_dimensions[row].hidden = True
        for column in columns:
            page.column_dimensions[column].hidden = True

    return change


def sheet(*rows: str, columns: str = "") -> str:
    return f'<table:table table:name="A">{columns}{"".join(rows)}</table:table>'


def read(folder: Path, data: bytes | str) -> Table:
    """What is read of the bytes of a file, or of the table of an OpenDocument spreadsheet."""
    path = folder / "log"
    if isinstance(data, str):
        ods(path, data)
    else:
        path.write_bytes(data)
    heads = Heads(COLUMNS["actions"])
    chosen = choose_sheet(path.name, read_grids(path, heads.known), heads, None)
    assert isinstance(chosen, Grid)
    return read_table(path.name, chosen, heads, {})


SECTION = ["Carried forward", None, None, None]
SAME: dict[str, bytes | str] = {
    "plain": book(HEADS, ROW, MORE),
    "a title merged above": book(["Action log", None, None, None], HEADS, ROW, MORE, change=merged("A1:D1")),
    "title, day and blank rows above": book(["Action log"], ["As at 1 November 2026"], [], HEADS, ROW, MORE),
    "a blank first column": book(*([None, *row] for row in (HEADS, ROW, MORE))),
    "numbers in a first column without a head": book(*([head, *row] for head, row in ((None, HEADS), (1, ROW), (2, MORE)))),
    "totals below": book(HEADS, ROW, MORE, ["Total", 2, None, None]),
    "a count below": book(HEADS, ROW, MORE, ["Number of actions: 2"]),
    "a section merged across": book(HEADS, SECTION, ROW, MORE, change=merged("A2:D2")),
    "a note below": book(HEADS, ROW, MORE, [], ["Note: due days are those agreed by the board."]),
    "who keeps it and when, below": book(HEADS, ROW, MORE, ["Last updated:", "1 November 2026"], ["Page 1 of 1"]),
    "stars below": book(HEADS, ROW, MORE, ["* awaiting the regulator"]),
    "heads repeated as on a second page": book(HEADS, ROW, HEADS, MORE),
    "heads in two rows": book([None, None, "Progress", None], HEADS, ROW, MORE, change=merged("C1:D1")),
    "heads in two rows, merged down and across": book(
        ["Action", "Owner", "Progress", None],
        [None, None, "Due", "Status"],
        ROW,
        MORE,
        change=merged("A1:A2", "B1:B2", "C1:D1"),
    ),
    "blank rows between": book(HEADS, [], ROW, [], [], MORE),
    "blanks and breaks around words": book([" Action ", "Owner\n", "Due", "STATUS"], [f"\u00a0{ROW[0]} ", *ROW[1:]], MORE),
    "a column that nobody knows": book(*([*row, extra] for row, extra in ((HEADS, "Ward"), (ROW, "North"), (MORE, None)))),
    "commas": text(HEADS, ROW, MORE),
    "semicolons": text(HEADS, ROW, MORE, by=";"),
    "tabs": text(HEADS, ROW, MORE, by="\t"),
    "a byte order mark": text(HEADS, ROW, MORE, form="utf-8-sig"),
    "two bytes a letter": text(HEADS, ROW, MORE, by="\t", form="utf-16"),
    "two bytes a letter and no mark": text(HEADS, ROW, MORE, by="\t", form="utf-16-le"),
    "a line that names the separator": b"sep=;\r\n" + text(HEADS, ROW, MORE, by=";"),
    "blank lines and blank cells at the end": text([*HEADS, "", ""], [], [*ROW, "", ""], MORE, ["", "", "", ""]),
    "an OpenDocument spreadsheet": sheet(ods_row(*HEADS), ods_row(*ROW), ods_row(*MORE)),
    "a blank first column in one": sheet(*(ods_row("<table:table-cell/>", *row) for row in (HEADS, ROW, MORE))),
    "a section and a note in one": sheet(
        ods_row('<table:table-cell office:value-type="string"><text:p>Action log</text:p></table:table-cell>'),
        ods_row(*HEADS), ods_row(*ROW), ods_row(*MORE), ods_row("Total", "2"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("habit", SAME)
def test_what_stands_around_a_table_changes_nothing_of_it(tmp_path: Path, habit: str) -> None:
    found = read(tmp_path, SAME[habit])
    assert not found.doubts and cells(found) == PLAIN


@pytest.mark.parametrize(
    ("data", "number", "where"),
    [
        (SAME["totals below"], 4, "a row of totals"),
        (SAME["a count below"], 4, "a row of totals"),
        (SAME["a section merged across"], 2, "a heading within the table"),
        (SAME["a note below"], 5, "a note outside of the table"),
        (SAME["stars below"], 4, "a note outside of the table"),
        (SAME["a title merged above"], 1, "above the column headings"),
        (SAME["a section and a note in one"], 5, "a row of totals"),
    ],
)
def test_what_is_left_out_is_named_with_its_row_and_why(tmp_path: Path, data: bytes, number: int, where: str) -> None:
    assert [(part.number, part.where) for part in read(tmp_path, data).beside if part.number == number] == [
        (number, where)
    ]


@pytest.mark.parametrize(
    ("data", "key", "words"),
    [
        (book(HEADS, ROW, MORE, change=hidden(rows=(3,))), "hidden", "3 “Read it"),
        (
            sheet(ods_row(*HEADS), ods_row(*ROW), ods_row(*MORE, more='table:visibility="collapse"')),
            "hidden",
            "3 “Read it",
        ),
        (book(HEADS, ["Write", "A", "=TODAY()", ""]), "uncomputed", "row 2"),
        (book(["Action", "Owner", "Owner", "Due"], ["Write", "A", "B", ""]), "", "Owner"),
        (text(["Action", "Owner", "Owner"], ["Write", "A", "B"]), "", "Owner"),
        (book(["Action", "Ownr"], ["Write", "A"]), "", "Ownr"),
    ],
)
def test_what_is_doubtful_is_asked(tmp_path: Path, data: bytes, key: str, words: str) -> None:
    (doubt,) = read(tmp_path, data).doubts
    assert doubt.key.startswith(key) and words in doubt.words, doubt


def test_a_hidden_column_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, book(HEADS, ROW, MORE, change=hidden(columns="B")))
    assert cells(found) == PLAIN and found.remarks == ("Hidden in the file: column B “Owner”.",)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("12 Nov 2026", "12 Nov 2026"),
        ("'12/11/2026", "'12/11/2026"),
        (0.5, "0.5"),
        (True, "yes"),
        ("#REF!", "#REF!"),
        (20261112, "20261112"),
        (12.0, "12"),
    ],
)
def test_a_cell_of_any_kind_is_words(tmp_path: Path, cell: Any, told: str) -> None:
    (row,) = cells(read(tmp_path, book(HEADS, ["Write", "A", cell, ""])))
    assert row["due"] == told


@pytest.mark.parametrize(("share", "form", "told"), [(0.5, "0%", "50%"), (1, "0%", "100%"), (0.125, "0.0%", "12.5%")])
def test_a_percentage_is_that_which_is_shown(tmp_path: Path, share: float, form: str, told: str) -> None:
    def percent(page: Any) -> None:
        page["D2"].number_format = form

    (row,) = cells(read(tmp_path, book(HEADS, ["Write", "A", "", share], change=percent)))
    assert row["status"] == told
    cell = f'<table:table-cell office:value-type="percentage" office:value="{share}"><text:p>{told}</text:p></table:table-cell>'
    (row,) = cells(read(tmp_path, sheet(ods_row(*HEADS), ods_row("Write", "A", "", cell))))
    assert row["status"] == told
