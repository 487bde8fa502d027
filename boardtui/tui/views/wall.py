"""Each scene of the room as lines for a wall of that size: big, calm, and never by colour alone."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from boardtui.charter.words import started
from boardtui.meeting.words.safe_text import plain
from boardtui.tui.safe import EMPTY, Line, Span, Tone, fit_at_word, line, span, width_of, wrap
from boardtui.tui.views.vote import bar_of
from boardtui.tui.views.wall_layout import ALL, Block, Laid, Sheet, lay
from boardtui.tui.wall import scenes as s

_VOTES = ("FOR", "AGAINST", "ABSTAINED", "NOT VOTED YET")
_CHOICES = ("For", "Against", "Abstained", "Objected", "Stood aside", "No objection", "Did not vote")
_NAMES = 7  # lines at least for who voted how, where not all of it fits
HEAD = 2  # lines above every scene, for the meeting and the time
_OUTCOME: dict[str, Tone] = {"carried": "good", "not_carried": "bad"}


class Size(NamedTuple):
    """The room on a wall in cells, and for what there are large letters: see Sheet."""

    width: int
    height: int
    level: int = 2


def wall(scene: s.Scene, size: Size, page: int = 0) -> Laid:
    """The lines of a scene, and how many pages it has where it is too long for one."""
    margin = max(2, size.width // 24)
    sheet = Sheet(max(20, size.width - 2 * margin), size.level)
    laid = lay(_blocks(scene, sheet), max(4, size.height - HEAD), page)
    edge = Span(" " * margin)
    return Laid([EMPTY] * HEAD + [(edge, *row) if row else row for row in laid.lines], laid.pages)


def _blocks(scene: s.Scene, sheet: Sheet) -> list[Block]:  # noqa: C901 - one case for each scene
    match scene:
        case s.Waiting():
            return [sheet.words(scene.words, "strong")]
        case s.Private():
            return [sheet.headline("In private session"), sheet.words(scene.reason)]
        case s.Before():
            return _before(scene, sheet)
        case s.Now():
            return _now(scene, sheet)
        case s.Adjourned():
            return _adjourned(scene, sheet)
        case s.Put():
            return [*_question(scene.question, sheet, ""), _there(scene.attendance, sheet)]
        case s.Voting():
            return _voting(scene, sheet)
        case s.Result():
            return _result(scene, sheet)
        case s.Withdrawn():
            head, why = sheet.headline("WITHDRAWN", "warn"), sheet.words(scene.reason)
            return [_reminder(scene.question, sheet), head, why]
        case s.Choosing():
            return _choosing(scene, sheet)
        case s.Closed():
            return _closed(scene, sheet)
    raise AssertionError(scene)


def _before(scene: s.Before, sheet: Sheet) -> list[Block]:
    begins = f", begins at {scene.begins}" if scene.begins else ""
    body = "" if scene.title.startswith(scene.body) else scene.body
    return [
        sheet.lines([text for text in (scene.partnership, body) if text]),
        sheet.heading(scene.title or scene.body, gives=5),
        sheet.words(f"{scene.date}{begins}", "strong"),
        sheet.words(scene.place),
        _agenda(scene.agenda, sheet),
    ]


def _agenda(agenda: tuple[s.Line, ...], sheet: Sheet) -> Block:
    rows: list[Line] = []
    for one in agenda:
        number, planned = f"{one.number:>4}  ", f"  {one.planned}" if one.planned else ""
        title = fit_at_word(one.title, sheet.width - width_of(line(number, planned)))
        rows.append(line(span(number, "strong"), Span(title), span(planned, "dim")))
    drawn = [sheet.words(_named(line)).sizes for line in agenda]
    tall = tuple(row for sizes in drawn for row in sizes[0]) if all(len(sizes) > 1 for sizes in drawn) else ()
    return Block((*filter(None, [tall]), tuple(rows)), gives=8, flows=ALL)


def _now(scene: s.Now, sheet: Sheet) -> list[Block]:
    if not scene.title:
        return [*_between_items(scene, sheet), _there(scene.attendance, sheet)]
    about = (("Paper", scene.paper), ("Lead", scene.lead))
    facts = ", ".join(_under(name, value) for name, value in about if value)
    used = f"{scene.used} of {scene.planned} minutes" if scene.used is not None else ""
    following = f"Next: {_named(scene.following)}" if scene.following is not None else ""
    return [
        sheet.heading(f"Item {scene.number}" if scene.number else ""),
        sheet.heading(scene.title, "strong", gives=3),
        sheet.words(facts),
        *_speakers(scene, sheet),
        sheet.words(used, spare=True),
        sheet.words(following, spare=True),
        _there(scene.attendance, sheet),
    ]


def _speakers(scene: s.Now, sheet: Sheet) -> list[Block]:
    """Who speaks, and who is next."""
    following = [f"Next to speak: {' · '.join(scene.speakers)}"] if scene.speakers else []
    return [
        sheet.words(text, "strong" if text is scene.speaking else "") for text in (scene.speaking, *following) if text
    ]


def _between_items(scene: s.Now, sheet: Sheet) -> list[Block]:
    if scene.following is None:
        return [sheet.heading("All items are closed.", "strong")]
    return [sheet.heading("Next"), sheet.heading(_named(scene.following), "strong", gives=3)]


def _adjourned(scene: s.Adjourned, sheet: Sheet) -> list[Block]:
    since = f"since {scene.since}" if scene.since else ""
    return [sheet.headline("ADJOURNED", "warn"), sheet.words(since, "strong"), sheet.words(scene.reason)]


def _question(question: s.Question, sheet: Sheet, doing: str) -> list[Block]:
    """A motion in full; ``doing`` says what is being done with it."""
    return [
        sheet.heading(f"Motion {question.number}{doing}"),
        sheet.words(question.text, "strong", gives=3, flows=ALL),
        sheet.words(question.moved),
        sheet.words(question.rule, gap=0),
        sheet.lines(question.rulings, spare=True),
    ]


def _voting(scene: s.Voting, sheet: Sheet) -> list[Block]:
    count, question = scene.count, scene.question
    if count is None:
        doing = "consensus is being sought" if scene.consensus else "the vote is being taken"
        taken = _question(question, sheet, f": {doing}")
        return [*taken, sheet.words(scene.asked, "strong"), _proxies(scene.proxies, sheet)]
    if count.objections:
        counts: tuple[tuple[str, int], ...] = (("OBJECTIONS", count.against), ("STOOD ASIDE", count.abstain))
        drawn = []
    else:
        names = ("AGREED", "OBJECTIONS", "STOOD ASIDE", "NOT HEARD YET") if count.consensus else _VOTES
        counts = tuple(zip(names, (count.for_, count.against, count.abstain, count.not_yet), strict=True))
        bar = bar_of(count.for_, count.needed, count.whole, max(10, sheet.width))
        mark = [line(Span(" " * bar.index("┊") + "▲", "strong"))] if "┊" in bar else []
        drawn = [Block(((*[line(Span(bar, "accent"))] * 2, *mark),))]
    return [
        _reminder(question, sheet),
        sheet.figures(counts),
        *drawn,
        sheet.words(scene.asked, "strong", gives=7),
        _proxies(scene.proxies, sheet),
        sheet.words(question.rule, spare=True),
        sheet.lines(question.rulings, spare=True),
    ]


def _proxies(words: str, sheet: Sheet) -> Block:
    """Who votes for whom: in the letters of the terminal, for they may be many, and page by page."""
    return Block((tuple(wrap(words, sheet.width, most=sheet.width)) if words else (),), gives=9, flows=3)


def _reminder(question: s.Question, sheet: Sheet) -> Block:
    """A motion's number and words in one, where its figures are what counts."""
    return sheet.reminder(f"Motion {question.number}: {question.text}")


