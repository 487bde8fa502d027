"""Several items decided by one motion, en bloc: which are marked, what is put, and how one is taken out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import ClassVar

from msgspec.structs import replace
from textual.binding import Binding, BindingType

from boardtui.meeting.entries import MotionPut, MotionWithdrawn
from boardtui.meeting.fold.amending import decided_en_bloc
from boardtui.meeting.fold.confidential import is_confidential
from boardtui.meeting.fold.keys import next_motion
from boardtui.meeting.fold.putting_right import put_as, put_otherwise
from boardtui.meeting.planning.whatif import proposed_rule
from boardtui.meeting.state.labels import item_label
from boardtui.meeting.state.state import Item, Motion, State
from boardtui.tui.forms.dialogs import CheckMarked, Choose, Option, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.motion_form import propose, record_motion
from boardtui.tui.forms.motion_words import Put, rule_words
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.next_step import named

_MARKS = ("en bloc", "consent")


def is_marked(item: Item) -> bool:
    """Whether the purpose of an item on the agenda says that it is taken en bloc."""
    return any(mark in item.agenda.purpose.casefold() for mark in _MARKS)


def _en_bloc_text(state: State, items: Sequence[str]) -> str:
    """The words of a motion that agrees what is recommended on these items."""
    numbers = [item_label(state, key) for key in items]
    if len(numbers) == 1:
        return f"That the recommendations on item {numbers[0]} be agreed."
    return f"That the recommendations on items {', '.join(numbers[:-1])} and {numbers[-1]} be agreed."


class EnBloc(Pick):
    """Which items are decided together. Enter puts the motion in the words shown, + asks for other words first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus,ctrl+o", "other_words", "other words", show=False, priority=True)
    ]

    def __init__(self, state: State, waiting: Mapping[str, Item], marked: Sequence[str], check: CheckMarked) -> None:
        options = [Option(key, named(item), _remark(state, item)) for key, item in waiting.items()]
        text = (
            "Those whose purpose says “en bloc” or “consent” are marked. * marks all that recommend a motion and can go "
            "together. 4-9 finds a run of items, * then marks those. Space marks one or takes it out, at any member's word."
        )
        super().__init__("Which items are decided en bloc?", options, text, marked=marked, least=2, check=check)
        self._state = state
        self._keys = "space or * mark   enter put it   + other words   esc cancel"
        self.together = _recommended_together(state, waiting)
        self.asks_words = False

    def action_other_words(self) -> None:
        """Take what is marked, and ask for the words."""
        if self.is_taken():
            self.asks_words = True
            self.dismiss(self.chosen)

    def _fill(self, wanted: str) -> None:
        """Show the words in which it would be put as well."""
        super()._fill(wanted)
        chosen = self.chosen
        self._hint = f"{_en_bloc_text(self._state, chosen)}   {self._keys}" if len(chosen) > 1 else self._keys
        self.tell_hint(self._hint)


def _recommended_together(state: State, waiting: Mapping[str, Item]) -> list[str]:
    """The items that recommend a motion and can be decided by one: by one rule, on one subject, all public or none.

    Where they are of several such kinds, those of the most frequent.
    """
    kinds = {
        key: (rule.key, item.agenda.topic, item.agenda.confidential)
        for key, item in waiting.items()
        if (rule := proposed_rule(state, key)) is not None
        and item.agenda.recommendation
        and (item.status == "waiting" or key == state.current)
    }
    most = Counter(kinds.values()).most_common(1)
    return [key for key, kind in kinds.items() if kind == most[0][0]]


def _remark(state: State, item: Item) -> str:
    rule = state.charter.rule(item.agenda.rule or "")
    under = f" under {rule.clause}" if rule else ""
    parts = (
        f"recommended{under}" if item.agenda.recommendation else "",
        state.charter.topic_title(item.agenda.topic),
    )
    return ", ".join(filter(None, parts))


