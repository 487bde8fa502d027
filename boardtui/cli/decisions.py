"""Decisions, rulings, notes, actions and issues of all years, found again from the command line."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from boardtui.charter.words import bare
from boardtui.cli.json_out import write_json
from boardtui.cli.shared import Fault, database, opened, shown

if TYPE_CHECKING:
    from boardtui.desk.desk import Desk
    from boardtui.search.index import Index
    from boardtui.search.query import Match, Query
    from boardtui.search.reading import Tell

NOTHING, WRONG = 1, 2
LONG = 5_000  # entries whose reading takes long enough to be watched


@click.command()
@click.argument("words", nargs=-1)
@click.option(
    "--from", "since", default="", metavar="DAY", help="From this day, month or year on: 2026-11-26, 2026-11, 2026."
)
@click.option("--to", "until", default="", metavar="DAY", help="Up to this day, month or year, it included.")
@click.option("--body", default="", help="Only of this body: its key or title.")
@click.option(
    "--partner",
    default="",
    help="Only what involves this partner (key, short or full name).",
)
@click.option(
    "--outcome",
    default="",
    help="carried, not-carried (by vote or consensus), agreed, no-consensus, withdrawn, accepted, open, taken, chosen; "
    "waiting, in-effect, not-in-effect, in-part, "
    "not-pursued; done, dropped; resolved, referred.",
)
@click.option("--kind", default="", help="motion, decision, ruling, note, action or issue.")
@click.option("--public", is_flag=True, help="Only what every public paper may say, of meetings held in public.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each in place of the table.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help="The most to show.")
@click.option("--rebuild", is_flag=True, help="Read the books anew from their beginning first.")
@database
@click.pass_obj
def decisions(
    config: Path | None,
    words: tuple[str, ...],
    since: str,
    until: str,
    body: str,
    partner: str,
    outcome: str,
    kind: str,
    public: bool,
    as_json: bool,
    limit: int,
    rebuild: bool,
    db: Path | None,
) -> None:
    """Find decisions, rulings, notes, actions and issues of all meetings by WORDS, the latest first.

    Decisions are motions and what was decided without a meeting, each with what it awaits and whether it took effect.

    A word may be the beginning of one; accents and capitals make no difference; what is in quotes is found exactly.
    Ends with 0 where something was found, 1 where nothing was, 2 where nothing could be searched or what was
    found is in a meeting that was altered.
    """
    from boardtui.search.query import Query

    text = " ".join(f'"{word}"' if " " in word.strip() and '"' not in word else word for word in words)
    asked = Query(text, since, until, body, partner, outcome, kind, public)
    with _wrong(), opened(db, config, read_only=True) as desk, _read(desk, rebuild) as (index, problems):
        from boardtui.search.asking import meant

        query = meant(index, asked, desk.bodies())
        left_out = _left_out(desk, index, query) if public else ""
        results = index.find(query, limit)
        if as_json:
            _as_json(results.found)
        else:
            _as_table(desk, results.found)
            more = f", the latest {len(results.found)} are shown" if results.count > len(results.found) else ""
            click.echo(f"{results.words}{more}.", err=True)
        if left_out:
            click.echo(left_out, err=True)
        altered = _altered(desk, results.found, told=set(problems))
    if altered or problems:
        raise SystemExit(WRONG)
    if not results.count:
        raise SystemExit(NOTHING)


def _left_out(desk: Desk, index: Index, query: Query) -> str:
    """How many meetings are left out since they were not held in public; refused where a body has no others."""
    from msgspec.structs import replace

    from boardtui.desk.misnamed import title_in

    private, number = index.not_in_public(replace(query, since="", until=""))
    if query.body and private and private == number:
        none = f"No meeting of the {bare(title_in(desk, query.body))} was held in public, so nothing of it is public."
        raise Fault(f"{none} Without --public all of it is searched.")
    private, _ = index.not_in_public(query)
    if not private:
        return ""
    return f"{private:,} meeting{'s' * (private > 1)} not held in public {'are' if private > 1 else 'is'} left out."


def _altered(desk: Desk, found: Sequence[Match], *, told: set[str]) -> bool:
    """Check the meetings in which something was found, and say which were altered since the index read them.

    ``told``: what was said already, which is not said again.
    """
    from boardtui.book.errors import Altered

    faults: dict[str, Altered] = {}
    for book, start in {(match.book, desk.store.segment_start(match.book, match.thing.at)) for match in found}:
        try:
            desk.store.segment(book, start)
        except Altered as fault:
            faults[str(fault)] = fault
    for text in [text for text in faults if text not in told]:
        click.echo(shown(text), err=True)
    return bool(faults)


@contextmanager
def _read(desk: Desk, rebuild: bool) -> Iterator[tuple[Index, list[str]]]:
    """The index, up to date, and what keeps books from being read to their end, which is said."""
    from boardtui.search.index import Index
    from boardtui.search.reading import behind, catch_up

    index = Index(desk.store.path)
    try:
        if rebuild:
            index.renew()
        total = behind(index, desk.store)
        with _watched(total) as tell:
            problems = catch_up(index, desk.store, tell)
        for book, problem in problems.items():
            click.echo(
                shown(f"The {desk.book_words(book)} is searched only up to where it can be read. {problem}"), err=True
            )
        yield index, list(problems.values())
    finally:
        index.close()


@contextmanager
def _watched(total: int) -> Iterator[Tell | None]:
    """A bar on a terminal while many entries are read for the first time."""
    if total < LONG or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=total, label="Reading the minute books", file=sys.stderr) as bar:
        yield lambda done, _: bar.update(done - bar.pos)


@contextmanager
def _wrong() -> Iterator[None]:
    """Every fault with an exit status of its own, since 1 says that nothing was found."""
    try:
        yield
    except Fault as fault:
        raise Fault(fault.message, WRONG) from fault


def _as_json(found: Sequence[Match]) -> None:
    from boardtui.search.shown import as_line

    for match in found:
        write_json(as_line(match))


def _as_table(desk: Desk, found: Sequence[Match]) -> None:
    from boardtui.charter.words import title_of
    from boardtui.meeting.words.safe_text import plain
    from boardtui.search.shown import beside_words, day_words, marks, outcome_words, what

    titles = dict(desk.bodies())
    rows = [
        (
            day_words(match),
            plain(titles.get(match.body) or title_of(match.body)),
            plain(what(match.thing)),
            outcome_words(match.thing),
            marks(match.thing) + match.thing.text,
        )
        for match in found
    ]
    for line, match in zip(_columns(rows), found, strict=True):
        click.echo(line)
        for beside_word in beside_words(match.thing):
            click.echo(_cut(f"{'':13}{plain(beside_word)}"))


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows with their columns aligned; on a terminal none is wider than it."""
    from rich.cells import cell_len, set_cell_size

    from boardtui.meeting.words.safe_text import plain

    sizes = [max(map(cell_len, column)) for column in zip(*rows, strict=True)][:-1] if rows else []
    for row in rows:
        cells = [" " * (sizes[0] - cell_len(row[0])) + row[0]]
        cells += [set_cell_size(cell, size) for cell, size in zip(row[1:-1], sizes[1:], strict=True)]
        yield _cut(f"{'  '.join(cells)}  {plain(row[-1])}".rstrip())


def _cut(line: str) -> str:
    """A line that on a terminal is no wider than it."""
    from rich.cells import cell_len, set_cell_size

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    return f"{set_cell_size(line, width - 1)}…" if width and cell_len(line) > width else line
