"""What the wall shows in each state of a meeting."""

from __future__ import annotations

import datetime

import pytest

from boardtui.charter.terms_of_reference import Quorum
from boardtui.desk.timeline import figures
from boardtui.meeting import entries as e
from boardtui.meeting.entries import AgendaItem
from boardtui.meeting.fold.sitting import found_by_public, item_seen, seen_by_public
from boardtui.meeting.fold.stretch import Stretch
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes as papers_minutes
from boardtui.tui.views.vote import vote_lines
from boardtui.tui.views.wall import Size, wall
from boardtui.tui.wall import scenes as s
from tests import build
from tests.build import CAPITAL, record
from tests.meeting.test_fold_decisions import body_of, declare, hce, votes
from tests.room.seeing import NOW, seen


def test_before_opening_the_public_agenda_stands_with_place_and_hour() -> None:
    found = seen(build.play([build.convened()]), body="Partnership Board")
    assert isinstance(found, s.Before)
    assert (found.partnership, found.body) == ("Mid and South Essex Health and Care Partnership", "Partnership Board")
    assert (found.date, found.begins) == ("Monday 23 November 2026", "10:00")
    assert found.place == "Anglia Ruskin University, Chelmsford"
    assert [one.title for one in found.agenda][:2] == ["Welcome and apologies", "Minutes of the last meeting"]


def test_of_a_confidential_item_the_agenda_says_nothing_not_even_that_there_is_one() -> None:
    hidden = e.AgendaItem("estates", "Sale of Wharf House", "6", lead="Dr Quiet", confidential=True)
    found = seen(build.play([build.convened(), e.ConfidentialCarried(agenda=(hidden,))]))
    assert found.agenda[-1].title == "Any other business"


def test_an_item_stands_with_its_time_and_what_comes_next() -> None:
    board = build.sitting(item="welcome")
    opened = datetime.datetime.fromisoformat(board.lines[-1].at)
    found = seen(board, now=opened + datetime.timedelta(minutes=3, seconds=59))
    assert isinstance(found, s.Now)
    assert (found.number, found.title, found.used, found.planned) == ("1", "Welcome and apologies", 3, 5)
    assert found.following == s.Line("2", "Minutes of the last meeting", "10:05")


def test_the_time_of_an_item_is_left_out_where_the_board_wants_none() -> None:
    found = seen(build.sitting(), timing=False)
    assert (found.used, found.planned) == (None, None)


def test_the_next_item_is_the_next_public_one_where_it_is_confidential() -> None:
    hidden = e.ItemAdded("estates", "Sale of Wharf House", confidential=True, after="welcome")
    found = seen(record(build.sitting(item="welcome"), hidden))
    assert found.following.title == "Minutes of the last meeting"


def test_between_two_items_the_wall_says_what_comes_next() -> None:
    found = seen(record(build.sitting(item="welcome"), e.ItemClosed("welcome")))
    assert (found.number, found.title, found.following.title) == ("", "", "Minutes of the last meeting")


@pytest.mark.parametrize(("paper", "told"), [("Paper C", "Paper C, Lead: Ada"), ("C", "Paper: C, Lead: Ada")])
def test_a_paper_that_calls_itself_one_is_not_called_so_again(paper: str, told: str) -> None:
    agenda = (AgendaItem("a", "Budget", "1", paper=paper, lead="Ada"),)
    shown = wall(seen(build.sitting(item="a", agenda=agenda)), Size(100, 40, 0)).lines
    assert told in ["".join(part.text for part in row).strip() for row in shown]


def test_attendance_counts_members_and_those_who_are_remote() -> None:
    board = build.sitting(present=CAPITAL[:9])
    record(board, e.MemberArrived("mseft-ceo", "remote"))
    there = seen(board).attendance
    assert (there.present, there.seats, there.remote) == (10, 31, 1)


def test_until_attendance_is_recorded_the_room_is_not_told_that_nobody_is_there() -> None:
    board = build.sitting(present=(), item="welcome")
    assert seen(board).attendance is None
    record(board, e.MemberArrived("mseft-ceo"))
    assert seen(board).attendance.present == 1


