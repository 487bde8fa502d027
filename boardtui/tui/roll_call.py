"""Records a roll entry by entry with a count, and takes a whole roll back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from boardtui.errors import UserError
from boardtui.meeting.entries import AnyEntry, EntryRetracted
from boardtui.tui.database_away import persist
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.screen import BoardScreen

_AT_ONCE = 4


async def in_turn(screen: BoardScreen, entries: Sequence[AnyEntry], what: str) -> list[int]:
    """Record entries one after the other; answers their numbers, or none where one of them was refused."""
    session = screen.session
    assert session is not None
    done: list[int] = []
    try:
        for entry in entries:
            done.append((await persist(screen, partial(session.record, entry))).seq)
            if len(done) % _AT_ONCE == 0:
                screen.say(f"{len(done)} of {len(entries)} {what} …", passing=True)
                await asyncio.sleep(0)
    except UserError as error:
        screen.refresh_all()
        screen.say(f"{len(done)} of {len(entries)} {what}, then not: {error}", "bad")
        return []
    return done


def undoing(roll: Sequence[int]) -> list[EntryRetracted]:
    """What takes the entries of a roll back, the last first."""
    return [EntryRetracted(seq=seq, reason="roll recorded in error") for seq in reversed(roll)]


async def what_to_undo(screen: BoardScreen, roll: Sequence[int]) -> str | None:
    """Ask whether the whole roll is taken back ("roll") or its last entry ("one")."""
    options = [Option("roll", f"the whole roll, {len(roll)} entries"), Option("one", "only its last entry")]
    chosen: str | None = await screen.ask(Choose("Undo", options))
    return chosen
