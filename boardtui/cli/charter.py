"""The memoranda that come with the program, and a board's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from boardtui.cli.shared import Fault, database, faults_in_words, opened, shown

if TYPE_CHECKING:
    from boardtui.charter.model import Charter


@click.group()
def charter() -> None:
    """The memoranda that come with the program, and a board's own."""


@charter.command(name="list")
def charter_list() -> None:
    """Name the charters that come with the program."""
    from boardtui.charter.load import names, shipped

    for name in names():
        charter = shipped(name)
        click.echo(f"{name}: {charter.title}, {charter.date}; {_size(charter)}")


@charter.command(name="check")
@click.argument("file", type=click.Path(path_type=Path))
def charter_check(file: Path) -> None:
    """Say whether a charter FILE can be used, and if not, what is wrong where."""
    from boardtui.charter.load import load

    with faults_in_words():
        charter = load(file)
    click.echo(f"{shown(file)} can be used: {shown(charter.title)}, {_size(charter)}.")


@charter.command(name="show")
@click.argument("name", required=False)
@database
@click.pass_obj
def charter_show(config: Path | None, name: str | None, db: Path | None) -> None:
    """Print what the charter of that NAME, or in that file, says: parties, Annex 1, bodies, rules, silences.

    Without NAME it is the charter of the database, with all changes, and which charter holds from which day.
    """
    from boardtui.charter.show import show

    if name:
        for line in show(_charter(name)):
            click.echo(shown(line))
        return
    from boardtui.register.bodies import read_charter
    from boardtui.register.versions import version_words

    with opened(db, config, read_only=True) as desk:
        for line in (*show(read_charter(desk.store.connection)), *_held(version_words(desk.store.connection))):
            click.echo(shown(line))


def _held(texts: list[str]) -> list[str]:
    return ["", "Which charter holds from which day:", *(f"  {text}" for text in texts)] if texts else []


@charter.command(name="export")
@click.argument("file", type=click.Path(path_type=Path))
@database
@click.pass_obj
def charter_export(config: Path | None, file: Path, db: Path | None) -> None:
    """Write the charter of the database, with all changes, to FILE (TOML), to be edited and imported by renew."""
    from boardtui.papers.circulation.charter_file import write_charter

    with opened(db, config, read_only=True) as desk:
        written = write_charter(desk, file)
    click.echo(f"{shown(written)} is written. Edit it; boardtui charter check and boardtui charter renew take it.")


@charter.command(name="renew")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "day", required=True, metavar="DAY", help="The first day on which it holds: 2027-01-01.")
@click.option("--agreed", default="", metavar="TEXT", help="How the parties agreed on it, such as the signatures.")
@database
@click.pass_obj
def charter_renew(config: Path | None, file: Path, day: str, agreed: str, db: Path | None) -> None:
    """Let the charter in FILE, all of the memorandum as renewed or amended, hold from a DAY on.

    Meetings on that day and later are convened with it; those convened before keep their own.
    """
    from boardtui.charter.load import load
    from boardtui.dates import calendar_day, date_words
    from boardtui.desk.planning import meetings_from
    from boardtui.register.versions import add_version

    try:
        first = calendar_day(day)
    except ValueError as error:
        raise Fault(f"“{shown(day)}” is not a day. Enter it as 2027-01-01.") from error
    with opened(db, config) as desk:
        changes = add_version(desk.store.connection, load(file), first, agreed)
        kept, _ = meetings_from(desk, first)
    for sentence in changes:
        click.echo(shown(sentence))
    for title in kept:
        click.echo(shown(f"{title} was convened already and keeps the charter that it has."))
    click.echo(
        f"The charter holds from {date_words(first.isoformat())}: meetings on that day and later are convened with it."
    )


@charter.command(name="take-back")
@click.argument("day")
@database
@click.pass_obj
def charter_take_back(config: Path | None, day: str, db: Path | None) -> None:
    """Let the charter that was to hold from DAY not hold after all, as long as no meeting was convened with it."""
    from boardtui.dates import day_as_written
    from boardtui.register.versions import take_back_version

    with opened(db, config) as desk:
        take_back_version(desk.store.connection, day)
    click.echo(f"No charter is to hold from {shown(day_as_written(day))}.")


@charter.command(name="diff")
@click.argument("old")
@click.argument("new")
def charter_diff(old: str, new: str) -> None:
    """Say in sentences how the charter NEW differs from OLD; each is a name or a file."""
    from boardtui.charter.differ import differences

    texts = differences(_charter(old), _charter(new))
    for sentence in texts or ["The two say the same of parties, subjects, bodies, seats, rules and terms."]:
        click.echo(shown(sentence))


def _charter(name: str) -> Charter:
    from boardtui.charter.load import load, names, shipped

    with faults_in_words():
        if name in names():
            return shipped(name)
        if not name.endswith(".toml") and not Path(name).exists():
            raise Fault(
                f"{shown(name)} is no file, and the charters that come with the program are {', '.join(names())}."
            )
        return load(name)


def _size(held: Charter) -> str:
    from boardtui.charter.words import counted

    return f"{counted(len(held.partners), 'partner')}, {counted(len(held.bodies), 'body', 'bodies')}"
