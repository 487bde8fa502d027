"""Entries that make sense in a meeting as it stands, public ones and such as are recorded in private."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Literal

from boardtui.meeting import entries as e
from boardtui.meeting.entries.parts import OpenDecision, OpenIssue
from boardtui.meeting.fold.confidential import hidden_now
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.followup.awaiting import decisions
from boardtui.meeting.state.labels import holder_name
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Motion, State, open_motions
from boardtui.meeting.voting.choosing import who_may_choose
from boardtui.meeting.voting.rulings import as_ruled

KINDS_OF_INTEREST: tuple[e.InterestType, ...] = ("financial", "indirect", "non_financial_personal")
HANDLED: tuple[e.Handling, ...] = ("noted", "speaks_does_not_vote", "withdraws")
CHOICES: tuple[e.Choice, ...] = ("for", "for", "for", "against", "abstain", "not_voting")
MILESTONES = ("annual-review-first", "first-review")  # as the register of the demonstration has them
PLANNED = "board-feb"
WORDS = ("estates", "beds", "capital", "staffing", "a merger", "a claim", "the plan", "a tender")


class Chooser:
    """Chooses entries by chance. Keys of private things have a series of their own, as those of public ones have."""

    def __init__(self, chance: Random, series: str) -> None:
        self.chance = chance
        self.series = series
        self.count = 0

    def entry(self, state: State, private: bool) -> e.AnyEntry | None:
        """An entry that may or may not be allowed; None where the maker had nothing to make it of."""
        makers = _AFTER if state.phase == "closed" else _MAKERS
        if state.phase == "adjourned" and self.may(0.5):
            return e.MeetingResumed()
        going_on = _going_on(state, private)
        maker = self.chance.choice(going_on if going_on and self.may(0.4) else makers)
        try:
            return maker(self, state, private)
        except (IndexError, KeyError, Refused, ValueError):
            return None

    def key(self) -> str:
        self.count += 1
        return f"{self.series}{self.count}"

    def one(self, things: Any) -> Any:
        """One of them; IndexError where there is none."""
        return self.chance.choice(list(things))

    def some(self, things: Any, most: int = 3) -> tuple[Any, ...]:
        known = list(things)
        return tuple(self.chance.sample(known, self.chance.randint(1, min(most, len(known)))))

    def may(self, share: float = 0.5) -> bool:
        return self.chance.random() < share

    def words(self) -> str:
        return f"{self.one(WORDS)} {self.series}{self.chance.randint(1, 9)}"

    def seat(self, state: State) -> str:
        return str(self.one(key for key, member in state.members.items() if not member.vacant))

    def item(self, state: State) -> str:
        return str(self.one(state.items))


Maker = Callable[[Chooser, State, bool], e.AnyEntry]


def arrive(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    away = [key for key, one in state.members.items() if key not in state.present and not one.vacant]
    return e.MemberArrived(c.one(away), c.one(("in person", "remote")), "A Deputy" if c.may(0.2) else None)


def leave(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.MemberLeft(c.one(state.present), c.words() if c.may() else "")


def apologise(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.ApologiesGiven(c.seat(state), "A Deputy" if c.may(0.3) else None)


def take_chair(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.ChairTaken(c.one(state.present), "")


def attend(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.GuestAttended(f"Guest {c.words()}", "adviser")


def give_proxy(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    item = c.item(state) if c.may(0.3) else None
    return e.ProxyGiven(
        c.seat(state), c.one(state.present), item=item, instruction=c.words(), confidential=private and c.may(0.8)
    )


def revoke_proxy(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    given = c.one(state.proxies)
    return e.ProxyRevoked(given.member, given.item)


def declare_interest(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    who = c.seat(state)
    standing = [key for key, one in state.standing.items() if one.member == who]
    before = [one.nature for one in state.interests if one.member == who]
    return e.InterestDeclared(
        who,
        c.some(state.items, 2),
        c.one(KINDS_OF_INTEREST),
        c.words(),
        c.one(HANDLED),
        standing=c.one(standing) if standing and c.may() else None,
        instead_of=c.one(before) if before and c.may() else "",
    )


def register_interest(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    consent = False if private and c.may() else None  # what is not consented to is recorded as confidential
    return e.InterestRegistered(
        c.key(), c.seat(state), c.one(KINDS_OF_INTEREST), c.words(), words=("capital",), consent=consent,
        confidential=private,
    )  # fmt: skip


def report_interest(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.InterestReported(c.one(state.standing), c.words())


def end_interest(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.InterestEnded(c.one(state.standing), "2026-11-26", c.words())


def ask_declarations(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.DeclarationsAsked(c.key(), "2026-11-26", "2026-12-24")


def return_declaration(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    who = c.seat(state)
    return e.DeclarationReturned(who, holder_name(state, who), "2026-11-26", nil=c.may())


def declare_gift(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    consent = False if private and c.may() else None
    return e.GiftDeclared(c.seat(state), c.words(), c.words(), worth="£40", consent=consent, confidential=private)


def correct_kind(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.ItemKindCorrected(c.item(state), c.one(("", "actions", "questions")))


def give_notice(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    """Notice of a meeting that the register plans, given early enough or not."""
    return e.NoticeGiven(PLANNED, c.one(("2026-11-26", "2026-11-20")), f"by {c.words()}", "2027-02-12")


def adjourn(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.MeetingAdjourned(c.words())


def open_item(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.ItemOpened(c.item(state))


def close_item(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    assert state.current is not None or c.one(())
    return e.ItemClosed(state.current or "", c.words() if c.may() else "")


def add_item(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    key = c.key()
    after = c.item(state) if c.may() else None
    return e.ItemAdded(
        key,
        f"Item on {c.words()}",
        topic="capital" if c.may() else None,
        after=after,
        confidential=private,
        urgent=f"{c.words()} cannot wait" if c.may(0.3) else "",
    )


def defer_item(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.ItemDeferred(c.item(state), c.words())


def note(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.NoteTaken(c.item(state) if c.may(0.8) else None, f"Note on {c.words()}", confidential=private and c.may())


def ask(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    item = c.item(state) if c.may(0.8) else None
    return e.QuestionAsked(c.key(), item, c.words(), f"What about {c.words()}", answer=c.words() if c.may() else "")


def put(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    rule = c.one(state.charter.rules)
    open_ = [motion for motion in open_motions(state) if motion.confidential is private]
    amended = c.one(open_) if open_ and c.may(0.5) else None
    amends = amended.key if amended else None
    topic = amended.topic if amended and c.may(0.8) else c.one(("capital", "all"))
    item = state.current if state.current and c.may(0.7) else c.item(state)
    item = amended.item if amended and c.may(0.8) else item
    alike = [key for key, one in state.items.items() if one.agenda.topic == topic and key != item]
    over = [motion.key for motion in state.motions.values() if motion.status != "open"]
    return e.MotionPut(
        c.key(),
        item,
        f"To agree {c.words()}.",
        rule.key,
        topic,
        affected=c.some(state.partners, 4) if rule.unit == "partner" else None,
        mover=c.one(state.present) if c.may(0.7) else None,
        seconder=c.one(state.present) if c.may(0.3) else None,
        issue=c.one(state.issues) if state.issues and c.may(0.3) else None,
        amends=amends,
        follows=c.one(over) if over and c.may(0.2) else None,
        consultation=c.may(0.1),
        as_amended=f"To agree {c.words()} as amended." if amends and c.may(0.8) else None,
        covers=c.some(alike, 2) if alike and c.may(0.4) else (),
        reasons=f"Because of {c.words()}." if c.may(0.2) else None,
        delegated_to=f"the lead on {c.words()}" if c.may(0.2) else None,
        by_when="March 2027" if c.may(0.1) else None,
    )


def accept_amendment(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    moved = {motion.key for motion in open_motions(state) if motion.mover and motion.confidential is private}
    return e.AmendmentAccepted(c.one(motion.key for motion in open_motions(state) if motion.amends in moved))


def the_motion(c: Chooser, state: State, private: bool) -> Motion:
    """An open motion, mostly one on which something can be recorded now."""
    mine = [motion for motion in open_motions(state) if motion.confidential is private]
    found: Motion = c.one(mine if mine and c.may(0.9) else open_motions(state))
    return found


def vote(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    motion = the_motion(c, state, private)
    return e.VotesRecorded(motion.key, c.one(CHOICES), c.some(sorted(motion.electorate.may_vote), 5))


def declare(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    motion = the_motion(c, state, private)
    rule = state.charter.rule(motion.rule)
    if rule is not None and rule.method == "consensus":
        against = c.some(sorted(motion.electorate.may_vote), 1) if c.may(0.3) else ()
        return e.ConsensusDeclared(motion.key, not against, tuple(e.Objection(key, c.words()) for key in against))
    return result_now(state, motion)


def withdraw(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.MotionWithdrawn(the_motion(c, state, private).key, c.words())


def count_votes(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    motion = the_motion(c, state, private)
    may_vote = len(motion.electorate.may_vote)
    for_ = c.chance.randint(0, max(0, may_vote - 1))
    against = min(c.one((0, 1, 2, 2)), may_vote - for_)
    if c.may(0.2):
        return e.VotesCounted(motion.key, "voice", declared=c.one(("carried", "not_carried")))
    if c.may(0.3):
        return e.VotesCounted(motion.key, "secret_ballot", for_, against, 0, may_vote, c.chance.randint(0, 1))
    return e.VotesCounted(motion.key, "show_of_hands", for_, against)


def note_dissent(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    decided = c.one(
        motion
        for motion in state.motions.values()
        if motion.status in ("carried", "not_carried") and motion.confidential is private
    )
    choice: Literal["against", "abstain"] = "against" if c.may(0.8) else "abstain"
    return e.DissentNoted(decided.key, c.one(sorted(decided.electorate.may_vote)), choice)


def open_choice(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    many = c.chance.randint(1, 4)
    candidates = tuple(e.Candidate(f"c{n}", f"Candidate {c.words()} {n}") for n in range(many))
    majority = c.may()
    return e.ChoiceOpened(
        c.key(), c.item(state), f"Chair of {c.words()}", 1 if majority else c.chance.randint(1, 2), candidates,
        "majority" if majority else "most_votes", c.may(), c.one(("capital", "all", None)), "Terms 5",
    )  # fmt: skip


def on_choice(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    open_ones = [one for one in state.choices.values() if one.status == "open"]
    mine = [one for one in open_ones if one.confidential is private]
    choice = c.one(mine if mine and c.may(0.9) else open_ones)
    counted = [one.count for one in choice.rounds if one.round == choice.round]
    if c.may(0.1):
        return e.ChoiceWithdrawn(choice.key, c.words())
    if c.may(0.15):
        return e.CandidateWithdrew(choice.key, c.one(choice.staying), c.words() if c.may() else "")
    if choice.round and (not counted or c.may(0.2)):
        if not choice.secret and c.may():
            voters = c.some(sorted(who_may_choose(state, choice).may_vote), 5)
            return e.ChoiceCounted(choice.key, choice.round, ballots={key: (c.one(choice.staying),) for key in voters})
        votes = {key: c.chance.randint(0, 2) for key in choice.staying}
        spoilt, issued = c.chance.randint(0, 1), None
        if choice.secret and choice.places == 1 and c.may():
            issued = c.chance.randint(0, len(who_may_choose(state, choice).may_vote))
        returned = None if issued is None else sum(votes.values()) + spoilt
        return e.ChoiceCounted(choice.key, choice.round, votes, spoilt, issued=issued, returned=returned)
    if not choice.round:
        return e.ChoiceDeclared(choice.key, 0, choice.staying)
    count, tie, stay = counted[0], None, counted[0].stay
    chosen = count.chosen
    if count.outcome == "tie":
        number = choice.places - len(count.chosen) if choice.method == "most_votes" else 1
        tie = e.Tie(count.tied, "chair", count.tied[:number])
        left = (*count.stay, *tie.chosen)
        chosen, stay = ((*chosen, *tie.chosen), ()) if choice.method == "most_votes" else ((), left)
        chosen, stay = (stay, ()) if not chosen and len(stay) == 1 else (chosen, stay)
    return e.ChoiceDeclared(choice.key, choice.round, chosen, tie, stay or None)


def fill_seat(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    vacant = [key for key, member in state.members.items() if member.vacant]
    day = state.starts[:10]
    if vacant and c.may(0.7):
        return e.SeatFilled(f"Mx {c.words()}", day, member=c.one(vacant))
    key = c.key()
    return e.SeatFilled(f"Mx {c.words()}", day, seat=e.NewSeat(key, f"Seat {key}", c.some(state.partners, 2)))


def rule_on(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    by = state.chair or c.one(state.present)
    motion = the_motion(c, state, private).key if open_motions(state) and c.may() else None
    setting, value = c.one(
        (
            ("procedure", "a recorded vote"),
            ("deputies", "may_vote"),
            ("remote", "may_not_vote"),
            ("quorum", 2),
            ("withdrawn", "out_of_base"),
            ("eligible", {"partner": "council", "topic": "capital", "eligible": True}),
        )
    )
    return as_ruled(e.RulingMade(motion, setting, value, c.words(), by), confidential=private or hidden_now(state))


def raise_issue(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.IssueRaised(c.key(), f"Issue of {c.words()}", "all", c.some(state.partners, 3), "8.6")


def on_issue(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    issue = c.one(state.issues)
    return c.one(
        (
            e.AdviceTaken(issue, "Finance group", c.words()),
            e.PlaceAttempted(issue, c.words()),
            e.IssueCorrected(issue, f"Issue of {c.words()}", "8.6"),
            e.FacilitatorSelected(issue, c.words()),
            e.FacilitationEnded(issue, c.may(), c.words()),
            e.IssueAdvanced(issue, c.one(("place", "discussion", "facilitator")), c.words()),
            e.IssueResolved(issue, c.words()),
            e.IssueReferred(issue, "sle"),
        )
    )  # type: ignore[no-any-return]


def agree(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    item = state.current if state.current and c.may() else c.item(state)
    question = c.one(state.questions) if state.questions and c.may(0.4) else ""
    due = "2026-12-24" if c.may() else None
    if c.may(0.3):
        held = c.one(decisions(state))
        return e.ActionAgreed(c.key(), None, c.words(), "B", due, private, register="condition", motion=held.decision)
    if c.may(0.2):
        partner, what = c.one(state.partners), c.words()
        return e.ActionAgreed(
            c.key(), item, what, "B", due, private, register="support", partner=partner, recommended_by=c.words()
        )
    return e.ActionAgreed(c.key(), item, f"See to {c.words()}", "Ms B Brown", due, question=question)


def update(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    owner = c.words() if c.may(0.3) else None
    return e.ActionUpdated(c.one(state.actions), c.one(("open", "done", "dropped")), text=c.words(), owner=owner)


def notify(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    decided = [motion.key for motion in state.motions.values() if motion.status in ("carried", "not_carried")]
    about: Any = {"motion": c.one(decided)} if c.may(0.7) else {"issue": c.one(state.issues)}
    return e.DecisionNotified(
        c.some(state.partners), "letter", "2026-11-26", due="2026-12-20" if c.may() else None, **about
    )


def respond(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    decided = [motion for motion in state.motions.values() if motion.notices or motion.asked]
    return e.PartnerResponded(c.one(state.partners), c.may(0.7), "2026-11-26", c.words(), motion=c.one(decided).key)


def seek(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    carried = [motion.key for motion in state.motions.values() if motion.status in ("open", "carried")]
    return e.RatificationSought(c.one(carried), c.some(state.partners), due="2026-12-30")


def send(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.DecisionSent(c.one(motion.key for motion in state.motions.values() if motion.status == "carried"), "sle")


def lapse(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    waiting = [*state.decisions, *(motion.key for motion in state.motions.values() if motion.asked)]
    return e.DecisionLapsed(c.one(waiting), c.words())


def take_urgently(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    by = c.some([key for key, one in state.members.items() if not one.vacant], 2)
    return e.DecisionTaken(
        c.key(), "urgent", f"To settle {c.words()}.", c.words(), "2026-11-26", by, confidential=private
    )


def report(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.DecisionReported(c.one(state.decisions), "noted", c.item(state), c.words())


def withhold(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.PaperWithheld(state.meeting, c.item(state), c.some(state.members, 2), c.words(), confidential=private)


def release(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    held = c.one(state.withheld)
    return e.PaperReleased(held.meeting, held.item, (held.member,), c.words(), confidential=private)


def receive(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    """An issue or a decision comes from another body's book; what was dealt with in private there stays so."""
    if c.may():
        issue = OpenIssue(c.key(), f"Issue of {c.words()}", "all", c.some(state.partners, 3), confidential=private)
        return e.IssueReceived(issue.issue, "sle", "a" * 64, issue)
    held = OpenDecision(
        c.key(), f"To support {c.words()}.", way="received", from_book="sle", meeting="sle-nov", confidential=private
    )
    return e.DecisionReceived(held.decision, "sle", "b" * 64, held)


