"""Which entries a public copy withholds, for every kind of entry, and what stays hidden from then on."""

from __future__ import annotations

from typing import get_args

import pytest
from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.fold.confidential import LABELS, Matter, heard_in_public, is_confidential
from boardtui.meeting.fold.keys import next_action, next_motion
from boardtui.meeting.fold.sitting import public_matter
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.record import record_of
from tests.build import SLE, confidential_matter, convened, motion, record, refused, result, sitting, votes
from tests.meeting.of_any_kind import SECRET, private, some

KINDS = {kind.__name__: kind for kind in e.AnyEntry.__args__}  # type: ignore[attr-defined]
BRING_IN_A_MOTION = ("MotionPut",)
RETURN = ("MeetingConvened", "MeetingClosed", "MeetingCalledOff", "PublicReadmitted", "SeatFilled")


@pytest.mark.parametrize("name", KINDS)
def test_everything_recorded_while_the_public_is_excluded_is_confidential(name: str) -> None:
    board = record(sitting(), e.PublicExcluded(reason="staff"), e.NoteTaken(None, "x"))
    last = board.lines[-1].seq
    of_an_entry = {"EntriesCorrected": {"entries": [{"seq": last}]}}
    target = {"seq": last} if name in ("EntryRetracted", "TimeStated") else of_an_entry.get(name, {})
    hidden = board.stamp(99, "", "", some(KINDS[name], **target)).confidential
    assert hidden is (name not in RETURN)


@pytest.mark.parametrize("name", KINDS)
def test_in_public_only_what_is_about_something_confidential_is(name: str) -> None:
    board = private()
    assert is_confidential(board.state, some(KINDS[name])) is (name == "ConfidentialCarried")
    here = {"meeting": board.state.meeting}
    for field, key in (("item", "appeal"), ("motion", "m-secret"), ("issue", "i-secret"), ("action", "a-secret")):
        if field in KINDS[name].__struct_fields__ and name != "MeetingConvened":
            about = some(KINDS[name], **{**here, field: key})
            if name == "ItemAdded" or (name in BRING_IN_A_MOTION and field == "motion"):
                continue
            assert is_confidential(board.state, about), field


class ThingSold(e.Entry, frozen=True):
    """A kind that nobody has told the rules of confidentiality about."""

    thing: str


class ThingSoldOnAnItem(ThingSold, frozen=True):
    item: str | None


def test_a_kind_that_names_nothing_known_is_confidential_until_somebody_says_what_it_is() -> None:
    state = private().state
    assert is_confidential(state, ThingSold("x"))  # type: ignore[arg-type]
    assert is_confidential(state, ThingSoldOnAnItem("x", "appeal"))  # type: ignore[arg-type]
    assert not is_confidential(state, ThingSoldOnAnItem("x", "capital"))  # type: ignore[arg-type]


OF_WHAT_IS_OPEN = ("NoteTaken", "ActionAgreed", "IssueRaised", "GuestAttended", "InterestRegistered")


@pytest.mark.parametrize("name", OF_WHAT_IS_OPEN)
def test_what_names_no_item_is_about_the_one_that_is_open(name: str) -> None:
    entry = some(KINDS[name])
    if "item" in KINDS[name].__struct_fields__:
        entry = replace(entry, item=None)
    board = record(private(), e.ItemOpened("appeal"))
    assert board.stamp(99, "", "", entry).confidential
    record(board, e.MotionWithdrawn("m-secret", "moot"), e.ItemClosed("appeal"), e.ItemOpened("capital"))
    assert not board.stamp(99, "", "", entry).confidential


@pytest.mark.parametrize("name", ("NoteTaken", "ActionAgreed"))
def test_what_names_a_public_item_is_public_whatever_item_is_open(name: str) -> None:
    board = record(private(), e.ItemOpened("appeal"))
    assert not board.stamp(99, "", "", some(KINDS[name], item="capital")).confidential


@pytest.mark.parametrize("kind", [e.MinutesCorrected, e.PaperWithheld, e.PaperReleased])
def test_an_item_of_another_meeting_is_not_the_confidential_one_with_its_key(kind: type) -> None:
    board = private()
    assert is_confidential(board.state, some(kind, meeting=board.state.meeting, item="appeal"))
    assert not is_confidential(board.state, some(kind, meeting="2027-02", item="appeal"))


def test_a_confidential_interest_is_declared_in_public_in_words_that_may_be_heard() -> None:
    """What is declared on items says in its own words what may be heard of the interest in the register."""
    board = record(private(), e.InterestRegistered("r1", "mseft-ceo", "financial", "Treated by it.", confidential=True))
    declared = e.InterestDeclared(
        "mseft-ceo", ("capital",), "financial", "A health matter.", "withdraws", standing="r1"
    )
    assert not is_confidential(board.state, declared)
    assert is_confidential(board.state, e.InterestEnded("r1", "2026-11-23"))


