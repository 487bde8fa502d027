"""Convenes a planned meeting: asks first where the register changed, the day is another, or notice was not in time."""

from __future__ import annotations

from functools import partial

from boardtui.clock import stamp_of
from boardtui.desk.desk import PlannedMeeting
from boardtui.desk.session import Session
from boardtui.errors import UserError
from boardtui.tui.forms.dialogs import Confirm
from boardtui.tui.forms.notice_forms import planned_notice
from boardtui.tui.screen import BoardScreen
from boardtui.tui.screens.register_changes import changes_before_convening, confirm_changes
from boardtui.tui.status import day
from boardtui.tui.waiting import persist


async def convene(screen: BoardScreen, book: str, meeting: str) -> bool:
    """Ask and convene; whether it was. The screen says why not."""
    desk = screen.board.desk
    try:
        session = desk.session(book)
        planned = next(
            (planned_meeting for planned_meeting in desk.planned(old_too=True) if planned_meeting.key == meeting), None
        )
        if planned is not None and not await _may_be(screen, session, planned):
            return False
        await persist(screen, partial(session.convene, meeting))
    except UserError as error:
        screen.say(f"Not convened: {error}", "bad")
        return False
    return True


async def _may_be(screen: BoardScreen, session: Session, planned: PlannedMeeting) -> bool:
    """Ask what there is to ask; who was shown the changes is not asked about the day too."""
    changed = bool(changes_before_convening(screen.board.desk, planned.body))
    if not await confirm_changes(screen, planned.body):
        return False
    return (changed or await _on_that_day(screen, planned)) and await _notice_in_time(screen, session, planned)


async def _on_that_day(screen: BoardScreen, planned: PlannedMeeting) -> bool:
    """Ask where the meeting is for another day than today: convening it cannot be taken back."""
    desk = screen.board.desk
    today = desk.local(stamp_of(desk.clock()), planned.starts).date()
    if planned.starts[:10] == today.isoformat():
        return True
    text = (
        f"It is for {day(planned.starts)}, and today is {day(today.isoformat())}. Convening freezes what the register "
        "says now into the minute book; it cannot be taken back."
    )
    return bool(await screen.ask(Confirm(f"Convene {planned.title}", text, yes="convene it now", no="not yet")))


async def _notice_in_time(screen: BoardScreen, session: Session, planned: PlannedMeeting) -> bool:
    """Ask where the terms of reference ask for notice and it was not given in time."""
    status = planned_notice(session, planned.key, planned.starts)
    if status.met is not False:
        return True
    text = f"Notice of this meeting: {status.words}. The minutes say so. In the meeting, ! records notice given."
    return bool(await screen.ask(Confirm(f"Convene {planned.title}", text, yes="convene it", no="not yet")))
