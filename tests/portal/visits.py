"""What visitors do: send forms with the forgery check, and read the code off the receipt."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client


def send(visitor: Client, path: str, data: dict[str, Any], **more: Any) -> HttpResponse:
    """POST a form after having opened the page that carries its forgery check."""
    if "csrftoken" not in visitor.cookies:
        visitor.get("/progress/")
    token = visitor.cookies["csrftoken"].value
    answer: HttpResponse = visitor.post(path, {**data, "csrfmiddlewaretoken": token}, **more)  # type: ignore[assignment]
    return answer


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()


def code_on(answer: HttpResponse) -> str:
    """The code on a receipt, as printed."""
    found = re.search(r'id="code">([0-9 ]+)<', text_of(answer))
    assert found, "no code on the page"
    return found[1]


def errors_on(answer: HttpResponse) -> list[str]:
    """The sentences beside the fields and above the form."""
    page = text_of(answer)
    beside = re.findall(r'bh-field-error"[^>]*>.*?<span>(.*?)</span></div>', page, re.DOTALL)
    above = re.findall(r"<p>(.*?)</p>", "".join(re.findall(r'role="alert".*?</div>\s*</div>', page, re.DOTALL)))
    return [*above, *beside]
