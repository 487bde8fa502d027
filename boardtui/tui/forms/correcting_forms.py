"""An earlier entry put right: chosen from the record, shown with what rests on it, corrected with all of that in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from boardtui.meeting.entries import (
    AnyEntry,
    Choice,
    ConfidentialCarried,
    EntriesCorrected,
    EntryRetracted,
    IssueCorrected,
    IssueRaised,
    MeetingConvened,
    OpenIssue,
    ResultDeclared,
    TimeStated,
    VotesCounted,
    VotesRecorded,
)
from boardtui.meeting.fold.putting_right import Correction, differences, votes_put_right, with_what_rests
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Motion, Stamped
from boardtui.meeting.state.unpublished import holds_unpublished
from boardtui.meeting.words.entry_words import tell_in
from boardtui.tui.dates import HINT, read_day
from boardtui.tui.forms.checks import Wrong, wrong_in
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.voting_forms import TOTALS_ASKED, totals_in
from boardtui.tui.screen import BoardScreen, not_recorded

_NOT_LIKE_THIS = (MeetingConvened, ConfidentialCarried, EntryRetracted, TimeStated, EntriesCorrected)
_TEXTS = {
    "text": "Text",
    "reason": "Reason",
    "nature": "Nature of the interest",
    "title": "Title",
    "name": "Name",
    "role": "Role or organisation",
    "outcome": "Outcome",
    "owner": "Owner",
    "due": "Due",
    "deputy": "Deputy",
    "reasons": "Reasons for the decision",
    "asker": "Who asked",
    "organisation": "For which organisation",
    "answered_by": "Who answers",
    "answer": "Answer",
}
KEPT_IN_COPY = (
    "The correction and its reason are public. The minute book and its public copy keep what is corrected; whatever else "
    "is public reads as corrected."
)
_MOST_MOTIONS = 8
_MOST_SHOWN = 6


async def choose_what(screen: BoardScreen) -> str | None:
    """Ask what is put right. Returns the motion of which a vote is, empty for another entry, None where it was left."""
    votes = {line.entry.motion for line in _correctable(screen) if isinstance(line.entry, VotesRecorded)}
    motions = [motion for motion in screen.shown.motions.values() if motion.key in votes and motion.status != "open"]
    if not motions:
        return ""
    options = [
        Option(motion.key, f"a vote on motion {motion.number}", motion.text) for motion in motions[::-1][:_MOST_MOTIONS]
    ]
    answer: str | None = await screen.ask(Choose("What is corrected?", [*options, Option("", "another entry")]))
    return answer


async def put_entry_right(screen: BoardScreen) -> None:
    """Ask for an entry of this meeting and how it is to read, and record that with all that rests on it."""
    stretch = _stretch(screen)
    lines = _correctable(screen)
    if not lines:
        screen.say("There is no entry in this meeting that could be corrected.", "warn")
        return
    options = [
        Option(str(line.seq), tell_in(stretch, line), f"{screen.local(line.at):%H:%M}") for line in reversed(lines)
    ]
    chosen = await screen.ask(Choose("Which entry is corrected?", options))
    if chosen is None:
        return
    line = next(line for line in lines if str(line.seq) == chosen)
    follows = isinstance(line.entry, ResultDeclared)  # from the count, which is what can read otherwise
    texts = [] if follows else [name for name in _TEXTS if isinstance(getattr(line.entry, name, None), str)]
    counted = isinstance(line.entry, VotesCounted) and line.entry.declared is None
    ways = [Option("words", "it reads otherwise")] if texts or counted else []
    way = await screen.ask(
        Choose(
            f"Entry {line.seq}: {tell_in(stretch, line)}",
            [*ways, Option("out", "as if it had not been recorded")],
        )
    )
    if way is None:
        return
    entry = await _as_it_is_to_read(screen, line, texts) if way == "words" else None
    if way == "words" and entry is None:
        return
    await confirm(screen, {line.seq: entry})


async def correct_issue(screen: BoardScreen, issue: OpenIssue) -> None:
    """Ask for the title and clause of an issue as they should have been entered, and record that it reads so.

    What was raised since this meeting was convened reads as if it had been raised so. What an earlier meeting or another
    body's book brought in is told so from here on, and the minutes of this meeting name the correction.
    """
    raised = {
        line.seq: line.entry
        for line in _correctable(screen)
        if isinstance(line.entry, IssueRaised) and line.entry.issue == issue.issue
    }

    def check(given: dict[str, str]) -> Wrong | None:
        if (given["title"], given["clause"]) == (issue.title, issue.clause):
            return Wrong("It reads like that already.", "title")
        return None if raised else wrong_in(screen, IssueCorrected(issue.issue, **given))

    fields = [
        Field("title", "What it is about", issue.title, required=True),
        Field("clause", "Clause under which it is brought", issue.clause, hint="optional"),
    ]
    last = "go on" if raised else "correct it"
    text = "" if issue.confidential or not screen.state.in_public else KEPT_IN_COPY
    given = await screen.ask(Form("Correct the issue", fields, text, last=last, check=check))
    if given is None:
        return
    if raised:
        await confirm(screen, {seq: replace(entry, **given) for seq, entry in raised.items()})
    else:
        screen.record(
            IssueCorrected(issue.issue, **given), say=f"The issue is told as “{given['title']}”. z undoes it."
        )


async def put_votes_right(screen: BoardScreen, motion: Motion, voters: Sequence[str], choice: Choice) -> bool:
    """Record that these voters voted otherwise on a decided motion; whether it was recorded."""
    try:
        changes = votes_put_right(_stretch(screen), motion, voters, choice)
    except Refused as refused:
        screen.say(not_recorded(refused), "warn")
        return False
    return await confirm(screen, changes)


async def confirm(screen: BoardScreen, changes: Mapping[int, AnyEntry | None]) -> bool:
    """Show what rests on the changes and what comes out differently; Enter records all of it, or nothing."""
    stretch = _stretch(screen)
    try:
        correction = with_what_rests(stretch, changes)
    except Refused as refused:
        screen.say(not_recorded(refused), "bad")
        return False
    effect = list(differences(screen.state, correction.state, screen.shown))
    targets = [stretch.line(seq) for seq in changes]
    public = screen.state.in_public and any(line is not None and not line.confidential for line in targets)
    kept = [KEPT_IN_COPY] if public else []
    text = "\n".join([*_resting(screen, correction), *(effect or ["Nothing comes out differently."]), *kept])
    reason = Field("reason", "Why", "recorded wrongly", required=True)
    given = await screen.ask(Form("Correct in one step", [reason], text, last="correct it"))
    if given is None:
        return False
    said = " ".join(effect) or "Corrected; nothing comes out differently."
    return bool(screen.record(correction.entry(given["reason"]), say=f"{said} z undoes it."))


def _resting(screen: BoardScreen, correction: Correction) -> list[str]:
    """What rests on it and is put right or taken out with it, in a line each; confidential entries only where they are shown."""
    stretch, rows = _stretch(screen), []
    for seq in sorted(correction.entries.keys() - correction.chosen):
        line = stretch.line(seq)
        if line is not None:
            how = "removed" if correction.entries[seq] is None else "corrected"
            text = "a confidential entry" if line.confidential and screen.hides else tell_in(stretch, line)
            rows.append(f"Depends on it and is {how} too: {text}, at {screen.local(line.at):%H:%M}.")
    if len(rows) > _MOST_SHOWN:
        rows = [*rows[:_MOST_SHOWN], f"… and {len(rows) - _MOST_SHOWN} more entries depend on it."]
    return rows or ["Nothing else depends on it."]


async def _as_it_is_to_read(screen: BoardScreen, line: Stamped, texts: Sequence[str]) -> AnyEntry | None:
    entry: Any = line.entry
    if isinstance(entry, VotesCounted):
        sums = f"{entry.for_} {entry.against} {entry.abstain or 0}"

        def check(given: dict[str, str]) -> Wrong | None:
            return Wrong(TOTALS_ASKED, "sums") if totals_in(given["sums"]) is None else None

        asked = Field("sums", "For, against, abstained", sums, required=True)
        given = await screen.ask(Form("The count as it was", [asked], check=check))
        numbers = totals_in(given["sums"]) if given is not None else None
        if numbers is None:
            return None
        return replace(entry, for_=numbers[0], against=numbers[1], abstain=numbers[2])
    fields = [
        Field(
            name,
            _TEXTS[name],
            getattr(entry, name),
            long=name in ("text", "answer"),
            hint=f"{HINT}; optional" if name == "due" else "",
        )
        for name in texts
    ]
    today = screen.now.date()

    def unread(given: dict[str, str]) -> Wrong | None:
        try:
            read_day(given.get("due", ""), today)
        except ValueError as error:
            return Wrong(str(error), "due")
        return None

    given = await screen.ask(Form(f"Entry {line.seq} as it is to read", fields, check=unread))
    if given is None:
        return None
    if "due" in given:
        given = {**given, "due": read_day(given["due"], today)}
    changed: AnyEntry = replace(entry, **given)
    if changed == entry:
        screen.say("It reads like that already.", "warn")
        return None
    return changed


def _stretch(screen: BoardScreen) -> Stretch:
    assert screen.session is not None
    return screen.session.stretch


def _correctable(screen: BoardScreen) -> list[Stamped]:
    """The entries that stand, that this screen may show word by word, and that can be put right like this."""
    stretch = _stretch(screen)
    shown = {
        line.seq
        for line in screen.shown_lines(stretch)
        if not (screen.hides and holds_unpublished(stretch.state, line.entry))
    }
    return [line for line in stretch.standing() if line.seq in shown and not isinstance(line.entry, _NOT_LIKE_THIS)]
