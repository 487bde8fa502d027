"""Transfer: a book as JSON Lines, out (whole or as a public copy) and in, from files that nobody vouches for."""

import json
from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from boardtui.book.chain import OPENING_KIND, Line, canonical, check_canonical, kind_of
from boardtui.book.errors import BookError, not_read
from boardtui.book.files import atomic_file
from boardtui.book.store import Store
from boardtui.book.verify import Verified, extends, verify_lines, verify_store
from boardtui.charter.spelling import SLUG

__all__ = [
    "Verified",
    "atomic_file",
    "extends",
    "import_lines",
    "read_jsonl",
    "verify_lines",
    "verify_store",
    "write_jsonl",
]

MAX_LINE = 1 << 20  # bytes
_WHAT = "Ask whoever sent it for a fresh copy"


class _FileLine(msgspec.Struct, forbid_unknown_fields=True):
    book: str
    seq: int
    at: str
    by: str
    prev: str
    digest: str
    hash: str
    nonce: str | msgspec.UnsetType = msgspec.UNSET
    entry: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


_decode_line = msgspec.json.Decoder(_FileLine).decode
_decode_any = msgspec.json.Decoder().decode
_encode_line = msgspec.json.Encoder().encode


def write_jsonl(lines: Iterable[Line], file: BinaryIO, withhold: Callable[[int], bool] | Container[int] = ()) -> int:
    """Write lines as JSON Lines into a binary file, and return how many.

    `withhold` says, by entry number, which lines lose their nonce and entry: with it, the file is a public copy.
    """
    hidden = withhold if callable(withhold) else withhold.__contains__
    count = 0
    for line in lines:
        file.write(to_jsonl(line, withhold=hidden(line.seq)))
        count += 1
    return count


def to_jsonl(line: Line, *, withhold: bool = False) -> bytes:
    """Return one line of an exported book, ending in a line feed."""
    out = _FileLine(line.book, line.seq, line.at, line.by, line.prev, line.digest, line.hash)
    if not withhold and line.nonce is not None and line.entry is not None:
        out.nonce, out.entry = line.nonce, msgspec.Raw(line.entry)
    return _encode_line(out) + b"\n"


def read_jsonl(path: Path | str, *, max_total: int | None = None) -> Iterator[Line]:
    """Yield the lines of an exported book or public copy, each well formed; whether they are true, verify_lines says.

    `max_total` limits the whole file, in bytes. Raises BookError naming the file and the line number.
    """
    blank = total = 0
    try:
        with Path(path).open("rb") as file:
            for number, raw in enumerate(iter(lambda: file.readline(MAX_LINE + 1), b""), start=1):
                total += len(raw)
                if max_total is not None and total > max_total:
                    raise _refusal(path, number, f"the file is longer than {max_total} bytes")
                text = raw.removesuffix(b"\n")
                if not text:
                    blank = blank or number
                    continue
                if blank:
                    raise _refusal(path, blank, "is empty, though more follows")
                yield parse_line(path, number, text)
    except OSError as error:
        raise BookError(not_read(path, error)) from error


def parse_line(path: Path | str, number: int, text: bytes) -> Line:
    """The line of a book that stands in a file, as its number `number`. Raises BookError where it is none."""
    if text.startswith(b"SQLite format 3\0"):
        raise BookError(
            f"{path} is a database, not an exported book. Give the name of one of its books, and the database with "
            f"--db {path}"
        )
    if len(text) >= MAX_LINE:
        raise _refusal(path, number, f"is longer than {MAX_LINE} bytes")
    if text.startswith(b"\xef\xbb\xbf"):
        raise _refusal(path, number, "begins with a byte order mark, which another program has added")
    if text.endswith(b"\r"):
        raise _refusal(path, number, "ends as Windows files do, so another program has changed the file")
    try:
        file_line = _decode_line(text)
        line = Line(
            file_line.book,
            file_line.seq,
            file_line.at,
            file_line.by,
            file_line.prev,
            file_line.digest,
            file_line.hash,
            *_body(file_line),
        )
        if to_jsonl(line)[:-1] != text:
            _refuse_ambiguity(text)
    except UnicodeDecodeError as error:
        raise _refusal(path, number, "is not text in UTF-8") from error
    except RecursionError as error:
        raise _refusal(path, number, "is nested too deeply") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise _refusal(path, number, f"is not a line of a minute book ({str(error).rstrip('.')})") from error
    return line


def _body(file_line: _FileLine) -> tuple[str | None, bytes | None]:
    nonce = None if file_line.nonce is msgspec.UNSET else file_line.nonce
    if file_line.entry is msgspec.UNSET:
        return nonce, None
    raw = bytes(file_line.entry)
    if check_canonical(raw) is None:
        return nonce, raw
    entry = _decode_any(raw)
    if not isinstance(entry, dict):
        raise ValueError("its entry is not an object")
    return nonce, canonical(entry)


def _refuse_ambiguity(text: bytes) -> None:
    """Refuse what two readers could read differently: a key given twice, a number that is not whole."""
    json.loads(text.decode(), object_pairs_hook=_unique, parse_float=_no_float, parse_constant=_no_float)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} is given twice")
    return fields


def _no_float(text: str) -> Any:
    raise ValueError(f"{text} is not a whole number")


def _refusal(path: Path | str, number: int, what: str) -> BookError:
    return BookError(f"{path}: line {number} {what}. {_WHAT}.")


def import_lines(store: Store, lines: Iterable[Line], book: str | None = None) -> int:
    """Record a whole verified book into a store that has none of that name, all or nothing; return how many entries.

    `book`, where given, is the name that the lines must bear. Raises BookError, and then nothing was recorded.
    """
    return store.append_many(_rows(store, lines, book))


def _rows(store: Store, lines: Iterable[Line], book: str | None) -> Iterator[tuple[Line, str, bool]]:
    for count, line in enumerate(lines):
        where = f"Nothing was imported into {store.path}"
        if count == 0 and not SLUG.fullmatch(line.book):  # as every body's key is; it also names files
            raise BookError(
                f"{where}: a book cannot be named {line.book[:70]!r}. Names are at most 64 small letters, digits and "
                f"hyphens, no hyphen first. {_WHAT}."
            )
        if count == 0 and store.head(line.book) is not None:
            raise BookError(f"{where}: it has the {store.named(line.book)} already. Import into a new database.")
        if book is not None and line.book != book:
            raise BookError(f"{where}: entry {line.seq} belongs to the book {line.book!r}, not to {book!r}.")
        if line.entry is None:
            raise BookError(
                f"{where}: the text of entry {line.seq} is withheld, because this is a public copy. "
                "It can be verified; ask for the full book to import it."
            )
        try:
            kind = kind_of(line.entry)
        except ValueError as error:
            raise BookError(f"{where}: entry {line.seq} is not an entry of a minute book. {error}") from error
        yield line, kind, kind == OPENING_KIND
