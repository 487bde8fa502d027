"""Asks about the yearly round of declarations, and about gifts and hospitality."""

from __future__ import annotations

import datetime

from boardtui.dates import day_as_written
from boardtui.meeting.entries import DeclarationReturned, DeclarationsAsked, GiftDeclared
from boardtui.meeting.followup.declarations import JOINED, Round, holders
from boardtui.meeting.state.labels import member_label, seat_numbers
from boardtui.tui.dates import HINT, PAST_HINT, read_day
from boardtui.tui.forms.checks import readable
from boardtui.tui.forms.dialogs import NO_YES, Choose, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.interest_forms import CONSENT, publication_fields, whose
from boardtui.tui.screen import BoardScreen

DAYS_TO_ANSWER = 28


async def yearly(screen: BoardScreen, standing: Round | None, today: datetime.date, rounds: int) -> None:
    """Record a declaration that was returned, or begin a round; ``rounds`` is how many the book has had."""
    if standing is None:
        await _begin(screen, today, rounds)
        return
    numbers = seat_numbers(screen.state)
    remarks = dict.fromkeys(standing.missing, "late" if standing.is_late(today.isoformat()) else "not returned")
    remarks |= dict.fromkeys(standing.joined, JOINED)
    remarks |= {
        key: f"returned {day_as_written(entry.date)}{', nil' if entry.nil else ''}"
        for key, entry in standing.returned.items()
    }
    options = [
        Option(key, member_label(screen.state, key), remark, numbers.get(key, "")) for key, remark in remarks.items()
    ]
    options += [
        Option("other:", "Somebody without a seat", ""),
        Option("round:", "Begin a new round", f"this one was asked for on {standing.asked}"),
    ]
    text = (
        f"Due by {day_as_written(standing.due or '')}: {len(standing.returned)} returned, {len(standing.missing)} not."
    )
    chosen = await screen.ask(Choose("Whose yearly declaration came back", options, text))
    if chosen == "round:":
        await _begin(screen, today, rounds)
    elif chosen is not None:
        await _returned(screen, chosen, today)


async def _begin(screen: BoardScreen, today: datetime.date, rounds: int) -> None:
    due = (today + datetime.timedelta(days=DAYS_TO_ANSWER)).isoformat()
    fields = [
        Field("date", "Asked for on", today.isoformat(), required=True, hint=PAST_HINT),
        Field("due", "To be returned by", due, required=True, hint=HINT),
    ]
    text = "Every member is asked to return a declaration; Home says by when it is due, and who is late stands here."
    given = await _ask(screen, "Yearly round of declarations", fields, text, ("date", "due"), today)
    if given is not None:
        entry = DeclarationsAsked(f"declarations-{rounds + 1}", given["date"], given["due"])
        screen.record(
            entry,
            say=f"Declarations are asked for, due by {day_as_written(entry.due)}. y records each that comes back.",
        )


async def _returned(screen: BoardScreen, key: str, today: datetime.date) -> None:
    state = screen.state
    member = None if key == "other:" else key
    name = holders(state)[member] if member else ""
    label = member_label(state, member) if member else "somebody without a seat"
    fields = [Field("name", "Name and part", required=True)] if member is None else []
    fields += [
        Field("date", "Returned on", today.isoformat(), required=True, hint=PAST_HINT),
        Field("nil", "Nil return", "no", options=NO_YES, hint="yes: nothing to declare"),
    ]
    text = "What it declares is put into the register with r."
    given = await _ask(screen, f"Declaration of {label}", fields, text, ("date",), today)
    if given is not None:
        entry = DeclarationReturned(member, name or given["name"], given["date"], nil=given["nil"] == "yes")
        screen.record(
            entry, say=f"Returned by {entry.name}{': nil' if entry.nil else '; r registers what it declares'}."
        )


async def gift(screen: BoardScreen, today: datetime.date) -> None:
    """Record a gift or hospitality: to whom, what, from whom, worth what, and what was done about it."""
    chosen = await whose(screen, "Gift or hospitality", "Offered to")
    if chosen is None:
        return
    member, person = chosen
    fields = [
        Field("what", "What was offered", required=True),
        Field("giver", "Offered by", required=True, hint="name, organisation and what it does"),
        Field("worth", "Estimated value", hint="e.g. £40; optional"),
        Field("date", "Offered on", today.isoformat(), hint=HINT),
        Field("accepted", "Accepted", "yes", options=NO_YES),
        Field("done", "What was done, and why", hint="e.g. given to the charity; optional"),
        *publication_fields(today),
    ]
    label = member_label(screen.state, member) if member else person
    given = await _ask(screen, f"Gift or hospitality, {label}", fields, "", ("date", "declared"), today)
    if given is None:
        return
    entry = GiftDeclared(
        member,
        given["what"],
        given["giver"],
        person=person,
        worth=given["worth"],
        date=given["date"],
        declared=given["declared"],
        accepted=given["accepted"] == "yes",
        done=given["done"],
        consent=CONSENT[given["consent"]],
        confidential=given["confidential"] == "yes",
    )
    screen.record(
        entry, say="Recorded in the register of gifts and hospitality; b on Home writes it with the interests."
    )


async def _ask(
    screen: BoardScreen, title: str, fields: list[Field], text: str, days: tuple[str, ...], today: datetime.date
) -> dict[str, str] | None:
    """A form of which those fields are days of the calendar."""
    check = readable(**dict.fromkeys(days, lambda day: read_day(day, today)))
    given: dict[str, str] | None = await screen.ask(Form(title, fields, text, check=check))
    return None if given is None else {**given, **{name: read_day(given[name], today) or "" for name in days}}
