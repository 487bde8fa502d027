"""Asks when something was that was recorded later: a member who had left unnoticed, a meeting entered the day after."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial

from boardtui.clock import stamp_of
from boardtui.dates import at_zone, clock_time, spoken_moment
from boardtui.desk.meeting_time import AFTERWARDS, stepped
from boardtui.errors import UserError
from boardtui.meeting.entries import (
    ConfidentialCarried,
    MeetingConvened,
    MemberArrived,
    MemberLeft,
    TimeStated,
)
from boardtui.meeting.fold.stated_times import run_times
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.state import Stamped
from boardtui.meeting.words.entry_words import tell_in
from boardtui.tui.database_away import persist
from boardtui.tui.forms.checks import readable
from boardtui.tui.forms.dialogs import Choose, Confirm, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.screen import BoardScreen, ended, not_recorded

MOST = 300
HIDDEN = "confidential, hidden"
_UNTIMED = (MeetingConvened, ConfidentialCarried, TimeStated)

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
    hidden, local = screen.hides, _local(screen)
    options = [Option(str(line.seq), _told(screen, line, hidden), f"{local(line.at):%H:%M}") for line in lines]
    chosen = await screen.ask(Choose("What was earlier than it was recorded?", options))
    if chosen is not None:
        await _ask_time(screen, next(line for line in lines if str(line.seq) == chosen))


async def meeting_time(screen: BoardScreen) -> None:
    """Ask for the meeting time, which each entry gets from then on; left empty, entries are dated by the clock again."""
    session = screen.session
    if session is None or not session.state.is_running:
        screen.say("The meeting time is set in a meeting, while it is held.")
        return
    local, state = _local(screen), session.state
    text = (
        "For a meeting that is entered afterwards: every entry gets this time, until you set it again or step it with . "
        "(1 minute) or > (5 minutes)."
    )
    field = Field("time", "Meeting time", hint="e.g. 10:40; leave blank to date entries by the clock")

    def read(typed: str) -> str:
        return read_time(typed, stamp_of(session.clock()), state.starts, local) if typed else ""

    form = Form("Meeting time", [field], text, last="set it", keep=False, check=readable(time=read))
    given = await screen.ask(form)
    if given is None:
        return
    if time := read(given["time"]):
        _set_meeting_time(screen, time)
        return
    session.meeting_time = None
    screen.refresh_all()
    screen.say("Entries are dated by the clock of this computer.")


def _set_meeting_time(screen: BoardScreen, time: str) -> None:
    """Let entries have that time from now on, and say so; one that is not past yet is refused."""
    session = screen.session
    assert session is not None
    if time > stamp_of(session.clock()):
        screen.say(f"It is not {_local(screen)(time):%H:%M} yet, so the meeting time stays as it was.", "warn")
        return
    same = session.meeting_time is not None and session.meeting_time[:16] == time[:16]
    session.meeting_time = session.meeting_time if same else time
    screen.refresh_all()
    local = _local(screen)
    said = f"The meeting time is {local(time):%H:%M}: entries get that time. . and > step it, = sets it."
    latest = max((line.at for line in timed(session.stretch)), default="")
    if not same and latest > time:
        screen.say(f"Set back: the last entry was at {local(latest):%H:%M}. {said}", "warn")
    else:
        screen.say(said)


def step_meeting_time(screen: BoardScreen, minutes: int) -> None:
    """Let the meeting time go on by so many minutes, where one is set."""
    session = screen.session
    if session is None or session.meeting_time is None:
        screen.say("Entries are dated by the clock; = sets a meeting time for a meeting entered afterwards.")
        return
    _set_meeting_time(screen, stepped(session.meeting_time, minutes))


async def times_of_run(screen: BoardScreen) -> None:
    """State the times of entries recorded one after the other while the clock of the computer was wrong, all or none."""
    session = screen.session
    if session is None:
        return
    run = await _choose_run(screen, timed(session.stretch))
    if not run:
        return
    first, last = run[0], run[-1]
    state, local = screen.state, _local(screen)
    recorded = session.stretch.recorded
    dated = recorded.get(first.seq, first.at)
    text, value = ended(f"Dated {_in_full(local(dated))}: {_told(screen, first, screen.hides)}"), ""
    check = readable(time=lambda typed: read_day_and_time(typed, dated, state.starts, local))
    while True:
        hint = "e.g. 10:40 or 26/11/2026 10:40, by the correct time"
        field = Field("time", "It was at", value, required=True, hint=hint)
        given = await screen.ask(Form("When was the first of them?", [field], text, check=check))
        if given is None:
            return
        value = given["time"]
        time = read_day_and_time(value, dated, state.starts, local)
        statements = run_times(run, recorded, time, session.watch.behind)
        if not statements:
            screen.say("These entries have that time already.")
            return
        times = sorted(statement.time for statement in statements)
        which = (
            f"Entry {statements[0].seq} gets the time {_in_full(local(times[0]))}."
            if len(statements) == 1
            else f"{len(statements)} entries, from number {first.seq} to {last.seq}, get times from"
            f" {_in_full(local(times[0]))} to {_in_full(local(times[-1]))}."
        )
        sentence = f"{which} The book keeps both times."
        if any(statement.clock_slow for statement in statements):
            sentence += " It says that the clock was slow, since these times are later than those recorded."
        if not await screen.ask(Confirm("Correct the times", sentence, yes="correct")):
            text = sentence
            continue
        try:
            await persist(screen, partial(session.record_together, statements))
        except UserError as error:
            screen.refresh_all()
            screen.say(not_recorded(error), "bad")
            return
        screen.refresh_all()
        screen.say(sentence, "good")
        return


async def _choose_run(screen: BoardScreen, lines: list[Stamped]) -> list[Stamped]:
    """The entries from the first to the last with a wrong time; none where the question is left."""
    first = await _choose_line(screen, lines, "The first entry with a wrong time")
    run = [line for line in lines if first is not None and line.seq >= first.seq]
    last = await _choose_line(screen, run, "The last entry with a wrong time") if run else None
    return [line for line in run if last is not None and line.seq <= last.seq]


async def _choose_line(screen: BoardScreen, lines: Sequence[Stamped], title: str) -> Stamped | None:
    """Choose one of the last entries, the latest first."""
    if not lines:
        screen.say("Nothing is recorded yet of which the time could be stated.")
        return None
    hidden, local = screen.hides, _local(screen)
    shown = list(reversed(lines))[:MOST]
    options = [
        Option(str(stamped.seq), _told(screen, stamped, hidden), _in_full(local(stamped.at))) for stamped in shown
    ]
    chosen = await screen.ask(Choose(title, options))
    return next((stamped for stamped in shown if str(stamped.seq) == chosen), None)


def _in_full(moment: datetime.datetime) -> str:
    return f"{moment:%H:%M}, {moment.day} {moment:%b %Y}"


def read_day_and_time(text: str, recorded: str, starts: str, local: Local) -> str:
    """The right time of what was recorded by a wrong clock: as read_time, and with a date before it where it had another day.

    Without a date it is that time of day nearest to the recording, which may be earlier or later.
    """
    entered = local(recorded)
    begins = at_zone(datetime.datetime.fromisoformat(starts), entered.tzinfo) if starts else entered
    near = begins if abs(entered - begins) > AFTERWARDS else entered
    try:
        time = clock_time(text)
    except ValueError:
        return stamp_of(_with_day(text, entered, near))
    days = (near + datetime.timedelta(days=step) for step in (-1, 0, 1))
    moments = (datetime.datetime.combine(day, time, near.tzinfo) for day in days)
    return stamp_of(min(moments, key=lambda moment: abs(moment - near)))


def _with_day(text: str, entered: datetime.datetime, near: datetime.datetime) -> datetime.datetime:
    """A time with its day. Raises ValueError, with the sentence for the user, where it is none."""
    try:
        return spoken_moment(text, near.date()).replace(tzinfo=entered.tzinfo)
    except (ValueError, OverflowError):
        pass
    if " " not in text.strip():
        return datetime.datetime.combine(near, _time_of_day(text), near.tzinfo)
    raise ValueError(f"“{text[:30]}” is no date and time; write for example 26 November 2026 10:40.")


async def time_of_member(screen: BoardScreen, member: str) -> None:
    """Say when a member last came or went."""
    session = screen.session
    moves = [
        stamped
        for stamped in (timed(session.stretch) if session else [])
        if isinstance(stamped.entry, MemberArrived | MemberLeft) and stamped.entry.member == member
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
        text: as it was typed, by the correct time.
        recorded: when the entry was recorded, in UTC.
        starts: when the meeting was to begin, with its offset.
        local: turns a time of the book into one on the wall.

    It is the last such time before the recording; of what was entered long after the meeting, on the meeting's day.

    Raises:
        ValueError: it is no time; the message says how to write one.
    """
    time = _time_of_day(text)
    entered = local(recorded)
    begins = at_zone(datetime.datetime.fromisoformat(starts), entered.tzinfo) if starts else entered
    day = begins if entered - begins > AFTERWARDS else entered
    moment = datetime.datetime.combine(day, time, day.tzinfo)
    return stamp_of(moment if moment <= entered else moment - datetime.timedelta(days=1))


