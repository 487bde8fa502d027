"""Proxies: who may hold one, when it works, rests and ends, and what it does to votes, bases and the quorum."""

from __future__ import annotations

from typing import Any

import pytest

from boardtui.charter.terms_of_reference import Quorum
from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.planning.whatif import expected, prospect
from boardtui.meeting.voting.ballot import balance_of, differing_readings, question_of, readings_of, tally_of
from boardtui.meeting.voting.proxy_votes import by_proxy
from boardtui.meeting.voting.quorum import hangs_on, quorum, quorum_in_public
from boardtui.meeting.words.entry_words import tell
from tests.build import CAPITAL, convened, declare, motion, play, record, refused, sitting, the, votes

ADA, BEN, CORA = "bbccg-chair", "cprccg-chair", "meccg-chair"
AWAY = "mseft-ceo"
MEMBER = {"proxies": "member"}


def board(*away: str, terms: dict[str, Any] | None = None) -> Stretch:
    """The Board with all fourteen to whom capital applies but these, on the capital item."""
    here = ["independent-chair", *(key for key in CAPITAL if key not in away)]
    return sitting(present=here, terms=MEMBER if terms is None else terms)


def given(*away: str, holder: str = ADA, terms: dict[str, Any] | None = None, **more: Any) -> Stretch:
    """The same, where those who are away have left their votes to one holder."""
    stretch = board(*away, terms=terms)
    return record(stretch, *(e.ProxyGiven(key, holder, **more) for key in away))


def declared(member: str, handling: Any) -> e.InterestDeclared:
    return e.InterestDeclared(member, ("capital",), "financial", "The trust bids.", handling)


# Who may hold one: the setting proxies


def test_what_the_terms_do_not_define_is_not_allowed_and_the_silent_setting_is_named() -> None:
    no = refused(board(AWAY, terms={"deputies": "may_vote"}), e.ProxyGiven(AWAY, ADA))
    assert "is not defined: the setting “proxies” of the terms of reference is silent" in no.reason
    assert no.clause == "terms of reference 4"
    assert refused(board(AWAY, terms={}), e.ProxyGiven(AWAY, ADA)).clause == ""


def test_proxies_none_says_so_with_the_source() -> None:
    no = refused(board(AWAY, terms={"proxies": "none"}), e.ProxyGiven(AWAY, ADA))
    assert (no.reason, no.clause) == ("The terms of reference allow no proxies.", "terms of reference 4")


@pytest.mark.parametrize(
    ("terms", "entry", "why"),
    [
        (MEMBER, e.ProxyGiven(AWAY, None, "A Clinician"), "only another member of the body hold a proxy"),
        (MEMBER, e.ProxyGiven(AWAY, AWAY), "cannot hold their own proxy"),
        (MEMBER, e.ProxyGiven(AWAY, "lmc-rep"), "is not present, so cannot hold a proxy"),
        (MEMBER, e.ProxyGiven(AWAY, "nobody"), "There is no member 'nobody'"),
        (MEMBER, e.ProxyGiven(AWAY, ADA, "A Clinician"), "one member, or one person"),
        (MEMBER, e.ProxyGiven(AWAY, None), "one member, or one person"),
        (MEMBER, e.ProxyGiven(ADA, BEN), "is present, so no proxy is needed"),
        (MEMBER, e.ProxyGiven(AWAY, ADA, item="lunch"), "There is no agenda item 'lunch'"),
        ({"proxies": "chair"}, e.ProxyGiven(AWAY, ADA), "is not in the chair"),
        ({"proxies": "anyone"}, e.ProxyGiven(AWAY, None, "A Clinician"), "is not recorded as in attendance"),
    ],
)
def test_a_holder_who_is_not_eligible_by_the_terms_or_not_there_is_refused(
    terms: dict[str, Any], entry: e.ProxyGiven, why: str
) -> None:
    assert why in refused(board(AWAY, terms=terms), entry).reason


