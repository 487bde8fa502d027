"""Actions as rows: overdue first, then by day, or each owner's together; and one action with all that was said of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from boardtui.folding import fits
from boardtui.meeting.entries import OpenAction
from boardtui.meeting.followup.actions import NAMES, in_due_order, is_overdue, register_words
from boardtui.meeting.state.days import day_of
from boardtui.meeting.state.labels import owner_label
from boardtui.meeting.state.state import State
from boardtui.meeting.words.value_words import action_status
from boardtui.tui.safe import EMPTY, Line, Span, Tone, fit, fit_at_word, line, wrap
from boardtui.tui.views.days import day_words, due_words
from boardtui.tui.widgets.rows import Row, heading

WIDE = 100


class Listed(NamedTuple):
    """An action with what its book says, the title of the body where several are shown, and the day of its meeting.

    ``later``: it was agreed at a later meeting than the one that goes through the list, which was entered afterwards.
    ``met_at`` is the title of that meeting, empty where it was agreed between meetings.
    """

    state: State
    action: OpenAction
    body: str = ""
    met_on: str = ""
    later: bool = False
    met_at: str = ""

    @property
    def key(self) -> str:
        return f"{self.state.book} {self.action.action}"

    @property
    def owner(self) -> str:
        """Who does it, by name."""
        return owner_label(self.state, self.action.owner)

    @property
    def words(self) -> str:
        """What is to be done; of support for whom, and what was recommended."""
        return register_words(self.state, self.action)

    @property
    def status(self) -> str:
        """How it stands, in a word."""
        return action_status(self.action.status, self.action.register)

    def is_overdue(self, today: datetime.date) -> bool:
        """Whether it is still open after the day on which it was due."""
        return is_overdue(self.action.status, self.action.due, today.isoformat())

    @property
    def agreed(self) -> str:
        """On which day it was agreed (YYYY-MM-DD): on an item, that of the meeting; empty where that is not known."""
        known = self.action.agreed_on or (self.met_on if self.action.item is not None else "")
        return known or (day_of(self.state, self.action.agreed, since=True) if self.action.agreed else "")


def action_rows(listed: Sequence[Listed], today: datetime.date, width: int, *, by_owner: bool = False) -> list[Row]:
    """The open actions, then those done or dropped since the meeting was convened."""
    opened = in_due_order(
        sorted((each for each in listed if each.action.status == "open"), key=lambda each: each.owner),
        lambda each: each.action.due,
    )
    ended = [each for each in listed if each.action.status != "open"]
    rows: list[Row] = []
    own = [each for each in opened if not each.later]
    later = [each for each in opened if each.later]
    groups = [*(_by_owner(own) if by_owner else _by_urgency(own, today))]
    groups += [(f"Agreed at a later meeting ({len(later)})", later)] if later else []
    for title, group in groups:
        rows += [heading(title), *(Row(listed.key, _row(listed, today, width)) for listed in group)]
    if ended:
        rows += [
            heading("Completed or withdrawn lately"),
            *(Row(listed.key, _row(listed, today, width)) for listed in ended),
        ]
    return rows


def fitting(listed: Iterable[Listed], wanted: str) -> list[Listed]:
    """Those in which every word that is looked for occurs: in the owner, the action, the updates or the body."""
    return [each for each in listed if fits(_searched(each), wanted)]


def columns_head(width: int, *, bodies: bool) -> Line:
    """The words above the columns."""
    due, owner, body, day, text = _columns(width, bodies=bodies)
    sentence = f"  {fit('due', due, right=True)}  {fit('who', owner)}  {fit('what', text)}"
    if body:
        sentence += f"  {fit('body', body)}"
    return line(Span(sentence + (f"  {fit('on', day, right=True)}" if day else ""), "dim"))


def action_lines(
    listed: Listed, today: datetime.date, width: int, updates: int | None = None, corrected: str = ""
) -> list[Line]:
    """One action in full; of its updates all, or the last few. ``corrected``: what the approval of minutes did of it."""
    action = listed.action
    hidden = (Span("  "), Span("confidential", "bad")) if action.confidential else ()
    text, tone = _when(listed, today)
    owner = Span(fit(listed.owner, min(40, width // 2)).rstrip(), "heading")
    day = day_words(action.due, today)
    due = f"  was due {day}" if day and action.status != "open" else f"  {day}"
    head = line(owner, "  ", Span(text, tone), due, *hidden)
    on = (day_words(listed.agreed, today),) if listed.agreed else ()
    at = (f"at {listed.met_at}",) if listed.met_at else ()
    agreed = " · ".join(
        part
        for part in (
            listed.body,
            " ".join(("agreed", *on, *at)) if on or at else "",
            f"answers a question from {action.asked_by}" if action.asked_by else "",
            f"{NAMES[action.register]} of “{action.decision_text}”" if action.decision_text else "",
        )
        if part
    )
    lines = [
        head,
        *wrap(listed.words, width),
        *wrap(agreed, width, "dim"),
        *(wrap(corrected, width) if corrected else ()),
    ]
    texts = action.updates if updates is None else action.updates[len(action.updates) - updates :]
    if updates is None:
        lines += [EMPTY, line(Span("Updates", "strong"))]
        lines += [] if texts else [line(Span("  none yet; e adds one", "dim"))]
    for update in texts:
        lines += wrap(f"· {update}", width, "", "  ")
    return lines


def _by_urgency(opened: list[Listed], today: datetime.date) -> Iterable[tuple[str, list[Listed]]]:
    actions = [listed for listed in opened if not listed.action.register]
    groups = {
        "Overdue": [listed for listed in actions if listed.is_overdue(today)],
        "To come": [listed for listed in actions if listed.action.due and not listed.is_overdue(today)],
        "No date": [listed for listed in actions if not listed.action.due],
        "Conditions of decisions": [listed for listed in opened if listed.action.register == "condition"],
        "Support and intervention": [listed for listed in opened if listed.action.register == "support"],
    }
    return ((f"{title} ({len(group)})", group) for title, group in groups.items() if group)


def _by_owner(opened: list[Listed]) -> Iterable[tuple[str, list[Listed]]]:
    ordered = sorted(opened, key=lambda listed: listed.owner.casefold())
    for _, group in groupby(ordered, key=lambda listed: listed.owner.casefold()):
        own = list(group)
        yield f"{own[0].owner} ({len(own)})", own


def _columns(width: int, *, bodies: bool) -> tuple[int, int, int, int, int]:
    """How wide the columns are: due in words, owner, body, day, and the action itself."""
    due, owner, day = (17, 24, 0) if width < WIDE else (17, 26, 12)
    body = 22 if bodies and width >= WIDE else 0  # where it is narrow the words matter more; the body stands below
    text = width - due - owner - body - day - 8 - (2 if body else 0) - (2 if day else 0)
    return due, owner, body, day, max(10, text)


def _row(listed: Listed, today: datetime.date, width: int) -> Line:
    due, owner, body, day, text = _columns(width, bodies=bool(listed.body))
    action = listed.action
    sentence, tone = _when(listed, today)
    dim: Tone = "" if action.status == "open" else "dim"
    hidden = "confidential: " if action.confidential else ""
    parts = [
        Span(fit(sentence, due, right=True), tone),
        Span("  "),
        Span(fit(listed.owner, owner), dim),
        Span("  "),
        Span(hidden, "bad"),
        Span(fit_at_word(register_words(listed.state, action, brief=True), text - len(hidden)), dim),
    ]
    if body:
        parts += [Span("  "), Span(fit_at_word(listed.body, body), "dim")]
    if day:
        # Beside "completed" it would read as the day of that.
        due_on = day_words(action.due, today) if action.status == "open" else ""
        parts += [Span("  "), Span(fit(due_on, day, right=True), "dim")]
    return tuple(parts)


def _when(listed: Listed, today: datetime.date) -> tuple[str, Tone]:
    action = listed.action
    if action.status != "open":
        return f"{'✓' if action.status == 'done' else '✗'} {listed.status}", "dim"
    if listed.is_overdue(today):
        return due_words(action.due, today), "bad"
    text = due_words(action.due, today)
    return text, "warn" if text == "today" else "" if action.due else "dim"


def _searched(listed: Listed) -> str:
    action = listed.action
    return " ".join((listed.owner, listed.words, action.decision_text, listed.body, action.asked_by, *action.updates))
