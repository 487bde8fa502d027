"""Who asked to speak, who speaks and for how long: the list of one meeting, in pure steps. It is no part of the book."""

from __future__ import annotations

import datetime

import msgspec


class Asked(msgspec.Struct, frozen=True):
    """Somebody who asked to speak; ``order``: on a point of order. ``private``: the public is not to know."""

    name: str
    at: str
    order: bool = False
    private: bool = False


class Spoken(msgspec.Struct, frozen=True):
    """What somebody spoke, in seconds; ``item`` is the key of the item, or empty, ``order``: on a point of order."""

    name: str
    item: str
    seconds: int
    private: bool = False
    order: bool = False


class Speakers(msgspec.Struct, frozen=True):
    """The list of a meeting at one item. Limits are in seconds, by item and by the name of the speaker. Times are UTC."""

    body: str = ""
    meeting: str = ""
    item: str = ""
    queue: tuple[Asked, ...] = ()
    now: Asked | None = None
    since: str = ""
    spoken: tuple[Spoken, ...] = ()
    item_limits: dict[str, int] = {}
    speaker_limits: dict[str, int] = {}


def ask(speakers: Speakers, asked: Asked) -> Speakers:
    """Put somebody on the list, a point of order before all others; whoever is on it so already stays where they are."""
    if any((there.name, there.order) == (asked.name, asked.order) for there in speakers.queue):
        return speakers
    place = sum(there.order for there in speakers.queue) if asked.order else len(speakers.queue)
    return msgspec.structs.replace(speakers, queue=(*speakers.queue[:place], asked, *speakers.queue[place:]))


def call(speakers: Speakers, at: str, place: int = 0) -> Speakers:
    """Give the floor to whoever is at that place; who spoke until now is finished. An empty list only finishes."""
    speakers = finish(speakers, at)
    if not 0 <= place < len(speakers.queue):
        return speakers
    rest = (*speakers.queue[:place], *speakers.queue[place + 1 :])
    return msgspec.structs.replace(speakers, queue=rest, now=speakers.queue[place], since=at)


def finish(speakers: Speakers, at: str) -> Speakers:
    """Whoever speaks has finished: the time is kept."""
    if speakers.now is None:
        return speakers
    seconds = elapsed(speakers, at)
    spoken = Spoken(speakers.now.name, speakers.item, seconds, speakers.now.private, speakers.now.order)
    return msgspec.structs.replace(speakers, now=None, since="", spoken=(*speakers.spoken, spoken))


def remove(speakers: Speakers, place: int) -> Speakers:
    """Take whoever is at that place off the list."""
    return msgspec.structs.replace(
        speakers, queue=tuple(asked for at, asked in enumerate(speakers.queue) if at != place)
    )


def move_up(speakers: Speakers, place: int) -> Speakers:
    """Move somebody one place up; nobody passes a point of order, unless on one."""
    queue = list(speakers.queue)
    if not 0 < place < len(queue) or queue[place - 1].order > queue[place].order:
        return speakers
    queue[place - 1], queue[place] = queue[place], queue[place - 1]
    return msgspec.structs.replace(speakers, queue=tuple(queue))


def limit_item(speakers: Speakers, seconds: int) -> Speakers:
    """Set how long each speaker has on the item; 0 for no limit."""
    limits = {**speakers.item_limits, speakers.item: seconds}
    return msgspec.structs.replace(speakers, item_limits={key: given for key, given in limits.items() if given})


def limit_speaker(speakers: Speakers, name: str, seconds: int) -> Speakers:
    """Set how long one speaker has, whatever the item; 0 for as long as everybody."""
    limits = {**speakers.speaker_limits, name: seconds}
    return msgspec.structs.replace(speakers, speaker_limits={key: given for key, given in limits.items() if given})


def at_item(speakers: Speakers, body: str, meeting: str, item: str, at: str) -> Speakers:
    """The list of that item: another item begins with nobody on it, another meeting also with nothing spoken."""
    if (speakers.body, speakers.meeting) != (body, meeting):
        return Speakers(body, meeting, item)
    if speakers.item == item:
        return speakers
    return msgspec.structs.replace(finish(speakers, at), item=item, queue=())


def not_called(speakers: Speakers, *, public: bool) -> list[str]:
    """Who asked to speak and was not called, without those of whom the public is not to know."""
    return [asked.name for asked in speakers.queue if not (public and asked.private)]


