"""Runs the fault suite and prints its figures as a table: `python -m tests.faults` or, in five minutes, `--long`."""

import argparse
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.faults import fulldisk, hostile_files, powercut, realcut, sweep


class Figure(NamedTuple):
    """One line of the table: what was done how often, entries lost, anything else wrong, and whether that is right."""

    what: str
    tries: int
    lost: int
    wrong: int
    right: bool


def power_cuts(folder: Path, long: bool) -> Iterator[Figure]:
    """Crash images; the controls must lose entries."""
    votes = 30 if long else 8
    settings = {
        "as it is (TRUNCATE, FULL)": powercut.AS_IT_IS,
        "control: never synced (OFF)": powercut.NEVER_SYNCED,
        "control: WAL, NORMAL": powercut.WAL_NORMAL,
    }
    for number, (name, chosen) in enumerate(settings.items()):
        place = folder / f"power{number}"
        place.mkdir()
        found = powercut.check(place, votes, chosen)
        right = found[1:] == (0, 0) if number == 0 else found.lost > 0
        yield Figure(f"power cut, {name}: images", found.images, found.lost, found.broken, right)


def kills_at_random(folder: Path, long: bool) -> Iterator[Figure]:
    """kill -9 in a program of its own; the control must lose entries."""
    for name, number, early in (("as it is", 1000 if long else 25, []), ("control: told too early", 50, ["early"])):
        place = folder / f"kills{number}{len(early)}"
        place.mkdir()
        command = [sys.executable, "-m", "tests.faults.kills", str(place), str(number), *early]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=sweep.ROOT)
        killed, lost, broken, acknowledged = map(int, done.stdout.split())
        right = lost > 0 if early else (lost, broken) == (0, 0)
        yield Figure(f"kill -9, {name} ({acknowledged} entries acknowledged)", killed, lost, broken, right)


def failing_calls(folder: Path, long: bool) -> Iterator[Figure]:
    """strace makes every call fail, each with every fault; the short form takes a few of those that change the disk."""
    if not sweep.available():
        return
    (folder / "voting").mkdir()
    original = sweep.prepare(folder / "voting")
    for fault in sweep.FAULTS:
        found = list(sweep.cases(folder, original, None if long else sweep.CHANGING, (fault,)))
        chosen = found if long else found[:: max(1, len(found) // 4)]
        outcomes = [sweep.outcome(folder, original, case) for case in chosen]
        for one in outcomes:
            if one.wrong:
                print(one, file=sys.stderr)
        lost = sum(one.wrong.startswith("LOST") for one in outcomes)
        wrong = sum(bool(one.wrong) for one in outcomes)
        told = sum(one.told for one in outcomes)
        yield Figure(f"every call of open, vote, close: {fault} ({told} told)", len(outcomes), lost, wrong, not wrong)


def full_disks(folder: Path, long: bool) -> Iterator[Figure]:
    """A disk with 0 to 24 KiB left."""
    (folder / "probe").mkdir()
    if not fulldisk.available(folder / "probe"):
        return
    (folder / "filling").mkdir()
    original = sweep.prepare(folder / "filling")
    rooms = range(25) if long else fulldisk.ROOMS[::3]
    outcomes = [fulldisk.fill(folder, original, room) for room in rooms]
    for one in outcomes:
        if one.wrong:
            print(one, file=sys.stderr)
    lost = sum(one.there < one.acknowledged for one in outcomes)
    wrong = sum(bool(one.wrong) for one in outcomes)
    yield Figure("full disk, 0 to 24 KiB left", len(outcomes), lost, wrong, not wrong)


def real_cuts(folder: Path, long: bool) -> Iterator[Figure]:
    """A real kernel's disk, cut while the program records; the controls must lose entries."""
    (folder / "loop").mkdir()
    reason = realcut.why_not(folder / "loop") if long else "only in the long form"
    if reason:
        print(f"| power cut of a real kernel: not tried, since {reason} | | | | | |", flush=True)
        return
    settings = {
        "as it is (TRUNCATE, FULL)": (realcut.AS_IT_IS, 200),
        "control: never synced (OFF)": (realcut.NEVER_SYNCED, 20),
        "control: the default of SQLite (DELETE, FULL)": (realcut.THE_DEFAULT, 100),
    }
    for number, (name, (chosen, cuts)) in enumerate(settings.items()):
        found = realcut.cut(folder / f"real{number}", cuts, chosen)
        right = found[1:] == (0, 0) if number == 0 else found.lost > 0
        yield Figure(f"power cut of a real kernel, {name}", found.cuts, found.lost, found.broken, right)


def hostile(folder: Path, long: bool) -> Iterator[Figure]:
    """Hostile files of every kind, handed to every command that reads such a file, in a program of its own."""
    command = [sys.executable, "-m", "tests.faults.hostile_files", str(1400 if long else 56)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=sweep.ROOT)
    print(done.stderr + done.stdout if done.returncode else "", end="", file=sys.stderr)
    tried, wrong = map(int, done.stdout.split("\n")[-2].split())
    yield Figure(f"hostile files of {len(hostile_files.KINDS)} kinds: commands run on one", tried, 0, wrong, not wrong)


PARTS = (power_cuts, real_cuts, kills_at_random, failing_calls, full_disks, hostile)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="thousands of faults in place of dozens")
    long = parser.parse_args().long
    system = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()}"
    print(
        f"{system}\n\n| fault | times | entries lost | otherwise wrong | as it must be | seconds |\n|---|--:|--:|--:|---|--:|"
    )
    right = True
    with tempfile.TemporaryDirectory() as name:
        for part in PARTS:
            began = time.monotonic()
            for figure in part(Path(name), long):
                verdict = "yes" if figure.right else "NO"
                took = time.monotonic() - began
                print(
                    f"| {figure.what} | {figure.tries} | {figure.lost} | {figure.wrong} | {verdict} | {took:.0f} |",
                    flush=True,
                )
                right, began = right and figure.right, time.monotonic()
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
