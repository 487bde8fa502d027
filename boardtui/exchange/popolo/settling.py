"""Makes the vote events once all files are read, since an event, its motion and its votes may stand apart."""

from __future__ import annotations

from collections.abc import Iterator

from boardtui.charter.words import counted
from boardtui.exchange.popolo.ballots import ballots_of, counts_of
from boardtui.exchange.popolo.fields import Fields, Wrong
from boardtui.exchange.popolo.keys import NAMELESS
from boardtui.exchange.popolo.reading import RawVote
from boardtui.exchange.popolo.records import Event, Gathered, PopoloMotion


class Waiting:
    """A vote event whose motion or votes may stand elsewhere in the files."""

    __slots__ = ("fields", "motion", "organisation", "where")

    def __init__(self, where: str, fields: Fields, motion: PopoloMotion | None, organisation: str) -> None:
        self.where, self.fields, self.motion, self.organisation = where, fields, motion, organisation


def completed(motion: PopoloMotion, given: PopoloMotion) -> PopoloMotion:
    """A motion that is given twice: what the first left out is taken from the second."""
    for name in ("text", "classification", "requirement", "result", "organisation", "date", "creator"):
        if not getattr(motion, name):
            setattr(motion, name, getattr(given, name))
    return motion


def settle(gathered: Gathered, waiting: list[Waiting], flat: dict[str, list[RawVote]]) -> None:
    """Make the vote events, now that all motions and votes are known; a bad one is skipped with the reason."""
    seen: set[str] = set()
    waiting.reverse()
    while waiting:
        one = waiting.pop()
        try:
            event = _event(gathered, one, flat)
            if event.id in seen:
                raise Wrong("it is given a second time")
            seen.add(event.id)
        except Wrong as wrong:
            gathered.skipped.add(f"{one.where}: {wrong}")
            continue
        gathered.events.append(event)
        event.motion.events += 1
    _tell_of_dangling(gathered, flat)


def _tell_of_dangling(gathered: Gathered, flat: dict[str, list[RawVote]]) -> None:
    """Say what names something that the files do not hold: votes, voters, bodies and motions."""
    for ident, votes in flat.items():
        belong = counted(len(votes), "vote belongs", "votes belong")
        gathered.skipped.add(f"{belong} to the vote event {ident[:70]!r}, which the files do not hold")
    voters = {ballot.voter for event in gathered.events for ballot in event.ballots}
    bodies = {event.organisation for event in gathered.events} - {""}
    motions = {event.motion.id for event in gathered.events if not event.motion.text}
    for what, known, named in (
        ("voters", gathered.persons.keys() | gathered.organisations.keys(), voters),
        ("organisations", gathered.organisations.keys(), bodies),
        ("motions", gathered.motions.keys() - gathered.unheld, motions),
    ):
        lacking = sorted(named - known) if known or what == "motions" else []
        if lacking:
            few = ", ".join(ident[:70] for ident in lacking[:5]) + (", …" if len(lacking) > 5 else "")
            gathered.remarks.add(
                f"{len(lacking)} {what[:-1] if len(lacking) == 1 else what} {'is' if len(lacking) == 1 else 'are'} known by id "
                f"alone, since the files hold no more: {few}."
            )


def _event(gathered: Gathered, waiting: Waiting, flat: dict[str, list[RawVote]]) -> Event:
    fields = waiting.fields
    fields.where = ""
    ident = fields.ident("id", "_id")
    votes = [*_votes(fields), *flat.pop(ident or "\0", ())]
    ballots = ballots_of(gathered, votes, waiting.where)
    motion = waiting.motion or _motion_of(gathered, fields, ident or f"{NAMELESS}{waiting.where}")
    event = Event(
        where=waiting.where,
        id=ident or waiting.where,
        motion=motion,
        organisation=waiting.organisation or motion.organisation,
        date=fields.text("start_date", "date") or motion.date or fields.text("end_date") or _day_of_session(fields),
        result=fields.text("result"),
        counts=counts_of(fields),
        ballots=ballots,
    )
    if not ballots and not sum(event.totals().values()):
        raise Wrong(
            "it has counts and no votes, so it cannot be recounted" if fields.has("counts") else "it has no votes"
        )
    return event


def _day_of_session(fields: Fields) -> str:
    """When the session began in which the vote was, where that is embedded; empty where it is not."""
    session = fields.value.get("legislative_session")
    return Fields(session, fields.at("legislative_session")).text("start_date") if isinstance(session, dict) else ""


def _votes(fields: Fields) -> Iterator[RawVote]:
    for place, value in fields.many("votes"):
        if not isinstance(value, RawVote):
            raise Wrong(f"{place} is no vote: it needs an option and a voter_id")
        yield value


def _motion_of(gathered: Gathered, fields: Fields, ident: str) -> PopoloMotion:
    """The motion that the event names, else one made from what the event says of it."""
    named = fields.ident("motion_id", "motion") if not isinstance(fields.value.get("motion"), str) else ""
    given = PopoloMotion(
        id=named or ident,
        text=fields.text("motion_text", "text", "title", "name", "identifier"),
        classification=fields.text("classification"),
        requirement=fields.text("requirement"),
    )
    if named and named not in gathered.motions:
        gathered.unheld.add(named)
    return completed(gathered.motions.setdefault(given.id, given), given)
