"""Who attended: one meeting in full, or how often each member came over all meetings of a book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from boardtui.meeting import entries as e
from boardtui.meeting.state.holders import names_over
from boardtui.papers.attendance import arrivals, ever_there, was_in_private
from boardtui.papers.document import AnyBlock, Document, heading, own, para, table, without_empty
from boardtui.papers.layout import attendance_blocks
from boardtui.papers.model import Minutes
from boardtui.papers.opening import book_paper, in_order_held, meeting_paper
from boardtui.papers.source import Source

PRESENT, DEPUTY, ELSEWHERE = "present", "deputy", "elsewhere"
PROXY, APOLOGIES, NOTHING, TO_COME = "proxy", "apologies", "absent", "to come"
_WAYS = {
    PRESENT: "present",
    DEPUTY: "deputy only",
    ELSEWHERE: "public part only",
    PROXY: "proxy only",
    APOLOGIES: "apologies",
    NOTHING: "absent",
    TO_COME: "not yet arrived",
}
_ONLY_WHERE_ANY = (ELSEWHERE, PROXY, TO_COME)


def attendance_of_meeting(src: Source, minutes: Minutes) -> Document:
    """Who was present, in attendance, absent, and who came and went, as the minutes say it."""
    return meeting_paper(src, "Attendance", attendance_blocks(minutes))


def attendance_of_book(srcs: list[Source]) -> Document:
    """A line for each member with a number of meetings, and what they add up to."""
    return book_paper(srcs, "Attendance record", _blocks(srcs))


def _blocks(srcs: list[Source]) -> Iterator[AnyBlock]:
    told = (src for src in srcs if src.state.held and (src.part == "public" or was_in_private(src)))
    sources = in_order_held(told)
    ways_by_member: dict[tuple[str, str], list[str]] = {}
    seats: dict[str, str] = {}
    for src, names in zip(sources, names_over([src.state for src in sources]), strict=True):
        ways = attended(src)
        for key, name in names.items():
            seats[key] = src.state.members[key].seat
            ways_by_member.setdefault((name, key), []).append(ways[key])
    if not sources:
        public = all(src.part == "public" for src in srcs)
        yield para(own("No meeting has been held yet." if public else "No part of a meeting was held in private."))
        return
    yield heading(2, own("Members"))
    words_by_way = ways_in(sources)
    rows = [_row(name, seats[key], all_, words_by_way) for (name, key), all_ in ways_by_member.items()]
    heads = ("Member", "Seat", "Meetings", *(words.capitalize() for words in words_by_way.values()))
    yield without_empty(table("Attendance of members", heads, rows))
    public = all(src.part == "public" for src in sources)
    held = "Meetings held" if public else "Meetings held at least in part in private"
    yield para(own(f"{held} while the member was in office = {' + '.join(words_by_way.values())}."))
    if public and any(src.was_private for src in sources):
        yield para(own("Who was there only while the public was excluded is not counted here."))
    if ELSEWHERE in words_by_way:
        yield para(own("Public part only: the member or a deputy was there, but not while the public was excluded."))
    yield heading(2, own("Meetings"))
    rows = [
        (src.clock.date, src.state.title, str(_present(src)), str(_deputies(src)), str(_in_office(src)))
        for src in sources
    ]
    heads = ("Date", "Meeting", "Members present", "Deputies present", "Members in office")
    yield table("Attendance at meetings", heads, rows)


def attended(src: Source) -> dict[str, str]:
    """How each member attended, as far as this part tells: there, by a deputy, by proxy, with apologies, not at all.

    Until a meeting is closed nobody of whom nothing was heard is absent from it: they may still come.

    The confidential part tells of the private session, and apart from it who was there only while the public was.
    """
    came = arrivals(src)
    known = src.lines if src.part == "public" else src.standing  # who is away from both parts sends apologies once
    given = {line.entry.member for line in known if isinstance(line.entry, e.ProxyGiven)}
    sent = {line.entry.member for line in known if isinstance(line.entry, e.ApologiesGiven)}
    elsewhere = ever_there(src) if src.part == "confidential" else frozenset[str]()
    unheard = NOTHING if src.closed else TO_COME
    ways = {}
    for key in src.state.members:
        deputies = {entry.deputy for entry in came.get(key, ())}
        if deputies:
            ways[key] = PRESENT if None in deputies else DEPUTY
        elif key in elsewhere:
            ways[key] = ELSEWHERE
        else:
            ways[key] = PROXY if key in given else APOLOGIES if key in sent else unheard
    return ways


def ways_in(srcs: Sequence[Source]) -> dict[str, str]:
    """The ways of attending to tell of, each in words; some only where there were any.

    Where part of a meeting was private, the public knows of nobody whether they were away from all of it.
    """
    given = {way for src in srcs for way in attended(src).values()}
    ways = {way: words for way, words in _WAYS.items() if way in given or way not in _ONLY_WHERE_ANY}
    if any(src.part == "public" and src.was_private for src in srcs):
        ways |= {way: f"{ways[way]} in public" for way in (NOTHING, TO_COME) if way in ways}
    return ways


def _row(name: str, seat: str, attended: list[str], ways: Iterable[str]) -> tuple[str, ...]:
    counts = (attended.count(way) for way in ways)
    return (name, "" if seat == name else seat, str(len(attended)), *map(str, counts))


def _present(src: Source) -> int:
    return list(attended(src).values()).count(PRESENT)


def _deputies(src: Source) -> int:
    """How many deputies came, for members who were there too among them."""
    return sum(len({entry.deputy for entry in came if entry.deputy}) for came in arrivals(src).values())


def _in_office(src: Source) -> int:
    return sum(not member.vacant for member in src.state.members.values())
