"""Asks which paper of a meeting is wanted, in which part and format, writes it, and says where it is."""

from __future__ import annotations

import asyncio

from boardtui.errors import UserError
from boardtui.exchange.outgoing import write
from boardtui.meeting.fold.stretch import Stretch
from boardtui.papers.circulation.catalogue import OUTGOING, Outgoing
from boardtui.papers.circulation.circulating import has_part
from boardtui.papers.circulation.in_public import NotInPublic
from boardtui.papers.formats.rendering import FORMATS, Format
from boardtui.papers.model import Part
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.home import key_of

NAMES: dict[Format, str] = {"md": "Markdown", "docx": "Word", "pdf": "PDF", "html": "web page"}
ALL = "all"


async def _write_paper(screen: BoardScreen, book: str, meeting: str, *, held: bool) -> None:
    """Ask and write.

    Args:
        screen: that asks.
        book: the body's book.
        meeting: the meeting's key.
        held: whether the book holds the meeting; of one that is planned there is less to write.
    """
    offered = {outgoing.key: outgoing for outgoing in OUTGOING if held or outgoing.planned}
    options = [Option(outgoing.key, outgoing.title, outgoing.remark) for outgoing in offered.values()]
    chosen = await screen.ask(Choose("Which paper?", options))
    if chosen is None:
        return
    what = offered[chosen]
    part = await _part(screen, what) if _has_part(screen, what, book, meeting) else "public"
    if part is None:
        return
    formats = await _formats(screen) if what.is_paper else ()
    if formats is None:
        return
    await _write(screen, what, book, meeting, part, formats)


async def write_ballots(screen: BoardScreen, stretch: Stretch, *, confidential: bool) -> None:
    """Write the ballot papers of what is before the meeting as PDF, which is printed, and say where they are."""
    ballots = next(outgoing for outgoing in OUTGOING if outgoing.key == "ballots")
    part: Part = "confidential" if confidential else "public"
    await _write(screen, ballots, stretch.state.book, stretch.state.meeting, part, ("pdf",))


async def _write(
    screen: BoardScreen, what: Outgoing, book: str, meeting: str, part: Part, formats: tuple[Format, ...]
) -> None:
    screen.say(f"Writing: {what.title} …")
    await asyncio.sleep(0.05)  # so that this is seen before what takes a second or two
    desk = screen.board.desk
    try:
        try:
            written = write(desk, what, book, meeting, part, formats)
        except NotInPublic as error:
            options = [Option("no", "Leave it", "nothing is written"), Option("yes", "Write it all the same")]
            if await screen.ask(Choose(f"{what.title}: for the public?", options, str(error))) != "yes":
                screen.say("Nothing was written.")
                return
            written = write(desk, what, book, meeting, part, formats, although_private=True)
    except UserError as error:
        screen.say(f"Not written: {error}", "bad")
        return
    names = ", ".join(path.name for path in written.paths)
    remarks = f" {' '.join(written.remarks)}" if written.remarks else ""
    screen.say(f"Written to {written.paths[0].parent}: {names}.{remarks}", "warn" if remarks else "good")


async def write_paper_of(screen: BoardScreen, stretch: Stretch) -> None:
    """The same for a meeting that the book holds."""
    await _write_paper(screen, stretch.state.book, stretch.state.meeting, held=True)


async def write_paper_of_row(screen: BoardScreen, row: str) -> None:
    """The same for the meeting in a row of the first screen, whose key says whether it is planned, running or past."""
    kind, book, which = key_of(row)
    if kind not in ("planned", "running", "past"):
        screen.say("Select a meeting first, to write a paper of it.")
        return
    desk = screen.board.desk
    try:
        if kind == "planned":
            await _write_paper(screen, book, which, held=False)
            return
        await write_paper_of(screen, desk.session(book).holding(int(which) if kind == "past" else None))
    except UserError as error:
        screen.say(str(error), "bad")


def _has_part(screen: BoardScreen, what: Outgoing, book: str, meeting: str) -> bool:
    """Whether the paper has a confidential part to choose; before the public nothing says so."""
    if not what.has_parts or screen.hides:
        return False
    try:
        return has_part(screen.board.desk, what.kind, book, None if what.of == "body" else meeting)
    except UserError:
        return False  # writing it says what is wrong


async def _part(screen: BoardScreen, what: Outgoing) -> Part | None:
    parts = [
        Option("public", "what is public", "for everybody"),
        Option("confidential", "what is confidential", "only that, marked as such; not for the public"),
    ]
    part: Part | None = await screen.ask(Choose(f"{what.title}: which part?", parts))
    return part


async def _formats(screen: BoardScreen) -> tuple[Format, ...] | None:
    usual = screen.board.desk.config.settings.usual_formats
    options = [Option(form, NAMES[form], "as in the settings" if form in usual else "") for form in FORMATS]
    chosen = await screen.ask(Choose("In which format?", [*options, Option(ALL, "all of them")], chosen=usual[0]))
    if chosen is None:
        return None
    return FORMATS if chosen == ALL else (chosen,)
