"""The settings in a secretary's words: what each is called, what it does, and what may be chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from boardtui.config.config import Settings
from boardtui.config.config_file import Value, value_of
from boardtui.config.phrases import written
from boardtui.tui.forms.dialogs import Option
from boardtui.tui.safe import EMPTY, Line, Span, fit, line, wrap
from boardtui.tui.widgets.rows import Row, heading


class Setting(NamedTuple):
    """A setting. With ``options`` it is a choice among them, several where ``many``; else words, a folder or a file."""

    name: str
    group: str
    label: str
    help: str
    options: tuple[Option, ...] = ()
    many: bool = False
    empty: str = "none"


SETTINGS = (
    Setting(
        "secretary", "The minute book", "Who records", "The name that stands beside every entry of the minute book."
    ),
    Setting(
        "mirror",
        "The minute book",
        "Backup folder",
        "A folder on another medium, such as a USB stick, that gets every entry too, as it is recorded. The folder must be "
        "there: the program never makes it, so that nothing is written where a stick is not plugged in.",
    ),
    Setting(
        "key",
        "The minute book",
        "Signing key",
        "The file of the key with which the end of a meeting is signed. It is made with: boardtui key make.",
    ),
    Setting(
        "theme",
        "The screen",
        "Theme",
        "Projector is black on white with strong contrast.",
        tuple(Option(name, name) for name in ("dark", "light", "projector")),
    ),
    Setting(
        "timezone",
        "The screen",
        "Time zone",
        "In which times are shown, such as Europe/London. Times are recorded in UTC. Empty: the offset of each meeting.",
        empty="the offset of each meeting",
    ),
    Setting(
        "formats",
        "Papers",
        "Formats of the minutes",
        "What is written when a meeting closes.",
        (Option("md", "Markdown"), Option("docx", "Word"), Option("pdf", "PDF"), Option("html", "HTML")),
        many=True,
    ),
    Setting(
        "names",
        "Papers",
        "Names printed with votes",
        "Whose names the minutes print: of those who voted against or abstained, or of all voters.",
        (Option("dissent", "dissent"), Option("all", "all voters")),
    ),
    Setting("meetings", "Papers", "Folder of the papers", "Each meeting gets a folder of its own in it."),
    Setting(
        "templates",
        "Papers",
        "Templates folder",
        "A folder with templates that take the place of those that come with the program: paper.html, paper.typ, paper.docx.",
        empty="built in",
    ),
    Setting(
        "house.minutes",
        "Papers",
        "Layout of the minutes",
        "In numbered paragraphs, or as a table of item, discussion and decision, and action.",
        (Option("numbered", "numbered paragraphs"), Option("table", "table")),
    ),
    Setting(
        "house.dates",
        "Papers",
        "Date format in papers",
        "How papers write days. At first as 26 November 2026, and only the day of the meeting itself with its weekday. "
        "Spreadsheets, calendars and open data have days as programs read them.",
        (
            Option("usual", "26 November 2026, weekday with the meeting"),
            Option("long", "26 November 2026"),
            Option("weekday", "Thursday 26 November 2026"),
            Option("numbers", "26/11/2026"),
            Option("iso", "2026-11-26"),
        ),
    ),
    Setting(
        "house.logo",
        "Papers",
        "Logo",
        "A PNG, JPEG or SVG file that stands above the title of every paper in Word, PDF and HTML.",
    ),
    Setting(
        "house.letters",
        "Papers",
        "Typeface",
        "Of Word, PDF and HTML, such as Liberation Serif. For the PDF the font's files lie in the templates folder.",
        empty="Arial",
    ),
    Setting(
        "house.chair_signs",
        "Papers",
        "Who signs the minutes",
        "Printed under the line to sign on. Blank: there is no such line.",
        empty="no line to sign on",
    ),
    Setting(
        "house.secretary_signs",
        "Papers",
        "Who signs letters",
        "Name and office, such as A Example, Board Secretary.",
        empty="room to write it",
    ),
    Setting(
        "house.references.meeting",
        "Papers",
        "Reference of the minutes",
        "A pattern such as {body}/{yy}/{meeting:2}, which gives PB/26/05. config.toml explains what may stand in it.",
    ),
    Setting(
        "house.references.item",
        "Papers",
        "Reference of an item",
        "A pattern such as {body}/{fy}/{count:3}, which gives PB/2627/014.",
    ),
    Setting(
        "house.references.decision",
        "Papers",
        "Reference of a decision",
        "A pattern such as {body}/{fy}/{count:3}, which gives PB/2627/014.",
    ),
    Setting(
        "room.counts",
        "The room display",
        "Running count",
        "Whether the room sees the votes as they are recorded. Many boards do not want that, since a running count can "
        "sway those who have not voted yet. Restart the room display for this to take effect.",
        (Option("after", "only the declared result"), Option("live", "the votes as they come")),
    ),
    Setting(
        "room.names",
        "The room display",
        "Names under a result",
        "Who voted how, once the result is declared.",
        (Option("none", "nobody"), Option("recorded", "in a recorded vote"), Option("all", "all voters")),
    ),
    Setting(
        "room.minutes",
        "The room display",
        "Where minutes will be",
        "Shown to the public when the meeting is closed, such as www.example.org/board.",
    ),
)
PHRASE = "phrases."
"""What the name of the row of a phrase begins with, before its word; without one it is the row for another phrase."""
_GROUP = "Phrases of the house"
PHRASE_HELP = (
    "Written into notes by its short word and Tab. {body} stands for the name of the body, {resolved} for resolved or agreed, "
    "{ground} for the ground on which the public is excluded. One that ends without a full stop is gone on with."
)
_LABEL = 26


def setting(name: str) -> Setting | None:
    """The setting of that name, or None."""
    return next((setting for setting in SETTINGS if setting.name == name), None)


def setting_rows(settings: Settings) -> Iterator[Row]:
    """A row for each setting, under the group that it belongs to."""
    group = ""
    for setting in SETTINGS:
        if setting.group != group:
            group = setting.group
            yield heading(group)
        text = in_words(setting, value_of(settings, setting.name))
        yield Row(
            setting.name,
            line(Span(fit(setting.label, _LABEL), "dim"), Span(text) if text else Span(setting.empty, "dim")),
        )
    yield heading(_GROUP)
    for word, text in written(settings.phrases).items():
        yield Row(
            f"{PHRASE}{word}", line(Span(fit(word, _LABEL), "dim"), Span(text) if text else Span("taken away", "dim"))
        )
    yield Row(PHRASE, line(Span(fit("another phrase", _LABEL), "dim"), Span("Enter adds one", "dim")))


def setting_lines(help_words: str, file: str, width: int) -> list[Line]:
    """What a setting does, and where it is kept."""
    where = f"Kept in {file}." if file else "There is no config.toml yet; the first change makes one."
    return [*wrap(help_words, width), EMPTY, *wrap(where, width, "dim")]


def in_words(setting: Setting, value: Value) -> str:
    """A value as it is chosen; empty where there is none."""
    labels = {option.key: option.label for option in setting.options}
    chosen = (value,) if isinstance(value, str) else tuple(value)
    return ", ".join(labels.get(key, key) for key in chosen)
