"""A choice between candidates as the room sees it: who stands, each round once it is declared, and who was chosen."""

from __future__ import annotations

from typing import get_args

from boardtui.charter.words import started
from boardtui.config.config import Room
from boardtui.meeting import entries as e
from boardtui.meeting.fold.election_words import how_words, matter_of, needed_words, tie_words
from boardtui.meeting.state.state import Election, Round, Stamped
from boardtui.papers.source import Source
from boardtui.tui.wall.scenes import Choosing


def choice_before_the_room(src: Source, last: Stamped | None) -> str:
    """The choice that the room is at: what was last done (``last``) was about it, or it is open on the item that is."""
    choices = src.state.choices
    if last is not None and isinstance(last.entry, get_args(e.ChoiceEntry)) and last.entry.choice in choices:
        return str(last.entry.choice)
    waiting = [
        key for key, election in choices.items() if election.status == "open" and election.item == src.state.current
    ]
    return waiting[-1] if waiting else ""


def choice_scene(src: Source, key: str, room: Room) -> Choosing:
    """What there is to show of a choice; of a round that is not declared yet the figures only where counts are live."""
    choice = src.state.choices[key]
    rounds = [one for one in choice.rounds if one.declared or room.counts == "live"]
    counted = rounds[-1] if rounds else None
    return Choosing(
        title=started(matter_of(choice)),
        how=started(how_words(choice)),
        round=choice.round,
        candidates=tuple(choice.candidates[each] for each in choice.staying) if choice.status == "open" else (),
        counted=f"Round {counted.round}" if counted is not None else "",
        figures=_figures(choice, counted) if counted is not None else (),
        needed=needed_words(counted) if counted is not None else "",
        tie=f"{tie_words(choice, counted.tie)}." if counted is not None and counted.tie is not None else "",
        chosen=tuple(choice.candidates[each] for each in choice.chosen),
        withdrawn=choice.withdrawn_reason,
    )


def _figures(choice: Election, one: Round) -> tuple[tuple[str, int], ...]:
    """Who had how many votes in a round, the most first."""
    most = sorted(one.count.votes.items(), key=lambda item: -item[1])
    return tuple((choice.candidates.get(key, key), votes) for key, votes in most)
