"""The words of both sides: Popolo's options and results, and the notes in which a book keeps what has no field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from boardtui.meeting.counting.outcome import OUTCOME, CameTo
from boardtui.meeting.entries import Choice, Outcome

CHOICES: dict[str, Choice] = {"yes": "for", "no": "against", "abstain": "abstain"}
OPTIONS: dict[Choice, str] = {"for": "yes", "against": "no", "abstain": "abstain", "not_voting": "not voting"}
ABSENT = "absent"
NOT_VOTING = "not voting"
AWAY = frozenset({"paired", "excused", "present", "not present", "leave", "did not vote", "no vote"})
"""Words beside those of Popolo that say plainly that somebody did not vote."""
PASS, FAIL = "pass", "fail"
RESULTS: dict[CameTo, str] = {
    "carried": PASS,
    "agreed": PASS,
    "not_carried": FAIL,
    "no_consensus": FAIL,
    "for_some": OUTCOME["for_some"],  # it holds for some groups of voters and not for others, so it is neither
    "discussed": OUTCOME["discussed"],  # nothing was agreed, or not agreed
    "withdrawn": "withdrawn",
    "accepted": "accepted",
}
"""What is written as the result of a motion; of an open one nothing is."""
_PASS = frozenset({"pass", "passed", "carried", "adopted", "agreed", "agreed to", "approved", "accepted"})
_FAIL = frozenset(
    {"fail", "failed", "rejected", "not carried", "not_carried", "lost", "defeated", "negatived", "not adopted"}
)
_KEPT = re.compile(r'In the vote on ([a-z0-9_-]+), recorded as ("(?:[^"\\]|\\.)*"): ([a-z0-9_, -]+)\.')


def plain_option(option: str) -> str:
    """The option as it is compared: without regard to capitals."""
    return option.strip().casefold()


def choice_of(option: str) -> Choice | None:
    """How a book counts an option; None for absent. Whatever is not yes, no or abstain counts as not voted."""
    word = plain_option(option)
    return None if word == ABSENT else CHOICES.get(word, "not_voting")


def outcome_of(result: str) -> Outcome | None:
    """The outcome that a recorded result names, None where it names neither."""
    word = " ".join(result.casefold().split())
    return "carried" if word in _PASS else "not_carried" if word in _FAIL else None


def kept(motion: str, option: str, voters: Iterable[str]) -> str:
    """The note that keeps an option's word as it stands, for the voters whose votes count as not voted."""
    return f"In the vote on {motion}, recorded as {json.dumps(option, ensure_ascii=False)}: {', '.join(voters)}."


def kept_words(text: str) -> tuple[str, str, list[str]] | None:
    """The motion, the option and the voters that such a note names; None where the text is no such note."""
    match = _KEPT.fullmatch(text)
    if match is None:
        return None
    try:
        option = json.loads(match[2])
    except ValueError:
        return None
    return match[1], option, match[3].split(", ")
