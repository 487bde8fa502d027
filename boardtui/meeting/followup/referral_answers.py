"""What became of an issue that this body referred to another one, told to it from the other body's book."""

from __future__ import annotations

import re

from msgspec.structs import replace

from boardtui.charter.explain import shown
from boardtui.charter.words import bare
from boardtui.meeting.entries import ReferralAnswer, ReferralAnswered
from boardtui.meeting.state.check import begun, fresh, require
from boardtui.meeting.state.labels import body_title
from boardtui.meeting.state.state import Stamped, State


def take_answer(state: State, stamped: Stamped) -> State:
    """The answer is taken in; told between meetings, it is put before the next one.

    Referred issues are not carried over, so the issue may be unknown to this stretch of the book.
    """
    entry = stamped.entry
    assert isinstance(entry, ReferralAnswered)
    begun(state)
    fresh(entry.issue, (), "issue")
    issue = state.issues.get(entry.issue)
    if issue is not None:
        elsewhere = f"The issue {shown(issue.title)} is not referred to the {bare(body_title(state, entry.body))}."
        require(issue.status == f"referred to {entry.body}", elsewhere)
    answered = any(answer.issue == entry.issue for answer in state.answers)
    require(not answered, f"What became of the issue {shown(entry.title or entry.issue)} is entered already.")
    require(bool(entry.how.strip()), "Say how it was resolved.")
    require(re.fullmatch("[0-9a-f]{64}", entry.hash) is not None, "The hash is not one of a minute book.")
    answer = ReferralAnswer(
        issue=entry.issue,
        title=entry.title,
        body=entry.body,
        hash=entry.hash,
        how=entry.how,
        reported=state.meeting if state.phase != "closed" else "",
        confidential=stamped.confidential or (issue is not None and issue.confidential),
    )
    return replace(state, answers=(*state.answers, answer))
