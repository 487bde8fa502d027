"""The chair's rulings in words: what was ruled, by whom, and the words used."""

from __future__ import annotations

from boardtui.meeting import entries as e
from boardtui.meeting.state import Stamped
from boardtui.papers.source import Source

_SAYS: dict[tuple[str, str], str] = {
    ("base", "eligible"): "all who are eligible are counted, present or not",
    ("base", "present"): "only those eligible who are present are counted",
    ("base", "cast"): "only votes for and against are counted",
    ("compare", "at_least"): "the share needed must be reached",
    ("compare", "more_than"): "the share needed must be exceeded",
    ("unit", "member"): "each member has one vote",
    ("unit", "partner"): "each partner has one vote",
    ("withdrawn", "in_base"): "those who withdraw for an interest stay in the count",
    ("withdrawn", "out_of_base"): "those who withdraw for an interest are left out of the count",
    ("no_category", "eligible"): "members who represent no partner may vote",
    ("no_category", "not_eligible"): "members who represent no partner may not vote",
    ("consensus", "no_objection"): "there is consensus where nobody maintains an objection",
    ("consensus", "unanimous"): "there is consensus where everybody who may vote agrees",
    ("deputies", "may_vote"): "deputies may vote",
    ("deputies", "may_not_vote"): "deputies may not vote",
    ("proxies_present", "count"): "members who vote by proxy count as present",
    ("proxies_present", "do_not_count"): "members who vote by proxy do not count as present",
    (
        "proxies_conflicted",
        "may_vote",
    ): "a holder of a proxy who does not vote because of an interest votes for the member",
    (
        "proxies_conflicted",
        "may_not_vote",
    ): "a holder of a proxy who does not vote because of an interest votes for nobody",
    ("remote", "may_vote"): "members who take part remotely may vote",
    ("remote", "may_not_vote"): "members who take part remotely may not vote",
    ("casting_vote", "none"): "there is no casting vote",
    ("casting_vote", "chair"): "the chair has a casting vote where votes are equal",
}


def ruling_words(src: Source, line: Stamped) -> str:
    """One ruling as a sentence."""
    entry = line.entry
    assert isinstance(entry, e.RulingMade)
    who = src.name(entry.by) + (", in the chair," if src.seen_in_chair(line.seq) == entry.by else "")
    words = f": “{entry.text}”" if entry.text.strip() else ""
    if entry.setting in ("precondition", "procedure"):
        what = "the condition of the rule" if entry.setting == "precondition" else "procedure"
        return f"{who} ruled on {what}: {entry.value}" + (f" (“{entry.text}”)." if words else ".")
    return f"{who} ruled that {_what(src, entry)}{words or '.'}"


def recorded_vote_asked(src: Source, lines: list[Stamped]) -> bool:
    """Whether a ruling on procedure asked for a recorded vote on this motion, or on all."""
    of_all = [line for line in src.lines if isinstance(line.entry, e.RulingMade) and line.entry.motion is None]
    return any(
        isinstance(line.entry, e.RulingMade)
        and line.entry.setting == "procedure"
        and "recorded vote" in f"{line.entry.value} {line.entry.text}".casefold()
        for line in (*of_all, *lines)
    )


def _what(src: Source, entry: e.RulingMade) -> str:
    setting, value = entry.setting, entry.value
    if setting == "threshold":
        return f"the share needed is {value}"
    if setting == "no_decision":
        issue = src.state.issues.get(value)
        return f"there can be no decision on the issue “{issue.title if issue else value}”"
    if setting == "quorum":
        return f"the quorum is {value}"
    if setting == "affected":
        return f"the partners affected are {src.names(value) or 'none'}"
    if setting == "eligible" and isinstance(value, dict):
        is_it = "is" if value.get("eligible") else "is not"
        return f"{src.name(value['partner'])} {is_it} eligible on “{src.topic(value['topic'])}”"
    if setting == "reading":
        motion = src.state.motions.get(entry.motion or "")
        rule = src.state.charter.rule(motion.rule) if motion else None
        title = next((one.title for one in rule.readings if one.key == value), value) if rule else value
        return f"the rule is read as “{title}”"
    return _SAYS.get((setting, str(value)), f"{setting.replace('_', ' ')} is {value}")
