"""Decisions without a meeting, rulings, and how a decision stands since: found, told and kept from the public as they are."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from boardtui.desk.desk import Desk
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.meeting.fold.minuting import correction_words
from boardtui.meeting.state.labels import owner_label
from boardtui.search.file import beside
from boardtui.search.query import Match
from boardtui.search.shown import beside_words, facts, outcome_words, standing_words, what
from boardtui.tui.views.search import found_rows
from tests import build
from tests.papers.on_desk import command
from tests.search.asking import BOARD, ask, board_with, decided, texts

FIVE = ("ecc", "sbc", "tc", "mseft", "eput")
TERMS = {"urgent": "allowed", "urgent_by": ("chair",), "written": "allowed"}
AGREED = "To support one way of working."


def yes(partner: str, accepts: bool = True, reference: str = "", key: str = "m1") -> e.PartnerResponded:
    return e.PartnerResponded(partner, accepts, "2026-11-26", reference, motion=key)


def agreed(session: Session) -> None:
    """The Board agrees by consensus, subject to ratification by five partners, and three of them answer."""
    session.record(build.motion(rule="agreement", topic="objectives", text=AGREED))
    session.record(e.ConsensusDeclared("m1", True))
    session.record(e.RatificationSought("m1", FIVE, reason="Commitment 6"))
    build.record_all(session, [yes(partner) for partner in FIVE[:3]])


def the(desk: Desk, words: str = "way of working", **filters: object) -> Match:
    (found,) = ask(desk, words, **filters).found
    return found


def outcome(found: Match) -> str:
    return dict(facts(found)).get("Outcome", "")


def next_meeting(session: Session, meeting: str = "2027-02", **changes: object) -> None:
    if session.state.phase != "closed":
        session.record(e.MeetingClosed())
    session.record(build.convened_next(session.state, meeting, **changes))


def urgent(key: str = "u1", **changes: object) -> e.DecisionTaken:
    fields = {"text": "To move the clinic to Basildon.", "reason": "The roof fell in.", "by": ("independent-chair",)}
    return e.DecisionTaken(key, "urgent", date="2026-11-26", **{**fields, **changes})  # type: ignore[arg-type]


def test_a_decision_says_how_many_of_those_asked_have_answered(tmp_path: Path) -> None:
    with board_with(tmp_path) as desk:
        agreed(desk.session(BOARD))
        found = the(desk)
        assert outcome(found) == "agreed by consensus; subject to ratification: 3 of 5 answered"
        (row,) = found_rows([found], 80)
        assert "  waiting 3/5   To support" in "".join(p if isinstance(p, str) else p.text for p in row.parts)
        assert (outcome_words(found.thing), found.thing.outcome) == ("awaiting others, 3/5", "carried")
        assert texts(ask(desk, outcome="waiting")) == texts(ask(desk, outcome="carried")) == [AGREED]
        assert ask(desk, outcome="in_effect").count == 0
        assert texts(ask(desk, partner="eput")) == [AGREED]
        assert texts(ask(desk, "commitment 6")) == [AGREED]


@pytest.mark.parametrize("later", [True, False])
def test_an_action_that_passes_to_somebody_else_is_found_and_told_as_theirs(tmp_path: Path, later: bool) -> None:
    with board_with(tmp_path, e.ActionAgreed("a1", "capital", "Cost the link.", "mseft-ceo", "2026-12-01")) as desk:
        session = desk.session(BOARD)
        if later:
            next_meeting(session)
        session.record(e.ActionUpdated("a1", "open", text="Passed on.", owner="eput-ceo"))
        session.record(e.ActionUpdated("a1", "done", text="Costed."))
        owner = owner_label(session.state, "eput-ceo")
        for public in (False, True):
            found = the(desk, owner, public=public)
            assert (found.thing.owner, found.thing.due, found.thing.outcome) == (owner, "2026-12-01", "done")
            former = owner_label(session.state, "mseft-ceo")
            assert texts(ask(desk, former, public=public)) == ["Cost the link."]  # by whom it was taken on, too
            assert texts(ask(desk, partner="eput", public=public)) == ["Cost the link."]


@pytest.mark.parametrize(
    ("last", "effect", "words"),
    [
        (
            [yes("mseft"), yes("eput", reference="Minute 12/3")],
            "in_effect",
            "in effect since 26 November 2026: ratified by all 5",
        ),
        (
            [yes("mseft", False, reference="Minute 12/3")],
            "not_in_effect",
            "does not take effect: not ratified by Mid & South Essex NHS Foundation Trust, and all must. Still open: "
            "awaiting ratification by Essex Partnership University NHS Foundation Trust",
        ),
        (
            [e.DecisionLapsed("m1", "Overtaken, see minute 12/3.")],
            "not_pursued",
            "not pursued: Overtaken, see minute 12/3",
        ),
    ],
)
@pytest.mark.parametrize("between", [True, False])
def test_what_comes_of_it_meetings_later_is_told_where_it_was_decided(
    tmp_path: Path, last: list[e.AnyEntry], effect: str, words: str, between: bool
) -> None:
    with board_with(tmp_path) as desk:
        session = desk.session(BOARD)
        agreed(session)
        assert ask(desk, "12/3").count == 0
        if between:
            session.record(e.MeetingClosed())
        else:
            next_meeting(session)
            next_meeting_again(session)
        build.record_all(session, last)
        for public in (False, True):
            found = the(desk, "12/3", public=public)
            assert (found.meeting, outcome(found)) == ("2026-11", f"agreed by consensus; {words}")
            assert texts(ask(desk, outcome=effect, public=public)) == [AGREED]
        for _ in last:
            session.undo()
        assert outcome(the(desk)) == "agreed by consensus; subject to ratification: 3 of 5 answered"


def next_meeting_again(session: Session) -> None:
    build.record_all(session, [e.MeetingOpened(), e.MeetingClosed()])
    session.record(build.convened_next(session.state, "2027-05"))


def test_an_urgent_decision_is_found_by_words_day_body_partner_and_outcome_and_told_when_it_was_reported(
    tmp_path: Path,
) -> None:
    with board_with(tmp_path, terms=TERMS) as desk:
        session = desk.session(BOARD)
        build.record_all(session, [e.MeetingClosed(), urgent(by=("independent-chair", "mseft-ceo"))])
        text = urgent().text
        for filters in (
            {"words": "roof"}, {"words": "urgent basildon"}, {"since": "2026-11-26", "until": "2026-11-26"}, {"partner": "mseft"},
            {"outcome": "taken"}, {"outcome": "waiting"}, {"kind": "decision"}, {"body": BOARD, "words": "clinic"},
        ):  # fmt: skip
            assert texts(ask(desk, **filters)) == [text], filters
        found = the(desk, "clinic")
        assert (what(found.thing), outcome(found)) == ("urgent decision", "taken; to be reported to a meeting")
        assert dict(facts(found))["By"].startswith("Ada Abbott (")
        assert session.past(found.thing.at).lines[found.thing.at - 1].entry == urgent(
            by=("independent-chair", "mseft-ceo")
        )
        next_meeting(session, terms=TERMS)
        build.record_all(session, [e.MeetingOpened(), e.DecisionReported("u1", "ratified", text="It was right.")])
        assert outcome(the(desk, "right")) == "taken; reported to a meeting and ratified"
        assert ask(desk, outcome="waiting").count == 0
        session.undo()
        session.record(e.DecisionReported("u1", "not_ratified"))
        assert outcome(the(desk, "clinic")) == "taken; not in effect: the meeting did not ratify it"
        assert texts(ask(desk, outcome="not_in_effect")) == [text]


def test_a_decision_in_writing_is_found_with_its_rule_and_figures(tmp_path: Path) -> None:
    votes = dict.fromkeys(build.CAPITAL[:11], "for")
    taken = e.DecisionTaken(
        "w1", "written", "To buy the site.", "", "2026-11-26", rule="capital", topic="fin_capital", votes=votes
    )  # type: ignore[arg-type]
    with board_with(tmp_path, terms=TERMS) as desk:
        build.record_all(desk.session(BOARD), [e.MeetingClosed(), taken])
        found = the(desk, "buy site")
        assert (what(found.thing), found.thing.clause, found.thing.outcome) == ("decision in writing", "8.4", "carried")
        assert "11 for" in found.thing.figures
        assert texts(ask(desk, partner="bbccg")) == ["To buy the site."]


def test_a_register_of_signatures_and_what_was_sent_to_another_body_tell_what_they_wait_for(tmp_path: Path) -> None:
    with board_with(tmp_path, build.motion()) as desk:
        session = desk.session(BOARD)
        decided(desk)
        session.record(e.DecisionSent("m1", "sle"))
        assert (
            outcome(the(desk, "capital priorities"))
            == "carried; sent to the System Leadership Executive (SLE), no answer yet"
        )
        session.record(e.DecisionAnswered("m1", "sle", "not_carried", "No money.", "2026-11-26", "ab" * 32))
        assert (
            outcome(the(desk, "money")) == "carried; sent to the System Leadership Executive (SLE): not carried there"
        )
        assert the(desk, "money leadership").thing.key == "m1", "found by the title of the body, not by its key"
        session.record(e.AgreementSought("a1", "A new partner.", "new-partner", "2026-11-23"))
        assert (
            outcome(the(desk, "written agreement"))
            == "to be signed: 0 of 21 answered, 0 of 3 points of its checklist shown"
        )
        assert texts(ask(desk, partner="uclp", outcome="waiting")) == ["A new partner."]


def test_a_decision_received_that_found_no_consensus_here_is_told_so_and_found_as_not_carried(tmp_path: Path) -> None:
    received = e.DecisionReceived("r1", "sle", "ab" * 32, e.OpenDecision("m7", "To share beds."))
    put = build.motion(item="objectives", text="To share.", rule="agreement", topic="objectives", answers="r1")
    with board_with(tmp_path, received, put) as desk:
        objections = (e.Objection(build.CAPITAL[0]),)
        desk.session(BOARD).record(e.ConsensusDeclared("m1", False, objections))
        found = the(desk, "beds")
        assert outcome(found) == "no consensus; answered: no consensus"
        assert "To share beds." in texts(ask(desk, outcome="not_carried"))


def test_a_decision_received_is_open_until_a_motion_has_answered_it(tmp_path: Path) -> None:
    history = e.OpenDecision(
        "m7", "To share beds.", number="4.1", meeting="sle-2026-11", clause="8.3", figures="Consensus."
    )
    with board_with(tmp_path, e.DecisionReceived("r1", "sle", "ab" * 32, history)) as desk:
        session = desk.session(BOARD)
        assert (what(the(desk, "beds").thing), outcome(the(desk, "beds"))) == (
            "decision received 4.1",
            "not answered yet",
        )
        session.record(build.motion(rule="agreement", topic="objectives", answers="r1", text="We agree."))
        session.record(e.ConsensusDeclared("m1", True))
        found = the(desk, "beds", outcome="carried")
        assert outcome(found) == "agreed by consensus; answered: agreed by consensus"


def test_committees_in_common_have_said_in_the_room_what_holds(tmp_path: Path) -> None:
    command(tmp_path, "init", "--example", "--charter", "south-yorkshire-bassetlaw", "--db", str(tmp_path / "sy.db"))
    out = command(tmp_path, "decisions", "--outcome", "in-effect", "--db", str(tmp_path / "sy.db"))
    assert "carried; every committee concurs, each for its own organisation" in out.stdout


def test_a_ruling_is_found_by_its_words_and_by_whom_it_is_about(tmp_path: Path) -> None:
    entries = (
        build.motion(),
        e.RulingMade("m1", "base", "present", "As at the last meeting.", "independent-chair"),
        e.RulingMade(
            None,
            "eligible",
            {"partner": "nelft", "topic": "fin_capital", "eligible": False},
            "It is",
            "independent-chair",
        ),
        e.EvidenceGiven("Minute 4 of the SLE", "m1"),
    )
    with board_with(tmp_path, *entries) as desk:
        found = the(desk, "eligible members present")
        assert found.thing.text == (
            "Ada Abbott ruled that votes are counted out of the eligible members present: “As at the last meeting.”"
        )
        assert (what(found.thing), found.thing.item, found.thing.by) == (
            "ruling 3.1",
            "3 Capital priorities",
            "Ada Abbott",
        )
        assert the(desk, kind="ruling", partner="nelft", words="").thing.text.endswith(
            "does not apply to North East London NHS Foundation Trust: “It is”."
        )
        evidence = the(desk, "minute sle").thing
        assert (evidence.kind, evidence.text) == (
            "note",
            f"Evidence given: Minute 4 of the SLE (entered by {build.CLERK}).",
        )
        assert ask(desk, kind="ruling").count == 2


def test_what_is_confidential_of_a_decision_is_not_found_in_public(tmp_path: Path) -> None:
    with board_with(tmp_path, build.motion(text="To support it."), terms=TERMS) as desk:
        session = desk.session(BOARD)
        decided(desk)
        session.record(e.DecisionNotified(("ecc",), "post", "2026-11-24", motion="m1", due="2026-12-24"))
        session.record(e.PublicExcluded("Terms"))
        session.record(e.RulingMade(None, "quorum", 9, "Canary ruling", "independent-chair"))
        assert outcome(the(desk, "support", public=True)) == "carried; answers to the notice: 0 of 1"
        build.record_all(session, [e.MeetingClosed(), urgent(text="Canary clinic", confidential=True)])
        for words in ("canary", "roof"):
            assert ask(desk, words).count and not ask(desk, words, public=True).count
        assert the(desk, "canary clinic").thing.confidential


def test_what_is_said_in_private_of_a_confidential_decision_stays_there_meetings_later(tmp_path: Path) -> None:
    with board_with(tmp_path, terms=TERMS) as desk:
        session = desk.session(BOARD)
        build.record_all(session, [e.MeetingClosed(), urgent(confidential=True)])
        next_meeting(session, terms=TERMS)
        session.record(e.ConfidentialCarried(decisions=session.state.owed.decisions))  # type: ignore[union-attr]
        build.record_all(session, [e.MeetingOpened(), e.DecisionReported("u1", "noted", text="A canary.")])
        assert outcome(the(desk, "canary")) == "taken; reported to a meeting and noted"
        assert ask(desk, public=True).count == 0


def test_a_decision_taken_back_is_told_as_that_and_not_how_it_stood(tmp_path: Path) -> None:
    with board_with(tmp_path, terms=TERMS) as desk:
        session = desk.session(BOARD)
        build.record_all(session, [e.MeetingClosed(), urgent()])
        session.undo()
        found = the(desk, "clinic")
        assert (outcome_words(found.thing), standing_words(found.thing)) == ("undone", "")
        assert ask(desk, outcome="waiting").count == ask(desk, "clinic", public=True).count == 0


def test_an_index_of_the_version_before_is_made_again_by_itself(tmp_path: Path) -> None:
    with board_with(tmp_path) as desk:
        agreed(desk.session(BOARD))
        assert ask(desk).count == 1
        path = beside(desk.store.path)
        with sqlite3.connect(path) as connection:
            connection.execute('UPDATE things SET shown = \'{"seq":1,"at":1,"kind":"motion","text":"old"}\'')
            connection.execute("PRAGMA user_version = 1")
        connection.close()
        assert outcome(the(desk)) == "agreed by consensus; subject to ratification: 3 of 5 answered"


def test_the_command_tells_it_below_the_decision_and_as_data(tmp_path: Path) -> None:
    with board_with(tmp_path) as desk:
        agreed(desk.session(BOARD))
    out = command(tmp_path, "decisions", "--outcome", "waiting").stdout.splitlines()
    assert out[1].strip() == "agreed by consensus; subject to ratification: 3 of 5 answered"
    data = command(tmp_path, "decisions", "--json").stdout
    assert '"effect":null,"waiting":true,"answered":"3/5"' in data


def test_corrected_words_are_found_as_they_read_now_and_by_what_they_read_before(tmp_path: Path) -> None:
    put, note = build.motion(), e.NoteTaken("capital", "The lift costs eleven pounds.")
    changes = {"Board supports": "Board endorses", "eleven": "twelve"}
    with board_with(tmp_path, put, note) as desk:
        decided(desk)
        session = desk.session(BOARD)
        session.record(e.MeetingClosed())
        session.record(build.convened_next(session.state))
        for stood, stands in changes.items():
            session.record(e.MinutesCorrected("2026-11", "capital", "item 3", stood, stands))
        nothing = ask(desk, "endorses").count + ask(desk, "twelve").count
        words = tuple(map(correction_words, session.state.corrections))
        approved = e.MinutesApproved("2026-11", words, signed_by="independent-chair")
        build.record_all(session, [*build.arrivals(["independent-chair"]), e.MeetingOpened(), approved])
        assert (nothing, ask(desk, "twelve").count) == (0, 1)
        for words, text in (("endorses", "That the Board endorses"), ("twelve", "costs twelve pounds")):
            found = the(desk, words).thing
            assert text in found.text and any("read “" in change for change in beside_words(found))
        assert the(desk, "eleven").thing.text == "The lift costs twelve pounds."
        session.undo()
        assert ask(desk, "twelve").count == 0 and the(desk, "eleven").thing.text == "The lift costs eleven pounds."


def test_what_is_not_pursued_but_holds_for_some_is_found_in_part(tmp_path: Path) -> None:
    with board_with(tmp_path) as desk:
        session = desk.session(BOARD)
        session.record(build.motion(rule="agreement", topic="objectives", text=AGREED))
        session.record(e.ConsensusDeclared("m1", True))
        session.record(e.RatificationSought("m1", FIVE, holds="each"))
        build.record_all(session, [yes("ecc"), e.DecisionLapsed("m1", "Overtaken.")])
        for public in (False, True):
            (found,) = ask(desk, outcome="in_part", public=public).found
            assert outcome_words(found.thing) == "in part" and "It holds for Essex County Council" in outcome(found)
            assert texts(ask(desk, outcome="not_pursued", public=public)) == []
