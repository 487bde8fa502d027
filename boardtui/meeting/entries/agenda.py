"""The entries about what is worked through: items, notes, the draft of the minutes, actions, times of the memorandum."""

from __future__ import annotations

from typing import ClassVar

from boardtui.meeting.entries.base import Entry, Heard
from boardtui.meeting.entries.parts import ActionRegister, ActionStatus, Correction, ItemKind


class ItemOpened(Entry, frozen=True):
    item: str


class ItemClosed(Entry, frozen=True):
    item: str
    outcome: str = ""


class ItemAdded(Entry, frozen=True):
    """A further agenda item; ``after`` names the item that it follows, None puts it last.

    ``urgent`` is the chair's reason why it is taken though it was not on the agenda: the special circumstances, which
    section 100B(4)(b) of the Local Government Act 1972 wants in the minutes.
    """

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
    after: str | None = None
    urgent: str = ""


class ItemKindCorrected(Entry, frozen=True):
    """Which standing item an item is, where its title tells it wrongly; empty: an ordinary one."""

    item: str
    standing_item: ItemKind


class ItemDeferred(Entry, frozen=True):
    item: str
    reason: str


class NoteTaken(Entry, frozen=True):
    item: str | None
    text: str
    confidential: bool = False


class QuestionAsked(Entry, frozen=True):
    """A question from the public, as it was put and answered; without an ``answer`` one is to follow in writing."""

    question: str
    item: str | None
    asker: str
    text: str
    organisation: str = ""
    answered_by: str = ""
    answer: str = ""
    confidential: bool = False


class ParagraphDrafted(Entry, frozen=True):
    """A paragraph of the minutes: in place of the notes whose numbers (seq) ``replaces`` gives, or a further one."""

    item: str | None
    text: str
    replaces: tuple[int, ...] = ()
    confidential: bool = False


class ActionAgreed(Entry, frozen=True):
    """What somebody is to do; ``question`` is the question from the public to which it is the written answer.

    ``register`` "condition": ``text`` is what is to be delivered or shown for the decision ``motion``, which is subject
    to it. "support": ``text`` is the support for or the intervention at ``partner`` that was agreed, by the decision
    ``motion`` where there is one; ``due`` is the day of its review, ``owner`` who sees to that, and ``recommended`` what
    ``recommended_by`` had recommended.
    """

    action: str
    item: str | None
    text: str
    owner: str
    due: str | None = None
    confidential: bool = False
    question: str = ""
    register: ActionRegister = ""
    motion: str | None = None
    partner: str | None = None
    recommended: str = ""
    recommended_by: str = ""


class ActionUpdated(Entry, frozen=True):
    """What became of an action; without ``due`` or ``owner`` it keeps its own."""

    action: str
    status: ActionStatus
    due: str | None = None
    text: str = ""
    owner: str | None = None


class MilestoneReached(Entry, frozen=True):
    """A time that the memorandum names is dealt with: which ``occurrence`` of it, when (YYYY-MM-DD), and how.

    ``begins``: not that it is dealt with, but that what starts its time limit happened on that date. ``until``: of the
    end, the date to which the memorandum was extended.
    """

    heard: ClassVar[Heard] = "unless excluded"

    occurrence: str
    title: str
    date: str
    text: str = ""
    begins: bool = False
    until: str | None = None


class MinutesCorrected(Entry, frozen=True):
    """A correction to draft minutes before they are approved; ``place`` names in words where it is.

    ``of_action`` and ``of_motion`` are the action or motion of that meeting whose words or owner it corrects, filled in by the
    program, so that what is carried over reads as corrected too.
    """

    meeting: str
    item: str | None
    place: str
    stood: str
    stands: str
    confidential: bool = False
    of_action: str = ""
    of_motion: str = ""


class MinutesApproved(Entry, frozen=True):
    """Minutes are approved with ``corrections`` in words; ``worded`` are those of them that were not entered one by one
    and correct the words of an action or motion alone, filled in by the program."""

    heard: ClassVar[Heard] = "unless excluded"

    meeting: str
    corrections: tuple[str, ...] = ()
    signed_by: str = ""
    worded: tuple[Correction, ...] = ()
