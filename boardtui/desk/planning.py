"""The forward plan of a database: what its register says is owed and planned, against what its books hold."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from boardtui.book.errors import BookError, Unavailable
from boardtui.charter.explain import shown
from boardtui.charter.filling import filled_with
from boardtui.charter.model import Body, Milestone
from boardtui.charter.spelling import file_stem
from boardtui.charter.terms_of_reference import Terms
from boardtui.charter.words import bare
from boardtui.desk.declarations import standing_round
from boardtui.desk.desk import Desk
from boardtui.desk.unaltered import unaltered
from boardtui.meeting.entries import MilestoneReached, OpenDecision
from boardtui.meeting.fold.notice import notice_of
from boardtui.meeting.followup.awaiting import decision, decisions, effect
from boardtui.meeting.planning.forward_plan import forward_plan, plainly
from boardtui.meeting.planning.meetings_owed import Say, Sitting
from boardtui.meeting.planning.milestones import extended
from boardtui.meeting.planning.plan import Planned, followed_by, in_order
from boardtui.meeting.record.record import record_of
from boardtui.meeting.state.state import State
from boardtui.meeting.words.awaiting_words import last_day
from boardtui.register.bodies import keys, outline, titles
from boardtui.register.rules import milestones, terms
from boardtui.register.tables import RegisterError
from boardtui.register.versions import charter_label, register_as_of, register_on, terms_on, versions

NOTHING: Mapping[str, str] = MappingProxyType({})


class Plan(NamedTuple):
    """The lines of a plan, and what is left out of it and why, each in a sentence or two."""

    lines: tuple[Planned, ...]
    left_out: tuple[str, ...] = ()


def plan(
    desk: Desk,
    body: str | None = None,
    say: Say = plainly,
    *,
    public: bool = False,
    extending: Mapping[str, str] = NOTHING,
) -> Plan:
    """The plan of every body, or of one, days written as ``say`` writes them; the times of the memorandum are in both.

    ``public``: only as the public knows what is dealt with and of what notice was given. ``extending``: as if the end of
    that key had been extended to that date. A body of which something cannot be read is left out of the plan of all.

    Raises:
        RegisterError: what the setup has of the one body that is asked for, or of later charters, cannot be used.
        BookError: the book of that one body cannot be read; Unavailable: nothing can be read at this moment.
    """
    db, day = desk.store.connection, desk.today()
    left_out: list[str] = []
    known = versions(db)
    with ExitStack() as opened:
        try:
            now = opened.enter_context(register_as_of(db, day.isoformat()))
        except RegisterError as error:  # it runs on the charter before, which has a value that cannot be used
            now = db
            left_out.append(f"The charter that holds by now is left out here. {error}")
        lines = _plan_by(desk, now, body, say, extending, left_out, public=public)
    for version in known:
        first = datetime.date.fromisoformat(version.holds_from)
        if first > day and not version.in_force:
            named = f"{charter_label(version.charter)} holds from {say(first)}"
            try:
                with register_on(db, version.holds_from) as then:
                    later = _plan_by(desk, then, body, say, extending, left_out, public=public)
            except RegisterError as error:
                left_out.append(f"{named} and is left out here. {error}")
            else:
                lines = followed_by(lines, later, first, named)
    return Plan(in_order(lines, day), tuple(dict.fromkeys(left_out)))


def due_again(desk: Desk, key: str, until: str) -> list[str]:
    """What would be due until a date if the end of that key were extended to it, a sentence each; what is late at once last."""
    db, day = desk.store.connection, desk.today()
    last = plainly(datetime.date.fromisoformat(until))
    now = {(line.title, line.day) for line in plan(desk).lines}
    late = [
        line
        for line in plan(desk, extending={key: until}).lines
        if line.standing == "late" and not line.ends and (line.title, line.day) not in now
    ]
    with register_as_of(db, day.isoformat()) as register:
        again = [
            *(
                f"{body.title} meets: {body.frequency.rstrip('.')}"
                for body in _outlines(register, None, left_out=[])
                if body.per_year
            ),
            *(
                f"{milestone.title} ({milestone.clause}): {milestone.said or 'as often as it comes back'}"
                for milestone in milestones(register)
                if milestone.kind in ("annual", "recurring", "limit")
            ),
        ]
    overdue = [f"Overdue at once: {line.title}, {line.words}." for line in late]
    return [*(f"{text}, until {last}." for text in again), *overdue]


def _plan_by(
    desk: Desk,
    db: sqlite3.Connection,
    body: str | None,
    say: Say,
    extending: Mapping[str, str],
    left_out: list[str],
    *,
    public: bool,
) -> tuple[Planned, ...]:
    """The plan as the register has it, at the day that it stands on; what is left out of it goes into ``left_out``."""
    more = desk.config.settings.terms
    filled_bodies: list[Body] = []
    sittings: list[Sitting] = []
    rounds: list[Planned] = []
    for each in _outlines(db, body, left_out):
        try:
            of_body, its_round = sittings_of(desk, each.key, public=public), _round(desk, each, public)
        except BookError as error:
            if body is not None or isinstance(error, Unavailable):
                raise
            desk.cannot_read(each.key, error)
            left_out.append(desk.left_out_words(each.key))
        else:
            filled_bodies.append(replace(each, terms=filled_with(each.terms, more.get(each.key))))
            sittings += of_body
            rounds += its_round
    left_out += [
        f"The meeting {shown(key)} is left out here, because a value of it in the setup cannot be used. "
        "Home lists it; Enter there corrects it."
        for key, of in desk.unreadable_plans()
        if body in (None, of)
    ]
    times: tuple[Milestone, ...] = ()
    try:
        times = milestones(db)
    except RegisterError as error:
        left_out.append(f"The dates of the memorandum are left out here. {error}")
    dates, until = reached(desk, public=public)
    until |= extending
    known = {**signed(desk, times, public=public), **_still_dealt_with(db, dates)}
    return forward_plan(filled_bodies, times, sittings, known, desk.today(), say, until, rounds)


def _outlines(db: sqlite3.Connection, body: str | None, left_out: list[str]) -> list[Body]:
    """Every body, or the one that is asked for, with its terms of reference; what cannot be used goes to ``left_out``."""
    named = titles(db)
    outlines = []
    for key in keys(db):
        try:
            outlines += [outline(db, key)] if body in (None, key) else []
        except RegisterError as error:
            if body is not None:
                raise
            left_out.append(f"The {bare(named.get(str(key), f'body {shown(key)}'))} is left out here. {error}")
    return outlines


def _still_dealt_with(db: sqlite3.Connection, dates: dict[str, str]) -> dict[str, str]:
    """What is dealt with by the memorandum that holds: a time to which a later one gave another date is due anew."""
    kept = dict(dates)
    for version in versions(db):
        if version.before is not None:
            due = {milestone.key: milestone.due for milestone in version.before.milestones}
            for milestone in version.charter.milestones:
                moved = milestone.key in due and milestone.due != due[milestone.key]
                if moved and kept.get(milestone.key, version.holds_from) < version.holds_from:
                    del kept[milestone.key]
    return kept


def meetings_from(desk: Desk, day: datetime.date) -> tuple[list[str], list[str]]:
    """The titles of the meetings on that day and later: those convened already, and those that are planned."""
    first = day.isoformat()
    past_titles = [
        past.title for book in desk.store.books() for past in desk.past(None, book) if past.starts[:10] >= first
    ]
    return past_titles, [planned.title for planned in desk.planned() if planned.starts[:10] >= first]


def _round(desk: Desk, body: Body, public: bool) -> list[Planned]:
    """The yearly declarations of a body where they are asked for and not all returned."""
    standing = standing_round(desk, body.key, public=public)
    if standing is None or not standing.missing:
        return []
    due = datetime.date.fromisoformat(standing.due)
    missing, everybody = len(standing.missing), len(standing.missing) + len(standing.returned)
    return [
        Planned(
            "late" if due < desk.today() else "due",
            due,
            f"Declarations of interests, {body.title}",
            "",
            f"{missing} of {everybody} not returned yet",
            body.key,
            f"declarations-{body.key}",
            kind="declarations",
        )
    ]


def year_begins(desk: Desk, body: str) -> str | None:
    """The day on which the year of a body begins; None where no terms of reference say it, or the register knows no such body."""
    if body not in dict(desk.bodies()):
        return None
    return terms(desk.store.connection, body, desk.config.settings.terms.get(body)).year_begins


def sittings_of(desk: Desk, body: str, *, public: bool = False) -> list[Sitting]:
    """Every meeting of a body: those that its book holds, and those that are planned.

    Draft minutes are asked for of each meeting whose minutes await approval and are not published, however many came after.
    Of a coming meeting the notice and the agenda are by the terms of reference that hold on its day.
    """
    sittings: list[Sitting] = []
    known = dict(desk.bodies())
    more = desk.config.settings.terms.get(body)
    agreed = terms(desk.store.connection, body, more) if body in known else Terms()
    drafts = _unapproved(desk, body, public=public) if agreed.minutes_days is not None else frozenset()
    for past in desk.past(None, body):
        if past.called_off:
            continue
        with suppress(ValueError):
            day = datetime.date.fromisoformat(past.starts[:10])
            wanted = past.meeting in drafts and not _is_out(desk, past.meeting, "public/minutes.*")
            needed, source = agreed.minutes_days if wanted else None, agreed.source_of("minutes_days")
            sittings.append(
                Sitting(day, body, past.meeting, past.title, True, past.public, minutes_needed=needed, source=source)
            )
    coming = [meeting for meeting in desk.planned() if meeting.body == body]
    if not coming:
        return sittings
    state = _state(desk, body, public=public)
    for planned_meeting in coming:
        given = notice_of(state, planned_meeting.key) if state.meeting else None
        day = datetime.date.fromisoformat(planned_meeting.starts[:10])
        then = terms_on(desk.store.connection, body, day.isoformat(), more) if body in known else agreed
        sittings.append(
            Sitting(
                day,
                body,
                planned_meeting.key,
                planned_meeting.title,
                False,
                planned_meeting.public,
                None if given is not None else then.notice_days,
                None if _is_out(desk, planned_meeting.key, "agenda.*", "pack.pdf") else then.agenda_days,
                source=then.source_of("agenda_days"),
            )
        )
    return sittings


def _state(desk: Desk, body: str, *, public: bool) -> State:
    """What the body's last meeting has come to, or what the public knows of it."""
    session = desk.session(body)
    return record_of(session.stretch, "public").now if public else session.state


