"""The wall: what the room sees of the meeting, one thing at a time. It records nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from time import monotonic
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult

from boardtui.clock import Clock, local_time, stamp_of
from boardtui.config.config import Settings
from boardtui.meeting.fold.stretch import Stretch
from boardtui.papers.clock import Clock as PaperClock
from boardtui.papers.counts import Numbering
from boardtui.papers.source import Source
from boardtui.tui.safe import Line, Span, line, width_of
from boardtui.tui.screens.room_commands import KEYS
from boardtui.tui.speakers import Speakers
from boardtui.tui.turns import Answering
from boardtui.tui.views.wall import Size, wall
from boardtui.tui.wall import scenes
from boardtui.tui.wall.follow import Seen
from boardtui.tui.wall.scene import scene
from boardtui.tui.widgets.bars import KeyBar
from boardtui.tui.widgets.painted import Painted

POLL = 0.25  # seconds between two looks at the book
TURN = 12  # seconds that a page stays, where something is too long for one


class Shown(NamedTuple):
    """What is on the wall: a scene, and the line above it, which a private session does not have."""

    scene: scenes.Scene
    head: str = ""


class RoomScreen(Answering):
    """Shows what it is told to look at.

    Args:
        look: gives what there is to show; called often, so it is to be cheap while nothing changes.
        settings: the settings, of which those of the room and the time zone are used.
        clock: the time of day.
        speakers: gives the list of speakers of a body.
        inside: whether it is shown in the secretary's own program, over the meeting, and Escape goes back there.
    """

    BINDINGS = [command.binding() for command in (*KEYS, KEYS[-1]._replace(keys="escape", action="back"))]
    DEFAULT_CSS = """
    RoomScreen { layout: vertical; }
    RoomScreen #wall { height: 1fr; }
    RoomScreen #room-mark { height: 1; }
    RoomScreen.-bare KeyBar { display: none; }
    """
    LOOKS: ClassVar[tuple[str, ...]] = ("board-projector", "board-dark")

    def __init__(
        self,
        look: Callable[[], Seen],
        settings: Settings,
        clock: Clock,
        *,
        inside: bool = False,
        speakers: Callable[[str], Speakers | None] = lambda _: None,
    ) -> None:
        super().__init__()
        self._speakers = speakers
        self._look = look
        self._settings = settings
        self._clock = clock
        self._inside = inside
        self._level = 2
        self._blank = False
        self._frozen: tuple[Shown, datetime.datetime] | None = None
        self._turning: tuple[object, float] = (None, 0.0)
        self._source: tuple[Stretch, int, str, Source] | None = None

    def compose(self) -> ComposeResult:
        yield Painted(id="wall")
        yield Painted(id="room-mark")
        yield KeyBar()

    def on_mount(self) -> None:
        self._before = self.app.theme
        if self._inside:
            self.app.theme = self.LOOKS[0]
        self.set_interval(POLL, self.show)
        self._tell_keys()

    def on_resize(self) -> None:
        self.show()

    def show(self) -> None:
        """Paint what is to be seen now."""
        if not self.size.width:
            return
        page = self.query_one("#wall", Painted)
        mark = self.query_one("#room-mark", Painted)
        if self._blank:
            page.show([])
            mark.show([])
            return
        shown = self._frozen[0] if self._frozen is not None else self.shown()
        width, height = self.size.width, page.size.height
        laid = wall(shown.scene, Size(width, height, self._level), self._page(shown.scene))
        head = [_between(f"  {shown.head}", f"{self._time():%H:%M}  ", width)] if shown.head else []
        page.show([*head, *laid.lines[len(head) :]])
        mark.show([self._mark(width)])

    def _page(self, shown: scenes.Scene) -> int:
        """Which page of what is too long for one: the first when it comes up, and then each in its turn."""
        about = (type(shown), getattr(shown, "question", None))
        if self._turning[0] != about:
            self._turning = (about, monotonic())
        return int((monotonic() - self._turning[1]) // TURN)

    def shown(self) -> Shown:
        """What the book gives to show at this moment."""
        seen = self._look()
        if seen.stretch is None or not seen.stretch.state.meeting:
            return Shown(scenes.Waiting(seen.words or "No meeting is convened."))
        try:
            source = self._public(seen.stretch, seen.body)
            picture = scene(
                source, self._clock(), self._settings.room, seen.following, self._speakers(source.state.body)
            )
        except Exception:  # whatever an altered book raises, the wall stays up before forty people
            return Shown(scenes.Waiting("This moment of the meeting cannot be shown. What is recorded next will be."))
        if isinstance(picture, scenes.Private):
            return Shown(picture)
        return Shown(
            picture, " · ".join(word for word in (source.state.title or source.body, source.clock.date) if word)
        )

    def _public(self, stretch: Stretch, body: str) -> Source:
        """The public part of the meeting so far; worked out anew only when something was recorded."""
        known = self._source
        if known is not None and known[0] is stretch and known[1:3] == (len(stretch.lines), body):
            return known[3]
        clock = PaperClock(stretch.state.starts, self._settings.timezone or None)
        source = Source(stretch, "public", clock, body, Numbering(self._settings.house))
        self._source = (stretch, len(stretch.lines), body, source)
        return source

    def action_larger(self) -> None:
        self._level = min(2, self._level + 1)
        self.show()

    def action_smaller(self) -> None:
        self._level = max(0, self._level - 1)
        self.show()

    def action_look(self) -> None:
        now = self.LOOKS.index(self.app.theme) if self.app.theme in self.LOOKS else 1
        self.app.theme = self.LOOKS[(now + 1) % len(self.LOOKS)]

    def action_hold(self) -> None:
        self._frozen = None if self._frozen is not None else (self.shown(), self._time())
        self._tell_keys()
        self.show()

    def action_blank(self) -> None:
        self._blank = not self._blank
        self._tell_keys()
        self.show()

    def action_footer(self) -> None:
        self.toggle_class("-bare")
        self.call_after_refresh(self.show)

    def action_leave(self) -> None:
        if self._inside:
            self.action_back()
        else:
            self.app.exit()

    def action_back(self) -> None:
        """Back to the meeting, where there is one underneath; on the projector Escape does nothing."""
        if self._inside:
            self.app.theme = self._before
            self.dismiss()

    def _tell_keys(self) -> None:
        labels = {"leave": "back to the meeting"} if self._inside else {}
        if self._frozen is not None:
            labels["hold"] = "follow on"
        if self._blank:
            labels["blank"] = "show the display"
        keys = [command._replace(label=labels.get(command.action, command.label)) for command in KEYS]
        if self._inside:
            keys[-1] = keys[-1]._replace(keys="escape")
        self.query_one(KeyBar).list_keys(keys)

    def _mark(self, width: int) -> Line:
        """What the secretary must not overlook, and the room may read: that it stands still, or is only a view."""
        left = "  ROOM VIEW: nothing is recorded here, esc goes back to the meeting" if self._inside else ""
        right = f"held as at {self._frozen[1]:%H:%M}  " if self._frozen is not None else ""
        return _between(left, right, width)

    def _time(self) -> datetime.datetime:
        starts = self._source[0].state.starts if self._source is not None else ""
        return local_time(stamp_of(self._clock()), self._settings.timezone, starts)


def _between(left: str, right: str, width: int) -> Line:
    """A line with one text at each edge."""
    first, last = line(Span(""), left), line(right)
    room = width - width_of(first) - width_of(last)
    return (
        *(Span(span.text, "dim") for span in first),
        Span(" " * max(1, room)),
        *(Span(span.text, "dim") for span in last),
    )
