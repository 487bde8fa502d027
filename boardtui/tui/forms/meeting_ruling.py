"""Asks for a ruling from the chair that holds for the whole meeting: what it settles, how, in which words, by whom."""

from __future__ import annotations

from typing import Any

from boardtui.charter.settings import NOT_DEFINED, RULINGS, TERMS, Setting
from boardtui.charter.terms_of_reference import Quorum
from boardtui.charter.words import value_words
from boardtui.meeting.entries import RulingMade
from boardtui.meeting.fold.confidential import hidden_now
from boardtui.meeting.state.labels import acting_label, member_label
from boardtui.meeting.state.state import State
from boardtui.meeting.voting.rulings import OF_THE_MEETING, as_ruled, ruled
from boardtui.tui.forms.checks import Wrong
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.motion_ruling import offered, value_options
from boardtui.tui.forms.people_forms import choose_member
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.effects import after, effects

IN_PRIVATE = "It holds for what is dealt with in private; for public matters, record it when the public is back."
_ELIGIBLE = (Option("yes", "the subject applies to it"), Option("no", "the subject does not apply to it"))


async def make_ruling(screen: BoardScreen) -> None:
    """Ask for a ruling and record it; says what it changes for the motions that are open."""
    state = screen.state
    options = [Option(each.name, each.asked, _now(screen.shown, each)) for each in offered(state, "meeting")]
    setting = await screen.ask(Choose("What does the Chair rule on?", options))
    if setting is None:
        return
    about = await _about(screen) if setting == "eligible" else None
    if setting == "eligible" and about is None:
        return

    def ruling(given: dict[str, str], by: str) -> RulingMade:
        made = RulingMade(None, setting, _value(setting, given, about), given["text"], by)
        return as_ruled(made, confidential=hidden_now(state))

    def check(given: dict[str, str]) -> Wrong | None:
        if _value(setting, given, about) is None:
            return Wrong("Enter the quorum as a whole number of members.", "value")
        refused = screen.refusal(ruling(given, state.chair)) if given["by"] == "chair" and state.chair else ""
        return Wrong(refused) if refused else None

    fields, by = _fields(state, setting), None
    while by is None:  # who ruled, left with Escape, leads back to the form
        given = await screen.ask(Form(RULINGS[setting].asked, fields, _heading(state, setting, about), check=check))
        if not given:
            return
        by = state.chair if given["by"] == "chair" else await choose_member(screen, "The ruling of", state.members)
        fields = [field._replace(value=given[field.name]) for field in fields]
    entry = ruling(given, by)
    assert screen.session is not None
    later = after(screen.session, entry)
    changed = effects(state, later, screen.shown) if later is not None else []
    recorded = "Ruling recorded, for what is dealt with in private." if entry.in_private else "Ruling recorded."
    screen.record(entry, say=" ".join([recorded, *changed]))


def _now(state: State, setting: Setting) -> str:
    """What holds now, and whether by a ruling or by the terms of reference."""
    if setting.name not in TERMS:
        return ""
    value = ruled(state, setting.name)
    if value is not None:
        return f"ruled: {value_words(setting.name, Quorum(value) if isinstance(value, int) else value)}"
    agreed = getattr(state.charter.terms, setting.name)
    seats = {key: member_label(state, key) for key in state.members}
    return f"terms of reference: {value_words(setting.name, agreed, seats)}" if agreed else NOT_DEFINED


async def _about(screen: BoardScreen) -> tuple[str, str] | None:
    """The partner and the topic that the ruling is about; those that the memorandum leaves open come first."""
    state = screen.state
    asked = [question for question in state.charter.questions if question.partners and question.topics]
    doubtful = list(dict.fromkeys(key for question in asked for key in question.partners if key in state.partners))
    partners = [*doubtful, *(key for key in state.partners if key not in doubtful)]
    options = [
        Option(key, state.partners[key].name or key, "left open by the memorandum" if key in doubtful else "")
        for key in partners
    ]
    partner = await screen.ask(Choose("Which partner", options))
    if partner is None:
        return None
    current = screen.shown.items.get(screen.shown.current or "")
    topics = [Option(topic.key, topic.title, topic.key) for topic in state.charter.topics]
    chosen = (current.agenda.topic if current else None) or ""
    topic = await screen.ask(Choose("On which subject", topics, chosen=chosen))
    return None if topic is None else (partner, topic)


def _fields(state: State, setting: str) -> list[Field]:
    fields: list[Field] = []
    if RULINGS[setting].values:
        fields.append(Field("value", "Ruling", options=value_options(RULINGS[setting])))
    elif setting == "eligible":
        fields.append(Field("value", "Ruling", "no", options=_ELIGIBLE))
    elif setting == "quorum":
        fields.append(Field("value", "Members needed", required=True, hint="a whole number"))
    fields.append(Field("text", "The Chair's words, for the minutes", required=True, long=True))
    chair = [Option("chair", acting_label(state, state.chair))] if state.chair else []
    fields.append(Field("by", "Ruling of", options=(*chair, Option("other", "somebody else"))))
    return fields


def _heading(state: State, setting: str, about: tuple[str, str] | None) -> str:
    """For what the ruling holds, and on which partner and subject."""
    if about is None:
        if hidden_now(state) and setting in OF_THE_MEETING:
            return IN_PRIVATE
        return "It holds for this meeting, until the Chair rules otherwise."
    holds = IN_PRIVATE if hidden_now(state) else "It holds for this meeting and all its motions."
    return f"{state.partners[about[0]].name or about[0]} on “{state.charter.topic_title(about[1])}”. {holds}"


def _value(setting: str, given: dict[str, str], about: tuple[str, str] | None) -> Any:
    if setting == "eligible" and about is not None:
        return {"partner": about[0], "topic": about[1], "eligible": given["value"] == "yes"}
    if setting == "quorum":
        text = given["value"]
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else None
    return given["value"] if RULINGS[setting].values else given["text"]
