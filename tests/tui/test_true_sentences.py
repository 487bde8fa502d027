"""What screens say of a vote, a mover and a decision is what the book says: a tie, a count by hands, a deputy."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from boardtui.charter.terms_of_reference import Quorum
from boardtui.desk.timeline import timeline
from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import public_matter
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.voting.ballot import need_of, present_count, tally_of
from boardtui.meeting.words.awaiting_words import named
from boardtui.meeting.words.entry_words import tell_in
from boardtui.papers.brief import brief
from boardtui.papers.clock import Clock
from boardtui.papers.formats.markdown import as_markdown, markdown
from boardtui.papers.minutes import minutes
from boardtui.papers.source import Source
from boardtui.papers.vote_sheet import vote_sheets
from boardtui.tui.forms.people_forms import mover_options
from boardtui.tui.status import attendance
from boardtui.tui.views.issue import issue_lines
from boardtui.tui.views.item import item_lines
from boardtui.tui.views.standing import eligibility_text
from boardtui.tui.views.vote import verdict, vote_lines
from tests.build import (
    CAPITAL,
    SLE,
    at_board,
    convened_next,
    declare,
    members,
    motion,
    play,
    record,
    refused,
    rules_of,
    sitting,
    the,
    votes,
)
from tests.room.seeing import seen
from tests.tui.app import frame, message, press, running

SIMPLE = {"base": "cast", "threshold": "1/2", "compare": "more_than"}


def tied(**terms: object) -> Stretch:
    """Seven are for and seven against under a rule that one vote more would carry."""
    ruled = (
        e.RulingMade(None, setting, value, "As the chair reads it.", CAPITAL[0]) for setting, value in SIMPLE.items()
    )
    board = record(sitting(terms=terms), *ruled, motion(mover=CAPITAL[0]))
    return record(board, votes("for", CAPITAL[:7]), votes("against", CAPITAL[7:]))


def stands(board: Stretch, *, keys: bool = True) -> str:
    return verdict(board.state, the(board), tally_of(board.state, the(board)), keys=keys).text


def shown(board: Stretch, width: int = 200) -> str:
    lines = item_lines(board.state, "capital", width, datetime.datetime.fromisoformat, datetime.datetime(2026, 11, 23))
    return "\n".join("".join(part if isinstance(part, str) else part.text for part in line) for line in lines)


@pytest.mark.parametrize("number", [1, 99])
def test_without_a_quorum_no_consensus_is_offered_as_none_is_taken(number: int) -> None:
    board = sitting(SLE, item="objectives", terms={"quorum": Quorum(number=number)})
    board = record(board, motion(item="objectives", rule="consensus", topic="objectives"))
    offered = "c declares consensus" in stands(board)
    assert offered is (number == 1), stands(board)
    if not offered:
        assert "the meeting is not quorate: " in stands(board)
        assert "not quorate" in refused(board, e.ConsensusDeclared("m1", True)).reason


def test_a_tie_is_not_said_to_be_lost_while_the_chair_may_decide_it() -> None:
    board = tied(casting_vote="chair")
    assert stands(board) == "a tie: 7 for, 7 against; t records the Chair's casting vote"
    assert stands(board, keys=False).endswith("the Chair may give a casting vote")
    need = need_of(board.state, the(board))
    assert (need.words, need.possible) == ("A tie: 7 for, 7 against. The chair may give a casting vote.", True)
    declare(board, outcome="carried", casting_vote="for")
    assert "CARRIED · 7 for, 7 against, the Chair's casting vote, 8 needed" in shown(board)


def test_in_a_narrow_window_figures_and_what_an_interest_does_to_a_vote_are_whole() -> None:
    name = "Professor Bartholomew Featherstonehaugh"
    seats = tuple(replace(seat, name=name) if seat.key == CAPITAL[0] else seat for seat in members())
    board = record(
        sitting(members=seats),
        e.InterestDeclared(CAPITAL[0], ("capital",), "financial", "Shares", "speaks_does_not_vote"),
        motion(mover=CAPITAL[1]),
        votes("for", CAPITAL[1:12]),
    )
    for width in (26, 40, 78):
        text = shown(board, width)
        assert all(len(row) <= width for row in text.split("\n"))
        flat = " ".join(text.split())
        assert "11 for, 0 against, 11 needed out of 14" in flat
        assert f"{name}: may speak, does not vote" in flat


def test_a_tie_without_a_casting_vote_is_lost_and_said_once() -> None:
    board = tied(casting_vote="none")
    assert stands(board).startswith("not carried: 7 for")
    assert need_of(board.state, the(board)).words == "Cannot be carried: everybody has voted."


@pytest.mark.parametrize(("for_", "words"), [(11, "Carried as counted"), (3, "Not carried as counted")])
def test_what_is_still_needed_after_a_show_of_hands_is_what_was_counted(for_: int, words: str) -> None:
    board = record(sitting(), motion(), e.VotesCounted("m1", "show_of_hands", for_, 1, 0))
    assert need_of(board.state, the(board)).words == f"{words} by show of hands."
    assert f"{words} by show of hands." in shown(board) and "still to vote" not in shown(board)


def test_who_moves_is_the_deputy_who_is_there_and_not_the_member_who_is_away() -> None:
    board = sitting(present=CAPITAL[:1], terms={"deputies": "may_vote"})
    record(board, e.MemberArrived(CAPITAL[1], deputy="K Example"))
    label = next(option.label for option in mover_options(board.state) if option.key == CAPITAL[1])
    assert label.startswith("K Example (deputy for ")
    record(board, motion(mover=CAPITAL[1]))
    assert "moved K Example (deputy for " in shown(board)


def test_who_is_not_present_is_named_last_as_mover_and_said_to_be_away() -> None:
    board = sitting(present=CAPITAL[1:])
    nobody, *others = mover_options(board.state)
    here = [option.key for option in others if not option.remark.endswith("NOT PRESENT")]
    assert nobody.key == "" and set(here) == set(CAPITAL[1:])
    assert [option.key for option in others][: len(here)] == here and CAPITAL[0] not in here
    before = sitting(present=(), item=None)
    assert not any("NOT PRESENT" in option.remark for option in mover_options(before.state)), "nobody is recorded yet"


@pytest.mark.parametrize(("deputies", "present", "besides"), [("may_vote", 2, ""), (None, 1, ", 1 deputy")])
def test_screen_wall_and_minutes_count_a_deputy_in_the_same_way(
    deputies: str | None, present: int, besides: str
) -> None:
    """A deputy who may vote is present for the member; one who may not is told of apart, and so is the member."""
    board = sitting(present=CAPITAL[:1], terms={"deputies": deputies} if deputies else None)
    record(board, e.MemberArrived(CAPITAL[1], mode="remote", deputy="K Example"))
    bar, away = "".join(part if isinstance(part, str) else part.text for part in attendance(board.state)), CAPITAL[1]
    assert bar.startswith(f"{present} of 31 present{besides} · ")
    room = seen(board).attendance
    assert (room.present, room.remote, room.deputies) == (present, present - 1, besides)
    paper = minutes(board, entries=1, fingerprint="ab")
    assert len(paper.present) == present
    name, represented = board.state.members[away].name, {person.name: person.role for person in paper.represented}
    if deputies:
        assert paper.present[1].name == f"K Example (deputy for {name})" and not represented
    else:
        assert represented[name].endswith("represented by K Example (deputy)")
        assert f"| Represented by a deputy (1) | Role |\n| --- | --- |\n| {name} |" in markdown(paper)


def test_the_sum_of_a_vote_begins_with_those_present_as_the_bar_has_them() -> None:
    """A deputy without a vote is not among them; a member who may not vote remotely is, and the sum says so."""
    board = sitting(present=CAPITAL[:5], terms={"remote": "may_not_vote"})
    record(board, e.MemberArrived(CAPITAL[5], mode="remote"), e.MemberArrived(CAPITAL[6], deputy="K Example"))
    record(board, motion(), votes("for", CAPITAL[:5]))
    rows = vote_lines(board.state, the(board), 140)
    text = "\n".join("".join(part if isinstance(part, str) else part.text for part in row) for row in rows)
    assert present_count(board.state) == (6, 1, 1)
    assert " 6 present = 5 for + 0 against + 0 abstain + 0 not voted + 0 kept from voting + 0 not eligible" in text
    assert "not eligible + 1 remotely without a vote ✓ adds up" in text


def test_a_decision_of_an_earlier_meeting_is_called_by_its_day_and_not_by_a_key() -> None:
    board = record(sitting(), motion(), votes("for", CAPITAL))
    record(declare(board), e.RatificationSought("m1", ("ecc",)), e.MeetingClosed())
    later = play([convened_next(board.state)], before=board.state)
    (held,) = public_matter(later.state).decisions
    assert named(later.state, held) == "3.1 of 23 November 2026"


def test_a_decided_amendment_amends_and_neither_binds_nor_is_agreed_by_the_body() -> None:
    board = record(
        sitting(), motion(), motion("m2", amends="m1", text="Leave out estates.", as_amended="All but estates.")
    )
    declare(record(board, votes("for", CAPITAL, "m2")), "m2")
    found = seen(board)
    assert (found.decision, found.binding) == ("The motion was amended so.", "")
    sheet = as_markdown(vote_sheets(Source(board, "public", Clock(board.state.starts)))["m2"])
    assert "# Vote record: motion 3.2 (amendment to motion 3.1)" in sheet
    assert "Carried. The motion was amended so." in sheet and "agreed the motion" not in sheet


def test_a_brief_on_a_meeting_with_nothing_left_to_take_expects_nobody() -> None:
    board = record(sitting(), *(e.ItemDeferred(key, "Later") for key in sitting().state.items))
    text = as_markdown(brief(Source(board, "public", Clock(board.state.starts))))
    assert "No item is still to be taken." in text and "expected" not in text


def test_an_entry_that_says_itself_that_it_is_confidential_is_not_marked_so_twice() -> None:
    board = record(sitting(), e.NoteTaken("capital", "The price.", confidential=True))
    (told,) = [row for row in timeline([board]) if "The price." in row]
    assert told.count("confidential") == 1


def test_who_abstained_or_did_not_vote_is_told_as_what_they_did() -> None:
    board = record(sitting(), motion(), votes("abstain", CAPITAL[:1]), votes("not_voting", CAPITAL[1:3]))
    told = [tell_in(board, line) for line in board.lines[-2:]]
    assert told[0].endswith(" abstained") and told[1] == "motion 3.1: 2 did not vote"


def test_minutes_of_what_was_private_say_from_when_to_when_it_was() -> None:
    board = record(sitting(), e.PublicExcluded("Staff"), e.NoteTaken("capital", "The post."), e.PublicReadmitted())
    record(board, e.PublicExcluded("Terms"), e.MeetingClosed())
    begun, back, again, end = (
        datetime.datetime.fromisoformat(line.at).strftime("%H:%M")
        for line in board.lines
        if isinstance(line.entry, e.PublicExcluded | e.PublicReadmitted | e.MeetingClosed)
    )
    text = markdown(minutes(board, part="confidential", entries=0, fingerprint=""))
    assert f"in private on Monday 23 November 2026, {begun} to {back} and {again} to {end}, " in text


def test_what_is_confidential_of_a_meeting_without_a_private_part_is_not_said_to_have_been_in_private() -> None:
    board = record(sitting(), e.NoteTaken("capital", "The post.", confidential=True), e.MeetingClosed())
    opened, closed = (
        datetime.datetime.fromisoformat(line.at).strftime("%H:%M")
        for line in board.lines
        if isinstance(line.entry, e.MeetingOpened | e.MeetingClosed)
    )
    text = markdown(minutes(board, part="confidential", entries=0, fingerprint=""))
    assert f"of the meeting held in public on Monday 23 November 2026, {opened} to {closed}, " in text


async def test_opening_a_public_item_is_not_said_to_be_confidential_since_what_was_left_for_it_is(
    tmp_path: Path,
) -> None:
    hidden = e.ItemAdded("lease", "The lease", confidential=True)
    entries = [e.MeetingOpened(), hidden, e.PublicExcluded("Terms"), e.ItemOpened("lease"), e.PublicReadmitted()]
    async with running(tmp_path, entries=entries, screen="meeting") as (app, pilot):
        await press(pilot, "right")
        assert "confidential" not in message(app) and "is open." in message(app)


def test_that_nobody_objects_so_far_is_said_once_of_an_open_consensus() -> None:
    board = record(sitting(), motion(rule="agreement", topic="objectives"))
    assert shown(board).casefold().count("no objections") == 1
    assert "✓ AGREED BY CONSENSUS · no objections" in shown(record(board, e.ConsensusDeclared("m1", reached=True)))


def test_a_consensus_that_was_not_reached_is_called_that_and_not_a_vote_that_was_not_carried() -> None:
    board = record(sitting(), motion(rule="agreement", topic="objectives"))
    record(board, e.ConsensusDeclared("m1", False, (e.Objection(CAPITAL[0], "Too early."),)))
    assert "Motion 3.1  × NO CONSENSUS · 1 objection · " in shown(board) and "CARRIED" not in shown(board)


def test_stages_that_are_still_to_come_do_not_stand_under_what_happened() -> None:
    board = record(sitting(), at_board())
    lines = issue_lines(
        board.state, board.state.issues["i-board"], 79, datetime.datetime.fromisoformat, datetime.datetime.min
    )
    heads = ["".join(part if isinstance(part, str) else part.text for part in line) for line in lines]
    assert "Stage by stage" in heads and "What happened" not in heads


async def test_a_note_in_private_offers_no_choice_that_would_not_count_and_says_why(tmp_path: Path) -> None:
    entries = [e.MeetingOpened(), e.PublicExcluded("Terms")]
    async with running(tmp_path, entries=entries, screen="meeting") as (app, pilot):
        await press(pilot, "n")
        assert "It is confidential, since the public is excluded." in frame(app)
        assert "1 ▸yes" in frame(app) and " no " not in frame(app).rpartition("Confidential")[2].partition("enter")[0]


def test_who_votes_for_a_partner_is_told_apart_from_who_is_away_kept_from_voting_or_without_a_vote() -> None:
    rules = rules_of()
    by_partner = replace(rules, rules=tuple(replace(rule, unit="partner") for rule in rules.rules))
    board = sitting(present=("independent-chair", "mseft-chair", "eput-ceo", "nelft-ceo"), charter=by_partner)
    came = (e.MemberArrived("mseft-ceo"), e.MemberArrived("eput-chair", deputy="A Deputy"))
    record(board, *came, e.InterestDeclared("mseft-ceo", ("capital",), "financial", "Bids.", "withdraws"), motion())

    def told(partner: str) -> str:
        return " ".join(
            str(part) for part in eligibility_text(board.state, the(board), partner) if isinstance(part, str)
        )

    kept = "Does not vote for it: Grace Deeks (kept from voting)."
    assert f"Represented by Jonah Coggin. {kept}" in told("mseft")
    deputy = "Does not vote for it: A Deputy (deputy for Hugh Abbott) (without a vote)."
    assert f"Represented by Edith Barrow. {deputy}" in told("eput")
    assert "Represented by Femi Coggin. Does not vote for it: Iris Barrow (absent)." in told("nelft")
    away = "Does not vote for it: Grace Gladwin (absent), Dev Abbott (absent)."
    assert f"Represented by nobody who may vote. {away}" in told("eeast")
