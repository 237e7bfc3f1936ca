"""Where the sample's year leaves off: at every open stage some matters, one due today, some overdue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bihuan.demo.domain.courses import Course, fits, forwarded, plain, sent_back, suspended
from bihuan.demo.domain.hours import at
from bihuan.demo.domain.life import Life, Steps
from bihuan.demo.domain.texts import Story, phrases, stories
from bihuan.demo.domain.year import Plot, Telling
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import Channel, Kind, Stage

# The matter whose code is printed, waiting for the answer of the person who brought it.
SAMPLE_KEY = "demo-sample"


@dataclass(frozen=True)
class End:
    """How many matters are left at a stage, begun so many working hours ago; further ones twice, thrice as long ago."""

    stage: Stage
    count: int
    hours: float
    course: Course = plain
    pace: float = 0.1


ENDS = (
    End(Stage.REGISTERED, 4, 1.5),
    End(Stage.ACCEPTED, 2, 2.0),
    End(Stage.DISPATCHED, 2, 1.1),
    End(Stage.RETURNED, 2, 1.4, sent_back),
    End(Stage.IN_HAND, 6, 3.0),
    End(Stage.SUSPENDED, 3, 15.0, suspended),
    End(Stage.FORWARDED, 2, 12.0, forwarded),
    End(Stage.SUBMITTED, 3, 5.0),
    End(Stage.REVIEWED, 2, 6.0),
    End(Stage.REPLIED, 4, 7.0),
    End(Stage.CALLED_BACK, 2, 9.5),
    # Overdue: with the unit, at the review, at the call-back.
    End(Stage.IN_HAND, 3, 58.0, pace=0.3),
    End(Stage.SUBMITTED, 1, 30.0, pace=0.2),
    End(Stage.REPLIED, 1, 60.0, pace=0.2),
)


def ends(telling: Telling, *, now: datetime) -> Iterator[Plot]:
    """The plots of the last days before the present moment."""
    for end in ENDS:
        for n in range(1, end.count + 1):
            rng = telling.dice()
            life = telling.life(rng.choice(_fitting(end)), rng, channel=_channel(end, n), pace=end.pace)
            if end.stage is Stage.REPLIED and end.pace == 0.1 and n == 1:
                life.key = SAMPLE_KEY
            begins = telling.time.before(now, end.hours * (n if end.stage is not Stage.DISPATCHED else 1))
            yield Plot(life, begins, end.course, until=end.stage)
    yield _order_due_today(telling, now=now)


def _fitting(end: End) -> list[Story]:
    kinds = (Kind.COMPLAINT, Kind.HELP)
    return [story for story in stories() if story.kind in kinds and not story.accused and fits(end.course, story)]


def _channel(end: End, n: int) -> Channel | None:
    return Channel.PORTAL if end.stage in (Stage.REGISTERED, Stage.REPLIED) and n == 1 else None


def _order_due_today(telling: Telling, *, now: datetime) -> Plot:
    """An order of the county with its own date: today."""
    end_of_today = at(now.astimezone(SHANGHAI).date() + timedelta(days=1), time.min)
    rng = telling.dice()
    story = next(story for story in stories() if story.unit == "镇便民服务中心" and story.kind is Kind.COMPLAINT)
    life = telling.life(story, rng, channel=Channel.UPPER_LEVEL, pace=0.1)
    village = telling.town.villages[life.village_code]
    life.story = Story(**{**vars(life.story), "text": phrases()["order"].format(village=village)})
    return Plot(life, telling.time.before(now, 3.0), _ordered_until(end_of_today), until=Stage.IN_HAND)


def _ordered_until(due_at: datetime) -> Callable[[Life], Steps]:
    def ordered(life: Life) -> Steps:
        yield from life.arrive()
        yield from life.accept()
        yield from life.dispatch(life.story.unit, due_at=due_at, why_due="县营商办交办，限今日办结")
        yield from life.sign()
        yield 1000.0

    return ordered
