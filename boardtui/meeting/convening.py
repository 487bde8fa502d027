"""A meeting is convened: on what it runs, and what it takes over from the meetings before it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from boardtui.meeting.check import all_known, fresh, require
from boardtui.meeting.countable import check_countable
from boardtui.meeting.entries import (
    AgendaItem,
    Carried,
    ConfidentialCarried,
    MeetingConvened,
    OpenAction,
    OpenIssue,
)
from boardtui.meeting.sitting import confidential_matter, key_of, keys_of, public_matter
from boardtui.meeting.state import Item, Stamped, State


def convene(state: State, stamped: Stamped) -> State:
    """A new stretch of the book: everything but what is carried over starts afresh."""
    entry = stamped.entry
    assert isinstance(entry, MeetingConvened)
    require(
        state.phase in ("none", "closed"),
        f"The meeting {state.meeting} is not closed; a second meeting cannot be convened in the same book.",
    )
    fresh(entry.meeting, {state.meeting} if state.phase != "none" else (), "meeting")
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


def _check_public(entry: MeetingConvened) -> None:
    """Nothing confidential stands in the entry that is always public, and nothing stands in it twice."""
    for line in entry.agenda:
        require(not line.confidential, f"Item {line.item[:70]!r} is confidential; it belongs in ConfidentialCarried.")
    carried = entry.carried
    matters: list[OpenIssue | OpenAction] = [*carried.issues, *carried.actions]
    for matter in matters:
        require(not matter.confidential, f"{key_of(matter)[:70]!r} is confidential; it belongs in ConfidentialCarried.")
    _once((issue.issue for issue in carried.issues), "issue")
    _once((action.action for action in carried.actions), "action")
    _once((due.meeting for due in carried.minutes), "meeting whose minutes await approval")


def _once(keys: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for key in keys:
        fresh(key, seen, what)
        seen.add(key)


def _check_carried(state: State, carried: Carried) -> None:
    """A meeting may not drop or invent what earlier ones left open in public."""
    if _known_before(state):
        expected = public_matter(state)
        _check_same(expected, carried)
        require(carried.minutes == expected.minutes, "The minutes awaiting approval differ from those in the book.")


def _check_same(expected: Carried, carried: Carried, which: str = "") -> None:
    require(
        carried.issues == expected.issues,
        f"The {which}issues carried differ from those open in the book: {keys_of(expected.issues)}.",
    )
    require(
        carried.actions == expected.actions,
        f"The {which}actions carried differ from those open in the book: {keys_of(expected.actions)}.",
    )
