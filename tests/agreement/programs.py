"""Reads what is told to other programs by key: the replay as JSON, and the calendar."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.agreement.matters import own_words
from tests.agreement.readers import Facts, key

_OUTCOMES = {"not_carried": "not carried"}
_FIGURES = {"for": "for", "against": "against", "abstain": "abstain", "not_voted": "not voted",
            "eligible": "eligible", "base": "base", "needed": "needed"}  # fmt: skip


def motions_replayed(texts: dict[str, str]) -> Facts:
    """What the replay says of motions, which it names by their keys; their words are those that search has for them."""
    words, consensus, in_part = {}, set(), set()
    for one in _found(texts):
        if one["kind"] == "motion" and one["key"]:
            words[one["key"]] = one["text"]
            consensus |= {one["key"]} if one["by_consensus"] else set()
            in_part |= {one["key"]} if one["outcome"] == "in_part" else set()
    found: Facts = {}
    for meeting in _replayed(texts):
        for motion in meeting["motions"]:
            if motion["motion"] not in words:
                continue
            outcome = _OUTCOMES.get(motion["outcome"], motion["outcome"])
            figures = {name: motion[field] for field, name in _FIGURES.items() if motion[field] is not None}
            if motion["motion"] in in_part and outcome == "not carried":  # as the count came out
                outcome = "in part"
            if motion["motion"] in consensus:  # what that counts as votes is told nowhere else
                outcome = {"carried": "agreed", "not carried": "no consensus"}.get(outcome, outcome)
                figures = {}
            found[key(words[motion["motion"]])] = {"outcome": outcome, **figures}
    return found


def matters_replayed(texts: dict[str, str]) -> Facts:
    """What the replay says of actions and issues in the end."""
    words = {(one["kind"], one["key"]): one["text"] for one in _found(texts) if not one["taken_back"]}
    found: Facts = {}
    last: dict[str, Any] = {}
    for meeting in _replayed(texts):
        last |= {action["action"]: action for action in meeting["actions"]}
    for name, action in last.items():
        if ("action", name) in words:
            found[f"action {own_words(words['action', name])}"] = {
                "status": action["status"],
                "due": action["due"] or "",
            }
    for issue in json.loads(texts["replay.json"])["issues"]:
        if ("issue", issue["issue"]) in words:
            found[f"issue {words['issue', issue['issue']]}"] = {"status": issue["status"].partition(" ")[0]}
    return found


def _replayed(texts: dict[str, str]) -> list[dict[str, Any]]:
    meetings: list[dict[str, Any]] = json.loads(texts["replay.json"])["meetings"]
    return meetings


def _found(texts: dict[str, str]) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, texts["search.json"].splitlines())


def wrong_calendar(texts: dict[str, str], held: set[str]) -> Iterator[str]:
    """A meeting that was held is no longer to come, and no day in it has words without a title."""
    text = texts["forward-plan.ics"].replace("\r\n ", "").replace("\r\n", "\n")
    for event in re.findall(r"BEGIN:VEVENT\n(.*?)END:VEVENT", text, re.DOTALL):
        uid, summary = (re.search(rf"^{name}:(.*)$", event, re.MULTILINE) for name in ("UID", "SUMMARY"))
        if not uid or not summary or not summary[1].strip():
            yield f"an event without its title: {event}"
        elif any(meeting in uid[1] for meeting in held):
            yield f"{summary[1]}: in the calendar, although it was held"
