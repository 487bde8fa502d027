"""The worked figures: 8.4 (three quarters of those eligible), 8.10(2) (a majority of partners), 8.3 (consensus)."""

from fractions import Fraction

import pytest

from boardtui.charter.rule import Counting
from boardtui.meeting.counting.electorate import Question, electorate
from boardtui.meeting.counting.needed import TallyError, needed_for, needed_of, parse_threshold, percent
from boardtui.meeting.counting.tally import tally, what_it_takes
from boardtui.meeting.entries import Member

THREE_QUARTERS = Counting("vote", "member", "eligible", "3/4", "at_least")
MAJORITY = Counting("vote", "partner", "present", "1/2", "more_than")
CONSENSUS = Counting("consensus")
UNANIMOUS = Counting("consensus", consensus="unanimous")


def vote(base="eligible", threshold="1/2", compare="more_than", **more):
    return Counting("vote", "member", base, threshold, compare, **more)


def body(counting, size, present=None, withdrawn=()):
    """A body of so many members, one for each partner, all eligible; partners p0, p1..., members m0, m1..."""
    members = [Member(f"m{number}", partners=(f"p{number}",)) for number in range(size)]
    here = range(size) if present is None else present
    partners = {f"p{number}": "ccg" for number in range(size)}
    return electorate(
        counting,
        Question(partners, members, present={f"m{n}" for n in here}, withdrawn={f"m{n}" for n in withdrawn}),
    )


def cast(counting, for_=0, against=0, abstain=0, not_voting=0):
    letter = counting.unit[0]
    choices = ["for"] * for_ + ["against"] * against + ["abstain"] * abstain + ["not_voting"] * not_voting
    return {f"{letter}{number}": choice for number, choice in enumerate(choices)}


def count(counting, size, **votes):
    return tally(counting, body(counting, size), cast(counting, **votes))


@pytest.mark.parametrize(
    ("eligible", "needed"),
    [(14, 11), (13, 10), (16, 12), (10, 8), (8, 6), (15, 12), (4, 3), (3, 3), (2, 2), (1, 1)],
)
def test_three_quarters_of_the_eligible_and_not_one_less_8_4(eligible, needed):
    assert needed_for(THREE_QUARTERS, eligible) == needed
    assert count(THREE_QUARTERS, eligible, for_=needed).outcome == "carried"
    short = count(THREE_QUARTERS, eligible, for_=needed - 1)
    assert (short.outcome, short.short_by) == ("not_carried", 1)


def test_eleven_for_carries_with_14_or_13_eligible_and_fails_with_15_or_16_8_4():
    outcomes = {size: count(THREE_QUARTERS, size, for_=11).outcome for size in (13, 14, 15, 16)}
    assert outcomes == {13: "carried", 14: "carried", 15: "not_carried", 16: "not_carried"}


def test_ten_for_one_abstention_and_three_absent_fail_though_nobody_is_against_8_4():
    who = body(THREE_QUARTERS, 14, present=range(11))
    result = tally(THREE_QUARTERS, who, cast(THREE_QUARTERS, for_=10, abstain=1))
    assert (result.outcome, result.base, result.needed, result.settled) == ("not_carried", 14, 11, True)
    assert result.words == "10 for; 11 needed (at least 3/4 of 14 eligible members): not carried, 1 short."


def test_exactly_three_quarters_passes_two_thirds_does_not_8_4():
    assert count(THREE_QUARTERS, 16, for_=12, against=4).outcome == "carried"
    assert count(THREE_QUARTERS, 4, for_=3, against=1).outcome == "carried"
    assert count(THREE_QUARTERS, 3, for_=2, against=1).outcome == "not_carried"


def test_nobody_eligible_never_carries_8_4():
    for counting in (THREE_QUARTERS, MAJORITY, CONSENSUS, UNANIMOUS, vote("cast")):
        result = count(counting, 0)
        assert (result.outcome, result.needed, result.short_by, result.settled) == ("not_carried", None, None, True)
        done = "agreed" if counting.method == "consensus" else "carried"
        assert result.words == f"No eligible {counting.unit}s, so nothing can be {done}."


def test_a_majority_is_more_than_half_of_the_partners_there_8_10_2():
    assert count(MAJORITY, 12, for_=6, against=6).outcome == "not_carried"
    assert count(MAJORITY, 12, for_=7, against=5).outcome == "carried"
    assert count(MAJORITY, 12, for_=6, against=5, abstain=1).outcome == "not_carried"
    assert count(vote("cast"), 12, for_=6, against=5, abstain=1).outcome == "carried"


