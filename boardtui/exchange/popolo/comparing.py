"""Recorded counts and results beside the votes themselves: every one that differs is said, and none is mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction

from boardtui.exchange.popolo.records import Count, Event
from boardtui.exchange.popolo.wording import outcome_of, plain_option
from boardtui.meeting.entries import Outcome


def differing_counts(event: Event, name: Callable[[str], str]) -> tuple[int, list[str]]:
    """How many recorded counts could be compared with the votes, and in words each that differs.

    A count of a group can be compared only where votes say for which group they were cast. Votes that carry a weight
    count with it here.
    """
    totals: defaultdict[tuple[str, str], Fraction | int] = defaultdict(int)
    for ballot in event.ballots:
        option = plain_option(ballot.option)
        totals[option, ""] += ballot.weight
        if ballot.group:
            totals[option, ballot.group] += ballot.weight
    grouped = any(ballot.group for ballot in event.ballots)
    comparable = [count for count in event.counts if grouped or not count.group]
    differing = []
    for count in comparable:
        votes = totals[plain_option(count.option), count.group]
        if votes != count.value:
            differing.append(_words(count, votes, name))
    return len(comparable), differing


def differing_result(event: Event, counted: Outcome) -> tuple[bool, str]:
    """Whether the recorded result could be compared with the count, and in words how it differs; empty where not."""
    result = event.result or (event.motion.result if event.motion.events == 1 else "")
    recorded = outcome_of(result)
    if recorded is None:
        return (
            False,
            f"The recorded result “{result}” is neither pass nor fail, so it was not compared." if result else "",
        )
    if recorded == counted:
        return True, ""
    says = {"carried": "carried", "not_carried": "not carried"}[counted]
    weights = " Votes carry weights, which the count here does not use." if weighted(event) else ""
    return True, f"The recorded result is “{result}”; counted from the votes the motion was {says}.{weights}"


def weighted(event: Event) -> bool:
    """Whether some vote counts for more or less than one."""
    return any(ballot.weight != 1 for ballot in event.ballots)


def _words(count: Count, votes: Fraction | int, name: Callable[[str], str]) -> str:
    of = f" of {name(count.group)}" if count.group else ""
    return f"The recorded count of “{count.option}”{of} is {count.value}; the votes give {votes}."
