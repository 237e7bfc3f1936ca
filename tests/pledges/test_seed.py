"""A township's real plan, through the pages: every measure ends as a tracked matter."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from bihuan.matters.choices import Channel, Kind, Stage
from bihuan.matters.models import Matter
from bihuan.people.choices import UnitKind
from bihuan.people.models import Unit
from bihuan.pledges.models import Measure, Problem, RectificationPlan
from tests.cast import BEGIN, TOWN, Cast
from tests.pledges.test_pages import KEY, fields_of
from tests.shared import shared_file

UNITS = ("清洁办", "宣传线", "文化站", "新村办", "便民服务中心", "农医所")


@pytest.fixture
def paper() -> Path:
    return shared_file("seeds/001_*.txt")


@pytest.mark.seeds
def test_the_real_plan_ends_as_eleven_tracked_matters(cast: Cast, paper: Path) -> None:
    for name in UNITS:
        Unit.objects.create(name=f"镇{name}", kind=UnitKind.STATION, region_code=TOWN, valid_from=BEGIN)
    client = Client()
    client.force_login(cast.dispatcher.person)
    upload = SimpleUploadedFile(paper.name, paper.read_bytes())
    answer = client.post("/plans/import/", {"key": KEY, "paper": upload}, follow=True)
    page = answer.content.decode()
    assert "问题 3 个，整改措施 11 项" in page
    assert page.count("未填责任领导") == page.count("未写完成时限") == 3
    assert "不在机构名录中" not in page
    counts = [problem.measures.count() for problem in Problem.objects.all()]
    assert counts == [3, 4, 4]

    due = (timezone.now() + timedelta(days=60)).date()
    sent = fields_of(answer) | {"then": "confirm"}
    for problem in Problem.objects.all():
        lead = problem.units.order_by("name")[0]
        sent |= {
            f"p{problem.order}-lead_unit": str(lead.pk),
            f"p{problem.order}-due_date": due.isoformat(),
            f"p{problem.order}-leader": "分管领导",
        }
    plan = RectificationPlan.objects.get()
    page = client.post(f"/plans/{plan.pk}/", sent, follow=True).content.decode()
    assert "已确认，11 项措施已纳入台账并交办到牵头单位。" in page
    matters = list(Matter.objects.all())
    assert len(matters) == 11
    assert {(m.kind, m.channel, m.stage) for m in matters} == {(Kind.MEASURE, Channel.PLAN, Stage.DISPATCHED)}
    assert Measure.objects.exclude(matter=None).count() == 11
    ledger = client.get("/ledger/").content.decode()
    assert all(matter.number in ledger for matter in matters)
