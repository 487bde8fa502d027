"""How a correction to minutes names the owner or the due date of an action: alone, or as either layout prints its row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, get_args

from boardtui.dates import Dates, calendar_day, date_words
from boardtui.meeting.state.labels import owner_label, owner_named
from boardtui.meeting.state.state import State

_BEFORE = re.compile(r"\(?owner:\s*|\(", re.IGNORECASE)
_BEHIND = re.compile(r"; (?:due|review): |, (?:review )?by |\)?\.?$", re.IGNORECASE)
_OPENS = re.compile(r"\(?(?:owner:)?\s*$", re.IGNORECASE)
_END = re.compile(r"\)?\.?")
_SIGN = re.compile(r"(?:[;,] |\(|^)(?:(?:due|review): |(?:review )?by )?", re.IGNORECASE)
_CLOSE = re.compile(r"(?:; [a-z]+)?\)?\.?$")
_MOST = 20  # brackets and dates of a quotation that are looked at


class ActionRead(NamedTuple):
    """A correction read as one of an action: what is quoted around the owner or the date, who it ``was``, and who it is ``now``.

    Where its date is quoted otherwise, ``due`` is the corrected one and ``due_was`` that of the draft, as the book has days;
    no owner need be quoted with it.
    """

    before: str
    was: str
    now: str
    behind: str
    due_was: str = ""
    due: str = ""


class ActionCorrected(NamedTuple):
    """Owner and due date of an action by a correction; ``alone`` where no more than a name or a date is quoted."""

    owner: str
    due: str | None
    alone: bool


def actions_read(stood: str, stands: str) -> Iterator[ActionRead]:
    """Each way in which a correction can be read as one of an owner, of a due date or of both.

    The minutes print an action as “Write to all (A Member, by 10 January)” or “Write to all (Owner: A Member; Due: 10
    January)”: around what is corrected the same may be quoted of what stood and what shall stand.
    """
    stood, stands = stood.strip(), stands.strip()
    begins = _begins(stood)
    ends = [len(stood), *(found.start() for found in islice(_BEHIND.finditer(stood), _MOST))]
    for begin in begins:
        for end in dict.fromkeys(ends):
            before, was, behind = stood[:begin], stood[begin:end].strip(), stood[end:]
            now = stands[begin : len(stands) - len(behind)].strip()
            if was and now and stands.startswith(before) and stands.endswith(behind):
                yield ActionRead(before, was, now, behind)
    yield from _dates_read(stood, stands)


def _dates_read(stood: str, stands: str) -> Iterator[ActionRead]:
    for row, sign, due_was, behind in _dated(stood):
        for corrected, its_sign, due, its_behind in _dated(stands):
            if (sign, behind) != (its_sign, its_behind) or due == due_was:
                continue
            for begin in _begins(row):
                was, now = row[begin:].strip(), corrected[begin:].strip()
                if corrected.startswith(row[:begin]) and (was and now if row[:begin] else bool(was) is bool(now)):
                    yield ActionRead(row[:begin], was, now, sign + behind, due_was, due)


def _begins(quoted: str) -> list[int]:
    """Where in a quotation the owner may begin."""
    return [0, *(found.end() for found in islice(_BEFORE.finditer(quoted), _MOST))]


def _dated(quoted: str) -> Iterator[tuple[str, str, str, str]]:
    """A quotation that ends with a date: what is before it, how it is introduced, the date as the book has it, what closes it."""
    close = _CLOSE.search(quoted)
    end = close.start() if close else len(quoted)
    for found in islice(_SIGN.finditer(quoted, 0, end), _MOST):
        try:
            day = calendar_day(quoted[found.end() : end]).isoformat()
        except ValueError:
            continue
        yield quoted[: found.start()], found[0].casefold(), day, quoted[end:]


def action_corrected(
    state: State, action: tuple[str, str | None, str], stood: str, stands: str
) -> ActionCorrected | None:
    """Who owns an action by a correction and by when it is due; None where it is of neither.

    Args:
        state: knows the names.
        action: who owned it in the draft, when it was due there, and what was to be done.
        stood: what is quoted of the draft.
        stands: what shall stand in its place.
    """
    owner, due, text = action
    own, name = text.strip().rstrip(".").casefold(), owner_label(state, owner)
    for read in actions_read(stood, stands):
        task = _OPENS.sub("", read.before).strip().rstrip(".").casefold()
        if not (own.endswith(task) or task.endswith(own)) or read.due_was not in ("", (due or "")[:10]):
            continue
        if read.due and not (read.before or read.was or read.now):
            return ActionCorrected(owner, read.due, alone=True)
        if read.was == name:
            now = owner if read.now == name else owner_named(state, read.now)
            bare = not (read.due or task) and "owner:" not in read.before.casefold() and _END.fullmatch(read.behind)
            return None if now is None else ActionCorrected(now, read.due or due, alone=bool(bare))
    return None


def as_printed(text: str, owner: str, due: str | None, register: str = "") -> tuple[str, ...]:
    """An action as minutes may print it, in either layout and with its date in any form: what a correction may quote.

    ``owner``: by name; ``register``: in which register it is, since support is reviewed and not due.
    """
    task = text.strip().rstrip(".")
    by, head = (", review by", "; Review:") if register == "support" else (", by", "; Due:")
    days = dict.fromkeys(f" {date_words(due, form)}" for form in get_args(Dates)) if due else ("",)
    printed = [owner]
    for day in days:
        printed += [f"{task} ({owner}{by if day else ''}{day})", f"{task} (Owner: {owner}{head if day else ''}{day})"]
    return tuple(printed)
