"""The board's logo and family of letters, as its house style names them, checked before a paper is made with them."""

from __future__ import annotations

import warnings
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from boardtui.book.errors import in_plain_words
from boardtui.config.config import Config
from boardtui.papers.errors import LettersLacking, PaperError

FONTS = Path(__file__).with_name("fonts")  # Liberation Sans, which has the widths of Arial
Kind = Literal["png", "jpg", "svg"]
LARGEST = 1 << 20  # bytes of a logo
_BEGINS: tuple[tuple[bytes, Kind], ...] = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_SHOWN = '#set page(width: auto, height: auto, margin: 0pt)\n#image(sys.inputs.file, height: 18mm, alt: "logo")'
_SHARP = 300.0  # dots to the inch


class Logo(msgspec.Struct, frozen=True):
    """A picture in one of three kinds, and the same as PNG for programs that show no drawing."""

    kind: Kind
    data: bytes
    png: bytes

    @property
    def media(self) -> str:
        """What a web page calls its kind."""
        return {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}[self.kind]


class Look(msgspec.Struct, frozen=True):
    """What of the house style every paper shows: the logo above its title, and the family of its letters."""

    logo: Logo | None = None
    letters: str = ""


def look_of(config: Config) -> Look:
    """The look that the settings give.

    Raises:
        PaperError: the logo is not there, or no picture that can be shown; the sentence names its file.
    """
    path = config.logo
    if path is None:
        return Look(None, config.settings.house.letters)
    try:
        stamp = path.stat()
        if stamp.st_size > LARGEST:
            raise PaperError(f"The logo {path} is larger than {LARGEST >> 20} MB; save it smaller.")
        data = path.read_bytes()
    except OSError as error:
        raise PaperError(
            f"The logo {path} could not be read, because {in_plain_words(error)}; put it there, or change logo in config.toml."
        ) from error
    return Look(_logo(path, data), config.settings.house.letters)


@lru_cache(maxsize=4)
def _logo(path: Path, data: bytes) -> Logo:
    """The picture, set once to see that all of it can be shown; with the shipped fonts, so that it is the same everywhere."""
    import typst

    kind: Kind = next((kind for begin, kind in _BEGINS if data.startswith(begin)), "svg")
    source = _SHOWN.replace("sys.inputs.file", f'bytes(json(bytes(sys.inputs.data))), format: "{kind}"')
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    try:
        png = typst.Compiler(source.encode(), font_paths=fonts).compile(
            format="png", ppi=_SHARP, sys_inputs={"data": msgspec.json.encode(list(data)).decode()}
        )
    except typst.TypstError as error:
        raise PaperError(f"The logo {path} is no PNG, JPEG or SVG picture that can be shown; save it again.") from error
    assert isinstance(png, bytes)
    return Logo(kind, data, png)


def tell_family(letters: str, families: list[str]) -> None:
    """Say as a warning that a PDF lacks the family of letters which the house style names."""
    if letters and letters.casefold() not in {family.casefold() for family in families}:
        warnings.warn(
            LettersLacking(
                f"PDFs are set in Liberation Sans, because no font “{letters}” is there; put its file into the folder that "
                "templates in config.toml names, or change letters."
            ),
            stacklevel=3,
        )
