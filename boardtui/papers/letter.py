"""The one form of every letter: to whom, from whom, reference and date; salutation, what it says, and who signs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from boardtui.charter.words import bare, listed, stopped
from boardtui.papers.document import AnyBlock, Document, Rule, Signature, clean, facts, heading, own, para, said, text
from boardtui.papers.opening import WARNING
from boardtui.papers.references import meeting_reference
from boardtui.papers.source import Source


def letter(
    src: Source,
    what: str,
    to: str,
    dates: Sequence[str],
    blocks: Iterable[AnyBlock],
    *,
    sent_by: Iterable[str] = (),
    slip: Iterable[str] = (),
) -> Document:
    """A letter from the body.

    Args:
        src: the meeting that it is about.
        what: what it is, as in "Notice of decision".
        to: who gets it, by name.
        dates: the days on which it was sent (ISO 8601), at least one; the last is that of the file.
        blocks: what stands between salutation and close.
        sent_by: by what means, where that is recorded.
        slip: what is to be filled in and sent back, on a slip below the signature; empty: none.
    """
    hidden = src.part == "confidential"
    marks = (own("CONFIDENTIAL "),) if hidden else ()
    warning = [para(own(WARNING, strong=True), tone="warning")] if hidden else []
    signs = src.numbering.house.secretary_signs
    rows = [
        ("To", to),
        ("From", ", ".join(word for word in (src.body, src.state.charter.title) if word)),
        ("Contact", src.numbering.house.contact),
        ("Our reference", meeting_reference(src)),
        ("Date", listed(dict.fromkeys(map(src.clock.say, dates)))),
        ("Sent by", listed(dict.fromkeys(means for means in sent_by if means.strip()), "")),
        ("Meeting", ", ".join(word for word in (src.state.title, src.clock.date) if word)),
    ]
    return Document(
        title=clean(f"{'CONFIDENTIAL ' if hidden else ''}{what} to {to}, {src.clock.date}"),
        body=clean(src.body),
        partnership=clean(src.state.charter.title),
        moment=dates[-1],
        dates=src.clock.dates,
        blocks=(
            heading(1, *marks, own(f"{what} to "), said(to)),
            *warning,
            facts("Letter", rows),
            para(own("Dear colleagues,")),
            *blocks,
            text(f"Yours faithfully, on behalf of the {bare(src.body)}"),
            Signature((clean(signs) or "Signature, name and office",)),
            *_slip(src, what, to, tuple(slip)),
        ),
        confidential=hidden,
    )


def _slip(src: Source, what: str, to: str, heads: tuple[str, ...]) -> list[AnyBlock]:
    """What is cut off and sent back: it says what it answers and who answers, since it travels without the letter."""
    if not heads:
        return []
    about = ", ".join(word for word in (meeting_reference(src), src.state.title, src.clock.date) if word)
    return [
        Rule(),
        heading(2, own("Reply")),
        text(f"To: {src.body}. From: {to}. {what}: {stopped(about)}"),
        Signature(heads),
    ]


def answer_to(src: Source) -> list[AnyBlock]:
    """Where an answer goes, as far as the house style says."""
    contact = src.numbering.house.contact
    return [text(f"Please send your answer to: {stopped(contact)}")] if contact else []
