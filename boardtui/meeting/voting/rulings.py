"""The chair's rulings: what may be ruled on, and what a ruling changes for one motion or for all that follow.

The settings and their values:

- a field of the counting (base, threshold, compare, unit, withdrawn, no_category, consensus): its new value;
- reading: the key of one of the rule's other readings (of one motion);
- eligible: {"partner", "topic", "eligible"}, which settles the footnote of Annex 1, for one motion or for all;
- affected: the keys of the partners affected (of one motion);
- deputies, remote: "may_vote" or "may_not_vote"; proxies_present: "count" or "do_not_count"; proxies_conflicted:
  "may_vote" or "may_not_vote" (what the terms say of proxies that they allow);
- casting_vote: "none" or "chair"; choice_tie: "lot" or "chair"; choice_voters: "members" or "representatives";
  quorum: a number of members;
- no_decision: the key of an issue on which this body cannot come to a decision although it has not voted;
- stage: {"issue", "stage"}: an issue goes on to its next stage although something that the stage needs is not recorded;
- procedure: words for the minutes, without effect on the count; precondition likewise, in older books.

What is ruled in private for the whole meeting holds for what is dealt with in private (`OF_THE_MEETING`).
"""

from __future__ import annotations

from functools import partial

import msgspec
from msgspec.structs import asdict, replace

from boardtui.charter.rule import Counting, Override, Reading, Rule
from boardtui.charter.settings import COUNTING, RULINGS, TERMS
from boardtui.meeting.counting.needed import parse_threshold
from boardtui.meeting.entries import RulingMade
from boardtui.meeting.state.check import all_known, known, motion_open, require, under_way
from boardtui.meeting.state.labels import partner_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Motion, Ruling, Stamped, State

COUNTING_FIELDS = tuple(name for name in COUNTING if name in RULINGS)
CHOICES = {name: tuple(RULINGS[name].values) for name in TERMS if name in RULINGS and RULINGS[name].values}
_EVIDENCE = 3  # the vocabulary from which evidence is an entry of its own, and no ruling
OF_ONE_MOTION = ("reading", "affected", "precondition")
OF_THE_MEETING = tuple(name for name in RULINGS if name not in (*OF_ONE_MOTION, "no_decision", "stage", "procedure"))
"""The settings on which a ruling about no motion changes what is counted from then on."""


class _StageRuled(msgspec.Struct, forbid_unknown_fields=True):
    issue: str
    stage: str


class _Eligible(msgspec.Struct, forbid_unknown_fields=True):
    partner: str
    topic: str
    eligible: bool


def rule(state: State, stamped: Stamped) -> State:
    """Record a ruling; the caller refreshes the electorates of open motions."""
    entry = stamped.entry
    assert isinstance(entry, RulingMade)
    under_way(state)
    known(entry.by, state.members, "member")
    motion = motion_open(state, entry.motion) if entry.motion is not None else None
    require(
        entry.setting in RULINGS,
        f"There is no setting {entry.setting[:40]!r} to rule on; there are: {', '.join(RULINGS)}.",
    )
    require(motion is not None or entry.setting not in OF_ONE_MOTION, f"A ruling on {entry.setting} names its motion.")
    require(
        entry.setting != "precondition" or state.vocabulary < _EVIDENCE,
        "Whether the condition of a rule is met is not ruled on; record what is put forward for it as evidence (EvidenceGiven).",
    )
    _check_value(state, motion, entry)
    ruling = Ruling(
        seq=stamped.seq,
        at=stamped.at,
        motion=entry.motion,
        setting=entry.setting,
        value=entry.value,
        text=entry.text,
        by=entry.by,
        confidential=stamped.confidential,
        in_private=entry.in_private,
    )
    overrides = state.overrides
    if entry.setting == "eligible" and motion is None and not entry.in_private:
        settled = _override(entry)
        overrides = (
            *(old for old in overrides if (old.partner, old.topic) != (settled.partner, settled.topic)),
            settled,
        )
    return replace(state, rulings=state.rulings.plus(ruling), overrides=overrides)


