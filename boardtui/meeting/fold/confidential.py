"""Which entries are confidential as a whole, decided by what each names, from the state in which it is recorded.

What an entry names is in the fields of its kind; a kind that neither names a matter, nor is marked, nor says in its class
who may hear of it, is confidential. Meetings convened under vocabulary 1 and 2 are judged by
``older_vocabularies.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from boardtui.meeting import entries as e
from boardtui.meeting.entries import AnyEntry
from boardtui.meeting.fold import older_vocabularies
from boardtui.meeting.fold.election_words import matter_of
from boardtui.meeting.followup.awaiting import number_of
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Election, Motion, Note, Proxy, Record, Stamped, State
from boardtui.meeting.voting.proxy_votes import cast_in_private

SINCE = 3
"""The vocabulary from which what is public is a function of the public entries alone."""


class Untold(Record, frozen=True):
    """Something confidential that is no part of the state, and what it is called in a sentence."""

    label: str
    confidential: bool = True


Matter = (
    e.AgendaItem | Motion | Election | e.OpenDecision | e.OpenIssue | e.OpenAction | e.QuestionAsked | e.StandingInterest
    | Proxy | Note | Untold
)  # fmt: skip
"""Something that an entry names; whatever it is, it says whether it is confidential."""
Named = tuple[Matter, ...]
"""What one field of an entry names that the meeting knows."""
Naming = Callable[[State, Any], Named]
_FOLLOWED = (Motion, Election, e.OpenDecision, e.OpenIssue, e.OpenAction)
"""Of what the public record tells what becomes of it."""
LABELS: dict[type, Callable[[State, Any], str]] = {
    e.AgendaItem: lambda _, item: f"Item {item.number or item.item}",
    Motion: lambda _, motion: f"Motion {motion.number}",
    Election: lambda _, choice: f"The {matter_of(choice)}",
    e.OpenDecision: lambda state, decision: (
        f"Decision {number_of(state, decision) if decision.number else decision.decision}"
    ),
    e.OpenIssue: lambda _, issue: f"Issue {issue.issue}",
    e.OpenAction: lambda _, action: f"Action {action.action}",
    e.QuestionAsked: lambda *_: "The question",
    e.StandingInterest: lambda *_: "The registered interest",
    Proxy: lambda *_: "The proxy",
    Note: lambda _, note: f"Note {note.seq}",
    Untold: lambda _, untold: untold.label,
}
"""What each matter is called in a sentence."""


def is_confidential(state: State, entry: AnyEntry) -> bool:
    """Whether the entry is withheld from public copies.

    It is where it is recorded while the public is excluded, names something confidential, or is marked so. What names
    nothing that the meeting knows is about the item that is open. A retraction or a time stated is as its target is,
    which only the stretch knows.
    """
    if state.vocabulary < SINCE:
        return older_vocabularies.is_confidential(state, entry)
    by_kind = _HEARD[type(entry)]
    if state.excluded or (by_kind.may_be_marked and entry.confidential):  # type: ignore[union-attr]
        return by_kind.heard != "always"
    if by_kind.heard != "as its matter":
        return by_kind.heard == "never"
    names_something = False
    for named in by_kind.naming:  # loops, since every entry of a book comes by here
        for matter in named(state, entry):
            if matter.confidential:
                return True
            names_something = True
    if names_something:
        return False
    return (not by_kind.may_be_marked and not by_kind.naming) or current_hidden(state)


def check_told_in_public(state: State, stamped: Stamped) -> None:
    """Refuse a confidential entry that changes what the public record tells, since it could not tell the change.

    A mark of its own does not count, nor a vote by a proxy that the public has not heard of: neither changes more than
    the public entries that follow tell.
    """
    if not stamped.confidential or state.vocabulary < SINCE:
        return
    entry = stamped.entry
    naming = [named for named in _HEARD[type(entry)].naming if named is not _voters]
    matters = [matter for named in naming for matter in named(state, entry)]
    public = next((matter for matter in matters if isinstance(matter, _FOLLOWED) and not matter.confidential), None)
    if public is None:
        return
    label = _label(state, public)
    if state.excluded:
        raise Refused(
            f"{label} is public, and what is recorded in private is not: record it when the public is back, or "
            "after the close."
        )
    private = next((matter for matter in matters if matter.confidential), None)
    if private is not None:
        other = _label(state, private)
        raise Refused(
            f"{label} is public, and {other[0].lower()}{other[1:]} is confidential; one entry cannot be about both."
        )


def _label(state: State, matter: Matter) -> str:
    return LABELS[type(matter)](state, matter)


def withheld(state: State, stamped: Stamped) -> bool:
    """Whether a recorded entry is left out of what is public; ``state`` is that of the end of its stretch.

    It is as it was recorded. Only under vocabulary 1 and 2 could something become confidential by what came later.
    """
    if state.vocabulary < SINCE:
        return older_vocabularies.withheld(state, stamped)
    return stamped.confidential


def hidden_now(state: State, item: str | None = None) -> bool:
    """Whether what is recorded now is confidential for when it is, or for its item: the one named, else the open one."""
    about = state.items.get(item or state.current or "")
    return state.excluded or (about is not None and about.agenda.confidential)


def may_change(state: State, matter: Any, *, private: bool) -> bool:
    """Whether what is recorded in private, or in public, may change a motion, decision, action or issue."""
    return not private or state.vocabulary < SINCE or bool(matter.confidential)


def was_private(state: State, lines: Iterable[Stamped]) -> bool:
    """Whether a meeting is over of which a part is confidential, so that forms about it ask what an entry is.

    What was carried over, and not touched, is no part of it.
    """
    parts = (line for line in lines if not isinstance(line.entry, e.ConfidentialCarried))
    return state.phase == "closed" and any(withheld(state, line) for line in parts)


def current_hidden(state: State) -> bool:
    """Whether the item that is open is confidential."""
    item = state.items.get(state.current or "")
    return item is not None and item.agenda.confidential


def heard_in_public(state: State) -> bool:
    """Whether the public is in the room at this moment and hears what is said, whatever item is open."""
    return state.in_public and not state.excluded


def public_in_room(state: State) -> bool:
    """Whether the public may be in the room: from the roll to the close of a meeting in public, unless it is excluded."""
    return state.is_running and heard_in_public(state)


def _item(state: State, entry: Any) -> Named:
    item = state.items.get(entry.item or "")
    return () if item is None else (item.agenda,)


def _item_of_meeting(state: State, entry: Any) -> Named:
    """The item of an entry that says of which meeting; of another than this one the items are not known here."""
    return _item(state, entry) if entry.meeting == state.meeting else ()


def _proxy(state: State, entry: e.ProxyRevoked) -> Named:
    """The item, and the proxy that is revoked, which is named by its item."""
    revoked = [proxy for proxy in state.proxies if (proxy.member, proxy.item) == (entry.member, entry.item)]
    return (*_item(state, entry), *revoked)


def _items(state: State, keys: tuple[str | None, ...]) -> Named:
    items = [state.items.get(key or "") for key in keys]
    return tuple(item.agenda for item in items if item is not None)


def _by_motion(field: str) -> Naming:
    """The motion or decision whose key stands in that field."""
    key_of = attrgetter(field)

    def named(state: State, entry: Any) -> Named:
        key = key_of(entry)
        decision = state.decisions.get(key) or state.motions.get(key)
        return () if decision is None else (decision,)

    return named


def _choice(state: State, entry: Any) -> Named:
    """The choice between candidates."""
    choice = state.choices.get(entry.choice)
    return () if choice is None else (choice,)


def _issue(state: State, key: Any) -> Named:
    issue = state.issues.get(key) if isinstance(key, str) else None
    return () if issue is None else (issue,)


def _action(state: State, entry: Any) -> Named:
    action = state.actions.get(entry.action)
    return () if action is None else (action,)


def _question(state: State, entry: Any) -> Named:
    """The question that an action answers."""
    question = state.questions.get(entry.question)
    return () if question is None else (question,)


def _standing(state: State, entry: Any) -> Named:
    """The interest in the register."""
    interest = state.standing.get(entry.standing)
    return () if interest is None else (interest,)


def _voters(state: State, entry: Any) -> Named:
    """Who is seen to be away and votes tells of the proxy; so the entry is as confidential as that."""
    motion = state.motions.get(entry.motion) if state.proxies else None
    if motion is None or cast_in_private(state, motion).isdisjoint(entry.voters):
        return ()
    return (Untold("A proxy"),)


def _notes(state: State, entry: Any) -> Named:
    return tuple(note for note in state.notes if note.seq in entry.replaces) if entry.replaces else ()


def _issue_ruled(entry: Any) -> Any:
    """The issue that a ruling is about, where it is about one."""
    if entry.setting == "stage" and isinstance(entry.value, dict):
        return entry.value.get("issue")
    return entry.value if entry.setting == "no_decision" else None


def _history(_: State, entry: Any) -> Named:
    """What comes from another body's book, which may have dealt with it in private."""
    return (Untold("What is received"),) if entry.history.confidential else ()


