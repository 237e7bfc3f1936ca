"""The hours in which an office works on a working day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from itertools import pairwise


@dataclass(frozen=True)
class OfficeHours:
    """Spans of one day in order, none touching midnight, none overlapping."""

    spans: tuple[tuple[time, time], ...]

    @classmethod
    def parse(cls, spans: Iterable[str]) -> OfficeHours:
        """From texts such as "08:30-12:00". Raises ValueError with a Chinese sentence."""
        parsed = []
        for span in spans:
            try:
                opens, closes = (time.fromisoformat(part.strip()) for part in span.split("-"))
            except ValueError:
                raise ValueError(f"办公时间“{span}”写法不对，应像“08:30-12:00”。") from None
            parsed.append((opens, closes))
        edges = [edge for span in parsed for edge in span]
        if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
            raise ValueError("办公时间须至少一段，各段先后排列、不重叠，且开始早于结束。")
        return cls(tuple(parsed))

    @property
    def opens(self) -> time:
        return self.spans[0][0]

    @property
    def closes(self) -> time:
        return self.spans[-1][1]
