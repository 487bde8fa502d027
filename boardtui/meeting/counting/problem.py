"""Answers decision problems, one line of JSON each; one that makes no sense gets a sentence that says why."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import msgspec
from msgspec.structs import asdict

from boardtui.charter.model import BodyCharter, Charter, Partner
from boardtui.charter.rule import Counting, Override, Rule
from boardtui.meeting.counting.choices import Choice, ChoiceError, Count, count_ballots, count_votes
from boardtui.meeting.counting.electorate import Question, electorate
from boardtui.meeting.counting.needed import TallyError, check
from boardtui.meeting.counting.readings import differing, readings
from boardtui.meeting.counting.tally import Tally, tally
from boardtui.meeting.entries import Member

LONGEST = 16 * 1024 * 1024
VOTES = ("for", "against", "abstain")
_PLACED = re.compile(r"(?P<what>.*) - at `\$\.?(?P<where>.*)`", re.DOTALL)
T = TypeVar("T")
Charters = Callable[[str], Charter]
Matrix = dict[str, tuple[str, ...]]
Body = tuple[tuple[Partner, ...], tuple[Member, ...], Matrix]


class _ProblemError(Exception):
    """The problem makes no sense; the message is the sentence that says so."""


class _Problem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rule: Any
    votes: dict[str, Any]
    present: tuple[str, ...]
    topic: str | msgspec.UnsetType | None = msgspec.UNSET
    partners: tuple[Partner, ...] | None = None
    members: tuple[Member, ...] | None = None
    matrix: dict[str, Any] | None = None
    charter: str | None = None
    body: str | None = None
    withdrawn: tuple[str, ...] = ()
    affected: tuple[str, ...] | None = None
    overrides: tuple[Override, ...] = ()
    answered: tuple[str, ...] = ()


class _Read(Tally, frozen=True):
    """A tally by a rule of a charter, with the other readings of its clause that give another outcome."""

    readings: tuple[dict[str, Any], ...]


class _ChoiceProblem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    choice: Choice
    ballots: tuple[tuple[str, ...], ...] | None = None
    votes: dict[str, int] | None = None
    spoilt: int = 0


LONGEST = 1 << 24  # bytes of a problem


def answers(lines: Iterable[bytes | str], charters: Charters) -> Iterator[tuple[bytes, bool]]:
    """For each line that is not blank: the answer as one line of JSON without its end, and whether it is no error."""
    for line in lines:
        if line.strip():
            result = answer(line, charters)
            yield msgspec.json.encode(result), "error" not in result


def answer(line: bytes | str, charters: Charters) -> dict[str, Any]:
    """The tally or the count of a choice that the problem asks for, or ``{"error": sentence}``."""
    if len(line) > LONGEST:
        return {"error": f"the line is longer than {LONGEST} bytes"}
    try:
        fields: dict[str, Any] = msgspec.to_builtins(_solved(_read(line), charters))
    except (_ProblemError, TallyError, ChoiceError) as wrong:
        return {"error": str(wrong).encode("utf-8", "replace").decode()}
    except RecursionError:
        return {"error": "the line is nested too deeply"}
    except UnicodeEncodeError:
        return {"error": "the line holds half a character (a lone surrogate)"}
    return fields


def _solved(raw: dict[str, Any], charters: Charters) -> Tally | Count:
    if "choice" in raw:
        return _choose(_convert(raw, _ChoiceProblem, ""))
    return _solve(_convert(raw, _Problem, ""), charters)


def _choose(problem: _ChoiceProblem) -> Count:
    if (problem.ballots is None) == (problem.votes is None):
        raise _ProblemError("a choice is counted from its ballots or from its votes: give one of them")
    if problem.ballots is None:
        return count_votes(problem.choice, problem.votes or {}, problem.spoilt)
    if problem.spoilt:
        raise _ProblemError("spoilt: which ballots are spoilt follows from the ballots; leave it out")
    return count_ballots(problem.choice, problem.ballots)


def _solve(problem: _Problem, charters: Charters) -> Tally:
    if problem.charter is None and problem.body is None:
        if problem.partners is None or problem.members is None:
            lacking = "partners" if problem.partners is None else "members"
            raise _ProblemError(f"{lacking} is missing, and no charter and body stand in its place")
        counting = _rule(problem.rule, None)
        partners, members, matrix = problem.partners, problem.members, _matrix(problem.matrix or {})
    else:
        counting, (partners, members, matrix) = _charter(problem, charters)
    topic = problem.topic
    if topic is msgspec.UNSET:
        if matrix:
            raise _ProblemError("topic is missing: name a row of the matrix, or null for none")
        topic = None
    _known("partners", "", [partner.key for partner in partners])
    seats = _known("members", "", [member.key for member in members])
    parties = {partner.key for partner in partners}
    for member in members:
        _known(f"members, {_quoted(member.key)}, partners", "partner", member.partners, parties)
    _known("present", "member", problem.present, seats)
    _known("withdrawn", "member", problem.withdrawn, seats)
    _known("affected", "partner", problem.affected or (), parties)
    _known("topic", "row of the matrix", () if topic is None else (topic,), set(matrix))
    _overrides(problem.overrides, parties, set(matrix))
    for voter, choice in problem.votes.items():
        if choice not in VOTES:
            raise _ProblemError(
                f"votes: the vote of {_quoted(voter)} is {_quoted(choice)}, not for, against or abstain"
            )
    _known("answered", "partner", problem.answered, parties)
    question = Question(
        partners,
        members,
        matrix,
        problem.overrides,
        topic,
        problem.affected,
        problem.present,
        problem.withdrawn,
        answered=problem.answered,
    )
    try:
        count = tally(counting, electorate(counting, question), problem.votes)
    except TallyError as error:
        raise _ProblemError(f"votes: {error}") from None
    if not isinstance(counting, Rule) or not counting.readings:
        return count
    return _Read(**asdict(count), readings=tuple(_other_readings(counting, question, problem.votes, count)))


def _other_readings(rule: Rule, question: Question, votes: dict[str, str], count: Tally) -> Iterator[dict[str, Any]]:
    """The readings of the charter that give another outcome, with the figures that they give."""
    for recount in differing(count, readings(rule, question, votes)):
        assert recount.tally is not None
        figures = msgspec.to_builtins(recount.tally)
        fields = {name: figures[name] for name in ("outcome", "for", "eligible", "base", "needed", "words")}
        yield {"reading": recount.key, "title": recount.title, **fields}


def _rule(given: Any, body: BodyCharter | None) -> Counting:
    if isinstance(given, str):
        if body is None:
            raise _ProblemError(f"rule: {_quoted(given)} can only be named together with a charter and a body")
        rule: Counting | None = body.rule(given)
        if rule is None:
            names = ", ".join(rule.key for rule in body.rules) or "none"
            raise _ProblemError(f"rule: {body.title or body.name} has no rule {_quoted(given)}; its rules: {names}")
    else:
        rule = _convert(given, Counting, "rule")
        if rule.method == "vote" and "unit" not in given:
            raise _ProblemError("rule: the rule counts a vote and has no unit")
    try:
        check(rule)
    except TallyError as error:
        raise _ProblemError(f"rule: {error}") from None
    return rule


def _charter(problem: _Problem, charters: Charters) -> tuple[Counting, Body]:
    for field in ("partners", "members", "matrix"):
        if getattr(problem, field) is not None:
            raise _ProblemError(f"{field} is given beside a charter and body, which stand in its place")
    if problem.charter is None or problem.body is None:
        lacking = "charter" if problem.charter is None else "body"
        raise _ProblemError(f"{lacking} is missing: a charter and a body belong together")
    try:
        charter = charters(problem.charter)
    except (LookupError, OSError):
        raise _ProblemError(f"charter: there is no charter {_quoted(problem.charter)}") from None
    except ValueError as error:
        raise _ProblemError(f"charter: {_quoted(problem.charter)} cannot be read: {error}") from None
    try:
        body = charter.body(problem.body)
    except KeyError:
        names = ", ".join(body.key for body in charter.bodies)
        raise _ProblemError(f"body: {charter.name} has no body {_quoted(problem.body)}; its bodies: {names}") from None
    rules = BodyCharter(name=body.key, title=body.title, rules=body.rules)
    members = tuple(Member(seat.key, seat.title, seat.key, seat.partners) for seat in body.seats)
    matrix = {topic.key: topic.categories for topic in charter.topics}
    partners = tuple(partner for partner in charter.partners if partner.counts_in(body.key))
    return _rule(problem.rule, rules), (partners, members, matrix)


def _matrix(given: dict[str, Any]) -> Matrix:
    matrix = {topic: _convert(row, tuple[str, ...], f"matrix, {_quoted(topic)}") for topic, row in given.items()}
    for topic, row in matrix.items():
        _known(f"matrix, {_quoted(topic)}", "", row)
    return matrix


def _overrides(overrides: Iterable[Override], partners: set[str], topics: set[str]) -> None:
    seen = set()
    for ruling in overrides:
        _known("overrides, partner", "partner", (ruling.partner,), partners)
        _known("overrides, topic", "row of the matrix", (ruling.topic,), topics)
        if (ruling.partner, ruling.topic) in seen:
            raise _ProblemError(f"overrides: {_quoted(ruling.partner)} is there twice for {_quoted(ruling.topic)}")
        seen.add((ruling.partner, ruling.topic))


def _known(field: str, noun: str, keys: Iterable[str], known: set[str] | None = None) -> set[str]:
    """The keys as a set; refused where one is empty, is there twice, or is none of those known."""
    seen: set[str] = set()
    for key in keys:
        if not key:
            raise _ProblemError(f"{field}: a key is empty")
        if key in seen:
            raise _ProblemError(f"{field}: {_quoted(key)} is there twice")
        if known is not None and key not in known:
            raise _ProblemError(f"{field}: there is no {noun} {_quoted(key)}")
        seen.add(key)
    return seen


def _read(line: bytes | str) -> dict[str, Any]:
    if len(line) > LONGEST:
        raise _ProblemError(f"the line is longer than {LONGEST} characters")
    try:
        text = line.decode() if isinstance(line, bytes) else line
        raw = json.loads(text, object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        raise _ProblemError(f"the line is not UTF-8 at byte {error.start + 1}") from None
    except json.JSONDecodeError as error:
        raise _ProblemError(f"the line is not JSON: {error.msg} at character {error.pos + 1}") from None
    except ValueError:
        raise _ProblemError("the line holds a number that is too long") from None
    if not isinstance(raw, dict):
        raise _ProblemError("the line is not a problem, which is one JSON object")
    _refuse_floats(raw, "")
    return raw


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key, value in pairs:
        if key in fields:
            raise _ProblemError(f"{_quoted(key)} is given twice in one object")
        fields[key] = value
    return fields


def _refuse_floats(value: Any, where: str) -> None:
    if isinstance(value, float):
        raise _ProblemError(f"{where[2:]}: {value} is not exact; write a fraction as text, such as “3/4”")
    if isinstance(value, dict):
        for key, inner in value.items():
            _refuse_floats(inner, f"{where}, {key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            _refuse_floats(inner, f"{where}, number {number}")


def _convert(value: Any, kind: type[T], where: str) -> T:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        text = str(error)
        placed = _PLACED.fullmatch(text)
        if placed is not None:
            text, inner = placed["what"], placed["where"]
            where = f"{where}{'.' if where and not inner.startswith('[') else ''}{inner}"
        text = text.replace("`", "“", 1).replace("`", "”", 1).replace("`", "“", 1).replace("`", "”", 1)
        text = text[:1].lower() + text[1:]
        raise _ProblemError(f"{where}: {text}" if where else text) from None


def _quoted(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f"“{text if len(text) <= 60 else text[:60] + '…'}”"
