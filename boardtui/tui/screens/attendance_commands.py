"""What can be done on the attendance screen: its keys and its help."""

from __future__ import annotations

from boardtui.tui.command import Command

HELP = (
    "Before anybody is recorded this is the roll: everybody is marked present, and you mark who is not. The digits of a "
    "seat go to it (1 then 4: seat 14), a marks absent, y apologies, r remote, d a deputy; Enter records the whole roll. "
    "o takes it again from how everybody stands, as after an adjournment: p marks who has come since, a who has gone. "
    "i imports who attends from a report of Teams or Zoom, or the answers to an invitation from Outlook. "
    "After that each key records at once, with the time: p present, l left, y apologies, r in person or remote, d deputy. "
    "@ says when somebody came or went, where that was recorded only later. v leaves the vote of a member who is away to "
    "somebody who is there, for the whole meeting or for one item, where the terms of reference allow proxies; v again "
    "revokes it. A proxy ends when the member or a deputy comes, and rests while its holder is away."
)
TABLE = (
    Command("enter", "enter", "record", "Record the roll; after that: what can be recorded for this member", "Roll"),
    Command("present", "p", "present", "Present in the room", "Members"),
    Command("left", "l", "left", "Left the meeting, with the time and, if you wish, the reason", "Members"),
    Command("absent", "a", "absent", "Mark absent, without apologies, on a roll that is not yet recorded", "Roll"),
    Command("apologies", "y", "apologies", "Sent apologies", "Members"),
    Command("remote", "r", "remote", "Takes part remotely; once more: in the room", "Members"),
    Command("deputy", "d", "deputy", "A deputy comes in the member's place", "Members"),
    Command(
        "time", "at", "time", "When the member came or went, where that was recorded only later", "Members", False, True
    ),
    Command("proxy", "v", "proxy", "Somebody votes for a member who is away; once more: revoke it", "Members"),
    Command("guest", "g", "in attendance", "Somebody attends who is no member", "Others"),
    Command(
        "seat",
        "F",
        "fill seat",
        "Fill a vacant seat, or co-opt somebody to a new one",
        "Others",
        False,
        True,
        ("co-option", "vacancy"),
    ),
    Command("chair", "h", "chair", "Who takes the chair", "Members"),
    Command(
        "take_in",
        "i",
        "take in",
        "Import who attends from a report of Teams, Zoom or Outlook, shown first",
        "Roll",
        False,
    ),
    Command("find", "slash", "find", "Find a member by name or seat", "Members"),
    Command("again", "o", "roll again", "Take the roll again, as after an adjournment: who has come and gone", "Roll"),
)
