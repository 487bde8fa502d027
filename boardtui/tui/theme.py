"""How it looks: a dark and a light theme, one of high contrast for projectors, and the same in sixteen colours."""

from __future__ import annotations

from dataclasses import replace

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
    variables={"text-muted": "#9aa7b8", "band": "#1f2d47"},
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
    variables={"text-muted": "#4a5563", "band": "#d6e0f0"},
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
    variables={"text-muted": "#2b2b2b", "band": "#bfcbe6"},
)
THEMES = {"dark": DARK, "light": LIGHT, "projector": PROJECTOR}

_BLACK, _WHITE, _GREY, _BLUE, _RED = "#000000", "#ffffff", "#aaaaaa", "#0000aa", "#aa0000"


def _few(theme: Theme, paper: str, ink: str, faint: str, **tones: str) -> Theme:
    """A theme in colours that sixteen have, one for one: what is between two of them might become either.

    What has another background elsewhere is marked by reversing it, or by nothing.
    """
    names = ("primary", "secondary", "accent", "success", "warning", "error")
    leading = dict.fromkeys(names, ink) | tones
    text_colours = {f"text-{name}": colour for name, colour in leading.items()}
    cursors = {
        name: value
        for cursor in ("input-cursor", "block-cursor")
        for name, value in (
            (f"{cursor}-foreground", ink),
            (f"{cursor}-background", paper),
            (f"{cursor}-text-style", "reverse"),
        )
    }
    selected = {"input-selection-foreground": paper, "input-selection-background": ink}
    variables = (
        {"text": ink, "text-muted": faint, "text-disabled": faint, "band": paper} | text_colours | cursors | selected
    )
    colours = replace(
        theme, foreground=ink, background=paper, surface=paper, panel=paper, boost=paper, variables=variables
    )
    for name, colour in leading.items():
        setattr(colours, name, colour)
    return colours


# On white only blue and red stand out as they should, whatever the terminal makes of the sixteen.
SIXTEEN = {
    "dark": _few(
        DARK,
        _BLACK,
        _WHITE,
        _GREY,
        primary="#55ffff",
        secondary=_GREY,
        accent="#ff55ff",
        success="#55ff55",
        warning="#ffff55",
        error="#ff5555",
    ),
    "light": _few(LIGHT, _WHITE, _BLACK, _BLACK, primary=_BLUE, accent=_BLUE, error=_RED),
    "projector": _few(PROJECTOR, _WHITE, _BLACK, _BLACK, primary=_BLUE, accent=_BLUE, error=_RED),
}
GREY = {
    "dark": _few(DARK, _BLACK, _WHITE, _GREY),
    "light": _few(LIGHT, _WHITE, _BLACK, _BLACK),
    "projector": _few(PROJECTOR, _WHITE, _BLACK, _BLACK),
}
