"""Working time forwards and backwards, so that the people of the sample act when an office would act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bihuan.kernel.calendar import Calendar
from bihuan.kernel.deadlines import SHANGHAI, OfficeHours

ONE_DAY = timedelta(days=1)
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class WorkingTime:
    """The office's working moments; a year without a holiday notice is counted by weekends and festivals."""

    calendar: Calendar
    hours: OfficeHours

    def after(self, moment: datetime, hours: float) -> datetime:
        """The moment so many working hours later; with 0, the first working moment from this one on."""
        left = timedelta(hours=hours)
        for opens, closes in self._spans_from(moment):
            begin = max(opens, moment)
            if begin < closes and closes - begin >= left:
                return begin + left
            left -= max(closes - begin, timedelta())
        raise AssertionError("the calendar has no end")

    def before(self, moment: datetime, hours: float) -> datetime:
        """The moment so many working hours earlier."""
        left = timedelta(hours=hours)
        for opens, closes in self._spans_back_from(moment):
            end = min(closes, moment)
            if end > opens and end - opens >= left:
                return end - left
            left -= max(end - opens, timedelta())
        raise AssertionError("the calendar has no beginning")

    def is_working_day(self, on: date) -> bool:
        return self.calendar.is_working_day(on, provisional=True)

    def _spans_from(self, moment: datetime) -> Iterator[Span]:
        on = moment.astimezone(SHANGHAI).date()
        while True:
            yield from self._spans_on(on)
            on += ONE_DAY

    def _spans_back_from(self, moment: datetime) -> Iterator[Span]:
        on = moment.astimezone(SHANGHAI).date()
        while True:
            yield from reversed(self._spans_on(on))
            on -= ONE_DAY

    def _spans_on(self, on: date) -> list[Span]:
        if not self.is_working_day(on):
            return []
        return [(at(on, opens), at(on, closes)) for opens, closes in self.hours.spans]


def at(on: date, hour: time) -> datetime:
    """A moment of a day in Asia/Shanghai."""
    return datetime.combine(on, hour, SHANGHAI)
