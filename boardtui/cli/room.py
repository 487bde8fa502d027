"""The command that shows the room what is going on."""

from __future__ import annotations

from pathlib import Path

import click

from boardtui.cli.shared import ask_for_terminal, database, settings_of


@click.command()
@click.argument("body", required=False)
@database
@click.pass_obj
def room(config: Path | None, body: str | None, db: Path | None) -> None:
    """Show the meeting on the projector, in a window of its own beside the secretary's: only what is public.

    BODY is the body to follow; without it the meeting that runs, the one closed last today, or the next one. It records nothing.
    """
    settings = settings_of(config)
    path = db or settings.database
    ask_for_terminal("boardtui room fills a terminal window: start it there, and drag the window to the projector.")
    from boardtui.tui.room_app import RoomApp
    from boardtui.tui.wall.follow import Follower

    follower = Follower(settings, path, body)
    try:
        status = RoomApp(follower, settings, path).run_to_its_end()
    finally:
        follower.close()
    raise SystemExit(status)
