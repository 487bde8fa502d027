"""What a memorandum says, as data: partners, Annex 1, bodies with their seats, rules with their clauses."""

from __future__ import annotations

from typing import Literal

import msgspec

Method = Literal["vote", "consensus"]
Unit = Literal["member", "partner"]
Base = Literal["eligible", "present", "cast"]
Compare = Literal["at_least", "more_than"]
Withdrawn = Literal["in_base", "out_of_base"]
NoCategory = Literal["eligible", "not_eligible"]
ConsensusTest = Literal["no_objection", "unanimous"]
StageKey = Literal["place", "discussion", "majority", "facilitator", "board"]
Party = Literal["party", "partner", "signatory", "appendix_only", "outside"]
Membership = Literal["core", "associate"]
MilestoneKind = Literal["start", "end", "review", "recurring", "annual", "limit", "milestone"]
Asks = Literal["electorate", "seated", "all", "named"]
Form = Literal["ratification", "approval", "signature", "support", "in_common"]
Holds = Literal["all", "each"]
When = Literal["always", "where_said"]
Proxies = Literal["none", "member", "chair", "anyone"]
Entitled = Literal["applies", "all"]
Vacant = Literal["left_out", "counted"]
Affected = Literal["", "required", "ruled"]
Ground = Literal["admission_act", "schedule_12a", "own"]
"""On which the public is excluded by resolution; `exclusion.py` has the words."""
MetBy = Literal["", "consensus", "no_consensus", "issue", "delegated"]
StageNeed = Literal["attempt", "advice", "unsettled"]


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, repr_omit_defaults=True):
    """A frozen record that refuses fields it does not know."""


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


class Override(Model, frozen=True):
    """A ruling on the Annex 1 footnote: whether one element applies to one partner, whatever the table says."""

    partner: str
    topic: str
    eligible: bool
    source: str = ""


class Counting(Model, frozen=True):
    """How a decision is counted; the fields mean what the tally command documents.

    ``entitled``: those to whose organisation the matter applies, or all; of members then all of the body, of partners
    all that are affected. ``vacant`` seats count as members who are away, or not at all.
    """

    method: Method
    unit: Unit = "member"
    base: Base | None = None
    threshold: str | None = None
    compare: Compare | None = None
    withdrawn: Withdrawn | None = None
    no_category: NoCategory = "not_eligible"
    consensus: ConsensusTest = "no_objection"
    entitled: Entitled = "applies"
    vacant: Vacant = "left_out"


