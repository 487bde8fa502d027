"""A board whose every word is hostile: what would steer a terminal, read as markup, or break a table, in each field."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from boardtui.book.store import Store
from boardtui.config.config import load
from boardtui.desk.desk import Desk
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.meeting.fold.motions import result_now
from boardtui.register.demo import BOARD, EXECUTIVE
from boardtui.register.layout import NAMES
from tests.build import record_all
from tests.journey.secretary import demo_folder
from tests.tui.app import Clock

STRINGS = (
    "\x1b]52;c;b3duZWQ=\x07",
    "\x1b]0;owned\x07",
    "\x1b[777;7Hgone\x1b[2J",
    "\x9b31mred\x9d0;owned\x9c",
    "\u202elive\u2066x\u2069\u200f",
    "zero\u200bwidth\ufeff",
    "[/x] Smith",
    "[@click=app.quit]x[/]",
    "[bold red on white]loud[/",
    "two\nlines\r\nand\ttabs\u2028more",
    "| cell | <b>&amp;</b> ![x](javascript:1)\n# head\n- list",
    "=cmd|'/c calc'!A1",
    "漢字ｗｉｄｅ👩\u200d👩\u200d👧",
    "e" + "\u0301" * 40,
    "{{7*7}} ${HOME} %s {0} $(reboot)",
    "x'; DROP TABLE entries; --",
    "../../etc/passwd",
    "W" * 130,
)
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What no frame may hold, line feeds apart."""

# The words of the register, each table with its columns.
WORDS = {
    "charter": ("title", "date", "source", "note"),
    "categories": ("title",),
    "topics": ("title", "clause", "note"),
    "partners": ("name", "short", "heading", "note"),
    "overrides": ("source",),
    "bodies": ("title", "clause", "note", "frequency"),
    "members": ("seat", "name", "clause", "note"),
    "rules": ("title", "clause", "precondition", "follows", "otherwise", "approval", "verb", "note"),
    "readings": ("title", "why"),
    "stages": ("title", "clause", "needs"),
    "questions": ("clause", "text"),
    "meetings": ("title", "place"),
    "agenda": ("title", "purpose", "paper", "lead", "number", "recommendation"),
}


class Words:
    """Hands out all the strings, each time beginning with another one."""

    def __init__(self) -> None:
        self._next = 0

    def __call__(self) -> str:
        self._next += 1
        at = self._next % len(STRINGS)
        return " ".join((*STRINGS[at:], *STRINGS[:at]))


class TameWords(Words):
    """As many words, all harmless, to compare with."""

    def __call__(self) -> str:
        self._next += 1
        return f"Word {self._next}"


def spoil(db: sqlite3.Connection, words: Words) -> None:
    """Put such words in every word of the register, as a file from anywhere could hold them."""
    db.create_function("hostile", 0, words)
    for table, columns in WORDS.items():
        for column in columns:
            db.execute(f"UPDATE {table} SET {column} = hostile()")
    db.commit()


def hostile_folder(folder: Path, words: type[Words] = Words) -> Path:
    """The demonstration with every word spoilt, the Board and the SLE each in the middle of a vote. Answers its config."""
    config = demo_folder(folder)
    with Store.open(folder / "data.db", expected=NAMES) as store:
        spoil(store.connection, words())
    desk = Desk.open(load(config), clock=Clock())
    try:
        board(desk.session("partnership-board"), words())
        executive(desk.session("sle"), words())
    finally:
        desk.close()
    return config


