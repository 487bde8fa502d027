"""Signing: the head of a book as a C2SP checkpoint, signed with Ed25519, and whether such a signature is right.

The text is that of c2sp.org/tlog-checkpoint with signatures of c2sp.org/signed-note. The root is the hash of the last
entry of the chain, not of a Merkle tree.
"""

from __future__ import annotations

import base64
import binascii
import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from boardtui.book.errors import BookError, in_plain_words, not_read
from boardtui.book.files import create_private

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LARGEST = 64 * 1024  # bytes of a key or a checkpoint
ED25519 = b"\x01"
_NAME = re.compile(r"[^\s+]{1,100}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
_DASH = "\u2014 "


class SigningError(BookError):
    """A key or a checkpoint that is not there, not right, or cannot be used."""


class PassphraseNeeded(SigningError):
    """The key has a passphrase and none, or a wrong one, was given."""


class Public(NamedTuple):
    """The public part of a key: a name without blanks or plus signs, and 32 bytes."""

    name: str
    raw: bytes

    @property
    def id(self) -> bytes:
        """The four bytes that stand before each of its signatures."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.raw).decode()}"


class Checkpoint(NamedTuple):
    """What a checkpoint says: of which book, how many entries, the hash of the last, and who signed."""

    book: str
    entries: int
    head: str
    text: str
    signatures: tuple[str, ...]


def make_key(path: Path, name: str, passphrase: str | None = None) -> Public:
    """Make a key in a new file that only its owner can read, and return its public part."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not _NAME.fullmatch(name) or not name.isprintable():
        raise SigningError(f"A key cannot be named {name[:70]!r}: its name has no blanks and no plus sign.")
    key = Ed25519PrivateKey.generate()
    locked = form.BestAvailableEncryption(passphrase.encode()) if passphrase else form.NoEncryption()
    pem = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, locked)
    public = Public(name, key.public_key().public_bytes_raw())
    create_private(path)
    try:
        path.write_bytes(f"{public}\n".encode() + pem)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise SigningError(f"{path} could not be written, because {in_plain_words(error)}.") from error
    return public


def public_of(path: Path) -> Public:
    """The public part of a key, from its first line: of the key file itself, or of a file with that line alone."""
    return parse_public(_read(path).partition("\n")[0], str(path))


def parse_public(text: str, where: str = "The key") -> Public:
    """The public part of a key as it is written: name+id+base64. Raises SigningError."""
    try:
        name, number, encoded = text.strip().split("+", 2)
        data = base64.b64decode(encoded, validate=True)
        public = Public(name, data[1:])
        if data[:1] == ED25519 and len(data) == 33 and _NAME.fullmatch(name) and public.id.hex() == number:
            return public
    except (ValueError, binascii.Error):
        pass
    raise SigningError(f"{where} is not a public key as boardtui writes it: name+number+letters, on one line.")


def unlock(path: Path, passphrase: str | None = None) -> tuple[Public, Ed25519PrivateKey]:
    """The key in a file, ready to sign. Raises PassphraseNeeded, or SigningError where it is not a key."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    text = _read(path)
    public = parse_public(text.partition("\n")[0], str(path))
    pem = text.partition("\n")[2].encode()
    if b"ENCRYPTED" in pem and not passphrase:
        raise PassphraseNeeded(f"The key {path} has a passphrase, which is asked for on the command line only.")
    try:
        key = load_pem_private_key(pem, passphrase.encode() if passphrase and b"ENCRYPTED" in pem else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        if passphrase:
            raise PassphraseNeeded(f"That is not the passphrase of the key {path}.") from error
        raise SigningError(f"{path} is not a key. Restore it from a copy, or make another.") from error
    if not isinstance(key, Ed25519PrivateKey) or key.public_key().public_bytes_raw() != public.raw:
        raise SigningError(f"{path} was altered: its first line is not the public part of the key in it.")
    return public, key


def checkpoint_text(book: str, entries: int, head: str) -> str:
    """What is signed: origin, number of entries, and the head in base64, a line each."""
    return f"boardtui/{book}\n{entries}\n{base64.b64encode(bytes.fromhex(head)).decode()}\n"


def signed(text: str, public: Public, key: Ed25519PrivateKey, earlier: str = "") -> str:
    """The checkpoint with this key's signature; those of others in an earlier one of the same text are kept."""
    line = f"{_DASH}{public.name} {base64.b64encode(public.id + key.sign(text.encode())).decode()}"
    before, _, lines = earlier.partition("\n\n")
    others = [old for old in lines.splitlines() if old != line] if f"{before}\n" == text else []
    return "\n".join([text, *others, line, ""])


def read_checkpoint(path: Path) -> Checkpoint:
    """A checkpoint from a file; its signatures are not yet checked. Raises SigningError."""
    body, _, rest = _read(path).partition("\n\n")
    lines, signatures = body.split("\n"), rest.splitlines()
    try:
        origin, size, root = lines[:3]
        head = base64.b64decode(root, validate=True)
        if not origin.startswith("boardtui/") or not _SIZE.fullmatch(size) or len(head) != 32:
            raise ValueError
        if len(lines) > 3 or not all(line.startswith(_DASH) for line in signatures):
            raise ValueError
    except (ValueError, binascii.Error) as error:
        raise SigningError(f"{path} is not a checkpoint of a minute book. Ask for the one that was signed.") from error
    return Checkpoint(origin.removeprefix("boardtui/"), int(size), head.hex(), f"{body}\n", tuple(signatures))


def is_signed_by(checkpoint: Checkpoint, public: Public) -> bool:
    """Whether one of the signatures is this key's, and right."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    for line in checkpoint.signatures:
        name, _, encoded = line.removeprefix(_DASH).partition(" ")
        try:
            data = base64.b64decode(encoded, validate=True)
            if name == public.name and data[:4] == public.id:
                Ed25519PublicKey.from_public_bytes(public.raw).verify(data[4:], checkpoint.text.encode())
                return True
        except (ValueError, binascii.Error, InvalidSignature):
            continue
    return False


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise SigningError(f"{path} is too large for a key or a checkpoint. Name the right file.")
        return data.decode()
    except OSError as error:
        raise SigningError(not_read(path, error)) from error
    except UnicodeDecodeError as error:
        raise SigningError(f"{path} is not text, so it is no key and no checkpoint. Name the right file.") from error
