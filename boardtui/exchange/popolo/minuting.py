"""Vote events as entries of a book: convened, roll called, put, voted, declared as the fold counts it, closed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec

from boardtui.book.chain import GENESIS, Line, canonical, seal
from boardtui.book.transfer import MAX_LINE
from boardtui.charter.model import BodyCharter
from boardtui.charter.words import counted
from boardtui.clock import stamp_of
from boardtui.exchange.popolo.comparing import differing_counts, differing_result, weighted
from boardtui.exchange.popolo.keys import Keys, slug
from boardtui.exchange.popolo.reading import PopoloError
from boardtui.exchange.popolo.records import Event, Gathered, Remarks
from boardtui.exchange.popolo.sittings import Seated, Sitting, seated
from boardtui.exchange.popolo.wording import ABSENT, AWAY, NOT_VOTING, choice_of, kept, plain_option
from boardtui.meeting import entries as e
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.fold.sitting import public_matter
from boardtui.meeting.fold.stretch import Stretch

Row = tuple[Line, str, bool]
SOURCE = "popolo"
_ITEM = "Votes"
_COUNTS_ONLY = (
    "Only counts are recorded: not who voted how, nor who was there, so all members known are taken as present."
)
_NO_TEXT = "(no text was recorded)"
_MINUTES = "Taken over from Popolo data; the minutes themselves are kept where the data come from."


class ImportReport(msgspec.Struct):
    """What came of an import: how much was taken, and what differs. The figures are whole numbers."""

    vote_events: int = 0
    votes: int = 0
    counts_checked: int = 0
    counts_differing: int = 0
    results_checked: int = 0
    results_differing: int = 0
    meetings: int = 0
    entries: int = 0
    differences: Remarks = msgspec.field(default_factory=Remarks)
    remarks: Remarks = msgspec.field(default_factory=Remarks)


class Minuting:
    """Writes one book, entry by entry; each is judged by the fold before it is sealed."""

    def __init__(self, book: str, by: str, gathered: Gathered) -> None:
        self.found = ImportReport(remarks=gathered.remarks)
        self._book, self._by, self._gathered = book, by, gathered
        self._stretch = Stretch(book)
        self._last: Line | None = None
        self._meetings, self._motions, self._people = Keys("meeting"), Keys("motion"), Keys("member")
        self._before = ""

    def meeting(self, sitting: Sitting) -> Iterator[Row]:
        """The entries of one meeting."""
        who = seated(self._gathered, sitting, self._people)
        first = sitting.events[0][0]
        items = _items(sitting)
        convened = self._convened(sitting, who, items)
        yield self._row(convened, first)
        yield from self._arrivals(sitting.events[0][1], who, first)
        yield self._row(e.MeetingOpened(), first)
        if self._before:  # else every later meeting would carry all the minutes that nobody here will ever approve
            yield self._row(e.MinutesApproved(meeting=self._before, corrections=(_MINUTES,)), first)
        earlier: dict[str, str] = {}
        for when, event in sitting.events:
            yield from self._event(event, who, items[event.motion.classification or _ITEM], earlier, when)
        yield self._row(e.MeetingClosed(), first)
        self._before = convened.meeting
        self.found.meetings += 1

    def _convened(self, sitting: Sitting, who: Seated, items: dict[str, e.AgendaItem]) -> e.MeetingConvened:
        name = self._gathered.name(sitting.organisation)[:300]
        key = self._meetings.new(sitting.day)
        if key != sitting.day:  # another organisation met on the same day
            key = self._meetings.new(f"{sitting.day}-{slug(name).replace('_', '-') or 'meeting'}")
        return e.MeetingConvened(
            meeting=key,
            body=slug(sitting.organisation) or self._book,
            title=f"{name}, {sitting.day}" if name else sitting.day,
            starts=sitting.events[0][0].isoformat(timespec="seconds"),
            charter=BodyCharter(name=SOURCE, title=name, rules=who.rules),
            partners=who.partners,
            members=who.members,
            agenda=tuple(items.values()),
            carried=public_matter(self._stretch.state),
        )

    def _event(
        self, event: Event, who: Seated, item: e.AgendaItem, earlier: dict[str, str], when: datetime.datetime
    ) -> Iterator[Row]:
        yield from self._arrivals(event, who, when)
        if self._stretch.state.current != item.item:
            yield self._row(e.ItemOpened(item=item.item), when)
        required = who.required[event.motion.requirement]
        key = self._motions.new(event.motion.id)
        follows = earlier.get(event.motion.id)
        earlier[event.motion.id] = key
        put = e.MotionPut(
            motion=key,
            item=item.item,
            text=event.motion.text or _NO_TEXT,
            rule=required.rule.key,
            mover=who.keys.get(event.motion.creator),
            affected=tuple(who.keys[ballot.voter] for ballot in event.ballots) if who.alone and event.ballots else None,
            follows=follows,
        )
        yield self._row(put, when)
        yield from self._votes(event, who, key, when)
        if not required.understood:
            text = (
                f"The requirement is recorded as “{event.motion.requirement}”. It is counted as: {required.rule.title}."
            )
            yield self._note(item, text, when, self.found.remarks, event)
        result = result_now(self._stretch.state, self._stretch.state.motions[key])
        yield self._row(result, when)
        yield from self._compared(event, result, item, when)
        self.found.vote_events += 1
        self.found.votes += len(event.ballots)

    def _arrivals(self, event: Event, who: Seated, when: datetime.datetime) -> Iterator[Row]:
        """Whoever has another vote than absent is there for it; nobody else is."""
        here = {who.keys[ballot.voter]: None for ballot in event.ballots if plain_option(ballot.option) != ABSENT}
        if not event.ballots:  # of counts alone it is not known who was there
            here = dict.fromkeys(who.keys.values())
        listed = {who.keys[ballot.voter] for ballot in event.ballots}
        there = self._stretch.state.present
        for member in [key for key in there if key not in here]:
            reason = "recorded as absent" if member in listed else "no vote recorded"
            yield self._row(e.MemberLeft(member=member, reason=reason), when)
        for member in [key for key in here if key not in there]:
            yield self._row(e.MemberArrived(member=member), when)

    def _votes(self, event: Event, who: Seated, motion: str, when: datetime.datetime) -> Iterator[Row]:
        cast: dict[e.Choice, list[str]] = {"for": [], "against": [], "abstain": [], "not_voting": []}
        voters_by_word: dict[str, list[str]] = {}
        for ballot in event.ballots:
            choice = choice_of(ballot.option)
            if choice is None:
                continue
            cast[choice].append(who.keys[ballot.voter])
            if choice == "not_voting" and ballot.option != NOT_VOTING:
                voters_by_word.setdefault(ballot.option, []).append(who.keys[ballot.voter])
        for choice, voters in cast.items():
            if voters:
                yield self._row(e.VotesRecorded(motion=motion, choice=choice, voters=tuple(voters)), when)
        item = self._stretch.state.motions[motion].item
        if not event.ballots:
            sums = event.totals()
            counted = e.VotesCounted(
                motion, "show_of_hands", sums.get("for", 0), sums.get("against", 0), sums.get("abstain", 0)
            )
            yield self._row(counted, when)
            yield self._row(e.NoteTaken(item=item, text=_COUNTS_ONLY), when)
        for word, voters in voters_by_word.items():
            self._remark_on(word, len(voters), event)
            yield self._row(e.NoteTaken(item=item, text=kept(motion, word, voters)), when)
        name = self._gathered.name
        pairs = [(name(ballot.voter), name(ballot.pair)) for ballot in event.ballots if ballot.pair]
        for voter, pair in pairs:
            yield self._row(e.NoteTaken(item=item, text=f"{voter} is paired with {pair}."), when)
        if weighted(event):
            weights = ", ".join(f"{name(one.voter)} {one.weight}" for one in event.ballots if one.weight != 1)
            yield self._row(e.NoteTaken(item=item, text=f"Recorded weights of votes, not used here: {weights}."), when)

    def _remark_on(self, word: str, number: int, event: Event) -> None:
        """Tell of votes in a word of their own, as "Ja" or "aye"."""
        if plain_option(word) not in AWAY:
            many = counted(number, "vote is", "votes are")
            self.found.remarks.add(
                f"{event.where}: {many} recorded as “{word}”, which is not yes, no, abstain, not voting or absent. "
                "Counted as not voted, and kept in words; write yes or no where that is meant."
            )

    def _compared(
        self, event: Event, result: e.ResultDeclared, item: e.AgendaItem, when: datetime.datetime
    ) -> Iterator[Row]:
        found = self.found
        checked, differing = differing_counts(event, self._gathered.name) if event.ballots else (0, [])
        found.counts_checked += checked
        found.counts_differing += len(differing)
        if event.ballots and (unchecked := len(event.counts) - checked):
            found.remarks.add(f"{event.where}: {unchecked} counts of groups, but no vote says for which group it was.")
        compared, sentence = differing_result(event, result.outcome)
        found.results_checked += compared
        found.results_differing += compared and bool(sentence)
        for text in differing:
            yield self._note(item, text, when, found.differences, event)
        if sentence:
            yield self._note(item, sentence, when, found.differences if compared else found.remarks, event)

    def _note(self, item: e.AgendaItem, text: str, when: datetime.datetime, told: Remarks, event: Event) -> Row:
        told.add(f"{event.where}: {text}")
        return self._row(e.NoteTaken(item=item.item, text=text), when)

    def _row(self, entry: e.AnyEntry, when: datetime.datetime) -> Row:
        last, at, opens = self._last, stamp_of(when), isinstance(entry, e.MeetingConvened)
        seq, prev = (last.seq + 1, last.hash) if last else (1, GENESIS)
        at = max(at, last.at) if last else at
        if opens:
            self._stretch = Stretch(self._book, self._stretch.state if last else None)
        self._stretch.take(seq, at, self._by, entry)
        line = seal(self._book, seq, at, self._by, prev, canonical(entry))
        if len(line.entry or b"") > MAX_LINE - 4096:
            raise PopoloError(f"Nothing was imported: a vote event of {at[:10]} is too large for one entry of a book.")
        self._last = line
        self.found.entries += 1
        return line, e.kind(entry), opens


def _items(sitting: Sitting) -> dict[str, e.AgendaItem]:
    """The agenda: one item for each category of motions."""
    titles = dict.fromkeys(event.motion.classification or _ITEM for _, event in sitting.events)
    keys = Keys("item")
    return {
        title: e.AgendaItem(item=keys.new(title), title=title[:1000], number=str(number))
        for number, title in enumerate(titles, 1)
    }
