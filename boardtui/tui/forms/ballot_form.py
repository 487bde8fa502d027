"""The papers of a secret ballot in a form: given out, in the box, not returned and spoilt, reconciled before it is recorded."""

from __future__ import annotations

from collections.abc import Mapping

from boardtui.meeting.counting.ballot_papers import BallotPapers, unreconciled
from boardtui.tui.forms.checks import Wrong
from boardtui.tui.forms.form import Field

_NUMBERS = {
    "issued": "Ballot papers given out",
    "returned": "Papers in the box",
    "not_returned": "Papers not returned",
    "spoilt": "Spoilt papers",
}
_MOST_DIGITS = 6


def number_in(text: str) -> int | None:
    """A number of votes or papers that was typed; None where it is anything else."""
    typed = text.strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _MOST_DIGITS else None


def before_sorting(may_vote: int) -> list[Field]:
    """What is counted before the papers are sorted; as many as may vote are given out where nothing else is typed."""
    usual = {"issued": str(may_vote), "not_returned": "0"}
    names = ("issued", "returned", "not_returned")
    return [Field(name, _NUMBERS[name], usual.get(name, ""), required=True) for name in names]


def spoilt_field() -> Field:
    """How many of the papers that were sorted do not count."""
    return Field("spoilt", _NUMBERS["spoilt"], "0", required=True)


def papers_in(given: Mapping[str, str], may_vote: int) -> BallotPapers | Wrong:
    """The papers that were typed, or what is wrong with them."""
    numbers: dict[str, int] = {}
    for name, label in _NUMBERS.items():
        number = number_in(given[name])
        if number is None:
            return Wrong(f"{label}: type a number.", name)
        numbers[name] = number
    if numbers["issued"] > may_vote:
        sentence = f"{numbers['issued']} ballot papers were given out, but only {may_vote} may vote."
        return Wrong(sentence, "issued")
    return BallotPapers(numbers["issued"], numbers["returned"], numbers["spoilt"])


def reconciled(given: Mapping[str, str], papers: BallotPapers, counted: int) -> str:
    """What does not agree with the number sorted, in a sentence; empty where all agrees."""
    return unreconciled(papers, number_in(given["not_returned"]) or 0, counted)
