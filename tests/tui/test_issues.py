"""The list of issues and the screen of one: what it waits for, the moves, the refusals, from one book to another."""

from __future__ import annotations

import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.app import BoardApp
from boardtui.desk.referrals import receipt, referred_to
from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import public_matter
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.state import State
from boardtui.meeting.voting.ballot import outcome_of
from boardtui.meeting.words.awaiting_words import motion_follow_up
from boardtui.meeting.words.entry_words import tell
from boardtui.papers.clock import Clock
from boardtui.papers.issues import issues
from boardtui.papers.source import Source
from boardtui.register.demo import BOARD
from boardtui.tui.screens.issue import IssueScreen
from boardtui.tui.screens.issues import IssuesScreen
from boardtui.tui.views.decision import decision_row, head_lines, tracker_lines
from boardtui.tui.views.issue import issue_lines
from boardtui.tui.views.waiting import waiting
from boardtui.tui.views.why_not import why_not_move
from boardtui.tui.widgets.rows import Rows
from tests.build import (
    at_board,
    confidential_matter,
    convened,
    convened_next,
    declare,
    motion,
    record,
    rules_of,
    sitting,
    the,
    votes,
)
from tests.search.asking import ask, texts
from tests.tui import issue_script as script
from tests.tui.app import SIZES, check_frame, frame, make_desk, message, press, recorded, running, session_of, write
from tests.tui.styles import painted

HOSTILE = "[/x] Smith [@click=app.quit]\x1b]0;owned\x07\u202e " + "w" * 120

NOW = datetime.datetime(2026, 11, 30, 12, 0, tzinfo=datetime.UTC)
LOCAL = datetime.datetime.fromisoformat


def on_issue(path: Path, entries: list[e.AnyEntry], **more: Any) -> Any:
    """The screen of the one issue, after these entries."""
    return running(path, meeting=script.SLE_MEETING, entries=entries, screen="issue", args=(script.ISSUE,), **more)


def on_list(path: Path, entries: list[e.AnyEntry], **more: Any) -> Any:
    """The list of the SLE's issues."""
    return running(path, meeting=script.SLE_MEETING, entries=entries, screen="issues", **more)


def state_after(path: Path, entries: list[e.AnyEntry]) -> State:
    """What the SLE's book says after these entries."""
    desk = make_desk(path)
    try:
        session = desk.session("sle")
        session.convene(script.SLE_MEETING)
        script.record(session, entries)
        return session.state
    finally:
        desk.close()


def told_of(state: State, issue: e.OpenIssue, width: int = 99) -> str:
    """All that the screen says below the head, as text."""
    lines = issue_lines(state, issue, width, LOCAL, NOW)
    return "\n".join("".join(part.text for part in line).rstrip() for line in lines)


def last(app: BoardApp) -> Any:
    return recorded(app)[-1]


MAJORITY = [*script.discussed(), *script.sitting(), *script.voted()]
REFUSED = e.PartnerResponded("nelft", False, "2026-11-29", issue=script.ISSUE)
REST = [e.PartnerResponded(key, True, "2026-11-29", issue=script.ISSUE) for key in ("mseft", "nelft")]
WAITS = {
    "raised": (script.raised(), "place", "Place, or directly between the partners, 8.6, 8.8: record how that went."),
    "discussed": (script.discussed(), "advance", "Advice taken: System Finance Leaders Group."),
    "carried": (MAJORITY, "notify", "Tell the partners of the decision in writing, 8.10(2)."),
    "told": (
        [*MAJORITY, *script.told()],
        "respond",
        "Answers of 2 of 5 partners (MSEFT, NELFT). If one does not accept, next: Independent facilitator, 8.10(3).",
    ),
    "refused": (
        [*MAJORITY, *script.told(), REFUSED],
        "advance",
        "Not accepted by NELFT. Next: Independent facilitator",
    ),
    "accepted": ([*MAJORITY, *script.told(), *REST], "resolve", "Every party accepts"),
    "lost": (
        [*script.discussed(), *script.sitting(), *script.voted("against")],
        "advance",
        "No majority, so there is no decision. Next: Independent facilitator, 8.10(3).",
    ),
    "ended": (
        script.all_of_it(),
        "refer",
        "Facilitation did not resolve it. Next: Partnership Board, 8.10(4) (b refers it).",
    ),
}


