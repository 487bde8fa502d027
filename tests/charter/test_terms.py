"""Terms of reference as a file: what they fill in, where they come from, and a quorum counted exactly by them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from boardtui.charter.check_terms import check_terms, has_role
from boardtui.charter.differ import differences
from boardtui.charter.explain import DataError
from boardtui.charter.export import as_toml
from boardtui.charter.filling import filled_with
from boardtui.charter.load import CharterError, load, shipped
from boardtui.charter.overlay import Overlaid, overlay, preset_names
from boardtui.charter.terms_of_reference import CONFLICTED, Quorum, Terms
from boardtui.charter.words import sources_words, terms_words
from boardtui.cli.main import main
from boardtui.config.config import load as from_settings
from boardtui.desk.desk import Desk
from boardtui.meeting import entries as e
from boardtui.meeting.voting.quorum import quorum
from boardtui.register import rules
from boardtui.register.bodies import read_charter
from boardtui.register.init import write_charter
from tests import build
from tests.build import CAPITAL, CCG_CHAIRS, TRUST_CHAIRS, refused

MSE = shipped("mid-south-essex")
ALL = Terms(
    Quorum(5, "1/2", ("executive-lead",), False, "more_than", "seats", ("ccg", "council"), ("chair",)),
    "may_vote",
    "may_vote",
    "chair",
    "none",
    "ToR 2026, 4",
    5,
    "not_allowed",
    "allowed",
    ("chair", "executive lead"),
)
PROXIES = Terms(
    proxies="chair",
    source="ToR 2026, 5",
    proxies_most=2,
    proxies_present="do_not_count",
    proxies_conflicted="may_not_vote",
)


def written(folder: Path, text: str) -> str:
    """A file of terms with that text."""
    path = folder / "tor.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def terms_of_body(found: Overlaid, body: str) -> Terms:
    """What the body's terms are afterwards."""
    return found.charter.body(body).terms


def test_half_and_more_than_half_of_an_even_and_an_odd_number() -> None:
    def needed(present: int, **how: object) -> tuple[int | None, bool | None]:
        people = build.members()[:present]
        board = build.sitting(members=people, terms={"quorum": Quorum(**how)})  # type: ignore[arg-type]
        return quorum(board.state).needed, quorum(board.state).met

    assert needed(8, fraction="1/2") == (4, True)
    assert needed(8, fraction="1/2", compare="more_than") == (5, True)
    assert needed(7, fraction="1/2") == (4, True)
    assert needed(7, fraction="1/2", compare="more_than") == (4, True)
    assert needed(9, fraction="1/3", compare="more_than") == (4, True)


def test_a_quarter_of_all_seats_counts_the_vacant_ones_and_of_the_filled_does_not() -> None:
    seats = (*build.members()[:5], *(e.Member(f"empty-{n}", seat="Empty", vacant=True) for n in range(8)))
    of_all = build.sitting(members=seats, terms={"quorum": Quorum(fraction="1/4", of="seats")})
    of_filled = build.sitting(members=seats, terms={"quorum": Quorum(fraction="1/4")})
    assert (quorum(of_all.state).needed, quorum(of_filled.state).needed) == (4, 2)


def test_at_least_one_of_each_category_and_the_last_of_one_is_warned_of() -> None:
    terms = {"quorum": Quorum(number=3, categories=("ccg", "council"))}
    board = build.sitting(present=[*CCG_CHAIRS, "ecc-lead-officer", "sbc-lead-officer"], terms=terms)
    assert (quorum(board.state).met, quorum(board.state).spare) == (True, 1)
    build.record(board, e.MemberLeft("ecc-lead-officer"))
    assert (quorum(board.state).met, quorum(board.state).spare) == (True, 0)
    build.record(board, e.MemberLeft("sbc-lead-officer"), build.motion())
    there = quorum(board.state)
    assert (there.met, there.words) == (False, "5 members where 3 are needed, without a member for Councils")
    no = refused(board, e.ResultDeclared("m1", "not_carried", 0, 0, 0, 5, 14, 14, 11))
    assert "not quorate" in no.reason and no.clause == "terms of reference 4"


