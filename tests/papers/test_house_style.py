"""House style: references by the board's own pattern, numbered paragraphs or a table, its own verbs, in every format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from boardtui.config.config import ConfigError, load
from boardtui.config.house_style import House, References, fault, span_of, written
from boardtui.desk.desk import Desk
from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import public_matter
from boardtui.meeting.fold.stretch import Stretch
from boardtui.papers.circulation.circulating import papers_of
from boardtui.papers.circulation.closing import minutes_of
from boardtui.papers.circulation.numbering import numbering
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.formats.rendering import rendered
from boardtui.papers.layout import minutes_document
from tests.papers.build_minutes import Meeting, small_meeting
from tests.papers.on_desk import BOARD, command, desk_with
from tests.papers.read_back import squeezed, words_of_docx, words_of_html, words_of_pdf
from tests.papers.test_formats import words

ICB = "{body}/{yy}/{meeting:2}"
GBP = "{body}/{fy}/{count:3}"
PATTERNS = References(meeting=ICB, item=GBP, decision="{body}/{yy}/{meeting:2}/D{decision}")


def second(before: Meeting, starts: str, key: str) -> Meeting:
    """A later meeting with the same agenda, at which one decision is taken."""
    day = starts[:10]
    m = Meeting(
        starts, f"{day}T09:50:00", carried=public_matter(before.state), meeting=key, before=before.state
    ).arrive("chair", "lead", "bbchair", "tchair")
    m.do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("capital"))
    m.do(e.MotionPut(f"{key}-m", "capital", "That it go on.", "agreement", "all"))
    return m.do(e.ConsensusDeclared(f"{key}-m", True), e.MeetingClosed())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """November 2026 with five motions put and four decided, then January and May 2027."""
    first = small_meeting()
    january = second(first, "2027-01-28T10:00:00+00:00", "board-jan")
    may = second(january, "2027-05-27T10:00:00+01:00", "board-may")
    house = House(references=PATTERNS, short={BOARD: "ICB"})
    return desk_with(tmp_path, first, january, may, house=house)


def held(desk: Desk, key: str) -> Stretch:
    return desk.session(BOARD).holding(desk.held(BOARD, key))


@pytest.mark.parametrize(
    ("pattern", "starts", "said"),
    [
        ("ICB/{yy}/{meeting:2}", "2024-09-26T10:00:00+01:00", "ICB/24/05"),
        ("GBP/{fy}/{count:3}", "2023-03-31T10:00:00+01:00", "GBP/2223/001"),
        ("GBP/{fy}/{count:3}", "2023-04-01T10:00:00+01:00", "GBP/2324/001"),
        ("{year}-{meeting}", "1999-12-31", "1999-5"),
        ("{fy}/{item:2}/{meeting}", "1999-12-31", "9900/4.1/5"),
        ("{yy}/{item:2}/{meeting}", "2007-01-01", "07/4.1/5"),
    ],
)
def test_a_reference_is_its_pattern_filled_in(pattern: str, starts: str, said: str) -> None:
    assert written(pattern, starts, {"meeting": 5, "count": 1, "item": "4.1"}) == said


@pytest.mark.parametrize(
    ("what", "pattern", "said"),
    [
        ("meeting", "ICB/{yy}", "would give two meetings the same reference; it needs {meeting}; write for example"),
        ("meeting", "{yy}/{meeting}/{item}", "has {item}, which says nothing of a meeting; there are {body}, {year}"),
        ("item", "{yy}/{item}", "would give two items the same reference; it needs {meeting} and {item}, or {count}"),
        ("item", "{yy}/{fy}/{count}", "names both a calendar and a financial year"),
        ("item", "{yy/{count}", "has a brace that names no place, such as {yy} or {meeting:2}"),
        ("decision", "{count:99}", "has a brace that names no place"),
        ("decision", "{count}\n", "must be at most 60 visible characters"),
        ("decision", "{count}" * 10, "must be at most 60 visible characters"),
    ],
)
def test_a_wrong_pattern_is_refused_in_one_sentence(tmp_path: Path, what: str, pattern: str, said: str) -> None:
    house = House(references=References(**{what: pattern}))
    assert f"house.references.{what} {said}" in fault(house)
    config = tmp_path / "config.toml"
    text = pattern.replace("\n", "\\n")
    config.write_text(f'[house.references]\n{what} = "{text}"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(said)) as caught:
        load(config)
    assert str(caught.value).startswith(f"{config}: house.references.{what} ") and str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[house]\nminutes = "prose"\n',
            "the setting house.minutes is wrong: “prose” is not one of the choices; write numbered or table or headings.",
        ),
        (
            "[house]\nlayout = 1\n",
            "no setting 'layout' at house; it has: minutes, readings, dates, references, short, verbs, contact, logo, letters, "
            "chair_signs, secretary_signs.",
        ),
        (
            '[house.references]\npaper = "x"\n',
            "no setting 'paper' at house.references; it has: meeting, item, decision, action.",
        ),
        ('[house.verbs]\nagreed = " "\n', "house.verbs, 'agreed', must be 1 to 60 visible characters"),
        ('[house.short]\nsle = "a\\u202eb"\n', "house.short, 'sle', must be 1 to 60 visible characters"),
    ],
)
def test_other_wrong_settings_are_refused_too(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(said)):
        load(tmp_path / "config.toml")


def test_meetings_count_in_their_calendar_year_and_items_on_through_the_financial_one(desk: Desk) -> None:
    told = {
        key: minutes_of(desk, desk.session(BOARD), held(desk, key)) for key in ("board-nov", "board-jan", "board-may")
    }
    assert [one.header.reference for one in told.values()] == ["ICB/26/01", "ICB/27/01", "ICB/27/02"]
    items = {
        key: [fact for item in one.items for fact in item.facts if fact.startswith("ICB/")] for key, one in told.items()
    }
    assert items["board-nov"] == [f"ICB/2627/00{n}" for n in (1, 2, 3)]
    assert items["board-jan"] == [f"ICB/2627/00{n}" for n in (4, 5, 6)]
    assert items["board-may"] == [f"ICB/2728/00{n}" for n in (1, 2, 3)]
    desk.close()


def test_decisions_are_numbered_as_they_were_declared_and_what_was_withdrawn_is_none(desk: Desk) -> None:
    text = as_markdown(papers_of(desk, "decisions", BOARD)["decisions"])
    for number in (1, 2, 3, 4):
        assert f"| ICB/26/01/D{number} (motion 2.{number}) |" in text
    assert "D5" not in text and "| ICB/27/02/D1 (motion 2.1) |" in text
    sheet = as_markdown(papers_of(desk, "vote", BOARD, "board-nov")["vote-m2"])
    assert "| **Reference** | ICB/26/01/D2 |" in sheet
    desk.close()


def test_an_action_keeps_its_reference_in_the_log_and_when_a_later_meeting_takes_it_up(tmp_path: Path) -> None:
    first = small_meeting()
    january = Meeting(
        "2027-01-28T10:00:00+00:00",
        "2027-01-28T09:50:00",
        carried=public_matter(first.state),
        meeting="board-jan",
        before=first.state,
    ).do(e.MeetingOpened())
    january.do(e.ActionAgreed("a2", "capital", "Report back", "lead"), e.ActionUpdated("a1", "open", text="Drafted."))
    january.do(e.MeetingClosed())
    house = House(references=References(action="{body}/{yy}/A{count}"), short={BOARD: "ICB"})
    desk = desk_with(tmp_path, first, january, house=house)
    minutes = {key: minutes_of(desk, desk.session(BOARD), held(desk, key)) for key in ("board-nov", "board-jan")}
    assert {action.reference for action in minutes["board-nov"].actions if not action.carried} == {"ICB/26/A1"}
    assert [action.reference for action in minutes["board-jan"].actions if not action.carried] == ["ICB/27/A1"]
    carried = {action.text: action.reference for action in minutes["board-jan"].actions if action.carried}
    assert carried["Write to the partners"] == "ICB/26/A1"
    assert "**Action ICB/26/A1:** Write to the partners" in as_markdown(minutes_document(minutes["board-nov"]))
    log = as_markdown(papers_of(desk, "actions", BOARD)["actions"])
    assert "| ICB/26/A1 | Write to the partners |" in log and "| ICB/27/A1 | Report back |" in log
    desk.close()


def test_actions_are_told_apart_by_their_pattern() -> None:
    assert "would give two actions the same reference" in fault(House(references=References(action="{body}/{yy}")))
    assert fault(House(references=References(action="{body}/{yy}/{meeting}.{action}"))) == ""


def test_confidential_items_are_counted_apart_so_that_no_gap_tells_of_them(desk: Desk) -> None:
    session = desk.session(BOARD)
    private = minutes_of(desk, session, held(desk, "board-nov"), part="confidential")
    secret = next(item for item in private.items if item.title == "Sale of a site")
    assert secret.facts[0] == "ICB/2627/001 (part 2)"
    agenda = as_markdown(papers_of(desk, "agenda", BOARD, "board-nov")["agenda"])
    assert "| 4 ICB/2627/003 | Any other business" in agenda
    desk.close()


def test_a_planned_meeting_has_the_next_number_of_its_year(desk: Desk) -> None:
    planned = next(one for one in desk.planned() if one.body == BOARD)
    text = as_markdown(papers_of(desk, "agenda", BOARD, planned.key)["agenda"])
    assert planned.starts.startswith("2026") and "| **Reference** | ICB/26/02 |" in text
    desk.close()


def test_numbered_paragraphs_count_within_their_item() -> None:
    text = as_markdown(minutes_document(small_meeting().minutes(), "numbered"))
    assert "2.1 Ms Brown presented the programme.\n\n2.2 Members asked about risk." in text
    assert "\n\n2.3 The motion that the list be put first was **NOT CARRIED**, by 2 for and 1 against" in text
    assert "2.8 The list goes to the regulator.\n\n**Action:** Write to the partners" in text


def test_in_the_table_each_item_has_its_discussion_and_its_actions() -> None:
    text = as_markdown(minutes_document(small_meeting().minutes(names="all"), "table"))
    row = next(line for line in text.splitlines() if line.startswith("| **2\\. Capital programme**<br>Paper B"))
    assert "Members asked about risk.<br>The motion that the list be put first was **NOT CARRIED**" in row
    assert "<br>Recorded vote: For: Ms B Brown, Dr C Clark; Against: Sir D Dunn" in row
    assert row.endswith("| Write to the partners (Owner: Ms B Brown; Due: 1 December 2026). |")
    assert "Actions agreed" not in text and "### Actions from earlier meetings" in text


def test_an_action_in_the_table_has_one_full_stop_and_support_a_review() -> None:
    m = Meeting().arrive("chair", "lead").do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("capital"))
    m.do(e.ActionAgreed("a1", "capital", "Write to the partners.", "Ms B Brown"))
    m.do(e.ActionAgreed("s1", "capital", "A peer review", "lead", "2027-01-20", register="support", partner="trust"))
    text = as_markdown(minutes_document(m.do(e.MeetingClosed()).minutes(), "table"))
    assert "Write to the partners (Owner: Ms B Brown).<br>" in text
    assert "A peer review (Owner: Ms B Brown; Review: 20 January 2027). |" in text


def test_both_layouts_say_all_that_the_plain_one_does() -> None:
    minutes = small_meeting().minutes(names="all")
    for layout in ("numbered", "table"):
        there = squeezed(as_markdown(minutes_document(minutes, layout)).replace("\\", ""))  # type: ignore[arg-type]
        for said in (
            "Members asked about risk.",
            "The cost is not known.",
            "The list goes to the regulator.",
            "No time",
        ):
            assert squeezed(said) in there
        assert there.count("3needed(atleast3/4of4eligible") == 2


@pytest.mark.parametrize("layout", ["numbered", "table"])
@pytest.mark.parametrize("part", ["public", "confidential"])
def test_every_format_says_the_same_in_every_layout(layout: str, part: str) -> None:
    document = minutes_document(small_meeting().minutes(names="all", part=part), layout)  # type: ignore[arg-type]
    said = [squeezed(text) for block in document.blocks for text in words(block)]
    for read, form in ((words_of_docx, "docx"), (words_of_pdf, "pdf"), (words_of_html, "html")):
        there = squeezed(read(rendered(document, form)))  # type: ignore[arg-type]
        assert [text for text in said if text not in there] == []


def test_the_house_has_its_own_verb_but_nothing_is_resolved_that_binds_nobody(tmp_path: Path) -> None:
    house = House(verbs={"decided": "AGREED to adopt", "agreed to support": "RESOLVED to support"})
    first = small_meeting()
    desk = desk_with(tmp_path, first, second(first, "2027-01-28T10:00:00+00:00", "board-jan"), house=house)
    assert "The Partnership Board AGREED to adopt the motion." in as_markdown(
        papers_of(desk, "vote", BOARD, "board-nov")["vote-m2"]
    )
    sheet = as_markdown(papers_of(desk, "vote", BOARD, "board-jan")["vote-board-jan-m"])
    assert "RESOLVED" not in sheet and "The Partnership Board agreed the motion." in sheet
    desk.close()


def test_a_verb_that_no_rule_says_is_refused_with_those_that_exist(tmp_path: Path) -> None:
    desk_with(tmp_path, small_meeting()).close()
    config = tmp_path / "config.toml"
    for verb, wrong in (("decideed", True), ("decided", False)):
        config.write_text(
            f'database = "data.db"\nmeetings = "meetings"\n[house.verbs]\n{verb} = "RESOLVED"\n', encoding="utf-8"
        )
        ran = command(tmp_path, "minutes", BOARD)
        assert ("has a word for “decideed”, which no rule says; the rules say “agreed" in ran.output) is wrong, (
            ran.output
        )
        assert bool(ran.exit_code) is wrong and ("“decided”" in ran.output) is wrong


def test_a_reference_is_parted_from_what_was_decided(tmp_path: Path) -> None:
    house = House(references=References(decision="{body}/{yy}/D{decision}"))
    desk = desk_with(tmp_path, small_meeting(), house=house)
    for layout in ("numbered", "table"):
        text = as_markdown(minutes_document(minutes_of(desk, desk.session(BOARD), desk.session(BOARD).stretch), layout))
        assert "PB/26/D1: The" in text and "D1:The" not in text, layout
        assert "### PB/26/D1: motion " in text, "the annex says of which decision it tells"
    desk.close()


def test_the_commands_write_in_the_house_style_of_config_toml(tmp_path: Path) -> None:
    desk_with(tmp_path, small_meeting()).close()
    (tmp_path / "config.toml").write_text(
        'database = "data.db"\nmeetings = "meetings"\n[house]\nminutes = "table"\n'
        f'[house.references]\nmeeting = "{ICB}"\n',
        encoding="utf-8",
    )
    assert command(tmp_path, "minutes", BOARD).exit_code == 0
    text = (tmp_path / "meetings" / "board-nov" / "minutes.md").read_text(encoding="utf-8")
    assert "| **Reference** | PB/26/01 |" in text and "| Item | Discussion and decision | Action |" in text


def test_the_numbers_of_a_pattern_run_over_its_year() -> None:
    assert [span_of(one) for one in (ICB, GBP, "{count}", "{year}{count}")] == ["year", "fy", "all", "year"]


def test_a_pattern_that_was_changed_meanwhile_numbers_the_next_paper(desk: Desk) -> None:
    january = held(desk, "board-jan")
    assert numbering(desk, BOARD, january).house.references.meeting == ICB
    other = House(references=References(meeting="{year}/{meeting}"))
    desk.use(replace(desk.config, settings=replace(desk.config.settings, house=other)))
    numbers = numbering(desk, BOARD, held(desk, "board-jan"))
    assert (numbers.house, numbers.before[span_of("{year}/{meeting}")].meetings) == (other, 0)