def test_an_interest_in_a_confidential_item_is_confidential() -> None:
    interest = e.InterestDeclared("mseft-ceo", ("capital", "appeal"), "financial", "", "noted")
    assert is_confidential(private().state, interest)


BY_ANY = pytest.mark.parametrize("vocabulary", [2, 3])  # older books are judged by rules of their own


def read_by(vocabulary: int, board: Stretch) -> Stretch:
    """The same meeting as if it had been convened under that vocabulary."""
    board.state = replace(board.state, vocabulary=vocabulary)
    return board


@BY_ANY
def test_what_amends_or_follows_a_confidential_motion_is_confidential(vocabulary: int) -> None:
    state = read_by(vocabulary, private()).state
    assert is_confidential(state, motion("m2", amends="m-secret"))
    assert is_confidential(state, motion("m2", follows="m-secret"))
    assert not is_confidential(state, motion("m2", amends="m1"))


@BY_ANY
def test_a_ruling_that_there_is_no_decision_on_a_confidential_issue_is_confidential(vocabulary: int) -> None:
    board = read_by(vocabulary, private())
    on = e.RulingMade(None, "no_decision", "i-secret", "The parties ask for a facilitator.", "independent-chair")
    assert board.stamp(99, "", "", on).confidential
    assert not board.stamp(99, "", "", replace(on, value="i1")).confidential


@BY_ANY
def test_a_motion_that_answers_a_confidential_decision_is_confidential(vocabulary: int) -> None:
    board = private()
    for key, confidential in (("d-secret", True), ("d1", False)):
        history = e.OpenDecision(key, "To merge two wards.", confidential=confidential)
        record(board, e.DecisionReceived(key, "sle", "f" * 64, history))
        read_by(vocabulary, board)
        assert board.stamp(99, "", "", motion("m9", answers=key)).confidential is confidential


def test_what_is_marked_is_confidential() -> None:
    state = private().state
    assert is_confidential(state, e.NoteTaken(item=None, text="x", confidential=True))
    assert is_confidential(state, e.ItemAdded(item="new", title="x", confidential=True))
    history = e.OpenIssue("i9", "x", confidential=True)
    assert is_confidential(state, e.IssueReceived("i9", "sle", "0" * 64, history))


def test_meeting_convened_is_public_and_so_is_the_exclusion_itself() -> None:
    board = record(private(), e.PublicExcluded(reason="staff"), e.NoteTaken(None, "x"), e.PublicReadmitted())
    record(board, e.NoteTaken(None, "y"))
    assert [line.confidential for line in board.lines[:2]] == [False, True]
    assert [line.confidential for line in board.lines[-4:]] == [False, True, False, False]


def test_the_public_hears_what_is_said_only_while_it_is_there() -> None:
    board = sitting()
    heard = [heard_in_public(board.state)]
    heard += [heard_in_public(record(board, e.PublicExcluded(reason="staff")).state)]
    heard += [heard_in_public(record(board, e.PublicReadmitted()).state)]
    assert heard == [True, False, True]
    assert not heard_in_public(sitting(SLE).state)


def test_where_the_public_is_not_admitted_nobody_is_to_be_excluded() -> None:
    assert "not in public" in refused(sitting(SLE), e.PublicExcluded(reason="staff")).reason


def test_the_retraction_of_a_confidential_entry_is_confidential() -> None:
    board = record(sitting(), e.NoteTaken(None, "x", confidential=True))
    record(board, e.EntryRetracted(seq=board.lines[-1].seq, reason="The appeal of Mrs X."))
    assert board.lines[-1].confidential


def test_an_item_added_in_private_stays_confidential() -> None:
    board = record(
        sitting(), e.PublicExcluded(reason="staff"), e.ItemAdded(item="new", title="x"), e.PublicReadmitted()
    )
    record(board, e.NoteTaken(item="new", text="y"))
    assert board.lines[-1].confidential


ON_WHAT_IS_PUBLIC: list[tuple[str, e.AnyEntry]] = [
    ("Motion 3.1", votes("for", ["mseft-ceo"])),
    ("Motion 3.1", e.ResultDeclared("m1", "not_carried", 0, 0, 0, 14, 14, 14, 11)),
    ("Motion 3.1", e.MotionWithdrawn("m1", "Mrs X")),
    ("Motion 3.1", e.RulingMade("m1", "procedure", "By hands.", "So ruled.", "independent-chair")),
    ("Motion 3.1", motion("m2", amends="m1")),
    ("Motion 3.1", motion("m2", follows="m1")),
    ("Motion 3.1", e.PartnerResponded("ecc", True, "2026-12-01", motion="m1")),
    ("Decision d1", motion("m2", answers="d1")),
    ("Decision d1", e.DecisionReported("d1", "noted")),
    ("Issue i1", motion("m2", item="appeal", rule="agreement", issue="i1")),
    ("Issue i1", e.AdviceTaken("i1", "SFLG", "Insolvent.")),
    ("Issue i1", e.RulingMade(None, "no_decision", "i1", "No agreement.", "independent-chair")),
    ("Action a1", e.ActionUpdated("a1", "open", None, "Mrs X objects.")),
]