def test_a_role_is_met_by_anybody_whose_seat_has_those_words() -> None:
    terms = {"quorum": Quorum(number=1, roles=("chief executive",))}
    board = build.sitting(present=[*TRUST_CHAIRS], terms=terms)
    assert quorum(board.state).words == "4 members where 1 is needed, without a member who is a chief executive"
    build.record(board, e.MemberArrived("eput-ceo"))
    assert (quorum(board.state).met, quorum(board.state).spare) == (True, 0)
    assert has_role("Vice-Chair", "chair") and not has_role("Chairman", "chair") and not has_role("Any", " ")


def test_a_conflicted_member_is_counted_or_not_as_the_terms_say() -> None:
    for counted, here in ((True, 5), (False, 4)):
        terms = {"quorum": Quorum(fraction="1/8", conflicted_count=counted)}
        board = build.sitting(present=CAPITAL[:5], terms=terms)
        build.record(board, e.InterestDeclared(CAPITAL[0], ("capital",), "financial", "bids", "withdraws"))
        assert (quorum(board.state).present, quorum(board.state).needed) == (here, 4)


def test_every_term_comes_back_from_the_register(tmp_path: Path) -> None:
    db = sqlite3.connect(":memory:")
    write_charter(db, MSE)
    for held in (ALL, PROXIES):
        rules.set_terms(db, "partnership-board", held)
        assert rules.terms(db, "partnership-board") == held
        assert rules.body_charter(db, "partnership-board").terms == held
        assert read_charter(db).body("partnership-board").terms == held
    db.close()


def test_council_standing_orders_count_those_present_and_voting_lga_1972_schedule_12() -> None:
    found = overlay(MSE, ("partnership-board=council-standing-orders",))
    terms = terms_of_body(found, "partnership-board")
    assert (terms.casting_vote, terms.notice_days, terms.quorum) == ("chair", 5, Quorum(fraction="1/4", of="seats"))
    assert terms.source.startswith("Local Government Act 1972, Schedule 12")
    rule = found.charter.body("partnership-board").rules[-1]
    assert (rule.key, rule.base, rule.threshold, rule.compare) == ("present-and-voting", "cast", "1/2", "more_than")
    assert terms_of_body(found, "sle") == Terms()


def test_health_board_orders_seek_consensus_before_a_vote_and_the_chair_has_a_casting_vote() -> None:
    found = overlay(MSE, ("partnership-board=health-board",))
    terms = terms_of_body(found, "partnership-board")
    assert (terms.casting_vote, terms.urgent, terms.urgent_by) == ("chair", "allowed", ("chair", "chief executive"))
    assert terms.quorum is not None and not terms.quorum.conflicted_count
    assert [one.key for one in found.charter.body("partnership-board").rules[-2:]] == ["consensus-first", "vote-last"]


@pytest.mark.parametrize("preset", ["council-standing-orders", "health-board"])
def test_under_standing_orders_and_model_orders_every_member_has_a_vote_in_elections(preset: str) -> None:
    terms = terms_of_body(overlay(MSE, (f"partnership-board={preset}",)), "partnership-board")
    assert terms.choice_voters == "members"


@pytest.mark.parametrize("preset", preset_names())
def test_a_preset_works_by_its_name_and_says_where_it_was_taken_up(preset: str) -> None:
    found = overlay(MSE, (preset,))
    assert len(found.told) == len(MSE.bodies)
    assert any("taken up for the Partnership Board" in sentence for sentence in found.told)


