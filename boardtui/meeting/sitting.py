"""The meeting itself: convened, opened, adjourned, resumed, closed, in public or not."""

from __future__ import annotations

from msgspec.structs import replace

from boardtui.meeting.check import all_known, fresh, require, sitting, under_way
from boardtui.meeting.countable import check_countable
from boardtui.meeting.entries import (
    AgendaItem,
    Carried,
    ConfidentialCarried,
    MeetingAdjourned,
    MeetingConvened,
    MinutesDue,
    OpenAction,
    OpenIssue,
    PublicExcluded,
)
from boardtui.meeting.growing import Keys
from boardtui.meeting.refused import Refused
from boardtui.meeting.state import Item, Stamped, State, open_motions


def convene(state: State, stamped: Stamped) -> State:
    """A new stretch of the book: everything but what is carried over starts afresh."""
    entry = stamped.entry
    assert isinstance(entry, MeetingConvened)
    require(
        state.phase in ("none", "closed"),
        f"The meeting {state.meeting} is not closed; a second meeting cannot be convened in the same book.",
    )
    past = _past(state)
    fresh(entry.meeting, (), "meeting", past)
    _check_public(entry)
    _check_carried(state, entry.carried)
    check_countable(entry.charter)
    partners = {partner.key: partner for partner in entry.partners}
    members = {member.key: member for member in entry.members}
    require(len(partners) == len(entry.partners), "A partner is listed twice in the register.")
    require(len(members) == len(entry.members), "A member is listed twice in the register.")
    for member in entry.members:
        all_known(member.partners, partners, "partner")
    hidden = confidential_matter(state)
    return State(
        book=state.book,
        phase="convened",
        meeting=entry.meeting,
        body=entry.body,
        title=entry.title,
        starts=entry.starts,
        place=entry.place,
        in_public=entry.public,
        charter=entry.charter,
        partners=partners,
        members=members,
        items=_agenda({}, entry.agenda),
        overrides=entry.charter.overrides,
        issues={issue.issue: issue for issue in entry.carried.issues},
        actions={action.action: action for action in entry.carried.actions},
        minutes_due=entry.carried.minutes,
        owed=Carried(issues=hidden.issues, actions=hidden.actions) if _known_before(state) else None,
        past=past,
    )


def carry_confidential(state: State, stamped: Stamped) -> State:
    """Confidential items and matters, kept out of the entry that is always public."""
    entry = stamped.entry
    assert isinstance(entry, ConfidentialCarried)
    require(state.phase == "convened", "Confidential matters are carried over right after the meeting is convened.")
    issues = tuple(replace(issue, confidential=True) for issue in entry.issues)
    actions = tuple(replace(action, confidential=True) for action in entry.actions)
    if state.owed is not None:
        _check_same(state.owed, Carried(issues=issues, actions=actions), "confidential ")
    all_issues = dict(state.issues)
    for issue in issues:
        fresh(issue.issue, all_issues, "issue")
        all_issues[issue.issue] = issue
    all_actions = dict(state.actions)
    for action in actions:
        fresh(action.action, all_actions, "action")
        all_actions[action.action] = action
    hidden = tuple(replace(item, confidential=True) for item in entry.agenda)
    return replace(
        state,
        items=_agenda(state.items, hidden),
        issues=all_issues,
        actions=all_actions,
        owed=None if state.owed is None else Carried(),
    )


def open_meeting(state: State, stamped: Stamped) -> State:
    under_way(state)
    require(state.phase == "convened", "The meeting is already open.")
    _all_carried(state)
    return replace(state, phase="open", held=True, opened_at=stamped.at)


def adjourn(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, MeetingAdjourned)
    sitting(state)
    return replace(state, phase="adjourned", adjournments=(*state.adjournments, (stamped.at, entry.reason)))


def resume(state: State, stamped: Stamped) -> State:
    require(state.phase == "adjourned", "The meeting is not adjourned.")
    return replace(state, phase="open", adjournments=(*state.adjournments, (stamped.at, "")))


def close(state: State, stamped: Stamped) -> State:
    """The end of the meeting; refused while a motion is undecided, since its result would be lost."""
    under_way(state)
    _all_carried(state)
    undecided = open_motions(state)
    if undecided:
        raise Refused(f"Motion {undecided[0].number} is still open; declare its result or withdraw it first.")
    items = dict(state.items)
    if state.current:
        items[state.current] = replace(items[state.current], status="done", closed_at=stamped.at)
    due = MinutesDue(meeting=state.meeting, title=state.title, starts=state.starts)
    return replace(
        state,
        phase="closed",
        closed_at=stamped.at,
        items=items,
        current=None,
        minutes_due=(*state.minutes_due, due) if state.held else state.minutes_due,
    )


