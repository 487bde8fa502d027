"""Signs the head of a book at the end of a meeting: checkpoint.txt beside the minutes."""

from __future__ import annotations

import os
from pathlib import Path

from boardtui.book.files import atomic_file
from boardtui.book.signing import PassphraseNeeded, SigningError, checkpoint_text, signed, unlock
from boardtui.config.config import Config

NAME = "checkpoint.txt"


def sign_head(
    config: Config, folder: Path, book: str, entries: int, head: str, passphrase: str | None = None
) -> list[Path]:
    """Write the signed checkpoint into a meeting's folder; nothing where the settings name no key.

    Raises:
        PassphraseNeeded: the key has a passphrase, and it was not given.
        SigningError: the key is not there or not right.
        BookError: the file could not be written.
    """
    if config.key is None:
        return []
    public, key = unlock(config.key, passphrase)
    path = folder / NAME
    try:
        earlier = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        earlier = ""
    with atomic_file(path) as file:
        if hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), 0o644)
        file.write(signed(checkpoint_text(book, entries, head), public, key, earlier).encode())
    return [path]


def why_not_signed(config: Config, book: str) -> str:
    """A sentence where a meeting of this book could not be signed without a passphrase; empty where all is well."""
    if config.key is None:
        return ""
    try:
        unlock(config.key)
    except PassphraseNeeded:
        return f"The book is not signed yet, since the key has a passphrase. Sign it with: boardtui sign {book}"
    except SigningError as error:
        return f"The book is not signed. {error}"
    return ""
