"""How it looks: a dark and a light theme, and one of high contrast for projectors."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="board-dark",
    primary="#8ab4f8",
    secondary="#9aa7b8",
    accent="#c9b3ff",
    success="#7fd19b",
    warning="#f2c14e",
    error="#ff8a80",
    foreground="#e6e8eb",
    background="#14171c",
    surface="#1a1e25",
    panel="#232933",
    dark=True,
    variables={"text-muted": "#9aa7b8"},
)
LIGHT = Theme(
    name="board-light",
    primary="#174ea6",
    secondary="#4a5563",
    accent="#5b2e91",
    success="#0b6b36",
    warning="#7a4b00",
    error="#a50e0e",
    foreground="#16191d",
    background="#fbfbf9",
    surface="#f1f2ef",
    panel="#e3e6e8",
    dark=False,
    variables={"text-muted": "#4a5563"},
)
PROJECTOR = Theme(
    name="board-projector",
    primary="#00309c",
    secondary="#202020",
    accent="#4b0082",
    success="#004d1a",
    warning="#5c3200",
    error="#8b0000",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#e6e6e6",
    dark=False,
    text_alpha=1.0,
    variables={"text-muted": "#2b2b2b"},
)
THEMES = {"dark": DARK, "light": LIGHT, "projector": PROJECTOR}
