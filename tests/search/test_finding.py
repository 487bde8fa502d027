"""What is found, by which words and filters, and how it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.meeting import entries as e
from boardtui.search.asking import day_meant, meant
from boardtui.search.query import Query, QueryError
from boardtui.search.shown import outcome_words, what
from tests import build
from tests.search.asking import BOARD, ask, board_with, decided, index_of, texts


def test_a_motion_is_found_with_its_rule_clause_and_figures(tmp_path: Path) -> None:
    with board_with(tmp_path, build.motion()) as desk:
        decided(desk)
        (found,) = ask(desk, "capital priorities 2027/28").found
        thing = found.thing
        assert (found.book, found.meeting, found.starts[:10]) == (BOARD, "2026-11", "2026-11-23")
        assert (thing.kind, thing.number, thing.outcome, thing.clause) == ("motion", "3.1", "carried", "8.4")
        assert thing.figures.startswith(
            "CARRIED: 11 for, 0 against, 0 abstained, 3 did not vote; 11 needed out of 14 eligible members"
        )
        assert thing.counted["eligible"] == 14
        assert desk.session(BOARD).past(thing.at).lines[thing.at - 1].entry == desk.session(BOARD).lines[-1].entry


def test_a_consensus_that_was_not_reached_is_found_as_that(tmp_path: Path) -> None:
    objected = e.ConsensusDeclared("m1", False, (e.Objection(build.CAPITAL[0], "Too early."),))
    with board_with(tmp_path, build.motion(rule="agreement", topic="objectives"), objected) as desk:
        (found,) = ask(desk, "capital priorities 2027/28", kind="motion", outcome="not_carried").found
        assert (outcome_words(found.thing), found.thing.outcome) == ("no consensus", "not_carried")
        assert "carried" not in found.thing.figures.casefold()


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("sch", True),  # the beginning of a word
        ("SCHÖN", True),
        ("schon cafe", True),  # accents and capitals
        ("cafe schon", True),  # in any order
        ('"schöne cafés"', True),
        ('"cafe schone"', False),  # in quotes only in that order
        ('"sch"', False),  # and whole words
        ("schön tea", False),  # every word
        ('"schöne cafés', True),  # a quotation that is still being typed
        ("part 3 capital", True),  # the item is found too
    ],
)
def test_words_beginnings_phrases_and_accents(tmp_path: Path, words: str, there: bool) -> None:
    note = e.NoteTaken("capital", "Schöne Cafés for the part 3 wards.")
    with board_with(tmp_path, note) as desk:
        assert bool(ask(desk, words).count) is there


HOSTILE = [
    '"', '""', '"""', "'", "*", "AND", "OR NOT", "NEAR(a b)", "text:a", "{text} : a", "a*", "^a", "a^", "(", ")", "a)(", "-a",
    "+", "a AND", "facets:xviewx616c6c", "\0", "a\0b", "\ud800", "😀", "😀 a", "\u202e", "a" * 5000, '"a' * 300, "%s", ";--",
]  # fmt: skip


def test_nothing_that_is_typed_is_an_error(tmp_path: Path) -> None:
    with board_with(tmp_path, e.NoteTaken("capital", "A quiet note.")) as desk:
        index = index_of(desk)
        for words in HOSTILE:
            found = texts(index.find(Query(words)))
            left = any(char.isalnum() for char in words)
            assert left or found == ["A quiet note."], words  # where no word is left nothing narrows
        index.close()


def test_filters_are_no_words_that_somebody_could_type(tmp_path: Path) -> None:
    with board_with(tmp_path, e.NoteTaken("capital", "A quiet note.", confidential=True)) as desk:
        assert ask(desk, "xviewx").count == 0
        assert ask(desk, "", partner='x" OR text : "quiet').count == 0


