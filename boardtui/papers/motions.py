"""A motion in the minutes: its words, the rule, the result with its arithmetic, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from boardtui.charter.rule import Rule
from boardtui.charter.words import bare, listed, started, stopped, subject_name, value_words, what_it_asks
from boardtui.meeting import entries as e
from boardtui.meeting.counting.tally import casting_words
from boardtui.meeting.fold.evidence import binds as binds_by, condition_open, evidence_words
from boardtui.meeting.followup.awaiting import decision
from boardtui.meeting.followup.stages import on_record, stages_meant
from boardtui.meeting.state.check import came_to, in_common, outcome_words
from boardtui.meeting.state.labels import mover_label
from boardtui.meeting.state.state import PUBLIC_APART, Motion, Stamped, State
from boardtui.meeting.voting.ballot import FIGURES, counting_of, what_follows
from boardtui.meeting.voting.silent import silent
from boardtui.meeting.voting.totals import totals_of, totals_words
from boardtui.meeting.words.awaiting_words import asked_by_name, common_words, effect_words, organisation, subject_to
from boardtui.meeting.words.clauses import clause_words
from boardtui.meeting.words.reasons import reasons_words
from boardtui.papers.follow_up import shown, step_words
from boardtui.papers.model import Figures, MinutedMotion, Names
from boardtui.papers.references import decision_reference
from boardtui.papers.resolution import completes, resolution, withdrawn
from boardtui.papers.rulings import recorded_vote_asked, ruling_words
from boardtui.papers.source import Source
from boardtui.papers.votes import Vote, ballots, count_beside_result, details, dissent, other_readings

_TIMES = ("", "", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


def motion(src: Source, key: str, names: Names) -> MinutedMotion:
    """Everything that this part of the minutes says on a motion."""
    lines = src.about_motion(key)
    put = next(line for line in lines if isinstance(line.entry, e.MotionPut))
    decided = next((line for line in lines if isinstance(line.entry, e.ResultDeclared | e.ConsensusDeclared)), None)
    state = src.after.get(decided.seq, src.state) if decided else src.state
    there = state.motions[key]
    rule = state.charter.rule(there.rule)
    assert rule is not None
    vote = Vote(src, state, there, decided, lines) if decided else None
    everybody = names == "all" or recorded_vote_asked(src, lines)
    house = src.numbering.house
    text, quoted = _resolution(src, vote, rule, there, lines)
    return MinutedMotion(
        number=there.number,
        heading=_heading(src, there),
        text=src.state.motions[key].text,
        moved=moved_words(src, there),
        basis=tuple(_basis(src, put, there, rule, lines)),
        result=_result(src, vote, rule, lines),
        decision=_decision(src, vote, rule) if vote else "",
        arithmetic=count_beside_result(vote) if vote else "",
        figures=_figures(vote) if vote and isinstance(vote.line.entry, e.ResultDeclared) else None,
        details=tuple(details(vote, everybody)) if vote else (),
        ballots=ballots(vote) if vote and everybody else (),
        after=tuple(_after(src, rule, vote, lines)),
        reference=decision_reference(src, key),
        readings=tuple(_readings(src, src.state.motions[key])),
        resolution=text,
        quoted=quoted,
        beside=tuple(_beside(src, src.state.motions[key], vote, everybody=everybody)),
        otherwise=tuple(other_readings(vote)) if vote and (src.part == "confidential" or house.readings) else (),
    )


def _readings(src: Source, motion: Motion) -> Iterator[tuple[str, str]]:
    """How a motion was put, where it was amended since; and how the motion that this one amends reads with it."""
    if motion.put_as:
        by = listed([src.state.motions[key].number for key in motion.amended_by if key in src.state.motions], "")
        yield f"The motion is set out as amended by {by}. It was put in these words:", motion.put_as
    if motion.as_amended is not None:
        yield "With this amendment the motion would read:", motion.as_amended


def amendments_first(src: Source, key: str) -> Iterator[str]:
    """The amendments of a motion, each after those to itself: as they are decided before it, so they are minuted."""
    for other in src.state.motions.values():
        if other.amends == key:
            yield from amendments_first(src, other.key)
            yield other.key


def en_bloc_words(src: Source, key: str, item: str) -> str:
    """What the minutes of an item say that was decided by a motion on another, together with that."""
    made = motion(src, key, "dissent")
    text = f"Put en bloc with item {src.item_words(src.state.motions[key].item)} as motion {made.number}: “{made.text}”"
    return " ".join(filter(None, (stopped(text), f"{made.result.rstrip('.')}.", _recommended_words(src, item))))


def _recommended_words(src: Source, item: str) -> str:
    """What an item recommends that is decided with others, as a sentence; empty where it recommends nothing."""
    recommendation = src.state.items[item].agenda.recommendation.strip()
    return f"Recommended on this item: “{recommendation}”" if recommendation else ""


def _verb_of(rule: Rule, binds: bool, verbs: Mapping[str, str] | None = None) -> str:
    """The rule's own verb or the house's word for it (``verbs``). Never that a body resolved what binds nobody."""
    verb = rule.verb.strip() or "agreed"
    verb = (verbs or {}).get(verb, verb)
    if not (rule.binds or binds) and "resolve" in verb.casefold():
        verb = "agreed"
    return verb


def verb_phrase(rule: Rule, binds: bool, verbs: Mapping[str, str] | None = None, text: str = "") -> str:
    """What the body did with the motion of that ``text``: one "to recommend …" was agreed, not agreed to be recommended."""
    verb = _verb_of(rule, binds, verbs)
    agreed, _, infinitive = verb.partition(" to ")
    if infinitive and text.strip().casefold().startswith(f"to {infinitive} "):
        verb = agreed
    return f"{verb} in favour of the motion" if verb == "decided" else f"{verb} the motion"


def _resolution(src: Source, vote: Vote | None, rule: Rule, motion: Motion, lines: list[Stamped]) -> tuple[str, bool]:
    """What became of a motion in a sentence, and whether its words must follow."""
    if vote is not None:
        return resolution(src, vote, rule, _verb_of(rule, vote.state.charter.binds, src.numbering.house.verbs))
    gone = next((line for line in lines if isinstance(line.entry, e.MotionWithdrawn)), None)
    if gone is not None and isinstance(gone.entry, e.MotionWithdrawn):
        what = "amendment" if motion.amends else "motion"
        return withdrawn(motion.text, src.time(gone.at), gone.entry.reason, what), not completes(motion.text)
    what, came_of_it = "An amendment" if motion.amends else "A motion", _result(src, vote, rule, lines)
    if motion.status == "accepted":
        return f"{what} was {came_of_it[:1].lower()}{came_of_it[1:]}:", True
    return f"{what} was put. {came_of_it}:", True


def _beside(src: Source, there: Motion, vote: Vote | None, *, everybody: bool) -> Iterator[str]:
    """What a reader of the minutes looks for below a decision: why, who carries it out, and who dissented."""
    if there.covers and there.status != "withdrawn" and (recommended := _recommended_words(src, there.item)):
        yield recommended
    if there.put_as and there.status == "carried":
        quoted = f":\n{there.put_as}" if "\n" in there.put_as else f": “{there.put_as}”"
        yield f"This is the motion as amended. It was put in these words{quoted}"
    if there.status not in ("not_carried", "withdrawn"):
        yield from reasons_words(there)
    totals = totals_of(there)
    if totals is not None and totals.declared is None and there.result is not None:
        yield totals_words(totals, dissented=bool(there.dissents))
    if vote is not None:
        yield from dissent(vote, everybody)
        if in_common(vote.src.state, there) is not None:
            yield common_words(vote.src.state, there)


def _heading(src: Source, motion: Motion) -> str:
    parts = []
    if motion.amends in src.state.motions:
        parts.append(f"amendment to motion {src.state.motions[motion.amends or ''].number}")
    elif motion.amends:
        parts.append("amendment")
    if motion.follows in src.state.motions:
        parts.append(f"{_round(src, motion)} motion, following motion {src.state.motions[motion.follows or ''].number}")
    elif motion.follows:
        parts.append("further motion")
    return "; ".join(parts)


def _round(src: Source, motion: Motion) -> str:
    count, key = 1, motion.follows
    while key and count < 50:
        count, key = count + 1, src.state.motions[key].follows
    return _TIMES[count].lower() if count < len(_TIMES) else "further"


def moved_words(src: Source, motion: Motion) -> str:
    """Who moved a motion and who seconded it, as a sentence; empty where nobody is named."""

    def named(key: str) -> str:
        return mover_label(src.state, motion, key)

    if motion.mover and motion.seconder:
        return f"Moved by {named(motion.mover)}, seconded by {named(motion.seconder)}."
    if motion.mover:
        return f"Moved by {named(motion.mover)}."
    return f"Seconded by {named(motion.seconder)}." if motion.seconder else ""


def _basis(src: Source, put: Stamped, motion: Motion, rule: Rule, lines: list[Stamped]) -> Iterator[str]:
    """Under which rule, on which element, for whom, with which condition and rulings."""
    element = f", on the {subject_name(src.state.charter.topics)} “{src.topic(motion.topic)}”" if motion.topic else ""
    at = f" at {src.time(put.at)}" if src.time(put.at) else ""
    yield f"Put{at} under “{rule.title}” ({clause_words(rule.clause)}){element}."
    if not rule.defined:
        yield f"The memorandum does not say how this is decided; {_taken_as(src, motion, rule)}."
    elif rule.left_open:
        yield f"{started(clause_words(rule.clause))} does not say {rule.left_open}; {_taken_as(src, motion, rule)}."
    if meant := stages_meant(src.state, rule.key, motion.issue):
        yield f"{started(clause_words(rule.clause))} is for an issue at the stage {meant}; this motion named none."
    asked = _affected(motion, lines)
    if asked is not None:
        yield f"Partners affected: {src.partners(asked) or 'none'}."
    if motion.covers:
        yield f"Put en bloc: it decides {_covered(src, motion)} as well."
    yield from reasons_words(src.state.motions[motion.key])
    for counted in motion.lapsed_counts:
        at = src.time(counted)
        yield f"The count made{f' at {at}' if at else ''} lapsed, since those who may vote changed."
    if motion.issue in src.held.state.issues:
        yield f"On the issue “{src.held.state.issues[motion.issue or ''].title}”."
    yield from _condition(src.state, motion, rule, lines)
    for line in lines:
        if isinstance(line.entry, e.RulingMade):
            yield ruling_words(src, line)


def _taken_as(src: Source, motion: Motion, rule: Rule) -> str:
    """How what the memorandum leaves unsaid is counted, in words that follow."""
    if rule.discusses:
        return "it is discussed, and recorded whether a member maintains an objection"
    counting = counting_of(src.state, motion)
    if counting.method == "consensus":
        return f"it is treated as agreed when {value_words('consensus', counting.consensus)}"
    if in_common(src.state, motion) is not None:
        return "each committee decides for its own organisation"
    return f"it is counted as carried when {what_it_asks(counting)} are for it"


def _condition(state: State, motion: Motion, rule: Rule, lines: list[Stamped]) -> Iterator[str]:
    """What the rule asks to have happened before, as its words and not as a fact, and what was put forward for it."""
    given = [line for line in lines if isinstance(line.entry, e.EvidenceGiven)]
    older = any(isinstance(line.entry, e.RulingMade) and line.entry.setting == "precondition" for line in lines)
    if rule.precondition and (given or older or not rule.condition_for):
        issue = state.issues.get(motion.issue or "")
        then = "" if given or older else " No evidence of that was given."
        amended = state.motions.get(motion.amends or "")
        if then and amended is not None and not condition_open(state, motion, rule):
            then = f" For that see motion {amended.number}."
        if rule.met_by == "issue" and motion.issue:
            entered = issue is not None and issue.evidence and not issue.received
            then = f" {'Evidence of that is told with the issue' if entered else 'The issue had been referred here'}."
        elif issue is not None and on_record(state, issue, rule.key):
            then = " What was done is recorded with the issue."
        yield f"The rule applies only where this is so: “{rule.precondition.rstrip('.')}”.{then}"
    for line in given:
        assert isinstance(line.entry, e.EvidenceGiven)
        yield started(evidence_words(state, line.entry, line.by))


def _covered(src: Source, motion: Motion) -> str:
    known = [key for key in motion.covers if key in src.state.items]
    return f"{'item' if len(known) == 1 else 'items'} {listed([src.item_words(key) for key in known])}"


def _affected(motion: Motion, lines: list[Stamped]) -> tuple[str, ...] | None:
    """The partners affected: as put, or as the last ruling that may be told narrowed them."""
    ruled = [line.entry for line in lines if isinstance(line.entry, e.RulingMade) and line.entry.setting == "affected"]
    return tuple(ruled[-1].value) if ruled else motion.affected


def _result(src: Source, vote: Vote | None, rule: Rule, lines: list[Stamped]) -> str:
    if vote is not None and rule.discusses and vote.consensus is not None:
        return "Discussed, nothing was agreed"
    if vote is not None:
        result = vote.motion.result
        by = casting_words(result) if result is not None else ""
        return f"{started(outcome_words(vote.state, vote.motion))}{by}"
    taken_in = next((line for line in lines if isinstance(line.entry, e.AmendmentAccepted)), None)
    if taken_in is not None:
        at = src.time(taken_in.at)
        return f"Accepted by the mover of the motion{f' at {at}' if at else ''}"
    gone = next((line for line in lines if isinstance(line.entry, e.MotionWithdrawn)), None)
    if gone is not None and isinstance(gone.entry, e.MotionWithdrawn):
        why = f": {gone.entry.reason}" if gone.entry.reason.strip() else ""
        at = f" at {src.time(gone.at)}" if src.time(gone.at) else ""
        return f"Withdrawn{at}{why}"
    if src.part == "public" and src.was_private and src.state.vocabulary < PUBLIC_APART:
        return "No result is recorded in public"  # it could then be declared in private
    return "No result is recorded" if src.closed else "Not yet decided"


def amended_words(state: State, motion: Motion) -> str:
    """What a decided amendment did to what it amends: no body agrees or decides anything by one. Empty for other motions."""
    if not motion.amends:
        return ""
    what = state.motions.get(motion.amends)
    noun = "amendment" if what is not None and what.amends else "motion"
    return f"The {noun} was {'' if motion.status == 'carried' else 'not '}amended so."


def _decision(src: Source, vote: Vote, rule: Rule) -> str:
    there = src.state.motions[vote.motion.key]
    if vote.motion.amends:
        return amended_words(src.state, vote.motion)
    if rule.discusses and vote.consensus is not None:
        return f"The {bare(src.body)} discussed the motion."
    if vote.motion.status == "carried":
        binding = binds_by(vote.state, vote.motion, rule)
        done = f"The {bare(src.body)} {verb_phrase(rule, binding, src.numbering.house.verbs, there.text)}"
        return f"{done}, {subject_to(src.state, there.asked)}." if there.asked else f"{done}."
    if isinstance(vote.line.entry, e.ConsensusDeclared):
        return f"The {bare(src.body)} did not reach consensus on the motion."
    if came_to(vote.state, vote.motion) == "for_some":
        return common_words(src.state, there)
    return f"The motion did not reach the majority required, so the {bare(src.body)} made no decision."


def _figures(vote: Vote) -> Figures | None:
    result = vote.motion.result
    if result is None or result.for_ is None:
        return None
    figures: dict[str, Any] = {name: getattr(result, name) for name in FIGURES}
    return Figures(**figures, others=silent(vote.state, vote.motion, whole=vote.src.record.whole).reasons)


def _after(src: Source, rule: Rule, vote: Vote | None, lines: list[Stamped]) -> Iterator[str]:
    """What follows under the rule, and what was sent and answered during the meeting."""
    decides = vote is not None and vote.motion.as_amended is None
    next_step = vote and decides and what_follows(rule, vote.motion, carried=vote.motion.status == "carried")
    if next_step:
        cited = "" if f"({rule.clause})" in next_step else f" ({clause_words(rule.clause)})"
        yield f"What follows{cited}: {next_step}"
    for line in lines:
        yield from step_words(src, line.entry)
    if vote is not None:
        yield from _follow_up(src, vote)


def _follow_up(src: Source, vote: Vote) -> Iterator[str]:
    """Whose word a carried motion needs, how committees in common decided, and what the matter was put to next."""
    motion = src.state.motions[vote.motion.key]
    if in_common(src.state, motion) is not None:
        yield from (
            f"{organisation(src.state, motion, key)}: {_decided(motion, key)}." for key in motion.electorate.voters
        )
        yield common_words(src.state, motion)
    if motion.asked is not None and motion.status == "carried" and (names := asked_by_name(src.state, motion.asked)):
        yield names
    open_decision = decision(src.state, motion.key)
    if open_decision is not None and effect_words(src.state, open_decision):
        yield effect_words(src.state, open_decision, src.clock.say)
    answered = src.state.decisions.get(motion.answers or "")
    if answered is not None and shown(src, answered):
        yield f"This answers the decision received from the {bare(src.other_body(answered.from_book))}."
    for other in src.state.motions.values():
        if other.follows == motion.key:
            rule = src.state.charter.rule(other.rule)
            first = vote.consensus is not None and rule is not None and rule.method == "vote"
            way = "to a counted vote" if first else "again"
            yield f"The matter was then put {way} as motion {other.number} ({clause_words(rule.clause if rule else '')})."


def _decided(motion: Motion, key: str) -> str:
    return {"for": "concurred", "against": "did not concur", "abstain": "abstained"}.get(
        motion.votes.get(key, ""), "did not decide"
    )
