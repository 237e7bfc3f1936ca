"""Every address with every role, in the own township and in the neighbour's: public by the list, scoped, or refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from bihuan.matters.choices import Stage
from bihuan.people.choices import ADMINISTRATORS
from bihuan.people.models import Post
from bihuan.web.access import OPEN_TO_ADMINISTRATORS, is_public
from tests import walk
from tests.architecture import records
from tests.cast import Cast
from tests.signing_in import signed_in

# What a page may answer to somebody signed in: shown, sent on, refused, not there for them, only for forms.
CIVIL = {200, 204, 302, 303, 400, 403, 404, 405, 422}
# Addresses of an object in a place: the neighbour's staff are told that it is not there.
SHARED_BY_ALL = {"rulebook", "figures"}


def addresses(
    resolver: URLResolver | None = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str, dict]]:
    """Name, route and converters of every address."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route, entry.namespace or space)
        elif isinstance(entry, URLPattern):
            yield f"{space}:{entry.name}", route, entry.pattern.converters


ADDRESSES = sorted({(name, route): converters for name, route, converters in addresses()}.items())


def path_of(name: str, route: str, converters: dict[str, Any], known: dict[str, Any]) -> str:
    """The address with the ids of the known records; an address whose record is not declared fails."""
    path = "/" + route
    for word, converter in converters.items():
        key = f"{name.split(':')[0]}.{word}"
        assert key in known, f"{name} takes {word}: declare it in tests/architecture/records.py"
        path = path.replace(f"<{_kind(converter)}:{word}>", str(known[key]))
    return path


def _kind(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")


def posts_of(cast: Cast) -> list[Post]:
    return [getattr(cast, field.name) for field in fields(cast) if isinstance(getattr(cast, field.name), Post)]


@pytest.fixture
def known(cast: Cast) -> dict[str, Any]:
    """Records of the own township that addresses name."""
    return records.make(cast, walk.at(cast, Stage.IN_HAND))


def test_every_address_is_public_by_the_list_or_asks_to_sign_in(known: dict[str, Any]) -> None:
    client = Client()
    for (name, route), converters in ADDRESSES:
        path = path_of(name, route, converters, known)
        answer = client.get(path)
        if is_public(path):
            assert answer.status_code in CIVIL, path
        else:
            assert answer.status_code == 302, path
            assert answer["Location"].startswith("/sign-in/"), path


def test_every_address_answers_every_post_in_a_civil_way_and_reading_writes_nothing(
    cast: Cast, known: dict[str, Any]
) -> None:
    for post in posts_of(cast):
        client = signed_in(post)
        for (name, route), converters in ADDRESSES:
            path = path_of(name, route, converters, known)
            assert client.get(path).status_code in CIVIL, f"{post} {path}"


def test_an_empty_form_sent_to_any_address_by_any_post_never_breaks_it(cast: Cast, known: dict[str, Any]) -> None:
    for post in posts_of(cast):
        for (name, route), converters in ADDRESSES:
            if name in ("people:sign-out", "people:disable-person", "people:end-post", "people:reset-password"):
                continue
            path = path_of(name, route, converters, known)
            assert signed_in(post).post(path, {}).status_code in CIVIL, f"{post} {path}"


def test_records_of_a_township_are_not_there_for_the_neighbour(cast: Cast, known: dict[str, Any]) -> None:
    client = signed_in(cast.stranger)
    for (name, route), converters in ADDRESSES:
        space = name.split(":")[0]
        if not converters or space in SHARED_BY_ALL or space == "portal":
            continue
        path = path_of(name, route, converters, known)
        for answer in (client.get(path), client.post(path, {})):
            assert answer.status_code in (403, 404, 405), path


def test_the_three_administrators_see_no_business_page(cast: Cast, known: dict[str, Any]) -> None:
    for post in posts_of(cast):
        if post.role not in ADMINISTRATORS:
            continue
        client = signed_in(post)
        for (name, route), converters in ADDRESSES:
            path = path_of(name, route, converters, known)
            if name.split(":")[0] in OPEN_TO_ADMINISTRATORS or is_public(path):
                continue
            assert client.get(path).status_code == 403, f"{post} {path}"
