"""The votes and counts of one motion in Popolo's words."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from boardtui.exchange.popolo.shown import Shown
from boardtui.exchange.popolo.wording import ABSENT, NOT_VOTING, OPTIONS, choice_of
from boardtui.meeting.entries import ResultDeclared
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.silent import how_kept

WITHDRAWN = "withdrawn"
_KEPT = {"withdrew": WITHDRAWN, "stayed": NOT_VOTING, "absent": ABSENT}


class Vote(NamedTuple):
    """A voter's option; ``partner`` where votes are counted by partner."""

    voter: str
    option: str
    partner: bool


def votes_of(state: State, motion: Motion, shown: Shown) -> list[Vote] | None:
    """Everybody who was asked, with the option; None where it may not be told who voted how.

    Who withdrew is left out where the rule does not count them, so that a recount has the same base. Where public
    entries do not tell who was there, all who gave no vote are left out.
    """
    if not shown.names(motion):
        return None
    by_partner = motion.electorate.unit == "partner"
    votes = []
    for key in motion.electorate.voters:
        option = _option(motion, shown, key)
        if option and (by_partner or key in state.members):
            votes.append(Vote(key, option, by_partner))
    return votes


def counts_of(motion: Motion, result: ResultDeclared, votes: list[Vote] | None, shown: Shown) -> list[dict[str, Any]]:
    """The declared figures; of those who did not vote, as many as are listed, or the figure where nobody is.

    Without names too it is counted who was absent or withdrew, where that may be told.
    """
    if result.for_ is None or result.against is None or result.abstain is None or result.not_voted is None:
        return []
    counts = {"yes": result.for_, "no": result.against, "abstain": result.abstain}
    if votes is None:
        counts[NOT_VOTING] = result.not_voted
        who = motion.electorate
        others = Counter(_option(motion, shown, key) for key in who.voters if key not in who.may_vote)
        counts[NOT_VOTING] += others.pop(NOT_VOTING, 0)  # who stayed without a vote
    else:
        others = Counter(vote.option for vote in votes)
    counts.update((option, number) for option, number in sorted(others.items()) if option and option not in counts)
    return [{"option": option, "value": number} for option, number in counts.items()]


def _option(motion: Motion, shown: Shown, key: str) -> str:
    who = motion.electorate
    choice = motion.votes.get(key, "not_voting")
    if choice != "not_voting":
        return OPTIONS[choice]
    if not shown.whole(motion):
        return ""
    if key in who.may_vote:
        word = shown.word(motion.key, key)
        return word if word and choice_of(word) == "not_voting" else NOT_VOTING
    if key in who.withdrawn and not _counts_withdrawn(motion):
        return ""
    if key not in who.kept:
        return ABSENT
    if key in who.present and who.counting.method != "vote":
        return ""
    option = _KEPT[how_kept(shown.when_decided(motion), motion, key)]
    gone = option == WITHDRAWN and key not in who.present
    return "" if gone and who.counting.base == "present" else option


def _counts_withdrawn(motion: Motion) -> bool:
    counting = motion.electorate.counting
    if counting.method == "consensus" or counting.base == "cast":
        return counting.method == "vote"
    return (counting.withdrawn or ("in_base" if counting.base == "eligible" else "out_of_base")) == "in_base"
