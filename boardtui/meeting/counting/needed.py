"""How many votes it takes, and of what: exactly, and in the words that every screen and paper has for it."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from boardtui.charter.rule import Counting
from boardtui.charter.words import counted

NO_OBJECTION = "no objection by any of "  # what a consensus takes, before those of whom
TAKE_PART = "entitled to take part"  # in a consensus, in which nobody votes
_FRACTION = re.compile(r"1|([1-9][0-9]{0,17})/([1-9][0-9]{0,17})", re.ASCII)


class TallyError(ValueError):
    """A count that makes no sense; the message names what is wrong."""


@lru_cache(maxsize=256)
def parse_threshold(text: str) -> Fraction:
    """The exact fraction in (0, 1] that "n/d" or "1" spells; nothing else is taken."""
    match = _FRACTION.fullmatch(text)
    if match is None:
        raise TallyError(f"the threshold {quoted(text)} is not an exact fraction such as “3/4”, or “1”")
    value = Fraction(int(match[1]), int(match[2])) if match[1] else Fraction(1)
    if value > 1:
        raise TallyError(f"the threshold {quoted(text)} is more than the whole")
    return value


def check(counting: Counting) -> None:
    """Refuse a way of counting that lacks a part."""
    if counting.threshold is not None:
        parse_threshold(counting.threshold)
    if counting.method != "vote":
        return
    for part in ("base", "threshold", "compare"):
        if getattr(counting, part) is None:
            raise TallyError(f"the rule counts a vote and has no {part}")


def needed_for(counting: Counting, base: int) -> int | None:
    """The fewest votes for that carry on this base; None where no number does, as with more than the whole."""
    if base == 0:
        return None
    if counting.method == "consensus":
        return base if counting.consensus == "unanimous" else None
    if counting.threshold is None:
        raise TallyError("the rule counts a vote and has no threshold")
    share = parse_threshold(counting.threshold)
    whole, rest = divmod(share.numerator * base, share.denominator)
    needed = whole + 1 if rest or counting.compare == "more_than" else whole
    return needed if needed <= base else None


def of_what(counting: Counting, unit: str, base: int, there: str = "present") -> str:
    """What a number of the base is a number of: 23 votes cast, 12 eligible members present, 21 entitled to take part.

    ``there`` says how those of whom are counted are there, where some may be so by proxy.
    """
    who = eligible(unit, base)
    if counting.method == "consensus":
        return f"{base} {TAKE_PART}"
    if counting.base == "cast":
        return counted(base, "vote cast", "votes cast")
    if counting.base == "present":
        return f"{who} {there}"
    return who + (" not kept from voting" if counting.withdrawn == "out_of_base" else "")


def acting(counting: Counting) -> str:
    """What those do who are asked and free to: they vote, or in a consensus take part."""
    return "may take part" if counting.method == "consensus" else "may vote"


def idle(counting: Counting) -> str:
    """How those attend who are there and not free to act, such as deputies: without a vote, or taking no part in a consensus."""
    return f"not {TAKE_PART}" if counting.method == "consensus" else "without a vote"


def eligible(unit: str, number: int) -> str:
    """A number of those who are eligible: 14 eligible members, 1 eligible partner."""
    return counted(number, f"eligible {unit}")


def out_of(needed: int | str, whom: int | str) -> str:
    """How many votes for it takes, out of whom: 11 needed out of 14; every screen and paper says it so."""
    return f"{needed} needed out of {whom}"


def needed_of(counting: Counting, unit: str, base: int, needed: int | None, there: str = "present") -> str:
    """How many votes for it takes, and of what: every figure of a result with what it is counted of."""
    of = of_what(counting, unit, base, there)
    if needed is None and counting.method == "consensus":
        return f"{NO_OBJECTION}{of}" if base else f"nobody {TAKE_PART}"
    return out_of(needed, of) if needed is not None else f"no number is enough of {of}"


def percent(part: int, whole: int, threshold: Fraction) -> str:
    """The share as a percentage, with as many decimals as it takes not to look like the threshold, none or all."""
    if whole == 0:
        return "–"
    share = Fraction(part, whole)
    marks = [mark for mark in (threshold, Fraction(0), Fraction(1)) if mark != share]
    decimals = 1
    while any(_rounded(share, decimals) == _rounded(mark, decimals) for mark in marks):
        decimals += 1
    units, rest = divmod(_rounded(share, decimals), 10**decimals)
    return f"{units}.{rest:0{decimals}d}%" if rest else f"{units}%"


def _rounded(share: Fraction, decimals: int) -> int:
    scale: int = 200 * 10**decimals
    return (scale * share.numerator + share.denominator) // (2 * share.denominator)


def quoted(text: object) -> str:
    """What was given, as a fault names it: cut where it is long."""
    shown = str(text)
    return f"“{shown if len(shown) <= 60 else shown[:60] + '…'}”"
