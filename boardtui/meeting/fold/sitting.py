"""The meeting itself: opened, adjourned, resumed, closed, in public or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from boardtui.charter.exclusion import PARAGRAPHS
from boardtui.charter.terms_of_reference import Ground, Terms
from boardtui.charter.words import value_words
from boardtui.meeting.entries import (
    Carried,
    ConfidentialCarried,
    Correction,
    MeetingAdjourned,
    MeetingNotice,
    MinutesDue,
    OpenAction,
    OpenDecision,
    OpenIssue,
    PublicExcluded,
    PublicReadmitted,
    ReferralAnswer,
    StandingInterest,
    Withheld,
)
from boardtui.meeting.fold.confidential import SINCE
from boardtui.meeting.fold.election_words import matter_of
from boardtui.meeting.fold.notice import to_come
from boardtui.meeting.followup.awaiting import handed_on
from boardtui.meeting.followup.decision_store import without_news
from boardtui.meeting.state.check import known, require, sitting, under_way
from boardtui.meeting.state.days import day_once_closed
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Stamped, State, open_motions

Matter = (
    OpenIssue
    | OpenAction
    | OpenDecision
    | StandingInterest
    | Withheld
    | Correction
    | ReferralAnswer
    | MinutesDue
    | MeetingNotice
)
_KEYS: dict[type, str] = {
    OpenIssue: "issue",
    OpenAction: "action",
    OpenDecision: "decision",
    StandingInterest: "standing",
    Withheld: "item",
    Correction: "meeting",
    ReferralAnswer: "issue",
    MinutesDue: "meeting",
    MeetingNotice: "meeting",
}
MAY_BE_HIDDEN = ("issues", "actions", "interests", "withheld", "corrections", "answers", "decisions", "notices")
"""The fields of what is carried that may hold confidential matters, which go over in an entry of their own."""


def open_meeting(state: State, stamped: Stamped) -> State:
    under_way(state)
    require(state.phase == "convened", "The meeting is already open.")
    all_carried(state)
    return replace(state, phase="open", held=True, opened_at=stamped.at, owed=None)


def adjourn(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, MeetingAdjourned)
    sitting(state)
    return replace(state, phase="adjourned", adjournments=(*state.adjournments, (stamped.at, entry.reason)))


def resume(state: State, stamped: Stamped) -> State:
    require(state.phase == "adjourned", "The meeting is not adjourned.")
    return replace(state, phase="open", adjournments=(*state.adjournments, (stamped.at, "")))


def close(state: State, stamped: Stamped) -> State:
    """The end of the meeting; refused while a motion is undecided, since its result would be lost.

    Under vocabulary 3 it ends the exclusion of the public too.
    """
    under_way(state)
    all_carried(state)
    undecided = open_motions(state)
    if undecided:
        raise Refused(f"Motion {undecided[0].number} is still open; declare its result or withdraw it first.")
    for choice in state.choices.values():
        require(choice.status != "open", f"The {matter_of(choice)[:90]} is still open; declare or withdraw it first.")
    items = dict(state.items)
    if state.current:
        items[state.current] = replace(items[state.current], status="done", closed_at=stamped.at)
    due = MinutesDue(meeting=state.meeting, title=state.title, starts=state.starts)
    closed = replace(without_news(state) if state.held else state, closed_at=stamped.at)
    return replace(
        _with_days(closed),
        phase="closed",
        items=items,
        current=None,
        **({} if state.vocabulary < SINCE else {"excluded": False, "excluded_reason": "", "excluded_for": ()}),
        minutes_due=(*state.minutes_due, due) if state.held else state.minutes_due,
    )


def _with_days(state: State) -> State:
    """The issues and actions with the day of the meeting where they were entered later and have no time of their own."""
    actions = {
        key: replace(action, agreed_on=day_once_closed(state, action.agreed, action.agreed_on))
        for key, action in state.actions.items()
    }
    issues = {
        key: replace(
            issue,
            raised_on=day_once_closed(state, issue.raised, issue.raised_on),
            stages=tuple(replace(step, day=day_once_closed(state, step.at, step.day)) for step in issue.stages),
        )
        for key, issue in state.issues.items()
    }
    return replace(state, actions=actions, issues=issues)


def exclude_public(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, PublicExcluded)
    sitting(state)
    require(state.in_public, "This meeting is not in public, so there is no public to exclude.")
    require(not state.excluded, "The public is already excluded.")
    require(bool(entry.reason.strip()), "Say why the public is excluded; the minutes must give the reason.")
    _check_resolution(state, entry)
    return replace(state, excluded=True, excluded_reason=entry.reason, excluded_for=entry.items, was_excluded=True)


def _check_resolution(state: State, entry: PublicExcluded) -> None:
    """What a resolution to exclude the public names: who moves it, on which ground, for which items."""
    terms = state.charter.terms
    for person in (entry.mover, entry.seconder):
        if person is not None:
            known(person, state.members, "member")
    require(
        entry.seconder is None or entry.mover not in (None, entry.seconder),
        "A resolution is seconded by a member other than the one who moves it.",
    )
    if entry.ground != terms.exclusion:
        raise Refused(_other_ground(terms, entry.ground), terms.source_of("exclusion"))
    by_paragraph = entry.ground == "schedule_12a"
    require(
        bool(entry.paragraphs) == by_paragraph and all(paragraph in PARAGRAPHS for paragraph in entry.paragraphs),
        "Name the paragraphs of Schedule 12A, 1 to 7, that apply."
        if by_paragraph
        else "Only Schedule 12A has paragraphs.",
    )
    for key in entry.items:
        known(key, state.items, "agenda item")
        agenda = state.items[key].agenda
        require(
            not agenda.confidential,
            f"Item {agenda.number or key} is confidential, so the public is not told of it; name the public item before it, "
            "or none.",
        )


def _other_ground(terms: Terms, ground: Ground | None) -> str:
    """What is wrong with the ground of a resolution, which is not that of the terms of reference, and what to do."""
    if terms.exclusion is None:
        return "The terms of reference name no ground for excluding the public. Leave the ground out."
    theirs = value_words("exclusion", terms.exclusion)
    if ground is None:
        return (
            f"The resolution names no ground for excluding the public. Name that of the terms of reference: {theirs}."
        )
    named = value_words("exclusion", ground)
    return f"The ground named is “{named}”; that of the terms of reference is “{theirs}”. Name that one."


def was_excluded(standing: Iterable[Stamped]) -> bool:
    """Whether the public was excluded at some time, and may be back, by the entries of a meeting that stand."""
    return any(isinstance(line.entry, PublicExcluded) for line in standing)


def readmit_public(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, PublicReadmitted)
    require(state.excluded, "The public is not excluded.")
    require(
        state.vocabulary < SINCE or entry.present in (None, seen_by_public(state)),
        "The members said to be present when the public comes back are not those who are.",
    )
    require(
        state.vocabulary < SINCE or entry.open_item in (None, item_seen(state)),
        "The item said to be open when the public comes back is not the one that is.",
    )
    require(
        entry.chair in (None, state.chair or ""),
        "The member said to be in the chair when the public comes back is not the one who is.",
    )
    require(
        entry.deputies in (None, _deputies_seen(state)) and entry.remote in (None, _remote_seen(state)),
        "How members are said to attend when the public comes back is not how they do.",
    )
    return replace(state, excluded=False, excluded_reason="", excluded_for=())


def found_by_public(state: State) -> PublicReadmitted:
    """The public's return, with all that it then sees."""
    return PublicReadmitted(
        seen_by_public(state), item_seen(state), state.chair or "", _deputies_seen(state), _remote_seen(state)
    )


