"""Choices between candidates: who may choose, what a ballot may say, rounds, places, ties, and what the count gives."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from boardtui.desk.replay import meeting_json
from boardtui.meeting.entries import (
    AdviceTaken,
    AnyEntry,
    Candidate,
    ChoiceCounted,
    ChoiceDeclared,
    ChoiceOpened,
    ChoiceWithdrawn,
    EntryRetracted,
    IssueAdvanced,
    IssueRaised,
    ItemClosed,
    ItemDeferred,
    MeetingClosed,
    PlaceAttempted,
    PublicExcluded,
    RulingMade,
    Tie,
)
from boardtui.meeting.fold.door import refuse_at_the_door
from boardtui.meeting.fold.election_words import called, matter_of
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.record import record_of
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Election
from boardtui.meeting.voting.choosing import who_may_choose
from boardtui.papers.clock import Clock
from boardtui.papers.decisions import rows
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes
from boardtui.papers.source import Source
from boardtui.search.gathering import contents_of
from boardtui.search.shown import outcome_words
from tests.build import CAPITAL, CCGS, SLE, TRUSTS, declare, motion, record, refused, sitting, votes

NAMES = {"ada": "Ada Abbott", "ben": "Ben Barrow", "cora": "Cora Coggin", "dev": "Dev Deeks"}


def opened(
    *keys: str, places: int = 1, method: str = "majority", secret: bool = True, **changes: object
) -> ChoiceOpened:
    candidates = tuple(Candidate(key, NAMES[key]) for key in keys)
    fields = {"choice": "vice", "item": "capital", "title": "Vice Chair", "topic": "fin_capital", "rule": "Terms 4.2"}
    return ChoiceOpened(
        places=places,
        candidates=candidates,
        method=method,
        secret=secret,
        **{**fields, **changes},  # type: ignore[arg-type]
    )


def choosing(entry: AnyEntry, terms: dict[str, object] | None = None) -> Stretch:
    return record(sitting(terms=terms), entry)


def counted(number: int = 1, spoilt: int = 0, **votes: int) -> ChoiceCounted:
    return ChoiceCounted("vice", number, votes, spoilt)


def by_name(**ballots: tuple[str, ...]) -> ChoiceCounted:
    return ChoiceCounted("vice", 1, ballots={CAPITAL[int(key[1:])]: named for key, named in ballots.items()})


def declared(
    *chosen: str, number: int = 1, tie: Tie | None = None, stay: tuple[str, ...] | None = None
) -> ChoiceDeclared:
    return ChoiceDeclared("vice", number, chosen, tie, stay)


def chosen(held: Stretch) -> tuple[str, ...]:
    assert held.state.choices["vice"].status == "declared"
    return held.state.choices["vice"].chosen


def paper(held: Stretch) -> str:
    return as_markdown(minutes_document(minutes(held, names="dissent", entries=0, fingerprint="f" * 64)))


def test_who_has_more_than_half_of_the_valid_ballots_is_chosen() -> None:
    held = record(choosing(opened("ada", "ben", "cora")), counted(ada=7, ben=4, cora=2, spoilt=1), declared("ada"))
    assert chosen(held) == ("ada",)
    text = paper(held)
    assert (
        "Election of Vice Chair (Terms 4.2), one place, by more than half of the valid ballots, by secret ballot."
        in text
    )
    assert "Ada Abbott 7; Ben Barrow 4; Cora Coggin 2; spoilt 1 (7 needed out of 13 valid ballots)" in text
    assert "Ada Abbott was chosen." in text


def test_the_candidates_with_fewest_votes_go_out_and_there_is_another_round() -> None:
    held = record(choosing(opened(*NAMES)), counted(ada=5, ben=4, cora=2, dev=2))
    assert "Ada Abbott and Ben Barrow in another round" in refused(held, declared("ada")).reason
    record(held, declared(stay=("ada", "ben")))
    assert "in round 2, not 1" in refused(held, counted(ada=5)).reason
    record(held, counted(2, ada=6, ben=7), declared("ben", number=2))
    assert chosen(held) == ("ben",)
    assert "Vice Chair: nobody had more than half; another round followed between Ada Abbott and Ben Barrow" in paper(
        held
    )


def test_several_places_go_to_those_with_most_votes() -> None:
    held = choosing(opened(*NAMES, places=2, method="most_votes"))
    record(held, counted(ada=9, ben=8, cora=3, dev=1), declared("ben", "ada"))
    assert set(chosen(held)) == {"ada", "ben"}


def test_a_majority_is_counted_for_one_place_only() -> None:
    asked = refused(sitting(), opened("ada", "ben", "cora", places=2))
    assert "one place only" in asked.reason
    assert asked.clause == "Terms 4.2"


def test_with_no_more_candidates_than_places_they_are_declared_at_once() -> None:
    held = choosing(opened("ada"))
    assert "without a vote" in refused(held, counted(ada=3)).reason
    record(held, declared("ada", number=0))
    assert chosen(held) == ("ada",)
    assert "without a vote, there being no more candidates than places" in paper(held)


def test_a_lone_candidate_for_two_places_is_told_with_the_place_that_stays_empty() -> None:
    held = record(choosing(opened("ada", places=2, method="most_votes")), declared("ada", number=0))
    text = paper(held)
    assert "Candidate: Ada Abbott." in text
    assert "there being no more candidates than places; one place was not filled." in text
    (row,) = rows(Source(held, "public", Clock(held.state.starts)))
    assert row[2] == "Election of Vice Chair, candidate: Ada Abbott" and "One place was not filled." in row[4]
    (thing,) = contents_of(held, public=True).things
    assert outcome_words(thing) == "chosen"


def test_an_equality_for_the_last_place_is_decided_as_the_terms_say_and_never_silently() -> None:
    held = choosing(opened(*NAMES, places=2, method="most_votes"), {"choice_tie": "lot"})
    record(held, counted(ada=6, ben=3, cora=3, dev=1))
    assert "are equal: say whether lot or the Chair decided" in refused(held, declared("ada", "ben")).reason
    by_chair = Tie(("ben", "cora"), "chair", ("cora",))
    assert "decided by lot" in refused(held, declared("ada", "cora", tie=by_chair)).reason
    by_lot = Tie(("ben", "cora"), "lot", ("cora",))
    assert "differs from the count" in refused(held, declared("ada", "ben", tie=by_lot)).reason
    record(held, declared("ada", "cora", tie=by_lot))
    assert set(chosen(held)) == {"ada", "cora"}
    assert "Chair: Ben Barrow and Cora Coggin had equal votes; it was decided by lot for Cora Coggin. " in paper(held)


def test_where_the_terms_say_nothing_the_chair_decides_or_rules_that_it_be_done_by_lot() -> None:
    tie = Tie(("ada", "ben"), "lot", ("ada",))
    held = record(choosing(opened("ada", "ben", method="most_votes")), counted(ada=3, ben=3))
    assert "terms do not say" in refused(held, declared("ada", tie=tie)).reason
    by_chair = record(
        choosing(opened("ada", "ben", method="most_votes")),
        counted(ada=3, ben=3),
        declared("ada", tie=Tie(("ada", "ben"), "chair", ("ada",))),
    )
    assert chosen(by_chair) == ("ada",)
    record(held, RulingMade(None, "choice_tie", "lot", "By lot, as is the custom.", "independent-chair"))
    record(held, declared("ada", tie=tie))
    assert chosen(held) == ("ada",)


def test_a_tie_of_a_majority_says_who_stays_in() -> None:
    held = choosing(opened("ada", "ben", "cora"), {"choice_tie": "lot"})
    record(held, counted(ada=4, ben=3, cora=3))
    tie = Tie(("ben", "cora"), "lot", ("cora",))
    record(held, declared(tie=tie, stay=("ada", "cora")), counted(2, ada=4, cora=6), declared("cora", number=2))
    assert chosen(held) == ("cora",)


def test_two_who_are_equal_and_nobody_else_leave_one_who_is_chosen() -> None:
    held = choosing(opened("ada", "ben"), {"choice_tie": "lot"})
    record(held, counted(ada=5, ben=5), declared("ben", tie=Tie(("ada", "ben"), "lot", ("ben",))))
    assert chosen(held) == ("ben",)


def test_no_tie_is_decided_where_there_is_none() -> None:
    held = record(choosing(opened("ada", "ben")), counted(ada=5, ben=4))
    assert "no tie" in refused(held, declared("ada", tie=Tie(("ada", "ben"), "chair", ("ada",)))).reason


def test_ballots_are_counted_by_name_where_the_choice_is_open() -> None:
    held = choosing(opened("ada", "ben", secret=False))
    record(
        held, by_name(m0=("ada",), m1=("ada",), m2=("ben",), m3=(), m4=("ada", "ben"), m5=("zed",), m6=("ben", "ben"))
    )
    count = held.state.choices["vice"].rounds[0].count
    assert (count.votes, count.valid, count.spoilt, count.needed) == ({"ada": 2, "ben": 1}, 3, 4, 2)
    record(held, declared("ada"))
    assert f"{held.state.members[CAPITAL[2]].name} for Ben Barrow" in paper(held)


def test_who_chose_whom_is_not_recorded_of_a_secret_choice() -> None:
    assert "secret" in refused(choosing(opened("ada", "ben")), by_name(m0=("ada",))).reason


def test_those_choose_who_may_vote_in_the_body_on_that_topic() -> None:
    held = choosing(opened("ada", "ben", secret=False))
    other = next(key for key in held.state.members if key not in CAPITAL)
    asked = refused(held, ChoiceCounted("vice", 1, ballots={other: ("ada",)}))
    assert ("may not choose" in asked.reason, asked.clause) == (True, "Terms 4.2")
    whys = {standing.why for standing in who_may_choose(held.state, held.state.choices["vice"]).standing.values()}
    assert any(why.endswith("does not apply to Councils") for why in whys), "a category is named by its title"
    assert not any(why.endswith("does not apply to council") for why in whys)
    assert "14 who may choose" in refused(held, counted(ada=10, ben=5)).reason
    assert "14 who may choose" in refused(held, counted(ada=10, ben=2, spoilt=3)).reason
    assert "no candidate" in refused(held, counted(zed=1)).reason


BESIDE_ROUND_1 = "6 needed out of 11 valid ballots). "


@pytest.mark.parametrize(
    ("voters", "without_subject", "on_capital", "sentence"),
    [
        (None, 24, 14, "Members who represent no partner were left out: whether they may choose is not defined."),
        ("members", 31, 21, "Members who represent no partner could choose too (terms of reference 4)."),
        ("representatives", 24, 14, "Only members who represent a partner could choose (terms of reference 4)."),
    ],
)
def test_the_terms_say_whether_members_who_represent_no_partner_choose(
    voters: str | None, without_subject: int, on_capital: int, sentence: str
) -> None:
    terms = {"choice_voters": voters} if voters else None
    held = choosing(opened("ada", "ben", topic=None), terms)
    assert f"the {without_subject} who may choose" in refused(held, counted(ada=32)).reason
    held = choosing(opened("ada", "ben"), terms)
    assert f"the {on_capital} who may choose" in refused(held, counted(ada=32)).reason
    record(held, counted(ada=7, ben=4))
    assert BESIDE_ROUND_1 + sentence in paper(held)


def test_the_chair_rules_whether_members_who_represent_no_partner_choose_and_later_rounds_tell_it_once() -> None:
    held = choosing(opened("ada", "ben", "cora", secret=False))
    chair = ChoiceCounted("vice", 1, ballots={"independent-chair": ("ada",)})
    assert refused(held, chair).reason.endswith(
        "may not choose: represents no partner; whether such members may choose is not defined; the Chair may rule on it."
    )
    record(held, counted(ada=4, ben=4, cora=2), declared(stay=("ada", "ben")))
    ruling = RulingMade(None, "choice_voters", "members", "The Chair is a member.", "independent-chair")
    record(held, ruling, ChoiceCounted("vice", 2, ballots={"independent-chair": ("ada",)}))
    assert refused(held, replace(ruling, value="all")).reason == (
        "A ruling on choice_voters is one of: members, representatives."
    )
    record(held, declared("ada", number=2))
    text = paper(held)
    assert "ruled that members representing a partner or none may choose in elections: “The Chair is a member.”" in text
    assert text.count("were left out: whether they may choose is not defined") == 1
    assert text.count("Members who represent no partner could choose too (ruled in the meeting).") == 1


def test_a_ruling_that_only_representatives_choose_goes_before_the_terms() -> None:
    held = choosing(opened("ada", "ben", secret=False), {"choice_voters": "members"})
    record(held, RulingMade(None, "choice_voters", "representatives", "As custom has it.", "independent-chair"))
    chair = ChoiceCounted("vice", 1, ballots={"independent-chair": ("ada",)})
    assert refused(held, chair).reason.endswith("may not choose: represents no partner; ruled in the meeting.")


def test_where_every_member_represents_a_partner_nothing_is_said_of_others() -> None:
    held = record(at_facilitator(), facilitator(), counted(ada=3, ben=1))
    assert "represent no partner" not in paper(held)


def test_a_round_is_counted_again_until_it_is_declared() -> None:
    held = record(choosing(opened("ada", "ben")), counted(ada=5, ben=4), counted(ada=4, ben=5), declared("ben"))
    assert chosen(held) == ("ben",)
    record(held, EntryRetracted(held.lines[-1].seq, "counted anew"))
    assert held.state.choices["vice"].status == "open"


def test_a_choice_is_counted_before_it_is_declared() -> None:
    assert "not counted yet" in refused(choosing(opened("ada", "ben")), declared("ada")).reason


def test_a_meeting_is_not_closed_while_a_choice_is_open() -> None:
    held = choosing(opened("ada", "ben"))
    assert "election of Vice Chair is still open" in refused(held, MeetingClosed()).reason
    record(held, ChoiceWithdrawn("vice", "No candidate is here."), MeetingClosed())
    assert "The election of Vice Chair was withdrawn: No candidate is here." in paper(held)


def test_in_private_a_public_choice_is_not_counted() -> None:
    held = record(choosing(opened("ada", "ben")), PublicExcluded("a claim"))
    assert "when the public is back" in refused(held, counted(ada=5)).reason


def test_registers_search_and_replay_tell_who_was_chosen() -> None:
    held = record(choosing(opened("ada", "ben")), counted(ada=7, ben=4), declared("ada"))
    row = rows(Source(held, "public", Clock(held.state.starts)))[0]
    assert row[4:] == ("Chosen: Ada Abbott", "Round 1: Ada Abbott 7; Ben Barrow 4 (6 needed out of 11 valid ballots)")
    (found,) = contents_of(held, public=True).things
    assert (found.text, found.outcome) == ("Vice Chair: Ada Abbott", "chosen")
    assert meeting_json(held.state)["choices"][0]["chosen"] == ["ada"]
    assert record_of(held, "public").state.choices == held.state.choices


def at_facilitator() -> Stretch:
    """The SLE has voted on an issue and not carried it, so that a facilitator is selected (8.10(3))."""
    held = record(sitting(SLE), IssueRaised("i1", "Beds", "resolution", ("mseft", "ecc"), "8.7"))
    record(held, PlaceAttempted("i1", "Talks."), IssueAdvanced("i1", "discussion", "as recorded"))
    record(held, AdviceTaken("i1", "Finance group", "Share."), IssueAdvanced("i1", "majority", "as recorded"))
    record(held, motion(rule="issue-majority", topic="resolution", issue="i1"), votes("abstain", [*CCGS, *TRUSTS]))
    return record(declare(held), IssueAdvanced("i1", "facilitator", "as recorded"))


def facilitator(issue: str | None = "i1", places: int = 1) -> ChoiceOpened:
    return opened("ada", "ben", topic="resolution", title="facilitator", rule="8.10(3)", issue=issue, places=places)


def test_a_facilitator_chosen_so_is_the_facilitator_of_the_issue_8_10_3() -> None:
    held = record(at_facilitator(), facilitator(), counted(ada=3, ben=1), declared("ada"))
    issue = held.state.issues["i1"]
    assert (issue.facilitator, issue.stages[-1].outcome) == ("Ada Abbott", "selected")
    assert "Facilitator: Ada Abbott was chosen." in paper(held), (
        "a sentence begins with a capital, however it was typed"
    )
    assert (
        record(at_facilitator(), facilitator(None), counted(ada=1), declared("ada")).state.issues["i1"].facilitator
        == ""
    )


def test_a_facilitator_is_chosen_at_the_stage_of_the_facilitator_and_only_one() -> None:
    early = record(sitting(SLE), IssueRaised("i1", "Beds", "resolution", ("mseft", "ecc"), "8.7"))
    assert "A facilitator is selected at" in refused(early, facilitator()).reason
    asked = opened(*NAMES, issue="i1", places=2, method="most_votes")
    assert "one facilitator" in refused(at_facilitator(), asked).reason


@pytest.mark.parametrize(
    ("title", "item", "issue", "said"),
    [
        ("Vice Chair", "Any other business", None, "election of Vice Chair"),
        ("Lay members", "Appointment of lay members", None, "appointment of Lay members"),
        ("Election of the Vice Chair", "Governance", None, "election of Vice Chair"),
        ("Jo Bloggs or a panel", "Facilitator", "i1", "selection of Jo Bloggs or a panel"),
        ("Site for the hub", "The new hub", None, "choice of Site for the hub"),
    ],
)
def test_who_is_chosen_for_an_office_is_elected_and_other_choices_are_none(
    title: str, item: str, issue: str | None, said: str
) -> None:
    choice = Election("e1", "i1", title, 1, {}, "most_votes", False, None, "", issue, ())
    assert matter_of(replace(choice, called=called(title, item, issue))) == said


@pytest.mark.parametrize("entry", [ItemDeferred("capital", "No time."), ItemClosed("capital")])
def test_an_item_on_which_somebody_is_being_chosen_is_neither_deferred_nor_closed(entry: AnyEntry) -> None:
    stretch = choosing(opened("ada", "ben"))
    words = "The election of Vice Chair on this item is still open; declare or withdraw it"
    with pytest.raises(Refused, match=words):
        refuse_at_the_door(stretch.state, stretch.stamp(9, "2026-11-26T10:40:00.000Z", "secretary", entry))
    record(stretch, ChoiceWithdrawn("vice", reason="No candidates."))
    refuse_at_the_door(stretch.state, stretch.stamp(9, "2026-11-26T10:41:00.000Z", "secretary", entry))
