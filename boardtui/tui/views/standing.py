"""Words about a vote to read: what it takes, why somebody may vote or not, and the motion in full."""

from __future__ import annotations

from collections.abc import Sequence

from boardtui.charter.rule import Counting
from boardtui.charter.words import started, what_it_asks
from boardtui.meeting.counting.electorate import Electorate, kept_from
from boardtui.meeting.counting.needed import acting, idle
from boardtui.meeting.entries import RulingMade
from boardtui.meeting.fold.evidence import evidence_words
from boardtui.meeting.state.check import outcome_words
from boardtui.meeting.state.labels import acting_label, partner_label, voter_label
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.ballot import counting_of, need_of, rule_of, tally_of, what_follows
from boardtui.meeting.voting.rulings import that_hold
from boardtui.meeting.words.awaiting_words import motion_follow_up
from boardtui.meeting.words.reasons import reasons_words
from boardtui.meeting.words.rewording import marked
from boardtui.meeting.words.ruling_words import ruling_sentence
from boardtui.meeting.words.value_words import CHOICE
from boardtui.tui.safe import Span, span
from boardtui.tui.views.seats import Seat, aside, carried_words, choice_words
from boardtui.tui.views.vote import precondition_missing, verdict

Text = list[Span | str]


def takes_text(state: State, motion: Motion, seats: Sequence[Seat]) -> Text:
    """What it still takes, who is still out, and who could make it."""
    need = need_of(state, motion)
    labels = {seat.key: f"{seat.number} {seat.name}" for seat in seats}
    text: Text = [span(need.words, "strong"), ""]
    counting = counting_of(state, motion)
    if counting.method == "consensus":
        return text + _asked_so_far(seats, need.out if counting.consensus == "unanimous" else ())
    if need.possible and need.more and need.out:
        if need.more == len(need.out):
            text.append("It can be carried only if all of these vote for:")
        else:
            text.append(f"Any {need.more} of these {len(need.out)} would be enough:")
    elif need.out:
        text.append("Still to vote:")
    text += [f"  {labels.get(key, key)}" for key in need.out]
    several: dict[tuple[str, ...], int] = {}
    for seat in seats:
        if seat.by and seat.key in need.out:
            several[seat.by] = several.get(seat.by, 0) + 1
    text += [" ".join(carried_words(state, by, count)) + " of these." for by, count in several.items() if count > 1]
    changeable = [seat for seat in seats if seat.choice is not None and seat.choice != "for"]
    if changeable:
        text += ["", "Until the result is declared a vote may be changed. Not for so far:"]
        text += [f"  {labels[seat.key]}: {CHOICE[seat.choice or 'not_voting']}" for seat in changeable]
    return text


def _asked_so_far(seats: Sequence[Seat], out: Sequence[str]) -> Text:
    """By consensus: who has not agreed, and who is still to be asked, where agreement is asked of all."""
    labels = {seat.key: f"{seat.number} {seat.name}" for seat in seats}
    text: Text = ["Still to be asked:", *(f"  {labels.get(key, key)}" for key in out)] if out else []
    words = choice_words(consensus=True)
    others = [seat for seat in seats if seat.choice not in (None, "for")]
    if others:
        text += [""] if text else []
        text += ["Recorded so far, and may be changed until the result is declared:"]
        text += [f"  {labels[seat.key]}: {words[seat.choice][0]}" for seat in others]
    return text


def _represented(state: State, who: Electorate, partner: str) -> list[str]:
    """Who may cast the vote of a partner, and who represents it and may not at this moment, each with the reason."""
    everybody = who.represents[partner]
    if not everybody or who.partners[partner].right == "not_eligible":
        return [
            f"Represented by {', '.join(acting_label(state, member) for member in everybody) or 'nobody on this body'}."
        ]
    rights = {member: who.standing[member].right for member in everybody}
    acts = [acting_label(state, member) for member, right in rights.items() if right == "may_vote"]
    words = {"withdrawn": kept_from(who.counting), "absent": "absent", "not_eligible": "not eligible"}
    others = [
        f"{acting_label(state, member)} ({idle(who.counting) if member in state.present and right == 'absent' else words[right]})"
        for member, right in rights.items()
        if right != "may_vote"
    ]
    does_not = "Does not take part" if who.counting.method == "consensus" else "Does not vote"
    text = [f"Represented by {', '.join(acts)}."] if acts else [f"Represented by nobody who {acting(who.counting)}."]
    return text + ([f"{does_not} for it: {', '.join(others)}."] if others else [])


