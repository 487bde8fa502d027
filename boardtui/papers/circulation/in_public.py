"""Whether what is about to be put before the public was held in public: a body that meets in private is asked first."""

from __future__ import annotations

from boardtui.desk.desk import Desk
from boardtui.meeting.words.safe_text import plain
from boardtui.papers.errors import PaperError


class NotInPublic(PaperError):
    """What would go out tells of meetings that were not held in public; it is written once that is confirmed."""


def require_in_public(desk: Desk, book: str, meeting: str | None = None) -> None:
    """Raise NotInPublic where a public copy would tell of a meeting that was not held in public.

    The copy that goes out with a meeting holds the meetings before it, so each of them counts.

    Args:
        desk: the open database.
        book: the body's book.
        meeting: the key of the meeting up to which the book goes out; the whole book where left out.
    """
    private = desk.not_in_public(book, None if meeting is None else desk.held(book, meeting))
    if not private:
        return
    named = next((past_meeting for past_meeting in private if past_meeting.meeting == meeting), private[-1])
    name = f"“{plain(named.title)}” ({plain(named.meeting)})" if named.title else plain(named.meeting)
    if named.meeting == meeting:
        raise NotInPublic(f"The meeting {name} was not held in public, so it is not published.")
    more = f" and {len(private) - 1} more" if len(private) > 1 else ""
    was = "were" if more else "was"
    before = "" if meeting is None else f" up to {plain(meeting)}"
    raise NotInPublic(
        f"The {plain(desk.book_words(book))}{before} holds the meeting {name}{more}, which {was} not held in public."
    )
