"""What can be done in a meeting: the keys, when each works, and what the footer shows of them."""

from __future__ import annotations

from collections.abc import Sequence

from boardtui.meeting.fold.minuting import to_approve
from boardtui.meeting.state.standing_items import standing_item
from boardtui.meeting.state.state import State, open_motions
from boardtui.tui.command import Command
from boardtui.tui.forms.voting_forms import may_dissent
from boardtui.tui.views.next_step import minutes_to_approve, open_actions

HELP = (
    "The line at the top says what to do next and which key does it. Arrows look at an item of the agenda, Enter opens it "
    "for the meeting. n takes a note, m puts a motion, v votes on it, a records an action; x excludes or readmits the "
    "public. Every entry is recorded at once; z undoes the last one. Tab moves between agenda, item and record.\n"
    "N writes notes at the foot of the screen while the meeting goes on. There letters are text; esc gives the keys back to "
    "the meeting and leaves the text where it is, N goes on writing. An empty line records the paragraph, and so does "
    "whatever takes the meeting to another item. Tab completes a name of which you typed the beginning, the initials or, "
    "after @, any part, and writes a phrase for its word."
)
NOTES = (
    Command(
        "docked",
        "N",
        "notes",
        "Write notes at the foot of the meeting, which goes on above; esc gives the keys back to the meeting",
        "The item",
        also=("write notes", "editor", "minutes in the making"),
    ),
    Command(
        "phrases",
        "W",
        "phrases",
        "Phrases of the house, each by a short word; the one chosen is written into the notes",
        "The item",
        footer=False,
        also=("wording", "boilerplate", "exclusion of the public"),
    ),
)
"""The keys of the notes on every screen that has them."""
TABLE = (
    Command("open", "o", "open the meeting", "Open the meeting: it begins with this", "To begin"),
    Command("note", "n", "note", "Take a note on the item that is open, confidential or not", "The item"),
    *NOTES,
    Command(
        "motion",
        "m",
        "motion",
        "Put a motion on the item that is open; M then moves amendments to it",
        "The item",
        also=("amendment", "resolution", "recommendation"),
    ),
    Command(
        "amendment",
        "M",
        "amendment",
        "Move an amendment to the motion that is open",
        "The item",
        footer=False,
        wide=True,
        also=("amend",),
    ),
    Command(
        "en_bloc",
        "B",
        "en bloc",
        "Decide several items together by one motion; any of them can be removed again",
        "The item",
        footer=False,
        wide=True,
        also=("consent agenda",),
    ),
    Command(
        "election",
        "E",
        "election",
        "Choose between candidates: chair, vice chair, facilitator, or one of several options",
        "The item",
        footer=False,
        wide=True,
        also=("ballot", "choice", "candidates"),
    ),
    Command(
        "vote",
        "v",
        "vote",
        "Vote on the motion that is open: by name, by show of hands, by secret ballot, on the voices",
        "The item",
        also=("show of hands", "secret ballot", "ballot papers", "voices", "accept an amendment"),
    ),
    Command(
        "dissent",
        "D",
        "dissent",
        "Note, at a member's request, a vote against a decided motion or an abstention",
        "The item",
        footer=False,
        wide=True,
    ),
    Command(
        "brief",
        "C",
        "brief",
        "The Chair's brief on the item: what is recommended, who may vote, what it takes, who must agree afterwards",
        "The item",
        footer=False,
        wide=True,
        also=("chair's brief", "who may vote", "recommendation"),
    ),
    Command("action", "a", "action", "Record an action: what, who, by when", "The item"),
    Command(
        "question",
        "Q",
        "public question",
        "A question from the public: who asks what, who answers, or that it follows in writing",
        "The item",
        footer=False,
        wide=True,
        also=("questions from the public",),
    ),
    Command(
        "log",
        "A",
        "action log",
        "Go through the open actions: completed, new date or owner, withdrawn",
        "The item",
        footer=False,
        wide=True,
        also=("matters arising", "open actions"),
    ),
    Command(
        "speakers",
        "S",
        "speakers",
        "Who asks to speak, who speaks and for how long; time limits, points of order",
        "The item",
        footer=False,
        wide=True,
        also=("speakers' list", "queue", "point of order", "time limit"),
    ),
    Command("attendance", "t", "attendance", "Attendance; who comes and goes", "People"),
    Command("interests", "i", "interests", "Interests declared, and what they do to the votes", "People"),
    Command("chair", "h", "chair", "Who takes the chair", "People", footer=False, wide=True),
    Command(
        "seat",
        "F",
        "fill seat",
        "Fill a vacant seat, or co-opt somebody to a new one",
        "People",
        footer=False,
        also=("co-option", "vacancy"),
    ),
    Command("guest", "I", "in attendance", "Record someone in attendance who is not a member", "People", footer=False),
    Command("next_item", "right", "next item", "Close this item and open the next one", "Agenda"),
    Command("go", "g,slash", "go to", "Go to any item of the agenda", "Agenda"),
    Command(
        "add",
        "plus",
        "add item",
        "Add an item to the agenda",
        "Agenda",
        footer=False,
        also=("urgent item", "urgent business"),
    ),
    Command("defer", "d", "defer item", "Defer the selected item to another meeting", "Agenda", footer=False),
    Command(
        "kind",
        "Y",
        "kind of item",
        "Say which standing item the one under the cursor is, or that it is an ordinary one",
        "Agenda",
        footer=False,
        also=("standing item", "apologies", "matters arising"),
    ),
    Command("public", "x", "exclude public", "Exclude the public, with the reason; or readmit it", "The meeting"),
    Command("call_off", "K", "call off", "Call the meeting off before it is opened, with the reason", "To begin"),
    Command("close", "c", "close", "Close the meeting, after showing what is still undone", "The meeting"),
    Command(
        "adjourn",
        "p",
        "adjourn",
        "Adjourn the meeting, with the reason; or resume it",
        "The meeting",
        footer=False,
        wide=True,
    ),
    Command(
        "ruling",
        "u",
        "ruling",
        "Record a ruling from the chair that holds for the meeting",
        "The meeting",
        footer=False,
    ),
    Command(
        "approve", "r", "approve minutes", "Approve the minutes of an earlier meeting", "The meeting", footer=False
    ),
    Command(
        "notice",
        "exclamation_mark",
        "notice",
        "When and how notice of this meeting was given",
        "The meeting",
        footer=False,
    ),
    Command(
        "time",
        "at",
        "correct time",
        "Correct the time of something recorded late",
        "The meeting",
        footer=False,
        wide=True,
    ),
    Command(
        "times",
        "number_sign",
        "wrong clock",
        "State the times of entries recorded while the clock of this computer was wrong",
        "The meeting",
        footer=False,
    ),
    Command(
        "put_right",
        "Z",
        "correct",
        "Correct an earlier vote or entry, with everything that depends on it",
        "The meeting",
        footer=False,
        wide=True,
        also=("correct", "mistake"),
    ),
    Command("issues", "s", "issues", "Issues under resolution", "Further", footer=False, wide=True),
    Command(
        "decisions",
        "f",
        "decisions",
        "Decisions awaiting others, and those to be reported here",
        "Further",
        footer=False,
        wide=True,
    ),
    Command("draft", "e", "draft", "Turn the notes into minutes", "Further", footer=False, wide=True),
    Command(
        "room",
        "y",
        "room view",
        "What the room sees, on this display; esc comes back",
        "Further",
        footer=False,
        wide=True,
    ),
    Command("minutes", "w", "minutes", "The minutes as they are now", "Further", footer=False, wide=True),
    Command(
        "papers", "b", "papers", "Write the agenda, the pack or another paper of the meeting", "Further", footer=False
    ),
)
_CALLED_OFF = "the meeting has been opened: adjourn or close it"
_SITTING = ("motion", "amendment", "en_bloc", "election", "vote", "dissent", "next_item", "go", "public")
_BEFORE_ITS_END = (
    "brief",
    "notice",
    "note",
    "docked",
    "phrases",
    "question",
    "speakers",
    "action",
    "adjourn",
    "add",
    "defer",
    "kind",
    "ruling",
    "chair",
    "guest",
    "seat",
    "close",
)
_PHASES = {
    "convened": "the meeting is not open yet, o opens it",
    "adjourned": "the meeting is adjourned, p resumes it",
    "closed": "the meeting is closed",
    "none": "no meeting is convened",
}