def exclude_public(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, PublicExcluded)
    sitting(state)
    require(state.in_public, "This meeting is not held in public, so nobody is to be excluded.")
    require(not state.excluded, "The public is already excluded.")
    require(bool(entry.reason.strip()), "Say why the public is excluded; the minutes must give the reason.")
    return replace(state, excluded=True, excluded_reason=entry.reason)


def readmit_public(state: State, stamped: Stamped) -> State:
    require(state.excluded, "The public is not excluded.")
    return replace(state, excluded=False, excluded_reason="")


def open_matter(state: State) -> Carried:
    """What the next meeting must carry: open issues, actions not done, minutes not approved; confidential ones too."""
    return Carried(
        issues=tuple(issue for issue in state.issues.values() if issue.status == "open"),
        actions=tuple(action for action in state.actions.values() if action.status == "open"),
        minutes=state.minutes_due,
    )


def public_matter(state: State) -> Carried:
    """What of the open matter the next MeetingConvened carries."""
    matter = open_matter(state)
    return Carried(
        issues=tuple(issue for issue in matter.issues if not issue.confidential),
        actions=tuple(action for action in matter.actions if not action.confidential),
        minutes=matter.minutes,
    )


def confidential_matter(state: State) -> ConfidentialCarried:
    """What of the open matter the next meeting carries in its ConfidentialCarried; none is needed where it is empty."""
    matter = open_matter(state)
    return ConfidentialCarried(
        issues=tuple(issue for issue in matter.issues if issue.confidential),
        actions=tuple(action for action in matter.actions if action.confidential),
    )


def _agenda(items: dict[str, Item], added: tuple[AgendaItem, ...]) -> dict[str, Item]:
    """The agenda with further items: in their place by number where all are numbered, else at the end."""
    agenda = dict(items)
    for line in added:
        fresh(line.item, agenda, "agenda item")
        agenda[line.item] = Item(agenda=line)
    places = {key: _place(item.agenda) for key, item in agenda.items()}
    if not items or not all(places.values()):
        return agenda
    return dict(sorted(agenda.items(), key=lambda pair: places[pair[0]]))


def _place(line: AgendaItem) -> list[int]:
    return [int(part) for part in line.number.split(".") if part.isdecimal() and len(part) < 6]


def _known_before(state: State) -> bool:
    """Whether it is known what was open before this meeting; a stretch on its own does not know it."""
    return state.phase != "none" or bool(state.issues or state.actions)


def _past(state: State) -> Keys:
    used = [f"meeting {state.meeting}"] if state.phase != "none" else []
    used += [f"motion {key}" for key in state.motions]
    used += [f"issue {key}" for key in state.issues]
    used += [f"action {key}" for key in state.actions]
    return state.past.plus(used)


def _check_public(entry: MeetingConvened) -> None:
    """Nothing confidential stands in the entry that is always public, and nothing stands in it twice."""
    for line in entry.agenda:
        require(not line.confidential, f"Item {line.item[:70]!r} is confidential; it belongs in ConfidentialCarried.")
    carried = entry.carried
    for matter in (*carried.issues, *carried.actions):
        require(not matter.confidential, f"{_key(matter)[:70]!r} is confidential; it belongs in ConfidentialCarried.")
    for keys in (carried.issues, carried.actions):
        named = [_key(matter) for matter in keys]
        require(len(set(named)) == len(named), "A matter is carried over twice.")
    meetings = [due.meeting for due in carried.minutes]
    require(len(set(meetings)) == len(meetings), "The minutes of a meeting are carried over twice.")


def _check_carried(state: State, carried: Carried) -> None:
    """A meeting may not drop or invent what earlier ones left open in public."""
    if _known_before(state):
        expected = public_matter(state)
        _check_same(expected, carried)
        require(carried.minutes == expected.minutes, "The minutes awaiting approval differ from those in the book.")


def _check_same(expected: Carried, carried: Carried, which: str = "") -> None:
    require(
        carried.issues == expected.issues,
        f"The {which}issues carried differ from those open in the book: {_keys(expected.issues)}.",
    )
    require(
        carried.actions == expected.actions,
        f"The {which}actions carried differ from those open in the book: {_keys(expected.actions)}.",
    )


def _all_carried(state: State) -> None:
    owed = state.owed
    if owed is not None and (owed.issues or owed.actions):
        raise Refused(f"These confidential matters are not yet carried over: {_keys((*owed.issues, *owed.actions))}.")


def _key(matter: OpenIssue | OpenAction) -> str:
    return matter.issue if isinstance(matter, OpenIssue) else matter.action


def _keys(matters: tuple[OpenIssue | OpenAction, ...]) -> str:
    return ", ".join(_key(matter) for matter in matters) or "none"
