"""Votes counted without names, and dissent noted afterwards: what is asked for before it is recorded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from boardtui.meeting.entries import DissentNoted, Outcome, VotesCounted
from boardtui.meeting.fold.dissent import NOTED
from boardtui.meeting.state.labels import voter_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.totals import HOW, How, check_rule
from boardtui.tui.forms.ballot_form import before_sorting, papers_in, reconciled, spoilt_field
from boardtui.tui.forms.checks import Check, Wrong, wrong_in
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.people_forms import member_option
from boardtui.tui.screen import BoardScreen, not_recorded

COUNTED: dict[str, How] = {"hands": "show_of_hands", "ballot": "secret_ballot", "voices": "voice"}
_SEPARATORS = re.compile(r"[\s,;/+-]+")
_MOST_DIGITS = 6


def is_counted(state: State, motion: Motion, how: How) -> bool:
    """Whether the motion's rule allows votes to be counted so."""
    return not why_not_counted(state, motion, how)


def why_not_counted(state: State, motion: Motion, how: How) -> str:
    """Why the motion's rule does not allow votes to be counted so; empty where it does."""
    try:
        check_rule(state, motion, how)
    except Refused as refused:
        return refused.reason
    return ""


async def count_votes(screen: BoardScreen, motion: Motion, how: How) -> None:
    """Ask for the totals and record them; where the rule needs names, say why instead."""
    try:
        check_rule(screen.state, motion, how)
    except Refused as refused:
        screen.say(not_recorded(refused), "warn")
        return
    if how == "voice":
        await _on_voices(screen, motion)
        return

    def check(given: dict[str, str]) -> Wrong | None:
        return wrong_in(screen, _counted(motion, how, given))

    given = await screen.ask(_form(motion, how, check))
    entry = _counted(motion, how, given) if given is not None else None
    if isinstance(entry, VotesCounted):
        screen.record(entry, say=f"Counted {HOW[how]}: {_sums(entry)}. d declares, z undoes it.")


TOTALS_ASKED = "For, against, abstained: enter two or three numbers with spaces between them, as 17 3 1."


def totals_in(text: str) -> tuple[int, int, int] | None:
    """The votes for, against and abstaining that were typed one after the other; None where it is anything else.

    The abstentions may be left out where there are none.
    """
    parts = _SEPARATORS.split(text.strip())
    if len(parts) not in (2, 3) or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if any(len(part) > _MOST_DIGITS for part in parts):
        return None
    numbers = [int(part) for part in parts]
    return numbers[0], numbers[1], numbers[2] if len(numbers) == 3 else 0


def _dissents_open(motion: Motion) -> list[Literal["against", "abstain"]]:
    """What may still be noted of somebody: no more than were counted so."""
    if motion.result is None:
        return []
    minuted = [*({**motion.votes, **motion.dissents}).values()]
    counted: tuple[tuple[Literal["against", "abstain"], int | None], ...] = (
        ("against", motion.result.against),
        ("abstain", motion.result.abstain),
    )
    return [choice for choice, number in counted if number is None or minuted.count(choice) < number]


def may_dissent(motion: Motion) -> list[str]:
    """The members whose dissent on a decided motion can be noted: they could vote, and no vote of theirs is minuted."""
    if motion.status not in ("carried", "not_carried") or motion.electorate.unit != "member":
        return []
    left = _dissents_open(motion)
    minuted = {**motion.votes, **motion.dissents}
    voters = [key for key in motion.electorate.voters if key in motion.electorate.may_vote]
    return [key for key in voters if key not in minuted] if left else []


async def choose_dissent(screen: BoardScreen) -> None:
    """Ask on which decided motion, the last first, where there are several, and note the dissent."""
    decided = [motion for motion in screen.shown.motions.values() if may_dissent(motion)]
    if not decided:
        screen.say("No decided motion has a vote against or an abstention without a name.", "warn")
        return
    decided.sort(key=lambda motion: motion.declared_at, reverse=True)
    key: str | None = decided[0].key
    if len(decided) > 1:
        options = [Option(motion.key, f"{motion.number} {motion.text}") for motion in decided]
        key = await screen.ask(Choose("Dissent on which motion", options))
    if key is not None:
        await note_dissent(screen, screen.state.motions[key])


