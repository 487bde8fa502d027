"""Amendments carried or accepted, and motions that decide several items: what the substantive motion reads as from then on."""

from __future__ import annotations

import datetime
import re

import pytest
from msgspec.structs import replace

from boardtui.desk.replay import meeting_json
from boardtui.meeting.entries import (
    AgendaItem,
    AmendmentAccepted,
    AnyEntry,
    ConsensusDeclared,
    DecisionNotified,
    EntryRetracted,
    InterestDeclared,
    ItemDeferred,
    MotionWithdrawn,
    PublicExcluded,
    VotesRecorded,
)
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.followup.awaiting import decisions
from boardtui.meeting.words.reasons import reasons_words, until_words
from boardtui.papers.brief import brief
from boardtui.papers.clock import Clock
from boardtui.papers.decisions import rows
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes
from boardtui.papers.notices import notices
from boardtui.papers.source import Source
from boardtui.search.gathering import contents_of
from boardtui.search.shown import what
from boardtui.tui.views.item import item_lines
from boardtui.tui.views.standing import motion_text
from tests.build import AGENDA, BEGINS, CAPITAL, declare, motion, record, refused, result, sitting, the, votes

OLD = "That the Board supports the capital priorities for 2027/28."
NEW = "That the Board supports the capital priorities for 2027/28, save the car park."
NEWER = "That the Board supports the capital priorities for 2027/28, save the car park and the bridge."
MOVER = CAPITAL[0]


def amendment(key: str = "a1", amends: str = "m1", as_amended: str | None = NEW, **changes: object) -> AnyEntry:
    return motion(key, text="To add “save the car park”.", amends=amends, as_amended=as_amended, **changes)


def put(mover: str | None = MOVER) -> Stretch:
    return record(sitting(), motion(mover=mover))


def carried(held: Stretch, key: str) -> Stretch:
    return declare(record(held, votes("for", CAPITAL, key)), key)


def paper(held: Stretch) -> str:
    made = minutes(held, names="dissent", entries=0, fingerprint="f" * 64)
    return as_markdown(minutes_document(made))


def test_when_an_amendment_carries_the_motion_reads_as_amended_and_both_are_minuted() -> None:
    held = carried(record(put(), amendment()), "a1")
    assert (the(held).text, the(held).put_as, the(held).amended_by) == (NEW, OLD, ("a1",))
    carried(held, "m1")
    text = paper(held)
    assert "set out as amended by 3.2. It was put in these words:" in text
    assert text.index(NEW[1:]) < text.index(OLD)


def test_the_amended_words_are_told_everywhere_in_place_of_the_unamended() -> None:
    held = carried(carried(record(put(), amendment()), "a1"), "m1")
    row = next(row for row in rows(Source(held, "public", Clock(held.state.starts))) if row[0] == "3.1")
    assert row[2] == NEW
    assert row[4] == "Carried, as amended"
    assert [thing.text for thing in contents_of(held, public=True).things if thing.key == "m1"] == [NEW]


def test_an_amendment_is_called_one_where_it_was_withdrawn_or_is_found_among_decisions() -> None:
    held = record(put(), amendment("a1"), MotionWithdrawn("a1", "the mover was content"), amendment("a2"))
    text = paper(carried(held, "a2"))
    assert "The amendment to add “save the car park” was withdrawn" in text and "The motion to add" not in text
    decided, *_ = rows(Source(held, "public", Clock(held.state.starts)))
    assert decided[2] == "Amendment to motion 3.1: To add “save the car park”."
    assert [what(thing) for thing in contents_of(held, public=True).things] == [
        "motion 3.1",
        "amendment 3.2",
        "amendment 3.3",
    ]


def test_an_amendment_asks_nobody_to_agree_afterwards_the_motion_does() -> None:
    held = record(sitting(), motion(rule="variation", topic=None), amendment(rule="variation", topic=None))
    record(held, ConsensusDeclared("a1", True))
    assert held.state.motions["a1"].asked is None and not list(decisions(held.state))
    assert "is an amendment" in refused(held, DecisionNotified(("ecc",), "letter", "2026-11-27", motion="a1")).reason
    assert "What follows" not in paper(held)
    record(held, ConsensusDeclared("m1", True))
    assert the(held).asked is not None and [each.decision for each in decisions(held.state)] == ["m1"]
    assert "What follows" in paper(held)


def test_an_amendment_that_is_lost_changes_nothing() -> None:
    held = declare(record(put(), amendment(), votes("against", CAPITAL, "a1")), "a1")
    assert (the(held).text, the(held).put_as) == (OLD, "")


def test_votes_recorded_before_the_amendment_lapse() -> None:
    held = carried(record(put(), votes("for", CAPITAL[:9]), amendment()), "a1")
    assert the(held).votes == {}
    assert result(held).for_ == 0


