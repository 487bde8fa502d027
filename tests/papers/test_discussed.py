"""What a body is only to discuss is minuted as discussed, by no consensus and without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.charter.load import shipped
from boardtui.meeting.entries import ConsensusDeclared, Objection
from boardtui.meeting.words.entry_words import tell_in
from boardtui.papers.clock import Clock
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes
from boardtui.papers.source import Source
from boardtui.papers.vote_sheet import vote_sheets
from boardtui.papers.year import year_paper
from boardtui.search.gathering import contents_of
from boardtui.tui.views.item import motion_head
from boardtui.tui.views.vote import verdict
from tests.build import record
from tests.charter.held import sitting
from tests.room.seeing import seen
from tests.tui.app import frame, press, running

OBJECTION = Objection("cuhft-ceo", "It costs too much.")


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        (ConsensusDeclared("m1", True), "with no objection maintained"),
        (ConsensusDeclared("m1", False, (OBJECTION,)), "with an objection maintained"),
    ],
)
def test_a_move_of_services_is_discussed_and_not_agreed_commitment_5(declared: ConsensusDeclared, words: str) -> None:
    held = record(sitting(shipped("cambridgeshire-peterborough"), "hce", "service-change"), declared)
    text = as_markdown(minutes_document(minutes(held, entries=len(held.lines), fingerprint="ab" * 32)))
    assert (
        f"The Health and Care Executive (HCE) **DISCUSSED**, {words} (Commitment 5), the motion that it be so." in text
    )
    assert "**Discussed, nothing was agreed.**" in text
    assert "onsensus" not in text and "treated as agreed" not in text
    assert "it is discussed, and recorded whether a member maintains an objection" in text


@pytest.mark.parametrize("declared", [ConsensusDeclared("m1", True), ConsensusDeclared("m1", False, (OBJECTION,))])
def test_its_vote_record_and_the_screens_say_discussed_too(declared: ConsensusDeclared) -> None:
    held = record(sitting(shipped("cambridgeshire-peterborough"), "hce", "service-change"), declared)
    (sheet,) = vote_sheets(Source(held, "public", Clock(held.state.starts))).values()
    head = as_markdown(sheet).split("## The rule")[0]
    assert "Discussed, nothing was agreed." in head and "onsensus" not in head and "agreed the" not in head
    motion = held.state.motions["m1"]
    assert "✓ DISCUSSED" in "".join(span.text for span in motion_head(held.state, motion))
    count = motion.tally
    assert count is not None and verdict(held.state, motion, count).text.startswith("DISCUSSED · declared")
    assert tell_in(held, held.lines[-1]) == f"motion {motion.number}: discussed"


def test_the_room_display_says_discussed_whether_or_not_somebody_objects() -> None:
    for declared in (ConsensusDeclared("m1", True), ConsensusDeclared("m1", False, (OBJECTION,))):
        shown = seen(record(sitting(shipped("cambridgeshire-peterborough"), "hce", "service-change"), declared))
        assert (shown.words, shown.decision, shown.binding) == (
            "DISCUSSED",
            "The Health and Care Executive (HCE) discussed the motion.",
            "",
        )
        assert shown.figures == (("OBJECTIONS", len(declared.objections)),) and "agreed" not in shown.arithmetic


@pytest.mark.parametrize("declared", [ConsensusDeclared("m1", True), ConsensusDeclared("m1", False, (OBJECTION,))])
def test_it_is_found_and_counted_in_the_year_as_discussed(declared: ConsensusDeclared) -> None:
    held = record(sitting(shipped("cambridgeshire-peterborough"), "hce", "service-change"), declared)
    assert [thing.outcome for thing in contents_of(held, public=True).things if thing.kind == "motion"] == ["discussed"]
    src = Source(held, "public", Clock(held.state.starts))
    text = as_markdown(year_paper("2026", ("2026-01-01", "2026-12-31"), [src], [src]))
    counted = [line for line in text.splitlines() if line.startswith(("| Carried", "| Not carried", "| Discussed"))]
    assert [line.split("|")[2].strip() for line in counted] == ["0", "0", "1"]


async def test_the_vote_asks_for_no_agreement_of_what_is_only_discussed(tmp_path: Path) -> None:
    held = sitting(shipped("cambridgeshire-peterborough"), "hce", "service-change")
    first, *entries = [line.entry for line in held.lines]
    async with running(tmp_path, meeting="hce", convened=first, entries=entries, screen="vote", args=("m1",)) as (
        app,
        pilot,
    ):
        assert "Commitment 5 · only discussed; whether an objection is maintained is recorded" in frame(app)
        assert "c records it as discussed, o names who objects" in frame(app)
        await press(pilot, "d")
        shown = frame(app)
        assert "Declare motion 1.1 discussed" in shown and "None of the 8 entitled to take part objected. (" in shown
        assert "onsensus on motion" not in shown and "agreed" not in shown


def test_titles_of_seats_with_a_comma_are_told_apart_by_semicolons() -> None:
    held = sitting(shipped("cambridgeshire-peterborough"), "hce", "system-project")
    known = tuple(held.state.members)[1:3]
    record(held, ConsensusDeclared("m1", True, stood_aside=known))
    text = as_markdown(minutes_document(minutes(held, entries=len(held.lines), fingerprint="ab" * 32)))
    names = [held.state.members[key].seat for key in known]
    assert all("," in name for name in names) and f"Stood aside: {'; '.join(names)}." in text
