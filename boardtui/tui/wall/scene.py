"""From what a book says to what the wall shows: one pure function, fed from public entries alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import get_args

import msgspec

from boardtui.clock import stamp_of
from boardtui.config.config import Room
from boardtui.meeting import entries as e
from boardtui.meeting.fold.amending import decided_en_bloc
from boardtui.meeting.state.state import Item, Stamped
from boardtui.papers.source import Source
from boardtui.tui.speakers import Speakers, asked_words, public_list, speaking_words
from boardtui.tui.wall.choice import choice_before_the_room, choice_scene
from boardtui.tui.wall.motion import attendance, motion_scene
from boardtui.tui.wall.scenes import Adjourned, Before, Closed, Line, Now, Private, Scene

_MINUTE = datetime.timedelta(minutes=1)
_DAY = datetime.timedelta(hours=12)  # no item is open for longer
# What turns the room to something else. Who comes and goes, notes and actions do not: a result stays on the wall.
_TURNS = (
    e.ItemOpened, e.ItemClosed, e.ItemDeferred, e.MeetingResumed, e.PublicReadmitted, *get_args(e.MotionEntry),
    *get_args(e.ChoiceEntry),
)  # fmt: skip


def scene(
    src: Source, now: datetime.datetime, room: Room, following: str = "", speakers: Speakers | None = None
) -> Scene:
    """What the wall shows.

    Args:
        src: the public part of the meeting so far; all words shown come from it, and of the whole only live counts.
        now: this moment, for the time that an item has taken.
        room: what the board shows of votes, and where minutes will be found.
        following: the day of the next meeting in words, where one is known.
        speakers: the list of speakers, of which only those are shown who asked in public at the public item.
    """
    state = src.state
    if state.phase == "closed":
        return _closed(src, room, following)
    if state.excluded:
        return Private(state.excluded_reason)
    if state.phase == "convened":
        return _before(src)
    if state.phase == "adjourned":
        return _adjourned(src)
    last = _last(src.lines, *_TURNS)
    motion, choice = _motion_before_the_room(src, last), choice_before_the_room(src, last)
    scene = motion_scene(src, motion, room) if motion else None
    if scene is None and choice:
        scene = choice_scene(src, choice, room)
    return scene or _with_speakers(_now(src, now, room), src, now, speakers)


def _before(src: Source) -> Before:
    state = src.state
    return Before(
        partnership=state.charter.title,
        body=src.body,
        title=state.title,
        date=src.clock.date,
        place=state.place,
        begins=src.clock.start,
        agenda=tuple(_line(src, key) for key in state.items),
    )


def _adjourned(src: Source) -> Adjourned:
    last = _last(src.lines, e.MeetingAdjourned)
    meeting = src.state.title or src.body
    if last is None or not isinstance(last.entry, e.MeetingAdjourned):
        return Adjourned(meeting, "", "")
    return Adjourned(meeting, last.entry.reason, src.clock.time(last.at))


def _closed(src: Source, room: Room, following: str) -> Closed:
    last = _last(src.lines, e.MeetingClosed)
    return Closed(
        body=src.body,
        title=src.state.title,
        at=src.clock.time(last.at) if last is not None else "",
        following=following,
        minutes=room.minutes if src.state.in_public else "",
        called_off=src.state.called_off,
    )


def _motion_before_the_room(src: Source, last: Stamped | None) -> str:
    """The motion that the room is at: what was last done (``last``) was about it, or it is open on the item that is."""
    state = src.state
    if last is not None and isinstance(last.entry, get_args(e.ChoiceEntry)):
        return ""
    about = getattr(last.entry, "motion", None) if last is not None else None
    if about in state.motions:
        motion = state.motions[about]
        return str(motion.amends if motion.status == "accepted" else about)
    waiting = [
        motion.key for motion in state.motions.values() if motion.status == "open" and motion.item == state.current
    ]
    return waiting[-1] if waiting else ""


def _now(src: Source, now: datetime.datetime, room: Room) -> Now:
    state = src.state
    item = state.items[state.current] if state.current is not None else None
    agenda = item.agenda if item is not None else None
    coming = next(
        (key for key, item in state.items.items() if item.status == "waiting" and key not in decided_en_bloc(state)),
        None,
    )
    planned = agenda.minutes if agenda is not None and room.timing else None
    return Now(
        meeting=state.title or src.body,
        number=agenda.number.rstrip(".") if agenda else "",
        title=agenda.title if agenda else "",
        lead=agenda.lead if agenda else "",
        paper=agenda.paper if agenda else "",
        used=_minutes(item, now) if item is not None and planned else None,
        planned=planned or None,
        following=_line(src, coming) if coming is not None else None,
        attendance=attendance(src),
    )


def _with_speakers(scene: Now, src: Source, now: datetime.datetime, speakers: Speakers | None) -> Now:
    state = src.state
    heard = public_list(speakers, state.body, state.meeting, state.current or "") if speakers else None
    if heard is None:
        return scene
    return msgspec.structs.replace(
        scene,
        speaking=speaking_words(heard, stamp_of(now)),
        speakers=tuple(asked_words(heard, asked) for asked in heard.queue),
    )


def _minutes(item: Item, now: datetime.datetime) -> int | None:
    """Whole minutes since the item was opened; None where that was another day, so that the meeting is entered afterwards."""
    since = now - datetime.datetime.fromisoformat(item.opened_at) if item.opened_at else _DAY
    return max(0, since // _MINUTE) if since < _DAY else None


def _line(src: Source, key: str) -> Line:
    """A line of the agenda."""
    agenda = src.state.items[key].agenda
    return Line(agenda.number.rstrip("."), agenda.title, agenda.planned)


def _last(lines: Iterable[Stamped], *kinds: type) -> Stamped | None:
    found = [line for line in lines if isinstance(line.entry, kinds)]
    return found[-1] if found else None