@pytest.mark.parametrize("name", WAITS)
def test_what_an_issue_waits_for_and_that_the_move_is_allowed(tmp_path: Path, name: str) -> None:
    entries, move, words = WAITS[name]
    state = state_after(tmp_path, entries)
    found = waiting(state, state.issues[script.ISSUE])
    assert found.words.startswith(words)
    assert found.moves[0] == move
    assert [why_not_move(state, state.issues[script.ISSUE], one) for one in found.moves[:1]] == [""]


def test_what_was_said_before_the_decision_is_shown_as_that_and_waited_for_again_8_10_3(tmp_path: Path) -> None:
    state = state_after(tmp_path, [*MAJORITY, replace(REFUSED, date="2026-11-20"), *script.told()])
    issue = state.issues[script.ISSUE]
    assert waiting(state, issue).short == "answers: MSEFT, NELFT"
    assert "what was said before the decision is no answer" in why_not_move(state, issue, "advance")
    told = told_of(state, issue)
    assert "3 of 5 answered" in told
    assert "NELFT          sent 27 Nov      no answer yet     before the decision it did not accept, 20 Nov" in told


@pytest.mark.parametrize(("due", "words"), [(None, "need not answer"), ("2026-12-31", "no answer yet")])
def test_after_the_last_stage_nobody_is_waited_for_to_accept_unless_a_day_was_set_8_10_4(
    due: str | None, words: str
) -> None:
    board = record(
        sitting(item="objectives"), at_board(), motion("m3", rule="issue-board", topic="objectives", issue="i-board")
    )
    record(board, votes("for", the(board, "m3").electorate.may_vote, "m3"))
    declare(board, "m3")
    record(board, e.DecisionNotified(("mseft", "ecc"), "letter", "2026-11-27", issue="i-board", due=due))
    told = told_of(board.state, board.state.issues["i-board"])
    assert told.count(words) == 2 and ("answered" in told) is (due is not None)


def test_an_answer_on_a_motion_of_the_meeting_before_moves_the_issue_on_8_10_3(tmp_path: Path) -> None:
    """The letter asks for an answer, so that the motion is carried over as a decision."""
    sent = e.DecisionNotified(script.PARTIES, "letter", "2026-11-27", motion="vote-1", due="2027-01-31")
    desk = make_desk(tmp_path)
    session = desk.session("sle")
    session.convene(script.SLE_MEETING)
    script.record(session, [*MAJORITY, sent, e.MeetingClosed()])
    convened = session.lines[0].entry
    assert isinstance(convened, e.MeetingConvened)
    session.record(replace(convened, meeting="sle-jan", carried=public_matter(session.state)))
    assert waiting(session.state, session.state.issues[script.ISSUE]).short.startswith("answers: ")
    session.record(e.PartnerResponded("nelft", False, "2026-11-26", "minute 7", motion="vote-1"))
    state, issue = session.state, session.state.issues[script.ISSUE]
    assert waiting(state, issue).short == "against: NELFT"
    assert why_not_move(state, issue, "advance") == ""
    told = told_of(state, issue)
    assert "1 of 5 answered, 1 against" in " ".join(told.split())
    assert "✗ does not accept 26 Nov · minute 7" in told and "Motion 5.1 carried" in told
    assert "no answer yet     due 31 Jan 2027, in 8 weeks" in told
    assert "5 for; 5 needed (more than 1/2 of 9 eligible partners present)" in told
    held = state.decisions["vote-1"]
    tracker = "\n".join("".join(part.text for part in row) for row in tracker_lines(state, held, 99, NOW.date()))
    assert "✗ not accepted" in tracker and "approved" not in tracker
    row = "".join(part.text for part in decision_row(state, held, NOW.date(), 99).parts)
    assert "1 of 5" in row and "5.1 of " in row, "this meeting has a 5.1 of its own"
    head = "".join(part.text for row in head_lines(state, held, 120, LOCAL, NOW.date()) for part in row)
    assert "on the issue “Apportionment of winter funds”" in head
    desk.close()


def test_evidence_is_shown_with_the_issue_and_stages_that_it_may_tell_of_are_not_called_passed_over_8_10_4() -> None:
    board = record(sitting(), e.IssueRaised("i1", "Beds", "objectives", ("mseft", "ecc")))
    record(
        board,
        e.EvidenceGiven("SLE minutes of 2 and 9 November", issue="i1"),
        e.IssueAdvanced("i1", "board", "As they say."),
    )
    told = told_of(board.state, board.state.issues["i1"], 120)
    assert "Evidence given\n" in told and "SLE minutes of 2 and 9 November (entered by J Smith)." in told
    assert "not recorded here" in told and "passed over" not in told


