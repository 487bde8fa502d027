"""Terms of reference filled from others, where one body has terms of several sources."""

from __future__ import annotations

from msgspec.structs import replace

from boardtui.charter.check_terms import PROXY_DETAILS
from boardtui.charter.model import Terms

FIELDS = tuple(name for name in Terms.__struct_fields__ if name != "source")


def filled_with(held: Terms, more: Terms) -> Terms:
    """Terms with what is not defined in them filled from others; the source says what came from where."""
    names = missing_in(held, more)
    if not names:
        return held
    source = more.source
    if held.source and held != Terms(source=held.source):
        source = f"{held.source}; {more.source} ({', '.join(name.replace('_', ' ') for name in names)})"
    return replace(held, source=source, **{name: getattr(more, name) for name in names})


def missing_in(held: Terms, more: Terms) -> list[str]:
    """What the one leaves undefined and the other defines; how proxies work only together with those it is said of."""
    names = [name for name in FIELDS if getattr(held, name) is None and getattr(more, name) is not None]
    if held.proxies not in (None, more.proxies):
        names = [name for name in names if name not in PROXY_DETAILS]
    return names