def as_ruled(entry: RulingMade, *, confidential: bool) -> RulingMade:
    """A ruling as it is recorded: one that is ``confidential`` and about no motion holds for what is dealt with in private."""
    alone = confidential and entry.motion is None and entry.setting in OF_THE_MEETING
    return replace(entry, in_private=alone)


def counting(state: State, motion_key: str | None, charter_rule: Rule) -> Counting:
    """How a motion under this rule is counted once the rulings are applied."""
    changes: dict[str, str] = {}
    for ruling in that_hold(state, motion_key):
        if ruling.setting in COUNTING_FIELDS:
            changes[ruling.setting] = ruling.value
        elif ruling.setting == "reading":
            reading = next(reading for reading in charter_rule.readings if reading.key == ruling.value)
            changes.update(reading.changes)
    return with_changes(charter_rule, changes) if changes else charter_rule


def overrides(state: State, motion_key: str | None, charter_rule: Rule) -> tuple[Override, ...]:
    """The footnote rulings that hold for this motion, those of a reading that was ruled for it included."""
    return _overrides(state, that_hold(state, motion_key), charter_rule)


def overrides_of_choice(state: State, *, private: bool) -> tuple[Override, ...]:
    """The footnote rulings that hold for a choice between candidates, in ``private`` or not."""
    return _overrides(state, that_hold(state, private=private), None)


def _overrides(state: State, applying: list[Ruling], charter_rule: Rule | None) -> tuple[Override, ...]:
    if not applying:
        return state.overrides
    overrides_by_key = {(override.partner, override.topic): override for override in state.overrides}
    for ruling in applying:
        if ruling.setting == "reading" and charter_rule is not None:
            reading = next(reading for reading in charter_rule.readings if reading.key == ruling.value)
            overrides_by_key.update({(override.partner, override.topic): override for override in reading.overrides})
        elif ruling.setting == "eligible" and (ruling.motion is not None or ruling.in_private):
            settled = _override(ruling)
            overrides_by_key[settled.partner, settled.topic] = settled
    return tuple(overrides_by_key.values())


def reading_ruled(state: State, motion_key: str | None, charter_rule: Rule) -> Reading | None:
    """The reading that the chair ruled for this motion last, or None."""
    value = ruled(state, "reading", motion_key)
    if value is None:
        return None
    return next((reading for reading in charter_rule.readings if reading.key == value), None)


def with_changes(charter_rule: Counting, changes: dict[str, str]) -> Counting:
    """The bare counting of a rule with some fields changed; ValidationError where a value makes no sense."""
    fields = {name: getattr(charter_rule, name) for name in Counting.__struct_fields__}
    return msgspec.convert({**fields, **changes}, Counting)


def affected(state: State, motion: Motion) -> tuple[str, ...] | None:
    """The partners affected, as put or as the chair narrowed them."""
    for ruling in reversed(state.rulings):
        if ruling.setting == "affected" and ruling.motion == motion.key:
            return tuple(ruling.value)
    return motion.affected


def ruled(
    state: State, setting: str, motion_key: str | None = None, *, private: bool | None = None
) -> str | int | None:
    """The last ruling on a setting that is not part of the counting, or None; ``private`` is as in ``that_hold``."""
    value = None
    for ruling in that_hold(state, motion_key, private=private):
        if ruling.setting == setting:
            value = ruling.value
    return value


def that_hold(state: State, motion_key: str | None = None, *, private: bool | None = None) -> list[Ruling]:
    """The rulings that hold for a motion, or for what belongs to none; those about it alone come last.

    Args:
        state: the meeting.
        motion_key: the motion; one that is not put yet is as private as the moment.
        private: whether what belongs to no motion is dealt with in private; None: as the moment is.
    """
    if not state.rulings:
        return []
    if private is None and any(ruling.in_private for ruling in state.rulings):
        private = _is_private(state, motion_key)
    of_all = [ruling for ruling in state.rulings if ruling.motion is None and (private or not ruling.in_private)]
    of_this = [ruling for ruling in state.rulings if motion_key is not None and ruling.motion == motion_key]
    return of_all + of_this