def _result(scene: s.Result, sheet: Sheet) -> list[Block]:
    texts = [text for text in (scene.casting, scene.arithmetic, scene.decision, scene.subject, scene.binding) if text]
    choices = sorted({choice for _, choice in scene.names}, key=_told)
    named = [(choice, [name for name, how in scene.names if how == choice]) for choice in choices]
    rows = tuple(row for choice, names in named for row in _listed(choice, names, sheet.width))
    return [
        _reminder(scene.question, sheet),
        sheet.headline(scene.words, _OUTCOME[scene.outcome]),
        sheet.figures(scene.figures),
        *(sheet.words(text, gap=0 if at else 1) for at, text in enumerate(texts)),
        sheet.lines(scene.question.rulings, spare=True),
        Block((rows,), gives=9, flows=_NAMES),
    ]


def _choosing(scene: s.Choosing, sheet: Sheet) -> list[Block]:
    head = sheet.heading(scene.title)
    if scene.withdrawn:
        return [head, sheet.headline("WITHDRAWN", "warn"), sheet.words(scene.withdrawn)]
    if scene.chosen:
        outcome = [sheet.heading("CHOSEN", "good"), *(sheet.words(name, "strong", gap=0) for name in scene.chosen)]
        return [head, *outcome, *_round(scene, sheet), sheet.words(scene.how, spare=True)]
    return [
        head,
        sheet.words(f"Round {scene.round}: the vote is being taken" if scene.candidates else "", "strong"),
        *(sheet.words(name, "strong", gap=0 if at else 1, gives=6) for at, name in enumerate(scene.candidates)),
        sheet.words(scene.how),
        *_round(scene, sheet),
    ]


