"""Settings of rules and terms in words: the value of one, phrases that join several, and what differs between two."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from boardtui.charter.model import Charter, Partner, Topic
from boardtui.charter.rule import Counting, Party, Ratification, Rule
from boardtui.charter.settings import (
    COUNTING,
    MORE_OR_LEAST,
    NOT_DEFINED,
    NOT_STATED,
    PRESENT_OR_NOT,
    RULE,
    SETTINGS,
    TERMS,
    YEARS,
)
from boardtui.charter.terms_of_reference import CONFLICTED, Quorum, Terms

NO_MEANING = "–"
_KEPT = "members kept from voting"
_BRACKETS = re.compile(r" \(([^()]*)\)")
SHARE = ("base", "threshold", "compare", "withdrawn")
SOURCES = ("source", "sources")
PARTIES: Mapping[Party, str] = {
    "party": "Party to the agreement",
    "partner": "Partner in the agreement",
    "signatory": "signatory",
    "appendix_only": "signatory of an appendix only",
    "outside": "neither a party nor a partner",
}
"""How a partner is related to the agreement, in words."""
Names = Mapping[str, str]
BY_KEY: Names = MappingProxyType({})


def value_words(name: str, value: Any, names: Names = BY_KEY, voters: str = "members") -> str:
    """The value of a setting in words.

    Args:
        name: the setting, as ``SETTINGS`` has it.
        value: its value in the model; what the setting is called where it is empty.
        names: titles of subjects, seats, categories and partners by key.
        voters: "members" or "partners".
    """
    setting = SETTINGS[name]
    if value is None or value in ("", (), {}):
        return setting.empty
    match value:
        case Quorum():
            return quorum_words(value, names)
        case Ratification():
            return ratification_words(value, names)
        case dict():
            titles = {key: SETTINGS[key].title for key in value if key in SETTINGS} | dict(names)
            return "; ".join(f"{titles.get(key, key)}: {text}" for key, text in value.items())
        case tuple():
            return listed(names.get(each, each) if isinstance(each, str) else each.title for each in value)
    if name == "proxies_most":
        return f"at most {value}"
    if name in ("notice_days", "agenda_days"):
        return counted(value, "clear day")
    if name == "minutes_days":
        return f"within {counted(value, 'day')}"
    if name == "year_begins":
        return YEARS.get(value, f"from {value}, each year")
    sentence = setting.values.get(value)
    return str(value) if sentence is None else sentence.format(voters=voters)


def rule_value(rule: Rule, name: str, names: Names = BY_KEY) -> str:
    """The value of a rule's setting; a dash where it has no meaning under the way of deciding."""
    if name in (SHARE if rule.method == "consensus" else ("consensus",)):
        return NO_MEANING
    value = getattr(rule, name)
    if name == "withdrawn" and value is None:
        out = {"eligible": "they stay in the count", "present": "they are left out of the count"}
        return f"{NOT_DEFINED}; {out.get(rule.base or '', 'only votes cast count')}"
    return value_words(name, value, names, f"{rule.unit}s")


def changed_settings(
    old: Rule | Terms, new: Rule | Terms, names: Names = BY_KEY, without: Collection[str] = ()
) -> Iterator[tuple[str, str, str]]:
    """Each setting that differs: what it is called, what it was and what it is.

    Where a rule decides in another way, how it is counted is one difference: each setting of it means something else.
    """
    skipped = set(without)
    if isinstance(old, Rule) and isinstance(new, Rule) and old.method != new.method:
        skipped |= set(COUNTING)
        yield SETTINGS["method"].title, counting_words(old), counting_words(new)
    for name in RULE if isinstance(new, Rule) else TERMS:
        if name not in skipped and _said(old, name) != _said(new, name):
            was, now = (_in_words(each, name, names) for each in (old, new))
            yield SETTINGS[name].title, was, now if now != was else f"{now} (changed)"


def _said(held: Rule | Terms, name: str) -> tuple[Any, bool]:
    """The value of a setting, and of a quorum whether it is written that members kept from voting count."""
    return getattr(held, name), name == "quorum" and isinstance(held, Terms) and held.says_conflicted


def _in_words(held: Rule | Terms, name: str, names: Names) -> str:
    return rule_value(held, name, names) if isinstance(held, Rule) else _term_words(held, name, names)


def _term_words(terms: Terms, name: str, names: Names) -> str:
    """A term of reference in words; of a quorum also that members kept from voting count, where that is written."""
    text = value_words(name, getattr(terms, name), names)
    if name == "quorum" and terms.quorum and terms.quorum.conflicted_count and terms.says_conflicted:
        text += f"; {_KEPT} {value_words(CONFLICTED, True)}"
    return text


