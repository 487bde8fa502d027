"""Entries read from the bytes of the book; what meetings run on is built once for as long as it stays the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Union, get_args

import msgspec

from boardtui.meeting.entries.sitting import MeetingConvened

# From meeting to meeting these are mostly the same bytes, many thousands of them; frozen, they can be shared.
_SHARED = ("charter", "partners", "members")
_FIELDS = msgspec.structs.fields(MeetingConvened)


def _as_written(field: msgspec.structs.FieldInfo) -> tuple[Any, ...]:
    """The field as it is declared, unread where it is shared."""
    read_as = msgspec.Raw if field.name in _SHARED else field.type
    return (field.name, read_as) if field.required else (field.name, read_as, field.default)


_Convened: Any = msgspec.defstruct(
    "_Convened",
    [_as_written(field) for field in _FIELDS],
    frozen=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag=MeetingConvened.__name__,
)
_decode_one = {field.name: msgspec.json.Decoder(field.type).decode for field in _FIELDS if field.name in _SHARED}
_last: dict[str, tuple[msgspec.Raw, Any]] = {}


class Decoders(NamedTuple):
    """What reads entries from their JSON bytes: one, or many in order, which takes less for each.

    Both raise msgspec.ValidationError, which names the field that is wrong.
    """

    decode: Callable[[bytes], Any]
    decode_all: Callable[[Iterable[bytes]], list[Any]]


def decoders_of(kinds: Any) -> Decoders:
    """What reads entries of those kinds, MeetingConvened among them."""
    unread = [_Convened if kind is MeetingConvened else kind for kind in get_args(kinds)]
    read = msgspec.json.Decoder(Union[tuple(unread)]).decode  # noqa: UP007 - made of a list, which | cannot
    decode_convened = msgspec.json.Decoder(MeetingConvened).decode

    def decode(canonical: bytes) -> Any:
        entry = read(canonical)
        return convened(entry, canonical) if type(entry) is _Convened else entry

    def decode_all(canonicals: Iterable[bytes]) -> list[Any]:
        return [
            entry if type(entry := read(canonical)) is not _Convened else convened(entry, canonical)
            for canonical in canonicals
        ]

    def convened(entry: Any, canonical: bytes) -> Any:
        try:
            return MeetingConvened(**{field.name: _shared(field.name, getattr(entry, field.name)) for field in _FIELDS})
        except msgspec.MsgspecError:
            return decode_convened(canonical)  # it says by its whole path which field is wrong

    return Decoders(decode, decode_all)


def _shared(name: str, value: Any) -> Any:
    """A field's value, the one read last where its bytes are those."""
    if type(value) is not msgspec.Raw:
        return value
    written, built = _last.get(name, (None, None))
    if written != value:
        built = _decode_one[name](value)
        _last[name] = (value.copy(), built)
    return built
