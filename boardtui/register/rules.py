"""What was agreed, as it stands now: Annex 1, rulings on it, the bodies' rules and terms of reference."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from msgspec import structs, to_builtins
from msgspec.structs import asdict, replace

from boardtui.charter.check_rules import check_overrides, check_rule
from boardtui.charter.check_terms import check_terms
from boardtui.charter.explain import DataError, convert
from boardtui.charter.filling import filled_with
from boardtui.charter.model import BodyCharter, Milestone, OpenQuestion, Partner, Provision, Silence, Stage, Topic
from boardtui.charter.rule import Override, Reading, Rule
from boardtui.charter.settings import QUORUM_COLUMNS, SETTINGS, TERMS
from boardtui.charter.spelling import at, check_known
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.charter.words import bare
from boardtui.meeting.entries import Member
from boardtui.register.asks import asks_row, take_asks
from boardtui.register.layout import TABLES
from boardtui.register.people import categories, members, partners
from boardtui.register.rows import rows
from boardtui.register.tables import LINE, TEXT, edit, insert, known, listed, misfit, typed, unlisted, words

NARROWING = ("left_out", "party", "membership")
"""What a reading says of who counts, as columns with commas."""
_USUAL = tuple(
    field.name for field in structs.fields(Rule) if field.name in TABLES["rules"].optional and field.default is not None
)
"""Columns that an older register lacks: NULL there means what the model has where a charter is silent."""
_FIELDS = tuple(name for name in Rule.__struct_fields__ if name not in ("key", "readings"))


def topics(db: sqlite3.Connection) -> tuple[Topic, ...]:
    """The rows of Annex 1, each with the categories that are ticked in it."""
    ticked: dict[str, list[str]] = {}
    ticks = """SELECT topic, category FROM eligibility JOIN categories ON category = key
               WHERE ticked = 1 ORDER BY position, key"""
    for row in rows(db, ticks):
        ticked.setdefault(row["topic"], []).append(row["category"])
    fields = rows(db, "SELECT key, title, clause, note FROM topics ORDER BY position, key")
    return tuple(typed({**row, "categories": ticked.get(row["key"], [])}, Topic, "topics") for row in fields)


def overrides(db: sqlite3.Connection) -> tuple[Override, ...]:
    """The rulings that put a partner into an element, or out of it, whatever the table says."""
    fields = rows(db, "SELECT partner, topic, eligible, source FROM overrides ORDER BY topic, partner")
    return tuple(typed(row, Override, "overrides") for row in fields)


def rules(db: sqlite3.Connection, body: str) -> tuple[Rule, ...]:
    """The body's rules of decision, each with its other readings."""
    known(db, "bodies", body, "body")
    fields = rows(db, "SELECT * FROM rules WHERE body = ? ORDER BY position, key", body)
    readings = _readings(db, body)
    for row in fields:
        del row["body"], row["position"]
        row["topics"] = None if row["topics"] is None else unlisted(row["topics"])
        row["readings"] = readings.get(row["key"], [])
        row["ratification"] = take_asks(row)
        for name in _USUAL:
            if row[name] is None:
                del row[name]
    return tuple(typed(row, Rule, "rules") for row in fields)


def terms(db: sqlite3.Connection, body: str, more: Terms | None = None) -> Terms:
    """What terms of reference say for the body where the memorandum is silent; ``more``: those of config.toml."""
    known(db, "bodies", body, "body")
    fields = rows(db, "SELECT * FROM terms WHERE body = ?", body)
    return filled_with(_terms(fields[0]) if fields else Terms(), more)


def _terms(row: dict[str, Any]) -> Terms:
    fields = {name: row.pop(column, None) for name, column in QUORUM_COLUMNS.items()}
    for name in ("seats", "categories", "roles"):
        fields[name] = unlisted(fields[name] or "")
    if any(
        value not in (None, []) for name, value in fields.items() if name not in ("conflicted_count", "compare", "of")
    ):
        row["quorum"] = {name: value for name, value in fields.items() if value is not None}
    if row.get("urgent_by") is not None:
        row["urgent_by"] = unlisted(row["urgent_by"])
    lines = (line.partition(":") for line in (row["sources"] or "").splitlines())
    row["sources"] = {name.strip(): source.strip() for name, colon, source in lines if colon}
    del row["body"]
    return typed(row, Terms, "terms")


def stages(db: sqlite3.Connection) -> tuple[Stage, ...]:
    """The stages of issue resolution, in their order."""
    fields = rows(db, "SELECT key, title, clause, body, rule, needs, requires, strict FROM stages ORDER BY position")
    for row in fields:
        row.update(body=row["body"] or "", requires=unlisted(row["requires"]))
    return tuple(typed(row, Stage, "stages") for row in fields)


