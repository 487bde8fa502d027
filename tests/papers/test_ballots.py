"""Ballot papers: one for each who may vote, with the tellers' sheet, and how the papers are reconciled in minutes."""

from __future__ import annotations

import io

import docx
from docx.oxml.ns import qn
from msgspec.structs import replace

from boardtui.meeting.counting.ballot_papers import BallotPapers, papers_words, unreconciled
from boardtui.meeting.entries import (
    CandidateWithdrew,
    ChoiceCounted,
    ChoiceDeclared,
    MemberLeft,
    PublicExcluded,
)
from boardtui.meeting.fold.stretch import Stretch
from boardtui.papers.ballots import ballots
from boardtui.papers.clock import Clock
from boardtui.papers.decisions import rows
from boardtui.papers.document import Document
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.formats.rendering import FORMATS, rendered
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes
from boardtui.papers.model import Part
from boardtui.papers.source import Source
from tests.build import CAPITAL, motion, record, refused, sitting
from tests.meeting.test_elections import choosing, opened
from tests.papers.read_back import words_of_docx, words_of_html, words_of_pdf


def papers(held: Stretch, part: Part = "public") -> dict[str, str]:
    src = Source(held, part, Clock(held.state.starts))
    return {key: as_markdown(paper) for key, paper in ballots(src).items()}


def put() -> Stretch:
    return record(sitting(present=CAPITAL), motion())


def ballot_of_a_motion() -> Document:
    """The papers and the tellers' sheet of a motion before the meeting."""
    held = put()
    return ballots(Source(held, "public", Clock(held.state.starts)))["m1"]


def test_every_format_has_the_papers_whole() -> None:
    paper = ballot_of_a_motion()
    for form in FORMATS:
        assert rendered(paper, form) == rendered(paper, form)
    for read, form in ((words_of_docx, "docx"), (words_of_pdf, "pdf"), (words_of_html, "html")):
        assert read(rendered(paper, form)).count("Mark one box with a cross. Do not sign it.") == 14  # type: ignore[arg-type]


def test_what_is_cut_out_in_word_has_room_around_it() -> None:
    body = docx.Document(io.BytesIO(rendered(ballot_of_a_motion(), "docx"))).element.body
    margins = [int(side.get(qn("w:w")) or 0) for one in body.iter(qn("w:tblCellMar")) for side in one]
    assert margins[-4:] == [280] * 4 and set(margins[:-4]) == {10, 40, 100}


def test_a_motion_has_as_many_papers_as_there_are_who_may_vote_and_names_nobody() -> None:
    held = put()
    (paper,) = papers(held).values()
    may_vote = held.state.motions["m1"].electorate.may_vote
    assert paper.count("☐ For") == paper.count("☐ Abstain") == len(may_vote) == 14
    assert "14, for 14 members who may vote" in paper
    assert not any(held.state.members[key].name in paper for key in may_vote)
    record(held, MemberLeft(CAPITAL[0]))
    assert next(iter(papers(held).values())).count("☐ Against") == 13


def test_the_tellers_have_a_motion_with_the_lists_that_were_typed() -> None:
    held = record(sitting(present=CAPITAL), motion(text="That it be done:\n1. first\n2. second"))
    (paper,) = papers(held).values()
    assert "What is decided:\n\n> That it be done:\n>\n> 1. first\n> 2. second\n" in paper
    assert "| **What is decided** | " in next(iter(papers(put()).values()))


def test_an_election_has_its_candidates_and_places_and_those_of_the_round() -> None:
    held = choosing(opened("ada", "ben", "cora"))
    (paper,) = papers(held).values()
    assert "# Ballot papers: Vice Chair, round 1" in paper and "For one place" in paper
    assert paper.count("☐ Cora Coggin") == 14
    record(
        held,
        ChoiceCounted("vice", 1, {"ada": 5, "ben": 4, "cora": 2}),
        ChoiceDeclared("vice", 1, (), None, ("ada", "ben")),
    )
    (paper,) = papers(held).values()
    assert "round 2" in paper and "Cora" not in paper
    several = choosing(opened("ada", "ben", "cora", places=2, method="most_votes"))
    assert "Mark at most 2 boxes" in next(iter(papers(several).values()))


