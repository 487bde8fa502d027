"""What Home says, a row each: meetings that run, come and were held, what waits between them, what is to be put right."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from boardtui.charter.words import bare, started
from boardtui.desk.meetings import PastMeeting, PlannedMeeting
from boardtui.tui.safe import Line, Span, cut_at_word, fit, fit_at_word, line, wrap
from boardtui.tui.status import day
from boardtui.tui.widgets.rows import Row, going_on as further_line, heading

if TYPE_CHECKING:
    from boardtui.book.errors import Altered
    from boardtui.meeting.planning.plan import Planned
    from boardtui.meeting.state.state import State

PAST_SHOWN = 40
_NAMED = 4  # meetings whose draft minutes are late that have a row of their own
ALTERED = Span("! ALTERED", "bad")
BLANK = Row("", (), choosable=False)
_PHASES = {"convened": "convened, not opened", "open": "open", "adjourned": "adjourned"}


class Key(NamedTuple):
    """What the key of a row says: its kind, the book it is of, and which meeting of that (its key or first entry)."""

    kind: str
    book: str
    which: str


def key_of(row: str) -> Key:
    """The parts of a row's key; those that it has not are empty."""
    kind, _, rest = row.partition(" ")
    book, _, which = rest.partition(" ")
    return Key(kind, book, which)


def altered_among(held: Sequence[PastMeeting], faults: Iterable[Altered]) -> set[PastMeeting]:
    """Those meetings, running ones among them, in whose part of the book the first altered entry stands."""
    parts = (
        [past_meeting for past_meeting in held if past_meeting.book == fault.book and past_meeting.seq <= fault.seq]
        for fault in faults
    )
    return {max(part, key=lambda past_meeting: past_meeting.seq) for part in parts if part}


def going_on(
    running: Sequence[PastMeeting], states: Sequence[State], altered: Set[PastMeeting], width: int
) -> Iterator[Row]:
    """Meetings convened and not closed, each with its phase once its book is read; nothing where none is."""
    if not running:
        return
    phases = {state.book: state.phase for state in states}
    yield heading("Running")
    for past_meeting in running:
        phase = (
            ALTERED
            if past_meeting in altered
            else Span(_PHASES.get(phases.get(past_meeting.book, ""), "running"), "good")
        )
        yield Row(
            f"running {past_meeting.book}", _meeting(past_meeting.starts, past_meeting.title, phase, width, widest=20)
        )
    yield BLANK


def coming(
    planned: Sequence[PlannedMeeting], today: datetime.date, width: int, *, unreadable: bool = False
) -> Iterator[Row]:
    """Meetings in the register, those whose date is past among them, or that none is planned or none can be shown."""
    yield heading("Coming")
    for meeting in planned:
        remark = Span("in public" if meeting.public else "not in public", "dim")
        if meeting.starts[:10] < today.isoformat():
            remark = Span("not opened", "warn")
        row = _meeting(meeting.starts, meeting.title, remark, width)
        yield Row(f"planned {meeting.body} {meeting.key}", row)
    if not planned:
        none = "none that can be shown; the problems below say why" if unreadable else "none planned"
        yield Row("first plan", line(Span(f"{none}; m plans one, Enter opens the setup", "dim")))


def held(
    past: Sequence[PastMeeting], states: Sequence[State], altered: Set[PastMeeting], shown: int, width: int
) -> Iterator[Row]:
    """So many of the meetings held, each with whether its minutes wait for approval or it was altered.

    The latest first: one that was entered afterwards stands where it was held.
    """
    yield BLANK
    yield heading("Past")
    due = {(state.book, minutes_due.meeting) for state in states for minutes_due in state.minutes_due}
    for past_meeting in past[:shown]:
        unapproved = (past_meeting.book, past_meeting.meeting) in due
        remark = Span("called off" if past_meeting.called_off else "not approved" if unapproved else "", "dim")
        remark = ALTERED if past_meeting in altered else remark
        yield Row(
            f"past {past_meeting.book} {past_meeting.seq}",
            _meeting(past_meeting.starts, past_meeting.title, remark, width, widest=15),
        )
    if not past:
        yield Row("none", line(Span("  none held yet", "dim")), choosable=False)
    if len(past) > shown:
        yield Row("older", line(Span("… older meetings: enter shows more", "dim")))


class Referrals(NamedTuple):
    """How many issues each body is to receive, by its title, and of how many referred elsewhere the outcome is to be recorded."""

    to_receive: Mapping[str, int] = MappingProxyType({})
    outcomes: int = 0


def matters(
    states: Sequence[State] | None,
    referrals: Referrals,
    late: Sequence[Planned],
    today: datetime.date,
    width: int,
) -> Iterator[Row]:
    """What is open between meetings; None for ``states`` while the books are still read."""
    yield BLANK
    yield heading("Between meetings")
    if states is None:
        yield Row("reading", line(Span("…", "dim")), choosable=False)
        return
    rows = [*_open(states, referrals, today), *_late(late, width)]
    yield from rows or [Row("nothing", line(Span("  nothing is open", "dim")), choosable=False)]


