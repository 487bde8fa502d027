"""Each setting of a rule and of terms of reference once: what it is called, what it may be, and how a ruling on it reads.

Forms, rulings, differences, ``charter show``, the register and the minutes take their words from here. The phrases that
join several settings, such as a quorum, are in ``words``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from boardtui.charter.rule import Counting, Ratification
from boardtui.charter.terms_of_reference import Quorum
from boardtui.dates import CALENDAR, FINANCIAL

NOT_DEFINED = "not defined"
NOT_STATED = "not defined by the memorandum"
PRESENT_OR_NOT = ", present or not"
Scope = Literal["motion", "meeting"]
BOTH: frozenset[Scope] = frozenset(("motion", "meeting"))
MOTION: frozenset[Scope] = frozenset(("motion",))
MEETING: frozenset[Scope] = frozenset(("meeting",))
MORE_OR_LEAST = {"at_least": "at least", "more_than": "more than"}
_MAY_VOTE = {"may_vote": "may vote", "may_not_vote": "may not vote"}
_ALLOWED = {"allowed": "allowed", "not_allowed": "not allowed"}


class Setting(NamedTuple):
    """One setting.

    Args:
        name: the field of the model, with ``quorum.`` or ``ratification.`` before those of a part.
        title: what it is called, in lower case.
        values: its values in words; empty where it is a number, a list or words of its own. ``{voters}`` stands for
            members or partners.
        empty: what it is called where it has no value.
        ruling: what the chair rules, to follow on "ruled that"; ``{}`` is the value. Empty where the chair cannot.
        asked: what the chair is asked, as a title of a form.
        offered: where a form offers the ruling: on one motion, for the whole meeting, or both.
    """

    name: str
    title: str
    values: Mapping[Any, str] = {}
    empty: str = NOT_DEFINED
    ruling: str = ""
    asked: str = ""
    offered: frozenset[Scope] = frozenset()

    @property
    def column(self) -> str:
        """Its column in the register."""
        if self.name == "quorum.conflicted_count":
            return "quorum_counts_conflicted"
        return self.name.replace("ratification.", "asks_").replace("quorum.", "quorum_")

    @property
    def label(self) -> str:
        """What it is called at the beginning of a line."""
        return self.title[:1].upper() + self.title[1:]


_COUNTING = (
    Setting("method", "way of deciding", {"vote": "by a vote", "consensus": "by consensus"}),
    Setting(
        "unit",
        "who has a vote",
        {"member": "each eligible member has one vote", "partner": "each eligible partner has one vote"},
        ruling="{}",
        asked="Who has a vote",
        offered=MOTION,
    ),
    Setting(
        "base",
        "votes counted out of",
        {
            "eligible": "all eligible {voters}" + PRESENT_OR_NOT,
            "present": "the eligible {voters} present",
            "cast": "the votes cast for and against",
        },
        ruling="votes are counted out of {}",
        asked="Out of whom the fraction is counted",
        offered=MOTION,
    ),
    Setting("threshold", "fraction needed", {"1": "1 (all)", "1/1": "1 (all)"}, ruling="the fraction needed is {}"),
    Setting(
        "compare",
        "majority",
        {key: f"{compare} the fraction" for key, compare in MORE_OR_LEAST.items()},
        ruling="{} must be for",
    ),
    Setting(
        "withdrawn",
        "members kept from voting",
        {"in_base": "stay in the count", "out_of_base": "are left out of the count"},
        ruling="members kept from voting by an interest {}",
        asked="Whether members kept from voting by an interest are counted",
        offered=MOTION,
    ),
    Setting(
        "no_category",
        "members representing no partner",
        {"eligible": "may vote", "not_eligible": "may not vote"},
        ruling="members who represent no partner {}",
        asked="Whether members who represent no partner may vote",
        offered=MOTION,
    ),
    Setting(
        "consensus",
        "consensus means that",
        {"no_objection": "no objection is maintained", "unanimous": "everybody entitled to take part agrees"},
        ruling="consensus means that {}",
        asked="What consensus means",
        offered=MOTION,
    ),
    Setting(
        "entitled",
        "who may take part",
        {
            "applies": "only those whose organisation the subject applies to may take part",
            "all": "all {voters} may take part, whatever the subject applies to",
        },
        ruling="{}",
        asked="Who may take part",
        offered=MOTION,
    ),
    Setting(
        "vacant",
        "vacant seats",
        {"left_out": "are not counted", "counted": "are counted, as members who are away"},
        ruling="vacant seats {}",
        asked="Whether vacant seats are counted",
        offered=MOTION,
    ),
)
_RULE = (
    Setting("title", "title"),
    Setting("clause", "clause"),
    Setting("defined", "source", {True: "the memorandum", False: f"{NOT_STATED}; rule supplied by this program"}),
    Setting("left_open", "left open by the clause", empty="nothing noted"),
    Setting("topics", "subjects", empty="any"),
    Setting("precondition", "condition", empty="none"),
    Setting("condition_for", "condition asked for", empty="always"),
    Setting(
        "met_by",
        "record that meets the condition",
        {
            "consensus": "a consensus that a body reached",
            "no_consensus": "a consensus that a body did not reach",
            "issue": "the issue that was received",
            "delegated": "a matter delegated to this body",
        },
        empty="evidence that the secretary enters",
    ),
    Setting("met_in", "in the book of", empty="no other body"),
    Setting("issue", "issue needed", {"received": "one that this body received"}, empty="none"),
    Setting(
        "affected",
        "partners affected",
        {"required": "the motion names them", "ruled": "narrowed by a ruling of the Chair alone"},
        empty="need not be named",
    ),
    Setting(
        "by_letter",
        "partners without a seat",
        {True: "answer in writing", False: "do not answer"},
    ),
    Setting("follows", "what follows when carried", empty="nothing stated"),
    Setting("otherwise", "what follows when not carried", empty="nothing stated"),
    Setting("approval", "who else must approve", empty="nobody"),
    Setting("ratification", "who must ratify, approve or sign", empty="nobody"),
    Setting("binds", "effect", {True: "binding", False: "not binding"}),
    Setting("verb", "verb in the minutes"),
    Setting("readings", "other readings", empty="none"),
    Setting("note", "note", empty="none"),
)
_RATIFICATION = (
    Setting(
        "ratification.who",
        "who must ratify, approve or sign",
        {
            "electorate": "each partner entitled to vote on it",
            "seated": "each partner with a seat on the body",
            "all": "all partners",
            "named": "the partners named",
        },
        empty="nobody",
    ),
    Setting("ratification.partners", "partners", empty="none"),
    Setting(
        "ratification.form",
        "what is needed",
        {
            "ratification": "ratification",
            "approval": "approval",
            "signature": "written agreement, signed",
            "support": "support",
            "in_common": "each committee's own decision in the room",
        },
    ),
    Setting("ratification.holds", "takes effect", {"all": "once all have", "each": "for each partner that has"}),
    Setting("ratification.when", "on which decisions", {"always": "always", "where_said": "where the meeting says so"}),
    Setting("ratification.where", "answered by", empty="not stated"),
    Setting("ratification.places", "elsewhere called", empty="none"),
    Setting("ratification.checklist", "conditions to meet", empty="none"),
    Setting("ratification.clause", "clause", empty="the rule's own"),
)
_TERMS = (
    Setting(
        "quorum",
        "quorum",
        ruling="the quorum is {}",
        asked="How many members make a quorum",
        offered=MEETING,
    ),
    Setting("deputies", "deputies", _MAY_VOTE, ruling="deputies {}", asked="Whether deputies may vote", offered=BOTH),
    Setting(
        "remote",
        "members attending remotely",
        _MAY_VOTE,
        ruling="members attending remotely {}",
        asked="Whether members attending remotely may vote",
        offered=BOTH,
    ),
    Setting(
        "casting_vote",
        "casting vote",
        {"chair": "the Chair has a casting vote", "none": "there is no casting vote"},
        ruling="{}",
        asked="Whether the Chair has a casting vote",
        offered=BOTH,
    ),
    Setting(
        "choice_tie",
        "equal votes for candidates",
        {"lot": "are decided by lot", "chair": "are decided by the Chair"},
        ruling="equal votes for candidates {}",
        asked="Who decides between candidates with equal votes",
        offered=MEETING,
    ),
    Setting(
        "choice_voters",
        "who may choose in elections",
        {
            "members": "members representing a partner or none",
            "representatives": "only members representing a partner",
        },
        ruling="{} may choose in elections",
        asked="Whether members representing no partner may choose in elections",
        offered=MEETING,
    ),
    Setting(
        "proxies",
        "proxies",
        {
            "none": "not allowed",
            "member": "may be held by another member of the body",
            "chair": "may be held by the Chair only",
            "anyone": "may be held by anybody present",
        },
    ),
    Setting("proxies_most", "proxies that one person may hold"),
    Setting(
        "proxies_present",
        "members voting by proxy",
        {"count": "count as present", "do_not_count": "do not count as present"},
        ruling="members voting by proxy {}",
        asked="Whether members voting by proxy count as present",
        offered=BOTH,
    ),
    Setting(
        "proxies_conflicted",
        "proxy holders with an interest",
        {"may_vote": "still vote for the absent member", "may_not_vote": "do not vote for the absent member"},
        ruling="proxy holders kept from voting {}",
        asked="Whether proxy holders kept from voting vote for the absent member",
        offered=BOTH,
    ),
    Setting("notice_days", "notice of meetings"),
    Setting("agenda_days", "agenda and papers out before a meeting"),
    Setting("minutes_days", "draft minutes out after a meeting"),
    Setting(
        "registers",
        "publication of the registers",
        {"published": "published with the minutes", "not_published": "not published"},
    ),
    Setting(
        "exclusion",
        "ground for excluding the public",
        {
            "admission_act": "Public Bodies (Admission to Meetings) Act 1960, section 1(2)",
            "schedule_12a": "Local Government Act 1972, Schedule 12A, by paragraph",
            "own": "a ground of the board's own",
        },
    ),
    Setting("exclusion_words", "the board's own ground"),
    Setting("year_begins", "year in which meetings are counted"),
    Setting("written", "decisions in writing", _ALLOWED),
    Setting("urgent", "urgent decisions", _ALLOWED),
    Setting("urgent_by", "who takes urgent decisions"),
    Setting("source", "source", empty="none stated"),
    Setting("sources", "other sources", empty="none"),
)
_QUORUM = (
    Setting("quorum.number", "quorum: members present"),
    Setting("quorum.fraction", "quorum: fraction of the seats"),
    Setting("quorum.compare", "quorum: majority", MORE_OR_LEAST),
    Setting("quorum.of", "quorum: counted out of", {"filled": "the filled seats", "seats": "all seats"}),
    Setting("quorum.seats", "quorum: seats required", empty="none"),
    Setting("quorum.categories", "quorum: categories required", empty="none"),
    Setting("quorum.roles", "quorum: roles required", empty="none"),
    Setting(
        "quorum.conflicted_count", "quorum: members kept from voting", {True: "are counted", False: "are not counted"}
    ),
)
_RULED_ALONE = (
    Setting("reading", "reading of the clause", ruling="{clause} is read as “{}”"),
    Setting(
        "affected",
        "partners affected",
        ruling="the partners affected are {}",
        asked="Which partners are affected",
        offered=MOTION,
    ),
    Setting("eligible", "eligibility of a partner", asked="Whether a subject applies to a partner", offered=BOTH),
    Setting("no_decision", "no decision", ruling="there can be no decision on the issue “{}”"),
    Setting("stage", "stage of an issue", ruling="the issue “{}” goes on to its next stage"),
    Setting("precondition", "condition of the clause", asked="Evidence that its condition is met", offered=MOTION),
    Setting("procedure", "procedure", asked="Anything else, in words for the minutes", offered=BOTH),
)
SETTINGS = {setting.name: setting for setting in (*_COUNTING, *_RULE, *_RATIFICATION, *_TERMS, *_QUORUM)}
"""Every setting of a rule and of terms of reference, by its name."""
RULINGS = {setting.name: setting for setting in (*_COUNTING, *_TERMS, *_RULED_ALONE) if setting.ruling or setting.asked}
"""What the chair may rule on, by the name that a ruling has in the minute book."""
COUNTING = Counting.__struct_fields__
RULE = tuple(setting.name for setting in (*_RULE[:3], *_COUNTING, *_RULE[3:]))
TERMS = tuple(setting.name for setting in _TERMS)
RATIFICATION_COLUMNS = {name: SETTINGS[f"ratification.{name}"].column for name in Ratification.__struct_fields__}
QUORUM_COLUMNS = {name: SETTINGS[f"quorum.{name}"].column for name in Quorum.__struct_fields__}
YEARS = {CALENDAR: "calendar year, from 1 January", FINANCIAL: "financial year, from 1 April"}
