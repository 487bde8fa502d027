"""The entries that hold a meeting: convened, opened, adjourned, closed; who is there, and whether the public is."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec

from boardtui.charter.model import BodyCharter, Partner
from boardtui.charter.terms_of_reference import Ground
from boardtui.meeting.entries.base import VOCABULARY, Entry, Heard
from boardtui.meeting.entries.parts import (
    AgendaItem,
    Carried,
    Correction,
    Found,
    MeetingNotice,
    Member,
    NewSeat,
    OpenAction,
    OpenDecision,
    OpenIssue,
    ReferralAnswer,
    StandingInterest,
    Withheld,
)

Mode = Literal["in person", "remote"]


class MeetingConvened(Entry, frozen=True):
    """The meeting with everything it runs on; the first entry of its stretch of the book.

    ``vocabulary`` is the version of the vocabulary that the program which convened it knew; books of version 1 do not
    say it. ``found``, where a later meeting is in the book already, has the issues, actions, decisions and answers that were
    open when this one was held, as they read then; ``carried`` has them as they read now. The program fills it in.
    """

    heard: ClassVar[Heard] = "always"

    meeting: str
    body: str
    title: str
    starts: str
    place: str = ""
    public: bool = True
    charter: BodyCharter = BodyCharter()
    partners: tuple[Partner, ...] = ()
    members: tuple[Member, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    carried: Carried = Carried()
    vocabulary: Annotated[int, msgspec.Meta(ge=1, le=VOCABULARY)] = 1
    found: Found | None = None


class ConfidentialCarried(Entry, frozen=True):
    """Confidential agenda items and matters carried; follows MeetingConvened. ``found`` is as there, of what is confidential."""

    heard: ClassVar[Heard] = "never"

    agenda: tuple[AgendaItem, ...] = ()
    issues: tuple[OpenIssue, ...] = ()
    actions: tuple[OpenAction, ...] = ()
    interests: tuple[StandingInterest, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    corrections: tuple[Correction, ...] = ()
    answers: tuple[ReferralAnswer, ...] = ()
    decisions: tuple[OpenDecision, ...] = ()
    notices: tuple[MeetingNotice, ...] = ()
    found: Found | None = None


class NoticeGiven(Entry, frozen=True):
    """Notice of a meeting was given on a day (YYYY-MM-DD); ``starts`` is the day of the meeting as it was notified."""

    heard: ClassVar[Heard] = "unless excluded"

    meeting: str
    date: str
    means: str
    starts: str


class MeetingOpened(Entry, frozen=True):
    heard: ClassVar[Heard] = "unless excluded"


class MeetingAdjourned(Entry, frozen=True):
    heard: ClassVar[Heard] = "unless excluded"

    reason: str


class MeetingResumed(Entry, frozen=True):
    heard: ClassVar[Heard] = "unless excluded"


class MeetingClosed(Entry, frozen=True):
    heard: ClassVar[Heard] = "always"


class MeetingCalledOff(Entry, frozen=True):
    """The meeting does not take place; until it is opened. Its key may be convened again."""

    heard: ClassVar[Heard] = "always"

    reason: str


class ChairTaken(Entry, frozen=True):
    heard: ClassVar[Heard] = "unless excluded"

    member: str
    reason: str = ""


class MemberArrived(Entry, frozen=True):
    heard: ClassVar[Heard] = "unless excluded"

    member: str
    mode: Mode = "in person"
    deputy: str | None = None


class MemberLeft(Entry, frozen=True):
    heard: ClassVar[Heard] = "unless excluded"

    member: str
    reason: str = ""


class ApologiesGiven(Entry, frozen=True):
    heard: ClassVar[Heard] = "unless excluded"

    member: str
    deputy: str | None = None


class GuestAttended(Entry, frozen=True):
    name: str
    role: str = ""
    confidential: bool = False


class SeatFilled(Entry, frozen=True):
    """Somebody comes to hold a seat: the vacant seat of that key in ``member``, or a new one, to which they are co-opted.

    ``from`` is the day (YYYY-MM-DD) from which they hold it, not after that of the meeting.
    """

    heard: ClassVar[Heard] = "always"

    name: str
    from_: str = msgspec.field(name="from")
    member: str | None = None
    seat: NewSeat | None = None


class PublicExcluded(Entry, frozen=True):
    """The public is excluded. By resolution it is moved and seconded, on the ground that the terms of reference choose
    (``paragraphs`` are those of Schedule 12A), and for public ``items`` that are named; none: for what follows.
    """

    heard: ClassVar[Heard] = "unless excluded"

    reason: str
    mover: str | None = None
    seconder: str | None = None
    ground: Ground | None = None
    paragraphs: tuple[int, ...] = ()
    items: tuple[str, ...] = ()


class PublicReadmitted(Entry, frozen=True):
    """The public is back. ``present`` are the members whom it then sees, so that who came and went in private need not
    be told, and ``open_item`` is the public item that is open, by key, empty where none is. ``chair`` is who is in the
    chair, empty where nobody is, ``deputies`` who is there in a member's place, by name, and ``remote`` who of those present
    attends remotely. The program fills them in, and older books do not say them.
    """

    heard: ClassVar[Heard] = "always"

    present: tuple[str, ...] | None = None
    open_item: str | None = None
    chair: str | None = None
    deputies: dict[str, str] | None = None
    remote: tuple[str, ...] | None = None