def test_five_of_nine_partners_carry_and_one_person_of_five_does_not_8_10_2():
    assert count(MAJORITY, 9, for_=5, against=4).outcome == "carried"
    assert count(vote("present"), 5, for_=1, against=4).outcome == "not_carried"


@pytest.mark.parametrize(
    ("compare", "base", "needed"),
    [("at_least", 6, 4), ("more_than", 6, 5), ("at_least", 7, 5), ("more_than", 7, 5), ("at_least", 1, 1)],
)
def test_two_thirds_met_exactly(compare, base, needed):
    assert needed_for(vote(threshold="2/3", compare=compare), base) == needed


def test_more_than_the_whole_never_carries():
    counting = vote(threshold="1", compare="more_than")
    result = count(counting, 3, for_=3)
    assert (result.outcome, result.needed, result.short_by, result.settled) == ("not_carried", None, None, True)
    assert count(counting, 3).settled
    assert count(vote("cast", "1", "more_than"), 3).settled
    assert not what_it_takes(counting, body(counting, 3), {}).possible


def test_the_whole_takes_everybody():
    result = count(vote(threshold="1", compare="at_least"), 3, for_=2, abstain=1)
    assert result.words == "2 for; 3 needed (all 3 eligible members): not carried, 1 short."


def test_the_withdrawn_stay_among_the_eligible_and_leave_those_present_unless_the_rule_says_otherwise():
    bases = {
        (base, kept): tally(one, body(one, 5, present=range(4), withdrawn=[3, 4]), {}).base
        for base in ("eligible", "present", "cast")
        for kept in (None, "in_base", "out_of_base")
        for one in [vote(base, withdrawn=kept)]
    }
    assert bases == {
        ("eligible", None): 5,
        ("eligible", "in_base"): 5,
        ("eligible", "out_of_base"): 3,
        ("present", None): 3,
        ("present", "in_base"): 4,
        ("present", "out_of_base"): 3,
        ("cast", None): 0,
        ("cast", "in_base"): 0,
        ("cast", "out_of_base"): 0,
    }


def test_of_those_present_only_who_stayed_is_told_to_be_kept_from_voting():
    counting = vote("present", withdrawn="in_base")
    stayed_and_left = tally(counting, body(counting, 5, present=range(4), withdrawn=[3, 4]), {})
    assert "of 4 eligible members present, 1 of them kept from voting)" in stayed_and_left.words
    left = tally(counting, body(counting, 5, present=range(4), withdrawn=[4]), {})
    assert "of 4 eligible members present)" in left.words


def test_of_those_present_nobody_who_is_away_is_told_to_be_left_out():
    counting = vote("present")
    stayed_and_left = tally(counting, body(counting, 5, present=range(4), withdrawn=[3, 4]), {})
    assert "of 3 eligible members present, not counting 1 kept from voting)" in stayed_and_left.words
    left = tally(counting, body(counting, 5, present=range(4), withdrawn=[4]), {})
    assert "of 4 eligible members present)" in left.words


def test_the_words_say_where_the_withdrawn_stand():
    who = body(THREE_QUARTERS, 4, withdrawn=[3])
    assert tally(THREE_QUARTERS, who, {}).words == (
        "No votes recorded yet; 3 needed (at least 3/4 of 4 eligible members, 1 of them kept from voting), 3 still to vote."
    )
    out = vote(withdrawn="out_of_base")
    assert tally(out, body(out, 4, withdrawn=[3]), {"m0": "for"}).words == (
        "1 for; 2 needed (more than 1/2 of 3 eligible members, not counting 1 kept from voting): not carried so far; "
        "1 more needed, 2 still to vote."
    )
    assert tally(out, body(out, 2, withdrawn=[0, 1]), {}).words == (
        "All eligible members are kept from voting, so nothing can be carried."
    )


def test_consensus_is_that_nobody_who_may_vote_objects_8_3():
    silent = count(CONSENSUS, 8)
    assert (silent.outcome, silent.base, silent.needed, silent.settled) == ("carried", 8, None, False)
    assert count(CONSENSUS, 8, for_=6, abstain=2).settled
    one = count(CONSENSUS, 8, against=1)
    assert (one.outcome, one.short_by, one.settled) == ("not_carried", None, True)
    assert one.words == "1 of the 8 entitled to take part objected: no consensus."


def test_consensus_needs_somebody_who_may_vote_8_3():
    result = tally(CONSENSUS, body(CONSENSUS, 3, present=[]), {})
    assert (result.outcome, result.eligible, result.base) == ("not_carried", 3, 0)
    assert result.words == "None of the 3 eligible members is present and free to take part, so nothing can be agreed."


