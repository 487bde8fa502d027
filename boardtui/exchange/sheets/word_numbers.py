"""The numbers that Word shows before paragraphs: they stand in no text, but follow from lists that are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 8  # levels of a list, from 0
_MOST = 32_767  # that Word counts to
_PLACE = re.compile("%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
BULLETS = ("bullet", "none")


class Level(NamedTuple):
    """A level of a list: its form of number, the words with %1 for a number of level 1, and the number it begins with.

    ``decimal``: numbers of levels above are shown in figures whatever their own form. ``restarts``: from the start again
    below each paragraph of a level above.
    """

    form: str
    words: str
    start: int
    decimal: bool
    restarts: bool
    style: str


class _Use(NamedTuple):
    """A use of a list: which list, and the levels that begin anew with it or look otherwise."""

    of: str
    starts: dict[int, int]
    levels: dict[int, Level]


class Label(NamedTuple):
    """What stands before a paragraph. ``of`` is its list, ``level`` counts from 0; ``words`` are empty of a bullet."""

    words: str
    of: str
    level: int
    form: str


class Numbers:
    """Counts the paragraphs of lists in their order."""

    def __init__(self, numbering: Any) -> None:
        """``numbering`` is the root of the part that describes lists, None where there is none."""
        self._lists: dict[str, dict[int, Level]] = {}
        self._uses: dict[str, _Use] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if numbering is not None:
            self._read(numbering)

    def level_of(self, use: str, style: str) -> int:
        """The level that a style has in a list, the first where none is tied to it."""
        levels = self._levels(use)
        return next((level for level, found in sorted(levels.items()) if style and found.style == style), 0)

    def is_bullet(self, use: str, level: str) -> bool:
        """Whether a list has no numbers at a level."""
        found = self._levels(use).get(_figure(level))
        return found is None or found.form in BULLETS

    def label(self, use: str, level: int) -> Label | None:
        """What stands before the next paragraph of a list at a level; None where the file describes no such list."""
        level = min(max(level, 0), _DEEPEST)
        levels = self._levels(use)
        if level not in levels:
            return None
        of = self._uses[use].of
        counts = self._counts.setdefault(of, {})
        if level in self._uses[use].starts and (use, level) not in self._begun:
            self._begun.add((use, level))
            counts[level] = self._uses[use].starts[level] - 1
        counts[level] = min(counts.get(level, levels[level].start - 1) + 1, _MOST)
        for deeper in [deeper for deeper in counts if deeper > level and levels.get(deeper, levels[level]).restarts]:
            del counts[deeper]
        form = levels[level].form
        words = (
            ""
            if form in BULLETS
            else _PLACE.sub(lambda place: _shown(place, level, levels, counts), levels[level].words)
        )
        return Label(words.strip(), of, level, form)

    def _levels(self, use: str) -> dict[int, Level]:
        found = self._uses.get(use)
        return {**self._lists.get(found.of, {}), **found.levels} if found is not None else {}

    def _read(self, numbering: Any) -> None:
        links: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for described in numbering.iterchildren(f"{W}abstractNum"):
            key = described.get(f"{W}abstractNumId", "")
            self._lists[key] = dict(_levels_of(described))
            if link := _value(described, "numStyleLink"):
                links[key] = link
            if link := _value(described, "styleLink"):
                by_style[link] = key
        for use in numbering.iterchildren(f"{W}num"):
            of = _value(use, "abstractNumId")
            of = by_style.get(links.get(of, ""), of)
            changed = list(use.iterchildren(f"{W}lvlOverride"))
            starts = {_level(one): _figure(text) for one in changed if (text := _value(one, "startOverride"))}
            levels = {level: found for one in changed for level, found in _levels_of(one)}
            self._uses[use.get(f"{W}numId", "")] = _Use(of, starts, levels)


def _levels_of(described: Any) -> Iterator[tuple[int, Level]]:
    for one in described.iterchildren(f"{W}lvl"):
        yield (
            _level(one),
            Level(
                _value(one, "numFmt") or "decimal",
                _value(one, "lvlText"),
                _figure(_value(one, "start"), 1),
                is_on(one.find(f"{W}isLgl")),
                _value(one, "lvlRestart") != "0",
                _value(one, "pStyle"),
            ),
        )


def is_on(element: Any) -> bool:
    """Whether a property that is on or off is on: it is there, and does not say that it is not."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def _value(element: Any, name: str) -> str:
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val", "") if child is not None else ""


def _level(element: Any) -> int:
    return _figure(element.get(f"{W}ilvl", ""))


def _figure(text: str, otherwise: int = 0) -> int:
    return min(int(text), _MOST) if text.isdecimal() and len(text) < 9 else otherwise


def _shown(place: re.Match[str], level: int, levels: dict[int, Level], counts: dict[int, int]) -> str:
    at = int(place[1]) - 1
    if at not in levels:
        return ""
    number = counts.get(at, levels[at].start)
    return _written(number, "decimal" if levels[level].decimal else levels[at].form)


def _written(number: int, form: str) -> str:
    """A number in a form that Word has; of those that agendas do not have, in figures."""
    match form:
        case "lowerLetter" | "upperLetter" if number > 0:
            text = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        case "lowerRoman" | "upperRoman" if 0 < number < 4000:
            text = _roman(number)
        case "decimalZero":
            text = f"{number:02}"
        case "bullet" | "none":
            text = ""
        case _:
            text = str(number)
    return text.upper() if form.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text
