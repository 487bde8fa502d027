"""Taking in what others wrote: a thousand Popolo vote events of two hundred votes, and sheets as large as they may be."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.table import Row
from boardtui.book.store import Store
from boardtui.exchange.popolo.sittings import Sitting
from boardtui.exchange.popolo.taking import take
from boardtui.exchange.sheets import actions
from boardtui.exchange.sheets.columns import Heads
from boardtui.exchange.sheets.grid import Grid
from boardtui.exchange.sheets.reading import read_grids
from boardtui.register.layout import NAMES

EVENTS = 1_000
VOTES = 200
ROWS = 10_000


def measure(folder: Path) -> list[Row]:
    """Seconds from the call to the commit, and for sheets to the rows."""
    return [
        Row(f"Popolo, {EVENTS:,} vote events of {VOTES} votes, recounted", _popolo(folder), None, "s", 10.0),
        Row(f"a CSV of {ROWS:,} rows", _read(_csv(folder)), None, "s", 5.0),
        Row(f"an XLSX of {ROWS:,} rows", _read(_xlsx(folder)), None, "s", 15.0),
    ]


def _timed(done: Callable[[], object]) -> float:
    start = time.perf_counter()
    done()
    return time.perf_counter() - start


def _popolo(folder: Path) -> float:
    path = folder / "votes.json"
    path.write_text(json.dumps({"motions": [_motion(number) for number in range(EVENTS)]}), encoding="utf-8")

    def silently(held: Iterable[Sitting], count: int) -> Iterable[Sitting]:
        return held

    with Store.create(folder / "popolo.db", expected=NAMES) as store:
        return _timed(lambda: take(store, [path], "past", "benchmark", taken=(), progress=silently))


def _motion(number: int) -> dict[str, Any]:
    votes = [{"voter_id": f"p{seat}", "option": "yes" if seat < VOTES * 3 // 4 else "no"} for seat in range(VOTES)]
    counts = [{"option": "yes", "value": VOTES * 3 // 4}, {"option": "no", "value": VOTES // 4}]
    event = {"id": f"e{number}", "start_date": f"2015-03-{1 + number % 20:02}", "votes": votes, "counts": counts}
    return {"id": f"m{number}", "text": f"Motion {number}", "result": "pass", "vote_events": [event]}


def _read(path: Path) -> float:
    found: list[Grid] = []
    taken = _timed(lambda: found.extend(read_grids(path, Heads(actions.COLUMNS).known)))
    assert len(found[0].rows) == ROWS + 1
    return taken


def _rows() -> list[list[str]]:
    rows = [[f"Write report {number}", f"Officer {number % 40}", "30/11/2026", "open"] for number in range(ROWS)]
    return [["Action", "Owner", "Due", "Status"], *rows]


def _csv(folder: Path) -> Path:
    path = folder / "actions.csv"
    path.write_text("\n".join(";".join(row) for row in _rows()), encoding="cp1252")
    return path


def _xlsx(folder: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet("Actions")
    for row in _rows():
        page.append(row)
    book.save(folder / "actions.xlsx")
    return folder / "actions.xlsx"
