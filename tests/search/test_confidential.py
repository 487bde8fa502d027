"""Nothing confidential is found among what is public, and all of it by those who may read the book."""

from __future__ import annotations

from pathlib import Path

from boardtui.meeting import entries as e
from boardtui.search.index import Index
from boardtui.search.query import Query
from boardtui.search.reading import catch_up
from boardtui.search.shown import as_line
from tests import build
from tests.papers.on_desk import command, desk_with
from tests.papers.test_confidential import private_meeting
from tests.search.asking import BOARD, ask, board_with, texts


def test_no_canary_sings_in_what_is_public(tmp_path: Path) -> None:
    meeting, hidden = private_meeting()
    desk = desk_with(tmp_path, meeting)
    index = Index(desk.store.path)
    assert catch_up(index, desk.store) == {}
    public = index.find(Query(public=True), 10_000)
    assert public.found
    assert b"canary" not in b"".join(map(as_line, public.found))
    for word in ("canary", *hidden):
        assert index.find(Query(word, public=True)).count == 0
    everything = b"".join(map(as_line, index.find(Query(), 10_000).found)).decode()
    for word in (
        "marked note",
        "action",
        "note",
        "general note",
        "motion",
        "withdrawn motion",
        "issue",
        "private action",
    ):
        assert f"canary {word} " in everything
    index.close()
    desk.close()
    for words in ([], ["canary"], *([word] for word in hidden)):
        for form in ([], ["--json"]):
            found = command(tmp_path, "decisions", *words, "--public", *form)
            assert "canary" not in found.output
            assert found.exit_code == (1 if words else 0)
    assert "canary" in command(tmp_path, "decisions", "canary", "--json").output


def test_what_is_confidential_is_marked(tmp_path: Path) -> None:
    with board_with(tmp_path, e.NoteTaken("capital", "A price.", confidential=True)):
        pass
    out = command(tmp_path, "decisions", "price")
    assert "confidential: A price." in out.output
    assert '"confidential":true' in command(tmp_path, "decisions", "price", "--json").output


def test_what_is_agreed_in_private_beside_a_public_action_is_not_found_in_public(tmp_path: Path) -> None:
    with board_with(tmp_path, e.ActionAgreed("a1", "capital", "Report.", "J Smith")) as desk:
        session = desk.session(BOARD)
        build.record_all(
            session, [e.PublicExcluded("Staff"), e.ActionAgreed("pa1", "capital", "Report the canary.", "J Smith")]
        )
        build.record_all(session, [e.ActionUpdated("pa1", "done"), e.PublicReadmitted()])
        assert ask(desk, "canary").found[0].thing.outcome == "done"
        assert ask(desk, "canary", public=True).count == 0
        (public,) = ask(desk, "report", public=True).found
        assert public.thing.outcome == "open"


def test_a_note_taken_back_is_not_public_however_public_it_was(tmp_path: Path) -> None:
    with board_with(tmp_path, e.NoteTaken("capital", "Mrs Canary is ill.")) as desk:
        assert ask(desk, "canary", public=True).count == 1
        desk.session(BOARD).undo("named a patient")
        assert ask(desk, "canary", public=True).count == 0
        assert texts(ask(desk, "canary")) == ["Mrs Canary is ill."]


def test_a_motion_put_in_private_is_not_among_what_is_public_afterwards(tmp_path: Path) -> None:
    with board_with(tmp_path, e.PublicExcluded("Terms"), build.motion(text="A canary.")) as desk:
        build.record_all(
            desk.session(BOARD), [e.MotionWithdrawn("m1", "secret"), e.PublicReadmitted(), e.MeetingClosed()]
        )
        assert ask(desk, "canary", public=True).count == 0
        assert ask(desk, "canary").found[0].thing.confidential


def test_the_figures_of_a_consensus_do_not_count_a_proxy_given_in_private(tmp_path: Path) -> None:
    """CONTRACT.md 7: a consensus has no figures of its own, so the public gets those of who is known to be there."""
    here = [one.key for one in build.members() if one.key != "bbccg-chair"]
    private = e.ProxyGiven("bbccg-chair", "tccg-chair", confidential=True)
    consensus = (build.motion(rule="agreement", topic="objectives"), e.ConsensusDeclared("m1", True))
    with board_with(tmp_path, private, *consensus, present=here, terms={"proxies": "member"}) as desk:
        assert "m1" in {line.entry.motion for line in desk.session(BOARD).lines if isinstance(line.entry, e.MotionPut)}
    words = ("decisions", "--kind", "motion", "--json")
    assert '"base":24' in command(tmp_path, *words).output
    assert '"base":23' in command(tmp_path, *words, "--public").output
