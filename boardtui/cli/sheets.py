"""Sheets taken in from the command line: shown first, taken when the secretary says so, all or nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from boardtui.cli.shared import Fault, database, opened, recordable, shown

if TYPE_CHECKING:
    from boardtui.desk.desk import Desk
    from boardtui.exchange.sheets.columns import Doubt
    from boardtui.exchange.sheets.taking import Intake, Wanted

_MARKS = {"wrong": "!", "doubtful": "?", "new": "+", "changed": "~", "same": " ", "left": "-"}
_MOST = 400  # rows that are printed of each kind


def _sheet_command(kind: str, what: str, target: str) -> click.Command:
    """The command that takes one kind of sheet in; ``target`` is the option that says into what."""

    @click.command(name=kind, help=f"Import {what}. You see a preview first; then everything is imported, or nothing.")
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--sheet", help="The worksheet, or the table of a Word document, where there are several.")
    @click.option("--dry-run", is_flag=True, help="Only show what would be taken.")
    @click.option("--yes", is_flag=True, help="Take it without asking; needed where there is no terminal.")
    @click.option("--leave-out", metavar="ROWS", help="Rows of the file that are not imported, such as 4,7-9.")
    @click.option("--template", is_flag=True, help="Write FILE (.xlsx or .csv) with what is held now, to be filled in.")
    @database
    @click.pass_obj
    def command(
        config: Path | None,
        /,
        file: Path,
        sheet: str | None,
        dry_run: bool,
        yes: bool,
        leave_out: str | None,
        template: bool,
        db: Path | None,
        **into: str | None,
    ) -> None:
        with opened(db, config, read_only=template) as desk:
            key = _target(desk, kind, into.get(target))
            if template and kind == "attendance":
                raise Fault("An attendance report is written by Teams or Zoom; there is no sheet of it to fill in.")
            if template:
                _write(desk, kind, key, file)
                return
            from boardtui.exchange.sheets.taking import Wanted

            _take(desk, Wanted(kind, file, key, sheet), _numbers(leave_out), dry_run=dry_run, yes=yes)

    if target:
        text = "The meeting, by its key." if target == "meeting" else "The body, where there are several."
        command = click.option(f"--{target}", help=text)(command)
    return command


def _target(desk: Desk, kind: str, given: str | None) -> str:
    """The body or meeting that is meant; only where there is one of them need it not be named."""
    if kind == "partners":
        return ""
    if kind == "attendance":
        return _running(desk, given)
    if kind == "agenda":
        known = [planned_meeting.key for planned_meeting in desk.planned()]
        what, option = "coming meeting", "--meeting KEY"
    else:
        known = [key for key, _ in desk.bodies()]
        what, option = "body", "--body KEY"
    if given is None and len(known) == 1:
        return known[0]
    if given in known:
        return given or ""
    some = ", ".join(map(shown, known)) or "none"
    wrong = "Say which with " + option if given is None else f"No {what} has the key “{shown(given)}”"
    raise Fault(f"{wrong}; there are: {some}.")


def _running(desk: Desk, given: str | None) -> str:
    """The body whose meeting is running and has that key; it need not be named where only one is running."""
    books = {desk.session(book).state.meeting: book for book, _ in sorted(desk.running())}
    if given is None and len(books) == 1:
        return next(iter(books.values()))
    if given in books:
        return books[given]
    some = ", ".join(map(shown, books)) or "none; convene it on Home first"
    wrong = "Say which with --meeting KEY" if given is None else f"The meeting {shown(given)!r} is not running"
    raise Fault(f"{wrong}; running now: {some}.")


def _write(desk: Desk, kind: str, key: str, file: Path) -> None:
    from boardtui.exchange.sheets.templates import put_template

    put_template(desk, kind, key, file)
    click.echo(f"{shown(file)} is written. Fill it in, and import it with the same command without --template.")


def _numbers(text: str | None) -> list[int]:
    """The rows of "4,7-9"."""
    numbers: list[int] = []
    for part in (text or "").replace(";", ",").split(","):
        first, _, last = part.strip().partition("-")
        if not part.strip():
            continue
        if not first.strip().isdecimal() or not (last or first).strip().isdecimal() or len(part) > 16:
            raise Fault(f"“{shown(part.strip())[:20]}” is not a row number. Write for example --leave-out 4,7-9.")
        numbers += range(int(first), min(int(last or first), int(first) + 10_000) + 1)
    return numbers


def _take(desk: Desk, wanted: Wanted, left_out: list[int], *, dry_run: bool, yes: bool) -> None:
    from boardtui.exchange.sheets.taking import IN_THE_BOOK, leaving, prepare, rows_that_are_wrong, take, why_not

    terminal = at_a_terminal()
    answers = leaving(left_out)
    intake = prepare(desk, wanted, answers)
    if terminal and not dry_run:
        intake = _ask_all(desk, intake, answers)
    for line in preview(intake):
        click.echo(shown(line))
    plan = intake.plan
    if not (plan.ready or plan.wrong or plan.doubts):
        click.echo(f"Nothing to import: {why_not(plan)}")
        return
    if not plan.ready:
        rows = ",".join(map(str, rows_that_are_wrong(plan)))
        more = (
            f" To leave them out: --leave-out {rows}"
            if rows
            else " Run it in a terminal to answer, or correct the file."
        )
        raise Fault(f"Nothing was imported: {why_not(plan)}{more}")
    if dry_run:
        click.echo("Nothing was imported: this was only to look (--dry-run).")
        return
    if not yes and not terminal:
        raise Fault("Nothing was imported: without a terminal to ask in, say --yes.")
    if not yes and not click.confirm(f"Take it into {shown(intake.into)}?", default=False):
        click.echo("Nothing was imported.")
        return
    if wanted.kind in IN_THE_BOOK:
        recordable(desk, wanted.target)
    click.echo(shown(take(desk, intake).words))
    if wanted.kind in IN_THE_BOOK:
        click.echo(f"z on the {IN_THE_BOOK[wanted.kind]} screen undoes them, one entry after the other.")


def at_a_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask_all(desk: Desk, intake: Intake, answers: dict[str, str]) -> Intake:
    """The plan once everything is answered; an answer is taken back by going back to its question."""
    from boardtui.exchange.sheets.columns import Doubt
    from boardtui.exchange.sheets.taking import leaving, prepare, rows_that_are_wrong

    given: list[list[str]] = []
    while intake.plan.wrong or intake.plan.doubts:
        if intake.plan.doubts:
            doubt = intake.plan.doubts[0]
            answer = _asked(doubt, back=bool(given))
            new = {} if answer is None else {doubt.key: answer}
        else:
            for outcome in intake.plan.outcomes:
                if outcome.what == "wrong":
                    click.echo(shown(f"Row {outcome.number}: {' '.join(outcome.told)}"))
            wrong = rows_that_are_wrong(intake.plan)
            options = (
                ("leave", "leave them out and import the others"),
                ("stop", "import nothing: I will correct the file"),
            )
            answer = _asked(Doubt("wrong", "These rows cannot be imported.", options), back=bool(given))
            if answer == "stop":
                return intake
            new = {} if answer is None else leaving(wrong)
        if answer is None:
            for key in given.pop():
                del answers[key]
        else:
            given.append(list(new))
            answers.update(new)
        intake = prepare(desk, intake.wanted, answers)
    return intake


def _asked(doubt: Doubt, *, back: bool) -> str | None:
    """The answer to a doubt, by its number; None where the question before is to be answered anew."""
    click.echo(shown(doubt.words))
    for number, (_, text) in enumerate(doubt.options, 1):
        click.echo(f"  {number}  {shown(text)}")
    if back:
        click.echo("  0  go back to the question before")
    chosen: int = click.prompt("Which", type=click.IntRange(0 if back else 1, len(doubt.options)))
    return doubt.options[chosen - 1][0] if chosen else None


def preview(intake: Intake) -> Iterator[str]:
    """The plan as lines: the columns, what is wrong first, then what is new and changes, then what follows for votes."""
    from boardtui.exchange.sheets.planning import WORDS
    from boardtui.exchange.sheets.taking import COLUMNS, counted

    plan, table = intake.plan, intake.table
    yield f"{intake.wanted.path.name} into {intake.into}: {counted(plan)}"
    if table is not None:
        titles = {column.field: column.title for column in COLUMNS[intake.wanted.kind]}
        yield "Columns: " + ", ".join(_mapping(head, titles[field]) for field, head in table.heads.items())
        if table.ignored:
            yield f"Left out, since not known: {', '.join(table.ignored)}"
    yield from plan.remarks
    unit = table.grid.unit if table is not None else "row"
    for what in ("wrong", "doubtful", "new", "changed", "left"):
        rows = [outcome for outcome in plan.outcomes if outcome.what == what]
        if rows:
            yield ""
            yield f"{WORDS[what].capitalize()} ({len(rows)})"
        for row in rows[:_MOST]:
            yield f"{_MARKS[what]} {unit} {row.number:>4}  {' '.join(row.title.split())[:100] or '(no title)'}"
            yield from (f"             {' '.join(text.split())}" for text in row.told)
        if len(rows) > _MOST:
            yield f"  and {len(rows) - _MOST} more"
    if any(not doubt.row for doubt in plan.doubts):
        yield ""
        yield from (f"? {doubt.words}" for doubt in plan.doubts if not doubt.row)
    if intake.effects:
        yield ""
        yield "What this changes for votes, in meetings convened from now on:"
        yield from (f"  {sentence}" for sentence in intake.effects)
    yield ""


def _mapping(head: str, title: str) -> str:
    return title if head == title else f"{title} from “{head[:40]}”"


def add_to(group: click.Group) -> None:
    """Add the commands of every kind of sheet to ``boardtui import``."""
    group.add_command(
        _sheet_command("members", "the members and seats of a body from CSV, XLSX, XLS, ODS or Word", "body")
    )
    group.add_command(_sheet_command("partners", "the partners from CSV, XLSX, XLS, ODS or Word", ""))
    group.add_command(
        _sheet_command("agenda", "the agenda of a meeting from CSV, XLSX, XLS, ODS, Word or Markdown", "meeting")
    )
    group.add_command(
        _sheet_command("attendance", "who attends a running meeting from a report of Teams, Zoom or Outlook", "meeting")
    )
    group.add_command(_sheet_command("actions", "actions into a minute book from CSV, XLSX, XLS, ODS or Word", "body"))
    group.add_command(_sheet_command("interests", "the register of interests from CSV, XLSX, XLS, ODS or Word", "body"))
    group.add_command(_sheet_command("gifts", "gifts and hospitality from CSV, XLSX, XLS, ODS or Word", "body"))
