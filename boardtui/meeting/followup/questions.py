"""Questions from the public: who asked what, who answered, or that a written answer follows, and the action that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from boardtui.meeting.entries import ActionAgreed, OpenAction, QuestionAsked
from boardtui.meeting.state.check import fresh, known, require, under_way
from boardtui.meeting.state.kind import Kind
from boardtui.meeting.state.labels import item_label, owner_label
from boardtui.meeting.state.state import Note, Stamped, State


def ask(state: State, stamped: Stamped) -> State:
    """A question is put, with its answer where there is one; it stands among the notes of its item."""
    entry = stamped.entry
    assert isinstance(entry, QuestionAsked)
    under_way(state)
    fresh(entry.question, state.questions, "question from the public")
    if entry.item is not None:
        known(entry.item, state.items, "agenda item")
    require(bool(entry.asker.strip()), "Say who asked the question.")
    require(bool(entry.text.strip()), "Say what was asked.")
    note = Note(
        seq=stamped.seq,
        at=stamped.at,
        item=entry.item,
        text=question_words(state, entry),
        confidential=stamped.confidential,
        place=stamped.seq,
        questions=(entry.question,),
    )
    kept = replace(entry, confidential=stamped.confidential)
    return replace(state, questions={**state.questions, entry.question: kept}, notes=state.notes.plus(note))


def asker_label(question: QuestionAsked) -> str:
    """Who asked, with the organisation for which."""
    asker, organisation = question.asker.strip(), question.organisation.strip()
    return f"{asker} ({organisation})" if organisation else asker


def asked_by(state: State, action: ActionAgreed) -> str:
    """Who put the question from the public that an action answers; empty where it answers none that may be told."""
    question = state.questions.get(action.question)
    return asker_label(question) if question else ""


def question_words(state: State, question: QuestionAsked) -> str:
    """The question and its answer as the notes have them, a paragraph each; not what follows in writing."""
    asked = f"{asker_label(question)} asked: {question.text.strip()}"
    answer, by = question.answer.strip(), question.answered_by.strip()
    if not answer:
        return asked
    return f"{asked}\n\n{f'{owner_label(state, by)} answered' if by else 'Answer'}: {answer}"


def told(
    state: State,
    note: Note,
    say: Callable[[str | None], str] = lambda day: day or "",
    reference: Callable[[str], str] = lambda action: "",
) -> str:
    """A note in full: its text, and of each question that it tells whether a written answer follows.

    Args:
        state: what may be told.
        note: the note, or the paragraph drafted in its place.
        say: writes a day (YYYY-MM-DD).
        reference: the reference of the action of that key; empty where it has none.
    """
    return "\n\n".join([note.text, *_following(state, note, say, reference)])


def _following(
    state: State, note: Note, say: Callable[[str | None], str], reference: Callable[[str], str]
) -> Iterator[str]:
    for key in note.questions:
        question = state.questions.get(key)
        if question is None or question.answer.strip():
            continue
        actions = [action for action in state.actions.values() if action.question == key]
        named = "; ".join(_action_words(state, action, say, reference(action.action)) for action in actions)
        yield f"A written answer will follow: {named}." if named else "A written answer will follow."


def _action_words(state: State, action: OpenAction, say: Callable[[str | None], str], reference: str) -> str:
    owner, due = owner_label(state, action.owner), say(action.due)
    words = [f"action {reference}", owner] if reference else [f"action for {owner}"]
    return ", ".join([*words, *([f"by {due}"] if due else [])])


def _words(state: State, entry: QuestionAsked) -> str:
    kind = "confidential question" if entry.confidential else "question"
    on = item_label(state, entry.item)
    return f"{kind} from {asker_label(entry)}{f' on {on}' if on else ''}: {entry.text}"


KINDS = (Kind(QuestionAsked, ask, _words),)