def questions(db: sqlite3.Connection) -> tuple[OpenQuestion, ...]:
    """What the memorandum leaves open until somebody rules on it."""
    fields = rows(db, "SELECT key, clause, text, partners, topics FROM questions ORDER BY position, key")
    for row in fields:
        row.update(partners=unlisted(row["partners"]), topics=unlisted(row["topics"]))
    return tuple(typed(row, OpenQuestion, "questions") for row in fields)


def provisions(db: sqlite3.Connection) -> tuple[Provision, ...]:
    """What else the memorandum provides, each with its clause."""
    fields = rows(db, "SELECT key, clause, title, text FROM provisions ORDER BY position, key")
    return tuple(typed(row, Provision, "provisions") for row in fields)


def silences(db: sqlite3.Connection) -> tuple[Silence, ...]:
    """What the memorandum does not say at all."""
    fields = rows(db, "SELECT key, title, note FROM silences ORDER BY position, key")
    return tuple(typed(row, Silence, "silences") for row in fields)


def milestones(db: sqlite3.Connection) -> tuple[Milestone, ...]:
    """The times that the memorandum names, in its order."""
    fields = rows(db, "SELECT * FROM milestones ORDER BY position, key")
    for row in fields:
        del row["position"]
        row["due"] = row["due"] or ""
    return tuple(typed(row, Milestone, "milestones") for row in fields)


class Shared(NamedTuple):
    """What all bodies run on: fields of their charters, and the partners."""

    charter: dict[str, Any]
    partners: tuple[Partner, ...]


def shared(db: sqlite3.Connection) -> Shared:
    """What all bodies run on now; read once where the charters of several are asked for."""
    head = rows(db, "SELECT name, title FROM charter")
    elements = topics(db)
    charter = {
        **(head[0] if head else {}),
        "categories": categories(db),
        "topics": elements,
        "matrix": {topic.key: topic.categories for topic in elements},
        "overrides": overrides(db),
        "stages": stages(db),
        "questions": questions(db),
        "bodies": {
            row["key"]: row["title"]
            for row in rows(db, "SELECT key, title FROM bodies ORDER BY position, key", leave_out=True)
        },
    }
    return Shared(charter, partners(db))


def body_charter(
    db: sqlite3.Connection, body: str, more: Terms | None = None, with_all: Shared | None = None
) -> BodyCharter:
    """What a meeting of that body runs on now; refused where nobody could count by it.

    Args:
        db: the database with the register.
        body: which body.
        more: its terms of reference from config.toml.
        with_all: what all bodies run on, where it was read just before.
    """
    known(db, "bodies", body, "body")
    binds = rows(db, "SELECT binds FROM bodies WHERE key = ?", body)[0]["binds"]
    if rows(db, "SELECT matter FROM delegated WHERE body = ?", body):
        binds = 0  # its rules say which decisions bind
    own = {"rules": rules(db, body), "terms": terms(db, body), "binds": binds}
    with_all = with_all or shared(db)
    body_charter = typed({**with_all.charter, **own}, BodyCharter, "bodies")
    try:
        _check(body_charter, with_all.partners, members(db, body))
    except DataError as wrong:
        title = body_charter.bodies.get(body, body)
        raise misfit(f"The rules of the {bare(title)} as they are in the setup cannot be used", wrong) from None
    return replace(body_charter, terms=filled_with(body_charter.terms, more))


def set_tick(db: sqlite3.Connection, topic: str, category: str, ticked: bool) -> None:
    """Tick or clear one cell of Annex 1."""
    known(db, "topics", topic, "subject")
    known(db, "categories", category, "category")
    with edit(db, "The tick cannot be changed"):
        db.execute(
            "INSERT OR REPLACE INTO eligibility (topic, category, ticked) VALUES (?, ?, ?)",
            (topic, category, int(ticked)),
        )


def set_override(db: sqlite3.Connection, partner: str, topic: str, eligible: bool | None, source: str = "") -> None:
    """Enter a ruling that one element does or does not apply to one partner; None takes the ruling away."""
    known(db, "partners", partner, "partner")
    known(db, "topics", topic, "subject")
    if eligible is not None:
        words(source, "Who ruled so, and when,", LINE)
    with edit(db, "The ruling cannot be entered"):
        db.execute("DELETE FROM overrides WHERE partner = ? AND topic = ?", (partner, topic))
        if eligible is not None:
            row = {"partner": partner, "topic": topic, "eligible": int(eligible), "source": source.strip()}
            insert(db, "overrides", row)


