"""A ruling from the chair in one sentence, as the minutes, the record, search and the screens tell it."""

from __future__ import annotations

from typing import Any

from boardtui.charter.rule import Counting, Rule
from boardtui.charter.settings import RULINGS
from boardtui.charter.terms_of_reference import Quorum
from boardtui.charter.words import listed, quorum_words, value_words, what_it_asks
from boardtui.meeting.entries import RulingMade
from boardtui.meeting.state.labels import partner_label
from boardtui.meeting.state.state import State
from boardtui.meeting.words.clauses import clause_words

CHAIR = "the Chair"
AS_CHARTERED = "as the charter has it"
"""What older books hold where the chair ruled that the reading in use is right."""


def ruling_sentence(state: State, ruling: RulingMade, who: str = CHAIR) -> str:
    """A ruling as a sentence that begins in lower case, with the chair's own words where they add to it.

    Args:
        state: gives titles and names.
        ruling: the entry.
        who: who ruled, as a name or as ``CHAIR``. Evidence that a condition is met is no ruling and names nobody.
    """
    text = ruling.text.strip()
    if ruling.setting == "precondition":
        clause = f" ({clause_words(rule.clause)})" if (rule := _rule(state, ruling)) else ""
        more = f" (“{text}”)" if text and text != str(ruling.value).strip() else ""
        return f"evidence given{clause}: {str(ruling.value).strip().rstrip('.')}{more}."
    what = _what_is_ruled(state, ruling)
    if not what:
        value = str(ruling.value).strip()
        return f"{who} ruled: {_quoted(value if text in ('', value) else f'{value} ({text})')}"
    ruled = f"{who} ruled, for what is dealt with in private," if ruling.in_private else f"{who} ruled"
    return f"{ruled} that {what}: {_quoted(text)}" if text else f"{ruled} that {what}."


def _quoted(text: str) -> str:
    return f"“{text}”" if text.endswith((".", "!", "?")) else f"“{text}”."


def _what_is_ruled(state: State, ruling: RulingMade) -> str:
    """What was ruled, as a clause; empty where it is told in the chair's own words alone."""
    setting, value = ruling.setting, ruling.value
    template, rule = RULINGS[setting].ruling, _rule(state, ruling)
    match setting, value:
        case "procedure", str():
            return _reading_in_use(value, rule)
        case "no_decision", str(key):
            value = state.issues[key].title if key in state.issues else key
        case "stage", {"issue": key}:
            value = state.issues[key].title if key in state.issues else key
        case "quorum", int():
            value = quorum_words(Quorum(value))
        case "affected", [*keys]:
            value = listed(partner_label(state, key) for key in keys)
        case "eligible", {"partner": partner, "topic": topic}:
            does = "applies" if value.get("eligible") else "does not apply"
            return f"“{state.charter.topic_title(topic)}” {does} to {partner_label(state, partner)}"
        case "reading", key:
            clause = clause_words(rule.clause) if rule else "the clause"
            title = next((reading.title for reading in rule.readings if reading.key == key), key) if rule else key
            return template.format(title, clause=clause)
        case _:
            value = value_words(setting, value, voters=f"{rule.unit if rule else 'member'}s")
    return template.format(value)


def reading_in_use(rule: Rule, counting: Counting) -> str:
    """That the clause means what it is counted by now, as a ruling holds it; ``is_reading_in_use`` knows it again."""
    return f"{clause_words(rule.clause)} means {what_it_asks(counting, present_or_not=True)}"


def is_reading_in_use(rule: Rule, setting: str, value: Any) -> bool:
    """Whether a ruling says that the reading in use is right, in the words of this version or of an older one."""
    return setting == "procedure" and bool(_reading_in_use(str(value), rule))


def _reading_in_use(value: str, rule: Rule | None) -> str:
    if rule is None:
        return ""
    if value == AS_CHARTERED:
        return reading_in_use(rule, rule)
    return value if value.startswith(f"{clause_words(rule.clause)} means ") else ""


def partners_ruled(state: State, ruling: RulingMade) -> tuple[str, ...]:
    """The partners that a ruling is about."""
    match ruling.setting, ruling.value:
        case "affected", [*keys]:
            return tuple(key for key in keys if key in state.partners)
        case "eligible", {"partner": str(key)}:
            return (key,)
        case "no_decision", str(key) if key in state.issues:
            return state.issues[key].parties
    return ()


def _rule(state: State, ruling: RulingMade) -> Rule | None:
    motion = state.motions.get(ruling.motion or "")
    return state.charter.rule(motion.rule) if motion else None