def test_evidence_that_was_carried_without_its_time_is_shown_without_a_day() -> None:
    board = record(sitting(), e.IssueRaised("i1", "Beds", "objectives", ("mseft", "ecc")))
    issue = replace(board.state.issues["i1"], evidence=(e.Evidence("SLE minutes of 2 November", "J Smith"),))
    assert "SLE minutes of 2 November (entered by J Smith)." in told_of(board.state, issue, 120)


def test_a_motion_by_another_rule_leaves_the_issue_waiting_for_its_vote_8_10_2(tmp_path: Path) -> None:
    state = state_after(tmp_path, [*script.discussed(), *script.sitting(), *script.voted()])
    issue = state.issues[script.ISSUE]
    other = replace(issue, stages=(*issue.stages[:-1], replace(issue.stages[-1], rule="plain")))
    assert waiting(state, other).moves == ("vote", "no_decision")
    assert "no decision yet" in why_not_move(state, other, "notify")
    words = "\n".join("".join(span.text for span in line) for line in issue_lines(state, other, 100, LOCAL, NOW))
    assert "Put under plain, not the rule of this stage: it decides nothing here." in words
    assert "by another rule" in words


@pytest.mark.parametrize(("key", "clause"), [("p", "8.6, 8.8"), ("f", "8.10(3)"), ("e", "8.10(3)"), ("n", "8.10(3)")])
async def test_a_move_that_is_not_allowed_is_not_offered_and_says_why_with_its_clause(
    tmp_path: Path, key: str, clause: str
) -> None:
    async with on_issue(tmp_path, MAJORITY) as (app, pilot):
        before = len(recorded(app))
        assert f" {key} " not in frame(app).splitlines()[-2]
        await press(pilot, key)
        assert len(recorded(app)) == before
        assert clause in message(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_next_line_and_the_track_at_both_sizes(tmp_path: Path, size: tuple[int, int]) -> None:
    async with on_issue(tmp_path, [*MAJORITY, *script.told()], size=size) as (app, _):
        check_frame(f"issue-{size[0]}x{size[1]}", frame(app))


async def test_place_advice_and_the_next_stage_are_recorded(tmp_path: Path) -> None:
    async with on_issue(tmp_path, script.raised()) as (app, pilot):
        await press(pilot, "p", "enter")
        await write(pilot, "Met twice", "enter")
        assert last(app) == e.PlaceAttempted(script.ISSUE, "Met twice", False)
        await press(pilot, "n")
        await write(pilot, "No agreement", "enter")
        assert last(app) == e.IssueAdvanced(script.ISSUE, "discussion", "No agreement")
        await press(pilot, "d")
        await write(pilot, "system fin", "enter")
        await write(pilot, "By population", "enter")
        assert last(app) == e.AdviceTaken(script.ISSUE, "System Finance Leaders Group", "By population")


async def test_without_a_vote_only_the_chairs_ruling_opens_the_way_to_a_facilitator_8_10_3(tmp_path: Path) -> None:
    async with on_issue(tmp_path, [*script.discussed(), *script.voted()[:1], *script.sitting()]) as (app, pilot):
        await press(pilot, "n")
        assert message(app).startswith("There has been no vote on it.") and "8.10(3)" in message(app)
        await press(pilot, "u")
        assert message(app) == "Nobody is in the chair who could rule on it."
        session_of(app).record(e.ChairTaken(script.SEATS[0]))
        await press(pilot, "u")
        await write(pilot, "Both ask for it", "enter")
        assert last(app) == e.RulingMade(None, "no_decision", script.ISSUE, "Both ask for it", script.SEATS[0])
        assert "The Chair ruled that there can be no decision. Next: Independent" in frame(app)


async def test_a_form_left_with_escape_records_nothing(tmp_path: Path) -> None:
    async with on_issue(tmp_path, script.raised()) as (app, pilot):
        for key in ("p", "d", "n", "b", "x"):
            await press(pilot, key, "escape")
        assert len(recorded(app)) == 2
        assert isinstance(app.screen, IssueScreen)


async def test_a_vote_is_put_under_the_rule_of_the_stage_and_only_in_an_open_meeting(tmp_path: Path) -> None:
    at_majority = [*script.discussed(), *script.voted()[:1]]
    async with on_issue(tmp_path, at_majority) as (app, pilot):
        await press(pilot, "v")
        assert message(app).startswith("A vote needs an open meeting.")
        script.record(session_of(app), script.sitting())
        await press(pilot, "v")
        await write(pilot, "By population", "enter", "enter", "enter", "enter", "2")
        put = next(one for one in reversed(recorded(app)) if isinstance(one, e.MotionPut))
        assert (put.issue, put.rule, put.topic) == (script.ISSUE, "issue-majority", "resolution")
        assert put.affected is None
        await write(pilot, "The others have no winter funds", "enter", "1", "enter")
        narrowed = next(one for one in reversed(recorded(app)) if isinstance(one, e.RulingMade))
        assert narrowed.setting == "affected" and set(narrowed.value) == set(script.PARTIES)


async def test_the_decision_goes_to_the_parties_unless_others_are_marked_and_answers_come_in(tmp_path: Path) -> None:
    async with on_issue(tmp_path, MAJORITY) as (app, pilot):
        await press(pilot, "w", "enter", "enter", "enter")
        sent = last(app)
        assert isinstance(sent, e.DecisionNotified)
        assert (set(sent.partners), sent.means, sent.date) == (set(script.PARTIES), "letter", "2026-11-26")
        await press(pilot, "a", "4", "2", "enter", "enter")
        await write(pilot, "minute 7", "enter")
        assert last(app) == e.PartnerResponded("nelft", False, "2026-11-26", "minute 7", issue=script.ISSUE)
        assert "Not accepted by NELFT" in frame(app)


async def test_a_day_that_is_none_is_asked_for_again_with_what_was_typed(tmp_path: Path) -> None:
    async with on_issue(tmp_path, MAJORITY) as (app, pilot):
        await press(pilot, "w", "enter", "enter")
        await write(pilot, "x", "enter")
        assert "is not a date" in frame(app)
        assert not [one for one in recorded(app) if isinstance(one, e.DecisionNotified)]


async def test_a_facilitator_is_selected_and_fails(tmp_path: Path) -> None:
    entries = [*MAJORITY, *script.told(), REFUSED]
    async with on_issue(tmp_path, entries) as (app, pilot):
        await press(pilot, "n")
        await write(pilot, "NELFT refuses", "enter")
        await press(pilot, "f")
        await write(pilot, "Prof. Moss", "enter")
        assert last(app) == e.FacilitatorSelected(script.ISSUE, "Prof. Moss")
        await press(pilot, "e", "enter")
        await write(pilot, "No way", "enter")
        assert last(app) == e.FacilitationEnded(script.ISSUE, False, "No way")
        assert "Partnership Board, 8.10(4) (b refers it)" in frame(app)


@pytest.mark.parametrize("size", SIZES)
async def test_for_a_stage_of_another_body_the_referral_is_offered_and_not_the_next_stage(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_issue(tmp_path, script.all_of_it(), size=size) as (app, pilot):
        assert "b refer" in frame(app) and "next stage" not in frame(app)
        before = last(app)
        await press(pilot, "n")
        assert message(app) == "Partnership Board, 8.10(4), is a stage of another body: b refers the issue there."
        await press(pilot, "b", "enter")
        assert last(app) == e.IssueReferred(script.ISSUE, "partnership-board") != before


async def test_an_issue_received_of_which_nobody_says_when_it_was_raised_is_listed(tmp_path: Path) -> None:
    received = e.IssueReceived("beds", "elsewhere", "ab" * 32, e.OpenIssue("beds", "Who pays for the beds"))
    async with on_list(tmp_path, [received]) as (app, _):
        assert "Who pays for the beds" in frame(app)


async def test_an_issue_goes_from_one_book_to_another_with_its_history(tmp_path: Path) -> None:
    async with on_issue(tmp_path, script.all_of_it()) as (app, pilot):
        await press(pilot, "b", "enter")
        assert last(app) == e.IssueReferred(script.ISSUE, "partnership-board")
        sle, board = app.desk.session("sle"), app.desk.session("partnership-board")
        board.convene(BOARD)
        app.session = board
        app.open_screen("issues")
        await pilot.pause()
        await press(pilot, "asterisk", "2", "g", "1")  # the SLE meets without the public, which is here
        received = last(app)
        assert isinstance(received, e.IssueReceived)
        assert (received.from_book, received.from_hash) == ("sle", sle.head)
        assert board.state.issues[script.ISSUE].stage == "facilitator"
        assert board.state.issues[script.ISSUE].facilitator == "Prof. Moss"
        await press(pilot, "g")
        assert "No other body's book has an issue referred to the Partnership Board and not" in message(app)
        sle.record(e.IssueRaised("second", "A second issue", None, ("ecc", "tc"), "8.6"))
        sle.record(e.IssueReferred("second", "partnership-board"))
        await press(pilot, "asterisk", "g")
        said = " ".join(message(app).split())
        assert "In what is shown: no other body's book has an issue" in said, "the SLE's is hidden from the public"


def test_what_an_earlier_meeting_referred_is_still_found(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    try:
        session = desk.session("sle")
        session.convene(script.SLE_MEETING)
        first = session.lines[0].entry
        assert isinstance(first, e.MeetingConvened)
        script.record(session, [*script.raised(), e.IssueReferred(script.ISSUE, "partnership-board")])
        script.record(session, [e.MeetingOpened(), e.MeetingClosed()])
        due = session.state.minutes_due
        changed = {name: getattr(first, name) for name in first.__struct_fields__}
        session.record(e.MeetingConvened(**{**changed, "meeting": "later", "carried": e.Carried(minutes=due)}))
        assert script.ISSUE not in session.state.issues
        assert [one.issue.issue for one in referred_to(desk, "partnership-board")] == [script.ISSUE]
        assert referred_to(desk, "joint-committee") == []
    finally:
        desk.close()


def test_what_comes_back_to_the_book_that_referred_it_gets_a_new_key(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    try:
        sle, board = desk.session("sle"), desk.session("partnership-board")
        sle.convene(script.SLE_MEETING)
        board.convene(BOARD)
        script.record(sle, [*script.discussed(), e.IssueReferred(script.ISSUE, "partnership-board")])
        board.record(receipt(desk, board.state, referred_to(desk, "partnership-board")[0]))
        board.record(e.IssueReferred(script.ISSUE, "sle"))
        back = receipt(desk, sle.state, referred_to(desk, "sle")[0])
        assert back.issue == f"{script.SLE_MEETING}-i1"
        sle.record(back)
        assert sle.state.issues[back.issue].stage == "discussion"
    finally:
        desk.close()


async def test_an_issue_is_raised_from_the_list(tmp_path: Path) -> None:
    async with on_list(tmp_path, []) as (app, pilot):
        assert "No issue is under resolution" in frame(app)
        await press(pilot, "n")
        await write(pilot, "Winter funds", "enter")
        await write(pilot, "8.7", "enter")
        await press(pilot, "4")
        await write(pilot, "thurrock", "enter")
        await write(pilot, "north", "enter", "enter")
        entry = last(app)
        assert entry == e.IssueRaised(entry.issue, "Winter funds", "resolution", ("tc", "nelft"), "8.7")
        await press(pilot, "enter")
        assert isinstance(app.screen, IssueScreen)


async def test_resolved_issues_stand_below_and_offer_nothing_more(tmp_path: Path) -> None:
    async with on_issue(tmp_path, script.raised()) as (app, pilot):
        await press(pilot, "x")
        await write(pilot, "They agreed", "enter")
        assert last(app) == e.IssueResolved(script.ISSUE, "They agreed")
        await press(pilot, "a")
        assert "nothing more can be done" in message(app)
        app.open_screen("issues")
        await pilot.pause()
        await pilot.pause()
        assert "Settled or referred" in frame(app)


async def test_from_home_every_book_is_listed_and_the_chosen_one_is_opened_and_closed_again(tmp_path: Path) -> None:
    async with on_list(tmp_path, script.raised()) as (app, pilot):
        app.pop_screen()
        await pilot.pause()
        app.desk.session("partnership-board").convene(BOARD)
        await press(pilot, "s", "asterisk", "2")
        assert isinstance(app.screen, IssuesScreen)
        assert "System Leadership Executive (SLE)" in frame(app)
        await press(pilot, "enter")
        assert session_of(app).book == "sle"
        await press(pilot, "escape")
        assert app.session is None
        await press(pilot, "n", "2")
        await press(pilot, "escape")
        assert app.session is None


async def test_taking_back_what_raised_the_issue_leaves_a_sentence(tmp_path: Path) -> None:
    async with on_issue(tmp_path, script.raised()) as (app, pilot):
        await press(pilot, "z", "y")
        assert "no longer before this body" in frame(app)
        await press(pilot, "n")
        assert "no longer before this body" in message(app)


async def test_hostile_words_stay_harmless_everywhere(tmp_path: Path) -> None:
    entries = [
        *script.raised(HOSTILE),
        e.PlaceAttempted(script.ISSUE, HOSTILE),
        e.IssueAdvanced(script.ISSUE, "discussion", HOSTILE),
        e.AdviceTaken(script.ISSUE, HOSTILE, HOSTILE),
    ]
    for screen, args in (("issue", (script.ISSUE,)), ("issues", ())):
        for size in ((80, 24), (160, 50)):
            folder = tmp_path / f"{screen}{size[0]}"
            folder.mkdir()
            async with running(
                folder, meeting=script.SLE_MEETING, entries=entries, screen=screen, args=args, size=size
            ) as (app, pilot):
                shown = frame(app)
                assert not {"\x1b", "\x07", "\u202e"} & set(shown)
                assert "[/x] Smith" in shown
                await press(pilot, "x")
                assert "[/x] Smith" in frame(app)


async def test_a_confidential_issue_says_so(tmp_path: Path) -> None:
    entries = [e.MeetingOpened(), e.PublicExcluded("Part 2"), *script.raised()]
    for screen, args in (("issue", (script.ISSUE,)), ("issues", ())):
        folder = tmp_path / screen
        folder.mkdir()
        async with running(folder, meeting=BOARD, entries=entries, screen=screen, args=args) as (app, _):
            assert "confidential" in frame(app)


LONG = "Who pays for the discharge beds that the three councils share with Basildon and Southend hospitals this winter"
LISTED = [
    *MAJORITY,
    *script.told(),
    e.IssueRaised("beds", LONG, "resolution", ("ecc", "sbc", "tc"), "8.7"),
    e.IssueRaised("estate", "Use of the old estate", "resolution", ("ecc", "mseft"), "8.7"),
]


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_title_goes_on_below_and_the_cursor_takes_in_all_of_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_list(tmp_path, LISTED, size=size) as (app, pilot):
        shown = frame(app)
        listed = shown.split("\n─")[0]
        assert not [word for word in ("discharge", "winter", "estate", "NELFT") if word not in listed]
        check_frame(f"issues-{size[0]}x{size[1]}", shown)
        await press(pilot, "down")
        reversed_ = [row for row in painted(app) if any(one.style and one.style.reverse for one in row)]
        assert len(reversed_) == len(_of(listed, "Who pays")) > 1
        await press(pilot, "down")
        assert app.screen.query_one(Rows).key.endswith("estate")


def _of(listed: str, begins: str) -> list[str]:
    """The lines of a row in the list, from the one that begins with these words to the next row."""
    rows = listed.splitlines()
    first = next(at for at, row in enumerate(rows) if begins in row)
    return [rows[first], *takewhile(lambda row: row.strip() and "▶" not in row, rows[first + 1 :])]


async def test_evidence_is_entered_where_stages_were_passed_elsewhere_and_the_chair_rules_that_an_issue_goes_on(
    tmp_path: Path,
) -> None:
    async with on_issue(tmp_path, [*script.sitting(), e.ChairTaken("mseft-ceo"), *script.raised()]) as (app, pilot):
        await press(pilot, "o")
        assert "The Chair rules" in frame(app)
        await write(pilot, "Both parties ask for it.", "enter")
        value = {"issue": script.ISSUE, "stage": "discussion"}
        assert last(app) == e.RulingMade(None, "stage", value, "Both parties ask for it.", "mseft-ceo")
        assert "The Chair ruled that it goes on all the same. Next: SLE discussion" in " ".join(frame(app).split())
        assert "Both parties ask for it.” z undoes it." in message(app)
        await press(pilot, "n", "enter", "enter")
        why = "The Chair ruled that it goes on all the same: Both parties ask for it."
        assert last(app) == e.IssueAdvanced(
            script.ISSUE, "discussion", why
        )  # wherever the issue goes, this goes with it
    (tmp_path / "board").mkdir()
    raised = script.raised(topic="objectives")
    async with running(tmp_path / "board", entries=raised, screen="issue", args=(script.ISSUE,)) as (app, pilot):
        await press(pilot, "t")
        await write(pilot, "Minutes of the SLE, 2 October, item 4", "enter")
        assert last(app) == e.EvidenceGiven("Minutes of the SLE, 2 October, item 4", issue=script.ISSUE)


@pytest.mark.parametrize("size", SIZES)
async def test_under_a_charter_of_three_stages_the_screen_has_these_and_offers_no_move_of_another(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    whole = rules_of("sle")
    stages = tuple(stage for stage in whole.stages if stage.key in ("place", "discussion", "board"))
    entries = [*script.raised(), e.PlaceAttempted(script.ISSUE, "The boards met.", False)]
    first = convened("sle", charter=replace(whole, stages=stages))
    async with running(tmp_path, size=size, convened=first, entries=entries, screen="issue", args=(script.ISSUE,)) as (
        app,
        pilot,
    ):
        text = " ".join(frame(app).split())
        assert "Next stage: SLE discussion, 8.10(1)." in text
        assert "Partnership Board" in text and "SLE majority" not in text and "ndependent facilitator, 8" not in text
        await press(pilot, "f")
        assert "sets no such stage" in message(app)
        await press(pilot, "n")
        await write(pilot, "Place found no agreement.", "enter")
        assert last(app) == e.IssueAdvanced(script.ISSUE, "discussion", "Place found no agreement.")
        assert "next: Partnership Board, 8.10(4) (b refers it)" in " ".join(frame(app).replace("█", "").split())


RIGHT, WRONG = "Apportionment of summer funds", "Apportionment of winter funds"


@pytest.mark.parametrize("confidential", [False, True])
async def test_a_title_is_corrected_by_one_key_and_everything_reads_it_also_after_the_close(
    tmp_path: Path, *, confidential: bool
) -> None:
    entries = [*script.discussed(confidential=confidential), e.MeetingOpened(), e.MeetingClosed()]
    async with on_issue(tmp_path, entries) as (app, pilot):
        await press(pilot, "Z")
        assert "Correct the issue" in frame(app)
        await press(pilot, *["backspace"] * len(WRONG))
        await write(pilot, RIGHT, "enter", "enter")
        assert f"The issue “{WRONG}” is told as “{RIGHT}”." in " ".join(frame(app).split())
        await press(pilot, "enter")
        session = session_of(app)
        assert isinstance(last(app), e.EntriesCorrected)
        assert session.stretch.lines[-1].confidential is confidential, "as public as the issue is"
        assert session.state.issues[script.ISSUE].title == RIGHT
        assert frame(app).count(WRONG) == 1, "in the message alone"
        of_all = Source(session.stretch, "confidential" if confidential else "public", Clock(session.state.starts))
        public = Source(session.stretch, "public", Clock(session.state.starts))
        assert [paper.title for paper in issues(of_all)] == [RIGHT]
        assert [paper.title for paper in issues(public)] == ([] if confidential else [RIGHT])
        found = texts(ask(app.desk, "funds", public=False))
        assert any(RIGHT in text for text in found) and not any(WRONG in text for text in found)
        next_one = convened("sle", carried=public_matter(session.state))
        assert [issue.title for issue in next_one.carried.issues] == ([] if confidential else [RIGHT])
        await press(pilot, "z", "enter")
        assert session.state.issues[script.ISSUE].title == WRONG


@pytest.mark.parametrize("confidential", [False, True])
async def test_the_title_of_an_issue_carried_over_is_corrected_in_the_later_meeting_whose_minutes_say_so(
    tmp_path: Path, *, confidential: bool
) -> None:
    """What the earlier meeting told stays; search finds the issue by both titles and shows the right one."""
    entries = [*script.discussed(confidential=confidential), e.MeetingOpened(), e.MeetingClosed()]
    (tmp_path / "before").mkdir()
    before = state_after(tmp_path / "before", entries)
    later = [convened_next(before, "later"), *([confidential_matter(before)] if confidential else [])]
    async with on_issue(tmp_path, [*entries, *later]) as (app, pilot):
        await press(pilot, "Z", "enter", "enter")
        assert "It reads like that already." in frame(app)
        await press(pilot, *["backspace"] * len(WRONG))
        await write(pilot, RIGHT, "enter", "enter")
        session = session_of(app)
        assert isinstance(last(app), e.IssueCorrected)
        assert session.stretch.lines[-1].confidential is confidential, "as public as the issue is"
        of_all = Source(session.stretch, "confidential" if confidential else "public", Clock(session.state.starts))
        public = Source(session.stretch, "public", Clock(session.state.starts))
        (told,) = issues(of_all)
        assert told.title == RIGHT
        assert f"The title was corrected: for “{WRONG}” read “{RIGHT}”." in [step.text for step in told.steps]
        assert confidential is not bool(issues(public))
        for word in ("summer", "winter"):
            (found,) = texts(ask(app.desk, f"Apportionment {word}", public=False))
            assert RIGHT in found and WRONG not in found
        session.record(e.MeetingOpened())
        session.record(e.MeetingClosed())
        assert [issue.title for issue in public_matter(session.state).issues] == ([] if confidential else [RIGHT])
        await press(pilot, "Z")
        await write(pilot, "x", "enter", "enter")
        assert "convene the next one first" in frame(app)
        earlier = Source(session.past(2), "confidential" if confidential else "public", Clock(session.state.starts))
        assert [paper.title for paper in issues(earlier)] == [WRONG]


def test_the_clause_of_an_issue_carried_over_is_corrected_too() -> None:
    carried = e.Carried(issues=(e.OpenIssue("i1", WRONG, clause="8.9"),))
    board = record(sitting(carried=carried), e.IssueCorrected("i1", WRONG, "8.10"))
    (told,) = issues(Source(board, "public", Clock(board.state.starts)))
    assert "Brought under clause 8.10." in told.about
    assert [step.text for step in told.steps] == [
        "The clause under which it is brought was corrected: for “8.9” read “8.10”."
    ]


def test_an_issue_agreed_by_consensus_is_called_that_in_the_next_meeting_too() -> None:
    raised = e.IssueRaised("i1", "Bed capacity", "objectives", ("mseft", "ecc"), "8.8")
    put = motion("m1", item="objectives", rule="consensus", topic="objectives", issue="i1")
    sle = record(sitting("sle", item="objectives"), raised, put, e.ConsensusDeclared("m1", True), e.MeetingClosed())
    later = record(Stretch("sle", sle.state), convened_next(sle.state, "later"))
    for state in (sle.state, later.state):
        told = told_of(state, state.issues["i1"], 120)
        about = told[told.index("Motion 4.1" if state is sle.state else "A motion") :]
        assert about.split("\n")[0].endswith("agreed by consensus"), about
    (issue,) = public_matter(sle.state).issues
    older = replace(issue, stages=tuple(replace(step, outcome="carried") for step in issue.stages))
    carried = replace(public_matter(sle.state), issues=(older,))
    then = record(Stretch("sle", sle.state), convened_next(sle.state, "later", carried=carried))
    assert [step.outcome for step in then.state.issues["i1"].stages] == ["carried"]


def test_an_issue_on_which_no_consensus_was_found_is_called_that_in_the_next_meeting_too() -> None:
    raised = e.IssueRaised("i1", "Bed capacity", "objectives", ("mseft", "ecc"), "8.8")
    board = sitting("sle", item="objectives")
    objector = next(iter(board.state.present))
    put = motion("m1", item="objectives", rule="consensus", topic="objectives", issue="i1")
    record(board, raised, put, e.ConsensusDeclared("m1", False, (e.Objection(objector),)))
    (now,) = issues(Source(board, "public", Clock(board.state.starts)))
    assert "Motion 4.1 found no consensus" in now.steps[-1].text
    agreed = record(sitting("sle", item="objectives"), raised, put, e.ConsensusDeclared("m1", True))
    (told,) = issues(Source(agreed, "public", Clock(agreed.state.starts)))
    assert "Motion 4.1 was agreed by consensus" in " ".join(step.text for step in told.steps)
    record(board, e.MeetingClosed())
    later = record(Stretch("sle", board.state), convened_next(board.state, "later"))
    for state in (board.state, later.state):
        told = told_of(state, state.issues["i1"], 120)
        assert "no consensus" in told and "not carried" not in told
    (issue,) = public_matter(board.state).issues
    older = replace(issue, stages=tuple(replace(step, outcome="not_carried") for step in issue.stages))
    carried = replace(public_matter(board.state), issues=(older,))
    assert record(Stretch("sle", board.state), convened_next(board.state, "later", carried=carried)).state.issues


@pytest.mark.parametrize(("reached", "answer"), [(True, "agreed by consensus"), (False, "no consensus")])
def test_another_body_s_consensus_reached_or_not_is_its_answer(*, reached: bool, answer: str) -> None:
    history = e.OpenDecision("d9", "That the beds open.", way="meeting", taken="2026-11-20T10:00:00.000Z")
    board = sitting("sle", item="objectives")
    objections = () if reached else (e.Objection(next(iter(board.state.present))),)
    record(board, e.DecisionReceived("d1", BOARD, "a" * 64, history))
    put = motion("m1", item="objectives", rule="consensus", topic="objectives", answers="d1")
    record(board, put, e.ConsensusDeclared("m1", reached, objections))
    told = tracker_lines(board.state, board.state.decisions["d1"], 100, NOW.date())
    assert f"Answered: {answer}." in "\n".join("".join(part.text for part in line) for line in told)
    sent = e.DecisionAnswered(
        "m2", BOARD, outcome_of(board.state, board.state.motions["m1"]), "", "2026-11-23", "a" * 64
    )
    record(board, motion("m2", item="objectives", rule="consensus", topic="objectives"))
    record(board, e.ConsensusDeclared("m2", True), e.DecisionSent("m2", BOARD), sent)
    assert tell(board.state, sent).endswith(f": {answer}")
    (follow_up,) = motion_follow_up(board.state, board.state.motions["m2"])
    assert follow_up.endswith(f"which answered: {answer}.")
