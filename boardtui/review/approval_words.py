"""Whose word a past decision would have needed under another rule or charter, in words and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from boardtui.charter.words import bare, counted, listed, title_of
from boardtui.meeting.entries.parts import Asked
from boardtui.meeting.state.labels import with_article
from boardtui.meeting.words.awaiting_words import DONE, MOST_NAMED, NOT_DONE, NOUN
from boardtui.meeting.words.clauses import clause_words
from boardtui.review.model import Approvals

RECORDED = {
    "waits": "as recorded it is awaiting them",
    "in_effect": "as recorded it took effect",
    "in_part": "as recorded it holds for those that agreed",
    "not_in_effect": "as recorded it did not take effect",
    "lapsed": "as recorded it was not pursued",
}


def remarks(approvals: Approvals) -> Iterator[str]:
    """What there is to say of it, where anybody else would have been asked, each as a sentence without its capital."""
    if not approvals.differs:
        return
    yield from _asked(approvals)
    if text := _effect(approvals):
        recorded = RECORDED.get(approvals.effect_before, "")
        yield f"{text}{f' ({recorded})' if recorded else ''}."


def totals(approvals: Sequence[Approvals]) -> str:
    """How many decisions would have needed the word of others than were asked; empty where none would."""
    other = [approval for approval in approvals if approval.differs]
    if not other:
        return ""
    more = sum(bool(approval.added or approval.bodies_added) for approval in other)
    less = sum(bool(approval.no_longer or approval.bodies_no_longer) for approval in other)
    unclear = sum(not approval.known for approval in other)
    texts = [
        f"{more} would have needed it of more" if more else "",
        f"{less} of fewer" if less and more else f"{less} would have needed it of fewer" if less else "",
        f"of {unclear} it is not known whether anybody would have been asked" if unclear else "",
    ]
    effects = [approval.effect for approval in other]
    turned = {
        "in_effect": "{} would have taken effect",
        "in_part": "{} for those that agreed",
        "not_in_effect": "{} would not have taken effect",
        "not_known": "of {} it is not known",
    }
    came = [sentence.format(effects.count(key)) for key, sentence in turned.items() if key in effects]
    text = f"Awaiting others, {counted(len(other), 'decision')}: {'; '.join(filter(None, texts)) or 'asked in another form'}."
    return f"{text} By the answers recorded {', '.join(came)}." if came else text


def as_data(approvals: Approvals | None) -> dict[str, Any] | None:
    """The same as data; None where the other charter says nothing of the decision."""
    if approvals is None:
        return None
    return {
        "asked": _asked_data(approvals.before),
        "would_ask": _asked_data(approvals.would),
        "known": approvals.known,
        "added": list(approvals.added),
        "no_longer": list(approvals.no_longer),
        "bodies_added": list(approvals.bodies_added),
        "bodies_no_longer": list(approvals.bodies_no_longer),
        "effect": approvals.effect_before,
        "would_effect": approvals.effect,
        "answered_yes": list(approvals.answers.yes),
        "answered_no": list(approvals.answers.no),
        "not_answered": list(approvals.answers.missing),
        "not_shown": list(approvals.points),
        "confidential_answers": approvals.hidden,
    }


def _asked_data(asked: Asked | None) -> dict[str, Any] | None:
    if asked is None:
        return None
    return {"partners": list(asked.partners), "form": asked.form, "holds": asked.holds, "clause": asked.clause}


def _asked(approvals: Approvals) -> Iterator[str]:
    if not approvals.known and approvals.would is not None:
        yield (
            f"whether {_whose(approvals, approvals.would, approvals.would.partners)} would have been asked"
            f"{_clause(approvals.would)} is not known: there the meeting says so."
        )
    if approvals.added and approvals.would is not None:
        yield f"{_whose(approvals, approvals.would, approvals.added)} would have been asked{_clause(approvals.would)}."
    if approvals.no_longer and approvals.before is not None:
        why = "" if approvals.carried else ", since it would not have been carried"
        yield f"{_whose(approvals, approvals.before, approvals.no_longer)} would not have been asked{why}."
    if approvals.otherwise and approvals.known and approvals.before is not None and approvals.would is not None:
        yield _another(approvals.before, approvals.would)
    if approvals.bodies_added:
        yield f"it would have been a recommendation to {_bodies(approvals, approvals.bodies_added)}."
    if sent := [key for key in approvals.bodies_no_longer if key not in approvals.by_register]:
        yield f"it would not have gone to {_bodies(approvals, sent)} as a recommendation."
    if approvals.by_register:
        yield f"it would not have been a recommendation to {_bodies(approvals, approvals.by_register)}, as the setup has it now."


def _another(before: Asked, would: Asked) -> str:
    parts = (
        [f"{NOUN[would.form]} would have been asked, and not {NOUN[before.form]}"] if before.form != would.form else []
    )
    if before.holds != would.holds:
        each = "it would have held for each that agrees, whatever the others say"
        parts.append("all would have had to agree" if would.holds == "all" else each)
    return f"{'; '.join(parts)}."


def _whose(approvals: Approvals, asked: Asked, keys: Iterable[str]) -> str:
    """The word asked and whose: "the approval of Cabinet of Doncaster Council", by short names where there are many."""
    texts = tuple(keys)
    if len(texts) > MOST_NAMED:
        return f"the {NOUN[asked.form]} of {counted(len(texts), approvals.asked_noun)} ({_short(approvals, texts)})"
    return f"the {NOUN[asked.form]} of {_named(approvals, texts, asked)}"


def _named(approvals: Approvals, keys: Iterable[str], asked: Asked | None = None) -> str:
    texts = tuple(keys)
    if len(texts) > MOST_NAMED:
        return f"{len(texts)} of those asked ({_short(approvals, texts)})"
    places = asked.places if asked is not None else {}
    names = [
        f"{with_article(places[key])} of {approvals.names.get(key, key)}"
        if key in places
        else approvals.names.get(key, key)
        for key in texts
    ]
    return listed(names)


def _short(approvals: Approvals, keys: Iterable[str]) -> str:
    return ", ".join(approvals.short_names.get(key, key) for key in keys)


def _bodies(approvals: Approvals, keys: Iterable[str]) -> str:
    return listed([f"the {bare(approvals.body_titles.get(key) or title_of(key))}" for key in keys])


def _effect(approvals: Approvals) -> str:
    form, (yes, no, missing) = approvals.would.form if approvals.would else "approval", approvals.answers
    match approvals.effect:
        case "not_in_effect" if approvals.unratified:
            return "it would not have taken effect: the meeting to which it was reported did not ratify it"
        case "none" if approvals.carried:
            return "it would have awaited nobody's approval"
        case "in_effect":
            texts = [f"{DONE[form]} by {_all(yes)}"] if approvals.would is not None else []
            texts += [f"{_bodies(approvals, [approvals.body])} agreed"] if approvals.body else []
            return f"it would have taken effect: {'; '.join(texts)}, as recorded"
        case "in_part":
            return f"it would have held for {_named(approvals, yes)}; {NOT_DONE[form]} by {_named(approvals, no)}"
        case "not_in_effect":
            refused = bool(no) and (approvals.would is None or approvals.would.holds == "all" or not yes)
            why = (
                f"{NOT_DONE[form]} by {_named(approvals, no)}"
                if refused
                else f"{_bodies(approvals, [approvals.body])} did not agree"
            )
            return f"it would not have taken effect: {why}"
        case "not_known":
            return f"whether it would have taken effect is not known: {_unknown(approvals, form, missing)}"
    return ""


def _unknown(approvals: Approvals, form: str, missing: Sequence[str]) -> str:
    """What is lacking for it to be known."""
    if not approvals.certain:
        return "the votes recorded do not say whether it would have been carried"
    whole = approvals.would is not None and len(missing) > MOST_NAMED and set(missing) == set(approvals.would.partners)
    texts = (
        [f"no {NOUN[form]} by {'any of them' if whole else _named(approvals, missing)} is recorded"] if missing else []
    )
    texts += [f"it is not recorded that {listed(approvals.points)} was shown"] if approvals.points else []
    texts += (
        [f"no answer of {_bodies(approvals, [approvals.body])} is recorded"]
        if approvals.body and not approvals.body_said
        else []
    )
    if not texts and approvals.answers.no:
        return f"{NOT_DONE[form]} by {_named(approvals, approvals.answers.no)}, if it was asked"
    return "; ".join(texts)


def _all(keys: Sequence[str]) -> str:
    return {1: "the one asked", 2: "both"}.get(len(keys), f"all {len(keys)}")


def _clause(asked: Asked) -> str:
    return f" ({clause_words(asked.clause)})" if asked.clause else ""
