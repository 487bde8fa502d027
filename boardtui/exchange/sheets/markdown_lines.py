"""Markdown as the lines of an agenda: headings, items of lists with their numbers, text and tables, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from boardtui.exchange.sheets.grid import Grid, Row, SheetError
from boardtui.exchange.sheets.lines import Lines, Piece, numbered_piece, text_piece, with_initials

if TYPE_CHECKING:
    from markdown_it.token import Token


_DEEPEST = 100
_LONGEST = 50_000  # characters


def markdown_lines(where: str, text: str) -> Lines:
    """The lines of a Markdown file; ``where`` begins the sentence of a fault.

    Raises:
        SheetError: it is too long, or cannot be read as Markdown.
    """
    from markdown_it import MarkdownIt

    if len(text) > _LONGEST:
        raise SheetError(f"{where} is too long to be an agenda. Check that it is the right file.")
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    try:
        tokens = parser.parse(text)
    except (RecursionError, ValueError, IndexError) as error:
        raise SheetError(f"{where} cannot be read as Markdown. Save the agenda as plain text or CSV.") from error
    return Lines(with_initials(_Lines(where, text, tokens).pieces))


class _Lines:
    """Reads the tokens of Markdown into the lines of the file in their order."""

    def __init__(self, where: str, text: str, tokens: Sequence[Token]) -> None:
        self.pieces: list[Piece] = []
        self._where = where
        self._raw = text.split("\n")
        self._numbers = _written_numbers(tokens)
        self._lists: list[bool] = []  # of those that are open, whether each is numbered
        self._fresh: str | None = None  # the number of an item whose first line is to come
        self._rows: list[Row] | None = None
        self._cells: list[str] = []
        self._line = 1
        before: Token | None = None
        for token in tokens:
            self._line = token.map[0] + 1 if token.map else self._line
            self._structure(token)
            if token.type == "inline":
                self._inline(token, before)
            before = token

    def _structure(self, token: Token) -> None:
        match token.type:
            case "ordered_list_open" | "bullet_list_open":
                self._lists.append(token.type == "ordered_list_open")
            case "ordered_list_close" | "bullet_list_close":
                self._lists.pop()
            case "list_item_open":
                self._fresh = self._numbers.get(id(token), "")
            case "list_item_close":
                self._fresh = None
            case "table_open":
                self._rows = []
            case "tr_open":
                self._cells = []
            case "tr_close" if self._rows is not None and any(self._cells):
                self._rows.append(Row(self._line, tuple(self._cells)))
            case "table_close" if self._rows:
                table = Grid(self._where, tuple(self._rows), unit="line")
                self.pieces.append(Piece(self._rows[0].number, "", "table", len(self._lists), table=table))
                self._rows = None
            case "fence" | "code_block" | "html_block":
                lines = enumerate(token.content.split("\n"))
                self.pieces += [Piece(self._line + place, text, "text") for place, text in lines if text.strip()]
            case _:
                pass

    def _inline(self, token: Token, before: Token | None) -> None:
        if self._rows is not None:
            self._cells.append(_words(token))
            return
        if before is not None and before.type == "heading_open":
            self.pieces.append(numbered_piece(self._line, _words(token), "heading", int(before.tag[1:])))
            return
        first, *more = _words(token).split("\n")
        if self._fresh is None:
            self.pieces.append(text_piece(self._line, first, len(self._lists), bold=_is_bold(token)))
        else:
            ordered = self._lists[-1]
            # Below item 10 three spaces are too few for Markdown, and meant all the same.
            meant_below = not ordered and len(self._lists) == 1 and bool(self.pieces) and self._is_indented()
            depth = len(self._lists) + meant_below
            if self._fresh:
                self.pieces.append(Piece(self._line, first, "item", depth, self._fresh, ordered=ordered))
            else:  # a number of its own may stand at the beginning: "- 24.1 Safety"
                self.pieces.append(numbered_piece(self._line, first, "item", depth))
            self._fresh = None
        for place, text in enumerate(more, 1):
            depth = (
                len(self._lists) if self._is_indented(place) else 0
            )  # Markdown takes it to the list, who wrote it hardly
            self.pieces.append(text_piece(self._line + place, text, depth))

    def _is_indented(self, place: int = 0) -> bool:
        return self._raw[self._line - 1 + place][:1].isspace()


def _written_numbers(tokens: Sequence[Token]) -> dict[int, str]:
    """The number of each item of a numbered list as it is written; counted where a list says 1. before each."""
    numbers: dict[int, str] = {}
    opened: list[tuple[Token, list[Token]]] = []
    for token in tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            opened.append((token, []))
        elif token.type == "list_item_open":
            opened[-1][1].append(token)
        elif token.type == "ordered_list_close":
            _, items = opened.pop()
            same = len(items) > 1 and len({item.info for item in items}) == 1
            numbers |= {
                id(item): str(int(item.info) + place) if same else item.info for place, item in enumerate(items)
            }
        elif token.type == "bullet_list_close":
            opened.pop()
    return numbers


def _is_bold(token: Token) -> bool:
    """Whether a line is wholly in bold, as headings are that nobody marked as such."""
    children = [child for child in token.children or () if child.type != "text" or child.content.strip()]
    return len(children) > 2 and children[0].type == "strong_open" and children[-1].type == "strong_close"


def _words(token: Token) -> str:
    """The words of a line without its Markdown: no stars, no addresses of links, no HTML."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "image":
            parts.append(child.content)
    return "".join(parts)
