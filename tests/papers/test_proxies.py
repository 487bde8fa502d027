"""Proxies in every paper: who left the vote to whom, which votes were cast so, and nothing of those in private."""

from __future__ import annotations

import datetime

import pytest
from msgspec.structs import replace

from boardtui.charter.terms_of_reference import Terms
from boardtui.config.house_style import House
from boardtui.desk.replay import Replayed
from boardtui.desk.timeline import figures
from boardtui.meeting import entries as e
from boardtui.meeting.counting.readings import PROXIES_ABSENT
from boardtui.meeting.voting.ballot import readings_of, tally_of
from boardtui.papers.attendance_record import attendance_of_book
from boardtui.papers.clock import Clock
from boardtui.papers.counts import Numbering
from boardtui.papers.document import AnyBlock, Table
from boardtui.papers.formats.rendering import FORMATS, Format, rendered
from boardtui.papers.layout import minutes_document
from boardtui.papers.source import Source
from boardtui.papers.tables import sheets
from boardtui.papers.vote_sheet import vote_sheets
from boardtui.papers.year import year_paper
from boardtui.review.recount import review
from boardtui.review.under import under_of
from boardtui.tui.views.vote import vote_lines
from tests.papers.build_minutes import Meeting
from tests.papers.read_back import squeezed, words_of_docx, words_of_html, words_of_pdf

TERMS = Terms(proxies="member", source="Terms of reference 7")
TODAY = datetime.date(2026, 11, 27)
READ = {"docx": words_of_docx, "pdf": words_of_pdf, "html": words_of_html, "md": bytes.decode}


def meeting(terms: Terms = TERMS, first: str = "2026-11-26T09:50:00", **given: object) -> Meeting:
    """Sir D Dunn left his vote to Ms B Brown, Mr E Evans only that on the capital item; a majority of those present."""
    m = Meeting(terms=terms, first=first).arrive("chair", "lead", "bbchair")
    m.do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.ProxyGiven("tchair", "lead", **given))  # type: ignore[arg-type]
    m.do(e.ProxyGiven("tceo", "bbchair", item="capital", instruction="For the list."))
    m.do(e.ItemOpened("capital"), e.MotionPut("m1", "capital", "That the list be put first.", "capital", "capital"))
    m.do(
        *(
            e.RulingMade("m1", setting, value, "So ruled.", "chair")
            for setting, value in (("base", "present"), ("threshold", "2/3"))
        )
    )
    return m.votes("m1", for_=["lead", "tceo"], against=["tchair"]).declare("m1")


def source(m: Meeting, part: str = "public") -> Source:
    return Source(m.stretch, part, Clock(m.state.starts))  # type: ignore[arg-type]


def words(blocks: tuple[AnyBlock, ...]) -> str:
    return "\n".join(str(block) for block in blocks)


def test_the_minutes_list_proxies_beside_those_present_and_name_them_at_the_vote() -> None:
    text = meeting().do(e.MeetingClosed()).text()
    assert "| Represented by proxy (2) | Proxy |" in text
    assert "Sir D Dunn | held by Ms B Brown" in text
    assert "Mr E Evans | held by Dr C Clark, for item 2; instructed: For the list." in text
    assert "Represented by proxy: Sir D Dunn (held by Ms B Brown); Mr E Evans (held by Dr C Clark)." in text
    assert "Of the 3 members present and 2 represented by proxy, 2 voted for and 1 against; " in text
    assert "Absent without apologies (1)" in text  # the councillor, and not those with a proxy


def test_one_holder_of_several_proxies_is_named_once() -> None:
    m = Meeting(terms=TERMS).arrive("chair", "lead", "bbchair").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(*(e.ProxyGiven(key, "lead") for key in ("tchair", "tceo")), e.ItemOpened("capital"))
    m.do(e.MotionPut("m1", "capital", "That the list be put first.", "capital", "capital"))
    text = m.votes("m1", for_=["lead", "bbchair", "tchair", "tceo"]).declare("m1").text()
    assert "Represented by proxy: Sir D Dunn and Mr E Evans (held by Ms B Brown)." in text


