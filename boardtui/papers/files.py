"""Puts a meeting's minutes on the disk: whole or not at all, and nowhere but in the meeting's own folder."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from boardtui.book.errors import BookError, in_plain_words
from boardtui.book.files import atomic_file
from boardtui.charter.spelling import file_stem
from boardtui.papers.errors import PaperError

_KEY = re.compile(r"[a-z0-9-]{1,64}")


def write_minutes(folder: Path, meeting_key: str, public_md: str, confidential_md: str | None = None) -> list[Path]:
    """Write <key>/minutes.md below the folder of meetings and, where there is any, minutes-confidential.md (0600).

    The confidential part is written first: an error leaves no public minutes that lack their other half.

    Raises:
        PaperError: the key or the place is not allowed, or the disk refuses; nothing half written is left.
    """
    home = meeting_folder(folder, meeting_key)
    hidden = []
    if confidential_md is not None:
        hidden.append(_write(home / "minutes-confidential.md", confidential_md, 0o600))
    return [_write(home / "minutes.md", public_md, 0o644), *hidden]


def given_folder(folder: Path) -> Path:
    """A folder that the user named, made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PaperError(f"The folder {folder} could not be made, because {in_plain_words(error)}.") from error
    return folder


def safe_name(key: str, otherwise: str) -> str:
    """A key as part of a file name; a book from elsewhere may hold one that cannot be."""
    return key if _KEY.fullmatch(key) else otherwise


def write_papers(home: Path, papers: Mapping[str, bytes], mode: int = 0o644) -> list[Path]:
    """Write files into a meeting's folder, each whole or not at all. Raises as write_minutes does."""
    return [_put(home / name, data, mode) for name, data in papers.items()]


def meeting_folder(folder: Path, meeting_key: str) -> Path:
    """The folder for a meeting's papers, made if need be; it must lie inside ``folder``, symbolic links followed."""
    if not _KEY.fullmatch(meeting_key):
        raise PaperError(
            f"The key {meeting_key[:70]!r} cannot name a folder; it must be small letters, digits and hyphens."
        )
    try:
        home = (folder / file_stem(meeting_key)).resolve()
        if not home.is_relative_to(folder.resolve()):
            raise PaperError(f"The folder for {meeting_key} leads out of {folder}; remove the link that stands there.")
        home.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError) as error:
        raise PaperError(
            f"The folder for the papers of {meeting_key} in {folder} could not be made, because {in_plain_words(error)}."
        ) from error
    return home


def _write(path: Path, text: str, mode: int) -> Path:
    try:
        return _put(path, text.encode(), mode)
    except UnicodeEncodeError as error:
        raise PaperError(f"{path} was not written, because its text holds half a character.") from error


def _put(path: Path, data: bytes, mode: int) -> Path:
    try:
        with atomic_file(path) as file:
            if hasattr(os, "fchmod"):
                os.fchmod(file.fileno(), mode)
            file.write(data)
    except BookError as error:
        why = in_plain_words(error.__cause__ or error)
        raise PaperError(f"{path} was not written, because {why}; what was there before is unchanged.") from error
    return path