def test_filters_narrow_by_kind_outcome_partner_body_and_day(tmp_path: Path) -> None:
    entries = (
        build.motion("m1", text="First.", mover="mseft-chair"),
        build.motion("m2", text="Second."),
        build.motion("m3", text="Third.", rule="agreement", topic="objectives", affected=("ecc",)),
        e.MotionWithdrawn("m2", "Not needed"),
        e.NoteTaken("capital", "A note."),
        e.ActionAgreed("a1", "capital", "Report.", "ecc", "2026-12-24"),
        e.IssueRaised("i1", "Beds", "objectives", ("ecc", "mseft"), "8.6"),
    )
    with board_with(tmp_path, *entries) as desk:
        decided(desk)
        assert texts(ask(desk, kind="motion")) == ["Third.", "Second.", "First."]
        assert texts(ask(desk, outcome="carried")) == ["First."]
        assert texts(ask(desk, outcome="withdrawn")) == ["Second."]
        assert texts(ask(desk, outcome="open")) == ["Beds", "Report.", "Third."]
        assert texts(ask(desk, partner="ecc")) == ["Beds", "Report.", "Third."]
        assert texts(ask(desk, partner="mseft", kind="motion")) == ["Second.", "First."]  # asked under 8.4
        assert ask(desk, body=BOARD).count == 6
        assert ask(desk, body="sle").count == 0
        assert ask(desk, since="2026-11-23", until="2026-11-23").count == 6
        assert ask(desk, since="2026-11-24").count == ask(desk, until="2026-11-22").count == 0
        assert texts(ask(desk, "not needed")) == ["Second."]  # the reason of a withdrawal


def test_a_book_that_is_called_otherwise_than_its_body_is_found_by_both(tmp_path: Path) -> None:
    with board_with(tmp_path) as desk:
        session = desk.session("past-council")
        for line in build.sitting().lines:
            session.record(line.entry)
        session.record(e.NoteTaken("capital", "Long ago."))
        index = index_of(desk)
        for said, several in (("past-council", 1), (BOARD, 1)):
            query = meant(index, Query(body=said), desk.bodies())
            assert index.find(query).count == several
        index.close()


def test_who_owns_an_action_is_known_by_seat_name_or_partner(tmp_path: Path) -> None:
    entries = [
        e.ActionAgreed(f"a{number}", "capital", f"By {owner}", owner)
        for number, owner in enumerate(("mseft-ceo", "mseft", "Somebody else"))
    ]
    with board_with(tmp_path, *entries) as desk:
        assert texts(ask(desk, partner="mseft")) == ["By mseft", "By mseft-ceo"]


def test_an_amendment_is_found_with_what_it_amends(tmp_path: Path) -> None:
    with board_with(tmp_path, build.motion(), build.motion("m2", text="To say may.", amends="m1")) as desk:
        assert texts(ask(desk, "amends 3.1")) == ["To say may."]


def test_the_latest_come_first_and_the_count_is_of_all(tmp_path: Path) -> None:
    notes = [e.NoteTaken("capital", f"Note {number}") for number in range(6)]
    with board_with(tmp_path, *notes) as desk:
        index = index_of(desk)
        results = index.find(Query("note"), 2)
        index.close()
        assert texts(results) == ["Note 5", "Note 4"]
        assert results.words == "6 found"


def test_no_more_than_so_many_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = [e.NoteTaken("capital", "Note") for _ in range(5)]
    with board_with(tmp_path, *notes) as desk:
        for module in ("index", "query"):
            monkeypatch.setattr(f"boardtui.search.{module}.COUNTED", 3)
        index = index_of(desk)
        assert index.find(Query("note"), 2).words == "more than 3 found"
        index.close()


def test_what_was_taken_back_is_shown_struck_and_never_standing(tmp_path: Path) -> None:
    with board_with(tmp_path, build.motion(), e.NoteTaken("capital", "A slip of the pen.")) as desk:
        session = desk.session(BOARD)
        assert ask(desk, "slip").found[0].thing.outcome == ""
        session.undo()
        assert ask(desk, "slip").found[0].thing.outcome == "taken_back"
        assert ask(desk, "slip", public=True).count == 0
        decided(desk)
        assert texts(ask(desk, outcome="carried")) == [build.motion().text]
        session.undo()  # the result
        assert ask(desk, outcome="carried").count == 0
        assert ask(desk, outcome="open", kind="motion").count == 1