def test_a_holder_whose_name_another_member_has_is_told_with_the_seat_at_each_vote() -> None:
    m = Meeting(terms=TERMS, name=lambda text: "Ms B Brown" if text == "Dr C Clark" else text)
    m.arrive("chair", "lead", "bbchair").do(e.ChairTaken("chair"), e.MeetingOpened(), e.ProxyGiven("tchair", "lead"))
    m.do(e.ItemOpened("capital"), e.MotionPut("m1", "capital", "That it be so.", "capital", "capital"))
    m.votes("m1", for_=["lead", "tchair"]).declare("m1")
    told = m.text() + m.text(names="all") + words(vote_sheets(source(m))["m1"].blocks)
    assert "Represented by proxy: Sir D Dunn (held by Ms B Brown (Executive lead))." in told
    assert "| Sir D Dunn | For, by proxy of Ms B Brown (Executive lead) |" in told
    assert "(held by Ms B Brown)" not in told and "by proxy of Ms B Brown |" not in told


def test_the_recorded_vote_says_by_proxy_of_whom() -> None:
    text = meeting().text(names="all")
    assert "| Sir D Dunn | Against, by proxy of Ms B Brown |" in text
    assert "| Mr E Evans | For, by proxy of Dr C Clark |" in text
    assert "| Dr C Clark | Did not vote |" in text


def test_the_other_reading_of_presence_stands_in_the_minutes_where_it_differs() -> None:
    """2 of 4 is not two thirds (3 needed); of the two in the room, 2 are needed and there."""
    text = meeting().text(numbering=Numbering(House(readings=True)))
    assert " of 4 eligible members, 2 present and 2 by proxy)" in text
    assert "“Members voting by proxy are not counted as present”) would have given a different result" in text
    assert "2 for, 2 needed out of 2 eligible members present: carried." in text
    defined = meeting(Terms(proxies="member", proxies_present="count", source="Terms of reference 7"))
    assert "another outcome" not in defined.text(numbering=Numbering(House(readings=True)))


def by_hands(for_: int, against: int) -> Meeting:
    """The same vote, not yet declared, by a show of hands of the two who are there and the two proxies."""
    m = Meeting(terms=TERMS).arrive("chair", "lead", "bbchair").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.ProxyGiven("tchair", "lead"), e.ProxyGiven("tceo", "bbchair"), e.ItemOpened("capital"))
    m.do(e.MotionPut("m1", "capital", "That the list be put first.", "capital", "capital"))
    m.do(e.RulingMade("m1", "base", "present", "So ruled.", "chair"))
    m.do(e.RulingMade("m1", "threshold", "1/2", "So ruled.", "chair"))
    return m.do(e.VotesCounted("m1", "show_of_hands", for_, against))


def test_the_other_reading_of_presence_is_counted_in_a_show_of_hands_too() -> None:
    """Half of 4 present and represented is 2; half of the 2 in the room is 1, and 1 was for."""
    m = by_hands(1, 1)
    (found,) = readings_of(m.state, m.state.motions["m1"])
    assert found.tally is not None
    assert (found.key, found.tally.base, found.tally.outcome) == (PROXIES_ABSENT.key, 2, "carried")
    assert tally_of(m.state, m.state.motions["m1"]).outcome == "not_carried"


def test_a_casting_vote_takes_nothing_from_what_is_said_of_proxies() -> None:
    m = Meeting(terms=replace(TERMS, casting_vote="chair")).arrive("chair", "lead", "bbchair")
    m.do(e.ChairTaken("chair"), e.MeetingOpened(), e.ProxyGiven("tchair", "lead"), e.ItemOpened("capital"))
    m.do(e.MotionPut("m1", "capital", "That the list be put first.", "capital", "capital"))
    m.do(e.RulingMade("m1", "base", "present", "So ruled.", "chair"))
    m.do(e.RulingMade("m1", "threshold", "2/3", "So ruled.", "chair"), e.ProxyGiven("tceo", "bbchair"))
    m.do(e.RulingMade("m1", "compare", "at_least", "So ruled.", "chair"))
    m.votes("m1", for_=["lead", "tchair"], against=["bbchair", "tceo"]).declare("m1", "for")
    assert "at least 2/3 of 4 eligible members, 2 present and 2 by proxy)" in m.text()


