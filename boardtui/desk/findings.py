"""Everything that is wrong with a book, numbered, in words and as JSON: for an auditor who must write it up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from boardtui.book.chain import Line
from boardtui.book.diagnosis import Finding, diagnose
from boardtui.book.signing import Checkpoint, Public, is_signed_by
from boardtui.book.store import Store
from boardtui.book.transfer import extends, read_jsonl, verify_lines
from boardtui.book.verify import index_problems
from boardtui.charter.words import book_words, counted
from boardtui.desk.replay import replay
from boardtui.register.bodies import titles
from boardtui.register.schema import differences

Lines = Callable[[], Iterable[Line]]


class Against(msgspec.Struct, frozen=True):
    """What a book is held against: an earlier copy, a checkpoint, and the public key that must have signed it."""

    earlier: Path | None = None
    checkpoint: Checkpoint | None = None
    public: Public | None = None


def findings(store: Store | None, lines: Lines, against: Against) -> list[Finding]:
    """Everything that is wrong with a book of a database (``store`` given) or of a file; empty where it is intact.

    Raises:
        BookError: it, or what it is held against, cannot be read.
    """
    if store is not None:
        store.check_file()
    findings = _of_chain(lines)
    if store is not None and (name := next((line.book for line in lines()), "")):
        findings += [Finding("listing", seq, text) for seq, text in index_problems(store, name)]
    if store is not None:
        findings += [Finding("register", None, difference) for difference in differences(store.connection)]
    if not findings and all(line.entry is not None for line in lines()):
        result = replay(lines(), keep=False)
        findings += [Finding("result", result.wrong, result.problem)] if result.problem else []
    known = titles(store.connection) if store is not None else {}
    findings += [Finding(kind, None, text) for kind, text in _compared(lines, against, known)]
    return findings


def _of_chain(lines: Lines) -> list[Finding]:
    quick = verify_lines(lines())
    if quick.problem is None:
        return []
    return diagnose(lines()) or [Finding("chain", quick.seq, quick.problem)]


def _compared(lines: Lines, against: Against, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if against.earlier is not None and (problem := extends(lines(), read_jsonl(against.earlier))):
        yield "earlier copy", problem
    if against.checkpoint is not None:
        for problem in _checkpoint_problems(lines(), against.checkpoint, against.public, known):
            yield "checkpoint", problem


def _checkpoint_problems(
    lines: Iterable[Line], checkpoint: Checkpoint, public: Public | None, known: Mapping[str, str]
) -> list[str]:
    """What is wrong with a book by its checkpoint, in sentences: whose, cut short, rewritten, or not signed.

    ``known``: the titles of the bodies, by which their books are called.
    """
    texts = []
    book, head, count = None, "0" * 64, 0
    for line in lines:
        book, count = book or line.book, count + 1
        if count == checkpoint.entries:
            head = line.hash
    if book is not None and book != checkpoint.book:
        theirs, ours = (book_words(known.get(key, ""), key) for key in (checkpoint.book, book))
        texts.append(f"The checkpoint is one of the {theirs}, not of the {ours}.")
    elif count < checkpoint.entries:
        texts.append(
            f"The checkpoint counts {counted(checkpoint.entries, 'entry', 'entries')} and this book has {count}: "
            "it was cut short."
        )
    elif head != checkpoint.head:
        texts.append(
            f"Entry {checkpoint.entries} is not the one of the checkpoint: the book was rewritten before it was given."
        )
    if public is not None and not is_signed_by(checkpoint, public):
        texts.append(f"The checkpoint has no valid signature of the key {public.name}.")
    return texts


def whose(against: Against) -> str:
    """What a checkpoint shows that was found to fit, in a sentence."""
    entries = against.checkpoint.entries if against.checkpoint else 0
    theirs = "The first entry is that" if entries == 1 else f"The first {entries} entries are those"
    if against.public is None:
        return f"{theirs} of the checkpoint. Its signature was not checked: give --key."
    return f"{theirs} of the checkpoint, and the key {against.public.name} has signed it."


def as_json(source: str, findings: list[Finding], entries: int, head: str) -> bytes:
    """One line of JSON for a source."""
    return msgspec.json.encode(
        {
            "source": source,
            "intact": not findings,
            "entries": entries,
            "head": head,
            "findings": [
                {"number": number, "kind": finding.kind, "seq": finding.seq, "words": finding.words}
                for number, finding in enumerate(findings, 1)
            ],
        }
    )


def unreadable(source: str, words: str) -> bytes:
    """One line of JSON for a source that cannot be read, each part that does not belong there a finding."""
    numbered = [
        {"number": n, "kind": "unreadable", "seq": None, "words": w} for n, w in enumerate(words.split("\n"), 1)
    ]
    return msgspec.json.encode({"source": source, "intact": False, "entries": 0, "head": "", "findings": numbered})