def test_unanimity_is_lost_with_one_abstention():
    assert count(UNANIMOUS, 3, for_=3).outcome == "carried"
    lost = count(UNANIMOUS, 3, for_=1, abstain=1)
    assert (lost.outcome, lost.needed, lost.short_by, lost.settled) == ("not_carried", 3, 2, True)
    assert not count(UNANIMOUS, 3, for_=2).settled


def test_still_open_and_already_lost_8_4():
    still = count(THREE_QUARTERS, 14, for_=9, against=2)
    assert not still.settled
    assert still.words.endswith("): not carried so far; 2 more needed, 3 still to vote.")
    lost = count(THREE_QUARTERS, 14, for_=3, against=4)
    assert lost.settled
    assert lost.words.endswith("not carried, 8 short; the 7 still to vote cannot change that.")


def test_on_votes_cast_a_lead_can_still_be_lost():
    ahead = count(vote("cast"), 4, for_=2, against=1)
    assert (ahead.outcome, ahead.settled) == ("carried", False)
    assert ahead.words.endswith("carried so far; 1 still to vote.")
    assert count(vote("cast"), 4, for_=3, abstain=0).settled
    assert count(vote("cast"), 3).words == ("No votes for or against so far, so nothing is carried; 3 still to vote.")
    assert count(vote("cast"), 2, abstain=2).words == "No votes for or against, so nothing is carried."


def test_who_says_that_he_does_not_vote_is_no_longer_out():
    result = count(UNANIMOUS, 2, for_=1, not_voting=1)
    assert (result.not_voted, result.settled) == (1, True)
    assert count(UNANIMOUS, 2, for_=1).not_voted == 1
    assert not count(UNANIMOUS, 2, for_=1).settled


def test_a_vote_by_somebody_who_may_not_is_refused_by_name():
    who = body(THREE_QUARTERS, 3, present=[0], withdrawn=[0])
    for key, why in [
        ("m0", "kept from voting by an interest"),
        ("m1", "absent"),
        ("ghost", "there is no such member"),
        ("p1", "by member"),
    ]:
        with pytest.raises(TallyError, match=f"“{key}” may not vote: .*{why}"):
            tally(THREE_QUARTERS, who, {key: "for"})


def test_every_voter_who_may_not_vote_is_named_and_of_very_many_the_first_twenty():
    who = body(THREE_QUARTERS, 3, present=[0])
    with pytest.raises(TallyError, match=r"“m1” may not vote: absent; “m2” may not vote: absent$"):
        tally(THREE_QUARTERS, who, {"m1": "for", "m0": "for", "m2": "abstain"})
    with pytest.raises(TallyError, match=r"“x19” may not vote: [^;]*; and 80 more may not vote$"):
        tally(THREE_QUARTERS, who, {f"x{number}": "for" for number in range(100)})


def test_an_unknown_choice_is_refused():
    with pytest.raises(TallyError, match="the vote of “m0” is “maybe”"):
        tally(THREE_QUARTERS, body(THREE_QUARTERS, 1), {"m0": "maybe"})


@pytest.mark.parametrize("part", ["base", "threshold", "compare"])
def test_a_vote_without_a_part_of_its_rule_is_refused(part):
    fields = {"base": "eligible", "threshold": "1/2", "compare": "at_least"} | {part: None}
    with pytest.raises(TallyError, match=f"has no {part}"):
        count(Counting("vote", **fields), 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [("3/4", Fraction(3, 4)), ("1", Fraction(1)), ("1/1", Fraction(1)), ("6/8", Fraction(3, 4))],
)
def test_a_threshold_is_an_exact_fraction(text, value):
    assert parse_threshold(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "0.75",
        "75%",
        "75 %",
        "",
        "0",
        "0/4",
        "3/0",
        "-3/4",
        "+1",
        " 1/2",
        "1/2 ",
        "1 / 2",
        "1/2\n",
        "4/3",
        "2",
        "1e0",
        "03/4",
        "1/2/3",
        "½",
        "٣/٤",
        "1_0/20",
        "nan",
        "9" * 5000,
        "1/" + "9" * 19,
    ],
)
def test_nothing_else_is_a_threshold(text):
    with pytest.raises(TallyError):
        parse_threshold(text)


