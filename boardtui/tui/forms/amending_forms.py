"""An amendment to an open motion: the whole text as it would read is typed over the old one, and the changes are shown."""

from __future__ import annotations

from msgspec.structs import replace
from textual.widgets import TextArea

from boardtui.meeting.entries import MotionPut
from boardtui.meeting.fold.amending import next_to_decide
from boardtui.meeting.fold.confidential import is_confidential
from boardtui.meeting.fold.keys import next_motion
from boardtui.meeting.state.state import Motion, State, member_label
from boardtui.meeting.words.rewording import changes_in_words
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.screen import BoardScreen


class AmendmentForm(Form):
    """The text as it would read, with a line below that says in words what that changes."""

    def __init__(self, title: str, old: str, fields: list[Field], words: str) -> None:
        super().__init__(title, fields, words, last="put it")
        self._old = old
        self._keys = self._hint

    def on_mount(self) -> None:
        super().on_mount()
        self._tell_changes()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        super().on_text_area_changed(event)
        self._tell_changes()

    def _tell_changes(self) -> None:
        words = changes_in_words(self._old, self.query_one(TextArea).text) or "Nothing is changed yet."
        self._hint = f"{words}   {self._keys}"
        self.tell_hint(self._hint)


def text_to_amend(state: State, motion: Motion) -> str:
    """The substantive motion's text as an amendment of this motion would change it."""
    if motion.as_amended is not None:
        return motion.as_amended
    amended = state.motions.get(motion.amends or "")
    return motion.text if amended is None else amended.text


async def choose_motion(screen: BoardScreen) -> Motion | None:
    """The motion that is amended, asked for where several are open."""
    motions = next_to_decide(screen.shown)
    if not motions:
        screen.say("No motion is open; m puts one.")
        return None
    if len(motions) == 1 or motions[0].amends is not None:
        return motions[0]
    options = [Option(motion.key, f"{motion.number} {motion.text}") for motion in motions]
    key = await screen.ask(Choose("Amend which motion", options))
    return None if key is None else screen.state.motions[key]


async def move_amendment(screen: BoardScreen, motion: Motion) -> str | None:
    """Ask for the text as it would read and who moves it, and record the amendment. Returns its key, None where left."""
    state = screen.state
    for other in state.motions.values():
        if other.amends == motion.key and other.status == "open":
            screen.say(f"Decide or withdraw the amendment {other.number} first; M there amends it.", "warn")
            return None
    old = text_to_amend(state, motion)
    what = "amendment" if motion.amends is not None else "motion"
    people = (Option("", "nobody named"), *(Option(key, member_label(state, key)) for key in state.members))
    fields = [
        Field("text", "The motion as it would read", old, required=True, long=True),
        Field("mover", "Amendment moved by", options=people, find=True),
    ]
    words = "Change the text; the changes are put into words below. The amendment is decided before the motion."
    given = await screen.ask(AmendmentForm(f"Amendment to {what} {motion.number}", old, fields, words))
    if given is None:
        return None
    text = changes_in_words(old, given["text"])
    if not text:
        screen.say("The text is as it was, so there is no amendment.", "warn")
        return None
    seconder = None
    if given["mover"]:
        seconder = await screen.ask(Choose("Amendment seconded by", people))
        if seconder is None:
            return None
    entry = MotionPut(
        motion="",
        item=motion.item,
        text=text,
        rule=motion.rule,
        topic=motion.topic,
        affected=motion.affected,
        mover=given["mover"] or None,
        seconder=seconder or None,
        amends=motion.key,
        as_amended=given["text"],
    )
    entry = replace(entry, motion=next_motion(state, private=is_confidential(state, entry)))
    return entry.motion if screen.record(entry, say=f"Amendment moved. {text}") else None
