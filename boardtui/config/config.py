"""The settings in config.toml: read strictly, and each explained in the file that ships with the program."""

from __future__ import annotations

import os
import tomllib
import zoneinfo
from pathlib import Path
from typing import Any, Literal

import msgspec

from boardtui.book.chain import head_text_problem
from boardtui.charter.terms_of_reference import Quorum, Terms, as_written
from boardtui.config import phrases
from boardtui.config.house_style import House, References, fault
from boardtui.errors import UserError

LARGEST = 1 << 20  # bytes of a config.toml


class ConfigError(UserError):
    """A setting that makes no sense: one sentence with the file, the place and the remedy."""


class Room(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the projector shows.

    ``counts`` says whether a running count is seen ("live") or figures only once a result is declared ("after");
    ``names`` whose votes are named then: nobody's, those of a recorded vote, or all. ``timing`` shows the minutes that
    an item has taken, ``minutes`` where the public will find the minutes.
    """

    counts: Literal["live", "after"] = "after"
    names: Literal["none", "recorded", "all"] = "none"
    timing: bool = True
    minutes: str = ""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All settings, each with its default.

    Paths are relative to the folder of config.toml. ``timezone`` is a name such as Europe/London, or empty for the
    offset of each meeting. ``names`` says whose names minutes print with a vote: of those dissenting, or all.
    ``mirror`` is a folder on another medium that gets every entry too, ``key`` the file of the key that signs the
    head of the book when a meeting is closed; both are empty for none. ``phrases`` are sentences by the short word for
    which they stand in notes.
    """

    database: str = "data.db"
    meetings: str = "meetings"
    mirror: str = ""
    key: str = ""
    secretary: str = "Secretary"
    theme: Literal["dark", "light", "projector"] = "dark"
    timezone: str = "Europe/London"
    names: Literal["dissent", "all"] = "dissent"
    formats: tuple[Literal["md", "docx", "pdf", "html"], ...] = ("md", "docx")
    templates: str = ""
    house: House = House()
    room: Room = Room()
    terms: dict[str, Terms] = {}
    phrases: dict[str, str] = {}

    @property
    def usual_formats(self) -> tuple[Literal["md", "docx", "pdf", "html"], ...]:
        """The formats in which papers are written where none is asked for: Markdown where none is set."""
        return self.formats or ("md",)


class Config(msgspec.Struct, frozen=True):
    """The settings, and the folder that their paths are relative to."""

    settings: Settings
    folder: Path
    file: Path | None = None

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / Path(self.settings.database).expanduser()

    @property
    def meetings(self) -> Path:
        """The folder that minutes are written to."""
        return self.folder / Path(self.settings.meetings).expanduser()

    @property
    def mirror(self) -> Path | None:
        """The folder on another medium that gets every entry too, if there is to be one."""
        return self.folder / Path(self.settings.mirror).expanduser() if self.settings.mirror else None

    @property
    def key(self) -> Path | None:
        """The file of the key that signs, if there is one."""
        return self.folder / Path(self.settings.key).expanduser() if self.settings.key else None

    @property
    def templates(self) -> Path | None:
        """The folder with a board's own templates, or None."""
        given = self.settings.templates
        return self.folder / Path(given).expanduser() if given else None

    @property
    def logo(self) -> Path | None:
        """The file of the board's logo, or None."""
        given = self.settings.house.logo
        return self.folder / Path(given).expanduser() if given else None


def find() -> Path | None:
    """The config.toml to use: named by BOARDTUI_CONFIG, else beside the user, else the user's own; None for none."""
    named = os.environ.get("BOARDTUI_CONFIG")
    if named:
        return Path(named)
    here = Path("config.toml")
    if here.is_file():
        return here
    from platformdirs import user_config_path

    own = user_config_path("boardtui") / "config.toml"
    return own if own.is_file() else None


def load(path: Path | None) -> Config:
    """Read the settings; without a file every setting has its default, beside the user's data.

    Raises:
        ConfigError: the file cannot be read, or a setting in it makes no sense.
    """
    if path is None:
        if Path("data.db").exists():
            return Config(Settings(), Path.cwd())
        from platformdirs import user_data_path

        return Config(Settings(), user_data_path("boardtui", ensure_exists=True))
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}). Name a file that exists.") from error
    if len(raw) > LARGEST:
        raise ConfigError(f"{path} is larger than 1 MiB, which no settings are. Name the right file.")
    return Config(parse(raw, path), path.resolve().parent, path)


def parse(raw: bytes, path: Path) -> Settings:
    """The settings that these bytes of a file spell. Raises ConfigError."""
    if len(raw) > LARGEST:
        raise ConfigError(f"{path} is larger than a configuration can be. Name the right file.")
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
        if isinstance(bodies := table.get("terms"), dict):
            table["terms"] = {body: as_written(terms) for body, terms in bodies.items()}
        settings = msgspec.convert(table, Settings)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not text in UTF-8. Save it again as UTF-8.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}. {_advice(raw)}") from None
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {_plain(error, table)}") from None
    if settings.timezone:
        try:
            zoneinfo.ZoneInfo(settings.timezone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            raise ConfigError(
                f"{path}: timezone is {settings.timezone[:40]!r}, which is no time zone; write for example Europe/London."
            ) from None
    if wrong := _unusable(settings) or fault(settings.house) or phrases.fault(settings.phrases):
        raise ConfigError(f"{path}: {wrong}.")
    return settings


_PATHS = ("database", "meetings", "mirror", "key", "templates")


def _unusable(settings: Settings) -> str | None:
    """What would only fail later: a name under which nothing can be recorded, or a path that no folder can have."""
    if problem := head_text_problem(settings.secretary):
        return f"secretary {problem}; write the name of who records, on one line, since it stands beside every entry"
    for name in _PATHS:
        if "\0" in getattr(settings, name):
            return f"{name} has a character that no name of a file can have; write the path anew"
    return None


def _advice(raw: bytes) -> str:
    """What to do about a file that is not TOML: most often a path of Windows stands in double quotes."""
    if b"\\" in raw:
        return r"Write a path that has a \ in single quotes, as in 'C:\Board\data.db'."
    return "Compare it with the config.toml that came with it."


_GROUPS: dict[str, type[msgspec.Struct]] = {
    "house": House, "house.references": References, "room": Room, "terms.BODY": Terms, "terms.BODY.quorum": Quorum,
}  # fmt: skip


def _plain(error: msgspec.ValidationError, table: dict[str, Any]) -> str:
    """What is wrong, where, and what may stand there."""
    from boardtui.charter.explain import explained

    data_error = explained(str(error), table, Settings)
    where = ".".join(data_error.place)
    reason, _, _ = str(error).partition(" - at ")
    if "unknown field" not in reason:
        return f"the setting {where} is wrong: {data_error.reason}."
    wrong = reason.split("unknown field")[-1].strip(" `")
    of_terms = ("terms", "BODY", *data_error.place[2:])
    group = _GROUPS.get(".".join(of_terms if data_error.place[:1] == ("terms",) else data_error.place), Settings)
    there = "at the top there are" if group is Settings else "it has"
    return f"there is no setting {wrong!r} at {where or 'the top of the file'}; {there}: {', '.join(group.__struct_fields__)}."
