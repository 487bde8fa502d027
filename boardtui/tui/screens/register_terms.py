"""The terms of reference of a body: what they add where the memorandum is silent, and where they say so."""

from __future__ import annotations

from typing import Any, ClassVar

from msgspec.structs import replace

from boardtui.charter.check_terms import PROXY_DETAILS
from boardtui.charter.model import Quorum, Terms
from boardtui.charter.words import YEARS
from boardtui.register.people import members
from boardtui.register.rules import set_terms, silences, terms
from boardtui.register.spoken import NOT_DEFINED, WORDS, all_of, said
from boardtui.register.tables import RegisterError
from boardtui.session import filled
from boardtui.tui.dialogs import Option, Pick
from boardtui.tui.form import Field, Form
from boardtui.tui.safe import EMPTY, Line, Span, fit, line, span, wrap
from boardtui.tui.screens.register_tab import BodyTab
from boardtui.tui.widgets.rows import Row
from boardtui.years import CALENDAR, FINANCIAL, beginning

LABELS = {
    "number": "Quorum: members present",
    "fraction": "Quorum: share of the members",
    "seats": "Quorum: seats that must be there",
    "conflicted_count": "Quorum: withdrawn members",
    "deputies": "Deputies",
    "remote": "Who attends remotely",
    "casting_vote": "Casting vote",
    "proxies": "Proxies",
    "proxies_most": "Proxies: most one person holds",
    "proxies_present": "Proxies: counted as present",
    "proxies_conflicted": "Proxies: holder with an interest",
    "year_begins": "Year meetings are counted in",
    "source": "Where this is written",
}
OTHER = "other"
QUORUM = ("number", "fraction", "seats", "conflicted_count")
SILENCE = {
    "deputies": "deputies",
    "remote": "remote-attendance",
    "casting_vote": "casting-vote",
    **dict.fromkeys(("proxies", *PROXY_DETAILS), "proxies"),
    "year_begins": "year",
}


