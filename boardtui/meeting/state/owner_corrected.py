"""How a correction to minutes names the owner of an action: by the name alone, or as either layout prints its row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from boardtui.meeting.state.labels import owner_label, owner_named
from boardtui.meeting.state.state import State

_BEFORE = re.compile(r"\(?owner:\s*|\(", re.IGNORECASE)
_BEHIND = re.compile(r"; (?:due|review): |, (?:review )?by |\)?\.?$", re.IGNORECASE)
_OPENS = re.compile(r"\(?(?:owner:)?\s*$", re.IGNORECASE)
_END = re.compile(r"\)?\.?")
_MOST = 20  # brackets and dates of a quotation that are looked at


class OwnerRead(NamedTuple):
    """A correction read as one of an owner: what is quoted around the name, who it ``was``, and who it is ``now``."""

    before: str
    was: str
    now: str
    behind: str


def owners_read(stood: str, stands: str) -> Iterator[OwnerRead]:
    """Each way in which a correction can be read as one of an owner.

    The minutes print an action as “Write to all (A Member, by 10 January)” or “Write to all (Owner: A Member; Due: 10
    January)”: around the name the same may be quoted of what stood and what shall stand.
    """
    stood, stands = stood.strip(), stands.strip()
    begins = [0, *(found.end() for found in islice(_BEFORE.finditer(stood), _MOST))]
    ends = [len(stood), *(found.start() for found in islice(_BEHIND.finditer(stood), _MOST))]
    for begin in begins:
        for end in dict.fromkeys(ends):
            before, was, behind = stood[:begin], stood[begin:end].strip(), stood[end:]
            now = stands[begin : len(stands) - len(behind)].strip()
            if was and now and stands.startswith(before) and stands.endswith(behind):
                yield OwnerRead(before, was, now, behind)


def owner_corrected(state: State, owner: str, text: str, stood: str, stands: str) -> tuple[str, bool] | None:
    """Who owns an action by a correction, and whether no more than a name is quoted; None where it is not of its owner.

    Args:
        state: knows the names.
        owner: who owned the action in the draft.
        text: what was to be done.
        stood: what is quoted of the draft.
        stands: what shall stand in its place.
    """
    for read in owners_read(stood, stands):
        task = _OPENS.sub("", read.before).strip().rstrip(".").casefold()
        own = text.strip().rstrip(".").casefold()
        if read.was == owner_label(state, owner) and (own.endswith(task) or task.endswith(own)):
            now = owner_named(state, read.now)
            bare = not task and "owner:" not in read.before.casefold() and _END.fullmatch(read.behind)
            return None if now is None else (now, bool(bare))
    return None
