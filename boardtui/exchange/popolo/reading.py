"""Reads a JSON file that nobody vouches for into plain data, or says in one sentence what is wrong and where."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import msgspec

from boardtui.book.errors import not_read, why_no_file
from boardtui.errors import UserError

LARGEST = 200 * 1024 * 1024  # bytes
_VOTER = ("voter_id", "voter", "voter_name")
_TAKEN = frozenset({"vote_event_id", *_VOTER, "option", "group_id", "group", "party_id", "party", "weight"})
_TAKEN_TOO = frozenset({"pair_id", "pair", "id", "_id", "vote_event"})
_NO_NUMBER = re.compile(rb"[:\[,]\s*-?(?:NaN|Infinity)")


class PopoloError(UserError):
    """A file could not be taken in, or a book not be written: one sentence that says which, where and why."""


class RawVote(msgspec.Struct, gc=False):
    """A vote as the file has it, before anything is checked; small, since a file may hold a million."""

    voter: Any
    option: Any
    group: Any = None
    weight: Any = None
    pair: Any = None
    event: Any = None


def read(path: Path, ignored: Counter[str]) -> Any:
    """The data of a JSON file, votes made small.

    Args:
        path: the file.
        ignored: counts, by name, the fields of votes that are not taken over.

    Raises:
        PopoloError: it is too big, cannot be read, or two readers could read it differently.
    """
    raw = _bytes(path)
    objects = _Objects(ignored)
    try:
        return json.loads(
            raw.decode("utf-8-sig"),
            object_pairs_hook=objects.take,
            parse_float=_exact,
            parse_constant=_refuse,
            parse_int=_whole,
        )
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise PopoloError(f"{path}: line {line} is not text in UTF-8. Save the file again as UTF-8.") from None
    except json.JSONDecodeError as error:
        what = f"line {error.lineno}, column {error.colno} is not JSON ({error.msg.lower()})"
        raise PopoloError(f"{path}: {what}. Ask whoever sent it for a whole copy.") from None
    except RecursionError:
        raise PopoloError(f"{path} is nested too deeply to be Popolo data. Ask whoever sent it what it is.") from None
    except _RefusedValue as refused:
        match = _NO_NUMBER.search(raw) if refused.constant else None
        line = raw.count(b"\n", 0, match.end()) + 1 if match else 0
        where = f" line {line}:" if line else ""
        raise PopoloError(f"{path}:{where} {refused}. Ask whoever sent it for a corrected copy.") from None


class _RefusedValue(Exception):
    """A value that JSON does not have, or that could be read in two ways."""

    constant = False


class _NotANumber(_RefusedValue):
    constant = True


class _Objects:
    """Makes each object of the file, refusing keys given twice; votes become small records at once."""

    def __init__(self, ignored: Counter[str]) -> None:
        self._ignored = ignored
        self._words: dict[str, str] = {}
        self._by_name: dict[str, dict[str, str]] = {}

    def take(self, pairs: list[tuple[str, Any]]) -> Any:
        fields = dict(pairs)
        if len(fields) != len(pairs):
            raise _RefusedValue(_twice(pairs, fields))
        if "option" in fields and any(name in fields for name in _VOTER):
            return self._vote(fields)
        return fields

    def _vote(self, fields: dict[str, Any]) -> RawVote:
        if len(fields) > 2:
            for name in fields.keys() - _TAKEN - _TAKEN_TOO:
                self._ignored[f"vote.{name}"] += 1
        first, get = self._first, fields.get
        voter = first(fields, *_VOTER)
        if isinstance(voter, str) and voter == get("voter_name") and get("voter_id") is None and get("voter") is None:
            voter = self._by_name.setdefault(voter, {"name": voter})  # a name is no id: two people may bear it
        return RawVote(
            voter=self._one(voter),
            option=self._one(get("option")),
            group=self._one(first(fields, "group_id", "group", "party_id", "party")),
            weight=get("weight"),
            pair=self._one(first(fields, "pair_id", "pair")),
            event=self._one(first(fields, "vote_event_id", "vote_event")),
        )

    def _one(self, value: Any) -> Any:
        """The same object for the same text, so that a thousand votes for one party hold its name once."""
        return self._words.setdefault(value, value) if type(value) is str else value

    @staticmethod
    def _first(fields: dict[str, Any], *names: str) -> Any:
        """What is given under the first of these names; an id with its object beside it gives the object's name too."""
        given = [fields[name] for name in names if fields.get(name) is not None]
        if len(given) > 1 and isinstance(given[0], str | int):
            whole = next((value for value in given[1:] if isinstance(value, dict)), None)
            name = next((value for value in given[1:] if isinstance(value, str)), None)
            if whole is not None:
                return {**whole, "id": given[0]}
            if name is not None and name != given[0]:
                return {"id": given[0], "name": name}
        return given[0] if given else None


def _bytes(path: Path) -> bytes:
    try:
        if why := why_no_file(path):
            raise PopoloError(f"{path} could not be read, because {why}. Check its name.")
        size = path.stat().st_size
        if size > LARGEST:
            raise PopoloError(
                f"{path} has {size // 1024**2} MB, more than the {LARGEST // 1024**2} MB that are taken at once. Split it."
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise PopoloError(not_read(path, error)) from error


def _twice(pairs: list[tuple[str, Any]], fields: dict[str, Any]) -> str:
    names = [name for name, _ in pairs]
    name = next(name for name in names if names.count(name) > 1)
    which = fields.get("id") or fields.get("voter_id") or fields.get("name")
    of = f" with id {str(which)[:60]!r}" if isinstance(which, str | int) else ""
    return f"the object{of} gives {name[:60]!r} twice, so it can be read in two ways"


def _refuse(text: str) -> Any:
    raise _NotANumber(f"{text} is not a number")


def _exact(text: str) -> Any:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise _RefusedValue(f"the number {text[:40]} is too long to be one") from None


def _whole(text: str) -> Any:
    if len(text) > 18:
        raise _RefusedValue(f"the number {text[:40]}… is too large to be a count")
    return int(text)
