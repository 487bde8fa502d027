"""The chain: what an entry's canonical bytes, digest, hash and link are, so that any change to a book can be shown."""

import re
import secrets
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

import msgspec

GENESIS = "0" * 64
MAX_DEPTH = 64
LARGEST_INTEGER = 2**53 - 1
OPENING_KIND = "MeetingConvened"  # the entry that begins a stretch of a book

_WRITTEN = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z"
_AT = re.compile(_WRITTEN).fullmatch
_NONCE = re.compile(r"[0-9a-f]{32}").fullmatch
_TIMES = re.compile(rf"(?:{_WRITTEN})*+").fullmatch
_DIGEST = re.compile(r"[0-9a-f]{64}").fullmatch
_encode = msgspec.json.Encoder(order="sorted").encode
_encode_as_given = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class Line(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One line of a minute book: the head, and the entry as canonical JSON bytes.

    `at` is UTC with milliseconds. `nonce` and `entry` are both None in a line that a public copy withholds.
    """

    book: str
    seq: int
    at: str
    by: str
    prev: str
    digest: str
    hash: str
    nonce: str | None
    entry: bytes | None


class _Kind(msgspec.Struct):
    kind: str


class _Key(msgspec.Struct):
    kind: str
    meeting: str | None = None
    motion: str | None = None
    issue: str | None = None
    action: str | None = None
    standing: str | None = None
    declarations: str | None = None
    question: str | None = None
    occurrence: str | None = None
    choice: str | None = None


# The kinds of entries that bring in a key, and the field that holds it.
BRINGS_IN = {
    OPENING_KIND: "meeting",
    "MotionPut": "motion",
    "IssueRaised": "issue",
    "IssueReceived": "issue",
    "ActionAgreed": "action",
    "QuestionAsked": "question",
    "InterestRegistered": "standing",
    "DeclarationsAsked": "declarations",
    "ChoiceOpened": "choice",
    "MilestoneReached": "occurrence",
    "AgreementSought": "motion",
    "DecisionTaken": "motion",
    "DecisionReceived": "motion",
}
_decode_key = msgspec.json.Decoder(_Key).decode
_decode_kind = msgspec.json.Decoder(_Kind).decode


def canonical(obj: object) -> bytes:
    """Return the canonical bytes of a Struct or of plain JSON data: RFC 8785 without floats, as the contract says.

    Raises ValueError, naming the cause, for what a book cannot hold: floats, integers beyond 2**53 - 1, keys that are
    not strings, text that is not valid Unicode, and data nested too deeply.
    """
    try:
        plain = msgspec.to_builtins(obj)
        if _inspect(plain, 0):
            return _encode_as_given(_in_key_order(plain))
        return _encode(plain)
    except UnicodeEncodeError as error:
        raise ValueError("An entry holds text with half a character in it (a lone surrogate).") from error
    except (TypeError, RecursionError) as error:
        raise ValueError(f"An entry holds something that a book cannot hold: {error}.") from error


def _inspect(value: Any, depth: int) -> bool:
    """Refuse what a book cannot hold; say whether keys beyond U+FFFF make plain sorting differ from RFC 8785."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return False
    if kind is int:
        if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            raise ValueError(f"An entry holds the number {str(value)[:25]}, which is too large to be kept exactly.")
        return False
    if depth >= MAX_DEPTH:
        raise ValueError(f"An entry is nested more than {MAX_DEPTH} levels deep.")
    if kind is dict:
        odd = False
        for key, item in value.items():
            if type(key) is not str:
                raise ValueError(f"An entry holds the key {key!r}, which is not text.")
            odd = _inspect(item, depth + 1) or (not key.isascii() and max(key) > "\uffff") or odd
        return odd
    if kind is list or kind is tuple:
        return True in [_inspect(item, depth + 1) for item in value]  # not any(), which stops at the first
    if kind is float:
        raise ValueError(f"An entry holds {value}: only whole numbers can be kept exactly.")
    raise ValueError(f"An entry holds a value of the kind {kind.__name__}, which a book cannot hold.")


def _in_key_order(value: Any) -> Any:
    """Return the same data with keys in the order of their UTF-16 units, which is RFC 8785's order."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return {key: _in_key_order(value[key]) for key in keys}
    if isinstance(value, list | tuple):
        return [_in_key_order(item) for item in value]
    return value


def digest(nonce: str, entry_bytes: bytes) -> str:
    """Return the digest of an entry: sha256 hex of the nonce, a line feed and the canonical bytes."""
    return sha256(nonce.encode() + b"\n" + entry_bytes).hexdigest()


def link_hash(book: str, seq: int, at: str, by: str, prev: str, digest: str) -> str:
    """Return the hash that links an entry to the one before it: sha256 hex of the six head fields, one a line."""
    return sha256(f"{book}\n{seq}\n{at}\n{by}\n{prev}\n{digest}".encode()).hexdigest()


def seal(book: str, seq: int, at: str, by: str, prev: str, entry_bytes: bytes, nonce: str | None = None) -> Line:
    """Return the finished line for an entry; a random nonce is drawn where none is given.

    `at` is UTC as YYYY-MM-DDTHH:MM:SS.mmmZ. Raises ValueError for a head that no book may hold.
    """
    for name, text in (("name of the book", book), ("name of who records", by)):
        if problem := head_text_problem(text):
            raise ValueError(f"The {name} {problem}.")
    if not _is_time(at):
        raise ValueError(f"The time {at!r} is not written as 2026-11-23T09:58:12.044Z.")
    nonce = secrets.token_hex(16) if nonce is None else nonce
    sealed = digest(nonce, entry_bytes)
    return Line(book, seq, at, by, prev, sealed, link_hash(book, seq, at, by, prev, sealed), nonce, entry_bytes)


def head_text_problem(text: str) -> str | None:
    """Return what keeps a name from standing in the head of an entry ("is empty"), or None."""
    if not text.strip():
        return "is empty"
    if text.splitlines() != [text]:
        return "contains a line break"
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        return "contains half a character (a lone surrogate)"
    return None


def _is_time(at: str) -> bool:
    return _AT(at) is not None and _is_day(at[:10])


@lru_cache(maxsize=16)  # of a meeting nearly every entry has the same
def _is_day(text: str) -> bool:
    """Whether ten characters that are written as a day are one: there is no 30 February."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def linked(lines: list[Line], previous: Line | None) -> tuple[list[Line], str | None]:
    """Return the lines up to the first with which check_link finds something wrong, and what; None where it is nothing.

    `previous` is the line before the first, None at the beginning of a book. Costs less than to check one after another.
    """
    if lines and _all_follow(lines, previous):
        return lines, None
    for place, line in enumerate(lines):
        if problem := check_link(line, previous):
            return lines[:place], problem
        previous = line
    return lines, None


def _all_follow(lines: list[Line], previous: Line | None) -> bool:
    """Whether check_link would find nothing wrong with any of them: the same tests, of all in one go.

    False also where only check_link can tell: of a line that is withheld, or has a wrong name that the one before has too.
    """
    book, seq, link, earliest = lines[0].book, 1, GENESIS, ""
    if previous is not None:
        book, seq, link, earliest = previous.book, previous.seq + 1, previous.hash, previous.at
    if not _are_stamped(lines) or any(map(head_text_problem, {book, *[line.by for line in lines]})):
        return False
    for line in lines:
        at, nonce, entry = line.at, line.nonce, line.entry
        if (
            line.seq != seq
            or line.prev != link
            or line.book != book
            or at < earliest
            or entry is None
            or sha256(f"{nonce}\n".encode() + entry).hexdigest() != line.digest
            or sha256(f"{book}\n{line.seq}\n{at}\n{line.by}\n{link}\n{line.digest}".encode()).hexdigest() != line.hash
        ):
            return False
        seq, link, earliest = seq + 1, line.hash, at
    return True


def _are_stamped(lines: list[Line]) -> bool:
    """Whether each line has a time and a nonce that are written as such."""
    times, nonces = [line.at for line in lines], [line.nonce or "" for line in lines]
    if set(map(len, times)) != {24} or set(map(len, nonces)) != {32}:
        return False
    digits = "".join(nonces)
    if not digits.isascii() or digits.encode().translate(None, b"0123456789abcdef"):  # many times as fast as _NONCE
        return False
    return _TIMES("".join(times)) is not None and all(map(_is_day, {at[:10] for at in times}))


def check_link(line: Line, previous: Line | None) -> str | None:
    """Return a sentence saying what is wrong with a line, or None.

    `previous` is the line before it, None for the first line of a book. The entry's stored bytes are hashed as they
    stand; whether they are canonical is the business of check_canonical.
    """
    seq, by, prev = line.seq, line.by, line.prev
    if previous is None:
        expected, link, earliest = 1, GENESIS, ""
    else:
        expected, link, earliest = previous.seq + 1, previous.hash, previous.at
        if line.book != previous.book:
            return f"Entry {expected} belongs to another book, {line.book!r}."
    if seq != expected:
        return _gap(seq, expected)
    if prev != link:
        return f"Entry {seq} does not follow from {_before(seq)}: one of the two was changed, put in or taken out."
    if (at := line.at) < earliest or not _is_time(at):
        return _time_problem(line, earliest)
    if (previous is None or by != previous.by) and (problem := _names_problem(line)):
        return problem
    if problem := _body_problem(line):
        return problem
    if link_hash(line.book, seq, at, by, prev, line.digest) != line.hash:
        return (
            f"The date, name, place or fingerprint of entry {seq} is not what was recorded: it was changed afterwards."
        )
    return None


def _gap(seq: int, expected: int) -> str:
    if seq > expected:
        return f"Entry {expected} is missing: entry {seq} stands in its place."
    return f"Entry {seq} stands where entry {expected} should be."


def _before(seq: int) -> str:
    return "the beginning of the book" if seq == 1 else f"entry {seq - 1}"


def _time_problem(line: Line, earliest: str) -> str:
    if not _is_time(line.at):
        return f"The time of entry {line.seq}, {line.at!r}, is not written as 2026-11-23T09:58:12.044Z."
    return f"Entry {line.seq} is dated {line.at}, which is earlier than the entry before it ({earliest})."


def _names_problem(line: Line) -> str | None:
    for name, text in (("name of its book", line.book), ("name of who recorded it", line.by)):
        if problem := head_text_problem(text):
            return f"In entry {line.seq}, the {name} {problem}."
    return None


def _body_problem(line: Line) -> str | None:
    if line.nonce is None or line.entry is None:
        return _withheld_problem(line)
    if not _NONCE(line.nonce):
        return f"The random number (nonce) of entry {line.seq} is not 32 digits from 0-9 and a-f."
    if digest(line.nonce, line.entry) != line.digest:
        return f"The text of entry {line.seq} is not the text that was recorded: it was changed afterwards."
    return None


def _withheld_problem(line: Line) -> str | None:
    if line.nonce is not None or line.entry is not None:
        return f"Entry {line.seq} is half withheld: its text or its random number (nonce) is missing."
    if not _DIGEST(line.digest):
        return f"The digest of entry {line.seq} is not 64 digits from 0-9 and a-f."
    return None


def check_canonical(entry_bytes: bytes) -> str | None:
    """Return a sentence saying why an entry's bytes are not canonical, or None. Slower than hashing them."""
    try:
        decoded = _decode(entry_bytes)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return f"Its text is not valid JSON ({error})."
    if not isinstance(decoded, dict):
        return "Its text is not a JSON object."
    try:
        if canonical(decoded) == entry_bytes:
            return None
    except ValueError as error:
        return str(error)
    return "Its text is not in the one canonical form: the spacing, the order of keys or a repeated key differs."


def key_of(entry_bytes: bytes) -> str | None:
    """Return the key that an entry brings in, unique in its book, or None where its kind brings in none."""
    try:
        brings = _decode_key(entry_bytes)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    field = BRINGS_IN.get(brings.kind)
    return getattr(brings, field) if field else None


def kind_of(entry_bytes: bytes) -> str:
    """Return an entry's kind. Raises ValueError where it has none."""
    try:
        return _decode_kind(entry_bytes).kind
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ValueError("It does not say of what kind it is.") from error
