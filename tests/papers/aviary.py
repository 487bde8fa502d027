"""A meeting with every kind of entry recorded in private, each field that can hold words holding a canary of its own."""

from __future__ import annotations

from itertools import count
from typing import Any

from msgspec.structs import replace

from boardtui.charter.rule import Ratification, Rule
from boardtui.charter.terms_of_reference import Terms
from boardtui.meeting import entries as e
from boardtui.meeting.entries.parts import (
    AgendaItem,
    Asked,
    Candidate,
    Consultation,
    Correction,
    Evidence,
    Found,
    IssueStep,
    MeetingNotice,
    MinutesDue,
    Notice,
    OpenAction,
    OpenDecision,
    OpenIssue,
    Point,
    ReferralAnswer,
    Response,
    Sending,
    StandingInterest,
    Tie,
    Withheld,
)
from tests.papers.build_minutes import RULES, Meeting
from tests.papers.canaries import CANARY

DAY = "2026-11-26"
HASH = "ab" * 32
SIGNED = Rule(
    key="signed",
    title="Written agreement",
    clause="9",
    method="consensus",
    ratification=Ratification(form="signature", who="all", checklist=("Deed sealed",)),
)
SEALED = Rule(key="sealed", title="Ratified", clause="10", method="consensus", ratification=Ratification(who="all"))
_number = count(1)


def secret(field: str = "") -> str:
    """A canary that is sung nowhere else."""
    return f"{CANARY} {field} {next(_number)}".replace("  ", " ")


def _issue(key: str, **more: Any) -> OpenIssue:
    return OpenIssue(
        key, secret("issue"), "all", ("bb",), secret("clause"),
        stages=(IssueStep("discussion", f"{DAY}T09:00:00.000Z", secret("step"), group=secret("group")),),
        facilitator=secret("facilitator"),
        responses=(Response("bb", False, DAY, secret("reference"), secret("signatory")),),
        notified=(Notice(("bb",), secret("means"), DAY),),
        evidence=(Evidence(secret("evidence")),),
        raised=f"{DAY}T08:30:00.000Z",
        **more,
    )  # fmt: skip


def _decision(key: str, **more: Any) -> OpenDecision:
    asked = Asked(
        ("bb",),
        places={"bb": secret("place")},
        clause=secret("clause"),
        reason=secret("asked"),
        said_by=secret("said by"),
    )
    return OpenDecision(
        key, secret("text"), secret("number"), "board-sep", f"{DAY}T09:00:00.000Z", clause=secret("clause"),
        verb=secret("verb"), figures=secret("figures"), asked=asked, notices=(Notice(("bb",), secret("means"), DAY),),
        responses=(Response("bb", True, DAY, secret("reference"), secret("signatory")),),
        checklist=(Point(secret("point"), DAY, secret("proof")),),
        sent=(Sending("sle", f"{DAY}T09:00:00.000Z", "carried", secret("answer"), DAY, HASH),),
        consultation=Consultation("done", secret("consultation")), reason=secret("reason"), **more,
    )  # fmt: skip


def carried() -> e.ConfidentialCarried:
    """What earlier meetings left open in private, full of canaries."""
    return e.ConfidentialCarried(
        agenda=(
            AgendaItem(
                "secret", secret("title"), secret("number"), secret("purpose"), secret("paper"), secret("lead"),
                confidential=True, recommendation=secret("recommendation"),
            ),
        ),
        issues=(_issue("ci", stage="majority", confidential=True),),
        actions=(
            OpenAction(
                "ca", secret("action"), secret("owner"), updates=(secret("update"),), confidential=True,
                asked_by=secret("asker"),
            ),
            OpenAction(
                "cs", secret("agreed"), secret("owner"), confidential=True, register="support", partner="trust",
                recommended=secret("recommended"), recommended_by=secret("recommending"),
                decision_text=secret("decided"),
            ),
        ),
        interests=(
            StandingInterest(
                "cr", "lead", secret("name"), "financial", secret("nature"), words=(secret("word"),), since=DAY,
                until="2027-11-26", ended=secret("ended"), mitigation=secret("mitigation"), confidential=True,
            ),
        ),
        withheld=(Withheld("board-nov", "secret", "tceo", secret("withheld"), confidential=True),),
        corrections=(
            Correction("board-sep", None, secret("place"), secret("stood"), secret("stands"), confidential=True),
        ),
        answers=(ReferralAnswer("cx", secret("title"), "sle", HASH, secret("how"), confidential=True),),
        decisions=(_decision("cd", confidential=True),),
        notices=(MeetingNotice("board-feb", DAY, secret("means"), "2027-02-25", confidential=True),),
    )  # fmt: skip


def found() -> e.ConfidentialCarried:
    """The same of a meeting that is entered after a later one, with what it found open in private."""
    matter = carried()
    found = Found(matter.issues, matter.actions, matter.decisions, matter.answers)
    return replace(matter, found=found)


