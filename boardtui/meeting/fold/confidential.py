"""Which entries are confidential as a whole, decided by what each names, from the state in which it is recorded.

What an entry names is in the fields of its kind; a kind that neither names a matter, nor is marked, nor says in its class
who may hear of it, is confidential. Meetings convened under vocabulary 1 and 2 are judged by
``older_vocabularies.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from boardtui.meeting import entries as e
from boardtui.meeting.entries import AnyEntry
from boardtui.meeting.fold import older_vocabularies
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Item, Stamped, State
from boardtui.meeting.voting.proxy_votes import cast_in_private

SINCE = 3
"""The vocabulary from which what is public is a function of the public entries alone."""


class Matter(NamedTuple):
    """Something that an entry names: what it is called, and whether it is confidential.

    ``followed``: the public record tells what becomes of it, as of a motion, a decision, an action and an issue.
    """

    label: str
    confidential: bool
    followed: bool = False


def is_confidential(state: State, entry: AnyEntry) -> bool:
    """Whether the entry is withheld from public copies.

    It is where it is recorded while the public is excluded, names something confidential, or is marked so. What names
    nothing that the meeting knows is about the item that is open. A retraction or a time stated is as its target is,
    which only the stretch knows.
    """
    kind = type(entry)
    if state.vocabulary < SINCE:
        return older_vocabularies.is_confidential(state, entry)
    marked = getattr(entry, "confidential", None)
    if kind.heard == "always":
        return False
    if state.excluded or marked or kind.heard == "never":
        return True
    if kind.heard == "unless excluded":
        return False
    naming = _naming(kind)
    if marked is None and not naming:
        return True
    names_something = False
    for named in naming.values():  # loops, since every entry of a book comes by here
        for matter in named(state, entry):
            if matter.confidential:
                return True
            names_something = True
    return not names_something and current_hidden(state)


def check_told_in_public(state: State, stamped: Stamped) -> None:
    """Refuse a confidential entry that changes what the public record tells, since it could not tell the change.

    A mark of its own does not count, nor a vote by a proxy that the public has not heard of: neither changes more than
    the public entries that follow tell.
    """
    if not stamped.confidential or state.vocabulary < SINCE:
        return
    entry = stamped.entry
    naming = _naming(type(entry)).items()
    matters = [matter for name, named in naming if name != "voters" for matter in named(state, entry)]
    public = next((matter for matter in matters if matter.followed and not matter.confidential), None)
    if public is None:
        return
    if state.excluded:
        raise Refused(
            f"{public.label} is public, and what is recorded in private is not: record it when the public is back, or "
            "after the close."
        )
    private = next((matter for matter in matters if matter.confidential), None)
    if private is not None:
        raise Refused(
            f"{public.label} is public, and {private.label[0].lower()}{private.label[1:]} is confidential; one entry "
            "cannot be about both."
        )


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
    return state.phase in ("convened", "open", "adjourned") and heard_in_public(state)


def _item(state: State, entry: Any) -> Iterator[Matter]:
    """The item, unless the entry is about another meeting than this one, whose items are not known here.

    What revokes a proxy names it by its item.
    """
    item = state.items.get(entry.item or "")
    if item is not None and getattr(entry, "meeting", state.meeting) == state.meeting:
        yield _item_named(item)
    if type(entry) is e.ProxyRevoked:
        for proxy in state.proxies:
            if (proxy.member, proxy.item) == (entry.member, entry.item):
                yield Matter("The proxy", proxy.confidential)


def _items(state: State, keys: tuple[str | None, ...]) -> Iterator[Matter]:
    for key in keys:
        item = state.items.get(key or "")
        if item is not None:
            yield _item_named(item)


def _item_named(item: Item) -> Matter:
    return Matter(f"Item {item.agenda.number or item.agenda.item}", item.agenda.confidential)


def _motion(state: State, key: str | None) -> Iterator[Matter]:
    """The motion or decision of that key."""
    decision, motion = state.decisions.get(key or ""), state.motions.get(key or "")
    if decision is not None:
        yield Matter(f"Decision {decision.number or key}", decision.confidential, followed=True)
    elif motion is not None:
        yield Matter(f"Motion {motion.number}", motion.confidential, followed=True)


def _choice(state: State, entry: Any) -> Iterator[Matter]:
    """The choice between candidates; of a vote the field of that name says how somebody voted."""
    choice = None if hasattr(entry, "motion") else state.choices.get(entry.choice)
    if choice is not None:
        yield Matter(f"The choice of {choice.title}", choice.confidential, followed=True)


def _issue(state: State, key: Any) -> Iterator[Matter]:
    issue = state.issues.get(key) if isinstance(key, str) else None
    if issue is not None:
        yield Matter(f"Issue {key}", issue.confidential, followed=True)


def _action(state: State, entry: Any) -> Iterator[Matter]:
    action = state.actions.get(entry.action)
    if action is not None:
        yield Matter(f"Action {entry.action}", action.confidential, followed=True)


def _question(state: State, entry: Any) -> Iterator[Matter]:
    """The question that an action answers."""
    question = state.questions.get(entry.question)
    if question is not None:
        yield Matter("The question", question.confidential)


def _standing(state: State, entry: Any) -> Iterator[Matter]:
    """The interest in the register; what is declared on items says in words of its own what may be heard of it."""
    interest = state.standing.get(entry.standing or "")
    if interest is not None and not hasattr(entry, "items"):
        yield Matter("The registered interest", interest.confidential)


def _voters(state: State, entry: Any) -> Iterator[Matter]:
    """Who is seen to be away and votes tells of the proxy; so the entry is as confidential as that."""
    motion = state.motions.get(entry.motion) if state.proxies else None
    if motion is not None and not cast_in_private(state, motion).isdisjoint(entry.voters):
        yield Matter("A proxy", True)


def _notes(state: State, entry: Any) -> Iterator[Matter]:
    for note in state.notes if entry.replaces else ():
        if note.seq in entry.replaces:
            yield Matter(f"Note {note.seq}", note.confidential)


def _issue_ruled(entry: Any) -> Any:
    """The issue that a ruling is about, where it is about one."""
    if entry.setting == "stage" and isinstance(entry.value, dict):
        return entry.value.get("issue")
    return entry.value if entry.setting == "no_decision" else None


def _history(_: State, entry: Any) -> Iterator[Matter]:
    """What comes from another body's book, which may have dealt with it in private."""
    if entry.history.confidential:
        yield Matter("What is received", True)


_NAMED_BY: dict[str, Callable[[State, Any], Iterator[Matter]]] = {
    "item": _item,
    "items": lambda state, entry: _items(state, entry.items),
    "covers": lambda state, entry: _items(state, entry.covers),
    "motion": lambda state, entry: _motion(state, entry.motion),
    "amends": lambda state, entry: _motion(state, entry.amends),
    "follows": lambda state, entry: _motion(state, entry.follows),
    "answers": lambda state, entry: _motion(state, entry.answers),
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


@cache
def _naming(kind: type[AnyEntry]) -> dict[str, Callable[[State, Any], Iterable[Matter]]]:
    """The fields by which entries of that kind name something, each with what it names."""
    return {name: _NAMED_BY[name] for name in kind.__struct_fields__ if name in _NAMED_BY}
