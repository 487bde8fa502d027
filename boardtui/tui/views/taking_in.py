"""A file that is about to be taken in, as rows to look at: what is wrong first, then what is asked, new and changed."""

from __future__ import annotations

from collections.abc import Iterator

from boardtui.charter.words import counted, started
from boardtui.exchange.sheets.planning import WORDS, Outcome, What
from boardtui.exchange.sheets.taking import COLUMNS, Intake, why_not
from boardtui.tui.safe import Line, Span, Tone, at_most, fit_at_word, line, span, wrap
from boardtui.tui.widgets.rows import Row, heading

MARKS: dict[What, tuple[str, Tone]] = {
    "wrong": ("✗", "bad"),
    "doubtful": ("?", "warn"),
    "new": ("+", "good"),
    "changed": ("~", "accent"),
    "same": ("=", "dim"),
    "left": ("-", "warn"),
}


def head_lines(intake: Intake, width: int, most: int) -> list[Line]:
    """The file, what it goes into, how many rows become what, and which column was taken for what."""
    plan = intake.plan
    counts: list[Span] = []
    for what, (mark, tone) in MARKS.items():
        number = plan.count(what)
        if number or what == "new":
            counts += [Span(" · " if counts else ""), Span(f"{mark} {number} {WORDS[what]}", tone if number else "dim")]
    lines = [
        line(Span(" "), span(intake.wanted.path.name, "heading"), " ▸ ", span(intake.into, "strong")),
        (Span(" "), *counts),
    ]
    more = [text for text in (_columns(intake), _ignored(intake), *plan.remarks) if text]
    for text in more:
        lines += at_most(wrap(text, width - 2, "dim", " "), 2)
    return lines[:most]


def _columns(intake: Intake) -> str:
    if intake.table is None or not intake.table.heads:
        return ""
    titles = {column.field: column.title for column in COLUMNS[intake.wanted.kind]}
    texts = [
        titles[field] if head == titles[field] else f"{titles[field]} ← “{head[:30]}”"
        for field, head in intake.table.heads.items()
    ]
    return "Columns: " + ", ".join(texts)


def _ignored(intake: Intake) -> str:
    ignored = intake.table.ignored if intake.table is not None else ()
    return f"Left out, since not known: {', '.join(ignored)}" if ignored else ""


def next_line(intake: Intake) -> Line:
    """What to do now."""
    plan = intake.plan
    if plan.wrong:
        rows = counted(plan.count("wrong"), "row")
        return line(
            Span(f"▶ {rows} cannot be imported. "), Span("Enter", "key"), " leaves out, or correct the file; ",
            Span("r", "key"), " reads it again.",
        )  # fmt: skip
    if plan.doubts:
        return line(Span("▶ "), Span(f"{started(why_not(plan))} "), Span("Enter", "key"), " asks.")
    if not plan.steps:
        return line(Span("▶ Nothing to import: "), why_not(plan), " ", Span("esc", "key"), " goes back.")
    number = plan.count("new") + plan.count("changed")
    rows = "the row that is new or changed" if number == 1 else f"all {number} rows that are new or changed"
    rows = "the new order" if not number else rows
    return line(Span("▶ "), Span("Enter", "key"), f" imports {rows}. ", Span("esc", "key"), " imports nothing.")


def preview_rows(intake: Intake, width: int) -> list[Row]:
    """The rows by what becomes of them; the key is the place in the plan."""
    rows: list[Row] = []
    loose = [doubt for doubt in intake.plan.doubts if not doubt.row]
    if loose:
        rows.append(heading("To be answered about the sheet"))
        rows += [Row(f"doubt {index}", line(Span("? ", "warn"), doubt.words)) for index, doubt in enumerate(loose)]
    for what in MARKS:
        listed = [(index, outcome) for index, outcome in enumerate(intake.plan.outcomes) if outcome.what == what]
        if what == "same" and intake.effects:
            rows += [heading("What this changes for votes, in meetings convened from now on")]
            rows += [Row(f"effect {index}", line("· ", words)) for index, words in enumerate(intake.effects)]
        if listed:
            rows.append(heading(f"{started(WORDS[what])} ({len(listed)})"))
            rows += [Row(f"row {index}", _row(intake, outcome, width)) for index, outcome in listed]
    return rows


def _row(intake: Intake, outcome: Outcome, width: int) -> Line:
    mark, tone = MARKS[outcome.what]
    unit = intake.table.grid.unit if intake.table is not None else "row"
    room = max(16, (width - 16) * 2 // 5)
    text = (" " if outcome.what == "wrong" else "; ").join(" ".join(sentence.split()) for sentence in outcome.told)
    span = Span(text, tone if outcome.what in ("wrong", "doubtful") else "")
    title = " ".join(outcome.title.split()) or "(no title)"
    return line(
        Span(f"{mark} ", tone), Span(f"{unit} {outcome.number:<5} ", "dim"), fit_at_word(title, room), "  ", span
    )


def detail_lines(intake: Intake, key: str, width: int) -> list[Line]:
    """Everything that is to be said of the row under the cursor."""
    kind, _, number = key.partition(" ")
    if not number.isdecimal():
        return []
    if kind == "effect":
        return wrap(intake.effects[int(number)], width)
    if kind == "doubt":
        loose = [doubt for doubt in intake.plan.doubts if not doubt.row]
        return list(_options(loose[int(number)].words, [sentence for _, sentence in loose[int(number)].options], width))
    outcome = intake.plan.outcomes[int(number)]
    mark, tone = MARKS[outcome.what]
    unit = intake.table.grid.unit if intake.table is not None else "row"
    lines = [
        line(
            Span(f"{mark} {unit} {outcome.number}, {WORDS[outcome.what]}: ", tone),
            span(" ".join(outcome.title.split()), "strong"),
        )
    ]
    for text in outcome.told:
        lines += wrap(text, width - 2, indent="  ")
    return lines


def _options(words: str, options: list[str], width: int) -> Iterator[Line]:
    yield from wrap(words, width, "strong")
    for option in options:
        yield from wrap(option, width - 2, indent="  ")
