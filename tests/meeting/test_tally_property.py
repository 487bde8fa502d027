"""The count against a second one that is written differently: every number and every way of voting is tried out."""

import itertools
import re
from fractions import Fraction

import msgspec
from hypothesis import given, settings, strategies as st

from boardtui.charter.rule import Counting, Override
from boardtui.meeting.counting.electorate import Question, electorate
from boardtui.meeting.counting.needed import percent
from boardtui.meeting.counting.tally import tally, what_it_takes
from boardtui.meeting.entries import Member
from tests import random_examples

PARTNERS = ("p0", "p1", "p2", "p3")
MEMBERS = ("m0", "m1", "m2", "m3", "m4")
CHOICES = ("for", "against", "abstain", "not_voting")

countings = st.one_of(
    st.builds(
        Counting,
        st.just("vote"),
        st.sampled_from(["member", "partner"]),
        st.sampled_from(["eligible", "present", "cast"]),
        st.sampled_from(["1/2", "2/3", "3/4", "1", "1/7", "5/6", "4/8"]),
        st.sampled_from(["at_least", "more_than"]),
        st.sampled_from([None, "in_base", "out_of_base"]),
        st.sampled_from(["eligible", "not_eligible"]),
    ),
    st.builds(
        Counting,
        st.just("consensus"),
        st.sampled_from(["member", "partner"]),
        no_category=st.sampled_from(["eligible", "not_eligible"]),
        consensus=st.sampled_from(["no_objection", "unanimous"]),
    ),
)
questions = st.builds(
    Question,
    st.fixed_dictionaries({key: st.sampled_from(["a", "b", None]) for key in PARTNERS}),
    st.tuples(
        *[
            st.builds(Member, st.just(key), partners=st.lists(st.sampled_from(PARTNERS), unique=True).map(tuple))
            for key in MEMBERS
        ]
    ),
    st.just({"t": ("a",), "u": ("a", "b")}),
    st.lists(
        st.builds(Override, st.sampled_from(PARTNERS), st.sampled_from(["t", "u"]), st.booleans()),
        max_size=2,
        unique_by=lambda one: (one.partner, one.topic),
    ).map(tuple),
    st.sampled_from(["t", "u", None]),
    st.none() | st.frozensets(st.sampled_from(PARTNERS)),
    st.frozensets(st.sampled_from(MEMBERS), min_size=2),
    st.frozensets(st.sampled_from(MEMBERS), max_size=2),
)


def is_eligible(partner, q):
    if q.affected is not None and partner not in q.affected:
        return False
    if q.topic is None:
        return True
    for ruling in q.overrides:
        if (ruling.partner, ruling.topic) == (partner, q.topic):
            return ruling.eligible
    return q.partners[partner] in q.matrix[q.topic]


def asked(counting, q):
    """Voter -> (present, withdrawn, may vote), by the words of the contract and one voter at a time."""
    found = {}
    if counting.unit == "partner":
        for partner in q.partners:
            seats = [m.key for m in q.members if partner in m.partners]
            if is_eligible(partner, q):
                found[partner] = (
                    any(seat in q.present for seat in seats),
                    len(seats) > 0 and all(seat in q.withdrawn for seat in seats),
                    any(seat in q.present and seat not in q.withdrawn for seat in seats),
                )
    else:
        for m in q.members:
            alone = not m.partners and counting.no_category == "eligible" and q.affected is None
            if alone or any(is_eligible(partner, q) for partner in m.partners):
                there, gone = m.key in q.present, m.key in q.withdrawn
                found[m.key] = (there, gone, there and not gone)
    return found


def base_of(counting, voters, votes):
    if counting.method == "consensus":
        return sum(may for _, _, may in voters.values())
    if counting.base == "cast":
        return sum(choice in ("for", "against") for choice in votes.values())
    if counting.base == "eligible":
        return sum(not (gone and counting.withdrawn == "out_of_base") for _, gone, _ in voters.values())
    return sum(there and (not gone or counting.withdrawn == "in_base") for there, gone, _ in voters.values())


def passes(counting, for_, base):
    """Whether the share reaches the bar, in fractions."""
    if base == 0:
        return False
    share, bar = Fraction(for_, base), Fraction(counting.threshold)
    return share >= bar if counting.compare == "at_least" else share > bar


def carries(counting, voters, votes):
    may = [key for key, (_, _, may) in voters.items() if may]
    if counting.method == "vote":
        return passes(counting, list(votes.values()).count("for"), base_of(counting, voters, votes))
    if counting.consensus == "unanimous":
        return bool(may) and all(votes.get(key) == "for" for key in may)
    return bool(may) and all(votes.get(key) != "against" for key in may)


