"""The words of the status bar: what can embarrass is always in sight, in words."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from boardtui.charter.words import counted
from boardtui.clock import stamp_of
from boardtui.desk.desk import Desk
from boardtui.tui.safe import Line, Span, Tone, line, width_of

if TYPE_CHECKING:
    from boardtui.desk.session import Session
    from boardtui.meeting.state.state import State
    from boardtui.meeting.voting.ballot import PresentCount
    from boardtui.meeting.voting.quorum import QuorumStatus

SMALLEST = (72, 20)
NARROW = 110
NOT_RECORDED = "attendance not yet recorded"  # nobody is known to be there, or away
MARGINS = 6  # cells between and beside the parts of the bar
PHASES = {
    "none": "no meeting",
    "convened": "NOT YET OPEN",
    "open": "OPEN",
    "adjourned": "ADJOURNED",
    "closed": "CLOSED",
}


def is_small(width: int, height: int) -> bool:
    """Whether a window has too little room to show a meeting."""
    return width < SMALLEST[0] or height < SMALLEST[1]


def status_parts(session: Session | None, desk: Desk, *, screen: str = "", width: int) -> tuple[Line, Line, Line]:
    """Left: whether in public, then the meeting. Middle: attendance and quorum. Right: the time and what is recorded.

    Publicity comes first, since where it is narrow the end gives way. Where ``width`` cells have no room for all of it, the
    middle is said in fewer words and the number of entries left out, never whether the meeting is open. Where no meeting
    is shown, ``screen`` is the name of what is.
    """
    now = desk.local(stamp_of(desk.clock()))
    if session is None or not session.state.meeting:
        where = line(Span(screen or "boardtui", "strong"), " · ", desk.store.path.name)
        return where, (), line(*_looking_only(desk), f"{now:%H:%M}")
    state = session.state
    left = line(*publicity(state), " · ", Span(state.title, "strong"), " · ", day(state.starts))
    time = line(*_looking_only(desk), *_time(session, desk, now))
    numbered = line(*time, " · ", counted(session.recorded, "entry", "entries"))
    brief_time = line(*_looking_only(desk), *_time(session, desk, now, word="TIME"))
    beside = width_of(publicity(state)) + MARGINS
    tries = ((numbered, in_short(state)), (time, in_short(state, barely=True)), (brief_time, ()))
    right = next(right for right, middle in tries if not middle or beside + width_of(right) + width_of(middle) <= width)
    return left, attendance_within(state, width, width_of(publicity(state)) + width_of(right)), right


def _time(session: Session, desk: Desk, now: datetime.datetime, *, word: str = "MEETING TIME") -> Line:
    """The time that an entry gets: by the clock, or the meeting time of a meeting that is entered afterwards."""
    if session.meeting_time is None:
        return line(f"{now:%H:%M}")
    moment = desk.local(session.meeting_time, session.state.starts)
    return line(Span(f"{word} {moment:%H:%M}", "accent"))


def publicity(state: State) -> Line:
    """Whether the meeting is in public at this moment, and its phase where it is not open; of one that is over, only that."""
    if state.phase == "closed":
        return line(Span(PHASES[state.phase], "warn"))
    phase = () if state.phase == "open" else (Span(" · "), Span(PHASES[state.phase], "warn"))
    current = state.items.get(state.current or "")
    if state.excluded:
        return line(Span("PUBLIC EXCLUDED", "bad"), *phase)
    if current is not None and current.agenda.confidential:
        return line(Span("CONFIDENTIAL ITEM", "bad"), *phase)
    if state.in_public:
        return line(Span("IN PUBLIC", "good"), *phase)
    return line(Span("NOT IN PUBLIC", "accent"), *phase)


def _there(state: State) -> tuple[QuorumStatus, PresentCount, int] | None:
    """The quorum, who is present and how many seats are filled; None where the meeting runs and nobody is recorded yet."""
    from boardtui.meeting.record.live import quorum_heard
    from boardtui.meeting.state.state import attendance_recorded, filled_seats
    from boardtui.meeting.voting.ballot import present_count

    if state.is_running and not attendance_recorded(state):
        return None
    return quorum_heard(state), present_count(state), filled_seats(state)


def _tone(there: QuorumStatus) -> Tone:
    if there.met is None:
        return ""
    return "bad" if not there.met else "good" if there.spare else "warn"


def attendance(state: State) -> Line:
    """How many are present, and the quorum in words."""
    if (counts := _there(state)) is None:
        return line(Span(NOT_RECORDED, "warn"))
    there, here, seats = counts
    met = "JUST MET" if there.just_met else "met"
    text = {None: "not defined", True: f"{met}, {there.brief}", False: f"NOT QUORATE, {there.brief}"}[there.met]
    proxies = f", {there.by_proxy} by proxy" if there.by_proxy and there.met is None else ""
    return line(
        f"{here.members} of {seats} present{here.besides}{proxies} · quorum: ",
        Span(text, _tone(there)),
    )


def attendance_within(state: State, width: int, beside: int) -> Line:
    """Attendance and quorum in as many words as a window has room for, ``beside`` being the cells that are taken already."""
    whole, short = attendance(state), in_short(state)
    if width >= NARROW and width_of(whole) + beside + MARGINS <= width:
        return whole
    return short if width_of(short) + beside + MARGINS <= width else in_short(state, barely=True)


def then_within(day: str, time: str, room: int) -> Line:
    """The time that a replay has come to, in so many cells; before whether the meeting is adjourned, the day gives way.

    The line under the meeting has the day in any case.
    """
    moment, alone = Span(f"{day}{time}", "strong"), Span(time, "strong")
    tries = (line("then ", moment), line(moment))
    return next((words for words in tries if width_of(words) <= room), line(alone))


def in_short(state: State, *, barely: bool = False) -> Line:
    """The same where there is little room: what can embarrass is not cut, it is said in fewer words.

    Where there is ``barely`` any, that no quorum is defined is left out.
    """
    if (counts := _there(state)) is None:
        return line(Span(NOT_RECORDED, "warn"))
    there, here, seats = counts
    text = {None: "quorum not defined", True: "quorate" if there.spare else "JUST QUORATE", False: "NOT QUORATE"}[
        there.met
    ]
    proxies = f" +{there.by_proxy} by proxy" if there.by_proxy else ""
    present = f"{here.members} of {seats}{proxies}"
    return line(present) if barely and there.met is None else line(f"{present} · ", Span(text, _tone(there)))


def day(starts: str) -> str:
    """The day of a meeting: Mon 23 Nov 2026."""
    try:
        moment = datetime.datetime.fromisoformat(starts)
        return f"{moment:%a} {moment.day} {moment:%b %Y}"
    except ValueError:
        return starts


def dated(title: str, starts: str) -> str:
    """A meeting by its title and day, since two may have one title: Quarterly meeting (Mon 23 Nov 2026)."""
    return f"{title} ({day(starts)})" if starts else title


def _looking_only(desk: Desk) -> tuple[Span, ...]:
    return (Span("READ ONLY · ", "warn"),) if desk.store.read_only_reason else ()