def hear_of(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    """What another body made of an issue that was referred to it, or of a decision that was sent."""
    if c.may():
        referred = [key for key, issue in state.issues.items() if issue.status == "referred to sle"]
        referred += [c.key()] if c.may(0.4) else []  # referred at an earlier meeting, so not carried over
        key, title = c.one(referred), f"Issue of {c.words()}"
        return e.ReferralAnswered(key, title, "sle", "c" * 64, c.words(), confidential=private)
    sent = c.one([held for held in (*state.motions.values(), *state.decisions.values()) if held.sent])
    key = sent.key if isinstance(sent, Motion) else sent.decision
    return e.DecisionAnswered(
        key, "sle", c.one(("carried", "not_carried", "agreed", "no_consensus")), c.words(), "2026-11-26", "d" * 64
    )


def on_decision(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    """What is done about a decision: a point of its checklist is there, or it is consulted on."""
    carried = [motion.key for motion in state.motions.values() if motion.status == "carried"]
    key = c.one([*carried, *state.decisions])
    held = state.decisions.get(key)
    if held is not None and held.checklist and c.may(0.8):
        return e.PointMet(key, c.chance.randint(1, len(held.checklist)), "2026-11-26", f"minute of {c.words()}")
    return e.ConsultationStated(key, c.one(("needed", "not_needed", "done")), c.words())


def agree_in_writing(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    """An agreement is put to those who sign it."""
    due = "2027-01-31" if c.may() else None
    return e.AgreementSought(c.key(), f"To share {c.words()}.", "signed", "2026-11-26", due=due, confidential=private)


def sign(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    key, held = c.one((key, held) for key, held in state.decisions.items() if held.way == "agreement")
    partner = c.one(held.asked.partners)
    return e.PartnerResponded(
        partner, c.may(0.8), "2026-11-26", c.words(), motion=key, signatory=f"Signatory {c.words()}"
    )


def correct(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    """A correction: of words that stand in an item, where the meeting is that of the draft, or of some that do not."""
    due = c.one(state.minutes_due)
    said = [(motion.item, motion.text, motion.confidential) for motion in state.motions.values()]
    said += [(note.item, note.text, note.confidential) for note in state.notes if note.item]
    mine = [(item, text) for item, text, hidden in said if hidden is private and text.strip()]
    if due.meeting != state.meeting or not mine or c.may(0.2):
        of = c.one(list(state.actions.values())) if state.actions else None  # whatever it is, public or not
        stood = of.text if of is not None else c.words()
        key = of.action if of is not None else ""
        return e.MinutesCorrected(
            due.meeting, None, "Item 2", stood, c.words() + "!", confidential=private, of_action=key
        )
    item, text = c.one(mine)
    words = text.split()
    first = c.chance.randrange(len(words))
    stood = " ".join(words[first : first + c.chance.randint(1, 4)])
    return e.MinutesCorrected(due.meeting, item, "Item 2", stood, f"{stood} {c.words()}", confidential=private)


def approve(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    from boardtui.meeting.fold.minuting import corrections_of, public_words

    due = c.one(state.minutes_due)
    return e.MinutesApproved(due.meeting, public_words(corrections_of(state, due.meeting)), state.chair or "")


def milestone(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    """A time of the memorandum; those that the register names stand in the calendar until they are dealt with."""
    about = c.one(MILESTONES) if c.may(0.6) else c.key()
    return e.MilestoneReached(about, f"Review of {c.words()}", "2026-11-26")


def draft(c: Chooser, state: State, private: bool) -> e.AnyEntry:
    return e.ParagraphDrafted(c.item(state), f"Paragraph on {c.words()}", confidential=private and c.may())


_MAKERS: Sequence[Maker] = (
    arrive, arrive, leave, apologise, take_chair, attend, give_proxy, give_proxy, revoke_proxy, declare_interest,
    declare_interest, register_interest, report_interest, end_interest, correct_kind, declare_gift,
    open_item, open_item, open_item, close_item,
    add_item, defer_item, note, note, ask, put, put, put, vote, vote, vote, vote, declare, declare, declare, withdraw,
    rule_on,
    fill_seat, open_choice, open_choice, on_choice, on_choice, on_choice, on_choice,
    count_votes, count_votes, note_dissent, note_dissent, accept_amendment, accept_amendment,
    raise_issue, raise_issue, on_issue, on_issue, agree, agree, update, notify, respond, seek, send, lapse, report,
    withhold, release, correct, approve, approve, approve, milestone, draft, give_notice, adjourn, receive, hear_of,
    on_decision, on_decision, agree_in_writing, sign, sign,
)  # fmt: skip
_OPEN: Sequence[Maker] = (vote, vote, count_votes, count_votes, declare, declare, accept_amendment)


def _going_on(state: State, private: bool) -> Sequence[Maker]:
    """What carries on an open motion, a declared one or an open choice, which by chance alone would seldom come to its end."""
    if state.phase != "open":
        return ()
    mine = [motion for motion in state.motions.values() if motion.confidential is private]
    open_ones = _OPEN if any(motion.status == "open" for motion in mine) else ()
    decided = (note_dissent, note_dissent) if any(motion.totals and motion.result for motion in mine) else ()
    amending = (accept_amendment, put) if any(motion.status == "open" and motion.mover for motion in mine) else ()
    open_choices = [one for one in state.choices.values() if one.status == "open" and one.confidential is private]
    return (*open_ones, *decided, *amending, *((on_choice,) * 3 if open_choices else ()))


_AFTER: Sequence[Maker] = (
    register_interest, end_interest, ask_declarations, return_declaration, declare_gift,
    raise_issue, on_issue, agree, update, update, notify, respond, seek, send, lapse,
    take_urgently, correct, correct, correct, milestone, draft, give_notice, receive, hear_of, on_decision,
    agree_in_writing, sign, sign, on_decision,
)  # fmt: skip
