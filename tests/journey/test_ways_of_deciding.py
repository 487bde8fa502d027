"""A board of 31 that decides in every way that boards use, on a real terminal: what is then in its book and its minutes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from boardtui.book.store import Store
from boardtui.charter.model import Body, Category, Charter, Partner, Seat, Topic
from boardtui.charter.rule import Rule
from boardtui.charter.terms_of_reference import Terms
from boardtui.cli.main import main
from boardtui.meeting.entries import AgendaItem
from boardtui.register.agenda import Meeting, add_item, add_meeting
from boardtui.register.init import write_charter
from boardtui.register.layout import NAMES
from boardtui.register.tables import edit
from tests.journey.secretary import CONFIG
from tests.journey.terminal import ROOT, Terminal
from tests.tui.app import BEGINS

BOARD = "valley-board"
SEATS = 31
MAJORITY = Rule(
    "vote", "member", "cast", "1/2", "more_than", no_category="eligible", key="majority", title="Decisions of the Board",
    clause="4.2", verb="decided", binds=True,
)  # fmt: skip
CONSENSUS = Rule("consensus", no_category="eligible", key="consensus", title="Agreement", clause="4.1", verb="agreed")
AGENDA = (
    ("welcome", "Welcome and apologies", "for note", ""),
    ("interests", "Declarations of interest", "for note", ""),
    ("vice-chair", "Election of the Vice Chair", "for decision", ""),
    ("minutes-q", "Report of the Quality Committee", "for decision en bloc", ""),
    ("minutes-f", "Report of the Finance Committee", "for decision en bloc", ""),
    ("minutes-p", "Report of the People Committee", "for decision en bloc", ""),
    ("winter", "Winter plan", "for decision", "To adopt the winter plan, with forty beds at Northgate."),
    ("capital", "Capital programme", "for decision", "To spend five million pounds on the Riverside theatre."),
    ("name", "Name of the new hub", "for decision", "To call the new hub the Albion Centre."),
    ("lease", "Lease of the Old Mill", "for discussion", ""),
    ("claim", "Part 2: a claim", "for discussion", ""),
    ("aob", "Any other business", "for discussion", ""),
)


def valley() -> Charter:
    """A memorandum of one board with 31 seats, each of which stands for a partner."""
    numbers = range(1, SEATS + 1)
    partners = tuple(Partner(f"p{number}", f"Valley Partner {number}", "trust") for number in numbers)
    title = "Representative of the Voluntary, Community and Faith Sector Alliance of District"
    seats = tuple(Seat(f"m{number}", f"{title} {number}", (f"p{number}",)) for number in numbers)
    terms = Terms(source="Standing orders 12", exclusion="admission_act", choice_tie="lot")
    body = Body(BOARD, "Valley Board", "2", seats, (CONSENSUS, MAJORITY), terms, public=True, binds=True)
    topics = (Topic("all", "All matters", ("trust",)),)
    return Charter(
        "valley", "Valley Partnership", "2026-04-01", "a test", categories=(Category("trust", "Trusts"),), topics=topics,
        partners=partners, bodies=(body,),
    )  # fmt: skip


def valley_folder(folder: Path) -> None:
    """The register with the meeting of twelve items that is to be held."""
    with Store.create(folder / "data.db", expected=NAMES) as store, edit(store.connection, "not written"):
        write_charter(store.connection, valley())
        store.connection.execute("UPDATE members SET name = seat, vacant = 0")
        meeting = Meeting("vb-nov", BOARD, "Valley Board, November 2026", "2026-11-26T10:00+00:00", "Town Hall")
        add_meeting(store.connection, meeting)
        for number, (key, name, purpose, recommended) in enumerate(AGENDA, 1):
            rule = "majority" if key in ("capital", "name") else "consensus" if recommended else None
            item = AgendaItem(
                key, name, str(number), purpose, recommendation=recommended, rule=rule, mover="m3" if recommended else None,
                confidential=key == "claim",
            )  # fmt: skip
            add_item(store.connection, "vb-nov", item)
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")


Steps = tuple[tuple[tuple[str, ...], str], ...]
"""Keys, and the words that then stand on the screen."""
BEGINNING: Steps = (
    (("t", "3", "1", "y", "enter"), "30 of 31"),
    (("h", "enter"), "IN PUBLIC"),
    (("escape", "o", "right"), "Welcome"),
    (("right",), "Declarations"),
    (("right",), "Election of the Vice"),
)
ELECTION: Steps = (
    (("E",), "What is chosen"),
    (
        ("Vice Chair", "enter", "Ann Ash; Bob Bay; Cy Cole", "enter", "enter", "2", "enter", "2", "enter", "enter"),
        "Round 1",
    ),
    (("l", "enter", "29", "enter", "1", "enter", "12 10 6", "enter", "1", "enter"), "round 1 counted"),
    (("d", "enter"), "Round 2"),
    (("l", "enter", "30", "enter", "0", "enter", "14 16", "enter", "0", "enter"), "round 2 counted"),
    (("d", "enter"), "CHOSEN: Bob Bay"),
)
EN_BLOC: Steps = (
    (("escape", "right", "B"), "en bloc"),
    (("enter",), "Motion 4.1"),
    (("c",), "Declared: motion 4.1"),
)
AMENDMENTS: Steps = (
    (("escape", "g", "Winter", "enter", "m"), "To adopt the winter plan"),
    (("enter", "enter", "enter", "enter"), "Motion 7.1"),
    (("M",), "Amendment to motion 7.1"),
    ((" And ten at Southmoor.", "enter", "enter"), "amends 7.1"),
    (("c",), "Amendment 7.2 was agreed by consensus."),
    (("M", " And a report in May.", "enter", "enter"), "amends 7.1"),
    (("c",), "Amendment 7.3 was agreed by consensus."),
    (("c",), "Declared: motion 7.1"),
)
HANDS: Steps = (
    (("escape", "right", "m", "enter", "enter", "enter", "enter"), "Motion 8.1"),
    (("l", "17 13", "enter"), "Counted by show of hands"),
    (("d", "enter"), "carried"),
)
BALLOT: Steps = (
    (("escape", "right", "m", "enter", "enter", "enter", "enter"), "Motion 9.1"),
    (("P",), "Written to"),
    (("L", "enter", "29", "enter", "0", "enter", "20 7 1", "enter", "1", "enter"), "missing"),
    (("shift+tab", "shift+tab", "1", "enter", "enter", "enter"), "Counted by secret ballot"),
    (("d", "enter"), "carried"),
)
PRIVATE: Steps = (
    (("escape", "right", "x"), "Exclude the public"),
    (
        (
            *("A lease is negotiated", "enter", "of District 3", "down", "enter", "of District 4", "enter"),
            *("2", "enter", "2", "enter"),
        ),
        "For which items",
    ),
    (("Mill", " ", "enter"), "PUBLIC EXCLUDED"),
    (("n", "The rent is to be halved.", "enter", "enter"), "Note"),
    (("right", "enter"), "claim"),
    (("n", "The claim is to be settled.", "enter", "enter"), "Note"),
    (("x",), "readmitted"),
    (("right",), "Any other business"),
)
MISTAKE: Steps = (
    (("Z", "hands", "enter"), "reads otherwise"),
    (("1", "13 17", "enter"), "Depends on it and is"),
    (("enter",), "0 abstained). z"),  # as far as it stands in one line in windows of both sizes
)
CLOSE: Steps = ((("right", "c"), "Close the meeting"), (("enter",), "The meeting is closed"))
MEETING = (BEGINNING, ELECTION, EN_BLOC, AMENDMENTS, HANDS, BALLOT, PRIVATE, MISTAKE, CLOSE)


def command(folder: Path, *args: str) -> str:
    ran = CliRunner().invoke(main, ["--config", str(folder / "config.toml"), *args])
    assert ran.exit_code == 0, ran.output
    return ran.output


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_board_decides_in_every_way_on_a_real_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    valley_folder(tmp_path)
    terminal = Terminal(folder=tmp_path, size=size, now=BEGINS)
    try:
        terminal.until("Valley Board, November")
        terminal.convene("IN PUBLIC · NOT YET OPEN")
        for keys, words in (step for part in MEETING for step in part):
            terminal.press(*keys)
            terminal.until(words)
    finally:
        terminal.close()
    (meeting,) = json.loads(command(tmp_path, "replay", BOARD, "--json"))["meetings"]
    motions = {motion["item"]: motion for motion in meeting["motions"] if motion["outcome"] != "accepted"}
    assert len(meeting["motions"]) == 6 and meeting["state"] == "closed"
    assert {key: motions[key]["outcome"] for key in motions} == {
        "minutes-q": "carried", "winter": "carried", "capital": "not_carried", "name": "carried",
    }  # fmt: skip
    assert (motions["capital"]["for"], motions["capital"]["against"]) == (13, 17)
    exported = tmp_path / "book.jsonl"
    command(tmp_path, "export", BOARD, "--format", "jsonl", "-o", str(exported))
    subprocess.run([sys.executable, str(ROOT / "docs" / "verify_book.py"), str(exported)], check=True)
    command(tmp_path, "verify", BOARD)
    minutes = (tmp_path / "meetings" / "vb-nov" / "minutes.md").read_text(encoding="utf-8")
    assert "rent is to be halved" not in minutes and "claim is to be settled" not in minutes
    for words in (
        "Bob Bay was chosen",
        "30 ballot papers were given out and 29 returned, 1 of them spoilt; 1 was not returned.",
        "**DECIDED**, by 20 for, 7 against and 1 abstained",
        "**NOT CARRIED**, by 13 for and 17 against",
        "The public was excluded by resolution for item 10",
        "forty beds at Northgate. And ten at Southmoor. And a report in May.",
        "Put en bloc with item 4",
        "This is the motion as amended. It was put in these words: “To adopt the winter plan, with forty beds at Northgate.”",
        "10.1 The public was excluded for this item.",
        "1 correction was made in the record of the meeting",
    ):
        assert words in minutes, words
    assert list((tmp_path / "meetings" / "vb-nov").glob("ballots-*.pdf"))
