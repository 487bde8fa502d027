"""The key that signs, and signing by hand."""

from __future__ import annotations

import re
from pathlib import Path

import click

from boardtui.cli.shared import Fault, database, faults_in_words, known_book, opened, settings_named, settings_of, shown


@click.group()
def key() -> None:
    """The key that signs the book when a meeting is closed."""


@key.command()
@click.option("--passphrase", "locked", is_flag=True, help="Ask for a passphrase, without which it cannot sign.")
@click.option("--name", help="Whose key it is; the secretary of the settings where left out.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file; else as the settings say.")
@settings_named
@click.pass_obj
def make(config: Path | None, locked: bool, name: str | None, output: Path | None) -> None:
    """Make a key (Ed25519) in a file that only you can read."""
    from boardtui.book.signing import make_key

    settings = settings_of(config)
    path = output or settings.key or settings.folder / "boardtui.key"
    passphrase = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True) if locked else None
    with faults_in_words():
        public = make_key(path, name or re.sub(r"[\s+]+", "-", settings.settings.secretary), passphrase)
    click.echo(f"{shown(path)} holds the key. Keep a copy in a safe place, and give it to nobody.")
    if settings.key is None or settings.key.resolve() != path.resolve():
        click.echo(f'To sign with it, write into config.toml:  key = "{shown(path)}"')
    click.echo("Its public part, for everybody who is to check:")
    click.echo(str(public))


@key.command()
@settings_named
@click.pass_obj
def show(config: Path | None) -> None:
    """Print the public part of the key that the settings name."""
    from boardtui.book.signing import public_of

    path = settings_of(config).key
    if path is None:
        raise Fault("The settings name no key. Make one with: boardtui key make")
    with faults_in_words():
        click.echo(shown(public_of(path)))


@click.command()
@click.argument("book")
@click.argument("meeting", required=False)
@database
@click.pass_obj
def sign(config: Path | None, book: str, meeting: str | None, db: Path | None) -> None:
    """Sign BOOK as it was at the end of a MEETING (the last one where not named)."""
    from boardtui.book.signing import PassphraseNeeded
    from boardtui.papers.circulation.closing import sign_meeting

    with opened(db, config, read_only=True) as desk:
        if desk.config.key is None:
            raise Fault("The settings name no key. Make one with: boardtui key make")
        known_book(desk, book)
        try:
            written = sign_meeting(desk, book, meeting)
        except PassphraseNeeded:
            written = sign_meeting(desk, book, meeting, click.prompt("Passphrase", hide_input=True))
        click.echo(f"Signed: {shown(written)}")