def _unapproved(desk: Desk, body: str, *, public: bool) -> frozenset[str]:
    """The meetings whose minutes await approval."""
    return frozenset(due.meeting for due in _state(desk, body, public=public).minutes_due)


def _is_out(desk: Desk, meeting: str, *patterns: str) -> bool:
    """Whether the folder of a meeting has a paper of such a name."""
    folder = desk.config.meetings / file_stem(meeting)
    return any(path.is_file() for pattern in patterns for path in folder.glob(pattern))


REACHED = (
    "SELECT seq FROM entries INDEXED BY entries_keys WHERE book = ? AND kind = 'MilestoneReached' AND key IS NOT NULL"
)


MADE_UNDER = (
    "SELECT key, seq FROM entries INDEXED BY entries_keys WHERE book = ? AND kind IN ('AgreementSought', 'MotionPut')"
    " AND key IS NOT NULL AND instr(entry, ?) ORDER BY seq"
)


def signed(desk: Desk, times: Sequence[Milestone], *, public: bool = False) -> dict[str, str]:
    """The milestones that a decision makes, such as the register of signatures, with the date on which it took effect.

    ``public``: only as the public knows. A decision that is in effect is carried no further than to the next meeting, so
    that an earlier one is looked for where it was completed.
    """
    dates: dict[str, str] = {}
    for time in times:
        for book in desk.store.books() if time.rule else ():
            try:
                days = [_effective(made) for made in _made_under(desk, book, time.rule, public=public)]
            except Unavailable:
                raise
            except BookError:  # its body is left out of the plan, which says so
                continue
            if latest := max(days, default=""):
                dates[time.key] = max(latest, dates.get(time.key, ""))
    return dates


