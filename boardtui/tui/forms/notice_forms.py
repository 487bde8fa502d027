"""Asks about notice of a meeting: on which day and how it was given; says where that is too late."""

from __future__ import annotations

import datetime
from functools import partial

from boardtui.clock import stamp_of
from boardtui.desk.session import Session
from boardtui.errors import UserError
from boardtui.meeting.entries import NoticeGiven
from boardtui.meeting.fold.notice import NoticeStatus, judge_notice, latest_day, notice_of
from boardtui.tui.database_away import persist
from boardtui.tui.dates import PAST_HINT
from boardtui.tui.forms.day_form import ask_with_day
from boardtui.tui.forms.form import Field
from boardtui.tui.screen import BoardScreen, not_recorded
from boardtui.tui.status import day
from boardtui.tui.views.home import key_of


async def ask_notice(
    screen: BoardScreen, meeting: str, starts: str, needed: int | None, today: datetime.date
) -> NoticeGiven | None:
    """The entry that notice of a meeting was given; ``starts`` is its day or start."""
    text = "How much notice is needed is not defined."
    if needed is not None:
        text = f"{needed} clear days are needed: notice is in time up to {day(latest_day(starts[:10], needed))}."
    fields = [
        Field("date", "Given on", today.isoformat(), required=True, hint=PAST_HINT),
        Field("means", "How", "by e-mail with the agenda", required=True),
    ]
    title = f"Notice of the meeting of {day(starts[:10])}"
    given = await ask_with_day(screen.ask, title, fields, today, day="date", words=text)
    if given is None:
        return None
    return NoticeGiven(meeting, given["date"] or today.isoformat(), given["means"], starts[:10])


async def record_notice_of_row(screen: BoardScreen, row: str) -> None:
    """Ask and record it for the coming meeting in a row of the first screen; the screen says how notice stands then."""
    kind, book, meeting = key_of(row)
    desk = screen.board.desk
    planned = next(
        (planned_meeting for planned_meeting in desk.planned() if kind == "planned" and planned_meeting.key == meeting),
        None,
    )
    if planned is None:
        screen.say("Select a coming meeting first, to record that notice of it was given.")
        return
    try:
        session = desk.session(book)
        if session.state.phase == "none":
            screen.say("Notice of a body's first meeting is recorded in the meeting: ! there.", "warn")
            return
        today = desk.local(stamp_of(desk.clock()), planned.starts).date()
        entry = await ask_notice(screen, meeting, planned.starts, _needed_days(session, planned.starts), today)
        if entry is None:
            return
        await persist(screen, partial(session.record, entry))
    except UserError as error:
        screen.say(not_recorded(error), "bad")
        return
    status = planned_notice(session, meeting, planned.starts)
    screen.refresh_all()
    screen.say(f"Notice {status.words}.", "warn" if status.met is False else "good")


def _needed_days(session: Session, starts: str) -> int | None:
    """The clear days that the body's terms of reference ask for on the day of a meeting, the settings' included."""
    from boardtui.register.tables import RegisterError
    from boardtui.register.versions import terms_on

    try:
        more = session.terms.get(session.book)
        return terms_on(session.store.connection, session.book, starts[:10], more).notice_days
    except RegisterError:
        return None


def planned_notice(session: Session, meeting: str, starts: str) -> NoticeStatus:
    """How notice stands of a meeting that is planned."""
    return judge_notice(notice_of(session.state, meeting), starts[:10], _needed_days(session, starts))