class TermsTab(BodyTab):
    """One setting a row."""

    title = "Terms of reference"
    short = "Terms"
    works: ClassVar[frozenset[str]] = frozenset({"edit", "body"})

    def head(self, width: int) -> tuple[Line, Line]:
        held = terms(self.db, self.body_key)
        source = span(held.source, "strong") if held.source else Span("none entered yet", "warn")
        return self.about("terms of reference: ", source), EMPTY

    def rows(self, width: int) -> list[Row]:
        held = terms(self.db, self.body_key)
        extra = self.screen.board.desk.config.settings.terms.get(self.body_key)
        seats = {member.key: member.seat for member in members(self.db, self.body_key)}
        found = []
        for name, words in LABELS.items():
            value = _words(held, name, seats)
            if value == NOT_DEFINED and (given := _words(filled(held, extra), name, seats)) != NOT_DEFINED:
                shown = Span(f"not defined here; the settings say: {given}", "accent")
            else:
                shown = Span(value, "warn" if value == NOT_DEFINED else "")
            found.append(Row(name, line(span(fit(words, 34), "dim"), shown)))
        return found

    def detail(self, key: str, width: int) -> list[Line]:
        wanted = SILENCE.get(key, "quorum" if key in QUORUM else "")
        for silence in silences(self.db):
            if silence.key == wanted:
                return wrap(f"The memorandum, {silence.title}: {silence.note}", width, "dim")
        return wrap(
            "What is entered here needs its source: the terms of reference, the paragraph, the date.", width, "dim"
        )

    async def edit(self) -> None:
        name, body = self.key, self.body_key
        held = terms(self.db, body)
        answer = await self._asked(name, held)
        if answer is None:
            return
        agreed = _with(held, name, answer[0])
        if agreed == held:
            return
        if name != "source" and agreed != Terms(source=agreed.source):
            field = Field(
                "source", "Where this is written", held.source, required=True, hint="which paragraph, agreed when"
            )
            given = await self.ask(Form(LABELS[name], [field], last="save"))
            if given is None:
                return
            agreed = replace(agreed, source=given["source"])
        elif agreed == Terms(source=agreed.source):
            agreed = Terms()
        done = f"{LABELS[name]}: {_words(agreed, name, {}) if name != 'seats' else 'changed'}."
        await self.screen.change(lambda: set_terms(self.db, body, agreed), done)

    async def _asked(self, name: str, held: Terms) -> tuple[Any] | None:
        """The new value in a tuple; None where the dialog was left."""
        if name == "seats":
            return await self._seats(held)
        if name in PROXY_DETAILS and held.proxies in (None, "none"):
            raise RegisterError("no proxies are allowed here; say first, one line up, who may hold one.")
        if name == "year_begins":
            return await self._year(held)
        if name in ("number", "fraction", "source", "proxies_most"):
            return await self._typed(name, held)
        values: list[Any] = [None, *WORDS[name]] if name in WORDS else [True, False]
        if name == "conflicted_count" and held.quorum is None:
            raise RegisterError("no quorum is defined yet; enter a number, a share or seats first.")
        now = held.quorum.conflicted_count if name == "conflicted_count" and held.quorum else getattr(held, name, None)
        words = _COUNTED if name == "conflicted_count" else {value: said(name, value) for value in values}
        options = [Option(str(index), words[value]) for index, value in enumerate(values)]
        chosen = await self.choose(LABELS[name], options, str(values.index(now)))
        return None if chosen is None else (values[int(chosen)],)

    async def _typed(self, name: str, held: Terms) -> tuple[Any] | None:
        value = getattr(held.quorum, name, None) if name in QUORUM else getattr(held, name)
        hint = _HINTS.get(name, "")
        hint = f"{hint}; empty: not defined" if hint else ""
        said = await self.ask(
            Form(LABELS[name], [Field(name, LABELS[name], str(value or ""), hint=hint)], last="go on")
        )
        if said is None:
            return None
        text: str = said[name]
        if name in _NUMBERS and text and not (text.isascii() and text.isdecimal() and len(text) < 6):
            raise RegisterError(f"The number of {_NUMBERS[name]} must be a whole number.")
        if name in _NUMBERS:
            return (int(text) if text else None,)
        return (text if name == "source" else text or None,)

    async def _year(self, held: Terms) -> tuple[str | None] | None:
        other = "" if held.year_begins in (None, CALENDAR, FINANCIAL) else held.year_begins or ""
        options = [
            Option(NOT_DEFINED, NOT_DEFINED, "the plan then reckons by both years"),
            Option(CALENDAR, YEARS[CALENDAR]),
            Option(FINANCIAL, YEARS[FINANCIAL]),
            Option(OTHER, f"from {other}" if other else "from another day", "such as that of the memorandum"),
        ]
        now = OTHER if other else held.year_begins or NOT_DEFINED
        chosen = await self.choose(LABELS["year_begins"], options, now)
        if chosen != OTHER:
            return None if chosen is None else (None if chosen == NOT_DEFINED else chosen,)
        field = Field("day", "It begins on", other, required=True, hint="day and month, such as 24 June")
        said = await self.ask(Form(LABELS["year_begins"], [field], last="go on"))
        if said is None:
            return None
        try:
            return (beginning(said["day"]),)
        except ValueError:
            raise RegisterError(f"{said['day']!r} is no day that every year has; write it like 24 June.") from None

    async def _seats(self, held: Terms) -> tuple[Any] | None:
        options = [Option(member.key, member.seat) for member in members(self.db, self.body_key)]
        marked = held.quorum.seats if held.quorum else ()
        picked = await self.ask(
            Pick(LABELS["seats"], options, "None marked: no seat is required.", marked=marked, least=0)
        )
        return None if picked is None else (tuple(picked),)


_HINTS = {
    "number": "a whole number",
    "fraction": "an exact fraction such as 1/3",
    "proxies_most": "a whole number",
}
_NUMBERS = {"number": "members", "proxies_most": "proxies"}
_COUNTED = {True: "count towards it", False: "do not count towards it"}


def _with(held: Terms, name: str, value: Any) -> Terms:
    if name == "proxies" and value in (None, "none"):
        return replace(held, proxies=value, **dict.fromkeys(PROXY_DETAILS))
    if name not in QUORUM:
        return replace(held, **{name: value})
    quorum = replace(held.quorum or Quorum(), **{name: value})
    asks = quorum.number is not None or quorum.fraction is not None or quorum.seats or quorum.categories or quorum.roles
    return replace(held, quorum=quorum if asks else None)


def _words(held: Terms, name: str, seats: dict[str, str]) -> str:
    if name not in QUORUM:
        return said(name, getattr(held, name))
    if held.quorum is None:
        return NOT_DEFINED
    value = getattr(held.quorum, name)
    if name == "seats":
        return all_of(seats.get(key, key) for key in value) or "none"
    if name == "conflicted_count":
        return _COUNTED[value]
    return said(name, value)
