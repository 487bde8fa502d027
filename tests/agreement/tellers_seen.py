"""What is seen and not printed, as text: Home, to the board and to the public, and the room display at each step of a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from boardtui.config.config import Room
from boardtui.desk.desk import Desk
from boardtui.desk.planning import plan
from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.planning.plan import is_soon
from boardtui.meeting.record.live import Live
from boardtui.meeting.state.state import State
from boardtui.papers.clock import Clock
from boardtui.papers.source import Source
from boardtui.tui.views import home
from boardtui.tui.views.actions import Listed, action_rows
from boardtui.tui.wall.scene import scene
from tests.agreement.screens import bar_of
from tests.public_record.pairs import BOOK

WIDTH = 200
_UNSEEN = (e.EntriesCorrected, e.EntryRetracted, e.TimeStated, e.ParagraphDrafted)


def home_of(desk: Desk) -> Iterator[tuple[str, str]]:
    """The rows of Home between meetings and those of past meetings."""
    session = desk.session(BOOK)
    public = [Live().state(session.stretch)] if session.state.in_public else []
    for name, states in (("home", [session.state]), ("public home", public)):
        yield name, "\n".join(_home(desk, states, public=name != "home"))


def _home(desk: Desk, states: Sequence[State], *, public: bool) -> Iterator[str]:
    day = desk.today()
    late = [one for one in plan(desk, public=public).lines if one.standing == "late" or is_soon(one, day)]
    rows = [
        *home.matters(states, home.Referrals(), late, day, WIDTH),
        *home.held(desk.past(9, BOOK), states, set(), 9, WIDTH),
    ]
    for row in rows:
        yield "".join(piece.text for piece in row.parts).rstrip()


def actions_of(desk: Desk) -> Iterator[tuple[str, str]]:
    """The rows of the actions screen, to the board and to the public, under the date on which they are drawn."""
    session = desk.session(BOOK)
    public = [Live().state(session.stretch)] if session.state.in_public else []
    for name, states in (("actions screen", [session.state]), ("public actions screen", public)):
        listed = [Listed(state, action) for state in states for action in state.actions.values()]
        rows = action_rows(listed, desk.today(), WIDTH)
        texts = ["".join(piece.text for piece in row.parts).rstrip() for row in rows if row.choosable]
        yield name, "\n".join((desk.today().isoformat(), *texts))


def room_of(stretch: Stretch, before: State | None, now: Any) -> Iterator[tuple[str, str]]:
    """What the room sees after each entry, as entries read now: its number, the kind of picture, and what stands in it.

    Behind that the bar above the screens of the secretary then.
    """
    so_far = Stretch(BOOK, before)
    for line in stretch.standing():
        if isinstance(line.entry, _UNSEEN):
            continue
        so_far.add(line)
        src = Source(so_far, "public", Clock(so_far.state.starts), "Partnership Board")
        shown = scene(src, now, Room(names="all"))
        picture = "\t".join((str(line.seq), type(shown).__name__, *_told(msgspec.to_builtins(shown))))
        yield picture, f"{line.seq}\t{bar_of(so_far.state)}"
        if so_far.state.phase == "closed":
            return


def _told(given: Mapping[str, Any], within: str = "") -> Iterator[str]:
    """Each thing that is shown, by its name."""
    for name, value in given.items():
        if isinstance(value, Mapping):
            yield from _told(value, f"{within}{name}.")
        elif isinstance(value, list | tuple):
            yield f"{within}{name}={'; '.join(map(str, value))}"
        else:
            yield f"{within}{name}={value}"