def test_the_chair_and_anyone_in_attendance_hold_them_where_the_terms_say_so() -> None:
    chair = given(AWAY, holder="independent-chair", terms={"proxies": "chair"})
    assert by_proxy(chair.state, "capital") == {AWAY: "independent-chair"}
    anyone = board(AWAY, terms={"proxies": "anyone"})
    record(anyone, e.GuestAttended("A Clinician"), e.ProxyGiven(AWAY, None, "A Clinician"), motion())
    record(anyone, votes("for", [AWAY]))
    assert the(anyone).electorate.standing[AWAY].why.endswith("; by proxy of A Clinician")


def test_with_another_chair_the_proxies_of_the_chair_rest_and_the_vote_lapses() -> None:
    stretch = record(
        given(AWAY, holder="independent-chair", terms={"proxies": "chair"}), motion(), votes("for", [AWAY])
    )
    record(stretch, e.ChairTaken(ADA))
    assert (the(stretch).votes, the(stretch).electorate.why_not(AWAY)) == ({}, "absent")
    record(stretch, e.ChairTaken("independent-chair"), votes("against", [AWAY]))
    assert the(stretch).votes == {AWAY: "against"}


def test_a_member_has_a_deputy_or_a_proxy_and_a_deputy_holds_none() -> None:
    stretch = board(AWAY, BEN)
    record(stretch, e.ApologiesGiven(AWAY, "Dana Cole"), e.MemberArrived(BEN, deputy="Eli Fox"))
    assert "a member has a deputy or a proxy, not both" in refused(stretch, e.ProxyGiven(AWAY, ADA)).reason
    assert "The deputy Eli Fox is there for" in refused(stretch, e.ProxyGiven(BEN, ADA)).reason
    record(stretch, e.ApologiesGiven(AWAY))
    assert "there is a deputy, who holds no proxy" in refused(stretch, e.ProxyGiven(AWAY, BEN)).reason


def test_a_proxy_is_not_given_on() -> None:
    stretch = record(given(AWAY), e.MemberLeft(ADA))
    assert "a proxy is not given on; revoke that one first" in refused(stretch, e.ProxyGiven(ADA, BEN)).reason
    assert by_proxy(stretch.state, "capital") == {}
    record(stretch, e.ProxyRevoked(AWAY), e.ProxyGiven(ADA, BEN), e.ProxyGiven(AWAY, BEN))
    assert by_proxy(stretch.state, "capital") == {ADA: BEN, AWAY: BEN}


def test_no_person_holds_more_than_proxies_most_at_a_time() -> None:
    most = {"proxies": "member", "proxies_most": 2}
    away = (AWAY, "eput-ceo", "nelft-ceo")
    stretch = given(*away[:2], terms=most)
    record(stretch, e.MemberLeft(away[2]))
    assert (
        "holds 2 proxies, and the terms of reference allow at most 2"
        in refused(stretch, e.ProxyGiven(away[2], ADA)).reason
    )
    record(stretch, e.ProxyRevoked(AWAY), e.ProxyGiven(AWAY, ADA, item="capital"))
    record(stretch, e.ProxyGiven(away[2], ADA, item="objectives"))  # one and one on each of the two items
    assert len(by_proxy(stretch.state, "capital")) == len(by_proxy(stretch.state, "objectives")) == 2


def test_one_proxy_for_each_matter_and_a_second_one_says_who_holds_the_first() -> None:
    stretch = given(AWAY)
    assert "has given a proxy for the whole meeting to Ben Barrow" in refused(stretch, e.ProxyGiven(AWAY, CORA)).reason
    assert "revoke it first" in refused(stretch, e.ProxyGiven(AWAY, CORA, item="capital")).reason
    assert "has given no proxy for item 3" in refused(stretch, e.ProxyRevoked(AWAY, "capital")).reason


def test_whoever_has_no_vote_leaves_none() -> None:
    stretch = record(board(AWAY), declared(AWAY, "withdraws"))
    assert (
        "does not vote on item 3 because of an interest"
        in refused(stretch, e.ProxyGiven(AWAY, ADA, item="capital")).reason
    )
    members = (e.Member(ADA, "Ada", "", ("bbccg",)), e.Member("x", vacant=True), e.Member("y", "Y"))
    vacant = sitting(present=[ADA], terms=MEMBER, members=members)
    assert "The seat x is vacant" in refused(vacant, e.ProxyGiven("x", ADA)).reason
    assert "Y represents no partner, and no rule of this body lets" in refused(vacant, e.ProxyGiven("y", ADA)).reason
    electing = sitting(present=[ADA], terms={**MEMBER, "choice_voters": "members"}, members=members)
    assert by_proxy(record(electing, e.ProxyGiven("y", ADA)).state, "capital") == {"y": ADA}


