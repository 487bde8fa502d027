"""What a change of the register would do to who may vote and how many votes are needed, said before it is made."""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from boardtui.charter.model import BodyCharter, Charter, Partner
from boardtui.charter.rule import Rule
from boardtui.charter.terms_of_reference import Terms
from boardtui.charter.words import SOURCES, changed_settings, listed
from boardtui.meeting.counting.electorate import Question, electorate
from boardtui.meeting.counting.needed import needed_for
from boardtui.meeting.entries import Member
from boardtui.register.layout import TABLES
from boardtui.register.people import members, partners
from boardtui.register.rows import rows
from boardtui.register.rules import body_charter, shared
from boardtui.register.schema import present
from boardtui.register.tables import RegisterError
from boardtui.register.versions import add_version, register_on

SHOWN_NAMES = 4
NO_OBJECTION = "no objection"  # what a consensus takes, instead of a number of votes
IF_ALL = {"present": " if all attend", "cast": " if all vote"}


class ConvenedBody(NamedTuple):
    """A body as a meeting convened at this moment would take it."""

    body: str
    title: str
    charter: BodyCharter
    partners: tuple[Partner, ...]
    members: tuple[Member, ...]


class Count(NamedTuple):
    """Who is asked under a rule with every filled seat there, and what it takes then, out of how many."""

    unit: str
    noun: str
    voters: tuple[str, ...]
    needed: str
    if_all: str = ""


def standings(db: sqlite3.Connection) -> dict[str, ConvenedBody]:
    """Every body that a meeting could be convened of now; one whose rules cannot be used is left out."""
    convened_bodies = {}
    everybody = partners(db)
    try:
        with_all = shared(db)
    except RegisterError:
        return {}
    for row in rows(db, "SELECT key, title FROM bodies ORDER BY position, key", leave_out=True):
        key = str(row["key"])
        with contextlib.suppress(RegisterError):
            counted = tuple(partner for partner in everybody if partner.counts_in(key))
            convened_bodies[key] = ConvenedBody(
                key, str(row["title"]), body_charter(db, key, None, with_all), counted, members(db, key)
            )
    return convened_bodies


@contextlib.contextmanager
def _taken_back(db: sqlite3.Connection) -> Iterator[None]:
    """What is changed meanwhile is taken back, and nothing else that a transaction holds."""
    inside = db.in_transaction
    db.execute("SAVEPOINT rehearsal")
    try:
        yield
    finally:
        if not inside:
            db.rollback()
        elif db.in_transaction:
            db.execute("ROLLBACK TO rehearsal")
            db.execute("RELEASE rehearsal")


def why_refused(db: sqlite3.Connection, change: Callable[[], object]) -> str:
    """Why the register would refuse the change, as a sentence; empty where it takes it. Nothing is changed."""
    try:
        with _taken_back(db):
            change()
    except RegisterError as error:
        return str(error)
    return ""


def alters(db: sqlite3.Connection, change: Callable[[], object]) -> bool:
    """Whether the change would leave the register otherwise than it is; it is made, looked at, and taken back.

    Raises:
        RegisterError: the change is refused.
    """
    before = _content(db)
    with _taken_back(db):
        change()
        return _content(db) != before


