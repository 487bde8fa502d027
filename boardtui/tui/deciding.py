"""How a motion is brought to its end: declared after what must be looked at, by consensus or not, referred, withdrawn."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import chain

from msgspec.structs import replace

from boardtui.charter.words import bare, counted, listed, what_it_asks
from boardtui.desk.unsettled import if_declared, reading_ruled, unsettled
from boardtui.meeting.counting.outcome import OUTCOME, CameTo
from boardtui.meeting.counting.tally import tally, without_outcome
from boardtui.meeting.entries import (
    AnyEntry,
    Choice,
    ConsensusDeclared,
    IssueRaised,
    IssueReferred,
    MotionWithdrawn,
    Objection,
    ResultDeclared,
)
from boardtui.meeting.fold.amending import open_amendment
from boardtui.meeting.fold.keys import next_issue
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.followup.awaiting import decision_of
from boardtui.meeting.followup.stages import stage_of
from boardtui.meeting.state.check import for_some, holds_for_some
from boardtui.meeting.state.labels import acting_label, seat_numbers, voter_label
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting import ballot
from boardtui.meeting.voting.proxy_votes import cast_in_private
from boardtui.meeting.voting.totals import counted_votes, totals_of
from boardtui.meeting.words.awaiting_words import concur_words
from boardtui.meeting.words.clauses import way_left_open
from boardtui.tui.decision_moves import Step
from boardtui.tui.forms.dialogs import Choose, Confirm, Option, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.motion_ruling import ask_evidence
from boardtui.tui.screen import BoardScreen

_AT_ONCE = 5


def arithmetic(state: State, motion: Motion) -> str:
    """The count in one sentence, as it is when nobody else votes."""
    silent: dict[str, Choice] = dict.fromkeys(motion.electorate.may_vote, "not_voting")
    return tally(ballot.counting_of(state, motion), motion.electorate, {**silent, **counted_votes(motion)}).words


def count_if_declared(state: State, motion: Motion, result: ResultDeclared) -> str:
    """The count beside the result that is about to be declared, with what comes of it."""
    if for_some(state, motion, result):
        return concur_words(state, replace(motion, result=result))
    return arithmetic(state, motion)


async def _look_first(screen: BoardScreen, motion: Motion, entry: ConsensusDeclared | None = None) -> bool:
    """What must be seen before a result: the precondition, sums that do not balance, readings that differ.

    ``entry`` is the declaration of consensus that is to be made, where it is no vote.
    """
    if not await ask_evidence(screen, motion):
        screen.say("Not declared: there is no evidence of the condition of the rule yet.", "warn")
        return False
    sums = ballot.balance_of(screen.state, motion)
    if not sums.balances:
        text = f"{sums.present} are present but the figures add up to {sums.sum}. Check attendance before you declare."
        if not await screen.ask(Confirm("The figures do not add up", text, yes="declare all the same")):
            return False
    if not await _consultation(screen, motion):
        return False
    while True:
        now = screen.state.motions[motion.key]
        if not unsettled(screen.state, now if entry is None else if_declared(now, entry)):
            return True
        from boardtui.tui.screens.readings import ReadingsScreen

        if not await screen.ask(ReadingsScreen(motion.key, entry)):
            return False


async def _consultation(screen: BoardScreen, motion: Motion) -> bool:
    """What is known of a consultation, where the motion is flagged and about to be carried, if only for some."""
    flag = motion.consultation
    count = ballot.tally_of(screen.state, motion)
    holds = count.outcome == "carried" or (bool(count.for_) and holds_for_some(screen.state, motion))
    if flag is None or flag.status != "to_settle" or not holds:
        return True
    entry = await ask_consultation(screen, motion)
    return entry is not None and bool(screen.record(entry))


async def ask_consultation(screen: BoardScreen, motion: Motion, *, flag: bool = False) -> AnyEntry | None:
    """Whether statutory consultation is needed or has been done, with its reference."""
    step = Step(screen.ask, screen.shown, decision_of(screen.shown, motion), datetime.date.min, [])
    return await step.consultation(flag=flag)


async def subject_to_others(screen: BoardScreen, motion: Motion) -> None:
    """Make the decision on a motion subject to the word of partners."""
    today = screen.now.date()
    entry = await Step(screen.ask, screen.shown, decision_of(screen.shown, motion), today, []).subject()
    if entry is not None:
        screen.record(entry)


async def declare(screen: BoardScreen, key: str) -> None:
    """Show the arithmetic with the clause; Enter declares."""
    if ballot.counting_of(screen.state, screen.state.motions[key]).method == "consensus":
        await _declare_consensus(screen, screen.state.motions[key])
        return
    if not await _look_first(screen, screen.state.motions[key]):
        return
    state, motion = screen.state, screen.state.motions[key]
    result = result_now(state, motion)
    if not ballot.casting_vote_allowed(state, motion, ballot.tally_of(state, motion)):
        await casting_vote(screen, motion, looked=True)
        return
    rule = ballot.rule_of(state, motion)
    follows = ballot.what_follows(rule, motion, carried=result.outcome == "carried")
    counted = f"{count_if_declared(state, motion, result)} ({_clause(state, motion)}){_still_out(state, motion)}"
    text = counted + (f"\nWhat follows: {follows}" if follows else "")
    word = _word(screen.state, result)
    title = f"Declare {'motion' if motion.amends is None else 'amendment'} {motion.number} {word}"
    if await screen.ask(Confirm(title, text, yes="declare")):
        screen.record(result, say=f"Declared: motion {motion.number} {word}. esc goes back to the meeting.")


def _clause(state: State, motion: Motion) -> str:
    """The clause beside a count, with what it leaves open and whose reading the count then is."""
    rule = ballot.rule_of(state, motion)
    if not rule.left_open:
        return f"{rule.clause}{way_left_open(rule)}"
    ruled = reading_ruled(state, motion) or what_it_asks(ballot.counting_of(state, motion)) != what_it_asks(rule)
    reading = "as the Chair ruled" if ruled else "this charter's reading"
    return f"{rule.clause}{way_left_open(rule)}: {reading}"


def _still_out(state: State, motion: Motion) -> str:
    """That some who may vote have not, and whether that matters: nobody is to be passed over by a key pressed early."""
    out = len(motion.electorate.may_vote) - len(motion.votes)
    if not out or totals_of(motion) is not None:
        return ""
    matters = "which cannot change it" if ballot.tally_of(state, motion).settled else "which could still change it"
    return f"\n{out} {'has' if out == 1 else 'have'} not voted yet, {matters}."


async def casting_vote(screen: BoardScreen, motion: Motion, *, looked: bool = False) -> None:
    """The chair's casting vote, where the rules give one now; else the reason why not."""
    state = screen.state
    count = ballot.tally_of(state, motion)
    reason = ballot.casting_vote_allowed(state, motion, count)
    if reason:
        screen.say(reason, "warn")
        return
    if not looked and not await _look_first(screen, motion):
        return
    options = [
        Option("for", "casting vote for: carried"),
        Option("against", "casting vote against: not carried"),
        Option("", f"no casting vote: {_word(state, result_now(state, motion))}"),
    ]
    may = "The chair may decide it by a casting vote."
    text = f"{arithmetic(state, motion)} {may}{_still_out(state, motion)}"
    chosen = await screen.ask(Choose(f"A tie on motion {motion.number}", options, text, undecided=True))
    if chosen is None:
        return
    result = result_now(state, motion)
    if chosen:
        outcome = "carried" if chosen == "for" else "not_carried"
        result = replace(result, outcome=outcome, casting_vote=chosen)
    screen.record(result, say=f"Declared: motion {motion.number} {_word(screen.state, result)}.")