# One seat, one vote (8.4: 14 eligible members, 11 needed)


def test_8_4_eleven_of_fourteen_two_of_them_by_proxy() -> None:
    stretch = record(given(AWAY, "eput-ceo"), motion())
    record(stretch, votes("for", CAPITAL[:9]), votes("for", [AWAY, "eput-ceo"]))
    count = tally_of(stretch.state, the(stretch))
    assert (count.for_, count.eligible, count.base, count.needed, count.outcome) == (11, 14, 14, 11, "carried")
    sums = balance_of(stretch.state, the(stretch))
    assert (sums.present, sums.by_proxy, sums.balances) == (15, 2, True)
    assert the(declare(stretch)).status == "carried"


def test_a_proxy_makes_nobody_eligible_whom_annex_1_does_not_ask() -> None:
    stretch = sitting(present=["independent-chair", ADA], terms=MEMBER)
    record(stretch, e.ProxyGiven("ecc-hwb-chair", ADA), motion())
    no = refused(stretch, votes("for", ["ecc-hwb-chair"]))
    assert "does not apply to Councils" in no.reason


def test_an_interest_of_the_giver_keeps_the_vote_out_even_after_the_proxy_was_given() -> None:
    stretch = record(given(AWAY), motion(), votes("for", [AWAY]), declared(AWAY, "speaks_does_not_vote"))
    assert (the(stretch).votes, the(stretch).electorate.why_not(AWAY)) == ({}, "kept from voting by an interest")
    assert tally_of(stretch.state, the(stretch)).base == 14


@pytest.mark.parametrize(
    ("held", "handling", "works"),
    [
        (None, "noted", True),
        (None, "speaks_does_not_vote", False),
        ("may_not_vote", "speaks_does_not_vote", False),
        ("may_vote", "speaks_does_not_vote", True),
        ("may_vote", "withdraws", False),
    ],
)
def test_what_an_interest_of_the_holder_does_is_proxies_conflicted(held: Any, handling: str, works: bool) -> None:
    terms = {"proxies": "member", "proxies_conflicted": held}
    stretch = record(given(AWAY, terms=terms), motion(), declared(ADA, handling))
    assert (AWAY in the(stretch).electorate.may_vote) is works
    if held is None and handling == "speaks_does_not_vote":
        assert "is not defined; the Chair may rule on it" in refused(stretch, votes("for", [AWAY])).reason
        record(stretch, e.RulingMade("m1", "proxies_conflicted", "may_vote", "Let it stand.", "independent-chair"))
        record(stretch, votes("for", [AWAY]))


def test_it_rests_while_the_holder_is_away_and_ends_when_the_member_or_a_deputy_comes() -> None:
    stretch = record(given(AWAY), motion(), votes("for", [AWAY]), e.MemberLeft(ADA))
    assert the(stretch).votes == {}
    assert "Ben Barrow is away" in refused(stretch, votes("for", [AWAY])).reason
    record(stretch, e.MemberArrived(ADA), votes("for", [AWAY]))
    record(stretch, e.MemberArrived(AWAY, deputy="Dana Cole"))
    assert (stretch.state.proxies, the(stretch).votes) == ((), {})
    other = record(given(AWAY), motion(), votes("for", [AWAY]), e.MemberArrived(AWAY))
    assert (other.state.proxies, the(other).votes) == ((), {AWAY: "for"})
    record(other, e.MemberLeft(AWAY))
    assert by_proxy(other.state, "capital") == {}


def test_a_holder_who_attends_remotely_and_may_not_vote_votes_for_nobody_else() -> None:
    stretch = given(AWAY, terms={"proxies": "member", "remote": "may_not_vote"})
    record(stretch, e.MemberArrived(ADA, "remote"))
    assert by_proxy(stretch.state, "capital") == {}


def test_a_proxy_for_one_item_holds_on_no_other() -> None:
    stretch = given(AWAY, item="objectives")
    assert (by_proxy(stretch.state, "capital"), by_proxy(stretch.state, None)) == ({}, {})
    assert by_proxy(stretch.state, "objectives") == {AWAY: ADA}


