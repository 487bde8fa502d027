"""A motion as the room sees it: put, being voted on, decided or withdrawn."""

from __future__ import annotations

from boardtui.charter.rule import Rule
from boardtui.charter.words import bare, listed, started, what_is_asked
from boardtui.config.config import Room
from boardtui.meeting import entries as e
from boardtui.meeting.counting.needed import needed_of
from boardtui.meeting.counting.tally import Tally
from boardtui.meeting.fold.evidence import binds
from boardtui.meeting.followup.awaiting import concurring
from boardtui.meeting.state.check import came_to, holds_for_some, outcome_words
from boardtui.meeting.state.labels import partner_noun, partners_counted
from boardtui.meeting.state.state import Motion, Stamped, State, attendance_recorded, filled_seats
from boardtui.meeting.voting.ballot import counting_of, present_count, rule_of, tally_of
from boardtui.meeting.voting.proxy_votes import there_words
from boardtui.meeting.voting.quorum import quorum, short_words
from boardtui.meeting.voting.silent import EITHER, silent
from boardtui.meeting.voting.totals import counted_votes
from boardtui.meeting.words.awaiting_words import NOUN, common_words
from boardtui.meeting.words.clauses import clause_words
from boardtui.papers.motions import amended_words, moved_words, verb_phrase
from boardtui.papers.proxies import by_holder
from boardtui.papers.rulings import recorded_vote_asked, ruling_words
from boardtui.papers.source import Source
from boardtui.papers.votes import Vote, arithmetic, count_beside_result, told_choices
from boardtui.tui.wall.scenes import Attendance, Count, Put, Question, Result, Scene, Voting, Withdrawn


def motion_scene(src: Source, key: str, room: Room) -> Scene | None:
    """What there is to show of a motion; None where what became of it is not public."""
    motion = src.state.motions[key]
    lines = src.about_motion(key)
    question = _question(src, motion, lines)
    for line in reversed(lines):
        if isinstance(line.entry, e.ResultDeclared | e.ConsensusDeclared):
            return _result(src, question, key, line, room)
        if isinstance(line.entry, e.MotionWithdrawn):
            return Withdrawn(question, line.entry.reason)
    if motion.status != "open":
        return None
    counted = src.live.motions.get(key, motion)  # live, with the votes of those of whom the public knows nothing
    return _voting(src, counted, question, room) if counted_votes(counted) else Put(question, attendance(src))


def attendance(src: Source) -> Attendance | None:
    """How many members the public knows to be there, and whether all who are there are enough; nobody is named.

    None until attendance is recorded: nobody is known to be away before.
    """
    if not attendance_recorded(src.live):
        return None
    state, there = src.state, quorum(src.state)
    met = quorum(src.live).met
    text = {None: "quorum not defined", True: "quorate", False: "NOT QUORATE"}[met]
    if met is False and (short := short_words(state)):
        text += f": {short}"
    here = present_count(state)
    return Attendance(here.members, filled_seats(state), here.remote, met, text, there.by_proxy, here.besides)


def _question(src: Source, motion: Motion, lines: list[Stamped]) -> Question:
    rule = rule_of(src.state, motion)
    asks = what_is_asked(rule, counting_of(src.state, motion))
    return Question(
        number=motion.number,
        text=motion.text,
        moved=moved_words(src, motion),
        rule=f"{started(clause_words(rule.clause))}: {rule.title}, {asks}",
        rulings=tuple(ruling_words(src, line) for line in lines if _of_the_chair(line)),
    )


def _of_the_chair(line: Stamped) -> bool:
    """Whether an entry is a ruling that the room needs; where a condition of the rule was met is for the minutes."""
    return isinstance(line.entry, e.RulingMade) and line.entry.setting != "precondition"


def _voting(src: Source, motion: Motion, question: Question, room: Room) -> Voting:
    count, counting = tally_of(src.live, motion), counting_of(src.live, motion)
    live = room.counts == "live"
    asked, sent = _asked(src.state, motion, count, live=live), _by_proxy(src, motion)
    if not live:
        return Voting(question, asked, None, sent, counting.method == "consensus")
    objects = counting.method == "consensus" and counting.consensus == "no_objection"
    votes = counted_votes(motion)
    not_yet = sum(key not in votes for key in motion.electorate.may_vote)
    whole = count.base + not_yet if counting.base == "cast" else count.base
    figures = Count(
        count.for_,
        count.against,
        count.abstain,
        not_yet,
        count.needed,
        max(1, whole),
        objects,
        counting.method == "consensus",
    )
    return Voting(question, asked, figures, sent, counting.method == "consensus")


def _by_proxy(src: Source, motion: Motion) -> str:
    """Whose votes others cast; by name, since the room sees who is not there."""
    members_by_holder = by_holder(src, src.state.motions[motion.key].electorate)
    return "; ".join(f"{holder} votes by proxy for {listed(names)}" for holder, names in members_by_holder.items())


def _asked(state: State, motion: Motion, count: Tally, *, live: bool) -> str:
    """How many votes it takes and how many are eligible, each number once: 11 needed out of 14 eligible members (of 31).

    On votes cast the number needed tells how many have voted, which the room sees only of a ``live`` count.
    """
    who, counting = motion.electorate, counting_of(state, motion)
    by_member = who.unit == "member"
    everybody = filled_seats(state) if by_member else len(state.partners)
    told = count.needed is not None and (live or counting.base != "cast")
    needed = needed_of(counting, who.noun, count.base, count.needed, there_words(state, motion.key)) if told else ""
    could_not = len(who.voters) - len(who.may_vote) if live else 0
    rest = f"{could_not} {EITHER}" if could_not and counting.method != "consensus" else ""
    if told and counting.base != "cast" and count.base == count.eligible:
        whole = needed if count.base == everybody else f"{needed} (of {everybody})"
    else:
        noun = "member" if by_member else partner_noun(state, state.partners)
        whole = "; ".join(filter(None, (needed, f"{count.eligible} of {everybody} {noun}s are eligible")))
    return "; ".join(filter(None, (whole, rest)))


