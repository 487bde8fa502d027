"""Who may vote, and for everybody else why not: 8.4, 8.10(2), Annex 1 and its footnote."""

import time

import pytest

from boardtui.charter.model import Partner
from boardtui.charter.rule import Counting, Override
from boardtui.meeting.counting.electorate import Question, carrying_several, electorate
from boardtui.meeting.counting.tally import tally
from boardtui.meeting.entries import Member

MATRIX = {"capital": ("ccg", "nhs"), "vision": ("ccg", "nhs", "council")}
PARTNERS = {"north": "ccg", "south": "ccg", "trust": "nhs", "county": "council", "nobody": "ccg"}
MEMBERS = (
    Member("chair"),
    Member("officer", partners=("north", "south")),
    Member("trust-chair", partners=("trust",)),
    Member("trust-ceo", partners=("trust",)),
    Member("county-lead", partners=("county",)),
)
EVERYBODY = frozenset(member.key for member in MEMBERS)
BY_MEMBER = Counting("vote", "member", "eligible", "3/4", "at_least")
BY_PARTNER = Counting("vote", "partner", "present", "1/2", "more_than")
CHAIR_TOO = Counting("vote", "member", "eligible", "3/4", "at_least", no_category="eligible")


def who(counting=BY_MEMBER, **changes):
    given = {"matrix": MATRIX, "topic": "capital", "present": EVERYBODY} | changes
    return electorate(counting, Question(given.pop("partners", PARTNERS), given.pop("members", MEMBERS), **given))


def test_a_member_is_asked_when_annex_1_ticks_a_partner_it_represents_8_4():
    found = who()
    assert found.voters == ("officer", "trust-chair", "trust-ceo")
    assert found.may_vote == frozenset(found.voters)


def test_every_member_has_a_standing_and_a_reason():
    found = who(present=EVERYBODY - {"trust-ceo"}, withdrawn=["officer"])
    assert {key: (one.right, one.why) for key, one in found.standing.items()} == {
        "chair": ("not_eligible", "represents no partner"),
        "officer": ("withdrawn", "kept from voting by an interest"),
        "trust-chair": ("may_vote", "“capital” applies to nhs"),
        "trust-ceo": ("absent", "absent"),
        "county-lead": ("not_eligible", "“capital” does not apply to council"),
    }
    assert found.present == {"officer", "trust-chair"}
    assert found.withdrawn == {"officer"}
    assert found.may_vote == {"trust-chair"}


def test_the_reason_uses_the_titles_of_annex_1_where_they_are_given():
    found = who(topic_title="Financial framework", category_titles={"council": "Councils"}, table="Annex 1")
    assert found.standing["county-lead"].why == "Annex 1: “Financial framework” does not apply to Councils"


def test_a_partner_in_no_category_is_not_ticked():
    found = who(partners=[Partner("trust", "The Trust", None)])
    assert found.standing["trust-ceo"].why == "The Trust is in no category"


def test_a_member_with_no_partner_is_asked_only_when_the_rule_says_so_and_no_partner_is_singled_out_8_4():
    assert "chair" not in who().voters
    assert "chair" in who(CHAIR_TOO).voters
    named = who(CHAIR_TOO, affected=["trust"])
    assert named.voters == ("trust-chair", "trust-ceo")
    assert named.standing["chair"].why == "represents no partner, and only the partners affected are asked"


def test_a_member_with_no_partner_never_votes_where_partners_vote_8_10_2():
    found = who(Counting("vote", "partner", "present", "1/2", "more_than", no_category="eligible"))
    assert found.standing["chair"].right == "not_eligible"


def test_only_those_affected_are_asked_8_10_2():
    found = who(affected={"trust", "county"})
    assert found.voters == ("trust-chair", "trust-ceo")
    assert found.standing["officer"].why == "not among the partners affected"
    assert "does not apply to council" in found.standing["county-lead"].why
    assert who(affected=()).voters == ()


def test_a_ruling_takes_a_partner_out_and_says_so_annex_1_footnote():
    found = who(overrides=[Override("trust", "capital", False, "the chair, 3 March")])
    assert found.voters == ("officer",)
    assert found.standing["trust-ceo"].why == "ruling: trust is not eligible on “capital” (the chair, 3 March)"


def test_a_ruling_brings_a_partner_in_but_not_past_the_affected():
    ruling = [Override("county", "capital", True)]
    assert "county-lead" in who(overrides=ruling).voters
    assert "county-lead" not in who(overrides=ruling, affected=["trust"]).voters


def test_a_ruling_on_another_element_changes_nothing_and_the_later_ruling_holds():
    other = who(overrides=[Override("trust", "vision", False)])
    assert (other.voters, other.standing, other.partners) == (who().voters, who().standing, who().partners)
    both = [Override("trust", "capital", False), Override("trust", "capital", True)]
    assert "trust-ceo" in who(overrides=both).voters


