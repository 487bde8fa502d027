"""Actions from a sheet: new ones are agreed, known ones get the day, status and word that the sheet has."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from contextlib import suppress

import msgspec

from boardtui.charter.spelling import SLUG
from boardtui.dates import day_month_or_year
from boardtui.exchange.sheets.columns import Column, normal, normal_space
from boardtui.exchange.sheets.people import People
from boardtui.exchange.sheets.planning import Outcome, Plan, Planning, Reader, says
from boardtui.exchange.sheets.privacy import privacy_of_section
from boardtui.exchange.sheets.table import Table
from boardtui.exchange.sheets.values import EXAMPLE_DAY, day, yes_or_no
from boardtui.meeting.entries import ActionAgreed, ActionUpdated
from boardtui.meeting.entries.parts import ActionStatus, OpenAction
from boardtui.meeting.fold.keys import next_action
from boardtui.meeting.state.labels import member_label, owner_label
from boardtui.meeting.state.state import State
from boardtui.meeting.words.value_words import ACTION
from boardtui.register.tables import NAME, TEXT

COLUMNS = (
    Column(
        "text",
        "Action",
        ("What", "Task", "Description", "Action agreed", "Action required", "Agreed action", "Actions", "Action point",
         "What is to be done", "To do", "Action description", "Details"),
        "what is to be done",
        required=True,
    ),
    Column(
        "owner",
        "Owner",
        ("Who", "Lead", "Assigned to", "Responsible", "By whom", "Action owner", "Name", "Responsible officer",
         "Lead officer", "Person responsible", "For", "Action by", "Responsibility", "Who does it"),
        "who does it",
        required=True,
    ),
    Column(
        "due",
        "Due",
        ("By when", "Deadline", "Due date", "Date due", "Target date", "When", "Complete by", "Timescale", "Target",
         "Completion date", "By", "Due by"),
        "30/11/2026, 30 Nov 2026, or a date cell; TBC, ongoing, ASAP: no day",
    ),
    Column(
        "status",
        "Status",
        ("State", "Progress", "RAG", "RAG status", "Complete", "Completed", "Done", "Open or closed", "Position"),
        "open, completed or withdrawn, as it is said: ongoing, closed, done, dropped …",
    ),
    Column(
        "last",
        "Last update",
        ("Last said", "Update", "Updates", "Comment", "Comments", "Notes", "Note", "Latest update", "Progress update", "Outcome",
         "Position update"),
        "how it goes",
    ),
    Column("agreed", "Agreed", ("Date agreed", "Meeting date", "Date raised", "Date", "Agreed on", "Raised", "Meeting"),
           "shown, and not taken: the book says itself when an action was entered"),
    Column("confidential", "Confidential", ("Private", "Part 2", "Part B", "Closed action", "Public or private", "Exempt"),
           "yes where the action is not public"),
    Column("action", "Key", ("Action key", "Id", "Ref", "Reference", "Action ref", "No", "No.", "Number", "#", "Action no"),
           "the action's key here; an export has it"),
)  # fmt: skip
_STATUS: dict[str, ActionStatus] = {
    **dict.fromkeys(
        ("open", "ongoing", "on going", "in progress", "outstanding", "overdue", "not started", "pending", "live", "active",
         "no", "n", "amber", "red", "on track", "not yet due",
         "r", "a", "on hold", "deferred", "on agenda", "not yet started", "not due", "carried forward", "delayed", "new"),
        "open",
    ),
    **dict.fromkeys(
        ("done", "closed", "complete", "completed", "yes", "y", "x", "discharged", "actioned", "finished", "blue",
         "met", "ended"),
        "done",
    ),
    **dict.fromkeys(("dropped", "withdrawn", "cancelled", "canceled", "superseded", "no longer required", "removed"), "dropped"),
}  # fmt: skip
_NO_DAY = frozenset(
    ("", "n a", "none", "no date", "tbc", "tba", "tbd", "to be confirmed", "ongoing", "on going", "asap")
)
_NO_LONGER = re.compile(
    r"no longer (?:needed|required|relevant|applicable|necessary)\b|not (?:needed|required|pursued)\b"
)
_STATUSES = tuple(ACTION.items())
_TICKS = re.compile(r"[✓✔☑]")
_BEFORE_A_DAY = re.compile(r"^by (?:the )?", re.IGNORECASE)
_BY = re.compile(r"^(?:by )?(?:the )?(?:end (?:of )?)?")
_ROUGH = re.compile(r"early|mid|late|start|beginning")
_MEANT_FOR_A_DAY = re.compile(r"\d{1,4}\s*[./-]\s*\d{1,2}|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[a-z]{3}")
_PERCENT = re.compile(r"(\d{1,3})\s*%")
_SECTION = re.compile(r"(?:open|closed|completed?|outstanding|ongoing|new|previous|carried forward) actions?(?: log)?")


class CurrentActions(msgspec.Struct, frozen=True):
    """The book's state, the keys of all actions that were ever agreed in it, and its members."""

    state: State
    taken: frozenset[str]
    people: People


