"""Any paper in a terminal: the words of its file, and bars in letters, each as long as its figures say."""

from __future__ import annotations

import html
import re
from typing import get_args

import pytest
from msgspec.structs import replace

from boardtui.config.house_style import Layout
from boardtui.papers.document import Chart, Document, Facts, Table, heading, own, para, said, without_empty
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.tui.safe import width_of
from boardtui.tui.views.chart import FILLS, bars_drawn, chart_lines
from boardtui.tui.views.paper import paper_lines
from boardtui.tui.views.table import table
from tests.papers.build_minutes import small_meeting


@pytest.mark.parametrize("room", [20, 43, 44, 101])
@pytest.mark.parametrize("several", [1, 2, 3, 30, 61])
def test_every_part_is_as_long_as_its_figure_says(room: int, several: int) -> None:
    bars = [(number * 7 % 13, number * 5 % 3, number % 2, number * 11 % 4 + 1) for number in range(several)]
    most = max(map(sum, bars))
    lines = bars_drawn(bars, room)
    assert len(lines) == several
    for counts, line in zip(bars, lines, strict=True):
        assert len(line) == round(room * sum(counts) / most + 1e-9) or abs(len(line) - room * sum(counts) / most) <= 0.5
        for fill, count in zip(FILLS, counts, strict=True):
            assert abs(line.count(fill) - room * count / most) <= 1
        assert list(line) == sorted(line, key=FILLS.index)


def test_nothing_is_drawn_where_there_is_nothing() -> None:
    assert bars_drawn([(0,), (0,)], 40) == ["", ""]
    assert bars_drawn([(0, 0), (0, 3)], 10) == ["", "▓" * 10]


@pytest.mark.parametrize("width", [40, 72, 80, 160])
def test_no_line_is_wider_than_the_room_and_the_figures_stand_below_each_other(width: int) -> None:
    bars = (("漢字 " * 20, (9, 10, 0, 0)), ("B" * 99, (0, 0, 1, 100)))
    chart = Chart("Attendance", "", ("present", "deputy only", "apologies", "absent"), bars)
    paper = Document("t", "b", "p", "2026-11-26", (heading(1, own("T" * 200)), chart))
    lines = paper_lines(paper, width)
    assert max(map(width_of, lines)) <= width
    assert ["".join(part.text for part in row).split()[-4:] for row in lines[-2:]] == [
        ["9", "10", "0", "0"],
        ["0", "0", "1", "100"],
    ]


def _words(text: str) -> list[str]:
    """The words of a paper in alphabetical order, since the cells of a table stand beside each other on a screen."""
    return sorted(re.findall(r"[^\W_]+", text))


@pytest.mark.parametrize("layout", get_args(Layout))
@pytest.mark.parametrize("width", [78, 110])
def test_the_minutes_on_the_screen_say_what_the_file_says_in_every_layout(layout: Layout, width: int) -> None:
    paper = minutes_document(small_meeting().minutes(), layout)
    # Markdown heads facts by their title, and a screen has no room for a column that says nothing.
    kept = [block for block in paper.blocks if not isinstance(block, Facts)]
    blocks = tuple(without_empty(block) if isinstance(block, Table) else block for block in kept)
    shown = "\n".join("".join(part.text for part in row) for row in paper_lines(replace(paper, blocks=blocks), width))
    told = as_markdown(replace(paper, blocks=blocks)).replace("<br>", " ").replace("&nbsp;", " ")
    fingerprint = re.compile(r"[0-9a-f]{40,}")
    assert _words(fingerprint.sub("", shown)) == _words(html.unescape(fingerprint.sub("", told)).replace("\\", ""))


def test_words_keep_their_weight_where_a_line_is_wrapped() -> None:
    paragraph = para(own("The Board "), said("AGREED to support", strong=True), own(" the objectives in paper B."))
    rows = paper_lines(Document("t", "b", "p", "2026-11-26", (paragraph,)), 40)
    assert [(part.text, part.tone) for row in rows for part in row] == [
        ("The Board ", ""),
        ("AGREED to support", "strong"),
        (" the", ""),
        ("objectives in paper B.", ""),
    ]


def test_the_heading_of_a_narrow_column_is_wrapped_and_not_cut() -> None:
    lines = table(("Present while in private (27)", "Representing"), [("Ada Abbott", "Chair of the trust")], 36)
    shown = "\n".join("".join(part.text for part in row) for row in lines)
    assert "(27)" in shown and "…" not in shown


def test_what_the_parts_of_a_bar_are_goes_on_in_a_second_line() -> None:
    series = ("present", "deputy or proxy only", "apologies", "absent or not yet arrived in public")
    rows = ["".join(part.text for part in row) for row in chart_lines(Chart("Attendance", "", series, ()), 78)]
    assert rows == ["█ present  ▓ deputy or proxy only  ▒ apologies", "░ absent or not yet arrived in public"]


def test_two_bars_whose_names_begin_alike_are_told_apart() -> None:
    names = ("John Smith (Director of Adult Social Care)", "John Smith (Director of Finance)")
    chart = Chart("Attendance", "Each member.", ("present",), tuple((name, (1,)) for name in names))
    rows = ["".join(part.text for part in row) for row in chart_lines(chart, 78)]
    labels = [row.split("█")[0].strip() for row in rows]
    assert len(set(labels)) == 2 and all(len(label) <= 26 for label in labels)
