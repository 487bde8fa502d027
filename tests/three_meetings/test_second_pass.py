"""Sentences that a second reader of papers, registers and exports found false, each with the right words."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.search.query import Match
from boardtui.search.shown import facts
from tests.papers.on_desk import command
from tests.search.asking import ask
from tests.three_meetings.second_pass import (
    BOARD,
    LATE,
    OCTOBER,
    SEPTEMBER,
    SLE,
    SLE_JULY,
    SLE_JUNE,
    SLE_SEPTEMBER,
    board,
    dispute,
    entered_late,
)

CAPITAL = "That the list be approved."


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("board")
    board(path)
    yield path


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("dispute")
    dispute(path)
    yield path


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("late")
    entered_late(path)
    yield path


def minutes(folder: Path, book: str, meeting: str) -> str:
    assert command(folder, "minutes", book, meeting, "--names", "all", "--format", "md").exit_code == 0
    (paper,) = (one for one in (folder / "meetings" / meeting).glob("minutes*.md") if "confid" not in one.name)
    return paper.read_text(encoding="utf-8")


def paper(folder: Path, kind: str, book: str, *more: str) -> str:
    out = folder / f"out-{kind}{''.join(more)}"
    ran = command(folder, "paper", kind, book, *more, "--format", "md", "-o", str(out))
    assert ran.exit_code == 0, ran.output
    return "\n".join(one.read_text(encoding="utf-8") for one in sorted(out.glob("*.md")))


# What was only proposed


def test_what_was_not_carried_has_no_reasons_and_is_delegated_to_nobody(held: Path) -> None:
    told = minutes(held, BOARD, SEPTEMBER)
    assert "Reasons for the decision" not in told and "Carrying it out is delegated" not in told
    assert "- Reasons given with the motion: It meets the allocation." in told
    assert (
        "- The motion proposed that carrying it out be delegated to the Executive Lead, to be done by 31 December 2026."
        in told
    )
    (row,) = [line for line in paper(held, "decisions", BOARD).splitlines() if CAPITAL in line]
    assert "delegated" not in row and "Reasons" not in row
    assert ", 3 short" not in row and ", 4 short" in row


# Figures say of what, motions come in order, and a sentence has one end


def test_figures_say_what_they_are_counted_of_and_who_moved_stands_before_the_colon(held: Path) -> None:
    told = minutes(held, BOARD, SEPTEMBER)
    assert "by 7 for and 1 against of 14 eligible members (11 needed; clause 8.4)" in told
    assert (
        "by the casting vote of the Chair (motion 2.2; moved by Sam Reed, Chief Executive, NELFT):\n\n> Replace" in told
    )
    assert "| motions 2.1 and 2.2: did not vote |" in told
    assert "that the strategy be adopted for four years. (Motion 2.1.)\n" in told  # in paragraph 2.2
    first = next(line for line in told.splitlines() if line.startswith("Recorded vote: For:"))
    assert first.index("; Against:") < first.index("; Did not vote:") < first.index("; Absent:")


def test_a_casting_vote_on_an_amendment_was_not_given_for_the_motion(held: Path) -> None:
    told = minutes(held, BOARD, SEPTEMBER)
    assert "The vote was tied; Ada Abbott, in the Chair, gave a casting vote for the amendment." in told
    assert "casting vote for the motion" not in told


# Items of which something is told elsewhere, or nothing is known


def test_of_an_item_taken_in_private_nothing_was_recorded_in_public(held: Path) -> None:
    assert "3.1 Nothing was recorded on this item in public." in minutes(held, BOARD, SEPTEMBER)


def test_an_item_on_which_a_decision_or_an_issue_was_considered_says_so(held: Path, disputed: Path) -> None:
    october = minutes(held, BOARD, OCTOBER)
    assert "2.1 Considered on this item: the decision “That the beds be opened”; see below." in october
    assert "3.1 Next meeting: " in october and "not reached" not in october
    assert "1.1 Considered on this item: the issue “Who funds the beds”; see below." in minutes(disputed, SLE, SLE_JULY)


# Decisions between meetings


def test_an_urgent_decision_has_the_day_on_which_it_was_taken_and_stands_in_the_register(held: Path) -> None:
    taken = "Ada Abbott (Independent Chair), Cora Gladwin (Executive Lead and Joint Accountable Officer)"
    taken += " and Sam Reed (Chair, NHS Southend CCG)"
    october = minutes(held, BOARD, OCTOBER)
    assert f"Taken on 5 October 2026 by {taken}. Why between meetings: The ward was full." in october
    (row,) = [line for line in paper(held, "decisions", BOARD).splitlines() if "That the beds be opened." in line]
    assert row.startswith("| 5 October 2026 |") and f"| Urgent decision by {taken}." in row
    assert command(held, "export", BOARD, "--format", "csv", "-o", str(held)).exit_code == 0
    rows = list(csv.DictReader((held / "decisions.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["Meeting"] for row in rows if row["Date"] == "2026-10-05"] == [""]
    # the next meeting was convened with it, and the book still reads
    assert command(held, "verify", BOARD).exit_code == 0


def test_a_written_agreement_has_the_day_on_which_it_was_begun(disputed: Path) -> None:
    register = paper(disputed, "signatures", BOARD)
    assert "| **Begun on** | 30 July 2026 |" in register
    assert "pb-07" not in register and "23 July 2026" not in register and "County Hall" not in register
    assert "Does not take effect: Thurrock Council refused to sign, and all must." in register


# Who was in the chair, who was away, and when


def test_one_of_two_people_of_one_name_is_marked_as_in_the_chair(held: Path) -> None:
    october = minutes(held, BOARD, OCTOBER)
    assert october.count("(in the chair)") == 1
    assert "| Sam Reed (in the chair) | Chair, NHS Southend CCG |" in october


def test_who_left_and_returned_was_away_between_and_what_has_no_time_keeps_its_place(late: Path) -> None:
    told = minutes(late, BOARD, LATE)
    assert "| Ben Barrow | Chair, NHS Basildon & Brentwood CCG | away 14:30 to 14:40 |" in told
    assert "NHS Castle Point & Rochford CCG | until 14:30 |" in told
    course = told[told.index("### Course of the meeting") :]
    assert course.index("became quorate" if "became" in course else "opened") < course.index("adjourned: Fire alarm")
    assert course.index("The meeting resumed") < course.index("The public was excluded") < course.index("closed")


def test_a_sentence_of_which_the_time_is_not_known_names_none(late: Path) -> None:
    told = minutes(late, BOARD, LATE)
    assert "The meeting was adjourned: Fire alarm." in told and "The meeting resumed." in told


def test_a_replay_says_on_which_day_something_was_entered(late: Path) -> None:
    lines = command(late, "replay", BOARD).output.splitlines()
    assert any(line.strip().startswith("1  17 Nov 14:01:00") for line in lines)  # convened in November
    assert any("  14:10:00  J Smith  motion 1.1 put" in line for line in lines)  # stated
    assert any("  17 Nov 14:" in line and "motion 1.2 put" in line for line in lines)  # nobody knows when


# Corrections


def test_a_replay_of_the_public_copy_has_the_days_and_times_of_the_book(late: Path) -> None:
    copy = late / "public.jsonl"
    assert command(late, "export", BOARD, "--public", "-o", str(copy)).exit_code == 0
    book, public = (
        {line[:6].strip(): line[8:].split("  ")[0] for line in command(late, "replay", source).output.splitlines()}
        for source in (BOARD, str(copy))
    )
    assert public["15"] == "14:00:00" and public["18"] == "17 Nov 14:18:00"
    assert {number: public[number] for number in book if number.isdigit()} == {
        number: time for number, time in book.items() if number.isdigit()
    }


def test_a_correction_in_words_is_of_the_motion_whose_words_it_quotes(late: Path) -> None:
    (row,) = [line for line in paper(late, "decisions", BOARD).splitlines() if "That the plan be approved." in line]
    assert "Corrected" not in row


def test_the_register_has_the_words_of_the_approved_minutes(held: Path) -> None:
    register = paper(held, "decisions", BOARD)
    assert "| That the strategy be adopted for four years. |" in register and "five years. |" not in register


# A choice decided by lot


def test_the_register_says_that_a_choice_was_decided_by_lot(late: Path) -> None:
    (row,) = [line for line in paper(late, "decisions", BOARD).splitlines() if "Election of Vice-Chair" in line]
    assert "Chosen: Bob. Ann and Bob had equal votes; it was decided by lot for Bob. Round 1: Ann 5; Bob 5." in row


# The confidential part


def test_a_meeting_without_a_private_part_counts_for_nobody_in_the_confidential_record(held: Path) -> None:
    record = paper(held, "attendance", BOARD, "--confidential")
    assert "| Ben Barrow | Chair, NHS Basildon & Brentwood CCG | 1 | 1 | 0 | 0 | 0 |" in record
    assert "| Hugh Abbott | Chair, EPUT | 1 | 0 | 0 | 1 | 0 |" in record
    assert "Meetings held at least in part in private while the member was in office" in record
    assert "not counted here" not in record


# The agenda is that of a meeting to come


def test_the_agenda_says_nothing_of_what_came_of_the_meeting(held: Path) -> None:
    agenda = paper(held, "agenda", BOARD, OCTOBER)
    assert "at the opening" not in agenda and "Ratified" not in agenda
    assert "- Urgent decision: That the beds be opened. Awaiting: a report to a meeting." in agenda
    ran = command(held, "paper", "agenda", BOARD, OCTOBER, "--confidential")
    assert ran.exit_code == 1 and "nothing of “The meeting pb-2026-10-29” is confidential" in ran.output


# Between two bodies


def test_another_body_is_told_by_its_name_and_what_is_over_waits_for_no_vote(disputed: Path) -> None:
    september = minutes(disputed, SLE, SLE_SEPTEMBER)
    assert "The Partnership Board answered on 23 July 2026: agreed by consensus: Motion 2.1" in september
    assert (
        "None of the 24 entitled to take part objected: agreed by consensus." in september
        and "still to vote" not in september
    )
    july = minutes(disputed, BOARD, "pb-07")
    for told in (september, july, minutes(disputed, SLE, SLE_JULY)):
        assert "partnership-board" not in told and "minute book sle" not in told and "hash" not in told
    assert "It was received from the System Leadership Executive (SLE) (fingerprint of its minute book then: " in july
    assert "could not resolve the issue (8.10(4))”. The issue had been referred here." in july


def test_the_letter_on_an_issue_has_the_decision(disputed: Path) -> None:
    letter = paper(disputed, "notices", SLE, SLE_JUNE)
    assert "met on Wednesday 10 June 2026 at County Hall." in letter
    assert (
        "> That the trust bear half." in letter
        and "8 for; 7 needed (more than 1/2 of 12 eligible partners present" in letter
    )


def test_what_was_on_a_day_of_its_own_has_no_time_of_the_meeting(disputed: Path) -> None:
    sent = "- The decision was sent to Thurrock Council by e-mail on 11 June 2026."
    assert sent in minutes(disputed, SLE, SLE_JUNE) and sent in paper(disputed, "notices", SLE, SLE_JUNE)
    assert "- The Partnership Board answered on 23 July 2026: agreed by consensus" in minutes(
        disputed, SLE, SLE_SEPTEMBER
    )


# What the screens, search and replay of these meetings say


def test_minutes_are_minuted_under_an_item_that_is_called_minutes(held: Path) -> None:
    october = minutes(held, BOARD, OCTOBER)
    assert (
        "## 1. Minutes\n\n1.1 The minutes of “The meeting pb-2026-09-24” (24 September 2026) were approved" in october
    )
    assert "## Minutes of earlier meetings" not in october


def test_a_decision_between_meetings_is_none_of_the_meeting_before_it(held: Path) -> None:
    (found,) = ask_public(held, "beds be opened")
    assert dict(facts(found))["After the meeting"] == "The meeting pb-2026-09-24, 5 Oct 2026"
    (found, *_) = ask_public(held, "list be approved")
    assert dict(facts(found))["Meeting"] == "The meeting pb-2026-09-24, 24 Sep 2026"


def test_a_casting_vote_is_told_where_equal_votes_are(held: Path) -> None:
    told = command(held, "replay", BOARD).output
    assert "2.2 carried, by casting vote: 2 for, 2 against" in told


def ask_public(folder: Path, words: str) -> tuple[Match, ...]:
    desk = Desk.open(Config(Settings(database=str(folder / "data.db")), folder))
    try:
        return ask(desk, words, public=True).found
    finally:
        desk.close()


def test_a_replay_names_the_issue_and_says_of_an_answer_what_was_asked(disputed: Path) -> None:
    told = command(disputed, "replay", SLE).output
    assert "decision on issue “Who funds the beds” sent to 1 partner\n" in told
    assert "answer of Thurrock Council on issue “Who funds the beds”: not accepted\n" in told
    deed = command(disputed, "replay", BOARD).output
    assert "answer of Thurrock Council on written agreement: refused to sign\n" in deed


# A review for the board


def test_a_review_for_the_board_names_body_day_and_topic_and_counts_no_votes_of_a_consensus(disputed: Path) -> None:
    paper = disputed / "review.md"
    ran = command(disputed, "replay", SLE, "--under", "base=present", "--markdown", str(paper))
    assert ran.exit_code == 0, ran.output
    told = paper.read_text(encoding="utf-8")
    assert told.startswith("# Review of decisions: System Leadership Executive (SLE)\n")
    (row,) = [line for line in told.splitlines() if line.startswith("| 10 June 2026 | 2.1 |")]
    assert "| Partnership objectives | 0 objections among 8 entitled to take part, agreed by consensus |" in row
    assert "- **10 June 2026, motion 2.1** (8.3): That the strategy be supported." in told
    assert (
        "“Consensus of the SLE” (clause 8.3) is decided by consensus, in which nobody votes; to count it as a vote, give its "
        "fraction needed (threshold) and majority (compare) too" in told
    )
    assert "sle-06" not in told and "objectives |" in told


def test_a_decision_sent_to_another_body_names_it(disputed: Path) -> None:
    assert (
        "agreed by consensus; sent to the Partnership Board: agreed by consensus there"
        in command(disputed, "decisions").output
    )
