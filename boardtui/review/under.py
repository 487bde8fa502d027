"""Another rule, reading or charter under which past decisions are counted again, and what it changes for one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec.structs import replace

from boardtui.charter.check_rules import check_counting
from boardtui.charter.explain import DataError, shown
from boardtui.charter.filling import filled_with
from boardtui.charter.load import body_charter, load, names, shipped
from boardtui.charter.model import BodyCharter, Charter
from boardtui.charter.rule import Counting, Override, Reading, Rule
from boardtui.charter.settings import SETTINGS
from boardtui.charter.spelling import SLUG
from boardtui.charter.terms_of_reference import Terms
from boardtui.charter.words import listed
from boardtui.meeting.state.append_log import Log
from boardtui.meeting.state.labels import body_title
from boardtui.meeting.state.state import Motion, Ruling, State
from boardtui.meeting.voting.ballot import counting_of, rule_of
from boardtui.meeting.voting.rulings import COUNTING_FIELDS, affected, overrides
from boardtui.meeting.words.clauses import clause_words
from boardtui.review.settings import FIELDS, SHARE, Settings, UnderError, settings_of


class CannotRecount(Exception):
    """Why a decision cannot be counted again so; the text follows on "cannot be recounted:"."""


class Under(Protocol):
    """Something to count past decisions by; ``title`` says it in words."""

    @property
    def title(self) -> str: ...

    def turn(self, state: State, motion: Motion) -> tuple[State, Motion]:
        """State and motion as they would have stood under it. CannotRecount where it says nothing of this decision."""
        ...

    def terms(self, state: State) -> Terms:
        """The terms of reference under it. CannotRecount where it says nothing of this body."""
        ...

    def reports_to(self, body: str) -> str | None:
        """The body to which it has that one report, empty where to none; None where it says nothing of bodies."""
        ...


class _OfOneRule:
    """What is changed in a rule alone: the terms of reference and who reports to whom stay as they are."""

    def terms(self, state: State) -> Terms:
        """As they are."""
        return state.charter.terms

    def reports_to(self, body: str) -> str | None:
        """Nothing."""
        return None


@dataclass(frozen=True)
class OtherSettings(_OfOneRule):
    """The same rules with some settings changed, of the counting or of whose word is asked; the rest stays as it was."""

    settings: Settings

    @property
    def title(self) -> str:
        """The settings in words."""
        return self.settings.title

    def turn(self, state: State, motion: Motion) -> tuple[State, Motion]:
        """The rule as it was held, rulings and all, with the changes made in it."""
        changes: dict[str, str | None] = dict(self.settings.counting)
        if SHARE & changes.keys():
            changes.setdefault("method", "vote")
        if changes.get("method") == "consensus":
            changes = {**dict.fromkeys((*SHARE, "withdrawn")), **changes}
        rule = rule_of(state, motion)
        counted = _with(rule, counting_of(state, motion), changes)
        try:
            counted = replace(counted, ratification=self.settings.ratification(rule.ratification))
        except DataError as wrong:
            raise CannotRecount(f"{rule.clause} cannot ask so ({wrong})") from None
        return _held(state, motion, counted, _overrides_of(state, motion))


@dataclass(frozen=True)
class OtherReading(_OfOneRule):
    """Another reading that the rules of the book name themselves."""

    key: str

    @property
    def title(self) -> str:
        """The reading by its key; a recount puts before it the title that the rules give."""
        return f"the reading “{self.key}”"

    def turn(self, state: State, motion: Motion) -> tuple[State, Motion]:
        """The rule as that reading of it has it; a rule without such a reading has nothing to be read so."""
        rule = rule_of(state, motion)
        reading = next((reading for reading in rule.readings if reading.key == self.key), None)
        if reading is None:
            raise CannotRecount(f"{rule.clause} has no reading “{self.key}”")
        counted = _with(rule, counting_of(state, motion), dict(reading.changes))
        changed, motion = _held(state, motion, counted, (*_overrides_of(state, motion), *reading.overrides))
        if not reading.narrows:
            return changed, motion
        kept = replace(reading, changes={}, overrides=())
        charter = replace(changed.charter, rules=(replace(counted, readings=(kept,)),))
        ruling = Ruling(0, "", motion.key, "reading", kept.key, "", "")
        return replace(changed, charter=charter, rulings=changed.rulings.plus(ruling)), motion


@dataclass(frozen=True)
class OtherCharter:
    """Another charter: its body of the same key, and there the rule of the same key or else of the same clause."""

    charter: Charter

    @property
    def title(self) -> str:
        """The charter's name and title."""
        return f"{self.charter.name}: {self.charter.title}"

    def turn(self, state: State, motion: Motion) -> tuple[State, Motion]:
        """Annex 1, parties, rule and terms of the other charter; seats and who was there stay as they were."""
        body_charter = self._body(state)
        own = rule_of(state, motion)
        rule = body_charter.rule(own.key) or body_charter.rule(own.clause)
        if rule is None:
            raise CannotRecount(
                f"{self.charter.name} has no rule “{own.title}” ({clause_words(own.clause)}) for the "
                f"{body_title(state, state.body)}"
            )
        if motion.topic is not None and motion.topic not in body_charter.matrix:
            raise CannotRecount(
                f"{self.charter.name} does not know the topic “{state.charter.topic_title(motion.topic)}”"
            )
        if rule.topics is not None and motion.topic not in rule.topics:
            topic = f"on “{state.charter.topic_title(motion.topic)}”" if motion.topic else "without a topic"
            raise CannotRecount(f"there {clause_words(rule.clause)} is not for a motion {topic}")
        partners = {partner.key: partner for partner in self.charter.partners}
        if not partners.keys() & state.partners.keys():
            raise CannotRecount(f"no partner of this book is one of {self.charter.name}")
        ruled = tuple(
            override
            for override in _overrides_of(state, motion)
            if override.partner in partners and override.topic in body_charter.matrix
        )
        asked = affected(state, motion)
        if asked is not None:
            asked = tuple(key for key in asked if key in partners)
        changed, motion = _held(replace(state, charter=body_charter, partners=partners), motion, rule, ruled)
        return changed, replace(motion, affected=asked)

    def terms(self, state: State) -> Terms:
        """What its body's terms of reference say, and where they are silent those of the book."""
        return self._body(state).terms

    def reports_to(self, body: str) -> str | None:
        """The body to which its body of that key reports."""
        return next((one.reports_to for one in self.charter.bodies if one.key == body), None)

    def _body(self, state: State) -> BodyCharter:
        if all(body.key != state.body for body in self.charter.bodies):
            raise CannotRecount(
                f"{self.charter.name} has no {body_title(state, state.body) if state.body else 'body of this book'}"
            )
        charter = body_charter(self.charter, state.body)
        return replace(charter, terms=filled_with(charter.terms, state.charter.terms))


