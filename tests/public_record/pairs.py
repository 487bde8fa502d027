"""Two random books that agree in every public entry, both accepted by the fold, and what differs in private."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from boardtui.book.chain import BRINGS_IN
from boardtui.charter.rule import Ratification, Rule
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.meeting import entries as e
from boardtui.meeting.entries import kind
from boardtui.meeting.fold.sitting import found_by_public, item_seen, public_matter
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Stamped, State, open_motions
from tests.build import confidential_matter
from tests.papers.build_minutes import RULES, agenda, charter, members, partners
from tests.public_record.candidates import Chooser, take_chair

VOCABULARY = 3
BOOK = "partnership-board"
TOUCHED: dict[str, tuple[type, ...]] = {
    "attendance": (e.MemberArrived, e.MemberLeft, e.ApologiesGiven, e.ChairTaken, e.GuestAttended),
    "proxies": (e.ProxyGiven, e.ProxyRevoked),
    "interests": (e.InterestDeclared, e.InterestRegistered, e.InterestReported, e.InterestEnded, e.GiftDeclared),
    "motions": (e.MotionPut, e.VotesRecorded, e.VotesCounted, e.ResultDeclared, e.ConsensusDeclared, e.MotionWithdrawn),
    "actions": (e.ActionAgreed, e.ActionUpdated),
    "agreements": (e.AgreementSought, e.PointMet),
    "referrals": (e.ReferralAnswered, e.DecisionAnswered),
    "choices": (e.ChoiceOpened, e.CandidateWithdrew, e.ChoiceCounted, e.ChoiceDeclared, e.ChoiceWithdrawn),
    "issues": (e.IssueRaised, e.AdviceTaken, e.PlaceAttempted, e.IssueAdvanced, e.IssueResolved, e.IssueReferred),
}
_TERMS = Terms(
    quorum=Quorum(number=2),
    proxies="member",
    casting_vote="chair",
    urgent="allowed",
    exclusion="admission_act",
    source="Terms of reference 4",
)
_DRAFTS = {"capital": {"recommendation": "To adopt the programme.", "rule": "capital", "mover": "lead"}}
_SIGNED = Rule(
    key="signed",
    title="Written agreement",
    clause="9.1",
    method="consensus",
    ratification=Ratification(who="all", form="signature", checklist=("a schedule of costs", "a plan to leave")),
)


class Line(NamedTuple):
    """An entry as the book has it, but for its number, and whether it is public."""

    at: str
    entry: e.AnyEntry
    public: bool


# Kinds that came later: how often each stands in accepted books, in public and in private, is printed with the pairs.
NEWER = (
    e.AmendmentAccepted, e.VotesCounted, e.DissentNoted, e.ChoiceOpened, e.CandidateWithdrew, e.ChoiceCounted,
    e.ChoiceDeclared, e.SeatFilled, e.QuestionAsked, e.NoteTaken, e.ParagraphDrafted, e.EntriesCorrected,
    e.MinutesCorrected, e.MinutesApproved, e.DecisionTaken, e.IssueCorrected,
)  # fmt: skip


class Pair(NamedTuple):
    """Two books, meeting by meeting and entry by entry, and which matters differ in private."""

    first: list[Stretch]
    second: list[Stretch]
    touched: frozenset[str]
    lines: tuple[list[Line], list[Line]]


class Book:
    """A book as it is recorded: time goes on by a minute with each public entry, by seconds with a private one."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self.lines: list[Line] = []
        self._taken: set[tuple[str, str]] = set()
        self._minute = datetime.datetime(2026, 11, 26, 9, 50, tzinfo=datetime.UTC)
        self._second = 0

    @property
    def stretch(self) -> Stretch:
        return self.stretches[-1]

    @property
    def state(self) -> State:
        return self.stretch.state if self.stretches else State(book=BOOK)

    def convene(self, entry: e.MeetingConvened) -> bool:
        """Begin a meeting; what is confidential of earlier ones is carried over with it."""
        owed = confidential_matter(self.state)
        stretch = Stretch(BOOK, self.state if self.stretches else None)
        self.stretches.append(stretch)
        return self.record(entry, public=True) and (
            owed == e.ConfidentialCarried() or self.record(owed, public=False) or stretch.state.owed is None
        )

    def record(self, entry: e.AnyEntry | None, *, public: bool) -> bool:
        """Record an entry that is to be public, or confidential; False where it is refused or is not so."""
        brought = BRINGS_IN.get(kind(entry)) if entry is not None else None
        key = (brought or "", getattr(entry, brought or "", ""))
        if entry is None or (brought and key in self._taken):
            return False
        moment = self._minute + datetime.timedelta(minutes=1) if public else self._minute
        second = 0 if public else self._second + 1
        at = (moment + datetime.timedelta(milliseconds=second * 250)).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        stamped = self.stretch.stamp(len(self.lines) + 1, at, "secretary", entry)
        if stamped.confidential is public:
            return False
        try:
            self.stretch.add(stamped)
        except Refused:
            return False
        self._minute, self._second = moment, second
        self._taken |= {key} if brought else set()
        self.lines.append(Line(at, entry, public))
        return True


