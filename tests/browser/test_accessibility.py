"""Every paper as a page in a real Chromium: axe finds nothing wrong, on the screen or on paper, nor does it run over.

Needs chromium and the packages of the extra "browser"; where they are not there the tests are skipped and say why, or
fail with BOARDTUI_BROWSER=required, as the checks set it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from boardtui.desk.planning import plan
from boardtui.meeting import entries as e
from boardtui.papers.circulation.catalogue import KINDS
from boardtui.papers.circulation.circulating import papers_of
from boardtui.papers.circulation.yearly import year_of
from boardtui.papers.document import Document
from boardtui.papers.errors import PaperError
from boardtui.papers.formats.rendering import rendered
from boardtui.papers.layout import minutes_document
from boardtui.papers.plan import plan_document
from tests.papers.aviary import aviary
from tests.papers.build_minutes import Meeting, small_meeting
from tests.papers.on_desk import BOARD, desk_with
from tests.papers.test_ballots import ballot_of_a_motion

REQUIRED = os.environ.get("BOARDTUI_BROWSER") == "required"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PRINTED = ["color-contrast"]  # of paper: what can be seen; the structure is the same as on the screen
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
A4 = 794  # CSS pixels across a sheet


def _lacking(what: str) -> None:
    words = f"no accessibility check: {what}; see docs/code.md"
    if REQUIRED:
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    """A page of a headless Chromium that reaches no network, with axe at hand as ``window.axe``."""
    try:
        playwright = import_module("playwright.sync_api")
        axe = Path(import_module("axe_playwright_python").__file__ or "").parent / "axe.min.js"
    except ImportError as error:
        _lacking(f"{error.name} is not installed")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        _lacking("no chromium is installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=FLAGS)
        context = browser.new_context(bypass_csp=True, offline=True)
        opened = context.new_page()
        opened.add_init_script(path=axe)
        yield opened
        browser.close()


def long_meeting() -> Meeting:
    """Minutes of many pages, with long words, many notes and a table that goes over pages."""
    m = Meeting().arrive("chair", "lead", "bbchair", "tchair").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.ItemOpened("capital"))
    for number in range(30):
        m.do(e.NoteTaken("capital", f"Members discussed point {number}. " * 6 + "unbroken" * 12))
        m.do(e.ActionAgreed(f"a{number}", "capital", f"Write about point {number} " * 4, "Ms B Brown", "2026-12-01"))
    return m.do(e.ItemClosed("capital"), e.MeetingClosed())


def declared_meeting() -> Meeting:
    """A meeting with registered interests, gifts, a yearly round, an issue referred and a motion by consensus."""
    m = Meeting().arrive("chair", "lead", "bbchair", "tchair").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.IssueRaised("i1", "Shared beds", None, ("bb", "trust")), e.IssueReferred("i1", "joint-committee"))
    m.do(e.ItemOpened("capital"), e.MotionPut("m1", "capital", "That:\n- one\n- two", "agreement", "capital"))
    m.do(e.ConsensusDeclared("m1", True, stood_aside=("tchair",)), e.MeetingClosed())
    m.do(
        e.InterestRegistered(
            "s1", "lead", "financial", "Shares", since="2019-04", mitigation="Leaves", declared="2026-04-01"
        )
    )
    m.do(e.InterestRegistered("s2", None, "indirect", "A friend", person="A Visitor", consent=False))
    m.do(e.InterestEnded("s2", "2026-06-01"), e.DeclarationsAsked("declarations-1", "2026-11-26", "2026-12-20"))
    m.do(e.DeclarationReturned("lead", "Ms B Brown", "2026-11-26", nil=True))
    m.do(
        e.GiftDeclared(
            "lead", "Dinner for two", "A Supplier Ltd (linen)", worth="£80", date="2026-11-03", accepted=False
        )
    )
    return m.do(e.GiftDeclared(None, "A pen", "A Firm", person="A Visitor", done="Given to the ward", consent=False))


def registers_and_letters(folder: Path) -> dict[str, Document]:
    """What has to be recorded before there is such a paper."""
    desk = desk_with(folder, declared_meeting())
    letters = papers_of(desk, "notices", BOARD, "board-nov")
    found = {
        "referral": letters["notices-referral-i1"],
        "registers full": papers_of(desk, "interests", BOARD)["interests"],
        "registers confidential": papers_of(desk, "interests", BOARD, part="confidential")["interests-confidential"],
        "consensus": next(iter(papers_of(desk, "vote", BOARD, "board-nov").values())),
    }
    desk.close()
    return found


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """Every kind of paper, short and long, public and confidential, in every layout."""
    m = small_meeting().do(e.DecisionNotified(("bb",), "letter", "2026-11-27", motion="m2"))
    desk = desk_with(tmp_path_factory.mktemp("papers"), m)
    found = {}
    for kind in KINDS:
        with suppress(PaperError):  # nothing at the small meeting waits for somebody's signature
            found[kind] = next(iter(papers_of(desk, kind, BOARD, "board-nov").values()))
    signed = aviary().do(e.AgreementSought("deed", "A public agreement.", "signed", "2026-11-26"))
    other = desk_with(tmp_path_factory.mktemp("signed"), signed)
    found["ballots"] = ballot_of_a_motion()
    for kind in set(KINDS) - set(found):
        found[kind] = next(iter(papers_of(other, kind, BOARD, "board-nov").values()))
    other.close()
    found |= registers_and_letters(tmp_path_factory.mktemp("registers"))
    found["year"] = year_of(desk, BOARD)[1]
    found["plan"] = plan_document(plan(desk).lines, "Partnership", desk.today())
    for kind in ("attendance", "decisions", "interests"):
        found[f"{kind} of the book"] = next(iter(papers_of(desk, kind, BOARD).values()))
    desk.close()
    for layout in ("headings", "numbered", "table"):
        found[f"minutes {layout}"] = minutes_document(m.minutes(names="all"), layout)  # type: ignore[arg-type]
    found["minutes confidential"] = minutes_document(m.minutes(part="confidential"))
    found["minutes long"] = minutes_document(long_meeting().minutes(), "table")
    return found


def show(page: Any, folder: Path, document: Document) -> None:
    path = folder / "paper.html"
    path.write_bytes(rendered(document, "html"))
    page.goto(path.as_uri())


def violations(page: Any, rules: list[str] = RULES) -> list[str]:
    """What axe finds wrong by these rules, each with the first place."""
    found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", rules)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


class Seen(NamedTuple):
    """What was found on one paper: what axe says, what is wider than its page, scripts, and what was asked for."""

    wrong: list[str]
    wide: list[str]
    scripts: int
    asked: set[str]


@pytest.fixture(scope="module")
def seen(page: Any, papers: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """Every paper looked at once, on a telephone, a screen and a sheet."""
    folder, asked = tmp_path_factory.mktemp("seen"), set[str]()
    page.on("request", lambda request: asked.add(request.url.rsplit("/", 1)[-1]))
    found = {}
    for name, document in papers.items():
        asked.clear()
        show(page, folder, document)
        wrong, wide = [], []
        for media, width, rules in (("screen", 320, None), ("print", A4, PRINTED), ("screen", 1280, RULES)):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media=media)
            across = page.evaluate("document.documentElement.scrollWidth")
            wide += [f"{across} of {width} on {media}"] if across > width else []
            wrong += [f"{media}: {one}" for one in violations(page, rules)] if rules else []
        found[name] = Seen(wrong, wide, page.evaluate("document.scripts.length"), set(asked))
    return found


def test_axe_finds_nothing_wrong_with_any_paper_on_the_screen_or_on_paper(seen: dict[str, Seen]) -> None:
    assert len(seen) > len(KINDS) + 8
    assert {name: one.wrong for name, one in seen.items() if one.wrong} == {}


def test_nothing_runs_over_the_edge_of_a_telephone_a_screen_or_a_sheet(seen: dict[str, Seen]) -> None:
    assert {name: one.wide for name, one in seen.items() if one.wide} == {}


def test_a_paper_needs_no_script_and_fetches_nothing(seen: dict[str, Seen]) -> None:
    assert {one.scripts for one in seen.values()} == {0}
    assert {url for one in seen.values() for url in one.asked} == {"paper.html"}


def test_axe_would_find_what_is_wrong(page: Any, papers: dict[str, Document], tmp_path: Path) -> None:
    path = tmp_path / "wrong.html"
    good = rendered(papers["agenda"], "html").decode()
    path.write_text(good.replace(' lang="en-GB"', "").replace("--soft: #4a4a4a", "--soft: #cccccc"), encoding="utf-8")
    page.emulate_media(media="screen")
    page.goto(path.as_uri())
    assert {one.split(":")[0] for one in violations(page)} >= {"html-has-lang", "color-contrast"}


def test_chromium_prints_every_paper_with_its_heads_repeated(
    page: Any, papers: dict[str, Document], tmp_path: Path
) -> None:
    import io

    from pypdf import PdfReader

    page.emulate_media(media="print")
    show(page, tmp_path, papers["minutes long"])
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    with_items = [text for text in pages if "Members discussed point" in text]
    assert len(with_items) > 1 and all("Discussion and decision" in text for text in with_items)
