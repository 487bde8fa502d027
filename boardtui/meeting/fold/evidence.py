"""Conditions of a rule: what is put forward for them, and whether anything is. Nothing here says that they are met."""

from __future__ import annotations

from msgspec.structs import replace

from boardtui.charter.rule import Rule
from boardtui.charter.words import bare
from boardtui.meeting.entries import Evidence, EvidenceGiven
from boardtui.meeting.followup.stages import check_open, on_record
from boardtui.meeting.state.check import known, require
from boardtui.meeting.state.kind import Kind
from boardtui.meeting.state.labels import body_title, motion_label
from boardtui.meeting.state.state import Motion, Stamped, State
from boardtui.meeting.voting.ballot import rule_of


def give(state: State, stamped: Stamped) -> State:
    """Keep what is put forward, with the motion or the issue that it is about."""
    entry = stamped.entry
    assert isinstance(entry, EvidenceGiven)
    require((entry.motion is None) != (entry.issue is None), "Name either the motion or the issue that it is about.")
    require(bool(entry.text.strip()), "Say what the evidence is, such as a minute with its date and number.")
    require(
        (entry.from_book is None) == (entry.from_hash is None) and (entry.from_seq is None or bool(entry.from_book)),
        "Evidence that is a record names the book, the entry and its hash.",
    )
    require(entry.from_seq is None or entry.from_seq > 0, "Entries are numbered from 1.")
    given = Evidence(
        text=entry.text,
        by=stamped.by,
        at=stamped.at,
        from_book=entry.from_book,
        from_hash=entry.from_hash,
        from_seq=entry.from_seq,
    )
    if entry.motion is not None:
        known(entry.motion, state.motions, "motion")
        motion = state.motions[entry.motion]
        require(motion.status != "withdrawn", f"Motion {motion.number} is withdrawn; it needs no evidence.")
        return state.with_motion(replace(motion, evidence=(*motion.evidence, given)))
    assert entry.issue is not None
    known(entry.issue, state.issues, "issue")
    issue = state.issues[entry.issue]
    check_open(state, issue)
    hidden = issue.confidential or stamped.confidential
    issue = replace(issue, evidence=(*issue.evidence, given), confidential=hidden)
    return replace(state, issues={**state.issues, issue.issue: issue})


def condition_open(state: State, motion: Motion, rule: Rule) -> str:
    """The condition of the rule for which nothing is put forward; empty where something is, or none is asked for."""
    if not rule.precondition or rule.condition_for or motion.evidence:
        return ""
    if motion.amends in state.motions:  # an amendment needs no evidence of its own beside that of the motion
        return condition_open(state, state.motions[motion.amends], rule)
    issue = state.issues.get(motion.issue or "")
    if issue is not None and (rule.met_by == "issue" or on_record(state, issue, rule.key)):
        return ""
    ruled = any(ruling.motion == motion.key and ruling.setting == "precondition" for ruling in state.rulings)
    return "" if ruled else rule.precondition


def given_before(state: State, motion: Motion, rule: Rule) -> dict[EvidenceGiven, Motion]:
    """What was put forward for the same condition of other motions on the item, as it is entered again for this motion.

    Each with the motion that it was put forward for, the latest first. What was for a confidential motion is confidential.
    """
    entries: dict[EvidenceGiven, Motion] = {}
    for other in reversed(state.motions.values()):
        hidden = other.confidential and not motion.confidential
        if other.item != motion.item or hidden or rule_of(state, other).precondition != rule.precondition:
            continue
        for given in other.evidence:
            again = EvidenceGiven(
                given.text, motion.key, from_book=given.from_book, from_hash=given.from_hash, from_seq=given.from_seq
            )
            entries.setdefault(again, other)
    return entries


def binds(state: State, motion: Motion, rule: Rule) -> bool:
    """Whether a decision by the rule binds: always, or only where a matter delegated is put forward for it."""
    if not rule.binds or rule.met_by != "delegated":
        return rule.binds or state.charter.binds
    return not condition_open(state, motion, rule)


def evidence_words(state: State, given: Evidence | EvidenceGiven, by: str) -> str:
    """It as the minutes and the screens tell it, with who entered it; it begins in lower case."""
    record = (
        f", entry {given.from_seq} of the minute book of the {bare(body_title(state, given.from_book or ''))}"
        if given.from_seq
        else ""
    )
    record = record or (
        f", from the minute book of the {bare(body_title(state, given.from_book))}" if given.from_book else ""
    )
    return f"evidence given: {given.text.strip().rstrip('.')}{record} (entered by {by})."


def _told(state: State, entry: EvidenceGiven) -> str:
    issue = state.issues.get(entry.issue or "")
    about = f"issue “{issue.title if issue else entry.issue}”" if entry.issue else motion_label(state, entry.motion)
    return f"{about}: evidence given: {entry.text}"


KINDS = (Kind(EvidenceGiven, give, _told),)
