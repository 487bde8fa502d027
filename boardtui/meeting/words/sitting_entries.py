"""How a meeting that is convened, opened and closed is told, who was there or acted for whom, and their interests."""

from __future__ import annotations

from boardtui.charter.words import listed
from boardtui.dates import day_as_written
from boardtui.meeting import entries as e
from boardtui.meeting.fold.interest_register import registered_label
from boardtui.meeting.state.labels import for_whom, item_label
from boardtui.meeting.state.state import State
from boardtui.meeting.state.unpublished import UNPUBLISHED, tells_too_much
from boardtui.meeting.words.entry_names import Names, why, words_of
from boardtui.meeting.words.reasons import NOT_RETURNED
from boardtui.meeting.words.value_words import HANDLING


@words_of.register
def _(_entry: e.ConfidentialCarried, _names: Names) -> str:
    return "confidential matters carried over"


@words_of.register
def _(_entry: e.MeetingOpened, _names: Names) -> str:
    return "meeting opened"


@words_of.register
def _(_entry: e.MeetingResumed, _names: Names) -> str:
    return "meeting resumed"


@words_of.register
def _(_entry: e.MeetingClosed, _names: Names) -> str:
    return "meeting closed"


@words_of.register
def _(_entry: e.PublicReadmitted, _names: Names) -> str:
    return "public readmitted"


@words_of.register
def _(entry: e.MeetingConvened, _names: Names) -> str:
    return f"meeting convened: {entry.title}"


@words_of.register
def _(entry: e.MeetingAdjourned, _names: Names) -> str:
    return f"meeting adjourned: {entry.reason}"


@words_of.register
def _(entry: e.ChairTaken, names: Names) -> str:
    return f"{names.actor(entry.member)} in the chair"


@words_of.register
def _(entry: e.MemberArrived, names: Names) -> str:
    mode = ", remote" if entry.mode == "remote" else ""
    return f"{for_whom(names.state, entry.member, entry.deputy)} present{mode}"


@words_of.register
def _(entry: e.MemberLeft, names: Names) -> str:
    went = NOT_RETURNED if entry.reason == NOT_RETURNED else f"left{why(entry.reason)}"
    return f"{names.actor(entry.member)} {went}"


@words_of.register
def _(entry: e.ApologiesGiven, names: Names) -> str:
    deputy = f", deputy {entry.deputy}" if entry.deputy else ""
    return f"apologies: {names.member(entry.member)}{deputy}"


@words_of.register
def _(entry: e.GuestAttended, _names: Names) -> str:
    return f"in attendance: {entry.name}{why(entry.role)}"


@words_of.register
def _(entry: e.ProxyGiven, names: Names) -> str:
    holder = entry.person or names.actor(entry.holder)
    instructed = f", instructed: {entry.instruction}" if entry.instruction else ""
    return f"proxy of {names.member(entry.member)} held by {holder}{_on(names.state, entry.item)}{instructed}"


@words_of.register
def _(entry: e.ProxyRevoked, names: Names) -> str:
    return f"proxy of {names.member(entry.member)}{_on(names.state, entry.item)} revoked{why(entry.reason)}"


@words_of.register
def _(entry: e.InterestDeclared, names: Names) -> str:
    labels = [item_label(names.state, key) for key in entry.items]
    where = f", item{'s' if len(labels) > 1 else ''} {listed(labels)}" if labels else " in general"
    return f"interest of {names.actor(entry.member)}{where}: {HANDLING[entry.handling]}"


@words_of.register
def _(entry: e.InterestRegistered, names: Names) -> str:
    nature = UNPUBLISHED if tells_too_much(entry) else entry.nature
    return f"interest of {entry.person or names.member(entry.member)} registered: {nature}"


@words_of.register
def _(entry: e.InterestReported, names: Names) -> str:
    return f"registered interest{_whose(names.state, entry.standing)} put before the meeting{why(entry.text)}"


@words_of.register
def _(entry: e.InterestEnded, names: Names) -> str:
    return f"registered interest{_whose(names.state, entry.standing)} ended on {day_as_written(entry.date)}{why(entry.reason)}"


@words_of.register
def _(entry: e.PaperWithheld, names: Names) -> str:
    people = ", ".join(names.member(key) for key in entry.members)
    return f"paper of item {item_label(names.state, entry.item)} withheld from {people}{why(entry.reason)}"


@words_of.register
def _(entry: e.PaperReleased, names: Names) -> str:
    people = ", ".join(names.member(key) for key in entry.members)
    return f"paper of item {item_label(names.state, entry.item)} sent to {people} after all{why(entry.reason)}"


@words_of.register
def _(entry: e.NoticeGiven, _names: Names) -> str:
    return (
        f"notice of the meeting of {day_as_written(entry.starts)} given on {day_as_written(entry.date)} {entry.means}"
    )


@words_of.register
def _(entry: e.PublicExcluded, names: Names) -> str:
    moved = f", moved by {names.member(entry.mover)}" if entry.mover else ""
    return f"public excluded{moved}: {entry.reason}"


def _whose(state: State, key: str) -> str:
    standing_interest = state.standing.get(key)
    return f" of {registered_label(state, standing_interest)}" if standing_interest else ""


def _on(state: State, item: str | None) -> str:
    return f" on item {item_label(state, item)}" if item else ""