def _round(scene: s.Choosing, sheet: Sheet) -> list[Block]:
    """The votes of the round that was counted last, a candidate a line, and how equal votes were decided."""
    rows = [f"{name}: {votes}" for name, votes in scene.figures]
    head = ", ".join(text for text in (scene.counted, scene.needed) if text)
    return [
        sheet.words(head if rows else "", "strong"),
        *(sheet.words(row, gap=0, gives=7) for row in rows),
        sheet.words(scene.tie),
    ]


def _listed(choice: str, names: list[str], width: int) -> list[Line]:
    """Who chose so, in lines that end between two names."""
    head = Span(f"{choice}: ", "strong")
    lines: list[str] = []
    current = ""
    for at, name in enumerate(names, 1):
        text = plain(name) + ("," if at < len(names) else "")
        longer = f"{current} {text}" if current else text
        if current and cell_len(longer) > width - (0 if lines else cell_len(head.text)):
            lines.append(current)
            longer = text
        current = longer
    first, *more = [*lines, current]
    return [line(head, first), *(row for sentence in more for row in wrap(sentence, width, most=width))]


def _told(choice: str) -> tuple[int, str]:
    """Where the names under a choice stand: who voted, then who did not, then what else there is."""
    first = choice.partition(",")[0]
    return (_CHOICES.index(first) if first in _CHOICES else len(_CHOICES), choice)


def _closed(scene: s.Closed, sheet: Sheet) -> list[Block]:
    if scene.called_off:
        following = f"Next meeting: {scene.following}" if scene.following else ""
        off = sheet.headline("Called off", "heading")
        return [off, sheet.words(scene.called_off, "strong"), sheet.words(following)]
    at = f"The meeting was closed at {scene.at}." if scene.at else "The meeting is closed."
    return [
        sheet.headline("Thank you", "heading"),
        sheet.words(at, "strong"),
        sheet.words(f"Next meeting: {scene.following}" if scene.following else ""),
        sheet.words(f"Minutes: {scene.minutes}" if scene.minutes else ""),
    ]


def _under(name: str, value: str) -> str:
    """A value behind what it is; one that says so itself, such as Paper C, alone."""
    return started(value) if value.casefold().startswith(name.casefold()) else f"{name}: {value}"


def _there(there: s.Attendance | None, sheet: Sheet) -> Block:
    if there is None:
        return sheet.words("")
    remote = f", {there.remote} of them remotely" if there.remote else ""
    tone: Tone = "bad" if there.quorate is False else "good" if there.quorate else ""
    sent = f", {there.by_proxy} more by proxy" if there.by_proxy else ""
    return sheet.words(
        f"{there.present} of {there.seats} members present{remote}{there.deputies}{sent}; {there.quorum}", tone
    )


def _named(line: s.Line) -> str:
    return f"{line.number} {line.title}".strip()
