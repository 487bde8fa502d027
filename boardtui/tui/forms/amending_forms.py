"""An amendment to an open motion: the whole text as it would read is typed over the old one; and its mover who accepts it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from textual.widget import Widget
from textual.widgets import TextArea

from boardtui.meeting.entries import AmendmentAccepted, MotionPut
from boardtui.meeting.fold.amending import next_to_decide, open_amendment
from boardtui.meeting.fold.confidential import is_confidential
from boardtui.meeting.fold.keys import next_motion
from boardtui.meeting.fold.putting_right import put_otherwise
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.words.rewording import changes_in_words
from boardtui.tui.forms.checks import Check, Wrong, wrong_in
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.motion_words import seconds_own
from boardtui.tui.forms.people_forms import mover_options, seated_option
from boardtui.tui.screen import BoardScreen

UNCHANGED = "The text is as it was, so there is no amendment."


class AmendmentForm(Form):
    """The text as it would read, with a line below that says in words what that changes; then who moves and seconds it.

    Enter on the text goes to its mover, so that a name that is typed next is a name and no key of the vote that follows.
    """

    def __init__(self, title: str, old: str, fields: list[Field], words: str, check: Check) -> None:
        super().__init__(title, fields, words, last="put it", check=check)
        self._old = old
        self._keys = self._hint

    def on_mount(self) -> None:
        self._tell_changes()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self._tell_changes()

    def go_on(self, widget: Widget) -> None:
        """To the next field, from words that are changed; where nobody is named as mover, nobody seconds it, and it is put."""
        if widget is self._inputs["text"] and not changes_in_words(self._old, self._entered()["text"]):
            self.tell_hint(f"{UNCHANGED}   {self._keys}", "warn")
        elif widget is self._inputs["mover"] and not self._entered()["mover"]:
            self.finish()
        else:
            super().go_on(widget)

    def _tell_changes(self) -> None:
        words = changes_in_words(self._old, self.query_one(TextArea).text) or "Nothing is changed yet."
        self._hint = f"{words}   {self._keys}"
        self.tell_hint(self._hint)


def _text_to_amend(state: State, motion: Motion) -> str:
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
    if other := open_amendment(state, motion):
        screen.say(f"Decide or withdraw the amendment {other.number} first; M there amends it.", "warn")
        return None
    old = _text_to_amend(state, motion)
    what = "amendment" if motion.amends is not None else "motion"
    people = mover_options(state)
    fields = [
        Field("text", "The motion as it would read", old, required=True, long=True),
        Field("mover", "Amendment moved by", options=people, find=True),
        Field("seconder", "Amendment seconded by", options=people, find=True),
    ]

    def check(given: dict[str, str]) -> Wrong | None:
        if not changes_in_words(old, given["text"]):
            return Wrong(UNCHANGED, "text")
        if own := seconds_own(given):
            return own
        return wrong_in(screen, _amendment(screen.state, motion, old, given))

    words = "Change the text; the changes are put into words below. The amendment is decided before the motion."
    given = await screen.ask(AmendmentForm(f"Amendment to {what} {motion.number}", old, fields, words, check))
    if given is None:
        return None
    entry = _amendment(screen.state, motion, old, given)
    return entry.motion if screen.record(entry, say=f"Amendment moved. {entry.text}") else None


def _amendment(state: State, motion: Motion, old: str, given: Mapping[str, str]) -> MotionPut:
    """The entry of what was typed, with its key."""
    entry = MotionPut(
        motion="",
        item=motion.item,
        text=changes_in_words(old, given["text"]),
        rule=motion.rule,
        topic=motion.topic,
        affected=motion.affected,
        mover=given["mover"] or None,
        seconder=given["seconder"] or None,
        amends=motion.key,
        as_amended=given["text"],
    )
    return replace(entry, motion=next_motion(state, private=is_confidential(state, entry)))


async def accept_amendment(screen: BoardScreen, amendment: Motion) -> None:
    """Record that the mover of the amended motion takes an amendment in; ask who that is where nobody was named."""
    state = screen.state
    amended = state.motions.get(amendment.amends or "")
    if amended is None:
        screen.say(f"Motion {amendment.number} amends nothing; only an amendment is accepted by a mover.", "warn")
        return
    accepted = AmendmentAccepted(amendment.key)
    if amended.mover is not None:
        screen.record(accepted)
        return
    people = [seated_option(state, key) for key in state.members if key in state.present]
    text = f"Nobody was named when motion {amended.number} was put; only its mover can accept an amendment of it."
    title = f"Who moved motion {amended.number}, and accepts the amendment?"
    mover = await screen.ask(Choose(title, people, text, undecided=True))
    session = screen.session
    if mover is None or session is None:
        return
    reason = f"the mover of motion {amended.number} had not been named"
    screen.record(put_otherwise(session.stretch, amended.key, reason, mover=mover), accepted)
