"""A motion's vote as it stands in the meeting: who may vote now, the count, other readings, and whether sums balance."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from boardtui.charter.rule import Counting, Rule
from boardtui.charter.words import counted, listed, table_name
from boardtui.meeting.counting.electorate import Electorate, Question, electorate
from boardtui.meeting.counting.outcome import decided_as
from boardtui.meeting.counting.readings import Recount, differing, narrowed, readings
from boardtui.meeting.counting.tally import Need, Tally, result_words, tally, voices_words, what_it_takes
from boardtui.meeting.entries import Choice, DecidedAs, MotionPut, Outcome, ResultDeclared
from boardtui.meeting.state.check import came_to
from boardtui.meeting.state.state import Motion, Presence, Record, State, open_motions
from boardtui.meeting.voting.proxy_votes import by_proxy, counts_as_present, there_words
from boardtui.meeting.voting.rulings import affected, counting, overrides, reading_ruled, ruled
from boardtui.meeting.voting.totals import HOW, counted_votes, on_voices, readings_of_totals, totals_of

FIGURES = ("for_", "against", "abstain", "not_voted", "eligible", "base", "needed")


class Balance(Record, frozen=True):
    """Present = for + against + abstained + not voted + withdrawn + not eligible, counted from both ends.

    Those who vote by proxy are among the present here, whatever the base takes them for; ``by_proxy`` is how many.
    """

    unit: str
    present: int
    for_: int
    against: int
    abstain: int
    not_voted: int
    withdrawn: int
    not_eligible: int
    by_proxy: int = 0

    @property
    def sum(self) -> int:
        return self.for_ + self.against + self.abstain + self.not_voted + self.withdrawn + self.not_eligible

    @property
    def balances(self) -> bool:
        return self.sum == self.present


class PresentCount(NamedTuple):
    """How many members are there, themselves or by a deputy who may vote, and how many deputies attend without a vote.

    ``remote`` is how many of the members attend remotely.
    """

    members: int
    remote: int
    deputies: int

    @property
    def besides(self) -> str:
        """The deputies as words that follow how many members are present; empty where there are none."""
        return f", {counted(self.deputies, 'deputy', 'deputies')}" if self.deputies else ""


def present_count(state: State) -> PresentCount:
    """Who is there now, counted as the minutes list them: those present, and the deputies in attendance."""
    vote = deputies_vote(state)
    here = [presence for presence in state.present.values() if vote or presence.deputy is None]
    remote = sum(presence.mode == "remote" for presence in here)
    return PresentCount(len(here), remote, len(state.present) - len(here))


def deputies_vote(state: State, motion: str | None = None) -> bool:
    """Whether a deputy votes in the member's place, as the terms of reference or a ruling say; where they are silent not."""
    return (ruled(state, "deputies", motion) or state.charter.terms.deputies) == "may_vote"


def voting_present(state: State, motion: str | None = None) -> dict[str, None]:
    """The members present who may take part in votes, or in the vote on this motion, in the order of arrival.

    A deputy stands for the member, and somebody remote counts, as the terms of reference or a ruling say; where they
    are silent a deputy does not vote and somebody remote does.
    """
    deputies = deputies_vote(state, motion)
    remote = (ruled(state, "remote", motion) or state.charter.terms.remote or "may_vote") == "may_vote"
    return {
        key: None
        for key, presence in state.present.items()
        if (deputies or presence.deputy is None) and (remote or presence.mode != "remote")
    }


def remote_without_a_vote(state: State, motion: str) -> int:
    """How many of those listed as present attend remotely where that gives no vote; deputies without one are listed apart."""
    voting, deputies = voting_present(state, motion), deputies_vote(state, motion)
    return sum(key not in voting and (deputies or there.deputy is None) for key, there in state.present.items())


def why_absent(state: State, motion: str, presence: Presence) -> str:
    """Why somebody present takes no part in the vote on a motion, or in the consensus."""
    terms = state.charter.terms
    put = state.motions.get(motion)
    consensus = put is not None and counting_of(state, put).method == "consensus"
    may_not, does = ("may not take part", "takes part") if consensus else ("may not vote", "votes")
    if presence.mode == "remote" and (ruled(state, "remote", motion) or terms.remote) == "may_not_vote":
        return f"somebody who attends remotely {may_not}"
    if (ruled(state, "deputies", motion) or terms.deputies) == "may_not_vote":
        return f"a deputy {may_not}"
    return f"whether a deputy {does} is not defined; the Chair may rule on it"


def conflicted(state: State, item: str) -> set[str]:
    """The members whose last declaration on the item keeps them from voting on it."""
    if not state.interests:
        return set()
    handling = {interest.member: interest.handling for interest in state.interests if item in interest.items}
    return {member for member, handled in handling.items() if handled != "noted"}


def electorate_of(state: State, rule: Rule, put: MotionPut) -> Electorate:
    """Who may vote on a motion that is just being put."""
    question = _question(state, put.motion, rule, put.item, put.topic, put.affected)
    return electorate(counting(state, put.motion, rule), question)


