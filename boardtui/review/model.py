"""A past decision as it went and as it would have gone, and a whole book of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from boardtui.charter.rule import Counting
from boardtui.meeting.counting.tally import Tally
from boardtui.meeting.entries import Outcome, ResultDeclared
from boardtui.meeting.entries.parts import Asked, Way

Result = Literal["none", "waits", "in_effect", "in_part", "not_in_effect", "lapsed", "not_known"]


class Answers(NamedTuple):
    """The partners asked by what they are recorded to have said: yes, no, and nothing that counts as an answer there."""

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Approvals:
    """Whose word a decision waited for as recorded, whose it would have needed there, and what came or would have come of it.

    ``known`` is false where the meeting would have had to say whether ``would`` is asked, and the record does not tell.
    ``points`` are what has to be shown there and is not, ``body`` is the other body whose word it would need, with what
    that answered. ``names`` and ``short_names`` are those of partners, by key, ``body_titles`` those of bodies.
    ``asked_noun`` is what each of those asked is: a partner, or an organisation where one is no partner.
    ``hidden``: the answers are confidential.
    """

    before: Asked | None = None
    would: Asked | None = None
    known: bool = True
    bodies_added: tuple[str, ...] = ()
    bodies_no_longer: tuple[str, ...] = ()
    by_register: tuple[str, ...] = ()
    effect_before: Result = "none"
    effect: Result = "none"
    answers: Answers = field(default_factory=Answers)
    points: tuple[str, ...] = ()
    body: str = ""
    body_said: str = ""
    unratified: bool = False
    carried: bool = True
    certain: bool = True
    names: Mapping[str, str] = field(default_factory=dict)
    asked_noun: str = "partner"
    short_names: Mapping[str, str] = field(default_factory=dict)
    body_titles: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False

    @property
    def added(self) -> tuple[str, ...]:
        """The partners that would have been asked and were not."""
        return _beyond(self.would, self.before) if self.known else ()

    @property
    def no_longer(self) -> tuple[str, ...]:
        """The partners that were asked and would not have been."""
        return _beyond(self.before, self.would) if self.known else ()

    @property
    def otherwise(self) -> bool:
        """Whether those who were asked would have been asked for something else: another form, or all in place of each."""
        was, now = self.before, self.would
        return was is not None and now is not None and (was.form, was.holds) != (now.form, now.holds)

    @property
    def differs(self) -> bool:
        """Whether anybody else would have been asked, or for something else."""
        bodies = self.bodies_added or self.bodies_no_longer
        return bool(not self.known or self.added or self.no_longer or self.otherwise or bodies)


@dataclass(frozen=True)
class Decision:
    """A past decision: as it was declared, and as it would have been.

    ``needs`` says how many votes for it took, and of what, ``needs_there`` how many it would have taken; ``counting`` and
    ``counting_there`` are how it was and would have been counted. ``margin``
    is in votes: what the recount has above what it needs, below nought where it falls short; for a consensus the
    objections below nought; None where no number would do. ``not_asked`` were there and would have had a vote that
    nobody asked for; ``left_out`` voted and would have had none; ``names`` are theirs, by key. ``settled`` is false
    where those not asked could turn the recount. Of a decision between meetings ``way``, ``date`` and ``by`` say how,
    when and by whom it was taken, and ``barred`` why it could not have been taken so; an urgent one was not declared.
    ``some``: declared not carried for all committees in common, it holds for those that concur; ``some_there``: so it would
    have been. ``problem`` says why there is no recount. ``approvals``: whose word it would have needed beyond the vote;
    None where nothing is said of it.
    """

    meeting: str
    title: str
    starts: str
    seq: int
    motion: str
    number: str
    text: str
    rule: str
    clause: str
    topic: str | None
    confidential: bool
    declared: ResultDeclared | None
    way: Way = "meeting"
    date: str = ""
    topic_title: str = ""
    by: tuple[str, ...] = ()
    barred: str = ""
    needs: str = ""
    counting: Counting | None = None
    recount: Tally | None = None
    needs_there: str = ""
    counting_there: Counting | None = None
    outcome: Outcome | None = None
    by_casting_vote: bool = False
    margin: int | None = None
    not_asked: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    settled: bool = True
    some: bool = False
    some_there: bool = False
    problem: str = ""
    approvals: Approvals | None = None

    @property
    def other_way(self) -> bool:
        """Whether it would have gone the other way."""
        if self.declared is None or self.outcome is None:
            return bool(self.barred)
        return bool(self.barred) or self.outcome != self.declared.outcome


@dataclass(frozen=True)
class Review:
    """A whole book counted again. ``body`` is whose it is, by name, ``under`` says by what."""

    book: str
    body: str
    entries: int
    head: str
    under: str
    decisions: tuple[Decision, ...]

    @property
    def recounted(self) -> tuple[Decision, ...]:
        """Those of which it is known how they would have gone."""
        return tuple(decision for decision in self.decisions if decision.recount is not None or decision.barred)

    @property
    def other_way(self) -> tuple[Decision, ...]:
        """Those that would have gone the other way."""
        return tuple(decision for decision in self.decisions if decision.other_way)

    @property
    def not_recounted(self) -> tuple[Decision, ...]:
        """Those that could not be counted again."""
        return tuple(decision for decision in self.decisions if decision.recount is None and not decision.barred)

    @property
    def other_word(self) -> tuple[Decision, ...]:
        """Those that would have needed the word of others than were asked."""
        return tuple(
            decision for decision in self.decisions if decision.approvals is not None and decision.approvals.differs
        )


def _beyond(these: Asked | None, those: Asked | None) -> tuple[str, ...]:
    there = set(those.partners) if those is not None else set()
    return tuple(key for key in these.partners if key not in there) if these is not None else ()