def under_of(text: str) -> Under:
    """What ``--under`` names: a shipped charter, a TOML file, settings such as base=present, or a reading's key.

    Raises:
        UnderError: it is none of these.
        CharterError: the file is no charter.
    """
    if text in names():
        return OtherCharter(shipped(text))
    if text.endswith(".toml") or ("=" not in text and Path(text).is_file()):
        return OtherCharter(load(text))
    if "=" in text:
        return OtherSettings(settings_of(text))
    if SLUG.fullmatch(text):
        return OtherReading(text)
    raise UnderError(
        f"{shown(text)} is neither a charter ({', '.join(names())}), a TOML file, a reading's key, "
        "nor settings; write them like base=present,threshold=2/3,compare=at_least."
    )


def _overrides_of(state: State, motion: Motion) -> tuple[Override, ...]:
    """The footnote rulings that held for the motion."""
    return overrides(state, motion.key, rule_of(state, motion))


def _with(rule: Rule, held: Counting, changes: dict[str, str | None]) -> Rule:
    fields = {name: getattr(held, name) for name in FIELDS}
    try:
        counting = msgspec.convert({**fields, **changes}, Counting)
        lacking = [name for name in ("base", "threshold", "compare") if getattr(counting, name) is None]
        if held.method == "consensus" and counting.method == "vote" and lacking:
            raise CannotRecount(_no_vote_yet(rule, lacking))
        check_counting(counting)
    except (DataError, msgspec.ValidationError) as wrong:
        why = str(wrong).removeprefix("it is missing; ")
        raise CannotRecount(
            f"with this setting “{rule.title}” ({clause_words(rule.clause)}) cannot be counted: {why}"
        ) from None
    return replace(rule, **{name: getattr(counting, name) for name in FIELDS})


def _no_vote_yet(rule: Rule, lacking: Sequence[str]) -> str:
    """That a consensus has no votes to be counted otherwise, and what makes it a vote."""
    more = listed([f"{SETTINGS[name].title} ({name})" for name in lacking])
    return (
        f"“{rule.title}” ({clause_words(rule.clause)}) is decided by consensus, in which nobody votes; "
        f"to count it as a vote, give its {more} too"
    )


def _held(state: State, motion: Motion, rule: Rule, ruled: tuple[Override, ...]) -> tuple[State, Motion]:
    """The state with that one rule; what the chair ruled on the counting is in the rule already, or gone with it."""
    settled = (*COUNTING_FIELDS, "reading", "eligible")
    rulings = Log.of(ruling for ruling in state.rulings if ruling.setting not in settled)
    charter = replace(state.charter, rules=(replace(rule, readings=()),))
    return replace(state, charter=charter, overrides=ruled, rulings=rulings), replace(motion, rule=rule.key)


def readings_named(rules: tuple[Rule, ...]) -> dict[str, Reading]:
    """The readings that these rules name, by key."""
    return {reading.key: reading for rule in rules for reading in rule.readings}