@pytest.mark.parametrize(
    ("part", "whole", "threshold", "shown"),
    [
        (749, 1000, "3/4", "74.9%"),
        (7499, 10000, "3/4", "74.99%"),
        (74999, 100000, "3/4", "74.999%"),
        (3, 4, "3/4", "75%"),
        (10, 14, "3/4", "71.4%"),
        (2, 3, "2/3", "66.7%"),
        (6666, 10000, "2/3", "66.66%"),
        (9999, 10000, "3/4", "99.99%"),
        (1, 10000, "3/4", "0.01%"),
        (5, 5, "1/2", "100%"),
        (0, 5, "1/2", "0%"),
        (0, 0, "1/2", "–"),
    ],
)
def test_a_percentage_is_never_shown_on_the_other_side_of_the_bar(part, whole, threshold, shown):
    assert percent(part, whole, Fraction(threshold)) == shown


def test_what_it_takes_names_who_is_still_out():
    counting = vote()
    need = what_it_takes(counting, body(counting, 5), {"m0": "for", "m1": "against"})
    assert (need.more, need.out, need.possible) == (2, ("m2", "m3", "m4"), True)
    assert need.words == "2 more needed, 3 still to vote."


def test_what_it_takes_when_it_is_out_of_reach_or_done():
    counting = vote()
    lost = what_it_takes(counting, body(counting, 5), cast(counting, for_=1, against=3))
    assert (lost.more, lost.possible, lost.words) == (2, False, "Cannot be carried: 2 more needed, 1 still to vote.")
    done = what_it_takes(counting, body(counting, 5), cast(counting, for_=3))
    assert (done.more, done.possible, done.words) == (0, True, "Nothing more is needed.")


def test_on_votes_cast_each_further_vote_also_raises_the_bar():
    counting = vote("cast", "3/4", "at_least")
    need = what_it_takes(counting, body(counting, 12), cast(counting, for_=2, against=2))
    assert need.more == 4
    assert what_it_takes(counting, body(counting, 6), cast(counting, for_=2, against=2)).more is None


def test_what_it_takes_under_consensus_8_3():
    assert what_it_takes(CONSENSUS, body(CONSENSUS, 3), {}).words == "No objections so far."
    lost = what_it_takes(CONSENSUS, body(CONSENSUS, 3), {"m0": "against"})
    assert (lost.possible, lost.words) == (False, "An objection is recorded: no consensus.")


def test_where_nobody_is_there_nobody_is_said_to_have_voted():
    counting = vote("eligible", "3/4", "at_least")
    nobody, away = body(counting, 4, present=()), body(counting, 4, present=(0,))
    assert what_it_takes(counting, nobody, {}).words == "Cannot be carried: 3 more needed, nobody there may vote."
    assert (
        what_it_takes(counting, away, {"m0": "for"}).words == "Cannot be carried: 2 more needed, everybody has voted."
    )


def test_a_consensus_of_one_is_told_of_one_8_3():
    assert count(CONSENSUS, 1, against=1).words == "The one entitled to take part objected: no consensus."
    assert count(CONSENSUS, 1).words == "The one entitled to take part has not objected so far."
    assert count(CONSENSUS, 1, for_=1).words == "The one entitled to take part did not object: agreed by consensus."
    assert count(UNANIMOUS, 1, for_=1).words == "The one entitled to take part agreed: agreed by consensus."
    assert count(UNANIMOUS, 1, against=1).words == "The one entitled to take part objected: no consensus."
    assert count(UNANIMOUS, 1, abstain=1).words == "The one entitled to take part stood aside: no consensus."
    assert count(UNANIMOUS, 1, not_voting=1).words == "The one entitled to take part did not agree: no consensus."


def test_one_eligible_and_one_vote_cast_are_told_of_one():
    away, kept = body(MAJORITY, 1, present=()), body(vote(withdrawn="out_of_base"), 1, withdrawn=(0,))
    nobody = "The one eligible partner is not present and free to vote, so nothing can be carried."
    assert tally(MAJORITY, away, {}).words == nobody
    assert tally(vote(withdrawn="out_of_base"), kept, {}).words == (
        "The one eligible member is kept from voting, so nothing can be carried."
    )
    assert [needed_of(vote("cast"), "member", base, base) for base in (1, 2)] == [
        "1 needed out of 1 vote cast",
        "2 needed out of 2 votes cast",
    ]


def test_unanimity_is_told_by_who_agreed_objected_and_stood_aside():
    assert count(UNANIMOUS, 3, for_=3).words == "All 3 entitled to take part agreed: agreed by consensus."
    told = "1 of the 3 entitled to take part objected and 1 stood aside: no consensus."
    assert count(UNANIMOUS, 3, for_=1, against=1, abstain=1).words == told
    assert count(UNANIMOUS, 3, for_=1).words == "Agreed so far: 1 of the 3 entitled to take part; still to be asked: 2."