_NAMED_BY: dict[str, Naming] = {
    "item": _item,
    "items": lambda state, entry: _items(state, entry.items),
    "covers": lambda state, entry: _items(state, entry.covers),
    "motion": _by_motion("motion"),
    "amends": _by_motion("amends"),
    "follows": _by_motion("follows"),
    "answers": _by_motion("answers"),
    "issue": lambda state, entry: _issue(state, entry.issue),
    "action": _action,
    "question": _question,
    "choice": _choice,
    "standing": _standing,
    "voters": _voters,
    "replaces": _notes,
    "history": _history,
    "value": lambda state, entry: _issue(state, _issue_ruled(entry)),
}


_NAMED_OTHERWISE: dict[type[AnyEntry], dict[str, Naming | None]] = {
    e.MinutesCorrected: {"item": _item_of_meeting},
    e.PaperWithheld: {"item": _item_of_meeting},
    e.PaperReleased: {"item": _item_of_meeting},
    e.ProxyRevoked: {"item": _proxy},
    e.VotesRecorded: {"choice": None},  # it says how somebody votes
    e.DissentNoted: {"choice": None},
    e.InterestDeclared: {"standing": None},  # it says in words of its own what may be heard of the interest
}
"""Fields of one kind by which it names something else than other kinds do by theirs, or nothing."""


class _Heard(Record, frozen=True):
    """Who may hear of a kind of entry, whether one of it may be marked confidential, and what its fields name, in order."""

    heard: e.Heard
    may_be_marked: bool
    naming: tuple[Naming, ...]


class _HeardByKind(dict[type[AnyEntry], _Heard]):
    """It for each kind of entry; made when a kind is first met."""

    def __missing__(self, kind: type[AnyEntry]) -> _Heard:
        naming = {**_NAMED_BY, **_NAMED_OTHERWISE.get(kind, {})}
        fields = kind.__struct_fields__
        named_by = tuple(named for name in fields if (named := naming.get(name)))
        return self.setdefault(kind, _Heard(kind.heard, "confidential" in fields, named_by))


_HEARD = _HeardByKind()  # asked at every entry of a book, where a cached function would take longer
