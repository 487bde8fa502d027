"""Before a vote: what is within reach, and whose presence decides it (8.3, 8.4, 8.10(2), 8.10(4))."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from boardtui.charter.terms_of_reference import Quorum
from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.planning.whatif import Prospect, expected, is_marked_for_decision, prospects, without_motion
from boardtui.meeting.record.record import record_of
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.words.whatif_words import lines, words
from boardtui.papers.brief import brief as chairs_brief, item_brief
from boardtui.papers.clock import Clock
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.source import Source
from tests import build
from tests.build import CAPITAL, TRUST_CEOS


def before(body: str = build.BOARD, *entries: e.AnyEntry, **changes: object) -> Stretch:
    """A meeting convened and not yet opened, with these entries."""
    return build.play([build.convened(body, **changes), *entries], book=body)


def with_issue(**changes: object) -> Stretch:
    """The same with an issue that the Board received, for which alone 8.10(4) is."""
    return before(build.BOARD, build.at_board(), **changes)


def under(rule: str, stretch: Stretch, *absent: str, item: str = "capital", **more: object) -> Prospect:
    """The prospect of one item under one rule."""
    state = expected(stretch.state, absent, **more)  # type: ignore[arg-type]
    return next(one for one in prospects(state) if (one.item, one.rule.key) == (item, rule))


def test_8_4_with_all_fourteen_expected_any_four_who_stay_away_defeat_it() -> None:
    one = under("capital", before())
    assert (one.votes, one.base, one.needed, one.within) == (14, 14, 11, True)
    assert one.absence is not None and (one.absence.size, set(one.absence.among)) == (4, set(CAPITAL))
    assert one.dissent == one.absence


def test_8_4_with_three_away_every_one_of_the_eleven_decides_it() -> None:
    one = under("capital", before(), *TRUST_CEOS[:3])
    assert (one.votes, one.within) == (11, True)
    assert one.absence is not None and (one.absence.size, len(one.absence.among)) == (1, 11)


def test_8_4_with_four_away_it_is_out_of_reach_and_the_four_are_named() -> None:
    stretch = before()
    one = under("capital", stretch, *TRUST_CEOS)
    assert (one.votes, one.needed, one.within, one.lacking) == (10, 11, False, 1)
    assert set(one.others) == set(TRUST_CEOS)
    assert words(stretch.state, one).startswith(
        "cannot be carried: 10 of 14 eligible members can vote, 11 needed out of those 14; 1 lacking"
    )


def test_apologies_and_declared_interests_are_known_and_a_withdrawn_member_stays_in_the_base_of_8_4() -> None:
    away = [e.ApologiesGiven(key) for key in TRUST_CEOS[:2]]
    conflict = e.InterestDeclared("mseft-chair", ("capital",), "financial", "bids", "withdraws")
    one = under("capital", before(build.BOARD, *away, conflict))
    assert (one.votes, one.base, one.needed, one.within) == (11, 14, 11, True)
    assert not under("capital", before(build.BOARD, *away, conflict), "executive-lead").within


def test_a_deputy_counts_only_where_terms_let_deputies_vote() -> None:
    sent = e.ApologiesGiven("mseft-ceo", deputy="A Deputy")
    assert under("capital", before(build.BOARD, sent)).votes == 13
    assert under("capital", before(build.BOARD, sent, terms={"deputies": "may_vote"})).votes == 14


def test_8_10_2_the_joint_officer_holds_five_of_nine_and_nothing_carries_against_that_vote() -> None:
    one = under("issue-majority", before(build.SLE))
    assert (one.votes, one.base, one.needed) == (9, 9, 5)
    assert one.dissent is not None and one.dissent.sets == (("joint-ao",),)
    assert one.absence is not None and one.absence.size == 5


def test_8_10_2_over_all_twelve_it_takes_the_joint_officer_and_one_more() -> None:
    items = (e.AgendaItem(item="capital", title="Issue", number="1", topic="resolution"),)
    one = under("issue-majority", before(build.SLE, agenda=items))
    assert (one.votes, one.needed) == (12, 7)
    assert one.dissent is not None and (one.dissent.size, len(one.dissent.sets)) == (2, 7)
    assert all("joint-ao" in group for group in one.dissent.sets)
    told = words(before(build.SLE, agenda=items).state, one)
    assert told.endswith(" Ada Abbott and Dev Deeks both vote against; or if another group does.")
    assert " It cannot be carried if " in told and "with a vote" not in told


def test_8_10_1_where_the_partners_lacking_have_no_seat_it_says_that_nobody_who_could_vote_is_away() -> None:
    items = (e.AgendaItem(item="capital", title="Issue", number="1", topic="resolution"),)
    board = before(build.SLE, agenda=items)
    told = words(board.state, under("issue-discussion", board))
    assert told.endswith("21 needed out of those 21; 9 lacking, and no member who could vote is away.")


def test_8_3_consensus_is_defeated_by_any_one_objection_and_by_absence_only_of_all() -> None:
    one = under("consensus", before(build.SLE))
    assert one.dissent is not None and one.absence is not None
    assert (one.dissent.size, one.absence.size, one.needed) == (1, 8, None)


def test_8_10_4_is_no_prospect_while_no_issue_is_received_unless_an_item_proposes_it() -> None:
    def named(stretch: build.Stretch) -> list[str]:
        return [one.item for one in prospects(expected(stretch.state)) if one.rule.key == "issue-board"]

    assert (named(before()), named(with_issue())) == ([], ["capital", "objectives"])
    agenda = tuple(replace(item, rule="issue-board") if item.item == "objectives" else item for item in build.AGENDA)
    assert named(before(agenda=agenda)) == ["objectives"]


def test_8_3_a_consensus_is_told_in_its_own_words() -> None:
    stretch = before(build.SLE)
    assert words(stretch.state, under("consensus", stretch)) == (
        "can be agreed: 8 of 8 eligible members can take part. "
        "There is no consensus if one of them objects, or if none of them is there."
    )
    assert words(stretch.state, under("consensus", stretch, *stretch.state.members)).startswith(
        "cannot be agreed: 0 of 8 eligible members can take part; not expected: "
    )


def test_8_10_4_of_those_present_it_takes_half_of_them_against() -> None:
    one = under("issue-board", with_issue(), *TRUST_CEOS)
    assert (one.votes, one.needed) == (10, 6)
    assert one.dissent is not None and one.dissent.size == 5


def test_with_a_casting_vote_equal_votes_do_not_yet_defeat_it() -> None:
    for terms, fewest in (({"casting_vote": "chair"}, 6), ({"casting_vote": "none"}, 5)):
        one = under("issue-board", with_issue(terms=terms), *TRUST_CEOS)
        assert one.dissent is not None and one.dissent.size == fewest
    uneven = under("issue-board", with_issue(terms={"casting_vote": "chair"}), *TRUST_CEOS, "eput-chair")
    assert uneven.dissent is not None and (uneven.votes, uneven.dissent.size) == (9, 5)
    strict = under("capital", before(terms={"casting_vote": "chair"}))
    assert strict.dissent is not None and strict.dissent.size == 4


def test_with_a_proxy_too_any_one_objection_is_told_as_any_one() -> None:
    stretch = build.sitting(present=CAPITAL[1:], terms={"proxies": "member"}, item="objectives")
    build.record(stretch, e.ProxyGiven(CAPITAL[0], CAPITAL[1]))
    text = words(stretch.state, under("agreement", stretch, item="objectives"))
    assert "(1 by proxy)" in text and "There is no consensus if one of them objects" in text
    assert "other groups" not in text


def test_without_a_quorum_nothing_is_within_reach() -> None:
    stretch = before(terms={"quorum": Quorum(number=31)})
    assert under("capital", stretch).within
    one = under("capital", stretch, "lmc-rep")
    assert one.possible and not one.within
    assert "there would be no quorum (30 members where 31 are needed)" in words(stretch.state, one)


@pytest.mark.parametrize(("away", "lost"), [((), "lost if 2 stay away."), (("lmc-rep",), "lost if 1 more stays away.")])
def test_what_the_quorum_ends_first_no_absence_is_said_to_leave_possible(away: tuple[str, ...], lost: str) -> None:
    stretch = with_issue(terms={"quorum": Quorum(number=30)})
    text = words(stretch.state, under("issue-board", stretch, *away))
    assert "unless all of them stay away" not in text and "vote against" in text and text.endswith(lost)
    assert "stay away" in words(stretch.state, under("issue-board", with_issue()))


def test_where_a_seat_has_to_be_there_the_quorum_is_lost_without_it_and_not_without_any_one() -> None:
    """The absence of one loses it only where it is the Chair's; that of 22 does, whoever they are."""
    needs_chair = with_issue(terms={"quorum": Quorum(number=10, seats=("independent-chair",))})
    text = words(needs_chair.state, under("issue-board", needs_chair))
    assert text.endswith("and can be lost if 1 stays away.")
    needs_ten = with_issue(terms={"quorum": Quorum(number=10)})
    assert words(needs_ten.state, under("issue-board", needs_ten)).endswith("10 are needed, lost if 22 stay away.")