def test_the_sheet_of_the_vote_lists_the_reading_and_who_held_the_proxy() -> None:
    sheet = words(vote_sheets(source(meeting()))["m1"].blocks)
    assert "by proxy of Ms B Brown" in sheet and "Members voting by proxy are not counted as present" in sheet


def test_a_proxy_that_ended_says_when_and_why() -> None:
    m = meeting().do(e.ProxyRevoked("tceo", "capital", "On his way"), e.MemberArrived("tchair"), e.MeetingClosed())
    text = m.text()
    assert "Mr E Evans | held by Dr C Clark, for item 2, revoked at 10:05: On his way; instructed" in text
    assert "Sir D Dunn | held by Ms B Brown, until 10:06 when the member came" in text


def test_a_proxy_that_ended_at_a_meeting_entered_afterwards_has_no_time_of_its_recording() -> None:
    m = meeting(first="2026-11-30T14:00:00").do(e.ProxyRevoked("tceo", "capital", "On his way"))
    text = m.do(e.MemberArrived("tchair"), e.MeetingClosed()).text()
    assert "Mr E Evans | held by Dr C Clark, for item 2, revoked: On his way; instructed" in text
    assert "Sir D Dunn | held by Ms B Brown, until the member came" in text


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_the_same(form: Format) -> None:
    data = rendered(minutes_document(meeting().do(e.MeetingClosed()).minutes(names="all")), form)
    found = squeezed(READ[form](data))
    for said in ("Represented by proxy (2)", "held by Ms B Brown", "Against, by proxy of Ms B Brown"):
        assert squeezed(said) in found, said


def test_the_quorum_at_the_opening_says_how_many_are_by_proxy() -> None:
    from boardtui.charter.terms_of_reference import Quorum

    terms = Terms(Quorum(4), proxies="member", proxies_present="count", source="Terms of reference 7")
    m = Meeting(terms=terms).arrive("chair", "lead", "bbchair").do(e.ProxyGiven("tchair", "lead"), e.MeetingOpened())
    assert "3 present at the opening, and 1 by proxy and counted: quorate" in m.text()
    m.do(e.ProxyRevoked("tchair"))
    assert "The meeting ceased to be quorate (3 members where 4 are needed)" in m.text()


def test_how_many_are_by_proxy_is_left_out_where_one_was_given_in_private() -> None:
    from boardtui.charter.terms_of_reference import Quorum

    terms = Terms(Quorum(4), proxies="member", proxies_present="count", source="Terms of reference 7")
    m = Meeting(terms=terms).arrive("chair", "lead", "bbchair")
    m.do(e.ProxyGiven("tchair", "lead", confidential=True), e.MeetingOpened())
    assert "4 members (Terms of reference 7)" in m.text()
    assert "quorate at the opening" not in m.text() and "present at the opening" not in m.text()
    m.do(e.MemberLeft("bbchair"), e.MemberArrived("tceo"))
    assert "ceased to be quorate" not in m.text() and "by proxy" not in m.text()


def test_what_was_given_in_private_leaves_nothing_in_public() -> None:
    m = meeting(confidential=True, instruction="Sell at once.").do(e.MeetingClosed())
    text = m.text(names="all") + words(vote_sheets(source(m))["m1"].blocks)
    assert "Sell at once." not in text and "held by Ms B Brown" not in text and "proxy of Ms B Brown" not in text
    assert "not counted as present" not in text and "of them by proxy" not in text
    private = m.text(names="all", part="confidential")
    assert "Sir D Dunn | held by Ms B Brown; instructed: Sell at once." in private


