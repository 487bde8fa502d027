"""Hands hostile files to every command that reads one, and watches: no traceback, nothing that steers a terminal, no
write outside the folder, and an end within seconds.

`python -m tests.faults.hostile_files NUMBER [SEED]` prints what went wrong, with the seed that makes it again,
and last how many commands were run and how many of them went wrong.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from click.testing import CliRunner, Result

from boardtui.book.mirror import Mirror
from boardtui.book.signing import make_key
from boardtui.cli.examples.build import write_example
from boardtui.cli.main import main
from boardtui.config.config import load
from boardtui.desk.desk import Desk
from tests.faults import mutate
from tests.popolo.making import event, motion

SECONDS = 20  # within which every command ends, however large or deep the file
BOOK = "partnership-board"
STEERS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
ROOT = Path(__file__).parents[2]
Spoil = Callable[[bytes, Random], bytes]


class Kind(NamedTuple):
    """A kind of file: its name in the folder, how it is spoilt, and the commands that read it."""

    file: str
    spoil: Spoil | None
    commands: tuple[str, ...]


KINDS = {
    "charter": Kind(
        "charter.toml", mutate.hostile_toml, ("charter check charter.toml", "init --charter charter.toml --db new.db")
    ),
    "terms": Kind("terms.toml", mutate.hostile_toml, ("init --tor terms.toml --db new.db",)),
    "config": Kind("config.toml", mutate.hostile_toml, (f"verify {BOOK}", f"replay {BOOK}", "decisions the")),
    "popolo": Kind(
        "popolo.json",
        mutate.hostile_json,
        ("import popolo popolo.json --book past", "verify past", "export past --format popolo -o out.json"),
    ),
    "book": Kind(
        "book.jsonl",
        mutate.hostile_lines,
        (
            "verify book.jsonl",
            "verify --json book.jsonl",
            "replay book.jsonl",
            "replay --json book.jsonl",
            "verify whole.jsonl --extends book.jsonl",
            "import book book.jsonl --db empty.db",
            "restore book.jsonl --db new.db",
        ),
    ),
    "forged book": Kind(
        "book.jsonl",
        mutate.forged,
        (
            "verify book.jsonl",
            "replay book.jsonl",
            "replay --json book.jsonl",
            "import book book.jsonl --db empty.db",
            f"minutes {BOOK} --db empty.db",
            f"export {BOOK} --public -o public.jsonl --db empty.db",
            "decisions the --db empty.db",
        ),
    ),
    "script": Kind("script.jsonl", mutate.hostile_lines, (f"record {BOOK} script.jsonl", f"verify {BOOK}")),
    "problems": Kind("problems.jsonl", mutate.hostile_lines, ("tally problems.jsonl",)),
    "database": Kind(
        "data.db",
        None,
        (
            f"verify {BOOK}",
            f"replay {BOOK} --json",
            f"minutes {BOOK}",
            f"whatif {BOOK}",
            "decisions the",
            f"publish {BOOK} pb-2026-09-24",
            f"record {BOOK} script.jsonl",
        ),
    ),
    "checkpoint": Kind("checkpoint", mutate.knocked, ("verify whole.jsonl --checkpoint checkpoint --key key",)),
    "key": Kind("key", mutate.knocked, ("verify whole.jsonl --checkpoint checkpoint --key key", f"sign {BOOK}")),
    "mirror": Kind(
        f"stick/{BOOK}.jsonl", mutate.hostile_lines, (f"record {BOOK} script.jsonl", "restore stick --db new.db")
    ),
    "template": Kind("templates/paper.html", mutate.knocked, (f"minutes {BOOK} --format html",)),
    "pdf template": Kind("templates/paper.typ", mutate.knocked, (f"minutes {BOOK} --format pdf",)),
}


class Wrong(NamedTuple):
    """What must not happen, and did."""

    command: str
    what: str


class TookTooLong(BaseException):
    """A command that the watchdog ended."""


def make_valid(folder: Path) -> None:
    """A folder with one good file of every kind."""
    folder.mkdir()
    write_example(folder / "data.db")
    shutil.copy(folder / "data.db", folder / "empty.db")
    _delete_entries(folder / "empty.db")
    public = make_key(folder / "key", "secretary")
    (folder / "stick").mkdir()
    shutil.copytree(ROOT / "boardtui" / "papers" / "templates", folder / "templates")
    (folder / "config.toml").write_text(
        'database = "data.db"\nmeetings = "meetings"\nsecretary = "J Smith"\nmirror = "stick"\nkey = "key"\n'
        'templates = "templates"\ntimezone = "Europe/London"\n[terms.partnership-board]\ndeputies = "may_vote"\nsource = "x"\n',
        encoding="utf-8",
    )
    desk = Desk.open(load(folder / "config.toml"))
    Mirror(folder / "stick").follow(desk.store, BOOK)
    desk.close()
    _run(folder, f"export {BOOK} -o book.jsonl")
    shutil.copy(folder / "book.jsonl", folder / "whole.jsonl")
    _run(folder, f"sign {BOOK}")
    signed = next(folder.rglob("*checkpoint*"), None)
    assert signed is not None, public
    shutil.copy(signed, folder / "checkpoint")
    charters = ROOT / "boardtui" / "charter"
    shutil.copy(charters / "memoranda" / "doncaster.toml", folder / "charter.toml")
    shutil.copy(charters / "terms" / "health-board.toml", folder / "terms.toml")
    (folder / "popolo.json").write_text(
        json.dumps({"motions": [motion(event())], "persons": [{"id": "ann", "name": "Ann"}]}),
        encoding="utf-8",
    )
    cases = (ROOT / "tests" / "cases" / "tally.jsonl").read_text(encoding="utf-8").splitlines()
    (folder / "problems.jsonl").write_text(
        "".join(json.dumps(json.loads(case)["problem"]) + "\n" for case in cases[:6]),
        encoding="utf-8",
    )
    entries = [json.loads(line)["entry"] for line in (folder / "book.jsonl").read_text(encoding="utf-8").splitlines()]
    convened = [n for n, entry in enumerate(entries) if entry["kind"] == "MeetingConvened"]
    script = [
        entry for entry in entries[convened[-1] :] if entry["kind"] not in ("MeetingConvened", "ConfidentialCarried")
    ]
    planned = '{"kind":"MeetingConvened","meeting":"pb-2026-11-26"}\n'
    (folder / "script.jsonl").write_text(
        planned + "".join(json.dumps(entry).replace("pb-sep-", "pb-nov-") + "\n" for entry in script[:60]),
        encoding="utf-8",
    )


def _delete_entries(path: Path) -> None:
    import sqlite3

    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("DELETE FROM entries")


def spoil(folder: Path, kind: Kind, chance: Random) -> None:
    """Make the file of that kind in a folder hostile."""
    path = folder / kind.file
    if kind.spoil is None:
        mutate.hostile_database(path, chance)
    else:
        path.write_bytes(kind.spoil(path.read_bytes(), chance))


def attempt(valid: Path, sandbox: Path, name: str, chance: Random) -> list[Wrong]:
    """Spoil one file in a copy of the valid folder, run every command that reads it, and say what went wrong."""
    folder = sandbox / "inside"
    shutil.rmtree(sandbox, ignore_errors=True)
    sandbox.mkdir(parents=True)
    shutil.copytree(valid, folder)
    kind = KINDS[name]
    spoil(folder, kind, chance)
    return [Wrong(command, what) for command in kind.commands for what in _watched(folder, command)]


def _watched(folder: Path, command: str) -> Iterator[str]:
    outside: list[str] = []
    with _guarding(folder, outside):
        try:
            result = _run(folder, command)
        except TookTooLong as late:
            yield f"took more than {SECONDS} seconds: " + "".join(traceback.format_tb(late.__traceback__)[-3:])
            return
    error = result.exception
    if error is not None and not isinstance(error, SystemExit):
        where = "".join(traceback.format_tb(error.__traceback__)[-4:])
        yield f"{type(error).__name__}: {str(error)[:300]}\n{where}"
    if b"stopped because of an error" in result.stderr_bytes:
        yield "a fault of the program: " + " / ".join(
            path.read_text(encoding="utf-8") for path in folder.rglob("*-crash.txt")
        )
    for stream, data in (("output", result.stdout_bytes), ("errors", result.stderr_bytes)):
        if b"Traceback (most recent" in data:
            yield f"a traceback on the {stream}: {data[-600:]!r}"
        if steers := STEERS.search(data):
            yield f"steers the terminal on the {stream}: {data[max(0, steers.start() - 60) : steers.end() + 20]!r}"
    yield from (f"wrote outside the folder: {path}" for path in outside)


def _run(folder: Path, command: str) -> Result:
    with contextlib.chdir(folder), _watchdog():
        return CliRunner().invoke(main, ["--config", "config.toml", *command.split()])


@contextlib.contextmanager
def _watchdog() -> Iterator[None]:
    def bark(*_: object) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, bark)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


_guards: list[tuple[Path, list[str]]] = []
_PLACES = {
    "os.mkdir": (0,),
    "os.rename": (0, 1),
    "os.remove": (0,),
    "os.rmdir": (0,),
    "os.symlink": (1,),
    "os.link": (1,),
    "os.truncate": (0,),
}
_WRITING = 0o1 | 0o2 | 0o100 | 0o1000


def _audit(event: str, args: tuple[Any, ...]) -> None:
    """Note whatever is written, made, moved or removed outside of the guarded folder."""
    if not _guards:
        return
    if event == "open":
        paths = [args[0]] if isinstance(args[2], int) and args[2] & _WRITING else []
    elif event == "subprocess.Popen" and args[0] in (sys.executable, os.fsencode(sys.executable)):
        return  # a board's own template is used in a process of its own
    elif event in ("subprocess.Popen", "os.system", "os.exec", "socket.connect"):
        _guards[-1][1].append(f"{event} {args[0]!r}")
        return
    else:
        paths = [args[place] for place in _PLACES.get(event, ())]
    folder, found = _guards[-1]
    for path in paths:
        if isinstance(path, str | bytes):
            text = path.decode(errors="replace") if isinstance(path, bytes) else path
            whole = Path(text).absolute()
            if not whole.is_relative_to(folder) and "__pycache__" not in text and text != "/dev/null":
                found.append(f"{event} {text[:200]}")


sys.addaudithook(_audit)


@contextlib.contextmanager
def _guarding(folder: Path, found: list[str]) -> Iterator[None]:
    before = {path: path.stat().st_mtime_ns for path in folder.parent.iterdir() if path != folder}
    _guards.append((folder.absolute(), found))
    try:
        yield
    finally:
        _guards.pop()
    after = {path: path.stat().st_mtime_ns for path in folder.parent.iterdir() if path != folder}
    found += [str(path) for path in after.keys() ^ before.keys()]


def run(folder: Path, number: int, seed: int = 0) -> Iterator[tuple[str, int, list[Wrong]]]:
    """So many attempts, the kinds in turn; yields each kind with the seed and what went wrong."""
    make_valid(folder / "valid")
    names = list(KINDS)
    for count in range(number):
        name, chosen = names[count % len(names)], seed + count
        yield name, chosen, attempt(folder / "valid", folder / "sandbox", name, Random(f"{name} {chosen}"))


if __name__ == "__main__":
    bad = commands = 0
    with tempfile.TemporaryDirectory() as place:
        for kind_, seed_, wrong_ in run(Path(place), int(sys.argv[1]), int((sys.argv[2:] or ["0"])[0])):
            commands += len(KINDS[kind_].commands)
            for one in wrong_:
                bad += 1
                print(f"--- {kind_}, seed {seed_}: {one.command}\n{one.what}", flush=True)
    print(commands, bad)
    sys.exit(bool(bad))
