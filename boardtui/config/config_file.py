"""Writes a setting into config.toml as somebody would by hand: its comments and everything else stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from boardtui.book.errors import BookError
from boardtui.book.files import atomic_file
from boardtui.config.config import Config, ConfigError, Settings, load, parse

Value = str | tuple[str, ...]


def value_of(settings: Settings, name: str) -> Value:
    """The value of a setting, by its name with dots, such as house.references.meeting."""
    content: Any = settings
    for part in name.split("."):
        content = getattr(content, part)
    value: Value = content
    return value


def changed(config: Config, name: str, value: Value | dict[str, str]) -> Config:
    """The settings with one of them changed; it is in the file when this returns.

    Without a file one is made beside the user, or where the user's own settings are looked for.

    Raises:
        ConfigError: the value makes no sense, or the file cannot be read or written; it is as it was before.
    """
    path, made = rewritten(config, name, value)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(path) as file:
            file.write(made)
    except (BookError, OSError) as error:
        raise ConfigError(str(error)) from error
    return load(path)


def rewritten(config: Config, name: str, value: Value | dict[str, str]) -> tuple[Path, bytes]:
    """The file of the settings and what is to stand in it, with one of them changed; nothing is written.

    Raises:
        ConfigError: the value makes no sense, or the file cannot be read.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    path, text = _file(config)
    try:
        document = tomlkit.parse(text)
        *groups, last = name.split(".")
        table: Any = document
        for group in groups:
            table = table.setdefault(group, tomlkit.table())
        if isinstance(value, dict):
            _put_words(table.setdefault(last, tomlkit.table()), value)
        else:
            table[last] = list(value) if isinstance(value, tuple) else value
        made = tomlkit.dumps(document).encode()
    except (TOMLKitError, AttributeError, TypeError, ValueError) as error:
        raise ConfigError(f"{path} could not be changed: {error}. Change it with an editor.") from error
    if value_of(parse(made, path), name) != value:
        raise ConfigError(f"{path} could not be changed so that {name} is set. Change it with an editor.")
    return path, made


def _put_words(table: Any, texts: Mapping[str, str]) -> None:
    """Have these texts by their words in a table; those that stand there so already are left as they are written."""
    for word in [word for word in table if word not in texts]:
        del table[word]
    for word, text in texts.items():
        if table.get(word) != text:
            table[word] = text


def _file(config: Config) -> tuple[Path, str]:
    """The file to write, and what stands in it now; a new one names the places that were used without it."""
    if config.file is not None:
        try:
            return config.file, config.file.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{config.file} cannot be read again ({error}). Nothing was changed.") from error
    if config.folder == Path.cwd():
        return config.folder / "config.toml", ""
    import tomli_w
    from platformdirs import user_config_path

    places = {"database": str(config.database), "meetings": str(config.meetings)}
    return user_config_path("boardtui") / "config.toml", tomli_w.dumps(places)