def test_with_nobody_eligible_seated_it_says_so() -> None:
    nobody = tuple(member for member in build.members() if member.key == "independent-chair")
    one = under("capital", before(members=nobody))
    assert (one.within, words(before().state, one)) == (False, "cannot be carried: there are no eligible members.")


def test_once_open_those_there_are_expected_and_nobody_else() -> None:
    assert under("capital", build.sitting(present=CAPITAL[:11])).votes == 11


def test_only_items_with_a_topic_or_for_decision_and_only_rules_that_fit() -> None:
    found = prospects(expected(before().state))
    assert {(one.item, one.rule.key) for one in found} == {
        ("capital", "agreement"), ("capital", "capital"),
        ("capital", "contributions"), ("capital", "place-funding"),
        ("objectives", "agreement"),
        ("objectives", "contributions"), ("objectives", "place-funding"),
    }  # fmt: skip


def test_the_lines_name_each_item_once_and_what_is_confidential_only_where_it_is_known() -> None:
    hidden = e.ConfidentialCarried(agenda=(e.AgendaItem("secret", "CANARY", number="9", topic="vision"),))
    whole, public = (
        list(lines(state, prospects(state)))
        for audience in ("all", "public")
        for state in [expected(record_of(before(build.BOARD, hidden), audience).now)]
    )
    *_, last = [text for text, good in whole if good is None]
    assert last == "9. confidential: CANARY (Vision, principles, values and behaviour)"
    assert whole[: len(public)] == public and "CANARY" not in str(public)


