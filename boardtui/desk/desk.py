"""The open database with all its books: what the screens and the commands work from."""

from __future__ import annotations

import contextlib
import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from boardtui.book.errors import Altered, BookError, LinesMissing, Newer, ReadIn, Unavailable
from boardtui.book.store import Store
from boardtui.charter.words import bare
from boardtui.clock import Clock, local_time, now_utc, stamp_of
from boardtui.config.config import Config
from boardtui.desk.meetings import Meetings
from boardtui.desk.naming import bodies_in, by_body, title_of_body
from boardtui.desk.upgrading import bring_up_to_date
from boardtui.register.layout import NAMES

if TYPE_CHECKING:
    from boardtui.book.mirror import Mirror
    from boardtui.desk.session import Session
    from boardtui.meeting.state.state import State
    from boardtui.register.values import Fault

ALTERED = "Altered"  # and the book: the name under which it is said that a book is not what was recorded
SECOND_PLACE = "Backup folder of"  # and the book: the name under which it is said that its second place is not as it is
LOOKING = "Read only"  # the name under which it is said that this one may not record
DRAFTS = "-drafts.json"  # how the name of the file beside the database ends that keeps what is typed


class Desk(Meetings):
    """One database, its books, and the settings. Close it when done."""

    def __init__(self, store: Store, config: Config, clock: Clock = now_utc) -> None:
        super().__init__(store)
        store.named = by_body(store)
        self.config = config
        self.clock = clock
        self._sessions: dict[str, Session] = {}
        self.problems: dict[str, str] = {}
        self.faults: dict[str, Altered] = {}  # by book: what is known to be altered in it
        self._confirmed: set[str] = set()  # the books in which recording goes on all the same
        self._stopped: set[str] = set()  # those whose running meeting itself was altered
        self._checked: dict[str, object] = {}  # by book: the mark of the file when all of it was last checked
        self.enters_afterwards = (
            False  # whether a meeting of an earlier day goes on with its meeting time, as on the screens
        )
        self.news: str | None = None
        self.left: list[Path] = []
        self.mirror = self._second_place()

    @classmethod
    def open(cls, config: Config, *, path: Path | None = None, clock: Clock = now_utc, read_only: bool = False) -> Desk:
        """Open the database that the settings name, or another. Raises BookError or RegisterError."""
        database = path or config.database
        try:
            there = database.exists()
        except OSError:  # a faulty disk: opening it says what is wrong
            there = True
        if not there:
            raise BookError(
                f"There is no database {database}. Make one with: boardtui init --db {database}, "
                "or look at the demo meeting with: boardtui demo."
            )
        store = Store.open(database, expected=NAMES, read_only=read_only)
        try:
            news = bring_up_to_date(store)
        except BaseException:
            store.close()
            raise
        desk = cls(store, config, clock)
        desk.news = news
        return desk

    def take_over(self) -> bool:
        """Record from now on, where the boardtui that had the database open has been closed; whether that is so.

        Everything is read anew, since the other one may have recorded. Raises BookError or RegisterError.
        """
        if self.store.read_only_reason is None or self.store.take_over() is not None:
            return False
        self.news = bring_up_to_date(self.store)
        self.read_anew()
        self.mirror = self._second_place()
        return True

    def close(self) -> None:
        """Close the database, after a last look whether it and the second place have everything.

        What the file lacks of what was recorded here is known to nobody else: it is written out beside it, and ``left``
        names the files.
        """
        for session in self._sessions.values():
            self._write_missing(session)
            session.catch_up(last_chance=True)
        self.store.close()

    def _write_missing(self, session: Session) -> None:
        from boardtui.book.missing import beside, write_out

        if self.store.read_only_reason is not None:
            return
        with contextlib.suppress(BookError):  # what cannot be read or written now must not keep the program open
            try:
                session.compare()
            except LinesMissing as error:
                path = beside(self.store, error.missing)
                write_out(self.store, error.missing, path)
                self.left.append(path)

    def use(self, config: Config) -> None:
        """Go on with other settings; books are opened anew with them when they are next asked for.

        A book of which the file lacks something stays open: what is missing is known here alone.
        """
        whole = [book for book, session in self._sessions.items() if not self._compared(session)]
        self.config = config
        self.mirror = self._second_place()
        for book in whole:
            del self._sessions[book]

    def read_anew(self) -> None:
        """Open each book anew when it is next asked for, since what is in memory may be half done."""
        self._sessions.clear()
        self.problems.clear()
        self.faults.clear()
        self._stopped.clear()
        self._checked.clear()

    def _second_place(self) -> Mirror | None:
        folder = self.config.mirror
        if folder is None or self.store.read_only_reason is not None:
            return None
        from boardtui.book.mirror import Mirror

        return Mirror(folder, named=self.book_words)

    def older_than_second_place(self) -> list[str]:
        """Which books go on in the second place where they end here, in sentences, for whoever only reads them."""
        if self.config.mirror is None:
            return []
        from boardtui.book.mirror import Mirror

        mirror = Mirror(self.config.mirror, named=self.book_words)
        books = sorted({*self.store.books(), *(body for body, _ in self.bodies())})
        return [text for book in books if (text := mirror.ahead_of(self.store, book)) is not None]

    def to_put_right(self) -> dict[str, str]:
        """What is wrong, in sentences, each under the name of where."""
        problems_by_place = dict(self.problems)
        for book, fault in self.faults.items():
            ask = self.may_go_on(book) and not self.store.read_only_reason
            problems_by_place[f"{ALTERED} {book}"] = (
                f"{fault} Enter here asks whether to record all the same." if ask else str(fault)
            )
        if self.mirror is not None:
            problems_by_place |= {f"{SECOND_PLACE} {book}": text for book, text in self.mirror.problems.items()}
        if self.news and self.store.read_only_reason:
            problems_by_place["Made by an older boardtui"] = self.news
        if self.store.read_only_reason:
            problems_by_place[LOOKING] = self.store.read_only_reason
        return problems_by_place

    def bodies(self) -> list[tuple[str, str]]:
        """The bodies in the register: key and title."""
        return bodies_in(self.store)

    def book_words(self, book: str) -> str:
        """How a minute book is called in a sentence: by the body whose it is, by its key where the register has no such body."""
        return self.store.named(book)

    def place_words(self, place: str) -> str:
        """How a place of ``to_put_right`` is called: a body by its title, where the register has it."""
        what, _, book = place.rpartition(" ")
        title = self._title(book)
        words = {ALTERED: f"{title}, altered", SECOND_PLACE: f"{SECOND_PLACE} the {bare(title)}", "": title}
        return words.get(what, place) if title else place

    def left_out_words(self, book: str) -> str:
        """Why a book that is altered or cannot be read is not among those that a list is of."""
        why = "was altered" if book in self.faults else "cannot be read"
        return f"The {bare(self._title(book) or book)} is left out here, because its minute book {why}. Home says more."

    def _title(self, book: str) -> str:
        """The title of the body whose book it is; empty where the register has no such body."""
        return title_of_body(self.store, book)

    def register_faults(self) -> tuple[Fault, ...]:
        """The values of the register that cannot be used. Raises RegisterError where its tables cannot be read."""
        from boardtui.register.values import faults

        return faults(self.store.connection)

    def session(self, book: str) -> Session:
        """The session of a book, opened once. Raises BookError where the book cannot be gone through."""
        if book not in self._sessions:
            try:
                self._sessions[book] = self._opened(book)
            except (Newer, Altered, Unavailable):
                raise
            except BookError as error:
                raise BookError(f"{error} To see all that is wrong: boardtui verify {book}") from error
            except Exception as error:  # whatever an altered entry raises, it is told in words
                raise BookError(
                    f"The {self.book_words(book)} is damaged and cannot be gone through. To see where: boardtui verify {book}"
                ) from error
            if fault := self._sessions[book].fault or self.faults.get(book):
                self._note(fault)
            if self.enters_afterwards and self.store.read_only_reason is None:
                self._sessions[book].enter_afterwards()
        return self._sessions[book]

    def _opened(self, book: str) -> Session:
        try:
            return self._session(book)
        except Altered as fault:
            self._note(fault)
            session = self._beyond(book, fault)
            if session is None:
                self._stopped.add(book)
            if session is None or book not in self._confirmed:
                raise
            return session

    def _beyond(self, book: str, fault: Altered) -> Session | None:
        """The session of a book whose last meeting was altered; None where that one goes on, so that nothing may follow."""
        try:
            session = self._session(book, checked=False)
            first = session.lines[0].seq
            if session.state.phase != "closed":
                self.store.sealed(book, first)  # whole in itself: what it follows from was altered
            return session if session.state.phase == "closed" or fault.seq <= first else None
        except BookError:
            return None

    def _session(self, book: str, *, checked: bool = True) -> Session:
        from boardtui.desk.session import Session

        given = self.config.settings
        return Session(
            self.store,
            book,
            by=given.secretary,
            clock=self.clock,
            terms=given.terms,
            mirror=self.mirror,
            checked=checked,
        )

    def altered(self, book: str) -> Altered | None:
        """What is altered in a book, all of which is checked where another program has written to the file since it was."""
        mark = self.store.mark()
        if self._checked.get(book) != mark:
            from boardtui.book.verify import first_fault

            self.settle(book, mark, first_fault(self.store, book))
        return self.faults.get(book)

    def unchecked(self) -> dict[str, object]:
        """The books that ``altered`` would have to check, each with the mark of the file as it is now."""
        mark = self.store.mark()
        return {book: mark for book in self.store.books() if self._checked.get(book) != mark}

    def settle(self, book: str, mark: object, fault: Altered | None) -> None:
        """Keep what a check of a whole book found; ``mark`` is that of the file before it began."""
        self._checked[book] = mark
        self._stopped.discard(book)
        self.faults.pop(book, None)
        if fault is not None:
            self._note(fault)
        elif book in self._sessions:
            self._sessions[book].fault = None

    def reopen(self, book: str) -> None:
        """Read a book anew when it is next asked for, and see how far its second place is."""
        self._sessions.pop(book, None)
        self.problems.pop(book, None)
        if self.mirror is not None:
            self.mirror.follow(self.store, book, last_chance=True)

    def may_go_on(self, book: str) -> bool:
        """Whether somebody may confirm, and has not yet, that a book is recorded in although it was altered."""
        return book in self.faults and book not in self._confirmed and book not in self._stopped

    def go_on(self, book: str) -> None:
        """Record in a book although an earlier meeting in it was altered, until the program is closed."""
        self._confirmed.add(book)
        if book in self._sessions:
            self._sessions[book].fault = None

    def cannot_read(self, book: str, error: Exception) -> None:
        """Keep in mind what is wrong with a book, for Home to say."""
        if isinstance(error, Altered):
            self._note(error)
        else:
            self.problems[book] = str(error)

    def _note(self, fault: Altered) -> None:
        fault.named = self.book_words(fault.book)
        self.faults.setdefault(fault.book, fault)
        if any(book == fault.book and fault.seq > start for book, start in self.running()):
            self._stopped.add(fault.book)
        if fault.book in self._sessions:
            self._sessions[fault.book].fault = None if fault.book in self._confirmed else self.faults[fault.book]

    def opened(self) -> list[Session]:
        """The books that were read since the program began."""
        return list(self._sessions.values())

    def states(self) -> list[State]:
        """What each book says now; a book that cannot be read, or of which the file has not all, is told of in ``problems``.

        Raises Unavailable where the file cannot be used at this moment.
        """
        self.store.find_again()
        states, books = [], sorted({*self.store.books(), *self._sessions})
        for body, _ in self.bodies() if self.mirror is not None else ():
            if self.mirror is not None and body not in books:
                self.mirror.follow(self.store, body)  # whose whole book may stand there and be gone here
        for book in books:
            try:
                session = self.session(book)
                if problem := self._compared(session):
                    self.problems[book] = problem
                else:
                    session.catch_up()
                states.append(session.state)
            except Unavailable:
                raise
            except Exception as error:  # whatever a damaged book raises must not keep the others closed
                self.cannot_read(book, error)
        return states

    def _compared(self, session: Session) -> str:
        """What the file lacks of what was recorded here, in words; what it has more is read in."""
        if self.store.read_only_reason is None:
            try:
                session.compare()
            except LinesMissing as error:
                return f"{error} Enter here asks what is to be done."
            except ReadIn:
                pass
        self.problems.pop(session.book, None)
        return ""

    def today(self) -> datetime.date:
        """The day that the calendar on the wall shows, which around midnight is not that of UTC."""
        return self.local(stamp_of(self.clock())).date()

    def local(self, at: str, starts: str = "") -> datetime.datetime:
        """A time of the book (UTC) as the clock on the wall shows it, in the zone of the settings or of the meeting."""
        return local_time(at, self.config.settings.timezone, starts)
