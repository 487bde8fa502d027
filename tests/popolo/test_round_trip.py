"""A book written as Popolo and taken in again gives the same motions, votes and outcomes."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st

from boardtui.charter.model import BodyCharter, Partner
from boardtui.charter.rule import Rule
from boardtui.desk.replay import Replayed
from boardtui.exchange.popolo.writing import document
from boardtui.meeting import entries as e
from boardtui.meeting.entries import AnyEntry, Member
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.state.state import Motion, State
from tests import build, random_examples
from tests.popolo.making import book_of, event, motion, motions, states, taken_in

PARTNERS = ("north", "south", "east")
FIGURES = ("for_", "against", "abstain", "base", "needed")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@st.composite
def _books(draw: st.DrawFn) -> list[AnyEntry]:
    """Up to three motions under any rule, before a body of one to six members who come, go, withdraw and vote."""
    partners = [Partner(key=key) for key in PARTNERS]
    size = draw(st.integers(1, 6))
    members = tuple(
        Member(key=f"seat_{n}", name=f"Person {n}", partners=tuple(draw(st.sets(st.sampled_from(PARTNERS)))))
        for n in range(size)
    )
    rules = tuple(draw(_rules(str(number))) for number in range(3))
    first = e.MeetingConvened(
        meeting="m",
        body="board",
        title="",
        starts=draw(
            st.sampled_from(["2026-11-23T10:00:00+05:30", "2026-11-23T00:00:00-11:00", "2026-11-23T10:00:00Z"])
        ),
        charter=BodyCharter(rules=rules),
        partners=tuple(partners),
        members=members,
        agenda=build.AGENDA,
    )
    script: list[AnyEntry] = [first, e.MeetingOpened()]
    for number in range(draw(st.integers(1, 3))):
        script += draw(_motion(script, str(number), [one.key for one in members]))
    return [*script, e.MeetingClosed()]


@st.composite
def _rules(draw: st.DrawFn, key: str) -> Rule:
    named: dict[str, Any] = {
        "method": st.sampled_from(["vote", "vote", "consensus"]),
        "unit": st.sampled_from(["member", "partner"]),
        "base": st.sampled_from(["eligible", "present", "cast"]),
        "threshold": st.sampled_from(["1/2", "2/3", "3/4", "1", "5/7"]),
        "compare": st.sampled_from(["at_least", "more_than"]),
        "withdrawn": st.sampled_from([None, "in_base", "out_of_base"]),
        "no_category": st.sampled_from(["eligible", "not_eligible"]),
        "consensus": st.sampled_from(["no_objection", "unanimous"]),
    }
    return Rule(key=f"rule-{key}", title="", clause="", **{name: draw(one) for name, one in named.items()})


@st.composite
def _motion(draw: st.DrawFn, before: list[AnyEntry], key: str, members: list[str]) -> list[AnyEntry]:
    script: list[AnyEntry] = []
    stretch = build.play(before, book="board")

    def do(entry: AnyEntry) -> None:
        script.append(entry)
        build.record(stretch, entry)

    for member in members:
        if draw(st.booleans()):
            here = member in stretch.state.present
            do(e.MemberLeft(member=member) if here else e.MemberArrived(member=member))
    if draw(st.integers(0, 3)) == 0:
        do(e.InterestDeclared(draw(st.sampled_from(members)), ("capital",), "financial", "x", "withdraws"))
    affected = draw(st.none() | st.sets(st.sampled_from(PARTNERS), min_size=1).map(lambda keys: tuple(sorted(keys))))
    item = draw(st.sampled_from(["capital", "minutes"]))
    do(e.MotionPut(f"motion-{key}", item, draw(WORDS), f"rule-{key}", None, affected))
    may_vote = stretch.state.motions[f"motion-{key}"].electorate.may_vote
    for voter in sorted(may_vote):
        choice = draw(st.sampled_from(["for", "for", "against", "abstain", "not_voting", None]))
        if choice is not None:
            do(e.VotesRecorded(f"motion-{key}", choice, (voter,)))
    do(result_now(stretch.state, stretch.state.motions[f"motion-{key}"]))
    return script


def _kept(state: State, one: Motion) -> bool:
    """Popolo has no vote event without votes: where there is no voter but those withdrawn, nothing can come back.

    On the base of those present, those who left for their interest are not in it, and so not listed either.
    """
    who, counting = one.electorate, one.electorate.counting
    base = counting.base if counting.method == "vote" else "present"
    out = base == "present" if counting.withdrawn is None else counting.withdrawn == "out_of_base"
    if counting.method == "consensus":
        return bool(frozenset(who.voters) - who.withdrawn - (who.present - who.may_vote))
    if base == "present" and not out:
        came = {moved.member for moved in state.movements if moved.what == "arrived" and moved.at <= one.put_at}
        represents = who.represents if who.unit == "partner" else {key: (key,) for key in who.voters}
        left = {key for key in who.withdrawn - who.present if not came.isdisjoint(represents[key])}
        return bool(frozenset(who.voters) - left)
    return bool(frozenset(who.voters) - (who.withdrawn if out and base != "cast" else frozenset()))


def _told(state: State, one: Motion) -> Any:
    """What of a motion the format holds: its words, outcome and figures, and every vote by name."""
    names = {member.key: member.name for member in state.members.values()}
    votes = {names.get(key, key): choice for key, choice in one.votes.items() if choice != "not_voting"}
    text = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in one.text)
    return one.key, text, one.status, votes, *(getattr(one.result, name) for name in FIGURES)


def _again(found: Replayed) -> tuple[dict[str, int], Replayed]:
    with tempfile.TemporaryDirectory() as folder:
        taken, again = taken_in(Path(folder), json.dumps(document(found, {}, public=False)))
    return taken.figures(), again


@settings(
    max_examples=random_examples(20, 60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(_books())
def test_any_book_comes_back_with_the_same_motions_votes_and_outcomes(script: list[AnyEntry]) -> None:
    found = book_of(script, "board")
    (state,) = states(found)
    expected = [_told(state, one) for one in state.motions.values() if _kept(state, one)]
    if not expected:
        return
    figures, again = _again(found)
    back = [_told(state, one) for state in states(again) for one in state.motions.values()]
    assert sorted(back) == sorted(expected)
    assert (figures["counts_differing"], figures["results_differing"]) == (0, 0)


def test_a_second_round_trip_changes_nothing(tmp_path: Path) -> None:
    """What was taken in with its words, groups and differences: written, taken in and written again is the same."""
    votes = "ann yes, bob no, cat paired, dan absent, eve not voting"
    data = [
        motion(event("v1", votes), event("v2", start_date="2015-04-01T23:30:00-05:00"), requirement="2/3"),
        motion(event("v3", "ann abstain, fay yes", organization_id="o"), id="m2", classification="Budget"),
    ]
    _, found = taken_in(tmp_path, data, {"organizations": [{"id": "o", "name": "Council"}]})
    once = document(found, {}, public=False)
    figures, again = _again(found)
    assert document(again, {}, public=False) == once
    assert [one.key for one in motions(again)] == [one.key for one in motions(found)]
    assert (figures["counts_differing"], figures["results_differing"], figures["skipped"]) == (0, 0, 0)


def test_a_meeting_of_the_board_comes_back(tmp_path: Path) -> None:
    found = book_of(build.realistic())
    figures, again = _again(found)
    assert [(one.key, one.status) for one in motions(again)] == [(one.key, one.status) for one in motions(found)]
    assert figures["results_differing"] == 0


def test_a_meeting_entered_later_without_its_times_is_imported_again_by_its_day(tmp_path: Path) -> None:
    first = build.convened(starts="2026-09-24T10:00:00+01:00")
    decided = [build.motion(), build.votes("for", build.CAPITAL)]
    script = [first, *build.arrivals(build.CAPITAL), e.MeetingOpened(), e.ItemOpened(item="capital"), *decided]
    written = document(book_of([*script, e.ResultDeclared("m1", "carried", 14, 0, 0, 0, 14, 14, 11)]), {}, public=False)
    _, found = taken_in(tmp_path, written)
    assert len(motions(found)) == 1
    (meeting,) = states(found)
    assert meeting.starts[:10] == "2026-09-24"
