"""Asks when something was that was recorded later: a member who had left unnoticed, a meeting entered the day after."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from boardtui.clock import stamp_of
from boardtui.meeting.confidential import heard_in_public
from boardtui.meeting.entries import (
    ConfidentialCarried,
    MeetingConvened,
    MemberArrived,
    MemberLeft,
    TimeStated,
)
from boardtui.meeting.state import Stamped, State
from boardtui.meeting.stretch import Stretch
from boardtui.meeting.telling import tell
from boardtui.tui.dialogs import Choose, Option
from boardtui.tui.form import Field, Form
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.record import HIDDEN

MOST = 300
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]?([0-5][0-9])", re.ASCII)
_UNTIMED = (MeetingConvened, ConfidentialCarried, TimeStated)
# Longer than a meeting lasts: what was recorded so long after its start was entered afterwards.
_AFTERWARDS = datetime.timedelta(hours=18)

Local = Callable[[str], datetime.datetime]


async def time_of_entry(screen: BoardScreen) -> None:
    """Choose one of the last entries, then say when it was."""
    session = screen.session
    if session is None:
        return
    lines = list(reversed(timed(session.stretch)))[:MOST]
    if not lines:
        screen.say("Nothing is recorded yet of which the time could be stated.")
        return
    hidden, local = heard_in_public(screen.state), _local(screen)
    options = [Option(str(one.seq), _told(screen.state, one, hidden), f"{local(one.at):%H:%M}") for one in lines]
    chosen = await screen.ask(Choose("What was earlier than it was recorded?", options))
    if chosen is not None:
        await _ask_time(screen, next(one for one in lines if str(one.seq) == chosen))


async def time_of_member(screen: BoardScreen, member: str) -> None:
    """Say when a member last came or went."""
    session = screen.session
    moves = [
        one
        for one in (timed(session.stretch) if session else [])
        if isinstance(one.entry, MemberArrived | MemberLeft) and one.entry.member == member
    ]
    if moves:
        await _ask_time(screen, moves[-1])
    else:
        screen.say("Nothing is recorded of this member's coming or going, so there is no time to state.")


def timed(stretch: Stretch) -> list[Stamped]:
    """The entries of a meeting of which it can be stated when they were."""
    return [line for line in stretch.standing() if not isinstance(line.entry, _UNTIMED)]


def read_time(text: str, recorded: str, starts: str, local: Local) -> str:
    """The time that somebody wrote, 10:40 or 1040, as the book writes it.

    Args:
        text: as it was typed, by the clock on the wall.
        recorded: when the entry was recorded, in UTC.
        starts: when the meeting was to begin, with its offset.
        local: turns a time of the book into one on the wall.

    It is the last such time before the recording; of what was entered long after the meeting, on the meeting's day.

    Raises:
        ValueError: it is no time; the message says how to write one.
    """
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise ValueError(f"“{text[:20]}” is no time of day; write for example 10:40.")
    entered = local(recorded)
    begins = datetime.datetime.fromisoformat(starts).astimezone(entered.tzinfo) if starts else entered
    day = begins if entered - begins > _AFTERWARDS else entered
    moment = day.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    return stamp_of(moment if moment <= entered else moment - datetime.timedelta(days=1))


async def _ask_time(screen: BoardScreen, line: Stamped) -> None:
    session = screen.session
    assert session is not None
    state, local = screen.state, _local(screen)
    recorded = session.stretch.recorded.get(line.seq, line.at)
    said = f"Recorded at {local(recorded):%H:%M}: {_told(state, line, heard_in_public(state))}."
    value = ""
    while True:
        field = Field("time", "It was at", value, required=True, hint="as 10:40, by the clock on the wall")
        given = await screen.ask(Form("When was it?", [field], said))
        if given is None:
            return
        value = given["time"]
        try:
            time = read_time(value, recorded, state.starts, local)
        except ValueError as error:
            said = str(error)
            continue
        told = _told(state, line, heard_in_public(state))
        words = f"It was at {local(time):%H:%M} (the book keeps both times): {told}"
        screen.record(TimeStated(line.seq, time), say=words)
        return


def _local(screen: BoardScreen) -> Local:
    desk, starts = screen.board.desk, screen.state.starts
    return lambda at: desk.local(at, starts)


def _told(state: State, line: Stamped, hidden: bool) -> str:
    return HIDDEN if hidden and line.confidential else tell(state, line.entry)
