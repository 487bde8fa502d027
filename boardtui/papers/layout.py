"""The minutes laid out as a paper: which heading, table and list each part of them becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from boardtui.papers.document import (
    AnyBlock,
    Document,
    Label,
    Line,
    Rule,
    Signature,
    Table,
    bullets,
    clean,
    facts,
    heading,
    own,
    para,
    paragraphs,
    said,
    section,
    table,
    text,
    without_empty,
)
from boardtui.papers.house_style import Layout
from boardtui.papers.minuted import Unit, item_heading, numbered, tabled
from boardtui.papers.model import Action, Event, Figures, Header, Issue, Item, Minutes, Motion, Note
from boardtui.papers.prose import quote


def minutes_document(minutes: Minutes, layout: Layout = "headings") -> Document:
    """The minutes as a paper, their items under headings, in numbered paragraphs, or as a table."""
    header = minutes.header
    hidden = header.part == "confidential"
    what = " ".join(word for word in ("CONFIDENTIAL" if hidden else "", header.status, "minutes") if word)
    return Document(
        title=clean(f"{what[:1].upper()}{what[1:]}: {header.title}, {header.date}"),
        body=clean(header.body),
        partnership=clean(header.partnership),
        moment=header.moment,
        blocks=tuple(_blocks(minutes, layout)),
        mark=clean(header.status) or "APPROVED",
        confidential=hidden,
        dates=header.dates,
    )


def _blocks(minutes: Minutes, layout: Layout) -> Iterator[AnyBlock]:
    yield from _head(minutes.header)
    yield from attendance_blocks(minutes)
    if minutes.course:
        yield from section("Course of the meeting", [_events("Course of the meeting", minutes.course)])
    yield from section("Interests declared", _interests(minutes))
    yield from section("Register of interests", map(text, minutes.register))
    yield from section("Minutes of earlier meetings", (text(one) for one in minutes.approved if clean(one)))
    rulings = [_timed(one) for one in minutes.rulings]
    yield from section("Rulings on the meeting as a whole", [bullets(rulings)] if rulings else [])
    actions: Sequence[Action] = minutes.actions
    if layout == "table" and minutes.items:
        rows = [
            (item, [*_about(item), *(block for unit in _units(item, minutes.whole) for block in unit)])
            for item in minutes.items
        ]
        grid, actions = tabled(rows, minutes.actions)
        yield from section("Items", [grid])
    else:
        for item in minutes.items:
            yield from _item(item, layout, minutes.whole)
    notes = (line for note in minutes.notes for line in paragraphs(note.text))
    yield from section("Other notes", map(text, notes))
    yield from _actions(actions)
    yield from _issues("Decisions carried over, taken between meetings or received", "", minutes.decisions)
    yield from _issues("Issues in resolution", "Issue: ", minutes.issues)
    yield from section("Issues referred to other bodies", map(text, minutes.answers))
    yield from section("Times of the memorandum", map(text, minutes.milestones))
    yield from section("Corrections", [bullets(minutes.corrections)] if minutes.corrections else [])
    yield from _end(minutes)


def _head(header: Header) -> Iterator[AnyBlock]:
    hidden = header.part == "confidential"
    marks = [own("CONFIDENTIAL")] if hidden else []
    if header.status:
        marks += [own(" "), said(header.status)] if marks else [said(header.status)]
    what = own(" minutes: ") if marks else own("Minutes: ")
    yield heading(1, *marks, what, said(header.title))
    if hidden:
        warning = "CONFIDENTIAL. Part 2, not for publication: only what was dealt with in private."
        yield para(own(warning, strong=True), tone="warning")
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
    yield facts("Meeting", rows)
    yield text(header.standing, "aside")


def attendance_blocks(minutes: Minutes) -> Iterator[AnyBlock]:
    """Who was there, who sent apologies, who came and went."""
    rows = [(one.name, one.seat, one.partners, one.how) for one in minutes.present]
    if minutes.header.part == "public" or rows:
        yield heading(2, own("Attendance"))
    if rows:
        title = "Present" if minutes.header.part == "public" else "Present while in private"
        yield Label((own(f"{title} ({len(rows)})"),))
        yield without_empty(table(title, ("Name", "Seat", "Representing", "How"), rows))
    elif minutes.header.part == "public":
        yield para(own("No member is recorded as present."))
    for title, people in (
        ("In attendance", minutes.attending),
        ("Apologies", minutes.apologies),
        ("Represented by proxy", minutes.proxies),
        (
            "Neither present nor apologies received"
            if minutes.whole
            else "Neither present nor with apologies while the public was there",
            minutes.absent,
        ),
    ):
        if people:
            yield Label((own(f"{title} ({len(people)})"),))
            yield bullets(
                (said(one.name), own(", "), said(one.role)) if one.role else (said(one.name),) for one in people
            )
    if minutes.vacant:
        yield Label((own(f"Vacant seats ({len(minutes.vacant)})"),))
        yield bullets(minutes.vacant)
    if minutes.movements:
        yield Label((own("Arrivals and departures"),))
        yield _events("Arrivals and departures", minutes.movements)


def _interests(minutes: Minutes) -> Iterator[AnyBlock]:
    if minutes.interests:
        yield table(
            "Interests declared",
            ("Member", "Items", "Type", "Nature", "Handling", "Effect on votes"),
            [
                (one.member, one.items, one.interest, one.nature, one.handling, "; ".join(one.votes))
                for one in minutes.interests
            ],
        )
    elif minutes.header.part == "public":
        yield para(own("No interests were declared."))


def _item(item: Item, layout: Layout, whole: bool) -> Iterator[AnyBlock]:
    yield item_heading(item)
    yield from _about(item)
    if layout == "numbered":
        yield from numbered(item, _units(item, whole))
    else:
        yield from (block for unit in _units(item, whole) for block in unit)


def _about(item: Item) -> Iterator[AnyBlock]:
    known = [*item.facts, *([f"Time: {item.times}"] if item.times else [])]
    if known:
        yield text("; ".join(known), "aside")


def _units(item: Item, whole: bool) -> Iterator[Unit]:
    """What was said and decided, in the pieces that a numbered paragraph may be."""
    for part in item.content:
        if isinstance(part, Note):
            yield from ([text(words)] for words in paragraphs(part.text))
        elif isinstance(part, Event):
            time = (said(part.time, strong=True), own(" ")) if part.time else ()
            yield [para(*time, said(part.text))]
        else:
            yield list(_motion(part, whole))
    if item.outcome.strip():
        yield [para(own("Outcome:", strong=True), own(" "), said(item.outcome))]
    for words in item.corrections:
        yield [text(words, "warning")]


def _motion(motion: Motion, whole: bool) -> Iterator[AnyBlock]:
    about = (own(" ("), said(motion.heading), own(")")) if motion.heading else ()
    yield heading(3, own("Motion "), said(motion.number), *about)
    yield quote(motion.text)
    for called, words in motion.readings:
        yield text(called)
        yield quote(words)
    if motion.moved:
        yield text(motion.moved)
    yield bullets(motion.basis)
    if motion.figures is not None:
        yield figures_table(motion.figures, whole=whole)
    told = [run for line in (motion.decision, motion.arithmetic) if line for run in (own(" "), said(line))]
    named = (said(motion.reference), own(": ")) if motion.reference else ()
    yield para(*named, said(stopped(motion.result), strong=True), *told, tone="result")
    if motion.details:
        yield bullets(motion.details)
    if motion.ballots:
        yield table("Recorded vote", ("Voter", "Vote"), [(one.voter, one.choice) for one in motion.ballots])
    yield from map(text, motion.after)


def figures_table(one: Figures, *, whole: bool = True) -> Table:
    """The numbers of a result; where not all is told, those who gave no vote are one figure, whatever the reason."""
    silent = one.not_voted if whole else one.eligible - one.for_ - one.against - one.abstain
    named = "Did not vote" if whole else "No vote"
    heads = ("For", "Against", "Abstained", named, "Eligible", "Counted on", "Needed")
    counts = (one.for_, one.against, one.abstain, silent, one.eligible, one.base, one.needed)
    row = tuple("out of reach" if count is None else str(count) for count in counts)
    return table("Figures of the vote", heads, [row], numeric=True)


def _actions(actions: Sequence[Action]) -> Iterator[AnyBlock]:
    before = 0
    for title, carried in (("Actions agreed", False), ("Actions carried from earlier meetings", True)):
        chosen = [one for one in actions if one.carried is carried]
        if chosen:
            yield heading(2, own(title))
            yield table(
                title,
                ("No.", "Action", "Owner", "Due", "Item", "Status"),
                [
                    (str(number), one.text, one.owner, one.due, one.item, one.status)
                    for number, one in enumerate(chosen, before + 1)
                ],
            )
            before += len(chosen)


def _issues(title: str, before: str, issues: Sequence[Issue]) -> Iterator[AnyBlock]:
    if issues:
        yield heading(2, own(title))
    for issue in issues:
        yield heading(3, *([own(before)] if before else []), said(issue.title))
        if issue.about:
            yield text(" ".join(issue.about))
        if issue.steps:
            yield bullets(_timed(step) for step in issue.steps)
        yield para(own("Standing:", strong=True), own(" "), said(stopped(issue.standing)))


def _end(minutes: Minutes) -> Iterator[AnyBlock]:
    yield heading(2, own("Signature"))
    yield text(minutes.approval) if minutes.approval else para(own("Approved as a correct record:"))
    yield Signature(("Chair", "Name", "Date"))
    yield Rule()
    if minutes.corrected:
        what = "entry was" if minutes.corrected == 1 else "entries were"
        yield para(own(f"{minutes.corrected} {what} corrected in the record (struck out in the book)."))
    rest = f"These minutes rest on {minutes.entries} entries of the minute book. Fingerprint: "
    yield para(own(rest), said(minutes.fingerprint))


def _events(title: str, events: Iterable[Event]) -> Table:
    return table(title, ("Time", "What happened", "Item"), [(one.time, one.text, one.item) for one in events])


def _timed(event: Event) -> Line:
    return (said(event.time), own(": "), said(event.text))


def stopped(words: str) -> str:
    """The words with a full stop, if they end without one."""
    return words if words.rstrip(" ”").endswith((".", "!", "?")) else f"{words.rstrip()}."
