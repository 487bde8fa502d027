"""The register of gifts and hospitality from a sheet: each row is a gift that was offered, and what was done about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from boardtui.exchange.sheets.columns import Column, normal, normal_space
from boardtui.exchange.sheets.people import People
from boardtui.exchange.sheets.persons import COLUMNS as PERSONS, member_of, who_of
from boardtui.exchange.sheets.planning import Outcome, Plan, Planning, Reader, says
from boardtui.exchange.sheets.table import Table
from boardtui.exchange.sheets.values import day_if_any, yes_or_no
from boardtui.meeting.entries import GiftDeclared
from boardtui.meeting.state.labels import holder_name
from boardtui.meeting.state.state import State
from boardtui.meeting.state.unpublished import may_be_published
from boardtui.register.tables import LINE, TEXT

COLUMNS = (
    Column(
        "who",
        "Name",
        ("Who", "Member", "Full name", "Declared by", "Person", "Recipient", "Offered to", "Name of member", "Received by",
         "Name of recipient", "Board member", "Individual", "Name of person declaring", "Declarant"),
        "a member by name or seat; anybody else is recorded as holding no seat",
        required=True,
        instead="last",
    ),
    *PERSONS,
    Column(
        "what",
        "What",
        ("Gift", "Gift or hospitality", "Gifts and hospitality", "What was offered", "Description", "Nature", "Details",
         "Description of gift or hospitality", "Details of gift or hospitality", "Details of gift/hospitality",
         "Description of offer", "Nature of gift or hospitality", "Details of gift", "Details of gift / hospitality"),
        "what was offered",
        required=True,
    ),
    Column(
        "giver",
        "Offered by",
        ("Giver", "Donor", "From whom", "Provider", "Received from", "Supplier", "Offeror", "Source", "Given by", "From",
         "Supplier / offeror name and nature of business", "Supplier/offeror name and nature of business",
         "Supplier / offeror name", "Supplier / offeror", "Offeror name",
         "Name of donor", "Person or organisation offering", "Organisation", "Company", "Host"),
        "who offered it, and what they do",
        required=True,
    ),
    Column("worth", "Value", ("Estimated value", "Worth", "Approximate value", "Value (£)", "Estimated value (£)",
                              "Estimated or actual value", "Amount", "Cost"), "its value as declared, such as £40"),
    Column("date", "Offered on", ("On", "Date", "Date of offer", "Date offered", "Date received", "Date of receipt",
                                  "Date of gift", "Date of gift or hospitality", "Date of event"), "the day it was offered"),
    Column("accepted", "Accepted", ("Declined or accepted?", "Accepted or declined?", "Accepted or declined", "Accepted?",
                                    "Declined or accepted", "Accepted / declined", "Accepted/declined", "Outcome", "Status"),
           "accepted or declined, yes or no; asked for where it is blank"),
    Column("done", "What was done", ("Reason", "Reason for accepting or declining", "Action taken", "What was done about it",
                                     "Reason for accepting / declining", "What was done with it", "Comments", "Other comments"),
           "what was done about it, and why"),
    Column("declared", "Declared", ("Declared on", "Date declared", "Date of declaration", "Declaration date", "Date registered"),
           "the day it was declared"),
    Column("consent", "Consent to publish", ("Consent", "Publish", "Agree to publish", "Consent to publication"),
           "yes, or no, which makes it confidential; blank: not asked"),
    Column("confidential", "Confidential", ("Private", "Withheld", "Not to be published"), "yes where it is not published"),
)  # fmt: skip
_NIL = re.compile(
    r"(?:nil|none|no(?: gifts?| hospitality| gifts? (?:or|and) hospitality)?|nothing|n a)(?: declared| to declare| received)?"
)
_NOT = re.compile(r"(?:declined|refused|returned|rejected|not accepted)\b.*")
_YES = re.compile(r"(?:accepted|received|kept|donated|given (?:away|to)|passed on|shared)\b.*")
_CONSENT = {True: "yes", False: "no", None: ""}


class CurrentGifts(msgspec.Struct, frozen=True):
    """The book's state, and every gift that was ever declared in it."""

    state: State
    known: tuple[GiftDeclared, ...]