async def objections(screen: BoardScreen, motion: Motion) -> None:
    """Ask who objects, with the reasons, and who stands aside; then consensus is declared accordingly."""
    answers = await _who_objects(screen, motion)
    if answers is None:
        return
    who, asides, reasons = answers
    objecting = tuple(Objection(key, reasons.get(key, "")) for key in who)
    entry = ConsensusDeclared(motion.key, not who, objecting, tuple(asides))
    if not await _look_first(screen, motion, entry) or not await _named_all_the_same(screen, motion, who, asides):
        return
    say_consensus(screen, motion, _as_ruled(screen.state, entry))


async def _who_objects(screen: BoardScreen, motion: Motion) -> tuple[list[str], list[str], dict[str, str]] | None:
    """Who objects, who stands aside, and the reasons of those who object; Escape goes a question back, None where left."""
    numbers = seat_numbers(screen.state) if motion.electorate.unit == "member" else {}
    people = [
        Option(key, voter_label(screen.state, motion, key), seat=numbers.get(key, ""))
        for key in motion.electorate.voters
        if key in motion.electorate.may_vote
    ]
    who = [key for key, choice in motion.votes.items() if choice == "against"]
    aside = [key for key, choice in motion.votes.items() if choice == "abstain"]
    text = "Standing aside is recorded and does not prevent consensus. Press Enter if nobody stood aside."
    while True:
        objecting = await screen.ask(Pick("Who maintains an objection?", people, marked=who, least=0))
        if objecting is None:
            return None
        who = objecting
        rest = [option for option in people if option.key not in who]
        while (asides := await screen.ask(Pick("Who stands aside?", rest, text, marked=aside, least=0))) is not None:
            aside = asides
            reasons = await _reasons(screen, who)
            if reasons is not None:
                return who, aside, reasons


