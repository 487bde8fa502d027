"""How items, notes, paragraphs, actions, milestones and the minutes of earlier meetings are told."""

from __future__ import annotations

from boardtui.charter.words import counted, listed
from boardtui.dates import day_as_written
from boardtui.meeting import entries as e
from boardtui.meeting.fold.minuting import change_words, minutes_of
from boardtui.meeting.followup.actions import NAMES, register_words
from boardtui.meeting.state.labels import item_label, owner_label
from boardtui.meeting.words.entry_names import Names, why, words_of
from boardtui.meeting.words.value_words import action_status


@words_of.register
def _(entry: e.ItemOpened, names: Names) -> str:
    return f"item {item_label(names.state, entry.item)} opened"


@words_of.register
def _(entry: e.ItemClosed, names: Names) -> str:
    return f"item {item_label(names.state, entry.item)} closed{why(entry.outcome)}"


@words_of.register
def _(entry: e.ItemAdded, _names: Names) -> str:
    return f"item added: {entry.title}"


@words_of.register
def _(entry: e.ItemDeferred, names: Names) -> str:
    return f"item {item_label(names.state, entry.item)} deferred{why(entry.reason)}"


@words_of.register
def _(entry: e.NoteTaken, names: Names) -> str:
    kind = "confidential note" if entry.confidential else "note"
    return f"{kind} on {_item_or_meeting(names, entry.item)}: {entry.text}"


@words_of.register
def _(entry: e.ParagraphDrafted, names: Names) -> str:
    return f"{_drafted(entry, names)} on {_item_or_meeting(names, entry.item)}: {entry.text}"


def _item_or_meeting(names: Names, item: str | None) -> str:
    return f"item {item_label(names.state, item)}" if item else "the meeting"


@words_of.register
def _(entry: e.ActionAgreed, names: Names) -> str:
    by = ", reviewed by" if entry.register == "support" else " for"
    return f"{NAMES[entry.register]}{by} {owner_label(names.state, entry.owner)}: {register_words(names.state, entry)}"


@words_of.register
def _(entry: e.ActionUpdated, names: Names) -> str:
    owner = f", now for {owner_label(names.state, entry.owner)}" if entry.owner else ""
    about = names.state.actions.get(entry.action)
    register = about.register if about else ""
    what = f"{NAMES[register]} {'updated' if entry.status == 'open' else action_status(entry.status, register)}"
    return f"{what}{f' ({about.text})' if about else ''}{owner}{why(entry.text)}"


@words_of.register
def _(entry: e.MilestoneReached, _names: Names) -> str:
    what = "time limit began on" if entry.begins else "extended, decided on" if entry.until else "done on"
    return f"{what} {day_as_written(entry.date)}: {entry.title}{why(entry.text)}"


@words_of.register
def _(entry: e.MinutesCorrected, names: Names) -> str:
    whose = minutes_of(names.state, entry.meeting)
    return f"minutes of {whose} corrected, {entry.place}: {change_words(entry)}"


@words_of.register
def _(entry: e.MinutesApproved, names: Names) -> str:
    only_one = len(names.state.approved) + len(names.state.minutes_due) == 1
    whose = "the last meeting" if only_one else minutes_of(names.state, entry.meeting)
    corrected = f", with {counted(len(entry.corrections), 'correction')}" if entry.corrections else ""
    return f"minutes of {whose} approved{corrected}"


def _drafted(entry: e.ParagraphDrafted, names: Names) -> str:
    """That it was, and in place of what: notes by their times, since nobody knows them by the numbers of their entries."""
    kind = "confidential paragraph drafted" if entry.confidential else "paragraph drafted"
    if not entry.replaces:
        return kind
    several = len(entry.replaces) > 1
    if names.taken_at is None:
        return f"{kind} in place of {counted(len(entry.replaces), 'note') if several else 'the note'}"
    times = listed(list(dict.fromkeys(map(names.taken_at, entry.replaces))))
    return f"{kind} in place of the note{'s' if several else ''} of {times}"
