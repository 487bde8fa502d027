"""Changes to the core that a test must notice: ``python -m tests.mutations`` makes each on a copy and sees it noticed."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Mutation(NamedTuple):
    """One changed place, and the test files of which one must fail by it.

    ``room`` is a file or folder of the program (relative to ``boardtui``); ``old`` occurs there exactly once, in
    whatever file, so that code that is only moved within its room needs no change here.
    """

    room: str
    old: str
    new: str
    tests: tuple[str, ...]

    def place(self, root: Path) -> Path:
        """The file that holds the text. Raises LookupError where none does, or more than one place."""
        home = root / "boardtui" / self.room
        files = sorted(home.rglob("*.py")) if home.is_dir() else [home]
        counts = {path: path.read_text(encoding="utf-8").count(self.old) for path in files if path.exists()}
        if sum(counts.values()) != 1:
            raise LookupError(f"in {self.room} there are {sum(counts.values())} places, not one, with {self.old!r}")
        return max(counts, key=counts.__getitem__)


def _mutations(room: str, tests: str, *changes: tuple[str, str]) -> tuple[Mutation, ...]:
    return tuple(Mutation(room, old, new, tuple(tests.split())) for old, new in changes)


MUTATIONS = (
    # Counting: what a vote needs, and what is counted on
    *_mutations(
        "meeting",
        "tests/meeting/test_tally.py tests/meeting/test_tally_property.py tests/meeting/test_cases.py"
        " tests/meeting/test_proxies.py",
        ("whole + 1 if rest or counting.compare", "whole + 1 if counting.compare"),
        ("needed if needed <= base else None", "min(needed, base)"),
        ("return needed is not None and for_ >= needed", "return needed is not None and for_ > needed"),
        ("return base > 0 and against == 0", "return against == 0"),
        ("if against and counting.threshold is not None and parse", "if False and counting.threshold is not None and parse"),
        ("settled=carried == best == worst", "settled=carried == best"),
        ("not_voted=len(who.may_vote) - for_ - against - abstain", "not_voted=len(who.may_vote) - for_ - against"),
        ('(len(who.withdrawn) if counting.withdrawn == "out_of_base" else 0)', "len(who.withdrawn)"),
    ),
    # Who may vote
    *_mutations(
        "meeting",
        "tests/meeting/test_electorate.py tests/meeting/test_cases.py tests/meeting/test_fold_voting.py"
        " tests/meeting/test_proxies.py",
        ("if (vacant_counts or not member.vacant)", "if (vacant_counts or True)"),
        ("else asked & acting) - gone", "else asked & acting)"),
        ("if seated[key] and gone.issuperset(seated[key])", "if gone.issuperset(seated[key])"),
        ("return eligible.intersection(question.affected)", "return eligible"),
        ('if handled != "noted"}', 'if handled == "withdraws"}'),
        ('state.charter.terms.deputies) == "may_vote"', 'state.charter.terms.deputies) != "may_not_vote"'),
        ('if counting.unit == "partner" or counting.no_category == "not_eligible":', 'if counting.unit == "partner":'),
    ),
    # Motions: put, voted on, declared
    *_mutations(
        "meeting", "tests/meeting/test_fold_voting.py tests/meeting/test_fold_decisions.py",
        ("count.for_ != count.against or count.for_ == 0", "count.for_ != count.against"),
        ("and count.needed is not None and count.for_ + 1 >= count.needed", "and count.needed is not None"),
        ("        if voter not in may_vote:\n", "        if voter not in state.members and voter not in state.partners:\n"),
        ("    if entry != expected:\n", "    if entry.outcome != expected.outcome:\n"),
        ('require(earlier.status != "open", f"Motion', 'require(True, f"Motion'),
        ('motion.consultation.status != "to_settle"', 'motion.consultation.status != "needed"'),
        ("require(not received.answered,", "require(True,"),
    ),
    # Further ways of deciding: amendments, totals without names, choices, dissent, and entries put right
    *_mutations(
        "meeting",
        "tests/meeting/test_amendments.py tests/meeting/test_votes_counted.py tests/meeting/test_elections.py"
        " tests/meeting/test_dissent.py tests/meeting/test_correcting.py tests/meeting/test_seats.py",
        ('{"votes": {}, "totals": None, "amended_by"', '{"amended_by"'),
        ("replace(totals, lapsed=True)", "replace(totals, lapsed=False)"),
        ("require(cast <= issued,", "require(True,"),
        ("worst = least[0], against - max(0, gone - (asked - against)) + come", "worst = least[0], against"),
        ('tie.by == (by or "chair"),', "True,"),
        ("if most is not None and len(named | {entry.member}) > most:", "if False and most is not None:"),
        ("require(len(hidden) == 1,", "require(True,"),
        ("            member.vacant,\n", "            True,\n"),
    ),
    # Quorum
    *_mutations(
        "meeting", "tests/meeting/test_quorum_warning.py tests/meeting/test_fold_room.py tests/meeting/test_fold_voting.py",
        ("max(terms.number or 0, least, 1)", "max(terms.number or 0, least)"),
        ('whole + 1 if rest or terms.compare == "more_than"', 'whole + 1 if terms.compare == "more_than"'),
        ("met = min(spares) >= 0", "met = spares[0] >= 0"),
    ),
    # Issues go from stage to stage, decisions wait for others
    *_mutations(
        "meeting",
        "tests/meeting/test_fold_issues.py tests/meeting/test_issue_answers.py tests/meeting/test_fold_decisions.py"
        " tests/meeting/test_between_meetings.py tests/meeting/test_some_stages.py",
        ('if decided in AGREES and not refusals(state, issue):', 'if decided in AGREES and not issue.responses:'),
        (
            'if issue.stage == "facilitator" and not facilitation_failed(issue):\n        title',
            'if issue.stage == "facilitator" and not issue.facilitator:\n        title',
        ),
        ("if stage in keys or state.vocabulary < PUBLIC_APART)", ")"),
        ("if response.date >= day_of(state, decided)]", "if response.date > day_of(state, decided)]"),
        ('return ended[-1:] == ["not resolved"]', 'return "not resolved" in ended'),
        ('        if missing or unmet:\n            return "waits"', '        if missing:\n            return "waits"'),
        ('if no:\n        return "not_in_effect"', 'if no and not missing:\n        return "not_in_effect"'),
    ),
    # What the public may not read
    *_mutations(
        "meeting", "tests/meeting/test_fold_confidential.py tests/meeting/test_fold_decisions.py",
        ("return state.in_public and not state.excluded", "return state.in_public"),
        ("RulingMade: (_by_its_issue,),", "RulingMade: (),"),
        ('"answers": lambda state, entry: _motion_hidden(state, entry.answers),', ""),
        ('"follows": lambda state, entry: _motion_hidden(state, entry.follows),', ""),
        ('"answers": _by_motion("answers"),', ""),
        ('"follows": _by_motion("follows"),', ""),
        ('return entry.value if entry.setting == "no_decision" else None', "return None"),
    ),
    # The room: who comes and goes, how the meeting begins and ends
    *_mutations(
        "meeting",
        "tests/meeting/test_fold_room.py tests/meeting/test_fold_voting.py tests/meeting/test_proxies.py"
        " tests/meeting/test_fold_confidential.py",
        ("chair = None if state.chair == entry.member else state.chair", "chair = state.chair"),
        ('require(state.in_public, "This meeting', 'require(True, "This meeting'),
        ("        now < most,\n", "        now <= most,\n"),
    ),
    # The book: each entry is linked to the one before it, and kept on the disk
    *_mutations(
        "book", "tests/book/test_chain.py tests/book/test_tampering.py tests/book/test_transfer.py",
        ('nonce.encode() + b"\\n" + entry_bytes', 'nonce.encode() + entry_bytes'),
        ("    if prev != link:\n", "    if prev != link and seq > 2:\n"),
        ("{at}\\n{by}\\n{prev}\\n{digest}", "{at}\\n{prev}\\n{digest}"),
        ("if (at := line.at) < earliest or not _is_time(at):", "if not _is_time(at := line.at):"),
        ("if line.book != previous.book:\n", "if False:\n"),
        ("        if line.entry is None:\n", "        if False:\n"),
    ),
    *_mutations(
        "book", "tests/book/test_store.py tests/book/test_every_row.py tests/book/test_tampering.py",
        ("        if stored != segment:\n", "        if stored > segment:\n"),
        ("        if key != key_of(entry):\n", "        if False:\n"),
    ),
    # The memorandum as data
    *_mutations(
        "charter", "tests/charter/test_wrong_charters.py tests/charter/test_terms.py tests/charter/test_ratification.py",
        ('if fraction(rule.threshold or "") == 1 and rule.compare == "more_than":', "if False:"),
        ("if order != sorted(order):", "if False:"),
        ("if rule.key in known:", "if False:"),
        ("if stage.rule and not stage.body:", "if False:"),
        ('if held.who == "named" and not held.partners:', "if False:"),
        ("if begins != wanted:", "if False:"),
    ),
)  # fmt: skip
