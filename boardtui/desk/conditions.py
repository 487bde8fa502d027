"""Records in the other books of the database that meet a condition of a rule, to be offered as evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from boardtui.charter.rule import Rule
from boardtui.desk.desk import Desk
from boardtui.desk.referrals import last_stretches
from boardtui.meeting.counting.outcome import OUTCOME
from boardtui.meeting.entries import ConsensusDeclared, EvidenceGiven
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.ballot import rule_of


class Found(NamedTuple):
    """A record that can be put forward: the entry that does so, and what tells it from the others beside it.

    ``matter`` is what was moved, or is delegated; of a consensus declared also the ``clause``, when the meeting began (ISO
    8601) and whether it was ``reached``.
    """

    entry: EvidenceGiven
    matter: str
    clause: str = ""
    starts: str = ""
    reached: bool | None = None


def evidence_for(desk: Desk, state: State, motion: Motion, rule: Rule, *, public: bool = False) -> list[Found]:
    """The records that can be put forward for the condition of the rule, those on the motion's subject first.

    A consensus that another body reached, or declared not reached, is looked for in the last meetings in its book, under
    the clauses of that body that the conditions here cite; a matter delegated is one of those that the memorandum lists
    for this body. What is confidential there is not offered; with ``public`` neither is what was not met for in public.
    """
    if rule.met_by == "delegated":
        rows = desk.store.ask("SELECT matter FROM delegated WHERE body = ? ORDER BY position", state.body)
        return [
            Found(EvidenceGiven(f"Matter delegated to this body: {matter}", motion.key), matter) for (matter,) in rows
        ]
    if rule.met_by not in ("consensus", "no_consensus") or rule.met_in not in desk.store.books():
        return []
    conditions = " ".join(other.precondition for other in state.charter.rules if other.met_in == rule.met_in)
    stretches = last_stretches(desk, rule.met_in, public=public)
    found = list(_declarations(desk, motion, stretches, conditions, reached=rule.met_by == "consensus"))
    return [record for same, record in sorted(found, key=lambda pair: not pair[0])]


def _declarations(
    desk: Desk, motion: Motion, stretches: Iterable[Stretch], conditions: str, *, reached: bool
) -> Iterator[tuple[bool, Found]]:
    """Each consensus declared in those meetings, with whether it was on the same subject; the latest first.

    Where ``conditions`` cite a clause by which that body decides, those under another of its clauses are left out.
    """
    for stretch in stretches:
        book = stretch.state.book
        meant = {rule.clause for rule in stretch.state.charter.rules if _cites(conditions, rule.clause)}
        for line in reversed(list(stretch.public_standing())):
            entry = line.entry
            if not isinstance(entry, ConsensusDeclared) or entry.reached is not reached:
                continue
            decided = stretch.state.motions[entry.motion]
            title = stretch.state.title or stretch.state.meeting
            sentence = OUTCOME["agreed" if reached else "no_consensus"]
            clause = rule_of(stretch.state, decided).clause
            if meant and clause not in meant:
                continue
            text = f"{title}, motion {decided.number} ({clause}), {sentence}: {decided.text}"
            (row,) = desk.store.ask("SELECT hash FROM entries WHERE book = ? AND seq = ?", book, line.seq)
            given = EvidenceGiven(text, motion.key, from_book=book, from_hash=str(row[0]), from_seq=line.seq)
            yield decided.topic == motion.topic, Found(given, decided.text, clause, stretch.state.starts, reached)


def _cites(text: str, clause: str) -> bool:
    """Whether a text cites that very clause, and not one below it."""
    return re.search(rf"(?<![\w.]){re.escape(clause)}(?![\w(]|\.\d)", text) is not None
