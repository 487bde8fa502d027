"""The pictures that the wall may show, one at a time, as words and figures without any layout.

Every string may hold somebody's own words and is not made plain; whoever paints it sees to that.
"""

from __future__ import annotations

from typing import Literal

import msgspec


class Scene(msgspec.Struct, frozen=True):
    """What the wall shows at one moment."""


class Waiting(Scene, frozen=True):
    """Nothing to show yet, or nothing that can be read: one sentence."""

    words: str


class Private(Scene, frozen=True):
    """The public is excluded, or the item is confidential: that, the reason where it is public, and nothing else."""

    reason: str = ""


class Attendance(msgspec.Struct, frozen=True):
    """How many members are there, of how many seats, how many of them remotely, and the quorum in words.

    ``by_proxy`` is how many more are represented by proxy, ``deputies`` the deputies without a vote, in words that follow.
    """

    present: int
    seats: int
    remote: int
    quorate: bool | None
    quorum: str
    by_proxy: int = 0
    deputies: str = ""


class Line(msgspec.Struct, frozen=True):
    """A line of the public agenda. ``planned`` is local HH:MM or empty."""

    number: str
    title: str
    planned: str = ""


class Before(Scene, frozen=True):
    """The meeting is convened and not yet open."""

    partnership: str
    body: str
    title: str
    date: str
    place: str
    begins: str
    agenda: tuple[Line, ...]


class Now(Scene, frozen=True):
    """The meeting is at an item, or between two (then ``number`` and ``title`` are empty). Times are in minutes.

    ``speaking`` says who has the floor, ``speakers`` who asked for it, in order.
    """

    meeting: str
    number: str
    title: str
    lead: str
    paper: str
    used: int | None
    planned: int | None
    following: Line | None
    attendance: Attendance | None
    speaking: str = ""
    speakers: tuple[str, ...] = ()


class Adjourned(Scene, frozen=True):
    """The meeting stands adjourned."""

    meeting: str
    reason: str
    since: str


class Question(msgspec.Struct, frozen=True):
    """A motion as it was put: its full words, who moved it, the rule in plain words, and rulings on it, one line each."""

    number: str
    text: str
    moved: str
    rule: str
    rulings: tuple[str, ...] = ()


class Put(Scene, frozen=True):
    """A motion is before the meeting, and no vote has been recorded."""

    question: Question
    attendance: Attendance | None


class Count(msgspec.Struct, frozen=True):
    """A running count. ``whole`` is what the bar stands for; ``needed`` is None where no number of votes is.

    ``objections``: it is agreed unless somebody objects, so only those against and who stands aside are counted;
    ``consensus``: nobody votes, all are asked whether they agree.
    """

    for_: int
    against: int
    abstain: int
    not_yet: int
    needed: int | None
    whole: int
    objections: bool = False
    consensus: bool = False


class Voting(Scene, frozen=True):
    """The vote is being taken. ``count`` is None where the board does not show it before the declaration.

    ``asked`` says how many are eligible and how many votes it takes, ``proxies`` who votes for whom, where all of that is public.
    ``consensus``: nobody votes, since a consensus is sought.
    """

    question: Question
    asked: str
    count: Count | None
    proxies: str = ""
    consensus: bool = False


class Result(Scene, frozen=True):
    """A result as it was declared. ``figures`` are those of a vote; on a consensus there are objections to count."""

    question: Question
    outcome: Literal["carried", "not_carried"]
    words: str
    figures: tuple[tuple[str, int], ...]
    arithmetic: str
    decision: str
    binding: str
    casting: str
    subject: str = ""
    names: tuple[tuple[str, str], ...] = ()


class Withdrawn(Scene, frozen=True):
    """A motion was withdrawn."""

    question: Question
    reason: str


class Choosing(Scene, frozen=True):
    """A choice between candidates: those who stand in the round that is open, and what came of the last one counted.

    ``figures`` are the votes of that round, the most first; ``chosen`` are who came out of it in the end, ``withdrawn``
    why there is nothing to choose any more.
    """

    title: str
    how: str
    round: int
    candidates: tuple[str, ...]
    counted: str
    figures: tuple[tuple[str, int], ...]
    needed: str
    tie: str
    chosen: tuple[str, ...]
    withdrawn: str = ""


class Closed(Scene, frozen=True):
    """The meeting is over, or ``called_off`` for a reason. ``at`` is empty where the close was recorded in private."""

    body: str
    title: str
    at: str
    following: str
    minutes: str
    called_off: str = ""