def names_numbers(entry: e.AnyEntry) -> bool:
    """Whether an entry names others by their numbers."""
    return isinstance(entry, e.EntryRetracted | e.TimeStated | e.EntriesCorrected) or bool(
        getattr(entry, "replaces", ())
    )


def pair(chance: Random) -> Pair | None:
    """Two such books, or None where the second is not accepted with the public entries of the first."""
    first = _book(chance)
    second = _variant(first, chance)
    if second is None:
        return None
    return Pair(first.stretches, second.stretches, _touched(first, second), (first.lines, second.lines))


def pairs(chance: Random, wanted: int) -> Iterator[Pair]:
    """As many pairs that differ in private."""
    found = 0
    while found < wanted:
        made = pair(chance)
        if made is not None and made.touched:
            found += 1
            yield made


def _book(chance: Random) -> Book:
    book = Book()
    public, private = Chooser(chance, "p"), Chooser(chance, "x")
    book.convene(meeting_convened("first", "2026-11-26T10:00:00+00:00"))
    if chance.random() < 0.5:
        hidden = e.AgendaItem(
            "secret", "Sale of a site", "3", confidential=True, recommendation="To sell it.", mover="lead"
        )
        book.record(e.ConfidentialCarried(agenda=(hidden,)), public=False)
    numbered = chance.random() < 0.4
    _meeting(book, public, private, 30, numbered)
    if book.state.phase != "closed":
        return book
    entry = meeting_convened("second", "2026-12-26T10:00:00+00:00")
    book.convene(e.MeetingConvened(**{**_fields(entry), "carried": public_matter(book.state)}))
    _meeting(book, public, private, 12, numbered)
    return book


def _about_an_entry(book: Book, chooser: Chooser, private: bool) -> e.AnyEntry | None:
    """An earlier entry is taken back, worded anew or timed; it is named by its number, which is as public as it is."""
    lines = [line for line in book.stretch.standing() if line.confidential is private]
    if not lines:
        return None
    line = chooser.one(lines[-6:])
    if isinstance(line.entry, e.NoteTaken):
        return e.ParagraphDrafted(line.entry.item, f"Paragraph on {chooser.words()}", (line.seq,))
    if isinstance(line.entry, e.VotesRecorded | e.ActionAgreed | e.MemberLeft) and chooser.may():
        return _put_right(line, chooser)
    before = lines[-2].at if len(lines) > 1 else line.at
    return chooser.one((e.EntryRetracted(line.seq, "recorded in error"), e.TimeStated(line.seq, before)))  # type: ignore[no-any-return]


