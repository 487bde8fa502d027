"""What entries are made of: members, agenda items, and what one meeting hands to the next."""

from __future__ import annotations

from typing import Literal

import msgspec

from boardtui.charter.model import StageKey

ActionStatus = Literal["open", "done", "dropped"]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A record inside an entry."""


class Member(Part, frozen=True):
    """A seat on the body, held by a named person, representing no, one or several partners."""

    key: str
    name: str = ""
    seat: str = ""
    partners: tuple[str, ...] = ()
    vacant: bool = False


class AgendaItem(Part, frozen=True):
    """A line of the agenda. ``planned`` is local HH:MM, ``minutes`` the time it may take."""

    item: str
    title: str
    number: str = ""
    purpose: str = ""
    paper: str = ""
    lead: str = ""
    planned: str = ""
    minutes: int | None = None
    topic: str | None = None
    confidential: bool = False


class OpenIssue(Part, frozen=True):
    """An issue that is not resolved, as one meeting hands it to the next."""

    issue: str
    title: str
    topic: str | None = None
    parties: tuple[str, ...] = ()
    clause: str = ""
    raised: str = ""
    stages: tuple[IssueStep, ...] = ()
    stage: StageKey | None = None
    status: str = "open"
    facilitator: str = ""
    responses: tuple[Response, ...] = ()
    notified: tuple[Notice, ...] = ()
    confidential: bool = False


class IssueStep(Part, frozen=True):
    """One thing done about an issue at a stage: on what basis, with which motion, what came of it."""

    stage: StageKey
    at: str
    text: str
    motion: str | None = None
    outcome: str | None = None
    group: str = ""


class Response(Part, frozen=True):
    """A partner's answer to a decision sent to it."""

    partner: str
    accepts: bool
    date: str
    reference: str = ""


class Notice(Part, frozen=True):
    """A decision sent to partners: to whom, how, on which day, and of an issue the motion that decided last."""

    partners: tuple[str, ...]
    means: str
    date: str
    motion: str | None = None


class OpenAction(Part, frozen=True):
    """An action that is not yet done, as one meeting hands it to the next."""

    action: str
    text: str
    owner: str
    due: str | None = None
    item: str | None = None
    agreed: str = ""
    meeting: str = ""
    status: ActionStatus = "open"
    updates: tuple[str, ...] = ()
    confidential: bool = False


class MinutesDue(Part, frozen=True):
    """A past meeting whose minutes await approval."""

    meeting: str
    title: str
    starts: str = ""


class Carried(Part, frozen=True):
    """What earlier meetings left open."""

    issues: tuple[OpenIssue, ...] = ()
    actions: tuple[OpenAction, ...] = ()
    minutes: tuple[MinutesDue, ...] = ()


class Objection(Part, frozen=True):
    """A maintained objection, with its reason where one was given."""

    member: str
    reason: str = ""
