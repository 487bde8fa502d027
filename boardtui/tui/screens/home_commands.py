"""The keys of Home, and what it says of itself."""

from __future__ import annotations

from boardtui.tui.command import Command

HOME_HELP = (
    "Everything starts here. Enter on a coming meeting convenes it: the agenda, members and rules are copied into "
    "the minute book. Enter on a running meeting continues it. Enter on a past meeting replays it. Below the "
    "meetings are open actions, open issues and minutes awaiting approval."
)
HOME_KEYS = (
    Command(
        "open",
        "enter,o",
        "open",
        "Convene, continue or replay the selected meeting",
        "Meetings",
        also=("start the meeting", "begin", "go on with the meeting"),
    ),
    Command(
        "new_meeting",
        "m",
        "new meeting",
        "Plan another meeting: the setup opens and asks for it",
        "Meetings",
        footer=False,
        wide=True,
        also=("add meeting", "plan a meeting", "schedule a meeting"),
    ),
    Command(
        "call_off",
        "K",
        "call off",
        "Call off a meeting that is planned, or convened and not yet opened",
        "Meetings",
        footer=False,
        also=("cancel a meeting", "postpone", "delete a meeting"),
    ),
    Command("replay", "r", "replay", "Go through a past meeting entry by entry", "Meetings", footer=False),
    Command("minutes", "w", "minutes", "Read the minutes of the selected meeting", "Meetings", also=("draft minutes",)),
    Command(
        "whatif",
        "v",
        "what if",
        "Which decisions could be carried with the members expected",
        "Meetings",
        also=("forecast", "quorum"),
    ),
    Command(
        "notice",
        "exclamation_mark",
        "notice",
        "Record that notice of the selected meeting was given",
        "Meetings",
    ),
    Command(
        "papers",
        "b",
        "papers",
        "Write the agenda, the pack or another paper of the meeting",
        "Meetings",
        also=("print", "export", "publish", "seat cards"),
    ),
    Command(
        "plan",
        "p",
        "plan",
        "Meetings and dates of the next twelve months: planned, due, overdue",
        "Between meetings",
        also=("calendar", "forward plan", "deadlines"),
    ),
    Command(
        "actions",
        "a",
        "actions",
        "All open actions, overdue first",
        "Between meetings",
        also=("action log", "tasks", "matters arising"),
    ),
    Command(
        "issues",
        "s",
        "issues",
        "Issues under resolution",
        "Between meetings",
        also=("disputes", "raise an issue", "receive an issue"),
    ),
    Command(
        "decisions",
        "f",
        "decisions",
        "Decisions awaiting ratification, approval or signature",
        "Between meetings",
        also=("written decision", "urgent decision", "answers of partners"),
    ),
    Command(
        "interests",
        "i",
        "interests",
        "The register of interests",
        "Between meetings",
        also=("conflicts of interest", "declarations"),
    ),
    Command(
        "register",
        "e",
        "setup",
        "Partners, members, subjects, rules, meetings and agendas",
        "Between meetings",
        also=("agenda", "add agenda item", "add member", "new member", "change a meeting", "terms of reference"),
    ),
    Command(
        "search",
        "slash",
        "find",
        "Decisions, notes, actions and issues of all years, by words",
        "Between meetings",
        also=("search",),
    ),
    Command(
        "year",
        "y",
        "year",
        "A body's year at a glance: attendance, decisions, actions",
        "Between meetings",
        also=("annual report", "statistics"),
    ),
    Command(
        "settings",
        "comma",
        "settings",
        "Who records, theme, formats, backup folder",
        "Program",
        footer=False,
        also=("options", "preferences", "house style"),
    ),
    Command("quit", "q", "quit", "Leave the program", "Program", also=("exit",)),
)
