"""The terms of reference of a body: what they add where the memorandum is silent, and where they say so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from msgspec.structs import replace

from boardtui.charter.check_terms import PROXY_DETAILS
from boardtui.charter.filling import filled_with
from boardtui.charter.settings import NOT_DEFINED, SETTINGS, TERMS, YEARS
from boardtui.charter.terms_of_reference import CONFLICTED, Quorum, Terms
from boardtui.charter.words import BY_KEY, sources_words, value_words
from boardtui.dates import CALENDAR, FINANCIAL, beginning
from boardtui.register.people import members
from boardtui.register.rules import set_terms, silences, terms
from boardtui.register.tables import RegisterError, listed, unlisted
from boardtui.tui.forms.checks import Wrong
from boardtui.tui.forms.dialogs import Option, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.safe import EMPTY, Line, Span, fit, line, span, wrap
from boardtui.tui.screens.register_tab import BodyTab
from boardtui.tui.screens.setup_screen import UNCHANGED
from boardtui.tui.status import NARROW
from boardtui.tui.views.register import labelled
from boardtui.tui.widgets.rows import Row

OTHER = "other"
QUORUM = ("quorum.number", "quorum.fraction", "quorum.seats", CONFLICTED)
FIELDS = (*QUORUM, *(name for name in TERMS if name not in ("quorum", "sources")))
HINTS = {
    "quorum.number": "a whole number",
    "quorum.fraction": "an exact fraction such as 1/3",
    "proxies_most": "a whole number",
    "notice_days": "a whole number of clear days",
    "agenda_days": "a whole number of clear days",
    "minutes_days": "a whole number of days",
    "urgent_by": "roles, with commas between them",
    "exclusion_words": "what follows “because” in the resolution",
}
DAYS = ("notice_days", "agenda_days", "minutes_days")
NUMBERS = {"quorum.number": "members", "proxies_most": "proxies", **dict.fromkeys(DAYS, "days")}
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
        source = span(sources_words(held), "strong") if held.source else Span("none entered yet", "warn")
        return self.about("terms of reference: ", source), EMPTY

    def rows(self, width: int) -> list[Row]:
        agreed = terms(self.db, self.body_key)
        in_force = filled_with(agreed, self.screen.board.desk.config.settings.terms.get(self.body_key))
        seats = {member.key: member.seat for member in members(self.db, self.body_key)}
        rows, room = [], 33 if width < NARROW else max(len(SETTINGS[name].label) for name in FIELDS)
        for name in FIELDS:
            text = _words(agreed, name, seats)
            given = _words(in_force, name, seats)
            if text == NOT_DEFINED and not given.startswith(NOT_DEFINED):
                shown = Span(f"not defined here; in config.toml: {given}", "accent")
            else:
                shown = Span(text, "warn" if text.startswith(NOT_DEFINED) else "")
            rows.append(Row(name, line(span(fit(SETTINGS[name].label, room), "dim"), "  ", shown)))
        return rows

    def detail(self, key: str, width: int) -> list[Line]:
        return [*self._written(key, width), *self._silence(key, width)]

    def _written(self, key: str, width: int) -> list[Line]:
        """Where the setting in force is written, as it was entered with it; nothing where none is defined."""
        given = self.screen.board.desk.config.settings.terms.get(self.body_key)
        in_force = filled_with(terms(self.db, self.body_key), given)
        seats = {member.key: member.seat for member in members(self.db, self.body_key)}
        if key in ("", "source") or _words(in_force, key, seats).startswith(NOT_DEFINED):
            return []
        return labelled("written in", in_force.source_of(key), width)

    def _silence(self, key: str, width: int) -> list[Line]:
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
            self.screen.say(UNCHANGED)
            return
        if name != "source" and agreed != Terms(source=agreed.source):
            now, hint = held.source_of(name), "which paragraph, agreed when"
            field = Field("source", "Where this is written", now, required=True, hint=hint)

            def check(given: dict[str, str]) -> Wrong | None:
                return self.wrong_in(
                    lambda: set_terms(self.db, body, _sourced(agreed, name, given["source"])), "source"
                )

            given = await self.ask(Form(SETTINGS[name].label, [field], last="save", check=check))
            if given is None:
                return
            agreed = _sourced(agreed, name, given["source"])
        elif agreed == Terms(source=agreed.source):
            agreed = Terms()
        seats = {member.key: member.seat for member in members(self.db, body)}
        done = f"{SETTINGS[name].label}: {_words(agreed, name, seats)}."
        await self.screen.change(lambda: set_terms(self.db, body, agreed), done)

    async def _asked(self, name: str, held: Terms) -> tuple[Any] | None:
        """The new value in a tuple; None where the dialog was left."""
        if name == "quorum.seats":
            return await self._seats(held)
        if name in PROXY_DETAILS and held.proxies in (None, "none"):
            raise RegisterError("no proxies are allowed here; choose first, under Proxies, who may hold one.")
        if name == "year_begins":
            return await self._year(held)
        if name == "urgent_by" and held.urgent != "allowed":
            raise RegisterError("urgent decisions are not allowed here; allow them first.")
        if name == "exclusion_words" and held.exclusion != "own":
            raise RegisterError("choose first, under Ground for excluding the public, that it is the board's own.")
        if not SETTINGS[name].values:
            return await self._typed(name, held)
        if name == CONFLICTED and held.quorum is None:
            raise RegisterError("no quorum is defined yet; enter a number, a fraction or seats first.")
        values = [None, *SETTINGS[name].values]
        options = [Option(str(index), _value_words(name, value)) for index, value in enumerate(values)]
        chosen = await self.choose(SETTINGS[name].label, options, str(values.index(_value(held, name))))
        return None if chosen is None else (values[int(chosen)],)

    async def _typed(self, name: str, held: Terms) -> tuple[Any] | None:
        value = _value(held, name)
        now = listed(value) if isinstance(value, tuple) else "" if value is None else str(value)
        text = f"Enter {HINTS[name]}; leave blank for not defined." if name in HINTS else ""
        title = SETTINGS[name].label

        def check(given: dict[str, str]) -> Wrong | None:
            return self.wrong_in(lambda: self._rehearse(held, name, _entered(name, given[name])), name)

        given = await self.ask(Form(title, [Field(name, title, now)], text, last="go on", check=check))
        return None if given is None else (_entered(name, given[name]),)

    def _rehearse(self, held: Terms, name: str, value: Any) -> None:
        """Enter the terms with one setting changed; where they are written is asked afterwards."""
        agreed = _with(held, name, value)
        set_terms(self.db, self.body_key, agreed if agreed.source or agreed == Terms() else replace(agreed, source="?"))

    async def _year(self, held: Terms) -> tuple[str | None] | None:
        other = "" if held.year_begins in (None, CALENDAR, FINANCIAL) else held.year_begins or ""
        options = [
            Option(NOT_DEFINED, NOT_DEFINED, "the forward plan then shows both years"),
            Option(CALENDAR, YEARS[CALENDAR]),
            Option(FINANCIAL, YEARS[FINANCIAL]),
            Option(OTHER, f"from {other}" if other else "from another date", "such as that of the memorandum"),
        ]
        now = OTHER if other else held.year_begins or NOT_DEFINED
        chosen = await self.choose(SETTINGS["year_begins"].label, options, now)
        if chosen != OTHER:
            return None if chosen is None else (None if chosen == NOT_DEFINED else chosen,)
        field = Field("day", "It begins on", other, required=True, hint="day and month, e.g. 24 June")

        def check(given: dict[str, str]) -> Wrong | None:
            return self.wrong_in(lambda: _begins(given["day"]), "day")

        value = await self.ask(Form(SETTINGS["year_begins"].label, [field], last="go on", check=check))
        return None if value is None else (_begins(value["day"]),)

    async def _seats(self, held: Terms) -> tuple[Any] | None:
        options = [Option(member.key, member.seat) for member in members(self.db, self.body_key)]
        marked = held.quorum.seats if held.quorum else ()
        picked = await self.ask(
            Pick(
                SETTINGS["quorum.seats"].label,
                options,
                "Leave all unmarked where no seat is required.",
                marked=marked,
                least=0,
            )
        )
        return None if picked is None else (tuple(picked),)


def _entered(name: str, typed: str) -> Any:
    """What was typed for a setting, as the terms have it. Raises RegisterError where it is no such value."""
    if name in NUMBERS and typed and not (typed.isascii() and typed.isdecimal() and len(typed) < 6):
        raise RegisterError(f"The number of {NUMBERS[name]} must be a whole number.")
    if name in NUMBERS:
        return int(typed) if typed else None
    if name == "urgent_by":
        return tuple(unlisted(typed)) or None
    return typed if name == "source" else typed or None


def _begins(day: str) -> str:
    """The day on which the year begins. Raises RegisterError where not every year has it."""
    try:
        return beginning(day)
    except ValueError:
        raise RegisterError(f"{day!r} is not a date that every year has; enter it as 24 June.") from None


def _value(agreed: Terms, name: str) -> Any:
    if name == CONFLICTED and not agreed.says_conflicted:
        return None
    part = name.removeprefix("quorum.")
    return getattr(agreed, name) if part == name else getattr(agreed.quorum, part, None)


def _defined(name: str) -> str:
    """The setting that a row is part of."""
    return "quorum" if name in QUORUM else name


def _sourced(agreed: Terms, name: str, source: str) -> Terms:
    """The terms with where this one is written: another place than that of the rest is told of it alone."""
    if not agreed.source:
        return replace(agreed, source=source)
    if name == CONFLICTED:
        return replace(agreed, sources={**agreed.sources, name: source}) if name in agreed.sources else agreed
    if source == agreed.source or getattr(agreed, _defined(name)) is None:
        return agreed
    return replace(agreed, sources={**agreed.sources, _defined(name): source})


def _with(agreed: Terms, name: str, value: Any) -> Terms:
    """The terms with one setting changed, and with it those that mean nothing any more; its own source goes."""
    field, _, part = name.partition(".")
    if name == CONFLICTED:
        return _with_conflicted(agreed, value)
    sources = {key: source for key, source in agreed.sources.items() if key != field}
    if part:
        quorum = replace(agreed.quorum or Quorum(), **{part: value})
        if quorum.asks:
            return replace(agreed, quorum=quorum, sources=sources)
        return replace(agreed, quorum=None, sources={key: text for key, text in sources.items() if key != CONFLICTED})
    changes = {name: value}
    if name == "proxies" and value in (None, "none"):
        changes |= dict.fromkeys(PROXY_DETAILS)
    if name == "urgent" and value != "allowed":
        changes["urgent_by"] = None
    return replace(agreed, sources={key: text for key, text in sources.items() if key not in changes}, **changes)


def _with_conflicted(agreed: Terms, counted: bool | None) -> Terms:
    """The terms with whether the quorum counts members kept from voting; where that is written tells it from None."""
    assert agreed.quorum is not None
    sources = {key: source for key, source in agreed.sources.items() if key != CONFLICTED}
    if counted is not None:
        sources[CONFLICTED] = agreed.source_of(CONFLICTED)
    return replace(agreed, quorum=replace(agreed.quorum, conflicted_count=counted is not False), sources=sources)


def _words(agreed: Terms, name: str, seats: dict[str, str]) -> str:
    if name in QUORUM and agreed.quorum is None:
        return NOT_DEFINED
    return _value_words(name, _value(agreed, name), seats)


def _value_words(name: str, value: Any, seats: Mapping[str, str] = BY_KEY) -> str:
    """The value in words; of what counts where nothing is said of it, also that."""
    text = value_words(name, value, seats)
    return f"{text}; they {SETTINGS[name].values[True]}" if name == CONFLICTED and value is None else text
