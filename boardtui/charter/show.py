"""A charter in plain lines: who is party to it, what applies to whom, bodies with seats and rules, and its silences."""

from __future__ import annotations

from collections.abc import Iterator

from boardtui.charter.model import Body, Charter
from boardtui.charter.rule import Rule
from boardtui.charter.settings import NOT_DEFINED, SETTINGS
from boardtui.charter.words import (
    Names,
    counted,
    listed,
    party_words,
    ratification_words,
    rule_words,
    sources_words,
    table_name,
    terms_words,
    titles_of,
)
from boardtui.dates import day_as_written


def show(charter: Charter) -> Iterator[str]:
    """The lines, an indent for what belongs to the line above. Every sentence of the charter is among them."""
    yield f"{charter.title} ({charter.name}), {charter.date}"
    yield charter.source
    yield from ([charter.note] if charter.note else [])
    yield from _section("It covers", charter.scope)
    yield from _section(counted(len(charter.partners), "partner"), _partners(charter))
    table = table_name(charter.topics)
    yield from _section("To whom a matter applies" + (f" ({table})" if table else ""), _subjects(charter))
    titles = titles_of(charter)
    bodies = {body.key: body.title for body in charter.bodies}
    for body in charter.bodies:
        yield ""
        yield from _body(body, titles, bodies)
    yield from _section("How an issue is resolved", _stages(charter, bodies))
    provisions = (f"{provision.clause}: {provision.title}: {provision.text}" for provision in charter.provisions)
    yield from _section("It also provides", provisions)
    questions = (f"{question.clause}: {question.text}" for question in charter.questions)
    yield from _section("Left open until somebody rules", questions)
    yield from _section("Dates", (_with_note(title, note) for title, note in dated(charter)))
    yield from _section("Silent on", (_with_note(silence.title, silence.note) for silence in charter.silences))


def _partners(charter: Charter) -> Iterator[str]:
    titles = {category.key: category.title for category in charter.categories}
    for partner in charter.partners:
        facts = [titles.get(partner.category or "", "no category") if titles else "", party_words(partner)]
        facts += [f"marked {partner.markers}" if partner.markers else "", partner.heading]
        text = ", ".join(fact for fact in facts if fact)
        yield _with_note(f"{partner.name or partner.key} ({partner.key})" + (f": {text}" if text else ""), partner.note)


def _subjects(charter: Charter) -> Iterator[str]:
    titles = {category.key: category.title for category in charter.categories}
    for topic in charter.topics:
        applies = f"{topic.title} ({topic.key}): {listed(titles[key] for key in topic.categories)}"
        yield f"{applies}. {topic.note}" if topic.note else applies


def _stages(charter: Charter, bodies: Names) -> Iterator[str]:
    for stage in charter.stages:
        yield f"{stage.clause}: {stage.title}" + (f", {bodies[stage.body]}" if stage.body else "")
        yield from ([f"  needed first: {stage.needs}"] if stage.needs else [])


def dated(charter: Charter) -> Iterator[tuple[str, str]]:
    """Each time that the memorandum names, with its clause, and the note on it."""
    for milestone in charter.milestones:
        said = "" if milestone.kind == "end" and milestone.due else milestone.said  # the title of an end says it
        time = " · ".join(dict.fromkeys(each for each in (day_as_written(milestone.due), said) if each))
        yield f"{milestone.clause}: {milestone.title}, {time}", milestone.note


def related(charter: Charter) -> Iterator[tuple[str, str]]:
    """Each way in which the memorandum relates partners to it, and whom it relates so."""
    names: dict[str, list[str]] = {}
    for partner in charter.partners:
        if words := party_words(partner):
            names.setdefault(words, []).append(partner.name or partner.key)
    yield from ((words, listed(held)) for words, held in names.items())


def rule_facts(rule: Rule, names: Names) -> Iterator[tuple[str, str]]:
    """What the memorandum says of a rule beside how it is counted: what the fact is about, and the fact."""
    if rule.ratification is not None:
        yield "then needs", ratification_words(rule.ratification, names)
    for name in ("left_open", "precondition", "condition_for", "follows", "otherwise", "approval", "note"):
        if text := getattr(rule, name):
            yield SETTINGS[name].title if name in SETTINGS else name, text
    yield from (("or read as", _with_note(reading.title, reading.why)) for reading in rule.readings)


def body_facts(body: Body, bodies: Names) -> Iterator[tuple[str, str]]:
    """What the memorandum says of a body beside its seats and rules: what the fact is about, and the fact."""
    facts = (
        ("meets", body.frequency),
        ("reports to", bodies.get(body.reports_to, "")),
        ("task", body.advises_on),
        ("delegated to it", "; ".join(body.delegated)),
        ("note", body.note),
    )
    yield from (fact for fact in facts if fact[1])


def _body(body: Body, titles: Names, bodies: Names) -> Iterator[str]:
    facts = ["in public" if body.public else "not in public", SETTINGS["binds"].values[body.binds]]
    facts += ["committees in common"] if body.in_common else []
    yield f"{_named(body.title, body.key, body.clause)}: {', '.join(facts)}"
    yield from (f"  {about}: {text}" for about, text in body_facts(body, bodies))
    yield f"  {counted(len(body.seats), 'seat')}:"
    for seat in body.seats:
        represents = listed((titles[partner] for partner in seat.partners), "represents no partner")
        yield "    " + _with_note(f"{_named(seat.title, seat.key, seat.clause)}: {represents}", seat.note)
    yield f"  {counted(len(body.rules), 'rule')} of decision:"
    for rule in body.rules:
        yield f"    {rule_words(rule, titles)}"
        yield from (f"      {about}: {text}" for about, text in rule_facts(rule, titles))
    terms = list(terms_words(body.terms, titles))
    source = f", {sources}" if (sources := sources_words(body.terms)) else ""
    yield f"  terms of reference{source}:"
    yield from (f"    {name}: {text}" for name, text in terms if not text.startswith(NOT_DEFINED))
    silent = [name for name, text in terms if text.startswith(NOT_DEFINED)]
    yield from ([f"    {NOT_DEFINED}: {', '.join(silent)}"] if silent else [])


def _named(title: str, key: str, clause: str) -> str:
    """A body or seat by its title and key, with the clause that names it if there is one."""
    return f"{title} ({key}){f', {clause}' if clause else ''}"


def _section(title: str, lines: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    texts = list(lines)
    if texts:
        yield ""
        yield f"{title}:"
        yield from (f"  {line}" for line in texts)


def _with_note(title: str, note: str) -> str:
    return f"{title}: {note}" if note else title
