"""Lines of screens as text: the bar and what is next to do after each entry, and issues with their way through the stages."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from boardtui.desk.desk import Desk
from boardtui.meeting import entries as e
from boardtui.meeting.record.live import Live, quorum_heard
from boardtui.meeting.state.state import State
from boardtui.tui.safe import Line as Drawn
from boardtui.tui.status import attendance, publicity
from boardtui.tui.views.issue import issue_rows
from boardtui.tui.views.next_step import next_step
from boardtui.tui.views.track import WIDE, track_lines
from tests.agreement.naive import numbered_standing
from tests.agreement.readers import Facts
from tests.papers.build_minutes import STAGES
from tests.public_record.pairs import BOOK, Line

WIDTH = 300
_TITLES = {None: "not begun", **{stage.key: stage.title for stage in STAGES}}
_MARKS = {"▶": "open", "✓": "resolved", "→": "referred"}


def words_of(parts: Drawn) -> str:
    """What is written in a line of a screen."""
    return "".join(piece.text for piece in parts).rstrip()


def bar_of(state: State) -> str:
    """The bar above the screens and what is next to do, apart by tabs, as the secretary has them."""
    step = next_step(state, state, quorum_heard(state))
    return "\t".join(words_of(part) for part in (publicity(state), attendance(state), step))


def issues_of(desk: Desk) -> Iterator[tuple[str, str]]:
    """The rows of the list of issues, open and settled, each with its stages below it, to the board and to the public."""
    session = desk.session(BOOK)
    public = [Live().state(session.stretch)] if session.state.in_public else []
    now = datetime.datetime.combine(desk.today(), datetime.time(), datetime.UTC)
    for name, states in (("issues screen", [session.state]), ("public issues screen", public)):
        yield name, "\n".join(row for state in states for row in _issues(state, now))


def _issues(state: State, now: datetime.datetime) -> Iterator[str]:
    local = datetime.datetime.fromisoformat
    for settled in (False, True):
        for row in issue_rows(state, now, local, WIDTH, settled=settled):
            if row.choosable and not row.goes_on:
                yield words_of(row.parts)
                issue = state.issues[row.key.partition(" ")[2]]
                tracked = track_lines(state, issue, WIDE - 1, local, now.date())
                yield from (f"    {words_of(one)}" for one in tracked)


def stages_of(name: str, text: str) -> Facts:
    """How each issue stands and at which stage by the list, which its way through the stages has to say too."""
    if not name.endswith("issues screen"):
        return {}
    found: Facts = {}
    title, facts = "", dict[str, str]()
    for line in text.splitlines():
        if row := re.match(r"([▶✓→]) (?:confidential )?(\S.*?) {2,}(\S.*?) {2,}", line):
            title, facts = f"issue {row[2]}", {"status": _MARKS[row[1]]}
            facts |= {"stage": _whole(row[3])} if facts["status"] == "open" else {}
            found[title] = facts
        elif (at := re.match(r" {4}▶ (\S.*?) {2,}", line)) and facts.get("stage") != _whole(at[1]):
            facts["stage, twice"] = at[1]
    return found


def _whole(words: str) -> str:
    """The title of a stage of which a column has the beginning."""
    return next((title for title in _TITLES.values() if title.startswith(words.rstrip("…"))), words)


def stages_in(lines: Sequence[Line]) -> Facts:
    """At which stage each issue is by the entries."""
    return {
        f"issue {one.title}": {"status": one.status, **({"stage": _TITLES[one.stage]} if one.status == "open" else {})}
        for one in _issues_in(lines).values()
    }


class _Standing(NamedTuple):
    title: str
    stage: str | None
    status: str


def _issues_in(lines: Sequence[Line]) -> dict[str, _Standing]:
    """Each issue by its key."""
    titles: dict[str, str] = {}
    stages: dict[str, str | None] = {}
    status: dict[str, str] = {}
    for _, entry, _ in numbered_standing(lines):
        match entry:
            case e.IssueRaised():
                titles[entry.issue], stages[entry.issue] = entry.title, None
            case e.IssueReceived():
                titles[entry.issue], stages[entry.issue] = entry.history.title, entry.history.stage
            case e.IssueCorrected() if entry.issue in titles:
                titles[entry.issue] = entry.title
            case e.PlaceAttempted():
                stages[entry.issue] = "place"
            case e.IssueAdvanced():
                stages[entry.issue] = entry.stage
            case e.IssueResolved() | e.IssueReferred():
                status[entry.issue] = "resolved" if isinstance(entry, e.IssueResolved) else "referred"
        if isinstance(entry, e.PlaceAttempted | e.FacilitationEnded) and entry.resolved:
            status[entry.issue] = "resolved"
    return {key: _Standing(title, stages[key], status.get(key, "open")) for key, title in titles.items()}


def wrong_replay(lines: Sequence[Line], texts: dict[str, str]) -> Iterator[str]:
    """What the replay for programs says otherwise than the entries: who was there in the end, and the stages of issues."""
    replayed = json.loads(texts["replay.json"])
    if replayed["entries"] != len(lines):
        yield f"replay.json: {replayed['entries']} entries of {len(lines)}"
    there: dict[str, set[str]] = {}
    now, meeting = _Moment(), ""
    for _, entry, _ in numbered_standing(lines):
        now.see(entry)
        meeting = entry.meeting if isinstance(entry, e.MeetingConvened) else meeting
        there[meeting] = {*now.there}
    for one in replayed["meetings"]:
        if {*one["present"]} != there[one["meeting"]]:
            yield f"replay.json: {one['meeting']}: {one['present']} present, and by the entries {there[one['meeting']]}"
    issues = _issues_in(lines)
    for one in replayed["issues"]:
        known = issues[one["issue"]]
        if (one["stage"], one["status"].partition(" ")[0]) != (known.stage, known.status):
            yield f"replay.json: {one}, and by the entries {known}"


def wrong_bars(lines: Sequence[Line], texts: dict[str, str]) -> Iterator[str]:
    """Each bar that is not that of its moment: whether the public is there, how many members are, whether it is adjourned."""
    rows = [line.split("\t") for name, text in texts.items() if name.endswith(" bar") for line in text.splitlines()]
    bars = {int(number): rest for number, *rest in rows}
    now = _Moment()
    for seq, entry, _ in numbered_standing(lines):
        now.see(entry)
        if seq in bars and now.opened and "CLOSED" not in bars[seq][0]:
            public, present, step = bars[seq]
            if now.outside is not public.startswith("PUBLIC EXCLUDED"):
                yield f"entry {seq}: the bar has {public} while the public is {'out' if now.outside else 'in'}"
            if now.adjourned is not ("ADJOURNED" in public) or now.adjourned is not step.startswith("ADJOURNED"):
                yield f"entry {seq}: {public}, {step}: {'' if now.adjourned else 'not '}adjourned by the entries"
            said = re.match(r"(\d+) of (\d+) present", present)
            least, most = sum(not deputy for deputy in now.there.values()), len(now.there)
            if said and (int(said[2]) != len(now.seats) or not least <= int(said[1]) <= most):
                yield f"entry {seq}: {present}, and by the entries {least} to {most} of {len(now.seats)}"


class _Moment:
    """Where a meeting is: whether it was opened, stands still, the public is out, which seats are held and who is there."""

    def __init__(self) -> None:
        self.outside = self.opened = self.adjourned = False
        self.there: dict[str, bool] = {}  # by seat, whether by a deputy
        self.seats: set[str] = set()

    def see(self, entry: e.AnyEntry) -> None:
        match entry:
            case e.MeetingConvened():
                self.outside = self.opened = self.adjourned = False
                self.there, self.seats = {}, {one.key for one in entry.members if not one.vacant}
            case e.SeatFilled():
                self.seats.add(entry.member or entry.seat.key)  # type: ignore[union-attr]
            case e.MemberArrived():
                self.there[entry.member] = entry.deputy is not None
            case e.MemberLeft():
                self.there.pop(entry.member, None)
            case e.PublicExcluded() | e.PublicReadmitted():
                self.outside = isinstance(entry, e.PublicExcluded)
            case e.MeetingOpened() | e.MeetingResumed() | e.MeetingAdjourned():
                self.opened, self.adjourned = True, isinstance(entry, e.MeetingAdjourned)
