"""The keys of the vote screen, which of them make sense when, and what the screen says of itself."""

from __future__ import annotations

from boardtui.meeting.followup.awaiting import is_decision
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.ballot import counting_of, is_tie_for_chair, tally_of
from boardtui.tui.command import Command
from boardtui.tui.deciding import referred_to
from boardtui.tui.forms.voting_forms import COUNTED, is_counted, may_dissent

VOTE_HELP = (
    "Type the number of a seat and it is highlighted; type more numbers and those are highlighted too. Then f, g, h or "
    "j records that vote for every highlighted seat and for no other, and the cursor moves to the next seat that has not "
    "voted. A seat that shows for… with dots is still being saved. r: everyone who has not voted votes for. So with three "
    "against and one abstaining: the three numbers and g, the one number and h, then r. z undoes the last entry. d shows "
    "the figures, Enter declares."
)
VOTE_KEYS = (
    Command("seat", "0", "seat", "Type a seat's number to highlight it; several numbers highlight several", "Votes"),
    Command("vote_for", "f", "for", "The highlighted seats vote for", "Votes"),
    Command("vote_against", "g", "against", "The highlighted seats vote against", "Votes"),
    Command("vote_abstain", "h", "abstain", "The highlighted seats abstain", "Votes"),
    Command("vote_not", "j", "no vote", "The highlighted seats do not vote", "Votes"),
    Command("rest", "r", "others for", "Everyone who has not voted votes for", "Votes"),
    Command("carrier", "a", "same person", "Highlight every vote that the same person casts", "Votes"),
    Command("find", "slash", "find", "Find a seat by letters of its name", "Votes"),
    Command(
        "hands",
        "l",
        "hands",
        "Record a show of hands: totals for, against and abstaining, no names",
        "Votes",
        also=("show of hands", "count without names"),
    ),
    Command(
        "ballot",
        "L",
        "secret ballot",
        "Record a secret ballot: papers given out, in the box and spoilt, for, against and abstaining, no names",
        "Votes",
        footer=False,
        wide=True,
        also=("count a ballot", "spoilt papers", "reconcile"),
    ),
    Command(
        "ballots",
        "P",
        "ballot papers",
        "Write the ballot papers to print, and the tellers' sheet",
        "Votes",
        footer=False,
        also=("print",),
    ),
    Command(
        "voices",
        "V",
        "voices",
        "Record what the Chair declares on the voices: carried or not carried, nothing counted",
        "Votes",
        footer=False,
        wide=True,
        also=("acclamation",),
    ),
    Command("dissent", "D", "dissent", "Note, at a member's request, a vote against or an abstention", "Result"),
    Command(
        "put_right",
        "Z",
        "correct",
        "Correct votes on this decided motion, with everything that depends on them",
        "Result",
    ),
    Command("consensus", "c", "consensus", "Declare that consensus is reached: nobody objects", "Result"),
    Command("objections", "o", "objections", "Name who objects or stands aside, with the reasons", "Result"),
    Command("declare", "d", "declare", "Show the arithmetic with its clause; Enter declares it", "Result"),
    Command("again", "y", "further motion", "Put a further motion that follows this one", "Result"),
    Command("refer", "b", "refer", "Refer the matter where there was no consensus", "Result"),
    Command("readings", "s", "readings", "What other readings of the clause give; the Chair rules", "Result"),
    Command(
        "vote",
        "v",
        "vote",
        "Go to the vote on the motion that is decided next",
        "Result",
        footer=False,
        also=("next motion",),
    ),
    Command("takes", "T", "needed", "Who is still out, how many are needed, who could make it", "Result"),
    Command("casting", "t", "casting vote", "The Chair's casting vote on a tie", "Result", footer=False, wide=True),
    Command(
        "ruling",
        "u",
        "ruling",
        "The chair rules on this motion: base, footnote, deputies …",
        "Motion",
        footer=False,
        wide=True,
    ),
    Command("narrow", "n", "narrow", "Narrow the partners affected", "Motion", footer=False, wide=True),
    Command(
        "subject",
        "k",
        "ratification",
        "Make it subject to ratification by partners' boards",
        "Motion",
        footer=False,
        wide=True,
    ),
    Command(
        "condition",
        "R",
        "condition",
        "Enter what the decision is subject to: a deliverable, by whom and by when",
        "Result",
        also=("subject to", "deliverable"),
    ),
    Command(
        "support",
        "U",
        "support",
        "Enter the support or intervention that the decision agrees for a partner, and its review date",
        "Result",
        footer=False,
        wide=True,
        also=("intervention", "recovery"),
    ),
    Command(
        "consult",
        "p",
        "consultation",
        "Flag it for statutory consultation, or say what is known",
        "Motion",
        footer=False,
        wide=True,
    ),
    Command(
        "amendment",
        "M",
        "amendment",
        "Move an amendment to this motion",
        "Motion",
        footer=False,
        wide=True,
        also=("amend",),
    ),
    Command("take_out", "minus", "remove", "Remove an item from what is decided en bloc", "Motion", also=("en bloc",)),
    Command(
        "accept",
        "A",
        "accepted",
        "The mover of the motion accepts this amendment; who that is, is asked where nobody was named",
        "Motion",
        also=("accept", "amendment taken in", "friendly amendment"),
    ),
    Command("withdraw", "x", "withdraw", "Withdraw the motion", "Motion", footer=False, wide=True),
    Command("eligible", "e", "eligibility", "Why the seat may vote, and others not", "Motion", footer=False, wide=True),
    Command(
        "motion",
        "m",
        "motion",
        "Read the whole motion, its rule and the rulings on it",
        "Motion",
        footer=False,
        wide=True,
    ),
)
_SIDE = ("rest", "takes", "ruling")
# by consensus nobody votes: what the keys are called there, and what they do
_IN_CONSENSUS = {
    "vote_for": ("agrees", "The highlighted seats agree"),
    "vote_against": ("objects", "The highlighted seats object"),
    "vote_abstain": ("stands aside", "The highlighted seats stand aside"),
    "vote_not": ("no part", "The highlighted seats take no part"),
    "rest": ("others agree", "Everyone who has not been heard agrees"),
    "takes": ("so far", "Who objects or stands aside so far, and who is still to be asked where all must agree"),
}
_CAST = ("vote_for", "vote_against", "vote_abstain", "vote_not", "rest", "takes")