def _time_of_day(text: str) -> datetime.time:
    """A time of day as somebody wrote it. Raises ValueError where it is none."""
    try:
        return clock_time(text)
    except ValueError:
        raise ValueError(f"“{text[:20]}” is no time of day; write for example 10:40.") from None


async def _ask_time(screen: BoardScreen, line: Stamped) -> None:
    session = screen.session
    assert session is not None
    state, local = screen.state, _local(screen)
    recorded = session.stretch.recorded.get(line.seq, line.at)
    known = (
        f"Its time is {local(line.at):%H:%M}"
        if line.seq in session.stretch.recorded
        else f"Recorded at {local(recorded):%H:%M}"
    )
    text = ended(f"{known}: {_told(screen, line, screen.hides)}")
    field = Field("time", "It was at", required=True, hint="e.g. 10:40 or 2.15pm, by the correct time")
    check = readable(time=lambda typed: read_time(typed, recorded, state.starts, local))
    given = await screen.ask(Form("When was it?", [field], text, check=check))
    if given is None:
        return
    time = read_time(given["time"], recorded, state.starts, local)
    sentence = _told(screen, line, screen.hides)
    moment = local(time)
    same_day = moment.date() == local(line.at).date()
    when = f"{moment:%H:%M}" if same_day else _in_full(moment)
    wording = ended(f"It was at {when} (the book keeps both times): {sentence}")
    screen.record(TimeStated(line.seq, time), say=wording)


def _local(screen: BoardScreen) -> Local:
    desk, starts = screen.board.desk, screen.state.starts
    return lambda at: desk.local(at, starts)


def _told(screen: BoardScreen, line: Stamped, hidden: bool) -> str:
    assert screen.session is not None
    return HIDDEN if hidden and line.confidential else tell_in(screen.session.stretch, line)
