"""The entries about issues under resolution, and what partners are told and answer."""

from __future__ import annotations

from boardtui.charter.model import StageKey
from boardtui.meeting.entries.base import Entry
from boardtui.meeting.entries.parts import OpenIssue


class IssueRaised(Entry, frozen=True):
    issue: str
    title: str
    topic: str | None
    parties: tuple[str, ...]
    clause: str = ""
    confidential: bool = False


class IssueCorrected(Entry, frozen=True):
    """How the title and the clause of an issue read from now on; an earlier meeting or another body's book brought it in."""

    issue: str
    title: str
    clause: str


class PlaceAttempted(Entry, frozen=True):
    """An attempt to settle the issue directly or at Place; ``resolved`` says whether it did."""

    issue: str
    text: str = ""
    resolved: bool = False


class AdviceTaken(Entry, frozen=True):
    issue: str
    group: str
    text: str


class IssueAdvanced(Entry, frozen=True):
    issue: str
    stage: StageKey
    basis: str


class FacilitatorSelected(Entry, frozen=True):
    issue: str
    name: str


class FacilitationEnded(Entry, frozen=True):
    issue: str
    resolved: bool
    text: str


class DecisionNotified(Entry, frozen=True):
    """``due`` is the day by which an answer is asked; None asks for none."""

    partners: tuple[str, ...]
    means: str
    date: str
    issue: str | None = None
    motion: str | None = None
    due: str | None = None


class PartnerResponded(Entry, frozen=True):
    """A partner's word on an issue or a decision; ``signatory`` is who signed, where it is a signature."""

    partner: str
    accepts: bool
    date: str
    reference: str = ""
    issue: str | None = None
    motion: str | None = None
    signatory: str = ""


class IssueReferred(Entry, frozen=True):
    issue: str
    body: str


class IssueReceived(Entry, frozen=True):
    """An issue referred from another body's book, with its history there."""

    issue: str
    from_book: str
    from_hash: str
    history: OpenIssue


class IssueResolved(Entry, frozen=True):
    issue: str
    how: str


class ReferralAnswered(Entry, frozen=True):
    """What became of an issue that this body referred: ``how`` the other body resolved it, at that ``hash`` of its book."""

    issue: str
    title: str
    body: str
    hash: str
    how: str
    confidential: bool = False