def test_revoked_it_gives_no_vote_and_taken_back_it_was_never_given() -> None:
    stretch = board(AWAY)
    before = stretch.state
    record(stretch, e.ProxyGiven(AWAY, ADA, instruction="For."))
    assert tell(stretch.state, stretch.lines[-1].entry).endswith(" held by Ben Barrow, instructed: For.")
    record(stretch, motion(), votes("for", [AWAY]), e.ProxyRevoked(AWAY, reason="changed her mind"))
    assert the(stretch).votes == {}
    other = record(board(AWAY), e.ProxyGiven(AWAY, ADA))
    record(other, e.EntryRetracted(other.lines[-1].seq, "in error"))
    assert other.state == before


def test_votes_by_partner_one_partner_one_vote_whoever_casts_it() -> None:
    stretch = sitting("sle", present=("ecc-lead-officer", "mseft-ceo"), item=None, terms=MEMBER)
    partner = "eput"
    giver = next(key for key, one in stretch.state.members.items() if one.partners == (partner,))
    record(stretch, e.ProxyGiven(giver, "mseft-ceo"), e.IssueRaised("i1", "x", None, ("mseft",)))
    put = motion(rule="consensus", item="objectives", topic="objectives")
    record(stretch, put, e.RulingMade("m1", "unit", "partner", "By partner.", "mseft-ceo"))
    who = the(stretch).electorate
    assert partner in who.may_vote and list(who.by_proxy) == [partner]
    assert who.partners[partner].why.endswith(f"; by proxy of {stretch.state.members['mseft-ceo'].name}")


# In private: the public copy of a book names nobody who is seen to be away and votes


@pytest.mark.parametrize(
    ("confidential", "voter", "public"), [(True, AWAY, False), (True, ADA, True), (False, AWAY, True)]
)
def test_a_vote_by_a_proxy_given_in_private_is_as_confidential_as_the_proxy(
    confidential: bool, voter: str, public: bool
) -> None:
    stretch = record(board(AWAY), e.ProxyGiven(AWAY, ADA, confidential=confidential), motion(), votes("for", [voter]))
    assert stretch.lines[-1].confidential is not public


def test_votes_of_partners_too_and_only_on_the_item_that_the_proxy_is_for() -> None:
    stretch = sitting("sle", present=("ecc-lead-officer", "mseft-ceo"), item=None, terms=MEMBER)
    giver = next(key for key, one in stretch.state.members.items() if one.partners == ("eput",))
    put = motion(rule="consensus", item="objectives", topic="objectives")
    record(stretch, e.ProxyGiven(giver, "mseft-ceo", confidential=True), put)
    record(stretch, e.RulingMade("m1", "unit", "partner", "By partner.", "mseft-ceo"), votes("for", ["eput"]))
    assert stretch.lines[-1].confidential
    record(stretch, votes("for", ["mseft"]))
    assert not stretch.lines[-1].confidential


def test_whoever_comes_and_votes_is_named_again() -> None:
    stretch = record(board(AWAY), e.ProxyGiven(AWAY, ADA, confidential=True), motion(), e.MemberArrived(AWAY))
    record(stretch, votes("for", [AWAY]))
    assert not stretch.lines[-1].confidential


# Presence: proxies_present (5 in the room, 2 by proxy, majority of those present)


def majority(present: str | None = None) -> Stretch:
    """Five in the room, two more by proxy, and a motion that takes more than half of the members present."""
    here, away = CAPITAL[:5], CAPITAL[5:7]
    stretch = sitting(present=here, terms={"proxies": "member", "proxies_present": present})
    record(stretch, *(e.ProxyGiven(key, here[0]) for key in away), motion())
    ruled = (("base", "present"), ("threshold", "1/2"), ("compare", "more_than"))
    record(stretch, *(e.RulingMade("m1", name, value, "So ruled.", here[0]) for name, value in ruled))
    return record(stretch, votes("for", CAPITAL[:3]), votes("against", CAPITAL[3:7]))


