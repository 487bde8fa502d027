"""What the minutes of one meeting say, free of any format: words, names and numbers in the order of the paper.

Every string may hold somebody's own words and is not escaped; each format sees to that itself.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from boardtui.dates import Dates
from boardtui.meeting.entries.parts import ActionRegister, ItemKind

Part = Literal["public", "confidential"]
Names = Literal["dissent", "all"]


NOT_REACHED = "This item was not reached."  # what is minuted of an item that was never opened
NOTHING = "Nothing was recorded on this item."
IN_PUBLIC = "Nothing was recorded on this item in public."  # of one that may have been dealt with in private
NOT_YET = "This item has not been reached yet."  # the same in a draft, while the meeting goes on


class Paper(msgspec.Struct, frozen=True):
    """A part of the minutes."""


class Header(Paper, frozen=True):
    """What stands at the top. ``standing`` says what the body's decisions are worth.

    ``moment`` is the start as the book has it (ISO 8601), for the dates inside files, ``dates`` the form of those in words.
    ``opened`` and ``ended`` are the times at which the meeting was opened and closed, ``signs`` who signs the minutes;
    ``private`` is, for the confidential part, from when to when the public was excluded; where it never was, all of the meeting.
    ``was_private``: whether it was. ``called_off``: why the meeting was not held; empty where it was, or may be yet.
    """

    status: str
    part: Part
    partnership: str
    body: str
    title: str
    date: str
    start: str
    place: str
    public: str
    chair: str
    quorum: str
    standing: str
    moment: str = ""
    reference: str = ""
    notice: str = ""
    dates: Dates = "usual"
    opened: str = ""
    ended: str = ""
    signs: str = "Chair"
    private: str = ""
    was_private: bool = False
    called_off: str = ""


class Attendee(Paper, frozen=True):
    """A member present, or a deputy in a member's place; ``chair`` says whether they were in the chair, and when."""

    name: str
    seat: str
    partners: str
    how: str
    chair: str = ""


class Person(Paper, frozen=True):
    """Somebody named with what they are there for: in attendance, or absent with apologies or by proxy."""

    name: str
    role: str


class Event(Paper, frozen=True):
    """Something that happened at a time; ``item`` is the agenda item under way.

    ``again`` is what an annex says of it, where the minutes tell all of it above.
    """

    time: str
    text: str
    item: str = ""
    again: str = ""


class Declared(Paper, frozen=True):
    """A declared interest and what it meant for the votes."""

    member: str
    items: str
    interest: str
    nature: str
    handling: str
    votes: tuple[str, ...]


class Note(Paper, frozen=True):
    """The secretary's own words; empty lines part paragraphs."""

    text: str


class Figures(Paper, frozen=True):
    """The numbers of a result, as declared; ``others`` are the eligible who could not vote, by the reason."""

    for_: int
    against: int
    abstain: int
    not_voted: int
    eligible: int
    base: int
    needed: int | None
    others: tuple[tuple[str, int], ...] = ()


class Ballot(Paper, frozen=True):
    """One voter's choice in a recorded vote."""

    voter: str
    choice: str


class MinutedMotion(Paper, frozen=True):
    """A motion from its words to what follows from it. ``figures`` is None on a consensus or without a result.

    ``text`` is how it reads. ``readings`` are what it is called (how it was put, how a motion reads once amended) and
    the words, where there are others.
    ``resolution`` is what became of it in one sentence, which the words of the motion follow where it is ``quoted``;
    ``beside`` says why, who carries it out and who dissented, ``otherwise`` tells how else the votes could have been counted.
    ``recounted``: approval corrected the figures in its sentence, while ``figures`` and ``ballots`` are as the book has them.
    """

    number: str
    heading: str
    text: str
    moved: str
    basis: tuple[str, ...]
    result: str
    decision: str
    arithmetic: str
    figures: Figures | None
    details: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    after: tuple[str, ...]
    reference: str = ""
    readings: tuple[tuple[str, str], ...] = ()
    resolution: str = ""
    quoted: bool = False
    beside: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    recounted: bool = False


class Item(Paper, frozen=True):
    """An agenda item with what was said and decided, in the order in which it happened.

    ``elsewhere``: what was dealt with while it was open and is minuted in a part of its own, ``above`` what in one before
    the items. ``breaks``: adjournments after it, before another item was open. ``key`` is that of the book.
    """

    number: str
    title: str
    facts: tuple[str, ...] = ()
    content: tuple[Note | Event | MinutedMotion, ...] = ()
    outcome: str = ""
    times: str = ""
    corrections: tuple[str, ...] = ()
    kind: ItemKind = ""
    elsewhere: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    key: str = ""
    breaks: tuple[str, ...] = ()


class Action(Paper, frozen=True):
    """A line of the table of actions; ``register`` is the light register that it stands in, ``updated``: at this meeting."""

    text: str
    owner: str
    due: str
    item: str
    status: str
    carried: bool
    reference: str = ""
    register: ActionRegister = ""
    updated: bool = False


class Issue(Paper, frozen=True):
    """An issue in resolution, with each step."""

    title: str
    about: tuple[str, ...]
    steps: tuple[Event, ...]
    standing: str


class Minutes(Paper, frozen=True):
    """The minutes of a meeting, or of its confidential part.

    ``opening`` are the notes on no item before the first one was opened, ``notes`` the others.
    ``late`` are those who sent apologies and attended themselves all the same.
    ``decisions`` are those that were carried over, taken between meetings or received.
    ``seats`` were filled on no item.
    ``register`` is what became of the register of interests, ``answers`` what other bodies did with issues referred to
    them. ``whole``: nothing that bears on attendance or votes was kept from these minutes; ``in_public``: what is confidential
    may have been kept from them. ``approval`` says who
    approved and signed these minutes, with which ``corrections``, and which of them the text does not read as, since they
    could not be ``unplaced``; empty while a draft. ``next_meeting`` is when and where
    the body meets again, as far as it is planned.
    """

    header: Header
    present: tuple[Attendee, ...]
    attending: tuple[Person, ...]
    apologies: tuple[Person, ...]
    absent: tuple[Person, ...]
    vacant: tuple[str, ...]
    movements: tuple[Event, ...]
    course: tuple[Event, ...]
    interests: tuple[Declared, ...]
    rulings: tuple[Event, ...]
    opening: tuple[Note, ...]
    notes: tuple[Note, ...]
    items: tuple[Item, ...]
    actions: tuple[Action, ...]
    issues: tuple[Issue, ...]
    approved: tuple[str, ...]
    corrected: int
    entries: int
    fingerprint: str
    register: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    approval: str = ""
    decisions: tuple[Issue, ...] = ()
    milestones: tuple[str, ...] = ()
    proxies: tuple[Person, ...] = ()
    represented: tuple[Person, ...] = ()
    whole: bool = True
    in_public: bool = False
    next_meeting: str = ""
    late: tuple[str, ...] = ()
    seats: tuple[Event, ...] = ()
