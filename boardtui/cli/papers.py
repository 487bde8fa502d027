"""Papers written from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from boardtui.charter.words import bare
from boardtui.cli.shared import Fault, database, faults_in_words, known_book, opened, session_of, settings_of, shown
from boardtui.papers.circulation.catalogue import OUTGOING

if TYPE_CHECKING:
    from boardtui.desk.desk import Desk
    from boardtui.papers.formats.rendering import Format
    from boardtui.papers.model import Part

Names = Literal["dissent", "all"]
formats = click.option(
    "--format",
    "forms",
    multiple=True,
    type=click.Choice(["md", "docx", "pdf", "html", "all"]),
    help="File format; repeat for more (default: as in config.toml).",
)


@click.command()
@click.argument("book")
@click.argument("meeting", required=False)
@click.option("--names", type=click.Choice(["dissent", "all"]), help="Whose names are printed with a vote.")
@formats
@database
@click.pass_obj
def minutes(
    config: Path | None, book: str, meeting: str | None, names: Names | None, forms: tuple[str, ...], db: Path | None
) -> None:
    """Write the minutes of a MEETING (the last one where not named) into the folder of meetings."""
    from boardtui.papers.circulation.closing import write_minutes_of
    from boardtui.papers.circulation.signing_heads import why_not_signed

    with opened(db, config, read_only=True) as desk:
        known_book(desk, book)
        for path in write_minutes_of(desk, book, meeting, names, meant(forms)):
            click.echo(shown(path))
        if why := why_not_signed(desk.config, book):
            click.echo(shown(why), err=True)


_PAPERS = {paper.kind: paper for paper in OUTGOING if paper.of in ("meeting", "body", "year", "pack")}
_KINDS = (*_PAPERS, "template")
_HELP = f"""Write another PAPER of a BOOK.

\b
{chr(10).join(f"{kind:<13} {paper.title}: {paper.remark}" for kind, paper in _PAPERS.items())}

Agenda, ballots, brief, cards, notices, vote, withheld and sheets are of one MEETING (the last where none is named; all but
notices and vote also of a planned one). The others cover the whole book where no MEETING is named. A pack is one PDF of
the agenda and the files in the folder "papers" of the MEETING. For year, name 2026 or 2026/27 in place of a MEETING.

Without a BOOK, "boardtui paper template" writes paper.docx, paper.html and paper.typ into the folder "templates": a look
of your own to begin with.
"""


def _begun(word: str) -> list[str]:
    """The papers that begin so. Any other word is let through, to be told what it is once the database is open."""
    return [kind for kind in _KINDS if kind.startswith(word)]


@click.command(help=_HELP)
@click.argument("kind", metavar="PAPER", shell_complete=lambda _ctx, _param, begun: _begun(begun))
@click.argument("book", required=False)
@click.argument("meeting", required=False)
@click.option("--confidential", is_flag=True, help="Only what was considered in private, marked as such.")
@formats
@click.option("--for", "member", metavar="MEMBER", help="With pack: without the papers withheld from that member.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The folder to write into.")
@database
@click.pass_obj
def paper(
    config: Path | None,
    kind: str,
    book: str | None,
    meeting: str | None,
    confidential: bool,
    forms: tuple[str, ...],
    member: str | None,
    output: Path | None,
    db: Path | None,
) -> None:
    """Write one of the papers of the table."""
    if kind == "template":
        _template(config, book, output)
        return
    if book is None and kind in _PAPERS:
        raise click.UsageError("Name the BOOK, such as partnership-board.")
    from boardtui.papers.circulation.circulating import write_papers_of

    with opened(db, config, read_only=True) as desk:
        if book is None or kind not in _PAPERS or meeting in _PAPERS:
            raise Fault(_out_of_place(desk, kind, *(word for word in (book, meeting) if word)))
        session_of(desk, book)
        part: Part = "confidential" if confidential else "public"
        if kind == "pack":
            _pack(desk, book, meeting, part, member, forms, output)
            return
        if kind == "year":
            _year(desk, book, meeting or "", part, forms, output)
            return
        if member is not None:
            raise Fault("--for belongs to a pack; leave it out.")
        for path in write_papers_of(desk, kind, book, meeting, part=part, formats=meant(forms), folder=output):
            click.echo(shown(path))


def _out_of_place(desk: Desk, *words: str) -> str:
    """What the first of the words is that is no paper, or that the others name a second one, and what to type."""
    from boardtui.desk.misnamed import body_of, title_in

    kind = next((word for word in words if word in _PAPERS), "")
    bodies = [word for word in words if word in dict(desk.bodies()) or word in desk.store.books()]
    meetings = {word: body for word in words if (body := body_of(desk, word))}
    body = next(iter([*meetings.values(), *bodies]), "")
    if words[0] in _PAPERS:
        text = f"{words[-1]!r} is a paper, not a meeting."
    elif words[0] in meetings:
        text = f"{words[0]!r} is a meeting of the {bare(title_in(desk, meetings[words[0]]))}, not a paper."
    elif words[0] in bodies:
        text = f"{words[0]!r} is a body, the {bare(title_in(desk, words[0]))}, not a paper."
    elif words[0] == "minutes":
        return f"Minutes have a command of their own. Type: {' '.join(['boardtui minutes', *words[1:]])}"
    else:
        text = f"There is no paper {words[0][:70]!r}."
    if kind and body:
        return f"{text} Type: {' '.join(['boardtui paper', kind, body, *list(meetings)[:1]])}"
    return f"{text} Name the paper first, then the body; the papers are: {', '.join(_PAPERS)}."


def _template(config: Path | None, book: str | None, output: Path | None) -> None:
    from boardtui.papers.formats.template_files import write_templates

    if book is not None:
        raise Fault("The templates are for all bodies; leave the BOOK out. To name the folder, write -o FOLDER.")
    with faults_in_words():
        home = settings_of(config).folder
        folder = output or home / "templates"
        for path in write_templates(folder):
            click.echo(shown(path))
    named = folder.name if folder.resolve().parent == home.resolve() else folder.resolve()
    click.echo(shown(f'Papers look like these once config.toml has: templates = "{named}"'), err=True)


def _year(desk: Desk, book: str, year: str, part: Part, forms: tuple[str, ...], output: Path | None) -> None:
    from boardtui.papers.circulation.yearly import write_year

    if part == "confidential":
        raise Fault("The year is told from what is public only; leave --confidential out.")
    for path in write_year(desk, book, year, formats=meant(forms), folder=output):
        click.echo(shown(path))


def _pack(
    desk: Desk,
    book: str,
    meeting: str | None,
    part: Part,
    member: str | None,
    forms: tuple[str, ...],
    output: Path | None,
) -> None:
    from boardtui.papers.circulation.packing import write_pack

    if meeting is None:
        raise Fault("Name the meeting that the pack is for; boardtui paper pack BOOK MEETING.")
    if forms and set(forms) != {"pdf"}:
        raise Fault("A pack is a PDF; leave --format out.")
    packed = write_pack(desk, book, meeting, part, member, output)
    click.echo(shown(packed.path))
    for remark in packed.remarks:
        click.echo(shown(remark), err=True)


def meant(forms: tuple[str, ...]) -> tuple[Format, ...]:
    """The formats asked for, "all" being every one."""
    from boardtui.papers.formats.rendering import FORMATS

    return tuple(form for form in FORMATS if form in forms or "all" in forms)