def test_strangers_are_refused() -> None:
    with pytest.raises(Refused, match="nobody"):
        expected(before().state, ["nobody"])
    with pytest.raises(Refused, match="nothing"):
        expected(before().state, [], [("executive-lead", "nothing")])


@pytest.mark.parametrize(
    ("purpose", "recommendation", "title", "is_marked"),
    [
        ("For Decision", "", "Plan", True),
        ("to decide", "", "Plan", True),
        ("for approval", "", "Plan", True),
        ("for discussion", "To adopt it.", "Plan", True),
        ("for approval", "", "Minutes of the last meeting", False),
        ("", "To approve the minutes.", "Minutes of the last meeting", False),
        ("for discussion", "", "Plan", False),
    ],
)
def test_an_item_is_for_decision_by_its_purpose_or_what_it_recommends(
    purpose: str, recommendation: str, title: str, is_marked: bool
) -> None:
    line = e.AgendaItem("i", title, purpose=purpose, recommendation=recommendation)
    assert is_marked_for_decision(line) is is_marked


def test_an_item_decided_with_others_or_by_a_choice_is_not_among_those_without_a_motion() -> None:
    agenda = tuple(replace(line, purpose="for decision") for line in build.AGENDA)

    def left(*entries: e.AnyEntry, item: str = "objectives") -> list[str]:
        stretch = build.record(build.sitting(item=item, agenda=agenda), *entries)
        return [found.agenda.item for found in without_motion(stretch.state)]

    assert left() == ["objectives"]
    put = build.motion(item="any-other", rule="agreement", topic="objectives", covers=("objectives",))
    assert left(put) == []
    site = e.ChoiceOpened(
        "e1", "objectives", "Site", 1, (e.Candidate("a", "A"), e.Candidate("b", "B")), "most_votes", secret=False
    )
    assert left(site) == []


def test_an_open_item_whose_motion_was_carried_is_left_to_decide_only_while_another_is_open() -> None:
    def left(stretch: Stretch) -> set[str]:
        brief = as_markdown(chairs_brief(Source(stretch, "public", Clock(stretch.state.starts))))
        found = {one.item for one in prospects(stretch.state)}
        assert ("capital" in found) is ("\n## 3 Capital" in brief), "the brief and What if agree"
        return found

    def put(**votes: int) -> Stretch:
        held = build.record(build.sitting(), build.motion())
        for choice, number in votes.items():
            build.record(held, build.votes(choice.rstrip("_"), CAPITAL[:number]))
        return held

    assert "capital" in left(put()) and "capital" in left(put(for_=11))
    carried = build.declare(put(for_=11))
    assert "capital" not in left(carried)
    sheet = as_markdown(item_brief(Source(carried, "public", Clock(carried.state.starts)), "capital"))
    assert "Nothing is left to decide on this item." in sheet and "What it takes" not in sheet
    assert "capital" in left(build.record(carried, build.motion("m2", follows="m1")))
    assert "capital" in left(build.declare(put(against=11))), "another rule may decide what one has not"


def test_an_item_added_on_a_subject_that_the_charter_has_not_is_foreseen_as_without_one() -> None:
    held = build.record(build.sitting(), e.ItemAdded("late", "Late business", topic="no-such"))
    found = [one for one in prospects(held.state) if one.item == "late"]
    assert found and all(one.rule.topics is None for one in found)
