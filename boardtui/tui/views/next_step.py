"""Says what is to be done next in the meeting, as the most visible line of the screen."""

from __future__ import annotations

from boardtui.charter.words import counted, started, stopped
from boardtui.meeting.fold.amending import decided_en_bloc, next_to_decide
from boardtui.meeting.fold.election_words import matter_of
from boardtui.meeting.fold.interest_register import registered_label, unhandled
from boardtui.meeting.fold.minuting import to_approve
from boardtui.meeting.followup.actions import agreed_before
from boardtui.meeting.state.standing_items import standing_item
from boardtui.meeting.state.state import Item, State, attendance_recorded, is_undecided, open_motions
from boardtui.meeting.voting.ballot import need_of
from boardtui.meeting.voting.quorum import QuorumStatus, lost_on, warning
from boardtui.tui.safe import Line, Span, line


def next_step(state: State, true: State, there: QuorumStatus) -> Line:
    """One sentence with the keys that do it; what can embarrass comes first.

    Args:
        state: what may be told of the meeting.
        true: the meeting as it is, by which the quorum counts and the public is warned of.
        there: the quorum, in figures that may be told.
    """
    if state.phase == "convened":
        return _before(state)
    if state.phase == "adjourned":
        reason = state.adjournments[-1][1] if state.adjournments else ""
        return line(Span("ADJOURNED", "warn"), f": {stopped(reason)} ", *_key("p"), "resumes the meeting.")
    if state.phase == "closed":
        return line(
            Span("The meeting is closed.", "good"), " ", *_key("w"), "shows the minutes, ", *_key("esc"), "leaves."
        )
    if state.phase == "none":
        return line("No meeting has been convened; ", *_key("esc"), "goes back.")
    return line(*_to_do(state, true, there), *_hanging(true))


def _to_do(state: State, true: State, there: QuorumStatus) -> Line:
    urgent = _exposed(true) or _roll(state) or _quorum(there)
    return urgent or _interests(state) or _motion(state) or _item(state, true)


def next_item(state: State) -> str | None:
    """The item that comes after the one that is open, or was closed last, and still waits; else the first that waits."""
    keys = list(state.items)
    closed = [(item.closed_at or "", keys.index(key)) for key, item in state.items.items() if item.status == "done"]
    start = 1 + (keys.index(state.current) if state.current in state.items else max(closed, default=("", -1))[1])
    decided = decided_en_bloc(state)
    for key in (*keys[start:], *keys[:start]):
        if state.items[key].status == "waiting" and key not in decided:
            return key
    return None


def belongs_in_public(state: State, key: str) -> bool:
    """Whether the public that is excluded is to be back for an item: it is public, and the resolution does not name it."""
    return state.excluded and not state.items[key].agenda.confidential and key not in state.excluded_for


def ends_private_session(state: State) -> bool:
    """Whether the item that is open is the last one before the public is readmitted, and nothing on it is undecided."""
    following = next_item(state)
    if state.current not in state.items or following is None or is_undecided(state, state.current):
        return False
    return state.excluded and not belongs_in_public(state, state.current) and belongs_in_public(state, following)


def named(item: Item) -> str:
    """Number and title of an item in a sentence."""
    return f"{item.agenda.number} {item.agenda.title}".strip()


def _interests(state: State) -> Line:
    """Interests from the register that this meeting has still to deal with; on the item that is open, by name."""
    waiting = unhandled(state)
    if not waiting:
        return ()
    here = [registered_label(state, unhandled.interest) for unhandled in waiting if state.current in unhandled.items]
    if here:
        more = f" and {len(here) - 1} more" if len(here) > 1 else ""
        return line(
            Span("● REGISTERED INTEREST ON THIS ITEM: ", "bad"), f"{here[0]}{more}. ", *_key("i"), "handles it."
        )
    if open_motions(state):
        return ()
    many = counted(len(waiting), "registered interest is", "registered interests are")
    them = "it" if len(waiting) == 1 else "them"
    return line(Span(f"{many} to be handled: ", "warn"), *_key("i"), f"handles {them}, ", *_key("→"), "next item.")


def _before(state: State) -> Line:
    waiting = unhandled(state)
    if waiting and state.present:
        many, them = counted(len(waiting), "registered interest"), "it" if len(waiting) == 1 else "them"
        return line(
            Span(f"{many} to handle: ", "warn"), *_key("i"), f"handles {them}, ", *_key("o"), "opens the meeting."
        )
    if not state.present:
        return line(Span("Not yet open. ", "warn"), *_key("t"), "takes attendance, ", *_key("o"), "opens the meeting.")
    if state.chair is None:
        return line(
            Span("Nobody is in the chair. ", "warn"), *_key("h"), "names the chair, ", *_key("o"), "opens the meeting."
        )
    return line(Span("Attendance is taken. ", "good"), *_key("o"), "opens the meeting.")


def _exposed(state: State) -> Line:
    """The public hears what is confidential, or is kept out of what is not."""
    item = state.items.get(state.current or "")
    if item is None or not state.in_public:
        return ()
    if item.agenda.confidential and not state.excluded:
        warning = Span("● THE PUBLIC IS STILL IN THE ROOM ", "bad")
        return line(warning, "on a confidential item. ", *_key("x"), "excludes it.")
    if belongs_in_public(state, item.agenda.item):
        warning = Span("The public is excluded, and this item is public. ", "warn")
        following = state.items.get(next_item(state) or "")
        if following is not None and following.agenda.confidential:
            return line(warning, *_key("→"), f"opens {named(following)}.")
        return line(warning, *_key("x"), "readmits the public.")
    return ()


