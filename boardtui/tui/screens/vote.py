"""The vote on one motion: seats by number, the live count, and the ways to its end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget

from boardtui.charter.words import listed
from boardtui.meeting.counting.needed import acting
from boardtui.meeting.entries import AnyEntry, Choice, VotesRecorded
from boardtui.meeting.fold.amending import next_to_decide
from boardtui.meeting.state.check import became
from boardtui.meeting.state.labels import voter_label
from boardtui.meeting.state.state import Motion, Stamped
from boardtui.meeting.voting.proxy_votes import cast_in_private
from boardtui.meeting.voting.totals import HOW, totals_of
from boardtui.tui.command import Command
from boardtui.tui.forms import correcting_forms
from boardtui.tui.forms.dialogs import Choose, Confirm, Option
from boardtui.tui.safe import Span, Tone, cut, line
from boardtui.tui.screens.meeting_commands import NOTES
from boardtui.tui.screens.vote_commands import VOTE_HELP, VOTE_KEYS, vote_commands
from boardtui.tui.screens.vote_motion import WithMotion
from boardtui.tui.views.seats import choice_words
from boardtui.tui.views.standing import eligibility_text, takes_text
from boardtui.tui.views.vote import vote_lines
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.seats import Seats

MOST_WAIT = 0.1  # seconds; what is keyed is recorded then even where nothing is painted


class VoteScreen(WithMotion):
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
        super().__init__(motion)
        self._amended = ""  # the motion that the one shown amends
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
            asked = self._in_consensus(motion)
            self.say("Everybody is recorded." if asked else "Everybody who may vote has voted.", "warn")
        elif self.seats.all_in_sight:
            await self._record_rest(motion, rest)
        else:
            self._converse(self._ask_rest(motion, rest))

    async def _record_rest(self, motion: Motion, rest: tuple[str, ...]) -> None:
        await self._show_keyed(rest, "for")
        others = f"{self._words(motion)['for'][0]}: the other {len(rest)}{self._by_open_proxy(motion, rest)}."
        text = f"{others} z undoes it.{self._by_private_proxy(motion, rest)}"
        if self.record(VotesRecorded(motion.key, "for", rest), say=text, heard=True):
            self.seats.clear()

    async def _ask_rest(self, motion: Motion, rest: tuple[str, ...]) -> None:
        done, do, all_of_them = ("voted", "vote for", "all for")
        if self._in_consensus(motion):
            done, do, all_of_them = ("been heard", "agree", "all agree")
        text = f"{len(rest)} seats have not {done}, not all of them in sight. Do they all {do}?"
        if await self.ask(Confirm("The rest", text, yes=all_of_them)):
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
                self.turn_to(amended.key)
                what = "Motion" if amended.amends is None else "Amendment"
                how = ", as amended," if motion.status in ("carried", "accepted") else ""
                self.say(
                    f"Amendment {motion.number} {became(self.state, motion)}. {what} {amended.number}{how} is decided next. "
                    "z undoes it."
                )
        return recorded

    def turn_to(self, key: str) -> None:
        self.seats.clear()
        super().turn_to(key)

    def action_put_right(self) -> None:
        if self.motion is None or self.motion.status == "open":
            self.say("Until the result is declared a vote is changed by its key alone.", "warn")
        else:
            self._correcting = True
            self.show_state()

    async def _put_votes_right(self, motion: Motion, choice: Choice) -> None:
        if await correcting_forms.put_votes_right(self, motion, self.seats.targets, choice):
            self.seats.clear()

    def action_vote(self) -> None:
        """Turn to what is decided next: whoever keys v right after a motion was put is there already."""
        waiting = next_to_decide(self.shown)
        if not waiting:
            self.say("No motion is open; esc goes back to the meeting, where m puts one.", "warn")
        elif self._key in {motion.key for motion in waiting}:
            self.say(f"This is the vote on motion {self.shown.motions[self._key].number}.")
        else:
            self.turn_to(waiting[0].key)

    def action_takes(self) -> None:
        if (motion := self._open_motion()) is not None:
            title = "So far" if self._in_consensus(motion) else "Votes still needed"
            self._read(title, takes_text(self.state, motion, list(self.seats.seats.values())))

    def action_eligible(self) -> None:
        if self.motion is not None:
            self._read(
                f"Who {acting(self.motion.electorate.counting)}",
                eligibility_text(self.state, self.motion, self.seats.cursor),
            )

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
        text = f"{self._words(motion)[choice][0]}: {names}. z undoes it.{self._by_private_proxy(motion, seats.targets)}"
        entry = VotesRecorded(motion.key, choice, seats.targets)
        await self._show_keyed(entry.voters, choice)
        self._voting = choice
        self.record(entry, say=text, bars=False, heard=True)
        self._voting = None

    def _in_consensus(self, motion: Motion) -> bool:
        return motion.electorate.counting.method == "consensus"

    def _words(self, motion: Motion) -> dict[Choice | None, tuple[str, Tone]]:
        return choice_words(consensus=self._in_consensus(motion))

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

    def _tell_targets(self) -> None:
        motion = self.motion
        live = motion is not None and (motion.status == "open" or self._correcting)
        spans = self.seats.words() if live else ()
        if live and self._correcting:
            spans = line(Span(" CORRECTING: seat, then f g h j ", "warn"), *spans)
        self.query_one("#targets", Painted).show([cut(spans, max(10, self.size.width - 1))])