def _deputies_seen(state: State) -> dict[str, str]:
    """The deputies who are there, by the key of the member, in the order of the register."""
    return {key: deputy for key in seen_by_public(state) if (deputy := state.present[key].deputy) is not None}


def _remote_seen(state: State) -> tuple[str, ...]:
    """Who of those present attends remotely, in the order of the register."""
    return tuple(key for key in seen_by_public(state) if state.present[key].mode == "remote")


def seen_by_public(state: State) -> tuple[str, ...]:
    """The members who are present, in the order of the register, so that it does not tell who came when."""
    return tuple(key for key in state.members if key in state.present)


def item_seen(state: State) -> str:
    """The key of the item that is open, as the public knows it: empty where none is open, or a confidential one."""
    item = state.items.get(state.current or "")
    return "" if item is None or item.agenda.confidential else item.agenda.item


def open_matter(state: State) -> Carried:
    """What the next meeting must carry, confidential matters too: whatever is open, waits or still lasts."""
    return Carried(
        issues=tuple(issue for issue in state.issues.values() if issue.status == "open"),
        actions=tuple(action for action in state.actions.values() if action.status == "open"),
        minutes=state.minutes_due,
        interests=tuple(
            standing_interest for standing_interest in state.standing.values() if not standing_interest.ended
        ),
        withheld=tuple(withheld for withheld in state.withheld if withheld.meeting != state.meeting),
        notices=to_come(state),
        corrections=state.corrections,
        answers=tuple(answer for answer in state.answers if not answer.reported),
        decisions=handed_on(state),
    )


def public_matter(state: State) -> Carried:
    """What of the open matter the next MeetingConvened carries."""
    return public_part(open_matter(state))


def public_part(matter: Carried) -> Carried:
    """The matter without what of it is confidential."""
    return replace(matter, **{name: _of(matter, name, hidden=False) for name in MAY_BE_HIDDEN})


def hidden_part(matter: Carried) -> ConfidentialCarried:
    """What of the matter is confidential."""
    return replace(ConfidentialCarried(), **{name: _of(matter, name, hidden=True) for name in MAY_BE_HIDDEN})


def _of(matter: Carried, name: str, *, hidden: bool) -> tuple[Any, ...]:
    matters = getattr(matter, name)
    return tuple([matter for matter in matters if matter.confidential is hidden]) if matters else ()


def all_carried(state: State) -> None:
    """Refuse while confidential matters of earlier meetings are not yet carried over."""
    if state.owed is not None:
        matters = [value for name in MAY_BE_HIDDEN for value in getattr(state.owed, name)]
        require(not matters, f"These confidential matters are not yet carried over: {keys_of(matters)}.")


def key_of(matter: Matter) -> str:
    """By which key a matter that is carried is known."""
    return str(getattr(matter, _KEYS[type(matter)]))


def keys_of(matters: Iterable[Matter]) -> str:
    return ", ".join(key_of(matter) for matter in matters) or "none"
