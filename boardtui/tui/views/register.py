"""The register as rows to look at: columns that line up, and what each row says more of itself."""

from __future__ import annotations

import datetime
import re
import zoneinfo
from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from boardtui.charter.model import OpenQuestion, Partner, Provision, Topic
from boardtui.charter.rule import Override, Rule
from boardtui.charter.settings import NOT_DEFINED
from boardtui.charter.words import BY_KEY, NO_MEANING, Names, rule_value
from boardtui.dates import AmbiguousDay, date_words, spoken_moment
from boardtui.meeting.entries import AgendaItem, Member
from boardtui.meeting.planning.timetable import Begins, timetable
from boardtui.meeting.state.holders import has_no_name
from boardtui.register.tables import RegisterError
from boardtui.tui.safe import Line, Span, Tone, fit, fit_at_word, line, wrap

HOME_ZONE = "Europe/London"
GAP = "  "


def widths(total: int, *wanted: int, needs: Sequence[int] = ()) -> list[int]:
    """Column widths: what is positive stands, what is negative shares what is left over by its weight.

    ``needs``: the widest text of each column; what a column does not need of its share goes to the others.
    """
    free = total - len(GAP) * (len(wanted) - 1) - sum(size for size in wanted if size > 0)
    weights = -sum(size for size in wanted if size < 0)
    shares = [size if size >= 0 else max(4, free * -size // weights) for size in wanted]
    if not needs:
        return shares
    settled = [
        need if size < 0 and need < share else size for size, share, need in zip(wanted, shares, needs, strict=True)
    ]
    return shares if settled == list(wanted) else widths(total, *settled, needs=needs)


def widest(rows: Iterable[Sequence[object]]) -> list[int]:
    """How wide the widest text of each column is; four at least, as no column is narrower."""
    texts = [[value.text if isinstance(value, Span) else str(value) for value in row] for row in rows]
    return [max(4, *map(cell_len, column)) for column in zip(*texts, strict=True)]


def cells(sizes: Sequence[int], *texts: object) -> Line:
    """A row of a table; a Span keeps its tone. What has no width is left out."""
    parts: list[Span] = []
    for size, text in zip(sizes, texts, strict=True):
        if size:
            sentence, tone = (text.text, text.tone) if isinstance(text, Span) else (str(text), "")
            parts += [Span(fit_at_word(sentence, size), tone), Span(GAP)]
    return tuple(parts[:-1])


def labelled(label: str, text: object, width: int, tone: Tone = "") -> list[Line]:
    """ "Label  words", wrapped under each other."""
    if not text:
        return []
    first, *more = wrap(text, max(20, width - 14), tone)
    return [line(Span(fit(label, 14), "dim"), *first), *(line(" " * 14, *rest) for rest in more)]


def local_starts(text: str, zone: str = "", *, today: datetime.date) -> str:
    """A start typed as 26/11/2026 10:00 or 26 November 2026 at 2pm with the offset that holds in the zone on that day.

    One typed with its offset stays. ``today`` is the day from which "next Thursday" counts.

    Raises:
        RegisterError: it is no date and time, or the clocks skip it.
    """
    sentence = " ".join(text.split())
    if re.match(r"[0-9]{4}-[0-9-]{5}T", sentence):
        return sentence
    try:
        typed = spoken_moment(sentence, today)
        when = typed.replace(tzinfo=zoneinfo.ZoneInfo(zone or HOME_ZONE))
        there = when.astimezone(datetime.UTC).astimezone(when.tzinfo)
    except AmbiguousDay as doubt:
        raise RegisterError(f"“{sentence[:30]}” {doubt}.") from None
    except (ValueError, OverflowError):
        raise RegisterError(
            f"“{sentence[:40]}” is not a date and time; write for example 26 November 2026 10:00."
        ) from None
    if there.replace(tzinfo=None) != when.replace(tzinfo=None):
        raise RegisterError(f"The clocks go forward that night, so {when:%H:%M} does not come; choose another.")
    return when.isoformat(timespec="minutes")


def typed_starts(starts: str) -> str:
    """A start as it is typed: 26 November 2026 10:00."""
    try:
        return f"{date_words(starts)} {datetime.datetime.fromisoformat(starts):%H:%M}".strip()
    except ValueError:
        return starts


def times(starts: str, items: Sequence[AgendaItem]) -> list[Span]:
    """When each item begins: as planned, else counted on from the item before (~10:20); ! where it runs backwards."""
    return [_begins(begins) for begins in timetable(starts, items)]


def _begins(begins: Begins) -> Span:
    if begins.planned:
        return Span(f"{begins.at}!" if begins.backwards else f"{begins.at} ", "warn" if begins.backwards else "")
    return Span(f"~{begins.at} ", "dim") if begins.at else Span("")


def holder(member: Member) -> Span:
    """Who holds a seat, or that it is vacant, or that nobody has entered the name yet."""
    if member.vacant:
        return Span("✗ vacant", "warn")
    if has_no_name(member):
        return Span("name not entered", "dim")
    return Span(member.name)


def represented(member: Member, partners: Sequence[Partner]) -> str:
    """The partners that a member represents, in short."""
    names = {partner.key: partner.short or partner.name or partner.key for partner in partners}
    return ", ".join(names.get(key, key) for key in member.partners)


def vacancies(members: Sequence[Member]) -> Line:
    """How many seats, filled and vacant."""
    vacant = sum(member.vacant for member in members)
    unnamed = sum(map(has_no_name, members))
    parts = [Span(f"{len(members)} seats · {len(members) - vacant} filled · ")]
    parts.append(Span(f"{vacant} vacant", "warn" if vacant else ""))
    return (*parts, Span(f" · {unnamed} without a name" if unnamed else "", "dim"))


def marks(markers: str, provisions: Iterable[Provision]) -> str:
    """What a partner's marks mean: each with what the memorandum says of those that are marked so."""
    phrases = [phrase for each in provisions for phrase in re.split(r"[.;] ?", each.text)]
    shown = (mark for mark in markers if not mark.isspace())
    meanings = (next((phrase for phrase in phrases if f"marked {mark} " in phrase), mark) for mark in shown)
    return "; ".join(meanings)


def setting(rule: Rule, name: str, names: Names = BY_KEY) -> Span:
    """The value of a rule's setting, with the tone of what is not defined or has no meaning there."""
    text = rule_value(rule, name, names)
    if text == NO_MEANING or (name == "ratification" and rule.ratification is None):
        return Span(text, "dim")
    return Span(text, "warn" if text.startswith(NOT_DEFINED) else "")


def open_rulings(
    questions: Sequence[OpenQuestion],
    overrides: Sequence[Override],
    partners: Sequence[Partner],
    topics: Sequence[Topic],
) -> list[tuple[str, list[tuple[str, str, Override | None]]]]:
    """Each open question, in words, with its partners and elements and what was ruled; last, the rulings on no question."""
    names = {partner.key: partner.short or partner.name or partner.key for partner in partners}
    titles = {topic.key: topic.title for topic in topics}
    ruled = {(each.partner, each.topic): each for each in overrides}
    found = []
    for question in questions:
        pairs = [(partner, topic) for topic in question.topics for partner in question.partners]
        told = [(names.get(p, p), titles.get(t, t), ruled.get((p, t))) for p, t in pairs]
        found.append((f"{question.clause}: {question.text}", told))
    asked = {(partner, topic) for question in questions for topic in question.topics for partner in question.partners}
    others = [override for pair, override in ruled.items() if pair not in asked]
    if others:
        told = [
            (names.get(other.partner, other.partner), titles.get(other.topic, other.topic), other) for other in others
        ]
        found.append(("Other rulings", told))
    return found


def ruling_words(ruling: Override | None) -> Span:
    """What was ruled, and by whom."""
    if ruling is None:
        return Span("no ruling: the table counts", "warn")
    what = "✓ ruled: it applies" if ruling.eligible else "✗ ruled: it does not apply"
    return Span(f"{what} ({ruling.source})" if ruling.source else what, "strong")
