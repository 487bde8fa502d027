"""The program that faults happen to: opens a database, records votes, closes. `python -m tests.faults.victim DB NUMBER`.

Prints `acknowledged N` after each entry, and `told SENTENCE` where the user would be told something.
"""

import sys
from pathlib import Path

from boardtui.book.errors import WriteUncertain
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.errors import UserError
from boardtui.meeting import entries as e
from tests import build

VOTERS = build.CAPITAL
BEFORE_THE_VOTE = [
    build.convened(),
    *build.arrivals(VOTERS),
    e.ChairTaken(member=VOTERS[0]),
    e.MeetingOpened(),
    e.ItemOpened(item="capital"),
    build.motion(),
]


def say(what: str, words: object) -> None:
    print(what, " ".join(str(words).split()), flush=True)


def vote(path: Path, number: int) -> None:
    """Record votes, each tried a second time where it was not recorded."""
    desk = Desk.open(Config(Settings(), path.parent), path=path)
    try:
        session = desk.session(build.BOARD)
        for count in range(number):
            entry = build.votes("for" if count % 2 else "against", [VOTERS[count % len(VOTERS)]])
            for _ in range(2):
                try:
                    say("acknowledged", session.record(entry).seq)
                    break
                except WriteUncertain:
                    raise
                except UserError as error:
                    say("told", error)
            if session.last_warning:
                say("told", session.last_warning)
    finally:
        desk.close()


if __name__ == "__main__":
    try:
        vote(Path(sys.argv[1]), int(sys.argv[2]))
    except UserError as error:
        say("told", error)
    say("ended", "")