def _quorum(there: QuorumStatus) -> Line:
    if there.met is False:
        return line(
            Span("● NOT QUORATE: ", "bad"), f"{there.words}. ", *_key("t"), "attendance, ", *_key("p"), "adjourns."
        )
    return ()


def _hanging(state: State) -> Line:
    """That the quorum is about to be lost, behind what is to be done."""
    text = warning(state)
    return line("  ", Span(f"● {text[:1].upper()}{text[1:]}.", "warn")) if text else ()


def _roll(state: State) -> Line:
    if state.present:
        return ()
    known = "Nobody is present" if attendance_recorded(state) else "Attendance is not yet recorded"
    nobody = line(Span(f"● {known}: ", "bad"), *_key("t"), "takes attendance")
    following = next_item(state)
    return line(*nobody, ", ", *_key("→"), f"opens {named(state.items[following])}") if following else nobody


def _motion(state: State) -> Line:
    motions = next_to_decide(state)
    choice = next((choice for choice in state.choices.values() if choice.status == "open"), None)
    if choice is not None and not motions:
        return line(Span(started(matter_of(choice)), "accent"), " is before the meeting. ", *_key("E"), "continues it.")
    if not motions:
        return ()
    amended = state.motions.get(motions[0].amends or "")
    if amended is not None:
        number = Span(f"Amendment {motions[0].number} to motion {amended.number}", "accent")
        return line(number, " is decided first. ", *_key("v"), "takes the vote.")
    number = Span(f"Motion {motions[0].number}", "accent")
    as_amended = " as amended" if motions[0].put_as else ""
    more = f" (and {len(motions) - 1} more)" if len(motions) > 1 else ""
    if motions[0].votes and not need_of(state, motions[0]).out:
        said = f"{as_amended}: everybody has voted{more}. "
        return line(number, said, *_key("v"), "and then ", *_key("d"), "declare the result.")
    return line(number, f"{as_amended} is before the meeting{more}. ", *_key("v"), "takes the vote.")


def _to_report(state: State) -> Line:
    """What was decided since the last meeting and is not yet put to this one; it must not be forgotten."""
    due = sum(decision.report == "due" for decision in state.decisions.values())
    what = "decision" if due == 1 else "decisions"
    return (
        line(Span(f"{due} {what} taken since the last meeting to report: ", "warn"), *_key("f"), "shows. ")
        if due
        else ()
    )


def open_actions(state: State) -> int:
    """How many actions there are to go through on the item that is open: none unless it is for matters arising."""
    if _standing(state) != "actions":
        return 0
    return sum(action.status == "open" for action in agreed_before(state, state.actions.values()))


def minutes_to_approve(state: State) -> bool:
    """Whether minutes await approval on the item that is open: only where it is the one for them."""
    return bool(to_approve(state.minutes_due, state.starts)) and _standing(state) == "minutes"


def _standing(state: State) -> str:
    """Which standing item is open; empty where it is none."""
    item = state.items.get(state.current or "")
    return standing_item(item.agenda) if item is not None else ""


def _standing_step(state: State) -> Line:
    """What the standing item that is open is for, with its key."""
    if minutes_to_approve(state):
        return line(*_key("r"), "approves the minutes.   ")
    if _standing(state) == "questions":
        return line(*_key("Q"), "records a question.   ")
    count = open_actions(state)
    what = "the open action" if count == 1 else f"the {count} open actions"
    return line(*_key("A"), f"goes through {what}.   ") if count else ()


def _item(state: State, true: State) -> Line:
    following = next_item(state)
    current = state.items.get(state.current or "")
    lost = lost_on(true, following) if following is not None else ""
    if following is not None and lost:
        return line(Span("● Next ", "bad"), *_key("→"), f"{named(state.items[following])}: ", Span(f"{lost}.", "bad"))
    if ends_private_session(state):
        return line(*_key("→"), "closes this item, then ", *_key("x"), "readmits the public.   ", *_to_report(state))
    if current is not None and following is not None:
        return line(
            *_standing_step(state), "Next: ", *_key("→"), named(state.items[following]), "   ", *_to_report(state)
        )
    if following is not None and belongs_in_public(state, following):
        return line(
            Span("No item is open. ", "warn"), *_key("x"), f"readmits the public for {named(state.items[following])}."
        )
    if following is not None:
        opens = f"opens {named(state.items[following])}"
        return line(Span("No item is open. ", "warn"), *_key("→"), opens, "   ", *_to_report(state))
    if current is not None and _to_report(state):
        return _to_report(state)
    if current is not None:
        is_last = list(state.items)[-1] == state.current
        which = "This is the last item. " if is_last else "Every other item is closed or decided. "
        if is_undecided(true, state.current):
            undecided = Span("A motion on it is not decided. ", "warn")
            return line(which, undecided, *_key("x"), "excludes the public, ", *_key("*"), "shows it.")
        return line(*_standing_step(state), which, *_key("→"), "closes it, ", *_key("c"), "closes the meeting.")
    if true.current not in (None, state.current) or next_item(true) is not None:
        return line("All public items are closed. ", *_key("x"), "excludes the public, ", *_key("*"), "shows the rest.")
    return _to_report(state) or line(Span("All items are closed. ", "good"), *_key("c"), "closes the meeting.")


def _key(key: str) -> tuple[Span, Span]:
    return Span(key, "key"), Span(" ")
