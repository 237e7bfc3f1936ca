"""Bring a matter to a stage by walking the loop, never by setting the stage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bihuan.matters import facade as loop
from bihuan.matters.choices import CallBackOutcome, Channel, Kind, Satisfaction, Stage
from bihuan.matters.models import Matter
from tests.cast import NOW, TOWN, Cast

HOUR = timedelta(hours=1)
MAIN_STAGES = (
    Stage.REGISTERED,
    Stage.ACCEPTED,
    Stage.DISPATCHED,
    Stage.IN_HAND,
    Stage.SUBMITTED,
    Stage.REVIEWED,
    Stage.REPLIED,
    Stage.CALLED_BACK,
    Stage.STRUCK_OFF,
    Stage.ARCHIVED,
)


def registered(cast: Cast, *, now: datetime = NOW, text: str = "村口路灯坏了一个月没人修", **told: Any) -> Matter:
    """A complaint just taken in at the counter of the station."""
    kind = told.pop("kind", Kind.COMPLAINT)
    channel = told.pop("channel", Channel.COUNTER)
    caller = told.pop("caller", loop.Caller(name="张三", phone="13800001234"))
    event = loop.register(
        by=cast.handler,
        now=now,
        region_code=TOWN,
        kind=kind,
        channel=channel,
        told=loop.Told(text=text, **told),
        caller=caller,
    )
    return event.matter


def at(cast: Cast, stage: Stage, *, now: datetime = NOW, **told: Any) -> Matter:
    """A matter at the stage, one hour a step from `now` on."""
    matter = registered(cast, now=now, **told)
    for reached, act in _path(cast):
        if matter.stage == stage:
            break
        now += HOUR
        act(matter, now)
        matter.refresh_from_db()
        assert matter.stage == reached or stage != reached
    assert matter.stage == stage, f"the walk ended at {matter.stage}"
    return matter


def to(cast: Cast, stage: Stage, *, now: datetime = NOW) -> Matter:
    """A matter at any stage, side stages included."""
    if stage in MAIN_STAGES:
        return at(cast, stage, now=now)
    later = now + 5 * HOUR
    if stage is Stage.RETURNED:
        matter = at(cast, Stage.DISPATCHED, now=now)
        ground = loop.choices_of("matters.grounds.send-back", region_code=TOWN, now=now)[0][0]
        loop.send_back(matter, by=cast.handler, now=later, ground=ground, note="属农业服务站职责")
    elif stage is Stage.SUSPENDED:
        matter = at(cast, Stage.IN_HAND, now=now)
        ground = loop.choices_of("matters.grounds.suspend", region_code=TOWN, now=now)[0][0]
        look_again = now + timedelta(days=30)
        loop.suspend(matter, by=cast.leader, now=later, ground=ground, note="等资金", look_again_at=look_again)
    else:
        matter = at(cast, Stage.ACCEPTED, now=now)
        look_again = now + timedelta(days=30)
        loop.forward(matter, by=cast.dispatcher, now=later, to="县交通局", note="县道", look_again_at=look_again)
    matter.refresh_from_db()
    return matter


def _path(cast: Cast) -> list[tuple[Stage, Callable[[Matter, datetime], object]]]:
    return [
        (Stage.ACCEPTED, lambda m, now: loop.assess(m, by=cast.dispatcher, now=now)),
        (Stage.DISPATCHED, lambda m, now: loop.dispatch(m, by=cast.dispatcher, now=now, lead_unit=cast.station)),
        (Stage.IN_HAND, lambda m, now: loop.sign_for(m, by=cast.handler, now=now)),
        (
            Stage.SUBMITTED,
            lambda m, now: loop.submit(
                m,
                by=cast.handler,
                now=now,
                result_class="SOLVED",
                result_text="已更换路灯",
                evidence_note="现场查看，灯已亮",
                long_term_note="每月巡查一次",
            ),
        ),
        (Stage.REVIEWED, lambda m, now: loop.review(m, by=cast.reviewer, now=now)),
        (Stage.REPLIED, lambda m, now: loop.reply(m, by=cast.reviewer, now=now, text="路灯已修好")),
        (
            Stage.CALLED_BACK,
            lambda m, now: loop.call_back(
                m, by=cast.caller, now=now, outcome=CallBackOutcome.SOLVED, satisfaction=Satisfaction.SATISFIED
            ),
        ),
        (Stage.CALLED_BACK, lambda m, now: loop.sign_off(m, by=cast.leader, now=now)),
        (Stage.STRUCK_OFF, lambda m, now: loop.strike_off(m, by=cast.dispatcher, now=now)),
        (Stage.ARCHIVED, lambda m, now: loop.archive(m, by=cast.dispatcher, now=now)),
    ]
