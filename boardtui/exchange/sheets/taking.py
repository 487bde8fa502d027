"""The door: a file and what it is about become a plan to look at, and the plan is taken whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from boardtui.charter import words
from boardtui.clock import stamp_of
from boardtui.desk.declarations import declared, gifts_of
from boardtui.desk.desk import Desk
from boardtui.desk.session import Session
from boardtui.exchange.sheets import actions, agenda, attendance, gifts, interest_columns, interests, members, partners
from boardtui.exchange.sheets.columns import NO_ANSWERS, Column, Doubt, Heads
from boardtui.exchange.sheets.grid import Grid, SheetError
from boardtui.exchange.sheets.lines import Lines
from boardtui.exchange.sheets.markdown_lines import markdown_lines
from boardtui.exchange.sheets.outline import read_outline
from boardtui.exchange.sheets.people import People
from boardtui.exchange.sheets.planning import Plan
from boardtui.exchange.sheets.reading import MARKDOWN, read_bytes, read_document, read_grids, read_text
from boardtui.exchange.sheets.reports import read_names, read_report
from boardtui.exchange.sheets.table import ALL, Beside, Table, alike, choose_sheet, read_table
from boardtui.exchange.sheets.word import is_word
from boardtui.exchange.sheets.word_lines import word_lines
from boardtui.meeting.entries import DeclarationReturned
from boardtui.register.agenda import meeting
from boardtui.register.bodies import titles
from boardtui.register.people import members as seated
from boardtui.register.preview import rehearse
from boardtui.register.snapshot import Snapshot, holds, restore, snapshot
from boardtui.register.tables import RegisterError, edit

COLUMNS: dict[str, tuple[Column, ...]] = {
    "members": members.COLUMNS,
    "partners": partners.COLUMNS,
    "agenda": agenda.COLUMNS,
    "actions": actions.COLUMNS,
    "interests": interest_columns.COLUMNS,
    "gifts": gifts.COLUMNS,
    "attendance": attendance.COLUMNS,
}
IN_THE_BOOK = {"actions": "actions", "interests": "interests", "gifts": "interests", "attendance": "attendance"}
"""What is recorded in the minute book, with the screen that undoes it."""
MOST_ROWS = {
    "members": 2_000,
    "partners": 2_000,
    "agenda": 500,
    "actions": 5_000,
    "interests": 5_000,
    "gifts": 5_000,
    "attendance": 5_000,
}


class Wanted(NamedTuple):
    """What is to be taken in: of which kind, from which file, and into what.

    ``target`` is the body's key, of an agenda the meeting's; ``sheet`` the worksheet, where it is named.
    """

    kind: str
    path: Path
    target: str
    sheet: str | None = None


class Intake(msgspec.Struct, frozen=True):
    """A file as it would be taken in. ``table`` is None as long as it is asked which worksheet is meant.

    ``effects`` say what it changes in who may vote and how many votes are needed.
    """

    wanted: Wanted
    into: str
    plan: Plan
    table: Table | None = None
    effects: tuple[str, ...] = ()


class Taken(NamedTuple):
    """What was taken in, in words, and what undoes it."""

    words: str
    before: Snapshot | None = None
    after: Snapshot | None = None


def prepare(desk: Desk, wanted: Wanted, answers: Mapping[str, str] = NO_ANSWERS) -> Intake:
    """Read the file and say what it would change; nothing is changed.

    Raises:
        SheetError: the file cannot be read as such a sheet.
        RegisterError: there is no such body or meeting.
        BookError: the book cannot be gone through.
    """
    db, heads = desk.store.connection, Heads(COLUMNS[wanted.kind], lists=wanted.kind != "agenda")
    into = _into(db, wanted)
    name = wanted.path.name
    if (lines := _lines(wanted, heads)) is not None:
        if wanted.sheet is not None:
            raise SheetError(f"{name} is read whole as an agenda, so no table of it can be named. Leave out --sheet.")
        table = _without(read_outline(name, lines, heads, agenda.current(db, wanted.target).people, answers), answers)
    else:
        grids = read_grids(wanted.path, heads.known)
        chosen = choose_sheet(name, grids, heads, answers.get("sheet", wanted.sheet))
        if isinstance(chosen, Doubt):
            return Intake(wanted, into, Plan((), doubts=(chosen,)))
        table = (
            _report(wanted.path, chosen, heads)
            if wanted.kind == "attendance"
            else read_table(name, chosen, heads, answers)
        )
        taken = [*alike(grids, heads), chosen] if chosen.name == ALL else [chosen]
        others = [
            f"“{grid.name}”{' (hidden)' if grid.hidden else ''}" for grid in grids if grid not in taken and grid.rows
        ]
        if others:
            remark = f"Not read: {chosen.noun} {', '.join(others)}."
            table = msgspec.structs.replace(table, remarks=(remark, *table.remarks))
    most = MOST_ROWS[wanted.kind]
    if len(table.records) > most:
        raise SheetError(
            f"{name} has {len(table.records)} rows, more than the {most} that are imported at once. "
            "Check that it is the right file, or split it."
        )
    plan = _plan(desk, wanted, table, answers)
    effects: Sequence[str] = ()
    rehearsed = desk.store.read_only_reason is None and wanted.kind in ("members", "partners")
    if plan.ready and rehearsed:
        effects = rehearse(db, lambda: _apply(db, wanted, plan.steps))
    return Intake(wanted, into, plan, table, tuple(effects))


def _lines(wanted: Wanted, heads: Heads) -> Lines | None:
    """The lines of an agenda that is no sheet, be it Markdown or Word; None where the file is one."""
    name = wanted.path.name
    if wanted.path.suffix.lower() in MARKDOWN:
        if wanted.kind != "agenda":
            raise SheetError(f"{name} is Markdown; only an agenda is taken from that. Save the table as CSV or .xlsx.")
        return markdown_lines(name, read_text(wanted.path))
    if wanted.kind == "agenda" and is_word(data := read_bytes(wanted.path)):
        return word_lines(read_document(name, data, heads.known), heads)
    return None


def _report(path: Path, grid: Grid, heads: Heads) -> Table:
    """The people of an attendance report; of a text without column headings the names in it."""
    if path.suffix.lower() == ".txt" and not heads.best(grid)[0]:
        return read_names(path.name, read_text(path))
    return read_report(path.name, grid, heads)


def _without(table: Table, answers: Mapping[str, str]) -> Table:
    """The table of a file of text without the records that are to be left out; read_table does so for sheets."""
    gone = [record for record in table.records if f"leave {record.number}" in answers]
    beside = [Beside(record.number, " · ".join(record.cells.values()), "left out, as you asked") for record in gone]
    records = tuple(record for record in table.records if record not in gone)
    return msgspec.structs.replace(table, records=records, beside=(*table.beside, *beside)) if gone else table


def take(desk: Desk, intake: Intake) -> Taken:
    """Take in what the plan says, all of it or nothing.

    Raises:
        SheetError: something in it is wrong or not yet answered.
        UserError: the register or the book refuses; nothing was taken in.
    """
    plan, wanted = intake.plan, intake.wanted
    if not plan.ready:
        raise SheetError(f"Nothing was imported: {why_not(plan)}")
    done = f"Imported from {wanted.path.name}: {counted(plan)}."
    if wanted.kind in IN_THE_BOOK:
        session = desk.session(wanted.target)
        steps = attendance.entries(plan.steps, session.recorded) if wanted.kind == "attendance" else plan.steps
        session.record_together(steps)
        return Taken(done)
    db = desk.store.connection
    if desk.store.read_only_reason is not None:
        raise RegisterError(f"Nothing was imported. {desk.store.read_only_reason}")
    before = snapshot(db, *_scope(wanted))
    with edit(db, "Nothing was imported"):
        _apply(db, wanted, plan.steps)
    return Taken(done, before, snapshot(db, *_scope(wanted)))


def can_take_back(desk: Desk, taken: Taken) -> bool:
    """Whether the register still holds what it held after that."""
    return taken.after is not None and holds(desk.store.connection, taken.after)


def take_back(desk: Desk, taken: Taken) -> None:
    """Put the register back as it was before. RegisterError where it was edited since."""
    if taken.before is None or taken.after is None:
        raise RegisterError("They are entries of the minute book; z on their screen undoes them one by one.")
    restore(desk.store.connection, taken.before, taken.after)


def counted(plan: Plan) -> str:
    """ "3 new, 5 changed, 20 as they are, 2 left out"."""
    same = words.counted(plan.count("same"), "as it is", "as they are")
    counts = [f"{plan.count('new')} new", f"{plan.count('changed')} changed", same]
    return ", ".join([*counts, *([f"{plan.count('left')} left out"] if plan.count("left") else [])])


def why_not(plan: Plan) -> str:
    """Why a plan cannot be taken."""
    wrong, asked = rows_that_are_wrong(plan), len(plan.doubts)
    if wrong:
        some = ", ".join(map(str, wrong[:8])) + (", …" if len(wrong) > 8 else "")
        rows = f"Row {some}" if len(wrong) == 1 else f"{len(wrong)} rows ({some})"
        which = "it" if len(wrong) == 1 else "them"
        return f"{rows} cannot be imported. Leave {which} out, or correct the file and read it again."
    if asked:
        return f"{'1 question is' if asked == 1 else f'{asked} questions are'} still to be answered."
    return "there is nothing new in the file."


def rows_that_are_wrong(plan: Plan) -> list[int]:
    """The numbers of the rows that cannot be imported."""
    return [outcome.number for outcome in plan.outcomes if outcome.what == "wrong"]


def leaving(numbers: Sequence[int]) -> dict[str, str]:
    """The answers by which these rows are left out."""
    return {f"leave {number}": "yes" for number in numbers}


def _into(db: sqlite3.Connection, wanted: Wanted) -> str:
    if wanted.kind == "partners":
        return "the partners"
    if wanted.kind == "agenda":
        held = meeting(db, wanted.target)
        return f"the agenda of {held.title}"
    known = titles(db)
    if wanted.target not in known:
        raise RegisterError(f"There is no body {wanted.target[:60]!r}; there are: {', '.join(known)}.")
    what = {"attendance": "meeting", "gifts": "gifts and hospitality"}.get(wanted.kind, wanted.kind)
    return f"the {what} of the {known[wanted.target]}"


def _plan(desk: Desk, wanted: Wanted, table: Table, answers: Mapping[str, str]) -> Plan:
    db = desk.store.connection
    if wanted.kind == "members":
        return members.plan(table, members.current(db, wanted.target), answers)
    if wanted.kind == "partners":
        return partners.plan(table, partners.current(db, wanted.target), answers)
    if wanted.kind == "agenda":
        return agenda.plan(table, agenda.current(db, wanted.target), answers)
    session = desk.session(wanted.target)
    if not session.recorded:
        raise SheetError("This body has no minute book yet: it begins with its first meeting, convened from Home.")
    if wanted.kind == "attendance":
        return attendance.plan(table, attendance.running(desk, session), answers)
    if wanted.kind == "interests":
        today = desk.local(stamp_of(desk.clock()), session.state.starts).date().isoformat()
        known = desk.store.keys(wanted.target, "InterestRegistered")
        now = interests.CurrentInterests(session.state, known, today, _returned(desk, wanted.target))
        return _with_newcomers(interests.plan(table, now, answers), db, session)
    if wanted.kind == "gifts":
        held = gifts.CurrentGifts(session.state, tuple(gifts_of(desk, wanted.target)))
        return _with_newcomers(gifts.plan(table, held, answers), db, session)
    ever = desk.store.keys(wanted.target, "ActionAgreed")
    return actions.plan(table, actions.CurrentActions(session.state, ever, People(session.state)), answers)


def _with_newcomers(plan: Plan, db: sqlite3.Connection, session: Session) -> Plan:
    """The plan, with a remark on whoever would be entered as without a seat and has one from the next meeting on."""
    setup = {member.key: member for member in seated(db, session.book)}
    coming = People(msgspec.structs.replace(session.state, members=setup))
    names = dict.fromkeys(step.person for step in plan.steps if getattr(step, "person", ""))
    remarks = [
        f"“{name[:60]}” is in the setup as {coming.option(keys[0])}, but was no member at the last meeting. Entered now it is "
        "without a seat; convene the next meeting first, if the seat is to be named."
        for name in names
        if (keys := coming.exactly(name))
    ]
    return msgspec.structs.replace(plan, remarks=(*plan.remarks, *remarks))


_APPLIES: dict[str, Callable[[sqlite3.Connection, str, Sequence[Any]], None]] = {
    "members": members.apply,
    "partners": partners.apply,
    "agenda": agenda.apply,
}


def _apply(db: sqlite3.Connection, wanted: Wanted, steps: Sequence[Any]) -> None:
    _APPLIES[wanted.kind](db, wanted.target, steps)


def _scope(wanted: Wanted) -> tuple[tuple[str, str, str], ...]:
    """The tables that are changed, those referred to first."""
    if wanted.kind == "members":
        return ("members", "body", wanted.target), ("member_partners", "body", wanted.target)
    if wanted.kind == "partners":
        return (("partners", "", ""),)
    return (("agenda", "meeting", wanted.target),)


def _returned(desk: Desk, book: str) -> frozenset[tuple[str, str]]:
    """Whose yearly declarations the book has, and of which day."""
    entries = (line.entry for line in declared(desk, book))
    return frozenset((entry.name, entry.date) for entry in entries if isinstance(entry, DeclarationReturned))
