"""Settings of rules and terms in words, as a charter is shown and two charters are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from boardtui.charter.model import Counting, Quorum, Ratification, Rule, Terms
from boardtui.years import CALENDAR, FINANCIAL

COMPARE = {"at_least": "at least", "more_than": "more than"}
BASE = {
    "eligible": "all eligible {unit}s",
    "present": "the eligible {unit}s present",
    "cast": "the votes for and against",
}
CONSENSUS = {"no_objection": "nobody maintains an objection", "unanimous": "all who may vote are for"}
WITHDRAWN = {"in_base": "those withdrawn stay in the count", "out_of_base": "those withdrawn leave the count"}
VOTES = {"may_vote": "may vote", "may_not_vote": "may not vote"}
ALLOWED = {"allowed": "allowed", "not_allowed": "not allowed"}
ASKS = {
    "electorate": "each partner of those who may vote on it",
    "seated": "each partner with a seat on the body",
    "all": "all partners",
    "named": "the partners named",
}
FORMS = {
    "ratification": "ratification",
    "approval": "approval",
    "signature": "written agreement, signed",
    "support": "support",
    "in_common": "each committee's own decision in the room",
}
HOLDS = {"all": "all must", "each": "it holds for each that does"}
PROXIES = {
    "none": "none allowed",
    "member": "another member of the body may hold one",
    "chair": "only whoever is in the chair may hold one",
    "anyone": "anybody who is there may hold one",
}
PROXIES_PRESENT = {
    "count": "a member who votes by proxy counts as present",
    "do_not_count": "a member who votes by proxy does not count as present",
}
PROXIES_CONFLICTED = {
    "may_vote": "a holder who does not vote because of an interest still votes for the member",
    "may_not_vote": "a holder who does not vote because of an interest does not vote for the member either",
}
YEARS = {CALENDAR: "calendar year, from 1 January", FINANCIAL: "financial year, from 1 April"}
WHEN = {"always": "always", "where_said": "where the meeting says so"}
NOT_DEFINED = "not defined"


def counting_words(rule: Counting) -> str:
    """How a decision is counted, in one phrase."""
    parts = []
    if rule.method == "consensus":
        parts.append(f"consensus: {CONSENSUS[rule.consensus]}")
    else:
        base = BASE[rule.base or "eligible"].format(unit=rule.unit)
        share = (
            f"{COMPARE[rule.compare or 'at_least']} {rule.threshold} of"
            if rule.threshold not in ("1", "1/1")
            else "all of"
        )
        parts.append(f"a vote by {rule.unit}, {share} {base}".replace("all of all", "all"))
    if rule.no_category == "eligible":
        parts.append("members without a category may vote")
    if rule.withdrawn is not None:
        parts.append(WITHDRAWN[rule.withdrawn])
    return "; ".join(parts)


def what_it_asks(counting: Counting) -> str:
    """What a rule asks, in a few words: at least 3/4 of all eligible members."""
    if counting.method == "consensus":
        return "consensus: nobody objects" if counting.consensus == "no_objection" else "consensus: all agree"
    of = {
        "eligible": f"all eligible {counting.unit}s",
        "present": f"eligible {counting.unit}s present",
        "cast": f"{'partners’ ' if counting.unit == 'partner' else ''}votes cast",
    }[counting.base or "eligible"]
    compare = "more than" if counting.compare == "more_than" else "at least"
    if counting.threshold in ("1", "1/1"):
        return of if of.startswith("all ") else f"all {of}"
    share = {"1/2": "half"}.get(counting.threshold or "", counting.threshold)
    return f"{compare} {share} of {of}"


def what_is_asked(rule: Rule, counting: Counting) -> str:
    """What a rule asks; first of all that the memorandum does not define it, where it does not."""
    return what_it_asks(counting) if rule.defined else f"not defined, stand-in: {what_it_asks(counting)}"


def rule_words(rule: Rule) -> str:
    """A rule with its clause, for what it is, and how it is counted."""
    which = "any matter" if rule.topics is None else ", ".join(rule.topics)
    stand_in = "" if rule.defined else " (not defined there; this is a stand-in)"
    return f"{rule.clause}: {rule.title}, for {which}: {counting_words(rule)}{stand_in}"


def ratification_words(held: Ratification | None) -> str:
    """Whose word a decision still needs, in one phrase."""
    if held is None:
        return "nobody"
    who = listed(held.partners) if held.who == "named" else ASKS[held.who]
    if held.form == "in_common":
        return f"{FORMS[held.form]}; {HOLDS[held.holds]}"
    places = dict.fromkeys([*held.places.values(), *([held.where] if held.where else [])])
    where = f" ({listed(places)})" if places else ""
    parts = [f"{FORMS[held.form]} by {who}{where}", HOLDS[held.holds], WHEN[held.when]]
    parts += [f"and to be shown: {listed(held.checklist)}"] if held.checklist else []
    return "; ".join(parts) + (f" ({held.clause})" if held.clause else "")


def quorum_words(quorum: Quorum | None) -> str:
    """A quorum in one phrase."""
    if quorum is None:
        return NOT_DEFINED
    parts = [] if quorum.number is None else [f"{quorum.number} members"]
    if quorum.fraction is not None:
        of = "all seats" if quorum.of == "seats" else "the filled seats"
        parts.append(f"{COMPARE[quorum.compare]} {quorum.fraction} of {of}")
    parts += [f"the seat {seat}" for seat in quorum.seats]
    parts += [f"one of the category {category}" for category in quorum.categories]
    parts += [f"one who is {role}" for role in quorum.roles]
    counted = "" if quorum.conflicted_count else "; conflicted members are not counted"
    return listed(parts) + counted


def terms_words(terms: Terms) -> Iterator[tuple[str, str]]:
    """Every term of reference: what it is called and what it is, "not defined" where nothing says it."""
    yield "quorum", quorum_words(terms.quorum)
    yield "deputies", VOTES.get(terms.deputies or "", NOT_DEFINED)
    yield "who attends remotely", VOTES.get(terms.remote or "", NOT_DEFINED)
    yield "casting vote", {"none": "none", "chair": "the chair's"}.get(terms.casting_vote or "", NOT_DEFINED)
    yield "proxies", PROXIES.get(terms.proxies or "", NOT_DEFINED)
    yield "proxies that one person may hold", most_words(terms.proxies_most)
    yield "proxies and presence", PROXIES_PRESENT.get(terms.proxies_present or "", NOT_DEFINED)
    yield "proxies and interests of the holder", PROXIES_CONFLICTED.get(terms.proxies_conflicted or "", NOT_DEFINED)
    yield "notice", NOT_DEFINED if terms.notice_days is None else f"{terms.notice_days} clear days"
    yield "year in which meetings are counted", year_words(terms.year_begins)
    yield "decisions in writing", ALLOWED.get(terms.written or "", NOT_DEFINED)
    by = f", by {listed(terms.urgent_by)}" if terms.urgent_by else ""
    yield "urgent decisions", ALLOWED.get(terms.urgent or "", NOT_DEFINED) + by


def most_words(most: int | None) -> str:
    """How many proxies one person may hold, in a few words."""
    return NOT_DEFINED if most is None else f"at most {most}"


def year_words(begins: str | None) -> str:
    """In which year meetings are counted, in a few words."""
    return NOT_DEFINED if begins is None else YEARS.get(begins, f"from {begins}, each year")


def listed(words: Iterable[str], nothing: str = "none") -> str:
    """Several things in one phrase."""
    found = list(words)
    if not found:
        return nothing
    return ", ".join(found[:-1]) + " and " + found[-1] if len(found) > 1 else found[0]


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun: 1 body, 2 bodies."""
    return f"{number} {one if number == 1 else several or one + 's'}"
