"""What an entry says of an action, an issue or a decision that an earlier entry brought in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from boardtui.folding import folded
from boardtui.meeting import entries as e
from boardtui.meeting.state.action_corrected import actions_read
from boardtui.meeting.state.labels import body_title, member_label, owner_label, owner_named
from boardtui.meeting.state.state import Stamped, State
from boardtui.search.following import ENTRIES, DecisionStatus, words_of
from boardtui.search.things import Change, Kind

CHANGING = (
    e.ActionUpdated, e.IssueCorrected, e.PlaceAttempted, e.AdviceTaken, e.IssueAdvanced, e.FacilitatorSelected,
    e.FacilitationEnded, e.IssueReferred, e.IssueResolved, e.MinutesApproved, *ENTRIES,
)  # fmt: skip


def changes_by(state: State, line: Stamped, said_on: Callable[[Stamped], str]) -> Iterator[Change]:
    """What an entry says of actions and issues that an earlier one brought in; of an action with the day on which."""
    if isinstance(line.entry, e.MinutesApproved):
        made: Iterable[Change] = _actions_corrected(state, line, line.entry)
    else:
        made = filter(None, [_change(state, line)])
    for change in made:
        yield change._replace(day=said_on(line)) if change.kind == "action" else change


def _change(state: State, line: Stamped) -> Change | None:
    entry = line.entry
    match entry:
        case e.ActionUpdated():
            return _of_action(state, line, entry)
        case e.IssueCorrected():
            return Change(line.seq, "issue", entry.issue, "", "", entry.clause, reads=entry.title)
        case e.PlaceAttempted():
            return Change(line.seq, "issue", entry.issue, "resolved" if entry.resolved else "", "", entry.text)
        case e.AdviceTaken():
            return Change(line.seq, "issue", entry.issue, "", "", f"{entry.group} {entry.text}")
        case e.IssueAdvanced():
            return Change(line.seq, "issue", entry.issue, "", "", entry.basis)
        case e.FacilitatorSelected():
            return Change(line.seq, "issue", entry.issue, "", "", entry.name)
        case e.FacilitationEnded():
            return Change(line.seq, "issue", entry.issue, "resolved" if entry.resolved else "", "", entry.text)
        case e.IssueReferred():
            return Change(line.seq, "issue", entry.issue, "referred", "", body_title(state, entry.body))
        case e.IssueResolved():
            return Change(line.seq, "issue", entry.issue, "resolved", "", entry.how)
    return None


def _of_action(state: State, line: Stamped, entry: e.ActionUpdated) -> Change:
    """What becomes of an action, and who owns it from then on where it passes to somebody else."""
    change = Change(line.seq, "action", entry.action, entry.status, entry.due or "", entry.text)
    if not entry.owner:
        return change
    return change._replace(owner=owner_label(state, entry.owner), partners=partners_of_owner(state, entry.owner))


def _actions_corrected(state: State, line: Stamped, entry: e.MinutesApproved) -> Iterator[Change]:
    """Whose the actions of an earlier meeting are, and by when due, by its approved minutes, where the draft has otherwise."""
    entered = [one for given in state.approved if given.meeting == entry.meeting for one in given.entered]
    for made in (*entered, *entry.worded):
        for read in actions_read(made.stood, made.stands) if made.of_action else ():
            change = Change(line.seq, "action", made.of_action, "", read.due, "", stood=read.was, quoted=made.stood)
            change = change._replace(due_was=read.due_was)
            owner = owner_named(state, read.now) if read.now != read.was else None
            if owner is not None:
                yield change._replace(owner=owner_label(state, owner), partners=partners_of_owner(state, owner))
            elif read.now == read.was and read.due:
                yield change


def of_decision(state: State, line: Stamped, key: str, stands: DecisionStatus | None) -> Change:
    """What an entry says of a decision, and how that stands at the end of the stretch."""
    open_decision = state.decisions.get(key)
    answered = open_decision.answered if open_decision is not None else ""
    kind: Kind = "motion" if open_decision is None or open_decision.way == "meeting" else "decision"
    return Change(line.seq, kind, key, answered, "", words_of(state, line), stands)


def partners_of_owner(state: State, owner: str) -> tuple[str, ...]:
    """The partners that whoever owns an action speaks for: an owner is a member, a partner, or a name in words."""
    if owner in state.members:
        return state.members[owner].partners
    text = folded(owner)
    named = [
        key for key, member in state.members.items()
        if text in map(folded, (member.name, member.seat, member_label(state, key)))
    ]  # fmt: skip
    if named:  # of two with one name nobody knows which is meant
        return state.members[named[0]].partners if len(named) == 1 else ()
    return tuple(
        key for key, partner in state.partners.items() if text in map(folded, (key, partner.name, partner.short))
    )
