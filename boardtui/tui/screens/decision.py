"""One decision after it was taken: whose word it waits for, a line for each, and the steps that are possible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec.structs import replace
from textual import work

from boardtui.clock import stamp_of
from boardtui.meeting.entries import AnyEntry, OpenDecision
from boardtui.meeting.followup.awaiting import decision, figures_of
from boardtui.meeting.state.refusal import Refused
from boardtui.tui.book_screen import UNCHANGED
from boardtui.tui.command import Command
from boardtui.tui.decision_moves import STEPS, Step, why_not
from boardtui.tui.matter_screen import MatterScreen
from boardtui.tui.safe import Line, line, span, wrap
from boardtui.tui.views.decision import head_lines, standing_line, tracker_lines


class DecisionScreen(MatterScreen):
    """Shows a decision and records what comes in on it."""

    TITLE = "Decision"
    MATTER = "decision"
    HELP = (
        "A decision that awaits others is followed here until everybody asked has answered: ratification by "
        "the partners' boards, approval by both parties, signatures on a written agreement, an answer to a notice, the "
        "answer of another body. The line at the top says whether it is in effect. A key that is not possible now says "
        "why. It is carried from meeting to meeting by itself."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("step('answer')", "a", "answer", "Record a partner's answer or signature", "Awaiting others"),
        Command("step('subject')", "k", "ratification", "Make it subject to ratification or approval", "Awaiting others"),
        Command("step('notify')", "w", "in writing", "Record that it was sent to partners", "Awaiting others"),
        Command("step('point')", "c", "condition met", "Record that a condition of its checklist is met", "Awaiting others"),
        Command("step('send')", "b", "to a body", "Send it to another body as a recommendation", "Other bodies"),
        Command("step('fetch')", "g", "their answer", "Take the other body's answer from its book", "Other bodies"),
        Command("step('vote')", "v", "put a motion", "Put a motion that answers a decision received", "Other bodies"),
        Command("step('report')", "r", "report", "Report it to the meeting, which notes or ratifies it", "Further"),
        Command("step('consultation')", "p", "consultation", "What is known of a statutory consultation", "Further"),
        Command("condition", "R", "condition", "Enter what it is subject to: a deliverable, by whom and when", "Further"),
        Command("step('lapse')", "x", "not pursued", "No answer is awaited any longer, and why", "Further"),
    )  # fmt: skip

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self._counts: dict[str, str] = {}

    @property
    def held(self) -> OpenDecision | None:
        """The decision as the book has it now; None once what brought it in is taken back."""
        return decision(self.shown, self.key)

    def commands(self) -> Sequence[Command]:
        """Of the steps only those that are possible now; the keys of the others say why they are not."""
        open_decision = self.held
        return [
            command
            for command in super().commands()
            if command not in self.TABLE
            or (open_decision is not None and not why_not(self.state, open_decision, command.argument))
        ]

    def show_state(self) -> None:
        open_decision, state, width = self.held, self.shown, max(20, self.size.width - 2)
        if open_decision is None:
            self.put_gone()
            return
        today = self.now.date()
        self.put(
            head_lines(state, open_decision, width, self.local, today, self._counted_then(open_decision)),
            _strong(standing_line(state, open_decision), width - 2),
            tracker_lines(state, open_decision, width, today),
        )

    def _counted_then(self, held: OpenDecision) -> str:
        """The count at the earlier meeting that took it, where it is not carried over: of a consensus after a private part."""
        earlier = held.way == "meeting" and held.meeting != self.state.meeting
        if self.hides or held.figures or not earlier or self.session is None:
            return ""
        if held.decision not in self._counts:
            seq = self.board.desk.held(self.session.book, held.meeting)
            self._counts[held.decision] = figures_of(self.session.past(seq).state, held) if seq else ""
        return self._counts[held.decision]

    @work
    async def action_step(self, step: str) -> None:
        open_decision, state = self.held, self.state
        if open_decision is None:
            self.say(self.gone, "warn")
        elif reason := why_not(state, open_decision, step):
            self.say(reason, "warn")
        elif step == "vote":
            await self._vote(open_decision)
        elif step == "fetch":
            self._fetch(open_decision)
        else:
            shown = self.shown
            if shown.current != state.current:  # the item that is open is not told, and nothing is put under it
                shown = replace(shown, current=None)
            asking = Step(self.ask, shown, open_decision, self.now.date(), self.board.desk.bodies())
            entry = await STEPS[step](asking)
            if entry is not None and self._leaves_as_it_is(entry):
                self.say(UNCHANGED)
            elif entry is not None:
                self.record(entry)

    def _leaves_as_it_is(self, entry: AnyEntry) -> bool:
        """Whether an entry would say of the decision just what is recorded: its form was sent unchanged."""
        session = self.session
        assert session is not None
        stamped = session.stretch.stamp(session.recorded + 1, stamp_of(session.clock()), session.by, entry)
        try:
            then = decision(session.stretch.judge(stamped).state, self.key)
        except Refused:
            return False
        now = decision(session.state, self.key)
        return now is not None and then is not None and _in_order(now) == _in_order(then)

    @work
    async def action_condition(self) -> None:
        from boardtui.tui.forms.condition_forms import agree_condition

        if self.held is not None:
            await agree_condition(self, self.key)

    async def _vote(self, held: OpenDecision) -> None:
        """Put the motion that answers it."""
        from boardtui.tui.forms.motion_form import put_motion

        await put_motion(self, answers=held)

    def _fetch(self, held: OpenDecision) -> None:
        """What the other bodies' books say, where they have decided."""
        from boardtui.desk.recommendations import answer_of

        titles = dict(self.board.desk.bodies())
        open_bodies = [sending.body for sending in held.sent if not sending.outcome]
        entries = [answer_of(self.board.desk, self.state, held, body, public=self.hides) for body in open_bodies]
        answers = [entry for entry in entries if entry is not None]
        if answers:
            self.record(*answers)
        else:
            names = ", ".join(titles.get(body, body) for body in open_bodies)
            text = f"Nothing yet: the book of {names} has no decided motion that answers it."
            self.say(self.with_hidden(text), "warn")


def _strong(words: str, width: int) -> list[Line]:
    return [line(span(row[0].text, "strong")) for row in wrap(words, width)]


def _in_order(held: OpenDecision) -> OpenDecision:
    """The same with its answers by partner: one that is recorded again goes to their end."""
    return replace(held, responses=tuple(sorted(held.responses, key=lambda response: response.partner)))
