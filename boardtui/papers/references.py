"""References such as ICB/24/05: which number a meeting, an item or a decision has, counted from the minute book alone."""

from __future__ import annotations

from boardtui.config.house_style import span_of
from boardtui.papers.counts import PRIVATE, Counts, action_references, decided_motions, in_pattern
from boardtui.papers.source import Source


def meeting_reference(src: Source) -> str:
    """The reference of the meeting and its minutes; empty where none is set."""
    return _written(src, src.numbering.house.references.meeting, {})


def item_reference(src: Source, key: str) -> str:
    """The reference of an agenda item that this part may name; empty where none is set, or it has no number."""
    pattern = src.numbering.house.references.item
    item = src.state.items[key].agenda
    number = item.number.rstrip(".")
    if not pattern or ("{item" in pattern and not number):
        return ""
    hidden = item.confidential
    alike = [other for other, known in src.state.items.items() if known.agenda.confidential == hidden]
    count = _before(src, pattern).items[hidden] + alike.index(key) + 1
    return _written(src, pattern, {"item": number, "count": count}) + (PRIVATE if hidden else "")


def decision_reference(src: Source, key: str) -> str:
    """The reference of a decided motion that this part may name; empty where none is set, or nothing is decided."""
    pattern = src.numbering.house.references.decision
    decided = decided_motions(src.state, [(line, src.hides(line)) for line in src.standing]) if pattern else {}
    if key not in decided:
        return ""
    hidden = decided[key]
    number = [motion for motion, private in decided.items() if private == hidden].index(key) + 1
    item = src.state.items[src.state.motions[key].item].agenda.number.rstrip(".")
    count = _before(src, pattern).decisions[hidden] + number
    values: dict[str, str | int] = {"item": item, "decision": number, "count": count}
    return _written(src, pattern, values) + (PRIVATE if hidden else "")


def action_reference(src: Source, key: str) -> str:
    """The reference of an action that this part may name, by the meeting that agreed it; empty where none is set."""
    if key in src.numbering.actions:
        return src.numbering.actions[key]
    lines = [*src.standing, *src.record.since]
    return action_references(src.state, [(line, src.hides(line)) for line in lines], src.numbering).get(key, "")


def _before(src: Source, pattern: str) -> Counts:
    return src.numbering.before.get(span_of(pattern), Counts())


def _written(src: Source, pattern: str, values: dict[str, str | int]) -> str:
    return in_pattern(src.state, src.numbering, pattern, values) if pattern else ""
