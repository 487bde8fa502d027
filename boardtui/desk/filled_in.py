"""What the program fills in of an entry before it is sealed, so that a book is told from its entries alone.

Whom the public finds on its return, whether an interest may be published, what a ruling holds, and which action or motion
of an earlier meeting a correction is about.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from boardtui.meeting.entries import (
    VOCABULARY,
    AnyEntry,
    GiftDeclared,
    InterestRegistered,
    MeetingConvened,
    MinutesApproved,
    MinutesCorrected,
    PublicReadmitted,
    RulingMade,
)
from boardtui.meeting.fold.minuting import corrections_of
from boardtui.meeting.fold.sitting import found_by_public
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.state import Stamped, State
from boardtui.meeting.state.unpublished import may_be_published
from boardtui.meeting.voting.rulings import as_ruled

Earlier = Callable[[str], Stretch | None]
"""The stretch of an earlier meeting of the book, by its key; None where there is none, or it cannot be read."""


def filled_in(state: State, entry: AnyEntry) -> AnyEntry:
    """An entry with what it needs before it is known who may hear of it."""
    match entry:
        case MeetingConvened():  # so that an older program knows that it is too old
            return replace(entry, vocabulary=VOCABULARY)
        case PublicReadmitted(present=None):
            return found_by_public(state)
        case InterestRegistered() | GiftDeclared() if not may_be_published(entry.consent):
            return replace(entry, confidential=True)  # the public copy holds a public entry whole
    return entry


def filled_in_when_stamped(stretch: Stretch, stamp: Stamped, earlier: Earlier) -> AnyEntry:
    """An entry with what hangs on whether it is confidential."""
    match stamp.entry:
        case RulingMade() as entry:
            return as_ruled(entry, confidential=stamp.confidential)
        case MinutesCorrected() | MinutesApproved() as entry:
            return _placed(stretch, entry, earlier, confidential=stamp.confidential)
    return stamp.entry


def _placed(
    stretch: Stretch, entry: MinutesCorrected | MinutesApproved, earlier: Earlier, *, confidential: bool
) -> MinutesCorrected | MinutesApproved:
    """A correction or an approval that says which action or motion of the meeting reads otherwise."""
    from boardtui.meeting.record.corrected import placed, worded_places

    meant = stretch if stretch.state.meeting == entry.meeting else earlier(entry.meeting)
    if meant is None:
        return entry
    if isinstance(entry, MinutesCorrected):
        return placed(meant.state, meant.standing(), entry, confidential=confidential)
    entered = corrections_of(stretch.state, entry.meeting)
    return worded_places(meant.state, meant.standing(), entry, entered, confidential=confidential)