async def note_dissent(screen: BoardScreen, motion: Motion) -> None:
    """Ask whose dissent is noted, and as what; recorded at the member's request."""
    members = may_dissent(motion)
    if not members:
        screen.say(_no_dissent(motion), "warn")
        return
    options = [
        member_option(screen.state, key)._replace(label=voter_label(screen.state, motion, key)) for key in members
    ]
    title = f"Motion {motion.number}: who asks that their dissent is minuted?"
    choice = None
    while choice is None:
        member = await screen.ask(Choose(title, options, undecided=True))
        if member is None:
            return
        name = voter_label(screen.state, motion, member)
        labels = {"against": "voted against", "abstain": "abstained"}
        ways = [Option(choice, labels[choice]) for choice in _dissents_open(motion)]
        choice = await screen.ask(Choose(f"What is minuted of {name}?", ways, undecided=len(ways) > 1))
    screen.record(
        DissentNoted(motion.key, member, choice),
        say=f"Minuted at their request: {NOTED[choice]} of {name}. z undoes it.",
    )


def _no_dissent(motion: Motion) -> str:
    if motion.status not in ("carried", "not_carried"):
        return f"Motion {motion.number} is not decided; dissent is noted after the result."
    if motion.electorate.unit != "member":
        return f"Partners vote on motion {motion.number}, each by name; every vote is minuted as it is."
    if motion.electorate.counting.method == "consensus":
        return (
            f"Motion {motion.number} was decided by consensus: who objected or stood aside is minuted by name already."
        )
    return f"Everybody who voted against motion {motion.number} or abstained is minuted by name already."


def _form(motion: Motion, how: How, check: Check) -> Form:
    may_vote = len(motion.electorate.may_vote)
    text = f"{may_vote} may vote. Nobody is named; whoever is not counted did not vote."
    sums = Field("sums", "For, against, abstained", required=True, hint="e.g. 17 3 1")
    if how == "show_of_hands":
        return Form(f"Show of hands on motion {motion.number}", [sums], text, check=check)
    fields = [*before_sorting(may_vote), sums, spoilt_field()]
    return Form(f"Secret ballot on motion {motion.number}", fields, text, check=check)


def _counted(motion: Motion, how: How, given: Mapping[str, str]) -> VotesCounted | Wrong:
    """The entry, or what is wrong with what was typed."""
    sums = totals_in(given["sums"])
    if sums is None:
        return Wrong(TOTALS_ASKED, "sums")
    cast, may_vote = sum(sums), len(motion.electorate.may_vote)
    if how == "show_of_hands":
        added = " + ".join(str(number) for number in sums if number)
        return (
            VotesCounted(motion.key, how, *sums)
            if cast <= may_vote
            else Wrong(f"{added} = {cast}, but only {may_vote} may vote.", "sums")
        )
    papers = papers_in(given, may_vote)
    if isinstance(papers, Wrong):
        return papers
    entry = VotesCounted(motion.key, how, *sums, issued=papers.issued, spoilt=papers.spoilt)
    wrong = reconciled(given, papers, cast + papers.spoilt)
    return Wrong(wrong) if wrong else entry


async def _on_voices(screen: BoardScreen, motion: Motion) -> None:
    options = [
        Option("carried", "carried", "the ayes have it"),
        Option("not_carried", "not carried", "the noes have it"),
    ]
    outcome: Outcome | None = await screen.ask(
        Choose(f"Motion {motion.number}: what does the chair declare?", options, undecided=True)
    )
    if outcome is None:
        return
    word = "carried" if outcome == "carried" else "not carried"
    entry = VotesCounted(motion.key, "voice", declared=outcome)
    screen.record(entry, say=f"On the voices: {word}. d declares it, z undoes it.")


def _sums(entry: VotesCounted) -> str:
    spoilt = f", {entry.spoilt} spoilt of {entry.issued} given out" if entry.issued is not None else ""
    return f"{entry.for_} for, {entry.against} against, {entry.abstain} abstained{spoilt}"
