"""Builds the entry that convenes a meeting from what the register says at that moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from msgspec.structs import replace

from boardtui.charter.terms_of_reference import Terms
from boardtui.meeting.entries import Carried, ConfidentialCarried, Found, MeetingConvened
from boardtui.meeting.fold.sitting import hidden_part, public_part
from boardtui.register.agenda import agenda, meeting
from boardtui.register.changes import changes_since
from boardtui.register.people import members, partners
from boardtui.register.rules import body_charter
from boardtui.register.versions import register_on


def convened(
    db: sqlite3.Connection,
    meeting_key: str,
    carried: Carried,
    terms: Mapping[str, Terms],
    found: Found | None = None,
) -> tuple[MeetingConvened, ConfidentialCarried | None]:
    """The meeting with all it runs on by the charter of its day, and what of it is confidential in an entry of its own.

    Args:
        db: the database with the register.
        meeting_key: which meeting.
        carried: what earlier meetings left open, confidential matters included.
        terms: terms of reference from config.toml, by body; they fill what the register leaves undefined.
        found: what was open when it was held, confidential matters included; None where that is what is carried.
    """
    with register_on(db, meeting(db, meeting_key).starts[:10]) as register:
        return _convened(register, meeting_key, carried, terms, found)


def _convened(
    db: sqlite3.Connection, meeting_key: str, carried: Carried, terms: Mapping[str, Terms], found: Found | None
) -> tuple[MeetingConvened, ConfidentialCarried | None]:
    held = meeting(db, meeting_key)
    items = agenda(db, meeting_key)
    public = MeetingConvened(
        meeting=held.key,
        body=held.body,
        title=held.title,
        starts=held.starts,
        place=held.place,
        public=held.public,
        charter=body_charter(db, held.body, terms.get(held.body)),
        partners=tuple(partner for partner in partners(db) if partner.counts_in(held.body)),
        members=members(db, held.body),
        agenda=tuple(item for item in items if not item.confidential),
        carried=public_part(carried),
        found=None if found is None else part_found(found, hidden=False),
    )
    hidden = replace(hidden_part(carried), agenda=tuple(item for item in items if item.confidential))
    then = None if found is None else part_found(found, hidden=True)
    if then not in (None, Found()) or hidden != ConfidentialCarried():
        hidden = replace(hidden, found=then)
    return public, hidden if hidden != ConfidentialCarried() else None


def part_found(found: Found, *, hidden: bool) -> Found:
    """What of the matter found is confidential, or is not."""
    return Found(
        tuple(issue for issue in found.issues if issue.confidential is hidden),
        tuple(action for action in found.actions if action.confidential is hidden),
        tuple(decision for decision in found.decisions if decision.confidential is hidden),
        tuple(answer for answer in found.answers if answer.confidential is hidden),
        () if hidden else found.minutes,
    )


__all__ = ["changes_since", "convened", "part_found"]
