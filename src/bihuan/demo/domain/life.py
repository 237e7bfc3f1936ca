"""The life of one sample matter: each step waits some working hours, then makes one act of the loop.

A step is a generator that yields how many working hours it waits and is sent the moment at which it acts. Who acts is
chosen so that dispatcher, handler, reviewer and caller are always different people.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from bihuan.demo.domain.texts import Story, phrases
from bihuan.demo.domain.township import Town
from bihuan.matters import facade as loop
from bihuan.matters.choices import CallBackOutcome, Channel, Kind, Satisfaction, Urgency
from bihuan.matters.models import Matter
from bihuan.people.choices import Role
from bihuan.people.models import Post, Unit
from bihuan.portal.facade import Report, take_report
from bihuan.trail.facade import citizen

Steps = Generator[float, datetime, None]
T = TypeVar("T")
# Working hours that a unit usually has, by kind; only the pace of the sample, the limits are the rulebook's.
USUAL_HOURS = {
    Kind.CONSULTATION: 6.0,
    Kind.HELP: 18.0,
    Kind.COMPLAINT: 31.0,
    Kind.SUGGESTION: 31.0,
    Kind.TIP_OFF: 85.0,
    Kind.PRAISE: 18.0,
}
WITHOUT_APPELLANT = frozenset({Channel.CHECK, Channel.UPPER_LEVEL, Channel.PLAN})
BY_OFFICE = frozenset({Channel.HOTLINE, Channel.PHONE, Channel.LETTER_BOX, Channel.UPPER_LEVEL, Channel.CHECK})


@dataclass
class Life:
    """One matter and the choices made for it; `pace` below 1 makes the office quick."""

    town: Town
    story: Story
    village_code: str
    channel: Channel
    rng: Random
    key: str
    pace: float = 1.0
    urgency: Urgency = Urgency.NORMAL
    matter: Matter = field(init=False)
    caller: loop.Caller = field(init=False)
    lead: str = field(init=False)
    dispatcher: Post = field(init=False)
    reviewer: Post = field(init=False)

    def __post_init__(self) -> None:
        self.dispatcher = self.pick(self.town.with_role(Role.DISPATCHER))
        self.reviewer = self.pick(self.town.with_role(Role.REVIEWER))
        self.caller = self._caller()

    def pick(self, choices: list[T]) -> T:
        return self.rng.choice(choices)

    def say(self, name: str) -> Any:
        """One of the phrases for a turn."""
        return self.pick(phrases()[name])

    def wait(self, least: float, most: float) -> float:
        return self.rng.uniform(least, most) * self.pace

    @property
    def stage(self) -> str:
        """The stage at which the matter stands now."""
        return Matter.objects.values_list("stage", flat=True).get(pk=self.matter.pk)

    def unit(self, name: str) -> Unit:
        return self.town.units[name]

    def hand(self) -> Post:
        """Whoever acts for the lead unit."""
        return self.pick(self.town.of_unit(self.lead))

    def lead_by(self, unit: str) -> Unit:
        """The unit, which from now on leads."""
        self.lead = unit
        return self.unit(unit)

    def arrive(self) -> Steps:
        now = yield 0.0
        if self.channel is Channel.PORTAL:
            self.matter = self._report(now)
            return
        hotline = phrases()["hotline"] if self.channel is Channel.HOTLINE else ""
        event = loop.register(
            by=self.registrar(),
            now=now,
            region_code=self.town.code,
            kind=self.story.kind,
            channel=self.channel,
            told=loop.Told(
                text=self.story.text + hotline,
                category=self.story.category,
                place_code=self.village_code,
                accused_unit=self.unit(self.story.accused) if self.story.accused else None,
            ),
            caller=self.caller,
            urgency=self.urgency,
        )
        self.matter = event.matter

    def _caller(self) -> loop.Caller:
        if self.channel in WITHOUT_APPELLANT or self.rng.random() < 0.15:
            return loop.Caller()
        surname = self.rng.choice(phrases()["surnames"])
        return loop.Caller(name=surname + self.say("given"), phone=f"1900000{self.rng.randint(0, 9999):04d}")

    def registrar(self) -> Post:
        if self.channel in BY_OFFICE:
            return self.dispatcher
        return self.pick(self.town.of_unit(self.story.unit))

    def accept(self) -> Steps:
        now = yield self.wait(0.5, 7.0)
        loop.assess(self.matter, by=self.dispatcher, now=now, category=self.story.category)

    def dispatch(self, unit: str, due_at: datetime | None = None, why_due: str = "") -> Steps:
        now = yield self.wait(0.2, 3.0)
        loop.dispatch(
            self.matter, by=self.dispatcher, now=now, lead_unit=self.lead_by(unit), due_at=due_at, why_due=why_due
        )

    def sign(self) -> Steps:
        now = yield self.wait(0.1, 1.9) if self.rng.random() < 0.93 else self.wait(2.5, 6.0)
        loop.sign_for(self.matter, by=self.hand(), now=now)

    def work(self, share: float) -> Steps:
        """Handle and submit after this share of the usual hours."""
        hours = USUAL_HOURS[self.story.kind] * share * self.pace
        if self.story.step:
            now = yield hours * 0.4
            loop.handle(self.matter, by=self.hand(), now=now, text=self.story.step)
            hours *= 0.6
        now = yield hours
        yield from self.submit(self.story.result, now)

    def submit(self, result: str, now: datetime | None = None) -> Steps:
        moment = now or (yield self.wait(4.0, 12.0))
        answered = self.story.kind in (Kind.CONSULTATION, Kind.SUGGESTION, Kind.PRAISE)
        loop.submit(
            self.matter,
            by=self.hand(),
            now=moment,
            result_class="EXPLAINED" if answered else "SOLVED",
            result_text=result,
            evidence_note=self.story.evidence,
            long_term_note=self.story.long_term,
        )

    def review(self) -> Steps:
        now = yield self.wait(0.5, 5.0)
        loop.review(self.matter, by=self.reviewer, now=now)

    def reply(self) -> Steps:
        now = yield self.wait(0.3, 4.0)
        loop.reply(self.matter, by=self.reviewer, now=now, text=self.story.reply)

    def call_back(self) -> Steps:
        now = yield self.wait(2.0, 14.0)
        by = self.pick(self.town.with_role(Role.CALLER))
        if not self.caller.phone:
            loop.call_back(
                self.matter,
                by=by,
                now=now,
                outcome=CallBackOutcome.NOT_POSSIBLE,
                ground="NO_APPELLANT" if self.channel in WITHOUT_APPELLANT else "ANONYMOUS",
            )
            return
        happy = self.rng.choices(list(Satisfaction), weights=[78, 17, 5])[0]
        if self.channel is Channel.PORTAL and self.rng.random() < 0.5:
            loop.answer(self.matter, now=now, is_solved=True, satisfaction=happy, note=self.say("answer"))
        elif self.rng.random() < 0.08:
            basically = Satisfaction.BASICALLY
            outcome, note = CallBackOutcome.PARTLY, self.say("partly")
            loop.call_back(self.matter, by=by, now=now, outcome=outcome, satisfaction=basically, note=note)
        else:
            loop.call_back(self.matter, by=by, now=now, outcome=CallBackOutcome.SOLVED, satisfaction=happy)

    def close(self) -> Steps:
        now = yield self.wait(0.5, 4.0)
        loop.sign_off(self.matter, by=self.town.posts["changwu"], now=now)
        now = yield self.wait(0.3, 4.0)
        loop.strike_off(self.matter, by=self.dispatcher, now=now)
        now = yield self.wait(450.0, 700.0)
        loop.archive(self.matter, by=self.dispatcher, now=now)

    def finish(self) -> Steps:
        """Everything after the unit's submission."""
        yield from self.review()
        yield from self.reply()
        yield from self.call_back()
        yield from self.close()

    def days_on(self, now: datetime, days: int) -> datetime:
        return now + timedelta(days=days)

    def _report(self, now: datetime) -> Matter:
        report = Report(
            kind=self.story.kind,
            text=self.story.text,
            place_code=self.village_code,
            name=self.caller.name,
            phone=self.caller.phone,
        )
        by = citizen(self.town.code)
        return take_report(report, by=by, now=now, region_code=self.town.code, form_key=self.key).matter