def test_the_confidential_minutes_list_the_proxies_that_stood_while_the_public_was_excluded() -> None:
    """Not one for a public item, nor one that had ended."""
    note = e.NoteTaken("aob", "The price was named.")
    hidden = meeting().do(e.PublicExcluded("Terms of a sale"), note, e.MeetingClosed()).text(part="confidential")
    assert "| Represented by proxy (1) | Proxy |" in hidden and "| Sir D Dunn | held by Ms B Brown |" in hidden
    ended = meeting().do(e.ProxyRevoked("tchair"), e.PublicExcluded("Terms of a sale"), note, e.MeetingClosed())
    assert "Represented by proxy" not in ended.text(part="confidential")


def in_public(m: Meeting) -> str:
    """All that the public papers say of the vote: minutes with every name, the sheet of the vote, the spreadsheet."""
    src = source(m)
    book = "\n".join(
        str(row)
        for one in sheets([src], datetime.date(2026, 11, 27))
        if "ttendance" not in one.name
        for row in one.rows
    )
    return "\n".join([m.text(names="all"), m.text(), words(vote_sheets(src)["m1"].blocks), book])


def test_a_vote_by_a_proxy_given_in_private_is_counted_and_names_nobody_in_public() -> None:
    """Sir D Dunn is seen to be away: his name at the vote would tell of the proxy."""
    public = in_public(meeting(confidential=True).do(e.MeetingClosed()))
    assert "Sir D Dunn | Against" not in public and "Against: Sir D Dunn" not in public
    assert (
        "2 for; 3 needed (at least 2/3 of 4 eligible members present or by proxy)" in public
        and "the voters are not named here" in public
    )
    assert "Of the 5 members present" not in public  # three are named as present
    assert "| Sir D Dunn | Against" in meeting(confidential=True).text(names="all", part="confidential")
    assert "Against: Sir D Dunn" in in_public(meeting()) and "and 2 represented by proxy" in in_public(meeting())


def test_votes_recorded_for_the_rest_in_one_go_name_none_of_them_either() -> None:
    m = Meeting(terms=TERMS).arrive("chair", "lead", "bbchair").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.ProxyGiven("tchair", "lead", confidential=True), e.ItemOpened("capital"))
    m.do(e.MotionPut("m1", "capital", "That the list be put first.", "capital", "capital"))
    m.votes("m1", for_=["lead", "bbchair", "tchair"]).declare("m1")
    text = m.text(names="all")
    assert "| Ms B Brown | For" not in text and "the voters are not named here" in text


def test_the_attendance_record_counts_proxies_so_that_its_sum_is_right() -> None:
    src = source(meeting().do(e.MeetingClosed()))
    record = attendance_of_book([src])
    first = next(block for block in record.blocks if isinstance(block, Table))
    assert "Proxy only" in str(first.heads)
    assert "present + deputy only + proxy only + apologies + absent" in words(record.blocks)
    attended = {
        row[2]: row[4]
        for row in next(one for one in sheets([src], datetime.date(2026, 11, 27)) if one.name == "Attendance").rows
    }
    assert (attended["Sir D Dunn"], attended["Ms B Brown"], attended["Cllr F Frost"]) == (
        "proxy only",
        "present",
        "absent",
    )


def test_the_year_draws_them_with_deputies_since_a_bar_has_four_fills() -> None:
    src = source(meeting().do(e.MeetingClosed()))
    paper = year_paper("2026", ("2026-01-01", "2026-12-31"), [src], [src])
    assert "deputy or proxy" in words(paper.blocks)
    for form in FORMATS:
        assert rendered(paper, form)
    without = source(Meeting().arrive("chair").do(e.MeetingOpened(), e.MeetingClosed()))
    assert "proxy" not in words(year_paper("2026", ("2026-01-01", "2026-12-31"), [without], [without]).blocks)


def test_a_quorum_of_a_number_and_a_role_says_the_number_once() -> None:
    from boardtui.charter.terms_of_reference import Quorum

    asked = Quorum(2, roles=("executive lead",), conflicted_count=False)
    m = Meeting(terms=Terms(asked, source="Terms of reference 6")).arrive("chair", "lead", "bbchair")
    text = m.do(e.ChairTaken("chair"), e.MeetingOpened(), e.MeetingClosed()).text()
    assert "2 members and a member who is an executive lead; members kept from voting are not counted (" in text
    assert "2 members: " not in text