def plan(table: Table, now: CurrentActions, answers: Mapping[str, str]) -> Plan:
    """What the sheet would have recorded; the steps are entries. Arguments as in members.plan."""
    planning = Planning(table)
    used: set[str] = set()
    for record in table.records:
        _row(Reader(table, record, answers), planning, now, used)
    others = [open_action for key, open_action in now.state.actions.items() if key not in planning.named]
    planning.left([None if other.confidential else other.text for other in others], "action")
    given = [record.cells.get("action", "") for record in table.records if not record.only]
    if strange := [key for key in given if key and not key.strip(".").isdecimal() and not SLUG.fullmatch(key)]:
        kept = "an action gets a key of its own, and a reference by the house style"
        planning.remarks.append(f"References such as “{strange[0][:40]}” are not kept: {kept}.")
    if "agreed" in table.heads:
        planning.remarks.append(
            f"The column “{table.heads['agreed']}” is not taken: an action counts as agreed when it is entered."
        )
    return planning.plan()


def _is_heading(reader: Reader, planning: Planning, words: str) -> bool:
    """Whether the one cell that a row has is a heading over actions; one that sounds private is not passed over."""
    if _SECTION.fullmatch(normal(words)):
        reason = "A heading over actions, and none itself."
        planning.put(reader, Outcome(reader.record.number, "left", words, (reason,)))
        return True
    if words and privacy_of_section(words) in ("private", "doubtful"):
        warning = f"“{words[:60]}” sounds as if the actions below were confidential"
        reader.problems.append(f"{warning}: say so in a column Confidential, or leave this row out.")
        planning.put(reader, Outcome(reader.record.number, "wrong", words))
        return True
    return False


def _row(reader: Reader, planning: Planning, now: CurrentActions, used: set[str]) -> None:
    text, owner = reader.text("text", TEXT), reader.line("owner", NAME)
    if _is_heading(reader, planning, reader.record.only or (text if not owner else "")):
        return
    reader.needs("text", text, "an action needs what is to be done")
    reader.needs("owner", owner, "an action needs its owner")
    if owner and not reader.problems:
        owner = _owner(reader, now, owner)
    (due, said), status, last = _due(reader), _status(reader), reader.text("last", TEXT)
    last = "; ".join(part for part in (last, f"Due: {said}" if said else "") if part)
    given = reader.line("action", 64)
    old = _which(reader, now.state, given, text, owner, used)
    planning.once(reader, old.action if old else f"{given} / {normal(text)} / {normal(owner)}", text)
    number = reader.record.number
    if old is None and given in now.taken:
        closed = "It was closed at an earlier meeting, and stays so."
        planning.put(reader, Outcome(number, "same", text, (closed,)))
        return
    confidential = bool(reader.read("confidential", yes_or_no))
    if old is not None:
        used.add(old.action)
        if confidential and not old.confidential:
            reader.fault(
                "confidential", "cannot be taken: the book has this action in public; end it, and enter it anew"
            )
        lines, steps = _updated(now.state, old, due, status, last)
        if steps and normal(text) != normal(old.text):
            reader.fault(
                "text", f"is not what the action {old.action} says; a new action needs a key of its own, or none"
            )
        planning.put(reader, Outcome(number, "changed" if lines else "same", old.text, tuple(lines)), *steps)
        return
    key = _key(now, given, used)
    used.add(key)
    texts = [says("Owner", owner), says("Due", due or "no day")]
    agreed = ActionAgreed(action=key, item=None, text=text, owner=owner, due=due, confidential=confidential)
    entries: list[ActionAgreed | ActionUpdated] = [agreed]
    if status not in (None, "open") or last:
        texts += [says("Status", ACTION[status or "open"])] + ([says("Last update", last)] if last else [])
        entries.append(ActionUpdated(action=key, status=status or "open", text=last))
    texts += ["Confidential"] if confidential else []
    planning.put(reader, Outcome(number, "new", text, tuple(texts)), *entries)


