"""Exact counting: the outcome, what is still needed for it, whether it is settled, and the count in words."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from boardtui.charter.rule import Counting
from boardtui.charter.settings import MORE_OR_LEAST
from boardtui.charter.words import counted
from boardtui.meeting.counting.electorate import Electorate
from boardtui.meeting.counting.needed import TAKE_PART, TallyError, check, eligible, needed_for, parse_threshold, quoted
from boardtui.meeting.counting.outcome import OUTCOME, count_outcome
from boardtui.meeting.entries import Outcome, ResultDeclared

CHOICES = frozenset({"for", "against", "abstain", "not_voting"})
_NAMED = 20  # wrong voters that a sentence names

_CAME_OUT = re.compile(
    rf": (?:{'|'.join(OUTCOME.values())})(?:,? (?:by|on) the casting vote of the Chair)?(, \d+ short)?\.$"
)


class Tally(msgspec.Struct, frozen=True):
    """The result. ``short_by`` is what ``for`` lacks of ``needed``: 0 when carried, else null where that is null."""

    outcome: Outcome
    for_: int = msgspec.field(name="for")
    against: int
    abstain: int
    not_voted: int
    eligible: int
    base: int
    needed: int | None
    short_by: int | None
    settled: bool
    words: str


class Need(msgspec.Struct, frozen=True):
    """What it still takes: ``more`` votes for from those ``out`` (null: no number of them carries it)."""

    more: int | None
    out: tuple[str, ...]
    possible: bool
    words: str


def tally(counting: Counting, who: Electorate, votes: Mapping[str, str]) -> Tally:
    """Count the votes.

    An explicit "not_voting" is a choice that has been made: it counts in ``not_voted``, but it is no longer open, so
    ``settled`` does not wait for it.

    Raises:
        TallyError: the rule lacks a part, a choice is unknown, or somebody voted who may not.
    """
    check(counting)
    choices, still_out = _checked(who, votes), len(who.may_vote) - len(votes)
    for_, against, abstain = choices.count("for"), choices.count("against"), choices.count("abstain")
    base = _base(counting, who, for_ + against)
    needed = needed_for(counting, base)
    carried = _carried(counting, for_, against, base, needed)
    grown, later = base, needed
    if counting.method == "vote" and counting.base == "cast":
        grown = base + still_out
        later = needed_for(counting, grown)
    best = _carried(counting, for_ + still_out, against, grown, later)
    worst = _carried(counting, for_, against + still_out, grown, later)
    result = Tally(
        outcome="carried" if carried else "not_carried",
        for_=for_,
        against=against,
        abstain=abstain,
        not_voted=len(who.may_vote) - for_ - against - abstain,
        eligible=len(who.voters),
        base=base,
        needed=needed,
        short_by=0 if carried else None if needed is None else needed - for_,
        settled=carried == best == worst,
        words="",
    )
    return msgspec.structs.replace(result, words=words(counting, who, result, still_out))


def what_it_takes(counting: Counting, who: Electorate, votes: Mapping[str, str]) -> Need:
    """What is still needed to carry, and from whom it could come."""
    result = tally(counting, who, votes)
    out = tuple(key for key in who.voters if key in who.may_vote and key not in votes)
    more = _more(counting, result, len(out))
    possible = more is not None and more <= len(out)
    if result.base == 0 and counting.method == "consensus":
        text = result.words
    elif counting.method == "consensus" and counting.consensus == "no_objection":
        text = "An objection is recorded: no consensus." if result.against else "No objections so far."
    elif counting.method == "consensus":
        text = result.words
    elif not possible:
        lacking = "" if more is None else f"{more} more needed, "
        text = f"Cannot be carried: {lacking}{f'{len(out)} still to vote' if out else none_left(who)}."
    elif result.settled:
        text = "Nothing more is needed."
    else:
        text = f"{f'{more} more needed' if more else 'Enough so far'}, {len(out)} still to vote."
    return Need(more, out, possible, text)


def none_left(who: Electorate) -> str:
    """Why no vote is still to come."""
    return "everybody has voted" if who.may_vote else "nobody there may vote"


def short(votes: int) -> str:
    """By how much a motion fails."""
    return f"{counted(votes, 'vote')} short"


def words(counting: Counting, who: Electorate, result: Tally, still_out: int, there: str = "present") -> str:
    """The arithmetic in one sentence; ``there`` is how those counted are there where nobody is known to be by proxy."""
    if result.base == 0:
        return _empty(counting, who, still_out)
    carried, outcome = result.outcome == "carried", count_outcome(counting, result.outcome)
    if counting.method == "consensus" and counting.consensus == "no_objection":
        return _consensus(result, still_out, outcome)
    if counting.method == "consensus":
        return _unanimity(result, still_out, outcome)
    if 0 < still_out == len(who.may_vote) and not result.settled:
        return f"No votes recorded yet; {_bar(counting, who, result, there)}, {still_out} still to vote."
    end = outcome
    if result.settled:
        end += f", {result.short_by} short" if result.short_by else ""
        end += f"; the {still_out} still to vote cannot change that" if still_out else ""
    else:
        lacking = "" if carried else f" {_more(counting, result, still_out)} more needed,"
        end += f" so far;{lacking} {still_out} still to vote"
    return f"{result.for_} for; {_bar(counting, who, result, there)}: {end}."


def _consensus(result: Tally, still_out: int, outcome: str) -> str:
    """The count of a consensus in which nobody may object."""
    alone = f"The one {TAKE_PART}" if result.base == 1 else ""
    if result.outcome != "carried":
        return f"{alone or f'{result.against} of the {result.base} {TAKE_PART}'} objected: {outcome}."
    none = f"None of the {result.base} {TAKE_PART}"
    if still_out:
        return f"{alone} has not objected so far." if alone else f"{none} has objected so far."
    return f"{alone} did not object: {outcome}." if alone else f"{none} objected: {outcome}."


def _unanimity(result: Tally, still_out: int, outcome: str) -> str:
    """The count of a consensus in which everybody must agree."""
    if result.outcome == "carried":
        everybody = f"The one {TAKE_PART}" if result.base == 1 else f"All {result.base} {TAKE_PART}"
        return f"{everybody} agreed: {outcome}."
    if not result.settled:
        return f"Agreed so far: {result.for_} of the {result.base} {TAKE_PART}; still to be asked: {still_out}."
    kept = [
        f"{number} {did}" for number, did in ((result.against, "objected"), (result.abstain, "stood aside")) if number
    ]
    if result.base == 1:
        return f"The one {TAKE_PART} {kept[0].removeprefix('1 ') if kept else 'did not agree'}: {outcome}."
    if not kept:
        return f"{result.for_} of the {result.base} {TAKE_PART} agreed: {outcome}."
    first, *second = kept
    number, did = first.split(" ", 1)
    return f"{number} of the {result.base} {TAKE_PART} {did}{' and ' + second[0] if second else ''}: {outcome}."


def result_words(
    counting: Counting, who: Electorate, result: ResultDeclared, *, whole: bool = False, there: str = "present"
) -> str:
    """The figures of a declared result in one sentence, with the casting vote where it was that which decided.

    Of those who withdrew or were represented something is said only where the reader knows of the ``whole`` vote.
    """
    if (
        result.for_ is None
        or result.against is None
        or result.abstain is None
        or result.not_voted is None
        or result.eligible is None
        or result.base is None
    ):
        return voices_words(result.outcome)
    if not whole:
        bare = msgspec.structs.replace(who.question, proxies={})
        who = msgspec.structs.replace(who, withdrawn=frozenset(), question=bare)
    outcome: Outcome = result.outcome
    count = Tally(
        outcome=outcome,
        for_=result.for_,
        against=result.against,
        abstain=result.abstain,
        not_voted=result.not_voted,
        eligible=result.eligible,
        base=result.base,
        needed=result.needed,
        short_by=None if outcome == "carried" or result.needed is None else result.needed - result.for_,
        settled=True,
        words="",
    )
    if result.casting_vote is None:
        return words(counting, who, count, 0, there)
    end = f"{count_outcome(counting, outcome)}{casting_words(result)}"
    return f"{result.for_} for, {result.against} against; {_bar(counting, who, count, there)}: {end}."


def without_outcome(words: str) -> str:
    """A count in words without how it came out, where that stands beside it or is nothing that was decided."""
    found = _CAME_OUT.search(words)
    return f"{words[: found.start()]}{found[1] or ''}." if found else words


def casting_words(result: ResultDeclared) -> str:
    """Behind how it came out, that it was the casting vote which decided; empty where there was none."""
    if result.casting_vote is None:
        return ""
    return f"{' by' if result.outcome == 'carried' else ', on'} the casting vote of the Chair"


def voices_words(outcome: Outcome) -> str:
    """An outcome that the chair heard, as a sentence."""
    return f"Declared {'carried' if outcome == 'carried' else 'not carried'} on the voices; nothing was counted."


def _checked(who: Electorate, votes: Mapping[str, str]) -> list[str]:
    """What was chosen, once each vote is known to be one of a voter's and a choice that there is."""
    if not who.may_vote.issuperset(votes):
        wrong = [f"{quoted(key)} may not vote: {who.why_not(key)}" for key in votes if key not in who.may_vote]
        more = f"; and {len(wrong) - _NAMED} more may not vote" if len(wrong) > _NAMED else ""
        raise TallyError("; ".join(wrong[:_NAMED]) + more)
    for key, choice in votes.items():
        if choice not in CHOICES:
            raise TallyError(f"the vote of {quoted(key)} is {quoted(choice)}, not for, against or abstain")
    return list(votes.values())


