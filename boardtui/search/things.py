"""What can be found: the motions, decisions, rulings, notes, actions and issues of a book, and what is said of them later."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from boardtui.meeting.record.corrected import corrections_of, of_action, text_as_corrected
from boardtui.meeting.record.passages import Minuted
from boardtui.meeting.state.state import Approval
from boardtui.meeting.state.wording import times_in
from boardtui.search.following import EFFECTS, WAITING, DecisionStatus

Kind = Literal["motion", "decision", "ruling", "note", "action", "issue"]
KINDS: tuple[Kind, ...] = ("motion", "decision", "ruling", "note", "action", "issue")
TAKEN_BACK = "taken_back"
OUTCOMES = (
    "carried", "not_carried", "agreed", "no_consensus", "discussed", "withdrawn", "accepted", "open", "done", "dropped",
    "resolved", "referred", "taken", "chosen", WAITING, *EFFECTS,
)  # fmt: skip
CALLED = {
    "urgent": "urgent decision",
    "written": "decision in writing",
    "agreement": "written agreement",
    "received": "decision received",
    "choice": "election",
    "amendment": "amendment",
    "outcome": "outcome",
    "evidence": "evidence",
    "question": "question",
}


class Thing(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that can be found.

    ``seq`` is the entry that brought it in, ``at`` the one to look at (where a motion was decided), ``key`` that of the
    motion, decision, action or issue. ``outcome`` is one of OUTCOMES, taken_back, or nothing (a note, a ruling).
    ``way`` is how a decision was taken without a meeting, or that it is a choice, an amendment, evidence (CALLED), ``consensus``
    that it was sought in place of a vote, ``by`` who took or ruled it, ``standing`` whose word it waits for and what
    came of it; ``followed``: later meetings may say more of it.
    ``words`` are found too. ``minuted`` is a motion or a note as the draft minutes had it, ``corrected`` what their
    approval corrected of it.
    """

    seq: int
    at: int
    kind: Kind
    text: str
    key: str = ""
    day: str = ""
    number: str = ""
    item: str = ""
    outcome: str = ""
    rule: str = ""
    clause: str = ""
    figures: str = ""
    counted: dict[str, int | str | None] = {}
    owner: str = ""
    due: str = ""
    confidential: bool = False
    partners: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    way: str = ""
    consensus: bool = False
    by: str = ""
    standing: DecisionStatus = DecisionStatus()
    followed: bool = False
    minuted: Minuted | None = None
    corrected: tuple[str, ...] = ()


class Change(NamedTuple):
    """What an entry says of an action, issue or decision that may have been brought in by an earlier meeting.

    ``reads`` is the title with which an issue is corrected, ``owner`` whose an action is from then on, in words, and
    ``partners`` those that the owner speaks for. ``stood`` and ``due_was`` are the owner and the
    due date in whose place others were put by the approval of minutes, and ``quoted`` is what that quotes.
    ``day`` is on which it was said of an action: it gives way to what was said on a later one.
    """

    seq: int
    kind: Kind
    key: str
    outcome: str
    due: str
    words: str
    standing: DecisionStatus | None = None
    reads: str = ""
    owner: str = ""
    partners: tuple[str, ...] = ()
    stood: str = ""
    due_was: str = ""
    quoted: str = ""
    day: str = ""


class Contents(NamedTuple):
    """A stretch as the public may know it, or as it was: the things brought in, and changes to earlier things."""

    things: list[Thing]
    changes: list[Change]
    approvals: tuple[Approval, ...] = ()


def corrected(thing: Thing, given: Approval, things: Iterable[Thing] = ()) -> Thing:
    """A motion, a note or an action as the approved minutes of its meeting have it, with what was corrected of it in words.

    ``things`` are all those of the meeting: words that stand in several of an item are not changed in any.
    """
    if thing.minuted is None:
        return thing
    beside = [
        other
        for other in things
        if other.minuted is not None and other.seq != thing.seq
        and other.confidential is thing.confidential and other.outcome != TAKEN_BACK
    ]  # fmt: skip
    others = tuple(_minuted(other) for other in beside if other.minuted and other.minuted.item == thing.minuted.item)
    before = _minuted(thing)._replace(others=others)
    texts = tuple(corrections_of(before, given.entered, given.corrections))
    if thing.kind == "action":
        texts = of_action(texts, 1 + sum(other.kind == "action" and other.seq < thing.seq for other in beside))
    return replace(thing, text=text_as_corrected(before, given), corrected=texts)


def _minuted(thing: Thing) -> Minuted:
    """What the draft had of a thing, known by its key, or by its entry where it has none."""
    assert thing.minuted is not None
    return thing.minuted._replace(of=(thing.kind, thing.key or thing.seq), confidential=thing.confidential)


def changed(thing: Thing, changes: Iterable[Change]) -> Thing:
    """The thing after what was said of it later."""
    for change in changes:
        if _is_of_others(change, thing):
            continue
        before = (thing.text if change.reads else "", thing.owner if change.owner else "")  # by which it is found, too
        outcome, consensus = by_vote(change.outcome)
        thing = replace(
            thing,
            text=change.reads or thing.text,
            outcome=outcome or thing.outcome,
            consensus=consensus or thing.consensus,
            due=change.due or thing.due,
            owner=change.owner or thing.owner,
            partners=tuple(dict.fromkeys((*thing.partners, *change.partners))),
            words=(*thing.words, *filter(None, (*before, change.words))),
        )
        if change.standing is not None:
            asked = tuple(dict.fromkeys((*thing.partners, *change.standing.partners)))
            thing = replace(thing, standing=change.standing, partners=asked)
    return thing


def _is_of_others(change: Change, thing: Thing) -> bool:
    """Whether the owner or date in whose place others were put is no longer that of an action, or is in its words instead."""
    other = change.stood not in ("", thing.owner) or change.due_was not in ("", thing.due[:10])
    return other or bool(change.quoted.strip() and times_in(thing.text, change.quoted))


def by_vote(outcome: str) -> tuple[str, bool]:
    """An outcome as that of a vote, by which things are found too, and whether it is one of a consensus."""
    if outcome == "for_some":
        return "in_part", False
    as_vote = {"agreed": "carried", "no_consensus": "not_carried"}.get(outcome)
    return as_vote or outcome, as_vote is not None


def decided_as(thing: Thing) -> str:
    """What was decided of it, as one of OUTCOMES."""
    of_consensus = {"carried": "agreed", "not_carried": "no_consensus"} if thing.consensus else {}
    return of_consensus.get(thing.outcome, thing.outcome)