def _as_ruled(state: State, entry: ConsensusDeclared) -> ConsensusDeclared:
    """The declaration without those who take no part by the reading that the chair has ruled meanwhile."""
    motion = state.motions[entry.motion]
    part = motion.electorate.may_vote
    entry = replace(
        entry,
        objections=tuple(objection for objection in entry.objections if objection.member in part),
        stood_aside=tuple(key for key in entry.stood_aside if key in part),
    )
    test = ballot.counting_of(state, motion).consensus
    return replace(entry, reached=not entry.objections and not (test == "unanimous" and entry.stood_aside))


def say_consensus(screen: BoardScreen, motion: Motion, entry: ConsensusDeclared) -> None:
    """Record that consensus was reached or not."""
    number = len(entry.objections)
    objections = counted(number, "objection")
    word = OUTCOME["agreed"] if entry.reached else f"{OUTCOME['no_consensus']}, {objections}"
    if ballot.rule_of(screen.state, motion).discusses:
        word = f"discussed, {objections if number else 'no objections'}"
    screen.record(entry, say=f"Declared: motion {motion.number}, {word}. z undoes it, esc goes back to the meeting.")


async def withdraw(screen: BoardScreen, motion: Motion) -> None:
    """Ask why, and record that the motion was withdrawn."""
    if first := open_amendment(screen.state, motion):
        screen.say(f"Decide or withdraw the amendment {first.number} first: v goes to it.", "warn")
        return
    given = await screen.ask(Form(f"Withdraw motion {motion.number}", [Field("reason", "Why", required=True)]))
    if given is not None:
        screen.record(MotionWithdrawn(motion.key, given["reason"]), say=f"Motion {motion.number} withdrawn.")


def referred_to(state: State, motion: Motion) -> str:
    """The body to which a matter goes where this body found no consensus; empty where there is none."""
    stage = stage_of(state, "board")
    if motion.status != "not_carried" or stage is None or stage.body in ("", state.body):
        return ""
    return stage.body if ballot.rule_of(state, motion).method == "consensus" else ""