@pytest.mark.parametrize(
    ("terms", "quorate", "words"),
    [
        (None, None, "quorum not defined"),
        ({"quorum": {"number": 9}}, True, "quorate"),
        ({"quorum": {"number": 12}}, False, "NOT QUORATE: 9 where 12 are needed"),
        ({"quorum": {"number": 2, "seats": ("independent-chair",)}}, False, "NOT QUORATE"),
    ],
)
def test_the_quorum_is_told_without_names(
    terms: dict[str, dict[str, object]] | None, quorate: object, words: str
) -> None:
    from boardtui.charter.terms_of_reference import Quorum

    given = {"quorum": Quorum(**terms["quorum"])} if terms else None  # type: ignore[arg-type]
    there = seen(build.sitting(present=CAPITAL[:9], terms=given)).attendance
    assert (there.quorate, there.quorum) == (quorate, words)


def test_an_adjournment_stands_with_its_reason_and_since_when() -> None:
    board = record(build.sitting(), e.MeetingAdjourned("The fire alarm"))
    found = seen(board)
    assert isinstance(found, s.Adjourned)
    assert (found.reason, found.since) == ("The fire alarm", "10:02")


def test_an_adjournment_over_the_room_is_where_it_was(capital: build.Stretch) -> None:
    record(capital, e.MeetingAdjourned("Tea"), e.MeetingResumed())
    assert isinstance(seen(capital), s.Put)


def test_a_motion_stands_in_full_with_its_rule_in_plain_words() -> None:
    put = build.motion(mover="mseft-chair", seconder="eput-chair")
    found = seen(record(build.sitting(), put))
    assert isinstance(found, s.Put)
    question = found.question
    assert (question.number, question.text) == ("3.1", put.text)
    assert question.moved.startswith("Moved by ") and ", seconded by " in question.moved
    assert question.rule.startswith("Clause 8.4: ")
    assert question.rule.endswith("at least 3/4 of all eligible members")


def test_a_running_vote_shows_no_figures_before_the_declaration(capital: build.Stretch) -> None:
    """8.4: 11 of 14 are needed; that much is known before anybody votes."""
    record(capital, build.votes("for", CAPITAL[:9]), build.votes("against", CAPITAL[9:11]))
    found = seen(capital)
    assert isinstance(found, s.Voting)
    assert found.count is None
    assert found.asked == "11 needed out of 14 eligible members (of 31)"


def test_a_running_vote_is_counted_where_the_board_wants_that(capital: build.Stretch) -> None:
    record(capital, build.votes("for", CAPITAL[:9]), build.votes("against", CAPITAL[9:11]))
    assert seen(capital, counts="live").count == s.Count(for_=9, against=2, abstain=0, not_yet=3, needed=11, whole=14)


def test_a_majority_of_votes_cast_does_not_give_the_count_away(board: build.Stretch) -> None:
    """On votes cast the number needed moves with every vote, so it waits for the declaration too."""
    record(board, build.motion(), e.RulingMade("m1", "base", "cast", "", "independent-chair"))
    record(board, build.votes("for", CAPITAL[:9]))
    assert seen(board).asked == "14 of 31 members are eligible"
    assert seen(board, counts="live").asked == "7 needed out of 9 votes cast; 14 of 31 members are eligible"


def test_the_wall_and_the_charter_agree_on_partners_as_voters(sle: build.Stretch) -> None:
    """8.10(2): the partners vote, not the members."""
    record(sle, build.motion(rule="issue-majority", topic="fin_capital", affected=("bbccg", "meccg")))
    record(sle, build.votes("for", ("bbccg",)))
    assert seen(sle).asked == "2 needed out of 2 eligible partners present (of 21)"


def _decided(capital: build.Stretch, count: int) -> build.Stretch:
    against = [build.votes("against", CAPITAL[count:])] if count < len(CAPITAL) else []
    record(capital, build.votes("for", CAPITAL[:count]), *against)
    return build.declare(capital)


def test_a_result_stands_in_words_figures_and_one_sentence(capital: build.Stretch) -> None:
    found = seen(_decided(capital, 11), body="Partnership Board")
    assert isinstance(found, s.Result)
    assert (found.outcome, found.words) == ("carried", "CARRIED")
    assert found.figures == (("FOR", 11), ("AGAINST", 3), ("ABSTAINED", 0), ("DID NOT VOTE", 0))
    assert found.arithmetic == "11 for; 11 needed (at least 3/4 of 14 eligible members): carried."
    assert found.decision == "The Partnership Board decided in favour of the motion."
    assert found.binding == "By this meeting's rules this binds no partner; each decides for itself."


