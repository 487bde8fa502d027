"""All issues under resolution: at what stage, since when, and what each waits for."""

from __future__ import annotations

from typing import ClassVar

from textual import work

from boardtui.charter.words import bare, party_words, subject_name, table_name
from boardtui.desk.referrals import answers_for, not_received, receipt, received_elsewhere, referred_to
from boardtui.meeting.entries import IssueRaised
from boardtui.meeting.fold.keys import next_issue
from boardtui.meeting.state.state import State
from boardtui.tui.command import Command
from boardtui.tui.forms.dialogs import Choose, Confirm, Option, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.item_forms import confidential_field
from boardtui.tui.matters import MattersList
from boardtui.tui.safe import EMPTY, Line
from boardtui.tui.views.issue import columns_head, head_lines, issue_rows, next_lines
from boardtui.tui.widgets.rows import Row, heading


class IssuesScreen(MattersList):
    """The issues of the open book; opened from Home, those of every book."""

    TITLE = "Issues"
    KIND = "issue"
    NONE_HERE = "There is no issue under the cursor; n raises one."
    HELP = (
        "Issues between partners: on their way through the stages that the memorandum sets, or, where it sets none, "
        "open until they are resolved. Each line says where "
        "an issue is and what it awaits; below is the whole sentence for the line under the cursor. An issue "
        "that another body referred is taken into this body's book with g; once it is resolved there, t takes the answer "
        "into the book that referred it, where the next meeting is told of it."
    )
    EMPTY = "No issue is under resolution. n raises one, g receives one from another body."
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("open", "o", "open", "Open the issue under the cursor (so does Enter)", "Issues"),
        Command("raise_issue", "n", "new issue", "Raise an issue: title, subject, parties, clause", "Issues"),
        Command("receive", "g", "receive", "Receive an issue that another body referred, with its history", "Issues"),
        Command("answer", "t", "record outcome", "Record how another body resolved an issue referred to it", "Issues"),
    )

    def on_mount(self) -> None:
        if self.all_books:
            self.call_after_refresh(self._tell_of_answers)

    def show_state(self) -> None:
        self._received: set[tuple[str, str]] = set()
        width = max(40, self.size.width - 2)
        rows: list[Row] = []
        for state in self.shown_books():
            rows += self._rows_of(state, width, settled=False)
        for state in self.shown_books():
            rows += self._rows_of(state, width, settled=True)
        self.list_rows(rows, columns_head(width))

    def _rows_of(self, state: State, width: int, *, settled: bool) -> list[Row]:
        received = received_elsewhere(self.board.desk, state, public=self.hides) if settled else frozenset[str]()
        self._received |= {(state.book, key) for key in received}
        now, local = self.local_now(state), self.local_in(state)
        rows = issue_rows(state, now, local, width, settled=settled, received=received)
        sentence = "settled or referred" if settled else ""
        title = self.body_title(state.book) if self.all_books else ""
        if rows and (title or sentence):
            text = f"{title}, {sentence}" if title and sentence else title or sentence.capitalize()
            return [heading(text), *rows]
        return rows

    def show_about(self) -> None:
        state, key = self.state_here()
        issue = state.issues.get(key) if state else None
        lines: list[Line] = []
        if state is not None and issue is not None:
            width, local = max(20, self.size.width - 4), self.local_in(state)
            received = (state.book, issue.issue) in self._received
            lines = [*next_lines(state, issue, width, received=received)[:2], EMPTY]
            lines = [*lines, *head_lines(state, issue, width, local, self.local_now(state).date())][:5]
        self.about(lines)

    @work
    async def action_raise_issue(self) -> None:
        state = await self.choose_book("In which body is the issue raised?")
        if state is None:
            return
        value = await self.ask(
            Form(
                "A new issue",
                [
                    Field("title", "What it is about", required=True),
                    Field("clause", "Clause under which it is brought", hint="optional"),
                    *confidential_field(state, self.board.desk.session(state.book).lines),
                ],
                last="go on",
            )
        )
        if value is None:
            return
        question = Choose(f"Which {subject_name(state.charter.topics)} does it concern?", _topics(state))
        topic = await self.ask(question) if state.charter.topics else ""
        if topic is None:
            return
        parties = await self.ask(
            Pick("Who are the parties?", _parties(state, topic), least=min(2, len(state.partners)))
        )
        if parties is None:
            return
        private = value.get("confidential") == "yes"
        key = next_issue(state, private=private)
        entry = IssueRaised(key, value["title"], topic or None, tuple(parties), value["clause"], private)
        self.record_listed(state, entry, entry.issue)

    @work
    async def action_receive(self) -> None:
        state = await self.choose_book("Which body receives it?")
        if state is None:
            return
        referred = referred_to(self.board.desk, state.body, public=self.hides)
        place = await self.choose_received(
            "Receive an issue from another book",
            "It enters this book with all that happened in the other, and with the other book's fingerprint.",
            [(issue.issue.title, issue.book) for issue in referred],
            f"No other body's book has an issue referred to the {bare(self.body_title(state.book))} and not yet received.",
        )
        if place is not None:
            entry = receipt(self.board.desk, state, referred[place])
            self.record_listed(state, entry, entry.issue)

    @work
    async def action_answer(self) -> None:
        state = await self.choose_book("Which body referred the issue?")
        if state is None:
            return
        waiting = answers_for(self.board.desk, state.book, public=self.hides)
        if not waiting:
            body = self.body_title(state.book)
            self.say(
                self.with_hidden(
                    f"No issue that the {bare(body)} referred elsewhere has an outcome still to be recorded."
                )
            )
            return
        entry = waiting[0]
        if len(waiting) > 1:
            options = [
                Option(str(index), entry.title or entry.issue, self.body_title(entry.body))
                for index, entry in enumerate(waiting)
            ]
            chosen = await self.ask(Choose("What became of which issue", options))
            if chosen is None:
                return
            entry = waiting[int(chosen)]
        text = f"The {bare(self.body_title(entry.body))} resolved it: {entry.how}"
        if await self.ask(Confirm(entry.title or entry.issue, text, yes="record the outcome")):
            self.record_in(state.book, entry)

    def _tell_of_answers(self) -> None:
        """Once, when the screen has been shown: what another body resolved, and what is still to be received.

        The lists have what was referred since the last meeting alone, since no meeting carries that over.
        """
        desk, texts = self.board.desk, []
        shown = [state for state in self.shown_books() if state.meeting]
        number = sum(len(answers_for(desk, state.book, public=self.hides)) for state in shown)
        if number:
            issues = "issues that were" if number > 1 else "issue that was"
            texts.append(f"Another body has resolved {number} {issues} referred to it: t records the outcome.")
        referred = not_received(desk, public=self.hides)
        if number := sum(len(referred.get(state.body, ())) for state in shown):
            issues = "issues that another body referred are" if number > 1 else "issue that another body referred is"
            texts.append(f"{number} {issues} still to be received: g receives.")
        if texts:
            self.say(" ".join(texts), "warn")


def _topics(state: State) -> list[Option]:
    known = [Option(topic.key, topic.title) for topic in state.charter.topics]
    return [*known, Option("", "none of them", "every partner can be affected")]


def _parties(state: State, topic: str) -> list[Option]:
    ticked = state.charter.matrix.get(topic)
    options = []
    for partner in state.partners.values():
        applies = ticked is None or partner.category in ticked
        table = table_name(state.charter.topics) or "the memorandum"
        related = party_words(partner) if applies else f"not ticked in {table}"
        options.append(Option(partner.key, partner.name or partner.key, related))
    return options
