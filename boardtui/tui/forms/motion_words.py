"""The words of a motion, asked for with what its clause and the memorandum say of it and of the body a digit away."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from boardtui.charter.model import BodyCharter
from boardtui.charter.rule import Rule
from boardtui.charter.show import body_facts, rule_facts
from boardtui.charter.words import listed, started, subject_name, what_is_asked
from boardtui.meeting.entries import OpenDecision
from boardtui.meeting.state.state import Motion, State
from boardtui.register.bodies import outline, titles
from boardtui.register.rules import silences
from boardtui.register.tables import RegisterError
from boardtui.tui.forms.checks import Wrong
from boardtui.tui.forms.dialogs import Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.people_forms import mover_options
from boardtui.tui.forms.register_dialogs import ConfirmList
from boardtui.tui.screen import BoardScreen


class Put(NamedTuple):
    """A motion that was recorded; ``left``: the question after it was left with Escape, which leads back and not to the vote.

    Without a key it could not be recorded at this moment, which the screen has said and sees to.
    """

    key: str
    left: bool


class Basis(NamedTuple):
    """By what a motion is decided, and what it is linked to."""

    rule: str
    topic: str | None = None
    amends: str | None = None
    follows: str | None = None
    issue: str | None = None


async def ask_motion(
    screen: BoardScreen,
    item: str,
    basis: Basis,
    follows: Motion | None,
    answers: OpenDecision | None,
    typed: dict[str, str],
    problem: str,
) -> dict[str, str] | None:
    """What is typed, and how it goes on; the clause is shown as often as it is asked for. None where it was left.

    ``typed`` is what was typed before, and ``problem`` why that was not recorded.
    """
    while True:
        form = _form(screen.state, item, basis, follows, answers, typed, problem)
        given: dict[str, str] | None = await screen.ask(form)
        if given is None or given["basis"] != "clause":
            return given
        rule = screen.state.charter.rule(basis.rule)
        assert rule is not None
        texts = list(clause_facts(screen.board.desk.store.connection, screen.state.body, screen.state.charter, rule))
        await screen.ask(ConfirmList(f"{rule.clause} {rule.title}", texts, yes="back to the motion", no="back"))
        typed = {**given, "basis": "proposed"}


def clause_facts(db: sqlite3.Connection, body: str, charter: BodyCharter, rule: Rule) -> Iterator[str]:
    """What the charter of the meeting says of a rule, and the register of the body that decides by it and of what is left unsaid.

    What of the register cannot be used is said in its place.
    """
    yield f"{rule_words(rule)}."
    names = {topic.key: topic.title for topic in charter.topics}
    yield from (f"{started(about)}: {text}" for about, text in rule_facts(rule, names))
    try:
        deciding = outline(db, body)
        yield from (f"{deciding.title}, {about}: {text}" for about, text in body_facts(deciding, titles(db)))
        if unsaid := silences(db):
            yield f"The memorandum is silent on: {listed(silence.title for silence in unsaid)}."
    except RegisterError as error:
        yield str(error)


def rule_words(rule: Rule) -> str:
    """A rule with its clause and what it asks."""
    asked = what_is_asked(rule, rule)
    return f"{rule.clause} {rule.title}{', by ' if rule.method == 'consensus' and rule.defined else ': '}{asked}"


def seconds_own(given: Mapping[str, str]) -> Wrong | None:
    """That whoever moves a motion does not second it; the book of old meetings may have it, so no rule refuses it."""
    if given["mover"] and given["mover"] == given["seconder"]:
        return Wrong("Whoever moves a motion does not second it; name another member, or nobody.", "seconder")
    return None


def drafted(state: State, item: str) -> tuple[str, str]:
    """The words and the mover that the item recommends; empty once they were put, or where it recommends nothing."""
    agenda = state.items[item].agenda
    if any(motion.item == item and motion.text == agenda.recommendation for motion in state.motions.values()):
        return "", ""
    return agenda.recommendation, agenda.mover if agenda.mover in state.members else ""


def _form(
    state: State,
    item: str,
    basis: Basis,
    follows: Motion | None,
    answers: OpenDecision | None,
    typed: Mapping[str, str],
    problem: str,
) -> Form:
    people = mover_options(state)
    rule = state.charter.rule(basis.rule)
    assert rule is not None
    title = state.charter.topic_title(basis.topic) or "none"
    named = f" {started(subject_name(state.charter.topics))}: {title}." if state.charter.topics or basis.topic else ""
    text = "\n".join(filter(None, (problem, f"Decided under {rule_words(rule)}.{named}")))
    ways = (
        Option("proposed", "this rule"),
        Option("other", "change the rule"),
        Option("more", "add reasons"),
        Option("clause", "read the clause"),
    )
    agenda = state.items[item].agenda
    draft, mover = ("", "") if follows or answers or basis.issue else drafted(state, item)
    head = f"Motion on {agenda.number or agenda.item} {agenda.title}"
    proposal = follows.text if follows else answers.text if answers else draft
    is_proposed = bool(proposal) and typed.get("text", proposal) == proposal
    hint = "as proposed: type to replace it, arrows to go into it" if is_proposed else ""
    fields = [
        Field("text", "The motion", proposal, required=True, long=True, proposed=is_proposed, hint=hint),
        Field("mover", "Moved by", mover, options=people, find=True),
        Field("seconder", "Seconded by", options=people, find=True),
        Field("basis", "Decided", "proposed", options=ways, hint="2 also changes the subject" if named else ""),
    ]
    fields = [field._replace(value=typed.get(field.name, field.value)) for field in fields]
    return Form(
        f"{head}: a further motion to {follows.number}" if follows else head,
        fields,
        text,
        last="put it",
        check=seconds_own,
    )