def what_it_asks(counting: Counting, *, present_or_not: bool = False) -> str:
    """What a rule asks, in a few words: at least 3/4 of all eligible members (, present or not)."""
    if counting.method == "consensus":
        return f"consensus: {value_words('consensus', counting.consensus)}"
    of = value_words("base", counting.base or "eligible", voters=f"{counting.unit}s")
    of = of if present_or_not else of.removesuffix(PRESENT_OR_NOT)
    if counting.threshold in ("1", "1/1"):
        return of if of.startswith("all ") else f"all {of}"
    share = {"1/2": "half"}.get(counting.threshold or "", counting.threshold)
    return f"{MORE_OR_LEAST[counting.compare or 'at_least']} {share} of {of}"


def what_is_asked(rule: Rule, counting: Counting) -> str:
    """What a rule asks; first of all that the memorandum does not define it, or not in full, where it does not."""
    if rule.discusses:
        return "only discussed; whether an objection is maintained is recorded"
    if not rule.defined:
        return f"{NOT_STATED}; treated as {what_it_asks(counting)}"
    if rule.left_open and counting.method == "consensus":
        return f"consensus, read as: {value_words('consensus', counting.consensus)}"
    return f"read as {what_it_asks(counting)}" if rule.left_open else what_it_asks(counting)


def counting_words(counting: Counting) -> str:
    """How a decision is counted, in one phrase: by a vote: each eligible member has one vote, and …"""
    how = value_words("method", counting.method)
    if counting.method == "consensus":
        parts = [f"{how}: {value_words('consensus', counting.consensus)}"]
    else:
        verb = "be" if counting.base == "cast" else "vote"
        parts = [f"{how}: {value_words('unit', counting.unit)}, and {what_it_asks(counting)} must {verb} for"]
    if counting.no_category == "eligible":
        may = "may take part" if counting.method == "consensus" else value_words("no_category", "eligible")
        parts.append(SETTINGS["no_category"].ruling.format(may))
    if counting.withdrawn is not None:
        parts.append(_ruled_words("withdrawn", counting.withdrawn))
    return "; ".join(parts)


def decided_words(rule: Rule, counting: Counting) -> str:
    """How a decision by a rule is counted, in one phrase, and that the memorandum does not define it, where it does not."""
    if rule.discusses:
        return what_is_asked(rule, counting)
    how = counting_words(counting)
    if not rule.defined:
        return f"{NOT_STATED}; treated as decided {how}"
    return f"read as decided {how}" if rule.left_open else how


def rule_words(rule: Rule, names: Names = BY_KEY) -> str:
    """A rule with its clause, for what it is, and how it is counted."""
    matter = "any matter" if rule.topics is None else listed(names.get(topic, topic) for topic in rule.topics)
    undefined = "" if rule.defined else f" ({SETTINGS['defined'].values[False]})"
    return f"{rule.clause}: {rule.title}, for {matter}: {counting_words(rule)}{undefined}"


def ratification_words(asked: Ratification | None, names: Names = BY_KEY) -> str:
    """Who must ratify, approve or sign a decision before it takes effect, in one phrase."""
    if asked is None:
        return SETTINGS["ratification"].empty

    def part(name: str) -> str:
        return value_words(f"ratification.{name}", getattr(asked, name), names)

    effect = f"{SETTINGS['ratification.holds'].title} {part('holds')}"
    if asked.form == "in_common":
        return f"{part('form')}; {effect}"
    places = dict.fromkeys([*asked.places.values(), *([asked.where] if asked.where else [])])
    where = f" ({listed(places)})" if places else ""
    who = part("partners" if asked.who == "named" else "who")
    parts = [f"{part('form')} by {who}{where}", effect, part("when")]
    parts += [f"{SETTINGS['ratification.checklist'].title}: {part('checklist')}"] if asked.checklist else []
    return "; ".join(parts) + (f" ({asked.clause})" if asked.clause else "")


def quorum_words(quorum: Quorum | None, names: Names = BY_KEY) -> str:
    """A quorum in one phrase."""
    if quorum is None:
        return NOT_DEFINED
    parts = [] if quorum.number is None else [counted(quorum.number, "member")]
    if parts and quorum.fraction is not None:  # both hold, so that neither is the number needed
        parts = [f"at least {parts[0]}"]
    if quorum.fraction is not None:
        compare, of = (value_words(f"quorum.{name}", getattr(quorum, name)) for name in ("compare", "of"))
        parts.append(f"{compare} {quorum.fraction} of {of}")
    parts += [names.get(seat, f"the seat {seat}") for seat in quorum.seats]
    parts += [member_for(names.get(category, category)) for category in quorum.categories]
    parts += [member_who_is(role) for role in quorum.roles]
    counting = [] if quorum.conflicted_count else [f"{_KEPT} {value_words(CONFLICTED, False)}"]
    return "; ".join([*([listed(parts)] if parts else []), *counting])