def test_an_open_choice_and_a_rule_that_needs_names_have_no_papers() -> None:
    assert not papers(choosing(opened("ada", "ben", secret=False)))
    assert not papers(record(sitting(), motion(rule="agreement", topic="objectives")))


def test_what_is_decided_in_private_is_in_the_confidential_part_only() -> None:
    held = record(sitting(present=CAPITAL), PublicExcluded("Commercial terms"), motion())
    assert not papers(held) and len(papers(held, "confidential")) == 1


def test_papers_given_out_in_the_box_and_not_returned_have_to_agree() -> None:
    assert unreconciled(BallotPapers(31, 28, 1), 3, 28) == ""
    assert "1 paper missing" in unreconciled(BallotPapers(31, 28, 1), 2, 28)
    assert "28 papers in the box, but 27 were sorted" in unreconciled(BallotPapers(31, 28), 3, 27)
    assert "2 more than the 26" in unreconciled(BallotPapers(26, 28), 0, 28)
    assert unreconciled(BallotPapers(31, 28), 5, 28).endswith("make 33. Count again.")


def test_the_reconciliation_in_words() -> None:
    assert papers_words(BallotPapers(31, 28, 1)) == (
        "31 ballot papers were given out and 28 returned, 1 of them spoilt; 3 were not returned."
    )
    assert (
        papers_words(BallotPapers(9, 9)) == "9 ballot papers were given out and all were returned, none of them spoilt."
    )
    assert papers_words(BallotPapers(0, 0)) == "No ballot paper was given out."


def test_an_election_is_minuted_with_its_papers_and_refused_where_they_do_not_agree() -> None:
    held = choosing(opened("ada", "ben", "cora"))
    count = ChoiceCounted("vice", 1, {"ada": 5, "ben": 4, "cora": 3}, 1, issued=14, returned=13)
    assert "12 votes and 1 spoilt do not agree with 12 papers" in refused(held, replace(count, returned=12)).reason
    assert "15 ballot papers were given out, and 14 may choose" in refused(held, replace(count, issued=15)).reason
    assert "how many are in the box" in refused(held, replace(count, returned=None)).reason
    record(held, count)
    text = as_markdown(minutes_document(minutes(held, entries=0, fingerprint="")))
    assert "14 ballot papers were given out and 13 returned, 1 of them spoilt; 1 was not returned." in text


def test_a_candidate_withdraws_between_rounds_not_between_count_and_declaration() -> None:
    held = choosing(opened("ada", "ben", "cora", "dev"))
    first = ChoiceCounted("vice", 1, {"ada": 5, "ben": 4, "cora": 3, "dev": 1})
    record(held, first)
    gone = CandidateWithdrew("vice", "ada", "She is to chair the other board.")
    assert "Round 1 is counted: declare it first" in refused(held, gone).reason
    record(held, ChoiceDeclared("vice", 1, (), None, ("ada", "ben", "cora")), gone)
    assert held.state.choices["vice"].staying == ("ben", "cora") and held.state.choices["vice"].round == 2
    assert "Ada Abbott does not stand any more" in refused(held, gone).reason
    record(held, CandidateWithdrew("vice", "cora"), ChoiceDeclared("vice", 0, ("ben",)))
    text = as_markdown(minutes_document(minutes(held, entries=0, fingerprint="")))
    assert "Vice Chair: Ada Abbott withdrew as a candidate: She is to chair the other board." in text
    assert "Ben Barrow was chosen without a vote, there being no more candidates than places." in text
    (row,) = rows(Source(held, "public", Clock(held.state.starts)))
    assert "Ada Abbott and Cora Coggin withdrew." in row[4]
    alone = choosing(opened("ada"))
    assert "the only candidate left" in refused(alone, CandidateWithdrew("vice", "ada")).reason