def test_people_present_are_counted_apart_from_those_by_proxy_wherever_a_vote_is_told() -> None:
    m = meeting()
    motion = m.state.motions["m1"]
    needed = "3 needed out of 4 eligible members present or by proxy"
    lines = "\n".join("".join(part.text for part in row) for row in vote_lines(m.state, motion, 160))
    assert needed in lines and needed in figures(m.state, motion, whole=True) and needed in m.text()
    assert "eligible members present;" not in m.text() and "3 members present and 2 represented by proxy" in m.text()
    put = Meeting(terms=TERMS).arrive("chair", "lead", "bbchair").do(e.ChairTaken("chair"), e.MeetingOpened())
    put.do(e.ProxyGiven("tchair", "lead"), e.ItemOpened("capital"))
    put.do(e.MotionPut("m1", "capital", "That the list be put first.", "capital", "capital"))
    live = "\n".join("".join(part.text for part in row) for row in vote_lines(put.state, put.state.motions["m1"], 120))
    assert " 3 present + 1 by proxy = 0 for" in live


def test_a_reading_that_counts_those_present_says_that_some_are_so_by_proxy() -> None:
    for sent, there in (
        (("tchair", "tceo"), "4 eligible members present or by proxy"),
        ((), "2 eligible members present"),
    ):
        m = Meeting(terms=TERMS).arrive("chair", "lead", "bbchair").do(e.ChairTaken("chair"), e.MeetingOpened())
        m.do(*(e.ProxyGiven(key, "lead") for key in sent), e.ItemOpened("capital"))
        m.do(e.MotionPut("m1", "capital", "That the list be put first.", "capital", "capital"))
        m.votes("m1", for_=["lead", "bbchair"]).declare("m1")
        needed = {one.key: one.needed for one in readings_of(m.state, m.state.motions["m1"])}
        assert needed["present"].endswith(f"needed out of {there}"), needed
        told = words(vote_sheets(source(m))["m1"].blocks)
        assert f"out of {there}:" in told and (not sent or "out of 4 eligible members present:" not in told)


def test_where_nobody_votes_by_proxy_sentence_and_count_both_say_present() -> None:
    m = Meeting(terms=TERMS).arrive("chair", "lead", "bbchair", "tchair").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.ItemOpened("capital"), e.MotionPut("m1", "capital", "That the list be put first.", "capital", "capital"))
    m.do(e.RulingMade("m1", "base", "present", "So ruled.", "chair"))
    text = m.votes("m1", for_=["lead", "bbchair", "tchair"]).declare("m1").do(e.MeetingClosed()).text()
    assert "(3 needed out of 3 eligible members present; clause 8.4)" in text
    assert "3 eligible members present)" in text and "by proxy" not in text
    assert "3 needed out of 3 eligible members present," in figures(m.state, m.state.motions["m1"], whole=True)


def test_a_review_says_of_both_counts_alike_how_those_were_there() -> None:
    for sent, how in ((False, "present"), (True, "present or by proxy")):
        m = Meeting(terms=TERMS).arrive("chair", "lead", "bbchair").do(e.ChairTaken("chair"), e.MeetingOpened())
        m.do(e.ProxyGiven("tchair", "lead")) if sent else m.arrive("tchair")
        m.do(e.ItemOpened("capital"), e.MotionPut("m1", "capital", "That it be so.", "capital", "capital"))
        m.do(e.RulingMade("m1", "base", "present", "So ruled.", "chair"))
        m.votes("m1", for_=["lead", "bbchair", "tchair"]).declare("m1").do(e.MeetingClosed())
        replayed = Replayed("board", [m.stretch], 99, "f" * 64)
        (again,) = review(replayed, under_of("threshold=1/2")).decisions
        assert again.needs.endswith(f"3 eligible members {how}") and again.needs_there.endswith(
            f"3 eligible members {how}"
        )
        (again,) = review(replayed, under_of("threshold=1/2"), public=True).decisions
        assert "present or by proxy" in again.needs, "the public does not learn whether anybody gave one"
