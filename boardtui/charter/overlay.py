"""Terms of reference as a file of their own: what they fill in where the memorandum is silent, and with what source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from boardtui.charter.check import check_charter
from boardtui.charter.check_terms import check_terms
from boardtui.charter.explain import DataError, convert, shown
from boardtui.charter.filling import filled_with
from boardtui.charter.load import CharterError, file_bytes, names_in, spelled
from boardtui.charter.model import Body, Charter
from boardtui.charter.spelling import check_words
from boardtui.charter.terms_of_reference import Terms, TermsOfReference, as_written
from boardtui.charter.words import bare

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class Overlaid(NamedTuple):
    """A charter with terms of reference in it, and in sentences what went where."""

    charter: Charter
    told: tuple[str, ...]


def preset_names() -> list[str]:
    """The names of the terms of reference that come with the program."""
    return names_in(_folder())


def terms_of(text: str) -> tuple[str, TermsOfReference]:
    """The body asked for, and the terms that ``BODY=NAME``, a preset's name or a file name means.

    Raises:
        CharterError: there is no such file, or it says something that cannot be used.
    """
    body, equals, source = text.partition("=")
    if not equals or "/" in body or "\\" in body or Path(text).is_file():
        body, source = "", text
    if source in preset_names():
        return body, _read_terms((_folder() / f"{source}.toml").read_bytes(), f"{source}.toml")
    if not Path(source).exists() and not source.endswith(".toml"):
        listed = ", ".join(preset_names())
        raise CharterError(source, f"there is no such file, and the terms that come with the program are {listed}")
    return body, _read_terms(file_bytes(source), Path(source).name)


def _read_terms(data: bytes, name: str) -> TermsOfReference:
    """The terms of reference that these bytes spell; ``name`` stands for the file in messages."""

    def terms(table: dict[str, Any]) -> TermsOfReference:
        if "terms" in table:
            table = {**table, "terms": as_written(table["terms"])}
        terms_of_reference = convert(table, TermsOfReference)
        check_words(terms_of_reference.title, "title")
        if terms_of_reference.terms == Terms() and not terms_of_reference.rules:
            raise DataError("it adds nothing; write a table [terms], or [[rules]]")
        wanted = terms_of_reference.terms.quorum.seats if terms_of_reference.terms.quorum else ()
        check_terms(terms_of_reference.terms, wanted)
        return terms_of_reference

    return spelled(data, name, terms)


def overlay(charter: Charter, asked: tuple[str, ...]) -> Overlaid:
    """The charter with these terms of reference, each as ``terms_of`` reads it.

    What the charter or an earlier file defines stays; a later one only fills what is still silent. Terms for one named
    body must fit it; terms for no body in particular go to every body that they fit.

    Raises:
        CharterError: a file cannot be used, or does not fit the body that it is for.
    """
    lines: list[str] = []
    for text in asked:
        wanted, terms = terms_of(text)
        key = wanted or terms.body
        if key:
            charter = _into(charter, _body(charter, key, text), terms, text)
            lines.append(f"{terms.title}: taken up for {_called(_body(charter, key, text))}.")
        else:
            charter, texts = _everywhere(charter, terms, text)
            lines += texts
    return Overlaid(charter, tuple(lines))


def _everywhere(charter: Charter, terms: TermsOfReference, text: str) -> tuple[Charter, list[str]]:
    texts, taken = [], False
    for body in charter.bodies:
        try:
            charter = _into(charter, body, terms, text)
            texts.append(f"{terms.title}: taken up for {_called(body)}.")
            taken = True
        except CharterError as problem:
            texts.append(f"{terms.title}: not taken up for {_called(body)}, since {problem.reason}.")
    if not taken:
        raise CharterError(text, f"it fits no body of {charter.name}: {texts[-1] if texts else 'there is none'}")
    return charter, texts


def _into(charter: Charter, body: Body, terms: TermsOfReference, file: str) -> Charter:
    """The charter with the terms in one body, checked as a whole again."""
    known = {rule.key for rule in body.rules}
    for rule in terms.rules:
        if rule.key in known:
            where = f"rules → {rule.key}"
            raise CharterError(
                file, f"{_called(body)} has a rule of that key already; give this one another key", where
            )
    changed = replace(body, terms=filled_with(body.terms, terms.terms), rules=(*body.rules, *terms.rules))
    bodies = tuple(changed if one.key == body.key else one for one in charter.bodies)
    whole = replace(charter, bodies=bodies)
    try:
        check_charter(whole)
    except DataError as wrong:
        raise CharterError(file, wrong.reason, " → ".join(wrong.place)) from None
    return whole


def _called(body: Body) -> str:
    return f"the {bare(body.title)}" if body.title else body.key


def _body(charter: Charter, key: str, file: str) -> Body:
    for body in charter.bodies:
        if body.key == key:
            return body
    known = ", ".join(body.key for body in charter.bodies)
    raise CharterError(file, f"{charter.name} has no body {shown(key)}; the bodies are {known}", "body")


def _folder() -> Traversable:
    from importlib.resources import files

    return files("boardtui.charter") / "terms"