def _base(counting: Counting, who: Electorate, cast: int) -> int:
    if counting.method == "consensus":
        return len(who.may_vote)
    if counting.base == "cast":
        return cast
    if counting.base == "eligible":
        return len(who.voters) - (len(who.withdrawn) if counting.withdrawn == "out_of_base" else 0)
    return len(who.present if counting.withdrawn == "in_base" else who.present - who.withdrawn)


def _carried(counting: Counting, for_: int, against: int, base: int, needed: int | None) -> bool:
    """Whether so many votes carry it on that base, of which ``needed`` are needed."""
    if counting.method == "consensus" and counting.consensus == "no_objection":
        return base > 0 and against == 0
    # Votes by proxy may stand outside the base, so that there can be as many for as it has although one is against.
    if against and counting.threshold is not None and parse_threshold(counting.threshold) == 1:
        return False
    return needed is not None and for_ >= needed


def _more(counting: Counting, result: Tally, still_out: int) -> int | None:
    """How many further votes for would carry it; on votes cast each of them also enlarges the base."""
    if counting.method == "consensus" or counting.base != "cast" or result.outcome == "carried":
        return result.short_by
    for more in range(1, still_out + 1):
        base = result.base + more
        if _carried(counting, result.for_ + more, result.against, base, needed_for(counting, base)):
            return more
    return None


