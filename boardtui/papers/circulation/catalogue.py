"""Everything that can leave a meeting as files, in one table: papers, the pack, spreadsheets, calendars, the open data."""

from __future__ import annotations

from typing import Literal, NamedTuple

Table = Literal["csv", "xlsx", "ics", "popolo", "jsonl"]


class Outgoing(NamedTuple):
    """Something that can be written.

    ``of``: what kind of thing writes it: the minutes, a paper of the meeting, a paper over all meetings of the body, one on
    the year of the meeting, the pack, data for other programs, or what is published. ``planned``: also of a meeting that
    is still to come. ``published``: it is put before the public after a meeting. ``command``: what the command line calls
    it, where that is not its key, since there one word covers a meeting or the whole book.
    """

    key: str
    title: str
    remark: str
    of: Literal["minutes", "meeting", "body", "year", "pack", "data", "public"]
    planned: bool = False
    published: bool = False
    command: str = ""

    @property
    def is_paper(self) -> bool:
        """Whether it comes in a format that is chosen."""
        return self.of in ("minutes", "meeting", "body", "year")

    @property
    def has_parts(self) -> bool:
        """Whether it is of the public or of the confidential part; minutes come in both, everything else is public."""
        return self.of in ("meeting", "body", "pack")

    @property
    def kind(self) -> str:
        """What the command line calls it."""
        return self.command or self.key


OUTGOING = (
    Outgoing("minutes", "Minutes", "as they are now, with the fingerprint of the book", "minutes", published=True),
    Outgoing("agenda", "Agenda", "item, purpose, paper, lead, time", "meeting", planned=True, published=True),
    Outgoing("pack", "Agenda pack", "agenda and papers as one PDF", "pack", planned=True),
    Outgoing("withheld", "Papers withheld", "whom not to send which paper", "meeting", planned=True),
    Outgoing(
        "sheets", "Paper forms", "attendance and ballots on paper, should the laptop fail", "meeting", planned=True
    ),
    Outgoing("cards", "Seat cards", "name, organisation and seat number, to fold", "meeting", planned=True),
    Outgoing("brief", "Chair's brief", "what is recommended, who may vote, what it takes", "meeting", planned=True),
    Outgoing(
        "ballots",
        "Ballot papers",
        "for a secret ballot, with the tellers' sheet",
        "meeting",
        planned=True,
    ),
    Outgoing("attendance", "Attendance", "who was there, came and went", "meeting"),
    Outgoing("decisions", "Decisions", "of this meeting, with the arithmetic", "meeting", published=True),
    Outgoing("vote", "Vote records", "rule, who could vote, figures, other readings", "meeting"),
    Outgoing("notices", "Notices", "letters: decisions to partners, issues referred", "meeting"),
    Outgoing("register", "Register of decisions", "over all meetings", "body", command="decisions"),
    Outgoing("actions", "Action log", "over all meetings", "body"),
    Outgoing("reminders", "Reminders", "each owner's open actions", "body"),
    Outgoing("conditions", "Conditions", "of decisions; support and intervention, by partner", "body"),
    Outgoing(
        "ratification", "Ratification tracker", "who has answered on a decision that others have to approve", "body"
    ),
    Outgoing("signatures", "Signatures", "who has signed which agreement", "body"),
    Outgoing("record", "Attendance record", "over all meetings", "body", command="attendance"),
    Outgoing("interests", "Register of interests", "over all meetings", "body"),
    Outgoing("year", "The year", "attendance, decisions, actions, in pictures", "year"),
    Outgoing("public", "Publication", "a folder for the public, with the book", "public"),
    Outgoing("xlsx", "Spreadsheet", "decisions, actions, attendance, interests", "data"),
    Outgoing("csv", "CSV", "the same, a file for each table", "data"),
    Outgoing("ics", "Calendar", "the meetings to come, as invitations", "data", planned=True),
    Outgoing("popolo", "Popolo", "public decisions and votes as open data", "data"),
    Outgoing("jsonl", "Public copy of the book", "which anybody can verify", "data"),
)
_OF_A_BODY = [paper.kind for paper in OUTGOING if paper.of == "body"]
OF_A_MEETING = frozenset(paper.kind for paper in OUTGOING if paper.of == "meeting") - set(_OF_A_BODY)
OF_A_PLANNED = frozenset(paper.kind for paper in OUTGOING if paper.of == "meeting" and paper.planned)
OPEN_DATA = ("popolo", "jsonl")
"""Data made for the public; registers as CSV or a spreadsheet are for the body's own work."""
KINDS = tuple(dict.fromkeys(paper.kind for paper in OUTGOING if paper.of in ("meeting", "body")))