def test_the_mover_of_the_motion_accepts_an_amendment() -> None:
    held = record(put(), votes("for", CAPITAL[:9]), amendment(), AmendmentAccepted("a1"))
    assert (the(held).text, the(held).votes, the(held, "a1").status) == (NEW, {}, "accepted")
    told_of = next(one for one in meeting_json(held.state)["motions"] if one["motion"] == "a1")
    assert told_of["outcome"] == "accepted"
    assert {told_of[name] for name in ("for", "against", "abstain", "not_voted", "eligible", "base", "needed")} == {
        None
    }
    assert "An amendment was accepted by the mover of the motion" in paper(held)


def test_an_amendment_is_not_accepted_where_nobody_moved_the_motion() -> None:
    held = record(put(mover=None), amendment())
    assert "no mover" in refused(held, AmendmentAccepted("a1")).reason
    assert "amends nothing" in refused(put(), AmendmentAccepted("m1")).reason
    assert "is no longer open" in refused(carried(held, "a1"), AmendmentAccepted("a1")).reason


def test_one_amendment_of_a_motion_is_open_at_a_time() -> None:
    held = record(put(), amendment())
    assert "3.2 of motion 3.1 is still open" in refused(held, amendment("a2")).reason
    assert "Decide or withdraw the amendment" in refused(held, result(held)).reason
    record(held, MotionWithdrawn("a1", "not pressed"), amendment("a2"))
    assert the(held, "a2").status == "open"


def test_only_an_amendment_says_how_a_motion_reads_as_amended() -> None:
    assert "Only an amendment" in refused(sitting(), motion(as_amended=NEW)).reason
    assert "whole text" in refused(put(), amendment(as_amended="  ")).reason


def test_an_amendment_to_an_amendment_gives_the_substantive_text_again() -> None:
    held = record(put(), amendment(), amendment("a2", amends="a1", as_amended=NEWER))
    carried(held, "a2")
    assert (the(held).text, the(held, "a1").as_amended, the(held, "a1").text) == (
        OLD,
        NEWER,
        "To add “save the car park”.",
    )
    carried(held, "a1")
    assert the(held).text == NEWER


def test_the_amended_motion_keeps_how_it_was_first_put() -> None:
    held = carried(record(put(), amendment()), "a1")
    carried(record(held, amendment("a2", as_amended=NEWER)), "a2")
    assert (the(held).text, the(held).put_as, the(held).amended_by) == (NEWER, OLD, ("a1", "a2"))


def test_taking_back_the_result_of_an_amendment_gives_the_old_words_and_votes_again() -> None:
    held = carried(record(put(), votes("for", CAPITAL[:9]), amendment()), "a1")
    record(held, EntryRetracted(held.lines[-1].seq, "miscounted"))
    assert (the(held).text, len(the(held).votes)) == (OLD, 9)


def test_in_private_a_public_motion_is_not_amended() -> None:
    held = record(put(), PublicExcluded("a claim"))
    assert "when the public is back" in refused(held, amendment()).reason


def test_meetings_of_older_vocabularies_take_amendments_side_by_side() -> None:
    held = record(sitting(vocabulary=2), motion(), amendment(as_amended=None), amendment("a2", as_amended=None))
    assert len(held.state.motions) == 3


ITEMS = (
    *AGENDA,
    replace(AGENDA[2], item="beds", number="6", title="Beds", recommendation="To buy forty beds."),
    replace(AGENDA[2], item="vans", number="7"),
)


def en_bloc(*before: AnyEntry, **changes: object) -> Stretch:
    return record(sitting(agenda=ITEMS), *before, motion(covers=("beds", "vans"), **changes))


def test_one_motion_decides_several_items_and_the_minutes_of_each_say_so() -> None:
    held = carried(en_bloc(), "m1")
    text = paper(held)
    assert "it decides items 6 and 7 as well" in text
    assert text.count("Put en bloc with item 3 as motion 3.1") == 2
    assert text.count("Recommended on this item: “To buy forty beds.”") == 1
    assert "Beds" not in as_markdown(brief(Source(held, "public", Clock(held.state.starts))))
    row = rows(Source(held, "public", Clock(held.state.starts)))[0]
    assert row[1] == "3. Capital priorities; 6. Beds; 7. Capital priorities"
    assert row[2].endswith(" Item 6: To buy forty beds.")
    assert "To buy forty beds." in contents_of(held, public=True).things[0].words


