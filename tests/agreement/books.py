"""Random books that are full of decisions, of a body in which no name holds a key."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from boardtui.charter.model import BodyCharter, Category, Partner, Quorum, Ratification, Rule, Terms, Topic
from boardtui.meeting import entries as e
from boardtui.meeting.entries import AgendaItem, Member
from boardtui.meeting.fold.minuting import corrections_of, public_words
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.fold.putting_right import votes_put_right, with_what_rests
from boardtui.meeting.fold.sitting import found_by_public, public_matter
from boardtui.meeting.record.corrected import placed
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import open_motions
from tests.papers.build_minutes import STAGES
from tests.public_record.candidates import Chooser
from tests.public_record.pairs import BOOK, VOCABULARY, Book

FIRST = datetime.datetime(2026, 9, 24, 10, tzinfo=ZoneInfo("Europe/London"))
PEOPLE = (
    ("qk1", "Prof Ada Quill", "Independent convener", ()),
    ("qk2", "Ms Bea Rowan", "Programme director", ("pk1", "pk2", "pk3")),
    ("qk3", "Dr Cal Sorrel", "Convener, Alder commissioners", ("pk1",)),
    ("qk4", "Sir Don Thrift", "Convener, Riverside hospitals", ("pk4",)),
    ("qk5", "Mr Eli Umber", "Director, Riverside hospitals", ("pk4",)),
    ("qk6", "Cllr Fay Vetch", "Convener, Wellbeing forum", ("pk5",)),
    ("qk7", "Dr Gus Woad", "Director, Birch commissioners", ("pk2",)),
    ("qk8", "Mrs Hal Yarrow", "Director, Coastal hospitals", ("pk6",)),
    ("qk9", "", "Local medical committee", ()),
)
DEPUTIES = ("Ira Zinnia", "Jo Aster", "Kit Bracken")
GUESTS = ("Lee Clover", "Max Daisy", "Nat Elder")
PARTNERS = (
    ("pk1", "Alder Commissioners", "ck1"),
    ("pk2", "Birch Commissioners", "ck1"),
    ("pk3", "Cedar Commissioners", "ck1"),
    ("pk4", "Riverside Hospitals", "ck2"),
    ("pk5", "Shoreham Borough", "ck3"),
    ("pk6", "Coastal Hospitals", "ck2"),
)
ITEMS = (
    ("ik1", "Welcome and apologies"),
    ("ik2", "Minutes of the last meeting"),
    ("ik3", "Declarations of interest"),
    ("ik4", "Money for buildings"),
    ("ik5", "Winter readiness"),
    ("ik6", "Staff recruitment"),
    ("ik7", "Any other business"),
)
PLACES = ("in spring", "by ward", "with partners", "at night", "for all", "in town", "by sea", "on request")
THINGS = (
    "estates", "beds", "staffing", "a merger", "a claim", "a tender", "two wards", "night cover", "transport", "data",
)  # fmt: skip
DOING = ("review", "fund", "publish", "sponsor", "defer", "expand", "relocate", "simplify")
CATEGORIES = (Category("ck1", "commissioners"), Category("ck2", "hospitals"), Category("ck3", "councils"))
TOPICS = (Topic("tk1", "Hospital money", ("ck1", "ck2")), Topic("tk2", "General matters", ("ck1", "ck2", "ck3")))
RULES = (
    Rule("consensus", key="rk1", title="General agreement", clause="6.6", verb="agreed to support"),
    Rule("vote", "member", "eligible", "3/4", "at_least", key="rk2", title="Hospital money", clause="8.4", verb="decided"),
    Rule(
        "vote", "partner", "present", "1/2", "more_than", key="rk3", title="Partners affected", clause="8.10(2)",
        verb="decided",
    ),
    Rule("vote", "member", "cast", "1/2", "more_than", key="rk4", title="Simple majority", clause="9.1", verb="resolved"),
    Rule("vote", "member", "present", "1/2", "more_than", key="rk5", title="Majority of those present", clause="9.2"),
    Rule("consensus", consensus="unanimous", key="rk6", title="Unanimous agreement", clause="9.3", verb="agreed"),
    Rule("vote", "member", "eligible", "2/3", "at_least", "out_of_base", "eligible", key="rk7", title="Two thirds", clause="9.4"),
    Rule("vote", "member", "cast", "1/2", "more_than", key="rk8", title="Subject to boards", clause="9.5", verb="approved",
         ratification=Ratification(who="named", partners=("pk1", "pk4"), where="Board")),
)  # fmt: skip


class Naming(Chooser):
    """Chooses entries whose words hold no key."""

    def key(self) -> str:
        self.count += 1
        return f"{self.series}{self.count}"

    def words(self) -> str:
        return f"{self.one(THINGS)} {self.one(PLACES)}"


def some_terms(chance: Random) -> Terms:
    """Terms of reference that differ in all by which counts differ."""
    quorums = (
        None,
        Quorum(number=chance.randint(2, 6)),
        Quorum(fraction="1/2", conflicted_count=chance.random() < 0.5),
    )
    one = chance.choice
    proxies = one((None, "none", "member", "chair", "anyone"))
    return Terms(
        quorum=one(quorums),
        deputies=one((None, "may_vote", "may_vote", "may_not_vote")),
        remote=one((None, "may_vote", "may_not_vote")),
        casting_vote=one((None, "none", "chair", "chair")),
        proxies=proxies,
        proxies_present=one((None, "count", "do_not_count")) if proxies not in (None, "none") else None,
        urgent="allowed",
        exclusion=one((None, "admission_act")),
        choice_tie=one((None, "lot", "chair")),
        source="Terms of reference 4",
    )


def meeting_convened(number: int, starts: datetime.datetime, terms: Terms, **more: Any) -> e.MeetingConvened:
    """A meeting of a body of nine seats, one of them vacant."""
    matrix = {topic.key: topic.categories for topic in TOPICS}
    title = "Small Health and Care Partnership"
    charter = BodyCharter("small", title, RULES, CATEGORIES, TOPICS, matrix, stages=STAGES, terms=terms)
    return e.MeetingConvened(
        meeting=f"mk{number}",
        body=BOOK,
        title=("Autumn session", "Winter session", "Spring session", "Summer session")[number],
        starts=starts.isoformat(),
        place="Town Hall",
        charter=charter,
        partners=tuple(Partner(*one) for one in PARTNERS),
        members=tuple(Member(key, name, seat, of, vacant=not name) for key, name, seat, of in PEOPLE),
        agenda=tuple(AgendaItem(key, title, str(at)) for at, (key, title) in enumerate(ITEMS, 1)),
        vocabulary=VOCABULARY,
        **more,
    )  # fmt: skip


class Telling(Book):
    """A book that is recorded by chance, meeting by meeting."""

    def __init__(self, chance: Random) -> None:
        super().__init__()
        self.chance = chance
        self._minute = FIRST.astimezone(datetime.UTC) - datetime.timedelta(minutes=30)
        self.aims = [f"To {doing} {thing} {place}" for doing in DOING for thing in THINGS for place in PLACES]
        self.abouts = [f"{thing} {place}" for thing in THINGS for place in PLACES]
        chance.shuffle(self.aims)
        chance.shuffle(self.abouts)
        self.names = Naming(chance, "zk")
        self.hidden = Naming(chance, "yk")

    @property
    def c(self) -> Naming:
        return self.hidden if self.stretches and self.state.excluded else self.names

    def do(self, entry: e.AnyEntry | None) -> bool:
        """Record an entry as public as it is; False where the rules refuse it."""
        return entry is not None and (self.record(entry, public=True) or self.record(entry, public=False))

    def hold(self, number: int, starts: datetime.datetime, terms: Terms) -> None:
        """One meeting, and what is done after it."""
        begins = starts.astimezone(datetime.UTC) - datetime.timedelta(minutes=20)
        self._minute, self._second = max(self._minute, begins), 0
        carried = {"carried": public_matter(self.state)} if self.stretches else {}
        if not self.convene(meeting_convened(number, starts, terms, **carried)):
            return
        if self.names.may(0.3):
            item = AgendaItem(f"sk{number}", "Sale of a site", "8", confidential=True)
            self.record(e.ConfidentialCarried(agenda=(item,)), public=False)
        self._gather()
        if not self.do(e.MeetingOpened()):
            return
        for key in [*self.state.items]:
            self._item(key)
        self._close()
        for _ in range(self.chance.randint(0, 6)):
            self._afterwards()

    def _gather(self) -> None:
        for key, name, *_ in PEOPLE:
            if not name:
                continue
            match self.chance.randint(0, 9):
                case 0:
                    self.do(e.ApologiesGiven(key))
                case 1:
                    self.do(e.ApologiesGiven(key, self.chance.choice(DEPUTIES)))
                case 2:
                    self.do(e.ApologiesGiven(key, DEPUTIES[0]))
                    self.do(e.MemberArrived(key, "in person", DEPUTIES[0]))
                case 3:
                    self.do(e.MemberArrived(key, "remote"))
                case 4 if self.state.present:
                    self.do(e.ProxyGiven(key, self.chance.choice([*self.state.present])))
                case _:
                    self.do(e.MemberArrived(key))
        if self.state.present and self.c.may(0.9):
            self.do(e.ChairTaken(self.chance.choice([*self.state.present])))
        if self.c.may():
            self.do(e.GuestAttended(self.chance.choice(GUESTS), "adviser"))

    def _item(self, key: str) -> None:
        if self.c.may(0.1):
            self.do(e.ItemDeferred(key, self.c.words()))
            return
        hidden = self.state.items[key].agenda.confidential
        private = not self.state.excluded and (hidden or self.c.may(0.1))
        if private:
            self.do(e.PublicExcluded(f"for {self.c.words()}", *self._two(), self.state.charter.terms.exclusion))
        self.do(e.ItemOpened(key))
        for _ in range(self.chance.choice((1, 1, 2, 3, 4))):
            self.chance.choice(_STEPS)(self)
        if self.c.may(0.8):
            self._finish()
        self.do(e.ItemClosed(key, self.c.words() if self.c.may(0.2) else ""))
        if self.state.excluded and self.c.may(0.9):
            self.do(found_by_public(self.state))

    def _two(self) -> tuple[str | None, str | None]:
        there = [*self.state.present]
        if len(there) < 2 or self.c.may(0.4):
            return None, None
        mover, seconder = self.chance.sample(there, 2)
        return mover, seconder

    def _aim(self) -> str:
        """What a motion is for, which no other is: papers are compared by it."""
        return self.aims.pop()

    def _motion(self) -> None:
        motion, rule = self.c.key(), self.c.one(RULES)
        mover, seconder = self._two()
        open_ones = open_motions(self.state)
        amended = self.c.one(open_ones) if open_ones and self.c.may(0.6) else None
        over = [one.key for one in self.state.motions.values() if one.status == "not_carried"]
        covered = tuple(key for key in self.state.items if key != self.state.current)[-1:]
        put = e.MotionPut(
            motion,
            amended.item if amended else self.state.current or self.c.item(self.state),
            f"{self._aim()}.",
            amended.rule if amended else rule.key,
            amended.topic if amended else self.c.one(TOPICS).key,
            self.c.some(self.state.partners, 4) if rule.unit == "partner" and not amended else None,
            mover,
            seconder,
            issue=self.c.one(self.state.issues) if self.state.issues and self.c.may(0.3) else None,
            amends=amended.key if amended else None,
            follows=self.c.one(over) if over and self.c.may(0.2) else None,
            as_amended=f"{self._aim()}, as amended." if amended else None,
            covers=covered if not amended and self.c.may(0.1) else (),
            reasons=f"Because of {self.c.words()}." if self.c.may(0.1) else None,
            delegated_to=self.c.one(GUESTS) if self.c.may(0.1) else None,
        )
        self.do(put)
        if self.c.may(0.2):
            self._anything()
        if self.c.may(0.85):
            self._decide()

    def _decide(self) -> None:
        """Vote on the motion that was put last, or agree it, and declare what came of it."""
        open_ones = [one for one in open_motions(self.state) if one.confidential == self.state.excluded]
        if not open_ones:
            return
        motion = open_ones[-1]
        if motion.amends and motion.mover and self.c.may(0.2):
            self.do(e.AmendmentAccepted(motion.key))
            return
        if self.c.may(0.08):
            self.do(e.MotionWithdrawn(motion.key, self.c.words()))
            return
        rule = self.state.charter.rule(motion.rule)
        if rule is not None and rule.method == "consensus":
            self._agree(motion.key)
            return
        may, how = sorted(motion.electorate.may_vote), self.chance.random()
        if how < 0.2 and may:
            for_ = self.chance.randint(0, len(may))
            against = self.chance.randint(0, len(may) - for_)
            abstain = self.chance.randint(0, len(may) - for_ - against)
            way = self.c.one(("show_of_hands", "secret_ballot"))
            self.do(
                e.VotesCounted(motion.key, way, for_, against, abstain, len(may) if way == "secret_ballot" else None)
            )
        elif how < 0.25:
            self.do(e.VotesCounted(motion.key, "voice", abstain=None, declared=self.c.one(("carried", "not_carried"))))
        else:
            lean = self.c.one(
                (("for", "for", "for", "against"), ("for", "against"), ("for", "for", "abstain", "against"))
            )
            choices: dict[str, list[str]] = {}
            for voter in may:
                if self.c.may(0.92):
                    choices.setdefault(self.c.one((*lean, *lean, "not_voting")), []).append(voter)
            for choice, voters in choices.items():
                self.do(e.VotesRecorded(motion.key, choice, tuple(voters)))  # type: ignore[arg-type]
        if self.c.may(0.1):
            self._move()
        self._declare(motion.key)
        if self.c.may(0.15) and motion.electorate.may_vote:
            self.do(e.DissentNoted(motion.key, self.c.one(sorted(motion.electorate.may_vote)), "against"))

    def _declare(self, key: str) -> None:
        motion = self.state.motions[key]
        if motion.status != "open":
            return
        try:
            result = result_now(self.state, motion)
        except Refused:
            return
        if result.for_ is not None and result.for_ == result.against and self.c.may(0.8):
            side = self.c.one(("for", "against"))
            cast = e.ResultDeclared(
                key, "carried" if side == "for" else "not_carried", result.for_, result.against, result.abstain,
                result.not_voted, result.eligible, result.base, result.needed, side,
            )  # fmt: skip
            if self.do(cast):
                return
        self.do(result)

    def _agree(self, key: str) -> None:
        may = sorted(self.state.motions[key].electorate.may_vote)
        objecting = self.c.some(may, 2) if may and self.c.may(0.35) else ()
        aside = (
            self.c.some([one for one in may if one not in objecting], 2) if len(may) > 3 and self.c.may(0.25) else ()
        )
        objections = tuple(e.Objection(one, self.c.words() if self.c.may(0.7) else "") for one in objecting)
        self.do(e.ConsensusDeclared(key, not objecting, objections, aside)) or self.do(
            e.ConsensusDeclared(key, False, objections, aside)
        )

    def _move(self) -> None:
        """Somebody comes or goes."""
        there = [*self.state.present]
        away = [key for key, name, *_ in PEOPLE if name and key not in there]
        if away and self.c.may():
            deputy = self.c.one(DEPUTIES) if self.c.may(0.2) else None
            self.do(e.MemberArrived(self.c.one(away), self.c.one(("in person", "in person", "remote")), deputy))
        elif there:
            self.do(e.MemberLeft(self.c.one(there), self.c.words() if self.c.may() else ""))
        if self.state.chair is None and self.state.present and self.c.may(0.8):
            self.do(
                e.ChairTaken(self.c.one(self.state.present), "in the absence of the convener" if self.c.may() else "")
            )

    def _interest(self) -> None:
        items = (self.state.current,) if self.state.current and self.c.may(0.7) else self.c.some(self.state.items, 2)
        self.do(
            e.InterestDeclared(
                self.c.seat(self.state),
                items,
                self.c.one(("financial", "indirect", "non_financial_personal")),
                f"Owns shares in {self.c.words()}",
                self.c.one(("noted", "speaks_does_not_vote", "withdraws")),
            )
        )

    def _action(self) -> None:
        owner = self.c.one([name for _, name, *_ in PEOPLE if name])
        due = self.c.one((None, "2026-12-24", "2027-03-01", "2026-10-05"))
        text = f"Write about {self.abouts.pop()}"
        self.do(e.ActionAgreed(self.c.key(), self.state.current or self.c.item(self.state), text, owner, due))

    def _update(self) -> None:
        if self.state.actions:
            self.do(
                e.ActionUpdated(
                    self.c.one(self.state.actions),
                    self.c.one(("open", "done", "dropped")),
                    self.c.one((None, "2027-04-01")),
                    self.c.words(),
                    owner=self.c.one((None, None, "Ms Bea Rowan")),
                )
            )

    def _note(self) -> None:
        self.do(e.NoteTaken(self.state.current, f"The body heard about {self.c.words()}."))

    def _issue(self) -> None:
        if not self.state.issues or self.c.may(0.3):
            self.do(
                e.IssueRaised(
                    self.c.key(), f"Dispute on {self.abouts.pop()}", "tk2", self.c.some(self.state.partners, 3), "8.6"
                )
            )
            return
        issue, words = self.c.one(self.state.issues), f"Talks on {self.c.words()}"
        steps = (
            e.AdviceTaken(issue, "Finance group", words),
            e.PlaceAttempted(issue, words),
            e.IssueAdvanced(issue, self.c.one(("place", "discussion", "facilitator")), words),
            e.IssueResolved(issue, f"{words} were enough"),
        )
        self.do(self.c.one(steps))

    def _anything(self) -> None:
        entry = self.c.entry(self.state, self.state.excluded)
        if isinstance(entry, e.ItemAdded) and entry.topic:
            entry = replace(entry, topic=TOPICS[0].key)
        if isinstance(entry, e.ChoiceOpened) and entry.topic:
            entry = replace(entry, topic=self.c.one(TOPICS).key)
        if isinstance(entry, e.SeatFilled) and entry.seat:
            entry = replace(entry, seat=replace(entry.seat, title="Co-opted member"))
        if isinstance(entry, e.ActionAgreed):
            entry = replace(entry, text=f"Look into {self.abouts.pop()}", owner="Ms Bea Rowan")
        if isinstance(entry, e.IssueRaised):
            entry = replace(entry, title=f"Question of {self.abouts.pop()}")
        if isinstance(entry, e.NoteTaken | e.ParagraphDrafted):
            entry = replace(entry, text=f"{entry.text}.")
        if not isinstance(entry, e.MotionPut | e.MinutesCorrected | e.IssueCorrected):
            self.do(entry)

    def _ruling(self) -> None:
        if self.state.chair:
            setting, value = self.c.one(
                (("deputies", "may_vote"), ("remote", "may_not_vote"), ("quorum", 2), ("casting_vote", "chair"))
            )
            self.do(e.RulingMade(None, setting, value, "The convener rules so.", self.state.chair))

    def _right(self) -> None:
        """A result or other entry is put right or taken back, or its time is stated."""
        lines = [line for line in self.stretch.standing() if line.confidential == self.state.excluded][1:]
        if not lines:
            return
        line = self.c.one(lines[-8:])
        before = lines[lines.index(line) - 1].at if line in lines[1:] else line.at
        stated = e.TimeStated(line.seq, before[:17] + "30.000Z")
        self.do(self.c.one((e.EntryRetracted(line.seq, "recorded in error"), stated)))

    def _otherwise(self) -> None:
        """A vote was for something else, or somebody left before it: what rests on it is put right with it."""
        decided = [one for one in self.state.motions.values() if one.result and one.votes and not one.totals]
        left = [line for line in self.stretch.standing() if isinstance(line.entry, e.MemberLeft | e.MemberArrived)]
        try:
            if decided and self.c.may(0.7):
                motion = self.c.one(decided)
                choice = self.c.one(("for", "against", "abstain"))
                changes = votes_put_right(self.stretch, motion, (self.c.one(sorted(motion.votes)),), choice)
            else:
                changes = {self.c.one(left).seq: None}
            right = with_what_rests(self.stretch, changes)
        except (IndexError, Refused, ValueError):
            return
        self.do(right.entry("misheard"))

    def _finish(self) -> None:
        for _ in range(4):
            self._decide()

    def _close(self) -> None:
        if self.state.phase == "adjourned":
            self.do(e.MeetingResumed())
        for _ in range(6):
            for motion in reversed(open_motions(self.state)):
                self.do(e.MotionWithdrawn(motion.key, "out of time"))
            for choice in self.state.choices.values():
                if choice.status == "open":
                    self.do(e.ChoiceWithdrawn(choice.key, "out of time"))
            if not open_motions(self.state):
                break
            if self.state.excluded:
                self.do(found_by_public(self.state))
        self.do(e.MeetingClosed())

    def _afterwards(self) -> None:
        if self.c.may(0.4):
            self._update()
        elif self.c.may(0.2):
            self._otherwise()
        else:
            self._anything()

    def _minutes(self) -> None:
        """Minutes of an earlier meeting are corrected and approved."""
        if not self.state.minutes_due:
            return
        due = self.c.one(self.state.minutes_due)
        held = next(one for one in self.stretches if one.state.meeting == due.meeting)
        agreed = [line.entry for line in held.standing() if isinstance(line.entry, e.ActionAgreed) and line.entry.item]
        if agreed and self.c.may():
            action = self.c.one(agreed)
            others = [name for _, name, *_ in PEOPLE if name and name != action.owner]
            correction = e.MinutesCorrected(due.meeting, action.item, "Action", action.owner, self.c.one(others))
            hidden = self.state.excluded
            self.do(placed(held.state, held.standing(), correction, confidential=hidden))  # as the program does
        words = public_words(corrections_of(self.state, due.meeting))
        self.do(e.MinutesApproved(due.meeting, words, self.state.chair or ""))


_STEPS: Sequence[Callable[[Telling], None]] = (
    *(Telling._motion,) * 8, *(Telling._move,) * 2, *(Telling._interest,) * 2, *(Telling._action,) * 3, Telling._update,
    Telling._note, *(Telling._issue,) * 2, *(Telling._anything,) * 3, Telling._ruling, Telling._right, Telling._minutes,
    Telling._otherwise,
)  # fmt: skip


def random_book(seed: int) -> Telling:
    """A book of one to three meetings, the same for the same number."""
    chance = Random(seed)
    book = Telling(chance)
    terms = some_terms(chance)
    for number in range(chance.randint(1, 3)):
        book.hold(number, FIRST + datetime.timedelta(days=63 * number), terms)
        if book.state.phase != "closed":
            break
    return book