def board(session: Session, words: Words) -> None:
    """Members vote under 8.4, after a note of 5,000 characters and everything else that words can be given to."""
    session.convene(BOARD)
    first, *rest = [key for key, member in session.state.members.items() if not member.vacant]
    record_all(
        session,
        [
            *(e.MemberArrived(key, deputy=words() if number % 9 == 8 else None) for number, key in enumerate(rest)),
            e.ApologiesGiven(first, words()),
            e.ChairTaken(rest[0], words()),
            e.GuestAttended(words(), words()),
            e.MeetingOpened(),
            e.ItemOpened("pb-nov-interests"),
            e.InterestDeclared("eput-ceo", ("pb-nov-capital",), "indirect", words(), "withdraws", words()),
            e.ItemClosed("pb-nov-interests", words()),
            e.ItemDeferred("pb-nov-winter", words()),
            e.ItemAdded("added", words(), words(), words(), words(), words(), words(), urgent=words()),
            e.ItemOpened("pb-nov-capital"),
            e.NoteTaken("pb-nov-capital", (words() * 20)[:5000]),
            e.ActionAgreed("a1", "pb-nov-capital", words(), words(), "2026-10-01"),
            e.ActionUpdated("a1", "open", text=words()),
            e.MeetingAdjourned(words()),
            e.MeetingResumed(),
            e.PublicExcluded(words()),
            e.NoteTaken("pb-nov-capital", words()),
            e.ParagraphDrafted("pb-nov-capital", words()),
            e.PublicReadmitted(),
            e.MotionPut("m0", "pb-nov-capital", words(), "capital", "fin_capital", mover=rest[1], seconder=rest[2]),
            e.MotionWithdrawn("m0", words()),
            e.ChoiceOpened(
                "c1",
                "pb-nov-capital",
                words(),
                1,
                tuple(e.Candidate(key, words()) for key in ("a", "b", "c")),
                "most_votes",
                True,
                rule=words(),
            ),
            e.CandidateWithdrew("c1", "a", words()),
            e.ChoiceCounted("c1", 1, {"b": 2, "c": 1}, 1, issued=5, returned=4),
            e.ChoiceDeclared("c1", 1, ("b",)),
            e.MotionPut(
                "m1",
                "pb-nov-capital",
                words(),
                "capital",
                "fin_capital",
                mover=rest[1],
                seconder=rest[2],
                reasons=words(),
                delegated_to=words(),
                by_when=words(),
            ),
            e.MotionPut("m1a", "pb-nov-capital", words(), "capital", "fin_capital", amends="m1", as_amended=words()),
            e.AmendmentAccepted("m1a"),
            e.EvidenceGiven(words(), "m1"),
            e.VotesRecorded("m1", "against", ("bbccg-chair",)),
            e.MemberLeft(rest[-1], words()),
        ],
    )


def executive(session: Session, words: Words) -> None:
    """Partners vote on an issue that has been through every stage that takes words; a consensus was not reached."""
    session.convene(EXECUTIVE)
    people = list(session.state.members)
    parties = ("mseft", "nelft", "eput")
    record_all(
        session,
        [
            *map(e.MemberArrived, people),
            e.MeetingOpened(),
            e.ItemOpened("sle-nov-funds"),
            e.MotionPut("m1", "sle-nov-funds", words(), "consensus", "fin_capital"),
            e.ConsensusDeclared("m1", False, (e.Objection("nelft-ceo", words()),), ("eput-ceo",)),
            e.IssueRaised("i1", words(), "fin_capital", parties, words()),
            e.PlaceAttempted("i1", words()),
            e.IssueAdvanced("i1", "discussion", words()),
            e.AdviceTaken("i1", words(), words()),
            e.IssueAdvanced("i1", "majority", words()),
            e.MotionPut("m2", "sle-nov-funds", words(), "issue-majority", "fin_capital", issue="i1"),
            e.EvidenceGiven(words(), "m2"),
        ],
    )
    session.record(e.VotesRecorded("m2", "for", tuple(session.state.motions["m2"].electorate.may_vote)))
    session.record(result_now(session.state, session.state.motions["m2"]))
    record_all(
        session,
        [
            e.DecisionNotified(parties, words(), "2026-11-30", issue="i1"),
            e.PartnerResponded("mseft", True, "2026-11-26", words(), issue="i1"),
            e.PartnerResponded("nelft", False, "2026-11-26", words(), issue="i1"),
            e.MotionPut("m3", "sle-nov-funds", words(), "issue-majority", "fin_capital"),
        ],
    )
