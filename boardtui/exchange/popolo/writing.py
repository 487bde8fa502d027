"""Writes a book as Popolo: persons, organisations, memberships, motions, and vote events with their counts and votes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from boardtui.charter.words import title_of
from boardtui.dates import at_zone, by_day
from boardtui.desk.replay import Replayed
from boardtui.exchange.popolo.keys import Keys
from boardtui.exchange.popolo.minuting import SOURCE
from boardtui.exchange.popolo.requirement import requirement_of
from boardtui.exchange.popolo.shown import Shown
from boardtui.exchange.popolo.voting import Vote, counts_of, votes_of
from boardtui.exchange.popolo.wording import FAIL, OPTIONS, PASS, RESULTS
from boardtui.meeting.record.corrected import text_as_corrected
from boardtui.meeting.record.passages import minuted
from boardtui.meeting.state.check import came_to
from boardtui.meeting.state.days import day_of
from boardtui.meeting.state.holders import names_over
from boardtui.meeting.state.state import Approval, Motion, State

Document = dict[str, list[dict[str, Any]]]


def document(replayed: Replayed, titles: Mapping[str, str], *, public: bool) -> Document:
    """The book as one Popolo document.

    Args:
        replayed: the whole book, gone through and in order.
        titles: the names of bodies, by their keys.
        public: leave out whatever the book holds as confidential; it is built from public entries alone.
    """
    held = by_day(replayed.stretches, lambda stretch: stretch.state.starts)
    meetings = [Shown(stretch, public=public) for stretch in held if stretch.state.meeting]
    approvals = {given.meeting: given for shown in meetings for given in shown.state.approved}
    writer = _Writer(titles, approvals)
    for shown, names in zip(meetings, names_over([shown.state for shown in meetings]), strict=True):
        writer.meeting(shown, names)
    return writer.document()


class _Member:
    """In which meetings of a body somebody is listed as a member: the first and the last, by number and day.

    ``since`` is the day from which they hold the seat, where one of these meetings recorded it.
    """

    def __init__(self, number: int, day: str, since: str) -> None:
        self.first = self.last = (number, day)
        self.since = since


class _Writer:
    """Gathers what is written; everything is named in the order in which the book names it."""

    def __init__(self, titles: Mapping[str, str], approvals: Mapping[str, Approval]) -> None:
        self._titles, self._approvals = titles, approvals
        self._ids = Keys("x")
        self._persons: dict[str, dict[str, Any]] = {}
        self._organisations: dict[str, dict[str, Any]] = {}
        self._members: dict[tuple[str, str, str, str], _Member] = {}
        self._held: dict[str, int] = {}
        self._motions: list[dict[str, Any]] = []
        self._events: list[dict[str, Any]] = []

    def meeting(self, shown: Shown, names: Mapping[str, str]) -> None:
        """What one meeting adds; ``names``: who holds each filled seat."""
        state = shown.state
        voters: dict[str, str] = {}
        groups: dict[str, str] = {}
        for key, name in names.items():
            voters[key] = self._person(key, name)
        for partner in state.partners.values():
            if state.charter.name != SOURCE or partner.key not in state.members:  # else it stands in for the member
                groups[partner.key] = self._organisation(partner.key, partner.name or partner.short or partner.key)
        body = self._body(state)
        if body:
            self._sits(shown, body, voters, groups)
        for motion in state.motions.values():
            self._motion(state, motion, shown, body, voters, groups)

    def document(self) -> Document:
        """All of it."""
        return {
            "persons": list(self._persons.values()),
            "organizations": list(self._organisations.values()),
            "memberships": [self._membership(*who, member) for who, member in self._members.items()],
            "motions": self._motions,
            "vote_events": self._events,
        }

    def _person(self, seat: str, name: str) -> str:
        """A seat held by somebody else later on is another person."""
        ident = self._ids.of(seat, f"person {name}")
        self._persons.setdefault(ident, {"id": ident, "name": name})
        return ident

    def _mover(self, motion: Motion, voters: dict[str, str]) -> str | None:
        """Who moved a motion; a deputy is a person who is no member."""
        deputy = motion.moved_for.get(motion.mover or "")
        if not deputy:
            return voters.get(motion.mover or "")
        ident = self._ids.of(f"{motion.mover}-deputy", f"deputy {deputy}")
        self._persons.setdefault(ident, {"id": ident, "name": deputy})
        return ident

    def _organisation(self, key: str, name: str) -> str:
        ident = self._ids.of(key, "organisation")
        self._organisations.setdefault(ident, {"id": ident, "name": name})
        return ident

    def _body(self, state: State) -> str:
        """The organisation that met; none where the book was taken from data that named none."""
        if state.charter.name == SOURCE:
            return self._organisation(state.body, state.charter.title) if state.charter.title else ""
        return self._organisation(state.body, self._titles.get(state.body) or title_of(state.body))

    def _sits(self, shown: Shown, body: str, voters: dict[str, str], groups: dict[str, str]) -> None:
        state, day = shown.state, shown.state.starts[:10]
        number = self._held[body] = self._held.get(body, 0) + 1
        for member in state.members.values():
            if member.vacant:
                continue
            for partner in [groups[key] for key in member.partners if key in groups] or [""]:
                who = (voters[member.key], body, partner, member.seat)
                held = self._members.setdefault(who, _Member(number, day, shown.filled.get(member.key, "")))
                held.last = (number, day)

    def _membership(self, person: str, body: str, partner: str, seat: str, held: _Member) -> dict[str, Any]:
        """Dated from when the seat was filled; else only where the book shows a meeting without the member, before or after."""
        given: dict[str, Any] = {"person_id": person, "organization_id": body}
        if partner:
            given["on_behalf_of_id"] = partner
        if seat:
            given["role"] = seat
        if held.since or held.first[0] > 1:
            given["start_date"] = held.since or held.first[1]
        if held.last[0] < self._held[body]:
            given["end_date"] = held.last[1]
        return given

    def _motion(
        self, state: State, motion: Motion, shown: Shown, body: str, voters: dict[str, str], groups: dict[str, str]
    ) -> None:
        result = RESULTS.get(came_to(state, motion))
        day, time = day_of(state, motion.put_at), _local(motion.put_at, state.starts)
        known = time[:10] == day  # else it was entered on another day, and nobody stated the time
        when = time if known else None
        session = None if known else {"id": state.meeting, "name": state.title, "start_date": day}
        given = self._approvals.get(state.meeting)
        written: dict[str, Any] = {
            "id": motion.key,
            "organization_id": body or None,
            "creator_id": self._mover(motion, voters),
            "text": text_as_corrected(minuted(state, motion.key), given) if given else motion.text,
            "classification": state.items[motion.item].agenda.title,
            "date": when,
            "legislative_session": session,
            "requirement": requirement_of(motion.electorate.counting) if shown.asks(motion) else None,
            "result": result,
        }
        self._motions.append({name: value for name, value in written.items() if value is not None})
        if motion.result is None:
            return
        votes = votes_of(state, motion, shown)
        event: dict[str, Any] = {
            "id": f"{motion.key}-vote",
            "motion_id": motion.key,
            "organization_id": body or None,
            "start_date": when,
            "legislative_session": session,
            "result": result,
            "group_results": _of_each(state, motion, votes, groups),
            "counts": counts_of(motion, motion.result, votes, shown),
            "votes": [_vote(state, motion, vote, voters, groups) for vote in votes or ()],
        }
        self._events.append({name: value for name, value in event.items() if value is not None})


def _of_each(
    state: State, motion: Motion, votes: list[Vote] | None, groups: dict[str, str]
) -> list[dict[str, str]] | None:
    """For which organisations a motion holds that carries for those that concur; None for any other motion."""
    if came_to(state, motion) != "for_some" or votes is None:
        return None
    results = [
        {"group_id": group, "result": PASS if vote.option == OPTIONS["for"] else FAIL}
        for vote in votes
        if (group := _group(state, vote, groups))
    ]
    return results or None


def _group(state: State, vote: Vote, groups: dict[str, str]) -> str:
    """The organisation for which a vote is given; empty where it is for none, or for several."""
    if vote.partner:
        return groups.get(vote.voter, "")
    represented = [groups[key] for key in state.members[vote.voter].partners if key in groups]
    return represented[0] if len(represented) == 1 else ""


def _vote(state: State, motion: Motion, vote: Vote, voters: dict[str, str], groups: dict[str, str]) -> dict[str, Any]:
    if vote.partner:
        return {"voter_id": groups.get(vote.voter) or voters[vote.voter], "option": vote.option}
    written = {"voter_id": voters[vote.voter], "option": vote.option}
    if vote.voter in motion.voted_for:  # the seat has the vote, whoever sits there
        written["role"] = f"represented by a deputy, {motion.voted_for[vote.voter]}"
    group = _group(state, vote, groups)
    return {**written, "group_id": group} if group else written


def _local(at: str, starts: str) -> str:
    """A time of the book with the offset of the meeting, so that it falls on the day on which people met."""
    moment = datetime.datetime.fromisoformat(at)
    try:
        zone = datetime.datetime.fromisoformat(starts).tzinfo
    except ValueError:
        zone = None
    return at_zone(moment, zone or datetime.UTC).isoformat(timespec="seconds")