def problems(problems_by_place: Mapping[str, str], called: Callable[[str], str], width: int) -> Iterator[Row]:
    """What is wrong, each under what the place is ``called``; nothing where nothing is."""
    if problems_by_place:
        yield BLANK
        yield heading("Problems to fix")
    for place, text in problems_by_place.items():
        first, *rest = wrap(f"{called(place)}: {text}", max(20, width - 6))
        yield Row(f"problem {place}", line(Span("! ", "bad"), *first))
        yield from (Row("", line("  ", *row), choosable=False) for row in rest)


def _meeting(starts: str, title: str, remark: Span, width: int, *, widest: int = 13) -> Line:
    """When and what, and a remark that takes at most ``widest`` cells."""
    room = max(20, min(80, width - 27 - widest))
    return line(fit(f"{day(starts)} {starts[11:16]}", 22), " ", fit_at_word(title, room), " ", remark)


def _open(states: Sequence[State], referrals: Referrals, today: datetime.date) -> Iterator[Row]:
    # only once the books are read, after Home is painted
    from boardtui.charter.words import counted
    from boardtui.meeting.followup.actions import is_overdue
    from boardtui.tui.views.decision import counts

    actions = [action for state in states for action in state.actions.values() if action.status == "open"]
    overdue = [action for action in actions if is_overdue(action.status, action.due, today.isoformat())]
    issues = [issue for state in states for issue in state.issues.values() if issue.status == "open"]
    minutes = [due for state in states for due in state.minutes_due]
    decisions, over = counts(states, today.isoformat())
    if actions:
        late = f", {len(overdue)} overdue" if overdue else ""
        yield Row("actions", line(counted(len(actions), "open action"), Span(late, "bad")))
    if issues:
        yield Row("issues", line(counted(len(issues), "open issue")))
    for body, number in referrals.to_receive.items():
        text = f"{counted(number, 'issue')} referred to the {bare(body)}, not yet received"
        yield Row(f"issues {body}", line(Span(text, "warn")))
    if referrals.outcomes:
        text = f"{counted(referrals.outcomes, 'outcome')} of issues referred elsewhere, not yet recorded"
        yield Row("issues outcomes", line(Span(text, "warn")))
    if decisions:
        yield Row("decisions", line(decisions, Span(over, "bad")))
    if minutes:
        waiting = counted(len(minutes), "set of minutes", "sets of minutes")
        yield Row("waiting", line(waiting, " awaiting approval"))


def _late(of_plan: Sequence[Planned], width: int) -> Iterator[Row]:
    """What is late, and what falls due soon: the first of each, and how many more; of late minutes each meeting by name.

    What the memorandum wants done has a row of its own, so that no meeting stands before it. Its end is no task, and neither
    due nor overdue: its words alone say how it stands.
    """
    ends = [planned for planned in of_plan if planned.ends]
    of_plan = [planned for planned in of_plan if not planned.ends]
    late = [planned for planned in of_plan if planned.standing == "late"]
    minutes = [planned for planned in late if planned.kind == "minutes"]
    dates = [planned for planned in late if planned.kind == "milestone"]
    late = [planned for planned in late if planned not in minutes and planned not in dates]
    due = [planned for planned in of_plan if planned.standing != "late"]
    over = Span("Overdue: ", "bad")
    parts = [(f"plan {one.about}", over, minutes[at:] if at == _NAMED else [one]) for at, one in enumerate(minutes)]
    for key, called, lines in (
        *parts[: _NAMED + 1],
        ("plan ends", Span(""), ends),
        ("plan", over, late),
        ("plan dates", over, dates),
        ("plan due", Span("Due: ", "warn"), due),
    ):
        if lines:
            dated = lines[0].day if lines is due or lines[0].kind == "minutes" else None
            by = f"by {day(dated.isoformat())}" if dated else ""
            first = f"{lines[0].title}{by and ' '}{by}: {lines[0].words}"
            if lines is due and lines[0].kind == "milestone":  # its words say the date again, and its title is long
                first = f"{by}, {lines[0].title}"
            elif lines[0].ends:  # its words say all that its title does, and the day
                first = started(lines[0].words)
            more = f"  and {len(lines) - 1} more" if len(lines) > 1 else ""
            room = max(20, width - 12 - len(more))
            # Of an end nothing is cut, since whether it was extended stands last.
            pieces = wrap(first, room) if lines[0].ends else [line(cut_at_word(first, room))]
            told, *further = [*pieces[:-1], line(*pieces[-1], more)]
            yield Row(key, line(called, *told))
            yield from (further_line(line("  ", *piece)) for piece in further)
