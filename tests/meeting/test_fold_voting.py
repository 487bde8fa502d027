"""8.4 and the other ways of deciding: who may vote, what it takes, and what a result may say."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from boardtui.charter.rule import Rule
from boardtui.charter.terms_of_reference import Quorum
from boardtui.desk.replay import meeting_json
from boardtui.meeting.entries import (
    AmendmentAccepted,
    ConsensusDeclared,
    InterestDeclared,
    ItemDeferred,
    MeetingAdjourned,
    MeetingClosed,
    MemberArrived,
    MemberLeft,
    MotionWithdrawn,
    Objection,
    RulingMade,
    VotesRecorded,
)
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.labels import member_label, voter_label
from boardtui.meeting.voting.ballot import balance_of, differing_readings
from tests.build import (
    BOARD,
    CAPITAL,
    CCG_CHAIRS,
    CCGS,
    COUNCILS,
    SLE,
    TRUSTS,
    at_board,
    closed,
    convened,
    declare,
    motion,
    play,
    record,
    refused,
    result,
    rules_of,
    sitting,
    the,
    votes,
)


def withdraws(member: str, item: str = "capital", handling: str = "withdraws") -> InterestDeclared:
    return InterestDeclared(
        member=member,
        items=(item,),
        interest="financial",
        nature="The trust bids for it.",
        handling=handling,  # type: ignore[arg-type]
    )


def ruling(setting: str, value: object, key: str | None = None) -> RulingMade:
    return RulingMade(motion=key, setting=setting, value=value, text="The chair rules so.", by="independent-chair")


# 8.4: three quarters of all eligible members


def test_fourteen_members_are_eligible_for_capital_and_eleven_must_support_it(capital: Stretch) -> None:
    record(capital, votes("for", CAPITAL[:11]), votes("against", CAPITAL[11:]))
    found = the(declare(capital)).result
    assert found is not None
    assert (found.outcome, found.for_, found.against, found.eligible, found.base, found.needed) == (
        "carried",
        11,
        3,
        14,
        14,
        11,
    )


def test_ten_of_fourteen_do_not_carry_under_8_4(capital: Stretch) -> None:
    record(capital, votes("for", CAPITAL[:10]), votes("abstain", CAPITAL[10:]))
    found = the(declare(capital)).result
    assert found is not None
    assert (found.outcome, found.for_, found.abstain, found.needed) == ("not_carried", 10, 4, 11)


def test_absent_members_stay_in_the_base_so_ten_for_and_none_against_fail() -> None:
    board = record(sitting(present=["independent-chair", *CAPITAL[:11]]), motion(), votes("for", CAPITAL[:10]))
    record(board, votes("abstain", CAPITAL[10:11]))
    found = the(declare(board)).result
    assert found is not None
    assert (found.outcome, found.for_, found.against, found.not_voted, found.base) == ("not_carried", 10, 0, 0, 14)


@pytest.mark.parametrize(("for_", "outcome"), [(12, "carried"), (11, "not_carried")])
def test_exactly_three_quarters_passes_twelve_of_sixteen(for_: int, outcome: str) -> None:
    first = convened()
    provide = [replace(first.members[-1], key=f"provide-{n}", partners=("mseft",)) for n in (1, 2)]
    board = sitting(members=(*first.members, *provide))
    voters = [*CAPITAL, "provide-1", "provide-2"]
    record(board, motion(), votes("for", voters[:for_]), votes("against", voters[for_:]))
    found = the(declare(board)).result
    assert found is not None
    assert (found.outcome, found.base, found.needed) == (outcome, 16, 12)


def test_a_member_who_withdraws_stays_in_the_base(capital: Stretch) -> None:
    record(capital, withdraws("mseft-ceo"), votes("for", CAPITAL[:11]), votes("against", CAPITAL[11:13]))
    found = the(declare(capital)).result
    assert found is not None
    assert (found.eligible, found.base, found.needed, found.outcome, found.not_voted) == (14, 14, 11, "carried", 0)


def test_a_ruling_takes_withdrawn_members_out_of_the_base_ten_of_thirteen(capital: Stretch) -> None:
    record(capital, withdraws("mseft-ceo"), ruling("withdrawn", "out_of_base"), votes("for", CAPITAL[:10]))
    found = the(declare(capital)).result
    assert found is not None
    assert (found.eligible, found.base, found.needed, found.outcome) == (14, 13, 10, "carried")


def test_withdrawing_after_voting_lapses_the_vote(capital: Stretch) -> None:
    record(capital, votes("for", ["mseft-ceo"]), withdraws("mseft-ceo"))
    assert the(capital).votes == {}
    assert "kept from voting" in refused(capital, votes("for", ["mseft-ceo"])).reason


@pytest.mark.parametrize(("handling", "may"), [("noted", True), ("speaks_does_not_vote", False), ("withdraws", False)])
def test_how_an_interest_is_handled_decides_whether_its_member_votes(
    capital: Stretch, handling: str, may: bool
) -> None:
    record(capital, withdraws("mseft-ceo", handling=handling))
    assert ("mseft-ceo" in the(capital).electorate.may_vote) is may


def test_a_later_declaration_on_the_item_replaces_the_earlier(capital: Stretch) -> None:
    record(capital, withdraws("mseft-ceo"), withdraws("mseft-ceo", handling="noted"), votes("for", ["mseft-ceo"]))
    assert the(capital).votes == {"mseft-ceo": "for"}


def test_an_interest_on_another_item_does_not_matter(capital: Stretch) -> None:
    record(capital, withdraws("mseft-ceo", item="objectives"), votes("for", ["mseft-ceo"]))
    assert the(capital).votes == {"mseft-ceo": "for"}


def test_the_footnote_ruling_takes_eeast_and_nelft_out_so_eight_of_ten_are_needed(capital: Stretch) -> None:
    for partner in ("eeast", "nelft"):
        record(capital, ruling("eligible", {"partner": partner, "topic": "fin_capital", "eligible": False}))
    left = [key for key in CAPITAL if not key.startswith(("eeast", "nelft"))]
    record(capital, votes("for", left[:8]), votes("against", left[8:]))
    found = the(declare(capital)).result
    assert found is not None
    assert (found.eligible, found.base, found.needed, found.for_, found.outcome) == (10, 10, 8, 8, "carried")
    no = refused(record(capital, motion("m2")), votes("for", ["nelft-ceo"], "m2"))
    assert "ruling: NELFT is not eligible" in no.reason


def test_a_footnote_ruling_for_one_motion_leaves_the_others_alone(capital: Stretch) -> None:
    value = {"partner": "eeast", "topic": "fin_capital", "eligible": False}
    record(capital, ruling("eligible", value, "m1"), motion("m2"))
    assert (len(the(capital).electorate.voters), len(the(capital, "m2").electorate.voters)) == (12, 14)


def test_a_reading_that_is_ruled_counts_as_it_says(capital: Stretch) -> None:
    record(capital, ruling("reading", "footnote-three", "m1"))
    assert len(the(capital).electorate.voters) == 8
    assert result(capital).needed == 6


def test_readings_that_would_decide_otherwise_are_found(capital: Stretch) -> None:
    record(capital, votes("for", CAPITAL[:11]), votes("against", CAPITAL[11:]))
    assert [one.key for one in differing_readings(capital.state, the(capital))] == ["no-category"]


# Who may vote


@pytest.mark.parametrize(
    ("member", "why"),
    [
        ("ecc-hwb-chair", "Annex 1: “Financial framework: "),
        ("cvsn-rep", "Annex 1: “Financial framework: "),
        ("independent-chair", "represents no partner."),
        ("lmc-rep", "represents no partner."),
    ],
)
def test_a_vote_by_somebody_not_eligible_names_them_and_says_why(capital: Stretch, member: str, why: str) -> None:
    no = refused(capital, votes("for", ["bbccg-chair", member]))
    name = capital.state.members[member].name
    assert no.reason.startswith(f"{name} may not vote on motion 3.1: {why}")
    assert no.clause == "8.4"


def test_a_vote_by_somebody_absent_is_refused() -> None:
    board = record(sitting(present=CAPITAL[:13]), motion())
    assert "absent" in refused(board, votes("for", [CAPITAL[13]])).reason


def test_a_vote_by_nobody_and_by_a_stranger_is_refused(capital: Stretch) -> None:
    assert refused(capital, VotesRecorded(motion="m1", choice="for", voters=())).reason == "Name who votes."
    assert "no member 'ghost'" in refused(capital, votes("for", ["ghost"])).reason


def test_a_partner_has_no_vote_where_members_are_counted(capital: Stretch) -> None:
    assert "counted by member" in refused(capital, votes("for", ["mseft"])).reason


def test_a_later_vote_replaces_the_earlier_until_the_result(capital: Stretch) -> None:
    record(capital, votes("for", CAPITAL), votes("against", ["mseft-ceo"]), votes("not_voting", ["nelft-ceo"]))
    found = the(declare(capital)).result
    assert found is not None
    assert (found.for_, found.against, found.not_voted) == (12, 1, 1)
    assert "was carried" in refused(capital, votes("for", ["mseft-ceo"])).reason


def test_a_departure_before_the_declaration_lapses_the_vote(capital: Stretch) -> None:
    record(capital, votes("for", CAPITAL[:11]), MemberLeft(member=CAPITAL[0], reason="another meeting"))
    found = result(capital)
    assert (found.for_, found.outcome, found.not_voted, found.base) == (10, "not_carried", 3, 14)


def test_who_comes_back_votes_again(capital: Stretch) -> None:
    gone = CAPITAL[0]
    record(capital, votes("for", [gone]), MemberLeft(member=gone), MemberArrived(member=gone))
    assert the(capital).votes == {}
    record(capital, votes("against", [gone]))
    assert the(capital).votes == {gone: "against"}


def test_a_departure_after_the_declaration_changes_nothing(capital: Stretch) -> None:
    declare(record(capital, votes("for", CAPITAL)))
    before = the(capital)
    record(capital, MemberLeft(member=CAPITAL[0]))
    assert the(capital) == before


def test_votes_come_only_while_the_meeting_sits() -> None:
    convened_only = play([convened()])
    assert refused(convened_only, motion()).reason == "The meeting has not been opened."
    assert refused(convened_only, votes("for", CAPITAL)).reason == "The meeting has not been opened."
    board = record(sitting(), motion(), MeetingAdjourned(reason="fire alarm"))
    assert refused(board, votes("for", CAPITAL)).reason == "The meeting is adjourned; resume it first."
    assert refused(closed(sitting()), motion()).reason == "The meeting is closed."


# Deputies, remote members, casting vote: the memorandum is silent


def test_a_deputy_does_not_vote_until_it_is_ruled(capital: Stretch) -> None:
    member = CAPITAL[0]
    record(capital, MemberLeft(member=member), MemberArrived(member=member, deputy="Dana Cole"))
    assert "whether a deputy votes is not defined" in refused(capital, votes("for", [member])).reason
    record(capital, ruling("deputies", "may_vote"), votes("for", [member]))
    assert the(capital).votes == {member: "for"}


def test_a_ruling_on_deputies_for_one_motion_holds_for_that_motion(capital: Stretch) -> None:
    member = CAPITAL[0]
    record(capital, MemberArrived(member=member, deputy="Dana Cole"), motion("m2"))
    record(capital, ruling("deputies", "may_vote", "m2"), votes("for", [member], "m2"))
    assert "not defined" in refused(capital, votes("for", [member], "m1")).reason
    assert all(balance_of(capital.state, the(capital, key)).balances for key in ("m1", "m2"))


def test_terms_that_forbid_deputies_are_named_as_such() -> None:
    board = record(sitting(terms={"deputies": "may_not_vote"}), motion())
    record(board, MemberArrived(member=CAPITAL[0], deputy="Dana Cole"))
    assert "a deputy may not vote" in refused(board, votes("for", [CAPITAL[0]])).reason


def test_remote_members_vote_unless_it_is_ruled_otherwise(capital: Stretch) -> None:
    member = CAPITAL[0]
    record(capital, MemberArrived(member=member, mode="remote"), votes("for", [member]))
    record(capital, ruling("remote", "may_not_vote"))
    assert the(capital).votes == {}
    assert "remotely may not vote" in refused(capital, votes("for", [member])).reason


def tied(**terms: str) -> Stretch:
    board = sitting(terms=terms or None)
    record(
        board,
        at_board(),
        motion(rule="issue-board", issue="i-board", text="That the Board decides for the parties."),
    )
    return record(board, votes("for", CAPITAL[:7]), votes("against", CAPITAL[7:]))


def test_a_tie_is_not_carried_and_no_casting_vote_is_defined() -> None:
    board = tied()
    assert (result(board).outcome, result(board).needed) == ("not_carried", 8)
    no = refused(board, result(board, outcome="carried", casting_vote="for"))
    assert "A casting vote is not defined" in no.reason
    assert no.clause == "8.10(4)"


@pytest.mark.parametrize("key", [None, "m1"])
def test_a_casting_vote_allowed_by_ruling_decides_a_tie(key: str | None) -> None:
    board = record(tied(), ruling("casting_vote", "chair", key))
    declare(board, outcome="carried", casting_vote="for")
    assert the(board).status == "carried"
    found = the(board).result
    assert found is not None
    assert (found.for_, found.against, found.casting_vote) == (7, 7, "for")
    told = meeting_json(board.state)["motions"][0]
    assert (told["outcome"], told["for"], told["needed"], told["casting_vote"]) == ("carried", 7, found.needed, "for")


def test_a_casting_vote_against_leaves_it_lost_and_the_terms_may_give_it() -> None:
    board = declare(tied(casting_vote="chair"), casting_vote="against")
    assert the(board).status == "not_carried"


def test_the_terms_may_say_that_there_is_no_casting_vote() -> None:
    board = tied(casting_vote="none")
    assert "give no casting vote" in refused(board, result(board, outcome="carried", casting_vote="for")).reason


def test_a_casting_vote_needs_a_tie_and_somebody_in_the_chair() -> None:
    board = record(tied(casting_vote="chair"), MemberLeft(member="independent-chair"))
    assert refused(board, result(board, outcome="carried", casting_vote="for")).reason == "Nobody is in the chair."
    record(board, votes("for", [CAPITAL[7]]))
    assert "8 for and 6 against" in refused(board, result(board, casting_vote="for")).reason


def test_where_nobody_voted_there_is_no_tie_for_the_chair_to_decide() -> None:
    """One member is there and abstains: one vote would be enough of those present, but none stands for either side."""
    board = sitting(present=[CAPITAL[0]], terms={"casting_vote": "chair"})
    record(
        board,
        at_board(),
        motion(rule="issue-board", issue="i-board", text="That the Board decides for the parties."),
    )
    record(board, replace(ruling("base", "present"), by=CAPITAL[0]), votes("abstain", [CAPITAL[0]]))
    assert (result(board).for_, result(board).against, result(board).needed) == (0, 0, 1)
    no = refused(board, result(board, outcome="carried", casting_vote="for"))
    assert "the vote is 0 for and 0 against" in no.reason


def test_no_casting_vote_lifts_half_to_three_quarters() -> None:
    board = record(sitting(terms={"casting_vote": "chair"}), motion())
    record(board, votes("for", CAPITAL[:7]), votes("against", CAPITAL[7:]))
    no = refused(board, result(board, outcome="carried", casting_vote="for"))
    assert "11 are needed, and 7 are for" in no.reason


# The figures of a result


@pytest.mark.parametrize(
    ("figure", "wrong"),
    [
        ("outcome", "carried"),
        ("for_", 10),
        ("against", 4),
        ("abstain", 3),
        ("not_voted", 1),
        ("eligible", 15),
        ("base", 13),
        ("needed", 10),
        ("needed", None),
        ("for_", -1),
        ("base", 10**30),
    ],
)
def test_a_result_with_a_single_wrong_figure_is_refused_and_named(capital: Stretch, figure: str, wrong: object) -> None:
    record(capital, votes("for", CAPITAL[:9]), votes("against", CAPITAL[9:12]), votes("abstain", CAPITAL[12:]))
    counted = getattr(result(capital), figure)
    no = refused(capital, result(capital, **{figure: wrong}))
    assert no.reason == (
        f"The result differs from the count: {figure.rstrip('_').replace('_', ' ')} {wrong}, counted {counted}."
    )
    assert no.clause == "8.4"


def test_a_result_is_declared_once(capital: Stretch) -> None:
    found = result(declare(capital))
    assert "no longer open" in refused(capital, found).reason


def test_nobody_eligible_never_carries() -> None:
    board = record(sitting(), at_board(), motion(affected=("nhse", "nhsi"), rule="issue-board", issue="i-board"))
    found = result(board)
    assert (found.outcome, found.eligible, found.base, found.needed) == ("not_carried", 0, 0, None)
    declare(board)


# Motions


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"item": "nowhere"}, "There is no agenda item 'nowhere'"),
        ({"text": "  "}, "A motion needs its words."),
        ({"rule": "two-thirds"}, "has no rule 'two-thirds'; it has: agreement, capital, issue-board"),
        ({"topic": "roads"}, "There is no topic 'roads'"),
        ({"topic": "vision"}, "is only for Financial framework: allocation of NHS capital"),
        ({"topic": None}, "is only for Financial framework: allocation of NHS capital"),
        ({"affected": ("mseft", "nobody")}, "There is no partner 'nobody'"),
        ({"affected": ("mseft", "mseft")}, "named twice"),
        ({"mover": "ghost"}, "There is no member 'ghost'"),
        ({"seconder": "ghost"}, "There is no member 'ghost'"),
        ({"amends": "m9"}, "There is no motion 'm9'"),
        ({"follows": "m2"}, "There is no motion 'm2'"),
        ({"issue": "i9"}, "There is no issue 'i9'"),
        ({"motion": "Not a slug"}, "must be small letters"),
        ({"motion": ""}, "must be small letters"),
        ({"motion": "m1"}, "There is already a motion m1"),
    ],
)
def test_a_motion_that_makes_no_sense_is_refused(capital: Stretch, changes: dict[str, object], why: str) -> None:
    assert why in refused(capital, motion(**{"motion": "m2", **changes})).reason


def test_a_motion_may_name_its_rule_by_the_clause(board: Stretch) -> None:
    record(board, motion(rule="8.4"))
    assert (the(board).rule, the(board).number) == ("capital", "3.1")


def test_no_motion_is_put_on_a_deferred_item(board: Stretch) -> None:
    record(board, ItemDeferred(item="objectives", reason="no time"))
    assert "deferred" in refused(board, motion(item="objectives")).reason


def test_the_amendment_is_decided_before_the_main_motion(capital: Stretch) -> None:
    record(capital, motion("m2", amends="m1", text="Leave out 2027/28."), votes("for", CAPITAL))
    assert refused(capital, result(capital, "m1")).reason == "Decide or withdraw the amendment 3.2 first."
    assert "amendment 3.2" in refused(capital, MotionWithdrawn(motion="m1", reason="no")).reason
    declare(capital, "m2")
    declare(capital, "m1")
    assert (the(capital).status, the(capital, "m2").status) == ("carried", "not_carried")


def test_only_an_open_motion_is_amended(capital: Stretch) -> None:
    declare(capital)
    assert "was not carried" in refused(capital, motion("m2", amends="m1")).reason


def test_a_second_motion_follows_the_first_once_it_is_decided(capital: Stretch) -> None:
    assert "is still open" in refused(capital, motion("m2", follows="m1")).reason
    record(declare(capital), motion("m2", follows="m1"))
    assert (the(capital, "m2").follows, the(capital, "m2").number) == ("m1", "3.2")


def test_a_withdrawn_motion_takes_no_votes_and_a_meeting_closes_over_it(capital: Stretch) -> None:
    assert "Motion 3.1 is still open" in refused(capital, MeetingClosed()).reason
    record(capital, MotionWithdrawn(motion="m1", reason="redrafted"))
    assert "was withdrawn" in refused(capital, votes("for", CAPITAL)).reason
    assert closed(capital).state.phase == "closed"


# Consensus (8.2, 8.3)


def agreement(**changes: object) -> Stretch:
    return record(sitting(SLE), motion(rule="consensus", **changes))


def test_consensus_is_reached_where_nobody_maintains_an_objection_8_3() -> None:
    sle = record(agreement(), ConsensusDeclared(motion="m1", reached=True, stood_aside=("mseft-ceo",)))
    found = the(sle).result
    assert found is not None
    assert (found.outcome, found.abstain, found.against, found.base, found.needed) == ("carried", 1, 0, 8, None)
    assert the(sle).stood_aside == ("mseft-ceo",)


def test_an_objection_that_is_maintained_is_named_and_ends_consensus_8_3() -> None:
    objection = Objection(member="nelft-ceo", reason="It leaves mental health out.")
    no = refused(agreement(), ConsensusDeclared(motion="m1", reached=True, objections=(objection,)))
    assert "1 of the 8 entitled to take part objected" in no.reason
    sle = record(agreement(), ConsensusDeclared(motion="m1", reached=False, objections=(objection,)))
    assert (the(sle).status, the(sle).objections, the(sle).votes) == (
        "not_carried",
        (objection,),
        {"nelft-ceo": "against"},
    )


def test_no_consensus_without_an_objector_is_refused() -> None:
    no = refused(agreement(), ConsensusDeclared(motion="m1", reached=False))
    assert no.reason.startswith("Nobody maintains an objection")
    assert no.clause == "8.3"


def test_every_member_of_the_sle_may_object_whatever_the_matter_applies_to_8_3() -> None:
    objection = Objection(member="ecc-lead-officer")
    sle = record(agreement(), ConsensusDeclared("m1", False, (objection,)))
    assert (the(sle).status, the(sle).objections) == ("not_carried", (objection,))


def test_read_narrowly_only_those_to_whom_it_applies_may_object_8_3() -> None:
    sle = record(agreement(), RulingMade("m1", "reading", "applies", "Annex 1 limits it here too.", "mseft-ceo"))
    objection = Objection(member="ecc-lead-officer")
    why = refused(sle, ConsensusDeclared("m1", False, (objection,))).reason
    assert why == f"{member_label(sle.state, 'ecc-lead-officer')} is no member entitled to take part."


def test_nobody_both_objects_and_stands_aside() -> None:
    entry = ConsensusDeclared("m1", False, (Objection(member="nelft-ceo"),), ("nelft-ceo",))
    assert "named twice" in refused(agreement(), entry).reason


def test_consensus_by_unanimity_needs_everybody_present() -> None:
    sle = agreement()
    record(sle, RulingMade("m1", "reading", "unanimous", "Every member agrees.", "mseft-ceo"))
    no = refused(sle, ConsensusDeclared(motion="m1", reached=True, stood_aside=("mseft-ceo",)))
    assert "Consensus cannot be declared: 1 of the 8 entitled to take part stood aside: no consensus." in no.reason
    record(sle, ConsensusDeclared(motion="m1", reached=True))
    found = the(sle).result
    assert found is not None
    assert (found.for_, found.needed, found.base) == (8, 8, 8)


def test_a_deputy_is_kept_from_a_consensus_in_words_of_a_consensus() -> None:
    sle = sitting(SLE, terms={"deputies": "may_not_vote"})
    member = next(iter(sle.state.present))
    record(sle, MemberArrived(member=member, deputy="Dana Cole"), motion(rule="consensus"))
    no = refused(sle, votes("against", [member])).reason
    assert "may not take part in the consensus on motion" in no and no.endswith(": a deputy may not take part.")


def test_there_is_no_consensus_in_an_empty_room() -> None:
    sle = record(sitting(SLE, present=[]), motion(rule="consensus"))
    assert "Nobody is present who is entitled to take part" in refused(sle, ConsensusDeclared("m1", True)).reason


def test_consensus_is_not_declared_where_the_rule_asks_for_a_vote(capital: Stretch) -> None:
    assert "asks for a vote" in refused(capital, ConsensusDeclared("m1", True)).reason


def test_a_vote_on_consensus_has_no_casting_vote() -> None:
    sle = record(agreement(), RulingMade(None, "casting_vote", "chair", "", "mseft-ceo"))
    assert "no casting vote on a consensus" in refused(sle, result(sle, casting_vote="for")).reason


# 8.10(2): a majority of the affected partners who take part


def majority(**changes: object) -> Stretch:
    return record(sitting(SLE), motion(rule="issue-majority", **{"topic": "resolution", **changes}))


def test_one_person_casts_five_partners_votes_8_10_2() -> None:
    sle = record(majority(topic="fin_capital"), votes("for", CCGS), votes("against", TRUSTS))
    found = the(declare(sle)).result
    assert found is not None
    assert (found.outcome, found.for_, found.against, found.base, found.needed, found.eligible) == (
        "carried",
        5,
        4,
        9,
        5,
        11,
    )
    assert [one.key for one in differing_readings(sle.state, the(sle))] == ["per-person"]


def test_the_five_votes_of_one_person_may_be_split_8_10_2() -> None:
    sle = record(majority(), votes("for", [*CCGS[:3], *TRUSTS[:3]]), votes("against", [*CCGS[3:], TRUSTS[3]]))
    record(sle, votes("abstain", COUNCILS))
    found = result(sle)
    assert (found.for_, found.against, found.abstain, found.base, found.needed) == (6, 3, 3, 12, 7)
    assert found.outcome == "not_carried"


@pytest.mark.parametrize(("for_", "outcome"), [(6, "not_carried"), (7, "carried")])
def test_six_of_twelve_partners_are_no_majority_and_seven_are_8_10_2(for_: int, outcome: str) -> None:
    partners = [*CCGS, *TRUSTS, *COUNCILS]
    sle = record(majority(), votes("for", partners[:for_]), votes("against", partners[for_:]))
    assert (result(sle).outcome, result(sle).base, result(sle).needed) == (outcome, 12, 7)


def test_with_the_joint_accountable_officer_five_partners_leave_8_10_2() -> None:
    sle = record(majority(), votes("for", CCGS), MemberLeft(member="joint-ao"))
    assert the(sle).votes == {}
    assert (result(sle).base, result(sle).eligible, result(sle).needed) == (7, 21, 4)
    no = refused(sle, votes("for", ["bbccg"]))
    assert "nobody who represents it is present" in no.reason
    assert "NHS Basildon & Brentwood CCG" in no.reason
    assert no.clause == "8.10(2)"


def test_the_chair_narrows_who_is_affected_8_10_2() -> None:
    sle = majority()
    record(sle, RulingMade("m1", "affected", ["mseft", "ecc", "sbc"], "These three.", "mseft-ceo"))
    assert (result(sle).eligible, result(sle).base, result(sle).needed) == (3, 3, 2)
    assert "not among the partners affected" in refused(sle, votes("for", ["tc"])).reason


def test_ruling_that_persons_are_counted_starts_the_vote_afresh() -> None:
    sle = record(majority(), votes("for", CCGS), RulingMade("m1", "unit", "member", "", "mseft-ceo"))
    assert the(sle).votes == {}
    record(sle, votes("for", ["joint-ao"]))
    assert (result(sle).for_, result(sle).base) == (1, 8)


# Quorum, where terms of reference define one


def test_an_inquorate_meeting_decides_nothing() -> None:
    board = sitting(present=["independent-chair", *CCG_CHAIRS], terms={"quorum": Quorum(number=8)})
    record(board, motion())
    no = refused(board, result(board))
    assert no.reason == "The meeting is not quorate: 6 members where 8 are needed."
    assert no.clause == "terms of reference 4"
    record(board, MemberArrived(member="mseft-ceo"), MemberArrived(member="mseft-chair"))
    assert the(declare(board)).status == "not_carried"


def test_without_terms_there_is_no_quorum_to_lose() -> None:
    board = record(sitting(present=["independent-chair"]), motion())
    assert the(declare(board)).status == "not_carried"


def test_a_quorum_may_be_ruled_for_one_motion_only() -> None:
    board = record(sitting(present=["independent-chair", *CCG_CHAIRS]), motion(), motion("m2"))
    record(board, ruling("quorum", 7, "m1"))
    assert "6 members where 7 are needed" in refused(board, result(board)).reason
    declare(board, "m2")


def test_a_quorum_of_a_third_counts_seats_that_are_filled() -> None:
    first = convened()
    people = tuple(replace(member, vacant=member.key.endswith("-rep")) for member in first.members)
    board = sitting(members=people, present=CAPITAL[:8], terms={"quorum": Quorum(fraction="1/3")})
    record(board, motion())
    assert "8 members where 9 are needed" in refused(board, result(board)).reason


def test_who_withdrew_does_not_make_up_the_quorum_where_the_terms_say_so() -> None:
    terms = {"quorum": Quorum(number=5, conflicted_count=False)}
    board = record(sitting(present=CCG_CHAIRS, terms=terms), motion(), withdraws(CCG_CHAIRS[0]))
    assert "4 members where 5 are needed" in refused(board, result(board)).reason


def test_a_rule_that_cannot_be_counted_does_not_come_into_a_meeting() -> None:
    lacking = Rule(method="vote", key="broken", title="Broken", clause="0")
    charter = replace(rules_of(BOARD), rules=(lacking,))
    assert "no base" in refused(Stretch(BOARD), convened(charter=charter)).reason


def test_who_was_there_for_a_voter_of_a_motion_that_came_to_no_vote_is_named_as_for_one_that_did() -> None:
    """A deputy in the seat, on a motion that was withdrawn and an amendment that the mover accepted."""
    board = sitting(present=CAPITAL[1:], terms={"deputies": "may_vote"})
    record(board, MemberArrived(CAPITAL[0], deputy="K Example"), motion(mover=CAPITAL[1]))
    amends = motion("m2", amends="m1", as_amended="That the Board supports them, by June.")
    record(board, amends, AmendmentAccepted("m2"), MotionWithdrawn("m1", "No longer needed."))
    record(board, MemberLeft(CAPITAL[0], ""))
    for key in ("m1", "m2"):
        assert voter_label(board.state, board.state.motions[key], CAPITAL[0]) == "K Example (deputy for Ben Barrow)"
