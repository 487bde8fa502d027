"""What can be done on the attendance screen: its keys and its help."""

from __future__ import annotations

from boardtui.tui.command import Command

HELP = (
    "Everybody starts as present. Mark those who are not, then press Enter: type a seat number (1 then 4: seat 14), then "
    "y apologies, a absent, r remote, d a deputy. From then on each key records at once, with the time: p present, l left, "
    "y apologies, r in person or remote, d deputy. o takes attendance again, as after an adjournment: p present, l left. "
    "i imports who attends from a report of Teams or Zoom, or the answers to an invitation from Outlook. "
    "@ corrects the time of an arrival or departure recorded late. v records a proxy for an absent member, for the whole "
    "meeting or for one item, where the terms of reference allow proxies; v again revokes it. A proxy ends when the member "
    "or a deputy comes, and is suspended while its holder is away."
)
TABLE = (
    Command(
        "enter", "enter", "record", "Record everyone; after that: what can be recorded for this member", "Attendance"
    ),
    Command("present", "p", "present", "Present in person", "Members"),
    Command("left", "l", "left", "Left the meeting, with the time and, if you wish, the reason", "Members"),
    Command("absent", "a", "absent", "Mark absent, without apologies, before attendance is recorded", "Attendance"),
    Command("apologies", "y", "apologies", "Sent apologies", "Members"),
    Command("remote", "r", "remote", "Attends remotely (again: in person)", "Members"),
    Command("deputy", "d", "deputy", "A deputy comes in the member's place", "Members"),
    Command(
        "time",
        "at",
        "correct time",
        "Correct the time of an arrival or departure recorded late",
        "Members",
        footer=False,
        wide=True,
    ),
    Command("proxy", "v", "proxy", "Record a proxy for an absent member (again: revoke it)", "Members"),
    Command("guest", "I", "in attendance", "Record someone in attendance who is not a member", "Others"),
    Command(
        "seat",
        "F",
        "fill seat",
        "Fill a vacant seat, or co-opt somebody to a new one",
        "Others",
        footer=False,
        wide=True,
        also=("co-option", "vacancy"),
    ),
    Command("chair", "h", "chair", "Who takes the chair", "Members"),
    Command(
        "take_in",
        "i",
        "import",
        "Import who attends from a report of Teams, Zoom or Outlook, shown first",
        "Roll",
        footer=False,
    ),
    Command("find", "slash", "find", "Find a member by name or seat", "Members"),
    Command("again", "o", "again", "Take attendance again, as after an adjournment: who has come and gone", "Roll"),
)
