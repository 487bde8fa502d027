"""Whose word a past decision would have needed under another rule or charter, in words and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from boardtui.charter.words import counted, listed
from boardtui.meeting.entries.parts import Asked
from boardtui.meeting.words.awaiting_words import DONE, MOST_NAMED, NOT_DONE, NOUN
from boardtui.meeting.words.clauses import clause_words
from boardtui.review.model import Approvals

RECORDED = {
    "waits": "as recorded it waits for them",
    "in_effect": "as recorded it took effect",
    "in_part": "as recorded it holds for those that agreed",
    "not_in_effect": "as recorded it did not take effect",
    "lapsed": "as recorded it was not pursued",
}


def remarks(one: Approvals) -> Iterator[str]:
    """What there is to say of it, where anybody else would have been asked, each as a sentence without its capital."""
    if not one.differs:
        return
    yield from _asked(one)
    if words := _effect(one):
        recorded = RECORDED.get(one.effect_before, "")
        yield f"{words}{f' ({recorded})' if recorded else ''}."


def totals(found: Sequence[Approvals]) -> str:
    """How many decisions would have needed the word of others than were asked; empty where none would."""
    other = [one for one in found if one.differs]
    if not other:
        return ""
    more = sum(bool(one.added or one.bodies_added) for one in other)
    less = sum(bool(one.no_longer or one.bodies_no_longer) for one in other)
    unclear = sum(not one.known for one in other)
    told = [
        f"{more} would have needed it of more" if more else "",
        f"{less} of fewer" if less and more else f"{less} would have needed it of fewer" if less else "",
        f"of {unclear} it is not known whether anybody would have been asked" if unclear else "",
    ]
    effects = [one.effect for one in other]
    turned = {
        "in_effect": "{} would have taken effect",
        "in_part": "{} for those that agreed",
        "not_in_effect": "{} would not have taken effect",
        "not_known": "of {} it is not known",
    }
    came = [words.format(effects.count(key)) for key, words in turned.items() if key in effects]
    words = f"Word of others, {counted(len(other), 'decision')}: {'; '.join(filter(None, told)) or 'asked in another form'}."
    return f"{words} By the answers recorded {', '.join(came)}." if came else words


def as_data(one: Approvals | None) -> dict[str, Any] | None:
    """The same as data; None where the other charter says nothing of the decision."""
    if one is None:
        return None
    return {
        "asked": _asked_data(one.before),
        "would_ask": _asked_data(one.would),
        "known": one.known,
        "added": list(one.added),
        "no_longer": list(one.no_longer),
        "bodies_added": list(one.bodies_added),
        "bodies_no_longer": list(one.bodies_no_longer),
        "effect": one.effect_before,
        "would_effect": one.effect,
        "answered_yes": list(one.answers.yes),
        "answered_no": list(one.answers.no),
        "not_answered": list(one.answers.missing),
        "not_shown": list(one.points),
        "confidential_answers": one.hidden,
    }


def _asked_data(asked: Asked | None) -> dict[str, Any] | None:
    if asked is None:
        return None
    return {"partners": list(asked.partners), "form": asked.form, "holds": asked.holds, "clause": asked.clause}


def _asked(one: Approvals) -> Iterator[str]:
    if not one.known and one.would is not None:
        yield (
            f"whether {_whose(one, one.would, one.would.partners)} would have been asked{_clause(one.would)} is not known: "
            "there the meeting says so."
        )
    if one.added and one.would is not None:
        yield f"{_whose(one, one.would, one.added)} would have been asked{_clause(one.would)}."
    if one.no_longer and one.before is not None:
        why = "" if one.carried else ", since it would not have been carried"
        yield f"{_whose(one, one.before, one.no_longer)} would not have been asked{why}."
    if one.otherwise and one.known and one.before is not None and one.would is not None:
        yield _another(one.before, one.would)
    if one.bodies_added:
        yield f"it would have been a recommendation to {listed(one.bodies_added)}."
    if sent := [key for key in one.bodies_no_longer if key not in one.by_register]:
        yield f"it would not have gone to {listed(sent)} as a recommendation."
    if one.by_register:
        yield f"it would not have been a recommendation to {listed(one.by_register)}, as by the register it is now."


def _another(before: Asked, would: Asked) -> str:
    parts = (
        [f"{NOUN[would.form]} would have been asked, and not {NOUN[before.form]}"] if before.form != would.form else []
    )
    if before.holds != would.holds:
        each = "it would have held for each that agrees, whatever the others say"
        parts.append("all would have had to agree" if would.holds == "all" else each)
    return f"{'; '.join(parts)}."


def _whose(one: Approvals, asked: Asked, keys: Iterable[str]) -> str:
    """The word asked and whose: "the approval of Cabinet of Doncaster Council", by key where there are many."""
    found = tuple(keys)
    if len(found) > MOST_NAMED:
        return f"the {NOUN[asked.form]} of {len(found)} partners ({', '.join(found)})"
    return f"the {NOUN[asked.form]} of {_named(one, found, asked)}"


def _named(one: Approvals, keys: Iterable[str], asked: Asked | None = None) -> str:
    found = tuple(keys)
    if len(found) > MOST_NAMED:
        return f"{len(found)} of those asked ({', '.join(found)})"
    places = asked.places if asked is not None else {}
    names = [
        f"{places[key]} of {one.names.get(key, key)}" if key in places else one.names.get(key, key) for key in found
    ]
    return listed(names)


def _effect(one: Approvals) -> str:
    form, (yes, no, missing) = one.would.form if one.would else "approval", one.answers
    match one.effect:
        case "not_in_effect" if one.unratified:
            return "it would not have taken effect: the meeting to which it was reported did not ratify it"
        case "none" if one.carried:
            return "it would have waited for nobody's word"
        case "in_effect":
            told = [f"{DONE[form]} by {_all(yes)}"] if one.would is not None else []
            told += [f"{one.body} agreed"] if one.body else []
            return f"it would have taken effect: {'; '.join(told)}, as recorded"
        case "in_part":
            return f"it would have held for {_named(one, yes)}; {NOT_DONE[form]} by {_named(one, no)}"
        case "not_in_effect":
            refused = bool(no) and (one.would is None or one.would.holds == "all" or not yes)
            why = f"{NOT_DONE[form]} by {_named(one, no)}" if refused else f"{one.body} did not agree"
            return f"it would not have taken effect: {why}"
        case "not_known":
            return f"whether it would have taken effect is not known: {_unknown(one, form, missing)}"
    return ""


def _unknown(one: Approvals, form: str, missing: Sequence[str]) -> str:
    """What is lacking for it to be known."""
    if not one.certain:
        return "the votes recorded do not say whether it would have been carried"
    whole = one.would is not None and len(missing) > MOST_NAMED and set(missing) == set(one.would.partners)
    told = [f"no {NOUN[form]} by {'any of them' if whole else _named(one, missing)} is recorded"] if missing else []
    told += [f"it is not recorded that {listed(one.points)} was shown"] if one.points else []
    told += [f"no answer of {one.body} is recorded"] if one.body and not one.body_said else []
    if not told and one.answers.no:
        return f"{NOT_DONE[form]} by {_named(one, one.answers.no)}, if it was asked"
    return "; ".join(told)


def _all(keys: Sequence[str]) -> str:
    return {1: "the one asked", 2: "both"}.get(len(keys), f"all {len(keys)}")


def _clause(asked: Asked) -> str:
    return f" ({clause_words(asked.clause)})" if asked.clause else ""