def eligibility_text(state: State, motion: Motion, key: str) -> Text:
    """Why the one under the cursor may vote, and everybody else with the reason."""
    who = motion.electorate
    standing = who.standing if who.unit == "member" else who.partners
    text: Text = []
    if key in standing:
        text += [
            span(voter_label(state, motion, key), "strong"),
            f"{_right(who.counting, standing[key].right)}: {standing[key].why}.",
        ]
        partners = state.members[key].partners if key in state.members and who.unit == "member" else ()
        if partners:
            text.append("Represents " + ", ".join(partner_label(state, partner) for partner in partners) + ".")
        if who.unit == "partner":
            text += _represented(state, who, key)
        text.append("")
    for group in aside(state, motion):
        reason = f": {group.why}" if group.why else ""
        text.append(span(f"{group.title} ({len(group.names)}){reason}", "strong"))
        text += [f"  {name}" for name in group.names]
    why: dict[str, list[str]] = {}
    for voter in who.voters:
        if voter in who.may_vote:
            why.setdefault(standing[voter].why, []).append(voter_label(state, motion, voter))
    for reason, names in why.items():
        text += [span(f"{acting(who.counting)} ({len(names)}): {reason}", "strong"), *(f"  {name}" for name in names)]
    return text


def motion_text(state: State, motion: Motion) -> Text:
    """The motion in full: its words, its rule, what follows, what was ruled on it."""
    rule = rule_of(state, motion)
    text: Text = [motion.text, ""]
    text += _other_words(state, motion)
    if motion.covers:
        items = [state.items[key] for key in (motion.item, *motion.covers) if key in state.items]
        text += [
            span("Decided en bloc:", "strong"),
            *(f"{item.agenda.number} {item.agenda.title}" for item in items),
            "",
        ]
    text += [*reasons_words(motion), *([""] if any(reasons_words(motion)) else [])]
    text.append(span(f"{rule.clause} · {rule.title}", "strong"))
    text.append(f"Asks for {what_it_asks(counting_of(state, motion))}.")
    if rule.note:
        text.append(rule.note)
    if rule.precondition:
        missing = precondition_missing(state, motion)
        asked_for = f" (for {rule.condition_for})" if rule.condition_for else ""
        lacking = " No evidence is given yet." if missing else ""
        text += ["", span(f"Condition of the rule{asked_for}: {rule.precondition}{lacking}", "dim")]
        text += [started(evidence_words(state, given, given.by)) for given in motion.evidence]
    ends = (
        ("When agreed", "Where there is no consensus")
        if rule.method == "consensus"
        else ("When carried", "When not carried")
    )
    for words, carried in zip(ends, (True, False), strict=True):
        if follows := what_follows(rule, motion, carried=carried):
            text += ["", span(f"{words}: {follows}", "dim")]
    text += ["", *motion_follow_up(state, motion)] if motion_follow_up(state, motion) else []
    text += ["", verdict(state, motion, motion.tally or tally_of(state, motion))]
    ruled = that_hold(state, motion.key)
    if ruled:
        text += ["", span("Rulings", "strong")]
        text += [
            started(
                ruling_sentence(
                    state, RulingMade(made.motion, made.setting, made.value, made.text, made.by, made.in_private)
                )
            )
            for made in ruled
        ]
    rounds = [
        put_motion
        for put_motion in state.motions.values()
        if put_motion.follows == motion.key or put_motion.key == motion.follows
    ]
    text += [f"Further motion: motion {motion.number}, {outcome_words(state, motion)}." for motion in rounds]
    if motion.objections:
        text += ["", span("Objections", "strong")]
        for objection in motion.objections:
            text.append(
                voter_label(state, motion, objection.member) + (f": {objection.reason}" if objection.reason else "")
            )
    return text


def _other_words(state: State, motion: Motion) -> Text:
    """What the motion would read with this amendment, or what it was put as before it was amended."""
    text: Text = []
    if motion.as_amended is not None:
        amended = state.motions.get(motion.amends or "")
        text += [span("With this amendment the motion would read:", "strong"), motion.as_amended, ""]
        if amended is not None and motion.status == "open":
            text += [
                span("The changes to it:", "strong"),
                marked(amended.as_amended or amended.text, motion.as_amended),
                "",
            ]
    elif motion.put_as:
        text += [span("It was put in these words:", "strong"), motion.put_as, ""]
    return text


def _right(counting: Counting, right: str) -> str:
    words_by_right = {
        "may_vote": started(acting(counting)),
        "not_eligible": "Not eligible",
        "withdrawn": started(kept_from(counting)),
        "absent": "Absent",
    }
    return words_by_right[right]
