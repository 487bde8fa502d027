"""The memoranda that come with the program, and a board's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from boardtui.cli.shared import Fault, faults_in_words, shown

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
@click.argument("name")
def charter_show(name: str) -> None:
    """Print what the charter of that NAME, or in that file, says: parties, Annex 1, bodies, rules, silences."""
    from boardtui.charter.show import show

    for line in show(_charter(name)):
        click.echo(shown(line))


@charter.command(name="diff")
@click.argument("old")
@click.argument("new")
def charter_diff(old: str, new: str) -> None:
    """Say in sentences how the charter NEW differs from OLD; each is a name or a file."""
    from boardtui.charter.differ import differences

    texts = differences(_charter(old), _charter(new))
    for sentence in texts or ["The two say the same of parties, Annex 1, bodies, seats, rules and terms."]:
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