def raised_order(speakers: Speakers, *, public: bool) -> str:
    """Who raised the point of order on the item: the one that is heard, else the first to be called, else the last heard.

    Empty where that is nobody, or private.
    """
    heard: list[Asked | Spoken] = [spoken for spoken in speakers.spoken if spoken.item == speakers.item]
    points = [each for each in (*heard, *speakers.queue[:1], *filter(None, [speakers.now])) if each.order]
    return points[-1].name if points and not (public and points[-1].private) else ""


def without_order(speakers: Speakers, name: str) -> Speakers:
    """The list once a point of order was dealt with: whoever raised it waits with it no more."""
    waiting = tuple(asked for asked in speakers.queue if not (asked.order and asked.name == name))
    return msgspec.structs.replace(speakers, queue=waiting)


def elapsed(speakers: Speakers, at: str) -> int:
    """For how many seconds whoever has the floor speaks; a clock that was put back counts as none."""
    if speakers.now is None:
        return 0
    since = datetime.datetime.fromisoformat(at) - datetime.datetime.fromisoformat(speakers.since)
    return max(0, int(since.total_seconds()))


def _limit_of(speakers: Speakers, name: str) -> int:
    """How many seconds somebody has, their own limit before that of the item; 0 for no limit."""
    return speakers.speaker_limits.get(name, speakers.item_limits.get(speakers.item, 0))


def times_spoken(speakers: Speakers, name: str) -> list[Spoken]:
    """What somebody spoke on this item."""
    return [spoken for spoken in speakers.spoken if (spoken.name, spoken.item) == (name, speakers.item)]


def minutes(seconds: int) -> str:
    """A time as 2:05."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def speaking_words(speakers: Speakers, at: str) -> str:
    """Who speaks and for how long, and by how much over the limit; empty where nobody does."""
    if speakers.now is None:
        return ""
    taken, limit = elapsed(speakers, at), _limit_of(speakers, speakers.now.name)
    order = "Point of order" if speakers.now.order else "Speaking"
    of_limit = f" of {minutes(limit)}" if limit else ""
    over = f", over by {minutes(taken - limit)}" if is_over(speakers, at) else ""
    return f"{order}: {speakers.now.name}, {minutes(taken)}{of_limit}{over}"


def is_over(speakers: Speakers, at: str) -> bool:
    """Whether whoever speaks has spoken for longer than the limit."""
    limit = _limit_of(speakers, speakers.now.name) if speakers.now else 0
    return bool(limit) and elapsed(speakers, at) > limit


def asked_words(speakers: Speakers, asked: Asked) -> str:
    """Somebody on the list: the name, that it is a point of order, and how often they spoke on the item."""
    order = "point of order: " if asked.order else ""
    before = times_spoken(speakers, asked.name)
    total = minutes(sum(spoken.seconds for spoken in before))
    return f"{order}{asked.name}{f', spoke {_often(len(before))} ({total})' if before else ''}"


def summary(speakers: Speakers, item: str | None = None, *, public: bool = False) -> list[str]:
    """Who spoke how often and how long, on one item or in the whole meeting, the longest first; ``public``: what may be told."""
    spoken = [
        spoken
        for spoken in speakers.spoken
        if (item is None or spoken.item == item) and not (public and spoken.private)
    ]
    totals: dict[str, list[int]] = {}
    for each in spoken:
        totals.setdefault(each.name, []).append(each.seconds)
    rows = sorted(totals.items(), key=lambda row: -sum(row[1]))
    return [
        f"{name} {minutes(sum(times))}{f' ({_often(len(times))})' if len(times) > 1 else ''}" for name, times in rows
    ]


def public_list(speakers: Speakers, body: str, meeting: str, item: str) -> Speakers | None:
    """What the room may see at that public item, or None: nobody who asked in private, and no time."""
    if not item or (speakers.body, speakers.meeting, speakers.item) != (body, meeting, item):
        return None
    now = speakers.now if speakers.now and not speakers.now.private else None
    queue = tuple(asked for asked in speakers.queue if not asked.private)
    return msgspec.structs.replace(speakers, now=now, queue=queue, spoken=()) if now or queue else None


def _often(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times, f"{times} times")
