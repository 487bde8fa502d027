"""A choice between candidates as lines: what it is, a column of votes for each round, what is done next, who may not choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from boardtui.charter.words import started
from boardtui.meeting.fold.election_words import BY, how_words, matter_of, round_words
from boardtui.meeting.state.labels import acting_label
from boardtui.meeting.state.state import Election, Round, State
from boardtui.meeting.voting.choosing import tie_by, who_may_choose, why_not_choose
from boardtui.tui.safe import EMPTY, Line, Span, Tone, fit, line, span, width_of, wrap

_NAME = 34  # cells that a name has at the least
_STANDS = 13  # cells for whether a candidate is chosen, with the blanks around it


def choice_lines(state: State, choice: Election, width: int, without: Sequence[str]) -> list[Line]:
    """The choice in full: what it is, what comes next, a column of votes for each round; then who is ``without`` a vote in it."""
    may_choose = len(who_may_choose(state, choice).may_vote)
    rests_on = f" · {choice.rule}" if choice.rule else ""
    lines = [EMPTY, *wrap(started(matter_of(choice)), width, "heading", " ")]
    lines += wrap(f"{how_words(choice)} · {may_choose} may choose{rests_on}", width, "dim", " ")
    if choice.issue in state.issues:
        lines += wrap(f"facilitator of the issue “{state.issues[choice.issue or ''].title}”", width, "dim", " ")
    text, tone = next_words(state, choice)
    lines += [EMPTY, *wrap(text, width, tone, " "), EMPTY]
    heads = "".join(f"{f'round {counted.round}':>10}" for counted in choice.rounds)
    longest = max(width_of((span(name),)) for name in choice.candidates.values())
    wide = max(_NAME, min(longest + 1, width - len(heads) - _STANDS))
    lines.append(line(" ", fit("Candidate", wide), Span(heads, "dim")))
    for key, name in choice.candidates.items():
        votes = "".join(f"{counted.count.votes.get(key, '–')!s:>10}" for counted in choice.rounds)
        lines.append(line(" ", fit(name, wide), votes, "   ", _stands(choice, key)))
    for name, figures in (
        ("spoilt", [counted.count.spoilt for counted in choice.rounds]),
        ("given out", [counted.papers.issued if counted.papers else None for counted in choice.rounds]),
        ("needed", [counted.count.needed for counted in choice.rounds]),
    ):
        if any(figure for figure in figures):
            cells = "".join(f"{'–' if figure is None else figure!s:>10}" for figure in figures)
            lines.append(line(" ", Span(fit(name, wide), "dim"), Span(cells, "dim")))
    lines += [piece for sentence in without for piece in (EMPTY, *wrap(sentence, width, "dim", " "))]
    return lines


def next_words(state: State, choice: Election) -> tuple[str, Tone]:
    """How the choice stands and what is done next, with the key."""
    if choice.status == "withdrawn":
        return f"withdrawn: {choice.withdrawn_reason}", "strong"
    if choice.status == "declared":
        return f"CHOSEN: {choice.names(choice.chosen)}", "good"
    if choice.round == 0:
        return "There are no more candidates than places: d declares who is chosen, without a vote.", "strong"
    counted = current_round(choice)
    if counted is None:
        names = "" if choice.secret else ", o who chose whom"
        return f"Round {choice.round} is to be counted: l records the votes{names}.", "strong"
    figures = round_words(choice, counted)
    if counted.papers is not None:
        figures += f"; {counted.papers.returned} of {counted.papers.issued} papers in the box"
    if counted.count.outcome == "tie":
        equal = choice.names(counted.count.tied)
        return f"{figures}. EQUAL VOTES for {equal}. {tie_decided_by(state)[1]} d asks for it.", "bad"
    if counted.count.outcome == "next_round":
        return f"{figures}. Nobody has more than half: d declares a further round.", "warn"
    return f"{figures}. {choice.names(counted.count.chosen)} chosen: d declares it.", "good"


def left_out(shown: State, choice: Election) -> list[str]:
    """Who is there and may not choose, with the reason, while the choice is open; as far as the state that is ``shown`` tells."""
    if choice.status != "open":
        return []
    electors = who_may_choose(shown, choice)
    names: dict[str, list[str]] = {}
    for key in shown.members:
        if key in shown.present and electors.standing[key].right == "not_eligible":
            names.setdefault(why_not_choose(shown, electors, key), []).append(acting_label(shown, key))
    return [f"May not choose ({why}): {'; '.join(who)}." for why, who in names.items()]


def _stands(choice: Election, key: str) -> Span:
    if key in choice.chosen:
        return Span("✓ chosen", "good")
    if key in choice.withdrew:
        return Span("withdrew", "dim")
    if choice.status == "open" and key not in choice.staying:
        return Span("out", "dim")
    return span("")


def current_round(choice: Election) -> Round | None:
    """The round that is counted and not declared yet; None where it is still to be counted."""
    return next((counted for counted in choice.rounds if counted.round == choice.round), None)


def tie_decided_by(state: State) -> tuple[Literal["lot", "chair"], str]:
    """Who decides between equal votes, and where that is written down."""
    by = tie_by(state)
    if by is None:
        return "chair", "The terms do not say who decides between equal votes, so the Chair does."
    source = state.charter.terms.source_of("choice_tie")
    decided: Literal["lot", "chair"] = "lot" if by == "lot" else "chair"
    return decided, f"Equal votes are decided {BY[decided]}{f' ({source})' if source else ''}."
