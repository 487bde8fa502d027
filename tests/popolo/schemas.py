"""What the Popolo specification says of the seven classes that are written; facts from popolo-spec, schemas/*.json.

Stricter than the specification in one thing: no property that it does not name is let through.
"""

from __future__ import annotations

from typing import Any

TEXT = {"type": ["string", "null"]}
DATE = {"type": ["string", "null"], "pattern": r"^[0-9]{4}(-[0-9]{2}){0,2}$"}
TIME = {
    "type": ["string", "null"],
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$",
}


def _of(texts: str, required: list[str] | None = None, **other: Any) -> dict[str, Any]:
    properties = {**dict.fromkeys(texts.split(), TEXT), **other}
    return {"type": "object", "properties": properties, "required": required or [], "additionalProperties": False}


COUNT = _of("group_id", ["option", "value"], option={"type": "string"}, value={"type": "integer"})
GROUP_RESULT = _of("group_id", ["result"], result={"type": "string"})
VOTE = _of("id vote_event_id voter_id option group_id role pair_id", weight={"type": ["number", "null"]})
PERSON = _of("id name family_name given_name sort_name gender summary", birth_date=DATE, death_date=DATE)
ORGANIZATION = _of("id name classification parent_id", founding_date=DATE, dissolution_date=DATE)
MEMBERSHIP = _of("id label role person_id organization_id post_id on_behalf_of_id", start_date=DATE, end_date=DATE)
SESSION = _of(
    "id name description location status classification organization_id parent_id", start_date=DATE, end_date=DATE
)
MOTION = _of(
    "id organization_id legislative_session_id creator_id text classification requirement result",
    date=TIME,
    legislative_session=SESSION,
)
VOTE_EVENT = _of(
    "id organization_id legislative_session_id identifier motion_id classification result",
    start_date=TIME,
    end_date=TIME,
    legislative_session=SESSION,
    group_results={"type": "array", "items": GROUP_RESULT},
    counts={"type": "array", "items": COUNT},
    votes={"type": "array", "items": VOTE},
)
DOCUMENT = {
    "type": "object",
    "properties": {
        "persons": {"type": "array", "items": PERSON},
        "organizations": {"type": "array", "items": ORGANIZATION},
        "memberships": {"type": "array", "items": MEMBERSHIP},
        "motions": {"type": "array", "items": MOTION},
        "vote_events": {"type": "array", "items": VOTE_EVENT},
    },
    "additionalProperties": False,
}
