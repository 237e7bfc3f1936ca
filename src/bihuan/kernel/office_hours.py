"""The hours in which an office works on a working day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from itertools import pairwise


@dataclass(frozen=True)
class OfficeHours:
    """Spans of one day in order, none touching midnight, none overlapping."""

    spans: tuple[tuple[time, time], ...]

    @classmethod
    def parse(cls, spans: Iterable[str]) -> OfficeHours:
        """From texts such as "08:30-12:00". Raises ValueError with a Chinese sentence."""
        return _parse(tuple(spans))

    @property
    def opens(self) -> time:
        return self.spans[0][0]

    @property
    def closes(self) -> time:
        return self.spans[-1][1]


@lru_cache(maxsize=64)
def _parse(texts: tuple[str, ...]) -> OfficeHours:
    spans = tuple(_span(text) for text in texts)
    edges = [edge for span in spans for edge in span]
    if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
        raise ValueError("办公时间须至少一段，各段先后排列、不重叠，且开始早于结束。")
    return OfficeHours(spans)


def _span(text: str) -> tuple[time, time]:
    try:
        opens, closes = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError:
        raise ValueError(f"办公时间“{text}”写法不对，应像“08:30-12:00”。") from None
    return opens, closes
