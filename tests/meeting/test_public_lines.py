"""What is recorded in private changes no flag, number or key of what is public: vocabulary 3, over random meetings."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from boardtui.meeting import entries as e
from boardtui.meeting.fold import keys
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.fold.sitting import seen_by_public
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import State, open_motions
from tests import random_examples
from tests.build import BOARD, CLERK, at, convened, motion

SECRET = e.ConfidentialCarried(
    agenda=(e.AgendaItem("appeal", "An appeal", "6"),),
    issues=(e.OpenIssue("i-secret", "A dispute", parties=("ecc",)),),
    actions=(e.OpenAction("a-secret", "Settle.", "J Smith"),),
)
PUBLIC_ITEMS = ("capital", "objectives", "any-other")
NEXT = (keys.next_motion, keys.next_action, keys.next_issue, keys.next_item, keys.next_interest)


def drawn(state: State, luck: random.Random) -> e.AnyEntry:
    """Something that may happen in that state, as the program would word it."""
    private = state.excluded or luck.random() < 0.2
    item = luck.choice([*PUBLIC_ITEMS, *(["appeal"] if "appeal" in state.items else [])])
    hidden = state.excluded or item == "appeal"
    key = luck.choice(list(state.members))
    put = luck.choice(open_motions(state) or [None])  # type: ignore[list-item]
    choices: list[e.AnyEntry] = [
        e.NoteTaken(item, "x", private),
        e.NoteTaken(None, "x", private),
        e.ActionAgreed(keys.next_action(state, private=hidden), item, "x", "y"),
        e.IssueRaised(keys.next_issue(state, private=private), "x", None, ("ecc",), confidential=private),
        e.ItemAdded(keys.next_item(state, private=private), "x", confidential=private),
        motion(keys.next_motion(state, private=hidden), item=item, rule="capital", topic="fin_capital"),
        e.MemberLeft(key) if key in state.present else e.MemberArrived(key),
        e.InterestDeclared(key, (item,), "financial", "x", luck.choice(["noted", "withdraws"])),
        e.InterestRegistered(keys.next_interest(state, private=private), key, "financial", "x", confidential=private),
        e.GuestAttended("A guest", confidential=private),
        e.ActionUpdated(luck.choice([*state.actions, "a-secret"]), "open", text="x"),
        e.AdviceTaken(luck.choice([*state.issues, "i-secret"]), "SFLG", "x"),
        e.ParagraphDrafted(item, "x", confidential=private),
    ]
    if put is not None:
        may = sorted(put.electorate.may_vote)[: luck.randint(1, 4)]
        choices += [
            e.VotesRecorded(put.key, luck.choice(["for", "against"]), tuple(may)),
            result_now(state, put),
            e.MotionWithdrawn(put.key, "x"),
            e.RulingMade(put.key, "procedure", "x", "x", key),
        ]
    return luck.choice(choices)


class Told(Stretch):
    """A stretch that also keeps what the program would have proposed before each entry for what is public."""

    def __init__(self) -> None:
        super().__init__(BOARD)
        self.proposed: dict[int, tuple[str, ...]] = {}

    def attempt(self, entry: e.AnyEntry) -> bool:
        seq = len(self.lines) + 1
        if isinstance(entry, e.PublicReadmitted):
            entry = e.PublicReadmitted(seen_by_public(self.state))
        proposed = tuple(make(self.state) for make in NEXT) if not self.state.excluded and self.lines else ()
        try:
            self.take(seq, at(seq), CLERK, entry)
        except Refused:
            return False
        self.proposed[seq] = proposed
        return True


def begun() -> Told:
    told = Told()
    first = convened()
    for entry in (first, SECRET, *(e.MemberArrived(member.key) for member in first.members[:12]), e.MeetingOpened()):
        assert told.attempt(entry)
    return told


def played(luck: random.Random, length: int) -> Told:
    """A random meeting in which the public goes and comes back, and that is closed, at times in private."""
    told = begun()
    for _ in range(length):
        turn = luck.random()
        if turn < 0.12:
            told.attempt(e.PublicReadmitted() if told.state.excluded else e.PublicExcluded("Commercial terms."))
        elif turn < 0.14:
            told.attempt(e.MeetingClosed())
        else:
            told.attempt(drawn(told.state, luck))
    return told


def in_other_privacy(told: Told, luck: random.Random) -> Told | None:
    """The same public entries with other confidential ones; None where the rules do not allow them together."""
    other = begun()
    for line in told.lines[len(other.lines) :]:
        if line.confidential and luck.random() < 0.4:  # replaced or dropped
            if luck.random() < 0.5:
                record_private(other, luck)
            continue
        if luck.random() < 0.2:
            record_private(other, luck)
        if not other.attempt(line.entry) and not line.confidential:
            return None
    return other


def record_private(told: Told, luck: random.Random) -> None:
    """One more confidential entry, where what is drawn is one."""
    entry = drawn(told.state, luck)
    if told.stamp(len(told.lines) + 1, at(1), CLERK, entry).confidential:
        told.attempt(entry)


def seen(told: Told) -> list[Any]:
    """Of each public entry what it says, what the program proposed before it, and the numbers that it gave."""
    motions = {found.key: found.number for found in told.state.motions.values()}
    items = {key: item.agenda.number for key, item in told.state.items.items()}
    return [
        (
            type(line.entry).__name__,
            replace_present(line.entry),
            told.proposed[line.seq],
            motions.get(getattr(line.entry, "motion", None) or ""),
            items.get(getattr(line.entry, "item", None) or ""),
        )
        for line in told.public_lines()
    ]


def replace_present(entry: e.AnyEntry) -> e.AnyEntry:
    """Who is there when the public comes back is told by the entry itself, and hangs on what happened in private."""
    return e.PublicReadmitted() if isinstance(entry, e.PublicReadmitted) else entry


def pair_holds(seed: int, length: int) -> Counter[str]:
    """Check one meeting against itself with other confidential entries; which kinds of these the two differ in."""
    luck = random.Random(seed)
    told = played(luck, length)
    other = in_other_privacy(told, luck)
    if other is None:
        return Counter(refused=1)
    assert seen(other) == seen(told)
    assert [line.entry for line in told.lines if not line.confidential] == [line.entry for line in told.public_lines()]
    private = [[line.entry for line in one.lines if line.confidential] for one in (told, other)]
    differing = [entry for entry in (*private[0], *private[1]) if (entry in private[0]) != (entry in private[1])]
    return Counter({"pairs": bool(differing)}) + Counter({type(entry).__name__ for entry in differing})


@settings(max_examples=random_examples(20, 60), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_other_confidential_entries_change_nothing_about_public_ones(seed: int) -> None:
    pair_holds(seed, 40)


def test_the_pairs_differ_in_what_matters() -> None:
    """The property above is no empty one: attendance, interests, motions, actions and issues are among what differs."""
    found = sum((pair_holds(seed, 40) for seed in range(60)), Counter[str]())
    assert found["pairs"] >= 15, found
    for kind in ("MemberLeft", "InterestDeclared", "MotionPut", "ActionAgreed", "IssueRaised", "NoteTaken"):
        assert found[kind] >= 3, found


@pytest.mark.slow
def test_other_confidential_entries_change_nothing_about_public_ones_the_long_form() -> None:
    found = sum((pair_holds(seed, 80) for seed in range(3000)), Counter[str]())
    print(found)
    assert found["pairs"] >= 500, found
