"""Who holds a seat by what a row says: the name in its order, two who share it, nobody, or somebody acting."""

from __future__ import annotations

import re

from boardtui.exchange.sheets.columns import normal
from boardtui.exchange.sheets.people import in_order, is_surname_first
from boardtui.exchange.sheets.planning import Reader
from boardtui.exchange.sheets.values import yes_or_no
from boardtui.register.tables import NAME

VACANT = re.compile(
    r"(?:currently |now |post |seat |role |position )?vacan(?:t|cy)\b.*|(?:tbc|tba|tbd|to be (?:confirmed|appointed|advised|"
    r"determined|recruited))\b.*|(?:awaiting|pending) (?:appointment|nomination|recruitment).*|none|nobody|n a|recruiting.*"
)
_ACTING = re.compile(r"(?i)\b(?:acting|interim|cover(?:ed)?)(?:\s+(?:cover(?:ed)?|by))*\s*[:,–-]?\s*([A-Z][^()]+)")
_JOB_SHARE = re.compile(r"(?i)\W*\(?\bjob[ -]?shar(?:e|ed|ing)\b\)?\W*")
_TWO = re.compile(r"\s*(?:[/&;\n]|\band\b)\s*")
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)+")


def holder(reader: Reader) -> tuple[str, bool | None, tuple[str, ...]]:
    """The name, whether the seat is said to be vacant (None: nothing is said of it), and what is to be said of the name."""
    parts = [reader.line(field, NAME) for field in ("honorific", "first", "last")]
    name, texts = _name(reader)
    if not name:
        name = " ".join(part for part in parts if part) if parts[1] or parts[2] else ""
    elif parts[2] and not parts[1] and normal(parts[2]) not in normal(name):
        name = " ".join(part for part in (parts[0], name, parts[2]) if part)
    elif parts[0] and not normal(name).startswith(normal(parts[0])):
        name = f"{parts[0]} {name}"
    holds = reader.read("vacant", yes_or_no)
    if name and VACANT.fullmatch(normal(name)):
        return _vacant(reader, name)
    if holds and name:
        reader.fault("vacant", f"says that the seat is vacant, but {name} is given as its holder")
    return name, holds, texts


def _name(reader: Reader) -> tuple[str, tuple[str, ...]]:
    """The name in the order in which it is said; a name with the surname first, and two names in a cell, are asked about."""
    text, raw = reader.line("name", NAME), reader.raw("name")
    if is_surname_first(text):
        sentence = (
            f"Names are written surname first, such as “{text}”. Import it as “{in_order(text)}”, and the others alike?"
        )
        if reader.one_of("surname first", sentence, (("turn", "yes"), ("keep", "no, as they are written"))) != "turn":
            return text, ()
        return in_order(text), (f"written “{text}”",)
    people = [part for part in _TWO.split(_JOB_SHARE.sub(" ", raw).strip()) if part]
    if len(people) != 2 or not all(map(_PERSON.fullmatch, people)):
        return text, ()
    shared = f"{people[0]} and {people[1]} (job share)"
    if _JOB_SHARE.search(raw):
        return shared, ()
    sentence = f"“{text}”: do two people share this seat?"
    options = (("share", f"yes: “{shared}”"), ("keep", "import the name as it is written"))
    return (shared if reader.one_of(f"share {normal(text)}", sentence, options) == "share" else text), ()


def _vacant(reader: Reader, text: str) -> tuple[str, bool, tuple[str, ...]]:
    """A seat that is said to be vacant; asked where somebody is named who acts in it."""
    words = () if normal(text) in ("vacant", "vacancy", "tbc", "tba", "tbd") else (f"written “{text}”",)
    acting = _ACTING.search(text)
    if acting is None:
        return "", True, words
    name = acting[1].strip(" .)")
    options = (("vacant", "the seat is vacant"), ("acting", f"held by {name}"))
    answer = reader.one_of(f"acting {normal(text)}", f"“{text}”: is the seat vacant, or held by {name}?", options)
    return (name, False, words) if answer == "acting" else ("", True, words)