def _content(db: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    """The rows of every table of the register that the database has."""
    tables = sorted(present(db) & TABLES.keys())
    return [list(map(tuple, db.execute(f'SELECT * FROM main."{table}"'))) for table in tables]  # noqa: S608


def rehearse(db: sqlite3.Connection, change: Callable[[], None]) -> list[str]:
    """What the change would do, in sentences; it is made, looked at, and taken back.

    Raises:
        RegisterError: the change is refused, or a body could not be counted afterwards.
    """
    before = standings(db)
    with _taken_back(db):
        change()
        after = standings(db)
        for key in before.keys() - after.keys():
            body_charter(db, key)
    return preview(before.values(), after.values())


def rehearse_version(db: sqlite3.Connection, charter: Charter, holds_from: datetime.date, agreed: str) -> list[str]:
    """What a charter would change from a day on, in sentences; nothing of it is kept.

    Raises:
        RegisterError: it cannot replace the one that holds, or the register could not run on it.
    """
    day = holds_from.isoformat()
    with _taken_back(db):
        with register_on(db, "9999-12-31") as latest:
            before = standings(latest)
        changes = add_version(db, charter, holds_from, agreed)
        with register_on(db, day) as then:
            after = standings(then)
    return [*changes, *counts(before, after.values())]


def counts(before: Mapping[str, ConvenedBody], after: Iterable[ConvenedBody]) -> list[str]:
    """What is counted otherwise, without the settings by which it is."""
    pairs = [(before[new.body], new) for new in after if new.body in before]
    return [line for old, new in pairs for line in _body(old, new, settings=False)]


def preview(before: Iterable[ConvenedBody], after: Iterable[ConvenedBody]) -> list[str]:
    """One sentence a rule and element whose electorate or need differs, after those on the settings themselves."""
    bodies = {standing.body: standing for standing in before}
    return [line for new in after if new.body in bodies for line in _body(bodies[new.body], new)]


def keeping(running: Sequence[str]) -> str:
    """What the change does not touch: the meetings that run, by their titles."""
    if not running:
        return "It holds for meetings convened from now on; no meeting is running."
    verb = "is running and keeps" if len(running) == 1 else "are running and keep"
    return f"{listed(running)} {verb} the rules that it was convened with. The change applies to meetings convened from now on."


def _body(old: ConvenedBody, new: ConvenedBody, *, settings: bool = True) -> Iterator[str]:
    names = _named(old, new)
    if settings:
        yield from _changed(new.title, old.charter.terms, new.charter.terms, names)
    rules_by_key = {rule.key: rule for rule in old.charter.rules}
    moves: list[str] = []
    for rule in sorted(new.charter.rules, key=lambda rule: rule.method != "vote"):
        if rule.key in rules_by_key:
            if settings:
                yield from _changed(f"{new.title}, {rule.clause}", rules_by_key[rule.key], rule, names)
            for on, then, now in () if rule.signed else _electorates(old, new, rules_by_key[rule.key], rule):
                yield f"{new.title}, {rule.clause} {rule.title}{on}: {_differs(then, now)}."
                moves += _moves(then, now, names)
    yield from (f"{new.title}, {move}." for move in dict.fromkeys(moves))


def _changed(named: str, old: Rule | Terms, new: Rule | Terms, names: dict[str, str]) -> Iterator[str]:
    for setting, was, now in changed_settings(old, new, names, (*SOURCES, "readings")):
        yield f"{named}, {setting}: {was} → {now}."


def _electorates(old: ConvenedBody, new: ConvenedBody, was: Rule, rule: Rule) -> Iterator[tuple[str, Count, Count]]:
    """On which elements the count differs, and how it was and will be; elements that change alike stand together."""
    titles = {topic.key: topic.title for topic in new.charter.topics}
    names_by_counts: dict[tuple[Count, Count], list[str]] = {}
    asked = _topics(new.charter, rule)
    for topic in asked:
        if topic is None or topic in old.charter.matrix:
            pair = count(old, was, topic), count(new, rule, topic)
            if pair[0] != pair[1]:
                name = "on no subject" if topic is None else f"on “{titles.get(topic, topic)}”"
                names_by_counts.setdefault(pair, []).append(name)
    for (then, now), names in names_by_counts.items():
        yield "" if len(names) == len(asked) else f", {listed(names)}", then, now


def _topics(charter: BodyCharter, rule: Rule) -> list[str | None]:
    if rule.topics is not None:
        return [topic for topic in rule.topics if topic in charter.matrix]
    return [*charter.matrix, None]


def count(standing: ConvenedBody, rule: Rule, topic: str | None) -> Count:
    """The electorate and the need when every filled seat is there and nobody has withdrawn."""
    there = frozenset(member.key for member in standing.members if not member.vacant)
    who = electorate(
        rule,
        Question(
            partners=standing.partners,
            members=standing.members,
            matrix=standing.charter.matrix,
            overrides=standing.charter.overrides,
            topic=topic,
            present=there,
        ),
    )
    if rule.method == "consensus" and rule.consensus == "no_objection":
        return Count(who.unit, who.noun, who.voters, NO_OBJECTION)
    base = {"eligible": len(who.voters), "present": len(who.present)}.get(rule.base or "", len(who.may_vote))
    needed = needed_for(rule, base)
    of = "no number" if needed is None else f"{needed} out of {base}"
    return Count(who.unit, who.noun, who.voters, of, IF_ALL.get(rule.base or "", ""))


def _differs(old: Count, new: Count) -> str:
    if NO_OBJECTION in (old.needed, new.needed):
        needed = " → ".join(dict.fromkeys(_asked(count) for count in (old, new)))
    else:
        needed = f"{new.needed} needed" if old.needed == new.needed else f"{old.needed} → {new.needed} needed"
    before, after = len(old.voters), len(new.voters)
    if old.unit != new.unit:
        figures = f"{before} eligible {old.noun}s → {after} eligible {new.noun}s"
    elif before == after:
        figures = f"{after} eligible {new.noun}s, as before"
    else:
        figures = f"{before} → {after} eligible {new.noun}s"
    return f"{figures}, {needed}{new.if_all}"


def _asked(count: Count) -> str:
    """What it takes: so many for, or that none objects."""
    return "none may object" if count.needed == NO_OBJECTION else f"{count.needed} needed"


def _moves(old: Count, new: Count, names: dict[str, str]) -> Iterator[str]:
    if old.unit == new.unit:
        for what, there, gone in (("no longer", old.voters, new.voters), ("newly", new.voters, old.voters)):
            if texts := [names.get(key, key) for key in there if key not in gone]:
                yield f"{what} eligible: {_few(texts)}"


def _few(names: list[str]) -> str:
    more = len(names) - SHOWN_NAMES
    return "; ".join(names[:SHOWN_NAMES]) + (f"; and {more} more" if more > 0 else "")


def _named(old: ConvenedBody, new: ConvenedBody) -> dict[str, str]:
    names: dict[str, str] = {}
    for standing in (old, new):
        names.update({partner.key: partner.short or partner.name or partner.key for partner in standing.partners})
    for standing in (old, new):
        names.update({topic.key: topic.title for topic in standing.charter.topics})
        names.update({member.key: member.seat or member.name or member.key for member in standing.members})
    return names
