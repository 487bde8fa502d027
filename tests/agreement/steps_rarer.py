"""What is recorded seldom: decisions without a meeting and what partners say of them, facilitators, papers withheld, proxies."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.counting.electorate import electorate
from boardtui.meeting.entries.parts import OpenDecision, Withheld
from boardtui.meeting.followup.awaiting import decisions
from boardtui.meeting.followup.issue import raised_day
from boardtui.meeting.followup.out_of_meeting import question_in_writing
from boardtui.meeting.followup.stages import legal_stages
from boardtui.meeting.state.labels import holder_name
from boardtui.meeting.state.state import open_motions
from boardtui.meeting.voting.rulings import counting
from tests.agreement.body import DEPUTIES, GUESTS, PEOPLE, SIGNED
from tests.agreement.recording import Recording

SEATS = tuple(key for key, name, *_ in PEOPLE if name)


def decide_without_a_meeting(book: Recording) -> None:
    """Urgently by some, or in writing by as many as it takes; now and then in confidence."""
    hidden, day = book.c.may(0.2), book.today
    if book.c.may():
        by = book.c.some(SEATS, 3)
        urgent = e.DecisionTaken(
            book.c.key(),
            "urgent",
            f"{book.aim()}.",
            f"Waiting would cost {book.c.words()}",
            day,
            by,
            confidential=hidden,
        )
        book.do(urgent)
        return
    rule = book.state.charter.rule(book.c.one(("rk1", "rk2", "rk4", "rk6", "rk8")))
    assert rule is not None
    asked = e.DecisionTaken(
        book.c.key(),
        "written",
        f"{book.aim()}.",
        "",
        day,
        rule=rule.key,
        topic=book.c.one(("tk1", "tk2")),
        confidential=hidden,
    )
    who = electorate(counting(book.state, None, rule), question_in_writing(book.state, asked))
    votes: dict[str, e.Choice] = dict.fromkeys(sorted(who.may_vote), "for")
    votes |= (
        {key: book.c.one(("against", "abstain", "for")) for key in book.c.some(votes, 2)} if book.c.may(0.3) else {}
    )
    book.do(replace(asked, votes=votes))


def put_in_writing(book: Recording) -> None:
    """An agreement is put to all partners, who sign it one after the other."""
    due = book.c.one((None, "2027-01-31"))
    book.do(
        e.AgreementSought(book.c.key(), f"{book.aim()}.", SIGNED.key, book.today, due=due, confidential=book.c.may(0.2))
    )


def answer(book: Recording) -> None:
    """Some of those who are asked answer on a decision, or sign it."""
    held = _one_that(book, lambda held: held.asked is not None)
    if held is None or held.asked is None:
        return
    for partner in book.c.some(held.asked.partners, 6):
        who = book.c.one(GUESTS) if held.asked.form == "signature" else ""
        reference = f"Minute {book.chance.randint(1, 99)}" if book.c.may() else ""
        book.do(
            e.PartnerResponded(partner, book.c.may(0.8), book.today, reference, motion=held.decision, signatory=who)
        )


def show_a_point(book: Recording) -> None:
    """A point of a checklist is shown to be there."""
    held = _one_that(book, lambda held: bool(held.checklist))
    if held is not None:
        point = book.chance.randint(1, len(held.checklist))
        book.do(e.PointMet(held.decision, point, book.today, f"Letter about {book.c.words()}"))


def report_to_the_meeting(book: Recording) -> None:
    """What was decided without a meeting is put before one."""
    held = _one_that(book, lambda held: held.report == "due")
    if held is not None:
        how = book.c.one(("noted", "ratified", "not_ratified"))
        book.do(e.DecisionReported(held.decision, how, book.state.current, book.c.words() if book.c.may() else ""))


def _one_that(book: Recording, wanted: Callable[[OpenDecision], bool]) -> OpenDecision | None:
    held = [one for one in decisions(book.state) if wanted(one)]
    return book.c.one(held) if held else None  # type: ignore[no-any-return]


def take_further(book: Recording) -> None:
    """An issue goes as far as it may, to a facilitator too, or its title is corrected."""
    day = book.state.starts[:10]  # at a meeting entered late nobody knows of an issue that was raised since
    issues = [one for one in book.state.issues.values() if one.status == "open" and raised_day(one) <= day]
    if not issues:
        return
    issue = book.c.one(issues)
    if issue.stage == "facilitator":
        step: e.AnyEntry = e.FacilitatorSelected(issue.issue, book.c.one(GUESTS))
        if issue.facilitator:
            step = e.FacilitationEnded(issue.issue, book.c.may(), f"Talks on {book.c.words()}")
    elif book.c.may(0.2):
        step = e.IssueCorrected(issue.issue, f"Quarrel over {book.abouts.pop()}", "8.7")
    elif issue.stage == "majority":
        text = f"No decision can be had on {book.c.words()}."
        step = e.RulingMade(None, "no_decision", issue.issue, text, book.state.chair or "")
    elif stages := legal_stages(book.state, issue):
        step = e.IssueAdvanced(issue.issue, stages[-1], f"Talks on {book.c.words()}")
    else:
        return
    if book.do(step) and book.c.may(0.8):
        take_further(book)


def give_evidence(book: Recording) -> None:
    """Something is put forward for a condition."""
    text = f"Minutes of the finance group on {book.c.words()}"
    if motions := open_motions(book.state):
        book.do(e.EvidenceGiven(text, motion=book.c.one(motions).key))
    elif book.state.issues:
        book.do(e.EvidenceGiven(text, issue=book.c.one(book.state.issues)))


def withhold(book: Recording) -> None:
    """A paper is withheld from some, who then get it after all."""
    held: tuple[Withheld, ...] = book.state.withheld
    if held and book.c.may():
        one = book.c.one(held)
        book.do(e.PaperReleased(one.meeting, one.item, (one.member,), book.c.words(), confidential=one.confidential))
        return
    reason = f"Has an interest in {book.c.words()}"
    item = book.state.current or book.c.item(book.state)
    book.do(e.PaperWithheld(book.state.meeting, item, book.c.some(SEATS, 2), reason, confidential=book.c.may(0.3)))


def give_proxy(book: Recording) -> None:
    """Somebody who is away leaves the vote to one who is there, or takes that back."""
    if book.state.proxies and book.c.may(0.4):
        given = book.c.one(book.state.proxies)
        book.do(e.ProxyRevoked(given.member, given.item))
    elif book.state.present:
        away = [key for key in SEATS if key not in book.state.present]
        item = book.c.one((None, None, book.state.current))
        hidden = book.state.excluded and book.c.may()
        if away:
            book.do(e.ProxyGiven(book.c.one(away), book.c.one(book.state.present), item=item, confidential=hidden))


def hear_from_outside(book: Recording) -> None:
    """A guest comes, somebody asks a question, or apologies are heard only now."""
    away = [key for key in SEATS if key not in book.state.present]
    what = book.chance.randint(0, 2)
    if what == 0:
        book.do(e.GuestAttended(book.c.one(GUESTS), book.c.one(("adviser", "auditor")), book.state.excluded))
    elif what == 1:
        answer = f"The board would look into {book.c.words()}." if book.c.may() else ""
        asker, question = book.c.one(GUESTS), f"What is known of {book.c.words()}?"
        book.do(e.QuestionAsked(book.c.key(), book.state.current, asker, question, answer=answer))
    elif away:
        book.do(e.ApologiesGiven(book.c.one(away), book.c.one((None, *DEPUTIES))))


def ask_for_declarations(book: Recording) -> None:
    """Yearly declarations are asked for, and some return theirs."""
    if book.c.may():
        book.do(e.DeclarationsAsked(book.c.key(), book.today, "2027-06-30"))
    for seat in book.c.some(SEATS, 5):
        nil = book.c.may()
        if not nil:
            register_interest(book, seat)
        book.do(e.DeclarationReturned(seat, holder_name(book.state, seat), book.today, nil=nil))


def register_interest(book: Recording, seat: str = "") -> None:
    """An interest that lasts goes into the register, is reported to a meeting, or ends."""
    known = [key for key, one in book.state.standing.items() if not one.ended]
    if known and not seat and book.c.may(0.6):
        ended = e.InterestEnded(book.c.one(known), book.today, f"Sold the {book.c.words()}")
        book.do(e.InterestReported(book.c.one(known), f"Mentioned {book.c.words()}") if book.c.may() else ended)
        return
    book.do(
        e.InterestRegistered(
            book.c.key(),
            seat or book.c.one(SEATS),
            book.c.one(("financial", "indirect", "non_financial_personal")),
            f"Director of {book.abouts.pop()} Ltd",
            since=book.c.one(("", "2019", "2024-05-01")),
            mitigation=book.c.one(("", "Leaves the room")),
            declared=book.today,
            consent=book.c.one((None, None, False)),
        )
    )


def tell_others(book: Recording) -> None:
    """A decision is sent to partners or to another body, which answers, or an issue is referred to that."""
    held = [one for one in book.state.motions.values() if one.status == "carried"]
    sent = [one for one in decisions(book.state) if any(not to.outcome for to in one.sent)]
    issues = [one.issue for one in book.state.issues.values() if one.status == "open"]
    if sent and book.c.may(0.7):
        outcome = book.c.one(("carried", "not_carried", "agreed", "no_consensus"))
        key = book.c.one(sent).decision
        book.do(e.DecisionAnswered(key, "sle", outcome, f"As to {book.c.words()}.", book.today, "d" * 64))
    elif held and book.c.may(0.7):
        key, due = book.c.one(held).key, book.c.one((None, "2027-03-20"))
        told = e.DecisionNotified(book.c.some(book.state.partners), "letter", book.today, motion=key, due=due)
        book.do(book.c.one((e.DecisionSent(key, "sle"), told)))
    elif issues:
        book.do(e.IssueReferred(book.c.one(issues), "sle"))


AT_A_MEETING: Sequence[Callable[[Recording], None]] = (
    answer, answer, show_a_point, report_to_the_meeting, report_to_the_meeting, take_further, take_further,
    give_evidence, withhold, withhold, give_proxy, give_proxy, hear_from_outside, hear_from_outside,
    register_interest,
)  # fmt: skip
AFTERWARDS: Sequence[Callable[[Recording], None]] = (
    decide_without_a_meeting, decide_without_a_meeting, put_in_writing, answer, answer, answer, show_a_point,
    ask_for_declarations, register_interest, tell_others, tell_others,
)  # fmt: skip
