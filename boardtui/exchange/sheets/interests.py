"""The register of interests from a sheet, also in the shape with a column to tick for each kind of interest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from boardtui.charter.spelling import SLUG
from boardtui.dates import date_words
from boardtui.exchange.sheets.columns import normal, normal_space
from boardtui.exchange.sheets.holders import VACANT
from boardtui.exchange.sheets.naming import Named, Register
from boardtui.exchange.sheets.partners import partner_names
from boardtui.exchange.sheets.people import People
from boardtui.exchange.sheets.persons import member_of, who_of
from boardtui.exchange.sheets.planning import Outcome, Plan, Planning, Reader, says
from boardtui.exchange.sheets.table import Table
from boardtui.exchange.sheets.values import day_if_any, day_or_part, yes_or_no
from boardtui.meeting.entries import (
    DeclarationReturned,
    InterestEnded,
    InterestRegistered,
    InterestType,
    StandingInterest,
)
from boardtui.meeting.fold.keys import next_interest
from boardtui.meeting.state.labels import holder_name
from boardtui.meeting.state.state import State
from boardtui.meeting.state.unpublished import may_be_published
from boardtui.papers.document import clean
from boardtui.register.tables import LINE, NAME, TEXT

TYPES: dict[InterestType, str] = {
    "financial": "financial",
    "non_financial_professional": "non-financial professional",
    "non_financial_personal": "non-financial personal",
    "indirect": "indirect",
}
_KNOWN: dict[str, InterestType] = {
    **{normal(text): kind for kind, text in TYPES.items()},
    **{normal(f"{text} interest{plural}"): kind for kind, text in TYPES.items() for plural in ("", "s")},
    **{normal(kind.replace("_", " ")): kind for kind in TYPES},
    "direct financial": "financial",
    "pecuniary": "financial",
    "professional": "non_financial_professional",
    "personal": "non_financial_personal",
}
_NIL = re.compile(
    r"(?:nil(?: returns?)?(?: received| declared)?|none(?: declared| known| to declare)?|nothing(?: to declare)?|n a|"
    r"not applicable|"
    r"no(?: known| relevant| new)? (?:interests?|conflicts?)(?: of interests?)?(?: to declare| declared)?)"
    r"(?: at (?:present|this time|the moment)| at all)?"
)
_NOT_BACK = re.compile(
    r"(?:not (?:yet )?(?:returned|received|declared)|awaiting|awaited|outstanding|to follow|tbc|"
    r"(?:awaiting|awaited|outstanding|no) (?:return|response|declaration|reply)(?: received)?)"
)
_UNKNOWN = frozenset({"unknown", "not known", "tbc", "tba", "tbd", "to be confirmed", "n k", "various"})
_LASTS = frozenset({"", "present", "ongoing", "on going", "current", "to date", "date", "n a", "continuing", "now"})


class CurrentInterests(msgspec.Struct, frozen=True):
    """The book's state, the keys of all interests ever registered in it, the day, and who returned a declaration when."""

    state: State
    taken: frozenset[str]
    today: str
    returned: frozenset[tuple[str, str]] = frozenset()


class _Named(msgspec.Struct, frozen=True):
    members: People
    partners: Register
    topics: Register


def plan(table: Table, now: CurrentInterests, answers: Mapping[str, str]) -> Plan:
    """What the sheet would put into the register or end in it; the steps are entries. Arguments as in members.plan."""
    planning = Planning(table)
    state = now.state
    known = _Named(
        People(state),
        partner_names(tuple(state.partners.values())),
        Register("subject", (Named(topic.key, topic.title) for topic in state.charter.topics)),
    )
    used: set[str] = set()
    above = ""
    for record in table.records:
        _row(Reader(table, record, answers), planning, now, known, used, above)
        above = who_of(Reader(table, record, answers)) or above
    lasting = [
        standing_interest
        for standing_interest in state.standing.values()
        if not standing_interest.ended and standing_interest.standing not in used
    ]
    planning.left([None if other.confidential else f"{other.name}: {other.nature}" for other in lasting], "interest")
    return planning.plan()


def _who(reader: Reader, above: str) -> str:
    """Whose interest the row is; of a row without a name it is asked once whether it is of the one named above it."""
    who = who_of(reader)
    if who or not above or not _nature(reader):
        return who
    question = "Some rows have an interest and no name. Are they interests of the person named above?"
    options = (("above", "of the person named above"), ("nobody", "no: they are wrong"))
    return above if reader.one_of("who blank", question, options) != "nobody" else ""


def _nature(reader: Reader) -> str:
    """What the interest is; where the organisation has a column of its own, as in the template of NHS England, both."""
    business, nature = reader.line("business", LINE), reader.text("nature", TEXT)
    adds_to_it = normal(business) and not _NIL.fullmatch(normal(business)) and normal(business) not in normal(nature)
    return f"{business}: {nature}" if adds_to_it and nature else nature or business


