"""A year of the sample township, told in the order of time up to the present moment.

Every matter goes through the acts of the loop with the moment at which it would have happened. What has not happened
yet by the present moment stays undone, so the ledger ends with open matters as any office's does.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from bihuan.demo.domain.courses import WEIGHTS, Course, Repeat, fits, on_the_spot, plain
from bihuan.demo.domain.hours import ONE_DAY, WorkingTime, at
from bihuan.demo.domain.life import BY_OFFICE, Life
from bihuan.demo.domain.texts import Story, stories
from bihuan.demo.domain.township import Town
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import Channel, Kind, Stage, Urgency

DAYS = 365
REPEATS_IN_A_HUNDRED = 3
CHANNELS = {
    Channel.HOTLINE: 28,
    Channel.PORTAL: 26,
    Channel.COUNTER: 16,
    Channel.PHONE: 10,
    Channel.VISIT: 9,
    Channel.LETTER_BOX: 5,
    Channel.UPPER_LEVEL: 3,
    Channel.CHECK: 3,
}


@dataclass(frozen=True)
class Plot:
    """A life, when it begins, the course it takes, and the stage at which it is left open."""

    life: Life
    begins: datetime
    course: Course
    until: Stage | None = None


@dataclass
class Telling:
    """Makes lives for the township, each with its own dice, so that the same day gives the same year."""

    town: Town
    time: WorkingTime
    seed: str
    made: int = 0

    def dice(self) -> Random:
        self.made += 1
        return Random(f"{self.seed}:{self.made}")

    def life(self, story: Story, rng: Random, *, channel: Channel | None = None, pace: float = 1.0) -> Life:
        """A life for the story; rare urgent calls for help come by telephone."""
        village_code, village = rng.choice(sorted(self.town.villages.items()))
        chosen = channel or channel_for(story, rng)
        urgent = story.kind is Kind.HELP and chosen in (Channel.PHONE, Channel.HOTLINE) and rng.random() < 0.2
        return Life(
            town=self.town,
            story=story.told(rng, village),
            village_code=village_code,
            channel=chosen,
            rng=rng,
            key=f"demo-{self.seed}-{self.made}",
            pace=pace,
            urgency=Urgency.URGENT if urgent else Urgency.NORMAL,
        )


def channel_for(story: Story, rng: Random) -> Channel:
    """A channel by which such a thing comes; reports of breaches and of staff do not come by the public form."""
    channels = [
        channel for channel in CHANNELS if not (story.accused or story.kind is Kind.TIP_OFF) or channel in BY_OFFICE
    ]
    return rng.choices(channels, weights=[CHANNELS[channel] for channel in channels])[0]


def plots(telling: Telling, *, count: int, now: datetime) -> Iterator[Plot]:
    """Beginnings spread over the year before the present moment; every course is taken at least once."""
    courses = list(WEIGHTS)
    today = now.astimezone(SHANGHAI).date()
    for n in range(count):
        rng = telling.dice()
        begins = _some_moment(rng, today - timedelta(days=int(DAYS * (1 - n / count))), telling.time)
        course = courses[n] if n < len(courses) else rng.choices(courses, weights=list(WEIGHTS.values()))[0]
        story = rng.choice([story for story in stories() if fits(course, story)])
        life = telling.life(story, rng, channel=Channel.COUNTER if course is on_the_spot else None)
        if life.urgency is Urgency.URGENT and course is not plain:
            life.urgency = Urgency.NORMAL
        if life.channel is not Channel.PORTAL:
            begins = telling.time.after(begins, 0)
        yield Plot(life, begins, course)
        if rng.random() * 100 < REPEATS_IN_A_HUNDRED or n == 0:
            again = telling.life(story, telling.dice(), channel=Channel.HOTLINE)
            again.story, again.village_code = life.story, life.village_code
            yield Plot(again, telling.time.after(begins, rng.uniform(3, 9)), Repeat(life))


def live(plotted: list[Plot], *, working_time: WorkingTime, now: datetime) -> int:
    """Let the lives go on in the order of time until the present moment; returns the number of acts."""
    running = [(plot.begins, n, plot, plot.course(plot.life)) for n, plot in enumerate(plotted)]
    for _, _, _, steps in running:
        next(steps)
    heapq.heapify(running)
    acts = 0
    while running:
        moment, n, plot, steps = heapq.heappop(running)
        if moment >= now:
            continue
        try:
            hours = steps.send(moment)
        except StopIteration:
            acts += 1
            continue
        acts += 1
        if plot.until is None or plot.life.stage != plot.until:
            heapq.heappush(running, (working_time.after(moment, hours), n, plot, steps))
    return acts


def _some_moment(rng: Random, on: date, working_time: WorkingTime) -> datetime:
    """Mostly in office hours of a working day, sometimes in the evening or at the weekend."""
    while rng.random() < 0.75 and not working_time.is_working_day(on):
        on += ONE_DAY
    hour = rng.choice([8, 9, 9, 10, 10, 11, 14, 15, 15, 16, 17, 19, 20, 21])
    return at(on, time(hour, rng.randrange(60)))
