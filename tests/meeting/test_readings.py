"""The same votes under the other readings that a clause allows: 8.4, 8.10(2), 8.10(4) and the footnote of Annex 1."""

from boardtui.charter.rule import Override, Reading, Rule
from boardtui.meeting.counting.electorate import Question, electorate
from boardtui.meeting.counting.readings import differing, readings
from boardtui.meeting.counting.tally import tally
from boardtui.meeting.entries import Member

CCGS = ("bb", "cpr", "me", "s", "t")
TRUSTS = ("eeast", "eput", "nelft", "mseft")
PARTNERS = dict.fromkeys(CCGS, "ccg") | dict.fromkeys(TRUSTS, "nhs")
MATRIX = {"fin": ("ccg", "nhs")}
BOARD = (
    Member("independent-chair"),
    *(Member(f"{key}-chair", partners=(key,)) for key in (*CCGS, *TRUSTS)),
    Member("lead", "The Executive Lead", partners=CCGS),
    *(Member(f"{key}-ceo", partners=(key,)) for key in TRUSTS),
)
SLE = (Member("joint-ao", "The Joint AO", partners=CCGS), *(Member(f"{key}-ceo", partners=(key,)) for key in TRUSTS))


def reading(key, overrides=(), **changes):
    return Reading(key, key.title(), "because it may be read so", changes, tuple(overrides))


def three_quarters(*others):
    return Rule("vote", "member", "eligible", "3/4", "at_least", key="r3", title="8.4", clause="8.4", readings=others)


def majority(unit, *others):
    return Rule("vote", unit, "present", "1/2", "more_than", key="r4", title="m", clause="8.10(2)", readings=others)


def asked(members):
    return Question(PARTNERS, members, MATRIX, topic="fin", present={member.key for member in members})


def outcomes(recounts):
    return {one.key: one.tally.outcome if one.tally else one.problem for one in recounts}


def test_eleven_for_carries_by_the_letter_of_8_4_and_not_with_the_chair_counted():
    rule = three_quarters(reading("chair", no_category="eligible"), reading("cast", base="cast"))
    votes = {member.key: "for" for member in BOARD[1:12]}
    own = tally(rule, electorate(rule, asked(BOARD)), votes)
    found = readings(rule, asked(BOARD), votes)
    assert (own.outcome, own.eligible, own.needed) == ("carried", 14, 11)
    assert (found[0].tally.eligible, found[0].tally.needed, found[0].tally.outcome) == (15, 12, "not_carried")
    assert [one.key for one in differing(own, found)] == ["chair"]
    assert (found[0].title, found[0].why) == ("Chair", "because it may be read so")


def test_votes_that_the_footnote_takes_out_are_left_out_annex_1():
    out = [Override("nelft", "fin", False), Override("eeast", "fin", False)]
    rule = three_quarters(reading("footnote", out))
    votes = {member.key: "for" for member in BOARD[1:11]}
    (found,) = readings(rule, asked(BOARD), votes)
    assert (found.tally.for_, found.tally.eligible, found.tally.needed) == (8, 10, 8)
    own = tally(rule, electorate(rule, asked(BOARD)), votes)
    assert own.outcome == "not_carried"
    assert differing(own, [found]) == (found,)


def test_the_ruling_of_a_reading_holds_over_one_made_before():
    question = Question(PARTNERS, SLE, MATRIX, (Override("eput", "fin", False),), "fin")
    (found,) = readings(three_quarters(reading("in", [Override("eput", "fin", True)])), question, {})
    assert found.tally.eligible == 5


def test_one_person_for_five_partners_carries_by_partner_and_fails_by_person_8_10_2():
    rule = majority("partner", reading("person", unit="member"))
    votes = dict.fromkeys(CCGS, "for") | dict.fromkeys(TRUSTS, "against")
    own = tally(rule, electorate(rule, asked(SLE)), votes)
    (found,) = readings(rule, asked(SLE), votes)
    assert (own.for_, own.base, own.outcome) == (5, 9, "carried")
    assert (found.tally.for_, found.tally.against, found.tally.base) == (1, 4, 5)
    assert differing(own, [found]) == (found,)


def test_a_person_who_split_the_votes_of_the_partners_cannot_be_counted_once_8_10_2():
    rule = majority("partner", reading("person", unit="member"))
    (found,) = readings(rule, asked(SLE), {"bb": "for", "cpr": "against"})
    assert found.tally is None
    assert found.problem == "cannot be recounted: The Joint AO split its partners' votes"
    own = tally(rule, electorate(rule, asked(SLE)), {"bb": "for", "cpr": "against"})
    assert differing(own, [found]) == ()


def test_members_who_agree_vote_for_their_partner_and_members_who_do_not_leave_it_open():
    rule = majority("member", reading("partner", unit="partner"))
    votes = {f"{key}-chair": "for" for key in TRUSTS} | {"eput-ceo": "for", "independent-chair": "for"}
    (agreed,) = readings(rule, asked(BOARD), votes)
    assert (agreed.tally.for_, agreed.tally.not_voted, agreed.tally.base) == (4, 5, 9)
    (split,) = readings(rule, asked(BOARD), votes | {"eput-ceo": "against"})
    assert split.problem == "cannot be recounted: the members who represent one partner voted differently"


def test_who_did_not_vote_does_not_contradict_who_did():
    rule = majority("member", reading("partner", unit="partner"))
    (found,) = readings(
        rule, asked(BOARD), {"eput-ceo": "not_voting", "eput-chair": "against", "mseft-ceo": "not_voting"}
    )
    assert (found.tally.against, found.tally.not_voted) == (1, 8)


def test_a_reading_may_change_the_method_8_3():
    rule = majority(
        "member", reading("consensus", method="consensus"), reading("all", method="consensus", consensus="unanimous")
    )
    votes = {"joint-ao": "for", "eput-ceo": "for", "nelft-ceo": "for"}
    assert outcomes(readings(rule, asked(SLE), votes)) == {"consensus": "carried", "all": "not_carried"}


def test_all_three_readings_of_the_majority_of_the_board_8_10_4():
    rule = majority("member", reading("eligible", base="eligible"), reading("cast", base="cast"))
    question = Question(PARTNERS, SLE, MATRIX, topic="fin", present={"joint-ao", "eput-ceo", "nelft-ceo"})
    votes = {"joint-ao": "for", "eput-ceo": "for"}
    assert tally(rule, electorate(rule, question), votes).outcome == "carried"
    assert outcomes(readings(rule, question, votes)) == {"eligible": "not_carried", "cast": "carried"}


def test_a_reading_that_is_no_way_of_counting_says_so():
    found = outcomes(
        readings(
            majority("member", reading("odd", base="elsewhere"), reading("loose", threshold="0.5")), asked(SLE), {}
        )
    )
    assert all(text.startswith("cannot be recounted: ") for text in found.values())


def test_a_rule_without_other_readings_has_none():
    assert readings(three_quarters(), asked(SLE), {}) == ()
