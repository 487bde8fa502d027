"""Whatever is recorded, in whatever order: the fold takes it or refuses it, and nothing else ever happens."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.fold.fold import accept
from boardtui.meeting.fold.interest_register import unhandled
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.fold.notice import notice_status
from boardtui.meeting.fold.sitting import open_matter
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.fold.withholding import to_withhold, withheld_from
from boardtui.meeting.followup.awaiting import decisions, effect, said, unanswered, waits
from boardtui.meeting.followup.stages import legal_stages
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import State, open_motions
from boardtui.meeting.voting.ballot import balance_of, differing_readings, need_of, readings_of, tally_of
from boardtui.meeting.voting.quorum import hangs_on, lost_on, quorum
from boardtui.meeting.words.awaiting_words import effect_words
from tests import random_examples
from tests.build import (
    BOARD,
    SLE,
    at,
    confidential_matter,
    convened,
    convened_next,
    motion as a_motion,
    play,
    record,
    sitting,
)
from tests.meeting.recount import Recount
from tests.meeting.strategies import KINDS, PARTNERS, PEOPLE, beginnings, entries

RULINGS: list[tuple[str, Any]] = [
    *(("base", value) for value in ("eligible", "present", "cast")),
    *(("threshold", value) for value in ("1/2", "3/4", "1")),
    *(("compare", value) for value in ("at_least", "more_than")),
    *(("unit", value) for value in ("member", "partner")),
    *(("withdrawn", value) for value in ("in_base", "out_of_base")),
    *(("no_category", value) for value in ("eligible", "not_eligible")),
    *(("consensus", value) for value in ("no_objection", "unanimous")),
    *(("deputies", value) for value in ("may_vote", "may_not_vote")),
    *(("remote", value) for value in ("may_vote", "may_not_vote")),
    *(
        ("reading", value)
        for value in ("present", "footnote-two", "no-category", "votes-cast", "per-person", "unanimous")
    ),
    *(("casting_vote", value) for value in ("none", "chair")),
    *(("proxies_present", value) for value in ("count", "do_not_count")),
    *(("proxies_conflicted", value) for value in ("may_vote", "may_not_vote")),
    ("quorum", 3),
    ("affected", ["mseft", "ecc", "bbccg"]),
    ("eligible", {"partner": "mseft", "topic": "fin_capital", "eligible": False}),
    ("eligible", {"partner": "ecc", "topic": "fin_capital", "eligible": True}),
]
LASTING = (
    *("InterestRegistered", "InterestReported", "InterestEnded", "PaperWithheld", "PaperReleased"),
    *("DeclarationsAsked", "DeclarationReturned", "GiftDeclared"),
    *("NoticeGiven", "MinutesCorrected", "ReferralAnswered", "MilestoneReached"),
)
FIGURES = ("outcome", "for_", "against", "abstain", "not_voted", "eligible", "base", "needed")
PHASES = ("none", "convened", "open", "adjourned", "closed")


class Book(RuleBasedStateMachine):
    """One book, into which sensible and senseless entries are recorded."""

    def __init__(self) -> None:
        super().__init__()
        self.stretch = Stretch(BOARD)
        self.earlier: list[Stretch] = []

    def attempt(self, entry: e.AnyEntry) -> bool:
        stretch, seq = self.stretch, sum(len(one.lines) for one in (*self.earlier, self.stretch)) + 1
        if isinstance(entry, e.MeetingConvened) and stretch.state.phase == "closed":
            stretch = Stretch(BOARD, stretch.state)
        before, lines = stretch.state, len(stretch.lines)
        try:
            stretch.add(stretch.stamp(seq, at(seq), "J Smith", entry))
        except Refused as refused:
            assert stretch.state is before
            assert len(stretch.lines) == lines
            assert refused.reason.endswith((".", "?"))
            assert len(refused.reason) < 2000
            return False
        if stretch is not self.stretch:
            self.earlier.append(self.stretch)
            self.stretch = stretch
        return True

    @property
    def state(self) -> State:
        return self.stretch.state

    @initialize(first=beginnings(), opened=st.sampled_from([True, True, True, False]), most=st.booleans())
    def begin(self, first: e.MeetingConvened, opened: bool, most: bool) -> None:
        assert self.attempt(first)
        for member in first.members[:: 1 if most else 3]:
            assert self.attempt(e.MemberArrived(member=member.key))
        if opened:
            assert self.attempt(e.MeetingOpened())

    @rule(entry=entries())
    def anything(self, entry: e.AnyEntry) -> None:
        self.attempt(entry)

    @rule(entry=entries("MemberArrived", "MemberLeft", "InterestDeclared", "RulingMade", "ChairTaken"))
    def somebody_moves_or_rules(self, entry: e.AnyEntry) -> None:
        self.attempt(entry)

    @rule(entry=entries(*LASTING))
    def something_that_lasts_is_entered(self, entry: e.AnyEntry) -> None:
        self.attempt(entry)

    @rule(entry=entries("IssueRaised", "IssueAdvanced", "PlaceAttempted", "FacilitatorSelected", "FacilitationEnded"))
    def an_issue_moves(self, entry: e.AnyEntry) -> None:
        self.attempt(entry)

    @rule(
        key=st.sampled_from(["m1", "m2", "m3", "m4"]), data=st.data(), item=st.sampled_from(["capital", "objectives"])
    )
    def a_motion_is_put(self, key: str, data: st.DataObject, item: str) -> None:
        rules = self.state.charter.rules
        if not rules:
            return
        by = data.draw(st.sampled_from(rules))
        topic = data.draw(st.sampled_from(by.topics or (None, "fin_capital", "objectives", "resolution")))
        amends = data.draw(st.sampled_from([None, None, *(one.key for one in open_motions(self.state))]))
        affected = data.draw(st.none() | st.none() | st.lists(st.sampled_from(PARTNERS), unique=True).map(tuple))
        self.attempt(e.MotionPut(key, item, "x", by.key, topic, affected, amends=amends))

    @precondition(lambda self: self.state.members)
    @rule(data=st.data(), to_all=st.booleans(), ruling=st.sampled_from(RULINGS))
    def the_chair_rules(self, data: st.DataObject, to_all: bool, ruling: tuple[str, Any]) -> None:
        by = data.draw(st.sampled_from(list(self.state.members)))
        keys = [None] if to_all else [None, *(motion.key for motion in open_motions(self.state))]
        self.attempt(e.RulingMade(data.draw(st.sampled_from(keys)), *ruling, "The chair rules so.", by))

    @precondition(lambda self: self.state.members)
    @rule(
        data=st.data(),
        mode=st.sampled_from(["in person", "remote"]),
        deputy=st.none() | st.just("Dana Cole"),
        handling=st.sampled_from(["noted", "speaks_does_not_vote", "withdraws"]),
        what=st.sampled_from(["arrives", "arrives", "leaves", "declares"]),
    )
    def a_member_comes_goes_or_declares(
        self, data: st.DataObject, mode: Any, deputy: str | None, handling: Any, what: str
    ) -> None:
        key = data.draw(st.sampled_from(list(self.state.members)))
        if what == "arrives":
            self.attempt(e.MemberArrived(key, mode, deputy))
        elif what == "leaves":
            self.attempt(e.MemberLeft(key))
        else:
            self.attempt(e.InterestDeclared(key, ("capital",), "financial", "x", handling))

    @precondition(lambda self: self.state.members)
    @rule(data=st.data(), item=st.sampled_from([None, None, "capital"]), what=st.sampled_from(["gives", "revokes"]))
    def a_proxy_is_given_or_revoked(self, data: st.DataObject, item: str | None, what: str) -> None:
        there = [key for key, presence in self.state.present.items() if presence.deputy is None]
        away = [key for key in self.state.members if key not in self.state.present]
        if what == "revokes" and self.state.proxies:
            held = data.draw(st.sampled_from(self.state.proxies))
            assert self.attempt(e.ProxyRevoked(held.member, held.item)) is (self.state.phase != "closed")
        elif there and away:
            holder = data.draw(st.sampled_from([*there, *filter(None, [self.state.chair])]))
            self.attempt(e.ProxyGiven(data.draw(st.sampled_from(away)), holder, item=item))

    @precondition(lambda self: open_motions(self.state))
    @rule(data=st.data(), choice=st.sampled_from(["for", "for", "against", "abstain", "not_voting"]))
    def they_vote(self, data: st.DataObject, choice: Any) -> None:
        motion = data.draw(st.sampled_from(open_motions(self.state)))
        may = sorted(motion.electorate.may_vote)
        others = st.sampled_from([*PEOPLE, *PARTNERS])
        voters = data.draw(
            st.lists(st.sampled_from(may) if may else others, min_size=1, max_size=12) | st.lists(others)
        )
        taken = self.attempt(e.VotesRecorded(motion=motion.key, choice=choice, voters=tuple(voters)))
        heard = motion.confidential or not self.state.excluded  # in private nobody votes on what is public
        allowed = bool(voters) and set(voters) <= motion.electorate.may_vote and self.state.phase == "open"
        assert taken is (allowed and heard)

    @precondition(lambda self: open_motions(self.state))
    @rule(data=st.data(), wrong=st.none() | st.sampled_from(FIGURES))
    def a_result_is_declared(self, data: st.DataObject, wrong: str | None) -> None:
        motion = data.draw(st.sampled_from(open_motions(self.state)))
        result = result_now(self.state, motion)
        if wrong is None:
            self.attempt(result)
            return
        other = {"carried": "not_carried", "not_carried": "carried", None: 1}
        value = getattr(result, wrong)
        assert not self.attempt(
            replace(result, **{wrong: other.get(value, 0) if wrong == "outcome" else (value or 0) + 1})
        )

    @precondition(lambda self: open_motions(self.state))
    @rule(data=st.data(), reached=st.booleans())
    def consensus_is_declared(self, data: st.DataObject, reached: bool) -> None:
        motion = data.draw(st.sampled_from(open_motions(self.state)))
        objectors = () if reached else tuple(sorted(motion.electorate.may_vote))[:1]
        objections = tuple(e.Objection(member=key, reason="no") for key in objectors)
        self.attempt(e.ConsensusDeclared(motion=motion.key, reached=reached, objections=objections))

    @rule(
        data=st.data(),
        partner=st.sampled_from(PARTNERS),
        yes=st.booleans(),
        day=st.sampled_from(["2026-12-01", "2027-01-04"]),
        what=st.sampled_from(
            ["seeks", "answers", "answers", "answers", "notifies", "sends", "reports", "states", "lapses"]
        ),
    )
    def a_decision_is_followed_up(self, data: st.DataObject, partner: str, yes: bool, day: str, what: str) -> None:
        keys = [held.decision for held in decisions(self.state)] or ["m1"]
        key = data.draw(st.sampled_from(keys))
        match what:
            case "seeks":
                asked = data.draw(st.lists(st.sampled_from(PARTNERS), min_size=1, max_size=3, unique=True))
                holds: Any = "each" if yes else "all"
                self.attempt(e.RatificationSought(key, tuple(asked), holds=holds, due=day))
            case "answers":
                self.attempt(e.PartnerResponded(partner, yes, day, "minute 4", motion=key, signatory="Ada Abbott"))
            case "notifies":
                self.attempt(e.DecisionNotified((partner,), "e-mail", day, motion=key, due=day if yes else None))
            case "sends":
                if not self.attempt(e.DecisionSent(key, SLE)):
                    self.attempt(e.DecisionAnswered(key, SLE, "carried", "So agreed.", day, "0" * 64))
            case "reports":
                self.attempt(e.DecisionReported(key, "ratified" if yes else "noted"))
            case "states":
                self.attempt(e.ConsultationStated(key, "done" if yes else "needed", "Consultation 2026/4"))
            case "lapses":
                self.attempt(e.DecisionLapsed(key, "Overtaken by events."))

    @rule(
        key=st.sampled_from(["d1", "d2", "d3"]), data=st.data(), what=st.sampled_from(["urgent", "written", "received"])
    )
    def a_decision_comes_from_elsewhere(self, key: str, data: st.DataObject, what: Any) -> None:
        if what == "received":
            self.attempt(e.DecisionReceived(key, SLE, "0" * 64, e.OpenDecision("m1", "x", figures="8 of 8")))
            return
        by = tuple(data.draw(st.lists(st.sampled_from(list(self.state.members) or ["x"]), max_size=2, unique=True)))
        votes: Any = dict.fromkeys(self.state.members, "for") if what == "written" else {}
        rules = [one.key for one in self.state.charter.rules if one.topics is None] or [""]
        rule_key = data.draw(st.sampled_from(rules)) if what == "written" else ""
        self.attempt(e.DecisionTaken(key, what, "x", "It is urgent.", "2026-12-01", by, rule_key, None, votes))

    @rule(data=st.data())
    def an_entry_is_taken_back(self, data: st.DataObject) -> None:
        lines = self.stretch.lines
        last = self.stretch.last_standing()
        seqs = [line.seq for line in lines] + ([last.seq] if last else [])
        self.attempt(e.EntryRetracted(seq=data.draw(st.sampled_from(seqs or [1])), reason="in error"))

    @rule(data=st.data())
    def a_time_is_stated(self, data: st.DataObject) -> None:
        lines = self.stretch.lines
        seq = data.draw(st.sampled_from([line.seq for line in lines] or [1]))
        time = data.draw(st.sampled_from([line.at for line in lines] or ["x"]))
        self.attempt(e.TimeStated(seq, time))

    @rule(turn=st.sampled_from(["open", "close", "next", "exclude", "readmit", "resume", "resume"]))
    def the_meeting_moves_on(self, turn: str) -> None:
        if turn == "open":
            self.attempt(e.MeetingOpened())
        elif turn == "resume":
            self.attempt(e.MeetingResumed())
        elif turn == "exclude":
            self.attempt(e.PublicExcluded(reason="staff"))
        elif turn == "readmit":
            self.attempt(e.PublicReadmitted())
        elif turn == "close":
            self.attempt(e.MeetingClosed())
        elif self.state.phase == "closed":
            before = self.state
            assert self.attempt(convened_next(before, f"meeting-{len(self.earlier) + 2}"))
            hidden = confidential_matter(before)
            if hidden != e.ConfidentialCarried():
                assert not self.attempt(e.MeetingOpened())
                assert self.attempt(hidden)

    @invariant()
    def sums_balance_and_everything_can_be_asked(self) -> None:
        state = self.state
        assert state.phase in PHASES
        quorum(state)
        assert set(hangs_on(state)) <= set(state.present)
        assert notice_status(state).words if state.starts else True
        for one in state.proxies:
            assert one.member not in state.present
            assert state.charter.terms.proxies not in (None, "none")
            assert not any(other.member == one.holder for other in state.proxies)
        for found in unhandled(state):
            assert found.items or found.former or not found.interest.reported
        for item in state.items:
            assert not set(to_withhold(state, item)) & set(withheld_from(state, item))
            lost_on(state, item)
        for motion in open_motions(state):
            assert balance_of(state, motion).balances
            assert set(motion.votes) <= motion.electorate.may_vote <= set(motion.electorate.voters)
            assert tally_of(state, motion).words
            assert need_of(state, motion).words
            readings_of(state, motion)
            differing_readings(state, motion)
        for issue in state.issues.values():
            legal_stages(state, issue)
        matter = open_matter(state)
        assert {held.decision for held in matter.decisions} >= {
            held.decision for held in decisions(state) if waits(held)
        }
        for held in decisions(state):
            assert set(unanswered(held)) | set(said(held, True)) | set(said(held, False)) >= set(
                held.asked.partners if held.asked else ()
            )
            assert (effect(held) == "waits") <= bool(waits(held))
            effect_words(state, held)

    def teardown(self) -> None:
        for stretch in (*self.earlier, self.stretch):
            if stretch.lines:
                holds_together(stretch)


def holds_together(stretch: Stretch) -> None:
    """A stretch folds to the same again, and its results are what the entries before them give."""
    again = Stretch(BOARD, stretch._start)
    for line in stretch.lines:
        as_recorded = replace(line, at=stretch.recorded.get(line.seq, line.at))
        assert again.stamp(line.seq, as_recorded.at, line.by, line.entry) == as_recorded
        again.add(as_recorded)
    assert again.lines == stretch.lines
    assert again.state == stretch.state == stretch.state_after(stretch.lines[-1].seq)
    standing = stretch.standing()
    state = stretch._start
    for line in standing:
        state = accept(state, line)
    assert state == stretch.state
    for place, line in enumerate(standing):
        entry = line.entry
        if isinstance(entry, e.ResultDeclared) and entry.casting_vote is None:
            counted = Recount(entry.motion).result(standing[:place])
            assert {name: getattr(entry, name) for name in FIGURES} == counted
        if isinstance(entry, e.ConsensusDeclared):
            counted = Recount(entry.motion).result(standing[: place + 1])
            found = stretch.state.motions[entry.motion].result
            assert found is not None
            assert {name: getattr(found, name) for name in FIGURES} == counted


def test_nothing_that_can_be_recorded_breaks_a_book() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Book,
        settings=settings(
            max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.slow
def test_nothing_that_can_be_recorded_breaks_a_book_the_long_form() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Book,
        settings=settings(
            max_examples=3000, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def in_phase(phase: str) -> Stretch:
    """A book whose meeting has come as far as that."""
    if phase == "none":
        return Stretch(BOARD)
    if phase == "convened":
        return play([convened()])
    if phase == "closed":
        return record(sitting(present=PEOPLE[:6]), e.MeetingClosed())
    board = record(sitting(present=PEOPLE[:6]), a_motion(), e.IssueRaised("i1", "x", None, ("mseft",)))
    record(board, e.ActionAgreed("a1", None, "x", "x"))
    return record(board, e.MeetingAdjourned(reason="x")) if phase == "adjourned" else board


STAGES = {phase: in_phase(phase) for phase in PHASES}


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=random_examples(5, 25), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_entry_that_decodes_is_taken_or_refused_in_every_phase(name: str, data: st.DataObject) -> None:
    entry = data.draw(entries(name))
    for stretch in STAGES.values():
        seq = len(stretch.lines) + 1
        stamp = stretch.stamp(seq, at(seq), "J Smith", entry)
        before = stretch.state
        try:
            after = stretch.judge(stamp).state
        except Refused as refused:
            assert refused.reason
        else:
            for motion in open_motions(after):
                assert balance_of(after, motion).balances
                tally_of(after, motion)
                readings_of(after, motion)
            quorum(after)
        assert stretch.state is before
