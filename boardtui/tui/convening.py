"""Convenes a planned meeting: asks first, and says what convening does and what has changed since the last meeting."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from boardtui.clock import stamp_of
from boardtui.desk.meetings import PlannedMeeting
from boardtui.desk.session import Session
from boardtui.errors import UserError
from boardtui.tui.forms.dialogs import Confirm
from boardtui.tui.forms.notice_forms import planned_notice
from boardtui.tui.forms.register_dialogs import ConfirmList
from boardtui.tui.screen import BoardScreen
from boardtui.tui.screens.register_changes import changes_of, last_convened
from boardtui.tui.status import day
from boardtui.tui.waiting import persist

WHAT_IT_DOES = (
    "The members, agenda and rules are copied into the minute book as they are now, and the meeting uses that copy. "
    "Until it is opened, K calls it off; then it can be convened again."
)


async def convene(screen: BoardScreen, book: str, meeting: str) -> bool:
    """Ask and convene; whether it was. The screen says why not."""
    desk = screen.board.desk
    try:
        session = desk.session(book)
        planned = next((planned_meeting for planned_meeting in desk.planned() if planned_meeting.key == meeting), None)
        if planned is not None and not await _confirmed(screen, session, planned):
            return False
        await persist(screen, partial(session.convene, meeting))
    except UserError as error:
        screen.say(f"Not convened: {error}", "bad")
        return False
    return True


async def _confirmed(screen: BoardScreen, session: Session, planned: PlannedMeeting) -> bool:
    """Ask, saying what convening does, what has changed, and whether the date and the notice are right.

    Nothing is asked where the meeting cannot be convened anyway: recording says why.
    """
    desk = screen.board.desk
    if desk.store.read_only_reason or session.state.is_running:
        return True
    text = " ".join(text for text in (*_warnings(screen, session, planned), WHAT_IT_DOES) if text)
    changes = changes_of(desk, planned.body)
    if not changes:
        return bool(await screen.ask(Confirm(f"Convene {planned.title}", text, yes="convene")))
    last = last_convened(desk, planned.body)
    since = f"Changed since “{last.title}”, {day(last.starts)}, was convened. " if last else ""
    return bool(await screen.ask(ConfirmList(f"Convene {planned.title}", changes, since + text, yes="convene")))


def _warnings(screen: BoardScreen, session: Session, planned: PlannedMeeting) -> Iterator[str]:
    """That the meeting is planned for another date than today, and that notice of it was not in time."""
    desk = screen.board.desk
    today = desk.local(stamp_of(desk.clock()), planned.starts).date()
    if planned.starts[:10] != today.isoformat():
        yield f"It is planned for {day(planned.starts)}; today is {day(today.isoformat())}."
    status = planned_notice(session, planned.key, planned.starts)
    if status.met is False:
        yield f"Notice of this meeting: {status.words}. The minutes say so. In the meeting, ! records notice given."
