"""What people do at a meeting of a random book: they come, go, take the chair, declare interests, and shut the public out."""

from __future__ import annotations

from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import found_by_public
from tests.agreement.body import DEPUTIES, GUESTS, PEOPLE
from tests.agreement.recording import Recording


def two_of_them(book: Recording) -> tuple[str | None, str | None]:
    there = [*book.state.present]
    if len(there) < 2 or book.c.may(0.4):
        return None, None
    mover, seconder = book.chance.sample(there, 2)
    return mover, seconder


def gather(book: Recording) -> None:
    for key, name, *_ in PEOPLE:
        if not name:
            continue
        match book.chance.randint(0, 9):
            case 0:
                book.do(e.ApologiesGiven(key))
            case 1:
                book.do(e.ApologiesGiven(key, book.chance.choice(DEPUTIES)))
            case 2:
                book.do(e.ApologiesGiven(key, DEPUTIES[0]))
                book.do(e.MemberArrived(key, "in person", DEPUTIES[0]))
            case 3:
                book.do(e.MemberArrived(key, "remote"))
            case 4 if book.state.present:
                book.do(e.ProxyGiven(key, book.chance.choice([*book.state.present])))
            case _:
                book.do(e.MemberArrived(key))
    if book.state.present and book.c.may(0.9):
        book.do(e.ChairTaken(book.chance.choice([*book.state.present])))
    if book.c.may():
        book.do(e.GuestAttended(book.chance.choice(GUESTS), "adviser"))


def come_or_go(book: Recording) -> None:
    """Somebody comes or goes."""
    there = [*book.state.present]
    away = [key for key, name, *_ in PEOPLE if name and key not in there]
    if away and book.c.may():
        deputy = book.c.one(DEPUTIES) if book.c.may(0.2) else None
        book.do(e.MemberArrived(book.c.one(away), book.c.one(("in person", "in person", "remote")), deputy))
    elif there:
        book.do(e.MemberLeft(book.c.one(there), book.c.words() if book.c.may() else ""))
    if book.state.chair is None and book.state.present and book.c.may(0.8):
        book.do(e.ChairTaken(book.c.one(book.state.present), "in the absence of the convener" if book.c.may() else ""))


def declare_interest(book: Recording) -> None:
    items = (book.state.current,) if book.state.current and book.c.may(0.7) else book.c.some(book.state.items, 2)
    book.do(
        e.InterestDeclared(
            book.c.seat(book.state),
            items,
            book.c.one(("financial", "indirect", "non_financial_personal")),
            f"Owns shares in {book.c.words()}",
            book.c.one(("noted", "speaks_does_not_vote", "withdraws")),
        )
    )


def rule(book: Recording) -> None:
    if book.state.chair:
        setting, value = book.c.one(
            (("deputies", "may_vote"), ("remote", "may_not_vote"), ("quorum", 2), ("casting_vote", "chair"))
        )
        book.do(e.RulingMade(None, setting, value, "The convener rules so.", book.state.chair))


def lose_quorum(book: Recording) -> None:
    """Most leave, something is tried without them, and some come back."""
    gone = book.c.some(book.state.present, 6) if book.state.present else ()
    for member in gone:
        book.do(e.MemberLeft(member, "called away" if book.c.may(0.3) else ""))
    if book.c.may():
        book.do(e.NoteTaken(book.state.current, "The convener noted how many were left."))
    for member in gone:
        if book.c.may(0.7):
            book.do(e.MemberArrived(member, book.c.one(("in person", "remote"))))
    take_chair(book)


def take_chair(book: Recording) -> None:
    """Somebody takes a chair that is empty, or another one takes it over."""
    if book.state.present and (book.state.chair is None or book.c.may(0.3)):
        reason = book.c.one(("", "in the absence of the convener", "Vice-chair"))
        book.do(e.ChairTaken(book.c.one(book.state.present), reason))


def leave_public_outside(book: Recording) -> None:
    """The public goes out and comes back, with something done meanwhile or nothing."""
    if book.state.excluded:
        book.do(found_by_public(book.state))
        return
    items = [key for key, item in book.state.items.items() if not item.agenda.confidential]
    named = book.c.some(items, 2) if items and book.c.may(0.3) else ()
    ground = book.state.charter.terms.exclusion
    book.do(e.PublicExcluded(f"for {book.c.words()}", *two_of_them(book), ground, items=named))
    for _ in range(book.chance.randint(0, 2)):
        come_or_go(book)
    if book.c.may(0.3):
        take_chair(book)
    if book.c.may(0.7):
        book.do(found_by_public(book.state))


def take_break(book: Recording) -> None:
    """The meeting is adjourned, somebody comes or goes meanwhile, and it is resumed."""
    if book.do(e.MeetingAdjourned(book.c.one(("for lunch", "for a fire alarm", f"to hear of {book.c.words()}")))):
        if book.c.may():
            come_or_go(book)
        book.do(e.MeetingResumed())
