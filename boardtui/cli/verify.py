"""Whether books are intact: the first fault as the contract says, then every fault, numbered; or all as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from boardtui.cli.json_out import write_json
from boardtui.cli.shared import (
    ALTERED,
    UNREADABLE,
    Fault,
    database,
    faults_in_words,
    readable_lines,
    settings_of,
    shown,
)

if TYPE_CHECKING:
    from boardtui.book.signing import Public
    from boardtui.desk.findings import Against


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "--extends", type=click.Path(path_type=Path), help="An earlier copy that must be a beginning of the book."
)
@click.option("--checkpoint", type=click.Path(path_type=Path), help="A signed head that the book must contain.")
@click.option("--key", help="With --checkpoint: the public key that must have signed it, or a file with it.")
@click.option("--json", "as_json_", is_flag=True, help="Every finding as JSON, one line for each source.")
@database
@click.pass_obj
def verify(
    config: Path | None,
    sources: tuple[str, ...],
    extends: Path | None,
    checkpoint: Path | None,
    key: str | None,
    as_json_: bool,
    db: Path | None,
) -> None:
    """Check every digest, hash, link and recorded result of BOOKs or exported FILEs."""
    if key and not checkpoint:
        raise Fault("--key says who signed a checkpoint: give --checkpoint as well.", UNREADABLE)
    try:
        against = _against(config, extends, checkpoint, key)
    except Fault as fault:
        fault.exit_code = UNREADABLE  # type: ignore[misc]
        raise
    status = 0
    for source in sources:
        try:
            with readable_lines(source, db, config) as (store, lines):
                _not_empty(source, lines, against)
                shows = _show_json if as_json_ else _show
                intact = shows(store, source, lines, against)
        except Fault as fault:
            if as_json_:
                from boardtui.desk.findings import unreadable

                write_json(unreadable(source, fault.message) + b"\n")
            fault.show()
            status = max(status, UNREADABLE)
            continue
        status = max(status, 0 if intact else ALTERED)
    raise SystemExit(status)


def _not_empty(source: str, lines: Any, against: Against) -> None:
    """A file without an entry is no book; beside something kept elsewhere it is a book that was cut short."""
    if against.earlier is None and against.checkpoint is None and next(iter(lines()), None) is None:
        raise Fault(f"{shown(source)} holds no entry, so it is no minute book. Ask whoever sent it for a fresh copy.")


def _show(store: Any, source: str, lines: Any, against: Against) -> bool:
    """Print what the contract says, and for an altered book everything that was found."""
    from boardtui.desk.checking import check_source, name_of
    from boardtui.desk.findings import findings, whose

    checked = check_source(store, source, lines, against.earlier)
    every = findings(store, lines, against) if not checked.intact or against.checkpoint else []
    if checked.intact and every:
        click.echo(shown(f"{name_of(store, source)}: ALTERED. {every[0].words}"))
    else:
        click.echo(shown(checked.words))
    for number, finding in enumerate(every, 1):
        click.echo(shown(f"{number}. {finding.kind}: {finding.words}"))
    if not every and against.checkpoint:
        click.echo(shown(whose(against)))
    return not every and checked.intact and _received(store, source)


def _received(store: Any, source: str) -> bool:
    """Say of every issue that the book received whether it stands so in the book it came from; files are not asked."""
    from boardtui.desk.checking import name_of
    from boardtui.desk.referrals import check_received

    matters = check_received(store, source) if store is not None and source in store.books() else []
    for received in matters:
        click.echo(shown(f"{name_of(store, source)}: received {received.words}"), err=received.sound is False)
    return all(one.sound is not False for one in matters)


def _show_json(store: Any, source: str, lines: Any, against: Against) -> bool:
    from boardtui.book.transfer import verify_lines
    from boardtui.desk.findings import as_json, findings

    every = findings(store, lines, against)
    sound = verify_lines(lines())
    write_json(as_json(source, every, sound.entries, sound.head) + b"\n")
    return not every


def _against(config: Path | None, extends: Path | None, checkpoint: Path | None, key: str | None) -> Against:
    from boardtui.desk.findings import Against

    if checkpoint is None:
        return Against(extends)
    from boardtui.book.signing import read_checkpoint

    with faults_in_words():
        return Against(extends, read_checkpoint(checkpoint), _public(config, key))


def _public(config: Path | None, key: str | None) -> Public | None:
    """The key that must have signed: as given, else that of the settings, else none."""
    from boardtui.book.signing import parse_public, public_of

    if key:
        return public_of(Path(key)) if Path(key).is_file() else parse_public(key)
    own = settings_of(config).key
    return public_of(own) if own is not None and own.is_file() else None