def vote_commands(state: State, motion: Motion | None) -> list[Command]:
    """What makes sense with the motion as it stands; by consensus the footer leaves out what is for counting.

    At a tie it leaves out casting votes, and has the casting vote of the Chair, which the screen then names.
    """
    commands = [command for command in VOTE_KEYS if motion is not None and _makes_sense(state, motion, command.action)]
    if motion is not None and counting_of(state, motion).method == "consensus":
        commands = [_of_consensus(command) for command in commands]
    elif motion is not None and is_tie_for_chair(state, motion, motion.tally or tally_of(state, motion)):
        commands = [
            command._replace(footer=command.action == "casting" or (command.footer and command.action not in _CAST))
            for command in commands
        ]
    return commands


def _of_consensus(command: Command) -> Command:
    label, words = _IN_CONSENSUS.get(command.action, (command.label, command.help))
    return command._replace(label=label, help=words, footer=command.footer and command.action not in _SIDE)


def _makes_sense(state: State, motion: Motion, action: str) -> bool:
    if motion.status != "open":
        after = is_decision(motion) and action in ("subject", "consult", "condition", "support")
        return (
            after
            or action in ("again", "eligible", "motion")
            or (action == "put_right" and bool(motion.votes))
            or (action == "dissent" and bool(may_dissent(motion)))
            or (action == "refer" and bool(referred_to(state, motion)))
        )
    if action in ("consensus", "objections"):
        return counting_of(state, motion).method == "consensus"
    if action == "carrier":
        return motion.electorate.unit == "partner"
    if action in COUNTED:
        return is_counted(state, motion, COUNTED[action])
    if action == "ballots":
        return is_counted(state, motion, "secret_ballot")
    if action == "accept":
        return motion.amends in state.motions
    if action == "take_out":
        return bool(motion.covers)
    return action not in ("again", "refer", "dissent", "put_right", "condition", "support")
