"""Asks which items of an earlier agenda are taken over, and which of those that the last meeting put off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from boardtui.meeting.entries import AgendaItem
from boardtui.register.agenda import Meeting, agenda, meetings
from boardtui.tui.forms.dialogs import Choose, Option, Pick
from boardtui.tui.status import day

if TYPE_CHECKING:
    from boardtui.tui.screens.setup_screen import SetupScreen


async def ask_items(screen: SetupScreen, current: Meeting) -> list[AgendaItem]:
    """The items to take over, as they stood; none where the dialog was left or there is nothing to take."""
    db = screen.board.desk.store.connection
    deferred = _deferred(screen, current.body)
    others = [
        meeting
        for meeting in reversed(meetings(db, current.body))
        if meeting.key != current.key and agenda(db, meeting.key)
    ]
    if not others and not deferred:
        screen.say("No other meeting of this body has an agenda.")
        return []
    chosen = await _which(screen, others)
    if others and chosen is None:
        return []
    again = {item.title for item in deferred}
    items = [item for item in (agenda(db, chosen) if chosen else ()) if item.title not in again]
    public = {meeting.key for meeting in others if meeting.public}
    items = [item for item in items if not screen.hides or (chosen in public and not item.confidential)]
    agenda_items = [*deferred, *items]
    options = [Option(item.item, item.title, "deferred at the last meeting") for item in deferred]
    options += [Option(item.item, item.title, item.purpose) for item in items]
    there = {item.title for item in agenda(db, current.key)}
    marked = [item.item for item in agenda_items if item.title not in there]
    text = "All that is not on the agenda yet is marked. Their papers and times are not copied."
    picked = await screen.ask(Pick(f"Onto the agenda of {current.title}", options, text, marked=marked))
    return [item for item in agenda_items if item.item in (picked or ())]


async def _which(screen: SetupScreen, others: list[Meeting]) -> str | None:
    """The meeting whose agenda it is; the only one where there is no choice."""
    if len(others) < 2:
        return others[0].key if others else None
    options = [Option(other.key, other.title, f"{day(other.starts)} {other.starts[11:16]}") for other in others]
    chosen: str | None = await screen.ask(Choose("The agenda of which meeting", options))
    return chosen


def _deferred(screen: SetupScreen, body: str) -> list[AgendaItem]:
    """The items that the body's last meeting put off."""
    desk = screen.board.desk
    if body not in desk.store.books():
        return []
    stretch = desk.session(body).stretch
    if screen.hides and not stretch.state.in_public:
        return []
    return [item.agenda for item in screen.shown_of(stretch).items.values() if item.status == "deferred"]
