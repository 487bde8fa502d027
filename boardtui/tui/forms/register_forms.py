"""Asks for a meeting and for an agenda item; what makes no sense is said in the form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from boardtui.dates import clock_time
from boardtui.meeting.entries import AgendaItem
from boardtui.meeting.entries.parts import ItemKind
from boardtui.meeting.state.standing_items import KINDS
from boardtui.register.agenda import Meeting
from boardtui.register.people import members
from boardtui.register.rules import rules, topics
from boardtui.register.versions import register_as_of
from boardtui.tui.forms.checks import readable
from boardtui.tui.forms.dialogs import NO_YES, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.register_dialogs import TightForm
from boardtui.tui.views.register import local_starts, typed_starts

if TYPE_CHECKING:
    from boardtui.tui.screens.setup_screen import SetupScreen

PUBLIC = (Option("yes", "in public"), Option("no", "not in public"))
PURPOSES = ("for decision", "for decision en bloc", "for discussion", "for information", "for note")


async def ask_meeting(screen: SetupScreen, title: str, held: Meeting) -> dict[str, Any] | None:
    """The fields of a meeting; None where the form was left."""
    desk = screen.board.desk
    starts = partial(local_starts, zone=desk.config.settings.timezone, today=desk.today())
    fields = [
        Field("title", "Title", held.title, required=True),
        Field("starts", "Starts", typed_starts(held.starts), required=True, hint="e.g. 26 November 2026 10am"),
        Field("place", "Place", held.place),
        Field("public", "The meeting is", "yes" if held.public else "no", options=PUBLIC),
    ]
    given = await screen.ask(TightForm(title, fields, last="save", check=readable(starts=starts)))
    if given is None:
        return None
    return {**given, "starts": starts(given["starts"]), "public": given["public"] == "yes"}


_BY_TITLE, _ORDINARY = "title", "ordinary"
_STANDING = (
    Option(_BY_TITLE, "from its title"),
    *(Option(kind or _ORDINARY, label) for kind, label in KINDS.items()),
)
_KINDS: dict[str, ItemKind | None] = {_BY_TITLE: None, **{kind or _ORDINARY: kind for kind in KINDS}}


async def ask_item(screen: SetupScreen, held: AgendaItem | None, title: str) -> dict[str, Any] | None:
    """The fields of an agenda item; None where the form was left. Of a new one the first few are enough."""
    item = held or AgendaItem(item="", title="")
    values = {name: str(getattr(item, name) or "") for name in AgendaItem.__struct_fields__}
    values["confidential"] = "yes" if item.confidential else "no"
    values["standing"] = _BY_TITLE if item.standing is None else item.standing or _ORDINARY
    elements = [Option(topic.key, topic.title) for topic in topics(screen.board.desk.store.connection)]
    subject = Field("topic", "Subject", values["topic"], options=(Option("", "no subject"), *elements), find=True)
    fields = [
        Field("title", "Title", values["title"], required=True),
        Field("purpose", "Purpose", values["purpose"], suggest=PURPOSES, hint="→ takes the offer"),
        Field("minutes", "Minutes", values["minutes"]),
        Field("confidential", "Confidential", values["confidential"], options=NO_YES),
        Field("number", "Number", values["number"], hint="blank: 1, 2, 3 in order"),
        Field("paper", "Paper", values["paper"]),
        Field("lead", "Lead", values["lead"]),
        Field("planned", "Begins at", values["planned"], hint="e.g. 10:40; optional"),
        *([subject] if elements else []),
        Field("standing", "Standing item", values["standing"], options=_STANDING),
    ]
    ends, check = "confidential" if held is None else "", readable(minutes=_minutes, planned=_planned)
    given = await screen.ask(TightForm(title, fields, last="save", ends=ends, check=check))
    if given is None:
        return None
    shaped = {
        "planned": _planned(given["planned"]),
        "minutes": _minutes(given["minutes"]),
        "topic": given.get("topic", values["topic"]) or None,
        "standing": _KINDS[given["standing"]],
    }
    return {**given, **shaped, "confidential": given["confidential"] == "yes"}


def _planned(typed: str) -> str:
    """When an item begins, as the register has it. Raises ValueError where it is no time of day."""
    try:
        return f"{clock_time(typed):%H:%M}" if typed else ""
    except ValueError:
        raise ValueError(f"“{typed[:20]}” is not a time. Enter it as 10:40.") from None


def _minutes(typed: str) -> int | None:
    """How long an item is to take. Raises ValueError where it is no whole number."""
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal()):
        raise ValueError(f"“{typed[:20]}” is not a number of minutes. Enter it as 15, or leave it blank.")
    return int(typed[:9])


def _among(options: list[Option], key: str | None) -> str:
    """A key that is among the options; empty where the charter of the day does not have it."""
    return next((option.key for option in options if option.key == key), "")


async def ask_recommendation(screen: SetupScreen, held: Meeting, item: AgendaItem) -> dict[str, Any] | None:
    """What the item recommends: the words of the motion, its rule and its mover; None where the form was left.

    Rules and members are those of the charter that holds on the day of the meeting.

    Raises:
        RegisterError: a value of that charter cannot be used.
    """
    db = screen.board.desk.store.connection
    unnamed = Option("", "the first rule of the body", "unless the meeting chooses another")
    if topics(db):
        unnamed = Option("", "by the item's subject", "as the memorandum has it for that subject")
    with register_as_of(db, held.starts[:10]) as then:
        ways = [Option(rule.key, f"{rule.clause} {rule.title}") for rule in rules(then, held.body)]
        people = [Option(member.key, member.name or member.seat, member.seat) for member in members(then, held.body)]
    fields = [
        Field("recommendation", "Recommendation", item.recommendation, long=True, hint="the words of the motion"),
        Field("rule", "Decided under", _among(ways, item.rule), options=(unnamed, *ways), find=True),
        Field(
            "mover",
            "To be moved by",
            _among(people, item.mover),
            options=(Option("", "nobody named"), *people),
            find=True,
        ),
    ]
    given = await screen.ask(Form(f"Recommendation of item {item.number} {item.title}", fields, last="save"))
    if given is None:
        return None
    return {**given, "rule": given["rule"] or None, "mover": given["mover"] or None}
