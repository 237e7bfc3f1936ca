"""The courses that a matter may take through the loop, from the plain one to every side road of the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bihuan.demo.domain.life import USUAL_HOURS, Life, Steps
from bihuan.demo.domain.texts import Story, phrases
from bihuan.matters import facade as loop
from bihuan.matters.choices import CallBackOutcome, Channel, Kind, Satisfaction
from bihuan.people.choices import Role

Course = Callable[[Life], Steps]


def plain(life: Life) -> Steps:
    yield from _in_hand(life)
    yield from life.work(life.rng.uniform(0.2, 0.85))
    yield from life.finish()


def late(life: Life) -> Steps:
    """Submitted after the limit."""
    yield from _in_hand(life)
    yield from life.work(life.rng.uniform(1.35, 2.2))
    yield from life.finish()


def sent_back(life: Life) -> Steps:
    """First sent to the wrong unit, which returns it; the ruling sends it on."""
    yield from _returned(life, life.story.wrong, right=life.story.unit)
    now = yield life.wait(1.0, 5.0)
    note = life.say("upheld").format(right=life.story.unit)
    loop.rule_on(life.matter, by=life.dispatcher, now=now, lead_unit=life.lead_by(life.story.unit), note=note)
    yield from _from_signing(life)


def sent_back_in_vain(life: Life) -> Steps:
    """Returned without ground; the ruling keeps it where it was."""
    yield from _returned(life, life.story.unit, right="县级部门")
    now = yield life.wait(1.0, 5.0)
    leader = life.town.posts["changwu"]
    unit = life.lead_by(life.story.unit)
    loop.rule_on(life.matter, by=leader, now=now, lead_unit=unit, note=life.say("not_upheld"))
    yield from _from_signing(life)


def reassigned(life: Life) -> Steps:
    """The office corrects its own dispatch."""
    wrong = life.story.wrong
    yield from life.arrive()
    yield from life.accept()
    yield from life.dispatch(wrong)
    now = yield life.wait(0.5, 2.0)
    note = life.say("reassign").format(right=life.story.unit)
    loop.reassign(life.matter, by=life.dispatcher, now=now, lead_unit=life.lead_by(life.story.unit), note=note)
    yield from _from_signing(life)


def reworked(life: Life) -> Steps:
    """The review does not let the first result pass."""
    yield from _in_hand(life)
    yield from life.work(0.6)
    now = yield life.wait(0.5, 5.0)
    loop.rework(life.matter, by=life.reviewer, now=now, note=life.say("rework"))
    yield from life.submit(life.story.result)
    yield from life.finish()


def redone(life: Life) -> Steps:
    """Not solved, says the person at the call-back; the unit does it again."""
    yield from _in_hand(life)
    yield from life.work(0.7)
    yield from life.review()
    yield from life.reply()
    now = yield life.wait(2.0, 14.0)
    note = life.say("not_solved")
    if life.channel is Channel.PORTAL:
        unhappy = Satisfaction.DISSATISFIED
        loop.answer(life.matter, now=now, is_solved=False, satisfaction=unhappy, note=note)
    else:
        caller = life.pick(life.town.with_role(Role.CALLER))
        loop.call_back(life.matter, by=caller, now=now, outcome=CallBackOutcome.NOT_SOLVED, note=note)
    yield from life.submit(life.say("redone"))
    yield from life.finish()


def not_signed_off(life: Life) -> Steps:
    """The leader wants more done before it is struck off."""
    yield from _in_hand(life)
    yield from life.work(0.6)
    yield from life.review()
    yield from life.reply()
    yield from life.call_back()
    now = yield life.wait(0.5, 4.0)
    loop.refuse_sign_off(life.matter, by=life.town.posts["changwu"], now=now, note=life.say("refuse"))
    yield from life.submit(life.say("redone"))
    yield from life.finish()


def extended(life: Life) -> Steps:
    """A leader grants more time before the limit is over."""
    yield from _in_hand(life)
    usual = USUAL_HOURS[life.story.kind]
    now = yield usual * 0.5
    days = 1 if life.story.kind is Kind.CONSULTATION else 3
    loop.extend(life.matter, by=life.town.posts["changwu"], now=now, working_days=days, note=life.say("extend"))
    yield from life.submit(life.story.result, (yield usual * 0.7))
    yield from life.finish()


def suspended(life: Life) -> Steps:
    """Waits for a decision from above or for funds (挂账), then goes on."""
    yield from _in_hand(life)
    now = yield life.wait(2.0, 6.0)
    ground = life.story.waits
    leader = life.town.posts["changwu"]
    note = phrases()["suspend"][ground]
    loop.suspend(life.matter, by=leader, now=now, ground=ground, note=note, look_again_at=life.days_on(now, 21))
    now = yield life.rng.uniform(50.0, 85.0)
    loop.resume(life.matter, by=leader, now=now, note=life.say("resume"))
    yield from life.submit(life.story.result)
    yield from life.finish()


def assisted(life: Life) -> Steps:
    """A second unit adds its part."""
    helper = life.story.helps
    yield from _in_hand(life)
    now = yield life.wait(0.5, 2.0)
    loop.involve(
        life.matter,
        by=life.dispatcher,
        now=now,
        unit=life.unit(helper),
        task=life.say("involve"),
        due_at=life.days_on(now, 3),
    )
    now = yield life.wait(3.0, 9.0)
    loop.contribute(life.matter, by=life.pick(life.town.of_unit(helper)), now=now, text=life.say("contribute"))
    yield from life.submit(life.story.result)
    yield from life.finish()


def on_the_spot(life: Life) -> Steps:
    """Solved at the counter by the unit that took it in."""
    yield from life.arrive()
    now = yield 0.3
    loop.solve_on_the_spot(
        life.matter,
        by=life.pick(life.town.of_unit(life.story.unit)),
        now=now,
        result_class="SOLVED",
        result_text=life.story.result,
        evidence_note=life.story.evidence,
    )
    yield from life.finish()


def forwarded(life: Life) -> Steps:
    """Belongs to a body of the county; the office follows it up until the answer is there."""
    yield from life.arrive()
    yield from life.accept()
    now = yield life.wait(0.5, 3.0)
    to = life.story.above
    note = life.say("forward").format(above=to)
    loop.forward(life.matter, by=life.dispatcher, now=now, to=to, note=note, look_again_at=life.days_on(now, 14))
    now = yield life.rng.uniform(30.0, 60.0)
    loop.record_answer(
        life.matter,
        by=life.dispatcher,
        now=now,
        result_class="REFERRED",
        result_text=f"{to}答复：{life.story.result}",
        evidence_note=f"{to}复函",
    )
    yield from life.finish()


def declined(life: Life) -> Steps:
    yield from life.arrive()
    now = yield life.wait(1.0, 8.0)
    ground, note = life.say("decline")
    loop.decline(life.matter, by=life.dispatcher, now=now, ground=ground, note=note)


def withdrawn(life: Life) -> Steps:
    yield from life.arrive()
    yield from life.accept()
    now = yield life.wait(1.0, 6.0)
    if life.channel is Channel.PORTAL:
        loop.withdraw_as_appellant(life.matter, now=now, note=life.say("withdraw"))
    else:
        loop.withdraw(life.matter, by=life.dispatcher, now=now, note=life.say("withdraw"))


@dataclass(frozen=True)
class Repeat:
    """The course of a matter that repeats an earlier one: merged into it while it is open, else declined."""

    earlier: Life

    def __call__(self, life: Life) -> Steps:
        yield from life.arrive()
        now = yield life.wait(0.5, 4.0)
        self.earlier.matter.refresh_from_db()
        if self.earlier.matter.is_open:
            loop.merge(life.matter, by=life.dispatcher, now=now, into=self.earlier.matter)
        else:
            note = "该事项刚刚办结，办理情况已一并告知您；如仍有问题请说明新的情况。"
            loop.decline(life.matter, by=life.dispatcher, now=now, ground="CONCLUDED", note=note)


# How often each course is taken in a hundred matters, besides repeats.
WEIGHTS: dict[Course, int] = {
    plain: 56,
    late: 7,
    sent_back: 5,
    sent_back_in_vain: 2,
    reassigned: 1,
    reworked: 4,
    redone: 5,
    not_signed_off: 1,
    extended: 4,
    suspended: 3,
    assisted: 5,
    on_the_spot: 4,
    forwarded: 2,
    declined: 4,
    withdrawn: 1,
}


def fits(course: Course, story: Story) -> bool:
    """Whether a story can take the course."""
    needed: dict[Course, str] = {
        sent_back: story.wrong,
        reassigned: story.wrong,
        assisted: story.helps,
        forwarded: story.above,
        suspended: story.waits,
    }
    if story.accused:
        return course in (plain, declined, withdrawn)
    return bool(needed.get(course, "any"))


def _in_hand(life: Life) -> Steps:
    yield from life.arrive()
    yield from life.accept()
    yield from life.dispatch(life.story.unit)
    yield from life.sign()


def _from_signing(life: Life) -> Steps:
    yield from life.sign()
    yield from life.work(life.rng.uniform(0.3, 0.8))
    yield from life.finish()


def _returned(life: Life, unit: str, *, right: str) -> Steps:
    yield from life.arrive()
    yield from life.accept()
    yield from life.dispatch(unit)
    now = yield life.wait(0.3, 1.5)
    suggested = life.town.units.get(right)
    note = life.say("send_back").format(right=right, wrong=unit)
    loop.send_back(life.matter, by=life.hand(), now=now, ground="NOT_OUR_DUTY", note=note, suggested_unit=suggested)
