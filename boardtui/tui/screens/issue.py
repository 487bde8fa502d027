"""One issue on its way through the stages: what it waits for, what happened, and the moves that are allowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work

from boardtui.desk.referrals import received_elsewhere
from boardtui.meeting.entries import OpenIssue
from boardtui.tui.command import Command
from boardtui.tui.issue_moves import MOVES, Asking
from boardtui.tui.matter_screen import MatterScreen
from boardtui.tui.safe import Line, Span, line
from boardtui.tui.views.issue import head_lines, issue_lines, next_lines
from boardtui.tui.views.waiting import motion_under_way, stage_rule, waiting
from boardtui.tui.views.why_not import why_not_move


class IssueScreen(MatterScreen):
    """Shows an issue and records what is done about it."""

    TITLE = "Issue"
    MATTER = "issue"
    HELP = (
        "Where the memorandum sets stages, an issue goes through them in that order, and to the next only when what its "
        "clause asks for has happened; where it sets none, an issue is discussed, may be referred and is resolved. The "
        "line that begins with Next says what it waits for and which key does it. A key that is not allowed now says "
        "why, with the clause. Below stand the stages, if there are any, who has answered, and "
        "everything that happened."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("move('advance')", "n,right", "next stage", "Take it to the next stage, with the basis", "Stages"),
        Command("move('vote')", "v", "vote", "Put it to the vote under the rule of its stage", "Stages"),
        Command(
            "move('place')", "p", "attempt", "Record an attempt to settle it before the first stage in a body", "Stages"
        ),
        Command("move('advice')", "d", "advice", "Record advice taken or a discussion in a body, and whose", "Stages"),
        Command("move('no_decision')", "u", "no decision", "The chair rules that there can be none", "Stages"),
        Command("move('overrule')", "o", "on by ruling", "The Chair rules that it goes on, with the reason", "Stages"),
        Command("move('evidence')", "t", "evidence", "Enter evidence of how it went in another body", "Stages"),
        Command("move('notify')", "w", "in writing", "Record that the decision was sent to the partners", "Answers"),
        Command("move('respond')", "a", "answer", "Record a partner's answer: accepts or not", "Answers"),
        Command("move('select')", "f", "facilitator", "Record who was selected as facilitator", "Facilitator"),
        Command("move('ended')", "e", "ended", "Record how facilitation ended", "Facilitator"),
        Command("move('refer')", "b", "refer", "Refer it to another body, whose book then receives it", "End"),
        Command("move('resolve')", "x", "resolved", "Record that it is resolved, and how", "End"),
        Command(
            "correct",
            "Z",
            "correct",
            "Correct the title or the clause of the issue",
            "End",
            footer=False,
            also=("title", "rename"),
        ),
    )

    @property
    def issue(self) -> OpenIssue | None:
        """The issue as the book has it now; None once what raised it is taken back."""
        return self.shown.issues.get(self.key)

    def commands(self) -> Sequence[Command]:
        """Of the moves only those that are allowed now; the keys of the others say why they are not."""
        issue = self.issue
        return [
            command
            for command in super().commands()
            if not (move := command.argument) or (issue is not None and not why_not_move(self.state, issue, move))
        ]

    def show_state(self) -> None:
        issue, state, width = self.issue, self.shown, max(20, self.size.width - 2)
        if issue is None:
            self.put_gone()
            return
        now, local = self.now, self.local
        received = issue.issue in received_elsewhere(self.board.desk, state, public=self.hides)
        self.put(
            head_lines(state, issue, width, local, now.date()),
            [*next_lines(state, issue, width - 1, received=received), self._keys(issue)],
            issue_lines(state, issue, width, local, now),
        )

    def _keys(self, issue: OpenIssue) -> Line:
        """The keys for what it waits for."""
        by_move = {command.argument: command for command in self.TABLE}
        parts = [Span("      ")]
        for move in waiting(self.state, issue).moves:
            if not why_not_move(self.state, issue, move):
                parts += [Span(by_move[move].key, "key"), Span(f" {by_move[move].label}   ")]
        if len(parts) > 1:
            return tuple(parts)
        first = next(iter(waiting(self.state, issue).moves), "")
        return line(Span(f"      {why_not_move(self.state, issue, first)}" if first else "      esc goes back", "dim"))

    @work
    async def action_move(self, move: str) -> None:
        issue, state = self.issue, self.state
        if issue is None:
            self.say(self.gone, "warn")
            return
        if reason := why_not_move(state, issue, move):
            self.say(reason, "warn")
            return
        if move == "vote":
            await self._vote(issue)
            return
        asking = Asking(self.ask, state, issue, self.now.date(), self.board.desk.bodies())
        entry = await MOVES[move](asking)
        if entry is not None:
            self.record(entry)

    @work
    async def action_correct(self) -> None:
        from boardtui.tui.forms.correcting_forms import correct_issue

        if self.issue is None:
            self.say(self.gone, "warn")
        else:
            await correct_issue(self, self.issue)

    async def _vote(self, issue: OpenIssue) -> None:
        """Go on with the motion about it, or put one under the rule of its stage."""
        from boardtui.tui.forms.motion_form import put_motion

        under_way, rule = motion_under_way(self.state, issue), stage_rule(self.state, issue.stage)
        if under_way is not None:
            self.board.open_screen("vote", under_way.key)
        elif rule is not None:
            await put_motion(self, about=issue, rule=rule.key)
