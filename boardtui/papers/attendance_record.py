"""Who attended: one meeting in full, or how often each member came over all meetings of a book."""

from __future__ import annotations

from collections.abc import Iterator

from boardtui.meeting import entries as e
from boardtui.papers.document import AnyBlock, Document, heading, own, para, table, without_empty
from boardtui.papers.layout import attendance_blocks
from boardtui.papers.model import Minutes
from boardtui.papers.opening import book_paper, meeting_paper
from boardtui.papers.source import Source

PRESENT, DEPUTY, APOLOGIES, NOTHING = "present", "deputy", "apologies", "absent"
HEADS = ("Member", "Seat", "Meetings", "Present", "Deputy sent", "Apologies", "Absent")


def attendance_of_meeting(src: Source, minutes: Minutes) -> Document:
    """Who was present, in attendance, absent, and who came and went, as the minutes say it."""
    return meeting_paper(src, "Attendance", attendance_blocks(minutes))


def attendance_of_book(srcs: list[Source]) -> Document:
    """A line for each member with a number of meetings, and what they add up to."""
    return book_paper(srcs, "Attendance record", _blocks(srcs))


def _blocks(srcs: list[Source]) -> Iterator[AnyBlock]:
    held = [src for src in srcs if src.state.held]
    found: dict[tuple[str, str], list[str]] = {}
    for src in held:
        for key, member in src.state.members.items():
            if not member.vacant:
                found.setdefault((src.name(key), member.seat), []).append(how(src, key))
    yield heading(2, own("Members"))
    rows = [_row(name, seat, all_) for (name, seat), all_ in found.items()]
    yield without_empty(table("Attendance of members", HEADS, rows))
    yield para(own("Meetings held while the member was in office = present + deputy sent + apologies + absent."))
    if any(src.was_private for src in held):
        yield para(own("Arrivals while the public was excluded are not counted here."))
    yield heading(2, own("Meetings"))
    rows = [(src.clock.date, src.state.title, str(_count(src)), str(_in_office(src))) for src in held]
    yield table("Attendance at meetings", ("Date", "Meeting", "Members present", "Members in office"), rows)


def how(src: Source, key: str) -> str:
    """How a member attended, as far as this part tells: in person or remotely, by a deputy, with apologies, not at all."""
    came = [line.entry for line in src.lines if isinstance(line.entry, e.MemberArrived)]
    deputies = {entry.deputy for entry in came if entry.member == key}
    if None in deputies:
        return PRESENT
    if deputies:
        return DEPUTY
    sent = any(isinstance(line.entry, e.ApologiesGiven) and line.entry.member == key for line in src.lines)
    return APOLOGIES if sent else NOTHING


def _row(name: str, seat: str, attended: list[str]) -> tuple[str, ...]:
    counts = (attended.count(one) for one in (PRESENT, DEPUTY, APOLOGIES, NOTHING))
    return (name, "" if seat == name else seat, str(len(attended)), *map(str, counts))


def _count(src: Source) -> int:
    return sum(how(src, key) == PRESENT for key in src.state.members)


def _in_office(src: Source) -> int:
    return sum(not member.vacant for member in src.state.members.values())
