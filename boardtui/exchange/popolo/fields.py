"""Takes values out of the objects of a file: each of the kind that it must be, or a sentence that names the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from boardtui.exchange.popolo.reading import RawVote

LONGEST = 100_000  # characters of one text
_WORDS = {
    str: "a text",
    bool: "true or false",
    int: "a number",
    list: "a list",
    dict: "an object",
    type(None): "nothing",
}


class Wrong(Exception):
    """A value of the wrong kind; the text says where it stands and what belongs there."""


class Fields:
    """One object of the file, and where it stands in it."""

    def __init__(self, value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise Wrong(f"{where} is {kind_of(value)} where an object belongs")
        self.value: dict[str, Any] = value
        self.where = where

    def at(self, name: str) -> str:
        """The place of a field of this object."""
        return f"{self.where}.{name}" if self.where else name

    def has(self, *names: str) -> bool:
        """Whether any of these is given and not null."""
        return any(self.value.get(name) is not None for name in names)

    def text(self, *names: str) -> str:
        """The first of these that is given and not blank; empty where none is."""
        for name in names:
            value = self.value.get(name)
            if value is None:
                continue
            if not isinstance(value, str):
                raise Wrong(f"{self.at(name)} is {kind_of(value)} where a text belongs")
            if len(value) > LONGEST:
                raise Wrong(f"{self.at(name)} is longer than {LONGEST} characters")
            if value.strip():
                return storable(value)
        return ""

    def ident(self, *names: str) -> str:
        """The first id of these that is given, or that of an object embedded under that name; empty where none is."""
        for name in names:
            value = self.value.get(name)
            if isinstance(value, dict):
                value = next((value[key] for key in ("id", "_id") if value.get(key) is not None), None)
            if value is not None and (ident := identifier(value, self.at(name))):
                return ident
        return ""

    def many(self, name: str) -> Iterator[tuple[str, Any]]:
        """The members of a list, or of an object that is keyed by id, each with its place."""
        value = self.value.get(name)
        if value is None:
            return
        place = self.at(name)
        if isinstance(value, list):
            yield from ((f"{place}[{number}]", content) for number, content in enumerate(value))
        elif isinstance(value, dict):
            yield from ((f"{place}.{key[:60]}", _with_id(key, content)) for key, content in value.items())
        else:
            raise Wrong(f"{place} is {kind_of(value)} where a list belongs")

    def leave(self, kind: str, taken: frozenset[str], ignored: Counter[str]) -> None:
        """Count the fields that are given and not taken over."""
        for name in self.value.keys() - taken:
            if self.value[name] not in (None, "", [], {}):
                ignored[f"{kind}.{name[:60]}"] += 1


def identifier(value: Any, where: str) -> str:
    """An id as text; numbers are taken as such, since many files have them."""
    if isinstance(value, str):
        if len(value) > 2000:
            raise Wrong(f"{where} is longer than an id can be")
        return storable(value.strip())
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise Wrong(f"{where} is {kind_of(value)} where an id belongs")


def kind_of(value: Any) -> str:
    """What a value is, in words."""
    return "a vote" if isinstance(value, RawVote) else _WORDS.get(type(value), "a number")


def storable(text: str) -> str:
    """The text as a book can hold it: half a character (a lone surrogate), which no file can hold, is shown as �."""
    if text.isascii():
        return text
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)


def _with_id(key: str, value: Any) -> Any:
    return {"id": key, **value} if isinstance(value, dict) and value.get("id") is None else value
