"""What the public minutes of a small but complete meeting say, line by line."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.config.house_style import House, Layout
from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import public_matter
from boardtui.meeting.words.clauses import clause_words, way_left_open
from boardtui.papers.clock import Clock
from boardtui.papers.counts import Numbering
from boardtui.papers.errors import PaperError
from boardtui.papers.formats.markdown import as_markdown, markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import has_confidential, minutes as minutes_of
from boardtui.papers.motions import verb_phrase
from boardtui.papers.source import Source
from boardtui.papers.vote_sheet import vote_sheets
from tests.papers.build_minutes import FINGERPRINT, RULES, Meeting, small_meeting

CITED = "clauses 6.6, 8.2, which name no way of deciding"
EXPECTED = """\
# Partnership Board
**DRAFT** minutes of the meeting held in public, except Part 2, on Thursday 26 November 2026, 09:58 to 10:40, \
Town Hall, Room 2
| **Partnership** | Small Health and Care Partnership |
| Present (5) | Representing | Attended |
| Prof A Adams (in the chair) | Independent chair |  |
| Dr C Clark | Chair, Basildon CCG | until 10:39 |
| Mr E Evans | Chief executive, Riverside; Riverside NHS Trust | remotely, from 10:05 |
| In attendance (2) | Role |
| Cllr G Grant | deputy for Cllr F Frost (Chair, Health and Wellbeing Board), attending without a vote |
| J Doe | Auditor |
| Apologies (1) | Role |
| Cllr F Frost | Chair, Health and Wellbeing Board; represented by Cllr G Grant (deputy) |
| Vacant seats (1) |
| Local Medical Committee |
| **Quorum** | 3 members (Terms of reference 4.1); 4 present at the opening: quorate |
*The rules of the Partnership Board do not bind the partners to its agreements and recommendations; each decides for itself.*
## Interests declared
Mr E Evans declared a financial interest in item 2: Owns shares. Action taken: withdraws from the item (Direct gain).
The minutes of “Partnership Board” (24 September 2026) were approved as a correct record, with these corrections: \
Item 3: “May” reads “June”. They are to be signed by Prof A Adams.
## 1. Welcome and apologies
1.1 The meeting was opened at 09:58, with Prof A Adams in the chair.
1.2 Apologies were received as listed above.
## 2. Capital programme
*Paper B · Ms B Brown*
2.1 Ms Brown presented the programme.
2.2 Members asked about risk.
2.3 The motion that the list be put first was **NOT CARRIED**, by 2 for and 1 against of 4 eligible members (3 needed; \
clause 8.4); the Partnership Board made no decision on it. (Motion 2.1. Moved by Ms B Brown, seconded by Sir D Dunn.)
Against: Sir D Dunn.
2.4 The Partnership Board **DECIDED**, by 3 for and 0 against of 4 eligible members (3 needed; clause 8.4), that the list be put \
first, in part. (Motion 2.2.)
Abstained: Riverside NHS Trust.
2.6 The Partnership Board **DID NOT REACH CONSENSUS** on the motion that the plan be welcomed (clauses 6.6, 8.2, which name \
no way of deciding). (Motion 2.4.)
Sir D Dunn maintained an objection: The cost is not known.
Stood aside: Ms B Brown.
2.7 The motion that it be put off was withdrawn at 10:29: No longer needed. (Motion 2.5. Moved by Sir D Dunn.)
2.8 The list goes to the regulator.
**Action:** Write to the partners (Ms B Brown, by 1 December 2026).
## 4. Any other business
4.1 The item was deferred. Reason: No time.
## Part 2 (private session)
At 10:31, the public was excluded: Commercial terms.
At 10:35, the public was readmitted.
### Issue: Shared beds
Subject: Everything. Parties: Basildon CCG and Riverside NHS Trust. Brought under clause 8.6.
- 10:17: It went to the stage “discussion” (clause 8.10(1)): The parties met.
- 10:18: Advice was taken from the Finance group: It is affordable.
**Status:** Open, at the stage “discussion”.
The meeting closed at 10:40.
Signed as a correct record:
## Annex A: How each motion was decided
### Motion 2.1
> That the list be put first.
Moved by Ms B Brown, seconded by Sir D Dunn.
- Put at 10:08 under “Capital priorities” (clause 8.4), on the subject “NHS capital”.
- The rule applies only where this is so: “The executive could not reach a consensus”.
- Evidence given: met on 4 November (entered by secretary).
| 2 | 1 | 0 | 1 | 4 | 4 | 3 |
- Of 4 eligible members, 2 voted for and 1 against; 1 did not vote, withdrew or was away.
What follows (clause 8.4): Where it is not supported there is no decision.
### Motion 2.2 (second motion, following motion 2.1)
### Motion 2.3
- Ms B Brown cast the votes of four partners: three for (Castle Point CCG, Mid-Essex CCG and Southend CCG) \
and one against (Thurrock CCG).
### Motion 2.4
- The memorandum does not say how this is decided; it is treated as agreed when no objection is maintained.
### Motion 2.5
**Withdrawn at 10:29: No longer needed.**
| 10:00 | Cllr G Grant (deputy for Cllr F Frost) joined | 1 |
| 10:05 | Mr E Evans joined remotely | 2 |
| 10:39 | Dr C Clark left: Train |  |
| 09:57 | Prof A Adams took the chair |
| 09:58 | The meeting opened |
| 10:31 | The public was excluded: Commercial terms |
| 1 | Write to the partners | Ms B Brown | 1 December 2026 | 2 | open |
| 2 | Publish the plan | Ms B Brown | 1 October 2026 | completed: Published in October |
1 correction was made in the record of the meeting; what was first recorded is kept in the minute book, so marked.
""".splitlines()


def test_the_minutes_say_these_lines_in_this_order() -> None:
    lines = small_meeting().text().splitlines()
    at = 0
    for wanted in EXPECTED:
        assert wanted in lines[at:], wanted
        at = lines.index(wanted, at) + 1
    assert f"These minutes were produced from 51 entries of the minute book. Fingerprint: {FINGERPRINT}" in lines


def test_the_arithmetic_stands_with_the_decision() -> None:
    m = small_meeting()
    text = m.text()
    for key, start, end, stands in (
        ("m1", "**Not carried.** ", ": not carried, 1 short.", ", 1 short."),
        ("m2", "**Carried.** ", ": carried.", "."),
    ):
        tally = m.state.motions[key].tally
        assert tally is not None and tally.words.endswith(end), tally
        told = f"{start}{tally.words.removesuffix(end)}{stands}"  # the result is said once
        assert told in text.splitlines(), told


def test_a_vote_that_is_over_does_not_speak_of_votes_to_come() -> None:
    text = small_meeting().text()
    assert "still to vote" not in text
    assert "so far" not in text


def test_interests_say_what_they_meant_for_the_votes() -> None:
    (one,) = small_meeting().minutes().interests
    assert one.handling == "withdraws from the item (Direct gain)"
    assert one.votes == (
        "motions 2.1 and 2.2: did not vote; remained in the count of those eligible",
        "motion 2.3: did not vote; Riverside NHS Trust could vote through others",
        "motion 2.4: took no part in the decision",
    )


def test_what_was_taken_back_leaves_no_trace() -> None:
    text = small_meeting().text()
    assert "slip of the pen" not in text
    assert "wrong item" not in text


def test_the_same_book_gives_the_same_bytes() -> None:
    assert small_meeting().text() == small_meeting().text()


def test_what_was_done_after_the_close_changes_nothing() -> None:
    m = small_meeting()
    before = m.minutes()
    m.do(e.ActionUpdated("a1", "done", text="Written"))
    after = m.minutes()
    assert (after.actions, after.items, after.issues) == (before.actions, before.items, before.issues)


def test_all_names_are_given_when_asked_for() -> None:
    text = small_meeting().text(names="all")
    assert "| Ms B Brown | For |" in text
    assert "| Sir D Dunn | Against |" in text
    assert "| Mr E Evans | Withdrew (interest declared) |" in text
    assert "| Basildon CCG | Did not vote |" in text
    assert "| Shire Council | Deputy, without a vote |" in text


def test_a_recorded_vote_names_its_voters_for_that_motion_only() -> None:
    m = _opened("chair", "lead", "tchair")
    m.do(
        e.MotionPut("m1", "capital", "One.", "capital", "capital"),
        e.MotionPut("m2", "capital", "Two.", "capital", "capital"),
    )
    m.do(e.RulingMade("m1", "procedure", "recorded vote", "Asked for by Sir D Dunn.", "chair"))
    for key in ("m1", "m2"):
        m.votes(key, for_=["lead", "tchair"]).declare(key)
    one, two = (part for item in m.minutes().items for part in item.content)
    assert [(ballot.voter, ballot.choice) for ballot in one.ballots] == [  # type: ignore[union-attr]
        ("Ms B Brown", "For"), ("Dr C Clark", "Absent"), ("Sir D Dunn", "For"), ("Mr E Evans", "Absent"),
    ]  # fmt: skip
    assert two.ballots == ()  # type: ignore[union-attr]


def test_another_reading_with_another_outcome_is_told() -> None:
    m = _opened("chair", "lead", "tchair").do(e.MotionPut("m1", "capital", "One.", "capital", "capital"))
    m.votes("m1", for_=["lead", "tchair"]).declare("m1")
    said = (
        "Another reading of clause 8.4 (“members present”) would have given a different result: "
        "2 for, 2 needed out of 2 eligible members present: carried."
    )
    assert f"- {said}" in m.text(numbering=Numbering(House(readings=True)))
    assert "Another reading" not in m.text()  # only where the house asks for it, since the vote sheet has them


def test_beside_a_way_of_deciding_that_is_the_charters_own_the_clause_is_said_to_name_none() -> None:
    rules = {rule.key: rule for rule in RULES}
    assert not rules["agreement"].defined and way_left_open(rules["agreement"]) == ", which name no way of deciding"
    assert way_left_open(replace(rules["agreement"], clause="5.4")) == ", which names no way of deciding"
    in_part = replace(rules["capital"], left_open="of whom a majority is needed")
    assert way_left_open(in_part) == ", which does not say of whom a majority is needed"
    for stated in (
        rules["capital"],
        replace(rules["agreement"], verb="discussed"),
        replace(rules["agreement"], clause=""),
    ):
        assert way_left_open(stated) == ""


def test_stepping_aside_from_a_consensus_is_told_where_unanimity_would_have_failed() -> None:
    m = _opened("chair", "lead", "tchair").do(e.MotionPut("m1", "capital", "One.", "agreement", "all"))
    m.do(e.ConsensusDeclared("m1", True, (), ("lead",)))
    text = m.text(numbering=Numbering(House(readings=True)))
    assert f"The Partnership Board **AGREED TO SUPPORT**, by consensus ({CITED}), motion 2.1:\n\n> One.\n" in text
    assert "still to vote" not in text
    said = "Another reading of clauses 6.6, 8.2 (“every member agrees”) would have given a different result"
    assert f"- {said}: 1 without objection, 2 needed out of 2 entitled to take part: no consensus." in text


def test_five_partners_votes_by_one_person() -> None:
    m = _opened("chair", "lead", "tchair").do(e.MotionPut("m1", "capital", "One.", "majority", "all"))
    m.votes("m1", for_=["bb", "cp", "me", "so", "th"], against=["trust"]).declare("m1")
    wanted = "Basildon CCG, Castle Point CCG, Mid-Essex CCG, Southend CCG and Thurrock CCG"
    assert f"- Ms B Brown cast the votes of five partners ({wanted}), all for.\n" in m.text()


def test_a_casting_vote_is_the_chair_s() -> None:
    m = _opened("chair", "tchair", "cllr", terms=Terms(casting_vote="chair"))
    m.do(e.ChairTaken("chair"), e.MotionPut("m1", "capital", "One.", "majority", "all"))
    m.votes("m1", for_=["trust"], against=["council"]).declare("m1", casting="for")
    text = m.text()
    assert "- The vote was tied; Prof A Adams, in the Chair, gave a casting vote for the motion." in text
    assert (
        "The Partnership Board **DECIDED**, by 1 for and 1 against of 7 eligible partners (2 needed out of 2 eligible partners "
        "present; clause 8.10(2)) and by the casting vote of the Chair, in favour of motion 2.1:" in text
    )


def test_an_amendment_names_what_it_amends() -> None:
    m = _opened("chair", "lead").do(e.MotionPut("m1", "capital", "One.", "capital", "capital"))
    m.do(e.MotionPut("m2", "capital", "Half.", "capital", "capital", amends="m1"))
    assert "### Motion 2.2 (amendment to motion 2.1)" in m.text()
    assert m.text().count("**Not yet decided.**") == 2


def test_an_objection_and_what_was_done_about_an_issue_end_with_one_full_stop() -> None:
    m = _opened("chair", "lead", "tchair").do(e.ItemOpened("capital"))
    m.do(e.IssueRaised("i1", "Beds", "all", ("bb", "trust")), e.PlaceAttempted("i1", "They met in May"))
    m.do(e.MotionPut("m1", "capital", "That beds be shared.", "agreement", "all"))
    m.do(e.ConsensusDeclared("m1", False, (e.Objection("tchair", "The cost"), e.Objection("lead", "The site."))))
    sheet = as_markdown(vote_sheets(Source(m.stretch, "public", Clock(m.state.starts)))["m1"])
    assert "maintained an objection: The cost.\n" in sheet and "maintained an objection: The site.\n" in sheet
    assert ": They met in May.\n" in m.text()
    named = m.text(names="all")
    assert "Recorded positions: " in named and "Recorded vote" not in named, "nobody voted"


def test_recorded_votes_of_seats_with_a_comma_in_their_title_are_not_parted_by_commas() -> None:
    m = Meeting(name=lambda text: {"Dr C Clark": "Chair, Basildon", "Sir D Dunn": "Chair, Riverside"}.get(text, text))
    m.arrive("chair", "lead", "bbchair", "tchair").do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("capital"))
    m.do(e.MotionPut("m1", "capital", "That it be so.", "capital", "capital"))
    m.votes("m1", for_=["lead", "bbchair", "tchair"]).declare("m1")
    told = m.text(names="all")
    assert "Recorded vote: For: Ms B Brown; Chair, Basildon; Chair, Riverside. Absent: Mr E Evans." in told


def test_nothing_follows_on_an_amendment_but_on_the_motion() -> None:
    m = _opened("chair", "lead", "tchair").do(e.MotionPut("m1", "capital", "One.", "majority", "all"))
    m.do(e.MotionPut("m2", "capital", "Half.", "majority", "all", amends="m1", as_amended="Half."))
    m.votes("m2", for_=["bb", "cp", "me", "so", "th"]).declare("m2")
    assert "**Carried.**" in m.text() and "What follows" not in m.text()
    m.votes("m1", for_=["bb", "cp", "me", "so", "th"]).declare("m1")
    assert m.text().count("What follows (clause 8.10(2)): The partners are told in writing.") == 1


def test_a_body_that_binds_nobody_never_resolves() -> None:
    loud = RULES[1].__class__(key="x", title="X", clause="1", method="vote", verb="resolved to adopt")
    assert verb_phrase(loud, binds=False) == "agreed the motion"
    assert verb_phrase(loud, binds=True) == "resolved to adopt the motion"
    assert verb_phrase(loud, binds=True, text="To adopt the plan.") == "resolved the motion"
    assert "resolve" not in small_meeting().text().casefold()


def test_quorum_is_not_defined_where_nobody_defined_it() -> None:
    text = _opened("chair").text()
    assert "| **Quorum** | not defined by the memorandum or by terms of reference |" in text


def test_a_lost_quorum_is_told_when_it_is_lost() -> None:
    m = _opened("chair", "lead", terms=Terms(quorum=Quorum(number=2)))
    m.do(e.MemberLeft("lead"), e.MemberArrived("lead"))
    assert [event.text for event in m.minutes().course][-2:] == [
        "The meeting ceased to be quorate (1 member where 2 are needed)",
        "The meeting became quorate (2 members where 2 are needed)",
    ]


def test_adjournments_are_told_with_their_reason() -> None:
    m = _opened("chair").do(e.MeetingAdjourned("Fire alarm"), e.MeetingResumed())
    assert [event.text for event in m.minutes().course][-2:] == [
        "The meeting was adjourned: Fire alarm",
        "The meeting resumed",
    ]


def test_a_break_is_minuted_at_the_item_at_which_it_was_made() -> None:
    m = _opened("chair").do(e.ItemOpened("capital"), e.MeetingAdjourned("Lunch"), e.MeetingResumed())
    text = m.do(e.ItemClosed("capital")).text().split("## Annex")[0]
    assert "The meeting was adjourned at 09:" in text and ": Lunch." in text and "The meeting resumed at 09:" in text


@pytest.mark.parametrize("layout", ["numbered", "table"])
def test_a_break_between_two_items_stands_between_them(layout: Layout) -> None:
    m = _opened("chair").do(e.MeetingAdjourned("Late start"), e.MeetingResumed(), e.ItemOpened("capital"))
    m.do(e.ItemClosed("capital", "Noted."), e.MeetingAdjourned("Lunch"), e.MeetingResumed(), e.ItemOpened("aob"))
    text = as_markdown(minutes_document(m.minutes(), layout)).split("## Annex")[0]
    in_order = ["Late start", "Capital programme", "Noted.", "adjourned at 09:", "Lunch", "resumed at 09:", "Any other"]
    places = [text.index(in_order[0])]
    for words in in_order[1:]:
        places.append(text.index(words, places[-1]))
    assert text.count("Lunch") == text.count("Late start") == 1


@pytest.mark.parametrize("layout", ["numbered", "table"])
def test_that_the_public_was_away_between_two_items_is_told_between_them(layout: Layout) -> None:
    """What is said of Part 2 stands behind the items; of one from which no item followed, there alone."""
    m = _opened("chair").do(e.ItemOpened("capital"), e.ItemClosed("capital", "Noted."))
    m.do(e.PublicExcluded("Of one"), e.PublicReadmitted(), e.PublicExcluded("Of two"), e.PublicReadmitted())
    assert "see Part 2" not in as_markdown(minutes_document(m.minutes(), layout)), "no item has followed yet"
    m.do(e.ItemOpened("aob"), e.ItemClosed("aob"), e.PublicExcluded("Of three"), e.PublicReadmitted())
    text = as_markdown(minutes_document(m.minutes(), layout)).split("## Annex")[0]
    told = re.findall(r"The public was excluded at 09:\d\d and readmitted at 09:\d\d \(see Part 2\)\.", text)
    assert len(told) == 2
    assert text.index("Noted.") < text.index(told[0]) < text.index(told[1]) < text.index("Any other")


@pytest.mark.parametrize("title", ["Matters arising", "Reports"])
def test_in_the_table_an_action_from_an_earlier_meeting_stands_once(title: str) -> None:
    """At the item for them; where there is none, below the table."""
    old = e.OpenAction("old", "Publish the plan", "Ms B Brown", "2026-10-01", meeting="board-sep")
    m = Meeting(carried=e.Carried(actions=(old,))).arrive("chair").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.ItemAdded("arising", title, "5"), e.ItemOpened("arising"), e.ActionUpdated("old", "open", text="Half done"))
    text = as_markdown(minutes_document(m.do(e.ItemClosed("arising"), e.MeetingClosed()).minutes(), "table"))
    assert text.count("Publish the plan") == 1
    assert ("## Other actions" in text) is (title == "Reports")


def test_a_break_in_private_is_told_in_the_confidential_part_alone() -> None:
    m = _opened("chair").do(e.ItemOpened("capital"), e.ItemClosed("capital"), e.PublicExcluded("Estates"))
    m.do(e.MeetingAdjourned("SECRET"), e.MeetingResumed(), e.PublicReadmitted())
    assert "SECRET" not in m.text() and "SECRET" in m.text(part="confidential")


def test_who_was_not_heard_of_is_listed_once_the_meeting_is_over() -> None:
    m = _opened("chair")
    assert m.minutes().absent == ()
    m.do(e.MeetingClosed())
    assert [one.name for one in m.minutes().absent] == [
        "Ms B Brown", "Dr C Clark", "Sir D Dunn", "Mr E Evans", "Cllr F Frost",
    ]  # fmt: skip
    assert "This item was not reached." in m.text()


def test_a_welcome_that_happened_is_not_said_to_be_unreached() -> None:
    m = Meeting().arrive("chair", "lead").do(e.MeetingOpened(), e.MeetingClosed())
    welcome, rest = m.text().split("## 1. Welcome and apologies")[1].split("## 2.")
    assert "The meeting was opened at" in welcome and "not reached" not in welcome and "not reached" in rest


def test_times_follow_the_clocks_when_the_zone_is_known() -> None:
    m = Meeting(starts="2026-10-25T01:30:00+01:00", first="2026-10-25T00:20:00")
    m.arrive("chair").do(e.MeetingOpened())
    m.now = m.now.replace(hour=1, minute=10)
    m.do(e.MeetingClosed())
    assert [event.time for event in m.minutes(tz="Europe/London").course] == ["01:22", "01:10 GMT"]
    assert [event.time for event in m.minutes().course] == ["01:22", "02:10"]
    assert m.minutes(tz="Europe/London").header.date == "Sunday 25 October 2026"


def test_a_time_on_another_day_names_the_day() -> None:
    m = _opened("chair").do(e.MeetingAdjourned("Late"))
    m.now = m.now.replace(day=27)
    m.do(e.MeetingResumed())
    assert m.minutes().course[-1].time.endswith(" on Friday 27 November 2026")


def test_an_unknown_time_zone_is_refused() -> None:
    with pytest.raises(PaperError, match="There is no time zone 'Mars/Base'"):
        _opened("chair").minutes(tz="Mars/Base")


def test_a_meeting_all_in_public_has_no_confidential_part() -> None:
    m = _opened("chair")
    assert not has_confidential(m.stretch)
    whole = small_meeting()
    assert has_confidential(whole.stretch)


def _opened(*keys: str, terms: Terms | None = None) -> Meeting:
    return Meeting(terms=terms).arrive(*keys).do(e.MeetingOpened())


def test_what_is_noted_before_the_first_item_stands_in_the_opening_and_what_later_apart() -> None:
    m = Meeting().arrive("chair").do(e.ChairTaken("chair"), e.NoteTaken(None, "The Chair welcomed the new member."))
    m.do(e.MeetingOpened(), e.NoteTaken(None, "A minute's silence was kept."), e.ItemOpened("welcome"))
    m.do(e.ItemClosed("welcome"), e.NoteTaken(None, "The fire doors were shown."), e.MeetingClosed())
    text = m.text()
    opened, welcomed = "1.1 The meeting was opened at ", "1.2 The Chair welcomed the new member."
    assert -1 < text.index(opened) < text.index(welcomed) < text.index("1.3 A minute's silence was kept.")
    assert text.index("## Other notes") < text.index("The fire doors were shown.")
    no_welcome = markdown(replace(m.minutes(), items=m.minutes().items[1:]))
    assert -1 < no_welcome.index("## Opening") < no_welcome.index("The Chair welcomed") < no_welcome.index("## 2.")


def test_a_second_meeting_of_the_same_book_is_told_as_fully() -> None:
    first = small_meeting()
    first.do(e.IssueRaised("late", "Raised late", "all", ("bb",)))
    second = Meeting(carried=public_matter(first.state), meeting="board-jan", before=first.state)
    second.arrive("chair").do(e.MeetingOpened(), e.ItemOpened("capital"), e.MemberArrived("lead"), e.MeetingClosed())
    minutes = second.minutes()
    assert [(one.text, one.item) for one in minutes.movements] == [("Ms B Brown joined", "2")]
    assert [one.title for one in minutes.issues] == ["Shared beds", "Raised late"]
    assert [(one.text, one.carried) for one in minutes.actions] == [("Write to the partners", True)]


def test_evidence_given_of_an_issue_is_told_as_evidence_with_who_entered_it() -> None:
    meeting = _opened("chair").do(
        e.IssueRaised("i1", "Beds", "all", ("bb",)), e.EvidenceGiven("Minutes, 4.2", issue="i1")
    )
    (issue,) = meeting.do(e.MeetingClosed()).minutes().issues
    assert any(step.text.startswith("Evidence given: Minutes, 4.2 (entered by ") for step in issue.steps)


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("8.4", "clause 8.4"),
        ("5.5, 10.3", "clauses 5.5, 10.3"),
        ("Commitment 6", "Commitment 6"),
        ("Scope", "Scope"),
        ("", "no clause"),
    ],
)
def test_a_clause_goes_by_its_number_or_by_its_name(clause: str, words: str) -> None:
    assert clause_words(clause) == words


def test_a_vote_by_another_rule_than_the_stage_s_is_told_as_deciding_nothing_there_8_10_2() -> None:
    from tests.build import declare, votes
    from tests.meeting.test_fold_issues import with_another_rule

    sle = declare(with_another_rule(votes("for", ["mseft-ceo"], "m0")), "m0")
    told = markdown(minutes_of(sle, entries=len(sle.lines), fingerprint=FINGERPRINT))
    assert (
        "Motion 3.1 was carried, under ToR 7, which is not the rule of the stage “SLE majority” and decides nothing there."
        in told
    )


def test_the_minutes_tell_on_an_issue_what_came_in_on_its_motion_of_an_earlier_meeting_8_10_3() -> None:
    from tests.meeting.test_issue_answers import ON_MOTION, in_the_next_meeting

    sle = in_the_next_meeting(replace(ON_MOTION, date="2027-02-01"), replace(ON_MOTION, partner="mseft", accepts=True))
    minutes = minutes_of(sle, entries=len(sle.lines), fingerprint=FINGERPRINT)
    (issue,) = minutes.issues
    assert issue.about[-1] == (
        "The decision had been sent to Mid & South Essex NHS Foundation Trust and Essex County Council."
    )
    assert [step.text for step in issue.steps] == [
        "Essex County Council did not accept the decision on 1 February 2027 (reference letter 7).",
        "Mid & South Essex NHS Foundation Trust accepted the decision on 25 November 2026 (reference letter 7).",
    ]


def test_what_was_answered_between_two_meetings_stands_in_the_minutes_of_the_second_8_10_3() -> None:
    from tests.build import SLE, closed, convened_next, play, record
    from tests.meeting.test_fold_issues import REFUSES, voted

    first = record(closed(voted(carried=True)), REFUSES)
    second = play([convened_next(first.state)], book=SLE, before=first.state)
    (issue,) = minutes_of(second, entries=len(second.lines), fingerprint=FINGERPRINT).issues
    assert "Essex County Council did not accept the decision on 25 November 2026 (reference letter 7)." in issue.about
    assert "Open before the meeting, at the stage “SLE majority”." in issue.about


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "To support the plan.",
            f"**AGREED**, by consensus ({CITED}), to support the plan.",
        ),
        (
            "To adopt the plan.",
            f"**AGREED TO SUPPORT**, by consensus ({CITED}), the motion to adopt the plan.",
        ),
        (
            "That it be done.",
            f"**AGREED TO SUPPORT**, by consensus ({CITED}), the motion that it be done.",
        ),
        (
            "To adopt the plan. It is good.",
            f"**AGREED TO SUPPORT**, by consensus ({CITED}), motion 2.1:\n\n> To",
        ),
    ],
)
def test_a_motion_becomes_part_of_the_sentence_on_it_where_it_fits(text: str, said: str) -> None:
    m = _opened("chair", "lead", "tchair").do(e.MotionPut("m1", "capital", text, "agreement", "all"))
    assert f"The Partnership Board {said}" in m.do(e.ConsensusDeclared("m1", True)).text()


def test_an_issue_of_a_meeting_entered_afterwards_has_no_time_of_its_recording() -> None:
    m = Meeting(first="2026-11-30T14:00:00").arrive("chair", "lead").do(e.ChairTaken("chair"), e.MeetingOpened())
    text = m.do(e.ItemOpened("capital"), e.IssueRaised("i1", "Beds", "all", ("bb",)), e.MeetingClosed()).text()
    assert "- Raised." in text and "14:0" not in text


SHARES = e.InterestDeclared("tceo", ("welcome", "capital"), "financial", "Owns shares.", "withdraws", "Direct gain.")


def declared_in(*entries: e.AnyEntry) -> list[str]:
    """The sentences of the minutes on who declared an interest, when the chief executive has declared shares."""
    m = Meeting().arrive("chair", "lead", "tchair", "bbchair", "tceo").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(SHARES, e.ItemOpened("capital"), *entries)
    return [line for line in m.text().splitlines() if " declared " in line and "Action taken" in line]


def test_of_declarations_of_one_interest_the_last_is_told_and_an_earlier_one_where_it_stands() -> None:
    first = "Mr E Evans declared a financial interest in items 1 and 2: Owns shares. Action taken: "
    assert declared_in() == [f"{first}withdraws from the item (Direct gain)."]
    noted = replace(SHARES, handling="noted", reason="")
    assert declared_in(noted) == [f"{first}noted; takes part and votes."]
    assert declared_in(replace(noted, items=("capital",))) == [
        "Mr E Evans declared a financial interest in item 1: Owns shares. Action taken: withdraws from the item (Direct gain).",
        "Mr E Evans declared a financial interest in item 2: Owns shares. Action taken: noted; takes part and votes.",
    ]


def test_one_that_was_declared_in_other_words_is_told_alone_and_another_interest_beside_it() -> None:
    other = replace(SHARES, nature="A sister works there", interest="indirect", handling="noted")
    assert len(declared_in(other)) == 2
    assert declared_in(replace(other, instead_of="Owns shares.")) == [
        "Mr E Evans declared an indirect interest in items 1 and 2: A sister works there. "
        "Action taken: noted; takes part and votes (Direct gain)."
    ]


def test_a_declaration_by_which_somebody_was_kept_from_a_vote_is_told_with_what_replaced_it() -> None:
    put = e.MotionPut("m1", "capital", "That the list be put first.", "agreement", "capital")
    lines = declared_in(put, e.ConsensusDeclared("m1", True), replace(SHARES, handling="noted", reason=""))
    assert lines[0].endswith("Action taken: withdraws from the item (Direct gain); later declared otherwise.")
    assert lines[1].endswith("Action taken: noted; takes part and votes.") and len(lines) == 2


def test_what_the_minutes_say_of_the_register_of_interests_ends_with_one_full_stop() -> None:
    land = e.StandingInterest("s1", "lead", "Ms B Brown", "financial", "Owns land.")
    m = (
        Meeting(carried=e.Carried(interests=(land,)))
        .arrive("chair", "lead")
        .do(e.ChairTaken("chair"), e.MeetingOpened())
    )
    m.do(e.InterestReported("s1", "It was noted"))
    m.do(e.InterestEnded("s1", "2026-11-26", "Sold."))
    told = m.text()
    assert "Put before the meeting: financial interest of Ms B Brown: Owns land. It was noted.\n" in told
    assert "interest of Ms B Brown: Owns land (Sold).\n" in told


@pytest.mark.parametrize(
    ("actions", "said"), [(1, "The action below was agreed."), (2, "The actions below were agreed.")]
)
def test_an_item_with_actions_alone_says_how_many_were_agreed(actions: int, said: str) -> None:
    m = Meeting().arrive("chair").do(e.MeetingOpened(), e.ItemOpened("capital"))
    for number in range(actions):
        m.do(e.ActionAgreed(f"a{number}", "capital", f"Write letter {number}", "Ms B Brown"))
    assert f"2.1 {said}" in m.do(e.ItemClosed("capital"), e.MeetingClosed()).text()


def test_of_a_consensus_of_nobody_it_is_not_said_that_none_of_0_objected() -> None:
    m = Meeting().arrive("chair", "lead").do(e.MeetingOpened(), e.ItemOpened("capital"))
    m.do(e.MemberLeft("chair"), e.MemberLeft("lead"), e.MotionPut("m1", "capital", "That.", "agreement", "all"))
    text = m.do(e.EvidenceGiven("recommended", "m1"), e.ConsensusDeclared("m1", False), e.MeetingClosed()).text()
    assert "present and free to take part, so nothing can be agreed." in text
    assert "of the 0" not in text


def test_what_is_said_on_a_motion_stands_before_what_was_decided_of_it() -> None:
    """As a chair signs it: the discussion, then the decision; the vote too follows it, and an amendment its own discussion."""
    m = Meeting().arrive("chair", "lead", "bbchair", "tchair", "tceo").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.ItemOpened("capital"), e.NoteTaken("capital", "Ms B Brown set out the list."))
    m.do(e.MotionPut("m1", "capital", "That the list be put first.", "capital", "capital", mover="lead"))
    m.do(e.NoteTaken("capital", "Sir D Dunn asked for the costs."))
    m.do(
        e.MotionPut(
            "m2", "capital", "Insert costs.", "capital", "capital", amends="m1", as_amended="That it be costed."
        )
    )
    m.do(e.NoteTaken("capital", "Dr C Clark preferred costs first."))
    m.votes("m2", for_=["lead", "bbchair", "tchair", "tceo"]).declare("m2")
    m.do(e.NoteTaken("capital", "Mr E Evans was content."))
    m.votes("m1", for_=["lead", "bbchair", "tchair", "tceo"]).declare("m1")
    text = m.do(e.NoteTaken("capital", "The list is published."), e.MeetingClosed()).text().split("## Annex")[0]
    order = (
        "set out the list",
        "for the costs",
        "costs first",
        "amendment was",
        "was content",
        "be costed",
        "is published",
    )
    places = [text.index(words) for words in order]
    assert places == sorted(places), text


@pytest.mark.parametrize(
    "wording", ["That the Chair write to NELFT.", "To write to EPUT, NELFT and MSEFT.", "That NELFT, if it can, pays."]
)
def test_bold_is_what_came_of_a_motion_and_no_letters_in_its_words(wording: str) -> None:
    m = _opened("chair", "lead", "bbchair", "tchair", "tceo")
    m.do(e.ItemOpened("capital"), e.MotionPut("m1", "capital", wording, "capital", "capital"))
    text = m.votes("m1", for_=["lead"], against=["tchair", "tceo", "bbchair"]).declare("m1").text()
    assert f"The motion {wording[:1].lower()}{wording[1:-1]} was **NOT CARRIED**, by 1 for and 3 against" in text


@pytest.mark.parametrize("layout", ["numbered", "table"])
def test_the_number_of_a_motion_has_its_word_before_it_in_every_layout(layout: Layout) -> None:
    """Motion 2.1 and paragraph 2.1 are two things, also where the one is minuted in the other."""
    m = (
        Meeting()
        .arrive("chair", "lead", "tchair")
        .do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("capital"))
    )
    m.do(e.MotionPut("m1", "capital", "To adopt the plan.", "agreement", "all"))
    m.do(e.EvidenceGiven("recommended", "m1"), e.ConsensusDeclared("m1", True), e.MeetingClosed())
    told = as_markdown(minutes_document(m.minutes(), layout))
    (sentence,) = [line for line in told.splitlines() if "**AGREED TO SUPPORT**" in line]
    assert "(Motion 2.1.)" in sentence
    for at in re.finditer(r"(?<![\d.])2\.1\b", told):
        before = told[: at.start()]
        assert before.endswith(("otion ", "\n")), before[-40:]


def test_actions_of_no_item_have_a_heading_of_their_own_in_the_business() -> None:
    old = (
        e.OpenAction("old", "Publish the plan", "Ms B Brown", meeting="s"),
        e.OpenAction("still", "Wait", "Ms B Brown", meeting="s"),
    )
    m = Meeting(carried=e.Carried(actions=old)).arrive("chair").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.ActionUpdated("old", "open", text="Half done"), e.ActionAgreed("new", None, "Book a room", "Ms B Brown"))
    m.do(e.ItemOpened("capital"), e.ActionAgreed("here", "capital", "Write to all", "Ms B Brown"), e.MeetingClosed())
    business, _, annexes = m.text().partition("## Annex")
    others = business.partition("## Other actions")[2].partition("##")[0]
    assert "Publish the plan" in others and "Half done" in others and "Book a room" in others
    assert "Write to all" not in others and "Wait" not in business and "Wait" in annexes


def test_a_body_whose_title_begins_with_the_article_has_it_once() -> None:
    text = small_meeting().text(body="The Small Board")
    assert text.startswith("# The Small Board\n") and "of the Small Board" in text
    assert "the the" not in text.lower()
