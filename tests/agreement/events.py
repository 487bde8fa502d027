"""When people came and went, who took the chair, and when the meeting stood still or was private: by paper and by entry."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from boardtui.meeting import entries as e
from tests.agreement.matters import tables
from tests.agreement.naive import Facts, numbered_standing
from tests.agreement.readers import plain
from tests.public_record.pairs import Line

_WALL = ZoneInfo("Europe/London")
_COURSE = (
    (r"(.*?) (?:joined|continued|took over)(?: remotely| in person)?(?: from .*)?$", "arrived"),
    (r"(.*?) left(?:: .*)?$", "left"),
    (r"(.*?) took the chair(?:: .*)?$", "took the chair"),
    (r"The meeting was (adjourned)(?:: .*)?$", "adjourned"),
    (r"The meeting (resumed)$", "resumed"),
    (r"The public was (excluded).*$", "excluded"),
    (r"The public was (readmitted)$", "readmitted"),
)


def events_of(name: str, text: str) -> Facts:
    """What the minutes of that name say of the course of the meeting, in their annex and, where it is there too, before it."""
    meeting = re.match(r"(mk\d) public minutes ", name)
    if not meeting:
        return {}
    found: dict[str, list[tuple[str, str]]] = {what: [] for _, what in _COURSE}
    for heading, rows in tables(text):
        for row in rows if heading in ("Arrivals and departures", "Course of the meeting") else ():
            for form, what in _COURSE:
                if said := re.match(form, row["What happened"]):
                    found[what].append((row.get("Time", ""), _seat(said[1])))
    facts: dict[str, Any] = {what: tuple(sorted(times)) for what, times in found.items()}
    business = plain(text.partition("\n## Annex A")[0].replace("<br>", "\n"))
    for what, form in (
        ("adjourned", r"The meeting was adjourned at (\d\d:\d\d)"),
        ("resumed", r"The meeting resumed at (\d\d:\d\d)"),
    ):
        said = tuple(sorted((time, what) for time in re.findall(form, business)))
        if said != tuple(one for one in facts[what] if one[0]):
            facts[f"{what}, twice"] = (said, facts[what])
    return {f"meeting {meeting[1]}": facts}


def wrong_times(name: str, text: str) -> Iterator[str]:
    """Who is listed as there from or until a time at which the annex has nobody of that name come or go."""
    facts = events_of(name, text).get(f"meeting {name.partition(' ')[0]}", {})
    for _, rows in tables(text) if facts else ():
        for row in rows if next(iter(rows[0])).startswith("Present (") else ():
            who = _seat(re.sub(r" \(in the chair.*?\)$", "", next(iter(row.values()))))
            for word, what in (("from", "arrived"), ("until", "left")):
                for time, more in re.findall(rf"\b{word} (\d\d:\d\d)( at the latest)?", row.get("Attended", "")):
                    known = (
                        facts[what] if what == "arrived" else (*facts[what], *facts["arrived"])
                    )  # or somebody took over
                    if not more and (time, who) not in known:
                        yield f"{name}: {who} is there {word} {time}, and in the annex {what}: {facts[what]}"


def _seat(name: str) -> str:
    """The member for whom somebody was there."""
    deputy = re.match(r".* \(deputy for (.*)\)$", name)
    return deputy[1] if deputy else name


def events_in(lines: Sequence[Line]) -> Facts:
    """What the public entries say of it, each at the time that was stated of it last."""
    stated = {entry.seq: entry.time for _, entry, _ in numbered_standing(lines) if isinstance(entry, e.TimeStated)}
    found: Facts = {}
    names: dict[str, str] = {}
    told: dict[str, list[tuple[str, str]]] = {}
    day, opened, closed = "", False, False
    for seq, entry, public in numbered_standing(lines):
        if isinstance(entry, e.MeetingConvened):
            names, day, opened, closed = {one.key: one.name for one in entry.members}, entry.starts[:10], False, False
            told = {what: [] for _, what in _COURSE}
        elif isinstance(entry, e.SeatFilled):
            names[entry.member or entry.seat.key] = entry.name  # type: ignore[union-attr]
        opened |= isinstance(entry, e.MeetingOpened)
        at = datetime.datetime.fromisoformat(stated.get(seq, lines[seq - 1].at)).astimezone(_WALL)
        time = f"{at:%H:%M}" if at.date().isoformat() == day else ""
        for what, who in _happened(entry, names, opened=opened) if public and not closed else ():
            told[what].append((time, who))
        closed |= isinstance(entry, e.MeetingClosed)
        if isinstance(entry, e.MeetingConvened):
            found[f"meeting {entry.meeting}"] = told  # type: ignore[assignment]
    return {of: {what: tuple(sorted(times)) for what, times in facts.items()} for of, facts in found.items()}


def _happened(entry: e.AnyEntry, names: dict[str, str], *, opened: bool) -> Iterator[tuple[str, str]]:
    match entry:
        case e.MemberArrived() if opened:
            yield "arrived", names[entry.member]
        case e.MemberLeft() if opened:
            yield "left", names[entry.member]
        case e.ChairTaken():
            yield "took the chair", names[entry.member]
        case e.MeetingAdjourned():
            yield "adjourned", "adjourned"
        case e.MeetingResumed():
            yield "resumed", "resumed"
        case e.PublicExcluded():
            yield "excluded", "excluded"
        case e.PublicReadmitted():
            yield "readmitted", "readmitted"
