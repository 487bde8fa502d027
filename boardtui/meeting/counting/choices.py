"""Counts a choice between candidates: who is chosen, who goes out, and where votes are equal, so that lot or chair decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from boardtui.charter.words import listed
from boardtui.meeting.entries.elections import Method


class ChoiceError(Exception):
    """The choice makes no sense; the message says why."""


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is chosen: by which method, how many places, and between whom, by key."""

    method: Method
    candidates: tuple[str, ...]
    places: int = 1


class Count(msgspec.Struct, frozen=True):
    """How a round came out.

    ``valid`` counts ballots that are not spoilt; it is null where only votes for several places are given, since a ballot may
    then have named fewer. ``needed`` is more than half of them; null for most votes. ``tied`` are those with equal votes between
    whom lot or chair decide; ``chosen`` then are those who are chosen whatever is decided, and ``stay`` those who are in the
    next round whatever is decided. Without a tie ``stay`` are those who are in the next round.
    """

    outcome: Literal["chosen", "tie", "next_round"]
    chosen: tuple[str, ...]
    votes: dict[str, int]
    valid: int | None
    spoilt: int
    needed: int | None
    tied: tuple[str, ...]
    stay: tuple[str, ...]
    words: str


def count_ballots(choice: Choice, ballots: Sequence[Sequence[str]]) -> Count:
    """Count a round from its ballots, each the candidates that it names.

    A ballot that is empty, names more candidates than there are places, somebody who is no candidate, or one twice is spoilt.
    Raises ChoiceError where the choice makes no sense.
    """
    check(choice)
    valid = [ballot for ballot in ballots if _is_valid(choice, ballot)]
    counts = Counter(candidate for ballot in valid for candidate in ballot)
    return _counted(choice, counts, len(valid), len(ballots) - len(valid))


def count_votes(choice: Choice, votes: Mapping[str, int], spoilt: int = 0) -> Count:
    """Count a round from the votes of each candidate; one who is not named has none.

    Raises ChoiceError where the choice makes no sense, or votes are given to somebody who is no candidate.
    """
    check(choice)
    strange = [candidate for candidate in votes if candidate not in choice.candidates]
    if strange:
        raise ChoiceError(f"“{strange[0][:60]}” has votes and is no candidate")
    if spoilt < 0 or any(number < 0 for number in votes.values()):
        raise ChoiceError("a number of votes or ballots is less than nought")
    return _counted(choice, votes, sum(votes.values()) if choice.places == 1 else None, spoilt)


def _is_valid(choice: Choice, ballot: Sequence[str]) -> bool:
    """Whether a ballot counts."""
    named = set(ballot)
    return 0 < len(ballot) == len(named) <= choice.places and named <= set(choice.candidates)


def check(choice: Choice) -> None:
    """Raise ChoiceError where there is nobody to choose, no place, or a majority is asked for several places at once."""
    if not choice.candidates:
        raise ChoiceError("there is no candidate")
    if len(set(choice.candidates)) != len(choice.candidates):
        raise ChoiceError("a candidate is there twice")
    if choice.places < 1:
        raise ChoiceError("there is no place to fill")
    if choice.method == "majority" and choice.places > 1:
        raise ChoiceError(
            "a majority is counted for one place only; fill several places by most votes, or one after the other"
        )


def _counted(choice: Choice, votes: Mapping[str, int], valid: int | None, spoilt: int) -> Count:
    by_candidate = {candidate: votes.get(candidate, 0) for candidate in choice.candidates}
    needed = valid // 2 + 1 if choice.method == "majority" and valid is not None else None
    chosen, tied, stay = _chosen(choice, by_candidate, needed)
    outcome: Literal["chosen", "tie", "next_round"] = "tie" if tied else "next_round" if stay else "chosen"
    text = _in_words(choice, by_candidate, needed, chosen, tied, stay)
    return Count(outcome, chosen, by_candidate, valid, spoilt, needed, tied, stay, text)


Outcome = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]  # chosen, tied, staying


def _chosen(choice: Choice, votes: dict[str, int], needed: int | None) -> Outcome:
    candidates = choice.candidates
    if len(candidates) <= choice.places:
        return candidates, (), ()
    if needed is None:
        return _most_votes(candidates, choice.places, votes)
    if winner := next((candidate for candidate in candidates if votes[candidate] >= needed), None):
        return (winner,), (), ()
    fewest = min(votes.values())
    out = tuple(candidate for candidate in candidates if votes[candidate] == fewest)
    rest = tuple(candidate for candidate in candidates if votes[candidate] > fewest)
    return ((), (), rest) if len(rest) >= 2 else ((), out, rest)


def _most_votes(candidates: tuple[str, ...], places: int, votes: dict[str, int]) -> Outcome:
    last = sorted(votes.values(), reverse=True)[places - 1]
    above = tuple(candidate for candidate in candidates if votes[candidate] > last)
    equal = tuple(candidate for candidate in candidates if votes[candidate] == last)
    if len(above) + len(equal) == places:
        return tuple(candidate for candidate in candidates if votes[candidate] >= last), (), ()
    return above, equal, ()


def _in_words(
    choice: Choice,
    votes: dict[str, int],
    needed: int | None,
    chosen: tuple[str, ...],
    tied: tuple[str, ...],
    stay: tuple[str, ...],
) -> str:
    if len(choice.candidates) <= choice.places:
        return "No more candidates than places: chosen without a vote."
    figures = "; ".join(f"{candidate} {number}" for candidate, number in votes.items())
    asked = f" ({needed} needed, more than half of the valid ballots)" if needed is not None else ""
    if tied:
        places = choice.places - len(chosen)
        what = "the last place" if places == 1 else f"the last {places} places"
        if needed is not None:  # of two who are equal and nobody else, the one who stays in is chosen
            what = "who stays in the next round" if stay or len(tied) > 2 else "who is chosen"
        end = f"equal votes for {listed(tied)}: lot or chair decides {what}"
    elif stay:
        gone = [candidate for candidate in choice.candidates if candidate not in stay]
        end = (
            f"nobody has more than half: {listed(gone)} {'goes' if len(gone) == 1 else 'go'} out, another round follows"
        )
    else:
        end = f"{listed(chosen)} {'is' if len(chosen) == 1 else 'are'} chosen"
    return f"{figures}{asked}: {end}."
