"""Makes every mutation on a copy of the program and says which one no test noticed; ends with 1 where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.mutations import MUTATIONS, ROOT, Mutation

NEEDED = ("boardtui", "tests", "docs", "pyproject.toml", "config.toml", "data.db.example", "README.md")
PASSED, FAILED = 0, 1  # of pytest; anything above says that the tests could not be run
SECONDS = 300  # for the tests of one mutation: one that never ends is noticed too


def main() -> int:
    """Try all, or those whose text has one of the words given; returns the exit status."""
    chosen = [one for one in MUTATIONS if not sys.argv[1:] or any(word in one.old for word in sys.argv[1:])]
    if not chosen:
        print(f"No mutation has any of these words: {' '.join(sys.argv[1:])}")
        return 1
    copies: SimpleQueue[Path] = SimpleQueue()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as workers:
        for number in range(os.cpu_count() or 1):
            copies.put(_copied(Path(folder) / str(number)))
        files = sorted({test for one in chosen for test in one.tests})
        home = copies.get()
        if _tested(home, files) != PASSED:
            print("These tests do not pass on the program as it is:", *files, sep="\n  ")
            return 1
        copies.put(home)
        words = list(workers.map(lambda one: _tried(copies, one), chosen))
    for line in filter(None, words):
        print(line)
    print(f"{len(chosen)} mutations, {len(chosen) - sum(map(bool, words))} noticed.")
    return int(any(words))


def _copied(home: Path) -> Path:
    home.mkdir()
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, home / name, ignore=shutil.ignore_patterns("__pycache__", "frames", "images"))
        else:
            shutil.copy(source, home / name)
    return home


def _tried(copies: SimpleQueue[Path], mutation: Mutation) -> str:
    """What is wrong with a mutation, in words; empty where a test failed by it."""
    home = copies.get()
    try:
        path = mutation.place(home)
    except LookupError as gone:
        copies.put(home)
        return f"CANNOT BE MADE: {gone}"
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(before.replace(mutation.old, mutation.new), encoding="utf-8")
        status = _tested(home, mutation.tests)
    finally:
        path.write_text(before, encoding="utf-8")
        copies.put(home)
    where = f"{path.relative_to(home)}: {mutation.old!r} -> {mutation.new!r}"
    if status == PASSED:
        return f"NOT NOTICED by {' '.join(mutation.tests)}: {where}"
    return "" if status == FAILED else f"COULD NOT BE TRIED (pytest ended with {status}): {where}"


def _tested(home: Path, tests: tuple[str, ...] | list[str]) -> int:
    """The exit status of pytest in that copy; stops at the first failure."""
    options = ["-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-o", "addopts=", "--strict-markers"]
    environment = {**os.environ, "PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        return subprocess.run(
            [sys.executable, "-m", "pytest", *options, *tests],
            cwd=home,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return FAILED


if __name__ == "__main__":
    sys.exit(main())
