"""Questions from the public: minuted with the answer, or with the action of whoever answers in writing."""

from __future__ import annotations

import datetime

import msgspec
from msgspec.structs import replace

from boardtui.config.house_style import House, References
from boardtui.meeting.entries import (
    ActionAgreed,
    ActionUpdated,
    Corrected,
    EntriesCorrected,
    EntryRetracted,
    ParagraphDrafted,
    PublicExcluded,
    PublicReadmitted,
    QuestionAsked,
    decode,
)
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.followup.questions import told
from boardtui.meeting.words.entry_words import tell_in
from boardtui.papers.action_log import action_log
from boardtui.papers.clock import Clock
from boardtui.papers.counts import Numbering
from boardtui.papers.minutes import minutes
from boardtui.papers.model import Note, Part
from boardtui.papers.source import Source
from boardtui.papers.tables import sheets
from tests.build import record, refused, sitting

KHAN = QuestionAsked("q1", "capital", "Mrs Khan", "When do the beds open?", "Healthwatch Essex")
ANSWERED = QuestionAsked("q2", "capital", "Mr Lee", "How many?", answered_by="mseft", answer="Forty.")
ACTION = ActionAgreed("a1", "capital", "Answer in writing", "J Smith", "2026-12-03", question="q1")
HOUSE = Numbering(House(references=References(action="A{action}")))


def minuted(held: Stretch, part: Part = "public", numbering: Numbering | None = None) -> str:
    """The notes of the capital item in the minutes, a line each."""
    made = minutes(held, part=part, entries=1, fingerprint="0", numbering=numbering)
    (item,) = [item for item in made.items if item.title == "Capital priorities"]
    return "\n".join(note.text for note in item.content if isinstance(note, Note))


def source(held: Stretch, part: Part = "public") -> Source:
    return Source(held, part, Clock(held.state.starts))


def test_a_question_that_is_answered_is_minuted_with_who_asked_and_who_answered() -> None:
    held = record(sitting(), ANSWERED)
    assert minuted(held) == f"Mr Lee asked: How many?\n\n{held.state.partners['mseft'].name} answered: Forty."
    assert tell_in(held, held.lines[-1]) == "question from Mr Lee on 3: How many?"


def test_one_that_follows_in_writing_is_minuted_with_the_action_and_the_log_says_where_it_came_from() -> None:
    held = record(sitting(), KHAN)
    assert minuted(held).endswith("A written answer will follow.")
    held = record(held, ACTION)
    follows = "A written answer will follow: action A1, J Smith, by 3 December 2026."
    assert minuted(held, numbering=HOUSE).endswith(follows)
    assert minuted(held).endswith("A written answer will follow: action for J Smith, by 3 December 2026.")
    assert held.state.actions["a1"].asked_by == "Mrs Khan (Healthwatch Essex)"
    assert "item 3, question from Mrs Khan (Healthwatch Essex)" in str(
        action_log([source(held)], datetime.date(2026, 11, 27))
    )
    (actions,) = [sheet for sheet in sheets([source(held)], datetime.date(2026, 11, 27)) if sheet.name == "Actions"]
    assert actions.rows[0][actions.heads.index("Question from")] == "Mrs Khan (Healthwatch Essex)"
    later = record(held, ActionUpdated("a1", "open", owner="K Brown", due="2026-12-10"))
    assert minuted(later).endswith("action for K Brown, by 10 December 2026.")


def test_the_paragraph_drafted_in_its_place_still_says_that_an_answer_follows() -> None:
    held = record(sitting(), KHAN, ACTION)
    (note,) = held.state.notes
    held = record(held, ParagraphDrafted("capital", "Mrs Khan asked about beds.", (note.seq,)))
    assert minuted(held) == (
        "Mrs Khan asked about beds.\n\nA written answer will follow: action for J Smith, by 3 December 2026."
    )
    (note,) = held.state.notes
    assert told(held.state, note).endswith("by 2026-12-03.")


def test_a_question_asked_in_private_makes_its_action_confidential_and_no_public_paper_tells_of_either() -> None:
    held = record(sitting(), PublicExcluded("Terms"), KHAN, PublicReadmitted(), ACTION)
    assert held.state.questions["q1"].confidential and held.lines[-1].confidential
    assert "Khan" not in minuted(held) and "Smith" not in minuted(held)
    assert "action for J Smith" in minuted(held, "confidential")
    assert "Khan" not in str(action_log([source(held)], datetime.date(2026, 11, 27)))


def test_a_public_question_tells_the_public_nothing_of_an_action_agreed_in_private() -> None:
    held = record(sitting(), KHAN, PublicExcluded("Terms"), ACTION, PublicReadmitted())
    assert minuted(held).endswith("A written answer will follow.")


def test_what_makes_no_sense_is_refused_and_a_question_with_an_action_is_not_undone_alone() -> None:
    held = sitting()
    assert refused(held, replace(KHAN, text=" ")).reason == "Say what was asked."
    assert refused(held, replace(KHAN, asker="")).reason == "Say who asked the question."
    assert "no question from the public" in refused(held, ACTION).reason
    held = record(held, KHAN)
    seq = held.lines[-1].seq
    assert "already" in refused(held, KHAN).reason
    held = record(held, ACTION)
    refused(held, EntryRetracted(seq, "wrong"))


def test_an_action_written_before_there_were_questions_reads_as_before() -> None:
    written = (
        b'{"action":"a1","confidential":false,"due":null,"item":null,"kind":"ActionAgreed","owner":"J","text":"Write"}'
    )
    assert decode(written) == ActionAgreed("a1", None, "Write", "J")


def test_a_question_that_is_corrected_reads_as_corrected_and_no_longer_says_that_an_answer_follows() -> None:
    held = record(sitting(), KHAN)
    seq = held.lines[-1].seq
    fields = {**msgspec.to_builtins(KHAN), "answered_by": "J Smith", "answer": "In May."}
    held = record(held, EntriesCorrected((Corrected(seq, fields),), "Answered after all."))
    assert minuted(held).endswith("J Smith answered: In May.")
    other = {**fields, "question": "q9"}
    assert "same question" in refused(held, EntriesCorrected((Corrected(seq, other),), "Wrong.")).reason


def test_hostile_words_are_words() -> None:
    hostile = replace(ANSWERED, asker="[b]*x*[/b]", text="=1+1 <script>", answer="\x1b]0;owned\x07")
    held = record(sitting(), hostile)
    assert "[b]*x*[/b] asked: =1+1 <script>" in minuted(held)
