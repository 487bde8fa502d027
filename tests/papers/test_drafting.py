"""What the minutes say of what was drafted: the paragraph in the place of the notes, each part from its own entries."""

from __future__ import annotations

from boardtui.meeting import entries as e
from tests.papers.build_minutes import Meeting


def _noted() -> Meeting:
    m = Meeting().arrive("chair").do(e.MeetingOpened(), e.ItemOpened("capital"))
    return m.do(
        e.NoteTaken("capital", "rough one"), e.NoteTaken("capital", "rough two"), e.NoteTaken(None, "in general")
    )


def _seqs(m: Meeting) -> list[int]:
    return [note.seq for note in m.state.notes]


def test_the_paragraph_stands_where_the_first_of_its_notes_stood() -> None:
    m = _noted()
    m.do(e.ActionAgreed("a1", "capital", "Write", "chair"), e.NoteTaken("capital", "after the action"))
    m.do(e.ParagraphDrafted("capital", "Worded with care.", tuple(_seqs(m)[:2])))
    text = m.text()
    assert "rough" not in text
    assert text.index("Worded with care.") < text.index("after the action")


def test_what_is_drafted_after_the_close_is_in_the_minutes_and_what_else_follows_is_not() -> None:
    m = _noted().do(e.MeetingClosed())
    m.do(e.ParagraphDrafted("capital", "Worded later.", (_seqs(m)[0],)))
    m.do(e.ParagraphDrafted(None, "The tea was good."))
    m.do(e.ActionAgreed("late", None, "A later matter", "chair"))
    text = m.text()
    assert "Worded later." in text and "rough one" not in text and "rough two" in text
    assert "The tea was good." in text and "in general" in text
    assert "A later matter" not in text


def test_a_confidential_paragraph_is_only_in_the_confidential_part() -> None:
    m = _noted().do(e.NoteTaken("capital", "secret", True), e.MeetingClosed())
    m.do(e.ParagraphDrafted("capital", "CANARY", (_seqs(m)[-1],), confidential=True))
    assert "CANARY" not in m.text() and "secret" not in m.text()
    hidden = m.text(part="confidential")
    assert "CANARY" in hidden and "secret" not in hidden and "rough" not in hidden
