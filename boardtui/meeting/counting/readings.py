"""The same votes under the other readings of a rule, and which of them give another outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from boardtui.charter.rule import Counting, Reading, Rule
from boardtui.meeting.counting.electorate import Electorate, Question, electorate
from boardtui.meeting.counting.needed import TallyError, needed_of
from boardtui.meeting.counting.tally import Tally, tally

PROXIES_ABSENT = Reading(
    "proxies-absent",
    "Members voting by proxy are not counted as present",
    "The terms of reference do not say whether a member who votes by proxy is present. In the reading in use they are, "
    "so more votes are needed; here they vote, and votes are counted out of the members present.",
)


Says = Literal["", "differs", "may differ", "cannot differ"]


class Recount(msgspec.Struct, frozen=True):
    """The same votes under another reading; ``problem`` says why they cannot be counted so.

    ``needed`` says how many it takes and of what, ``says`` what is known of votes without names where others may vote
    in that reading.
    """

    key: str
    title: str
    why: str
    tally: Tally | None
    problem: str = ""
    says: Says = ""
    needed: str = ""


def readings(rule: Rule, question: Question, votes: Mapping[str, str], there: str = "present") -> tuple[Recount, ...]:
    """The votes counted again under each other reading that the rule names and that can make a difference here.

    A reading under which the same voters are counted in the same way is none. Votes by those whom a reading does not ask
    are left out. Where a reading counts partners in place of members or the reverse, each voter takes the vote of those
    who stand for it, if they agree. ``there`` says how those are there of whom votes are counted.
    """
    results = []
    own = electorate(rule, question)
    for reading in readings_to_count(rule, question):
        try:
            who = read_so(rule, question, reading)
            if alike(own, who):
                continue
            counting = who.counting
            result, problem = tally(counting, who, recast(rule, who, question, votes)), ""
            needed = needed_so(who, result, there)
        except (TallyError, msgspec.ValidationError) as error:
            result, problem, needed = None, f"cannot be recounted: {error}", ""
        results.append(Recount(reading.key, reading.title, reading.why, result, problem, needed=needed))
    return tuple(results)


def needed_so(who: Electorate, count: Tally, there: str) -> str:
    """How many it takes under a reading, and of what: in the one in which votes by proxy are not there, of those present."""
    there = "present" if who.question.proxies_count is False else there
    return needed_of(who.counting, who.noun, count.base, count.needed, there)


def readings_to_count(rule: Rule, question: Question) -> tuple[Reading, ...]:
    """The other readings that the rule names, and that of proxies where it is open whether they are present."""
    return rule.readings if _presence_settled(rule, question) else (*rule.readings, PROXIES_ABSENT)


def read_so(rule: Rule, question: Question, reading: Reading) -> Electorate:
    """Who is asked, and how it is counted, where the rule is read so.

    Raises:
        TallyError, msgspec.ValidationError: it cannot be counted so.
    """
    if reading is PROXIES_ABSENT:
        question = msgspec.structs.replace(question, proxies_count=False)
    fields: dict[str, object] = {name: getattr(rule, name) for name in Counting.__struct_fields__}
    counting = msgspec.convert({**fields, **reading.changes}, Counting)
    asked = msgspec.structs.replace(question, overrides=(*question.overrides, *reading.overrides))
    return electorate(counting, narrowed(reading, asked))


def narrowed(reading: Reading, question: Question) -> Question:
    """The question with the seats and partners that a reading counts, and no others."""
    partners = () if isinstance(question.partners, Mapping) else question.partners
    kinds = (("party", reading.party), ("membership", reading.membership))
    only = question.only
    for name, values in kinds:
        if values:
            counted = frozenset(partner.key for partner in partners if getattr(partner, name) in values)
            only = counted if only is None else counted.intersection(only)
    return msgspec.structs.replace(
        question,
        left_out=frozenset(question.left_out).union(reading.left_out),
        only=only,
    )


def alike(own: Electorate, other: Electorate) -> bool:
    """Whether two ways of counting can never come to another outcome, since they count the same voters alike."""
    return _shape(own) == _shape(other)


def _shape(who: Electorate) -> tuple[object, ...]:
    counting = who.counting
    voters = (who.unit, frozenset(who.voters), who.present, who.may_vote, who.withdrawn)
    if counting.method == "consensus":
        return (*voters, counting.method, counting.consensus)
    out_of_base = counting.withdrawn or ("in_base" if counting.base == "eligible" else "out_of_base")
    withdrawn = out_of_base if who.withdrawn and counting.base != "cast" else ""
    return (*voters, counting.method, counting.base, counting.threshold, counting.compare, withdrawn)


def _presence_settled(rule: Counting, question: Question) -> bool:
    """Whether it makes no difference, or is defined, if somebody who votes by proxy is present."""
    return not question.proxies or question.proxies_count is not None or (rule.method, rule.base) != ("vote", "present")


def differing(own: Tally, recounts: Iterable[Recount]) -> tuple[Recount, ...]:
    """The recounts with another outcome than the charter's own."""
    return tuple(recount for recount in recounts if recount.tally is not None and recount.tally.outcome != own.outcome)


def recast(rule: Counting, who: Electorate, question: Question, votes: Mapping[str, str]) -> dict[str, str]:
    """The votes cast under that rule as the voters of another electorate would have cast them.

    Raises:
        TallyError: those who stand for a voter voted differently.
    """
    if rule.unit == who.unit:
        return {key: votes[key] for key in votes if key in who.may_vote}
    members = {member.key: member for member in question.members}
    behind = who.represents if who.unit == "partner" else {key: member.partners for key, member in members.items()}
    recast: dict[str, str] = {}
    for key in filter(who.may_vote.__contains__, who.voters):
        cast = {votes[other] for other in behind[key] if other in votes}
        cast = cast - {"not_voting"} or cast
        if len(cast) > 1 and who.unit == "member":
            raise TallyError(f"{members[key].name or key} split its partners' votes")
        if len(cast) > 1:
            raise TallyError("the members who represent one partner voted differently")
        if cast:
            recast[key] = cast.pop()
    return recast
