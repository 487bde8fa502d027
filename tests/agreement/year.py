"""The year against the tables: how many attended each meeting, and how often each member did."""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator

from boardtui.tui.views.chart import FILLS


def wrong_attendance(texts: dict[str, str], year: str = "2026") -> Iterator[str]:
    """Each row of the year's attendance that is not that of the table."""
    rows = list(csv.DictReader(io.StringIO(texts.get("attendance.csv", ""))))
    rows = [row for row in rows if row["Date"].startswith(year)]
    text = texts.get(f"year {year}", "")
    for heading, of in (("Attendance by meeting", "Date"), ("Attendance of each member", "Member")):
        section = text.partition(f"\n{heading}\n")[2].partition("\n\n")[0].splitlines()
        keys = list(itertools.takewhile(lambda row: row[:2] in [f"{fill} " for fill in FILLS], section))
        legend = [way for row in keys for way in re.findall(r"\S ([a-z ]+?)(?:  |$)", row)]
        ways = [way.removesuffix(" in public").removesuffix(" only").split(" or ") for way in legend]
        for line in section[len(keys) :]:
            said = re.match(r"(.*?)  +\D* ?((?:\d+ ?)+)$", line)
            if not said:
                continue
            name = _day(said[1]) if of == "Date" else said[1]
            own = [row for row in rows if (row[of][:10] if of == "Date" else row[of]) == name]
            counted = Counter(row["Attended"].removesuffix(" in public").removesuffix(" only") for row in own)
            if list(map(int, said[2].split())) != [sum(counted[one] for one in way) for way in ways]:
                yield f"year {year}: {line.split('  ')[0]}: {said[2]}, and in the table {dict(counted)}"


def _day(words: str) -> str:
    return datetime.datetime.strptime(words, "%d %B %Y").date().isoformat()
