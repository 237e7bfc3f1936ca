"""`dev.py bench`: CPU per request of the common work, at 10,000 and 100,000 matters, beside the raw floor of the same run.

python3 dev.py bench [--sizes 10000,100000] [--seconds 3] [--rounds 3]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench import floor, installation, load, work

SERVED_BY = 1
CROWD = 8


@dataclass(frozen=True)
class Line:
    """One row of the table."""

    name: str
    size: int
    cpu: float
    floor: float
    alone: load.Round
    crowd: load.Round
    bar: float


def main() -> int:
    """Print the table; returns 1 when a bar of the "must" column does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as folder, installation.started(Path(folder)) as place:
        for size in (int(text) for text in options.sizes.split(",")):
            place.fill(size)
            lines += [_measure(place, each, size, options) for each in work.WORKS]
    _print(lines)
    missed = [line for line in lines if line.cpu > line.bar]
    for line in missed:
        print(f"{line.name} at {line.size}: {line.cpu:.1f} ms CPU is over its bar of {line.bar:g}")
    return 1 if missed else 0


def _measure(place: installation.Place, each: work.Work, size: int, options: argparse.Namespace) -> Line:
    """Rounds of ours and of the floor in turn; the medians."""
    place.warm(each)
    costs, floors, alone, crowd = [], [], [], []
    for _ in range(options.rounds):
        with place.charged() as charge:
            done = load.run(place.port, each.request(place), clients=SERVED_BY, seconds=options.seconds)
        costs.append(charge.milliseconds / done.requests)
        alone.append(done)
        floors.append(floor.cost(place.address, each.floor, place.postmaster, seconds=options.seconds / 2))
        crowd.append(load.run(place.port, each.request(place), clients=CROWD, seconds=options.seconds))
    return Line(
        each.name,
        size,
        statistics.median(costs),
        statistics.median(floors),
        sorted(alone, key=lambda one: one.median)[len(alone) // 2],
        sorted(crowd, key=lambda one: one.median)[len(crowd) // 2],
        each.bar,
    )


def _print(lines: list[Line]) -> None:
    head = ("work", "matters", "CPU ms", "bar", "floor ms", "x floor", "p50/p95, 1 client", "req/s, p50/p95, 8 clients")
    rows = [
        (
            line.name,
            str(line.size),
            f"{line.cpu:.1f}",
            f"{line.bar:g}",
            f"{line.floor:.2f}",
            f"{line.cpu / line.floor:.0f}" if line.floor else "-",
            f"{line.alone.median:.1f}/{line.alone.percentile(0.95):.1f}",
            f"{line.crowd.requests / line.crowd.seconds:.0f}, {line.crowd.median:.0f}/{line.crowd.percentile(0.95):.0f}",
        )
        for line in lines
    ]
    print("| " + " | ".join(head) + " |\n" + "|---" * len(head) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    sys.exit(main())
