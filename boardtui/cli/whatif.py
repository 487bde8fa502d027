"""Whether the decisions of a coming meeting are within reach."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from boardtui.cli.json_out import write_json
from boardtui.cli.shared import Fault, database, opened, session_of, shown
from boardtui.meeting.state.state import filled_seats

if TYPE_CHECKING:
    from boardtui.meeting.planning.whatif import Decisive, Prospect


@click.command()
@click.argument("book")
@click.argument("meeting", required=False)
@click.option("--absent", multiple=True, metavar="MEMBER", help="A member who will not be there; may be repeated.")
@click.option("--withdraws", multiple=True, metavar="MEMBER:ITEM", help="A member who will withdraw from an item.")
@click.option("--public", is_flag=True, help="Only what every public paper may say.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each item and rule in place of words.")
@database
@click.pass_obj
def whatif(
    config: Path | None,
    book: str,
    meeting: str | None,
    absent: tuple[str, ...],
    withdraws: tuple[str, ...],
    public: bool,
    as_json: bool,
    db: Path | None,
) -> None:
    """Show whether each decision at the next MEETING could be carried, and whose absence would prevent it."""
    from boardtui.meeting.planning.whatif import expected, prospects, reckoned
    from boardtui.meeting.words.whatif_words import lines
    from boardtui.review.prospects import meeting_state

    pairs = [_pair(text) for text in withdraws]
    with opened(db, config, read_only=True) as desk:
        session_of(desk, book)
        state = expected(meeting_state(desk, book, meeting, public=public), absent, pairs)
        foreseen = prospects(state)
        if as_json:
            import msgspec

            for prospect in foreseen:
                write_json(msgspec.json.encode(_data(prospect)) + b"\n")
            return
        filled = filled_seats(state)
        click.echo(
            f"{shown(state.title)}: {len(state.present)} of {filled} members expected, reckoned as if all of them agree."
        )
        if register := reckoned(state):
            click.echo(shown(register))
        for text, _ in lines(state, foreseen):
            click.echo(shown(text))
        if not foreseen:
            click.echo("No item of its agenda has a topic or is for decision, so there is nothing to work out.")


def _pair(text: str) -> tuple[str, str]:
    member, colon, item = text.partition(":")
    if not colon:
        raise Fault(f"--withdraws {shown(text)!r} names no item; write it as MEMBER:ITEM.")
    return member, item


def _data(prospect: Prospect) -> dict[str, Any]:
    return {
        "item": prospect.item,
        "topic": prospect.topic,
        "rule": prospect.rule.key,
        "clause": prospect.rule.clause,
        "unit": prospect.who.unit,
        "within": prospect.within,
        "eligible": len(prospect.who.voters),
        "votes": prospect.votes,
        "base": prospect.base,
        "needed": prospect.needed,
        "lacking": prospect.lacking,
        "others": list(prospect.others),
        "absence": _members(prospect.absence),
        "dissent": _members(prospect.dissent),
        "quorum": {"met": prospect.quorum.met, "present": prospect.quorum.present, "needed": prospect.quorum.needed},
    }


def _members(decisive: Decisive | None) -> dict[str, Any] | None:
    if decisive is None:
        return None
    return {"size": decisive.size, "among": list(decisive.among), "sets": [list(keys) for keys in decisive.sets]}