async def put_en_bloc(screen: BoardScreen) -> str | None:
    """Ask which items are decided together, and record the motion. Returns its key, None where left."""
    shown, decided = screen.shown, decided_en_bloc(screen.shown)
    waiting = {
        key: item for key, item in shown.items.items() if item.status in ("waiting", "open") and key not in decided
    }
    if len(waiting) < 2:
        screen.say("En bloc at least two items are decided together; fewer are left on the agenda.", "warn")
        return None
    marked = [
        key for key, item in waiting.items() if is_marked(item) and (item.status == "waiting" or key == shown.current)
    ]
    while True:  # a question after it that is left leads back to what was marked
        dialog = EnBloc(shown, waiting, marked, lambda chosen: _refusal(screen, chosen))
        chosen: list[str] | None = await screen.ask(dialog)
        if chosen is None:
            return None
        marked, entry = chosen, _motion(screen, chosen)
        if entry is None:
            screen.say("This body has no rule of decision; e on Home opens the setup, where rules are.", "warn")
            return None
        if dialog.asks_words:
            words = Field("text", "The motion", entry.text, required=True, long=True)
            given = await screen.ask(Form("Decided en bloc", [words], _decided_under(screen, entry), last="put it"))
            if given is None:
                continue
            entry = replace(entry, text=given["text"])
        put = await record_motion(screen, entry)
        if isinstance(put, Put):
            return put.key or None if not put.left else None


def _motion(screen: BoardScreen, items: Sequence[str]) -> MotionPut | None:
    """The motion that decides these items, put on the one that is open or the first; None where the body has no rule."""
    item = next((key for key in items if key == screen.shown.current), items[0])
    basis = propose(screen.state, item)
    if basis is None:
        return None
    covers = tuple(key for key in items if key != item)
    return MotionPut("", item, _en_bloc_text(screen.shown, items), basis.rule, basis.topic, covers=covers)


def _decided_under(screen: BoardScreen, entry: MotionPut) -> str:
    rule = screen.state.charter.rule(entry.rule)
    return f"Decided under {rule_words(rule)}." if rule else ""


def _refusal(screen: BoardScreen, items: list[str]) -> str:
    """Why these items cannot be decided together, as far as that is known before the rule's own questions are asked."""
    entry = _motion(screen, items)
    rule = screen.state.charter.rule(entry.rule) if entry else None
    if entry is None or rule is None:
        return ""
    for key in entry.covers:
        own = screen.state.charter.rule(screen.state.items[key].agenda.rule or "")
        if own is not None and own != rule:
            return (
                f"Item {item_label(screen.state, key)} is decided under {own.clause}, item "
                f"{item_label(screen.state, entry.item)} under {rule.clause}; put a motion of its own on it."
            )
    if rule.affected == "required":
        return ""
    return screen.refusal(
        replace(entry, motion=next_motion(screen.state, private=is_confidential(screen.state, entry)))
    )


async def take_out(screen: BoardScreen, motion: Motion) -> str | None:
    """Ask which item is taken out of what is decided en bloc. Returns the motion that stands then, None where left.

    A covered item goes out by a correction of the motion. The item on which the motion was put cannot; for that the motion
    is withdrawn and put anew on the others.
    """
    state, session = screen.state, screen.session
    items = [key for key in state.items if key in (motion.item, *motion.covers)]
    options = [Option(key, named(state.items[key])) for key in items]
    key = await screen.ask(Choose("Which item is removed, to be decided separately?", options))
    if key is None or session is None:
        return None
    rest = [other for other in items if other != key]
    renumbered = {} if motion.text != _en_bloc_text(state, items) else {"text": _en_bloc_text(state, rest)}
    message = f"Item {item_label(state, key)} is removed and decided separately."
    if key == motion.item:
        put = replace(put_as(session.stretch, motion.key), item=rest[0], covers=tuple(rest[1:]))
        return _put_anew(
            screen, motion, replace(put, **{"text": motion.text, **renumbered}), f"{message} z, twice, undoes it."
        )
    reason = f"item {item_label(state, key)} removed from what is decided en bloc, at a member's request"
    covers = tuple(other for other in motion.covers if other != key)
    corrected = put_otherwise(session.stretch, motion.key, reason, covers=covers, **renumbered)
    return motion.key if screen.record(corrected, say=f"{message} z undoes it.") else None


def _put_anew(screen: BoardScreen, motion: Motion, put: MotionPut, said: str) -> str | None:
    """Withdraw the motion and put it on the items that are left, with all else that it was put with."""
    put = replace(put, motion=next_motion(screen.state, private=is_confidential(screen.state, put)))
    others = "the others are" if put.covers else "the other is"
    reason = f"item {item_label(screen.state, motion.item)} is removed, to be decided separately, and {others} put anew"
    return put.motion if len(screen.record(MotionWithdrawn(motion.key, reason), put, say=said)) == 2 else None