def test_an_action_follows_what_later_meetings_say_of_it(tmp_path: Path) -> None:
    with board_with(tmp_path, e.ActionAgreed("a1", "capital", "Report.", "J Smith", "2026-12-24")) as desk:
        session = desk.session(BOARD)
        session.record(e.MeetingClosed())
        assert ask(desk, "report").found[0].thing.outcome == "open"
        session.record(build.convened_next(session.state))
        session.record(e.ActionUpdated("a1", "done", text="Sent in January"))
        (found,) = ask(desk, "january").found
        assert (found.meeting, found.thing.outcome) == ("2026-11", "done")
        session.undo()
        assert ask(desk, "january").count == 0
        assert ask(desk, outcome="open", kind="action").found[0].thing.due == "2026-12-24"


def test_an_issue_follows_its_stages(tmp_path: Path) -> None:
    entries = (
        e.IssueRaised("i1", "Beds", "objectives", ("ecc", "mseft")),
        e.PlaceAttempted("i1", "Met in Basildon", True),
    )
    with board_with(tmp_path, *entries) as desk:
        (found,) = ask(desk, "basildon").found
        assert (found.thing.kind, found.thing.text, found.thing.outcome) == ("issue", "Beds", "resolved")


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("26/11/2026", "2026-11-26", "2026-11-26"),
        ("26 November 2026", "2026-11-26", "2026-11-26"),
        ("Nov 2026", "2026-11-01", "2026-11-30"),
        ("2026-11-26", "2026-11-26", "2026-11-26"),
        ("", "", ""),
    ],
)
def test_days_may_be_months_or_years(said: str, first: str, last: str) -> None:
    assert (day_meant(said, last=False), day_meant(said, last=True)) == (first, last)


@pytest.mark.parametrize(
    "said", ["2026-13", "0000", "31/02/2026", "tomorrow", "2026-1-1", "20261126", "\u0662\u0660\u0662\u0666"]
)
def test_what_is_no_day_is_said(said: str) -> None:
    with pytest.raises(QueryError, match="is not a date"):
        day_meant(said, last=True)


def test_names_stand_for_keys_and_unknown_ones_are_told(tmp_path: Path) -> None:
    with board_with(tmp_path, build.motion()) as desk:
        index, bodies = index_of(desk), desk.bodies()
        query = meant(
            index, Query(partner="MSEFT", body="partnership board", outcome="Not-Carried", kind="motions"), bodies
        )
        assert (query.partner, query.body, query.outcome, query.kind) == ("mseft", BOARD, "not_carried", "motion")
        for wrong, why in (
            (Query(partner="mayor"), "There is no partner 'mayor'; there are: bbccg"),
            (Query(body="mayor"), "There is no body 'mayor'; there are: "),
            (Query(outcome="lost"), "There is no outcome 'lost'; there are: carried, not-carried"),
            (Query(kind="vote"), "There is no kind 'vote'"),
            (Query(since="2027", until="2026"), "the first date is after the last"),
        ):
            with pytest.raises(QueryError, match=why):
                meant(index, wrong, bodies)
        index.close()


def test_what_the_minutes_say_is_found_in_the_place_of_the_notes(tmp_path: Path) -> None:
    with board_with(tmp_path, e.NoteTaken("capital", "hwe re dental")) as desk:
        session = desk.session(BOARD)
        assert ask(desk, "dental").count == 1
        session.record(e.ParagraphDrafted("capital", "Healthwatch asked after dentistry.", (session.recorded,)))
        assert ask(desk, "dental").count == 0
        assert texts(ask(desk, "dentistry")) == ["Healthwatch asked after dentistry."]


def test_what_is_no_mere_note_is_called_by_what_it_is(tmp_path: Path) -> None:
    asked = e.QuestionAsked("q1", "capital", "S Jones", "Why the lift?")
    with board_with(tmp_path, e.ItemClosed("capital", outcome="The lift was welcomed."), asked) as desk:
        called = {what(found.thing) for found in ask(desk, "lift", kind="note").found}
    assert called == {"outcome", "question"}