def _put_right(line: Stamped, chooser: Chooser) -> e.EntriesCorrected:
    """An entry is corrected: votes to be of another choice, an action to be worded otherwise, or it is taken out."""
    fields = json.loads(msgspec.json.encode(line.entry))
    if isinstance(line.entry, e.VotesRecorded):
        fields["choice"] = chooser.one(("for", "against", "abstain"))
    elif isinstance(line.entry, e.ActionAgreed):
        fields["text"] = f"See to {chooser.words()} after all"
    return e.EntriesCorrected((e.Corrected(line.seq, None if chooser.may(0.3) else fields),), "misheard")


def _meeting(book: Book, public: Chooser, private: Chooser, steps: int, numbered: bool) -> None:
    for key in public.some(members(), 6):
        book.record(None if key.vacant else e.MemberArrived(key.key), public=True)
    book.record(public.entry(book.state, False), public=True)
    book.record(take_chair(public, book.state, False) if book.state.present else None, public=True)
    book.record(e.MeetingOpened(), public=True)
    for _ in range(steps):
        state = book.state
        if not state.excluded and public.may(0.12):
            book.record(_excluded(state, public), public=True)
        elif state.excluded and public.may(0.25):
            book.record(_readmitted(state, public), public=True)
        if numbered and public.may(0.15):
            book.record(_about_an_entry(book, public, False), public=True)
        hidden = book.state.excluded or public.may(0.3)
        chooser = private if hidden else public
        if hidden and public.may(0.15):
            book.record(_about_an_entry(book, private, True), public=False)
        _try(book, chooser, public=not hidden)
    if book.state.excluded and public.may(0.8):
        book.record(_readmitted(book.state, public), public=True)
    for _ in range(9):
        waiting = open_motions(book.state)
        for motion in reversed(waiting):
            book.record(e.MotionWithdrawn(motion.key, "out of time"), public=True) or book.record(
                e.MotionWithdrawn(motion.key, "out of time"), public=False
            )
        if waiting and len(open_motions(book.state)) == len(waiting):
            book.record(_readmitted(book.state, public), public=True)
    for choice in [one for one in book.state.choices.values() if one.status == "open"]:
        withdrawn = e.ChoiceWithdrawn(choice.key, "out of time")
        book.record(withdrawn, public=True) or book.record(withdrawn, public=False)
    book.record(e.MeetingClosed(), public=True) or book.record(e.MeetingClosed(), public=False)
    for _ in range(steps // 4):
        hidden = public.may(0.4)
        _try(book, private if hidden else public, public=not hidden)


def _excluded(state: State, public: Chooser) -> e.PublicExcluded:
    """By resolution on the ground of the terms, moved or not, for what follows or for public items."""
    seated = sorted(state.present)
    mover, seconder = public.chance.sample(seated, 2) if len(seated) > 1 and public.may() else (None, None)
    items = [key for key, item in state.items.items() if not item.agenda.confidential]
    named = public.some(items, 2) if items and public.may(0.4) else ()
    return e.PublicExcluded(f"for {public.words()}", mover, seconder, "admission_act", items=named)


def _try(book: Book, chooser: Chooser, *, public: bool) -> bool:
    """Record an entry that the rules allow; several are tried, since many are not allowed as the meeting stands."""
    return any(book.record(chooser.entry(book.state, not public), public=public) for _ in range(8))


def _variant(book: Book, chance: Random) -> Book | None:
    """The book with its public entries, and what is private left out, kept, replaced or added by chance.

    Where public entries name others by their numbers, what is private is only replaced, so that the numbers stay.
    """
    made = Book()
    private = Chooser(chance, "y")
    numbered = any(names_numbers(line.entry) for line in book.lines if line.public)
    for place, line in enumerate(book.lines, 1):
        if isinstance(line.entry, e.MeetingConvened):
            if not made.convene(line.entry):
                return None
        elif line.public:
            while not numbered and private.may(0.3):
                if not made.record(private.entry(made.state, True), public=False):
                    break
            if isinstance(line.entry, e.PublicReadmitted) and not numbered:
                _in_room(made, line.entry)
                _at_item(made, line.entry.open_item)
            if (numbered and len(made.lines) != place - 1) or not made.record(line.entry, public=True):
                return None
        else:
            _in_place_of(line, made, private, numbered)
        if numbered and len(made.lines) < place and not made.record(_filler(made), public=False):
            return None
    return made if made.state.phase == book.state.phase else None


def _in_room(made: Book, seen: e.PublicReadmitted) -> None:
    """Let come and go in private whom the public is to see, or not to see, on its return, as it is to see them there."""
    if seen.present is None:
        return
    for key in made.state.members:
        there = made.state.present.get(key)
        if key not in seen.present:
            if there is not None:
                made.record(e.MemberLeft(key), public=False)
            continue
        deputy = (seen.deputies or {}).get(key)
        mode: e.Mode = "remote" if key in (seen.remote or ()) else "in person"
        otherwise = seen.deputies is not None and there is not None and (there.mode, there.deputy) != (mode, deputy)
        if there is None or otherwise:
            made.record(e.MemberArrived(key, mode, deputy), public=False)
    if seen.chair and made.state.chair != seen.chair:
        made.record(e.ChairTaken(seen.chair), public=False)


def _at_item(made: Book, open_item: str | None) -> None:
    """Turn in private to the item at which the public is to find the meeting on its return, or close the one that is open."""
    if open_item is not None and item_seen(made.state) != open_item:
        turned = e.ItemOpened(open_item) if open_item else e.ItemClosed(made.state.current or "")
        made.record(turned, public=False)


def _in_place_of(line: Line, made: Book, private: Chooser, numbered: bool) -> None:
    """Record a private entry again, another for it, or none."""
    if isinstance(line.entry, e.ConfidentialCarried):
        if made.state.owed is None and (numbered or private.may()):
            made.record(line.entry, public=False)
    elif isinstance(line.entry, e.MeetingClosed) or private.may(0.4):
        made.record(line.entry, public=False)
    elif private.may(0.15) and made.record(_about_an_entry(made, private, True), public=False):
        return
    elif numbered or private.may():
        _try(made, private, public=False)


def _filler(book: Book) -> e.AnyEntry:
    """A private entry that is nearly always allowed."""
    words = f"Filler {len(book.lines)}"
    if book.state.phase == "closed":
        return e.ParagraphDrafted(None, words, confidential=True)
    return e.NoteTaken(None, words, confidential=True)


def _touched(first: Book, second: Book) -> frozenset[str]:
    held = [Counter(repr(line.entry) for line in book.lines if not line.public) for book in (first, second)]
    differing = {*(held[0] - held[1]), *(held[1] - held[0])}
    kinds = {type(line.entry) for book in (first, second) for line in book.lines if repr(line.entry) in differing}
    return frozenset(what for what, of in TOUCHED.items() if not kinds.isdisjoint(of))


def _readmitted(state: State, chance: Chooser) -> e.PublicReadmitted:
    """The public is back; seldom nobody says whom it sees and at which item, which the program always does."""
    return e.PublicReadmitted() if chance.may(0.2) else found_by_public(state)


def meeting_convened(meeting: str, starts: str) -> e.MeetingConvened:
    """A meeting of a small body, under the newest vocabulary."""
    return e.MeetingConvened(
        meeting=meeting,
        body=BOOK,
        title=f"Partnership Board, the {meeting}",
        starts=starts,
        place="Town Hall",
        charter=charter(_TERMS, rules=(*RULES, _SIGNED)),
        partners=partners(),
        members=members(),
        agenda=tuple(replace(line, **_DRAFTS.get(line.item, {})) for line in agenda()),
        vocabulary=VOCABULARY,
    )


def _fields(entry: e.MeetingConvened) -> dict[str, object]:
    return {name: getattr(entry, name) for name in entry.__struct_fields__}
