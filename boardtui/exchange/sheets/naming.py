"""Finds whom a cell means: exactly by any of its names, else nearly, which is proposed and never taken silently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from boardtui.exchange.sheets.columns import normal
from boardtui.exchange.sheets.planning import Reader

NONE = frozenset({"", "none", "no", "n a", "na", "no partner", "not applicable", "nil"})
_PARTS = (re.compile(r"\s*[;\n/]\s*"), re.compile(r"\s*[;\n/,]\s*"), re.compile(r"\s*(?:[;\n/,&]|\band\b)\s*"))
NEAR = 0.72
NOBODY = "nobody"


class Named(NamedTuple):
    """Something of the register: its key, the name that is shown, and whatever else it is called."""

    key: str
    title: str
    others: tuple[str, ...] = ()

    def names(self) -> set[str]:
        """Every name as it is compared."""
        return {normal(name) for name in (self.key, self.title, *self.others) if normal(name)}


class Register:
    """Things of one kind by all their names."""

    def __init__(self, what: str, known: Iterable[Named]) -> None:
        self.what = what
        self.known = tuple(known)
        self._names: dict[str, list[str]] = {}
        for named in self.known:
            for name in named.names():
                self._names.setdefault(name, []).append(named.key)
        self._near: dict[str, list[str]] = {}
        self._titles = {one.key: one.title for one in self.known}

    def title(self, key: str) -> str:
        """The name of a key."""
        return self._titles.get(key, key)

    def option(self, key: str) -> str:
        """The name of a key where several are offered."""
        return self.title(key)

    def exactly(self, text: str) -> list[str]:
        """The keys that bear that very name: none, one, or several."""
        return self._names.get(normal(text), [])

    def nearly(self, text: str) -> list[str]:
        """At most three keys whose names are spelled much like it, the nearest first."""
        sentence = normal(text)[:100]
        if sentence not in self._near:
            self._near[sentence] = self._like(sentence)
        return self._near[sentence]

    def _like(self, words: str) -> list[str]:
        near = get_close_matches(words, self._names, 4, NEAR)
        if len(words) >= 4:
            near += [name for name in self._names if words in name or (len(name) >= 4 and name in words)]
        return list(dict.fromkeys(key for name in near for key in self._names[name]))[:3]

    def one(
        self,
        reader: Reader,
        field: str,
        text: str,
        *,
        ask_new: str | None = None,
        near: Sequence[str] | None = None,
        within: str = "",
    ) -> str | None:
        """Whom the words mean. Asked where the spelling is only near or two bear the name; a fault where nobody is like it.

        Args:
            reader: the row; doubts and faults are put there.
            field: the column.
            text: the words.
            ask_new: what is offered where it may be something new; then None means new, and is no fault.
            near: the keys that are offered where none bears that very name; else those that are spelled like it.
            within: what the words are said of, where an answer holds only for that.
        """
        texts = self.exactly(text)
        if len(texts) == 1:
            return texts[0]
        near = texts or (self.nearly(text) if near is None else near)
        if not near:
            if ask_new is None:
                some = ", ".join(named.title for named in self.known[:3])
                reader.fault(field, f"is no {self.what} of the register (such as {some})", shown=text)
            return None
        options = [(key, self.option(key)) for key in near]
        last = (NOBODY, ask_new) if ask_new is not None else (NOBODY, "none of these: I will correct the file")
        why = "could be more than one" if texts else "is not spelled so in the setup"
        key = f"{self.what} {normal(text)}" + (f" of {within}" if within else "")
        sentence = reader.one_of(key, f"“{text[:80]}” {why}. Which {self.what} is it?", [*options, last])
        if sentence == NOBODY:
            if ask_new is None:
                reader.fault(field, f"is no {self.what} of the register", shown=text)
            return None
        return sentence

    def several(self, reader: Reader, field: str, text: str) -> tuple[str, ...] | None:
        """Everybody whom a cell names, parted by semicolons, line breaks, strokes, commas or "and"."""
        if normal(text) in NONE:
            return ()
        for parts in ([text], *(pattern.split(text) for pattern in _PARTS)):
            texts = [self.exactly(part) for part in parts if normal(part)]
            if texts and all(len(keys) == 1 for keys in texts):
                return tuple(dict.fromkeys(keys[0] for keys in texts))
        return self._asked(reader, field, [part for part in _PARTS[0].split(text) if normal(part)])

    def _asked(self, reader: Reader, field: str, parts: Sequence[str]) -> tuple[str, ...] | None:
        if len(parts) == 1 and not self.nearly(parts[0]):
            parts = [part for part in _PARTS[1].split(parts[0]) if normal(part)]
        texts = [self.one(reader, field, part) for part in parts]
        return None if None in texts else tuple(dict.fromkeys(key for key in texts if key is not None))


class Seats(Register):
    """The seats of a body; a seat is also like one that has most of its words, short for or in full: HWB, CEO, Southend."""

    def __init__(self, known: Iterable[Named]) -> None:
        super().__init__("seat", known)
        self._words = {named.key: _seat_words(named.title) for named in self.known}

    def nearly(self, text: str) -> list[str]:
        """At most five keys, the nearest first."""
        wanted = _seat_words(text[:200])
        ranked = sorted(((-_share(wanted, texts), len(texts), key) for key, texts in self._words.items()))
        alike = [key for share, _, key in ranked if -share >= _ALIKE and -share * len(wanted) >= 2]
        return list(dict.fromkeys([*alike[:3], *super().nearly(text), *alike]))[:5]


_ALIKE = 0.6
_SMALL = frozenset(("of", "the", "and", "for", "to", "a", "nhs", "on", "behalf"))
_SHORT = {
    "ceo": "chief executive", "cex": "chief executive", "cx": "chief executive", "ce": "chief executive",
    "ned": "non executive director", "neds": "non executive director", "rep": "representative", "vc": "vice chair",
    "chairman": "chair", "chairwoman": "chair", "chairperson": "chair", "cllr": "councillor", "dph": "director public health",
    "das": "director adult services", "dcs": "director childrens services", "cfo": "chief finance officer",
}  # fmt: skip


def _seat_words(text: str) -> list[str]:
    texts = " ".join(_SHORT.get(word, word) for word in normal(text).split()).split()
    return [word for word in texts if word not in _SMALL] or texts


def _share(wanted: Sequence[str], words: Sequence[str]) -> float:
    """How many of the words wanted are among these, as such or as the first letters of several in a row, from 0 to 1."""
    letters = "".join(word[0] for word in words)
    return sum(word in words or (len(word) > 1 and word in letters) for word in wanted) / len(wanted) if wanted else 0
