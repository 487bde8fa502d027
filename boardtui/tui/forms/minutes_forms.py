"""Asks about minutes of earlier meetings: corrections item by item, then approval, which writes them anew."""

from __future__ import annotations

from boardtui.charter.words import counted
from boardtui.meeting.entries import MinutesApproved, MinutesCorrected
from boardtui.meeting.fold.confidential import was_private
from boardtui.meeting.fold.minuting import corrections_of, public_words, to_approve
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.labels import acting_label
from boardtui.papers.circulation.closing import write_minutes_of
from boardtui.tui.forms.dialogs import NO_YES, Choose, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.screen import BoardScreen
from boardtui.tui.status import dated, day
from boardtui.tui.views.next_step import named
from boardtui.tui.written import written_words

GENERAL = " "


async def correct(screen: BoardScreen, held: Stretch, *, confidential: bool) -> MinutesCorrected | None:
    """A correction to the draft minutes of a meeting: where, what stood, what shall stand.

    After a meeting of which a part was private it is asked whether the correction is confidential, as it is proposed;
    in the confidential part, and on an item that is, there is nothing to ask.
    """
    items = [
        Option(key, named(item), "confidential" if item.agenda.confidential else "")
        for key, item in held.state.items.items()
        if confidential or not item.agenda.confidential
    ]
    chosen = await screen.ask(Choose("Correct what", [*items, Option(GENERAL, "something else", "attendance, times")]))
    if chosen is None:
        return None
    item = held.state.items.get(chosen)
    place = [] if item else [Field("place", "Where", required=True, hint="e.g. Attendance")]
    fields = [
        *place,
        Field("stood", "Original wording", long=True, hint="blank: something is added"),
        Field("stands", "Corrected wording", long=True, hint="leave blank to delete"),
    ]
    if not confidential and was_private(held.state, held.lines):
        fields.append(Field("confidential", "Confidential", "yes", options=NO_YES))
    title = f"Correct item {named(item)}" if item else "Correct the minutes"
    given = await screen.ask(Form(title, fields, "The approved minutes list both wordings."))
    if given is None:
        return None
    return MinutesCorrected(
        meeting=held.state.meeting,
        item=chosen if item else None,
        place=f"Item {named(item)}" if item else given["place"],
        stood=given["stood"],
        stands=given["stands"],
        confidential=confidential or given.get("confidential") == "yes",
    )


async def approve_minutes(screen: BoardScreen) -> None:
    """Ask which earlier minutes are approved and who signs them; corrections entered before are among them."""
    state = screen.state
    waiting = to_approve(state.minutes_due, state.starts)
    if not waiting:
        screen.say("No minutes of an earlier meeting await approval.")
        return
    meeting: str | None = waiting[0].meeting
    if len(waiting) > 1:
        options = [Option(due.meeting, due.title, day(due.starts)) for due in waiting]
        meeting = await screen.ask(Choose("Minutes of which meeting", options))
        if meeting is None:
            return
    assert meeting is not None
    title, starts = next((due.title, due.starts) for due in waiting if due.meeting == meeting)
    entered = corrections_of(state, meeting)
    signs = acting_label(state, state.chair) if state.chair else ""
    more = "further ones, one a line" if entered else "one a line (\\ then enter); blank: as a correct record"
    fields = [Field("corrections", "Corrections", long=True, hint=more), Field("signed_by", "Signed by", signs)]
    text = "\n".join(
        ["Entered one by one:" if entered else "", *(f"· {public_word}" for public_word in public_words(entered))]
    ).strip()
    hidden = sum(correction.confidential for correction in entered)
    if hidden and not screen.hides:  # the public that is there is not told of them
        text += f"\n· {counted(hidden, 'correction')} of the confidential part, which alone has them"
    text += "\nOne written as: Item 4: for “x” read “y” changes the text; others are listed."
    given = await screen.ask(Form(f"Minutes of {dated(title, starts)}", fields, text.strip()))
    if not given:
        return
    free = tuple(row.strip() for row in given["corrections"].splitlines() if row.strip())
    entry = MinutesApproved(meeting, (*public_words(entered), *free), given["signed_by"])
    if screen.record(entry, say=f"Minutes of {title} approved."):
        assert screen.session is not None
        desk, book = screen.board.desk, screen.session.book
        text, tone = written_words(lambda: write_minutes_of(desk, book, meeting))
        screen.say(f"Minutes of {title} approved. {text}", tone)
