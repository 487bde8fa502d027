"""Keys one after the other: each waits until what the one before it did is done, and goes to the screen that is then there."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from textual import events, on
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.walk import walk_depth_first
from textual.worker import Worker

TYPED = (events.Key, events.Paste, events.MouseDown, events.MouseUp, events.MouseScrollDown, events.MouseScrollUp)
"""What is taken in turn. Where the pointer moves is not: nothing is done by it."""

SPINS = 200  # turns of the loop that are waited without a pause, as long as most keys take
PAUSE = 0.002  # seconds between two looks after that
PATIENCE = 2_500  # such looks, about five seconds: then a key is let through, so that a question that hangs can be left


class Turns:
    """The keys that wait for their turn, and whether the program is at rest.

    At rest is: every widget of every open screen has dealt with all its messages, nothing is left to lay out or to do
    after it, and every conversation waits for the answer to a dialog. A program at rest takes a key at once.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: deque[events.Event] = deque()
        self._due: events.Event | None = None
        self._handing_out: asyncio.Task[None] | None = None
        self._questions: dict[Worker[Any], asyncio.Future[Any]] = {}

    def takes(self, event: events.Event) -> bool:
        """Whether this is to be dealt with now; otherwise it is posted again when its turn has come."""
        if event is self._due:
            self._due = None
            return True
        app = self._app
        alone: bool = app._message_queue.empty() and app._pending_message is None and not app._next_callbacks
        if alone and self._handing_out is None and self._is_at_rest():
            return True
        self._waiting.append(event)
        if self._handing_out is None:
            self._handing_out = asyncio.create_task(self._hand_out())
        return False

    def forget(self) -> None:
        """Drop what waits: it was typed for a screen that is gone."""
        self._waiting.clear()

    async def answer(self, worker: Worker[Any], question: asyncio.Future[Any]) -> Any:
        """Wait for the answer to a dialog; keys are taken meanwhile, since it is they that answer."""
        self._questions[worker] = question
        try:
            return await asyncio.shield(question)  # where the conversation is given up, the dialog can still be left
        finally:
            del self._questions[worker]

    async def _hand_out(self) -> None:
        try:
            while self._waiting and self._app.is_running:
                await self._rest()
                if self._waiting:
                    self._due = self._waiting.popleft()
                    self._app.post_message(self._due)
        finally:
            self._handing_out = None

    async def _rest(self) -> None:
        """Wait until the program is at rest; a layout that is due is made at once and not with the next frame."""
        for look in range(SPINS + PATIENCE):
            if _is_idle(self._app):
                if self._is_at_rest():
                    return
                if self._is_at_rest(laid_out=False):
                    self._app.screen._on_timer_update()
            await asyncio.sleep(0 if look < SPINS else PAUSE)

    def _is_at_rest(self, *, laid_out: bool = True) -> bool:
        """Whether nothing is going on beside the application itself; with or without what the next frame brings."""
        app = self._app
        if not app.screen_stack or app._batch_count or app._resize_event is not None:
            return False
        if laid_out and (app.screen._layout_required or app.screen._recompose_required or app.screen._callbacks):
            return False
        if not all(map(self._is_waiting, app.workers)):
            return False
        widgets = (widget for screen in reversed(app.screen_stack) for widget in walk_depth_first(screen))
        return all(_is_idle(widget) or _has_ended(widget) for widget in widgets)

    def _is_waiting(self, worker: Worker[Any]) -> bool:
        """Whether a conversation is over or waits for an answer; what a thread does goes on beside the keys."""
        question = self._questions.get(worker)
        return worker.is_finished or worker._thread_worker or (question is not None and not question.done())


def _is_idle(pump: MessagePump) -> bool:
    """Whether it waits for a message and there is none."""
    ready: Any = pump._message_queue.ready_event
    return not ready.is_set() and bool(ready._waiters) and not pump._next_callbacks


def _has_ended(pump: MessagePump) -> bool:
    """Whether it takes no messages any more."""
    return pump._task is None or pump._task.done()


class Answering(Screen[Any]):
    """A screen that is left once, and only while it is on top."""

    _was_seen = False

    @property
    def has_widgets(self) -> bool:
        """Whether its widgets are there: they are not before it is composed, nor while it is removed.

        Whatever is brought by no message to the screen itself, such as a timer of the program or a thread, asks this
        before it looks for them; so does what is done as the screen is left.
        """
        return self.is_attached and self.display and bool(self.children)

    def keep_typed(self) -> None:
        """Keep what is typed here and is not recorded; nothing where nothing is typed."""

    @on(events.ScreenResume)
    def _keep_styles(self, event: events.ScreenResume) -> None:
        """Leave a new screen as it is: each widget got its styles as it was mounted."""
        event.refresh_styles = event.refresh_styles and self._was_seen
        self._was_seen = True

    def dismiss(self, result: Any = None) -> Any:
        """Leave with an answer; a second time, or under another screen, it does nothing."""
        if self.app.screen is not self or len(self.app.screen_stack) < 2:
            return AwaitComplete()
        return super().dismiss(result)
