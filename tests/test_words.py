"""Words that no secretary has to understand are in nothing that a user reads: screens, papers, commands, charters, docs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from boardtui.charter.words import bare
from tests.sources import nodes_of

ROOT = Path(__file__).parents[1]
BANNED = {
    r"stand-in|stands in for": "not defined by the memorandum; treated as …",
    r"base (?:goes|stays)\b": "out of",
    r"rules? on (?:the )?preconditions?": "condition and evidence",
    r"whose word|word of (?:a|the|which|its|all|every) partners?": "ratification, approval, support, signature",
    r"struck out": "undone, marked as undone",
    r"[^`]\b(?:fin|cap)_[a-z]+ under": "item and clause, never a key",
    r"indicative vote": "the memorandum does not say how this is decided",
    r"\bsecond place\b(?! in)": "backup folder",
    r"\b(?:take|takes|taken|took) (?:it |them )?back\b": "undo, undone",
    r"\b(?:take|taken|takes) (?:it )?in from\b|nothing (?:was taken|to take) in\b": "import",
    r"\besc leaves?\b|may stay empty|nothing fits": "esc cancel; optional; no matches",
    r"put the cursor on": "select",
    r"(?:some|no)body's word|word of others": "ratification, approval, signature; awaiting others",
    r"waits? for nothing|wait for approval": "nothing outstanding; await approval",
    r"(?:within|out of) reach\b": "can be carried, cannot be carried",
    r"\blooking only\b|only looking|look but not record": "read only",
    r"what shall stand|what stands there": "corrected wording, original wording",
    r"\b(?:is|are) frozen\b|freezes what": "copied into the minute book",
    r"\brests? on it\b|\bhangs on\b": "depends on it",
    r"\bthe roll\b|\broll again\b": "attendance",
    r"in favour of the proposal|\bbeing equal\b": "in favour of the motion; the vote was tied",
    r"\w’": "the straight apostrophe, as everywhere: tellers'",
    r"met a fault": "stopped because of an error",
    r"\bstands? (?:under|there twice|more than once)\b|\bas (?:it|they) stands?\b": "is, needs; as it is now",
    r"\bwaits? for (?:others|them)\b|\bof \{?…?\}? missing\b": "awaiting others, awaiting ratification by …",
    r"^put right by|\bput right: ": "corrected",
    r"\btaken out (?:of what|and decided)\b": "removed, decided separately",
    r"\bUTC[+…]": "the time alone; by which clock only where it is another",
    r"retraction|\bstretch of\b": "undo; what was recorded since",
    r"^(?:motion back|take over|ten on|day or word)$": "next motion, copy items, update, record outcome",
}
TECHNICAL = {"docs/code.md", "docs/reliability.md", "docs/speed.md"}
"""Pages for whoever changes the program, which have its own terms."""


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every text of a module that is no docstring; of a command, whose docstring is its help, that too."""
    nodes = nodes_of(path)
    docs = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes if path.parent.name == "cli" else ():
        if isinstance(node, ast.FunctionDef) and any("command" in ast.unparse(one) for one in node.decorator_list):
            yield node.lineno, ast.get_docstring(node) or ""
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            yield (
                node.lineno,
                "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values),
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def pages() -> list[Path]:
    return [
        *ROOT.glob("docs/*.md"), ROOT / "README.md", ROOT / "config.toml", *ROOT.glob("boardtui/**/*.toml"),
        *ROOT.glob("boardtui/papers/templates/*"),
    ]  # fmt: skip


def everything() -> Iterator[tuple[str, str]]:
    """Where a user may read something, and what it is."""
    for path in sorted(ROOT.glob("boardtui/**/*.py")):
        for number, text in strings(path):
            yield f"{path.relative_to(ROOT)}:{number}", " ".join(text.split())
    for path in sorted(pages()):
        if path.is_file() and str(path.relative_to(ROOT)) not in TECHNICAL:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                yield f"{path.relative_to(ROOT)}:{number}", line


def test_no_text_that_a_user_reads_has_such_words() -> None:
    banned = {pattern: re.compile(pattern, re.IGNORECASE) for pattern in BANNED}
    hits = {
        f"{where}: {text[:100]}  Write: {BANNED[pattern]}"
        for where, text in everything()
        for pattern, hit in banned.items()
        if hit.search(text)
    }
    assert not hits, "\n".join(sorted(hits))


def test_the_article_is_never_doubled_before_the_title_of_a_body() -> None:
    """A title may begin with it: “The Mid and South Essex Board”; behind the article of a sentence it goes through `bare`."""
    named = re.compile(r"\b[Tt]he \{(?:[\w.]*body_title\b|title_in\(|\w+\.(?:other_)?body\b|body\}|body\.title)")
    sources = [
        path for path in (ROOT / "boardtui").rglob("*.py") if path.name != "phrases.py"
    ]  # its places are filled bare
    doubled = [f"{path.name}: {hit[0]}" for path in sources for hit in named.finditer(path.read_text(encoding="utf-8"))]
    assert len(sources) > 400 and not doubled, doubled
    assert [bare(title) for title in ("The Board", "the Board", "Theatre Board")] == ["Board", "Board", "Theatre Board"]
