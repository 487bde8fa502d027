"""Asks for a ruling from the chair that holds for the whole meeting: what it settles, how, in which words, by whom."""

from __future__ import annotations

from typing import Any

from boardtui.meeting.entries import RulingMade
from boardtui.meeting.proxy import proxies_allowed
from boardtui.meeting.rulings import ruled
from boardtui.meeting.state import State, member_label
from boardtui.tui.dialogs import Choose, Option
from boardtui.tui.form import Field, Form
from boardtui.tui.people_forms import choose_member
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.effects import after, effects

SETTINGS = {
    "deputies": "Whether deputies vote",
    "remote": "Whether members who attend remotely vote",
    "casting_vote": "Whether the chair has a casting vote",
    "proxies_present": "Whether members who vote by proxy count as present",
    "proxies_conflicted": "Whether a holder with an interest votes for another",
    "quorum": "How many members make a quorum",
    "eligible": "Whether a partner is eligible on a topic (the footnote of Annex 1)",
    "procedure": "Anything else, in words for the minutes",
}
_MAY = (Option("may_vote", "may vote"), Option("may_not_vote", "may not vote"))
VALUES = {
    "deputies": _MAY,
    "remote": _MAY,
    "casting_vote": (Option("chair", "the chair has one"), Option("none", "there is none")),
    "proxies_present": (Option("count", "they count as present"), Option("do_not_count", "they do not")),
    "proxies_conflicted": _MAY,
}
_OF_PROXIES = ("proxies_present", "proxies_conflicted")
_ELIGIBLE = (Option("yes", "is eligible"), Option("no", "is not eligible"))
_PLAIN = {
    "may_vote": "may vote",
    "may_not_vote": "may not vote",
    "chair": "the chair has one",
    "none": "there is none",
    "count": "they count",
    "do_not_count": "they do not count",
}


async def make_ruling(screen: BoardScreen) -> None:
    """Ask for a ruling and record it; says what it changes for the motions that are open."""
    state = screen.state
    asked = {key: words for key, words in SETTINGS.items() if proxies_allowed(state) or key not in _OF_PROXIES}
    options = [Option(key, words, _stands(state, key)) for key, words in asked.items()]
    setting = await screen.ask(Choose("The chair rules on", options))
    if setting is None:
        return
    about = await _about(screen) if setting == "eligible" else None
    if setting == "eligible" and about is None:
        return
    given = await screen.ask(Form(SETTINGS[setting], _fields(state, setting), _heading(state, about)))
    if not given:
        return
    by = state.chair if given["by"] == "chair" else await choose_member(screen, "The ruling of", state.members)
    value = _value(setting, given, about)
    if by is None or value is None:
        screen.say(
            "Not recorded: " + ("a quorum is a whole number of members." if by else "a ruling is somebody's."), "bad"
        )
        return
    entry = RulingMade(motion=None, setting=setting, value=value, text=given["text"], by=by)
    assert screen.session is not None
    later = after(screen.session, entry)
    changed = effects(state, later) if later is not None else []
    screen.record(entry, say=" ".join(["Ruling recorded.", *changed]))


def _stands(state: State, setting: str) -> str:
    """What holds now."""
    if setting not in (*VALUES, "quorum"):
        return ""
    value = ruled(state, setting)
    if value is not None:
        return f"ruled: {_PLAIN.get(str(value), value)}"
    held = getattr(state.charter.terms, setting)
    if setting == "quorum":
        return "terms of reference" if held else "not defined"
    return f"terms of reference: {_PLAIN[held]}" if held else "not defined"


async def _about(screen: BoardScreen) -> tuple[str, str] | None:
    """The partner and the topic that the ruling is about; those that the memorandum leaves open come first."""
    state = screen.state
    asked = [question for question in state.charter.questions if question.partners and question.topics]
    doubtful = list(dict.fromkeys(key for question in asked for key in question.partners if key in state.partners))
    partners = [*doubtful, *(key for key in state.partners if key not in doubtful)]
    options = [
        Option(key, state.partners[key].name or key, "left open by the footnote" if key in doubtful else "")
        for key in partners
    ]
    partner = await screen.ask(Choose("Which partner", options))
    if partner is None:
        return None
    current = state.items.get(state.current or "")
    topics = [Option(topic.key, topic.title, topic.key) for topic in state.charter.topics]
    chosen = (current.agenda.topic if current else None) or ""
    topic = await screen.ask(Choose("On which topic", topics, chosen=chosen))
    return None if topic is None else (partner, topic)


def _fields(state: State, setting: str) -> list[Field]:
    fields: list[Field] = []
    if setting in VALUES:
        fields.append(Field("value", "Ruling", options=VALUES[setting]))
    elif setting == "eligible":
        fields.append(Field("value", "Ruling", "no", options=_ELIGIBLE))
    elif setting == "quorum":
        fields.append(Field("value", "Members needed", required=True, hint="a whole number"))
    fields.append(Field("text", "In the chair's words", required=True, long=True))
    chair = [Option("chair", member_label(state, state.chair))] if state.chair else []
    fields.append(Field("by", "Ruling of", options=(*chair, Option("other", "somebody else"))))
    return fields


def _heading(state: State, about: tuple[str, str] | None) -> str:
    if about is None:
        return "It holds for this meeting, until the chair rules otherwise."
    title = state.charter.topic_title(about[1])
    return f"{state.partners[about[0]].name or about[0]} on “{title}”. It holds for this meeting and all its motions."


def _value(setting: str, given: dict[str, str], about: tuple[str, str] | None) -> Any:
    if setting == "eligible" and about is not None:
        return {"partner": about[0], "topic": about[1], "eligible": given["value"] == "yes"}
    if setting == "quorum":
        text = given["value"]
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else None
    return given["value"] if setting in VALUES else given["text"]