def _is_private(state: State, motion_key: str | None) -> bool:
    """Whether a motion is confidential; where there is none yet, whether what is dealt with at this moment is."""
    motion, item = state.motions.get(motion_key or ""), state.items.get(state.current or "")
    if motion is not None:
        return motion.confidential
    return state.excluded or (item is not None and item.agenda.confidential)


def _check_value(state: State, motion: Motion | None, entry: RulingMade) -> None:
    setting, value = entry.setting, entry.value
    if setting in CHOICES:
        require(value in CHOICES[setting], f"A ruling on {setting} is one of: {', '.join(CHOICES[setting])}.")
    elif setting in COUNTING_FIELDS:
        _check_counting(setting, value)
    elif setting == "quorum":
        require(type(value) is int and 0 < value <= 10_000, "A quorum is a whole number of members.")
    elif setting == "no_decision":
        require(motion is None and type(value) is str, "A ruling that there is no decision names an issue.")
        known(value, state.issues, "issue")
    elif setting == "stage":
        _check_stage(state, motion, entry)
    elif setting == "eligible":
        settled = _override(entry)
        known(settled.partner, state.partners, "partner")
        known(settled.topic, state.charter.matrix, "topic")
    elif setting == "affected":
        require(
            isinstance(value, list | tuple) and all(type(key) is str for key in value), "Name the partners affected."
        )
        all_known(value, state.partners, "partner", partial(partner_label, state))
        charter_rule = state.charter.rule(motion.rule) if motion else None
        if charter_rule is not None and charter_rule.affected:
            require(bool(entry.text.strip()), "Say why; the minutes must give the reason.", charter_rule.clause)
    elif setting == "reading":
        assert motion is not None
        charter_rule = state.charter.rule(motion.rule)
        keys = [reading.key for reading in charter_rule.readings] if charter_rule else []
        require(value in keys, f"The rule has no such reading; it has: {', '.join(keys) or 'none'}.")
    else:
        require(type(value) is str, f"A ruling on {setting} is recorded in words.")


def _check_counting(setting: str, value: object) -> None:
    require(type(value) is str, f"A ruling on {setting} takes a word.")
    assert isinstance(value, str)
    try:
        if setting == "threshold":
            parse_threshold(value)
        with_changes(Counting(method="vote"), {setting: value})
    except (ValueError, msgspec.ValidationError):
        raise Refused(f"{value[:40]!r} is not a value that {setting} can have.") from None


def _check_stage(state: State, motion: Motion | None, entry: RulingMade) -> None:
    try:
        ruled_on = msgspec.convert(entry.value, _StageRuled)
    except msgspec.ValidationError:
        raise Refused("A ruling that an issue goes on names the issue and the stage.") from None
    require(motion is None, "A ruling that an issue goes on is about the issue, and not about a motion.")
    known(ruled_on.issue, state.issues, "issue")
    described = next((stage for stage in state.charter.stages if stage.key == ruled_on.stage), None)
    if described is None:
        raise Refused(f"This charter has no stage {ruled_on.stage[:40]!r}.")
    require(not described.strict, f"{described.needs or 'What it needs'} No ruling changes that.", described.clause)
    require(bool(entry.text.strip()), "Say why; the minutes must give the reason.", described.clause)


def _override(entry: RulingMade | Ruling) -> Override:
    try:
        settled = msgspec.convert(entry.value, _Eligible)
    except msgspec.ValidationError:
        raise Refused("A ruling on eligibility names a partner, a topic and whether it is eligible.") from None
    return Override(**asdict(settled), source=f"ruling of {entry.by}")
