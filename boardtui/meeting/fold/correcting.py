"""Several entries put right in one step: how each is to read, and whether that is a correction of the same entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from boardtui.meeting.entries import (
    AnyEntry,
    ConfidentialCarried,
    EntriesCorrected,
    EntryRetracted,
    MeetingConvened,
    TimeStated,
    decode,
    kind,
)
from boardtui.meeting.state.check import require
from boardtui.meeting.state.kind import Kind
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Stamped, State

_FIXED = (MeetingConvened, ConfidentialCarried, EntryRetracted, TimeStated, EntriesCorrected)
_KEYS = ("member", "partner", "item", "motion", "issue", "action", "meeting", "standing", "occurrence", "question")


def readings(entry: EntriesCorrected, targets: Mapping[int, Stamped]) -> dict[int, Stamped | None]:
    """How each entry reads that is corrected: None where it is taken out.

    Args:
        entry: the correction.
        targets: the entries that still stand, by number.

    Raises:
        Refused: one of them cannot be corrected so, or some are public and others confidential.
    """
    require(bool(entry.entries), "Say which entries are corrected.")
    require(bool(entry.reason.strip()), "Say why they are corrected.")
    changed: dict[int, Stamped | None] = {}
    for recorded_entry in entry.entries:
        target = targets.get(recorded_entry.seq)
        if target is None:
            raise Refused(
                f"There is no entry {recorded_entry.seq} in this meeting's part of the minute book that can be corrected."
            )
        what = kind(target.entry)
        require(
            not isinstance(target.entry, _FIXED),
            f"Entry {recorded_entry.seq} is of the kind {what}, which cannot be corrected like this.",
        )
        require(recorded_entry.seq not in changed, f"Entry {recorded_entry.seq} is named twice.")
        changed[recorded_entry.seq] = (
            None
            if recorded_entry.entry is None
            else replace(target, entry=_same(target.entry, recorded_entry.entry, recorded_entry.seq))
        )
    hidden = {targets[seq].confidential for seq in changed}
    require(len(hidden) == 1, "Some of these entries are public and others confidential; correct them separately.")
    return changed


def _same(old: AnyEntry, fields: Mapping[str, Any], seq: int) -> AnyEntry:
    try:
        new: AnyEntry = decode(msgspec.json.encode(fields))
    except msgspec.MsgspecError as error:
        raise Refused(f"Entry {seq} cannot read like that: {error}.") from None
    require(type(new) is type(old), f"Entry {seq} is of the kind {kind(old)}; it is corrected as one of that kind.")
    keys = (*_KEYS, *(() if hasattr(old, "motion") else ("choice",)))
    for name in keys:
        require(
            getattr(new, name, None) == getattr(old, name, None),
            f"Entry {seq} is about {name} {getattr(old, name, None)}; it is corrected with the same {name}.",
        )
    return new


def as_corrected(lines: Iterable[Stamped]) -> list[Stamped]:
    """Entries that stand as they read with the corrections among them, of which nothing is judged again."""
    by_seq = {line.seq: line for line in lines}
    for line in list(by_seq.values()):
        if isinstance(line.entry, EntriesCorrected):
            for entry in line.entry.entries:
                if entry.entry is None:
                    by_seq.pop(entry.seq, None)
                elif entry.seq in by_seq:
                    by_seq[entry.seq] = replace(by_seq[entry.seq], entry=decode(msgspec.json.encode(entry.entry)))
    return list(by_seq.values())


def numbers(entry: EntriesCorrected) -> str:
    """The numbers of the entries that are put right, for a sentence."""
    seqs = [str(corrected.seq) for corrected in entry.entries]
    return " and ".join(filter(None, (", ".join(seqs[:-1]), seqs[-1] if seqs else "")))


def _words(state: State, entry: Any) -> str:
    entries = "entry" if len(entry.entries) == 1 else "entries"
    return f"{entries} {numbers(entry)} corrected: {entry.reason}"


KINDS = (Kind(EntriesCorrected, lambda state, _: state, _words),)  # what it does is to the entries that it names