def test_the_figures_of_a_result_add_up_to_the_eligible_with_those_who_could_not_vote() -> None:
    """Of fourteen eligible under 8.4 one is away, and two are kept from voting by an interest."""
    board = build.sitting(present=CAPITAL[1:])
    for key in CAPITAL[12:]:
        record(board, e.InterestDeclared(key, ("capital",), "financial", "Bids.", "withdraws"))
    record(board, build.motion(), build.votes("for", CAPITAL[1:11]))
    asked = seen(board, counts="live")
    assert isinstance(asked, s.Voting) and asked.count is not None
    assert asked.asked == "11 needed out of 14 eligible members (of 31); 3 kept from voting or absent"
    assert asked.count.for_ + asked.count.not_yet + 3 == 14
    found = seen(build.declare(board))
    assert isinstance(found, s.Result)
    assert found.figures == (("FOR", 10), ("AGAINST", 0), ("ABSTAINED", 0), ("DID NOT VOTE", 1))
    assert found.arithmetic.endswith("not carried, 1 short. Of those eligible, 1 absent.")
    assert "14 eligible members, 2 of them kept from voting)" in found.arithmetic
    motion = build.the(board)
    sums = "10 for, 0 against, 0 abstained, 1 did not vote, 2 kept from voting, 1 absent; 11 needed out of 14"
    assert sums in figures(board.state, motion, whole=True)
    assert sums in "".join(part.text for row in vote_lines(board.state, motion, 160) for part in row)
    narrow = ["".join(part.text for part in row).strip() for row in vote_lines(board.state, motion, 80)]
    assert "NOT CARRIED · declared; 2 kept from voting, 1 absent" in narrow
    words = as_markdown(minutes_document(papers_minutes(board, entries=1, fingerprint="f" * 64)))
    row = "| For | Against | Abstained | Did not vote | Kept from voting | Absent | Eligible | Out of | Needed |"
    assert row in words and "| 10 | 0 | 0 | 1 | 2 | 1 | 14 | 14 | 11 |" in words


def test_after_a_private_part_those_who_could_not_vote_are_one_figure() -> None:
    board = build.sitting(present=CAPITAL[1:])
    record(
        board,
        e.PublicExcluded("Part 2"),
        e.InterestDeclared(CAPITAL[13], ("capital",), "financial", "Bids.", "withdraws"),
    )
    record(board, found_by_public(board.state), build.motion(), build.votes("for", CAPITAL[1:13]))
    found = seen(build.declare(board))
    assert isinstance(found, s.Result)
    assert found.arithmetic.endswith("carried. Of those eligible, 2 kept from voting or absent.")


def test_one_vote_short_is_not_carried_and_binds_nobody(capital: build.Stretch) -> None:
    found = seen(_decided(capital, 10), body="Partnership Board")
    assert (found.words, found.binding) == ("NOT CARRIED", "")
    assert found.decision == "The Partnership Board made no decision on the motion."


def test_of_committees_in_common_the_wall_says_for_how_many_it_holds_7_8_2() -> None:
    board = body_of("south-yorkshire-bassetlaw", "committees-in-common")
    seats = list(board.state.members)
    record(board, e.MotionPut("m1", "minutes", "To share theatres.", "each-concurs"))
    record(board, votes("for", seats[:5]), votes("against", seats[5:]))
    declare(board)
    found = seen(board)
    assert (found.words, found.outcome) == ("CARRIED FOR THOSE THAT CONCUR", "carried")
    assert found.arithmetic == (
        "5 of 7 eligible members concurred, each for its own organisation: carried for those that concur."
    )
    assert found.decision == "It holds for the 5 that concur, each for its own organisation, and not for the other 2."


def test_where_all_must_agree_the_wall_counts_no_votes() -> None:
    board = build.sitting("sle", item="capital")
    record(board, e.MotionPut("m1", "capital", "To ask again.", "consensus", "fin_capital"))
    record(board, e.RulingMade("m1", "consensus", "unanimous", "so", next(iter(board.state.members))))
    record(board, build.votes("for", list(board.state.members)[:2]))
    shown = wall(seen(board, counts="live"), Size(160, 50, 0))
    words = "\n".join("".join(part.text for part in row) for row in shown.lines)
    assert "AGREED" in words and "NOT HEARD YET" in words and "AGAINST" not in words and " FOR " not in words


