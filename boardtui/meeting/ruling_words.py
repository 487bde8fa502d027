"""What a ruling from the chair says, in words that follow on "ruled that"."""

from __future__ import annotations

from boardtui.charter.words import listed
from boardtui.meeting.entries import RulingMade
from boardtui.meeting.state import State, member_label, voter_label

IN_WORDS = {"precondition": "the condition of the rule", "procedure": "procedure"}
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


def what_is_ruled(state: State, ruling: RulingMade) -> str:
    """What was ruled, without who ruled it and the chair's own words."""
    setting, value = ruling.setting, ruling.value
    if setting == "threshold":
        return f"the share needed is {value}"
    if setting == "no_decision":
        issue = state.issues.get(value)
        return f"there can be no decision on the issue “{issue.title if issue else value}”"
    if setting == "quorum":
        return f"the quorum is {value}"
    if setting == "affected":
        return f"the partners affected are {listed([voter_label(state, key) for key in value])}"
    if setting == "eligible" and isinstance(value, dict):
        topic = state.charter.topic_title(value["topic"])
        is_it = "is" if value.get("eligible") else "is not"
        return f"{voter_label(state, value['partner'])} {is_it} eligible on “{topic}”"
    if setting == "reading":
        motion = state.motions.get(ruling.motion or "")
        rule = state.charter.rule(motion.rule) if motion else None
        title = next((one.title for one in rule.readings if one.key == value), value) if rule else value
        return f"the rule is read as “{title}”"
    return _SAYS.get((setting, str(value)), f"{setting.replace('_', ' ')} is {value}")


def whole_ruling(state: State, ruling: RulingMade) -> str:
    """A ruling as a sentence of its own, with the chair's words; who ruled is said elsewhere."""
    said = f"“{ruling.text}”" if ruling.text.strip() else ""
    if ruling.setting in IN_WORDS:
        what = IN_WORDS[ruling.setting]
        return f"{what[:1].upper()}{what[1:]}: {ruling.value}" + (f" ({said})" if said else "")
    what = what_is_ruled(state, ruling)
    return f"{what[:1].upper()}{what[1:]}" + (f": {said}" if said else "")


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


def ruled_by(state: State, ruling: RulingMade) -> str:
    """Who ruled, by name."""
    return member_label(state, ruling.by)
