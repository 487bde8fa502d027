"""What was typed into forms and is not recorded: kept beside the database, and offered again in the form it was typed into.

A draft is written within half a second of the key and goes once something is recorded after its form was sent. It stays
after a refusal, a form that was left, a crash or a kill, until it is recorded or discarded, its meeting over or not.
"""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from boardtui.book.errors import BookError
from boardtui.book.files import atomic_file, open_itself
from boardtui.book.schema import address
from boardtui.clock import stamp_of
from boardtui.desk.desk import DRAFTS

if TYPE_CHECKING:
    from boardtui.desk.desk import Desk

MOST = 4 * 1024 * 1024  # bytes; a larger file was not written here
_TIME = re.compile(r"\b[0-9]{1,2}:[0-9]{2}\b")

Key = tuple[str, ...]


class Draft(msgspec.Struct, frozen=True):
    """What stands in a form. ``key`` says which form about what; ``at`` is UTC; ``private``: the public was not to hear."""

    key: Key
    title: str
    at: str
    values: dict[str, str]
    private: bool = False

    @property
    def text(self) -> str:
        """All that was typed or chosen, the longest first."""
        return "\n".join(sorted(filter(None, self.values.values()), key=len, reverse=True))

    @property
    def in_a_line(self) -> str:
        """The longest text in it, its line breaks as blanks: where one line must say what it was."""
        return " ".join(max(self.values.values(), key=len, default="").split())


class Room(NamedTuple):
    """Where a form was opened: whether the public is in the room, and whether the item of business is confidential."""

    public: bool
    confidential: bool = False


