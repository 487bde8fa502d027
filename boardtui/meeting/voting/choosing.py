"""Who may choose between candidates, and who decides between equal votes: as the chair ruled, or the terms say."""

from __future__ import annotations

from boardtui.charter.rule import Counting, NoCategory
from boardtui.charter.words import table_name
from boardtui.meeting.counting.electorate import Electorate, Question, electorate
from boardtui.meeting.state.state import Election, State
from boardtui.meeting.voting.ballot import category_titles, conflicted, voting_present
from boardtui.meeting.voting.proxy_votes import by_proxy
from boardtui.meeting.voting.rulings import overrides_of_choice, ruled


def who_may_choose(state: State, choice: Election) -> Electorate:
    """Those who may vote in the body on the topic of the choice; members without a partner where that is ruled or agreed."""
    question = Question(
        partners=tuple(state.partners.values()),
        members=tuple(state.members.values()),
        matrix=state.charter.matrix,
        overrides=overrides_of_choice(state, private=choice.confidential),
        topic=choice.topic,
        present=voting_present(state).keys(),
        withdrawn=conflicted(state, choice.item),
        table=table_name(state.charter.topics),
        topic_title=state.charter.topic_title(choice.topic),
        category_titles=category_titles(state),
        proxies=by_proxy(state, choice.item),
    )
    voters = choice_voters(state, private=choice.confidential)
    without: NoCategory = "eligible" if voters == "members" else "not_eligible"
    return electorate(Counting(method="vote", unit="member", no_category=without), question)


def choice_voters(state: State, *, private: bool | None = None) -> str | None:
    """Who chooses, all members or only representatives of partners, as was ruled or the terms say; None where neither does.

    ``private``: whether it is a choice in private; None: as the moment is.
    """
    return _ruled_or_agreed(state, "choice_voters", private=private)


def tie_by(state: State) -> str | None:
    """Who decides between equal votes, lot or chair, as was ruled or the terms say; None where neither does."""
    return _ruled_or_agreed(state, "choice_tie")


def _ruled_or_agreed(state: State, setting: str, *, private: bool | None = None) -> str | None:
    value = ruled(state, setting, private=private) or getattr(state.charter.terms, setting)
    return None if value is None else str(value)


def why_not_choose(state: State, who: Electorate, member: str) -> str:
    """Why a member may not choose, with what says so or that nothing does; empty where it may."""
    why, seat = who.why_not(member), state.members.get(member)
    if seat is None or seat.vacant or seat.partners or who.standing[member].right != "not_eligible":
        return why
    if choice_voters(state) is None:
        return f"{why}; whether such members may choose is not defined; the Chair may rule on it"
    return f"{why}; {_settled_by(state)}"


def _settled_by(state: State) -> str:
    """What settles who may choose: a ruling goes before the terms."""
    terms = state.charter.terms
    return "ruled in the meeting" if ruled(state, "choice_voters") else terms.source_of("choice_voters")


def some_without_partner(state: State) -> bool:
    """Whether a member of the body represents no partner; a vacant seat has no member."""
    return any(not seat.partners and not seat.vacant for seat in state.members.values())


def choice_voters_words(state: State) -> str:
    """Whether members who represent no partner could choose, as a sentence; empty where no member is one of them."""
    if not some_without_partner(state):
        return ""
    match choice_voters(state):
        case "members":
            return f"Members who represent no partner could choose too ({_settled_by(state)})."
        case "representatives":
            return f"Only members who represent a partner could choose ({_settled_by(state)})."
    return "Members who represent no partner were left out: whether they may choose is not defined."
