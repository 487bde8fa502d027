"""A small body with its own rules, and meetings of it, for the tests of what the papers say."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

from boardtui.charter.model import BodyCharter, Partner, Stage, Topic
from boardtui.charter.rule import Reading, Rule
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.meeting import entries as e
from boardtui.meeting.entries import AgendaItem, AnyEntry, Carried, Member
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.state import State
from boardtui.papers.formats.markdown import markdown
from boardtui.papers.minutes import minutes
from boardtui.papers.model import Minutes

FINGERPRINT = "ab12" * 16
CCGS = ("bb", "cp", "me", "so", "th")
Name = Callable[[str], str]


def same(text: str) -> str:
    return text


RULES = (
    Rule(
        key="agreement",
        title="General agreement",
        clause="6.6, 8.2",
        method="consensus",
        defined=False,
        precondition="The executive has made a recommendation.",
        follows="Each partner decides for itself.",
        verb="agreed to support",
        readings=(Reading("unanimous", "every member agrees", "8.2 does not say.", {"consensus": "unanimous"}),),
    ),
    Rule(
        key="capital",
        title="Capital priorities",
        clause="8.4",
        method="vote",
        unit="member",
        base="eligible",
        threshold="3/4",
        compare="at_least",
        precondition="The executive could not reach a consensus.",
        otherwise="Where it is not supported there is no decision.",
        verb="decided",
        readings=(Reading("present", "members present", "8.4 does not say who is counted.", {"base": "present"}),),
    ),
    Rule(
        key="majority",
        title="Majority of affected partners",
        clause="8.10(2)",
        method="vote",
        unit="partner",
        base="present",
        threshold="1/2",
        compare="more_than",
        follows="The partners are told in writing.",
        verb="decided",
    ),
)

STAGES = (
    Stage("place", "Directly between the partners", ""),
    Stage("discussion", "discussion", "8.10(1)"),
    Stage("majority", "Majority of the partners affected", ""),
    Stage("facilitator", "Independent facilitator", ""),
    Stage("board", "Last decision", ""),
)


def charter(
    terms: Terms | None = None, binds: bool = False, name: Name = same, rules: tuple[Rule, ...] = RULES
) -> BodyCharter:
    return BodyCharter(
        name="small",
        title=name("Small Health and Care Partnership"),
        rules=rules,
        topics=(Topic("capital", name("NHS capital"), ("ccg", "trust")), Topic("all", "Everything", ())),
        matrix={"capital": ("ccg", "trust"), "all": ("ccg", "trust", "council")},
        stages=STAGES,
        terms=terms or Terms(),
        binds=binds,
    )


def partners(name: Name = same) -> tuple[Partner, ...]:
    titles = ("Basildon CCG", "Castle Point CCG", "Mid-Essex CCG", "Southend CCG", "Thurrock CCG")
    return (
        *(Partner(key, name(title), "ccg") for key, title in zip(CCGS, titles, strict=True)),
        Partner("trust", name("Riverside NHS Trust"), "trust"),
        Partner("council", name("Shire Council"), "council"),
    )


def members(name: Name = same) -> tuple[Member, ...]:
    return (
        Member("chair", name("Prof A Adams"), name("Independent chair")),
        Member("lead", name("Ms B Brown"), name("Executive lead"), CCGS),
        Member("bbchair", name("Dr C Clark"), name("Chair, Basildon CCG"), ("bb",)),
        Member("tchair", name("Sir D Dunn"), name("Chair, Riverside"), ("trust",)),
        Member("tceo", name("Mr E Evans"), name("Chief executive, Riverside"), ("trust",)),
        Member("cllr", name("Cllr F Frost"), name("Chair, Health and Wellbeing Board"), ("council",)),
        Member("lmc", "", name("Local Medical Committee"), vacant=True),
    )


def agenda(name: Name = same) -> tuple[AgendaItem, ...]:
    return (
        AgendaItem("welcome", name("Welcome and apologies"), "1"),
        AgendaItem("capital", name("Capital programme"), "2", paper=name("Paper B"), lead=name("Ms B Brown")),
        AgendaItem("aob", name("Any other business"), "4"),
    )


class Meeting:
    """Entries recorded one after the other, a minute apart."""

    def __init__(
        self,
        starts: str = "2026-11-26T10:00:00+00:00",
        first: str = "2026-11-26T09:50:00",
        terms: Terms | None = None,
        binds: bool = False,
        name: Name = same,
        carried: Carried | None = None,
        meeting: str = "board-nov",
        before: State | None = None,
        rules: tuple[Rule, ...] = RULES,
        vocabulary: int = e.VOCABULARY,
    ) -> None:
        self.now = datetime.datetime.fromisoformat(first)
        self.stretch = Stretch("partnership-board", before)
        self.do(
            e.MeetingConvened(
                meeting=meeting,
                body="partnership-board",
                title=name("Partnership Board"),
                starts=starts,
                place=name("Town Hall, Room 2"),
                charter=charter(terms, binds, name, rules),
                partners=partners(name),
                members=members(name),
                agenda=agenda(name),
                carried=carried or Carried(),
                vocabulary=vocabulary,
            )
        )

    @property
    def state(self) -> State:
        return self.stretch.state

    def do(self, *entries: AnyEntry) -> Meeting:
        for entry in entries:
            at = self.now.strftime("%Y-%m-%dT%H:%M:%S.000Z")
            self.stretch.add(self.stretch.stamp(len(self.stretch.lines) + 1, at, "secretary", entry))
            self.now += datetime.timedelta(minutes=1)
        return self

    def arrive(self, *keys: str) -> Meeting:
        return self.do(*(e.MemberArrived(key) for key in keys))

    def votes(self, motion: str, **choices: Iterable[str]) -> Meeting:
        for choice, voters in choices.items():
            self.do(e.VotesRecorded(motion, choice.rstrip("_"), tuple(voters)))  # type: ignore[arg-type]
        return self

    def declare(self, motion: str, casting: e.Choice | None = None) -> Meeting:
        result = result_now(self.state, self.state.motions[motion])
        if casting is None:
            return self.do(result)
        outcome: e.Outcome = "carried" if casting == "for" else "not_carried"
        return self.do(
            e.ResultDeclared(
                motion, outcome, result.for_, result.against, result.abstain, result.not_voted, result.eligible,
                result.base, result.needed, "for" if casting == "for" else "against",
            )
        )  # fmt: skip

    def minutes(self, **options: object) -> Minutes:
        return minutes(
            self.stretch,
            entries=len(self.stretch.lines),
            fingerprint=FINGERPRINT,
            **options,  # type: ignore[arg-type]
        )

    def text(self, **options: object) -> str:
        return markdown(self.minutes(**options))


def small_meeting(name: Name = same) -> Meeting:
    """A complete little meeting: attendance, an interest, votes of three kinds, an issue, actions, a private part."""
    carried = Carried(
        actions=(e.OpenAction("old", name("Publish the plan"), name("Ms B Brown"), "2026-10-01", meeting="board-sep"),),
        minutes=(e.MinutesDue("board-sep", name("Partnership Board"), "2026-09-24T10:00:00+01:00"),),
    )
    m = Meeting(name=name, carried=carried, terms=Terms(quorum=Quorum(number=3), source="Terms of reference 4.1"))
    m.do(
        e.ConfidentialCarried(agenda=(AgendaItem("secret", name("Sale of a site"), "3", confidential=True),)),
        e.ApologiesGiven("cllr", name("Cllr G Grant")),
    )
    m.arrive("chair", "lead", "bbchair", "tchair")
    m.do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("welcome"))
    m.do(e.MemberArrived("cllr", deputy=name("Cllr G Grant")), e.GuestAttended(name("J Doe"), name("Auditor")))
    m.do(e.MinutesApproved("board-sep", (name("Item 3: “May” reads “June”."),), name("Prof A Adams")))
    m.do(e.ItemClosed("welcome"), e.ItemOpened("capital"))
    m.do(e.MemberArrived("tceo", "remote"))
    m.do(e.InterestDeclared("tceo", ("capital",), "financial", name("Owns shares"), "withdraws", name("Direct gain")))
    m.do(e.NoteTaken("capital", name("Ms Brown presented the programme.") + "\n\n" + name("Members asked about risk.")))
    m.do(
        e.MotionPut(
            "m1", "capital", name("That the list be put first."), "capital", "capital", mover="lead", seconder="tchair"
        )
    )
    m.do(e.EvidenceGiven(name("met on 4 November"), "m1"))
    m.votes("m1", for_=["lead", "bbchair"], against=["tchair"]).declare("m1")
    m.do(e.MotionPut("m2", "capital", name("That the list be put first, in part."), "capital", "capital", follows="m1"))
    m.votes("m2", for_=["lead", "bbchair", "tchair"]).declare("m2")
    m.do(e.IssueRaised("i1", name("Shared beds"), "all", ("bb", "trust"), "8.6"))
    m.do(
        e.IssueAdvanced("i1", "discussion", name("The parties met.")),
        e.AdviceTaken("i1", name("Finance group"), name("It is affordable.")),
    )
    m.do(e.MotionPut("m3", "capital", name("That beds be shared."), "majority", "all"))
    m.votes("m3", for_=["cp", "me", "so"], against=["th"], abstain=["trust"]).declare("m3")
    m.do(e.MotionPut("m4", "capital", name("That the plan be welcomed."), "agreement", "all"))
    m.do(e.ConsensusDeclared("m4", False, (e.Objection("tchair", name("The cost is not known.")),), ("lead",)))
    m.do(e.ActionAgreed("a1", "capital", name("Write to the partners"), name("Ms B Brown"), "2026-12-01"))
    m.do(e.ActionUpdated("old", "done", text=name("Published in October")))
    m.do(e.MotionPut("m5", "capital", name("That it be put off."), "capital", "capital", mover="tchair"))
    m.do(e.MotionWithdrawn("m5", name("No longer needed")))
    m.do(e.ItemClosed("capital", name("The list goes to the regulator.")))
    m.do(
        e.PublicExcluded(name("Commercial terms")),
        e.ItemOpened("secret"),
        e.NoteTaken("secret", name("A price was named.")),
    )
    m.do(e.ItemClosed("secret"), e.PublicReadmitted())
    m.do(e.NoteTaken("aob", "A slip of the pen."))
    m.do(e.EntryRetracted(m.stretch.lines[-1].seq, "wrong item"))
    m.do(e.ItemDeferred("aob", name("No time")), e.MemberLeft("bbchair", name("Train")), e.MeetingClosed())
    return m
