"""What is confidential in meetings convened under vocabulary 1 and 2: frozen, since their books must read as they did.

Nothing here is changed any more; ``tests/versions`` has books of that time and what is withheld of each. Later
meetings are judged by ``confidential.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, get_args

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
    MeetingConvened,
    NoteTaken,
    ParagraphDrafted,
    PartnerResponded,
    PointMet,
    ProxyRevoked,
    PublicReadmitted,
    RatificationSought,
    RulingMade,
    VotesRecorded,
)
from boardtui.meeting.state.state import Stamped, State
from boardtui.meeting.voting.proxy_votes import cast_in_private

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
# What is public or confidential by its kind, or was recorded too late to be either by what was open.
_OF_THEIR_OWN = frozenset({MeetingConvened, PublicReadmitted, ConfidentialCarried, ParagraphDrafted})
Ground = Callable[[State, Any], bool]


def is_confidential(state: State, entry: AnyEntry) -> bool:
    """Whether the entry is withheld from public copies: recorded while the public is excluded, marked so, or about
    a confidential item, motion, issue, action, interest or proxy. The public's return is itself public, as is
    MeetingConvened.
    """
    kind = type(entry)
    if kind in _OF_THEIR_OWN or state.excluded:
        known = _at_once(state, entry)
        if known is not None:
            return known
    for ground in _GROUNDS[kind]:  # noqa: SIM110 - every entry comes by here, and a generator would double the time
        if ground(state, entry):
            return True
    return False


def _at_once(state: State, entry: AnyEntry) -> bool | None:
    """Whether an entry is confidential for what it is or when it is recorded; None where its subject says."""
    if isinstance(entry, MeetingConvened | PublicReadmitted):
        return False
    if isinstance(entry, ParagraphDrafted) and state.phase == "closed":
        return _drafted_hidden(state, entry)
    if isinstance(entry, ConfidentialCarried) or (state.excluded and not _between_meetings(state, entry)):
        return True
    return None


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
    issue = state.issues.get(_ruled_on(entry) or getattr(entry, "issue", None) or "")
    if issue is not None:
        yield issue.confidential
    action = state.actions.get(getattr(entry, "action", None) or "")
    if action is not None:
        yield action.confidential


def _between_meetings(state: State, entry: AnyEntry) -> bool:
    if state.phase != "closed":
        return False
    if isinstance(entry, DecisionNotified | PartnerResponded):
        motion = state.motions.get(entry.motion or "")
        return entry.motion in state.decisions or (motion is not None and motion.asked is not None)
    return isinstance(entry, _OF_A_DECISION)


def _grounds(kind: type[AnyEntry]) -> tuple[Ground, ...]:
    """All that can make an entry of that kind confidential."""
    by_field = {**_BY_FIELD, "item": _by_its_item_or_what_is_open} if kind in _ABOUT_WHAT_IS_OPEN else _BY_FIELD
    grounds = [ground for field, ground in by_field.items() if field in kind.__struct_fields__]
    if "confidential" in kind.__struct_fields__:
        grounds.append(_by_its_mark)
    if kind in _ABOUT_WHAT_IS_OPEN and "item" not in kind.__struct_fields__:
        grounds.append(_by_what_is_open)
    return (*grounds, *_BY_KIND.get(kind, ()))


# Every entry comes by here, so that what names an item or a motion is looked up in one go.


def _by_item(state: State, entry: Any) -> bool:
    item = state.items.get(entry.item)
    return item is not None and item.agenda.confidential


def _by_its_item_or_what_is_open(state: State, entry: Any) -> bool:
    item = state.items.get(entry.item or state.current or "")
    return item is not None and item.agenda.confidential


def _by_items(state: State, entry: Any) -> bool:
    return any(_item_hidden(state, key) for key in entry.items)


def _by_motion(state: State, entry: Any) -> bool:
    motion = state.motions.get(entry.motion)
    if motion is None or entry.motion in state.decisions:
        return _motion_hidden(state, entry.motion)
    return motion.confidential or state.items[motion.item].agenda.confidential


def _by_issue(state: State, entry: Any) -> bool:
    return _issue_hidden(state, entry.issue)


def _by_action(state: State, entry: Any) -> bool:
    action = state.actions.get(entry.action)
    return action is not None and action.confidential


def _by_its_mark(state: State, entry: Any) -> bool:
    marked: bool = entry.confidential
    return marked


def _by_its_history(state: State, entry: Any) -> bool:
    hidden: bool = entry.history.confidential
    return hidden


def _by_its_issue(state: State, entry: RulingMade) -> bool:
    return _issue_hidden(state, _ruled_on(entry))


def _by_its_proxy(state: State, entry: ProxyRevoked) -> bool:
    return any(
        proxy.confidential for proxy in state.proxies if (proxy.member, proxy.item) == (entry.member, entry.item)
    )


def _by_proxy_in_private(state: State, entry: VotesRecorded) -> bool:
    """Who is seen to be away and votes tells of the proxy; so the entry is as confidential as that."""
    motion = state.motions.get(entry.motion) if state.proxies else None
    return motion is not None and not cast_in_private(state, motion).isdisjoint(entry.voters)


def _by_interest(state: State, entry: InterestReported | InterestEnded) -> bool:
    standing_interest = state.standing.get(entry.standing)
    return standing_interest is not None and (standing_interest.confidential or current_hidden(state))


def _by_what_is_open(state: State, entry: Any) -> bool:
    return current_hidden(state)


def _motion_hidden(state: State, key: str | None) -> bool:
    if key is None:
        return False
    carried = state.decisions.get(key)
    if carried is not None:
        return carried.confidential
    motion = state.motions.get(key)
    return motion is not None and (motion.confidential or _item_hidden(state, motion.item))


def _ruled_on(entry: AnyEntry) -> str | None:
    """The issue that a ruling is about, which has no motion."""
    if isinstance(entry, RulingMade) and entry.setting == "no_decision" and isinstance(entry.value, str):
        return entry.value
    return None


def _issue_hidden(state: State, key: str | None) -> bool:
    issue = state.issues.get(key or "")
    return issue is not None and issue.confidential


def _item_hidden(state: State, key: str | None) -> bool:
    item = state.items.get(key or "")
    return item is not None and item.agenda.confidential


# The fields in which an entry names what it is about.
_BY_FIELD: dict[str, Ground] = {
    "item": _by_item,
    "items": _by_items,
    "motion": _by_motion,
    "amends": lambda state, entry: _motion_hidden(state, entry.amends),
    "follows": lambda state, entry: _motion_hidden(state, entry.follows),
    "answers": lambda state, entry: _motion_hidden(state, entry.answers),
    "issue": _by_issue,
    "action": _by_action,
}
_BY_KIND: dict[type, tuple[Ground, ...]] = {
    RulingMade: (_by_its_issue,),
    IssueReceived: (_by_its_history,),
    DecisionReceived: (_by_its_history,),
    ProxyRevoked: (_by_its_proxy,),
    VotesRecorded: (_by_proxy_in_private,),
    InterestReported: (_by_interest,),
    InterestEnded: (_by_interest,),
}
_GROUNDS = {kind: _grounds(kind) for kind in get_args(AnyEntry)}