def _result(src: Source, question: Question, key: str, line: Stamped, room: Room) -> Result:
    state = src.after[line.seq]
    motion = state.motions[key]
    vote = Vote(src, state, motion, line, src.about_motion(key))
    carried = motion.status == "carried"
    rule = rule_of(state, motion)
    consensus = isinstance(line.entry, e.ConsensusDeclared)
    if consensus and rule.discusses:
        return _discussed(src, question, line, vote, room)
    return Result(
        question=question,
        outcome="carried" if carried or came_to(state, motion) == "for_some" else "not_carried",
        words=outcome_words(state, motion).upper(),
        figures=_figures(line, vote.motion),
        arithmetic=_with_others(state, motion, arithmetic(vote)),
        decision=amended_words(state, motion)
        or (
            _decided(src, rule, binds(state, motion, rule), src.state.motions[key].text)
            if carried
            else _undecided(src, state, motion, consensus)
        ),
        binding=_binding(binds(state, motion, rule), rule.clause) if carried and not motion.amends else "",
        subject=_subject(src, motion, vote.lines) if carried else "",
        casting=_casting(motion, line),
        names=_names(src, vote, room),
    )


def _with_others(state: State, motion: Motion, words: str) -> str:
    """The count with those eligible who are neither in its figures nor in its words, so that these add up."""
    if motion.electorate.counting.method == "consensus":
        return words
    others = [
        f"{number} {why}" for why, number in silent(state, motion).reasons if f"{number} of them {why}" not in words
    ]
    return " ".join(filter(None, (words, f"Of those eligible, {listed(others)}." if others else "")))


def _discussed(src: Source, question: Question, line: Stamped, vote: Vote, room: Room) -> Result:
    """What was only discussed is neither agreed nor not, whether or not somebody maintained an objection."""
    return Result(
        question=question,
        outcome="carried",
        words=outcome_words(vote.state, vote.motion).upper(),
        figures=_figures(line, vote.motion),
        arithmetic=count_beside_result(vote),
        decision=f"The {bare(src.body)} discussed the motion.",
        binding="",
        subject="",
        casting="",
        names=_names(src, vote, room),
    )


def _figures(line: Stamped, motion: Motion) -> tuple[tuple[str, int], ...]:
    entry = line.entry
    if isinstance(entry, e.ResultDeclared):
        named = zip(
            ("FOR", "AGAINST", "ABSTAINED", "DID NOT VOTE"),
            (entry.for_, entry.against, entry.abstain, entry.not_voted),
            strict=True,
        )
        return tuple((name, number) for name, number in named if number is not None)
    assert isinstance(entry, e.ConsensusDeclared)
    aside = (("STOOD ASIDE", len(motion.stood_aside)),) if motion.stood_aside else ()
    return (("OBJECTIONS", len(motion.objections)), *aside)


def _casting(motion: Motion, line: Stamped) -> str:
    entry = line.entry
    if not isinstance(entry, e.ResultDeclared) or entry.casting_vote is None:
        return ""
    what = "motion" if motion.amends is None else "amendment"
    return f"The vote was tied; the Chair gave a casting vote {entry.casting_vote} the {what}."


def _names(src: Source, vote: Vote, room: Room) -> tuple[tuple[str, str], ...]:
    """Who voted how, where the board shows that; only from votes that were themselves recorded in public."""
    if room.names == "none" or (room.names == "recorded" and not recorded_vote_asked(src, vote.lines)):
        return ()
    return tuple((vote.name(key), choice) for key, choice in told_choices(vote).items())


def _decided(src: Source, rule: Rule, binding: bool, text: str) -> str:
    return f"The {bare(src.body)} {verb_phrase(rule, binding, src.numbering.house.verbs, text)}."


def _subject(src: Source, motion: Motion, lines: list[Stamped]) -> str:
    """Whose word the decision waits for, as the rule or an entry that is public has it; counted, not named."""
    numbers = [line.seq for line in lines if isinstance(line.entry, e.RatificationSought) and line.seq in src.after]
    asked = src.after[numbers[-1]].motions[motion.key].asked if numbers else motion.asked
    if asked is None or not asked.partners:
        return ""
    return f"It is subject to {NOUN[asked.form]} by {partners_counted(src.state, asked.partners)}."


def _undecided(src: Source, state: State, motion: Motion, consensus: bool) -> str:
    if holds_for_some(state, motion):
        yes, no = concurring(state, motion)
        if not yes:
            return common_words(state, motion)
        return (
            f"It holds for the {len(yes)} that concur, each for its own organisation, and not for the other {len(no)}."
        )
    if consensus:
        return f"The {bare(src.body)} did not reach consensus on the motion."
    return f"The {bare(src.body)} made no decision on the motion."


def _binding(binding: bool, clause: str) -> str:
    if binding:
        return f"By this meeting's rules this is binding ({clause_words(clause)})."
    return "By this meeting's rules this binds no partner; each decides for itself."
