"""Where the approval of minutes corrected the owner or the due date of an action, and what they are then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.entries import Correction
from boardtui.meeting.state.action_corrected import ActionCorrected, action_corrected
from boardtui.meeting.state.labels import owner_label
from boardtui.meeting.state.state import Stamped, State
from boardtui.meeting.state.wording import times_in

_NOT_OF_ITEM = (e.MeetingConvened, e.ConfidentialCarried, e.MinutesCorrected, e.MinutesApproved)


def place_of_action(state: State, lines: Sequence[Stamped], correction: Correction, *, hidden: bool) -> str | None:
    """The action of its item whose owner or due date a correction names, as the minutes do; None where that is not sure.

    It is not where the name or the date is quoted alone and the item has it anywhere else, or where the action was given
    another since.

    Args:
        state: the meeting whose minutes are corrected.
        lines: its entries.
        correction: one whose words are in no recorded words of its item.
        hidden: whether it is of what is confidential; nothing else is looked at then, nor that otherwise.
    """
    item = state.items.get(correction.item or "")
    if item is None:
        return None
    mine = [line for line in lines if line.confidential is hidden]
    meant = [
        (line, line.entry, read)
        for line in mine
        if isinstance(line.entry, e.ActionAgreed)
        and line.entry.item == item.agenda.item
        and (read := _corrected(state, line.entry, correction)) is not None
    ]
    if len(meant) != 1:
        return None
    ((agreed, entry, read),) = meant
    changed = [
        line.entry for line in lines if isinstance(line.entry, e.ActionUpdated) and line.entry.action == entry.action
    ]
    passed = any(
        (update.owner and read.owner != entry.owner) or (update.due and read.due != entry.due) for update in changed
    )
    others = [item.agenda, *(line.entry for line in _at(state, mine, item.agenda.item) if line is not agreed)]
    recorded, words = _quoted(state, entry, read, correction)
    named = read.alone and any(
        text in recorded or times_in(text, words) for other in others for text in _strings(other)
    )
    return None if passed or named else entry.action


def _quoted(
    state: State, entry: e.ActionAgreed, read: ActionCorrected, correction: Correction
) -> tuple[frozenset[str | None], str]:
    """The owner or the date that is quoted alone, as entries may have it and in words; a name by every key that has it."""
    if read.owner == entry.owner:
        return frozenset({entry.due}), correction.stood
    words = owner_label(state, entry.owner)
    keys = (key for key in (*state.members, *state.partners) if times_in(owner_label(state, key), words))
    return frozenset({entry.owner, *keys}), words


def line_with_action(state: State, line: Stamped, action: str, correction: Correction) -> Stamped:
    """The entry that agreed an action with its owner and due date as corrected, unless they were before; any other as it is."""
    entry = line.entry
    if not isinstance(entry, e.ActionAgreed) or entry.action != action:
        return line
    read = _corrected(state, entry, correction)
    return replace(line, entry=replace(entry, owner=read.owner, due=read.due)) if read is not None else line


def _corrected(state: State, entry: e.ActionAgreed, correction: Correction) -> ActionCorrected | None:
    """Owner and due date of an action by a correction; None where it is of neither."""
    return action_corrected(state, (entry.owner, entry.due, entry.text), correction.stood, correction.stands)


def _at(state: State, lines: Sequence[Stamped], item: str) -> Iterator[Stamped]:
    """The entries that are of an item, or were made while it was considered."""
    motions = {motion.key for motion in state.motions.values() if motion.item == item}
    considered = False
    for line in lines:
        entry = line.entry
        if isinstance(entry, e.ItemOpened):
            considered = entry.item == item
        elif isinstance(entry, e.MeetingClosed):
            considered = False
        of_item = item in _strings(entry) or getattr(entry, "motion", None) in motions
        if (considered or of_item) and not isinstance(entry, _NOT_OF_ITEM):
            yield line


def _strings(value: object) -> Iterator[str]:
    """Every text in an entry or a part of one."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in (*value, *value.values()):
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, msgspec.Struct):
        yield from _strings([getattr(value, name) for name in value.__struct_fields__])
