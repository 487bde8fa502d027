"""What the register of interests has of those whose holders did not consent to its being published."""

from __future__ import annotations

from msgspec.structs import replace

from boardtui.meeting.entries import StandingInterest
from boardtui.meeting.state.append_log import Log
from boardtui.meeting.state.state import Interest, State

UNPUBLISHED = "not published, since its holder did not consent"


def may_be_published(consent: bool | None) -> bool:
    """Whether more may be published than whose an interest or a gift is and of what kind; who was not asked did not refuse."""
    return consent is not False


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
    interests = Log(_without_nature(interest, natures) for interest in state.interests)
    return replace(state, standing=standing, interests=interests)


def _without_nature(interest: Interest, natures: dict[str, str]) -> Interest:
    """A declaration without the words of the register, in what it says and in what it says that it replaces."""
    words = natures.get(interest.standing or "")
    if words is None or words not in (interest.nature, interest.instead_of):
        return interest
    nature, before = (UNPUBLISHED if text == words else text for text in (interest.nature, interest.instead_of))
    return replace(interest, nature=nature, instead_of=before)