def test_an_earlier_file_stands_and_a_later_one_fills_what_is_silent_with_both_sources(tmp_path: Path) -> None:
    own = written(
        tmp_path,
        'title = "Ours"\nbody = "sle"\n[terms]\nsource = "Ours, 3"\ndeputies = "may_vote"\n[terms.quorum]\nnumber = 5\n',
    )
    terms = terms_of_body(overlay(MSE, (own, "sle=council-standing-orders")), "sle")
    assert (terms.deputies, terms.quorum, terms.casting_vote) == ("may_vote", Quorum(5), "chair")
    assert (terms.source, terms.source_of("deputies"), terms.source_of("quorum")) == ("Ours, 3", "Ours, 3", "Ours, 3")
    assert list(terms.sources) == ["remote", "casting_vote", "proxies", "notice_days", "written", "choice_voters"]
    assert terms.source_of("casting_vote").startswith("Local Government Act 1972")
    assert sources_words(terms).startswith("Ours, 3; Local Government Act 1972")
    assert "casting vote, proxies" in sources_words(terms)
    assert filled_with(terms, Terms(source="x")) == terms


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[terms]\nsource = "x"\n', "title is missing"),
        ('title = "x"\n', "it adds nothing"),
        ('title = "x"\n[terms]\ndeputies = "may_vote"\n', "source"),
        ('title = "x"\n[terms]\nsource = "x"\ndeputies = "maybe"\n', "write may_vote or may_not_vote"),
        ('title = "x"\n[terms]\nsource = "x"\nnotice_days = -1\n', "is no number of days"),
        ('title = "x"\n[terms]\nsource = "x"\nyear_begins = "29 February"\n', "write it like 1 January, 1 April"),
        ('title = "x"\n[terms]\nsource = "x"\nyear_begins = "1/4"\n', "is to be written as 1 April"),
        ('title = "x"\n[terms]\nsource = "x"\nyear_begins = 2026-04-01\n', "year_begins"),
        ('title = "x"\n[terms]\nsource = "x"\nproxies = "two"\n', "write none or member or chair or anyone"),
        ('title = "x"\n[terms]\nsource = "x"\nproxies_most = 2\n', "proxies are not defined"),
        ('title = "x"\n[terms]\nsource = "x"\nproxies = "none"\nproxies_present = "count"\n', "proxies are none"),
        ('title = "x"\n[terms]\nsource = "x"\nproxies = "chair"\nproxies_most = 0\n', "a whole number of at least 1"),
        ('title = "x"\n[terms]\nsource = "x"\nproxies = "chair"\nproxies_most = 1.5\n', "proxies_most"),
        ('title = "x"\n[terms]\nsource = "x"\nproxies = "chair"\nproxies_present = true\n', "proxies_present"),
        ('title = "x"\n[terms]\nsource = "x"\nurgent_by = ["chair"]\n', 'write urgent = "allowed" as well'),
        ('title = "x"\n[terms]\nsource = "x"\n[terms.quorum]\nfraction = 0.5\n', "a decimal number is not exact"),
        ('title = "x"\n[terms]\nsource = "x"\n[terms.quorum]\nnumber = 2\nof = "seats"\n', "belong to a fraction"),
        (
            'title = "x"\nbody = "sle"\n[terms]\nsource = "x"\n[terms.quorum]\nroles = ["mayor"]\n',
            "no seat of this body",
        ),
        ('title = "x"\nbody = "sle"\n[terms]\nsource = "x"\n[terms.quorum]\nseats = ["mayor"]\n', "there is no seat"),
        (
            'title = "x"\nbody = "sle"\n[terms]\nsource = "x"\n[terms.quorum]\ncategories = ["healthwatch"]\n',
            "no seat of this body is for the category",
        ),
        (
            'title = "x"\nbody = "council"\n[terms]\nsource = "x"\ndeputies = "may_vote"\n',
            "the bodies are partnership-board",
        ),
        ("title = \n", "line 1"),
    ],
)
def test_what_cannot_be_used_is_refused_with_file_place_and_remedy(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(CharterError) as caught:
        overlay(MSE, (written(tmp_path, text),))
    assert reason in str(caught.value) and "tor.toml" in str(caught.value)


def test_a_rule_of_a_key_that_is_taken_is_refused(tmp_path: Path) -> None:
    text = 'title = "x"\nbody = "sle"\n[[rules]]\nkey = "consensus"\ntitle = "x"\nclause = "1"\nmethod = "consensus"\n'
    with pytest.raises(CharterError, match="give this one another key"):
        overlay(MSE, (written(tmp_path, text),))


def test_init_takes_terms_by_name_and_by_file(tmp_path: Path) -> None:
    db = tmp_path / "data.db"
    own = written(tmp_path, 'title = "Ours"\nbody = "sle"\n[terms]\nsource = "Ours, 3"\ndeputies = "may_vote"\n')
    done = CliRunner().invoke(main, ["init", "--db", str(db), "--tor", "partnership-board=health-board", "--tor", own])
    assert done.exit_code == 0, done.output
    assert "Ours: taken up for the System Leadership Executive (SLE)." in done.output
    from boardtui.config.config import Config, Settings

    desk = Desk.open(Config(Settings(database=str(db)), tmp_path), read_only=True)
    assert rules.terms(desk.store.connection, "sle") == Terms(deputies="may_vote", source="Ours, 3")
    assert rules.body_charter(desk.store.connection, "partnership-board").terms.casting_vote == "chair"
    desk.close()
    wrong = CliRunner().invoke(main, ["init", "--db", str(tmp_path / "other.db"), "--tor", "no-such-orders"])
    assert wrong.exit_code == 1 and "council-standing-orders, health-board" in wrong.output
    assert not (tmp_path / "other.db").exists()


def test_that_members_kept_from_voting_count_is_told_from_that_nothing_is_said_of_it() -> None:
    silent = Terms(quorum=Quorum(number=8), source="Standing orders")
    said = replace(silent, sources={CONFLICTED: "Standing orders"})
    assert (silent.says_conflicted, said.says_conflicted) == (False, True)
    assert replace(silent, quorum=Quorum(number=8, conflicted_count=False)).says_conflicted
    assert (
        filled_with(Terms(), said) == said
        and filled_with(Terms(deputies="may_vote", source="ToR"), said).says_conflicted
    )
    assert not filled_with(silent, said).says_conflicted, "of a quorum of its own nothing else is filled in"
    assert sources_words(said) == "Standing orders"
    own = replace(said, sources={CONFLICTED: "Minute 4"})
    assert sources_words(own) == "Standing orders; Minute 4 (quorum: members kept from voting)"
    check_terms(own, ())
    with pytest.raises(DataError):
        check_terms(replace(own, quorum=None, deputies="may_vote"), ())


QUORUM = "[{0}quorum]\nnumber = 2\n{1}\n"
COUNTED = ("conflicted_count = true", True, "; members kept from voting are counted")


@pytest.mark.parametrize(
    ("line", "said", "words"),
    [COUNTED, ("conflicted_count = false", True, "; members kept from voting are not counted"), ("", False, "")],
)
def test_a_file_is_told_as_it_has_it_whether_members_kept_from_voting_count(
    tmp_path: Path, line: str, said: bool, words: str
) -> None:
    own = 'title = "Ours"\nbody = "sle"\n[terms]\nsource = "Ours, 3"\n' + QUORUM.format("terms.", line)
    terms = terms_of_body(overlay(MSE, (written(tmp_path, own),)), "sle")
    told = dict(terms_words(terms))["quorum"]
    assert (terms.says_conflicted, told, sources_words(terms)) == (said, f"2 members{words}", "Ours, 3")

    agreed = Terms(Quorum(number=77), source="Ours, 3")
    bodies = tuple(replace(body, terms=agreed if body.key == "sle" else Terms()) for body in MSE.bodies)
    text = as_toml(replace(MSE, bodies=bodies)).decode().replace("number = 77\n", f"number = 2\n{line}\n")
    (tmp_path / "charter.toml").write_text(text, encoding="utf-8")
    assert load(tmp_path / "charter.toml").body("sle").terms == terms

    config = tmp_path / "config.toml"
    config.write_text('[terms.sle]\nsource = "Ours, 3"\n' + QUORUM.format("terms.sle.", line), encoding="utf-8")
    assert from_settings(config).settings.terms["sle"] == terms


def test_what_is_said_of_proxies_is_filled_in_only_where_they_are_the_same_proxies() -> None:
    none, chair = Terms(proxies="none", source="a"), Terms(proxies="chair", source="a")
    assert filled_with(none, PROXIES) == none
    filled = filled_with(chair, PROXIES)
    assert replace(filled, source="ToR 2026, 5", sources={}) == PROXIES
    assert (filled.source_of("proxies"), filled.source_of("proxies_most")) == ("a", "ToR 2026, 5")
    assert filled_with(Terms(), PROXIES) == PROXIES


def test_every_kind_of_proxies_is_said_in_words_and_told_by_show_and_diff() -> None:
    said = dict(terms_words(PROXIES))
    assert said["proxies"] == "may be held by the Chair only"
    assert said["proxies that one person may hold"] == "at most 2"
    assert said["members voting by proxy"] == "do not count as present"
    assert said["proxy holders with an interest"] == "do not vote for the absent member"
    board = MSE.body("partnership-board")
    changed = differences(MSE, replace(MSE, bodies=(replace(board, terms=PROXIES), *MSE.bodies[1:])))
    named = "Partnership Board, terms of reference: "
    assert f"{named}proxies: was not defined, is may be held by the Chair only." in changed
    assert f"{named}proxies that one person may hold: was not defined, is at most 2." in changed
    assert len(changed) == 4