def in_private() -> list[e.AnyEntry]:
    """What is recorded while the public is excluded, in an order that the rules allow."""
    guest = secret("guest")
    return [
        e.ItemOpened("secret"),
        e.MemberArrived("tchair", deputy=secret("deputy")),
        e.ApologiesGiven("cllr", secret("apologies")),
        e.GuestAttended(guest, secret("role")),
        e.ProxyGiven("tceo", None, guest, instruction=secret("instruction")),
        e.ProxyRevoked("tceo", reason=secret("revoked")),
        e.ProxyGiven("tceo", None, guest, instruction=secret("instruction")),
        e.NoteTaken("secret", secret("note")),
        e.QuestionAsked(
            "asked",
            "secret",
            secret("asker"),
            secret("question"),
            secret("organisation"),
            secret("by"),
            secret("answer"),
        ),
        e.QuestionAsked("follows", "secret", secret("asker"), secret("question")),
        e.ParagraphDrafted("secret", secret("paragraph")),
        e.InterestDeclared("lead", ("welcome",), "indirect", secret("nature"), "noted", secret("reason")),
        e.InterestRegistered(
            "r1",
            None,
            "financial",
            secret("nature"),
            secret("person"),
            words=(secret("word"),),
            mitigation=secret("mitigation"),
        ),
        e.InterestReported("cr", secret("reported")),
        e.InterestEnded("r1", DAY, secret("ended")),
        e.PaperWithheld("board-nov", "capital", ("tceo",), secret("withheld")),
        e.PaperReleased("board-nov", "capital", ("tceo",), secret("released")),
        e.NoticeGiven("board-jan", DAY, secret("means"), "2027-01-28"),
        e.DeclarationReturned(None, secret("returned by"), DAY, True),
        e.GiftDeclared(
            None,
            secret("gift"),
            secret("giver"),
            secret("person"),
            secret("worth"),
            done=secret("done"),
        ),
        e.ItemAdded(
            "late",
            secret("title"),
            secret("number"),
            secret("purpose"),
            secret("paper"),
            secret("lead"),
            urgent=secret("urgent"),
        ),
        e.RulingMade(None, "procedure", secret("procedure"), secret("text"), "chair"),
        e.MotionPut("m", "secret", secret("motion"), "sealed", "all"),
        e.RatificationSought("m", places={"bb": secret("place")}, reason=secret("reason"), said_by=secret("said by")),
        e.EvidenceGiven(secret("evidence"), "m"),
        e.ConsensusDeclared("m", True),
        e.MotionPut("o", "secret", secret("motion"), "agreement", "all"),
        e.ConsensusDeclared("o", False, (e.Objection("lead", secret("objection")),)),
        e.ConsultationStated("m", "done", secret("consultation")),
        e.DecisionNotified(("bb",), secret("means"), DAY, motion="m"),
        e.PartnerResponded("bb", True, DAY, secret("reference"), motion="m", signatory=secret("signatory")),
        e.DecisionSent("m", "sle"),
        e.DecisionAnswered("m", "sle", "carried", secret("answer"), DAY, HASH),
        e.MotionPut("v", "secret", secret("motion"), "capital", "capital"),
        e.VotesRecorded("v", "for", ("lead",)),
        e.MotionPut(
            "hands",
            "secret",
            secret("motion"),
            "capital",
            "capital",
            reasons=secret("reasons"),
            delegated_to=secret("delegated to"),
            by_when=secret("by when"),
        ),
        e.VotesCounted("hands", "show_of_hands", 1, 0),
    ]