def test_what_binds_is_said_with_its_clause() -> None:
    from msgspec.structs import replace

    bound = build.convened(charter=replace(build.rules_of(), binds=True))
    board = build.play([bound, *build.arrivals(CAPITAL), e.MeetingOpened(), e.ItemOpened("capital"), build.motion()])
    assert seen(_decided(board, 14)).binding == "By this meeting's rules this is binding (clause 8.4)."


def test_a_decision_that_waits_for_others_says_for_how_many_commitment_6() -> None:
    """Cambridgeshire & Peterborough: only where the meeting says so does it go back to the partners' boards."""
    board = hce()
    assert seen(board).subject == ""
    record(board, e.RatificationSought("m1", ("cpccg", "cpft"), due="2018-01-31"))
    assert seen(board).subject == "It is subject to ratification by 2 partners."


def test_other_readings_are_not_shown(capital: build.Stretch) -> None:
    """8.4 read as of those present would carry it; the wall shows the result that was declared, and no other."""
    for key in CAPITAL[10:]:
        record(capital, e.MemberLeft(key))
    record(capital, build.votes("for", CAPITAL[:9]))
    found = seen(build.declare(capital))
    assert found.words == "NOT CARRIED"
    assert "reading" not in repr(found)


def test_a_result_stays_until_the_room_turns_to_something_else(capital: build.Stretch) -> None:
    _decided(capital, 11)
    record(capital, e.NoteTaken("capital", "Noted."), e.MemberLeft("tccg-chair"), e.MemberArrived("tccg-chair"))
    assert isinstance(seen(capital), s.Result)
    record(capital, e.ItemOpened("objectives"))
    assert isinstance(seen(capital), s.Now)


def test_a_result_taken_back_is_a_vote_again(capital: build.Stretch) -> None:
    _decided(capital, 11)
    record(capital, e.EntryRetracted(capital.lines[-1].seq, "read out wrongly"))
    assert isinstance(seen(capital), s.Voting)


def test_an_amendment_decided_gives_way_to_the_motion_once_votes_on_it_are_recorded(capital: build.Stretch) -> None:
    record(capital, build.motion("m2", amends="m1", text="Leave out estates."))
    assert seen(capital).question.text == "Leave out estates."
    record(capital, build.votes("for", CAPITAL, "m2"))
    build.declare(capital, "m2")
    assert seen(capital).question.number == "3.2"
    record(capital, build.votes("for", CAPITAL[:1]))
    assert (type(seen(capital)), seen(capital).question.number) == (s.Voting, "3.1")


def test_a_ruling_on_the_motion_is_one_line(capital: build.Stretch) -> None:
    record(capital, e.RulingMade("m1", "base", "present", "As in September.", "independent-chair"))
    (ruling,) = seen(capital).question.rulings
    assert "votes are counted out of the eligible members present" in ruling and "As in September." in ruling


def test_where_the_condition_of_the_rule_was_met_is_left_to_the_minutes(capital: build.Stretch) -> None:
    record(capital, e.EvidenceGiven("SLE minutes, item 2", "m1"))
    assert seen(capital).question.rulings == ()


def test_names_stand_under_a_result_only_where_the_board_shows_them(capital: build.Stretch) -> None:
    _decided(capital, 11)
    assert seen(capital).names == ()
    assert seen(capital, names="recorded").names == ()
    assert [choice for _, choice in seen(capital, names="all").names].count("Against") == 3


def test_in_a_recorded_vote_names_may_be_shown(capital: build.Stretch) -> None:
    record(capital, e.RulingMade("m1", "procedure", "recorded vote", "", "independent-chair"))
    _decided(capital, 11)
    assert len(seen(capital, names="recorded").names) >= 14


def test_a_casting_vote_is_said() -> None:
    board = build.sitting(build.BOARD, terms={"casting_vote": "chair"})
    asks = e.RulingMade("m1", "threshold", "1/2", "", "independent-chair")
    more = e.RulingMade("m1", "compare", "more_than", "", "independent-chair")
    record(board, build.motion(), asks, more, build.votes("for", CAPITAL[:7]), build.votes("against", CAPITAL[7:]))
    build.declare(board, casting_vote="for", outcome="carried")
    assert seen(board).casting == "The vote was tied; the Chair gave a casting vote for the motion."