def _nothing_to_register(who: str, nature: str) -> str:
    """Why a row has nothing for the register, empty where it has: no declaration came back, or the seat is vacant."""
    if who and _NOT_BACK.fullmatch(normal(nature)):
        return "No declaration has come back: nothing to put into the register."
    return "A vacant seat: nobody to declare." if not nature and VACANT.fullmatch(normal(who)) else ""


def _is_dash_for_nil(reader: Reader, nature: str) -> bool:
    """Whether a dash in place of the interest is a nil return, which is asked once."""
    if not nature or any(map(str.isalnum, nature)):
        return False
    question = "Some rows have a dash in place of an interest. Are they nil returns?"
    options = (("nil", "yes: they declared that they have none"), ("nobody", "no: they are wrong"))
    answer = reader.one_of("nature dash", question, options)
    if answer == "nobody":
        reader.fault("nature", "is no interest")
    return answer == "nil"


def _row(
    reader: Reader, planning: Planning, now: CurrentInterests, known: _Named, used: set[str], above: str = ""
) -> None:
    who, nature, given = _who(reader, above), _nature(reader), reader.line("standing", 64)
    if why := _nothing_to_register(who, nature):
        planning.put(reader, Outcome(reader.record.number, "left", who, (why,)))
        return
    if who and (_NIL.fullmatch(normal(nature)) or _is_dash_for_nil(reader, nature)):
        _nil(reader, planning, now, known)
        return
    reader.needs("who", who, "an interest needs whose it is")
    reader.needs("nature", nature, "an interest needs what it is")
    asks = who and given not in now.state.standing  # an interest that its key names needs no other name
    member = member_of(known.members, reader, who) if asks else None
    kind = _type(reader)
    since, until = reader.read("since", _begin) or "", reader.read("until", _end)
    if since and until and until[: len(since)] < since[: len(until)]:
        reader.fault("until", f"is before the day on which it begins, {date_words(since)}")
    name = holder_name(now.state, member) if member else who
    title, number = normal_space(f"{name}: {nature}"), reader.record.number
    old = _which(now.state, given, member, name, nature, used)
    if old is not None:
        used.add(old.standing)
        _known(reader, planning, now, old, until or "")
        return
    if given in now.taken:
        planning.put(reader, Outcome(number, "same", title, ("It ended before the last meeting, and stays so.",)))
        return
    if kind is None and not reader.problems and not reader.doubts:
        kinds = ", ".join(TYPES.values())
        if reader.has("interest"):
            reader.fault("interest", f"does not say of what kind it is: {kinds}", shown="")
        else:
            reader.problems.append(f"No column says of what kind it is; add a column Type with {kinds}.")
    planning.once(reader, f"{given} / {normal(name)} / {normal(nature)}", title)
    topics = _several(known.topics, reader, "topics")
    partners = _several(known.partners, reader, "partners")
    consent = reader.read("consent", yes_or_no)
    confidential = bool(reader.read("confidential", yes_or_no)) or not may_be_published(consent)
    entry = InterestRegistered(
        standing=_key(now, given, used, private=confidential),
        member=member,
        interest=kind or "financial",
        nature=nature,
        person="" if member else who,
        topics=topics,
        partners=partners,
        words=tuple(word for part in reader.line("words", LINE).split(";") if (word := part.strip())),
        since=since,
        until=until or None,
        mitigation=reader.text("mitigation", TEXT),
        declared=reader.read("declared", day_if_any) or "",
        consent=consent,
        confidential=confidential,
    )
    used.add(entry.standing)
    planning.put(reader, Outcome(number, "new", title, tuple(_told(entry, known))), *_steps(entry, now.today))


def _nil(reader: Reader, planning: Planning, now: CurrentInterests, known: _Named) -> None:
    """A nil return: it puts no interest into the register, and counts as returned in the yearly round."""
    who, number = who_of(reader), reader.record.number
    member = member_of(known.members, reader, who)
    date = reader.read("declared", day_if_any) or now.today
    name = holder_name(now.state, member) if member else who
    if (name, date) in now.returned:
        planning.put(
            reader, Outcome(number, "same", name, (f"Its nil return of {date_words(date)} is recorded already.",))
        )
    else:
        planning.once(reader, f"nil / {normal(name)}", name)
        texts = (f"A nil return of {date_words(date)}: there is no interest to put into the register.",)
        planning.put(reader, Outcome(number, "new", name, texts), DeclarationReturned(member, name, date, nil=True))


def _steps(entry: InterestRegistered, today: str) -> Iterator[InterestRegistered | InterestEnded]:
    """What is recorded: an interest whose last day has come is ended at once, so that no meeting has to."""
    if entry.until is None or (
        entry.until >= today[: len(entry.until)] and (len(entry.until) < 10 or entry.until > today)
    ):
        yield entry
        return
    yield msgspec.structs.replace(entry, until=None)
    yield InterestEnded(standing=entry.standing, date=entry.until)


