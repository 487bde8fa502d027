"""Several items decided by one motion, en bloc: which are marked, what is put, and how one is taken out again."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from boardtui.meeting.entries import Corrected, EntriesCorrected, MotionPut, MotionWithdrawn
from boardtui.meeting.fold.amending import decided_en_bloc
from boardtui.meeting.fold.confidential import is_confidential
from boardtui.meeting.fold.keys import next_motion
from boardtui.meeting.state.state import Item, Motion, State, item_label
from boardtui.tui.forms.dialogs import Choose, Option, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.motion_form import propose, record_motion
from boardtui.tui.forms.motion_words import rule_words
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.next_step import named

_MARKS = ("en bloc", "consent")


def is_marked(item: Item) -> bool:
    """Whether the purpose of an item on the agenda says that it is taken en bloc."""
    return any(mark in item.agenda.purpose.casefold() for mark in _MARKS)


def en_bloc_text(state: State, items: Sequence[str]) -> str:
    """The words of a motion that agrees what is recommended on these items."""
    numbers = [item_label(state, key) for key in items]
    listed = " and ".join(filter(None, (", ".join(numbers[:-1]), numbers[-1])))
    return f"That the recommendations on items {listed} be agreed."


async def put_en_bloc(screen: BoardScreen) -> str | None:
    """Ask which items are decided together and in which words, and record the motion. Returns its key, None where left."""
    shown, decided = screen.shown, decided_en_bloc(screen.shown)
    waiting = {
        key: item for key, item in shown.items.items() if item.status in ("waiting", "open") and key not in decided
    }
    if len(waiting) < 2:
        screen.say("En bloc at least two items are decided together; fewer are left on the agenda.", "warn")
        return None
    options = [Option(key, named(item), shown.charter.topic_title(item.agenda.topic)) for key, item in waiting.items()]
    marked = [
        key for key, item in waiting.items() if is_marked(item) and (item.status == "waiting" or key == shown.current)
    ]
    text = (
        "Those whose purpose says “en bloc” or “consent” are marked. Space marks another item or takes one out again, at "
        "any member's word."
    )
    chosen = await screen.ask(Pick("Which items are decided en bloc?", options, text, marked=marked, least=2))
    if chosen is None:
        return None
    item = next((key for key in chosen if key == shown.current), chosen[0])
    basis = propose(screen.state, item)
    rule = screen.state.charter.rule(basis.rule) if basis else None
    if basis is None or rule is None:
        screen.say("This body has no rule of decision; e on Home opens the setup, where rules are.", "warn")
        return None
    words = Field("text", "The motion", en_bloc_text(shown, chosen), required=True, long=True)
    given = await screen.ask(Form("Decided en bloc", [words], f"Decided under {rule_words(rule)}.", last="put it"))
    if given is None:
        return None
    covers = tuple(key for key in chosen if key != item)
    put = await record_motion(screen, MotionPut("", item, given["text"], basis.rule, basis.topic, covers=covers))
    return put.key if put and not put.left else None


async def take_out(screen: BoardScreen, motion: Motion) -> str | None:
    """Ask which item is taken out of what is decided en bloc. Returns the motion that stands then, None where left.

    A covered item goes out by a correction of the motion. The item on which the motion was put cannot; for that the motion
    is withdrawn and put anew on the others.
    """
    state = screen.state
    items = [key for key in state.items if key in (motion.item, *motion.covers)]
    options = [Option(key, named(state.items[key])) for key in items]
    key = await screen.ask(Choose("Which item is removed, to be decided separately?", options))
    if key is None:
        return None
    rest = [other for other in items if other != key]
    text = en_bloc_text(state, rest) if motion.text == en_bloc_text(state, items) else motion.text
    taken = f"Item {item_label(state, key)} is removed and decided separately."
    if key == motion.item or len(rest) == 1:
        return _put_anew(screen, motion, rest, text, taken)
    session = screen.session
    assert session is not None
    line = next(
        line
        for line in reversed(session.stretch.standing())
        if isinstance(line.entry, MotionPut) and line.entry.motion == motion.key
    )
    fields = msgspec.to_builtins(replace(line.entry, text=text, covers=tuple(k for k in motion.covers if k != key)))
    reason = f"item {item_label(state, key)} removed from what is decided en bloc, at a member's request"
    recorded = screen.record(EntriesCorrected((Corrected(line.seq, fields),), reason), say=f"{taken} z undoes it.")
    return motion.key if recorded else None


def _put_anew(screen: BoardScreen, motion: Motion, rest: list[str], text: str, taken: str) -> str | None:
    """Withdraw the motion and put it on the items that are left."""
    put = MotionPut(
        motion="",
        item=rest[0],
        text=text,
        rule=motion.rule,
        topic=motion.topic,
        affected=motion.affected,
        mover=motion.mover,
        seconder=motion.seconder,
        covers=tuple(rest[1:]),
    )
    put = replace(put, motion=next_motion(screen.state, private=is_confidential(screen.state, put)))
    withdrawn = MotionWithdrawn(motion.key, f"{taken.removesuffix('.')}; the others are put anew")
    return put.motion if len(screen.record(withdrawn, put, say=taken)) == 2 else None