def tried_out(counting, base):
    """The fewest votes for that carry, by trying 0, 1, 2..."""
    if counting.method == "consensus":
        return base if base and counting.consensus == "unanimous" else None
    return next((number for number in range(base + 1) if passes(counting, number, base)), None)


def draw_votes(data, voters):
    may = [key for key, (_, _, may) in voters.items() if may]
    picked = data.draw(st.lists(st.sampled_from((*CHOICES, None)), min_size=len(may), max_size=len(may)))
    return {key: choice for key, choice in zip(may, picked, strict=True) if choice is not None}


@settings(max_examples=random_examples(120, 4000), deadline=None)
@given(countings, questions, st.data())
def test_the_count_is_that_of_the_second_count(counting, question, data):
    voters = asked(counting, question)
    votes = draw_votes(data, voters)
    out = [key for key, (_, _, may) in voters.items() if may and key not in votes]
    who = electorate(counting, question)
    result = tally(counting, who, votes)
    base = base_of(counting, voters, votes)
    carried = carries(counting, voters, votes)
    needed = tried_out(counting, base)
    chosen = list(votes.values())
    ways = [
        votes | {key: choice for key, choice in zip(out, way, strict=True) if choice}
        for way in itertools.product((None, "for", "against", "abstain"), repeat=len(out))
    ]

    assert who.voters == tuple(voters)
    assert who.may_vote == {key for key, (_, _, may) in voters.items() if may}
    assert who.present == {key for key, (there, _, _) in voters.items() if there}
    assert who.withdrawn == {key for key, (_, gone, _) in voters.items() if gone}
    assert set(who.standing) == set(MEMBERS)
    assert (result.for_, result.against, result.abstain) == tuple(map(chosen.count, ("for", "against", "abstain")))
    assert result.not_voted == len(out) + chosen.count("not_voting")
    assert (result.eligible, result.base, result.needed) == (len(voters), base, needed)
    assert result.outcome == ("carried" if carried else "not_carried")
    assert result.short_by == (0 if carried else None if needed is None else needed - result.for_)
    assert result.settled == all(carries(counting, voters, way) == carried for way in ways)
    by_consensus = counting.method == "consensus"
    by_objection = by_consensus and counting.consensus == "no_objection"
    no_vote_yet = base > 0 and bool(out) and not votes and not result.settled and not by_consensus
    assert result.words.startswith("No votes recorded yet") == no_vote_yet
    still_asked = base > 0 and not carried and not result.settled and by_consensus and not by_objection
    assert result.words.startswith("Agreed so far") == still_asked
    failed = not carried and base > 0 and not no_vote_yet and not still_asked
    assert ("not carried" in result.words or "no consensus" in result.words) == failed

    need = what_it_takes(counting, who, votes)
    enough = [n for n in range(len(out) + 1) if carries(counting, voters, votes | dict.fromkeys(out[:n], "for"))]
    assert need.out == tuple(out)
    assert need.possible == any(carries(counting, voters, way) for way in ways) == bool(enough)
    assert not enough or need.more == enough[0]


def named(words, whom):
    found = re.search(rf"not counting (\d+) {whom}", words)
    return int(found[1]) if found else 0


@settings(max_examples=random_examples(200, 4000), deadline=None)
@given(countings, questions, st.data())
def test_the_words_name_as_left_out_only_those_who_would_be_in_the_base_otherwise(counting, question, data):
    away = [key for key in MEMBERS if key not in question.present and key not in question.withdrawn]
    sent = data.draw(st.lists(st.sampled_from(away), unique=True)) if away else []
    question = msgspec.structs.replace(question, proxies=dict.fromkeys(sent, "holder"), proxies_count=False)
    result = tally(counting, electorate(counting, question), {})
    if counting.method == "consensus" or counting.base == "cast" or result.base == 0:
        assert "not counting" not in result.words
        return
    kept = msgspec.structs.replace(counting, withdrawn="in_base")
    with_kept = tally(kept, electorate(kept, question), {}).base
    by_proxy = msgspec.structs.replace(question, proxies_count=True)
    with_proxies = tally(counting, electorate(counting, by_proxy), {}).base
    assert named(result.words, "kept from voting") == with_kept - result.base
    assert named(result.words, "by proxy") == with_proxies - result.base


@given(st.integers(1, 500), st.data(), st.fractions(0, 1, max_denominator=1000))
def test_a_percentage_stands_on_its_side_of_the_bar(whole, data, bar):
    part = data.draw(st.integers(0, whole))
    shown, share = Fraction(percent(part, whole, bar)[:-1]), Fraction(part, whole) * 100
    for mark in (bar * 100, Fraction(0), Fraction(100)):
        if share != mark:
            assert (shown > mark) == (share > mark)
            assert shown != mark
    assert abs(shown - share) <= Fraction(1, 20)
