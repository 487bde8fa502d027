"""Who was there at each vote: nobody is told to have voted who had not come, had left, or was represented by nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from boardtui.meeting import entries as e
from tests.agreement.matters import tables
from tests.agreement.naive import numbered_standing
from tests.agreement.readers import key, plain
from tests.public_record.pairs import Line

_VOTED = re.compile(
    r"(For|Against|Abstained|Did not vote|Did not object|Objected|Agreed|Stood aside)(?! \(interest|, or)\b"
)


class There(NamedTuple):
    """Who was there when something was decided, by name, who came as a deputy among them, and who had given a proxy."""

    present: frozenset[str]
    deputies: frozenset[str]
    proxies: frozenset[str]


def there_at_each(lines: Sequence[Line]) -> dict[str, There]:
    """Who was there at each decision, by the words of the motion as it was put."""
    names: dict[str, str] = {}
    there: dict[str, str | None] = {}
    proxies: dict[str, str] = {}
    texts: dict[str, str] = {}
    found: dict[str, There] = {}
    for _, entry, _ in numbered_standing(lines):
        match entry:
            case e.MeetingConvened():
                names, there, proxies = {one.key: one.name for one in entry.members}, {}, {}
            case e.SeatFilled():
                names[entry.member or entry.seat.key] = entry.name  # type: ignore[union-attr]
            case e.MemberArrived():
                there[entry.member] = entry.deputy
            case e.MemberLeft():
                there.pop(entry.member, None)
            case e.ProxyGiven():
                proxies[entry.member] = entry.holder
            case e.MotionPut():
                texts[entry.motion] = key(entry.text)
            case e.ResultDeclared() | e.ConsensusDeclared():
                found[texts[entry.motion]] = There(
                    frozenset(names[one] for one in there),
                    frozenset(names[one] for one, deputy in there.items() if deputy),
                    frozenset(names[one] for one in proxies),
                )
    return found


def wrong_presence(lines: Sequence[Line], texts: dict[str, str]) -> Iterator[str]:
    """Where a vote sheet has somebody vote who was not there, or absent who was."""
    known = there_at_each(lines)
    for name, text in texts.items():
        quoted = re.search(r"^> (.*)$", text, re.M)
        if " vote-" not in name or not quoted or key(quoted[1]) not in known:
            continue
        there = known[key(quoted[1])]
        for heading, rows in tables(text):
            for row in rows if heading.startswith("Who was eligible") and "Member" in (rows or [{}])[0] else ():
                yield from _of_row(name, row["Member"], row.get("Vote", ""), there)


def wrong_number(lines: Sequence[Line], texts: dict[str, str]) -> Iterator[str]:
    """Where minutes say of a vote that more members were present than were there, or fewer."""
    known = there_at_each(lines)
    for name, text in texts.items():
        annex = text.partition("\n## Annex A: How each motion was decided\n")[2].partition("\n## ")[0]
        for section in re.split(r"\n### ", f"\n{annex}")[1:]:
            quoted = re.search(r"^> (.*)$", section, re.M)
            there = known.get(key(quoted[1])) if quoted else None
            for said in re.findall(r"[Oo]f the (\d+) members? present", section) if there else ():
                least, most = len(there.present - there.deputies), len(there.present)
                if not least <= int(said) <= most:
                    yield f"{name}: {said} members present at {quoted[1]}, where {most} were there, {most - least} by deputy"


def _of_row(name: str, member: str, vote: str, there: There) -> Iterator[str]:
    deputy = re.match(r".* \(deputy for (.*)\)$", plain(member))
    who = deputy[1] if deputy else plain(member)
    if _VOTED.match(vote) and who not in there.present | there.proxies:
        yield f"{name}: {member} is told to have voted ({vote}), and was not there"
    if vote.startswith("Absent") and who in there.present - there.deputies:
        yield f"{name}: {member} is told to have been absent, and was there"