def counting_of(state: State, motion: Motion) -> Counting:
    """How the motion is counted, rulings applied."""
    return counting(state, motion.key, rule_of(state, motion))


def rule_of(state: State, motion: Motion) -> Rule:
    """The rule under which the motion was put."""
    rule = state.charter.rule(motion.rule)
    assert rule is not None
    return rule


def only_for(state: State, rule: Rule) -> str:
    """That a rule is for certain subjects alone, as a sentence."""
    return f"“{rule.title or rule.key}” is only for {listed(map(state.charter.topic_title, rule.topics or ()))}."


def only_discussed(state: State, motion: Motion) -> bool:
    """Whether it is decided that a motion was discussed, by a rule under which nothing is agreed."""
    return came_to(state, motion) == "discussed"


def outcome_of(state: State, motion: Motion) -> DecidedAs:
    """What came of a decided motion as the issue or the decision that it is about has it, and as other bodies are told."""
    if only_discussed(state, motion):
        return "discussed"
    return decided_as(motion.electorate.counting, "carried" if motion.status == "carried" else "not_carried")


def what_follows(rule: Rule, motion: Motion, *, carried: bool) -> str:
    """What the rule says follows on a motion that is decided; nothing on an amendment, which only changes a text."""
    return "" if motion.amends is not None else rule.follows if carried else rule.otherwise


def tally_of(state: State, motion: Motion) -> Tally:
    """The count at this moment."""
    count = tally(counting_of(state, motion), motion.electorate, counted_votes(motion))
    heard = on_voices(motion)
    if heard is None:
        return count
    return replace(count, outcome=heard, short_by=None, settled=True, words=voices_words(heard))


def recount(state: State, motion: Motion) -> Tally:
    """The votes that are known, of those who are known to be allowed them; more than that only where all is known."""
    may_vote = motion.electorate.may_vote
    votes: dict[str, Choice] = {key: vote for key, vote in motion.votes.items() if key in may_vote}
    return tally_of(state, replace(motion, votes=votes))


def gives_result(state: State, motion: Motion) -> bool:
    """Whether the votes that are known give the figures of a decided motion, so that all who were counted are known."""
    if motion.result is not None and motion.result.for_ is None:
        return True
    known = motion.votes.keys() <= motion.electorate.may_vote
    return motion.result is not None and known and has_figures(recount(state, motion), motion.result)


def has_figures(count: Tally, result: ResultDeclared) -> bool:
    """Whether a count has the outcome, but for a casting vote, and the figures of a result."""
    outcome = result.casting_vote is not None or count.outcome == result.outcome
    return outcome and all(getattr(count, name) == getattr(result, name) for name in FIGURES)


def declared_words(state: State, motion: Motion, *, whole: bool) -> str:
    """The figures of a declared result in one sentence; empty where there is none.

    ``whole``: for whoever knows of the whole vote, with how many were kept from it and how many voted by proxy. Else by the
    rules alone, which do not tell whether anybody was.
    """
    if motion.result is None:
        return ""
    there = "present" if whole else there_words(state, motion.key)
    return result_words(counting_of(state, motion), motion.electorate, motion.result, whole=whole, there=there)


def need_of(state: State, motion: Motion) -> Need:
    """What it still takes to carry; once all is counted, what that came to."""
    need, totals = (
        what_it_takes(counting_of(state, motion), motion.electorate, counted_votes(motion)),
        totals_of(motion),
    )
    count = tally_of(state, motion)
    if is_tie_for_chair(state, motion, count):
        words = f"A tie: {count.for_} for, {count.against} against. The chair may give a casting vote."
        return Need(1, (), possible=True, words=words)
    if totals is None:
        return need
    carried = count.outcome == "carried"
    words = f"{'Carried' if carried else 'Not carried'} as counted {HOW[totals.how]}."
    return Need(0 if carried else count.short_by, (), carried, words)


def readings_of(state: State, motion: Motion) -> tuple[Recount, ...]:
    """The same votes under every other reading that the rule names."""
    rule = rule_of(state, motion)
    counting = counting_of(state, motion)
    as_ruled = replace(rule, **{name: getattr(counting, name) for name in Counting.__struct_fields__})
    question, totals = question_of(state, motion), totals_of(motion)
    there = there_words(state, motion.key, in_person=not motion.electorate.by_proxy)
    if totals is not None:
        own = tally_of(state, motion).outcome if motion.result is None else motion.result.outcome
        counts = readings_of_totals(as_ruled, question, motion.electorate, totals, own, there)
    else:
        counts = readings(as_ruled, question, motion.votes, there)
    casting = motion.result.casting_vote if motion.result else None
    if casting is None:
        return counts
    outcome: Outcome = "carried" if casting == "for" else "not_carried"  # the same tie, the same casting vote
    return tuple(
        replace(count, tally=replace(count.tally, outcome=outcome)) if count.tally and _tied(count.tally) else count
        for count in counts
    )