def _told(entry: InterestRegistered, known: _Named) -> Iterator[str]:
    yield TYPES[entry.interest].capitalize()
    if entry.member is None:
        yield "Holds no seat"
    details = {
        "Partners": ", ".join(map(known.partners.title, entry.partners)),
        "Elements": ", ".join(map(known.topics.title, entry.topics)),
        "Words": ", ".join(entry.words),
        "From": entry.since,
        "To": entry.until,
        "Mitigation": entry.mitigation,
        "Declared on": entry.declared,
        "Consent to publish": {True: "yes", False: "no", None: ""}[entry.consent],
    }
    yield from (says(name, value) for name, value in details.items() if value)
    if entry.confidential:
        yield "Confidential"


def _known(reader: Reader, planning: Planning, now: CurrentInterests, old: StandingInterest, until: str) -> None:
    """An interest that is in the register: it can be ended; anything else is ended and registered anew."""
    title, number = normal_space(f"{old.name}: {old.nature}"), reader.record.number
    if normal(clean(_nature(reader))) != normal(clean(old.nature)):  # an export shows what cannot be seen
        reader.fault(
            "nature", f"is not what the interest {old.standing} says; end that one, and give the new one no key"
        )
    if not until or old.ended or until == old.until:
        planning.put(reader, Outcome(number, "same", title))
    elif until >= now.today[: len(until)] and (len(until) < 10 or until > now.today):
        later = f"Its end, {date_words(until)}, is still to come: end it when it has, with x on the interests screen."
        planning.put(reader, Outcome(number, "same", title, (later,)))
    else:
        ended = InterestEnded(standing=old.standing, date=until)
        planning.put(reader, Outcome(number, "changed", title, (says("Ended", until),)), ended)


def _which(
    state: State, given: str, member: str | None, name: str, nature: str, used: set[str]
) -> StandingInterest | None:
    if given in state.standing:
        return state.standing[given]
    for key, standing_interest in state.standing.items():
        same = (
            standing_interest.member == member
            if standing_interest.member is not None
            else normal(standing_interest.name) == normal(name)
        )
        if key not in used and same and normal(standing_interest.nature) == normal(nature):
            return standing_interest
    return None


def _type(reader: Reader) -> InterestType | None:
    """The kind of interest from its column, or from the column that is ticked; an indirect one is that before all."""
    text = reader.line("interest", NAME)
    indirect = reader.line("indirect", NAME).casefold()
    ticked: list[InterestType] = []
    for field, kind in (
        ("financial", "financial"),
        ("professional", "non_financial_professional"),
        ("personal", "non_financial_personal"),
    ):
        if reader.read(field, yes_or_no):
            ticked.append(next(known for known in TYPES if known == kind))
    if indirect == "indirect" or (indirect not in ("", "direct") and reader.read("indirect", yes_or_no)):
        return "indirect"
    if text:
        sentence = _KNOWN.get(normal(text))
        if sentence is not None:
            return sentence
        phrase = f"“{text[:60]}” is no kind of interest known here. Which is it?"
        wording = reader.one_of(f"interest {normal(text)}", phrase, tuple(TYPES.items()))
        return next((kind for kind in TYPES if kind == wording), None)
    if len(ticked) > 1:
        reader.problems.append("More than one kind of interest is ticked; give each a row of its own.")
    return ticked[0] if ticked else None


def _begin(text: str) -> str:
    return "" if normal(text) in _UNKNOWN else day_or_part(text)


def _end(text: str) -> str:
    return "" if normal(text) in _LASTS | _UNKNOWN else day_or_part(text)


def _several(known: Register, reader: Reader, field: str) -> tuple[str, ...]:
    text = reader.raw(field)
    return (known.several(reader, field, text) or ()) if text else ()


def _key(now: CurrentInterests, given: str, used: set[str], *, private: bool) -> str:
    """The key of a new interest: the one given where it can be one and is free, else the next."""
    taken = {**now.state.standing, **dict.fromkeys((*used, *now.taken))}
    if SLUG.fullmatch(given) and not given.isdecimal() and given not in taken:
        return given
    return next_interest(msgspec.structs.replace(now.state, standing=taken), private=private)


def fields(standing_interest: StandingInterest) -> dict[str, str]:
    """An interest of the register as a row of a sheet."""
    return {
        "who": standing_interest.name,
        "nature": standing_interest.nature,
        "interest": TYPES[standing_interest.interest],
        "partners": _joined(standing_interest.partners),
        "topics": _joined(standing_interest.topics),
        "words": _joined(standing_interest.words),
        "since": standing_interest.since,
        "until": standing_interest.ended or standing_interest.until or "",
        "mitigation": standing_interest.mitigation,
        "declared": standing_interest.declared,
        "consent": "" if standing_interest.consent is None else "yes" if standing_interest.consent else "no",
        "confidential": "yes" if standing_interest.confidential else "no",
        "standing": standing_interest.standing,
    }


def _joined(keys: Sequence[str]) -> str:
    return "; ".join(keys)
