"""What a memorandum says, as data: partners, Annex 1, bodies with their seats, stages, milestones, and the whole of it."""

from __future__ import annotations

from typing import Literal

from boardtui.charter.base import Model
from boardtui.charter.rule import Membership, Override, Party, Rule
from boardtui.charter.terms_of_reference import Terms

StageKey = Literal["place", "discussion", "majority", "facilitator", "board"]
MilestoneKind = Literal["start", "end", "review", "recurring", "annual", "limit", "milestone"]
StageNeed = Literal["attempt", "advice", "unsettled"]


class Category(Model, frozen=True):
    """A column of Annex 1."""

    key: str
    title: str


class Topic(Model, frozen=True):
    """An element (row) of Annex 1, with the categories that are ticked in it."""

    key: str
    title: str
    categories: tuple[str, ...]
    clause: str = ""
    note: str = ""


class Partner(Model, frozen=True):
    """A party to the memorandum; its heading in the list of parties and its Annex 1 category are two things.

    ``party`` is how the memorandum has it related to the agreement and ``membership`` whether it calls it a core or an
    associate partner; both are None where it makes no such difference. One that is ``outside`` is no partner at all and
    counts in the ``bodies`` alone that are named; for all others these are empty.
    """

    key: str
    name: str = ""
    category: str | None = None
    short: str = ""
    heading: str = ""
    markers: str = ""
    party: Party | None = None
    membership: Membership | None = None
    note: str = ""
    bodies: tuple[str, ...] = ()

    def counts_in(self, body: str) -> bool:
        """Whether it is among the organisations of a meeting of that body."""
        return not self.bodies or body in self.bodies


class Seat(Model, frozen=True):
    """A seat on a body, representing no, one or several partners."""

    key: str
    title: str
    partners: tuple[str, ...] = ()
    clause: str = ""
    note: str = ""


class Body(Model, frozen=True):
    """A body of the partnership.

    ``in_common``: committees in common, each of which decides for its own organisation in the same room.
    """

    key: str
    title: str
    clause: str
    seats: tuple[Seat, ...] = ()
    rules: tuple[Rule, ...] = ()
    terms: Terms = Terms()
    public: bool = False
    binds: bool = False
    in_common: bool = False
    delegated: tuple[str, ...] = ()
    frequency: str = ""
    per_year: int | None = None
    reports_to: str = ""
    advises_on: str = ""
    note: str = ""


class Stage(Model, frozen=True):
    """A stage of issue resolution and what has to be there before it is entered.

    ``requires`` is as much of ``needs`` as records show: an attempt at place or directly, advice, a discussion that did
    not settle it. A ruling of the chair overrules what a stage needs, unless it is ``strict``.
    """

    key: StageKey
    title: str
    clause: str
    body: str = ""
    rule: str = ""
    needs: str = ""
    requires: tuple[StageNeed, ...] = ()
    strict: bool = False


class OpenQuestion(Model, frozen=True):
    """Something that the memorandum leaves open and a ruling settles, for each partner and topic named."""

    key: str
    clause: str
    text: str
    partners: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


class Milestone(Model, frozen=True):
    """A time that the memorandum names: its beginning and end, a review, a time limit, or what is to be done by then.

    ``due`` is a day (YYYY-MM-DD) where one can be read, ``said`` the time in words where the memorandum gives no day. Of an
    end ``said`` is how surely it comes on its day: "expected to expire".
    What is ``annual`` comes back a year after it was last done, the first time on its ``due``. What is ``recurring`` is
    due in each period of ``every`` so many months. What has a ``within`` ("14 days", "12 months") is due so long after
    what ``after`` names was reached, or, where it names nothing, after the day on which it is recorded that it began.
    ``rule`` is that whose decision, once it is in effect, is the milestone: the completed register of signatures.
    """

    key: str
    title: str
    clause: str
    kind: MilestoneKind = "milestone"
    due: str = ""
    said: str = ""
    note: str = ""
    every: int | None = None
    within: str = ""
    after: str = ""
    rule: str = ""


class Provision(Model, frozen=True):
    """A thing that the memorandum says and nobody counts by: shown with its clause where the secretary looks it up."""

    key: str
    clause: str
    title: str
    text: str


class Silence(Model, frozen=True):
    """A thing that the memorandum does not say."""

    key: str
    title: str
    note: str = ""


class Charter(Model, frozen=True):
    """A whole memorandum; ``note`` says what standing it has, ``scope`` what it covers, each with its clause."""

    name: str
    title: str
    date: str
    source: str
    note: str = ""
    scope: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    topics: tuple[Topic, ...] = ()
    partners: tuple[Partner, ...] = ()
    bodies: tuple[Body, ...] = ()
    stages: tuple[Stage, ...] = ()
    provisions: tuple[Provision, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    silences: tuple[Silence, ...] = ()
    milestones: tuple[Milestone, ...] = ()

    def body(self, key: str) -> Body:
        """The body of that key; KeyError where there is none."""
        for body in self.bodies:
            if body.key == key:
                return body
        raise KeyError(key)


class BodyCharter(Model, frozen=True):
    """A body's rules, topics, matrix, overrides and terms as they stand when a meeting is convened.

    ``bodies`` are the titles of all bodies of the memorandum, by key; empty in a book that was begun before they were kept.
    """

    name: str = ""
    title: str = ""
    rules: tuple[Rule, ...] = ()
    categories: tuple[Category, ...] = ()
    topics: tuple[Topic, ...] = ()
    matrix: dict[str, tuple[str, ...]] = {}
    overrides: tuple[Override, ...] = ()
    stages: tuple[Stage, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    terms: Terms = Terms()
    binds: bool = False
    bodies: dict[str, str] = {}

    def rule(self, name: str) -> Rule | None:
        """The rule of that key or clause, or None."""
        for rule in self.rules:
            if name in (rule.key, rule.clause):
                return rule
        return None

    def topic_title(self, key: str | None) -> str:
        """An element of Annex 1 by its title; its key where it is not known, nothing where none is named."""
        return next((topic.title for topic in self.topics if topic.key == key), key or "")
