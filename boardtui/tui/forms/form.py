"""A form over a screen: a few fields, filled in one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.suggester import SuggestFromList
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, TextArea

from boardtui.clock import stamp_of
from boardtui.dates import day_as_written
from boardtui.meeting.fold.confidential import public_in_room
from boardtui.meeting.words.safe_text import plain
from boardtui.tui.completing import Completer
from boardtui.tui.drafts import Room
from boardtui.tui.forms import entered
from boardtui.tui.forms.checks import Check, Wrong
from boardtui.tui.forms.dialog import WIDE, Dialog
from boardtui.tui.forms.dialogs import Option
from boardtui.tui.forms.leave_form import LeaveForm
from boardtui.tui.safe import Line, Span, cut_at_word, line
from boardtui.tui.widgets.finder import Finder
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.switch import Switch
from boardtui.tui.widgets.words import Words

if TYPE_CHECKING:
    from boardtui.meeting.state.state import State
    from boardtui.tui.drafts import Conversation, Draft, Keeper

KEPT_AFTER = 0.4  # seconds


class Field(NamedTuple):
    """A field of a form. With ``options`` it is a choice among them; else words, several lines where ``long``.

    ``find``: the options are many, so letters find one; what was found stands beside the label. ``free``: the options of it are
    proposals, and other words can be entered too.
    ``proposed``: the words of a long one are a proposal, which is taken as it is or typed over; they are selected.
    ``suggest`` are words that complete what is typed; ``completer`` completes names and phrases in a long one.
    """

    name: str
    label: str
    value: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    long: bool = False
    hint: str = ""
    suggest: tuple[str, ...] = ()
    find: bool = False
    free: bool = False
    proposed: bool = False
    completer: Completer | None = None


class Form(Dialog):
    """A few fields; Enter goes to the next and, on the last, takes them all. Answers {name: value}.

    What is typed is kept as a draft, unless ``keep`` is off since nothing is recorded of it. ``begins`` is the field that it
    begins at, where Enter takes them all; at the field that it ``ends`` at Enter does so too, and Tab goes on to the rest.
    What ``check`` finds wrong is said in the form, which stays as it was filled in, until what is entered is right.
    """

    WIDEST = WIDE

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "take_draft", "use the draft", show=False),
        Binding("up", "take_offered", "use the draft", show=False),
        Binding("ctrl+t", "discard_draft", "discard the draft", show=False),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        words: str = "",
        *,
        last: str = "record",
        keep: bool = True,
        begins: str = "",
        ends: str = "",
        check: Check | None = None,
    ) -> None:
        enough = next((field.label for field in fields if field.name == ends), "")
        super().__init__(title, words, _hint(len(fields), last, begins, enough))
        self.fields = list(fields)
        self._inputs: dict[str, Widget] = {}
        self._keep = keep
        self._keeper: Keeper | None = None
        self._draft: Draft | None = None  # what was typed before, while it is offered
        self._again = False  # the values it came with are themselves typed and not recorded
        self._due: Timer | None = None
        self._lacking: Widget | None = None  # the field of which the hint says what it lacks
        self._begins = begins
        # Here Enter takes them all: the other fields are as they were entered, or can be left.
        self._ends = begins or ends
        self._check = check
        self._wrong: Wrong | None = None  # what the hint says is wrong

    def keep_with(self, conversation: Conversation, subject: tuple[str, ...], state: State) -> None:
        """Keep what is typed, as what a conversation asks over a screen about that subject."""
        if self._keep:
            names = [field.name for field in self.fields]
            item = state.items.get(state.current or "")
            room = Room(public_in_room(state), item is not None and item.agenda.confidential)
            self._keeper = conversation.keeper(self._title, self._words, names, subject, room)

    def parts(self) -> Sequence[Widget]:
        widgets: list[Widget] = []
        for field in self.fields:
            label = Painted(classes="label")
            label.styles.height = 1
            _tell_offer(label, field)
            entry: Widget
            if field.find:
                heading = line(Span(field.label, "strong"))
                entry = Finder(field.options, field.value, label, heading, free=field.free)
            elif field.options:
                entry = Switch(field.options, field.value)
            elif field.long:
                tell = partial(_tell_offer, label, field)
                entry = Words(_shown(field), self.go_on, field.completer, tell, field.proposed, self.take_offered)
            else:
                texts = [plain(text) for text in field.suggest]
                entry = Input(_shown(field), suggester=SuggestFromList(texts, case_sensitive=False) if texts else None)
            self._inputs[field.name] = entry
            widgets += [label, entry]
        return widgets

    def on_mount(self) -> None:
        (self._inputs.get(self._begins) or next(iter(self._inputs.values()))).focus()
        if self._keeper is not None:
            draft = self._keeper.earlier()
            if draft is not None and draft.values == self._entered():
                self._keeper.take(draft)
                self._again = True
            self._offer()

    def on_unmount(self) -> None:
        self.keep_typed()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._changed(event.input)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self._changed(event.text_area)

    def _changed(self, entry: Widget) -> None:
        """Something was typed or put there; a field of which it was said that it is empty, or fits nothing, is one no more."""
        if entry is self._lacking and entered.raw(entry).strip():
            self._lacking = None
            self.tell_hint(self._hint)
        self._judge_again()
        self._typed()

    def on_switch_changed(self) -> None:
        self._judge_again()

    def on_switch_not_text(self, event: Switch.NotText) -> None:
        self.tell_hint(f"Here a digit or ← → chooses; words go into a field for text.   {self._hint}", "warn")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.go_on(event.input)

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter" and isinstance(self.focused, Switch):
            event.stop()
            self.go_on(self.focused)

    def go_on(self, widget: Widget) -> None:
        """To the next field, or done."""
        entries = list(self._inputs.values())
        at = entries.index(widget)
        if self._is_unsettled(self.fields[at]):
            return
        if at + 1 < len(entries) and self.fields[at].name != self._ends:
            if isinstance(widget, Switch):
                self.tell_hint(self._hint)  # what was said of words typed there is heeded
            entries[at + 1].focus()
            return
        self.finish()

    def _is_unsettled(self, field: Field) -> bool:
        """Whether letters stand in a field that fit no name, or several: said there, and never taken for anybody or a blank."""
        entry = self._inputs[field.name]
        if not isinstance(entry, Finder) or entry.key is not None or not entry.value.strip():
            return False
        self._lacking = entry
        entry.focus()
        several = "several match. ↓ chooses one, or type more letters."
        self.tell_hint(
            f"{field.label}: {several if entry.found else 'no matches. Type other letters, or none.'}", "warn"
        )
        return True

    def is_unsettled(self) -> bool:
        """Whether a name is still to be found in any field; the first such field says so."""
        return any(map(self._is_unsettled, self.fields))

    def finish(self) -> None:
        """Answer with what was entered, unless something that is needed is still empty or a name fits nobody."""
        if self.is_unsettled():
            return
        values = self._values()
        for field in self.fields:
            if field.required and not values[field.name].strip():
                self._ends = field.name if self.typed else ""  # where nothing was typed, Enter goes on to the others
                self.tell_lacking(field.name)
                return
        if self._check is not None and (wrong := self._check(values)) is not None:
            self._stay(wrong)
            return
        if self._keeper is not None:
            self._keep_entered()
            self._keeper.sent()
        self.dismiss(values)

    def tell_lacking(self, name: str, why: str = "") -> None:
        """Say that a field is still empty, and ``why`` it is needed; quoted, since a label may be a clause or a question."""
        label = next(field.label for field in self.fields if field.name == name)
        self._lacking = self._inputs[name]
        self.tell_hint(f"“{label}” is still empty{f': {why}' if why else ''}.", "warn")
        self._lacking.focus()

    def _judge_again(self) -> None:
        """What was found wrong is said no longer once it is right; what is wrong of another field then is said."""
        if self._check is None or self._wrong is None:
            return
        wrong = self._check(self._values())
        if wrong is None:
            self._wrong = None
            self.tell_hint(self._hint)
        elif wrong.field != self._wrong.field:
            self._tell_wrong(wrong)

    def _tell_wrong(self, wrong: Wrong) -> None:
        self._wrong = wrong
        self.tell_hint(f"{wrong.words}   {self._hint}", "warn")

    def _stay(self, wrong: Wrong) -> None:
        """Say what is wrong, at the field to enter anew; Enter there takes all fields, as they are."""
        names = {entry: name for name, entry in self._inputs.items()}
        self._ends = wrong.field or (names.get(self.focused, "") if self.focused is not None else "")
        if self._ends:
            self._inputs[self._ends].focus()
        if isinstance(entry := self._inputs.get(wrong.field), Input):
            entry.action_select_all()  # so that what is typed now stands in its place
        self._tell_wrong(wrong)

    def action_leave(self) -> None:
        """Leave at once where nothing was typed, else ask."""
        if self._keeper is None or not self.typed:
            super().action_leave()
            return
        self._keep_entered()
        self.app.push_screen(LeaveForm(), self._left)

    @property
    def typed(self) -> bool:
        """Whether there are words in it that it did not come with."""
        return self._again or any(
            not isinstance(entry, Switch)
            and not (isinstance(entry, Finder) and not entry.free)
            and entered.raw(entry) != _shown(field)
            for field, entry in zip(self.fields, self._inputs.values(), strict=True)
        )

    def action_take_draft(self) -> None:
        """Put what was typed before into the fields; what stands in them stays a draft."""
        if self._keeper is None or self._draft is None:
            return
        self._keep_entered()
        self._keeper.take(self._draft)
        self._again = True
        for field in self.fields:
            entered.put(self._inputs[field.name], self._draft.values.get(field.name, ""))
        self._offer()

    def action_take_offered(self) -> None:
        self.take_offered()

    def take_offered(self) -> bool:
        """Put what was typed before into the fields, where it is offered and nothing was typed since; whether it is done."""
        if self._draft is None or self.typed:
            return False
        self.action_take_draft()
        return True

    def action_discard_draft(self) -> None:
        """Throw away what was typed before."""
        if self._keeper is not None and self._draft is not None:
            self._keeper.discard(self._draft)
            self._offer()

    def _left(self, answer: str | None) -> None:
        if answer is None:
            return
        if answer == "discard" and self._keeper is not None:
            self._keeper.discard()
        self._keeper = None
        self.dismiss(None)

    def keep_typed(self) -> None:
        """Keep what was typed since it was last kept."""
        if self._due is not None:
            self._keep_entered()

    def _typed(self) -> None:
        """Something was typed: within half a second it is on the disk, however fast more follows."""
        if self._keeper is not None and self._due is None:
            self._due = self.set_timer(KEPT_AFTER, self._keep_entered)

    def _keep_entered(self) -> None:
        if self._due is not None:
            self._due.stop()
            self._due = None
        if self._keeper is None:
            return
        if self.typed:
            self._keeper.keep(self._entered())
        else:
            self._keeper.discard()
        if self._keeper.drafts.problem and self.has_widgets:
            self.tell_hint(self._keeper.drafts.problem, "warn")

    def _values(self) -> dict[str, str]:
        """What was entered in each field, as it is taken."""
        return {field.name: _taken(field, self._inputs[field.name]) for field in self.fields}

    def _entered(self) -> dict[str, str]:
        """What stands in each field, as it is."""
        return {field.name: entered.raw(self._inputs[field.name]) for field in self.fields}

    def _offer(self) -> None:
        """Show the line that offers what was typed before, where there is any."""
        self._draft = self._keeper.earlier() if self._keeper is not None else None
        shown = self.query_one("#offer", Painted)
        shown.display = self._draft is not None
        if self._keeper is None or self._draft is None:
            return
        desk = self._keeper.drafts.desk
        then, now = desk.local(self._draft.at), desk.local(stamp_of(desk.clock()))
        when = f"{then:%H:%M}" if then.date() == now.date() else f"{then:%d %b %H:%M}"
        text = "confidential" if self._keeper.hidden(self._draft) else f"“{plain(self._draft.in_a_line)}”"
        keys = "   ↑ or ctrl+r use   ctrl+t discard"
        sentence = f"Not recorded ({when}): {text}"
        shown.show([line(Span(cut_at_word(sentence, self._width() - len(keys)), "warn"), Span(keys, "key"))])


def _hint(fields: int, last: str, begins: str, enough: str) -> str:
    """What the keys of a form do; at the field that it ``begins`` at, or is ``enough``, Enter ends it."""
    if fields == 1:
        return f"enter {last}   esc cancel"
    if enough and not begins:
        return f"enter next, at {enough} {last}   tab goes on to the rest   shift+tab back   esc cancel"
    return f"{f'enter {last}' if begins else f'enter next, at the end {last}'}   shift+tab back   esc cancel"


def _tell_offer(label: Painted, field: Field, offer: Line = ()) -> None:
    """Say what a field is for, and beside it what Tab would write, or else its hint."""
    hint = offer or (Span(field.hint, "dim"),)
    label.show(
        [line(Span(field.label, "strong"), "  ", *hint) if field.hint or offer else line(Span(field.label, "strong"))]
    )


def _shown(field: Field) -> str:
    """The value as it is safe to show in an input; a day of the book as people write it."""
    return plain(field.value if field.long else day_as_written(field.value), keep_newlines=field.long)


def _taken(field: Field, entry: Widget) -> str:
    """What was entered; where it still reads as it was shown, the very value that was there before."""
    text = entered.value(entry)
    return field.value.strip() if text == _shown(field).strip() else text
