"""The vote on one motion: seats by number, the live count, and the ways to its end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine, Iterable, Sequence
from typing import Any, ClassVar

from textual.widget import Widget

from boardtui.charter.words import listed
from boardtui.desk.unsettled import if_declared, unsettled
from boardtui.meeting.counting.tally import acting
from boardtui.meeting.entries import AnyEntry, Choice, ConsensusDeclared, VotesRecorded
from boardtui.meeting.fold.amending import next_to_decide
from boardtui.meeting.state.check import became
from boardtui.meeting.state.labels import voter_label
from boardtui.meeting.state.state import Motion, Stamped
from boardtui.meeting.voting.ballot import counting_of
from boardtui.meeting.voting.proxy_votes import cast_in_private
from boardtui.meeting.voting.totals import HOW, How, totals_of
from boardtui.tui import deciding
from boardtui.tui.command import Command
from boardtui.tui.forms import amending_forms, condition_forms, correcting_forms, en_bloc_forms, ruling, voting_forms
from boardtui.tui.forms.dialogs import Choose, Confirm, Option
from boardtui.tui.reader import Reader
from boardtui.tui.safe import Span, cut, line
from boardtui.tui.screens.docked_notes import DockedNotes
from boardtui.tui.screens.meeting_commands import NOTES
from boardtui.tui.screens.vote_commands import VOTE_HELP, VOTE_KEYS, vote_commands
from boardtui.tui.views.seats import WORDS
from boardtui.tui.views.standing import eligibility_text, motion_text, takes_text
from boardtui.tui.views.vote import vote_lines
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.seats import Seats

MOST_WAIT = 0.1  # seconds; what is keyed is recorded then even where nothing is painted


class VoteScreen(DockedNotes):
    """Who votes what on a motion. It opens on the motion named, else on the last one that is open."""

    TITLE = "Vote"
    HELP = VOTE_HELP
    TABLE: ClassVar[tuple[Command, ...]] = (*VOTE_KEYS, *NOTES)
    DEFAULT_CSS = """
    VoteScreen #vote-head, VoteScreen #targets { height: auto; }
    VoteScreen #targets { height: 1; }
    VoteScreen Seats { height: 1fr; }
    """

    def __init__(self, motion: str = "", correcting: bool = False) -> None:
        super().__init__()
        self._key = motion
        self._asking, self._amended = False, ""  # the motion that the one shown amends
        self._correcting = correcting
        self._voting: Choice | None = None
        self._replacing = ""  # the motion whose count without names the next vote by name replaces

    def body(self) -> Iterable[Widget]:
        yield Painted(id="vote-head")
        yield Painted(id="targets")
        yield Seats(id="seats", choosing=True)
        yield self.dock

    def on_mount(self) -> None:
        self.query_one(Seats).focus()
        if not self._key:
            waiting = next_to_decide(self.shown) or list(self.shown.motions.values())[-1:]
            self._key = waiting[0].key if waiting else ""

    @property
    def motion(self) -> Motion | None:
        """The motion voted on, as it stands; None where its entry was taken back."""
        return self.shown.motions.get(self._key)

    @property
    def seats(self) -> Seats:
        return self.query_one(Seats)

    def first_focus(self) -> Widget:
        return self.seats

    def show_state(self) -> None:
        self.show_notes()
        self._key = self._key if self._key in self.shown.motions else self._amended or self._key
        motion, head = self.motion, self.query_one("#vote-head", Painted)
        self.seats.display = motion is not None
        if motion is None:
            text = "There is no motion here" if not self._key else "The motion was undone"
            head.show([line(Span(f" {text}: esc goes back to the meeting, where m puts one.", "warn"))])
            self.query_one("#targets", Painted).show([])
            return
        # While votes are keyed, the other readings are counted in the next frame.
        keyed = self._voting is not None and motion.status == "open" and head.lines
        head.show(vote_lines(self.state, motion, max(20, self.size.width), head.lines[-1] if keyed else None))
        self.seats.correcting = self._correcting = self._correcting and motion.status != "open"
        self._amended = motion.amends or ""
        self.seats.fill(self.state, motion, self._voting)
        self._tell_targets()

    def commands(self) -> Sequence[Command]:
        """What makes sense now; the other keys answer with the reason."""
        return [*vote_commands(self.state, self.motion), *self.notes_keys(), *self.everywhere()]

    def on_seats_changed(self, event: Seats.Changed) -> None:
        self._tell_targets()
        if event.problem:
            self.say(event.problem, "warn")

    async def action_vote_for(self) -> None:
        await self._vote("for")

    async def action_vote_against(self) -> None:
        await self._vote("against")

    async def action_vote_abstain(self) -> None:
        await self._vote("abstain")

    async def action_vote_not(self) -> None:
        await self._vote("not_voting")

    async def action_rest(self) -> None:
        motion, rest = self._open_motion(), tuple(self.seats.open)
        if motion is None or self._names_replace_totals(motion):
            return
        if not rest:
            self.say("Everybody who may vote has voted.", "warn")
        elif self.seats.all_in_sight:
            await self._record_rest(motion, rest)
        else:
            self._converse(self._ask_rest(motion, rest))

    async def _record_rest(self, motion: Motion, rest: tuple[str, ...]) -> None:
        await self._show_keyed(rest, "for")
        others = f"for: the other {len(rest)}{self._by_open_proxy(motion, rest)}."
        text = f"{others} z undoes it.{self._by_private_proxy(motion, rest)}"
        if self.record(VotesRecorded(motion.key, "for", rest), say=text, heard=True):
            self.seats.clear()

    async def _ask_rest(self, motion: Motion, rest: tuple[str, ...]) -> None:
        text = f"{len(rest)} seats have not voted, not all of them in sight. Do they all vote for?"
        if await self.ask(Confirm("The rest", text, yes="all for")):
            await self._record_rest(motion, rest)

    def action_carrier(self) -> None:
        seats = self.seats
        here = seats.seats.get(seats.cursor)
        if here is None or not here.by:
            self.say("Here every vote is one person's own.", "warn")
            return
        seats.choose(*(key for key, seat in seats.seats.items() if seat.by == here.by and not seat.why))

    def action_find(self) -> None:
        self._converse(self._find())

    async def _find(self) -> None:
        seats = self.seats
        options = [Option(key, seats.label(key), seat.why) for key, seat in seats.seats.items()]
        chosen = await self.ask(Choose("Find a seat", options))
        if chosen is None:
            return
        if seats.seats[chosen].why:
            self.say(f"{seats.label(chosen)}: {seats.seats[chosen].why}.", "warn")
        elif chosen not in seats.chosen:
            seats.choose(chosen)

    def action_seat(self) -> None:
        self.say("Type the number that stands before the seat.")

    def action_back(self) -> None:
        if self.dock.is_written_in or not self.seats.clear():
            super().action_back()

    def action_consensus(self) -> None:
        motion = self._open_motion()
        if motion is None or not self._by_consensus(motion):
            return
        flagged = motion.consultation is not None and motion.consultation.status == "to_settle"
        entry = ConsensusDeclared(motion.key, True)
        differ = unsettled(self.state, if_declared(motion, entry))
        if motion.votes or flagged or differ or ruling.evidence_asked(self, motion):
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
            self._turn_to(key)

    def action_take_out(self) -> None:
        motion = self._open_motion()
        if motion is not None and not motion.covers:
            self.say("This motion is on one item alone.", "warn")
        elif motion is not None:
            self._converse(self._take_out(motion))

    async def _take_out(self, motion: Motion) -> None:
        key = await en_bloc_forms.take_out(self, motion)
        if key is not None and key != self._key:
            self._turn_to(key)

    def action_accept(self) -> None:
        motion = self._open_motion()
        if motion is not None:
            self._converse(amending_forms.accept_amendment(self, motion))

    def record(self, *entries: AnyEntry, say: str = "", bars: bool = True, heard: bool = False) -> list[Stamped]:
        """Record, and where that decides an amendment, go on with the motion that it amends."""
        before = self.motion
        recorded = super().record(*entries, say=say, bars=bars, heard=heard)
        motion = self.motion
        if (
            recorded
            and before is not None
            and before.status == "open"
            and motion is not None
            and motion.status != "open"
        ):
            amended = self.state.motions.get(motion.amends or "")
            if amended is not None and amended.status == "open":
                self._turn_to(amended.key)
                what = "Motion" if amended.amends is None else "Amendment"
                how = ", as amended," if motion.status in ("carried", "accepted") else ""
                self.say(
                    f"Amendment {motion.number} {became(self.state, motion)}. {what} {amended.number}{how} is decided next. "
                    "z undoes it."
                )
        return recorded

    def _turn_to(self, key: str) -> None:
        self._key = key
        self.seats.clear()
        self.refresh_all()

    def action_put_right(self) -> None:
        if self.motion is None or self.motion.status == "open":
            self.say("Until the result is declared a vote is changed by its key alone.", "warn")
        else:
            self._correcting = True
            self.show_state()

    async def _put_votes_right(self, motion: Motion, choice: Choice) -> None:
        if await correcting_forms.put_votes_right(self, motion, self.seats.targets, choice):
            self.seats.clear()

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

        if (motion := self._open_motion()) is not None and self.session is not None:
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
            self._turn_to(key)

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
            self._converse(ruling.rule_on_motion(self, motion))

    def action_narrow(self) -> None:
        if (motion := self._open_motion()) is not None:
            self._converse(ruling.narrow(self, motion))

    def action_readings(self) -> None:
        if self._open_motion() is not None:
            self.board.open_screen("readings", self._key)

    def action_vote(self) -> None:
        """Turn to what is decided next: whoever keys v right after a motion was put is there already."""
        waiting = next_to_decide(self.shown)
        if not waiting:
            self.say("No motion is open; esc goes back to the meeting, where m puts one.", "warn")
        elif self._key in {motion.key for motion in waiting}:
            self.say(f"This is the vote on motion {self.shown.motions[self._key].number}.")
        else:
            self._turn_to(waiting[0].key)

    def action_takes(self) -> None:
        if (motion := self._open_motion()) is not None:
            self._read("Votes still needed", takes_text(self.state, motion, list(self.seats.seats.values())))

    def action_eligible(self) -> None:
        if self.motion is not None:
            self._read(
                f"Who {acting(self.motion.electorate.counting)}",
                eligibility_text(self.state, self.motion, self.seats.cursor),
            )

    def action_motion(self) -> None:
        if self.motion is not None:
            self._read(f"Motion {self.motion.number}", motion_text(self.shown, self.motion))

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

    async def _show_keyed(self, voters: tuple[str, ...], choice: Choice) -> None:
        """Mark the seats as keyed and wait until that is painted, so that a key is seen to be taken on a slow disk too.

        Further keys wait meanwhile, as behind everything that a key does. The mark says nothing of the record: the
        seat, the count and the message change only when the entry is on the disk.
        """
        self.seats.mark(voters, choice)
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(painted.wait(), MOST_WAIT)

    async def _vote(self, choice: Choice) -> None:
        motion, seats = self.motion if self._correcting else self._open_motion(), self.seats
        if motion is None or self._asking:
            return
        if seats.pending:
            self.say(
                f"Seat number {seats.pending}_ is incomplete; nothing recorded. Type the next digit, or press Esc.",
                "warn",
            )
            return
        if seats.refused:
            again = "The same key again is for what is highlighted; another number begins anew."
            self.say(f"Nothing was recorded. {seats.told_refused()} {again}", "warn")
            return
        if not seats.targets:
            self.say("Nobody is highlighted.", "warn")
            return
        if self._correcting:
            self._converse(self._put_votes_right(motion, choice))
            return
        if self._names_replace_totals(motion):
            return
        names = ", ".join(seats.label(key) for key in seats.targets)
        text = f"{WORDS[choice][0]}: {names}. z undoes it.{self._by_private_proxy(motion, seats.targets)}"
        entry = VotesRecorded(motion.key, choice, seats.targets)
        await self._show_keyed(entry.voters, choice)
        self._voting = choice
        self.record(entry, say=text, bars=False, heard=True)
        self._voting = None

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

    def _names_replace_totals(self, motion: Motion) -> bool:
        """Whether a vote by name would replace a count without names: said first; the same key again is meant so."""
        totals = totals_of(motion)
        if totals is None or self._replacing == motion.key:
            self._replacing = ""
            return False
        self._replacing = motion.key
        self.say(
            f"Counted {HOW[totals.how]}. Nothing was recorded: a vote by name replaces that count; the same key again "
            "records it, z undoes the count.",
            "warn",
        )
        return True

    def _by_private_proxy(self, motion: Motion, voters: Iterable[str]) -> str:
        """What recording these votes in public makes public, where one is cast by a proxy given in private; else empty."""
        if not self.public_here or cast_in_private(self.state, motion).isdisjoint(voters):
            return ""
        return " A proxy given in private: who voted how stays out of public papers, the figures do not."

    def _by_open_proxy(self, motion: Motion, voters: Iterable[str]) -> str:
        """For whom among these a proxy votes, without what was given in private; empty where for nobody."""
        secret = cast_in_private(self.state, motion)
        names = [
            voter_label(self.state, motion, voter)
            for voter in voters
            if voter in motion.electorate.by_proxy and voter not in secret
        ]
        return f", by proxy {listed(names)}" if names else ""

    def _by_consensus(self, motion: Motion) -> bool:
        if counting_of(self.state, motion).method == "consensus":
            return True
        rule = self.state.charter.rule(motion.rule)
        self.say(f"{rule.clause if rule else 'The rule'} asks for a vote: record the votes, then d declares.", "warn")
        return False

    def _tell_targets(self) -> None:
        motion = self.motion
        live = motion is not None and (motion.status == "open" or self._correcting)
        spans = self.seats.words() if live else ()
        if live and self._correcting:
            spans = line(Span(" CORRECTING: seat, then f g h j ", "warn"), *spans)
        self.query_one("#targets", Painted).show([cut(spans, max(10, self.size.width - 1))])
