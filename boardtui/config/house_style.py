"""What a board sets about its papers in config.toml: layout of the minutes, references, short names, verbs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, get_args

import msgspec

from boardtui.dates import Dates, iso_day

Layout = Literal["numbered", "table", "headings"]  # the last is how older settings call the first
What = Literal["meeting", "item", "decision", "action"]
Span = Literal["year", "fy", "all"]
LONGEST = 60  # characters of a pattern, short name or verb
CONTACT = 300  # characters of an address with telephone and e-mail
_FAMILY = re.compile(r"[A-Za-z][A-Za-z0-9 -]{0,39}")
_PLACE = re.compile(r"\{([a-z]+)(?::([1-9]))?\}")
_YEARS: dict[str, Span] = {"year": "year", "yy": "year", "fy": "fy"}
_KNOWN: dict[What, tuple[str, ...]] = {
    "meeting": ("body", "year", "yy", "fy", "meeting"),
    "item": ("body", "year", "yy", "fy", "meeting", "item", "count"),
    "decision": ("body", "year", "yy", "fy", "meeting", "item", "decision", "count"),
    "action": ("body", "year", "yy", "fy", "meeting", "action", "count"),
}
_TELLS_APART: dict[What, tuple[str, ...]] = {
    "meeting": ("meeting",),
    "item": ("meeting", "item"),
    "decision": ("meeting", "decision"),
    "action": ("meeting", "action"),
}
_EXAMPLES: dict[What, str] = {
    "meeting": "{body}/{yy}/{meeting:2}",
    "item": "{body}/{fy}/{count:3}",
    "decision": "{body}/{yy}/{meeting:2}/D{decision}",
    "action": "{body}/{yy}/A{count}",
}


class Style(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group of settings."""


class References(Style, frozen=True):
    """The patterns of references; an empty one gives none."""

    meeting: str = ""
    item: str = ""
    decision: str = ""
    action: str = ""


class House(Style, frozen=True):
    """House style.

    ``dates`` is the form in which papers write days.
    ``minutes`` is how the minutes are laid out: in numbered paragraphs, or as a table of item, discussion and action.
    ``readings``: public minutes tell how else a vote could have been counted. ``short`` gives bodies by key the short
    name that references begin with, ``verbs`` what the
    minutes say in place of a rule's verb; "the motion" follows it. ``contact`` is where to reach whoever sends the
    papers out, as letters and agendas have it. ``logo`` is a PNG, JPEG or SVG file, ``letters`` a family of letters.
    ``chair_signs`` says who signs the minutes, ``secretary_signs`` who signs letters; without the first there is no line
    to sign on.
    """

    minutes: Layout = "numbered"
    readings: bool = False
    dates: Dates = "usual"
    references: References = References()
    short: dict[str, str] = {}
    verbs: dict[str, str] = {}
    contact: str = ""
    logo: str = ""
    letters: str = ""
    chair_signs: str = "Chair"
    secretary_signs: str = ""


def fault(house: House) -> str:
    """What is wrong with these settings and what to write instead, as the end of a sentence; empty where nothing is."""
    for what in get_args(What):
        if wrong := _fault_of(what, getattr(house.references, what)):
            return f"house.references.{what} {wrong}; write for example {_EXAMPLES[what]}"
    if len(house.contact) > CONTACT or not house.contact.isprintable():
        return f"house.contact must be at most {CONTACT} visible characters on one line; shorten it"
    for name, limit in (("logo", CONTACT), ("chair_signs", LONGEST), ("secretary_signs", CONTACT)):
        value = getattr(house, name)
        if value and (len(value) > limit or not value.isprintable()):
            return f"house.{name} must be at most {limit} visible characters on one line; shorten it"
    if house.letters and not _FAMILY.fullmatch(house.letters):
        return "house.letters must be the name of one family of letters; write for example Liberation Serif"
    for name, table in (("short", house.short), ("verbs", house.verbs)):
        for key, text in table.items():
            if not text.strip() or len(text) > LONGEST or not text.isprintable():
                return f"house.{name}, {key[:40]!r}, must be 1 to {LONGEST} visible characters; shorten or remove it"
    return ""


def span_of(pattern: str) -> Span:
    """Over what the numbers of a pattern run: a calendar year, a financial year, or all time."""
    return next((_YEARS[name] for name in _names(pattern) if name in _YEARS), "all")


def counts_over_meetings(pattern: str) -> bool:
    """Whether it takes all earlier meetings of the year to number by this pattern."""
    return "count" in _names(pattern)


def year_of(starts: str, span: Span) -> int:
    """The year that a meeting counts in, by the first of its two where the year is a financial one; 0 for all time."""
    day = iso_day(starts)
    if span == "all" or day is None:
        return 0
    return day.year - (span == "fy" and day.month < 4)


def written(pattern: str, starts: str, values: Mapping[str, str | int]) -> str:
    """A reference: the pattern with its places filled in, numbers with as many digits as it asks for.

    Args:
        pattern: one that ``fault`` found nothing wrong with.
        starts: when the meeting began (ISO 8601), for the year.
        values: what stands for body, meeting, item, decision, action and count, as far as the pattern asks.
    """
    year, first = year_of(starts, "year"), year_of(starts, "fy")
    known = {
        "year": f"{year:04}",
        "yy": f"{year % 100:02}",
        "fy": f"{first % 100:02}{(first + 1) % 100:02}",
        **{name: str(value) for name, value in values.items()},
    }
    return _PLACE.sub(lambda match: _padded(known[match[1]], int(match[2] or 0)), pattern)


def short_name(house: House, body: str) -> str:
    """A body in a reference: as set, else the first letters of its key (place-board: PB), or all (abc: ABC)."""
    if body in house.short:
        return house.short[body]
    parts = [part for part in body.split("-") if part]
    return (body if len(parts) < 2 else "".join(part[0] for part in parts)).upper()


def _fault_of(what: What, pattern: str) -> str:
    if not pattern:
        return ""
    if len(pattern) > LONGEST or not pattern.isprintable():
        return f"must be at most {LONGEST} visible characters"
    names, known = _names(pattern), _KNOWN[what]
    for name in names:
        if name not in known:
            return f"has {{{name}}}, which says nothing of a {what}; there are {', '.join(f'{{{text}}}' for text in known)}"
    rest = _PLACE.sub("", pattern)
    if "{" in rest or "}" in rest:
        return "has a brace that names no place, such as {yy} or {meeting:2}"
    if len({_YEARS[name] for name in names if name in _YEARS}) > 1:
        return "names both a calendar and a financial year, so its numbers would begin anew twice"
    needed = _TELLS_APART[what]
    if "count" not in names and not all(name in names for name in needed):
        wanted = " and ".join(f"{{{name}}}" for name in needed)
        other = "" if what == "meeting" else ", or {count},"
        return f"would give two {what}s the same reference; it needs {wanted}{other}"
    return ""


def _names(pattern: str) -> list[str]:
    return [match[1] for match in _PLACE.finditer(pattern)]


def _padded(value: str, digits: int) -> str:
    return value.zfill(digits) if value.isdecimal() else value