def test_what_was_withdrawn_to_be_put_anew_on_the_others_is_told_only_where_it_was_put() -> None:
    anew = motion("m2", item="beds", covers=("vans",))
    text = paper(carried(record(en_bloc(), MotionWithdrawn("m1", "item 3 is removed"), anew), "m2"))
    assert "Put en bloc with item 3" not in text and text.count("Put en bloc with item 6 as motion 6.1") == 1
    assert text.count("item 3 is removed") == 2  # in an annex too


def test_items_decided_together_are_known_of_one_element_and_not_deferred() -> None:
    held = sitting(agenda=ITEMS)
    assert "no agenda item" in refused(held, motion(covers=("roads",))).reason
    assert "named twice" in refused(held, motion(covers=("capital",))).reason
    assert "named twice" in refused(held, motion(covers=("beds", "beds"))).reason
    assert "Annex 1 subject" in refused(held, motion(covers=("objectives",))).reason
    record(held, ItemDeferred("beds", "no paper"))
    assert "deferred" in refused(held, motion(covers=("beds",))).reason


def test_items_decided_together_are_all_public_or_all_confidential() -> None:
    from boardtui.meeting.entries import ConfidentialCarried, MeetingOpened, MemberArrived
    from tests.build import convened, play

    secret = AgendaItem(item="claim", title="A claim", number="9", topic="fin_capital")
    held = play([convened(), ConfidentialCarried(agenda=(secret,)), MemberArrived(MOVER), MeetingOpened()])
    assert "both public or both confidential" in refused(held, motion(covers=("claim",))).reason


def interest(*items: str, handling: str = "withdraws") -> InterestDeclared:
    return InterestDeclared(CAPITAL[1], items, "financial", "It bids.", handling)  # type: ignore[arg-type]


def test_items_in_which_a_member_present_has_another_interest_are_not_decided_together() -> None:
    held = record(sitting(agenda=ITEMS), interest("beds"))
    assert "not the same interest in item 6" in refused(held, motion(covers=("beds",))).reason
    assert record(held, interest("capital", "beds"), motion(covers=("beds",)))
    later = record(en_bloc(), interest("vans"))
    assert "not the same interest in item 7" in refused(later, result(later)).reason


@pytest.mark.parametrize(
    ("by_when", "said"),
    [
        ("2027-03-31", "by 31 March 2027"),
        ("March 2027", "by March 2027"),
        ("before the next meeting", "before the next meeting"),
        ("Within a week", "within a week"),
        ("Inauguration day", "by Inauguration day"),
        ("", ""),
    ],
)
def test_by_when_a_decision_is_carried_out_is_told_as_people_say_it(by_when: str, said: str) -> None:
    put = the(record(sitting(), motion(delegated_to="the Executive Lead", by_when=by_when)))
    assert until_words(put) == said
    assert next(reasons_words(put)).endswith(f"the Executive Lead{f', to be done {said}' if said else ''}.")


def test_a_covered_item_is_not_deferred_under_the_motion() -> None:
    assert "still open" in refused(en_bloc(), ItemDeferred("beds", "no paper")).reason


def test_sentences_end_with_one_full_stop_whether_it_was_typed_or_not() -> None:
    for text, reasons in (("To buy both", "The roof leaks"), ("To buy both.", "The roof leaks.")):
        told = paper(carried(en_bloc(text=text, reasons=reasons), "m1"))
        assert re.search(r"as motion 3\.1: “To buy both(\.”|”\.) Carried\.", told)
        assert told.count("\n- Reasons for the decision: The roof leaks.\n") == 1


def test_reasons_and_who_carries_out_a_decision_stand_with_it() -> None:
    held = record(sitting(), motion(reasons="The roof leaks.", delegated_to="the Executive Lead", by_when="March 2027"))
    record(held, VotesRecorded("m1", "for", CAPITAL))
    declare(held)
    text = paper(held)
    assert "Reasons for the decision: The roof leaks." in text
    assert "Carrying it out is delegated to the Executive Lead, to be done by March 2027." in text
    row = rows(Source(held, "public", Clock(held.state.starts)))[0]
    assert row[4] == "Carried, delegated to the Executive Lead, by March 2027. Reasons: The roof leaks."
    assert "The roof leaks." in contents_of(held, public=True).things[0].words
    record(held, DecisionNotified(("ecc",), "letter", "2026-11-27", motion="m1"))
    (letter,) = notices(Source(held, "public", Clock(held.state.starts))).values()
    assert "Reasons for the decision: The roof leaks." in as_markdown(letter)
    beside = item_lines(held.state, "capital", 80, datetime.datetime.fromisoformat, BEGINS)
    assert any("The roof leaks." in span.text for row in beside for span in row)
    shown = " ".join(
        part if isinstance(part, str) else part.text for part in motion_text(held.state, held.state.motions["m1"])
    )
    assert "Carrying it out is delegated to the Executive Lead, to be done by March 2027." in shown