@pytest.mark.parametrize(("what", "entry"), ON_WHAT_IS_PUBLIC)
def test_what_becomes_of_something_public_is_not_recorded_in_private(what: str, entry: e.AnyEntry) -> None:
    received = e.DecisionReceived("d1", "sle", "f" * 64, e.OpenDecision("m1", "x"))
    board = record(private(), received, e.PublicExcluded(reason="staff"))
    reason = refused(board, entry).reason
    assert reason.startswith(f"{what} is public")
    assert reason.endswith("record it when the public is back, or after the close.")


def test_with_the_public_there_a_confidential_motion_is_not_about_a_public_issue_either() -> None:
    reason = refused(private(), motion("m2", item="appeal", rule="agreement", issue="i1")).reason
    assert reason == "Issue i1 is public, and item 6 is confidential; one entry cannot be about both."


def test_attendance_the_chair_interests_and_what_is_private_are_recorded_in_private() -> None:
    board = record(private(), e.PublicExcluded(reason="staff"))
    record(board, e.MemberLeft("nelft-chair"), e.MemberArrived("nelft-chair"), e.ChairTaken("mseft-ceo"))
    record(board, e.InterestDeclared("mseft-ceo", ("capital",), "financial", "x", "withdraws"))
    record(board, motion("m2"), votes("for", ["nelft-ceo"], "m2"), e.ActionUpdated("a-secret", "done"))
    record(board, e.IssueResolved("i-secret", "Settled."), e.ActionAgreed("a2", "capital", "Sell.", "J Smith"))
    assert all(line.confidential for line in board.lines[-9:])
    assert board.state.actions["a2"].confidential


def test_what_was_public_stays_so_to_the_end_of_the_meeting() -> None:
    board = record(
        private(), e.PublicExcluded(reason="staff"), e.NoteTaken("capital", "x"), e.ItemDeferred("objectives", "x")
    )
    public = [line.seq for line in board.lines if not line.confidential]
    record(board, e.PublicReadmitted(), e.MotionWithdrawn("m1", "x"), e.MotionWithdrawn("m-secret", "x"))
    record(board, e.MeetingClosed())
    assert [line.seq for line in board.public_lines()][: len(public)] == public


def test_closing_is_public_and_ends_the_exclusion() -> None:
    board = record(private(), e.MotionWithdrawn("m1", "x"), e.MotionWithdrawn("m-secret", "x"))
    record(board, e.PublicExcluded(reason="staff"), e.NoteTaken("capital", "x"), e.MeetingClosed())
    assert not board.lines[-1].confidential
    assert (board.state.excluded, board.state.excluded_reason) == (False, "")
    correction = e.MinutesCorrected("2026-11", "capital", "Item 3", "x", "y")
    record(board, e.ActionUpdated("a1", "done"), e.AdviceTaken("i1", "SFLG", "x"), correction)
    assert not any(line.confidential for line in board.lines[-3:])
    record(board, e.ActionUpdated("a-secret", "done"), replace(correction, stood="z", confidential=True))
    record(board, e.ParagraphDrafted("appeal", "x"), e.ActionAgreed("a3", None, "x", "x", confidential=True))
    assert all(line.confidential for line in board.lines[-4:])


def test_in_a_meeting_of_the_vocabulary_before_the_exclusion_lasts() -> None:
    board = record(sitting(vocabulary=2), e.PublicExcluded(reason="staff"), e.MeetingClosed())
    assert board.lines[-1].confidential and board.state.excluded


def test_a_retraction_and_a_time_are_public_exactly_where_their_target_is() -> None:
    board = record(sitting(), e.NoteTaken(None, "heard"), e.PublicExcluded(reason="staff"), e.NoteTaken(None, "x"))
    heard, _, secret = (line.seq for line in board.lines[-3:])
    record(board, e.TimeStated(heard, "2026-11-23T10:02:05.000Z"), e.EntryRetracted(secret, "x"))
    assert [line.confidential for line in board.lines[-2:]] == [False, True]
    record(board, e.PublicReadmitted(), e.EntryRetracted(board.lines[-2].seq, "x"))
    assert not board.lines[-1].confidential


