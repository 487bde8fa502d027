"""The papers of a secret ballot: how many were given out, came back and are spoilt, whether that agrees, and how it is told."""

from __future__ import annotations

import msgspec

from boardtui.charter.words import counted as a_number_of


class BallotPapers(msgspec.Struct, frozen=True):
    """Papers given out, those of them in the box, and those in the box that do not count."""

    issued: int
    returned: int
    spoilt: int = 0


def unreconciled(papers: BallotPapers, not_returned: int, counted: int) -> str:
    """What does not agree, in a sentence; empty where it does.

    ``not_returned`` are the papers given out that the tellers know did not go into the box, ``counted`` those that they
    sorted, the spoilt ones among them.
    """
    box = f"{a_number_of(papers.returned, 'paper')} in the box"
    if papers.returned > papers.issued:
        over = papers.returned - papers.issued
        return f"There are {box}, {over} more than the {papers.issued} that were given out. Count the papers again."
    if counted != papers.returned:
        return f"There are {box}, but {counted} were sorted, spoilt ones among them. Sort and count them again."
    missing = papers.issued - papers.returned - not_returned
    if missing:
        sums = f"{papers.returned} in the box and {not_returned} not returned make {papers.returned + not_returned}"
        lost = f"{a_number_of(missing, 'paper')} missing: count again, or enter as not returned"
        least = "Count again" if missing < 0 else lost
        return f"{a_number_of(papers.issued, 'paper')} given out, but {sums}. {least}."
    return ""


def papers_words(papers: BallotPapers) -> str:
    """How the papers were reconciled, as a sentence for the minutes."""
    left = papers.issued - papers.returned
    if papers.issued == 0:
        return "No ballot paper was given out."
    spoilt = f", {papers.spoilt} of them spoilt" if papers.spoilt else ", none of them spoilt"
    given = f"{a_number_of(papers.issued, 'ballot paper was', 'ballot papers were')} given out"
    if not left:
        return f"{given} and all were returned{spoilt}."
    return f"{given} and {papers.returned} returned{spoilt}; {left} {'was' if left == 1 else 'were'} not returned."
