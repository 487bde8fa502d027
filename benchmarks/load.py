"""Large books: a body of 500 members, a meeting of 20,000 entries, a book of a million; each in a program of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.books import long_meeting, many_meetings, voting
from benchmarks.table import Row

MEETINGS = 6_100  # of about 165 entries each: a million
ENTRIES = 20_000
MOST_MEMORY = 150  # MiB, whatever the size of the book
_CODE = """
import resource, sys, time
from pathlib import Path
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
path, book = Path(sys.argv[1]), "partnership-board"
from boardtui.desk import replay, session
from boardtui.desk import checking, findings
from boardtui.book.transfer import write_jsonl
from boardtui.meeting import entries as e
began = time.process_time()
desk = Desk.open(Config(Settings(database=str(path)), path.parent), read_only={read_only})
store = desk.store
{work}
took = {took}
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(took, peak / (1024 if sys.platform != "darwin" else 1024**2))
"""
_TOOK = "time.process_time() - began"
_RECORD = """
session = desk.session(book)
times = []
for number in range(60):
    start = time.perf_counter()
    session.record(e.VotesRecorded(
        motion="m1", choice="for" if number % 2 else "against", voters=(min(session.state.motions["m1"].electorate.may_vote),)))
    times.append(time.perf_counter() - start)
"""
_OPEN = "session = desk.session(book); assert session.state.meeting; desk.planned(); desk.running(); desk.past(20)"
_REPLAY = "found = replay.replay(store.lines(book), keep=False); assert found.problem is None, found.problem"
_VERIFY = "found = checking.check_source(store, book, lambda: store.lines(book)); assert found.intact, found.words"
_FINDINGS = "assert not findings.findings(store, lambda: store.lines(book), findings.Against())"
_EXPORT = 'write_jsonl(store.lines(book), open("/dev/null", "wb"))'
_JSON = "replay.as_json(store.lines(book))"


def measure(folder: Path) -> list[Row]:
    """Seconds of the processor (of a vote, milliseconds that pass until it is on the disk), and MiB at the most."""
    few, _, _ = voting(folder, 31)
    many, _, _ = voting(folder, 500)
    long = long_meeting(folder, ENTRIES)
    million = many_meetings(folder, MEETINGS)
    rows = [
        *_rows("31 members: open", few, _OPEN),
        *_rows("500 members: open", many, _OPEN, bound=2.0),
        *_recording("31 members: a vote recorded", few),
        *_recording("500 members: a vote recorded", many),
        *_rows(f"a meeting of {ENTRIES:,} entries: open", long, _OPEN, bound=2.0),
        *_recording(f"a meeting of {ENTRIES:,} entries: a vote recorded", long),
    ]
    for what, work, bound in (
        ("open", _OPEN, 1.0),
        ("replay", _REPLAY, None),
        ("verify", _VERIFY, None),
        ("verify --json", _FINDINGS, None),
        ("export", _EXPORT, None),
        ("replay --json", _JSON, None),
    ):
        rows += _rows(f"a book of a million entries: {what}", million, work, bound=bound)
    return rows


def _rows(what: str, path: Path, work: str, bound: float | None = None) -> list[Row]:
    took, peak = _run(path, work)
    return [Row(what, took, None, "s", bound), Row("  peak memory", peak, None, "MiB", MOST_MEMORY)]


def _recording(what: str, path: Path) -> list[Row]:
    took, _ = _run(path, _RECORD, "1000 * sorted(times)[len(times) // 2]", read_only=False)
    return [Row(what, took, None, "ms")]


def _run(path: Path, work: str, took: str = _TOOK, *, read_only: bool = True) -> tuple[float, float]:
    code = _CODE.format(work=work, took=took, read_only=read_only)
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True)
    seconds, peak = map(float, done.stdout.split())
    return seconds, peak
