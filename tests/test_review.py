"""Past decisions counted again under another reading, rule or charter, with the figures (8.3, 8.4, 8.10(2), 8.10(4))."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from boardtui.charter.load import shipped
from boardtui.cli.main import main
from boardtui.desk.replay import Replayed
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from boardtui.review.model import Decision, Review
from boardtui.review.recount import SILENT, review
from boardtui.review.report import as_json, as_markdown, as_text, margin, remarks, totals
from boardtui.review.settings import UnderError
from boardtui.review.under import under_of
from tests import build
from tests.build import CAPITAL, CCGS, TRUSTS
from tests.tui.app import make_desk


def counted(under: str, *stretches: Stretch, public: bool = False) -> Review:
    """The review of a book of these stretches."""
    return review(Replayed("book", list(stretches), 99, "f" * 64), under_of(under), public=public)


def only(under: str, stretch: Stretch) -> Decision:
    """The one decision of the book, counted again."""
    (decision,) = counted(under, stretch).decisions
    return decision


def board(for_: Sequence[str], against: Sequence[str] = (), present: Sequence[str] = CAPITAL) -> Stretch:
    """A result under 8.4 with these votes."""
    stretch = build.record(build.sitting(present=present), build.motion(), build.votes("for", for_))
    if against:
        build.record(stretch, build.votes("against", against))
    return build.declare(stretch)


def sle(rule: str = "issue-majority", **votes: Sequence[str]) -> Stretch:
    """A result of the SLE under 8.10(2), on the capital row: five CCGs by one person, and four trusts."""
    stretch = build.record(build.sitting(build.SLE), build.motion(rule=rule))
    for choice, voters in votes.items():
        build.record(stretch, build.votes(choice.rstrip("_"), voters))
    return build.declare(stretch)


def test_8_4_ten_of_ten_present_fails_and_by_those_present_carries_with_two_to_spare() -> None:
    one = only("present", board(CAPITAL[:10], present=CAPITAL[:10]))
    assert (one.declared.outcome, one.declared.for_, one.declared.needed) == ("not_carried", 10, 11)
    assert one.recount is not None
    assert (one.outcome, one.recount.base, one.recount.needed, one.margin) == ("carried", 10, 8, 2)
    assert one.other_way and one.settled and not one.not_asked


def test_8_4_by_two_thirds_of_those_present() -> None:
    one = only("base=present,threshold=2/3,compare=at_least", board(CAPITAL[:8], CAPITAL[8:12], CAPITAL[:12]))
    assert one.recount is not None
    assert (one.outcome, one.recount.needed, one.recount.base, one.margin) == ("carried", 8, 12, 0)
    short = only("base=present,threshold=2/3,compare=more_than", board(CAPITAL[:8], CAPITAL[8:12], CAPITAL[:12]))
    assert (short.outcome, short.margin, short.other_way) == ("not_carried", -1, False)


def test_8_10_2_the_joint_officer_alone_carries_five_of_nine_and_per_person_has_one_of_five() -> None:
    one = only("per-person", sle(for_=CCGS, against=TRUSTS))
    assert (one.declared.outcome, one.declared.for_, one.declared.base) == ("carried", 5, 9)
    assert one.recount is not None
    assert (one.outcome, one.recount.for_, one.recount.base, one.recount.needed, one.margin) == (
        "not_carried", 1, 5, 3, -2,
    )  # fmt: skip
    assert margin(one) == "2 votes short"


def test_8_10_2_votes_of_one_person_that_were_split_cannot_be_counted_per_person() -> None:
    one = only("per-person", sle(for_=CCGS[:3], against=(*CCGS[3:], *TRUSTS)))
    assert one.recount is None and not one.other_way
    assert "split its partners' votes" in one.problem


def test_8_10_2_four_to_three_with_two_abstaining_carries_where_abstentions_are_ignored() -> None:
    one = only("base=cast", sle(for_=CCGS[:4], against=TRUSTS[:3], abstain=(CCGS[4], TRUSTS[3])))
    assert (one.declared.outcome, one.declared.base, one.declared.needed) == ("not_carried", 9, 5)
    assert one.recount is not None
    assert (one.outcome, one.recount.base, one.recount.needed, one.margin) == ("carried", 7, 4, 0)


def test_8_4_with_members_without_a_partner_the_chair_was_there_and_was_not_asked() -> None:
    one = only("no-category", board(CAPITAL[:11], present=(*CAPITAL, "independent-chair")))
    assert (one.declared.outcome, one.outcome) == ("carried", "not_carried")
    assert one.recount is not None and (one.recount.eligible, one.recount.needed) == (21, 16)
    assert (one.margin, one.not_asked, one.settled) == (-5, ("independent-chair",), True)
    (told,) = (sentence for sentence in remarks(one) if "not asked then" in sentence)
    assert told == "not asked then: Ada Abbott; that vote could not change it."


def test_8_4_footnote_leaves_out_the_votes_of_those_not_eligible() -> None:
    one = only("footnote-two", board(CAPITAL[:11]))
    assert one.left_out == tuple(key for key in CAPITAL[:11] if key.startswith(("eeast", "nelft")))
    assert "left out: 3 votes of Grace Gladwin, Iris Barrow and Dev Abbott." in list(remarks(one))
    assert one.recount is not None
    assert (one.recount.for_, one.recount.base, one.recount.needed, one.outcome) == (8, 10, 8, "carried")


def test_8_3_consensus_is_counted_no_other_way_since_nobody_was_asked_to_say_yes() -> None:
    stretch = build.record(build.sitting(build.SLE), build.motion(rule="consensus"), e.ConsensusDeclared("m1", True))
    for under in ("base=present,threshold=1/2,compare=more_than", "unanimous", "consensus=unanimous"):
        assert only(under, stretch).problem == SILENT
    assert only("consensus=no_objection", stretch).outcome == "carried"


def test_8_3_with_an_objection_nothing_unanimous_could_have_come_of_it() -> None:
    declared = e.ConsensusDeclared("m1", False, objections=(e.Objection("nelft-ceo"),))
    one = only("unanimous", build.record(build.sitting(build.SLE), build.motion(rule="consensus"), declared))
    assert (one.outcome, one.other_way, one.not_asked) == ("not_carried", False, ())


def test_a_vote_with_one_against_is_no_consensus() -> None:
    one = only("method=consensus", board(CAPITAL[:13], CAPITAL[13:]))
    assert (one.outcome, one.margin, margin(one)) == ("not_carried", -1, "1 objection")


def test_another_charter_is_found_by_its_rule_and_one_without_the_body_says_so() -> None:
    held = board(CAPITAL[:11])
    assert only("mid-south-essex", held).margin == 0
    assert only("doncaster", held).problem == "doncaster has no Partnership Board"


def test_a_board_s_own_file_with_another_threshold_and_without_a_topic(tmp_path: Path) -> None:
    text = Path(str(_memorandum())).read_text(encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(text.replace('threshold = "3/4"', 'threshold = "4/5"'), encoding="utf-8")
    one = only(str(own), board(CAPITAL[:11]))
    assert one.recount is not None and (one.recount.needed, one.outcome, one.margin) == (12, "not_carried", -1)
    own.write_text(text.replace('"fin_capital"', '"capital_funds"'), encoding="utf-8")
    assert (
        only(str(own), board(CAPITAL[:11])).problem
        == "mid-south-essex does not know the topic “Financial framework: allocation of NHS capital and transformation funds”"
    )


def test_a_casting_vote_decides_only_where_the_recount_ties_too() -> None:
    terms = {"casting_vote": "chair"}
    stretch = build.record(
        build.sitting(present=CAPITAL[:10], terms=terms),
        build.at_board(),
        build.motion(rule="issue-board", issue="i-board"),
    )
    build.record(stretch, build.votes("for", CAPITAL[:5]), build.votes("against", CAPITAL[5:10]))
    build.declare(stretch, outcome="carried", casting_vote="for")
    again = only("votes-cast", stretch)
    assert (again.outcome, again.by_casting_vote, margin(again)) == ("carried", True, "by the Chair's casting vote")
    told = as_markdown(counted("votes-cast", stretch))
    assert "Carried as before, by the Chair's casting vote. 5 for; 6 needed (more than 1/2 of 10" in told
    assert "not carried" not in told
    assert "carried, 1 short" not in json.dumps(as_json(counted("votes-cast", stretch)))
    whole = only("all-eligible", stretch)
    assert (whole.outcome, whole.by_casting_vote, whole.margin) == ("not_carried", False, -3)


def test_what_was_taken_back_after_the_result_is_nowhere_counted() -> None:
    stretch = build.sitting(present=(*CAPITAL[:10], "independent-chair"))
    arrival = stretch.lines[11].seq
    build.record(stretch, build.motion(), build.votes("for", CAPITAL[:10]))
    build.declare(stretch)
    assert only("no-category", stretch).not_asked == ("independent-chair",)
    build.record(stretch, e.EntryRetracted(seq=arrival, reason="was not there"))
    assert only("no-category", stretch).not_asked == ()


def test_what_was_put_right_after_something_else_was_taken_back_is_counted_as_it_reads_now() -> None:
    stretch = build.record(build.sitting(present=CAPITAL), e.NoteTaken("capital", "Twice."))
    note = stretch.lines[-1]
    build.record(stretch, e.EntryRetracted(note.seq, "twice"), build.motion(), build.votes("for", CAPITAL[:11]))
    put, votes, result = stretch.lines[-2], stretch.lines[-1], build.declare(stretch).lines[-1]
    fewer = (
        {**msgspec.to_builtins(votes.entry), "voters": CAPITAL[:10]},
        {**msgspec.to_builtins(result.entry), "outcome": "not_carried", "for": 10, "not_voted": 4},
    )
    corrected = tuple(e.Corrected(line.seq, entry) for line, entry in zip((votes, result), fewer, strict=True))
    build.record(stretch, e.EntriesCorrected(corrected, "one vote was misheard"), e.TimeStated(put.seq, put.at))
    decision = only("threshold=2/3", stretch)
    assert decision.declared is not None
    assert (decision.declared.for_, decision.declared.outcome, decision.outcome) == (10, "not_carried", "carried")


def test_a_result_that_was_taken_back_is_no_decision() -> None:
    stretch = board(CAPITAL[:11])
    build.record(stretch, e.EntryRetracted(seq=stretch.lines[-1].seq, reason="too early"))
    assert counted("present", stretch).decisions == ()
    assert totals(counted("present", stretch)) == "The book holds no decision."


def test_decisions_of_every_meeting_are_counted_and_summed() -> None:
    first = build.closed(board(CAPITAL[:10], present=CAPITAL[:10]))
    second = build.sitting(present=CAPITAL, before=first.state, meeting="2027-02", carried=_carried(first))
    build.declare(build.record(second, build.motion("m2"), build.votes("for", CAPITAL[:11], "m2")), "m2")
    found = counted("present", first, second)
    assert [one.meeting for one in found.decisions] == ["2026-11", "2027-02"]
    assert totals(found) == "2 decisions: 1 would have gone the other way, 1 the same way."


def test_a_private_decision_is_on_the_terminal_and_not_in_the_paper() -> None:
    stretch = build.record(build.sitting(present=CAPITAL), e.PublicExcluded("terms of a lease"))
    build.declare(build.record(stretch, build.motion(text="CANARY"), build.votes("for", CAPITAL[:11])))
    found = counted("present", stretch)
    assert "(private)" in "\n".join(as_text(found)) and as_json(found)["decisions"][0]["confidential"] is True
    paper = as_markdown(counted("present", stretch, public=True))
    assert "CANARY" not in paper and "11–0" not in paper
    assert "The book holds no decision." in paper


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "[x](http://evil)", "a|b", "\x1b[31mred"])
def test_hostile_words_stay_words(name: str) -> None:
    stretch = build.record(build.sitting(present=CAPITAL, meeting="2026-11"), build.motion(text=name))
    build.declare(build.record(stretch, build.votes("for", CAPITAL[:11])))
    paper = as_markdown(counted("present", stretch))
    assert "\x1b" not in paper and "[x](" not in paper and "a|b" not in paper


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("base=hu", "not one of the choices"),
        ("treshold=2/3", "is no setting of a rule"),
        ("threshold=0.66", "not an exact fraction"),
        ("base=cast,base=present", "given twice"),
        ("method=consensus,base=cast", "A consensus has no base"),
        ("No such thing", "is neither a charter"),
    ],
)
def test_what_cannot_be_counted_by_is_refused_with_a_remedy(text: str, reason: str) -> None:
    with pytest.raises(UnderError, match=reason):
        under_of(text)


def test_a_reading_that_no_rule_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnderError, match=r"the readings that this book's rules name are .*present"):
        counted("nobody", board(CAPITAL[:11]))


def test_the_command_prints_a_table_json_and_markdown(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    _hold(desk.session(build.BOARD))
    desk.close()
    run = CliRunner()
    replay = ["replay", build.BOARD, "--db", str(tmp_path / "data.db"), "--under", "present"]
    table = run.invoke(main, replay)
    assert table.exit_code == 0, table.output
    assert "1 decision: 1 would have gone the other way, 0 the same way." in table.output
    data = json.loads(run.invoke(main, [*replay, "--json"]).output)
    assert (data["other_way"], data["decisions"][0]["margin"], data["decisions"][0]["recount"]["needed"]) == (1, 2, 8)
    paper = tmp_path / "review.md"
    assert run.invoke(main, [*replay, "--markdown", str(paper)]).exit_code == 0
    assert "## Would have gone the other way" in paper.read_text(encoding="utf-8")
    wrong = run.invoke(main, [*replay[:-2], "--markdown", str(paper)])
    assert wrong.exit_code == 1 and "give --under as well" in wrong.output


def _hold(session: Session) -> None:
    here = CAPITAL[:10]
    entries = [
        build.convened(),
        *build.arrivals(here),
        e.ChairTaken(here[0]),
        e.MeetingOpened(),
        e.ItemOpened("capital"),
    ]
    build.record_all(session, [*entries, build.motion(), build.votes("for", here)])
    session.record(e.ResultDeclared("m1", "not_carried", 10, 0, 0, 0, 14, 14, 11))


def _carried(stretch: Stretch) -> e.Carried:
    from boardtui.meeting.fold.sitting import public_matter

    return public_matter(stretch.state)


def _memorandum() -> Path:
    import boardtui.charter

    assert shipped("mid-south-essex")
    return Path(boardtui.charter.__file__).parent / "memoranda" / "mid-south-essex.toml"
