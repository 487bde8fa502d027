"""Terms of reference filled from others: files over a memorandum, and config.toml over the register."""

from __future__ import annotations

from msgspec.structs import replace

from boardtui.charter.check_terms import PROXY_DETAILS
from boardtui.charter.terms_of_reference import CONFLICTED, Terms

FIELDS = tuple(name for name in Terms.__struct_fields__ if name not in ("source", "sources"))


def filled_with(terms: Terms, more: Terms | None) -> Terms:
    """Terms with what is not defined in them filled from others; each setting keeps the source that defines it."""
    names = _missing_in(terms, more) if more is not None else []
    if more is None or not names:
        return terms
    own = any(getattr(terms, name) is not None for name in FIELDS)
    source = terms.source if own else more.source
    sources = {**terms.sources, **{name: more.source_of(name) for name in names}}
    if "quorum" in names and CONFLICTED in more.sources:
        sources[CONFLICTED] = more.sources[CONFLICTED]
    sources = {name: text for name, text in sources.items() if text != source or name == CONFLICTED}
    return replace(terms, source=source, sources=sources, **{name: getattr(more, name) for name in names})


def _missing_in(terms: Terms, more: Terms) -> list[str]:
    """What the one leaves undefined and the other defines; how proxies work only together with those it is said of."""
    names = [name for name in FIELDS if getattr(terms, name) is None and getattr(more, name) is not None]
    if terms.proxies not in (None, more.proxies):
        names = [name for name in names if name not in PROXY_DETAILS]
    return names
