"""Gathers people, bodies, motions and vote events from files, in each of the shapes in which people publish them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from boardtui.exchange.popolo.fields import Fields, Wrong, identifier
from boardtui.exchange.popolo.keys import NAMELESS
from boardtui.exchange.popolo.reading import PopoloError, RawVote, read
from boardtui.exchange.popolo.records import Gathered, Membership, PopoloMotion
from boardtui.exchange.popolo.settling import Waiting, completed, settle

PERSONS = ("persons", "people")
ORGANISATIONS = ("organizations", "organisations", "parties")
EVENTS = ("vote_events", "voteevents", "events")
_LISTS = frozenset({*PERSONS, *ORGANISATIONS, *EVENTS, "memberships", "motions", "votes"})
_WRAPPERS = ("results", "result", "objects", "items", "data")
_NAMED = frozenset({"id", "_id", "name", "memberships"})
_MOTION = frozenset(
    {"id", "_id", "text", "title", "name", "identifier", "classification", "requirement", "result", "date"}
    | {"organization_id", "organization", "creator_id", "creator", "vote_events", "legislative_session"}
)
_EVENT = frozenset(
    {"id", "_id", "identifier", "motion", "motion_id", "motion_text", "motion_classification", "title", "name"}
    | {"organization_id", "organization", "start_date", "date", "end_date", "result", "counts", "votes"}
    | {"requirement", "text", "classification", "legislative_session"}
)
_MEMBERSHIP = frozenset(
    {"id", "_id", "person_id", "person", "member", "member_id", "organization_id", "organization", "role", "label"}
    | {"on_behalf_of_id", "on_behalf_of", "start_date", "end_date"}
)


def gather(paths: list[Path]) -> Gathered:
    """All that the files hold; people and bodies may stand in another file than the votes.

    Raises:
        PopoloError: a file cannot be taken in; the sentence names file and place.
    """
    gathered = Gathered()
    waiting: list[Waiting] = []
    flat: dict[str, list[RawVote]] = {}
    for path in paths:
        try:
            _File(gathered, str(path), waiting, flat).take(read(path, gathered.ignored))
        except Wrong as wrong:
            raise PopoloError(f"{path}: {wrong}. Ask whoever sent it for a corrected copy.") from None
    settle(gathered, waiting, flat)
    return gathered


class _File:
    """Takes one file apart."""

    def __init__(self, gathered: Gathered, path: str, waiting: list[Waiting], flat: dict[str, list[RawVote]]) -> None:
        self.found, self.path, self.waiting, self.flat = gathered, path, waiting, flat

    def take(self, data: Any, *, wrapped: bool = False) -> None:
        if isinstance(data, list):
            for number, value in enumerate(data):
                self._single(value, f"[{number}]")
            return
        top = Fields(data, "" if isinstance(data, dict) else "the file")
        inside = next((top.value[name] for name in _WRAPPERS if isinstance(top.value.get(name), list | dict)), None)
        if _is_motion(top) or _is_event(top):
            self._single(data, "the file")
        elif _LISTS & top.value.keys():
            self._collection(top)
        elif inside is not None and not wrapped:
            self.take(inside, wrapped=True)
        else:
            raise Wrong("it holds neither motions nor vote events, so it is not Popolo data with votes")

    def _single(self, value: Any, where: str) -> None:
        """An element that stands on its own: what it is must be seen from its fields."""
        if isinstance(value, RawVote):
            self._vote(value, where)
            return
        fields = Fields(value, where)
        if _is_motion(fields):
            self._motion(fields)
        elif _is_event(fields):
            self._event(fields, None)
        elif fields.has("person_id", "person") and fields.has("organization_id", "organization"):
            self._membership(fields)
        elif fields.has("classification", "parent_id", "founding_date"):
            self._organisation(fields)
        elif fields.has("name"):
            self._person(fields)
        else:
            raise Wrong(f"{where} is neither a motion, a vote event, a person, an organisation nor a membership")

    def _collection(self, top: Fields) -> None:
        takers: dict[str, Callable[[Fields], object]] = {
            **dict.fromkeys(PERSONS, self._person),
            **dict.fromkeys(ORGANISATIONS, self._organisation),
            "memberships": self._membership,
            "motions": self._motion,
        }
        for name, take in takers.items():
            for place, value in top.many(name):
                take(Fields(value, place))
        for name in EVENTS:
            for place, value in top.many(name):
                fields = Fields(value, place)
                if name != "events" or _is_event(fields):
                    self._event(fields, None)
        for place, value in top.many("votes"):
            self._vote(value, place)
        for name in top.value.keys() - _LISTS:
            self.found.ignored[name[:60]] += 1

    def _vote(self, raw_vote: Any, where: str) -> None:
        """A vote that stands apart from its event."""
        if not isinstance(raw_vote, RawVote):
            raise Wrong(f"{where} is no vote: it needs an option and a voter_id")
        event = raw_vote.event if not isinstance(raw_vote.event, dict) else raw_vote.event.get("id")
        if event is None:
            raise Wrong(f"{where} does not say which vote event it belongs to")
        self.flat.setdefault(identifier(event, f"{where}.vote_event_id"), []).append(raw_vote)

    def _person(self, fields: Fields) -> str:
        name = fields.text("name") or " ".join(filter(None, (fields.text("given_name"), fields.text("family_name"))))
        ident = fields.ident("id", "_id") or name
        fields.leave("person", _NAMED, self.found.ignored)
        if name and name in self.found.persons and not fields.has("id", "_id"):
            self.found.remarks.add(
                f"{self.path} {fields.where}: another {name!r} without an id. Without ids the two cannot be told apart in this "
                "list; in a vote they are kept apart."
            )
        if ident and not self.found.persons.get(ident):
            self.found.persons[ident] = name
        for place, value in fields.many("memberships"):
            self._membership(Fields(value, place), person=ident)
        return ident

    def _organisation(self, fields: Fields) -> str:
        name = fields.text("name")
        ident = fields.ident("id", "_id") or name
        fields.leave("organization", _NAMED | {"classification"}, self.found.ignored)
        if ident and not self.found.organisations.get(ident):
            self.found.organisations[ident] = name
        for place, value in fields.many("memberships"):
            self._membership(Fields(value, place), organisation=ident)
        return ident

    def _membership(self, fields: Fields, person: str = "", organisation: str = "") -> None:
        fields.leave("membership", _MEMBERSHIP, self.found.ignored)
        whose = person or self._embedded(fields, "person_id", "person", "member_id", "member")
        of = organisation or self._embedded(fields, "organization_id", "organization")
        group = self._embedded(fields, "on_behalf_of_id", "on_behalf_of")
        if whose and of:
            role = fields.text("role", "label")[:200]
            membership = Membership(whose, group, role, fields.text("start_date")[:10], fields.text("end_date")[:10])
            self.found.memberships.setdefault(of, []).append(membership)

    def _motion(self, fields: Fields) -> PopoloMotion:
        fields.leave("motion", _MOTION, self.found.ignored)
        ident = fields.ident("id", "_id") or f"{NAMELESS}{self.path} {fields.where}"
        given = PopoloMotion(
            id=ident,
            text=fields.text("text", "title", "name", "identifier"),
            classification=fields.text("classification"),
            requirement=fields.text("requirement"),
            result=fields.text("result"),
            organisation=self._embedded(fields, "organization_id", "organization"),
            date=fields.text("date"),
            creator=self._embedded(fields, "creator_id", "creator"),
        )
        motion = completed(self.found.motions.setdefault(ident, given), given)
        for place, value in fields.many("vote_events"):
            self._event(Fields(value, place), motion)
        return motion

    def _event(self, fields: Fields, motion: PopoloMotion | None) -> None:
        fields.leave("vote_event", _EVENT, self.found.ignored)
        if motion is None and isinstance(fields.value.get("motion"), dict):  # embedded the other way round
            motion = self._motion(Fields(fields.value["motion"], f"{fields.where}.motion"))
        organisation = self._embedded(fields, "organization_id", "organization")
        self.waiting.append(Waiting(f"{self.path} {fields.where}", fields, motion, organisation))

    def _embedded(self, fields: Fields, *names: str) -> str:
        """The id of somebody or some body that is named by id or embedded; an embedded name is kept."""
        for name in names:
            value = fields.value.get(name)
            if isinstance(value, dict):
                inner = Fields(value, f"{fields.where}.{name}")
                organisation = name.startswith(("organization", "on_behalf"))
                return self._organisation(inner) if organisation else self._person(inner)
        return fields.ident(*names)


def _is_event(fields: Fields) -> bool:
    if fields.has(*(_LISTS - {"votes"})):
        return False
    return fields.has("votes", "counts", "motion_id", "motion", "motion_text") and not _is_motion(fields)


def _is_motion(fields: Fields) -> bool:
    if fields.has(*(_LISTS - {"vote_events", "votes"})):
        return False
    if fields.has("vote_events"):
        return fields.has("id", "_id", "text", "title", "name", "identifier", "date", "result")
    return fields.has("text", "requirement") and not fields.has("votes", "counts", "motion", "motion_id")
