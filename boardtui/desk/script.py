"""Entries recorded from a script of JSON Lines, through the same door as the screens."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from typing import Any, get_args

import msgspec

from boardtui.clock import stamp_of
from boardtui.desk.session import Session
from boardtui.errors import UserError
from boardtui.meeting.entries import AnyEntry, decode
from boardtui.meeting.state.state import Stamped

LONGEST = 1 << 20
# A ruling and a decision between meetings have a field of that name: the members who made it, not who records.
_OWN_BY = frozenset(get_arg.__name__ for get_arg in get_args(AnyEntry) if "by" in get_arg.__struct_fields__)


class ScriptError(UserError):
    """A line of a script that was not recorded: its number, the reason, the clause."""


def record_script(session: Session, lines: Iterable[bytes]) -> Iterator[Stamped]:
    """Record each line and yield what was recorded; the first that is refused ends it, what came before is kept.

    Raises:
        ScriptError: names the line, the reason and the clause.
    """
    for number, raw in enumerate(lines, 1):
        text = raw.strip()
        if not text:
            continue
        try:
            yield from _record(session, text)
        except UserError as error:
            raise ScriptError(f"line {number}: {error}") from error
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise ScriptError(f"line {number}: this is not an entry ({_first_line(error)})") from error


def _record(session: Session, text: bytes) -> Iterator[Stamped]:
    if len(text) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST} bytes")
    fields = _fields(text)
    at = _moment(fields.pop("at", None))
    by = fields.pop("by", None) if fields["kind"] not in _OWN_BY else None
    if by is not None and not isinstance(by, str):
        raise ValueError("by must be a name")
    if fields["kind"] == "MeetingConvened" and set(fields) == {"kind", "meeting"}:
        yield from session.convene(str(fields["meeting"]), at=at, by=by)
        return
    if fields["kind"] == "MinutesApproved" and isinstance(sentence := fields.get("corrections"), str | None):
        fields["corrections"] = [sentence] if sentence else []
    yield session.record(decode(json.dumps(fields).encode()), at=at, by=by)


def _fields(text: bytes) -> dict[str, Any]:
    fields = json.loads(text, object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float)
    if not isinstance(fields, dict):
        raise ValueError("a line holds one entry in braces")
    if not isinstance(fields.get("kind"), str):
        raise ValueError('it must say "kind", the name of what is recorded')
    return fields


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a field is given twice")
    return fields


def _no_float(text: str) -> Any:
    raise ValueError(f"{text[:20]} is not a whole number")


def _moment(at: object) -> str | None:
    """A time as the book writes it, from any ISO 8601 time with an offset."""
    if at is None:
        return None
    if not isinstance(at, str):
        raise ValueError("at must be a time such as 2026-11-23T09:58:12.044Z")
    moment = datetime.datetime.fromisoformat(at)
    if moment.tzinfo is None:
        raise ValueError("at must say its offset from UTC, as in 2026-11-23T09:58:12.044Z")
    return stamp_of(moment)


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
