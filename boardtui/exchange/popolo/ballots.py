"""The votes and counts of one vote event, checked; whatever cannot be right makes the event one that is skipped."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Any

from boardtui.exchange.popolo.fields import Fields, Wrong, identifier, kind_of, storable
from boardtui.exchange.popolo.reading import RawVote
from boardtui.exchange.popolo.records import Ballot, Count, Gathered

MOST_VOTERS = 5_000
_HEAVIEST = 1_000_000


def ballots_of(gathered: Gathered, votes: list[RawVote], where: str) -> tuple[Ballot, ...]:
    """The votes; the names of voters and groups that are embedded in them are kept.

    Voters without an id who bear one name are people of their own, numbered in the order in which they vote; that is remarked.

    Args:
        gathered: what the files hold.
        votes: the votes of one vote event.
        where: the vote event, for the remark.

    Raises:
        Wrong: a vote without voter or option, or two different votes of one id.
    """
    namesakes: Counter[str] = Counter()
    event = where
    if len(votes) > MOST_VOTERS:
        raise Wrong(f"it has {len(votes)} votes, more than {MOST_VOTERS}")
    seen: dict[str, Ballot] = {}
    for number, vote in enumerate(votes):
        where = f"votes[{number}]"
        voter = _who(gathered.persons, vote.voter, f"{where}.voter_id")
        if isinstance(vote.voter, dict) and not any(vote.voter.get(key) for key in ("id", "_id")):
            namesakes[voter] += 1
            if namesakes[voter] > 1:
                voter = f"{voter} ({namesakes[voter]})"
                gathered.persons.setdefault(voter, voter)
        ballot = Ballot(
            voter=voter,
            option=_option(vote.option, where),
            group=_who(gathered.organisations, vote.group, f"{where}.group_id") if vote.group is not None else "",
            weight=_weight(vote.weight, where),
            pair=_who(gathered.persons, vote.pair, f"{where}.pair_id") if vote.pair is not None else "",
        )
        before = seen.setdefault(ballot.voter, ballot)
        if before.option != ballot.option:
            raise Wrong(f"{gathered.name(ballot.voter)} votes twice, {before.option!r} and {ballot.option!r}")
    with_id = Counter(name for key, name in gathered.persons.items() if key != name and namesakes)
    for name, count in namesakes.items():
        if count > 1:
            gathered.remarks.add(
                f"{event}: {count} voters without an id are named {name!r}. They are kept apart, by number; that the first "
                "of them in one vote is the first in another is not certain."
            )
        elif with_id[name] > 1:
            gathered.remarks.add(
                f"{event}: a voter without an id is named {name!r}, and so are {with_id[name]} persons with one. Which of them "
                "voted is not known; the vote is kept apart from theirs."
            )
    return tuple(seen.values())


def counts_of(fields: Fields) -> tuple[Count, ...]:
    """The recorded counts, of all or of a group.

    Raises:
        Wrong: a count that is no count.
    """
    counts = []
    for place, value in fields.many("counts"):
        count = Fields(value, place)
        option = count.text("option")
        if not option:
            raise Wrong(f"{place} does not say of which option")
        counts.append(Count(option, _number(count.value.get("value"), place), count.ident("group_id", "group")))
    return tuple(counts)


def _who(names: dict[str, str], value: Any, where: str) -> str:
    """The id of a voter or group; one that is embedded may add its name."""
    if not isinstance(value, dict):
        if value is None or value == "":
            raise Wrong(f"{where} is empty")
        return identifier(value, where)
    fields = Fields(value, where)
    name = fields.text("name")
    ident = fields.ident("id", "_id") or name
    if not ident:
        raise Wrong(f"{where} names nobody")
    if name and not names.get(ident):
        names[ident] = name
    return ident


def _option(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise Wrong(f"{where}.option is {kind_of(value)} where a word belongs")
    if not value.strip():
        raise Wrong(f"{where}.option is empty")
    if len(value) > 200:
        raise Wrong(f"{where}.option is longer than a word can be")
    return storable(value.strip())


def _weight(value: Any, where: str) -> Fraction | int:
    if value is None:
        return 1
    number = _exact(value)
    if number is None or not 0 < number <= _HEAVIEST:
        raise Wrong(f"{where}.weight is {_said(value)} where a weight belongs")
    return number


def _number(value: Any, place: str) -> int:
    number = _exact(value)
    if number is None or number < 0 or number.denominator != 1:
        raise Wrong(f"{place}.value is {_said(value)} where a count belongs")
    return int(number)


def _said(value: Any) -> str:
    return str(value)[:40] if isinstance(value, int | Decimal) and not isinstance(value, bool) else kind_of(value)


def _exact(value: Any) -> Fraction | int | None:
    """A number as it is written, None where it is none or has more than nine decimals or fifteen digits."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal) and -9 <= int(value.as_tuple().exponent) <= 9 and len(value.as_tuple().digits) < 16:
        exact = Fraction(value)
        return int(exact) if exact.denominator == 1 else exact
    return None
