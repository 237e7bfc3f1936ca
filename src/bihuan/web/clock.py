"""The edge where time enters: requests and commands read the clock here and hand it down as now=."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from bihuan.kernel.deadlines import SHANGHAI


def now() -> datetime:
    """The present moment, aware."""
    return timezone.now()


def today() -> date:
    """The present day in Asia/Shanghai."""
    return now().astimezone(SHANGHAI).date()
