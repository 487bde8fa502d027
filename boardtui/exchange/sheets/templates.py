"""Writes a sheet with the heads that are understood and what is held now: to fill in, send round, and take in again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from boardtui.desk.declarations import gifts_of
from boardtui.exchange.sheets import agenda, gifts, interests, members, partners
from boardtui.exchange.sheets.grid import SheetError
from boardtui.exchange.sheets.taking import COLUMNS
from boardtui.meeting.followup.actions import in_due_order
from boardtui.meeting.state.labels import owner_label
from boardtui.meeting.words.safe_text import plain
from boardtui.meeting.words.value_words import action_status
from boardtui.papers.files import given_folder, write_papers
from boardtui.papers.spreadsheet import LONGEST, as_csv, as_xlsx
from boardtui.papers.tables import Sheet

if TYPE_CHECKING:
    from boardtui.desk.desk import Desk

WRITTEN = (".xlsx", ".csv")
_SAID_BY_OTHERS = {
    "members": ("first", "last", "honorific"),
    "actions": ("agreed",),
    "interests": ("financial", "professional", "personal", "indirect"),
}
_UNHELD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def template(desk: Desk, kind: str, target: str) -> Sheet:
    """The sheet of a kind: of a body, of an agenda a meeting. Confidential actions and items are in it.

    Raises:
        RegisterError: there is no such body or meeting.
    """
    columns = COLUMNS[kind]
    fields = [column.field for column in columns if column.field not in _SAID_BY_OTHERS.get(kind, ())]
    heads = tuple(column.title for column in columns if column.field in fields)
    rows = _ROWS[kind](desk, target)
    return Sheet(kind.capitalize(), heads, tuple(tuple(_held(row.get(field, "")) for field in fields) for row in rows))


def _held(text: str) -> str:
    """Words as they are, so that they are taken in again unchanged; visible what no sheet can hold."""
    return _UNHELD.sub(lambda match: plain(match[0]), text.replace("\r\n", "\n").replace("\r", "\n"))


def put_template(desk: Desk, kind: str, target: str, file: Path) -> None:
    """Write the sheet to a file that is not there yet, for nobody else to read.

    Raises:
        SheetError: as write_template does, or there is a file of that name.
        PaperError: it could not be written.
    """
    if file.exists():
        raise SheetError(f"{file} is there already; choose another name.")
    write_papers(given_folder(file.parent), {file.name: write_template(desk, kind, target, file)}, 0o600)


def write_template(desk: Desk, kind: str, target: str, path: Path) -> bytes:
    """The sheet as CSV or XLSX, by the ending of the file's name.

    Raises:
        SheetError: it ends in neither, or a cell is too long for a sheet.
    """
    sheet = template(desk, kind, target)
    if path.suffix.lower() == ".csv":
        return as_csv(sheet)
    if path.suffix.lower() not in WRITTEN:
        raise SheetError(f"{path.name}: a sheet is written as .xlsx or as .csv; give the file one of these endings.")
    if any(len(cell) > LONGEST for row in sheet.rows for cell in row if isinstance(cell, str)):
        raise SheetError("A text is too long for a cell of .xlsx. Write the sheet as .csv.")
    return as_xlsx((sheet,), sheet.name, desk.clock())


def _members(desk: Desk, body: str) -> Iterator[dict[str, str]]:
    now = members.current(desk.store.connection, body)
    for seat, member in zip(now.seats, now.members, strict=True):
        yield {
            "seat": seat.title,
            "name": "" if member.vacant or member.name == member.seat else member.name,
            "partners": "; ".join(seat.partners),
            "vacant": "yes" if member.vacant else "no",
            "clause": seat.clause,
            "note": seat.note,
            "key": seat.key,
        }


def _partners(desk: Desk, body: str) -> Iterator[dict[str, str]]:
    for partner in partners.current(desk.store.connection, body).partners:
        yield {
            "name": partner.name,
            "short": partner.short,
            "category": partner.category or "none",
            "heading": partner.heading,
            "markers": partner.markers,
            "party": (partner.party or "").replace("_", " "),
            "membership": partner.membership or "",
            "note": partner.note,
            "key": partner.key,
        }


def _agenda(desk: Desk, key: str) -> Iterator[dict[str, str]]:
    for item in agenda.current(desk.store.connection, key).items:
        yield {
            "number": item.number,
            "title": item.title,
            "purpose": item.purpose,
            "paper": item.paper,
            "lead": item.lead,
            "planned": item.planned,
            "minutes": "" if item.minutes is None else str(item.minutes),
            "topic": item.topic or "",
            "confidential": "yes" if item.confidential else "no",
            "recommendation": item.recommendation,
            "rule": item.rule or "",
            "mover": item.mover or "",
            "item": item.item,
        }


def _actions(desk: Desk, body: str) -> Iterator[dict[str, str]]:
    state = desk.session(body).state
    for action in in_due_order(state.actions.values(), lambda action: action.due):
        yield {
            "text": action.text,
            "owner": owner_label(state, action.owner),
            "due": action.due or "",
            "status": action_status(action.status, action.register),
            "last": action.updates[-1] if action.updates else "",
            "confidential": "yes" if action.confidential else "no",
            "action": action.action,
        }


def _interests(desk: Desk, body: str) -> Iterator[dict[str, str]]:
    yield from map(interests.fields, desk.session(body).state.standing.values())


def _gifts(desk: Desk, body: str) -> Iterator[dict[str, str]]:
    state = desk.session(body).state
    return (gifts.fields(state, gift) for gift in gifts_of(desk, body))


_ROWS = {
    "members": _members,
    "partners": _partners,
    "agenda": _agenda,
    "actions": _actions,
    "interests": _interests,
    "gifts": _gifts,
}