def _effective(made: OpenDecision) -> str:
    """The day on which what was asked of others took effect; empty where it did not, or nothing was asked."""
    return last_day(made) if made.asked is not None and effect(made) == "in_effect" else ""


def _made_under(desk: Desk, book: str, rule: str, *, public: bool) -> Iterator[OpenDecision]:
    """The decisions of a book under a rule: as they stand now, else as they stood when they were last known."""
    here = [made for made in decisions(_state(desk, book, public=public)) if made.rule == rule]
    yield from here
    known = {made.decision for made in here}
    for key, seq in desk.store.ask(MADE_UNDER, book, f'"rule":{json.dumps(rule)}'):
        if key not in known:
            known.add(key)
            yield from _last_known(desk, book, key, seq, public=public)


def _last_known(desk: Desk, book: str, key: str, seq: int, *, public: bool) -> Iterator[OpenDecision]:
    """A decision as it stood at the end of the last stretch that knows it, from the one of entry ``seq`` on."""
    first = desk.store.segment_start(book, seq)
    last: OpenDecision | None = None
    for start in (first, *(each.seq for each in desk.store.segments(book) if each.seq > first)):
        stretch = unaltered(desk, book, start or seq)
        if stretch is None:
            break
        state = record_of(stretch, "public").now if public else stretch.state
        made = decision(state, key)
        if made is None:
            break
        last = made
    if last is not None:
        yield last


def reached(desk: Desk, *, public: bool = False) -> tuple[dict[str, str], dict[str, str]]:
    """What stands as dealt with in any book, by occurrence with its date, and to which date an end was extended.

    ``public``: only as the public knows. What stands in an altered stretch counts for nothing; the desk says that it was altered.
    """
    days: dict[str, str] = {}
    until: dict[str, str] = {}
    for book in desk.store.books():
        for (seq,) in desk.store.ask(REACHED, book):
            stretch = unaltered(desk, book, seq)
            if stretch is None:
                continue
            standing = stretch.public_standing() if public else stretch.standing()
            entry = next((line.entry for line in standing if line.seq == seq), None)
            if isinstance(entry, MilestoneReached):
                days[entry.occurrence] = max(entry.date, days.get(entry.occurrence, ""))
                if entry.until:
                    key = extended(entry.occurrence)
                    until[key] = max(entry.until, until.get(key, ""))
    return days, until