class Drafts:
    """The drafts of one database: in memory, and where this program may record also in a file of mode 0600 beside it.

    ``problem`` says why the last change of them is not on the disk, or None.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.problem: str | None = None
        self._path = desk.store.path.with_name(f"{desk.store.path.stem}{DRAFTS}")
        self._drafts: list[Draft] = []
        self._gone: set[tuple[Key, str]] = set()
        self._conversations: dict[asyncio.Task[object] | None, Conversation] = {}

    def all(self) -> tuple[Draft, ...]:
        """Every draft, the latest first; those of a file that came to be meanwhile among them."""
        have = {(draft.key, draft.at) for draft in self._drafts} | self._gone
        self._drafts += [draft for draft in self._read() or () if (draft.key, draft.at) not in have]
        return tuple(sorted(self._drafts, key=lambda draft: draft.at, reverse=True))

    def replace(self, old: Draft | None, new: Draft | None) -> None:
        """Put one draft in place of another, in memory and on the disk."""
        drafts = [draft for draft in self.all() if draft != old]
        if old is not None:
            self._gone.add((old.key, old.at))
        self._drafts = drafts + ([new] if new is not None else [])
        self._write()

    def conversation(self) -> Conversation:
        """The one that the calling task leads; what it sent and did not record is settled when the task ends."""
        task = asyncio.current_task()
        if task not in self._conversations:
            self._conversations[task] = Conversation(self)
            if task is not None:
                task.add_done_callback(lambda task: self._conversations.pop(task).end())
        return self._conversations[task]

    def unrecorded(self) -> bool:
        """Whether the calling task has sent a form of which nothing is recorded."""
        conversation = self._conversations.get(asyncio.current_task())
        return conversation is not None and conversation.settle() > 0

    @property
    def kept_words(self) -> str:
        """That what was typed is not lost, to be put after why it is not recorded."""
        until = " until boardtui is left" if self.problem else ""
        return f" What you typed is kept{until}: open the form again."

    def _read(self) -> list[Draft] | None:
        """What the file holds; None where it is none of ours. That of another boardtui, which records, is left alone."""
        if self.desk.store.read_only_reason is not None:
            return []
        try:
            with os.fdopen(open_itself(self._path, os.O_RDONLY), "rb") as file:
                return msgspec.json.decode(file.read(MOST), type=list[Draft])
        except FileNotFoundError:
            return []
        except (OSError, msgspec.MsgspecError, UnicodeError):
            return None

    def _write(self) -> None:
        self.problem = None
        if self.desk.store.read_only_reason is not None:
            return
        try:
            if self._read() is None:
                self._path.replace(self._path.with_suffix(".unreadable"))
            if self._drafts:
                with atomic_file(self._path) as file:
                    file.write(msgspec.json.encode(self._drafts))
            else:
                self._path.unlink(missing_ok=True)
        except (BookError, OSError) as error:
            self.problem = f"What you type is not on the disk until it is recorded. {error}"


class Conversation:
    """What one command of the secretary asks, form by form, until it has recorded something or given up."""

    def __init__(self, drafts: Drafts) -> None:
        self.drafts = drafts
        self._last: tuple[Key, Key] = ((), ())
        self._sent: list[Draft] = []
        self._watch: sqlite3.Connection | None = None
        self._version: object = None

    def keeper(self, title: str, words: str, names: Sequence[str], subject: Key, room: Room) -> Keeper:
        """What keeps the text of a form.

        Args:
            title: of the form; with ``words`` and ``subject`` it says what the form is about, any time of day left out.
            words: above the fields. A form asked again, since an answer made no sense, is known in spite of other words.
            names: of its fields.
            subject: what the screen is about.
            room: where it is opened.
        """
        form = (title, *names)
        if self._last[0] != form:
            self._last = form, (*subject, _TIME.sub("", title), _TIME.sub("", words), *names)
        return Keeper(self, self._last[1], title, room)

    def sent(self, draft: Draft) -> None:
        """A form was sent with what this draft holds: what is recorded from now on holds it too."""
        self.settle()
        if not self._sent:
            self._version = self._committed()
        self._sent.append(draft)

    def settle(self, *, recorded: bool = False) -> int:
        """Let the drafts go of what is recorded by now, in the database or, where ``recorded``, elsewhere; how many stay."""
        now = self._committed() if self._sent and not recorded else None
        known = now is not None and self._version is not None
        if self._sent and (recorded or (known and now != self._version)):
            for draft in self._sent:
                self.drafts.replace(draft, None)
            self._sent = []
        return len(self._sent)

    def hand_over(self) -> Conversation:
        """Another conversation that records what this one could not, and settles its drafts."""
        other = Conversation(self.drafts)
        self._sent, other._sent = [], self._sent
        return other

    def end(self) -> None:
        """Nothing more is asked; what is not recorded stays a draft."""
        self.settle()
        if self._watch is not None:
            self._watch.close()

    def _committed(self) -> object:
        """A value that changes when, and only when, something is committed: SQLite tells it to another connection.

        None where the file cannot be read at this moment.
        """
        try:
            if self._watch is None:
                self._watch = sqlite3.connect(address(self.drafts.desk.store.path, read_only=True), uri=True, timeout=0)
            return self._watch.execute("PRAGMA data_version").fetchone()
        except sqlite3.Error:
            return None  # nothing is known to be recorded


class Keeper:
    """Keeps what is typed into one form, and has what was typed into it before."""

    def __init__(self, conversation: Conversation, key: Key, title: str, room: Room) -> None:
        self.drafts = conversation.drafts
        self._conversation = conversation
        self._key, self._title = key, title
        self._room = room
        self._live: Draft | None = None

    def earlier(self) -> Draft | None:
        """The latest that was typed here before and not recorded."""
        return next((draft for draft in self.drafts.all() if draft.key == self._key and draft != self._live), None)

    def hidden(self, draft: Draft) -> bool:
        """Whether the public that is in the room is not to read it."""
        return draft.private and self._room.public

    def keep(self, values: dict[str, str]) -> None:
        """Keep this as what stands in the form now."""
        if self._live is not None and self._live.values == values:
            return
        marked = values.get("confidential") == "yes" or values.get("consent") == "no"  # as what is recorded of it
        private = not self._room.public or self._room.confidential or marked
        new = Draft(self._key, self._title, stamp_of(self.drafts.desk.clock()), values, private)
        self.drafts.replace(self._live, new)
        self._live = new

    def take(self, draft: Draft) -> None:
        """Go on with a draft; what stood in the form until now stays a draft of its own."""
        self._live = draft

    def discard(self, draft: Draft | None = None) -> None:
        """Throw a draft away, or without one what stands in the form."""
        self.drafts.replace(draft or self._live, None)
        self._live = self._live if draft else None

    def sent(self) -> None:
        """The form is answered with what was last kept."""
        if self._live is not None:
            self._conversation.sent(self._live)
