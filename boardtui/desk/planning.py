"""The forward plan of a database: what its register says is owed and planned, against what its books hold."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType

from msgspec.structs import replace

from boardtui.book.errors import Altered
from boardtui.charter.filling import filled_with
from boardtui.charter.model import Body, Milestone, Terms
from boardtui.charter.words import counted
from boardtui.clock import stamp_of
from boardtui.desk.declarations import standing_round
from boardtui.desk.desk import Desk
from boardtui.desk.session import fold_lines
from boardtui.meeting.entries import MilestoneReached
from boardtui.meeting.fold.notice import notice_of
from boardtui.meeting.followup.awaiting import decisions, effect
from boardtui.meeting.planning.meetings_owed import Say, Sitting
from boardtui.meeting.planning.plan import Planned, extended, followed_by, forward_plan, in_order, plainly
from boardtui.meeting.record.record import record_of
from boardtui.meeting.state.state import State
from boardtui.meeting.words.awaiting_words import last_day
from boardtui.register.bodies import bodies
from boardtui.register.rules import milestones, terms
from boardtui.register.versions import charter_label, register_as_of, register_on, versions

_ALL = 1_000_000


def today(desk: Desk) -> datetime.date:
    """The day on the wall."""
    return desk.local(stamp_of(desk.clock())).date()


NOTHING: Mapping[str, str] = MappingProxyType({})


def plan(
    desk: Desk,
    body: str | None = None,
    say: Say = plainly,
    *,
    public: bool = False,
    extending: Mapping[str, str] = NOTHING,
) -> tuple[Planned, ...]:
    """The plan of every body, or of one, days written as ``say`` writes them; the times of the memorandum are in both.

    ``public``: only as the public knows what is dealt with and of what notice was given. ``extending``: as if the end of
    that key had been extended to that date.

    Raises:
        RegisterError: the register cannot be read.
        BookError: a book cannot be read.
    """
    db, day = desk.store.connection, today(desk)
    with register_as_of(db, day.isoformat()) as now:
        lines = _plan_by(desk, now, body, say, extending, public=public)
    for version in versions(db):
        first = datetime.date.fromisoformat(version.holds_from)
        if first > day and not version.in_force:
            with register_on(db, version.holds_from) as then:
                later = _plan_by(desk, then, body, say, extending, public=public)
            lines = followed_by(lines, later, first, f"{charter_label(version.charter)} holds from {say(first)}")
    return in_order(lines, day)


def due_again(desk: Desk, key: str, until: str) -> list[str]:
    """What an extension of the end of that key to a date would make due in the next twelve months, in sentences."""
    now = {(line.title, line.day) for line in plan(desk)}
    further: dict[str, list[Planned]] = {}
    for line in plan(desk, extending={key: until}):
        if (line.title, line.day) not in now and not line.ends:
            further.setdefault(f"{line.title} ({line.clause.rstrip('.')})", []).append(line)
    return [_again(title, lines) for title, lines in further.items()]


def _again(title: str, lines: Sequence[Planned]) -> str:
    days = sorted(line.day for line in lines if line.day)
    late = sum(line.standing == "late" for line in lines)
    first = f", the first by {plainly(days[0])}" if days else ""
    return f"{title}: due {counted(len(lines), 'time')} more{first}{f', {late} of them overdue' if late else ''}."


def _plan_by(
    desk: Desk,
    db: sqlite3.Connection,
    body: str | None,
    say: Say,
    extending: Mapping[str, str],
    *,
    public: bool,
) -> tuple[Planned, ...]:
    """The plan as the register has it, at the day that it stands on."""
    asked = [one for one in bodies(db) if body in (None, one.key)]
    more = desk.config.settings.terms
    held = [replace(body, terms=filled_with(body.terms, more.get(body.key))) for body in asked]
    sittings = [sitting for each in held for sitting in sittings_of(desk, each.key, public=public)]
    times = milestones(db)
    dates, until = reached(desk, public=public)
    until |= extending
    known = {**signed(desk, times), **_still_dealt_with(db, dates)}
    return forward_plan(held, times, sittings, known, today(desk), say, until, _rounds(desk, held, public))


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
    held = [past.title for book in desk.store.books() for past in desk.past(_ALL, book) if past.starts[:10] >= first]
    return held, [planned.title for planned in desk.planned() if planned.starts[:10] >= first]


def _rounds(desk: Desk, asked: Sequence[Body], public: bool) -> Iterator[Planned]:
    """The yearly declarations that are asked for and not all returned, of each body."""
    for body in asked:
        standing = standing_round(desk, body.key, public=public)
        if standing is not None and standing.missing:
            due = datetime.date.fromisoformat(standing.due)
            missing, everybody = len(standing.missing), len(standing.missing) + len(standing.returned)
            yield Planned(
                "late" if due < today(desk) else "due",
                due,
                f"Declarations of interests, {body.title}",
                "",
                f"{missing} of {everybody} not returned yet",
                body.key,
                f"declarations-{body.key}",
                kind="declarations",
            )


def year_begins(desk: Desk, body: str) -> str | None:
    """The day on which the year of a body begins; None where no terms of reference say it, or the register knows no such body."""
    if body not in dict(desk.bodies()):
        return None
    return terms(desk.store.connection, body, desk.config.settings.terms.get(body)).year_begins


def sittings_of(desk: Desk, body: str, *, public: bool = False) -> list[Sitting]:
    """Every meeting of a body: those that its book holds, and those that are planned.

    Draft minutes are asked for of each meeting whose minutes await approval and are not published, however many came after.
    """
    sittings: list[Sitting] = []
    known = dict(desk.bodies())
    agreed = terms(desk.store.connection, body, desk.config.settings.terms.get(body)) if body in known else Terms()
    drafts = _unapproved(desk, body, public=public) if agreed.minutes_days is not None else frozenset()
    for past in desk.past(_ALL, body):
        with suppress(ValueError):
            day = datetime.date.fromisoformat(past.starts[:10])
            wanted = past.meeting in drafts and not is_out(desk, past.meeting, "public/minutes.*")
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
        sittings.append(
            Sitting(
                day,
                body,
                planned_meeting.key,
                planned_meeting.title,
                False,
                planned_meeting.public,
                None if given is not None else agreed.notice_days,
                None if is_out(desk, planned_meeting.key, "agenda.*", "pack.pdf") else agreed.agenda_days,
                source=agreed.source_of("agenda_days"),
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


def is_out(desk: Desk, meeting: str, *patterns: str) -> bool:
    """Whether the folder of a meeting has a paper of such a name."""
    folder = desk.config.meetings / meeting
    return any(path.is_file() for pattern in patterns for path in folder.glob(pattern))


REACHED = (
    "SELECT seq FROM entries INDEXED BY entries_keys WHERE book = ? AND kind = 'MilestoneReached' AND key IS NOT NULL"
)


def signed(desk: Desk, times: Sequence[Milestone]) -> dict[str, str]:
    """The milestones that a decision makes, such as the register of signatures, with the date on which it took effect."""
    rules = {time.rule: time.key for time in times if time.rule}
    texts_by_key: dict[str, str] = {}
    for book in desk.store.books() if rules else ():
        for made in decisions(desk.session(book).state):
            if made.rule in rules and made.asked is not None and effect(made) == "in_effect" and last_day(made):
                texts_by_key[rules[made.rule]] = max(last_day(made), texts_by_key.get(rules[made.rule], ""))
    return texts_by_key


def reached(desk: Desk, *, public: bool = False) -> tuple[dict[str, str], dict[str, str]]:
    """What stands as dealt with in any book, by occurrence with its date, and to which date an end was extended.

    ``public``: only as the public knows. What stands in an altered stretch counts for nothing; the desk says that it was altered.
    """
    texts_by_key: dict[str, str] = {}
    until: dict[str, str] = {}
    for book in desk.store.books():
        for (seq,) in desk.store.ask(REACHED, book):
            try:
                segment = desk.store.segment(book, seq)
            except Altered as fault:
                desk.cannot_read(book, fault)
                continue
            stretch = fold_lines(book, segment)
            standing = stretch.public_standing() if public else stretch.standing()
            entry = next((line.entry for line in standing if line.seq == seq), None)
            if isinstance(entry, MilestoneReached):
                texts_by_key[entry.occurrence] = max(entry.date, texts_by_key.get(entry.occurrence, ""))
                if entry.until:
                    key = extended(entry.occurrence)
                    until[key] = max(entry.until, until.get(key, ""))
    return texts_by_key, until
