"""Asks for what stands in the light registers: conditions of a decision, and support or intervention for a partner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from boardtui.charter.words import started
from boardtui.meeting.entries import ActionAgreed, OpenDecision
from boardtui.meeting.fold.confidential import hidden_now
from boardtui.meeting.fold.keys import next_action
from boardtui.meeting.followup.awaiting import decisions
from boardtui.meeting.words.awaiting_words import named
from boardtui.tui.dates import HINT
from boardtui.tui.forms.day_form import ask_with_day
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.forms.form import Field
from boardtui.tui.forms.item_forms import confidential_field, now_confidential, owner_options
from boardtui.tui.screen import BoardScreen

NO_DECISION = (
    "No decision is here that a condition could belong to. It is entered once the motion is carried, until the next "
    "meeting is convened, or longer while the decision awaits others."
)


async def agree_condition(screen: BoardScreen, motion: str = "") -> None:
    """Ask what a decision is subject to: what is delivered, by whom and by when; without ``motion`` which decision."""
    of_decision = await _which(screen, motion)
    if of_decision is None:
        return
    fields = [
        Field("text", "Deliverable or outcome", required=True, long=True),
        Field("owner", "Who delivers it", required=True, options=owner_options(screen.shown), find=True, free=True),
        Field("due", "By when", hint=f"{HINT}; optional"),
        *confidential_field(screen.state, screen.session.lines if screen.session else ()),
    ]
    name = named(screen.state, of_decision)
    about = f"{f'Motion {name}' if of_decision.way == 'meeting' else started(name)}: {of_decision.text}"
    given = await ask_with_day(screen.ask, "Condition of a decision", fields, screen.now.date(), day="due", words=about)
    if given:
        _record(screen, given, of_decision.confidential, register="condition", motion=of_decision.decision)


async def agree_support(screen: BoardScreen, motion: str | None = None) -> None:
    """Ask which support or intervention was agreed for a partner, and what had been recommended; ``motion`` agreed it."""
    state = screen.state
    partners = tuple(Option(key, partner.name or partner.short or key) for key, partner in state.partners.items())
    fields = [
        Field("partner", "Partner", required=True, options=partners, find=True),
        Field("recommended_by", "Recommended by", options=_bodies(screen), find=True, free=True, hint="optional"),
        Field("recommended", "What was recommended", hint="optional"),
        Field("text", "What was agreed", required=True),
        Field("due", "Review date", hint=f"{HINT}; optional"),
        Field(
            "owner", "Who sees to the review", required=True, options=owner_options(screen.shown), find=True, free=True
        ),
        now_confidential(state),
    ]
    given = await ask_with_day(screen.ask, "Support or intervention", fields, screen.now.date(), day="due")
    if given:
        of_decision = next((each for each in decisions(state) if each.decision == motion), None)
        _record(
            screen,
            given,
            of_decision is not None and of_decision.confidential,
            register="support",
            motion=motion,
            partner=given["partner"],
            recommended=given["recommended"],
            recommended_by=given["recommended_by"],
        )


def _record(screen: BoardScreen, given: Mapping[str, str], hidden: bool, **more: object) -> None:
    state = screen.state
    private = given.get("confidential") == "yes"
    motion = state.motions.get(str(more["motion"]))
    item = motion.item if motion is not None else state.current
    key = next_action(state, private=private or hidden or hidden_now(state, item))
    action = ActionAgreed(key, item, given["text"], given["owner"], given["due"] or None, private, **more)  # type: ignore[arg-type]
    what = "The condition" if action.register == "condition" else "The support or intervention"
    screen.record(action, say=f"{what} is recorded. It stays with the actions until it is closed there.")


async def _which(screen: BoardScreen, motion: str) -> OpenDecision | None:
    """The decision of that key; without one the only one there is, or the one that is chosen."""
    here: Sequence[OpenDecision] = [each for each in decisions(screen.shown) if motion in ("", each.decision)]
    if not here:
        screen.say(NO_DECISION, "warn")
        return None
    if len(here) == 1 and motion:
        return here[0]
    options = [Option(each.decision, each.text, named(screen.state, each)) for each in here]
    chosen = await screen.ask(Choose("Which decision is subject to a condition?", options))
    return next((each for each in here if each.decision == chosen), None)


def _bodies(screen: BoardScreen) -> tuple[Option, ...]:
    return tuple(Option(title, title) for _, title in screen.board.desk.bodies())
