"""The memoranda that come with the program, and a board's own."""

from __future__ import annotations

from pathlib import Path

import click

from boardtui.commands.shared import shown, told


@click.group()
def charter() -> None:
    """The memoranda that come with the program, and a board's own."""


@charter.command(name="list")
def charter_list() -> None:
    """Name the charters that come with the program."""
    from boardtui.charter.load import names, shipped

    for name in names():
        held = shipped(name)
        click.echo(f"{name}: {held.title}, {held.date}; {len(held.partners)} partners, {len(held.bodies)} bodies")


@charter.command(name="check")
@click.argument("file", type=click.Path(path_type=Path))
def charter_check(file: Path) -> None:
    """Say whether a charter FILE can be used, and if not, what is wrong where."""
    from boardtui.charter.load import load

    with told():
        held = load(file)
    click.echo(
        f"{shown(file)} can be used: {shown(held.title)}, {len(held.partners)} partners, {len(held.bodies)} bodies."
    )
