"""Convenes a planned meeting: asks first, and says what convening does and what has changed since the last meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from boardtui.charter.words import listed
from boardtui.clock import stamp_of
from boardtui.desk.meetings import PlannedMeeting
from boardtui.desk.session import Session
from boardtui.errors import UserError
from boardtui.meeting.entries import MeetingConvened, Member
from boardtui.register.changes import changes_since
from boardtui.register.people import members
from boardtui.register.versions import charter_label, register_on, versions
from boardtui.tui.database_away import persist
from boardtui.tui.forms.dialogs import Confirm
from boardtui.tui.forms.notice_forms import planned_notice
from boardtui.tui.forms.register_dialogs import ConfirmList
from boardtui.tui.screen import BoardScreen
from boardtui.tui.status import day

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
    entry, _ = session.to_convene(planned.key)
    last = desk.convened_last(planned.body, planned.starts)
    with register_on(desk.store.connection, entry.starts[:10]) as register:
        changes = changes_since(register, last, entry.charter.terms, entry.members) if last else []
        filled_later = _filled_later(entry, members(register, planned.body))
    warnings = _warnings(screen, session, planned)
    text = " ".join(text for text in (*warnings, WHAT_IT_DOES, filled_later) if text)
    if not last or not changes:
        return bool(await screen.ask(Confirm(f"Convene {planned.title}", text, yes="convene")))
    since = f"Changed since “{last.title}”, {day(last.starts)}, was convened. "
    return bool(await screen.ask(ConfirmList(f"Convene {planned.title}", changes, since + text, yes="convene")))


def _filled_later(entry: MeetingConvened, now: Sequence[Member]) -> str:
    """Which seats the meeting has as they were then, since they were filled only after its day; empty where none was."""
    then = {member.key: member for member in entry.members}
    titles = [member.seat or member.key for member in now if member != then.get(member.key)]
    return f"Filled only after {day(entry.starts)}, so not in this meeting: {listed(titles)}." if titles else ""


def _warnings(screen: BoardScreen, session: Session, planned: PlannedMeeting) -> Iterator[str]:
    """That it is planned for another date than today, that a new charter holds by then, that notice was not in time."""
    desk = screen.board.desk
    today = desk.local(stamp_of(desk.clock()), planned.starts).date()
    if planned.starts[:10] != today.isoformat():
        yield f"It is planned for {day(planned.starts)}; today is {day(today.isoformat())}."
    waiting = [each for each in versions(desk.store.connection) if not each.in_force]
    for version in [each for each in waiting if each.holds_from <= planned.starts[:10]][-1:]:
        yield f"It is convened under {charter_label(version.charter)}, which holds from {day(version.holds_from)}."
    status = planned_notice(session, planned.key, planned.starts)
    if status.met is False:
        yield f"Notice of this meeting: {status.words}. The minutes say so. In the meeting, ! records notice given."
