"""Which entries are confidential as a whole, decided from the state in which each is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from boardtui.meeting.entries import (
    ActionAgreed,
    AgreementSought,
    AnyEntry,
    ConfidentialCarried,
    ConsultationStated,
    DecisionAnswered,
    DecisionLapsed,
    DecisionNotified,
    DecisionReceived,
    DecisionSent,
    DecisionTaken,
    GuestAttended,
    InterestEnded,
    InterestRegistered,
    InterestReported,
    IssueRaised,
    IssueReceived,
    ItemAdded,
    MeetingConvened,
    MinutesCorrected,
    NoteTaken,
    PaperReleased,
    PaperWithheld,
    ParagraphDrafted,
    PartnerResponded,
    PointMet,
    PublicReadmitted,
    RatificationSought,
    ReferralAnswered,
)
from boardtui.meeting.state import Stamped, State

_MARKED = (
    NoteTaken,
    ParagraphDrafted,
    ItemAdded,
    InterestRegistered,
    PaperWithheld,
    PaperReleased,
    MinutesCorrected,
    ReferralAnswered,
    AgreementSought,
    DecisionTaken,
)
# After a meeting that ended in private, what is done about its public decisions is public.
_OF_A_DECISION = (
    AgreementSought, ConsultationStated, DecisionAnswered, DecisionLapsed, DecisionReceived, DecisionSent,
    DecisionTaken, PointMet, RatificationSought,
)  # fmt: skip
# What names no item while a confidential one is open is about that one.
_ABOUT_WHAT_IS_OPEN = (
    NoteTaken,
    ParagraphDrafted,
    ActionAgreed,
    IssueRaised,
    GuestAttended,
    InterestRegistered,
    InterestReported,
)
_ABOUT = ("item", "items", "motion", "amends", "follows", "answers", "issue", "action")


def is_confidential(state: State, entry: AnyEntry) -> bool:
    """Whether the entry is withheld from public copies: recorded while the public is excluded, marked so, or about
    a confidential item, motion, issue, action or interest. The public's return is itself public, as is
    MeetingConvened.
    """
    kind = type(entry)
    if kind is MeetingConvened or kind is PublicReadmitted:
        return False
    if isinstance(entry, ParagraphDrafted) and state.phase == "closed":
        return _drafted_hidden(state, entry)
    if kind is ConfidentialCarried or (state.excluded and not _between_meetings(state, entry)):
        return True
    if isinstance(entry, _MARKED) and entry.confidential:
        return True
    if isinstance(entry, IssueReceived | DecisionReceived) and entry.history.confidential:
        return True
    if isinstance(entry, InterestReported | InterestEnded) and entry.standing in state.standing:
        return state.standing[entry.standing].confidential or current_hidden(state)
    if current_hidden(state) and isinstance(entry, _ABOUT_WHAT_IS_OPEN) and getattr(entry, "item", None) is None:
        return True
    for field in _fields(kind):  # noqa: SIM110 - every entry comes by here, and a generator would double the time
        if _hidden(state, entry, field):
            return True
    return False


def _drafted_hidden(state: State, entry: ParagraphDrafted) -> bool:
    """Whether a paragraph drafted after the meeting is confidential: as it is marked, or as what it is about is.

    That the meeting ended in private makes nothing of what was said in public confidential afterwards.
    """
    return entry.confidential or (entry.item is not None and _item_hidden(state, entry.item))


def current_hidden(state: State) -> bool:
    """Whether the item that is open is confidential."""
    return state.current is not None and _item_hidden(state, state.current)


def withheld(state: State, stamped: Stamped) -> bool:
    """Whether a recorded entry is left out of what is public, as ``state``, the last of its stretch, has it.

    It is where it was confidential when it was recorded, or concerns an item, motion, issue or action that became so.
    """
    entry = stamped.entry
    if stamped.confidential or isinstance(entry, ConfidentialCarried):
        return True
    if isinstance(entry, IssueReceived | DecisionReceived) and entry.history.confidential:
        return True
    return any(_concerned(state, entry))


def _concerned(state: State, entry: AnyEntry) -> Iterator[bool]:
    """For each thing that the entry is about, whether it is confidential in that state."""
    for key in (getattr(entry, "item", None), *getattr(entry, "items", ())):
        if key in state.items:
            yield state.items[key].agenda.confidential
    decision = state.decisions.get(getattr(entry, "motion", None) or "")
    if decision is not None:
        yield decision.confidential
    motion = state.motions.get(getattr(entry, "motion", None) or "")
    if motion is not None:
        yield motion.confidential or state.items[motion.item].agenda.confidential
    issue = state.issues.get(getattr(entry, "issue", None) or "")
    if issue is not None:
        yield issue.confidential
    action = state.actions.get(getattr(entry, "action", None) or "")
    if action is not None:
        yield action.confidential


def _between_meetings(state: State, entry: AnyEntry) -> bool:
    if state.phase != "closed":
        return False
    carried = getattr(entry, "motion", None) in state.decisions
    return isinstance(entry, _OF_A_DECISION) or (carried and isinstance(entry, DecisionNotified | PartnerResponded))


@cache
def _fields(of: type[AnyEntry]) -> tuple[str, ...]:
    """The fields in which an entry of that kind names what it is about."""
    return tuple(field for field in _ABOUT if field in of.__struct_fields__)


def _hidden(state: State, entry: AnyEntry, field: str) -> bool:
    about = getattr(entry, field)
    if not about:
        return False
    if field == "item":
        return _item_hidden(state, about)
    if field == "items":
        return any(_item_hidden(state, key) for key in about)
    if field == "issue":
        issue = state.issues.get(about)
        return issue is not None and issue.confidential
    if field == "action":
        action = state.actions.get(about)
        return action is not None and action.confidential
    carried = state.decisions.get(about)
    if carried is not None:
        return carried.confidential
    motion = state.motions.get(about)
    return motion is not None and (motion.confidential or _item_hidden(state, motion.item))


def _item_hidden(state: State, key: str) -> bool:
    item = state.items.get(key)
    return item is not None and item.agenda.confidential
