"""Interests and gifts whose holders do not consent to publication, and what may be told of them all the same.

They are recorded as confidential, and the public register says always that such are kept apart, since how many there are
is confidential too. One that stands in a book as a public entry is told without what it is.
"""

from __future__ import annotations

from msgspec.structs import replace

from boardtui.meeting.entries import AnyEntry, GiftDeclared, InterestDeclared, InterestRegistered, StandingInterest
from boardtui.meeting.state.append_log import Log
from boardtui.meeting.state.state import Interest, State

UNPUBLISHED = "not published, since its holder did not consent"

KEPT_APART = (
    "Interests, gifts and hospitality whose holders do not agree to publication are kept apart and not described here."
)


def may_be_published(consent: bool | None) -> bool:
    """Whether more may be published than whose an interest or a gift is and of what kind; who was not asked did not refuse."""
    return consent is not False


def tells_too_much(entry: InterestRegistered | GiftDeclared) -> bool:
    """Whether it stands among what is public with words that may not be published."""
    return not entry.confidential and not may_be_published(entry.consent)


def holds_unpublished(state: State, entry: AnyEntry) -> bool:
    """Whether the fields of a public entry hold such words, so that no form may show them before the public."""
    if isinstance(entry, InterestRegistered | GiftDeclared):
        return tells_too_much(entry)
    if not isinstance(entry, InterestDeclared) or entry.standing not in state.standing:
        return False
    held = state.standing[entry.standing]
    return not may_be_published(held.consent) and held.nature in (entry.nature, entry.instead_of)


def carried_in_public(state: State) -> list[StandingInterest]:
    """The interests among what is public whose holders do not consent, so that each public copy of the book has them whole."""
    lasting = (held for held in state.standing.values() if not held.ended and not held.confidential)
    return [held for held in lasting if not may_be_published(held.consent)]


def is_withheld(interest: StandingInterest | Interest) -> bool:
    """Whether an interest is shown without what it is, as ``without_unpublished`` leaves it."""
    return interest.nature == UNPUBLISHED


def without_unpublished(state: State) -> State:
    """The same with that sentence in place of what such interests are, also where they were declared in the register's words."""
    natures = {key: held.nature for key, held in state.standing.items() if not may_be_published(held.consent)}
    if not natures:
        return state
    standing = {
        key: replace(held, nature=UNPUBLISHED, mitigation="") if key in natures else held
        for key, held in state.standing.items()
    }
    interests = Log.of(_without_nature(interest, natures) for interest in state.interests)
    return replace(state, standing=standing, interests=interests)


def _without_nature(interest: Interest, natures: dict[str, str]) -> Interest:
    """A declaration without the words of the register, in what it says and in what it says that it replaces."""
    words = natures.get(interest.standing or "")
    if words is None or words not in (interest.nature, interest.instead_of):
        return interest
    nature, before = (UNPUBLISHED if text == words else text for text in (interest.nature, interest.instead_of))
    return replace(interest, nature=nature, instead_of=before)
