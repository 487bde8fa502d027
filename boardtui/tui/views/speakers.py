"""The list of speakers above the item: who has the floor, who is next, and who spoke."""

from __future__ import annotations

from boardtui.meeting.words.safe_text import plain
from boardtui.tui.safe import EMPTY, Line, wrap
from boardtui.tui.speakers import Speakers, asked_words, is_over, public_list, speaking_words, summary


def speakers_lines(speakers: Speakers, at: str, width: int, *, public: bool) -> list[Line]:
    """Who speaks now, who asked, and who spoke on the item that is open; ``public``: only what may be told."""
    heard = public_list(speakers, speakers.body, speakers.meeting, speakers.item) if public else speakers
    rows: list[Line] = []
    if heard is not None and (text := speaking_words(heard, at)):
        rows += wrap(plain(text), width, "warn" if is_over(heard, at) else "strong")
    if heard is not None and heard.queue:
        waiting = " · ".join(f"{place} {asked_words(speakers, asked)}" for place, asked in enumerate(heard.queue, 1))
        rows += wrap(plain(f"To speak: {waiting}"), width)
    spoken = spoken_lines(speakers, speakers.item, width, public=public)
    return [*rows, *([EMPTY] if rows and not spoken else []), *spoken]


def spoken_lines(speakers: Speakers, item: str, width: int, *, public: bool) -> list[Line]:
    """Who spoke on an item, and for how long."""
    spoken = summary(speakers, item, public=public)
    return [*wrap(plain(f"Spoken: {' · '.join(spoken)}"), width, "dim"), EMPTY] if spoken else []
