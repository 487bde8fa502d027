"""Every file system call of open, vote and close on the database, one after the other, is made to fail by strace."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from boardtui.book.store import Store
from boardtui.book.verify import verify_store
from boardtui.desk.session import Session
from boardtui.register.layout import NAMES
from tests import build
from tests.faults.victim import BEFORE_THE_VOTE
from tests.tui.app import make_desk

ROOT = Path(__file__).parents[2]
VOTES = 2
FAULTS = ("error=EIO", "error=ENOSPC", "signal=SIGKILL")
# What changes the disk; reading and looking are swept in the long form.
CHANGING = ("pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink")


class Case(NamedTuple):
    """The n-th call of a name, and what is done to it."""

    call: str
    nth: int
    fault: str


class Outcome(NamedTuple):
    """What came of a case: nothing, or what was wrong with it; and whether the user was told a sentence."""

    case: Case
    wrong: str
    told: bool


def available() -> bool:
    """Whether strace is there and may trace."""
    if not sys.platform.startswith("linux") or shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


def prepare(folder: Path) -> Path:
    """A database in the middle of a vote."""
    desk = make_desk(folder)
    build.record_all(Session(desk.store, build.BOARD), BEFORE_THE_VOTE)
    desk.close()
    return folder / "data.db"


def run(folder: Path, original: Path, case: Case | None) -> tuple[Path, "subprocess.CompletedProcess[str]"]:
    """Let the victim vote on a copy of the database, with or without a fault."""
    place = folder / "victim"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    path = place / "data.db"
    shutil.copyfile(original, path)
    path.chmod(0o600)
    names = [str(path) + end for end in ("", "-journal", ".lock")]
    command = ["strace", "-f", "-qq", "-o", str(folder / "trace"), *(part for name in names for part in ("-P", name))]
    if case is not None:
        command += ["-e", f"inject={case.call}:{case.fault}:when={case.nth}"]
    command += [sys.executable, "-m", "tests.faults.victim", str(path), str(VOTES)]
    return path, subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=120)


def cases(folder: Path, original: Path, calls: tuple[str, ...] | None, faults: tuple[str, ...]) -> Iterator[Case]:
    """Every call that the victim makes on its files, each with every fault."""
    run(folder, original, None)
    found = re.findall(
        r"^(?:\d+ +)?([a-z0-9_]+)\(", (folder / "trace").read_text(errors="replace", encoding="utf-8"), re.MULTILINE
    )
    for call, count in sorted(Counter(found).items()):
        # A close that fails has closed all the same.
        if call == "close" or (calls is not None and call not in calls):
            continue
        yield from (Case(call, nth, fault) for nth in range(1, count + 1) for fault in faults)


def outcome(folder: Path, original: Path, case: Case) -> Outcome:
    """Run a case, and hold what the user saw against what is on the disk."""
    path, done = run(folder, original, case)
    said = done.stdout.splitlines()
    told = [line.removeprefix("told ") for line in said if line.startswith("told ")]
    acknowledged = [int(line.split()[1]) for line in said if line.startswith("acknowledged ")]
    with Store.open(original, expected=NAMES, read_only=True) as store:
        before = len(list(store.lines(build.BOARD)))
    with Store.open(path, expected=NAMES) as store:
        found = verify_store(store, build.BOARD)
    return Outcome(case, _wrong(done, found.problem, found.entries, [before, *acknowledged], told), bool(told))


def _wrong(
    done: "subprocess.CompletedProcess[str]", problem: str | None, there: int, acknowledged: list[int], told: list[str]
) -> str:
    killed = "ended" not in done.stdout
    if problem:
        return f"does not verify: {problem}"
    if there < acknowledged[-1]:
        return f"LOST: {acknowledged[-1]} acknowledged, {there} there"
    if "Traceback" in done.stderr:
        return f"a traceback: {done.stderr.splitlines()[-1]}"
    if there > acknowledged[-1] and not killed and not any("may or may not be recorded" in words for words in told):
        return f"there without having been acknowledged: {there} after {acknowledged[-1]}"
    if not killed and len(acknowledged) <= VOTES and not told:
        return "votes are missing and nobody was told"
    return ""
