"""The measured work: W1 create through the public form, W2 a unit's open matters, W4 an act with a comment."""

from __future__ import annotations

import http.client
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import psycopg
from django.core import signing

from bench import floor, load
from bench.installation import SECRET, Place

CSRF = "b" * 32
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TEXT = "村口路灯坏了半个月，晚上老人孩子走路不安全，希望尽快修好。" * 7


@dataclass(frozen=True)
class Work:
    """One kind of request: its bar in CPU milliseconds, what it sends, and the floor under it."""

    name: str
    bar: float
    request: Callable[[Place], load.Work]
    floor: Callable[[psycopg.Connection, int], None]


def create(place: Place) -> load.Work:
    """W1: the public form with everything it does: key, number, clock, event, trail, outbox, search entry."""

    def send(connection: http.client.HTTPConnection, turn: int) -> None:
        signer = signing.Signer(key=SECRET, salt="bihuan.portal.form")
        token = signer.sign_object([uuid.uuid4().hex, int(time.time()) - 600])
        body = urlencode({"csrfmiddlewaretoken": CSRF, "token": token, "kind": "HELP", "text": f"{turn}{TEXT}"})
        _expect(connection, 200, "POST", "/report/", body, {**FORM, "Cookie": f"csrftoken={CSRF}"})

    return send


def open_of_a_unit(place: Place) -> load.Work:
    """W2: the ledger of a station, open matters by deadline, first page."""

    def send(connection: http.client.HTTPConnection, turn: int) -> None:
        _expect(connection, 200, "GET", "/ledger/", None, {"Cookie": f"bihuan={place.session}"})

    return send


def comment(place: Place) -> load.Work:
    """W4: a step of the work recorded on a matter in hand."""

    def send(connection: http.client.HTTPConnection, turn: int) -> None:
        matter = place.matters[turn % len(place.matters)]
        body = urlencode({"csrfmiddlewaretoken": CSRF, "text": "已到现场查看，约好明天施工。", "key": uuid.uuid4().hex})
        cookies = {"Cookie": f"csrftoken={CSRF}; bihuan={place.session}"}
        _expect(connection, 302, "POST", f"/ledger/{matter}/do/HANDLE/", body, {**FORM, **cookies})

    return send


def _expect(
    connection: http.client.HTTPConnection,
    status: int,
    method: str,
    path: str,
    body: str | None,
    headers: dict[str, str],
) -> None:
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != status:
        raise AssertionError(f"{method} {path}: {answer.status} instead of {status}\n{text.decode()[:2000]}")


WORKS = (
    Work("W1 create", 9, create, floor.create),
    Work("W2 list", 20, open_of_a_unit, floor.list_open),
    Work("W4 act", 12, comment, floor.act),
)
