"""The register of interests: what stands in it, and every declaration in the meetings of a book with how it was handled."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import msgspec

from boardtui.charter.words import listed
from boardtui.dates import by_day
from boardtui.meeting import entries as e
from boardtui.meeting.followup.declarations import JOINED, holders, round_of
from boardtui.meeting.state.labels import member_label, partner_label
from boardtui.meeting.state.state import State
from boardtui.meeting.state.unpublished import KEPT_APART, UNPUBLISHED
from boardtui.papers.clock import Clock
from boardtui.papers.document import AnyBlock, Document, heading, own, para, said, section, table, text, without_empty
from boardtui.papers.interests import KINDS, interests, published
from boardtui.papers.opening import book_paper, in_order_held
from boardtui.papers.source import Source

HEADS = ("Declared", "Items", "Type", "Nature", "Action taken", "Effect on votes")
STANDING = (
    "Who",
    "Type",
    "Nature",
    "Concerns",
    "From",
    "Until",
    "What is done about it",
    "Declared",
    "Consent to publish",
)
SHOWN = ("Who", "Type", "Nature", "Concerns", "From and until", "What is done about it", "Declared")
GIFTS = "Gifts and hospitality"
GIFT_HEADS = ("Who", "What", "Offered by", "Value", "On", "What was done", "Declared")
GIVEN = (
    "Name",
    "What",
    "Offered by",
    "Value",
    "Offered on",
    "Accepted",
    "What was done",
    "Declared",
    "Consent to publish",
)
YEARLY = ("Asked for", "Due", "Who", "Returned", "Declaration")


class Registered(msgspec.Struct, frozen=True):
    """An interest that lasts, in words, its days as the book writes them: ``until`` that on which it ended or is to end."""

    who: str
    interest: str
    nature: str
    concerns: str
    since: str
    until: str
    mitigation: str = ""
    declared: str = ""
    consent: str = ""
    ended: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands under the heads of STANDING, its days as the book writes them."""
        return (
            self.who,
            self.interest,
            self.nature,
            self.concerns,
            self.since,
            self.until,
            self.mitigation,
            self.declared,
            self.consent,
        )


class Gift(msgspec.Struct, frozen=True):
    """A gift or hospitality in words, its days as the book writes them; ``outcome`` is accepted or declined."""

    who: str
    what: str
    giver: str
    worth: str
    date: str
    outcome: str
    done: str
    declared: str
    consent: str

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands under the heads of GIVEN."""
        return msgspec.structs.astuple(self)


def interest_register(srcs: Sequence[Source], today: datetime.date, of: Source | None = None) -> Document:
    """What stands in the register over meetings in order, then the declarations, member by member in the order of their first.

    Args:
        srcs: the meetings in order.
        today: the day of the paper, as at which the register is told.
        of: the one of them that is told alone: what it declared, and what of the register it was handed or entered, as that
            stands on that day.
    """
    return book_paper([of] if of else srcs, "Register of interests", _blocks(srcs, today, of), today)


def registered(srcs: Sequence[Source]) -> dict[str, Registered]:
    """Every interest that was registered and that this part may tell of, by key, in the order of the meetings' days."""
    interests: dict[str, Registered] = {}
    for src in srcs:
        for line in src.entries_so_far():
            entry = line.entry
            if isinstance(entry, e.InterestRegistered):
                interests[entry.standing] = _registered(src, entry)
            elif isinstance(entry, e.InterestEnded) and entry.standing in interests:
                ended = msgspec.structs.replace(interests[entry.standing], until=entry.date, ended=True)
                interests[entry.standing] = ended
    day = {key: src.state.starts for src in srcs for key in _entered(src)}
    return {key: interests[key] for key in by_day(interests, lambda key: day[key])}


def _entered(src: Source) -> Iterator[str]:
    """The interests that were registered at a meeting or after it."""
    yield from (one.entry.standing for one in src.entries_so_far() if isinstance(one.entry, e.InterestRegistered))


def concerns(state: State, one: e.StandingInterest | e.InterestRegistered) -> str:
    """What an interest concerns: elements of Annex 1, partners, and words."""
    titles = {topic.key: topic.title for topic in state.charter.topics}
    parts = [titles.get(key, key) for key in one.topics]
    parts += [partner_label(state, key) for key in one.partners]
    parts += [f"“{word}”" for word in one.words]
    return listed(parts, "in general")


def _registered(src: Source, entry: e.InterestRegistered) -> Registered:
    shown = published(src, entry.consent)
    return Registered(
        who=src.name(entry.member) if entry.member is not None else entry.person,
        interest=KINDS[entry.interest],
        nature=entry.nature if shown else UNPUBLISHED,
        concerns=concerns(src.state, entry) if shown else "",
        since=entry.since,
        until=entry.until or "",
        mitigation=entry.mitigation if shown else "",
        declared=entry.declared,
        consent="" if entry.consent is None else "yes" if entry.consent else "no",
    )


