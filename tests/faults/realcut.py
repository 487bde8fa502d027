"""Power cuts of a real kernel, where root may mount a loop device: an ext4 file system in a file, and copies of that file.

A victim records on it and is stopped at random moments; what the kernel has not yet handed to the device is then not in
the file. Each copy of the file is a disk after a cut: it is mounted (ext4 recovers its own journal), opened by the
program, and must hold every entry that was acknowledged. `python -m tests.faults.realcut victim DB SETTINGS` is the victim.
"""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from boardtui.book import schema
from boardtui.book.errors import BookError
from boardtui.book.store import Store
from boardtui.book.verify import verify_store
from tests.book.making import BOOK, a_book, a_database, a_line, record

ROOT = Path(__file__).parents[2]
SIZE = 12 * 1024**2  # bytes of the disk
CUTS_A_DISK = 10
AS_IT_IS = dict(schema._DURABLE)
NEVER_SYNCED = {"journal_mode": "truncate", "synchronous": 0}
THE_DEFAULT = {"journal_mode": "delete", "synchronous": 2}


class Found(NamedTuple):
    """Cuts; those after which an acknowledged entry was missing, or the book could not be read or verified."""

    cuts: int
    lost: int
    broken: int


def make_disk(image: Path) -> None:
    """An empty ext4 file system in a file, all of it laid out at once."""
    with image.open("wb") as file:
        file.truncate(SIZE)
    options = ["-q", "-F", "-J", "size=4", "-E", "lazy_itable_init=0,lazy_journal_init=0"]
    subprocess.run(["mkfs.ext4", *options, str(image)], check=True, capture_output=True)


@contextlib.contextmanager
def mounted(image: Path, folder: Path) -> Iterator[Path]:
    """The disk, mounted for as long as it is needed; the kernel writes of its own accord only every five minutes."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop,commit=300", str(image), str(folder)], check=True, capture_output=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True, capture_output=True)


def why_not(folder: Path) -> str | None:
    """Why no disk can be mounted here, or None."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "only root on Linux may mount a disk"
    if shutil.which("mkfs.ext4") is None:
        return "mkfs.ext4 is not installed"
    try:
        make_disk(folder / "probe.img")
        with mounted(folder / "probe.img", folder / "probe"):
            return None
    except subprocess.CalledProcessError as error:
        return f"a loop device cannot be mounted here ({error.stderr.decode(errors='replace').strip()})"
    finally:
        (folder / "probe.img").unlink(missing_ok=True)


def cut(folder: Path, cuts: int, settings: dict[str, object] = AS_IT_IS, seed: int = 1) -> Found:
    """Record, and cut the power so many times."""
    chance, found = random.Random(seed), Found(0, 0, 0)
    folder.mkdir(exist_ok=True)
    while found.cuts < cuts:
        # A name of its own: a loop device that the system has not let go of yet would be taken again for the same file.
        image = folder / f"disk{found.cuts}.img"
        make_disk(image)
        with mounted(image, folder / "disk") as disk:
            path = a_database(disk / "data.db", a_book(3))
            os.sync()
            images = list(_images(image, path, settings, min(CUTS_A_DISK, cuts - found.cuts), chance))
        for copy, acknowledged in images:
            lost, broken = _after(copy, folder / "after", acknowledged)
            found = Found(found.cuts + 1, found.lost + lost, found.broken + broken)
            copy.unlink()
        image.unlink()
    return found


def _images(
    image: Path, path: Path, settings: dict[str, object], cuts: int, chance: random.Random
) -> Iterator[tuple[Path, list[str]]]:
    """Copies of the disk as a cut would leave it, each with the hashes of the entries acknowledged by then."""
    told = image.with_name("told")
    with told.open("wb") as output:
        words = [sys.executable, "-m", "tests.faults.realcut", "victim", str(path), json.dumps(settings)]
        victim = subprocess.Popen(words, stdout=output, cwd=ROOT)
    try:
        _wait_for_the_first(told, victim)
        for number in range(cuts):
            time.sleep(chance.uniform(0.001, 0.03))
            victim.send_signal(signal.SIGSTOP)
            _wait_until_stopped(victim.pid)
            copy = image.with_name(f"{image.stem}-cut{number}.img")
            _copy_steadily(image, copy)
            yield copy, told.read_text(encoding="utf-8").splitlines()
            victim.send_signal(signal.SIGCONT)
    finally:
        victim.kill()
        victim.wait()


def _wait_for_the_first(told: Path, victim: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while not told.stat().st_size:
        if victim.poll() is not None or time.monotonic() > end:
            raise RuntimeError("the victim did not start")
        time.sleep(0.01)


def _wait_until_stopped(pid: int) -> None:
    while Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in "TZ":
        time.sleep(0.0005)


def _copy_steadily(image: Path, copy: Path) -> None:
    """Copy a file that nobody changes meanwhile: the kernel may write of its own accord, and then it is copied again."""
    while True:
        shutil.copyfile(image, copy)
        if image.read_bytes() == copy.read_bytes():
            return


def _after(image: Path, folder: Path, acknowledged: list[str]) -> tuple[bool, bool]:
    """Whether an acknowledged entry is missing on that disk, and whether the book cannot be read or does not verify."""
    with mounted(image, folder) as disk:
        try:
            with Store.open(disk / "data.db") as store:
                there = [line.hash for line in store.lines(BOOK)][3:]
                is_lost = there[: len(acknowledged)] != acknowledged
                if is_lost:
                    kept = sum(line.hash in acknowledged for line in store.lines(BOOK))
                    print(f"{image.name}: of {len(acknowledged)} acknowledged {kept} are there", file=sys.stderr)
                return is_lost, verify_store(store, BOOK).problem is not None
        except BookError:
            return False, True


def victim(path: Path, settings: dict[str, object]) -> None:
    """Record until stopped, and say the hash of each entry when it is recorded."""
    with mock.patch.object(schema, "_DURABLE", settings), Store.open(path) as store:
        last = store.last(BOOK)
        for number in range(4_000):
            last = a_line(last, text="x" * (number * 37 % 900))
            record(store, last)
            os.write(1, f"{last.hash}\n".encode())
            time.sleep(0.002 * (number % 3))  # votes come with pauses, and a cut may come in one
        time.sleep(600)


if __name__ == "__main__":
    if sys.argv[1:2] != ["victim"]:
        sys.exit("usage: python -m tests.faults.realcut victim DB SETTINGS")
    victim(Path(sys.argv[2]), json.loads(sys.argv[3]))
