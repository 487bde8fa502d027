"""What every teller prints of a book, made by the calls that the program makes, as text by the name of the teller."""

from __future__ import annotations

import datetime
import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
from click.testing import CliRunner

from boardtui.book.store import Store
from boardtui.charter.model import Partner, Seat
from boardtui.cli.main import main
from boardtui.config.config import Config, Room, Settings
from boardtui.desk.desk import Desk
from boardtui.desk.planning import plan
from boardtui.desk.session import Session
from boardtui.errors import UserError
from boardtui.exchange.outgoing import exported
from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.state import State
from boardtui.papers.circulation.catalogue import KINDS, OF_A_MEETING, OF_A_PLANNED
from boardtui.papers.circulation.circulating import papers_of
from boardtui.papers.circulation.closing import minutes_of
from boardtui.papers.clock import Clock
from boardtui.papers.document import Document
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.model import Part
from boardtui.papers.plan import plan_document
from boardtui.papers.source import Source
from boardtui.register.layout import NAMES
from boardtui.register.people import add_partner, add_seat, categories
from boardtui.tui.wall.scene import scene
from boardtui.tui.wall.scenes import Result
from tests.agreement.body import PARTNERS, PEOPLE
from tests.agreement.books import Telling
from tests.agreement.folded_once import folded_once
from tests.agreement.screens import issues_of
from tests.agreement.tellers_seen import actions_of, home_of, room_of
from tests.public_record.candidates import PLANNED
from tests.public_record.on_desk import _write, template
from tests.public_record.pairs import BOOK

NOW = datetime.datetime(2027, 6, 1, 10, tzinfo=datetime.UTC)
PARTS: tuple[Part, ...] = ("public", "confidential")
COMMANDS = {
    "search.json": ("decisions", "--json", "--limit", "1000"),
    "search.txt": ("decisions", "--limit", "1000"),
    "public search.json": ("decisions", "--public", "--json", "--limit", "1000"),
    "timeline": ("replay", BOOK),
    "replay.json": ("replay", BOOK, "--json"),
    "plan": ("plan", BOOK),
    "whatif": ("whatif", BOOK, PLANNED, "--public"),
    "year 2026": ("year", BOOK, "2026"),
    "review": ("replay", BOOK, "--under", "base=present"),
}


def without_books(folder: Path) -> Path:
    """A database without books whose register has the partners and seats of the random books, and a meeting to come."""
    path = template(folder)
    store = Store.open(path, expected=NAMES)
    for partner in PARTNERS:
        add_partner(store.connection, Partner(*partner[:2], categories(store.connection)[0].key))
    for key, name, seat, partners in PEOPLE:
        add_seat(store.connection, BOOK, Seat(key, seat, partners), name)
    store.close()
    return path


@contextmanager
def desk_of(book: Telling, empty: Path, folder: Path) -> Iterator[Desk]:
    """The book in a database, a copy of the empty one in the folder, which must not be there yet; nobody records in it."""
    folder.mkdir()
    shutil.copy(empty, folder / "data.db")
    desk = Desk.open(Config(Settings(), folder), clock=lambda: NOW)
    try:
        _write(desk, book.lines)
        with folded_once():
            yield desk
    finally:
        desk.close()


def told(book: Telling, empty: Path, folder: Path) -> dict[str, str]:
    """Everything that is told of the book; ``empty`` is a database without books, and the folder must not be there yet."""
    with desk_of(book, empty, folder) as desk:
        texts = dict(_of_desk(desk))
    before = [None, *(stretch.state for stretch in book.stretches)]
    for stretch, state in zip(book.stretches, before, strict=False):
        texts |= {f"{stretch.state.meeting} wall": "\n\n".join(_wall(stretch, state))}
        seen = zip(*room_of(stretch, state, NOW), strict=True)
        for what, rows in zip(("room", "bar"), seen, strict=True):
            texts[f"{stretch.state.meeting} {what}"] = "\n".join(rows)
    texts |= _of_commands(folder)
    shutil.rmtree(folder)
    return texts


def _of_desk(desk: Desk) -> Iterator[tuple[str, str]]:
    for name, paper in documents(desk):
        yield name, as_markdown(paper)
    yield from home_of(desk)
    yield from actions_of(desk)
    yield from issues_of(desk)
    for name, data in exported(desk, BOOK, "ics").items():
        yield name, data.decode()
    for name, data in {**exported(desk, BOOK, "csv"), **exported(desk, BOOK, "popolo")}.items():
        yield name, data.decode("utf-8-sig")
    for data in exported(desk, BOOK, "xlsx").values():
        yield from _sheets(data)


def documents(desk: Desk) -> Iterator[tuple[str, Document]]:
    """Every paper of the book, by name."""
    session = desk.session(BOOK)
    for held in desk.past(9, BOOK):
        stretch = session.holding(held.seq)
        yield from _minutes(desk, session, stretch)
        yield from _papers(desk, held.meeting)
    yield from _papers(desk, None)
    yield from _papers(desk, PLANNED)
    yield "forward plan", plan_document(plan(desk, BOOK, public=True).lines, "Partnership", desk.today())


def _minutes(desk: Desk, session: Session, stretch: Stretch) -> Iterator[tuple[str, Document]]:
    for part in PARTS:
        try:
            made = minutes_of(desk, session, stretch, part=part)
        except UserError:
            continue
        for layout in ("business", "table"):
            yield f"{stretch.state.meeting} {part} minutes {layout}", minutes_document(made, layout)


def _papers(desk: Desk, meeting: str | None) -> Iterator[tuple[str, Document]]:
    kinds = [kind for kind in KINDS if kind not in OF_A_MEETING] if meeting is None else KINDS
    for part in PARTS:
        for kind in OF_A_PLANNED if meeting == PLANNED else kinds:
            try:
                papers = papers_of(desk, kind, BOOK, meeting, part)
            except UserError:
                continue
            for name, paper in papers.items():
                yield f"{meeting or 'all'} {part} {name}", paper


def _sheets(data: bytes) -> Iterator[tuple[str, str]]:
    """Each sheet of a workbook, a line a row, its cells apart by tabs."""
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        yield f"{sheet.title}.xlsx", "\n".join("\t".join(row) for row in rows)


def _wall(stretch: Stretch, before: State | None) -> Iterator[str]:
    """What the room sees of each result as it is declared in public, as entries read now; a line for each thing that it says."""
    so_far = Stretch(BOOK, before)
    for line in stretch.standing():
        if isinstance(line.entry, e.EntriesCorrected | e.EntryRetracted | e.TimeStated):
            continue
        so_far.add(line)
        if isinstance(line.entry, e.ResultDeclared | e.ConsensusDeclared) and not line.confidential:
            src = Source(so_far, "public", Clock(so_far.state.starts), "Partnership Board")
            shown = scene(src, NOW, Room(names="all"))
            if isinstance(shown, Result):
                yield "\n".join(_result(shown))


def _result(shown: Result) -> Iterator[str]:
    asked = shown.question
    yield from (asked.number, asked.text, asked.moved, shown.words)
    yield "; ".join(f"{name} {number}" for name, number in shown.figures)
    yield from (shown.arithmetic, shown.decision, shown.casting, shown.subject)
    yield "; ".join(f"{name}: {choice}" for name, choice in shown.names)


def _of_commands(folder: Path) -> dict[str, str]:
    config = folder / "config.toml"
    config.write_text('database = "data.db"\n', encoding="utf-8")
    return {
        name: CliRunner().invoke(main, ["--config", str(config), *words]).stdout for name, words in COMMANDS.items()
    }
