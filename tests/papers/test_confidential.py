"""Nothing confidential reaches the public minutes, and all of it is in the confidential part."""

from __future__ import annotations

from itertools import count

import pytest

from boardtui.meeting import entries as e
from boardtui.meeting.entries import AgendaItem, AnyEntry
from boardtui.papers.attendance_record import attended
from boardtui.papers.clock import Clock
from boardtui.papers.source import Source
from tests.papers.build_minutes import Meeting

_number = count(1)


def _canary(field: str) -> str:
    return f"canary {field} {next(_number)}"


def private_meeting() -> tuple[Meeting, list[str]]:
    """A meeting in which every word that may be confidential is a canary, and the list of them."""
    hidden: list[str] = []

    def secret(field: str) -> str:
        hidden.append(_canary(field))
        return hidden[-1]

    m = Meeting()
    m.do(
        e.ConfidentialCarried(
            agenda=(
                AgendaItem(
                    "secret",
                    secret("title"),
                    "3",
                    secret("purpose"),
                    secret("paper"),
                    secret("lead"),
                    confidential=True,
                ),
            ),
            issues=(e.OpenIssue("ci", secret("carried issue"), "all", ("bb",), secret("issue clause")),),
            actions=(e.OpenAction("ca", secret("carried action"), secret("carried owner"), None),),
        )
    )
    m.arrive("chair", "lead", "bbchair").do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("welcome"))
    m.do(e.NoteTaken("welcome", secret("marked note"), confidential=True))
    m.do(e.ParagraphDrafted("welcome", secret("paragraph"), confidential=True))
    m.do(e.ItemAdded("late", secret("late item"), secret("late number"), confidential=True))
    m.do(e.InterestDeclared("lead", ("secret",), "financial", secret("nature"), "noted", secret("interest reason")))
    m.do(e.ActionAgreed("sa", "secret", secret("action"), secret("owner")))
    m.do(e.MotionPut("seen", "welcome", "That the public know this.", "capital", "capital"))
    m.do(e.IssueRaised("open", "An open issue", "all", ("bb", "trust")))
    m.do(e.ActionAgreed("open-action", "welcome", "An open action", "Ms B Brown"))
    m.do(e.PublicExcluded("Commercial terms"))
    private: list[AnyEntry] = [
        e.ItemOpened("secret"),
        e.MemberArrived("tchair", deputy="Dr V Visible"),  # there when the public comes back, so it sees who that is
        e.ApologiesGiven("cllr", secret("apologies deputy")),
        e.MemberArrived("tceo", "remote"),
        e.GuestAttended(secret("guest"), secret("guest role")),
        e.NoteTaken("secret", secret("note")),
        e.NoteTaken(None, secret("general note")),
        e.InterestDeclared("tceo", ("welcome",), "indirect", secret("private nature"), "withdraws", secret("why")),
        e.RulingMade(None, "procedure", secret("procedure"), secret("procedure text"), "chair"),
        e.MotionPut("m", "secret", secret("motion"), "agreement", "all"),
        e.ConsensusDeclared("m", False, (e.Objection("lead", secret("objection")),)),
        e.MotionPut("w", "secret", secret("withdrawn motion"), "capital", "capital"),
        e.EvidenceGiven(secret("ruling"), "w"),
        e.MotionWithdrawn("w", secret("withdrawal")),
        e.MotionPut("gone", "welcome", secret("motion on a public item"), "capital", "capital"),
        e.MotionWithdrawn("gone", secret("private withdrawal")),
        e.DecisionNotified(("bb",), secret("means"), "2026-11-26", motion="m"),
        e.PartnerResponded("bb", False, "2026-11-26", secret("reference"), motion="m"),
        e.IssueRaised("i", secret("issue"), "all", ("bb",), secret("clause")),
        e.PlaceAttempted("i", secret("place")),
        e.IssueAdvanced("i", "discussion", secret("basis")),
        e.AdviceTaken("i", secret("group"), secret("advice")),
        e.IssueResolved("i", secret("how")),
        e.ActionUpdated("sa", "done", text=secret("update")),
        e.ActionAgreed("b", "welcome", secret("private action"), secret("private owner")),
        e.MemberLeft("bbchair", secret("left")),
        e.MemberArrived("bbchair", deputy=secret("deputy")),
        e.MemberLeft("bbchair", secret("deputy left")),
        e.MemberLeft("chair", secret("chair left")),
        e.ChairTaken("lead", secret("chair reason")),
        e.MeetingAdjourned(secret("adjourned")),
        e.MeetingResumed(),
        e.ItemClosed("secret", secret("outcome")),
        e.ItemDeferred("late", secret("deferred")),
    ]
    m.do(*private, e.PublicReadmitted(), e.ItemOpened("aob"), e.ItemClosed("aob"))
    m.votes("seen", for_=["lead"]).declare("seen").do(e.MeetingClosed())
    return m, hidden


@pytest.mark.parametrize("names", ["dissent", "all"])
def test_no_canary_sings_in_public(names: str) -> None:
    m, hidden = private_meeting()
    for text in (m.text(names=names).casefold(), repr(m.minutes(names=names)).casefold()):
        assert [one for one in hidden if one in text] == []
        assert "canary" not in text


def test_every_canary_sings_in_the_confidential_part() -> None:
    m, hidden = private_meeting()
    text = m.text(part="confidential").casefold()  # a sentence that a canary begins has a capital
    assert [one for one in hidden if one not in text] == []


