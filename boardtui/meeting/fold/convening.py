"""A meeting is convened: on what it runs, and what it takes over from the meetings before it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from boardtui.charter.explain import shown
from boardtui.meeting.entries import (
    AgendaItem,
    Carried,
    ConfidentialCarried,
    Found,
    IssueStep,
    MeetingConvened,
    MinutesDue,
    OpenAction,
    OpenDecision,
    OpenIssue,
    ReferralAnswer,
    StandingInterest,
)
from boardtui.meeting.fold.sitting import MAY_BE_HIDDEN, hidden_part, key_of, keys_of, open_matter, public_part
from boardtui.meeting.state.check import all_known, fresh, require
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Item, SaidLater, Stamped, State
from boardtui.meeting.voting.countable import check_countable

_NUMBERS = re.compile(r"\d+", re.ASCII)
T = TypeVar("T", OpenIssue, OpenAction, OpenDecision, StandingInterest)
AnyOutcome = TypeVar("AnyOutcome", str, str | None)
_CARRIED = {
    "issues": "issues",
    "actions": "actions",
    "minutes": "minutes awaiting approval",
    "interests": "interests in the register",
    "withheld": "items with papers withheld",
    "notices": "meetings of which notice was given",
    "corrections": "corrections to minutes",
    "answers": "answers on referred issues",
    "decisions": "decisions",
}


def convene(state: State, stamped: Stamped) -> State:
    """A new stretch of the book: everything but what is carried over starts afresh."""
    entry = stamped.entry
    assert isinstance(entry, MeetingConvened)
    require(
        not state.is_running,
        f"{shown(state.title or state.meeting)} is not closed; a second meeting cannot be convened in the same book.",
    )
    fresh(entry.meeting, {state.meeting} if state.phase != "none" and not state.called_off else (), "meeting")
    _check_public(entry.carried, entry.agenda)
    if entry.found is not None:
        _check_public(entry.found)
    _check_starts(entry.starts)
    matter = open_matter(state)
    if _known_before(state):  # a meeting may not drop or invent what earlier ones left open in public
        _check_same(public_part(matter), entry.carried)
    if entry.charter != state.charter:  # the charter of the meeting before has been looked at
        check_countable(entry.charter)
    partners = {partner.key: partner for partner in entry.partners}
    members = {member.key: member for member in entry.members}
    require(len(partners) == len(entry.partners), "A partner is listed twice in the setup.")
    require(len(members) == len(entry.members), "A member is listed twice in the setup.")
    for member in entry.members:
        all_known(member.partners, partners, "partner")
    hidden = hidden_part(matter)
    return State(
        book=state.book,
        vocabulary=entry.vocabulary,
        phase="convened",
        meeting=entry.meeting,
        body=entry.body,
        title=entry.title,
        starts=entry.starts,
        place=entry.place,
        in_public=entry.public,
        convened_at=stamped.at,
        charter=entry.charter,
        partners=partners,
        members=members,
        items=_agenda({}, entry.agenda),
        overrides=entry.charter.overrides,
        issues={issue.issue: issue for issue in entry.carried.issues},
        actions={action.action: action for action in entry.carried.actions},
        minutes_due=entry.carried.minutes,
        approved_later=_approved_later(entry),
        corrections=entry.carried.corrections,
        decisions={decision.decision: decision for decision in entry.carried.decisions},
        standing={interest.standing: interest for interest in entry.carried.interests},
        withheld=entry.carried.withheld,
        meeting_notices=entry.carried.notices,
        answers=_reported(entry.carried.answers, entry.meeting, entry.found),
        owed=Carried(**{name: getattr(hidden, name) for name in MAY_BE_HIDDEN}) if _known_before(state) else None,
        said_later=_said_later(entry.carried.actions, entry.found),
    )


def _approved_later(entry: MeetingConvened) -> tuple[MinutesDue, ...]:
    """The minutes that awaited approval when a meeting was held, and are not carried since a later one approved them."""
    carried = {due.meeting for due in entry.carried.minutes}
    return tuple(due for due in (entry.found.minutes if entry.found else ()) if due.meeting not in carried)


def _said_later(carried: Iterable[OpenAction], found: Found | None) -> dict[str, SaidLater]:
    """Of which actions a meeting of a later day said something, since they are carried otherwise than they were found."""
    then = {action.action: action for action in (found.actions if found is not None else ())}
    pairs = [(action, then[action.action]) for action in carried if action.action in then]
    return {
        now.action: SaidLater(now.due != old.due, now.owner != old.owner, max(0, len(now.updates) - len(old.updates)))
        for now, old in pairs
        if (now.status, now.due, now.owner, now.updates) != (old.status, old.due, old.owner, old.updates)
    }


def _check_starts(starts: str) -> None:
    """Refuse a beginning that is no local time with its offset: papers and the timetable reckon with it."""
    try:
        moment = datetime.datetime.fromisoformat(starts)
        understood = moment.tzinfo is not None and moment.isoformat()[:16] == starts[:16]
    except ValueError:
        understood = False
    require(
        understood,
        f"The meeting starts at {starts[:40]!r}, which is no local time with its offset, as in 2026-11-23T10:00+00:00.",
    )


def carry_confidential(state: State, stamped: Stamped) -> State:
    """Confidential items and matters, kept out of the entry that is always public."""
    entry = stamped.entry
    assert isinstance(entry, ConfidentialCarried)
    require(state.phase == "convened", "Confidential matters are carried over right after the meeting is convened.")
    hidden = {
        name: tuple(replace(value, confidential=True) for value in getattr(entry, name)) for name in MAY_BE_HIDDEN
    }
    if state.owed is not None:
        _check_same(state.owed, Carried(**hidden), "confidential ")
    agenda = tuple(replace(item, confidential=True) for item in entry.agenda)
    return replace(
        state,
        items=_agenda(state.items, agenda),
        issues=_added(state.issues, hidden["issues"], "issue"),
        actions=_added(state.actions, hidden["actions"], "action"),
        decisions=_added(state.decisions, hidden["decisions"], "decision"),
        standing=_added(state.standing, hidden["interests"], "interest"),
        withheld=(*state.withheld, *hidden["withheld"]),
        corrections=(*state.corrections, *hidden["corrections"]),
        meeting_notices=(*state.meeting_notices, *hidden["notices"]),
        answers=(*state.answers, *_reported(hidden["answers"], state.meeting, entry.found)),
        owed=None if state.owed is None else Carried(),
        said_later={**state.said_later, **_said_later(hidden["actions"], entry.found)},
    )


def _added(held: dict[str, T], matters: Iterable[T], what: str) -> dict[str, T]:
    """Matters by their keys, with those that come to them; none twice."""
    open_issues_by_key = dict(held)
    for matter in matters:
        key = key_of(matter)
        fresh(key, open_issues_by_key, what)
        open_issues_by_key[key] = matter
    return open_issues_by_key


def _reported(
    answers: tuple[ReferralAnswer, ...], meeting: str, found: Found | None = None
) -> tuple[ReferralAnswer, ...]:
    """The answers as the meeting holds that is now told of them: not of what was ``found`` to come only after it."""
    told = {answer.issue for answer in (answers if found is None else found.answers)}
    return tuple(replace(answer, reported=meeting) if answer.issue in told else answer for answer in answers)


def _agenda(items: dict[str, Item], added: tuple[AgendaItem, ...]) -> dict[str, Item]:
    """The agenda with further items: in their place by number where all are numbered, else at the end."""
    agenda = dict(items)
    for line in added:
        fresh(line.item, agenda, "agenda item")
        agenda[line.item] = Item(agenda=line)
    if not items:
        return agenda
    places = {key: _place(item.agenda) for key, item in agenda.items()}
    if not all(places.values()):
        return agenda
    return dict(sorted(agenda.items(), key=lambda pair: places[pair[0]]))


def _place(line: AgendaItem) -> list[int]:
    return [int(part) for part in line.number.split(".") if part.isdecimal() and len(part) < 6]


def _known_before(state: State) -> bool:
    """Whether it is known what was open before this meeting; a stretch on its own does not know it."""
    return state.phase != "none" or bool(state.issues or state.actions or state.standing or state.decisions)


def _check_public(carried: Carried | Found, agenda: tuple[AgendaItem, ...] = ()) -> None:
    """Nothing confidential stands in the entry that is always public, and nothing stands in it twice."""
    for line in agenda:
        if line.confidential:
            raise Refused(f"Item {line.item[:70]!r} is confidential; it belongs in ConfidentialCarried.")
    for name in MAY_BE_HIDDEN:
        for matter in getattr(carried, name, ()):
            if matter.confidential:
                raise Refused(f"{key_of(matter)[:70]!r} is confidential; it belongs in ConfidentialCarried.")
    _once((issue.issue for issue in carried.issues), "issue")
    _once((action.action for action in carried.actions), "action")
    _once((decision.decision for decision in carried.decisions), "decision")
    _once((due.meeting for due in carried.minutes), "meeting whose minutes await approval")
    if isinstance(carried, Carried):
        _once((interest.standing for interest in carried.interests), "interest")


def _once(keys: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for key in keys:
        fresh(key, seen, what)
        seen.add(key)


def _check_same(expected: Carried, carried: Carried, which: str = "") -> None:
    for name, what in _CARRIED.items():
        value = getattr(expected, name)
        if not _agree(value, getattr(carried, name)):
            raise Refused(f"The {which}{what} carried differ from those open in the book: {keys_of(value)}.")


def _agree(expected: tuple[object, ...], carried: tuple[object, ...]) -> bool:
    """Whether these are the same matters: what another version worded otherwise, or did not tell yet, is no difference."""
    if expected == carried:
        return True
    return len(expected) == len(carried) and all(
        as_told(one, other) == other for one, other in zip(expected, carried, strict=True)
    )


def as_told(expected: object, carried: object) -> object:
    """A matter with the figures in the words of the one that is carried, and each day only where that has it."""
    match expected, carried:
        case OpenDecision(), OpenDecision():
            numbers, others = _NUMBERS.findall(expected.figures), _NUMBERS.findall(carried.figures)
            figures = carried.figures if others[: len(numbers)] == numbers else expected.figures
            answered = _outcome_as_told(expected.answered, carried.answered)
            return replace(
                expected, figures=figures, answered=answered, taken_on=expected.taken_on if carried.taken_on else ""
            )
        case OpenAction(), OpenAction():
            return replace(expected, agreed_on=expected.agreed_on if carried.agreed_on else "")
        case OpenIssue(), OpenIssue() if len(expected.stages) == len(carried.stages):
            steps = zip(expected.stages, carried.stages, strict=True)
            stages = tuple(_step_as_told(step, other) for step, other in steps)
            return replace(expected, raised_on=expected.raised_on if carried.raised_on else "", stages=stages)
    return expected


def _step_as_told(step: IssueStep, told: IssueStep) -> IssueStep:
    """A step with its day only where the other has it."""
    return replace(step, day=step.day if told.day else "", outcome=_outcome_as_told(step.outcome, told.outcome))


def _outcome_as_told(outcome: AnyOutcome, told: AnyOutcome) -> AnyOutcome:
    """An outcome as that of a vote where it is told so, as older entries do of all that was no vote."""
    as_votes = {"agreed": ("carried",), "no_consensus": ("not_carried",), "discussed": ("carried", "not_carried")}
    return told if told in as_votes.get(outcome or "", ()) else outcome
