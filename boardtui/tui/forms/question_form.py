"""Asks for a question from the public: who asks what, who answers, the answer, or by when it follows in writing."""

from __future__ import annotations

from collections.abc import Mapping

from textual.widget import Widget
from textual.widgets import Input, TextArea

from boardtui.dates import day_as_written
from boardtui.meeting.entries import ActionAgreed, AnyEntry, QuestionAsked
from boardtui.meeting.fold.confidential import hidden_now
from boardtui.meeting.fold.keys import next_action, next_question
from boardtui.meeting.followup.questions import asker_label
from boardtui.meeting.words.safe_text import plain
from boardtui.tui.dates import HINT, read_day
from boardtui.tui.forms.checks import readable
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.item_forms import completer, owner_options
from boardtui.tui.screen import BoardScreen

_TO = {"asker": "text", "organisation": "text", "answered_by": "answer"}
ANONYMOUS = "A member of the public"


class QuestionForm(Form):
    """The fields of a question. A colon after a name goes on to what was asked, or answered; an answer is the end of it."""

    DEFAULT_CSS = "QuestionForm TextArea { height: 3; }"  # so that all of it is seen in 24 lines

    def on_input_changed(self, event: Input.Changed) -> None:
        """A colon in a name is no part of it: what comes after it are the words, which are gone on with."""
        names = [name for name, entry in self._inputs.items() if entry is event.input and name in _TO]
        name, colon, rest = event.value.partition(":")
        if not names or not colon:
            return
        words = self._inputs[_TO[names[0]]]
        event.input.value = name
        if rest.strip() and isinstance(words, TextArea):
            words.insert(plain(rest.lstrip()))
        words.focus()

    def go_on(self, widget: Widget) -> None:
        """To the next field; what was answered is all that there is to say."""
        if widget is self._inputs["answer"] and self._entered()["answer"].strip():
            self.finish()
        else:
            super().go_on(widget)

    def finish(self) -> None:
        """An answer that follows in writing is somebody's to write."""
        if self.is_unsettled():
            return
        entered = self._entered()
        if not entered["answer"].strip() and not entered["answered_by"]:
            self.tell_lacking("answered_by", "the written answer becomes their action")
            return
        super().finish()


async def ask_question(screen: BoardScreen) -> None:
    """Ask for a question and record it, with the action where the answer follows in writing."""
    today = screen.now.date()
    check = readable(due=lambda day: read_day(day, today))
    given = await screen.ask(QuestionForm("Question from the public", _fields(screen), check=check))
    if not given:
        return
    due = read_day(given["due"], today)
    entries = _entries(screen, given, due)
    by = f", by {day_as_written(due)}" if due else ""
    answered = (
        "Question recorded." if len(entries) == 1 else f"Question recorded; action for {given['answered_by']}{by}."
    )
    screen.record(*entries, say=answered)


def _fields(screen: BoardScreen) -> list[Field]:
    people, completes = owner_options(screen.shown), completer(screen)
    in_writing = "leave blank if it follows in writing"
    return [
        Field("asker", "Who asks", hint="name: question. A colon goes on to the question"),
        Field("organisation", "For which organisation", hint="optional"),
        Field("text", "Question", required=True, long=True, completer=completes),
        Field("answered_by", "Who answers", options=people, find=True, free=True),
        Field("answer", "Answer", long=True, hint=in_writing, completer=completes),
        Field("due", "In writing, by when", hint=f"{HINT}; optional"),
    ]


def _entries(screen: BoardScreen, given: Mapping[str, str], due: str | None) -> list[AnyEntry]:
    """The question and, where it is not answered, the action of whoever answers it in writing."""
    state = screen.state
    hidden = hidden_now(state)
    key, item = next_question(state, private=hidden), state.current
    question = QuestionAsked(
        key,
        item,
        given["asker"].strip() or ANONYMOUS,
        given["text"],
        given["organisation"].strip(),
        given["answered_by"],
        given["answer"],
        hidden,
    )
    if given["answer"].strip():
        return [question]
    text = f"Answer in writing to {asker_label(question)}: {given['text']}"
    action = next_action(state, private=hidden)
    return [question, ActionAgreed(action, item, text, given["answered_by"], due, hidden, question=key)]
