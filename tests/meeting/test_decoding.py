"""Entries read from bytes: what meetings run on is shared from one to the next only where it is the same."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from boardtui.book.chain import canonical
from boardtui.charter.model import BodyCharter, Partner
from boardtui.charter.rule import Rule
from boardtui.meeting.entries import MeetingConvened, Member, NoteTaken, decode

RULE = Rule(key="majority", clause="8.4", title="Majority", method="vote", base="eligible", threshold="1/2")
CONVENED = MeetingConvened(
    meeting="pb-1",
    body="partnership-board",
    title="Board",
    starts="2026-11-26T10:00+00:00",
    charter=BodyCharter(rules=(RULE,)),
    partners=(Partner("ccg", "A CCG"),),
    members=(Member("chair", seat="Chair", partners=("ccg",)),),
)


def test_an_entry_reads_as_it_was_written() -> None:
    for entry in (CONVENED, NoteTaken(item=None, text="Words."), replace(CONVENED, meeting="pb-2")):
        assert decode(canonical(entry)) == entry


def test_two_meetings_under_the_same_charter_share_it() -> None:
    first = decode(canonical(CONVENED))
    second = decode(canonical(replace(CONVENED, meeting="pb-2")))
    assert isinstance(first, MeetingConvened)
    assert isinstance(second, MeetingConvened)
    assert second.charter is first.charter
    assert second.members is first.members


def test_a_charter_changed_in_one_figure_is_read_anew() -> None:
    stricter = replace(CONVENED, charter=BodyCharter(rules=(replace(RULE, threshold="3/4"),)))
    for entry in (CONVENED, stricter, CONVENED):
        assert decode(canonical(entry)) == entry


def test_a_meeting_without_a_charter_does_not_get_the_one_before() -> None:
    bare = MeetingConvened(meeting="pb-2", body="partnership-board", title="Board", starts="2026-11-26T10:00+00:00")
    decode(canonical(CONVENED))
    assert decode(canonical(bare)) == bare


def test_what_is_wrong_in_a_charter_is_named_by_its_whole_path() -> None:
    written = canonical(CONVENED).replace(b'"method":"vote"', b'"method":"shouting"')
    with pytest.raises(msgspec.ValidationError, match=r"\$\.charter\.rules\[0\]\.method"):
        decode(written)
    assert decode(canonical(CONVENED)) == CONVENED


def test_an_unknown_field_is_refused() -> None:
    written = canonical(CONVENED).replace(b'"place":""', b'"place":"","plaice":""')
    with pytest.raises(msgspec.ValidationError, match="plaice"):
        decode(written)
