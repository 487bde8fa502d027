"""A whole book folded again, stretch by stretch: what it says, and whether each recorded step was allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any, NamedTuple

from boardtui.book.chain import BRINGS_IN, GENESIS, Line, linked
from boardtui.book.errors import Newer, OfEntry
from boardtui.book.reader import CHUNK
from boardtui.desk.folding import entries_of
from boardtui.meeting import entries
from boardtui.meeting.entries import AnyEntry, MeetingConvened, kind
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Election, Motion, State


class Replayed(NamedTuple):
    """What a replay found: the stretches' last states, how many entries, the head; or the first that is wrong."""

    book: str
    stretches: list[Stretch]
    entries: int
    head: str
    wrong: int | None = None
    problem: str | None = None


def replay(lines: Iterable[Line], *, keep: bool = True, each: Callable[[Stretch], None] | None = None) -> Replayed:
    """Fold a book from its first entry, checking every link and every step on the way.

    Args:
        lines: the book in order.
        keep: keep every stretch; without it only the last one, so that memory stays bounded.
        each: is handed every stretch when it has come to its end, the last one too, even where the book is wrong there.

    Raises:
        Newer: an entry is of a newer vocabulary than this program's, so nobody here can say whether it was allowed.
    """
    stretches: list[Stretch] = []
    replayed = _replay(lines, stretches, keep, each or _nothing)
    if each is not None and stretches:
        each(stretches[-1])
    return replayed


def _nothing(_: Stretch) -> None:
    pass


def _replay(lines: Iterable[Line], stretches: list[Stretch], keep: bool, each: Callable[[Stretch], None]) -> Replayed:
    previous: Line | None = None
    taken: dict[str, set[str]] = {field: set() for field in BRINGS_IN.values()}
    stretch = Stretch("")
    try:
        for line, entry in chain.from_iterable(_read(lines)):
            what = type(entry)
            if previous is None or what is MeetingConvened:
                _keep_taken(taken, stretch.state)
                if stretches:
                    each(stretches[-1])
                stretch = Stretch(line.book, stretch.state if previous else None)
                if not keep:
                    stretches.clear()
                stretches.append(stretch)
            if what in BRINGING and (twice := _taken(entry, taken)):
                raise _Wrong(line.seq, f"Entry {line.seq} brings in the {twice} a second time.")
            try:
                stretch.take(line.seq, line.at, line.by, entry)
            except Refused as refused:
                raise _Wrong(line.seq, f"Entry {line.seq} is not allowed: {refused}") from refused
            previous = line
    except _Wrong as wrong:
        return _result(stretches, previous, wrong.seq, wrong.problem)
    return _result(stretches, previous)


class _Wrong(Exception):
    """The first entry that is wrong, and a sentence saying what is."""

    def __init__(self, seq: int, problem: str) -> None:
        super().__init__(problem)
        self.seq, self.problem = seq, problem


def _read(lines: Iterable[Line]) -> Iterator[Iterable[tuple[Line, AnyEntry]]]:
    """Each line with its entry, once it is known to follow from the line before it, many at a time. Raises _Wrong and Newer.

    Links are checked and entries decoded for many lines at a time, which costs less than one thing after another.
    """
    remaining = iter(lines)
    previous: Line | None = None
    while chunk := list(islice(remaining, CHUNK)):
        following, problem = linked(chunk, previous)
        decoded, unread = entries_of(following)
        yield zip(following, decoded, strict=False)  # fewer were decoded where one could not be
        if isinstance(unread, Newer):
            raise unread
        if unread is not None:
            seq = following[len(decoded)].seq
            raise _Wrong(seq, f"Entry {seq} {unread.words}" if isinstance(unread, OfEntry) else str(unread))
        if problem is not None:
            raise _Wrong(chunk[len(following)].seq, problem)
        previous = chunk[-1]


BRINGING = frozenset(getattr(entries, name) for name in BRINGS_IN)


