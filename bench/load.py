"""A closed loop of clients over HTTP on loopback, each on one kept connection."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[http.client.HTTPConnection, int], None]


@dataclass(frozen=True)
class Round:
    """What one round of load showed: requests done, wall seconds, and the latencies in milliseconds."""

    requests: int
    seconds: float
    latencies: list[float]

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def median(self) -> float:
        return statistics.median(self.latencies)


def run(port: int, work: Work, *, clients: int, seconds: float) -> Round:
    """Let the clients repeat the work for the time; the work raises when an answer is wrong."""
    latencies: list[list[float]] = [[] for _ in range(clients)]
    faults: list[BaseException] = []
    end = time.monotonic() + seconds

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        turn = number
        try:
            while time.monotonic() < end:
                started = time.perf_counter()
                work(connection, turn)
                latencies[number].append((time.perf_counter() - started) * 1000)
                turn += clients
        except BaseException as fault:
            faults.append(fault)

    started = time.monotonic()
    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    every = [latency for one in latencies for latency in one]
    return Round(len(every), time.monotonic() - started, every)
