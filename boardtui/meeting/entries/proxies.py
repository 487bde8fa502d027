"""The entries about proxies: an absent member's vote is left to somebody who is there, and taken back."""

from __future__ import annotations

from boardtui.meeting.entries.base import Entry


class ProxyGiven(Entry, frozen=True):
    """Who is there votes for a member who is not, on one item or, without one, at the whole meeting.

    The ``holder`` is a member; a ``person`` without a seat is named instead, where the terms let anyone hold a proxy.
    ``instruction`` is what the member wants done with the vote, in words; nothing is counted by it.
    """

    member: str
    holder: str | None
    person: str = ""
    item: str | None = None
    instruction: str = ""
    confidential: bool = False


class ProxyRevoked(Entry, frozen=True):
    """The proxy of a member ends: the one for that item, or without one that for the whole meeting."""

    member: str
    item: str | None = None
    reason: str = ""
