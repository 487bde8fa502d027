"""Turns what the decoder says about wrong data into a place and a reason that a secretary can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

T = TypeVar("T")

_PLAIN = {
    "str": "words in quotation marks",
    "int": "a whole number",
    "bool": "true or false",
    "array": "a list in square brackets",
    "object": "a table",
    "null": "nothing",
    "float": "a decimal number",
    "date": "a date without quotation marks",
    "time": "a time without quotation marks",
    "datetime": "a date and time without quotation marks",
}


class DataError(ValueError):
    """Something is wrong at a place; whoever catches it says in which file or table."""

    def __init__(self, reason: str, *place: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place


def shown(text: object, most: int = 60) -> str:
    """Somebody else's words, short and on one line, safe to stand in a sentence."""
    plain = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in str(text)[:most])
    return f"“{plain}{'…' if len(str(text)) > most else ''}”"


def convert(data: Any, kind: type[T], strict: bool = True) -> T:
    """The data as that type; raises DataError with the place and a plain reason."""
    try:
        return msgspec.convert(data, kind, strict=strict)
    except msgspec.ValidationError as error:
        raise explained(str(error), data, kind) from None


def explained(message: str, data: Any, kind: Any) -> DataError:
    """What the decoder said, in plain words, with keys for numbers in the place."""
    text, _, path = message.partition(" - at `$")
    steps = re.findall(r"\.([^.\[\]`]+)|\[([0-9]+|\.\.\.)\]", path)
    place: list[str] = []
    inside, struct, last = kind, kind, ""  # the record that the last field named stands in, and what that field holds
    for name, index in steps:
        if name:
            place.append(name)
            inside, last = struct, name
            struct = next((part for part in _parts(struct, name) if _is_record(part)), struct)
            data = data.get(name) if isinstance(data, dict) else None
        elif index == "...":  # the decoder does not say which key of the table
            key = _wrong_key(data, get_type_hints(inside).get(last))
            if key is not None:
                data = data[key]
                place.append(shown(key)[1:-1])
        else:
            data = data[int(index)] if isinstance(data, (list, tuple)) and int(index) < len(data) else None
            place.append(_key_of(data, int(index)))
    return DataError(_reason(text, _choices(inside, last), struct), *place)


def _wrong_key(table: Any, hint: Any) -> str | None:
    """The first key of a table whose value is not as the type of the table has it; None where none is found."""
    values = get_args(hint)[1:]
    if get_origin(hint) is not dict or not isinstance(table, dict):
        return None
    for key, value in table.items():
        try:
            msgspec.convert(value, values[0])
        except msgspec.ValidationError:
            return str(key)
    return None


def _parts(struct: Any, name: str) -> Iterator[Any]:
    """The type of a field of a record, and every type that it is made of."""
    waiting = [get_type_hints(struct).get(name)]
    while waiting:
        hint = waiting.pop()
        yield hint
        waiting += [] if get_origin(hint) is Literal else get_args(hint)


def _is_record(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


def _key_of(entry: Any, index: int) -> str:
    key = entry.get("key") if isinstance(entry, dict) else None
    return shown(key)[1:-1] if isinstance(key, str) and key else f"entry {index + 1}"


def _reason(said: str, allowed: list[str], struct: Any) -> str:
    if match := re.fullmatch(r"Object contains unknown field `(.*)`", said, re.DOTALL):
        names = [field.name for field in msgspec.structs.fields(struct)]
        near = get_close_matches(match[1][:64], names, 1)
        return f"{shown(match[1])} is not known here; " + (f"did you mean {near[0]}?" if near else "take it out")
    if match := re.fullmatch(r"Object missing required field `(.*)`", said):
        return f"{match[1]} is missing; add a line {match[1]} = …"
    if match := re.fullmatch(r"Invalid enum value '(.*)'", said, re.DOTALL):
        return f"{shown(match[1])} is not one of the choices" + (f"; write {' or '.join(allowed)}" if allowed else "")
    if match := re.fullmatch(r"Expected `(.*)`, got `(.*)`", said):
        wanted = " or ".join(_PLAIN.get(word, word) for word in match[1].split(" | ") if word != "null")
        return f"it is {_PLAIN.get(match[2], match[2])}; it must be {wanted}"
    return f"it cannot be read ({said})"


def _choices(struct: Any, name: str) -> list[str]:
    """The words of which a field takes one."""
    return [str(word) for part in _parts(struct, name) if get_origin(part) is Literal for word in get_args(part)]