def test_not_defined_the_higher_bar_is_counted_and_the_other_reading_stands_beside_it() -> None:
    stretch = majority()
    held = tally_of(stretch.state, the(stretch))
    assert (held.for_, held.base, held.needed, held.outcome) == (3, 7, 4, "not_carried")
    assert "3 for; 4 needed (more than 1/2 of 7 eligible members, 5 present and 2 by proxy)" in held.words
    found = next(one for one in readings_of(stretch.state, the(stretch)) if one.key == "proxies-absent")
    assert found.tally is not None
    assert (found.tally.base, found.tally.needed, found.tally.outcome) == (5, 3, "carried")
    assert "5 eligible members present, not counting 2 by proxy" in found.tally.words
    assert found in differing_readings(stretch.state, the(stretch))


@pytest.mark.parametrize(("present", "base", "needed"), [("count", 7, 4), ("do_not_count", 5, 3)])
def test_defined_or_ruled_there_is_one_reading(present: str, base: int, needed: int) -> None:
    by_terms = majority(present)
    by_ruling = record(majority(), e.RulingMade("m1", "proxies_present", present, "So.", CAPITAL[0]))
    for stretch in (by_terms, by_ruling):
        count = tally_of(stretch.state, the(stretch))
        assert (count.base, count.needed) == (base, needed)
        assert all(one.key != "proxies-absent" for one in readings_of(stretch.state, the(stretch)))


@pytest.mark.parametrize(
    ("present", "met", "words"),
    [
        (None, False, "5 members where 6 are needed; 2 by proxy not counted, as whether proxies count is not defined"),
        ("do_not_count", False, "5 members where 6 are needed; 2 by proxy not counted"),
        ("count", True, "7 members where 6 are needed, 2 of them by proxy"),
    ],
)
def test_the_quorum_counts_them_only_where_it_is_said_and_says_how_many(present: Any, met: bool, words: str) -> None:
    terms = {"quorum": Quorum(6), "proxies": "member", "proxies_present": present}
    stretch = sitting(present=CAPITAL[:5], terms=terms)
    record(stretch, *(e.ProxyGiven(key, CAPITAL[0]) for key in CAPITAL[5:7]))
    there = quorum(stretch.state)
    assert (there.met, there.words, there.by_proxy) == (met, words, 2)


def test_the_quorum_hangs_on_whoever_takes_two_more_along() -> None:
    terms = {"quorum": Quorum(6), "proxies": "member", "proxies_present": "count"}
    stretch = sitting(present=CAPITAL[:5], terms=terms)
    record(stretch, *(e.ProxyGiven(key, CAPITAL[0]) for key in CAPITAL[5:7]))
    assert (quorum(stretch.state).spare, hangs_on(stretch.state)) == (0, (CAPITAL[0],))
    record(stretch, e.MemberLeft(CAPITAL[0]))
    assert quorum(stretch.state).words == "4 members where 6 are needed"


# What is confidential


def test_a_proxy_on_a_confidential_item_or_marked_so_is_confidential_and_so_is_its_end() -> None:
    stretch = board(AWAY, "eput-ceo")
    record(stretch, e.ItemAdded("secret", "Staff", confidential=True))
    record(stretch, e.ProxyGiven(AWAY, ADA, item="secret"), e.ProxyRevoked(AWAY, "secret"))
    record(
        stretch, e.ProxyGiven("eput-ceo", ADA, instruction="Against.", confidential=True), e.ProxyRevoked("eput-ceo")
    )
    record(stretch, e.ProxyGiven(AWAY, ADA))
    assert [line.confidential for line in stretch.lines[-5:]] == [True, True, True, True, False]


def quorate(counts: str | None, *, public: int, private: int) -> Stretch:
    """Three in the room, a quorum of six, and so many proxies, given in public and in private."""
    terms = {"proxies": "member", "proxies_present": counts, "quorum": Quorum(6)}
    stretch = sitting(present=CAPITAL[:3], terms=terms)
    seen, hidden = CAPITAL[3 : 3 + public], CAPITAL[3 + public : 3 + public + private]
    record(stretch, *(e.ProxyGiven(key, CAPITAL[0]) for key in seen))
    return record(stretch, *(e.ProxyGiven(key, CAPITAL[0], confidential=True) for key in hidden))


