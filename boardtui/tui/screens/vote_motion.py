"""What is done about a motion besides voting on it: amended, counted without names, ruled on, declared, put again."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import Any

from boardtui.desk.unsettled import if_declared, unsettled
from boardtui.meeting.entries import ConsensusDeclared
from boardtui.meeting.state.state import Motion
from boardtui.meeting.voting.ballot import counting_of
from boardtui.meeting.voting.totals import How
from boardtui.tui import deciding
from boardtui.tui.forms import amending_forms, condition_forms, en_bloc_forms, motion_ruling, voting_forms
from boardtui.tui.reader import Reader
from boardtui.tui.safe import Span
from boardtui.tui.screens.docked_notes import DockedNotes
from boardtui.tui.views.standing import motion_text


class WithMotion(DockedNotes):
    """A screen on one motion; one conversation about it at a time."""

    def __init__(self, motion: str = "") -> None:
        super().__init__()
        self._key = motion
        self._asking = False

    def turn_to(self, key: str) -> None:
        """Be about another motion."""
        self._key = key
        self.refresh_all()

    @property
    def motion(self) -> Motion | None:
        """The motion voted on, as it stands; None where its entry was taken back."""
        return self.shown.motions.get(self._key)

    def action_consensus(self) -> None:
        motion = self._open_motion()
        if motion is None or not self._by_consensus(motion):
            return
        flagged = motion.consultation is not None and motion.consultation.status == "to_settle"
        entry = ConsensusDeclared(motion.key, True)
        differ = unsettled(self.state, if_declared(motion, entry))
        if motion.votes or flagged or differ or motion_ruling.evidence_asked(self, motion):
            self.action_declare()
            return
        deciding.say_consensus(self, motion, entry)

    def action_objections(self) -> None:
        motion = self._open_motion()
        if motion is not None and self._by_consensus(motion):
            self._converse(deciding.objections(self, motion))

    def action_declare(self) -> None:
        motion = self._open_motion()
        if motion is not None:
            self._converse(deciding.declare(self, motion.key))

    def action_hands(self) -> None:
        self._count("show_of_hands")

    def action_ballot(self) -> None:
        self._count("secret_ballot")

    def action_voices(self) -> None:
        self._count("voice")

    def _count(self, how: How) -> None:
        motion = self._open_motion()
        if motion is not None:
            self._converse(voting_forms.count_votes(self, motion, how))

    def action_amendment(self) -> None:
        motion = self._open_motion()
        if motion is not None:
            self._converse(self._amend(motion))

    async def _amend(self, motion: Motion) -> None:
        key = await amending_forms.move_amendment(self, motion)
        if key is not None:
            self.turn_to(key)

    def action_take_out(self) -> None:
        motion = self._open_motion()
        if motion is not None and not motion.covers:
            self.say("This motion is on one item alone.", "warn")
        elif motion is not None:
            self._converse(self._take_out(motion))

    async def _take_out(self, motion: Motion) -> None:
        key = await en_bloc_forms.take_out(self, motion)
        if key is not None and key != self._key:
            self.turn_to(key)

    def action_accept(self) -> None:
        motion = self._open_motion()
        if motion is not None:
            self._converse(amending_forms.accept_amendment(self, motion))

    def action_dissent(self) -> None:
        if self.motion is not None:
            self._converse(voting_forms.note_dissent(self, self.motion))

    def action_casting(self) -> None:
        if (motion := self._open_motion()) is not None:
            self._converse(deciding.casting_vote(self, motion))

    def action_withdraw(self) -> None:
        if (motion := self._open_motion()) is not None:
            self._converse(deciding.withdraw(self, motion))

    def action_ballots(self) -> None:
        from boardtui.tui.forms.paper_forms import write_ballots

        if (motion := self._open_motion()) is None or self.session is None:
            return
        if why := voting_forms.why_not_counted(self.state, motion, "secret_ballot"):
            self.say(why, "warn")
        else:
            self._converse(write_ballots(self, self.session.stretch, confidential=motion.confidential))

    def action_refer(self) -> None:
        if self.motion is not None:
            self._converse(deciding.refer(self, self.motion))

    def action_again(self) -> None:
        if self.motion is not None and self.motion.status == "open":
            self.say("A further motion follows a result; declare or withdraw this motion first.", "warn")
        elif self.motion is not None:
            self._converse(self._again(self.motion))

    async def _again(self, motion: Motion) -> None:
        from boardtui.tui.forms.motion_form import fall_back, put_motion

        way = await fall_back(self, motion)
        if way is None:
            return
        key = way or await put_motion(self, follows=motion)
        if key is not None:
            self.turn_to(key)

    def action_subject(self) -> None:
        if self.motion is not None:
            self._converse(deciding.subject_to_others(self, self.motion))

    def action_condition(self) -> None:
        if self.motion is not None:
            self._converse(condition_forms.agree_condition(self, self.motion.key))

    def action_support(self) -> None:
        if self.motion is not None:
            self._converse(condition_forms.agree_support(self, self.motion.key))

    def action_consult(self) -> None:
        if self.motion is not None:
            self._converse(self._consult(self.motion))

    async def _consult(self, motion: Motion) -> None:
        entry = await deciding.ask_consultation(self, motion, flag=motion.status == "open")
        if entry is not None:
            self.record(entry)

    def action_ruling(self) -> None:
        if (motion := self._open_motion()) is not None:
            self._converse(motion_ruling.rule_on_motion(self, motion))

    def action_narrow(self) -> None:
        if (motion := self._open_motion()) is not None:
            self._converse(motion_ruling.narrow(self, motion))

    def action_readings(self) -> None:
        if self._open_motion() is not None:
            self.board.open_screen("readings", self._key)

    def action_motion(self) -> None:
        if self.motion is not None:
            self._read(f"Motion {self.motion.number}", motion_text(self.shown, self.motion))

    def _open_motion(self) -> Motion | None:
        """The motion, where it may be voted on, its seats can be seen and no question is open; else the reason is said."""
        motion = self.motion
        if motion is None or self.has_class("-small") or self._asking:
            return None
        if motion.status != "open":
            ended = "withdrawn" if motion.status == "withdrawn" else "decided"
            self.say(f"This motion is {ended}; esc goes back to the meeting, z undoes the last entry.", "warn")
            return None
        return motion

    def _by_consensus(self, motion: Motion) -> bool:
        if counting_of(self.state, motion).method == "consensus":
            return True
        rule = self.state.charter.rule(motion.rule)
        self.say(f"{rule.clause if rule else 'The rule'} asks for a vote: record the votes, then d declares.", "warn")
        return False

    def _read(self, title: str, text: Sequence[Span | str]) -> None:
        self._converse(self.ask(Reader(title, text)))

    def _converse(self, questions: Coroutine[Any, Any, Any]) -> None:
        """Ask these questions; a key typed before the first of them is in sight starts no second series."""
        if self._asking:
            questions.close()
            return
        self._asking = True
        self.run_worker(self._ask_on(questions))

    async def _ask_on(self, questions: Coroutine[Any, Any, Any]) -> None:
        try:
            await questions
        finally:
            self._asking = False
