"""The tables of the register, laid out so that they can be read in any SQLite browser."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """Columns in the order in which a browser shows them. NULL always means "not stated"; other text is at least empty.

    Args:
        columns: name and type.
        key: the columns that name a row.
        optional: the columns that may be NULL.
        refers: column to the table whose key it holds.
    """

    columns: dict[str, type]
    key: tuple[str, ...]
    optional: frozenset[str]
    refers: dict[str, str]


def _table(columns: str, key: str = "key", **refers: str) -> Table:
    """A table from its columns in words: ``#`` before a whole number, ``?`` after what may be NULL."""
    texts = columns.split()
    types: dict[str, type] = {word.strip("#?"): int if word.startswith("#") else str for word in texts}
    optional = frozenset(word.strip("#?") for word in texts if word.endswith("?"))
    return Table(types, tuple(key.split()), optional, refers)


TABLES = {
    "schema_version": _table("part #version", "part"),
    "charter": _table("name title date source note", "name"),
    "charter_versions": _table("holds_from agreed #in_force content before", "holds_from"),
    "scope": _table("#position matter", "position"),
    "categories": _table("key title #position"),
    "topics": _table("key title clause note #position"),
    "eligibility": _table("topic category #ticked", "topic category", topic="topics", category="categories"),
    "partners": _table(
        "key name short category? heading markers party? membership? note #position bodies?", category="categories"
    ),
    "overrides": _table("partner topic #eligible source", "partner topic", partner="partners", topic="topics"),
    "bodies": _table(
        "key title clause #public #binds #in_common frequency #per_year? reports_to advises_on note #position",
    ),
    "delegated": _table("body #position matter", "body position", body="bodies"),
    "members": _table("body key seat name #vacant clause note #position", "body key", body="bodies"),
    "member_partners": _table(
        "body member partner #position", "body member partner", body="bodies", partner="partners"
    ),
    "rules": _table(
        "body key title clause method unit base? threshold? compare? withdrawn? no_category consensus"
        " #defined #binds topics? precondition follows otherwise approval verb note #position"
        " asks_who? asks_partners? asks_form? asks_holds? asks_when? asks_where? asks_places? asks_checklist? asks_clause?"
        " entitled? vacant? condition_for met_by met_in issue affected #by_letter left_open",
        "body key",
        body="bodies",
    ),
    "readings": _table(
        "body rule key title why #position left_out? party? membership?", "body rule key", body="bodies"
    ),
    "reading_changes": _table("body rule reading setting value", "body rule reading setting", body="bodies"),
    "reading_overrides": _table(
        "body rule reading partner topic #eligible source #position",
        "body rule reading partner topic",
        body="bodies",
        partner="partners",
        topic="topics",
    ),
    "terms": _table(
        "body #quorum_number? quorum_fraction? quorum_seats? #quorum_counts_conflicted?"
        " deputies? remote? casting_vote? proxies? source quorum_compare? quorum_of? quorum_categories? quorum_roles?"
        " #notice_days? written? urgent? urgent_by? #proxies_most? proxies_present? proxies_conflicted?"
        " year_begins? sources? choice_tie? #agenda_days? #minutes_days? registers?"
        " exclusion? exclusion_words? choice_voters?",
        "body",
        body="bodies",
    ),
    "stages": _table("key title clause body? rule needs #position requires #strict", body="bodies"),
    "provisions": _table("key clause title text #position"),
    "questions": _table("key clause text partners topics #position"),
    "silences": _table("key title note #position"),
    "milestones": _table("key title clause kind due? said note #position #every? within after rule"),
    "meetings": _table("key body title starts place #public #revision? changed?", body="bodies"),
    "taken_off": _table("key body title starts place #public #revision? changed?", body="bodies"),
    "agenda": _table(
        "meeting item #position number title purpose paper lead planned #minutes? topic? #confidential"
        " recommendation rule? mover? standing?",
        "meeting item",
        meeting="meetings",
        topic="topics",
    ),
}
NAMES = frozenset(TABLES)
