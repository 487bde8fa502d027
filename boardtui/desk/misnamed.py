"""What a name is that stands where that of a body or a meeting is asked for: a meeting's for a body's, or another body's."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from boardtui.book.errors import BookError
from boardtui.charter.words import bare, title_of
from boardtui.desk.desk import Desk

_MOST = 5  # meetings that are named


def no_body(desk: Desk, said: str, known: Iterable[str], what: str = "body") -> str:
    """Why there is no body of that name, or no minute book (``what``), in a sentence; ``known`` are those there are."""
    if whose := body_of(desk, said):
        return f"{said[:70]!r} is a meeting of the {bare(title_in(desk, whose))}, not a body; that body is {whose}."
    if said in dict(desk.bodies()):
        return f"The {bare(title_in(desk, said))} has no minute book yet: none of its meetings has been convened."
    return f"There is no {what} {said[:70]!r}; there are: {', '.join(known) or 'none yet'}."


def no_meeting(desk: Desk, book: str, said: str, *, or_planned: bool = False) -> str:
    """Why a body has no meeting of that name, in a sentence, with those that it has.

    Args:
        desk: the open database.
        book: the body's book.
        said: the name that is no meeting's of that body.
        or_planned: a meeting that is still to be convened would have done as well.
    """
    whose = body_of(desk, said)
    if whose == book:
        return f"The meeting {said[:70]!r} is planned and has not been convened yet."
    if whose:
        not_of = f"not of the {bare(title_in(desk, book))}; that body is {whose}"
        return f"{said[:70]!r} is a meeting of the {bare(title_in(desk, whose))}, {not_of}."
    named = [meeting.meeting for meeting in desk.past(_MOST, book)]
    named += [meeting.key for meeting in desk.planned() if meeting.body == book] if or_planned else []
    there = f" Name one of these: {', '.join(named)}." if named else ""
    if said in dict(desk.bodies()):
        return f"{said!r} is a body, the {bare(title_in(desk, said))}, and not a meeting.{there}"
    if or_planned:
        return f"Neither the {desk.book_words(book)} nor the setup has a meeting {said[:70]!r}.{there}"
    return f"The {desk.book_words(book)} holds no meeting {said[:70]!r}.{there}"


def body_of(desk: Desk, meeting: str) -> str:
    """The body of which the setup plans, or a minute book holds, a meeting of that key; empty where none does."""
    planned = {one.key: one.body for one in desk.planned()}
    if meeting in planned:
        return planned[meeting]
    for book in desk.store.books():
        with contextlib.suppress(BookError):  # what is wrong with another book is said where that is used
            if desk.held(book, meeting) is not None:
                return book
    return ""


def title_in(desk: Desk, body: str) -> str:
    """A body by its title, else as its key tells."""
    return dict(desk.bodies()).get(body) or title_of(body)
