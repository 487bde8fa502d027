"""A paper that somebody wrote in Markdown or as plain text, read into the model that every format is made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from boardtui.papers.document import (
    AnyBlock,
    Document,
    Entry,
    Heading,
    Line,
    Listed,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
    clean,
    heading,
    paragraphs,
    said,
    text,
)
from boardtui.papers.errors import PaperError

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

LARGEST = 2 << 20  # bytes of a text


def document_of(path: Path, title: str, body: str, partnership: str, moment: str) -> Document:
    """The paper in a file of Markdown (.md) or text; what stands for a picture is named, not shown.

    Raises:
        PaperError: the file cannot be read, is too large, or is not text; the sentence names it.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else None
        sentence = data.decode("utf-8-sig") if data is not None else None
    except OSError as error:
        raise PaperError(f"{path.name} could not be read ({error.strerror}); check the file.") from error
    except UnicodeDecodeError:
        raise PaperError(f"{path.name} is not text in UTF-8; save it again as UTF-8, or as PDF.") from None
    if sentence is None:
        raise PaperError(f"{path.name} is larger than a text can be; save it as PDF.")
    try:
        blocks = _markdown(sentence) if path.suffix.lower() in (".md", ".markdown") else map(text, paragraphs(sentence))
        found = _with_title(tuple(blocks), title)
    except RecursionError:
        raise PaperError(f"{path.name} holds lists or quotes too deep to be read; save it as PDF.") from None
    return Document(clean(title), clean(body), clean(partnership), moment, found)


def _with_title(blocks: tuple[AnyBlock, ...], title: str) -> tuple[AnyBlock, ...]:
    """One heading of level 1, the first block: the paper's own, else the title that the agenda gives it."""
    first = blocks[0] if blocks else None
    if isinstance(first, Heading) and first.level == 1:
        head, rest = first, blocks[1:]
    else:
        head, rest = heading(1, said(title)), blocks
    lowest = max(2, min((heading.level for heading in rest if isinstance(heading, Heading)), default=2))
    return (head, *_levels(rest, lowest))


def _levels(blocks: tuple[AnyBlock, ...], first: int) -> Iterator[AnyBlock]:
    """Headings of level 2 and 3 only, none of which skips a level."""
    before = 1
    for block in blocks:
        if isinstance(block, Heading):
            before = min(3, max(2, block.level - first + 2), before + 1)
            yield Heading(before, block.line)
        else:
            yield block


def _markdown(words: str) -> Iterator[AnyBlock]:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(words)
    yield from _blocks(SyntaxTreeNode(tokens))


def _blocks(node: SyntaxTreeNode) -> Iterator[AnyBlock]:
    for child in node.children:
        match child.type:
            case "heading":
                yield Heading(int(child.tag[1:]), _line(child))
            case "paragraph":
                yield Paragraph(_line(child))
            case "ordered_list" | "bullet_list":
                yield _listed(child)
            case "blockquote":
                yield Quote(tuple(part for part in _blocks(child) if isinstance(part, Paragraph | Listed)))
            case "fence" | "code_block" | "html_block":
                yield from map(text, paragraphs(child.content))
            case "table":
                yield _table(child)
            case "hr":
                yield Rule()
            case _:
                yield from _blocks(child)


def _listed(node: SyntaxTreeNode) -> Listed:
    """A list with those in it; further paragraphs of an entry follow on a line of their own."""
    entries = []
    for entry in node.children:
        parts = [child for child in entry.children if child.type not in ("bullet_list", "ordered_list")]
        lines = [_line(child) or (said(_words(child)),) for child in parts]
        line = tuple(run for place, runs in enumerate(lines) for run in ((Run("\n"), *runs) if place else runs))
        below = tuple(_listed(child) for child in entry.children if child not in parts)
        entries.append(Entry(line, below))
    mark = "-" if node.type == "bullet_list" else f"1{node.markup}"
    return Listed(mark, tuple(entries), int(node.attrs.get("start", 1)))


def _table(node: SyntaxTreeNode) -> AnyBlock:
    rows = [tuple(_words(cell) for cell in row.children) for part in node.children for row in part.children]
    heads, *rest = rows
    return Table("Table", heads, tuple(rest))


def _line(node: SyntaxTreeNode) -> Line:
    return tuple(run for run in _runs(node, strong=False) if run.text)


def _runs(node: SyntaxTreeNode, *, strong: bool) -> Iterator[Run]:
    """The words in a line with their weight, emphasis left out, links followed by where they lead."""
    for child in node.children:
        match child.type:
            case "text" | "code_inline" | "html_inline":
                yield _run(child.content, strong)
            case "softbreak" | "hardbreak":
                yield _run(" ", strong)
            case "image":
                yield _run(f"[picture: {child.content or 'without a description'}]", strong)
            case "link":
                yield from _runs(child, strong=strong)
                href = str(child.attrs.get("href", ""))
                if href and href != _words(child):
                    yield _run(f" ({href})", strong)
            case _:
                yield from _runs(child, strong=strong or child.type == "strong")


def _run(words: str, strong: bool) -> Run:
    """Somebody's words, whose spaces at the ends part them from the next."""
    inner = clean(words)
    front = " " if words[:1].isspace() and inner else ""
    back = " " if words[-1:].isspace() else ""
    return Run(f"{front}{inner}{back}", strong)


def _words(node: SyntaxTreeNode) -> str:
    return clean("".join(run.text for run in _runs(node, strong=False)))
