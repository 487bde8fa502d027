"""The minutes as lines for the screen: the same words in the same order as in the paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from boardtui.papers.model import Event, Figures, Header, Issue, Item, Minutes, Motion, Note
from boardtui.tui.safe import EMPTY, Line, Span, Tone, line, wrap
from boardtui.tui.views.table import table

_OUTCOMES: tuple[tuple[str, Tone], ...] = (
    ("Carried", "good"),
    ("Consensus reached", "good"),
    ("Not carried", "bad"),
    ("Consensus not", "bad"),
)


def minutes_lines(minutes: Minutes, width: int) -> list[Line]:
    """The whole paper in at most ``width`` columns."""
    paper = _Paper(max(30, width))
    paper.head(minutes.header)
    paper.attendance(minutes)
    if minutes.course:
        paper.heading("Course of the meeting")
        paper.events(minutes.course)
    paper.interests(minutes)
    paper.section("Register of interests", minutes.register)
    paper.section("Minutes of earlier meetings", minutes.approved)
    paper.section("Rulings on the meeting as a whole", (f"{one.time}: {one.text}" for one in minutes.rulings))
    for item in minutes.items:
        paper.item(item)
    paper.section("Other notes", (note.text for note in minutes.notes))
    paper.actions(minutes)
    paper.issues("Decisions carried over, taken between meetings or received", minutes.decisions)
    paper.issues("Issues in resolution", minutes.issues)
    paper.section("Issues referred to other bodies", minutes.answers)
    paper.section("Times of the memorandum", minutes.milestones)
    if minutes.corrections:
        paper.heading("Corrections")
        paper.bullets(minutes.corrections)
    paper.end(minutes)
    return paper.lines


class _Paper:
    """Lines as they are added, with one empty line between blocks."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[Line] = []

    def block(self, lines: Iterable[Line]) -> None:
        found = list(lines)
        if found:
            self.lines += [EMPTY, *found] if self.lines else found

    def words(self, text: str, tone: Tone = "", indent: str = "") -> None:
        if text.strip():
            self.block(wrap(text, self.width, tone, indent))

    def heading(self, text: str) -> None:
        self.words(text, "heading")

    def bullets(self, texts: Iterable[str]) -> None:
        self.block(row for text in texts for row in _bullet(text, self.width))

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> None:
        if rows:
            self.block(table(heads, rows, self.width, right=right))

    def events(self, events: Sequence[Event]) -> None:
        self.table(("Time", "What happened", "Item"), [(one.time, one.text, one.item) for one in events])

    def section(self, title: str, texts: Iterable[str]) -> None:
        found = [text for text in texts if text.strip()]
        if found:
            self.heading(title)
            for text in found:
                self.words(text)

    def head(self, header: Header) -> None:
        hidden = header.part == "confidential"
        marks = " ".join(word for word in ("CONFIDENTIAL" if hidden else "", header.status) if word)
        self.words(f"{marks} minutes: {header.title}" if marks else f"Minutes: {header.title}", "heading")
        if hidden:
            self.words("CONFIDENTIAL. Part 2, not for publication: only what was dealt with in private.", "bad")
        rows = [
            ("Partnership", header.partnership),
            ("Body", header.body),
            ("Reference", header.reference),
            ("Date", ", ".join(word for word in (header.date, header.start) if word)),
            ("Place", header.place),
            ("Public", header.public),
            ("Chair", header.chair),
            ("Quorum", header.quorum),
            ("Notice", header.notice),
        ]
        self.block(row for name, value in rows if value for row in _labelled(name, value, self.width))
        self.words(header.standing, "dim")

    def attendance(self, minutes: Minutes) -> None:
        public = minutes.header.part == "public"
        rows = [(one.name, one.seat, one.partners, one.how) for one in minutes.present]
        if public or rows:
            self.heading("Attendance")
        if rows:
            self.words(f"{'Present' if public else 'Joined in private'} ({len(rows)})", "strong")
            self.table(("Name", "Seat", "Representing", "How"), rows)
        elif public:
            self.words("No member is recorded as present.")
        for title, people in (
            ("In attendance", minutes.attending),
            ("Apologies", minutes.apologies),
            ("Represented by proxy", minutes.proxies),
            ("Neither present nor apologies received", minutes.absent),
        ):
            if people:
                self.words(f"{title} ({len(people)})", "strong")
                self.bullets(f"{one.name}, {one.role}" if one.role else one.name for one in people)
        if minutes.vacant:
            self.words(f"Vacant seats ({len(minutes.vacant)})", "strong")
            self.bullets(minutes.vacant)
        if minutes.movements:
            self.words("Arrivals and departures", "strong")
            self.events(minutes.movements)

    def interests(self, minutes: Minutes) -> None:
        if not minutes.interests and minutes.header.part != "public":
            return
        self.heading("Interests declared")
        if not minutes.interests:
            self.words("No interests were declared.")
        rows = [
            (one.member, one.items, one.interest, one.nature, one.handling, "; ".join(one.votes))
            for one in minutes.interests
        ]
        self.table(("Member", "Items", "Type", "Nature", "Handling", "Effect on votes"), rows)

    def item(self, item: Item) -> None:
        self.heading(f"{item.number}. {item.title}" if item.number else item.title)
        self.words("; ".join((*item.facts, *([f"Time: {item.times}"] if item.times else []))), "dim")
        for part in item.content:
            if isinstance(part, Note):
                self.words(part.text)
            elif isinstance(part, Event):
                self.block(_labelled(part.time, part.text, self.width))
            else:
                self.motion(part)
        if item.outcome.strip():
            self.block(_labelled("Outcome", item.outcome, self.width))
        for text in item.corrections:
            self.words(text, "warn")

    def motion(self, motion: Motion) -> None:
        self.words(f"Motion {motion.number}" + (f" ({motion.heading})" if motion.heading else ""), "strong")
        self.words(motion.text, "accent", "│ ")
        self.words(motion.moved)
        self.bullets(motion.basis)
        if motion.figures is not None:
            self.block(_figures(motion.figures, self.width))
        tone: Tone = next((tone for words, tone in _OUTCOMES if motion.result.startswith(words)), "strong")
        self.words(f"{motion.reference}: {motion.result}" if motion.reference else motion.result, tone)
        self.words(" ".join(words for words in (motion.decision, motion.arithmetic) if words))
        self.bullets(motion.details)
        self.table(("Voter", "Vote"), [(one.voter, one.choice) for one in motion.ballots])
        for text in motion.after:
            self.words(text)

    def actions(self, minutes: Minutes) -> None:
        for title, carried in (("Actions agreed", False), ("Actions carried from earlier meetings", True)):
            chosen = [one for one in minutes.actions if one.carried is carried]
            if chosen:
                self.heading(title)
                rows = [
                    (str(number), one.text, one.owner, one.due, one.item, one.status)
                    for number, one in enumerate(chosen, 1)
                ]
                self.table(("No.", "Action", "Owner", "Due", "Item", "Status"), rows, right=(0,))

    def issues(self, title: str, issues: Sequence[Issue]) -> None:
        if issues:
            self.heading(title)
        for issue in issues:
            self.words(issue.title, "strong")
            self.words(" ".join(issue.about))
            self.block(row for step in issue.steps for row in _labelled(step.time, step.text, self.width))
            self.block(_labelled("Standing", issue.standing, self.width))

    def end(self, minutes: Minutes) -> None:
        self.heading("Signature")
        self.words(minutes.approval or "Approved as a correct record:")
        self.block([line("Chair ____________________  Date ______________")])
        if minutes.corrected:
            what = "entry was" if minutes.corrected == 1 else "entries were"
            self.words(f"{minutes.corrected} {what} corrected in the record (struck out in the book).")
        self.words(f"These minutes rest on {minutes.entries} entries of the minute book. Fingerprint:")
        self.block([line(Span(minutes.fingerprint, "dim"))])


def _figures(one: Figures, width: int) -> list[Line]:
    heads = ("For", "Against", "Abstained", "Did not vote", "Eligible", "Counted on", "Needed")
    counts = (one.for_, one.against, one.abstain, one.not_voted, one.eligible, one.base, one.needed)
    row = ["out of reach" if count is None else str(count) for count in counts]
    return table(heads, [row], width, right=range(len(heads)))


def _labelled(name: str, value: str, width: int) -> Iterator[Line]:
    """A name in a column of its own, and what it says beside it."""
    size = max(13, len(name) + 2) if len(name) < 24 else len(name) + 2
    first, *more = wrap(value, max(12, width - size)) or [EMPTY]
    yield line(Span(f"{name:<{size}}", "strong"), *first)
    for row in more:
        yield line(" " * size, *row)


def _bullet(text: str, width: int) -> Iterator[Line]:
    first, *more = wrap(text, width - 2) or [EMPTY]
    yield line("· ", *first)
    for row in more:
        yield line("  ", *row)
