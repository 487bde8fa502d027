"""Names by their beginning, initials or any part behind @, accents or not; phrases by their word, and wrong ones refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.charter.exclusion import ADMISSION_ACT
from boardtui.config.config import ConfigError, Settings, parse
from boardtui.config.phrases import SHIPPED, phrases_of
from boardtui.meeting import entries as e
from boardtui.tui.completing import Completer
from boardtui.tui.forms.dialogs import Option
from tests.build import rules_of
from tests.tui.app import frame, press, recorded, running, write

PEOPLE = tuple(
    Option(name, name, partner)
    for name, partner in (
        ("Ann Brown", "NELFT"),
        ("Łukasz O'Żółć", "MSEFT"),
        ("Dr Zoë Smith-Jones", "Essex County Council"),
        ("Anna Lee", "NELFT"),
        ("Chair, Thurrock CCG", ""),
    )
)
PHRASES = phrases_of({}, "Partnership Board", rules_of())
TYPED = Completer(PEOPLE, PHRASES)


def texts(before: str, completer: Completer = TYPED) -> list[str]:
    return [offer.text for offer in completer.offers(before)]


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ("The Board heard from luk", "Łukasz O'Żółć"),
        ("heard from zoe", "Dr Zoë Smith-Jones"),
        ("heard from ozo", "Łukasz O'Żółć"),
        ("AB", "Ann Brown"),
        ("thanked ZSJ", "Dr Zoë Smith-Jones"),
        ("mseft", "Łukasz O'Żółć"),
        ("asked @smi zo", "Dr Zoë Smith-Jones"),
        ("@ccg thur", "Chair, Thurrock CCG"),
        ("noted", "The Partnership Board noted the report."),
        ("NOTED", "The Partnership Board noted the report."),
    ],
)
def test_what_is_typed_is_completed_by_the_names_search_of_the_house(before: str, first: str) -> None:
    assert texts(before)[0] == first


def test_several_that_fit_are_offered_one_after_the_other() -> None:
    assert texts("and ann") == ["Ann Brown", "Anna Lee"]
    assert texts("from @")[:2] == ["Ann Brown", "Łukasz O'Żółć"]
    assert [offer.typed for offer in TYPED.offers("from @an br")] == [6]
    assert PHRASES["exclusion"] in texts("excl")


@pytest.mark.parametrize(
    ("before", "typed"),
    [
        ("asked Dr Smi", "Dr Smi"),
        ("asked dr. zoe smi", "dr. zoe smi"),
        ("asked Dr ZSJ", "Dr ZSJ"),
        ("asked the smi", "smi"),
        ("Dr asked smi", "smi"),
    ],
)
def test_a_title_typed_before_the_name_is_not_written_twice(before: str, typed: str) -> None:
    assert TYPED.offers(before)[0] == (len(typed), "Dr Zoë Smith-Jones")


def test_an_at_that_names_nobody_leaves_the_names_behind_it_to_be_completed() -> None:
    assert texts("sent to @clerk, and luk") == ["Łukasz O'Żółć"]


async def test_tab_writes_the_name_in_place_of_its_title_and_the_next_that_fits_in_the_same_place(
    tmp_path: Path,
) -> None:
    guests = [e.GuestAttended("Dr Ann Quill", "Press"), e.GuestAttended("Jo Quillan", "Press")]
    async with running(tmp_path, size=(80, 24), entries=[e.MeetingOpened(), *guests]) as (app, pilot):
        await press(pilot, "n")
        await write(pilot, "Thanked Dr quil", "tab")
        assert "Thanked Dr Ann Quill" in frame(app)
        await press(pilot, "tab")
        assert "Thanked Dr Jo Quillan" in frame(app)
        await press(pilot, "tab")
        assert "Thanked Dr Ann Quill" in frame(app) and "Dr Dr" not in frame(app)


def test_nothing_is_offered_where_nothing_fits_or_it_stands_there_already() -> None:
    for before in ("", "x", "the ", "a@b", "Ann Brown", "to Dr Zoë Smith-Jones", "xyzzy"):
        assert texts(before) == []


def test_the_public_is_excluded_in_the_words_of_the_act_or_on_the_ground_of_the_terms() -> None:
    assert "section 1(2) of the Public Bodies (Admission to Meetings) Act 1960" in PHRASES["exclusion"]
    assert ADMISSION_ACT in PHRASES["exclusion"]
    own = phrases_of({}, "The Board", rules_of(exclusion="schedule_12a"))
    assert "section 100A(4) of the Local Government Act 1972" in own["exclusion"]
    assert own["exclusion"].startswith("The Board ")
    assert PHRASES["apologies"].endswith(" from ")
    assert all("{" not in text for text in PHRASES.values()) and PHRASES.keys() == SHIPPED.keys()


def test_config_toml_changes_adds_and_takes_away_phrases() -> None:
    given = parse(b'[phrases]\nNoted = "{body}: noted."\nother = ""\n"aob-2" = "None."\n', Path("config.toml"))
    own = phrases_of(given.phrases, "Board", rules_of())
    assert (own["noted"], own["aob-2"], "other" in own) == ("Board: noted.", "None.", False)
    shipped = Path(__file__).parents[2] / "config.toml"
    assert parse(shipped.read_bytes(), shipped) == Settings()
    named = shipped.read_text(encoding="utf-8")
    assert all(word in named for word in SHIPPED)


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('noted = "The {bord} noted it."', "phrases, 'noted', has {bord}, which stands for nothing; there are {body}"),
        ('noted = "The {body noted it."', "phrases, 'noted', has a brace that names no place"),
        ('"two words" = "x"', "phrases, 'two words', must be one word of 2 to 20 letters; write for example noted"),
        ('n = "x"', "phrases, 'n', must be one word"),
        ('noted = "a\\u001b[2J"', "phrases, 'noted', must be at most 1000 visible characters on one line"),
        ('noted = "a"\nNOTED = "b"', "phrases, 'NOTED', is the same word as 'noted'; remove one of them"),
        ("noted = 3", "the setting phrases.noted is wrong"),
        ('noted = ["a"]', "the setting phrases.noted is wrong"),
    ],
)
def test_a_wrong_phrase_is_refused_in_one_sentence(toml: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(f"[phrases]\n{toml}\n".encode(), Path("config.toml"))
    assert str(caught.value).startswith("config.toml: ") and words in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_a_line_is_broken_without_ctrl(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24), entries=[e.MeetingOpened()]) as (app, pilot):
        await press(pilot, "n")
        assert "\\ then enter: new line" in frame(app)
        await write(pilot, "First", "backslash", "enter")
        await write(pilot, "Second", "enter", "enter")
        assert recorded(app, e.NoteTaken)[-1].text == "First\nSecond"
