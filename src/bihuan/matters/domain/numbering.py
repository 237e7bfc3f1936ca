"""编号: human numbers as offices write them, gap-free by township and year: 诉求〔2026〕0123号, 销号〔2026〕0088号."""

from __future__ import annotations

from bihuan.matters.choices import Kind
from bihuan.matters.models import Matter
from bihuan.store.models import NumberSequence

STRIKE_OFF_WORD = "销号"


def number_for(matter: Matter, *, year: int) -> str:
    """The next number for a matter of this kind; takes it for good within the running transaction."""
    return _number("整改" if matter.kind == Kind.MEASURE else "诉求", matter, year)


def strike_off_number_for(matter: Matter, *, year: int) -> str:
    """The next strike-off number of the township."""
    return _number(STRIKE_OFF_WORD, matter, year)


def _number(word: str, matter: Matter, year: int) -> str:
    sequence = NumberSequence.take(word, region_code=matter.region_code, year=year)
    return f"{word}〔{year}〕{sequence:04d}号"