def test_a_casting_vote_on_an_amendment_is_said_of_the_amendment() -> None:
    board = build.sitting(build.BOARD, terms={"casting_vote": "chair"})
    more = [
        e.RulingMade(None, setting, value, "", "independent-chair")
        for setting, value in (("threshold", "1/2"), ("compare", "more_than"))
    ]
    amends = build.motion("m2", text="Add “by June”.", amends="m1", as_amended="That it be so by June.")
    record(board, *more, build.motion(), amends)
    record(board, build.votes("for", CAPITAL[:7], "m2"), build.votes("against", CAPITAL[7:], "m2"))
    build.declare(board, "m2", casting_vote="for", outcome="carried")
    assert seen(board).casting == "The vote was tied; the Chair gave a casting vote for the amendment."


def test_on_a_consensus_objections_are_counted_and_nobody_is_named() -> None:
    board = build.sitting(item="objectives")
    record(board, build.motion("m2", item="objectives", rule="agreement", topic="objectives"))
    record(board, e.ConsensusDeclared("m2", False, (e.Objection("mseft-ceo", "It costs too much."),)))
    found = seen(board)
    assert (found.words, found.figures) == ("NO CONSENSUS", (("OBJECTIONS", 1),))
    assert "It costs too much." not in repr(found)


def test_while_a_consensus_is_sought_objections_are_shown_and_nobody_is_for_it() -> None:
    board = build.sitting(item="objectives")
    record(board, build.motion("m2", item="objectives", rule="agreement", topic="objectives"))
    record(board, build.votes("against", ["mseft-ceo"], "m2"))
    found = seen(board, counts="live")
    assert (found.count.objections, found.count.against) == (True, 1)
    shown = "".join(part.text for row in wall(found, Size(120, 40, 0)).lines for part in row)
    assert "OBJECTIONS" in shown
    assert "FOR" not in shown and "DID NOT VOTE" not in shown
    uncounted = "".join(part.text for row in wall(seen(board), Size(120, 40, 0)).lines for part in row)
    assert "consensus is being sought" in uncounted and "vote" not in uncounted


def test_a_consensus_reached_is_said_in_words() -> None:
    board = build.sitting(item="objectives")
    record(board, build.motion("m2", item="objectives", rule="agreement", topic="objectives"))
    record(board, e.ConsensusDeclared("m2", True))
    assert (seen(board).words, seen(board).figures) == ("AGREED BY CONSENSUS", (("OBJECTIONS", 0),))


def test_a_motion_withdrawn_is_told_with_the_reason(capital: build.Stretch) -> None:
    record(capital, e.MotionWithdrawn("m1", "The mover asks for more time."))
    found = seen(capital)
    assert (type(found), found.reason) == (s.Withdrawn, "The mover asks for more time.")


def test_at_the_end_the_next_meeting_and_the_place_of_the_minutes() -> None:
    board = build.closed(build.sitting(item=None))
    found = seen(board, following="Thursday 28 January 2027, 10:00", minutes="www.example.org")
    assert found == s.Closed(
        "Partnership Board",
        "Partnership Board, November 2026",
        "10:02",
        "Thursday 28 January 2027, 10:00",
        "www.example.org",
    )


def test_minutes_of_a_meeting_that_is_not_public_are_promised_to_nobody() -> None:
    board = build.closed(build.sitting(build.SLE, item=None))
    assert seen(board, minutes="www.example.org").minutes == ""


def test_while_the_public_is_excluded_there_is_the_reason_and_nothing_else(capital: build.Stretch) -> None:
    record(capital, e.PublicExcluded("Commercial terms"))
    assert seen(capital) == s.Private("Commercial terms")
    record(capital, build.motion("m2"), build.votes("for", CAPITAL[:3], "m2"), e.MeetingAdjourned("A private matter"))
    assert seen(capital) == s.Private("Commercial terms")


def test_the_wall_stays_where_it_was_while_a_confidential_item_is_open_and_the_public_is_there() -> None:
    hidden = e.ItemAdded("estates", "Sale of Wharf House", confidential=True)
    board = build.sitting()
    before = seen(board)
    assert seen(record(board, hidden, e.ItemOpened("estates"))) == before


