"""A body in which no name holds a key: its people, partners, rules and terms, and a meeting of it as it is convened."""

from __future__ import annotations

import datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from boardtui.charter.model import BodyCharter, Category, Partner, Topic
from boardtui.charter.rule import Ratification, Rule
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.meeting import entries as e
from boardtui.meeting.entries import AgendaItem, Member
from tests.papers.build_minutes import STAGES
from tests.public_record.pairs import BOOK, VOCABULARY

FIRST = datetime.datetime(2026, 9, 24, 10, tzinfo=ZoneInfo("Europe/London"))
PEOPLE = (
    ("qk1", "Prof Ada Quill", "Independent convener", ()),
    ("qk2", "Ms Bea Rowan", "Programme director", ("pk1", "pk2", "pk3")),
    ("qk3", "Dr Cal Sorrel", "Convener, Alder commissioners", ("pk1",)),
    ("qk4", "Sir Don Thrift", "Convener, Riverside hospitals", ("pk4",)),
    ("qk5", "Mr Eli Umber", "Director, Riverside hospitals", ("pk4",)),
    ("qk6", "Cllr Fay Vetch", "Convener, Wellbeing forum", ("pk5",)),
    ("qk7", "Dr Gus Woad", "Director, Birch commissioners", ("pk2",)),
    ("qk8", "Mrs Hal Yarrow", "Director, Coastal hospitals", ("pk6",)),
    ("qk9", "", "Local medical committee", ()),
)
DEPUTIES = ("Ira Zinnia", "Jo Aster", "Kit Bracken")
GUESTS = ("Lee Clover", "Max Daisy", "Nat Elder")
PARTNERS = (
    ("pk1", "Alder Commissioners", "ck1"),
    ("pk2", "Birch Commissioners", "ck1"),
    ("pk3", "Cedar Commissioners", "ck1"),
    ("pk4", "Riverside Hospitals", "ck2"),
    ("pk5", "Shoreham Borough", "ck3"),
    ("pk6", "Coastal Hospitals", "ck2"),
)
ITEMS = (
    ("ik1", "Welcome and apologies"),
    ("ik2", "Minutes of the last meeting"),
    ("ik3", "Declarations of interest"),
    ("ik4", "Money for buildings"),
    ("ik5", "Winter readiness"),
    ("ik6", "Staff recruitment"),
    ("ik7", "Any other business"),
)
CANDIDATES = ("Olive Fern", "Pat Gorse", "Quin Heath", "Rae Iris", "Sam Juniper")
PLACES = ("in spring", "by ward", "with partners", "at night", "for all", "in town", "by sea", "on request")
THINGS = (
    "estates", "beds", "staffing", "a merger", "a claim", "a tender", "two wards", "night cover", "transport", "data",
)  # fmt: skip
DOING = ("review", "fund", "publish", "sponsor", "defer", "expand", "relocate", "simplify")
CATEGORIES = (Category("ck1", "commissioners"), Category("ck2", "hospitals"), Category("ck3", "councils"))
TOPICS = (Topic("tk1", "Hospital money", ("ck1", "ck2")), Topic("tk2", "General matters", ("ck1", "ck2", "ck3")))
RULES = (
    Rule("consensus", key="rk1", title="General agreement", clause="6.6", verb="agreed to support"),
    Rule("vote", "member", "eligible", "3/4", "at_least", key="rk2", title="Hospital money", clause="8.4", verb="decided"),
    Rule(
        "vote", "partner", "present", "1/2", "more_than", key="rk3", title="Partners affected", clause="8.10(2)",
        verb="decided",
    ),
    Rule("vote", "member", "cast", "1/2", "more_than", key="rk4", title="Simple majority", clause="9.1", verb="resolved"),
    Rule("vote", "member", "present", "1/2", "more_than", key="rk5", title="Majority of those present", clause="9.2"),
    Rule("consensus", consensus="unanimous", key="rk6", title="Unanimous agreement", clause="9.3", verb="agreed"),
    Rule("vote", "member", "eligible", "2/3", "at_least", "out_of_base", "eligible", key="rk7", title="Two thirds", clause="9.4"),
    Rule("vote", "member", "cast", "1/2", "more_than", key="rk8", title="Subject to boards", clause="9.5", verb="approved",
         ratification=Ratification(who="named", partners=("pk1", "pk4"), where="Board")),
)  # fmt: skip
SIGNED = Rule(
    "consensus", key="rk9", title="Written agreement", clause="9.6", verb="agreed",
    ratification=Ratification(who="all", form="signature", checklist=("a schedule of costs", "a plan to leave")),
)  # fmt: skip
COMMON = Rule(
    "vote", "partner", "eligible", "1", "at_least", key="rk10", title="Each committee concurs", clause="9.7",
    verb="agreed", ratification=Ratification(form="in_common", holds="each"),
)  # fmt: skip
RARER = (
    SIGNED,
    COMMON,
    Rule("vote", "member", "eligible", "1/2", "more_than", key="rk11", title="After the finance group", clause="9.8",
         verb="resolved", precondition="The finance group has been heard.",
         ratification=Ratification(who="seated", form="approval", holds="each", when="where_said", where="Cabinet")),
)  # fmt: skip
"""Rules of the books in which there is more: what is signed, committees in common, and what has a condition."""


def some_terms(chance: Random) -> Terms:
    """Terms of reference that differ in all by which counts differ."""
    quorums = (
        None,
        Quorum(number=chance.randint(2, 6)),
        Quorum(fraction="1/2", conflicted_count=chance.random() < 0.5),
    )
    one = chance.choice
    proxies = one((None, "none", "member", "chair", "anyone"))
    return Terms(
        quorum=one(quorums),
        deputies=one((None, "may_vote", "may_vote", "may_not_vote")),
        remote=one((None, "may_vote", "may_not_vote")),
        casting_vote=one((None, "none", "chair", "chair")),
        proxies=proxies,
        proxies_present=one((None, "count", "do_not_count")) if proxies not in (None, "none") else None,
        urgent="allowed",
        exclusion=one((None, "admission_act")),
        choice_tie=one((None, "lot", "chair")),
        source="Terms of reference 4",
    )


def meeting_convened(
    number: int, starts: datetime.datetime, terms: Terms, rules: tuple[Rule, ...] = RULES, **more: Any
) -> e.MeetingConvened:
    """A meeting of a body of nine seats, one of them vacant."""
    matrix = {topic.key: topic.categories for topic in TOPICS}
    title = "Small Health and Care Partnership"
    charter = BodyCharter("small", title, rules, CATEGORIES, TOPICS, matrix, stages=STAGES, terms=terms)
    return e.MeetingConvened(
        meeting=f"mk{number}",
        body=BOOK,
        title=("Autumn session", "Winter session", "Spring session", "Summer session")[number],
        starts=starts.isoformat(),
        place="Town Hall",
        charter=charter,
        partners=tuple(Partner(*one) for one in PARTNERS),
        members=tuple(Member(key, name, seat, of, vacant=not name) for key, name, seat, of in PEOPLE),
        agenda=tuple(AgendaItem(key, title, str(at)) for at, (key, title) in enumerate(ITEMS, 1)),
        vocabulary=VOCABULARY,
        **more,
    )  # fmt: skip
