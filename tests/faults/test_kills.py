"""Nothing that was acknowledged is lost or doubled, however often the server's processes are killed."""

from __future__ import annotations

import http.client
import json
import random
import re
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core import signing

from bihuan.portal.domain.form_keys import TOKEN_SALT
from tests.cast import TOWN
from tests.faults.server import SECRET, Server, server

SUBMISSIONS = 1000
CLIENTS = 12
TWICE = 0.1
CSRF = "a" * 32
SEED = 20261122
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{4}")

COUNT = """
import json
from bihuan.delivery.models import OutboxMessage, TakenSubmission
from bihuan.matters.models import Clock, Matter, MatterEvent
from bihuan.trail.facade import verify
from bihuan.trail.models import TrailEntry
print(json.dumps({
    "texts": sorted(Matter.objects.values_list("text", flat=True)),
    "numbers": Matter.objects.values("number").distinct().count(),
    "clocks": Clock.objects.filter(ended_at=None).count(),
    "events": MatterEvent.objects.count(),
    "entries": TrailEntry.objects.filter(object_kind="matter").count(),
    "messages": OutboxMessage.objects.count(),
    "keys": TakenSubmission.objects.count(),
    "whole": [verdict.is_whole for verdict in verify()],
}))
"""


@dataclass
class Crowd:
    """Citizens who send each report until it is acknowledged, now and then twice on purpose."""

    target: Server
    codes: dict[str, set[str]] = field(default_factory=dict)
    retries: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def send_all(self) -> None:
        turns = [range(first, SUBMISSIONS, CLIENTS) for first in range(CLIENTS)]
        threads = [threading.Thread(target=self._send, args=(numbers,)) for numbers in turns]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _send(self, numbers: range) -> None:
        chance = random.Random(numbers.start)
        for number in numbers:
            form = _form(number)
            for _ in range(2 if chance.random() < TWICE else 1):
                self._until_acknowledged(number, form)

    def _until_acknowledged(self, number: int, form: str) -> None:
        for _ in range(600):
            code = _post(self.target.port, form)
            if code:
                with self.lock:
                    self.codes.setdefault(_text(number), set()).add(code)
                return
            with self.lock:
                self.retries += 1
            time.sleep(0.05)
        raise AssertionError(f"report {number} was never acknowledged")


def _text(number: int) -> str:
    return f"第{number}件：路灯坏了，请修"


def _form(number: int) -> str:
    opened = int(time.time()) - 600
    token = signing.Signer(key=SECRET, salt=TOKEN_SALT).sign_object([f"form-{number:06d}", opened])
    return urlencode({"csrfmiddlewaretoken": CSRF, "token": token, "kind": "HELP", "text": _text(number)})


def _post(port: int, form: str) -> str:
    """The receipt code, or nothing when the answer did not come whole."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={CSRF}"}
    try:
        connection.request("POST", f"/t/{TOWN}/report/", form, headers)
        answer = connection.getresponse()
        body = answer.read().decode()
    except (OSError, http.client.HTTPException):
        return ""
    finally:
        connection.close()
    found = CODE.search(body) if answer.status == 200 else None
    return found.group() if found else ""


def _kill_now_and_then(crowd: Crowd, done: threading.Event) -> None:
    """After every few dozen acknowledged reports, in the midst of the others, one process dies."""
    chance = random.Random(SEED)
    next_at = 10
    while not done.wait(0.01):
        if len(crowd.codes) >= next_at:
            crowd.target.kill_a_worker(chance.randrange(2))
            next_at = len(crowd.codes) + chance.randint(50, 100)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_thousand_reports_survive_a_server_that_is_killed_at_random(tmp_path: Path) -> None:
    with server(tmp_path, seed="from tests.faults.township import seed; seed()") as running:
        crowd, done = Crowd(running), threading.Event()
        killer = threading.Thread(target=_kill_now_and_then, args=(crowd, done))
        killer.start()
        crowd.send_all()
        done.set()
        killer.join()
        found = json.loads(running.manage(f"exec({COUNT!r})"))

    assert len(running.kills) >= 10, "too few kills to prove anything"
    assert crowd.retries > 0, "no request was ever cut off"
    assert found["texts"] == sorted(_text(number) for number in range(SUBMISSIONS))
    assert sorted(crowd.codes) == found["texts"]
    assert {len(codes) for codes in crowd.codes.values()} == {1}
    parts = ("numbers", "clocks", "events", "entries", "messages", "keys")
    assert [found[part] for part in parts] == [SUBMISSIONS] * len(parts)
    assert found["whole"] == [True]