def _keep_taken(taken: dict[str, set[str]], state: State) -> None:
    """Note what a stretch leaves taken: its meeting, and its motions, issues, actions and interests, carried ones too."""
    if not state.called_off:
        taken["meeting"].add(state.meeting)
    taken["motion"].update(state.motions)
    taken["issue"].update(state.issues)
    taken["action"].update(state.actions)
    taken["standing"].update(state.standing)
    taken["choice"].update(state.choices)
    taken["occurrence"].update(state.milestones)


def _taken(entry: AnyEntry, taken: dict[str, set[str]]) -> str:
    """What an entry brings in although an earlier meeting did, in words; empty where it does not."""
    field = BRINGS_IN[kind(entry)]
    key = getattr(entry, field)
    return f"{field} {key}" if key in taken[field] else ""


def _result(
    stretches: list[Stretch], last: Line | None, wrong: int | None = None, problem: str | None = None
) -> Replayed:
    if last is None:
        return Replayed("", stretches, 0, GENESIS, wrong, problem)
    return Replayed(last.book, stretches, last.seq, last.hash, wrong, problem)


def confidential_entries(lines: Iterable[Line]) -> tuple[Replayed, set[int]]:
    """Replay a book; with what was found, the numbers of the entries that a public copy leaves out."""
    hidden: set[int] = set()
    replayed = replay(
        lines, keep=False, each=lambda stretch: hidden.update(line.seq for line in stretch.lines if line.confidential)
    )
    return replayed, hidden


def as_json(lines: Iterable[Line]) -> tuple[Replayed, dict[str, Any]]:
    """Replay a book; with what was found, the state that it folds to, in the words of the replay command."""
    meetings: list[dict[str, Any]] = []
    issues: dict[str, dict[str, Any]] = {}

    def said(stretch: Stretch) -> None:
        meetings.extend([meeting_json(stretch.state)] if stretch.state.meeting else [])
        for issue in stretch.state.issues.values():
            issues[issue.issue] = {"issue": issue.issue, "stage": issue.stage, "status": issue.status}

    replayed = replay(lines, keep=False, each=said)
    head = {"book": replayed.book, "entries": replayed.entries, "head": replayed.head}
    return replayed, {**head, "meetings": meetings, "issues": list(issues.values())}


def meeting_json(state: State) -> dict[str, Any]:
    """One meeting in the words of the replay command."""
    return {
        "meeting": state.meeting,
        "title": state.title,
        "state": state.phase,
        "present": list(state.present),
        "motions": [_motion(motion) for motion in state.motions.values()],
        **({"choices": [_choice(choice) for choice in state.choices.values()]} if state.choices else {}),
        "actions": [
            {"action": action.action, "status": action.status, "owner": action.owner, "due": action.due}
            for action in state.actions.values()
        ],
    }


def _motion(motion: Motion) -> dict[str, Any]:
    result = motion.result
    figures = ("for_", "against", "abstain", "not_voted", "eligible", "base", "needed")
    return {
        "motion": motion.key,
        "item": motion.item,
        "rule": motion.rule,
        "topic": motion.topic,
        "outcome": motion.status,
        **{name.rstrip("_"): getattr(result, name) if result else None for name in figures},
        # without it a motion would be carried on fewer votes than it needs
        **({"casting_vote": result.casting_vote} if result is not None and result.casting_vote else {}),
    }


def _choice(choice: Election) -> dict[str, Any]:
    return {
        "choice": choice.key,
        "item": choice.item,
        "title": choice.title,
        "status": choice.status,
        "rounds": [
            {
                "round": one.round,
                "votes": one.count.votes,
                "valid": one.count.valid,
                "spoilt": one.count.spoilt,
                "issued": one.papers.issued if one.papers else None,
                "returned": one.papers.returned if one.papers else None,
            }
            for one in choice.rounds
        ],
        "chosen": list(choice.chosen),
    }