def _blocks(srcs: Sequence[Source], today: datetime.date, of: Source | None) -> Iterator[AnyBlock]:
    if srcs[-1].part == "public":
        yield para(own(KEPT_APART))
    told = [of] if of else srcs
    standing = [one for key, one in registered(srcs).items() if of is None or key in of.record.now.standing]
    for title, ended in (("Interests in the register", False), ("Interests that have ended", True)):
        rows = [_row(registered, srcs[-1].clock) for registered in standing if registered.ended is ended]
        yield from section(title, [without_empty(table(title, SHOWN, rows))] if rows else [])
    yield from _yearly(srcs, today)
    given = [_gift_row(gift, srcs[-1].clock) for gift in gifts(told)]
    yield from section(GIFTS, [without_empty(table(GIFTS, GIFT_HEADS, given))] if given else [])
    rows_by_member: dict[str, list[tuple[str, ...]]] = {}
    for src in in_order_held(told):
        for interest in interests(src):
            row = (
                src.clock.say(src.state.starts),
                interest.items,
                interest.interest,
                interest.nature,
                interest.handling,
                "; ".join(interest.votes),
            )
            rows_by_member.setdefault(interest.member, []).append(row)
    if not rows_by_member and not standing and not given:
        yield para(own("No interest is recorded here."))
    elif rows_by_member:
        yield heading(2, own("Declared at meetings"))
    for member, rows in rows_by_member.items():
        yield heading(3, said(member))
        yield table(f"Interests of {member}", HEADS, rows)


def yearly(srcs: Sequence[Source], today: datetime.date) -> list[tuple[str, ...]]:
    """The last yearly round under the heads of YEARLY, its days as the book writes them; empty where none was begun.

    ``today`` is the day on which it is judged who is late.
    """
    state = srcs[-1].record.now
    standing = round_of((line.entry for src in srcs for line in src.entries_so_far()), state.members)
    if standing is None:
        return []
    late = standing.is_late(today.isoformat())
    words = dict.fromkeys(standing.missing, ("", "late: not returned" if late else "not returned yet"))
    words |= dict.fromkeys(standing.joined, ("", JOINED)) | {
        key: _returned(one) for key, one in standing.returned.items()
    }
    returns = [(member_label(state, key), *words[key]) for key in holders(state)]
    returns += [(entry.name, *_returned(entry)) for entry in standing.others]
    return [(standing.asked, standing.due, *row) for row in returns]


def _yearly(srcs: Sequence[Source], today: datetime.date) -> Iterator[AnyBlock]:
    """The last yearly round: by when it was due, and who has returned a declaration."""
    rows, say = yearly(srcs, today), srcs[-1].clock.say
    if not rows:
        return
    asked, due = map(say, rows[0][:2])
    of_members = rows[: len(holders(srcs[-1].record.now))]
    back = sum(bool(returned) for _, _, _, returned, _ in of_members)
    members = sum(words != JOINED for *_, words in of_members)
    yield heading(2, own("Yearly declarations"))
    have = "has" if back == 1 else "have"
    yield text(f"Asked for on {asked}, due by {due}: {back} of {members} members {have} returned theirs.")
    shown = [(who, say(returned), words) for _, _, who, returned, words in rows]
    yield table("Yearly declarations", YEARLY[2:], shown)


def _returned(entry: e.DeclarationReturned) -> tuple[str, str]:
    return entry.date, "nil return" if entry.nil else "interests as in the register"


def gifts(srcs: Sequence[Source]) -> list[Gift]:
    """Every gift and hospitality that this part may tell of, in the order of the meetings' days."""
    return [
        _gift(src, line.entry)
        for src in in_order_held(srcs)
        for line in src.entries_so_far()
        if isinstance(line.entry, e.GiftDeclared)
    ]


def _gift(src: Source, entry: e.GiftDeclared) -> Gift:
    shown = published(src, entry.consent)
    return Gift(
        who=src.name(entry.member) if entry.member is not None else entry.person,
        what=entry.what if shown else UNPUBLISHED,
        giver=entry.giver if shown else "",
        worth=entry.worth if shown else "",
        date=entry.date,
        outcome="accepted" if entry.accepted else "declined",
        done=entry.done if shown else "",
        declared=entry.declared,
        consent="" if entry.consent is None else "yes" if entry.consent else "no",
    )


def _gift_row(gift: Gift, clock: Clock) -> tuple[str, ...]:
    done = f"{gift.outcome}: {gift.done}" if gift.done else gift.outcome
    return gift.who, gift.what, gift.giver, gift.worth, clock.say(gift.date), done, clock.say(gift.declared)


def _row(registered: Registered, clock: Clock) -> tuple[str, ...]:
    """The days in one column and consent beside the declaration, so that the words have room on a page."""
    since, until = clock.say(registered.since), clock.say(registered.until)
    span = f"{since} to {until}" if since and until else since or (f"to {until}" if until else "")
    consent = {"": "", "yes": "consent to publish given", "no": "consent to publish not given"}[registered.consent]
    return (
        registered.who,
        registered.interest,
        registered.nature,
        registered.concerns,
        span,
        registered.mitigation,
        "; ".join(word for word in (clock.say(registered.declared), consent) if word),
    )