class Reading(Model, frozen=True):
    """Another plausible reading of a clause: what it changes in the counting or in who is eligible.

    ``left_out`` are seats that it does not count; where ``party`` or ``membership`` is given, only partners of that kind count.
    """

    key: str
    title: str
    why: str
    changes: dict[str, str] = {}
    overrides: tuple[Override, ...] = ()
    left_out: tuple[str, ...] = ()
    party: tuple[Party, ...] = ()
    membership: tuple[Membership, ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether it changes who is in the electorate by seat, by party or by membership."""
        return bool(self.left_out or self.party or self.membership)


class Ratification(Model, frozen=True):
    """Whose word a decision by a rule still needs, what it then holds for, and on which decisions that is asked.

    ``who`` is asked: the partners of the motion's electorate, those with a seat on the body, all partners, or those
    that ``partners`` names. ``where`` is the place in each partner that answers, ``places`` where it has another name
    in one of them. ``form``: a board ratifies or approves, somebody signs, an organisation supports, or committees in
    common each decide in the room itself. ``holds``: all must, or it holds for each that does. ``when``: always, or
    only where the meeting says so. ``checklist`` is what else has to be there before it takes effect.
    """

    who: Asks = "electorate"
    partners: tuple[str, ...] = ()
    form: Form = "ratification"
    holds: Holds = "all"
    when: When = "always"
    where: str = ""
    places: dict[str, str] = {}
    checklist: tuple[str, ...] = ()
    clause: str = ""


class Rule(Counting, frozen=True, kw_only=True):
    """A rule of decision of one body.

    ``defined`` is false where the memorandum names no way of deciding and consensus is only this program's stand-in.
    ``approval`` is who else has to approve before the decision takes effect, in words, ``ratification`` the same as data.

    ``precondition`` is asked for on every motion, or only ``condition_for`` what that says; a record that meets it is
    looked for by ``met_by``, in the book of the body ``met_in``: its consensus, or consensus that it did not reach, an
    issue received, or a matter delegated. ``issue``: a motion is about an issue that this body received, and no ruling
    changes that. ``affected``: the motion names them all, or the chair alone narrows them. ``by_letter``: a partner
    without a seat answers in writing. ``left_open`` is what a clause that names a way of deciding does not say of it, in
    words that follow on "does not say"; what the rule has there is the charter's reading.
    """

    key: str
    title: str
    clause: str
    defined: bool = True
    topics: tuple[str, ...] | None = None
    precondition: str = ""
    follows: str = ""
    otherwise: str = ""
    approval: str = ""
    binds: bool = False
    verb: str = "agreed"
    readings: tuple[Reading, ...] = ()
    note: str = ""
    ratification: Ratification | None = None
    issue: Literal["", "received"] = ""
    affected: Affected = ""
    by_letter: bool = False
    met_by: MetBy = ""
    met_in: str = ""
    condition_for: str = ""
    left_open: str = ""

    @property
    def discusses(self) -> bool:
        """Whether the body only discusses by it: nothing is agreed, and whether anybody objects is recorded."""
        return self.verb == "discussed"

    @property
    def signed(self) -> bool:
        """Whether its decisions are written agreements, which partners sign and no meeting counts."""
        return self.ratification is not None and self.ratification.form == "signature"


class Quorum(Model, frozen=True):
    """How many must be there; whatever is given must be met, all of it.

    ``fraction`` is ``of`` the filled seats or of all seats, ``compare`` as at_least or more_than. ``seats`` must be
    there themselves; of each of ``categories``, and of the seats with each of ``roles`` in their title, at least one.
    """

    number: int | None = None
    fraction: str | None = None
    seats: tuple[str, ...] = ()
    conflicted_count: bool = True
    compare: Compare = "at_least"
    of: Literal["filled", "seats"] = "filled"
    categories: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it asks for anything at all."""
        parts = (self.number, self.fraction, *self.seats, *self.categories, *self.roles)
        return any(part is not None for part in parts)


CONFLICTED = "quorum.conflicted_count"
"""What ``sources`` name where it is written that members kept from voting count, as they do where nothing is written."""


class Terms(Model, frozen=True):
    """What terms of reference add where the memorandum is silent. ``None`` means not defined.

    ``notice_days`` are clear days between the notice and the meeting, ``written`` whether a decision may be taken in
    writing, ``urgent`` whether between meetings, by those whom ``urgent_by`` names. ``proxies`` is who may hold the
    proxy of an absent member, ``proxies_most`` how many one person may hold, ``proxies_present`` whether a member who
    votes by proxy counts as present, in a quorum and where a share of those present is taken, and
    ``proxies_conflicted`` whether a holder who does not vote because of an interest may still vote for the member.
    ``choice_tie`` says who decides between candidates with equal votes, ``choice_voters`` whether all members choose or
    only those who represent a partner. ``agenda_days`` are clear days before a meeting by which its agenda and papers are
    to be out, ``minutes_days`` days after it within which its draft minutes are, and ``registers`` whether the registers
    of interests and decisions are published with them.
    ``exclusion`` is the ground on which the public is excluded by resolution: that of the Public Bodies (Admission to
    Meetings) Act 1960, the paragraphs of Schedule 12A to the Local Government Act 1972, or the board's own, which
    ``exclusion_words`` gives after "because".
    ``year_begins`` is the day, such as "1 April", on which the year begins in which meetings are counted.
    ``source`` is where they are written; ``sources`` names, by setting, those that another document defines. Whether the
    quorum counts members kept from voting is defined where ``sources`` or the quorum itself says so: see ``CONFLICTED``.
    """

    quorum: Quorum | None = None
    deputies: Literal["may_vote", "may_not_vote"] | None = None
    remote: Literal["may_vote", "may_not_vote"] | None = None
    casting_vote: Literal["none", "chair"] | None = None
    proxies: Proxies | None = None
    source: str = ""
    notice_days: int | None = None
    written: Literal["allowed", "not_allowed"] | None = None
    urgent: Literal["allowed", "not_allowed"] | None = None
    urgent_by: tuple[str, ...] | None = None
    proxies_most: int | None = None
    proxies_present: Literal["count", "do_not_count"] | None = None
    proxies_conflicted: Literal["may_vote", "may_not_vote"] | None = None
    year_begins: str | None = None
    choice_tie: Literal["lot", "chair"] | None = None
    agenda_days: int | None = None
    minutes_days: int | None = None
    registers: Literal["published", "not_published"] | None = None
    exclusion: Ground | None = None
    exclusion_words: str | None = None
    choice_voters: Literal["members", "representatives"] | None = None
    sources: dict[str, str] = {}

    def source_of(self, name: str) -> str:
        """Where the setting of that name is written; a part of the quorum where the quorum is, unless it says otherwise."""
        return self.sources.get(name) or self.sources.get(name.partition(".")[0], self.source)

    @property
    def says_conflicted(self) -> bool:
        """Whether it is written that members kept from voting count towards the quorum, or that they do not."""
        return self.quorum is not None and (CONFLICTED in self.sources or not self.quorum.conflicted_count)


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