def test_what_was_decided_in_private_is_not_shown_when_the_public_is_back(capital: build.Stretch) -> None:
    record(capital, e.PublicExcluded("Commercial terms"), build.motion("m2"), build.votes("for", CAPITAL, "m2"))
    build.declare(capital, "m2")
    record(capital, e.PublicReadmitted())
    found = seen(capital)
    assert isinstance(found, s.Put)
    assert "CARRIED" not in repr(found)


def test_what_was_open_when_the_public_left_is_there_when_it_is_back(capital: build.Stretch) -> None:
    record(capital, e.PublicExcluded("Commercial terms"), e.PublicReadmitted())
    assert isinstance(seen(capital), s.Put)


@pytest.mark.parametrize("stays", [True, False])
def test_after_a_private_part_the_wall_shows_the_item_at_which_the_meeting_is(*, stays: bool) -> None:
    """The public left at item 3; it comes back to it, or to none until the next one opens."""
    board = record(build.sitting(), e.ItemAdded("estates", "Sale of Wharf House", confidential=True))
    record(board, e.PublicExcluded("Commercial terms"), *([] if stays else [e.ItemOpened("estates")]))
    said = e.PublicReadmitted(seen_by_public(board.state), item_seen(board.state))
    assert said.open_item == ("capital" if stays else "")
    found = seen(record(board, said))
    assert isinstance(found, s.Now) and found.title == ("Capital priorities" if stays else "")
    record(board, e.ItemOpened("objectives"))
    assert seen(board).title == "Partnership objectives"


def test_which_item_is_open_when_the_public_comes_back_is_what_the_meeting_is_at() -> None:
    board = record(build.sitting(), e.PublicExcluded("Commercial terms"))
    assert "item said to be open" in build.refused(board, e.PublicReadmitted(open_item="")).reason
    assert "item said to be open" in build.refused(board, e.PublicReadmitted(open_item="objectives")).reason
    record(board, e.ItemOpened("objectives"), e.PublicReadmitted(seen_by_public(board.state), "objectives"))
    assert seen(board).title == "", "what was opened in private is told once it is opened before the public"


def test_a_moment_before_the_item_was_opened_counts_no_minutes() -> None:
    assert seen(build.sitting(), now=NOW - datetime.timedelta(days=1)).used == 0


# Proxies


def by_proxy(confidential: bool, quorum: int = 14) -> Stretch:
    """Thirteen of the fourteen and the chair are there, and the last is voted for by the first; proxies count."""
    terms = {"proxies": "member", "proxies_present": "count", "quorum": Quorum(quorum)}
    stretch = build.sitting(present=CAPITAL[:13], terms=terms)
    return record(stretch, e.ProxyGiven(CAPITAL[13], CAPITAL[0], confidential=confidential))


def test_the_wall_says_how_many_more_are_there_by_proxy_where_that_is_public() -> None:
    there = seen(by_proxy(confidential=False)).attendance
    assert (there.present, there.by_proxy, there.quorum) == (13, 1, "quorate")


@pytest.mark.parametrize(("quorum", "words"), [(14, "quorate"), (15, "NOT QUORATE: 15 needed")])
def test_the_wall_gives_no_figure_that_tells_of_a_proxy_given_in_private(quorum: int, words: str) -> None:
    there = seen(by_proxy(confidential=True, quorum=quorum)).attendance
    assert (there.present, there.by_proxy, there.quorum) == (13, 0, words)


@pytest.mark.parametrize("confidential", [False, True])
def test_who_cast_a_vote_by_proxy_is_named_where_that_is_public(confidential: bool) -> None:
    stretch = record(by_proxy(confidential), build.motion(), build.votes("for", CAPITAL))
    holder, name = (stretch.state.members[key].name for key in (CAPITAL[0], CAPITAL[13]))
    assert seen(stretch).proxies == ("" if confidential else f"{holder} votes by proxy for {name}")
    told = dict(seen(build.declare(stretch), names="all").names)
    assert told.get(name) == (None if confidential else f"For, by proxy of {holder}")


def test_no_vote_is_named_where_one_was_cast_by_a_proxy_given_in_private() -> None:
    stretch = record(by_proxy(confidential=True), build.motion(), build.votes("for", CAPITAL[:13]))
    record(stretch, build.votes("against", CAPITAL[13:]))
    found = seen(build.declare(stretch), names="all")
    assert isinstance(found, s.Result)
    assert (dict(found.figures)["AGAINST"], found.names) == (1, ())
    assert stretch.state.members[CAPITAL[13]].name not in repr(found)
