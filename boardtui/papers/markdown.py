"""The minutes as a Markdown document, as boards circulate them; the same minutes always give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from boardtui.papers.escape import md, md_paragraphs
from boardtui.papers.model import Event, Figures, Header, Item, Minutes, Motion, Note


def markdown(minutes: Minutes) -> str:
    """The whole document. Every word that comes from data goes through ``md``."""
    blocks = [
        *_head(minutes.header),
        *_attendance(minutes),
        *_course(minutes),
        *_section("Interests declared", _interests(minutes)),
        *_section("Minutes of earlier meetings", (md(text) for text in minutes.approved)),
        *_section("Rulings on the meeting as a whole", _bullets(_timed(one) for one in minutes.rulings)),
        *(block for item in minutes.items for block in _item(item)),
        *_section("Other notes", (line for note in minutes.notes for line in md_paragraphs(note.text))),
        *_actions(minutes),
        *_issues(minutes),
        *_end(minutes),
    ]
    return "\n\n".join(blocks) + "\n"


def _head(header: Header) -> Iterator[str]:
    hidden = header.part == "confidential"
    marks = " ".join(word for word in ("CONFIDENTIAL" if hidden else "", md(header.status)) if word)
    yield f"# {marks + ' ' if marks else ''}{'minutes' if marks else 'Minutes'}: {md(header.title)}"
    if hidden:
        yield "**CONFIDENTIAL. Part 2, not for publication: only what was dealt with in private.**"
    rows = [
        ("Partnership", header.partnership),
        ("Body", header.body),
        ("Date", ", ".join(word for word in (header.date, header.start) if word)),
        ("Place", header.place),
        ("Public", header.public),
        ("Chair", header.chair),
        ("Quorum", header.quorum),
    ]
    yield _table(("Meeting", ""), [(f"**{name}**", md(value)) for name, value in rows if value])
    yield f"*{md(header.standing)}*"


def _attendance(minutes: Minutes) -> Iterator[str]:
    rows = [(md(one.name), md(one.seat), md(one.partners), md(one.how)) for one in minutes.present]
    if minutes.header.part == "public" or rows:
        yield "## Attendance"
    if rows:
        title = "Present" if minutes.header.part == "public" else "Present while in private"
        yield f"**{title} ({len(rows)})**"
        yield _table(("Name", "Seat", "Representing", "How"), rows)
    elif minutes.header.part == "public":
        yield "No member is recorded as present."
    for title, people in (
        ("In attendance", minutes.attending),
        ("Apologies", minutes.apologies),
        ("Neither present nor apologies received", minutes.absent),
    ):
        if people:
            yield f"**{title} ({len(people)})**"
            yield _bullets(md(one.name) + (f", {md(one.role)}" if one.role else "") for one in people)
    if minutes.vacant:
        yield f"**Vacant seats ({len(minutes.vacant)})**"
        yield _bullets(md(seat) for seat in minutes.vacant)
    if minutes.movements:
        yield "**Arrivals and departures**"
        yield _events(minutes.movements)


def _course(minutes: Minutes) -> Iterator[str]:
    if minutes.course:
        yield "## Course of the meeting"
        yield _events(minutes.course)


def _interests(minutes: Minutes) -> Iterator[str]:
    if minutes.interests:
        yield _table(
            ("Member", "Items", "Type", "Nature", "Handling", "Effect on votes"),
            [
                (
                    md(one.member),
                    md(one.items),
                    md(one.interest),
                    md(one.nature),
                    md(one.handling),
                    md("; ".join(one.votes)),
                )
                for one in minutes.interests
            ],
        )
    elif minutes.header.part == "public":
        yield "No interests were declared."


def _item(item: Item) -> Iterator[str]:
    yield f"## {md(item.number) + '. ' if item.number else ''}{md(item.title)}"
    facts = [*item.facts, *([f"Time: {item.times}"] if item.times else [])]
    if facts:
        yield f"*{md('; '.join(facts))}*"
    for part in item.content:
        if isinstance(part, Note):
            yield from md_paragraphs(part.text)
        elif isinstance(part, Event):
            yield f"**{md(part.time)}** {md(part.text)}"
        else:
            yield from _motion(part)
    if item.outcome.strip():
        yield f"**Outcome:** {md(item.outcome)}"


def _motion(motion: Motion) -> Iterator[str]:
    yield f"### Motion {md(motion.number)}" + (f" ({md(motion.heading)})" if motion.heading else "")
    yield "\n>\n".join(f"> {line}" for line in md_paragraphs(motion.text))
    if motion.moved:
        yield md(motion.moved)
    yield _bullets(md(line) for line in motion.basis)
    if motion.figures is not None:
        yield _figures(motion.figures)
    decision = " ".join(md(line) for line in (motion.decision, motion.arithmetic) if line)
    yield f"**{md(_stopped(motion.result))}**" + (f" {decision}" if decision else "")
    if motion.details:
        yield _bullets(md(line) for line in motion.details)
    if motion.ballots:
        yield _table(("Voter", "Vote"), [(md(one.voter), md(one.choice)) for one in motion.ballots])
    yield from (md(line) for line in motion.after)


def _figures(one: Figures) -> str:
    heads = ("For", "Against", "Abstained", "Did not vote", "Eligible", "Counted on", "Needed")
    counts = (one.for_, one.against, one.abstain, one.not_voted, one.eligible, one.base, one.needed)
    row = tuple("out of reach" if count is None else str(count) for count in counts)
    return _table(heads, [row], right=True)


def _actions(minutes: Minutes) -> Iterator[str]:
    before = 0
    for title, carried in (("Actions agreed", False), ("Actions carried from earlier meetings", True)):
        chosen = [one for one in minutes.actions if one.carried is carried]
        if chosen:
            yield f"## {title}"
            heads = ("No.", "Action", "Owner", "Due", "Item", "Status")
            yield _table(
                heads,
                [
                    (str(number), md(one.text), md(one.owner), md(one.due), md(one.item), md(one.status))
                    for number, one in enumerate(chosen, before + 1)
                ],
            )
            before += len(chosen)


def _issues(minutes: Minutes) -> Iterator[str]:
    if minutes.issues:
        yield "## Issues in resolution"
    for issue in minutes.issues:
        yield f"### Issue: {md(issue.title)}"
        yield from (md(" ".join(issue.about)),) if issue.about else ()
        if issue.steps:
            yield _bullets(_timed(step) for step in issue.steps)
        yield f"**Standing:** {md(_stopped(issue.standing))}"


def _end(minutes: Minutes) -> Iterator[str]:
    yield "## Signature"
    yield "Approved as a correct record:"
    yield _table(("Chair", "Name", "Date"), [("&nbsp;", "&nbsp;", "&nbsp;")])
    yield "---"
    if minutes.corrected:
        what = "entry was" if minutes.corrected == 1 else "entries were"
        yield f"{minutes.corrected} {what} corrected in the record (struck out in the book)."
    yield f"These minutes rest on {minutes.entries} entries of the minute book. Fingerprint: {md(minutes.fingerprint)}"


def _section(title: str, blocks: Iterable[str]) -> Iterator[str]:
    found = [block for block in blocks if block]
    if found:
        yield f"## {title}"
        yield from found


def _events(events: Iterable[Event]) -> str:
    return _table(("Time", "What happened", "Item"), [(md(one.time), md(one.text), md(one.item)) for one in events])


def _timed(event: Event) -> str:
    return f"{md(event.time)}: {md(event.text)}"


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, right: bool = False) -> str:
    rule = "---:" if right else "---"
    lines = [heads, tuple(rule for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _stopped(text: str) -> str:
    """The text with a full stop, if it ends without one."""
    return text if text.rstrip(" ”").endswith((".", "!", "?")) else f"{text.rstrip()}."