def plan(table: Table, now: CurrentGifts, answers: Mapping[str, str]) -> Plan:
    """What the sheet would add to the register; the steps are entries. Arguments as in members.plan."""
    planning, people = Planning(table), People(now.state)
    known = {_same(now.state, gift) for gift in now.known}
    above = ""
    for record in table.records:
        reader = Reader(table, record, answers)
        who = who_of(reader) or above * bool(reader.raw("what"))
        _row(reader, planning, now.state, people, known, who)
        above = who
    return planning.plan()


def _row(
    reader: Reader, planning: Planning, state: State, people: People, known: set[tuple[str, ...]], who: str
) -> None:
    what, giver, number = reader.text("what", TEXT), reader.line("giver", TEXT), reader.record.number
    if who and not giver and _NIL.fullmatch(normal(what)):
        planning.put(reader, Outcome(number, "left", who, ("Nothing was declared: there is no gift to record.",)))
        return
    reader.needs("who", who, "a gift needs whom it was offered to")
    reader.needs("what", what, "a gift needs what it was")
    reader.needs("giver", giver, "a gift needs who offered it")
    member = member_of(people, reader, who) if who else None
    consent = reader.read("consent", yes_or_no)
    entry = GiftDeclared(
        member,
        what,
        giver,
        person="" if member else who,
        worth=reader.line("worth", LINE),
        date=reader.read("date", day_if_any) or "",
        declared=reader.read("declared", day_if_any) or "",
        accepted=_accepted(reader),
        done=reader.text("done", TEXT),
        consent=consent,
        confidential=bool(reader.read("confidential", yes_or_no)) or not may_be_published(consent),
    )
    title = normal_space(f"{holder_name(state, member) if member else who}: {what}")
    same = _same(state, entry)
    if same in known:
        planning.put(reader, Outcome(number, "same", title))
        return
    planning.once(reader, " / ".join(same), title)
    planning.put(reader, Outcome(number, "new", title, tuple(_told(entry))), entry)


def _accepted(reader: Reader) -> bool:
    """Whether it was accepted; where no row says so it is asked once for all."""
    text = normal(reader.line("accepted", LINE))
    if _NOT.fullmatch(text):
        return False
    if _YES.fullmatch(text):
        return True
    if text:
        return bool(reader.read("accepted", yes_or_no))
    question = "Some rows do not say whether the gift was accepted. Were these accepted?"
    return reader.one_of("accepted blank", question, (("yes", "accepted"), ("no", "declined"))) != "no"


def _same(state: State, gift: GiftDeclared) -> tuple[str, ...]:
    """What tells one gift from another: to whom, what, by whom, and when."""
    who = holder_name(state, gift.member) if gift.member in state.members else gift.person
    return normal(who), normal(gift.what), normal(gift.giver), gift.date


def _told(gift: GiftDeclared) -> Iterator[str]:
    yield "Accepted" if gift.accepted else "Declined"
    if gift.member is None:
        yield "Holds no seat"
    details = {
        "Offered by": gift.giver,
        "Value": gift.worth,
        "Offered on": gift.date,
        "What was done": gift.done,
        "Declared": gift.declared,
        "Consent to publish": _CONSENT[gift.consent],
    }
    yield from (says(name, value) for name, value in details.items() if value)
    if gift.confidential:
        yield "Confidential"


def fields(state: State, gift: GiftDeclared) -> dict[str, str]:
    """A gift of the register as a row of a sheet."""
    return {
        "who": holder_name(state, gift.member) if gift.member in state.members else gift.person,
        "what": gift.what,
        "giver": gift.giver,
        "worth": gift.worth,
        "date": gift.date,
        "accepted": "accepted" if gift.accepted else "declined",
        "done": gift.done,
        "declared": gift.declared,
        "consent": _CONSENT[gift.consent],
        "confidential": "yes" if gift.confidential else "no",
    }
