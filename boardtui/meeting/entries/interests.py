"""The entries about interests: declared at a meeting, lasting in the register, and the papers that they keep from members."""

from __future__ import annotations

from typing import ClassVar, Literal

from boardtui.meeting.entries.base import Entry, Heard
from boardtui.meeting.entries.parts import InterestType

Handling = Literal["noted", "speaks_does_not_vote", "withdraws"]


class InterestDeclared(Entry, frozen=True):
    """An interest declared on items, or in general.

    ``instead_of`` is the nature of the member's own declaration that this one takes the place of on its items; without it that is
    one of the same type and nature.
    """

    member: str
    items: tuple[str, ...]
    interest: InterestType
    nature: str
    handling: Handling
    reason: str = ""
    standing: str | None = None
    instead_of: str = ""


class InterestRegistered(Entry, frozen=True):
    """An interest that lasts, put into the register: of a member, or of a ``person`` who holds no seat.

    ``since`` and ``until`` may be a date, a month (2019-04) or a year. ``mitigation`` is what was agreed to be done about
    it, ``declared`` the date on which it was declared, ``consent`` whether its holder agrees to publication; None: not asked.
    """

    standing: str
    member: str | None
    interest: InterestType
    nature: str
    person: str = ""
    topics: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    since: str = ""
    until: str | None = None
    mitigation: str = ""
    declared: str = ""
    consent: bool | None = None
    confidential: bool = False


class InterestReported(Entry, frozen=True):
    """An interest in the register is put before the meeting, without anybody's part in an item being touched."""

    standing: str
    text: str = ""


class InterestEnded(Entry, frozen=True):
    standing: str
    date: str
    reason: str = ""


class DeclarationsAsked(Entry, frozen=True):
    """A yearly round of declarations begins: everybody is asked on ``date``, and is to answer by ``due``."""

    heard: ClassVar[Heard] = "unless excluded"

    declarations: str
    date: str
    due: str


class DeclarationReturned(Entry, frozen=True):
    """Somebody returned the yearly declaration on ``date``; ``nil``: there is nothing to declare.

    ``name`` is whose it is: who held the seat of ``member`` then, or somebody who holds none.
    """

    heard: ClassVar[Heard] = "unless excluded"

    member: str | None
    name: str
    date: str
    nil: bool


class GiftDeclared(Entry, frozen=True):
    """A gift or hospitality offered to a member, or to a ``person`` who holds no seat.

    ``worth`` is its value as it was declared, ``done`` what was done about it or why it was accepted or declined, ``consent``
    whether its holder agrees to publication; None: not asked.
    """

    member: str | None
    what: str
    giver: str
    person: str = ""
    worth: str = ""
    date: str = ""
    declared: str = ""
    accepted: bool = True
    done: str = ""
    consent: bool | None = None
    confidential: bool = False


class PaperWithheld(Entry, frozen=True):
    """Members do not get the paper of an item, of this meeting or of one that is still planned."""

    meeting: str
    item: str
    members: tuple[str, ...]
    reason: str = ""
    confidential: bool = False


class PaperReleased(Entry, frozen=True):
    """They do get it after all."""

    meeting: str
    item: str
    members: tuple[str, ...]
    reason: str = ""
    confidential: bool = False
