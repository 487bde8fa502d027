"""What commands write of a book for the public, from a database, without numbers of entries and what comes from hashes."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from click.testing import CliRunner

from boardtui.book.chain import GENESIS, canonical, seal
from boardtui.book.store import Store
from boardtui.charter.terms_of_reference import Terms
from boardtui.cli.main import main
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.exchange.outgoing import exported
from boardtui.meeting import entries as e
from boardtui.meeting.entries import AgendaItem, kind
from boardtui.papers.circulation.catalogue import Table
from boardtui.papers.circulation.circulating import papers_of
from boardtui.papers.circulation.publishing import publish
from boardtui.papers.formats.markdown import as_markdown
from boardtui.register.agenda import Meeting, add_item, add_meeting
from boardtui.register.layout import NAMES
from boardtui.register.tables import edit
from tests.build import write_demo
from tests.public_record.candidates import PLANNED
from tests.public_record.pairs import BOOK, Line

NOW = datetime.datetime(2026, 12, 1, 10, tzinfo=datetime.UTC)
_TABLES: tuple[Table, ...] = ("csv", "popolo", "ics", "jsonl")
_TERMS = {BOOK: Terms(notice_days=5, source="Terms of reference 4")}
_NUMBERS = re.compile(r"[0-9a-f]{64}|\bentr(?:y|ies) \d+|\b\d+ entries|\"(?:entry|entries|seq|at|decided)\":\d+")


def template(folder: Path) -> Path:
    """A database with the register of the demonstration and a meeting of the Board that is still to come."""
    path = folder / "template.db"
    store = Store.create(path, expected=NAMES)
    write_demo(store.connection)
    with edit(store.connection, "A meeting cannot be planned"):
        add_meeting(store.connection, Meeting(PLANNED, BOOK, "Partnership Board, February", "2027-02-12T10:00+00:00"))
        add_item(store.connection, PLANNED, AgendaItem("feb-capital", "Capital", topic="fin_capital"))
    store.close()
    return path


def desk_output(made_of: Path, folder: Path, lines: Sequence[Line]) -> dict[str, str]:
    """Every public text that commands write of the book of these lines; the folder must not be there yet."""
    folder.mkdir()
    shutil.copy(made_of, folder / "data.db")
    desk = Desk.open(Config(Settings(terms=_TERMS), folder), clock=lambda: NOW)
    try:
        _write(desk, lines)
        texts = dict(_of_desk(desk, folder))
    finally:
        desk.close()
    texts |= dict(_of_commands(folder))
    shutil.rmtree(folder)
    return {name: _NUMBERS.sub("#", text) for name, text in texts.items()}


def _write(desk: Desk, lines: Sequence[Line]) -> None:
    prev, rows = GENESIS, []
    for seq, one in enumerate(lines, 1):
        line = seal(BOOK, seq, one.at, "secretary", prev, canonical(one.entry), "0" * 32)
        rows.append((line, kind(one.entry), isinstance(one.entry, e.MeetingConvened)))
        prev = line.hash
    desk.store.append_many(rows)


def _of_desk(desk: Desk, folder: Path) -> Iterator[tuple[str, str]]:
    for form in _TABLES:
        for name, data in exported(desk, BOOK, form).items():
            yield name, _public_lines(data) if form == "jsonl" else data.decode()
    for name, paper in papers_of(desk, "agenda", BOOK, PLANNED).items():
        yield f"planned {name}", as_markdown(paper)
    meetings = [one for one in desk.past(9, BOOK) if desk.session(BOOK).holding(one.seq).state.phase == "closed"]
    for number, one in enumerate(reversed(meetings), 1):
        for path in publish(desk, BOOK, one.meeting, folder / one.meeting, ("md", "html")):
            data = path.read_bytes()
            yield f"{number} published {path.name}", _public_lines(data) if path.suffix == ".jsonl" else data.decode()


def _public_lines(data: bytes) -> str:
    """The public lines of a copy, without their places in the chain."""
    lines = [msgspec.json.decode(line) for line in data.splitlines()]
    shown = [{name: line[name] for name in ("at", "by", "entry")} for line in lines if line.get("entry")]
    return "\n".join(msgspec.json.encode(line).decode() for line in shown)


def _of_commands(folder: Path) -> Iterator[tuple[str, str]]:
    config = folder / "config.toml"
    config.write_text('database = "data.db"\n', encoding="utf-8")
    commands = {
        "whatif": ("whatif", BOOK, "--public"),
        "whatif of a planned meeting": ("whatif", BOOK, PLANNED, "--public"),
        "decisions": ("decisions", "--public", "--limit", "1000"),
        "decisions.json": ("decisions", "--public", "--json", "--limit", "1000"),
    }
    for name, words in commands.items():
        ran = CliRunner().invoke(main, ["--config", str(config), *words])
        yield f"command {name}", f"{ran.output}\n{ran.exit_code}"
