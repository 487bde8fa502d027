"""Reads a memorandum from its TOML file, and refuses what could not be counted by."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from boardtui.charter.check import check_charter
from boardtui.charter.check_rules import check_overrides
from boardtui.charter.check_terms import check_terms
from boardtui.charter.explain import DataError, convert, shown
from boardtui.charter.model import BodyCharter, Charter
from boardtui.charter.rule import Override
from boardtui.charter.terms_of_reference import Terms, as_written
from boardtui.errors import UserError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LARGEST = 1024 * 1024
T = TypeVar("T")


class CharterError(UserError, ValueError):
    """A charter cannot be used. One sentence: the file, the place in it, the reason and what to do."""

    def __init__(self, file: str, reason: str, place: str = "") -> None:
        where = f"{shown(file, 200)[1:-1]}, {place}" if place else shown(file, 200)[1:-1]
        super().__init__(f"{where}: {reason}" + ("" if reason.endswith("?") else "."))
        self.file = file
        self.place = place
        self.reason = reason


class UnknownCharterError(CharterError, LookupError):
    """No charter of that name comes with the program."""


def load(path: str | Path) -> Charter:
    """The charter in that file; CharterError says what is wrong with it and where."""
    return read(file_bytes(path), Path(path).name)


def file_bytes(path: str | Path) -> bytes:
    """What the file holds, up to more than any charter may."""
    try:
        with Path(path).open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise CharterError(str(path), "there is no such file; check the name and the folder") from None
    except OSError as error:
        why = shown(error.strerror or error)
        raise CharterError(str(path), f"it cannot be opened ({why}); check that it is a file you may read") from None


def read(data: bytes, name: str) -> Charter:
    """The charter that these bytes spell; ``name`` stands for the file in messages."""

    def charter(table: dict[str, Any]) -> Charter:
        charter = convert(_as_written(table), Charter)
        check_charter(charter)
        return charter

    return _in_order(spelled(data, name, charter))


def _as_written(table: dict[str, Any]) -> dict[str, Any]:
    """The charter that a file spells, with the terms of each body as they are written there."""
    bodies = table.get("bodies")
    if not isinstance(bodies, list):
        return table
    written = [
        {**body, "terms": as_written(body["terms"])} if isinstance(body, dict) and "terms" in body else body
        for body in bodies
    ]
    return {**table, "bodies": written}


def spelled(data: bytes, name: str, make: Callable[[dict[str, Any]], T]) -> T:
    """What ``make`` takes from the TOML that these bytes spell; CharterError with the file and the place."""
    if len(data) > LARGEST:
        raise CharterError(name, "it is larger than 1 MiB, which no charter is; choose another file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CharterError(name, "the file is not UTF-8 text; save it again as UTF-8", f"line {line}") from None
    try:
        _refuse_towers(text)
        table = tomllib.loads(text)
        _refuse_decimals(table)
        return make(table)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(error, name, text) from None
    except DataError as wrong:
        raise CharterError(name, wrong.reason, " → ".join(shown(step)[1:-1] for step in wrong.place)) from None
    except (RecursionError, ValueError):
        raise CharterError(name, "it is nested too deeply or holds a number too long to read; simplify it") from None


def names() -> list[str]:
    """The names of the charters that come with the program."""
    return names_in(_memoranda())


def names_in(folder: Traversable) -> list[str]:
    """The names of the files of TOML in a folder of the program."""
    return sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))


@cache
def shipped(name: str) -> Charter:
    """The charter of that name that comes with the program."""
    if name not in names():
        listed = ", ".join(names())
        raise UnknownCharterError(name, f"no charter of that name comes with the program; there are {listed}")
    return read((_memoranda() / f"{name}.toml").read_bytes(), f"{name}.toml")


@cache
def body_titles(name: str) -> dict[str, str]:
    """The titles of the bodies of the memorandum of that name, by key; none where it does not come with the program."""
    try:
        return {body.key: body.title for body in shipped(name).bodies}
    except UnknownCharterError:
        return {}


def body_charter(
    charter: Charter, body_key: str, *, overrides: Iterable[Override] = (), terms: Terms | None = None
) -> BodyCharter:
    """What a meeting of that body runs on; ``terms`` takes the place of the body's own where given."""
    try:
        body = charter.body(body_key)
    except KeyError:
        known = ", ".join(each.key for each in charter.bodies)
        raise CharterError(charter.name, f"there is no body {shown(body_key)}; the bodies are {known}") from None
    overrides = tuple(overrides)
    try:
        check_overrides(
            overrides, (partner.key for partner in charter.partners), (topic.key for topic in charter.topics)
        )
        check_terms(terms or body.terms, (seat.key for seat in body.seats))
    except DataError as wrong:
        raise CharterError(charter.name, wrong.reason, " → ".join(wrong.place)) from None
    return BodyCharter(
        name=charter.name,
        title=charter.title,
        rules=body.rules,
        categories=charter.categories,
        topics=charter.topics,
        matrix={topic.key: topic.categories for topic in charter.topics},
        overrides=overrides,
        stages=charter.stages,
        questions=charter.questions,
        terms=terms or body.terms,
        binds=body.binds and not body.delegated,  # else its rules say which decisions bind
        bodies={each.key: each.title for each in charter.bodies},
    )


def _memoranda() -> Traversable:
    from importlib.resources import files

    return files("boardtui.charter") / "memoranda"


def _refuse_towers(text: str) -> None:
    """Keys of thousands of steps cost the TOML reader memory by their square; no charter needs more than a few."""
    cost = 0
    for number, line in enumerate(text.split("\n"), 1):
        dots = line.count(".")
        cost += dots * dots
        if cost > 1_000_000 or (dots > 16 and line.lstrip().startswith("[")):
            raise DataError("there are too many full stops for a charter; shorten this line", f"line {number}")


def _refuse_decimals(value: Any, *place: str) -> None:
    """Shares are exact fractions: a decimal number has no place anywhere in a charter."""
    if isinstance(value, float):
        raise DataError('a decimal number is not exact; write a fraction in quotation marks, such as "3/4"', *place)
    if isinstance(value, dict):
        for name, inner in value.items():
            _refuse_decimals(inner, *place, name)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            key = inner.get("key") if isinstance(inner, dict) else None
            _refuse_decimals(inner, *place, key if isinstance(key, str) and key else f"entry {index + 1}")


def _syntax(error: tomllib.TOMLDecodeError, name: str, text: str) -> CharterError:
    match = re.fullmatch(r"(.*) \(at (?:line ([0-9]+), column [0-9]+|end of document)\)", str(error), re.DOTALL)
    line = int(match[2]) if match and match[2] else text.count("\n") + 1
    sentence = shown(match[1] if match else error, 120)
    return CharterError(name, f"this is not valid TOML: {sentence}; correct that line", f"line {line}")


def _in_order(charter: Charter) -> Charter:
    """Ticks in the order of the columns, so that two spellings of the same row are the same charter."""
    order = [category.key for category in charter.categories]
    topics = (replace(topic, categories=tuple(sorted(topic.categories, key=order.index))) for topic in charter.topics)
    return replace(charter, topics=tuple(topics))
