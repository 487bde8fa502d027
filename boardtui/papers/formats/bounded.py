"""A board's own template used in a process of its own, so that one without end or measure costs no more than that process."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from contextlib import suppress
from pathlib import Path

import msgspec

from boardtui.papers.document import Document
from boardtui.papers.errors import LettersLacking, PaperError
from boardtui.papers.formats.making import made

SECONDS = 15  # that a paper may take; the longest of a real board takes about two
MEMORY = 2 << 30  # bytes; reserved, not only used
_REFUSED, _TOO_LARGE = 3, 4  # exit statuses; what is refused stands on standard output
_CHILD = "import sys; sys.path[:] = sys.argv[1:]; from boardtui.papers.formats.bounded import main; main()"


class _Order(msgspec.Struct):
    """What the process is to make."""

    document: Document
    form: str
    templates: str
    pages: int
    seconds: int
    memory: int


def made_apart(document: Document, form: str, template: Path, pages: int = 0) -> bytes:
    """The paper in one format through a template of the board's own, made within ``SECONDS`` and ``MEMORY``.

    Windows and macOS hold to the time only.

    Raises:
        PaperError: the template cannot be used, does not end, or needs too much memory; the sentence names its file.
    """
    order = msgspec.json.encode(_Order(document, form, str(template.parent), pages, SECONDS, MEMORY))
    # A thread for each processor would reserve memory that no paper needs.
    environment = {**os.environ, "RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"}
    try:
        child = subprocess.run(  # noqa: S603  # this program itself
            [sys.executable, "-P", "-c", _CHILD, *sys.path],
            input=order,
            capture_output=True,
            timeout=SECONDS,
            env=environment,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise _unusable(template, f"it takes longer than {SECONDS} seconds; look for what it repeats") from None
    except OSError as error:
        raise _unusable(template, f"no process could be started for it ({error.strerror}); try again") from error
    if child.returncode == 0:
        for remark in child.stderr.decode(errors="replace").splitlines():
            warnings.warn(LettersLacking(remark), stacklevel=2)
        return child.stdout
    if child.returncode == _REFUSED:
        raise PaperError(child.stdout.decode())
    if child.returncode == _TOO_LARGE or b"memory allocation" in child.stderr:
        raise _unusable(template, f"it needs more than {MEMORY >> 20} MB of memory; look for what it repeats")
    last = (child.stderr.decode(errors="replace").splitlines() or [f"exit status {child.returncode}"])[-1]
    raise _unusable(template, f"what sets the paper stopped ({last.strip()[:200]})")


def _unusable(template: Path, why: str) -> PaperError:
    return PaperError(f"The template {template} cannot be used: {why}.")


def main() -> None:
    """Make the paper that is asked for on standard input."""
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=_Order)
    _limit(order)
    try:
        with warnings.catch_warnings(record=True) as remarks:
            warnings.simplefilter("always", LettersLacking)
            data = made(order.document, order.form, Path(order.templates), order.pages)
    except PaperError as error:
        sys.stdout.buffer.write(str(error).encode())
        raise SystemExit(_REFUSED) from None
    except MemoryError:
        raise SystemExit(_TOO_LARGE) from None
    for remark in remarks:
        if issubclass(remark.category, LettersLacking):
            sys.stderr.buffer.write(f"{remark.message}\n".encode())
    sys.stdout.buffer.write(data)


def _limit(order: _Order) -> None:
    """Let the process have so much memory, and an end of its own should nobody be left to end it."""
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):  # a lower limit is set already, or the system knows none
            resource.setrlimit(resource.RLIMIT_CPU, (4 * order.seconds,) * 2)
            resource.setrlimit(resource.RLIMIT_AS, (order.memory,) * 2)