def also_in_private() -> list[e.AnyEntry]:
    """The rest of it, after votes were declared in private."""
    return [
        e.MotionPut("w", "secret", secret("motion"), "capital", "capital"),
        e.MotionPut(
            "wa", "secret", secret("motion"), "capital", "capital", amends="w", as_amended=secret("as amended")
        ),
        e.MotionWithdrawn("wa", secret("withdrawn")),
        e.MotionWithdrawn("w", secret("withdrawn")),
        e.ChoiceOpened(
            "vice",
            "secret",
            secret("choice"),
            1,
            (Candidate("a", secret("candidate")), Candidate("b", secret("candidate"))),
            "most_votes",
            False,
            rule=secret("terms"),
        ),
        e.ChoiceCounted("vice", 1, {"a": 1, "b": 1}),
        e.ChoiceDeclared("vice", 1, ("a",), Tie(("a", "b"), "chair", ("a",))),
        e.ChoiceOpened(
            "two", "secret", secret("choice"), 1, (Candidate("c", secret("candidate")),), "most_votes", True
        ),
        e.ChoiceWithdrawn("two", secret("withdrawn")),
        e.ChoiceOpened(
            "three",
            "secret",
            secret("choice"),
            1,
            tuple(Candidate(key, secret("candidate")) for key in ("d", "f", "g")),
            "most_votes",
            True,
        ),
        e.CandidateWithdrew("three", "d", secret("candidate out")),
        e.ChoiceCounted("three", 1, {"f": 1, "g": 0}, issued=1, returned=1),
        e.ChoiceDeclared("three", 1, ("f",)),
        e.AgreementSought("ag", secret("agreement"), "signed", DAY),
        e.PointMet("ag", 1, DAY, secret("proof")),
        e.DecisionLapsed("ag", secret("lapsed")),
        e.DecisionReceived("rd", "sle", HASH, _decision("rd")),
        e.IssueRaised("i", secret("issue"), "all", ("bb",), secret("clause")),
        e.IssueCorrected("i", secret("issue read"), secret("clause read")),
        e.PlaceAttempted("i", secret("place")),
        e.AdviceTaken("i", secret("group"), secret("advice")),
        e.RulingMade(None, "no_decision", "ci", secret("undecided"), "tceo"),
        e.IssueAdvanced("ci", "facilitator", secret("basis")),
        e.FacilitatorSelected("ci", secret("facilitator")),
        e.FacilitationEnded("ci", True, secret("facilitation")),
        e.IssueRaised("j", secret("issue"), "all", ("bb",), secret("clause")),
        e.IssueResolved("j", secret("how")),
        e.IssueRaised("k", secret("issue"), "all", ("bb",), secret("clause")),
        e.IssueReferred("k", "sle"),
        e.IssueReceived("x", "sle", HASH, _issue("x")),
        e.ReferralAnswered("k", secret("title"), "sle", HASH, secret("how")),
        e.MilestoneReached("annual-review-first", secret("title"), DAY, secret("text")),
        e.ActionAgreed("a", "secret", secret("action"), secret("owner"), question="follows"),
        e.ActionAgreed(
            "s",
            "secret",
            secret("support"),
            secret("owner"),
            register="support",
            partner="trust",
            recommended=secret("recommended"),
            recommended_by=secret("recommending"),
        ),
        e.ActionUpdated("a", "done", text=secret("update"), owner=secret("new owner")),
        e.MinutesCorrected("board-sep", None, secret("place"), secret("stood"), secret("stands")),
        e.MinutesApproved(
            "board-sep",
            (secret("correction"),),
            secret("signed"),
            worded=(Correction("board-sep", None, secret("place"), secret("stood"), secret("stands")),),
        ),
        e.MemberLeft("tchair", secret("left")),
        e.ChairTaken("lead", secret("chair")),
        e.MeetingAdjourned(secret("adjourned")),
        e.MeetingResumed(),
        e.ItemDeferred("late", secret("deferred")),
        e.ItemClosed("secret", secret("outcome")),
        e.DecisionReported("ud", "noted", text=secret("reported")),
        e.NoteTaken(None, secret("slip")),
    ]


def aviary() -> Meeting:
    """The meeting: public at first and at the end, between them all that can be said in private."""
    terms = Terms(urgent="allowed", written="allowed", proxies="anyone", source="Terms")
    due = e.Carried(minutes=(MinutesDue("board-sep", "Partnership Board", "2026-09-24T10:00:00+01:00"),))
    m = Meeting(terms=terms, rules=(*RULES, SIGNED, SEALED), carried=due)
    m.do(found(), e.DecisionTaken("ud", "urgent", secret("text"), secret("reason"), DAY, ("chair",), confidential=True))
    m.arrive("chair", "lead", "bbchair").do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("welcome"))
    m.do(e.MotionPut("seen", "welcome", "That the public know this.", "capital", "capital"))
    m.do(e.ActionAgreed("open-action", "welcome", "An open action", "Ms B Brown"))
    before = secret("nature before")
    m.do(
        e.InterestDeclared("lead", ("secret",), "financial", secret("nature"), "noted", secret("reason"), None, before)
    )
    m.do(e.NoteTaken("welcome", secret("marked"), confidential=True))
    m.do(e.PublicExcluded("Commercial terms"), *in_private())
    m.declare("v").declare("hands").do(*also_in_private())
    m.do(e.EntryRetracted(m.stretch.lines[-1].seq, secret("slip")))
    note = next(line for line in m.stretch.lines if line.confidential and isinstance(line.entry, e.NoteTaken))
    as_it_reads = {"kind": "NoteTaken", "item": note.entry.item, "text": secret("correct"), "confidential": True}
    m.do(e.EntriesCorrected((e.Corrected(note.seq, as_it_reads),), secret("correction")))
    m.do(e.PublicReadmitted(), e.ItemOpened("aob"), e.NoteTaken("aob", "All is well."))
    m.do(e.MotionPut("open", "aob", "That all of us ratify this.", "sealed", "all"), e.ConsensusDeclared("open", True))
    m.do(e.ItemClosed("aob"))
    return m.votes("seen", for_=["lead", "tceo"]).declare("seen").do(e.MeetingClosed())
