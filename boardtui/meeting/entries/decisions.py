"""The entries about decisions after they are taken, or taken without a meeting; ``motion`` is the key of either."""

from __future__ import annotations

from typing import Literal

from boardtui.charter.rule import Form, Holds
from boardtui.meeting.entries.base import Choice, DecidedAs, Entry
from boardtui.meeting.entries.parts import ConsultationStatus, OpenDecision


class RatificationSought(Entry, frozen=True):
    """A decision is agreed subject to the word of others. What is left out is as the rule says.

    ``said_by`` is who said that it is asked, where the rule leaves that to the meeting.
    """

    motion: str
    partners: tuple[str, ...] = ()
    form: Form | None = None
    holds: Holds | None = None
    places: dict[str, str] = {}
    due: str | None = None
    reason: str = ""
    said_by: str = ""


class AgreementSought(Entry, frozen=True):
    """A written agreement is put to those who must sign it, by a rule whose decisions are signed."""

    motion: str
    text: str
    rule: str
    date: str
    partners: tuple[str, ...] = ()
    due: str | None = None
    confidential: bool = False


class PointMet(Entry, frozen=True):
    """A point of a decision's checklist is there; ``point`` counts from 1."""

    motion: str
    point: int
    date: str
    reference: str


class DecisionTaken(Entry, frozen=True):
    """A decision between meetings: urgent, by those whom the terms of reference name, or in writing, by count."""

    motion: str
    way: Literal["urgent", "written"]
    text: str
    reason: str
    date: str
    by: tuple[str, ...] = ()
    rule: str = ""
    topic: str | None = None
    votes: dict[str, Choice] = {}
    confidential: bool = False


class DecisionReported(Entry, frozen=True):
    """What was decided between meetings is put before one, which notes or ratifies it."""

    motion: str
    how: Literal["noted", "ratified", "not_ratified"]
    item: str | None = None
    text: str = ""


class DecisionSent(Entry, frozen=True):
    """A decision is sent to another body as a recommendation to it."""

    motion: str
    body: str


class DecisionReceived(Entry, frozen=True):
    """A decision that another body sent, with its text and figures there."""

    motion: str
    from_book: str
    from_hash: str
    history: OpenDecision


class DecisionAnswered(Entry, frozen=True):
    """What another body made of a decision that was sent to it, as its book says."""

    motion: str
    body: str
    outcome: DecidedAs
    text: str
    date: str
    from_hash: str


class ConsultationStated(Entry, frozen=True):
    """Whether statutory consultation on a decision is needed, or has been done, with its reference."""

    motion: str
    status: ConsultationStatus
    reference: str = ""


class DecisionLapsed(Entry, frozen=True):
    """Nobody's word on a decision is waited for any longer, and why."""

    motion: str
    reason: str