def test_the_public_comes_back_to_those_who_are_there() -> None:
    board = record(sitting(), e.PublicExcluded(reason="staff"), e.MemberLeft("mseft-ceo"))
    there = tuple(key for key in board.state.members if key != "mseft-ceo")
    wrong = refused(board, e.PublicReadmitted(present=(*there, "mseft-ceo"))).reason
    assert wrong == "The members said to be present when the public comes back are not those who are."
    record(board, e.PublicReadmitted(present=there))
    assert not board.state.excluded


def test_private_motions_and_items_are_numbered_in_a_series_of_their_own() -> None:
    board = record(sitting(), motion("m1"), e.PublicExcluded(reason="staff"), motion("pm1"), motion("pm2"))
    record(board, e.ItemAdded("px1", "A lease"), e.PublicReadmitted(), motion("m2"), e.ItemAdded("x1", "A visit"))
    assert [found.number for found in board.state.motions.values()] == ["3.1", "P3.1", "P3.2", "3.2"]
    assert [item.agenda.number for item in board.state.items.values()][-2:] == ["P1", "6"]


def test_a_motion_on_a_private_item_has_the_number_of_the_item() -> None:
    board = record(private(), motion("m3", item="appeal"))
    assert board.state.motions["m3"].number == "6.2"


def test_a_private_item_gives_way_to_a_public_one_that_is_added_with_its_number() -> None:
    board = record(private(), motion("m3", item="appeal"))
    mine = [key for key, found in board.state.motions.items() if found.item == "appeal"]
    record(board, e.ItemAdded("x1", "A visit"))
    assert [board.state.items[key].agenda.number for key in ("appeal", "x1")] == ["C6", "6"]
    assert [board.state.motions[key].number for key in mine] == ["C6.1", "C6.2"]
    record(board, motion("m4", item="x1"), e.ItemAdded("x2", "Thanks"))
    assert board.state.motions["m4"].number == "6.1" and board.state.items["x2"].agenda.number == "7"
    assert board.state.items["appeal"].agenda.number == "C6", "it gives way once"
    public = record_of(board, "public").now
    assert [item.agenda.number for item in public.items.values()][-2:] == ["6", "7"] and "appeal" not in public.items
    retracted = next(
        line.seq for line in board.lines if isinstance(line.entry, e.ItemAdded) and line.entry.item == "x2"
    )
    record(board, e.EntryRetracted(retracted, "not now"))
    assert board.state.items["appeal"].agenda.number == "C6"


def test_a_public_item_is_not_added_after_a_private_one() -> None:
    reason = refused(private(), e.ItemAdded("x1", "A visit", after="appeal")).reason
    assert reason == "Item 6 is confidential; add a public item after a public one, or at the end."
    assert record(private(), e.ItemAdded("x1", "A lease", after="appeal", confidential=True)).lines[-1].confidential


def test_keys_of_what_is_private_run_in_a_series_of_their_own() -> None:
    board = record(private(), motion("2026-11-pm1", item="appeal"))
    assert next_motion(board.state) == "2026-11-m1"
    assert next_motion(board.state, private=True) == "2026-11-pm2"
    assert next_action(board.state, private=True) == "2026-11-pa1"
    older = sitting(vocabulary=2).state
    assert next_motion(older, private=True) == "2026-11-m1"


def test_whatever_an_entry_can_name_says_whether_it_is_confidential_and_has_words() -> None:
    assert set(get_args(Matter)) == set(LABELS)
    assert all(hasattr(matter, "confidential") for matter in LABELS)


def test_the_outcome_of_an_item_told_in_private_is_marked_so() -> None:
    board = record(sitting(), e.PublicExcluded(reason="staff"), e.ItemClosed(item="capital", outcome="Paid."))
    assert board.state.items["capital"].outcome_confidential


def test_confidential_votes_are_counted_like_any_others() -> None:
    board = record(private(), votes("for", ["mseft-ceo"], "m-secret"))
    assert board.lines[-1].confidential
    assert result(board, "m-secret").for_ == 1
    assert replace(SECRET, confidential=True) == board.state.items["appeal"].agenda


def test_a_notice_given_in_private_is_carried_over_in_confidence() -> None:
    board = record(sitting(), e.PublicExcluded("Commercial terms"))
    record(board, e.NoticeGiven("2027-02", "2026-11-26", "by e-mail", "2027-02-12"), e.PublicReadmitted())
    record(board, e.MeetingClosed())
    assert (public_matter(board.state).notices, len(confidential_matter(board.state).notices)) == ((), 1)
    later = Stretch(board.state.book, board.state)
    first = replace(
        convened(), meeting="2027-02", starts="2027-02-12T10:00:00+00:00", carried=public_matter(board.state)
    )
    record(later, first)
    assert "not yet carried over: 2027-02" in refused(later, e.MeetingOpened()).reason
    record(later, confidential_matter(board.state))
    given = later.state.meeting_notices
    assert [(one.meeting, one.confidential) for one in given] == [("2027-02", True)]
    assert later.lines[-1].confidential
