"""The same submission is taken once, whatever comes between."""

from __future__ import annotations

import pytest

from bihuan.delivery.facade import KeyUsedForAnother, take_once
from bihuan.delivery.models import TakenSubmission
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_a_repeat_gets_the_first_answer_and_acts_no_more() -> None:
    done = []

    def act() -> dict[str, int]:
        done.append(1)
        return {"number": len(done)}

    first = take_once("form", "key", now=NOW, content={"text": "路灯"}, act=act)
    second = take_once("form", "key", now=NOW, content={"text": "路灯"}, act=act)

    assert (first.answer, first.is_repeat) == ({"number": 1}, False)
    assert (second.answer, second.is_repeat) == ({"number": 1}, True)
    assert done == [1]


def test_a_key_that_came_with_other_content_is_refused() -> None:
    take_once("form", "key", now=NOW, content={"text": "路灯"}, act=dict)

    with pytest.raises(KeyUsedForAnother, match="请打开一张新的表单"):
        take_once("form", "key", now=NOW, content={"text": "水管"}, act=dict)


def test_the_same_key_on_another_form_is_another_submission() -> None:
    take_once("form", "key", now=NOW, content={}, act=dict)

    assert not take_once("other", "key", now=NOW, content={}, act=dict).is_repeat


def test_an_act_that_fails_leaves_no_key_so_that_it_can_be_tried_again() -> None:
    def fail() -> dict[str, int]:
        raise ValueError("请写明内容")

    with pytest.raises(ValueError, match="请写明内容"):
        take_once("form", "key", now=NOW, content={}, act=fail)

    assert not TakenSubmission.objects.exists()