def why_not(state: State, action: str) -> str:
    """Why an action does not work now; empty where it does."""
    if action == "open":
        return "" if state.phase == "convened" else "the meeting has been opened before"
    if action == "call_off":
        return "" if state.phase == "convened" else _PHASES.get(state.phase, _CALLED_OFF)
    if action in ("time", "times", "put_right"):
        return _PHASES["none"] if state.phase == "none" else ""
    if action == "approve":
        waits = to_approve(state.minutes_due, state.starts) and state.phase != "closed"
        return "" if waits else "no minutes of an earlier meeting await approval"
    if action == "public" and not state.in_public:
        return "this meeting is not held in public"
    if action == "adjourn" and state.phase == "convened":
        return _PHASES["convened"]
    if action == "amendment" and state.phase == "open":
        return "" if open_motions(state) else "no motion is open"
    if action == "dissent" and state.phase != "closed":
        left = any(may_dissent(motion) for motion in state.motions.values())
        return "" if left else "no decided motion has a vote against or an abstention without a name"
    if action in _SITTING:
        return _PHASES.get(state.phase, "")
    over = action in _BEFORE_ITS_END and state.phase in ("closed", "none")
    return _PHASES[state.phase] if over else ""


def as_they_stand(state: State, commands: Sequence[Command], *, afterwards: bool) -> list[Command]:
    """The commands with the words and the footer that fit the meeting at this moment; ``afterwards`` or now."""
    labels = {"public": "readmit public"} if state.excluded else {}
    footer = {"closed": "minutes", "adjourned": "adjourn"}.get(state.phase)
    if state.phase == "adjourned":
        labels["adjourn"] = "resume"
    shown = {footer, "amendment"} if open_motions(state) and not afterwards else {footer}
    shown |= {"log"} if open_actions(state) and _at(state, "actions", "minutes") else set()
    shown |= {"speakers"} if state.phase == "open" and not afterwards else set()
    shown |= {"question"} if _at(state, "questions") else set()
    shown |= {"approve"} if minutes_to_approve(state) else set()
    less = {"motion"} if open_motions(state) else {"vote"}  # where one is open, the footer has room for its amendment
    less |= {"go"} if "speakers" in shown or afterwards else set()  # Enter on the agenda goes there, too
    less |= {"go", "interests"} if shown & {"question", "log", "approve"} else set()
    return [
        command._replace(
            label=labels.get(command.action, command.label),
            footer=(command.footer or command.action in shown) and command.action not in less,
            wide=command.wide or command.action in less,
        )
        for command in commands
    ]


def _at(state: State, *kinds: str) -> bool:
    """Whether the meeting is on one of those standing items."""
    item = state.items.get(state.current or "")
    return item is not None and standing_item(item.agenda) in kinds