def member_for(category: str) -> str:
    """One of those of whom a quorum wants at least one: any who represents a partner of that category."""
    return f"a member for {category}"


def member_who_is(role: str) -> str:
    """The same of a role: any whose seat has those words in its title, not the one in the chair alone."""
    return f"a member who is {'an' if role[:1].casefold() in set('aeiou') else 'a'} {role}"


def terms_words(terms: Terms, names: Names = BY_KEY) -> Iterator[tuple[str, str]]:
    """Every term of reference: what it is called and what it is, "not defined" where nothing says it."""
    for name in TERMS:
        if name not in SOURCES:
            yield SETTINGS[name].title, _term_words(terms, name, names)


def titles_of(charter: Charter) -> dict[str, str]:
    """The titles of a charter's subjects, categories, partners and seats, by key."""
    names = {topic.key: topic.title for topic in charter.topics}
    names |= {category.key: category.title for category in charter.categories}
    names |= {seat.key: seat.title for body in charter.bodies for seat in body.seats}
    return names | {partner.key: partner.name or partner.key for partner in charter.partners}


def table_name(topics: Iterable[Topic]) -> str:
    """What the memorandum calls its table of subjects; empty where it has none."""
    return next((topic.clause for topic in topics if topic.clause), "")


def subject_name(topics: Iterable[Topic]) -> str:
    """What a subject is called: "Annex 1 subject", or "subject" where the memorandum has no such table."""
    return f"{table_name(topics)} subject".strip()


def party_words(partner: Partner) -> str:
    """How the memorandum relates a partner to the agreement, and core or associate where it says so."""
    parts = [PARTIES[partner.party] if partner.party else "", partner.membership or ""]
    return ", ".join(part for part in parts if part)


def sources_words(terms: Terms) -> str:
    """Where the terms of reference are written; what another document defines follows it, by name."""
    by_source: dict[str, list[str]] = {}
    for name, source in terms.sources.items():
        if source == terms.source:
            continue
        by_source.setdefault(source, []).append(SETTINGS[name].title)
    others = [f"{source} ({listed(titles)})" for source, titles in by_source.items() if source]
    return "; ".join([*([terms.source] if terms.source else []), *others])


def _ruled_words(name: str, value: str) -> str:
    return SETTINGS[name].ruling.format(value_words(name, value))


def listed(words: Iterable[str], nothing: str = "none", most: int | None = None) -> str:
    """Several things in one phrase; of more than ``most`` the first, and how many more there are."""
    texts = list(words)
    if not texts:
        return nothing
    if most is not None and len(texts) > most:
        return f"{', '.join(texts[:most])} and {len(texts) - most} more"
    return ", ".join(texts[:-1]) + " and " + texts[-1] if len(texts) > 1 else texts[0]


def title_of(key: str) -> str:
    """A body's name from its key, where nobody gave one: place-board is the Place Board, abc the ABC."""
    first, *more = key.replace("_", "-").split("-")
    texts = [word if word in ("and", "for", "in", "of", "the") else _named(word) for word in more]
    return " ".join([_named(first), *texts])


def book_words(title: str, book: str) -> str:
    """How a minute book is called in a sentence: by the body whose it is, by its key where no title is known."""
    return f"minute book of the {bare(title)}" if title else f"minute book {book}"


def _named(word: str) -> str:
    """A word of a body's key: three letters or fewer are its initials."""
    return word.upper() if len(word) < 4 and word != "the" else word.title()


def counted(number: int, text: str, several: str = "") -> str:
    """A number with its noun: 1 body, 2 bodies."""
    return f"{number} {text if number == 1 else several or text + 's'}"


def noun_of(partners: Iterable[Partner | None]) -> str:
    """What each of these is called: a partner, or an organisation where one of them is neither a party nor a partner."""
    return "organisation" if any(one is not None and one.party == "outside" for one in partners) else "partner"


def stopped(words: str) -> str:
    """The words with a full stop, if they end without one."""
    return words if words.rstrip(" ”)").endswith((".", "!", "?")) else f"{words.rstrip()}."


def bare(title: str) -> str:
    """A body's title behind the article of a sentence, which is not said again where the title begins with it."""
    return title.strip().removeprefix("The ").removeprefix("the ")


def inside_brackets(names: str) -> str:
    """Names as they are within brackets, where none opens in another: K Example, deputy for Cllr T Harp."""
    return _BRACKETS.sub(r", \1", names)


def started(words: str) -> str:
    """Words as the beginning of a sentence or a line."""
    return words[:1].upper() + words[1:]
