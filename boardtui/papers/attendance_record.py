"""Who attended: one meeting in full, or how often each member came over all meetings of a book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from boardtui.meeting import entries as e
from boardtui.meeting.state.labels import holder_name
from boardtui.papers.attendance import arrivals, was_in_private
from boardtui.papers.document import AnyBlock, Document, heading, own, para, table, without_empty
from boardtui.papers.layout import attendance_blocks
from boardtui.papers.model import Minutes
from boardtui.papers.opening import book_paper, in_order_held, meeting_paper
from boardtui.papers.source import Source

PRESENT, DEPUTY, PROXY, APOLOGIES, NOTHING = "present", "deputy", "proxy", "apologies", "absent"
WAYS = {
    PRESENT: "present",
    DEPUTY: "deputy sent",
    PROXY: "proxy given",
    APOLOGIES: "apologies",
    NOTHING: "absent",
}
"""How a member attended, and in words."""


def attendance_of_meeting(src: Source, minutes: Minutes) -> Document:
    """Who was present, in attendance, absent, and who came and went, as the minutes say it."""
    return meeting_paper(src, "Attendance", attendance_blocks(minutes))


def attendance_of_book(srcs: list[Source]) -> Document:
    """A line for each member with a number of meetings, and what they add up to."""
    return book_paper(srcs, "Attendance record", _blocks(srcs))


def _blocks(srcs: list[Source]) -> Iterator[AnyBlock]:
    told = (src for src in srcs if src.state.held and (src.part == "public" or was_in_private(src)))
    sources = in_order_held(told)
    texts_by_key: dict[tuple[str, str], list[str]] = {}
    for src in sources:
        ways = attended(src)
        for key, member in src.state.members.items():
            if not member.vacant:
                texts_by_key.setdefault((holder_name(src.state, key), member.seat), []).append(ways[key])
    if not sources:
        public = all(src.part == "public" for src in srcs)
        yield para(own("No meeting has been held yet." if public else "No part of a meeting was held in private."))
        return
    yield heading(2, own("Members"))
    texts = ways_in(sources)
    rows = [_row(name, seat, all_, texts) for (name, seat), all_ in texts_by_key.items()]
    heads = ("Member", "Seat", "Meetings", *(WAYS[way].capitalize() for way in texts))
    yield without_empty(table("Attendance of members", heads, rows))
    public = all(src.part == "public" for src in sources)
    held = "Meetings held" if public else "Meetings held at least in part in private"
    yield para(own(f"{held} while the member was in office = {' + '.join(WAYS[way] for way in texts)}."))
    if public and any(src.was_private for src in sources):
        yield para(own("Who was there only while the public was excluded is not counted here."))
    yield heading(2, own("Meetings"))
    rows = [
        (src.clock.date, src.state.title, *(str(_count(src, way)) for way in (PRESENT, DEPUTY)), str(_in_office(src)))
        for src in sources
    ]
    heads = ("Date", "Meeting", "Members present", "Deputies sent", "Members in office")
    yield table("Attendance at meetings", heads, rows)


def attended(src: Source) -> dict[str, str]:
    """How each member attended, as far as this part tells: there, by a deputy, by proxy, with apologies, not at all."""
    came = arrivals(src)
    known = src.lines if src.part == "public" else src.standing  # who is away from both parts sends apologies once
    given = {line.entry.member for line in known if isinstance(line.entry, e.ProxyGiven)}
    sent = {line.entry.member for line in known if isinstance(line.entry, e.ApologiesGiven)}
    ways = {}
    for key in src.state.members:
        deputies = {entry.deputy for entry in came.get(key, ())}
        if deputies:
            ways[key] = PRESENT if None in deputies else DEPUTY
        else:
            ways[key] = PROXY if key in given else APOLOGIES if key in sent else NOTHING
    return ways


def ways_in(srcs: Iterable[Source]) -> tuple[str, ...]:
    """The ways of attending to tell of; proxies only where there were any."""
    given = any(PROXY in attended(src).values() for src in srcs)
    return tuple(way for way in WAYS if given or way != PROXY)


def _row(name: str, seat: str, attended: list[str], ways: tuple[str, ...]) -> tuple[str, ...]:
    counts = (attended.count(way) for way in ways)
    return (name, "" if seat == name else seat, str(len(attended)), *map(str, counts))


def _count(src: Source, way: str) -> int:
    return list(attended(src).values()).count(way)


def _in_office(src: Source) -> int:
    return sum(not member.vacant for member in src.state.members.values())
