"""A charter in plain lines: who is party to it, Annex 1, its bodies with seats, rules and terms, and its silences."""

from __future__ import annotations

from collections.abc import Iterator

from boardtui.charter.model import Body, Charter
from boardtui.charter.settings import NOT_DEFINED, SETTINGS
from boardtui.charter.words import (
    Names,
    counted,
    listed,
    ratification_words,
    rule_words,
    sources_words,
    terms_words,
    titles_of,
)


def show(charter: Charter) -> Iterator[str]:
    """The lines, an indent for what belongs to the line above."""
    yield f"{charter.title} ({charter.name}), {charter.date}"
    yield charter.source
    yield from ([charter.note] if charter.note else [])
    yield from _section("It covers", charter.scope)
    yield from _section(counted(len(charter.partners), "partner"), _partners(charter))
    yield from _section("To whom a matter applies (Annex 1)", _annex(charter))
    titles = titles_of(charter)
    for body in charter.bodies:
        yield ""
        yield from _body(body, titles)
    stages = (f"{stage.clause}: {stage.title}" + (f", {stage.body}" if stage.body else "") for stage in charter.stages)
    yield from _section("How an issue is resolved", stages)
    questions = (f"{one.clause}: {one.text}" for one in charter.questions)
    yield from _section("Left open until somebody rules", questions)
    times = (f"{one.clause}: {one.title}, {one.due or one.said}" for one in charter.milestones)
    yield from _section("Times", times)
    yield from _section("Silent on", (_with_note(one.title, one.note) for one in charter.silences))


def _partners(charter: Charter) -> Iterator[str]:
    titles = {category.key: category.title for category in charter.categories}
    for partner in charter.partners:
        facts = [titles.get(partner.category or "", "no category")]
        facts += [(partner.party or "").replace("_", " "), partner.membership or ""]
        yield f"{partner.name or partner.key} ({partner.key}): {', '.join(fact for fact in facts if fact)}"


def _annex(charter: Charter) -> Iterator[str]:
    titles = {category.key: category.title for category in charter.categories}
    for topic in charter.topics:
        yield f"{topic.title} ({topic.key}): {listed(titles[key] for key in topic.categories)}"


def _body(body: Body, titles: Names) -> Iterator[str]:
    facts = ["in public" if body.public else "not in public", SETTINGS["binds"].values[body.binds]]
    facts += ["committees in common"] if body.in_common else []
    yield f"{body.title} ({body.key}), {body.clause}: {', '.join(facts)}"
    for words, text in (("meets", body.frequency), ("reports to", body.reports_to), ("advises", body.advises_on)):
        yield from ([f"  {words}: {text}"] if text else [])
    yield from (["  delegated to it: " + "; ".join(body.delegated)] if body.delegated else [])
    yield f"  {counted(len(body.seats), 'seat')}:"
    for seat in body.seats:
        yield f"    {seat.title} ({seat.key}): {listed(seat.partners, 'represents no partner')}"
    yield f"  {counted(len(body.rules), 'rule')} of decision:"
    for rule in body.rules:
        yield f"    {rule_words(rule, titles)}"
        if rule.ratification is not None:
            yield f"      then needs: {ratification_words(rule.ratification, titles)}"
        yield from (f"      or read as: {reading.title}" for reading in rule.readings)
    terms = list(terms_words(body.terms, titles))
    source = f", {sources}" if (sources := sources_words(body.terms)) else ""
    yield f"  terms of reference{source}:"
    yield from (f"    {name}: {text}" for name, text in terms if not text.startswith(NOT_DEFINED))
    silent = [name for name, text in terms if text.startswith(NOT_DEFINED)]
    yield from ([f"    {NOT_DEFINED}: {', '.join(silent)}"] if silent else [])


def _section(title: str, lines: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield f"{title}:"
        yield from (f"  {line}" for line in found)


def _with_note(title: str, note: str) -> str:
    return f"{title}: {note}" if note else title
