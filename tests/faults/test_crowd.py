"""Twenty township staff click at once on one installation: nobody is told to come back, and no write is lost."""

from __future__ import annotations

import http.client
import json
import threading
import uuid
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.faults.server import Server, server

STAFF = 20
ACTS = 12
CSRF = "c" * 32

COUNT = """
import json
from bihuan.matters.facade import agrees
from bihuan.matters.models import Matter, MatterEvent
from bihuan.trail.facade import verify
print(json.dumps({
    "texts": sorted(MatterEvent.objects.filter(move="HANDLE").values_list("text", flat=True)),
    "agree": all(agrees(matter) for matter in Matter.objects.all()),
    "whole": [verdict.is_whole for verdict in verify()],
}))
"""


class Clerk(threading.Thread):
    """One member of staff who records step after step, on matters that all the others work on too."""

    def __init__(self, number: int, target: Server, session: str, matters: list[str]) -> None:
        super().__init__()
        self.number, self.target, self.session, self.matters = number, target, session, matters
        self.faults: list[str] = []

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.target.port, timeout=60)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={CSRF}; bihuan={self.session}",
        }
        for turn in range(ACTS):
            matter = self.matters[(self.number + turn) % len(self.matters)]
            form = {"csrfmiddlewaretoken": CSRF, "text": text_of(self.number, turn), "key": uuid.uuid4().hex}
            connection.request("POST", f"/ledger/{matter}/do/HANDLE/", urlencode(form), headers)
            answer = connection.getresponse()
            body = answer.read().decode()
            if answer.status != 302:
                self.faults.append(f"{answer.status}: {body[:300]}")


def text_of(number: int, turn: int) -> str:
    return f"办事员{number:02d}第{turn:02d}次记录"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_staff_clicking_at_once_lose_no_write_and_see_no_locked_database(tmp_path: Path) -> None:
    with server(tmp_path) as running:
        made = json.loads(running.manage(f"from tests.faults.township import seed_crowd; seed_crowd({STAFF})"))
        clerks = [Clerk(n, running, made["sessions"][n], made["matters"]) for n in range(STAFF)]
        for clerk in clerks:
            clerk.start()
        for clerk in clerks:
            clerk.join()
        found = json.loads(running.manage(f"exec({COUNT!r})"))

    assert [fault for clerk in clerks for fault in clerk.faults] == []
    assert found["texts"] == sorted(text_of(n, turn) for n in range(STAFF) for turn in range(ACTS))
    assert (found["agree"], found["whole"]) == (True, [True])
