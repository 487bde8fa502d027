"""Asks about interests: one declared on items, one that lasts and is registered, one from the register dealt with."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial

from boardtui.charter.words import subject_name
from boardtui.dates import day_month_or_year
from boardtui.meeting.entries import (
    InterestDeclared,
    InterestEnded,
    InterestRegistered,
    InterestReported,
    StandingInterest,
)
from boardtui.meeting.fold.interest_register import Unhandled, registered_label
from boardtui.meeting.fold.keys import next_interest
from boardtui.meeting.state.labels import item_label, member_label, partner_label
from boardtui.meeting.state.state import State
from boardtui.meeting.state.unpublished import may_be_published
from boardtui.meeting.words.value_words import HANDLING, INTEREST
from boardtui.tui.dates import PAST_HINT, read_day
from boardtui.tui.forms.checks import readable
from boardtui.tui.forms.dialogs import Option, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.people_forms import choose_member
from boardtui.tui.screen import BoardScreen

TYPES = tuple(Option(*pair) for pair in INTEREST.items())
CONSENT: Mapping[str, bool | None] = {"": None, "yes": True, "no": False}


def declared_fields(
    interest: str = "",
    nature: str = "",
    handling: str = "",
    reason: str = "",
    *,
    on_items: bool,
    known: Sequence[str] = (),
) -> list[Field]:
    """The fields of a declaration; what is declared in general can only be noted.

    ``known`` are the natures that complete what is typed, as the register has them.
    """
    ways = tuple(Option(key, text) for key, text in HANDLING.items() if on_items or key == "noted")
    what = "what the interest is; → takes the offer" if known else "what the interest is"
    return [
        Field("interest", "Type", interest, options=TYPES),
        Field("nature", "Nature", nature, required=True, hint=what, suggest=tuple(known)),
        Field("handling", "Action taken", handling, options=ways),
        Field("reason", "Reason", reason, hint="optional"),
    ]


def apart(state: State, items: Sequence[str]) -> list[tuple[str, ...]]:
    """The items in entries that are public or confidential as a whole."""
    hidden = tuple(key for key in items if state.items[key].agenda.confidential)
    public = tuple(key for key in items if key not in hidden)
    return [part for part in (public, hidden) if part] or [()]


def rests_on(state: State, standing: str | None, items: Sequence[str]) -> str | None:
    """The interest in the register that a declaration names: none of those kept confidential, where it is public itself.

    The public copy of the book holds it whole, and would tell that the register has such an interest of this member.
    """
    held = state.standing.get(standing or "")
    private = state.excluded or any(state.items[key].agenda.confidential for key in items)
    return None if held is None or (held.confidential and not private) else held.standing


async def deal_with(screen: BoardScreen, unhandled: Unhandled) -> list[InterestDeclared | InterestReported] | None:
    """What is recorded of an interest from the register at this meeting: declared on the items it touches, or told.

    Of one that is confidential it is recorded apart, and in confidence, that the meeting has dealt with it.
    """
    standing_interest, state = unhandled.interest, screen.state
    text = _told(screen, standing_interest)
    if standing_interest.member is None or not unhandled.items:
        sentence = f"{text}\nIt touches " + (
            "nothing on this agenda." if not unhandled.items else _items(state, unhandled) + "."
        )
        given = await screen.ask(
            Form(
                "Put it before the meeting",
                [Field("text", "Note for the minutes", hint="optional")],
                sentence,
            )
        )
        return None if given is None else [InterestReported(standing_interest.standing, given["text"])]
    kept_back = _why_kept_back(standing_interest)
    sentence = f"{text}\n{kept_back}: write here only what may be said." if kept_back else text
    fields = declared_fields(
        standing_interest.interest,
        "" if kept_back else standing_interest.nature,
        "withdraws",
        on_items=True,
    )
    given = await screen.ask(
        Form(f"{registered_label(state, standing_interest)}, {_items(state, unhandled)}", fields, sentence)
    )
    if given is None:
        return None
    declared = [
        InterestDeclared(
            member=standing_interest.member,
            items=part,
            interest=given["interest"],
            nature=given["nature"],
            handling=given["handling"],
            reason=given["reason"],
            standing=rests_on(state, standing_interest.standing, part),
        )
        for part in apart(state, unhandled.items)
    ]
    named = any(entry.standing is not None for entry in declared)
    waits = standing_interest.reported != state.meeting and state.phase != "convened"  # else once the meeting is open
    return [*declared, *([InterestReported(standing_interest.standing)] if waits and not named else [])]


def _told(screen: BoardScreen, standing_interest: StandingInterest) -> str:
    """Whose an interest is, and what it is as far as the screen may show that to those who are in the room."""
    shown = screen.shown.standing.get(standing_interest.standing)
    nature = shown.nature if shown is not None else "confidential; * shows it"
    return f"{registered_label(screen.state, standing_interest)}: {nature}"


def _why_kept_back(standing_interest: StandingInterest) -> str:
    """Why the words of the register are not proposed for the minutes; empty where they may be."""
    if standing_interest.confidential:
        return "This interest is confidential in the register"
    return "Its holder does not consent to publication" if standing_interest.consent is False else ""


async def register(screen: BoardScreen, today: datetime.date) -> InterestRegistered | None:
    """An interest that lasts: whose, what it is, what it concerns, from when and until when."""
    state = screen.state
    who = await whose(screen, "Add an interest to the register", "Whose interest")
    if who is None:
        return None
    member, person = who
    label = member_label(state, member) if member else person
    about = [
        Option(f"t:{topic.key}", topic.title, subject_name(state.charter.topics)) for topic in state.charter.topics
    ]
    about += [Option(f"p:{key}", partner_label(state, key), "partner") for key in state.partners]
    text = "Items with these subjects, or that name these partners, are shown at every meeting until it ends."
    chosen = await screen.ask(Pick(f"What the interest of {label} concerns", about, text, least=0)) if about else []
    if chosen is None:
        return None
    given = await _ask_days(screen, f"Interest of {label}", today)
    if given is None:
        return None
    consent = CONSENT[given["consent"]]
    private = given["confidential"] == "yes" or not may_be_published(consent)
    return InterestRegistered(
        standing=next_interest(state, private=private),
        member=member,
        person=person,
        interest=given["interest"],  # type: ignore[arg-type]  # one of the options of the field
        nature=given["nature"],
        topics=tuple(key[2:] for key in chosen if key.startswith("t:")),
        partners=tuple(key[2:] for key in chosen if key.startswith("p:")),
        words=tuple(word.strip() for word in given["words"].split(",") if word.strip()),
        since=given["since"],
        until=given["until"] or None,
        mitigation=given["mitigation"],
        declared=given["declared"],
        consent=consent,
        confidential=private,
    )


async def end(screen: BoardScreen, key: str, today: datetime.date) -> InterestEnded | None:
    """That an interest in the register has ended, when and why."""
    standing_interest = screen.state.standing[key]
    fields = [Field("date", "Ended on", today.isoformat(), required=True, hint=PAST_HINT), Field("reason", "Why")]
    text, check = _told(screen, standing_interest), readable(date=lambda day: read_day(day, today))
    given = await screen.ask(Form("The interest has ended", fields, text, check=check))
    if given is None:
        return None
    return InterestEnded(key, read_day(given["date"], today) or today.isoformat(), given["reason"])


async def whose(screen: BoardScreen, title: str, label: str) -> tuple[str | None, str] | None:
    """A member, or the name of somebody who holds no seat."""
    state = screen.state
    where = Field(
        "who",
        label,
        "member",
        options=(Option("member", "a member"), Option("other", "somebody without a seat")),
    )
    name = Field("name", "Name and role", hint="only for somebody without a seat")
    given = await screen.ask(Form(title, [where, name]))
    if given is None:
        return None
    if given["who"] == "other" or given["name"].strip():
        if not given["name"].strip():
            screen.say("Not recorded: somebody without a seat needs a name.", "warn")
            return None
        return None, given["name"]
    filled = [key for key, member in state.members.items() if not member.vacant]
    key = await choose_member(screen, label, filled, seated=False)
    return None if key is None else (key, "")


def publication_fields(today: datetime.date) -> tuple[Field, ...]:
    """When it was declared, whether its publication is agreed to (as ``CONSENT`` reads it), and whether it is confidential."""
    return (
        Field("declared", "Declared on", today.isoformat(), hint=PAST_HINT),
        Field(
            "consent",
            "Consent to publish",
            options=(Option("", "not asked"), Option("yes", "given"), Option("no", "not given")),
            hint="not given: confidential",
        ),
        Field("confidential", "Confidential", "no", options=(Option("no", "public"), Option("yes", "confidential"))),
    )


async def _ask_days(screen: BoardScreen, title: str, today: datetime.date) -> dict[str, str] | None:
    """The fields of a lasting interest, asked again until both days are days of the calendar."""
    fields = [
        Field("interest", "Type", options=TYPES),
        Field("nature", "Nature", required=True, hint="what the interest is"),
        Field("words", "Words in an item's title", hint="separated by commas; optional"),
        Field("since", "From", today.isoformat(), hint="e.g. 30/11/2026, Apr 2019 or 2019"),
        Field("until", "Until", hint="leave blank while no end is known"),
        Field("mitigation", "What is done about it", hint="e.g. does not chair the item; optional"),
        *publication_fields(today),
    ]
    month = partial(_read_day_or_month, today=today)
    readers: dict[str, Callable[[str], str]] = {
        "since": month,
        "until": month,
        "declared": lambda day: read_day(day, today) or "",
    }
    given: dict[str, str] | None = await screen.ask(Form(title, fields, check=readable(**readers)))
    return None if given is None else {**given, **{name: read(given[name]) for name, read in readers.items()}}


def _read_day_or_month(text: str, today: datetime.date) -> str:
    """A day, a month (2019-04) or a year; empty where nothing is given. Raises ValueError as read_day does."""
    try:
        return read_day(text, today) or ""
    except ValueError:
        with suppress(ValueError):
            return day_month_or_year(text)
        raise


def _items(state: State, unhandled: Unhandled) -> str:
    numbers = ", ".join(item_label(state, key) for key in unhandled.items)
    return f"item{'s' if len(unhandled.items) > 1 else ''} {numbers}"
