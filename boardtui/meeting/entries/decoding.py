"""Entries read from the bytes of the book; what meetings run on is built once for as long as it stays the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Union, get_args

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


def decoder_of(kinds: Any) -> Callable[[bytes], Any]:
    """What reads one entry of those kinds, MeetingConvened among them, from its JSON bytes.

    It raises msgspec.ValidationError, which names the field that is wrong.
    """
    unread = [_Convened if kind is MeetingConvened else kind for kind in get_args(kinds)]
    decode = msgspec.json.Decoder(Union[tuple(unread)]).decode  # noqa: UP007 - made of a list, which | cannot
    decode_convened = msgspec.json.Decoder(MeetingConvened).decode

    def read(canonical: bytes) -> Any:
        entry = decode(canonical)
        if type(entry) is not _Convened:
            return entry
        try:
            return MeetingConvened(**{field.name: _shared(field.name, getattr(entry, field.name)) for field in _FIELDS})
        except msgspec.MsgspecError:
            return decode_convened(canonical)  # it says by its whole path which field is wrong

    return read


def _shared(name: str, value: Any) -> Any:
    """A field's value, the one read last where its bytes are those."""
    if type(value) is not msgspec.Raw:
        return value
    written, built = _last.get(name, (None, None))
    if written != value:
        built = _decode_one[name](value)
        _last[name] = (value.copy(), built)
    return built
