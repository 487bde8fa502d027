"""Asks which file is to be taken in, shows what it would change, and takes it back where that is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from boardtui.charter.words import bare
from boardtui.errors import UserError
from boardtui.meeting.words.safe_text import plain
from boardtui.tui.forms.dialogs import Choose, Confirm, Option
from boardtui.tui.forms.path_form import AskPath

if TYPE_CHECKING:
    from boardtui.exchange.sheets.taking import Taken
    from boardtui.tui.screen import BoardScreen

_PUBLIC = ("members", "partners")  # in which nothing is confidential
_REGISTERS = {"interests": "the register of interests", "gifts": "the register of gifts and hospitality"}


async def take_back(screen: BoardScreen, taken: Taken) -> bool:
    """Put back what the register held before, once that is confirmed; True where it was."""
    from boardtui.exchange.sheets.taking import take_back as put_back

    if not await screen.ask(Confirm("Undo", f"Put back what was there before? {taken.words}", yes="put it back")):
        return False
    try:
        put_back(screen.board.desk, taken)
    except UserError as error:
        screen.refresh_all()
        screen.say(str(error), "bad")
        return False
    screen.refresh_all()
    screen.say("The setup is again as it was before the import.")
    return True


async def take_in(screen: BoardScreen, kind: str, target: str, into: str) -> Taken | None:
    """Ask for the file and show it before it is taken in; one that cannot be read is said, and asked for again.

    A file that is named and not there is written, as a sheet to fill in; nothing is taken in then.

    Args:
        screen: where it is asked.
        kind: members, partners, agenda, actions, interests, gifts or attendance.
        target: the body's key, of an agenda the meeting's.
        into: what it goes into, in words.
    """
    from boardtui.exchange.sheets.reading import ENDINGS, MARKDOWN
    from boardtui.exchange.sheets.taking import Wanted, prepare
    from boardtui.exchange.sheets.templates import WRITTEN
    from boardtui.tui.screens.taking_in import TakingInScreen

    endings = ENDINGS if kind == "agenda" else [ending for ending in ENDINGS if ending not in MARKDOWN]
    made_of = "CSV, XLSX, XLS, ODS, Word or Markdown" if kind == "agenda" else "CSV, XLSX, XLS, ODS or Word"
    begins = f"{str(screen.board.folder).rstrip('/')}/"
    text = f"{made_of}, shown before it is imported. A name that is not there, such as {kind}.xlsx, is written to be filled in."
    new: tuple[str, ...] = WRITTEN
    if kind == "attendance":
        new, text = (
            (),
            "An attendance report of Teams, the participants of Zoom, or attendees copied from Outlook; shown first.",
        )
    problem = ""
    while True:
        path: Path | None = await screen.ask(AskPath(f"Import {into}", begins, endings, text, new, problem=problem))
        if path is None:
            return None
        screen.board.folder = path.parent
        if not path.exists() and new:
            _write(screen, kind, target, path)
            return None
        try:
            intake = prepare(screen.board.desk, Wanted(kind, path, target))
        except UserError as error:
            begins, problem = str(path), str(error)
            continue
        taken: Taken | None = await screen.ask(TakingInScreen(intake))
        if taken is None:
            screen.say("Nothing was imported.")
        return taken


def _write(screen: BoardScreen, kind: str, target: str, path: Path) -> None:
    """Write a sheet to be filled in, and say so or why not."""
    from boardtui.exchange.sheets.templates import put_template

    try:
        put_template(screen.board.desk, kind, target, path)
    except UserError as error:
        screen.say(str(error), "bad")
    else:
        also = "" if kind in _PUBLIC else " It holds the confidential ones too."
        screen.say(f"{plain(str(path))} is written.{also} Fill it in, save it, and import it here.")


async def take_in_register(screen: BoardScreen) -> None:
    """Ask whether interests, or gifts and hospitality, are taken into the minute book, and from which file."""
    kinds = [Option(kind, name.removeprefix("the ").capitalize(), "") for kind, name in _REGISTERS.items()]
    kind = await screen.ask(Choose("Which register is imported", kinds))
    if kind is None:
        return
    title = dict(screen.board.desk.bodies()).get(screen.state.body, screen.state.body)
    taken = await take_in(screen, kind, screen.state.book, f"{_REGISTERS[kind]} of the {bare(title)}")
    screen.refresh_all()
    if taken is not None:
        screen.say(f"{taken.words} z undoes the entries one by one.")