def differing_readings(state: State, motion: Motion) -> tuple[Recount, ...]:
    """The readings that give another outcome than the one about to be declared."""
    return differing(tally_of(state, motion), readings_of(state, motion))


def question_of(state: State, motion: Motion) -> Question:
    """Everything that decides who may vote on the motion now."""
    asked, rule = affected(state, motion), rule_of(state, motion)
    question = _question(state, motion.key, rule, motion.item, motion.topic, asked)
    if not rule.by_letter or not motion.responses:
        return question
    return replace(question, answered=frozenset(response.partner for response in motion.responses))


def refresh(state: State) -> State:
    """Recompute who may vote on the open motions; the votes of those who no longer may lapse, and counts without names."""
    motions = state.motions
    if not motions:  # as while the roll is called
        return state
    for motion in open_motions(state):
        voters = electorate(counting_of(state, motion), question_of(state, motion))
        lasting = motion.votes if voters.unit == motion.electorate.unit else {}
        votes: dict[str, Choice] = {key: vote for key, vote in lasting.items() if key in voters.may_vote}
        totals, lapsed = motion.totals, motion.lapsed_counts
        if (
            totals is not None
            and not totals.lapsed
            and (voters.unit, voters.may_vote)
            != (
                motion.electorate.unit,
                motion.electorate.may_vote,
            )
        ):
            totals, lapsed = replace(totals, lapsed=True), (*lapsed, totals.at)
        motions = {
            **motions,
            motion.key: replace(motion, electorate=voters, votes=votes, totals=totals, lapsed_counts=lapsed),
        }
    return state if motions is state.motions else replace(state, motions=motions)


def casting_vote_allowed(state: State, motion: Motion, count: Tally) -> str:
    """Why the chair may not give a casting vote now; empty when the chair may.

    It is one vote more on a tie: where one more would not carry the motion, as with three quarters, there is none.
    """
    defined = ruled(state, "casting_vote", motion.key) or state.charter.terms.casting_vote
    if defined is None:
        return "A casting vote is not defined: neither the memorandum nor the terms of reference give one."
    if defined != "chair":
        return "The terms of reference give no casting vote."
    if counting_of(state, motion).method != "vote":
        return "There is no casting vote on a consensus."
    if on_voices(motion) is not None:
        return "There is no casting vote on voices, since nothing is counted."
    if count.for_ != count.against or count.for_ == 0:
        return f"A casting vote decides a tie; the vote is {count.for_} for and {count.against} against."
    if not _tied(count):
        return f"One vote more would not decide it: {count.needed} are needed, and {count.for_} are for."
    return "" if state.chair is not None else "Nobody is in the chair."


def is_tie_for_chair(state: State, motion: Motion, count: Tally) -> bool:
    """Whether all have voted on an open motion and the chair may now decide it by a casting vote."""
    counted = totals_of(motion) is not None or counted_votes(motion).keys() >= set(motion.electorate.may_vote)
    return motion.status == "open" and counted and casting_vote_allowed(state, motion, count) == ""


def _tied(count: Tally) -> bool:
    """Whether one vote more decides it."""
    return 0 < count.for_ == count.against and count.needed is not None and count.for_ + 1 >= count.needed


def balance_of(state: State, motion: Motion) -> Balance:
    """The sums of a vote, from the people in the room on one side and the count on the other."""
    who, votes = motion.electorate, counted_votes(motion)
    choices = list(votes.values())
    sent = by_proxy(state, motion.item, motion.key)
    here = {*voting_present(state, motion.key), *sent}
    if who.unit == "partner":
        there = {partner for partner, members in who.represents.items() if not here.isdisjoint(members)}
    else:
        there = here
    asked = set(who.voters)
    return Balance(
        unit=who.unit,
        present=len(there),
        for_=choices.count("for"),
        against=choices.count("against"),
        abstain=choices.count("abstain"),
        not_voted=len([key for key in who.may_vote if votes.get(key, "not_voting") == "not_voting"]),
        withdrawn=len((there & asked) - who.may_vote),
        not_eligible=len(there - asked),
        by_proxy=len(who.by_proxy) if who.unit == "partner" else len(sent),
    )


def category_titles(state: State) -> dict[str, str]:
    """The categories of partners by key, as reasons name them."""
    return {category.key: category.title for category in state.charter.categories}


def _question(
    state: State, motion: str, rule: Rule, item: str, topic: str | None, asked: tuple[str, ...] | None
) -> Question:
    question = Question(
        partners=tuple(state.partners.values()),
        members=tuple(state.members.values()),
        matrix=state.charter.matrix,
        overrides=overrides(state, motion, rule),
        topic=topic,
        affected=asked,
        present=voting_present(state, motion).keys(),
        withdrawn=conflicted(state, item),
        table=table_name(state.charter.topics),
        topic_title=state.charter.topic_title(topic),
        category_titles=category_titles(state),
        proxies=by_proxy(state, item, motion),
        proxies_count=counts_as_present(state, motion) if state.proxies else None,
    )
    reading = reading_ruled(state, motion, rule)
    return question if reading is None or not reading.narrows else narrowed(reading, question)