def _owner(reader: Reader, now: CurrentActions, text: str) -> str:
    """The owner as the program names a member; as it is written of anybody else, which is asked where a member is like it."""
    if any(text in (action.owner, owner_label(now.state, action.owner)) for action in now.state.actions.values()):
        return text
    key = now.people.one(reader, "owner", text, ask_new="somebody else: as it is written")
    return text if key is None else member_label(now.state, key)


def _which(reader: Reader, state: State, given: str, text: str, owner: str, used: set[str]) -> OpenAction | None:
    """The action of the book that the row is about: by its key, else by its words and owner."""
    if given in state.actions:
        return state.actions[given]
    for key, open_action in state.actions.items():
        names = {normal(open_action.owner), normal(owner_label(state, open_action.owner))}
        if key not in used and normal(open_action.text) == normal(text) and normal(owner) in names:
            return open_action
    return None


def _updated(
    state: State, old: OpenAction, due: str | None, status: ActionStatus | None, last: str
) -> tuple[list[str], list[ActionUpdated]]:
    texts = []
    if due is not None and due != old.due:
        texts.append(says("Due", due, old.due or "no day"))
    if status is not None and status != old.status:
        texts.append(says("Status", ACTION[status], ACTION[old.status]))
    holds = bool(last) and normal_space(last) not in map(normal_space, old.updates)
    if holds:
        texts.append(says("Last update", last))
    if not texts:
        return [], []
    entry = ActionUpdated(
        action=old.action,
        status=status or old.status,
        due=due if due != old.due else None,
        text=last if holds else "",
    )
    return texts, [entry]


def _due(reader: Reader) -> tuple[str | None, str]:
    """The day by which it is due, of a month its last; else None, and the words that say when, so that they are kept.

    What was meant for a day and is none is a fault.
    """
    text = reader.line("due", NAME)
    if normal(text) in _NO_DAY:
        return None, ""
    when = _BY.sub("", text.casefold())
    with suppress(ValueError):
        return day(_BEFORE_A_DAY.sub("", text)), ""
    with suppress(ValueError):
        month = day_month_or_year(when)
        if len(month) == 7 and not _ROUGH.match(when):
            year, number = map(int, month.split("-"))
            return f"{month}-{monthrange(year, number)[1]:02}", ""
    if _MEANT_FOR_A_DAY.match(when):
        reader.fault("due", f"is not a day with its year; write it like {EXAMPLE_DAY}")
        return None, ""
    return None, text


def _status(reader: Reader) -> ActionStatus | None:
    """Whether it is open, completed or withdrawn; asked where the sheet has a word of its own."""
    text = _TICKS.sub("yes", reader.line("status", NAME)) or reader.record.colours.get("status", "")
    if not text:
        return None
    if percent := _PERCENT.fullmatch(text):
        return "done" if percent[1] == "100" else "open"
    phrase = normal(text)
    meaning = reader.table.key.get(phrase)  # what the sheet's own key says of a colour
    sentence = (_STATUS.get(normal(meaning)) if meaning else None) or _said(text)
    if sentence is not None:
        return sentence
    head = reader.table.heads["status"]
    question = f"“{text[:60]}” in the column {head}: is the action open, completed or withdrawn?"
    wording = reader.one_of(f"status {phrase}", question, _STATUSES)
    return next((value for value in _STATUS.values() if value == wording), None)


def _said(text: str) -> ActionStatus | None:
    """What a status says: as a whole, else by its first word where nothing after that says otherwise."""
    phrase = normal(text)
    if _NO_LONGER.match(phrase):
        return "dropped"
    if phrase in _STATUS or "?" in text:
        return None if "?" in text else _STATUS[phrase]
    first, *others = phrase.split(" ")
    statuses = {_STATUS[word] for word in (first, *others) if word in _STATUS and (word == first or len(word) > 3)}
    return _STATUS[first] if first in _STATUS and len(statuses) == 1 else None


def _key(now: CurrentActions, given: str, used: set[str]) -> str:
    """The key of a new action: the one given where it can be one and is free, else the next."""
    taken = {**now.state.actions, **dict.fromkeys((*used, *now.taken))}
    if SLUG.fullmatch(given) and not given.isdecimal() and given not in taken:
        return given
    return next_action(msgspec.structs.replace(now.state, actions=taken))


__all__ = ["COLUMNS", "CurrentActions", "plan"]
