"""The recorded words that belong together as the draft minutes had them: a motion, a note, an action, an interest, an outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from boardtui.meeting.entries import ActionAgreed, OpenAction
from boardtui.meeting.state.action_corrected import as_printed
from boardtui.meeting.state.labels import item_label, mover_label, owner_label
from boardtui.meeting.state.standing_items import standing_item
from boardtui.meeting.state.state import Motion, State

Of = tuple[str, str | int]  # a motion or action by its key, a note, an interest or an outcome by its entry or item


class Minuted(NamedTuple):
    """Recorded words that belong together as the draft minutes had them, with their item by key and number.

    A motion with how it was put and reads, a note, an action, an interest or an outcome; ``number`` is a motion's.
    ``beside`` are further words of its own, such as how a motion was put, ``others`` what else the item has. An amendment
    says which motion it ``amends`` in the end, how that read ``before`` it, and how it ``would`` read with it. ``names``
    are those that the program puts beside the words: who moved and seconded a motion, who does an action and by when.
    """

    item: str
    item_number: str
    number: str
    text: str
    beside: tuple[str, ...] = ()
    others: tuple[Minuted, ...] = ()
    of: Of = ("", "")
    confidential: bool = False
    amends: str = ""
    before: str = ""
    would: str = ""
    names: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All its words."""
        return (self.text, *self.beside)


def passages(state: State, item: str | None) -> Iterator[Minuted]:
    """The recorded words of an item, or of none; of the item for interests every interest declared."""
    at = (item or "", _number(state, item))
    for note in state.notes:
        if note.item == item:
            yield Minuted(*at, "", note.text, of=("note", note.seq), confidential=note.confidential)
    agenda_item = state.items.get(item or "")
    if agenda_item is None:
        return
    for motion in state.motions.values():
        if motion.item == item:
            yield _motion(state, motion)
    for action in state.actions.values():
        if action.item == item and action.meeting == state.meeting:
            of, names = ("action", action.action), printed(state, action)
            yield Minuted(*at, "", action.text, of=of, confidential=action.confidential, names=names)
    interests = state.interests if standing_item(agenda_item.agenda) == "interests" else ()
    for interest in interests:
        words = (interest.nature, (interest.reason,))
        yield Minuted(*at, "", *words, of=("interest", interest.seq), confidential=interest.confidential)
    if agenda_item.outcome:
        hidden = agenda_item.agenda.confidential or agenda_item.outcome_confidential
        yield Minuted(*at, "", agenda_item.outcome, of=("outcome", agenda_item.agenda.item), confidential=hidden)


def _motion(state: State, motion: Motion) -> Minuted:
    """The words of a motion or an amendment."""
    amends = substantive(state, motion.amends) or ""
    return Minuted(
        motion.item,
        _number(state, motion.item),
        motion.number,
        motion.text,
        _beside(motion, _as_amended(state)),
        of=("motion", motion.key),
        confidential=motion.confidential,
        amends=amends,
        before=_before(state, motion, amends) if amends in state.motions else "",
        would=motion.as_amended or "",
        names=tuple(mover_label(state, motion, member) for member in (motion.mover, motion.seconder) if member),
    )


def _before(state: State, amendment: Motion, amends: str) -> str:
    """How a motion read when an amendment to it was put."""
    text = state.motions[amends].put_as or state.motions[amends].text
    for key in state.motions[amends].amended_by:
        if key == amendment.key:
            break
        text = state.motions[key].as_amended or text
    return text


def _as_amended(state: State) -> dict[str, list[str]]:
    """How motions would read with each of their amendments, by the motion that these change in the end."""
    amended: dict[str, list[str]] = {}
    for other in state.motions.values():
        if other.as_amended:
            amended.setdefault(substantive(state, other.amends) or "", []).append(other.as_amended)
    return amended


def _beside(motion: Motion, amended: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """How a motion was put and would read with each amendment, why it was put, and what was said of it."""
    own = (motion.put_as, motion.reasons, motion.delegated_to, motion.by_when, motion.withdrawn_reason)
    return tuple(text for text in (*own, *amended.get(motion.key, ())) if text)


def substantive(state: State, amends: str | None) -> str | None:
    """The motion that an amendment, or an amendment to one, changes in the end."""
    seen: set[str] = set()
    while amends in state.motions and amends not in seen and state.motions[amends or ""].amends:
        seen.add(amends or "")
        amends = state.motions[amends or ""].amends
    return amends


def minuted(state: State, key: str, *, alone: bool = False) -> Minuted:
    """A motion of a meeting as its draft minutes had it; ``alone``: without the other words of its item."""
    words = _motion(state, state.motions[key])
    others = () if alone else (passage for passage in passages(state, words.item) if passage.of != words.of)
    return words._replace(others=tuple(other for other in others if other.confidential is words.confidential))


def printed(state: State, action: ActionAgreed | OpenAction) -> tuple[str, ...]:
    """Who does an action, alone and as the minutes print the action with its due date."""
    return as_printed(action.text, owner_label(state, action.owner), action.due, action.register)


def noted(state: State, item: str | None, text: str, *names: str) -> Minuted:
    """A note or an action of a meeting as its draft minutes had it, without the other words of its item."""
    return Minuted(item or "", _number(state, item), "", text, names=names)


def _number(state: State, item: str | None) -> str:
    return item_label(state, item).rstrip(".")
