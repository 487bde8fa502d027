"""The register of interests: what is registered lasts from meeting to meeting, and is put before the next one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from msgspec.structs import replace

from boardtui.charter.words import subject_name
from boardtui.dates import day_as_written
from boardtui.meeting.entries import InterestEnded, InterestRegistered, InterestReported, StandingInterest
from boardtui.meeting.followup.actions import check_date
from boardtui.meeting.state.check import all_known, begun, fresh, require, whose
from boardtui.meeting.state.labels import holder_name, member_label, partner_label
from boardtui.meeting.state.state import Interest, Record, Stamped, State


class Unhandled(Record, frozen=True):
    """A registered interest that this meeting has still to deal with, and the items that it touches, if any.

    ``former``: the seat has another holder than the one who registered it, so it is to be ended, or registered anew.
    """

    interest: StandingInterest
    items: tuple[str, ...]
    former: bool = False


def register(state: State, stamped: Stamped) -> State:
    """An interest is put into the register, between meetings or in one; in one, that meeting has been told of it."""
    entry = stamped.entry
    assert isinstance(entry, InterestRegistered)
    begun(state, "register of interests")
    fresh(entry.standing, state.standing, "interest")
    whose(state, entry.member, entry.person, "Say whose interest it is.")
    require(bool(entry.nature.strip()), "Say what the interest is.")
    topics = {topic.key for topic in state.charter.topics}
    all_known(entry.topics, topics, subject_name(state.charter.topics), state.charter.topic_title)
    all_known(entry.partners, state.partners, "partner", partial(partner_label, state))
    require(all(word.strip() for word in entry.words), "A word by which an item is recognised is empty.")
    for day in (entry.since, entry.until):
        _check_day_month_or_year(day)
    check_date(entry.declared or None)
    require(
        entry.until is None or not _is_before(entry.until, entry.since),
        f"The interest ends, on {day_as_written(entry.until or '')}, before it begins.",
    )
    standing_interest = StandingInterest(
        standing=entry.standing,
        member=entry.member,
        name=holder_name(state, entry.member) if entry.member is not None else entry.person,
        interest=entry.interest,
        nature=entry.nature,
        topics=entry.topics,
        partners=entry.partners,
        words=entry.words,
        since=entry.since,
        until=entry.until,
        mitigation=entry.mitigation,
        declared=entry.declared,
        consent=entry.consent,
        reported=state.meeting if state.phase in ("open", "adjourned") else "",
        confidential=stamped.confidential,
    )
    return replace(state, standing={**state.standing, entry.standing: standing_interest})


def report(state: State, stamped: Stamped) -> State:
    """The meeting is told of an interest, and nothing more is to be done about it here."""
    entry = stamped.entry
    assert isinstance(entry, InterestReported)
    standing_interest = _in_register(state, entry.standing)
    require(state.phase in ("open", "adjourned"), "An interest is put before a meeting that is open.")
    require(standing_interest.reported != state.meeting, "That interest has already been declared at this meeting.")
    return mark_reported(state, entry.standing)


def end(state: State, stamped: Stamped) -> State:
    """The interest has ended; it stays in the register as one that has, and no later meeting takes it over."""
    entry = stamped.entry
    assert isinstance(entry, InterestEnded)
    standing_interest = _in_register(state, entry.standing)
    require(
        not standing_interest.ended, f"That interest has ended already, on {day_as_written(standing_interest.ended)}."
    )
    _check_day_month_or_year(entry.date)
    require(
        not _is_before(entry.date, standing_interest.since),
        f"The interest began on {day_as_written(standing_interest.since)}, so it cannot have ended before.",
    )
    return replace(state, standing={**state.standing, entry.standing: replace(standing_interest, ended=entry.date)})


def mark_reported(state: State, key: str) -> State:
    """The register, in which the meeting has dealt with that interest."""
    standing_interest = replace(state.standing[key], reported=state.meeting)
    return replace(state, standing={**state.standing, key: standing_interest})


def check_declared(state: State, key: str, member: str) -> None:
    """A declaration that rests on the register is one of the same member, whose interest has not ended."""
    standing_interest = _in_register(state, key)
    require(
        standing_interest.member == member,
        f"That interest is registered for {registered_label(state, standing_interest)}, not for this member.",
    )
    require(not standing_interest.ended, f"That interest ended on {day_as_written(standing_interest.ended)}.")


def in_force(state: State) -> list[StandingInterest]:
    """The interests that hold on the day of the meeting, of those who hold their seats still."""
    return [
        standing_interest
        for standing_interest in _of_that_day(state)
        if former_holder(state, standing_interest) is None
    ]


def _of_that_day(state: State) -> list[StandingInterest]:
    day = state.starts[:10]
    standing = (standing_interest for standing_interest in state.standing.values() if not standing_interest.ended)
    return [
        standing_interest
        for standing_interest in standing
        if not _is_before(day, standing_interest.since) and not ran_out(standing_interest, day)
    ]


def ran_out(interest: StandingInterest, day: str) -> bool:
    """Whether the last day, month or year of the interest lies before a day."""
    return interest.until is not None and _is_before(interest.until, day)


def _is_before(first: str, second: str) -> bool:
    """Whether one day, month or year lies wholly before another; a month is not before a day in it."""
    exact = min(len(first), len(second))
    return first[:exact] < second[:exact]


def _check_day_month_or_year(text: str | None) -> None:
    """Refuse what is neither a date nor the first part of one: a year, or a year with its month."""
    if text and len(text) in (4, 7):
        check_date(f"{text}-01-01"[:10])
    else:
        check_date(text or None)


def former_holder(state: State, interest: StandingInterest) -> str | None:
    """Who registered it, where the seat has another holder now or is gone; else None."""
    if interest.member is None:
        return None
    member = state.members.get(interest.member)
    if member is not None and not member.vacant and holder_name(state, interest.member) == interest.name:
        return None
    return interest.name


def registered_label(state: State, interest: StandingInterest) -> str:
    """Whose interest it is, by name, with the seat where two members have that name."""
    if interest.member is None or former_holder(state, interest) is not None:
        return interest.name
    return member_label(state, interest.member)


def touched(state: State, interest: StandingInterest) -> tuple[str, ...]:
    """The items of the agenda that the interest concerns: by their element of Annex 1, a partner, or a word."""
    return tuple(key for key in state.items if touches(state, interest, key))


def touches(state: State, interest: StandingInterest, item: str) -> bool:
    """Whether the interest concerns that item."""
    line = state.items[item].agenda
    if line.topic is not None and line.topic in interest.topics:
        return True
    if any(not set(interest.partners).isdisjoint(partners) for partners in _partners_on(state, item)):
        return True
    text = f"{line.title} {line.lead} {line.paper}"
    return any(_found(word, text) for word in (*interest.words, *_named(state, interest)))


def unhandled(state: State) -> tuple[Unhandled, ...]:
    """What of the register this meeting has still to deal with, in the order of the register.

    Each interest that touches an item on which its member has declared nothing, and each that arose since the last
    meeting and was neither put before this one (a memorandum may send it to the next available meeting) nor declared.
    One whose seat has another holder now, or the same under another name, waits at every meeting until it is ended.
    """
    if not state.is_running:
        return ()
    left = []
    for standing_interest in _of_that_day(state):
        if former_holder(state, standing_interest) is not None:
            left.append(Unhandled(standing_interest, (), former=True))
            continue
        items = tuple(key for key in touched(state, standing_interest) if not _declared(state, standing_interest, key))
        if standing_interest.member is None and standing_interest.reported:
            items = ()
        if items or not (standing_interest.reported or is_declared(state, standing_interest)):
            left.append(Unhandled(standing_interest, items))
    return tuple(left)


def is_declared(state: State, interest: StandingInterest) -> bool:
    """Whether it was declared at this meeting, from the register or anew in the same words."""
    return any(
        declared.standing == interest.standing or registered_as(interest, declared.interest, declared.nature)
        for declared in state.interests
        if declared.member == interest.member
    )


def registered_as(registered: StandingInterest, interest: str, nature: str) -> bool:
    """Whether an interest is in the register with that type and those words."""
    return (registered.interest, _words(registered.nature)) == (interest, _words(nature))


def _words(nature: str) -> str:
    return nature.strip().rstrip(".").casefold()


def _declared(state: State, interest: StandingInterest, item: str) -> bool:
    if interest.member is None:
        return False
    return any(one.member == interest.member and item in one.items for one in state.interests)


def _partners_on(state: State, item: str) -> Iterator[tuple[str, ...]]:
    """The partners that motions on the item name as affected, and those party to the issues behind them."""
    for motion in state.motions.values():
        if motion.item == item:
            yield motion.affected or ()
            issue = state.issues.get(motion.issue or "")
            yield issue.parties if issue is not None else ()


def _named(state: State, interest: StandingInterest) -> Iterator[str]:
    for key in interest.partners:
        partner = state.partners.get(key)
        if partner is not None:
            yield from (partner.name, partner.short)


def _found(word: str, words: str) -> bool:
    """Whether a word, or several in a row, stand in a text as whole words, whatever the case."""
    wanted = r"\s+".join(re.escape(part) for part in word.split())
    return bool(wanted) and re.search(rf"(?<!\w){wanted}(?!\w)", words, re.IGNORECASE) is not None


def _in_register(state: State, key: str) -> StandingInterest:
    require(key in state.standing, f"There is no interest {key[:70]!r} in the register.")
    return state.standing[key]


def items_standing(declared: Iterable[Interest], interest: Interest) -> tuple[str, ...] | None:
    """The items for which a declaration stands among all ``declared``, none of one in general; None where it is replaced."""
    later = [other for other in declared if other.seq > interest.seq and _replaces(other, interest)]
    if not interest.items:
        return None if later else ()
    return tuple(key for key in interest.items if not any(key in other.items for other in later)) or None


def _replaces(later: Interest, earlier: Interest) -> bool:
    """Whether a declaration takes the place of an earlier one on the items of both; another interest does not."""
    if later.member != earlier.member:
        return False
    if later.instead_of:
        return later.instead_of == earlier.nature
    same = (later.interest, later.nature.strip().rstrip(".")) == (earlier.interest, earlier.nature.strip().rstrip("."))
    return same or (later.standing is not None and later.standing == earlier.standing)