@pytest.mark.parametrize("private", [1, 2, 3])
@pytest.mark.parametrize(
    ("counts", "words"),
    [("count", "6 needed"), ("do_not_count", "3 members where 6 are needed; 1 by proxy not counted")],
)
def test_no_public_figure_of_the_quorum_tells_how_many_proxies_were_given_in_private(
    counts: str, words: str, private: int
) -> None:
    state = quorate(counts, public=1, private=private).state
    there, told = quorum(state), quorum_in_public(state)
    assert (told.words, told.by_proxy) == (words, 1)
    assert told.met == there.met
    assert there.by_proxy == 1 + private and f"{1 + private}" in there.words
    assert (told.present, told.hidden) == ((4, True) if counts == "count" else (3, False))


def test_where_every_proxy_is_public_the_quorum_is_told_in_full() -> None:
    state = quorate("count", public=2, private=0).state
    assert quorum_in_public(state) == quorum(state)
    undefined = given(AWAY, "eput-ceo", confidential=True).state
    assert (quorum(undefined).words, quorum_in_public(undefined).words) == ("not defined; 2 by proxy", "not defined")


def test_a_meeting_without_proxies_asks_the_same_question_as_ever() -> None:
    stretch = record(play([*[line.entry for line in board(AWAY).lines]]), motion())
    asked = question_of(stretch.state, the(stretch))
    assert (dict(asked.proxies), asked.proxies_count) == ({}, None)


def test_where_all_of_those_present_are_needed_one_against_defeats_it_whoever_is_in_the_base() -> None:
    """Five in the room are the base; four of them and two by proxy are for, one is against: six of five is not all."""
    stretch = sitting(present=CAPITAL[:5], terms={"proxies": "member", "proxies_present": "do_not_count"})
    record(stretch, *(e.ProxyGiven(key, CAPITAL[0]) for key in CAPITAL[5:7]), motion())
    ruled = (("base", "present"), ("threshold", "1"), ("compare", "at_least"))
    record(stretch, *(e.RulingMade("m1", name, value, "So ruled.", CAPITAL[0]) for name, value in ruled))
    record(stretch, votes("for", CAPITAL[:4]), votes("against", CAPITAL[4:5]), votes("for", CAPITAL[5:7]))
    count = tally_of(stretch.state, the(stretch))
    assert (count.for_, count.against, count.base, count.needed, count.outcome) == (6, 1, 5, 5, "not_carried")
    assert "not carried" in count.words
    record(stretch, votes("for", CAPITAL[4:5]))
    assert tally_of(stretch.state, the(stretch)).outcome == "carried"


def test_a_proxy_for_an_item_that_is_not_there_is_not_revoked_and_its_key_not_repeated_at_length() -> None:
    no = refused(given(AWAY), e.ProxyRevoked(AWAY, item="x" * 5000))
    assert no.reason.startswith("There is no agenda item 'xxx") and len(no.reason) < 200


# What-if: the votes by proxy are there as long as their holders are


def test_what_if_counts_the_votes_by_proxy_and_loses_them_with_their_holder() -> None:
    """Eleven of fourteen are needed under 8.4: ten are there, and two more vote by proxy of one of them."""
    away = CAPITAL[10:12]
    stretch = sitting(present=["independent-chair", *CAPITAL[:10]], terms=MEMBER)
    record(stretch, *(e.ProxyGiven(key, CAPITAL[0]) for key in away))
    state = expected(stretch.state)
    item, rule = state.items["capital"], next(one for one in state.charter.rules if one.key == "capital")
    found = prospect(state, item, rule)
    assert (found.votes, found.base, found.needed, found.possible) == (12, 14, 11, True)
    assert found.absence is not None and (found.absence.size, found.absence.sets) == (1, ((CAPITAL[0],),))
    without = prospect(expected(stretch.state, absent=[CAPITAL[0]]), item, rule)
    assert (without.votes, without.possible) == (9, False)


def test_before_the_meeting_who_has_left_the_vote_to_somebody_is_not_expected() -> None:
    stretch = play([convened(terms=MEMBER), e.MemberArrived(ADA), e.ProxyGiven(AWAY, ADA)])
    assert AWAY not in expected(stretch.state).present
    assert BEN in expected(stretch.state).present
