"""How the cells of an .xls are formatted, which calamine does not tell: read from its stream of records as [MS-XLS] has it."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_FREE = 0xFFFFFFFA  # sector numbers from here on are no sectors
_MOST_SECTORS = 1 << 17
_BUILT_IN = {2: "0.00", 14: "m/d/yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"}
_BOUNDSHEET, _FORMAT, _XF, _BOF, _EOF = 0x85, 0x41E, 0xE0, 0x809, 0x0A
_NUMBER, _RK, _MULRK, _FORMULA = 0x203, 0x27E, 0xBD, 0x06

Forms = dict[int, dict[int, str]]
"""The forms of the cells of a worksheet with numbers, by row from 1 and column from 0."""


def forms_of(data: bytes) -> dict[str, Forms]:
    """The forms by the worksheet's name; nothing of a file that is older than Excel 97 or broken."""
    try:
        return _forms(_stream(data))
    except (struct.error, IndexError, ValueError, KeyError, OverflowError):
        return {}


def _stream(data: bytes) -> bytes:
    """The stream called Workbook of a compound file. ValueError where it has none."""
    if data[:8] != bytes.fromhex("d0cf11e0a1b11ae1"):
        raise ValueError("no compound file")
    size, small = (1 << power for power in struct.unpack_from("<HH", data, 30))
    first_directory, _, cutoff, first_mini = struct.unpack_from("<4I", data, 48)
    table: list[int] = []
    for sector in _tables(data, size):
        table += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    directory = _chained(data, table, first_directory, size, size)
    streams: dict[str, tuple[int, int]] = {}
    for at in range(0, len(directory), 128):
        letters = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(0, letters - 2)].decode("utf-16-le", "replace")
        first, length = struct.unpack_from("<II", directory, at + 116)
        streams.setdefault(name, (first, length))
    first, length = streams["Workbook"]
    if length >= cutoff:
        return _chained(data, table, first, size, size)[:length]
    mini = _chained(data, table, first_mini, size, size)
    minis = list(struct.unpack_from(f"<{len(mini) // 4}I", mini))
    within = _chained(data, table, streams["Root Entry"][0], size, size)
    return _chained(within, minis, first, small, 0)[:length]


def _tables(data: bytes, size: int) -> Iterator[int]:
    """The sectors that hold the table of sectors: 109 in the head, further ones in sectors of their own."""
    yield from (number for number in struct.unpack_from("<109I", data, 76) if number < _FREE)
    following, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, _MOST_SECTORS)):
        if following >= _FREE:
            return
        *numbers, following = struct.unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        yield from (number for number in numbers if number < _FREE)


def _chained(data: bytes, table: list[int], first: int, size: int, head: int) -> bytes:
    """The sectors from the first on, one after the other; ``head`` is what stands before them all."""
    parts: list[bytes] = []
    while first < _FREE:
        parts.append(data[head + first * size : head + (first + 1) * size])
        first = table[first]
        if len(parts) > _MOST_SECTORS:
            raise ValueError("the sectors go round")
    return b"".join(parts)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of a part of the stream up to its end."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _EOF:
            return
        at += 4 + length


def _forms(stream: bytes) -> dict[str, Forms]:
    own, styles, places = dict(_BUILT_IN), [], {}
    for kind, body in _records(stream, 0):
        if kind == _BOF and body[:2] != b"\x00\x06":
            return {}
        if kind == _FORMAT:
            own[struct.unpack_from("<H", body)[0]] = _words(body[2:], 2)
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _BOUNDSHEET:
            places[_words(body[6:], 1)] = struct.unpack_from("<I", body)[0]
    forms = {name: Forms() for name in places}
    for name, at in places.items():
        for row, column, style in _cells(stream, at):
            if form := own.get(styles[style]):
                forms[name].setdefault(row + 1, {})[column] = form
    return forms


def _cells(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Row, column and style of each cell with a number, counted from 0."""
    for kind, body in _records(stream, at):
        if kind in (_NUMBER, _RK, _FORMULA):
            yield struct.unpack_from("<HHH", body)
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", body)
            for place in range((len(body) - 6) // 6):
                yield row, first + place, struct.unpack_from("<H", body, 4 + 6 * place)[0]


def _words(body: bytes, wide: int) -> str:
    """Text with its length before it, which takes 1 or 2 bytes; a flag says whether a letter takes 1 or 2."""
    length, flags = int.from_bytes(body[:wide], "little"), body[wide]
    text = body[wide + 1 :]
    return text[: 2 * length].decode("utf-16-le", "replace") if flags & 1 else text[:length].decode("latin-1")
