"""Bars drawn in letters: one line each, as long as their figures say, in whatever room there is."""

from __future__ import annotations

import pytest

from boardtui.outgoing.pictured import FILLS, _drawn, as_lines
from boardtui.papers.document import Chart, Document, heading, own


@pytest.mark.parametrize("room", [20, 43, 44, 101])
@pytest.mark.parametrize("several", [1, 2, 3, 30, 61])
def test_every_part_is_as_long_as_its_figure_says(room: int, several: int) -> None:
    bars = [(number * 7 % 13, number * 5 % 3, number % 2, number * 11 % 4 + 1) for number in range(several)]
    most = max(map(sum, bars))
    lines = _drawn(bars, room)
    assert len(lines) == several
    for counts, line in zip(bars, lines, strict=True):
        assert len(line) == round(room * sum(counts) / most + 1e-9) or abs(len(line) - room * sum(counts) / most) <= 0.5
        for fill, count in zip(FILLS, counts, strict=True):
            assert abs(line.count(fill) - room * count / most) <= 1
        assert list(line) == sorted(line, key=FILLS.index)


def test_nothing_is_drawn_where_there_is_nothing() -> None:
    assert _drawn([(0,), (0,)], 40) == ["", ""]
    assert _drawn([(0, 0), (0, 3)], 10) == ["", "▓" * 10]


@pytest.mark.parametrize("width", [40, 72, 80, 160])
def test_no_line_is_wider_than_the_room_and_the_figures_stand_below_each_other(width: int) -> None:
    bars = (("漢字 " * 20, (9, 10, 0, 0)), ("B" * 99, (0, 0, 1, 100)))
    chart = Chart("Attendance", "", ("present", "deputy sent", "apologies", "absent"), bars)
    paper = Document("t", "b", "p", "2026-11-26", (heading(1, own("T" * 200)), chart))
    from rich.cells import cell_len

    told = list(as_lines(paper, width))
    assert max(cell_len(line.whole) for line in told) <= width
    assert [line.figures.split() for line in told if line.kind == "bar"] == [
        ["9", "10", "0", "0"],
        ["0", "0", "1", "100"],
    ]
