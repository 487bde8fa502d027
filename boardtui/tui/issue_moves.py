"""What is asked for each move on an issue, and the entry that it makes."""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable

from boardtui.charter.model import StageKey
from boardtui.meeting import entries as e
from boardtui.meeting.followup.stages import (
    answers,
    can_be_overruled,
    is_here,
    legal_stages,
    overruled,
    stage_of,
    stage_title,
    unstaged,
    why_not,
)
from boardtui.meeting.state.state import State
from boardtui.tui.dates import HINT, PAST_HINT
from boardtui.tui.forms.day_form import Ask, ask_with_day
from boardtui.tui.forms.dialogs import NO_YES, Choose, Option, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.views.days import day_words
from boardtui.tui.views.waiting import cited

YES_NO = (Option("yes", "yes"), Option("no", "no"))


class Asking:
    """One issue, and what the questions about it need: the state, the day, the bodies that there are."""

    def __init__(
        self, ask: Ask, state: State, issue: e.OpenIssue, today: datetime.date, bodies: list[tuple[str, str]]
    ) -> None:
        self.ask = ask
        self.state = state
        self.issue = issue
        self.today = today
        self.bodies = bodies

    async def place(self) -> e.AnyEntry | None:
        """How an attempt to settle it before the first stage in a body went."""
        fields = [
            Field("resolved", "Was it resolved?", "no", options=NO_YES),
            Field("text", "What was tried, and what came of it", required=True, long=True),
        ]
        value = await self.ask(Form(self._title(stage_title(self.state, "place")), fields))
        return value and e.PlaceAttempted(self.issue.issue, value["text"], value["resolved"] == "yes")

    async def advice(self) -> e.AnyEntry | None:
        """Whose advice was taken, and what it was; where there are no stages, where it was discussed."""
        free = unstaged(self.state)
        groups = [Option(title, title) for key, title in self.bodies if free or key != self.state.body]
        if free:
            question, named, whose, text = "Where was it discussed?", "Discussed in", "Where", "What was said"
        else:
            question, named, whose, text = "Whose advice was taken?", "Advice of", "Who advised", "The advice"
        group = await self.ask(
            Choose(question, [*groups, Option("", "elsewhere")] if free else [Option("", "somebody else"), *groups])
        )
        if group is None:
            return None
        who = [] if group else [Field("group", whose, required=True)]
        what = Field("text", text, required=True, long=True)
        title = f"{named} {group}" if group else "Discussion" if free else "Advice"
        value = await self.ask(Form(title, [*who, what]))
        return value and e.AdviceTaken(self.issue.issue, group or value["group"], value["text"])

    async def advance(self) -> e.AnyEntry | None:
        """To which stage, and on what basis."""
        legal = legal_stages(self.state, self.issue)
        stage: StageKey | None = legal[0]
        if len(legal) > 1:
            options = [Option(key, cited(self.state, key), self._elsewhere(key)) for key in legal]
            stage = await self.ask(Choose("To which stage does it go?", options, chosen=legal[-1]))
        if stage is None:
            return None
        described = stage_of(self.state, stage)
        text = f"Needed: {described.needs}" if described and described.needs else ""
        if self._elsewhere(stage):
            text = f"This is {self._elsewhere(stage)}; b refers the issue there. {text}"
        ruling = overruled(self.state, self.issue, stage)
        basis = f"The Chair ruled that it goes on all the same: {ruling.text.strip()}" if ruling else ""
        field = Field("basis", "On what basis", basis, required=True, long=True)
        value = await self.ask(Form(f"To {cited(self.state, stage)}", [field], text))
        return value and e.IssueAdvanced(self.issue.issue, stage, value["basis"])

    async def notify(self) -> e.AnyEntry | None:
        """To whom the decision was sent, how, and when."""
        options = [Option(partner.key, partner.name or partner.key) for partner in self.state.partners.values()]
        value = await self.ask(Pick("To whom was the decision sent?", options, marked=self.issue.parties))
        if value is None:
            return None
        fields = [
            Field("means", "By what means", "letter", required=True),
            Field("date", "On which day", self.today.isoformat(), required=True, hint=HINT),
        ]
        title = self._title("The decision in writing")
        given = await ask_with_day(self.ask, title, fields, self.today, day="date")
        if given is None:
            return None
        return e.DecisionNotified(tuple(value), given["means"], given["date"], issue=self.issue.issue)

    async def respond(self) -> e.AnyEntry | None:
        """A partner's answer."""
        answered = {answer.partner: answer for answer in answers(self.state, self.issue)}
        parties = sorted(self.issue.parties, key=answered.__contains__)
        options = [Option(key, self._partner(key), self._answer(answered.get(key))) for key in parties]
        partner = await self.ask(Choose("Which partner answers?", options))
        if partner is None:
            return None
        fields = [
            Field("accepts", "Does it accept the decision?", "yes", options=YES_NO),
            Field("date", "Day of the answer", self.today.isoformat(), required=True, hint=PAST_HINT),
            Field("reference", "Reference", hint="of the letter or minute; optional"),
        ]
        title = f"The answer of {self._partner(partner)}"
        given = await ask_with_day(self.ask, title, fields, self.today, day="date")
        if given is None:
            return None
        accepts = given["accepts"] == "yes"
        return e.PartnerResponded(partner, accepts, given["date"], given["reference"], issue=self.issue.issue)

    async def select(self) -> e.AnyEntry | None:
        """Who facilitates."""
        field = Field("name", "Name of the independent facilitator", self.issue.facilitator, required=True)
        value = await self.ask(Form(self._title("Facilitator selected"), [field]))
        return value and e.FacilitatorSelected(self.issue.issue, value["name"])

    async def ended(self) -> e.AnyEntry | None:
        """How facilitation ended."""
        fields = [
            Field("resolved", "Did the facilitator resolve it?", "no", options=NO_YES),
            Field("text", "How it ended", required=True, long=True),
        ]
        value = await self.ask(Form(f"Facilitation by {self.issue.facilitator} ended", fields))
        return value and e.FacilitationEnded(self.issue.issue, value["resolved"] == "yes", value["text"])

    async def no_decision(self) -> e.AnyEntry | None:
        """Why the chair rules that there can be no decision."""
        field = Field("text", "Why there can be no decision", required=True, long=True)
        text = f"The chair rules, in place of a vote. {cited(self.state, 'facilitator')} comes next."
        value = await self.ask(Form(self._title("No decision"), [field], text))
        if value is None or self.state.chair is None:
            return None
        return e.RulingMade(None, "no_decision", self.issue.issue, value["text"], self.state.chair)

    async def overrule(self) -> e.AnyEntry | None:
        """Why the chair rules that the issue goes on although something that the stage needs is not recorded."""
        stages = can_be_overruled(self.state, self.issue)
        if not stages or self.state.chair is None:
            return None
        stage = stages[0]
        field = Field("text", "Why it goes on all the same", required=True, long=True)
        text = f"{why_not(self.state, self.issue, stage)} The Chair rules, and the minutes give the reason."
        content = await self.ask(Form(self._title(f"On to {cited(self.state, stage)}"), [field], text))
        value = {"issue": self.issue.issue, "stage": stage}
        return content and e.RulingMade(None, "stage", value, content["text"], self.state.chair)

    async def evidence(self) -> e.AnyEntry | None:
        """What shows how the issue came through the stages in another body."""
        field = Field("text", "Evidence", required=True, long=True, hint="e.g. minutes with their dates")
        text = (
            "Of an issue whose history is not in this database: how it went in the other body, and where that stands."
        )
        value = await self.ask(Form(self._title("Evidence of its history"), [field], text))
        return value and e.EvidenceGiven(value["text"], issue=self.issue.issue)

    async def refer(self) -> e.AnyEntry | None:
        """To which other body it goes."""
        options = [Option(key, title) for key, title in self.bodies if key != self.state.body]
        text = (
            "From then on the other body deals with the issue. Whoever keeps its book receives it there, on the list of "
            "issues with g, together with all that is recorded here, which this book keeps."
        )
        stages = [stage.body for stage in self.state.charter.stages if stage.body not in ("", self.state.body)]
        body = await self.ask(Choose("To which body is it referred?", options, text, chosen=(stages or [""])[-1]))
        return e.IssueReferred(self.issue.issue, body) if body else None

    async def resolve(self) -> e.AnyEntry | None:
        """How it was resolved."""
        field = Field("how", "How it is resolved", required=True, long=True)
        text = "Nothing more can be recorded about the issue after this."
        value = await self.ask(Form(self._title("Resolved"), [field], text))
        return value and e.IssueResolved(self.issue.issue, value["how"])

    def _elsewhere(self, stage: StageKey) -> str:
        return "" if is_here(self.state, stage) else f"a stage of another body ({stage_title(self.state, stage)})"

    def _answer(self, answer: e.Response | None) -> str:
        if answer is None:
            return "no answer yet"
        return f"{'accepts' if answer.accepts else 'does not accept'}, {day_words(answer.date, self.today)}"

    def _partner(self, key: str) -> str:
        partner = self.state.partners.get(key)
        return (partner.name if partner else "") or key

    def _title(self, words: str) -> str:
        return f"{words}: {self.issue.title}"


Move = Callable[[Asking], Awaitable[e.AnyEntry | None]]
MOVES: dict[str, Move] = {
    "place": Asking.place,
    "advice": Asking.advice,
    "advance": Asking.advance,
    "notify": Asking.notify,
    "respond": Asking.respond,
    "select": Asking.select,
    "ended": Asking.ended,
    "no_decision": Asking.no_decision,
    "overrule": Asking.overrule,
    "evidence": Asking.evidence,
    "refer": Asking.refer,
    "resolve": Asking.resolve,
}