def change_rule(db: sqlite3.Connection, body: str, rule: str, changes: dict[str, Any]) -> None:
    """Change settings of a rule at once, such as from consensus to a vote with its base and threshold.

    Refused where the rule could not be counted afterwards.
    """
    rules_by_key = {each.key: each for each in rules(db, body)}
    what = f"The rule “{rules_by_key[rule].title if rule in rules_by_key else rule}” cannot be changed"
    with edit(db, what):
        check_known([rule], rules_by_key, "rule")
        check_known(changes, _FIELDS, "changeable setting")
        for name, value in changes.items():
            if isinstance(value, float):
                raise DataError(f"{value} is not exact; write a fraction like 3/4", name)
            if isinstance(value, str):
                words(value, f"The {name}", TEXT, needed=False)
        changed = convert({**asdict(rules_by_key[rule]), **changes}, Rule)
        check_rule(changed, (partner.key for partner in partners(db)), (topic.key for topic in topics(db)))
        row = asdict(changed)
        row["topics"] = None if changed.topics is None else listed(changed.topics)
        values = {name: int(row[name]) if isinstance(row[name], bool) else row[name] for name in changes}
        if "ratification" in values:
            del values["ratification"]
            values |= asks_row(changed.ratification)
        assigned = ", ".join(f'"{name}" = ?' for name in values)
        db.execute(f"UPDATE rules SET {assigned} WHERE body = ? AND key = ?", [*values.values(), body, rule])  # noqa: S608


def set_terms(db: sqlite3.Connection, body: str, agreed: Terms) -> None:
    """Enter what the body's terms of reference say, with where they say it."""
    known(db, "bodies", body, "body")
    words(agreed.source, "The source", LINE, needed=False)
    title = rows(db, "SELECT title FROM bodies WHERE key = ?", body)[0]["title"]
    with edit(db, f"The terms of reference of {title} cannot be entered"):
        check_terms(convert(to_builtins(agreed), Terms), (member.key for member in members(db, body)))
        db.execute("DELETE FROM terms WHERE body = ?", (body,))
        if agreed != Terms():
            insert(db, "terms", terms_row(body, agreed))


def terms_row(body: str, agreed: Terms) -> dict[str, object]:
    """Terms of reference as a row; NULL is "not defined"."""
    row: dict[str, object] = {"body": body}
    for name in TERMS:
        if name != "quorum":
            row[SETTINGS[name].column] = _cell(getattr(agreed, name))
    quorum, usual = agreed.quorum or Quorum(), Quorum()
    for name, column in QUORUM_COLUMNS.items():
        value = getattr(quorum, name)
        row[column] = None if value == getattr(usual, name) else _cell(value)
    row[QUORUM_COLUMNS["conflicted_count"]] = int(quorum.conflicted_count) if agreed.quorum else None
    return row


def _cell(value: object) -> object:
    """A value as a column holds it: keys with commas between them, one source a line."""
    if isinstance(value, tuple):
        return listed(value)
    if isinstance(value, dict):
        return "\n".join(f"{name}: {text}" for name, text in value.items()) or None
    return value


def _check(body_charter: BodyCharter, everybody: tuple[Partner, ...], seated: tuple[Member, ...]) -> None:
    partner_keys = [partner.key for partner in everybody]
    category_keys = [category.key for category in body_charter.categories]
    topic_keys = [topic.key for topic in body_charter.topics]
    for rule in body_charter.rules:
        with at("rules", rule.key):
            check_rule(rule, partner_keys, topic_keys)
    check_overrides(body_charter.overrides, partner_keys, topic_keys)
    with at("terms"):
        check_terms(body_charter.terms, (member.key for member in seated))
    for partner in everybody:
        with at("partners", partner.key, "category"):
            check_known([partner.category] if partner.category else [], category_keys, "category")


def _readings(db: sqlite3.Connection, body: str) -> dict[str, list[Reading]]:
    """The other readings of a body's rules, by rule."""

    def of(table: str, order: str) -> list[dict[str, Any]]:
        return rows(db, f"SELECT * FROM {table} WHERE body = ? ORDER BY {order}", body)  # noqa: S608

    changes, exceptions = of("reading_changes", "setting"), of("reading_overrides", "position")
    readings: dict[str, list[Reading]] = {}
    for row in of("readings", "position, key"):
        mine = [each for each in exceptions if _names(each, row)]
        reading = {
            "key": row["key"],
            "title": row["title"],
            "why": row["why"],
            "changes": {each["setting"]: each["value"] for each in changes if _names(each, row)},
            "overrides": [{name: each[name] for name in ("partner", "topic", "eligible", "source")} for each in mine],
            **{name: unlisted(row[name] or "") for name in NARROWING},
        }
        readings.setdefault(row["rule"], []).append(typed(reading, Reading, "readings"))
    return readings


def _names(part: dict[str, Any], reading: dict[str, Any]) -> bool:
    """Whether a row is part of that reading of that rule."""
    return (part["rule"], part["reading"]) == (reading["rule"], reading["key"])