def test_the_confidential_part_is_marked_at_its_top() -> None:
    m, _ = private_meeting()
    first, second = m.text(part="confidential").split("\n\n")[:2]
    assert first == "# CONFIDENTIAL: Partnership Board"
    assert second.startswith("**CONFIDENTIAL.")


def test_the_public_reads_that_it_was_excluded_and_why() -> None:
    m, _ = private_meeting()
    text = m.text()
    assert "The public was excluded: Commercial terms" in text
    assert "The public was readmitted" in text
    assert "confidential item" not in text  # how many there were, or that there were any, is not public


def test_who_came_and_went_in_private_is_not_told_in_public() -> None:
    m, _ = private_meeting()
    public = m.minutes()
    assert [one.name for one in public.present] == ["Prof A Adams", "Ms B Brown", "Dr C Clark"]
    assert public.movements == ()
    assert public.header.chair == "Prof A Adams"
    assert [one.name for one in public.absent] == ["Sir D Dunn", "Mr E Evans", "Cllr F Frost"]  # all, and none left out
    assert "Absent without apologies while the public was there (3)" in m.text()


def test_the_confidential_part_says_who_was_there() -> None:
    m, _ = private_meeting()
    private = m.minutes(part="confidential")
    assert [one.name for one in private.present] == ["Prof A Adams", "Ms B Brown", "Dr C Clark", "Mr E Evans"]
    assert private.header.chair == "Prof A Adams, then Ms B Brown"
    *_, deputy, chair = (event.text.split(" left")[0] for event in private.movements)
    assert deputy.endswith("(deputy for Dr C Clark)") and chair == "Prof A Adams"


@pytest.mark.parametrize("names", ["dissent", "all"])
def test_votes_recorded_in_private_are_figures_without_names_in_public(names: str) -> None:
    m = Meeting(vocabulary=2).arrive("chair", "lead", "tchair").do(e.MeetingOpened())
    m.do(e.MotionPut("m", "capital", "One.", "capital", "capital"))
    m.votes("m", for_=["lead"]).do(e.PublicExcluded("Terms")).votes("m", against=["tchair"])
    m.do(e.PublicReadmitted()).declare("m")
    text = m.text(names=names)
    assert "| 1 | 1 | 0 | 2 | 4 | 4 | 3 |" in text
    assert "- Part of this vote is confidential, so the voters are not named here." in text
    assert "Against:" not in text
    assert "| Voter |" not in text
    assert "Sir D Dunn" in m.text(names=names, part="confidential")


def test_public_matters_stay_out_of_the_confidential_part() -> None:
    m, _ = private_meeting()
    m2 = m.text(part="confidential")
    assert "An open action" not in m2
    assert "Any other business" not in m2


def test_an_issue_received_with_a_confidential_history_is_hidden() -> None:
    m = Meeting().do(e.IssueReceived("x", "sle", "00", e.OpenIssue("y", "canary", confidential=True)))
    assert "canary" not in m.text()
    assert "canary" in m.text(part="confidential")


def test_a_meeting_that_ends_in_private_says_so() -> None:
    m = Meeting().arrive("chair").do(e.MeetingOpened(), e.PublicExcluded("Staff"), e.MeetingClosed())
    assert m.minutes().course[-1].text == "The public was not readmitted; the rest of the meeting was held in private"


def test_who_came_in_private_and_is_seen_to_leave_was_there_in_every_paper() -> None:
    m = Meeting().arrive("chair", "lead").do(e.MeetingOpened(), e.PublicExcluded("Staff"), e.MemberArrived("tchair"))
    m.do(e.PublicReadmitted(), e.MemberLeft("tchair", "Train"), e.MeetingClosed())
    told = m.minutes()
    assert [one.name for one in told.present] == ["Prof A Adams", "Ms B Brown", "Sir D Dunn"]
    assert "Sir D Dunn" not in [one.name for one in told.absent]
    src = Source(m.stretch, "public", Clock(m.state.starts))
    assert attended(src)["tchair"] == "present"
    private = Source(m.stretch, "confidential", Clock(m.state.starts))
    assert attended(private)["chair"] == "present"  # who was there in private, though nobody came then


def test_who_left_before_the_public_was_excluded_was_not_there_in_private() -> None:
    m = (
        Meeting()
        .arrive("chair", "lead", "bbchair")
        .do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("welcome"))
    )
    m.do(e.NoteTaken("welcome", "Of a person.", confidential=True))
    in_public = m.minutes(part="confidential")
    assert not in_public.present and "while in private" not in m.text(part="confidential"), "it was no private session"
    m.do(e.MemberLeft("lead", "another meeting"), e.PublicExcluded("A lease"), e.NoteTaken(None, "The lease."))
    made = m.do(e.MeetingClosed()).minutes(part="confidential")
    assert [attendee.name for attendee in made.present] == [m.state.members[key].name for key in ("chair", "bbchair")]


def test_who_was_in_the_chair_before_the_public_was_excluded_was_not_in_it_in_private() -> None:
    m = (
        Meeting()
        .arrive("chair", "lead", "bbchair")
        .do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("welcome"))
    )
    m.do(e.NoteTaken("welcome", "Of a person.", confidential=True), e.ChairTaken("lead", "The Chair had to go."))
    m.do(e.MemberLeft("chair", ""), e.PublicExcluded("A lease"), e.NoteTaken(None, "The lease."), e.MeetingClosed())
    made = m.minutes(part="confidential")
    assert made.header.chair == m.state.members["lead"].name
    assert [attendee.chair for attendee in made.present] == ["in the chair", ""]
