"""A meeting of very many entries: the screen shows the last of them and says where the others are."""

from __future__ import annotations

import datetime

from boardtui.meeting import entries as e
from boardtui.tui.views.item import MOST, item_lines
from boardtui.tui.views.record import MOST as MOST_ENTRIES, record_lines
from tests import build

NOW = datetime.datetime.fromisoformat(build.at(2000))


def test_the_item_and_the_record_show_the_last_and_count_the_rest() -> None:
    stretch = build.sitting()
    for number in range(MOST + 150):
        build.record(stretch, e.NoteTaken(item="capital", text=f"point {number}"))
    local = datetime.datetime.fromisoformat
    shown = ["".join(part.text for part in row) for row in item_lines(stretch.state, "capital", 60, local, NOW)]
    assert "  150 earlier notes are in the minutes" in shown
    assert sum("point" in text for text in shown) == MOST
    assert any("point 249" in text for text in shown)
    record = ["".join(part.text for part in row) for row in record_lines(stretch, stretch.lines, 80, local)]
    assert record[-1] == f"{len(stretch.lines) - MOST_ENTRIES} earlier entries are in the replay"
    upto = stretch.lines[9].seq
    assert "point" not in "".join(
        part.text for row in record_lines(stretch, stretch.lines, 80, local, upto) for part in row
    )


def test_what_was_taken_back_is_marked_from_then_on() -> None:
    stretch = build.record(build.sitting(), e.NoteTaken(item="capital", text="wrong"))
    seq = stretch.lines[-1].seq
    build.record(stretch, e.EntryRetracted(seq=seq, reason="slip"))
    local = datetime.datetime.fromisoformat

    def told(upto: int | None) -> str:
        return "\n".join(
            "".join(part.text for part in row) for row in record_lines(stretch, stretch.lines, 80, local, upto)
        )

    assert "undone: " in told(None)
    assert "undone later: " in told(seq)
