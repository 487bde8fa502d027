"""Full disks: a small disk of its own (tmpfs, where root allows) with 0 to 24 KiB left, and votes until it is full."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from boardtui.book.store import Store
from boardtui.book.verify import verify_store
from boardtui.register.layout import NAMES
from tests import build

ROOT = Path(__file__).parents[2]
ROOMS = range(0, 25, 4)  # KiB left; a page of the disk has 4
ALL_VOTES = 60


class Full(NamedTuple):
    """How much room there was, what was acknowledged, what is there, what the user was told, what was wrong."""

    room: int
    acknowledged: int
    there: int
    told: str
    wrong: str


@contextmanager
def small_disk(folder: Path, kib: int) -> Iterator[Path]:
    """A disk of that size, mounted for as long as it is needed."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def available(folder: Path) -> bool:
    """Whether this user may mount a disk."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        return False
    subprocess.run(["umount", str(folder)], check=True)
    return True


def fill(folder: Path, original: Path, room: int) -> Full:
    """Vote on a disk with so many KiB left until it is full; then make room, and go on."""
    size = (original.stat().st_size + 4095) // 4096 * 4 + 256
    with small_disk(folder / f"disk{room}", size) as disk:
        path = disk / "data.db"
        path.write_bytes(original.read_bytes())
        path.chmod(0o600)
        ballast = disk / "ballast"
        _fill_up(ballast, disk, room)
        acknowledged, told, fault = _vote(path, ALL_VOTES)
        there = _there(path, fault)
        with Store.open(original, expected=NAMES, read_only=True) as store:
            last = acknowledged or len(list(store.lines(build.BOARD)))
        ballast.unlink()
        again, told_again, _ = _vote(path, 1)
        wrong = fault or ("" if there == last else f"{last} acknowledged, {there} there")
        if told and "NOT recorded" not in told:
            wrong = wrong or f"the sentence does not say which: {told}"
        if again != there + 1:
            wrong = wrong or f"with room again it could not go on: {told_again}"
        return Full(room, acknowledged, there, told, wrong)


def _fill_up(ballast: Path, disk: Path, room: int) -> None:
    left = os.statvfs(disk)
    ballast.write_bytes(b"x" * max(0, left.f_bavail * left.f_bsize - room * 1024))


def _vote(path: Path, number: int) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "tests.faults.victim", str(path), str(number)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=120)
    acknowledged = [int(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("acknowledged ")]
    told = [line.removeprefix("told ") for line in done.stdout.splitlines() if line.startswith("told ")]
    return max(acknowledged, default=0), told[0] if told else "", done.stderr[-200:]


def _there(path: Path, fault: str) -> int:
    with Store.open(path, expected=NAMES, read_only=True) as store:
        found = verify_store(store, build.BOARD)
        assert found.problem is None, (found, fault)
        return found.entries