async def refer(screen: BoardScreen, motion: Motion) -> None:
    """Refer the matter to the Board, as an issue: that is what another body's book can receive, with its history."""
    state = screen.state
    body = referred_to(state, motion)
    if not body:
        screen.say("A matter is referred where consensus was declared not reached; o records who objects.", "warn")
        return
    title = dict(screen.board.desk.bodies()).get(body, body)
    open_issue = state.issues.get(motion.issue or "")
    rule = ballot.rule_of(state, motion)
    private = motion.confidential
    key = open_issue.issue if open_issue and open_issue.status == "open" else next_issue(state, private=private)
    sent = f"It goes to the {bare(title)} as an issue, which that body receives with its history on its Issues screen."
    text = " ".join(filter(None, (f"Consensus was not reached ({rule.clause}).", rule.otherwise, sent)))
    if not await screen.ask(Confirm(f"Refer motion {motion.number}", text, yes="refer it")):
        return
    referred = IssueReferred(key, body)
    if key in state.issues:
        screen.record(referred, say=f"Referred to the {bare(title)}.")
        return
    parties = tuple(key for key, standing in motion.electorate.partners.items() if standing.right != "not_eligible")
    about = motion.text if len(motion.text) <= 200 else motion.text[:199] + "…"
    raised = IssueRaised(key, about, motion.topic, parties, rule.clause, motion.confidential)
    screen.record(raised, referred, say=f"Referred to the {bare(title)} as an issue.")


async def _declare_consensus(screen: BoardScreen, motion: Motion) -> None:
    state = screen.state
    against = [key for key, choice in motion.votes.items() if choice == "against"]
    aside = tuple(key for key, choice in motion.votes.items() if choice == "abstain")
    if against:
        await objections(screen, motion)
        return
    if not await _look_first(screen, motion, ConsensusDeclared(motion.key, True, (), aside)):
        return
    state, motion = screen.state, screen.state.motions[motion.key]
    aside = tuple(key for key in aside if key in motion.electorate.may_vote)
    rule, counted = ballot.rule_of(state, motion), arithmetic(state, motion)
    text = f"{without_outcome(counted) if rule.discusses else counted} ({_clause(state, motion)})"
    text += f"\nStood aside: {listed([voter_label(screen.shown, motion, key) for key in aside])}." if aside else ""
    if not await _named_all_the_same(screen, motion, aside):
        return
    title = f"Declare consensus on motion {motion.number}"
    if rule.discusses:
        title = f"Declare motion {motion.number} discussed"
    if await screen.ask(Confirm(title, text, yes="declare")):
        say_consensus(screen, motion, ConsensusDeclared(motion.key, True, (), aside))


async def _named_all_the_same(screen: BoardScreen, motion: Motion, *named: Sequence[str]) -> bool:
    """Ask before a declaration in public names somebody who is away and whose proxy was given in private."""
    secret = cast_in_private(screen.state, motion)
    texts = [voter_label(screen.shown, motion, key) for key in chain(*named) if key in secret]
    if not texts or not screen.public_here:
        return True
    who = "somebody who is away" if screen.hides else ", ".join(texts)
    text = (
        f"Declared in public, it names {who} in the public copy of the book and in public papers, and with"
        " that tells of a proxy given in private. Exclude the public first where that may not be known."
    )
    title = f"A proxy given in private on motion {motion.number}"
    return bool(await screen.ask(Confirm(title, text, yes="declare it in public")))


async def _reasons(screen: BoardScreen, who: Sequence[str]) -> dict[str, str] | None:
    """A reason for each, a few on one form; None where it was left."""
    reasons: dict[str, str] = {}
    for start in range(0, len(who), _AT_ONCE):
        fields = [Field(key, acting_label(screen.state, key)) for key in who[start : start + _AT_ONCE]]
        given = await screen.ask(Form("The reason for each objection, where one is given", fields))
        if given is None:
            return None
        reasons |= given
    return reasons


def _word(state: State, result: ResultDeclared) -> str:
    came: CameTo = "for_some" if for_some(state, state.motions[result.motion], result) else result.outcome
    return OUTCOME[came]
