"""The list of speakers over the meeting: letters add somebody, Enter calls the next, signs do the rest."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from textual import work
from textual.widget import Widget
from textual.widgets import Input

from boardtui.clock import Clock, stamp_of
from boardtui.meeting.words.safe_text import plain
from boardtui.tui import speakers as sp
from boardtui.tui.forms.dialog import WIDE, ListDialog
from boardtui.tui.forms.dialogs import Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.reader import Reader
from boardtui.tui.safe import Span, Tone, line
from boardtui.tui.speakers_file import SpeakersFile
from boardtui.tui.widgets.finder import Asking, found
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Row, Rows

_HINT = (
    "letters, then enter: add (! first: point of order)   enter: call next   . finished   + move up   - remove"
    "   = time limit"
    "   # time spoken   ; point of order for the minutes   esc back"
)
_NOBODY = "Nobody has spoken yet."
_NOBODY_BEFORE = "Nobody has spoken before."
_LONGEST = 600  # minutes


class SpeakersForm(ListDialog):
    """The list of one item.

    Args:
        about: the item in words.
        body: whose meeting it is.
        options: who is known, to be found by any part of the name; anybody else can be typed.
        kept: the list, written at every change.
        clock: the time of day.
        private: whether the public is not to know who asks now; ``hides``: whether it sees this screen.
        record_order: asks about a point of order by whoever is named and records it; who raised it, or empty.
    """

    WIDEST = WIDE

    def __init__(
        self,
        about: str,
        body: str,
        options: Sequence[Option],
        kept: SpeakersFile,
        clock: Clock,
        *,
        private: bool,
        hides: bool,
        record_order: Callable[[str], Awaitable[str]],
    ) -> None:
        super().__init__(f"Speakers · {about}", hint=_HINT)
        self._options = list(options)
        self._kept = kept
        self._body = body
        self._clock = clock
        self._private = private
        self._hides = hides
        self._record_order = record_order

    def parts(self) -> Sequence[Widget]:
        return [
            Painted(id="speaking"),
            Asking(self._sign, "who asks to speak"),
            Rows(empty="Nobody has asked to speak."),
            Painted(id="told"),
        ]

    def on_mount(self) -> None:
        for name in ("#speaking", "#told"):
            self.query_one(name, Painted).styles.height = "auto"
        self._fill("")
        self.query_one(Input).focus()
        self.set_interval(1.0, self._tell_speaking)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        rows = self.query_one(Rows)
        if not event.value.strip(" !"):
            self._put(sp.call(self._list, self._now(), self._place()))
            if self._list.now is not None and self._list.now.order:
                self._tell("; records the point of order, and what the Chair rules, for the minutes.")
            return
        name, order = rows.key.removeprefix("="), event.value.lstrip().startswith("!")
        before = sp.times_spoken(self._list, name)
        self._put(sp.ask(self._list, sp.Asked(name, self._now(), order, self._private)))
        event.input.value = ""
        if before:
            self._tell(f"{name} has spoken on this item already: {sp.minutes(sum(each.seconds for each in before))}.")

    @property
    def _list(self) -> sp.Speakers:
        return self._kept.of(self._body)

    def _now(self) -> str:
        return stamp_of(self._clock())

    def _place(self) -> int:
        key = self.query_one(Rows).key
        return int(key) if key.isdecimal() else 0

    def _sign(self, sign: str) -> bool:
        """Do what a sign stands for; whether it stands for something."""
        match sign:
            case ".":
                self._put(sp.finish(self._list, self._now()))
            case "-":
                self._put(sp.remove(self._list, self._place()))
            case "+":
                place = self._place()
                self._put(sp.move_up(self._list, place))
                self.query_one(Rows).select(str(max(0, place - 1)))
            case "=":
                self._limit()
            case "#":
                self._tell_spoken()
            case ";":
                self._minute_order()
            case _:
                return False
        return True

    def _put(self, speakers: sp.Speakers) -> None:
        self._kept.put(speakers)
        self._fill("")
        self._tell(self._kept.problem or "")

    def _fill(self, wanted: str) -> None:
        sought = wanted.strip(" !")
        rows = self.query_one(Rows)
        if sought:
            fitting = found(self._options, sought)
            known = [
                Row(
                    f"={option.label}",
                    line(
                        Span(f"{option.seat} " if option.seat else "", "key"),
                        option.label,
                        Span(plain(f"  {option.remark}"), "dim"),
                    ),
                )
                for option in fitting
            ]
            rows.fill([*known, Row(f"={sought}", line(sought, Span("  as typed: somebody else", "dim")))])
            rows.select(known[0].key if known else f"={sought}")
        else:
            rows.fill(
                [Row(str(at), line(f"{at + 1} ", self._asked(asked))) for at, asked in enumerate(self._list.queue)]
            )
            rows.select("0" if self._sought else rows.key)
        self._sought = sought
        self._tell_speaking()

    _sought = ""

    def _asked(self, asked: sp.Asked) -> str:
        return "asked in private session" if asked.private and self._hides else sp.asked_words(self._list, asked)

    def _tell(self, words: str) -> None:
        self.query_one("#told", Painted).show([line(Span(plain(words), "warn"))] if words else [])

    def _tell_speaking(self) -> None:
        speakers, words = self._list, self._speaking()
        limit = speakers.item_limits.get(speakers.item, 0)
        each = f" · {sp.minutes(limit)} each" if limit else ""
        tone: Tone = "warn" if sp.is_over(speakers, self._now()) else "strong"
        self.query_one("#speaking", Painted).show([line(Span(plain(f"{words or 'Nobody is speaking'}{each}"), tone))])

    def _speaking(self) -> str:
        """Who speaks and for how long; empty where nobody does."""
        now = self._list.now
        hidden = now is not None and now.private and self._hides
        return "Somebody who asked in private session" if hidden else sp.speaking_words(self._list, self._now())

    @work
    async def _limit(self) -> None:
        board: Any = self.app
        place = self._place()
        name = self._list.queue[place].name if place < len(self._list.queue) else ""
        names = dict.fromkeys(filter(None, (self._list.now.name if self._list.now else "", name)))
        options = (Option("", "everybody on this item"), *(Option(f"={name}", name) for name in names))
        fields = [
            Field("minutes", "Minutes", required=True, hint="a number e.g. 3; 0: no limit"),
            Field("who", "For", options=options),
        ]
        given = await board.ask(Form("Time limit for speakers", fields, last="set the limit", keep=False))
        if not given:
            return
        text = given["minutes"]
        if not (text.isascii() and text.isdecimal() and len(text) < 4 and int(text) <= _LONGEST):
            self._tell(f"“{text[:20]}” is not a number of minutes. Enter it as 3.")
            return
        seconds = int(text) * 60
        name = given["who"].removeprefix("=")
        limited = sp.limit_speaker(self._list, name, seconds) if name else sp.limit_item(self._list, seconds)
        self._put(limited)

    @work
    async def _minute_order(self) -> None:
        if raised_by := await self._record_order(sp.raised_order(self._list, public=self._hides)):
            self._put(sp.without_order(self._list, raised_by))
            self._tell("The point of order is recorded for the minutes.")

    @work
    async def _tell_spoken(self) -> None:
        board: Any = self.app
        here = sp.summary(self._list, self._list.item, public=self._hides)
        total = sp.summary(self._list, public=self._hides)
        now = self._speaking()
        await board.ask(
            Reader(
                "Time spoken",
                [
                    Span("On this item", "heading"),
                    *([now] if now else []),
                    *(here or ([] if now else [_NOBODY])),
                    "",
                    Span("In this meeting", "heading"),
                    *(total or [_NOBODY_BEFORE if now else _NOBODY]),
                ],
            )
        )
