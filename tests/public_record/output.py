"""All that the public gets of a book, by name, without what counts entries or is computed from their hashes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from boardtui.config.config import Room
from boardtui.config.house_style import House, References
from boardtui.desk.replay import Replayed
from boardtui.exchange.popolo.writing import document
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.passages import Minuted
from boardtui.meeting.state.state import open_motions
from boardtui.papers.attendance_record import attendance_of_meeting
from boardtui.papers.ballots import ballots
from boardtui.papers.circulation.circulating import DATED, FROM_SOURCE, ONE_EACH, OVER_ALL
from boardtui.papers.clock import Clock
from boardtui.papers.counts import Numbering
from boardtui.papers.decisions import decisions_of_meeting
from boardtui.papers.document import Document
from boardtui.papers.follow_up import trackers
from boardtui.papers.formats.html import as_html
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes
from boardtui.papers.model import Names
from boardtui.papers.notices import letters
from boardtui.papers.source import Source
from boardtui.papers.spreadsheet import as_csv
from boardtui.papers.tables import sheets
from boardtui.papers.vote_sheet import vote_sheets
from boardtui.papers.year import year_paper
from boardtui.review.recount import review
from boardtui.review.report import as_markdown as as_review
from boardtui.review.under import under_of
from boardtui.search.gathering import contents_of
from boardtui.tui.wall.scene import scene
from boardtui.tui.wall.scenes import Attendance

NUMBERING = Numbering(House(references=References("PB/{year}/{meeting}", "{meeting}.{count}", "D{count}")))
NOW = datetime.datetime(2026, 12, 1, 10, tzinfo=datetime.UTC)
_NAMES: tuple[Names, ...] = ("dissent", "all")


def public_output(stretches: Sequence[Stretch]) -> dict[str, str]:
    """Every public text of a book whose meetings these are."""
    return dict(_texts(stretches))


def _texts(stretches: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    srcs = [Source(one, "public", Clock(one.state.starts), "", NUMBERING) for one in stretches]
    for number, (stretch, src) in enumerate(zip(stretches, srcs, strict=True), 1):
        for names in _NAMES:
            made = minutes(stretch, names=names, entries=0, fingerprint="f" * 64, numbering=NUMBERING)
            yield f"{number} minutes {names}", as_markdown(minutes_document(made))
            yield f"{number} minutes {names} table", as_markdown(minutes_document(made, "table"))
            yield f"{number} minutes {names} as a page", as_html(minutes_document(made)).decode()
            yield f"{number} minutes {names} as a document", repr(minutes_document(made))
        for name, paper in _of_meeting(src, srcs[number:]).items():
            yield f"{number} {name}", as_markdown(paper)
            yield f"{number} {name} as a document", repr(paper)  # what every format is made of
        yield f"{number} attendance", as_markdown(attendance_of_meeting(src, made))
        yield f"{number} wall", _wall(stretch, src)
    for name, paper in _of_book(srcs).items():
        yield name, as_markdown(paper)
        yield f"{name} as a document", repr(paper)
    for sheet in sheets(srcs, NOW.date()):
        yield f"{sheet.name}.csv", as_csv(sheet).decode()
    for number, stretch in enumerate(stretches, 1):
        found_here = contents_of(stretch, public=True)
        things = [
            replace(one, seq=0, at=0, key=one.key or "", minuted=_without_number(one.minuted))
            for one in found_here.things
        ]
        yield f"{number} search", repr((things, [one._replace(seq=0) for one in found_here.changes]))
    found = Replayed(stretches[0].state.book, list(stretches), 0, "0" * 64)
    for under in ("base=present", "threshold=2/3"):
        yield f"review {under}", as_review(review(found, under_of(under), public=True))
    yield "popolo", msgspec.json.encode(document(found, {}, public=True)).decode()


def _without_number(words: Minuted | None) -> Minuted | None:
    """What was minuted, without the numbers of entries by which the index knows it."""
    if words is None:
        return None
    others = tuple(one for one in map(_without_number, words.others) if one is not None)
    return words._replace(of=(words.of[0], "" if isinstance(words.of[1], int) else words.of[1]), others=others)


def _of_meeting(src: Source, later: Sequence[Source]) -> dict[str, Document]:
    one_each = {
        "notices": letters(src),
        "vote": vote_sheets(src),
        "ballots": ballots(src),
        "ratification": trackers(src, today=NOW.date(), signed=False, later=later),
        "signatures": trackers(src, today=NOW.date(), signed=True, later=later),
    }
    papers = {kind: make(src) for kind, make in FROM_SOURCE.items()}
    papers |= {"decisions": decisions_of_meeting(src, later=later)}
    papers |= {kind: make([src], NOW.date()) for kind, make in DATED.items()}
    for kind in ONE_EACH:
        papers |= {f"{kind} {key}": paper for key, paper in one_each[kind].items()}
    return papers


def _of_book(srcs: list[Source]) -> dict[str, Document]:
    return {
        **{f"all {kind}": make(srcs) for kind, make in OVER_ALL.items()},
        **{f"all {kind}": make(srcs, NOW.date()) for kind, make in DATED.items()},
        "year": year_paper("2026", ("2026-01-01", "2026-12-31"), srcs, srcs),
    }


def _wall(stretch: Stretch, src: Source) -> str:
    """The wall; whether there is a quorum, and the figures of an open motion, are of the true count."""
    if open_motions(src.state):
        return ""
    found = scene(src, NOW, Room(names="all"))
    shown = msgspec.to_builtins(found)
    there = getattr(found, "attendance", None)
    if isinstance(there, Attendance):
        shown["attendance"] |= {"quorate": None, "quorum": ""}
    return repr(shown)
