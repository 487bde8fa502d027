"""Where a memorandum names no stages, an issue has none: it is discussed, may be referred, and is resolved by words."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from boardtui.charter.load import body_charter, names, shipped
from boardtui.meeting.entries import (
    AdviceTaken,
    AnyEntry,
    FacilitatorSelected,
    IssueAdvanced,
    IssueRaised,
    IssueReferred,
    IssueResolved,
    MeetingOpened,
    Member,
    PlaceAttempted,
)
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.followup.stages import NO_STAGES, legal_stages
from boardtui.meeting.words.entry_words import tell
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes
from boardtui.tui.issue_moves import MOVES
from boardtui.tui.screens.issues import _parties
from boardtui.tui.views.track import track_lines
from boardtui.tui.views.waiting import waiting
from boardtui.tui.views.why_not import why_not_move
from tests.build import BOARD, convened, play, record, refused

WITHOUT = [name for name in names() if not shipped(name).stages]


def opened(name: str) -> Stretch:
    """A meeting of the first body of that charter, open and with nobody there yet."""
    charter = shipped(name)
    body = charter.bodies[0]
    seats = tuple(Member(key=seat.key, name=seat.title, seat=seat.title, partners=seat.partners) for seat in body.seats)
    entry = convened(
        body=BOARD,
        charter=body_charter(charter, body.key),
        partners=charter.partners,
        members=seats,
        agenda=(),
    )
    return play([replace(entry, body=body.key), MeetingOpened()], book=body.key)


def raised(charter: str, *entries: AnyEntry) -> Stretch:
    held = shipped(charter)
    parties = tuple(partner.key for partner in held.partners[:2])
    return record(opened(charter), IssueRaised("i1", "Bed capacity", None, parties, ""), *entries)


def test_three_of_the_four_memoranda_name_no_stages() -> None:
    assert WITHOUT == ["cambridgeshire-peterborough", "doncaster", "south-yorkshire-bassetlaw"]


@pytest.mark.parametrize("charter", WITHOUT)
@pytest.mark.parametrize(
    "entry",
    [
        IssueAdvanced("i1", "discussion", "because"),
        PlaceAttempted("i1", "Two calls.", resolved=False),
        FacilitatorSelected("i1", "R Example"),
    ],
)
def test_no_stage_can_be_recorded(charter: str, entry: AnyEntry) -> None:
    no = refused(raised(charter), entry)
    assert (no.reason, no.clause) == (NO_STAGES, "")


@pytest.mark.parametrize("charter", WITHOUT)
def test_it_is_open_discussed_referred_or_resolved_and_has_no_track(charter: str) -> None:
    body = shipped(charter).bodies[0]
    talked = raised(charter, AdviceTaken("i1", body.title, "Both sides were heard."))
    issue = talked.state.issues["i1"]
    assert (issue.status, issue.stage, [step.stage for step in issue.stages]) == ("open", None, [None])
    assert legal_stages(talked.state, issue) == []
    assert track_lines(talked.state, issue, 120, None, None) == []  # type: ignore[arg-type]
    allowed = {move for move in MOVES if not why_not_move(talked.state, issue, move)}
    assert allowed == {"advice", "refer", "resolve"}
    assert waiting(talked.state, issue).words.startswith(f"Discussed in the {body.title}. ")
    assert (
        tell(talked.state, AdviceTaken("i1", body.title, "")) == f"issue “Bed capacity”: discussed in the {body.title}"
    )
    ended = record(talked, IssueResolved("i1", "Both accept the bed model.")).state.issues["i1"]
    assert (ended.status, ended.stages[-1].stage) == ("resolved", None)
    assert (
        record(raised(charter), IssueReferred("i1", "elsewhere")).state.issues["i1"].status == "referred to elsewhere"
    )


def test_a_meeting_of_an_older_vocabulary_keeps_the_stages_that_it_had() -> None:
    older = raised("doncaster")
    state = replace(older.state, vocabulary=2)
    assert legal_stages(state, state.issues["i1"]) == ["place", "discussion"]


def test_parties_to_and_partners_in_the_agreement_are_told_beside_each_name() -> None:
    state = opened("south-yorkshire-bassetlaw").state
    beside = {option.key: option.remark for option in _parties(state, "")}
    assert beside["barnsley-ccg"] == "Party to the agreement"
    assert beside["chesterfield-royal"] == "Party to the agreement, core"
    assert beside["sheffield-council"] == "Partner in the agreement"


@pytest.mark.parametrize("charter", WITHOUT)
def test_its_minutes_name_a_body_with_its_article_and_another_place_as_it_was_typed(charter: str) -> None:
    title = shipped(charter).bodies[0].title
    held = raised(charter, AdviceTaken("i1", title, ""), AdviceTaken("i1", "Norfolk House", ""))
    record(held, AdviceTaken("i1", "Finance Sub-Committee (East)", ""), AdviceTaken("i1", "The Places Forum", ""))
    text = as_markdown(minutes_document(minutes(held, entries=len(held.lines), fingerprint="ab" * 32)))
    assert f"It was discussed in the {title}." in text and "It was discussed in Norfolk House." in text
    assert "It was discussed in the Finance Sub-Committee (East)." in text, "a body by the noun that it ends with"
    assert "It was discussed in The Places Forum." in text