def _bar(counting: Counting, who: Electorate, result: Tally, there: str) -> str:
    """How many votes for it takes, and out of whom: 11 needed (at least 3/4 of 14 eligible members)."""
    base, needed = result.base, result.needed
    of = f"{base} cast for or against" if counting.base == "cast" else eligible(who.noun, base)
    if counting.base == "present":
        of += _there_words(who, base, there)
    if who.withdrawn and counting.base != "cast":
        of += _kept_words(counting, who)
    share = f"{MORE_OR_LEAST[counting.compare or 'more_than']} {counting.threshold} of"
    if needed == base and counting.threshold in ("1", "1/1"):
        share = "all" if base > 1 else ""
    return f"{'no number is enough' if needed is None else f'{needed} needed'} ({f'{share} {of}'.strip()})"


def _kept_words(counting: Counting, who: Electorate) -> str:
    """How many are kept from voting, and whether they are of the base; of those present nobody is who is away."""
    kept = len(who.withdrawn & who.present if counting.base == "present" else who.withdrawn)
    if not kept:
        return ""
    stay = counting.withdrawn == "in_base" or (counting.withdrawn is None and counting.base == "eligible")
    return f", {kept} of them kept from voting" if stay else f", not counting {kept} kept from voting"


def _there_words(who: Electorate, base: int, there: str) -> str:
    """How those of the base are there: present, and how many of them only by proxy, or that those are not in it."""
    sent = len(who.by_proxy)
    if sent and who.question.proxies_count is False:
        left_out = len(who.by_proxy.keys() - who.present)  # a partner is present too by who may not vote
        return f" present, not counting {left_out} by proxy" if left_out else " present"
    return f", {base - sent} present and {sent} by proxy" if sent else f" {there}"


def _empty(counting: Counting, who: Electorate, still_out: int) -> str:
    by_consensus = counting.method == "consensus"
    done, act = ("agreed", "take part") if by_consensus else ("carried", "vote")
    alone = len(who.voters) == 1
    if not who.voters:
        return f"No eligible {who.noun}s, so nothing can be {done}."
    base = None if by_consensus else counting.base
    if base == "cast":
        so_far = (
            f" so far, so nothing is carried; {still_out} still to vote" if still_out else ", so nothing is carried"
        )
        return f"No votes for or against{so_far}."
    if base == "eligible":
        everybody = f"The one eligible {who.noun} is" if alone else f"All eligible {who.noun}s are"
        return f"{everybody} kept from voting, so nothing can be carried."
    nobody = (
        f"The one eligible {who.noun} is not" if alone else f"None of the {len(who.voters)} eligible {who.noun}s is"
    )
    return f"{nobody} present and free to {act}, so nothing can be {done}."