def test_where_no_element_is_named_every_partner_is_eligible():
    found = who(BY_PARTNER, topic=None)
    assert found.voters == tuple(PARTNERS)
    assert who(topic=None).standing["chair"].right == "not_eligible"


def test_an_element_that_is_not_in_annex_1_is_refused():
    with pytest.raises(KeyError):
        who(topic="weather")


def test_partners_are_asked_seated_or_not_8_10_2():
    found = who(BY_PARTNER)
    assert found.voters == ("north", "south", "trust", "nobody")
    assert found.present == {"north", "south", "trust"}
    assert found.represents["nobody"] == ()
    assert found.why_not("nobody") == "no seat on this body"


def test_a_partner_is_present_and_may_vote_through_any_one_of_its_members_8_10_2():
    found = who(BY_PARTNER, present={"trust-ceo"})
    assert found.present == {"trust"} == found.may_vote
    assert found.represents["trust"] == ("trust-chair", "trust-ceo")


def test_a_partner_withdraws_only_when_all_who_represent_it_do():
    one = who(BY_PARTNER, withdrawn={"trust-ceo"})
    assert "trust" in one.may_vote
    assert one.withdrawn == frozenset()
    both = who(BY_PARTNER, withdrawn={"trust-ceo", "trust-chair"})
    assert both.withdrawn == {"trust"}
    assert "trust" in both.present
    assert "trust" not in both.may_vote


def test_a_partner_whose_one_member_withdrew_and_whose_other_is_away_is_there_but_cannot_vote():
    found = who(BY_PARTNER, present={"trust-ceo"}, withdrawn={"trust-ceo"})
    assert found.present == {"trust"}
    assert found.withdrawn == frozenset() == found.may_vote
    assert found.why_not("trust") == "those who represent it are absent or kept from voting by an interest"


def test_a_partner_that_nobody_represents_is_not_withdrawn():
    assert "nobody" not in who(BY_PARTNER, withdrawn=EVERYBODY).withdrawn


def test_one_person_may_carry_several_votes_and_is_named_8_10_2():
    assert carrying_several(who(BY_PARTNER)) == {"officer": ("north", "south")}
    assert carrying_several(who(BY_PARTNER, affected=["north"])) == {}
    assert carrying_several(who(BY_PARTNER, withdrawn=["officer"])) == {}
    assert carrying_several(who()) == {}


def test_a_vacant_seat_is_no_member_8_4():
    found = who(members=(Member("empty", partners=("trust",), vacant=True),), present=())
    assert found.voters == ()
    assert found.standing["empty"].why == "the seat is vacant"
    assert found.represents["trust"] == ()


def test_the_reason_for_a_key_that_does_not_vote_here():
    assert who().why_not("trust") == "votes are counted by member here, and this is not a member"
    assert who(BY_PARTNER).why_not("officer") == "votes are counted by partner here, and this is not a partner"
    assert who().why_not("ghost") == "there is no such member"
    assert who().why_not("officer") == ""


def test_a_body_of_500_is_quick_enough_for_a_key_press():
    members = [Member(f"m{number}", partners=(f"p{number % 50}",)) for number in range(500)]
    question = Question(
        {f"p{n}": "ccg" for n in range(50)}, members, MATRIX, (), "capital", None, {m.key for m in members}
    )
    spent = []
    for _ in range(20):
        begun = time.perf_counter()
        electorate(BY_MEMBER, question)
        spent.append(time.perf_counter() - begun)
    assert min(spent) < 0.005


def test_by_consensus_an_interest_keeps_from_taking_part_since_nobody_votes():
    by_consensus = Counting("consensus", "member", consensus="no_objection")
    found = who(by_consensus, withdrawn=["officer"])
    assert found.standing["officer"].why == "kept from taking part by an interest"
    by_partner = who(Counting("consensus", "partner", consensus="no_objection"), withdrawn=["trust-chair"])
    apart = who(Counting("consensus", "partner"), withdrawn=["trust-chair"], present=EVERYBODY - {"trust-ceo"})
    assert by_partner.partners["trust"].right == "may_vote"
    assert apart.why_not("trust") == "those who represent it are absent or kept from taking part by an interest"


def test_organisations_that_vote_are_no_partners_where_one_of_them_is_none_7_8_1():
    """Wakefield CCG votes in the Joint Committee of South Yorkshire and is neither a Party nor a Partner."""
    asked = [Partner("north", category="ccg"), Partner("south", category="ccg", party="outside")]
    found = who(BY_PARTNER, partners=asked)
    assert (found.voters, found.noun) == (("north", "south"), "organisation")
    assert "2 eligible organisations present" in tally(BY_PARTNER, found, {}).words
    assert who(BY_PARTNER).noun == "partner" and who(partners=asked).noun == "member"
    assert who(BY_PARTNER, partners=asked, topic=None, affected=["north"]).noun == "partner"
