"""Databases made: the demonstration, and new ones from a charter."""

from __future__ import annotations

from pathlib import Path

import click

from boardtui.cli.shared import Fault, database, faults_in_words, run, settings_of, shown


@click.command()
@click.option("--dir", "folder", type=click.Path(path_type=Path), help="Folder of the copy; demo, or demo-CHARTER.")
@click.option("--charter", default="mid-south-essex", show_default=True, help="Whose example: a charter's name.")
@click.option("--fresh", is_flag=True, help="Throw away an earlier copy that this command made, and begin again.")
def demo(folder: Path | None, charter: str, fresh: bool) -> None:
    """Open the demonstration: a copy of the example database, so that nothing is spoilt."""
    from boardtui.cli.examples.build import FIRST, demo_copy

    with faults_in_words():
        name = "demo" if charter == FIRST else f"demo-{charter}"
        config = demo_copy(folder or Path(name), fresh=fresh, charter=charter)
    run(None, config)


@click.command()
@click.option("--charter", default="mid-south-essex", show_default=True, help="A charter's name, or a TOML file.")
@click.option(
    "--tor",
    "terms",
    multiple=True,
    metavar="[BODY=]FILE",
    help="Terms of reference: a TOML file or a name; repeatable.",
)
@click.option(
    "--example", is_flag=True, help="Fill it with the charter's example meetings, as data.db.example is made."
)
@click.option(
    "--papers", type=click.Path(path_type=Path), help="With --example: where the finished meeting's papers go."
)
@database
@click.pass_obj
def init(
    config: Path | None, charter: str, terms: tuple[str, ...], example: bool, papers: Path | None, db: Path | None
) -> None:
    """Make a new database from a charter."""
    from boardtui.cli.examples.build import FIRST, write_example
    from boardtui.desk.new_database import new_database

    if example and terms:
        raise Fault("The example has no terms of reference; leave out --tor or --example.")
    path = db or settings_of(config).database
    with faults_in_words():
        if example:
            write_example(path, papers, charter)
        else:
            for sentence in new_database(path, charter, terms):
                click.echo(shown(sentence))
    settings = (
        "" if config is None else f" --dir {config.parent}" if config.name == "config.toml" else f" --config {config}"
    )
    opens = f"boardtui{settings}{f' --db {path}' if db else ''}"
    click.echo(f"{shown(path)} is ready. Open it with: {shown(opens)} (Home says what to do first).")
    if not example and charter == FIRST:
        click.echo(
            f"It holds the memorandum {FIRST}; for another: boardtui charter list, then boardtui init --charter NAME."
        )
