"""The widget under all others: lines of spans, painted one by one, repainted only where they changed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.dom import DOMNode
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from boardtui.tui.safe import EMPTY, Line, cut, span


class Painted(Widget):
    """Shows lines that its owner sets with ``show``; cheap enough to be set anew at every key."""

    DEFAULT_CSS = """
    Painted { height: 1fr; }
    Painted > .painted--dim { color: $text-muted; }
    Painted > .painted--strong { text-style: bold; }
    Painted > .painted--heading { text-style: bold; color: $primary; }
    Painted > .painted--good { color: $text-success; text-style: bold; }
    Painted > .painted--bad { color: $text-error; text-style: bold; }
    Painted > .painted--warn { color: $text-warning; text-style: bold; }
    Painted > .painted--accent { color: $text-accent; }
    Painted > .painted--cursor { text-style: reverse; }
    Painted > .painted--key { color: $text-primary; text-style: bold; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: Sequence[Line] = ()
        self._styles: dict[str, Style] = {}

    @property
    def lines(self) -> Sequence[Line]:
        """What is shown now, for tests and for what builds upon it."""
        return self._lines

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines from the top; only those that differ from before are painted again."""
        before, self._lines = self._lines, lines
        if len(before) != len(lines) and self.styles.is_auto_height:
            self.refresh(layout=True)
            return
        width = self.size.width
        changed = [
            Region(0, y, width, 1)
            for y in range(min(self.size.height, max(len(before), len(lines))))
            if _at(before, y) != _at(lines, y)
        ]
        if changed:
            self.refresh(*changed)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return max(1, len(self._lines))

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self._base()
        parts = cut(tuple(span(part.text, part.tone) for part in _at(self._lines, y)), width)
        segments = [Segment(part.text, base + self._tone(part.tone)) for part in parts]
        return Strip(segments).adjust_cell_length(width, base)

    def _base(self) -> Style:
        if "base" not in self._styles:
            self._styles["base"] = self.rich_style
        return self._styles["base"]

    def _tone(self, tone: str) -> Style:
        if not tone:
            return Style.null()
        if tone not in self._styles:
            self._styles[tone] = self._of_stylesheet(tone)
        return self._styles[tone]

    def _of_stylesheet(self, tone: str) -> Style:
        """What the stylesheet says of a tone. Textual's COMPONENT_CLASSES would ask it for all nine, at every change."""
        node = DOMNode(classes=f"painted--{tone}")
        node._attach(self)
        self.app.stylesheet.apply(node)
        return node.styles.partial_rich_style


def _at(lines: Sequence[Line], y: int) -> Line:
    return lines[y] if 0 <= y < len(lines) else EMPTY
