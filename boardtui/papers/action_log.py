"""The log of actions over all meetings of a book: what was agreed, by whom it is owed, and what became of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence

import msgspec

from boardtui.charter.words import started
from boardtui.dates import by_day
from boardtui.meeting import entries as e
from boardtui.meeting.followup.actions import NAMES, in_due_order, is_overdue
from boardtui.meeting.followup.questions import asked_by
from boardtui.meeting.state.days import day_of
from boardtui.meeting.state.labels import owner_label, partner_label
from boardtui.papers.corrections import approval_among, at_action
from boardtui.papers.document import AnyBlock, Document, heading, own, para, said, section, table, without_empty
from boardtui.papers.opening import book_paper
from boardtui.papers.references import action_reference
from boardtui.papers.source import Source

Say = Callable[[str | None], str]
OVERDUE = "OVERDUE"
HEADS = ("Ref.", "Action", "Owner", "Due", "Overdue", "Agreed", "Last update")


class Logged(msgspec.Struct, frozen=True):
    """An action as the book says last; ``due`` and ``agreed`` are days as the book writes them, ``item`` that at which it
    was agreed, ``asked_by`` who put the question from the public that it answers. ``decision`` are the words of the one that a
    condition belongs to, ``partner`` is the name of whom support is for, ``corrected`` what the approval of the minutes
    corrected of it."""

    text: str
    owner: str
    due: str | None
    agreed: str
    status: e.ActionStatus = "open"
    last: str = ""
    item: str = ""
    reference: str = ""
    asked_by: str = ""
    register: e.ActionRegister = ""
    decision: str = ""
    partner: str = ""
    recommended: str = ""
    recommended_by: str = ""
    corrected: str = ""

    def is_overdue(self, today: datetime.date) -> bool:
        """Whether it is still open after the day on which it was due."""
        return is_overdue(self.status, self.due, today.isoformat())


def action_log(srcs: Sequence[Source], today: datetime.date, of: Source | None = None) -> Document:
    """The log over meetings in order, open actions first, those marked that are overdue.

    Args:
        srcs: the meetings in order.
        today: the day of the paper, on which it is judged what is overdue.
        of: the one of them whose actions are told, as they stand on that day.
    """
    say = srcs[-1].clock.say
    blocks = _blocks(list(logged(srcs, of).values()), today, say)
    return book_paper([of] if of else srcs, "Action log", blocks, today)


def reminders(srcs: Sequence[Source], today: datetime.date, of: Source | None = None) -> Document:
    """The open actions of each owner, overdue ones first and marked: what is sent round between meetings.

    Args:
        srcs: the meetings in order.
        today: on which day it is judged what is overdue.
        of: the one of them whose actions are told, as they stand on that day.
    """
    owed: dict[str, list[Logged]] = {}
    for one in logged(srcs, of).values():
        if one.status == "open":
            owed.setdefault(one.owner, []).append(one)
    say = srcs[-1].clock.say
    return book_paper([of] if of else srcs, "Reminders of actions", _reminded(owed, today, say), today)


def _reminded(owed: dict[str, list[Logged]], today: datetime.date, say: Say) -> Iterator[AnyBlock]:
    if not owed:
        yield para(own("No action is open."))
    for owner, log in sorted(owed.items()):
        yield heading(2, said(owner))
        rows = [
            (
                logged.reference,
                _text(logged),
                say(logged.due),
                _overdue(logged, today),
                _agreed(logged, say),
                logged.last,
            )
            for logged in in_due_order(log, lambda logged: logged.due)
        ]
        heads = ("Ref.", "Action", "Due", "Overdue", "Agreed", "Last update")
        yield without_empty(table(f"Open actions of {owner}", heads, rows))


def logged(srcs: Sequence[Source], of: Source | None = None) -> dict[str, Logged]:
    """Every action that this part may tell of, by key and the day on which it was agreed.

    ``of`` one meeting those that it agreed, or found open.

    What was said of an action on an earlier day, but is later in the book, gives way to what was said on a later one.
    """
    if of is not None:
        known = {action.action for action in of.carried("actions")} | logged([of]).keys()
        return {key: one for key, one in logged(srcs).items() if key in known}
    actions_by_key: dict[str, Logged] = {}
    updates: list[tuple[str, Source, e.ActionUpdated, bool]] = []
    for src in srcs:
        since = {line.seq for line in src.record.since}
        approved = approval_among(srcs, src.state.meeting)
        for line in src.entries_so_far():
            entry = line.entry
            if isinstance(entry, e.ActionAgreed):
                between = line.seq in since and entry.item is None
                agreed = day_of(src.state, line.at, since=True) if between else src.state.starts[:10]
                actions_by_key[entry.action] = Logged(
                    entry.text,
                    owner_label(src.state, entry.owner),
                    entry.due,
                    agreed,
                    item=src.item_words(entry.item),
                    reference=action_reference(src, entry.action),
                    asked_by=asked_by(src.state, entry),
                    register=entry.register,
                    decision=_decision(src, entry),
                    partner=partner_label(src.state, entry.partner) if entry.partner else "",
                    recommended=entry.recommended.strip(),
                    recommended_by=entry.recommended_by.strip(),
                    corrected=" ".join(at_action(src, approved, entry.action)),
                )
            elif isinstance(entry, e.ActionUpdated) and (
                before := actions_by_key.get(entry.action) or _known(src, entry)
            ):
                actions_by_key[entry.action] = before
                day = day_of(src.state, line.at, since=line.seq in since)
                updates.append((day, src, entry, _is_reassigned(src, line.seq, entry)))
    for _, src, entry, reassigned in sorted(updates, key=lambda update: update[0]):
        actions_by_key[entry.action] = _updated(src, actions_by_key[entry.action], entry, reassigned=reassigned)
    unknown = "9999"  # of a public action of which only this, the confidential part, says something more
    return {
        key: actions_by_key[key] for key in by_day(actions_by_key, lambda key: actions_by_key[key].agreed or unknown)
    }


def _is_reassigned(src: Source, seq: int, entry: e.ActionUpdated) -> bool:
    """Whether an update names another owner than it found; the same one leaves it to what the minutes are corrected to."""
    before = src.draft.before[seq].actions.get(entry.action) if seq in src.draft.before else None
    if entry.owner is None or before is None:
        return entry.owner is not None
    return owner_label(src.state, before.owner) != owner_label(src.state, entry.owner)


def _updated(src: Source, before: Logged, entry: e.ActionUpdated, *, reassigned: bool) -> Logged:
    return msgspec.structs.replace(
        before,
        status=entry.status,
        owner=owner_label(src.state, entry.owner) if entry.owner and reassigned else before.owner,
        due=entry.due or before.due,
        last=entry.text or before.last,
    )


def _known(src: Source, entry: e.ActionUpdated) -> Logged | None:
    """A public action of which only this, the confidential part, says something more."""
    action = src.state.actions.get(entry.action)
    if action is None:
        return None
    return Logged(
        action.text,
        owner_label(src.state, action.owner),
        action.due,
        "",
        reference=action_reference(src, entry.action),
        register=action.register,
        decision=action.decision_text,
        partner=partner_label(src.state, action.partner) if action.partner else "",
        recommended=action.recommended,
        recommended_by=action.recommended_by,
    )


def _decision(src: Source, entry: e.ActionAgreed) -> str:
    """The words of the decision that a condition or support belongs to: as the meeting had them, or as agreed since."""
    action = src.state.actions.get(entry.action) or src.record.now.actions.get(entry.action)
    return action.decision_text if action is not None else ""


def _text(logged: Logged) -> str:
    """The action, with the register that it stands in and whom it is about."""
    about = f"{logged.partner}: {logged.text}" if logged.partner else logged.text
    return f"{started(NAMES[logged.register])}: {about}" if logged.register else about


def _blocks(actions: list[Logged], today: datetime.date, say: Say) -> Iterator[AnyBlock]:
    if not actions:
        yield para(own("No action is recorded."))
    for title, status in (("Open", "open"), ("Completed", "done"), ("Withdrawn", "dropped")):
        chosen = in_due_order([one for one in actions if one.status == status], lambda logged: logged.due)
        rows = [_row(logged, today, say) for logged in chosen]
        yield from section(title, [without_empty(table(f"{title} actions", HEADS, rows))] if rows else [])


def _row(logged: Logged, today: datetime.date, say: Say) -> tuple[str, ...]:
    late = _overdue(logged, today)
    return (logged.reference, _text(logged), logged.owner, say(logged.due), late, _agreed(logged, say), logged.last)


def _overdue(logged: Logged, today: datetime.date) -> str:
    return OVERDUE if logged.is_overdue(today) else ""


def _agreed(logged: Logged, say: Say) -> str:
    """The day of the meeting with the item, as in its minutes, and what was corrected of these."""
    named = f"item {logged.item}" if logged.item[:1].isdecimal() else logged.item
    asked = f"question from {logged.asked_by}" if logged.asked_by else ""
    return corrected_too(", ".join(word for word in (say(logged.agreed), named, asked) if word), logged)


def corrected_too(words: str, logged: Logged) -> str:
    """When an action was agreed, with the corrections to it in the minutes."""
    return ". ".join(filter(None, (words, logged.corrected)))
