"""重算时限: what waits since a holiday notice came or was mended, one button, and the list of what moved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from bihuan.matters.facade import NotPossible, recompute_deadlines, waiting_for_recomputation
from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.web import clock
from bihuan.web.access import StaffRequest


@require_http_methods(["GET", "HEAD", "POST"])
def recompute(request: StaffRequest) -> HttpResponse:
    """The open matters whose clocks rest on an older calendar; sent, they are computed anew and what moved is shown."""
    require(request.post, Duty.DISPATCH)
    region_code = request.post.region_code
    moved, is_done = [], False
    if request.method == "POST":
        try:
            moved = recompute_deadlines(region_code, by=request.post, now=clock.now())
            is_done = True
        except NotPossible as error:
            messages.error(request, f"重算中断：{error}其余的仍列在下面，可以再点一次。")
    context = {"waiting": waiting_for_recomputation(region_code), "moved": moved, "is_done": is_done}
    return render(request, "matters/recompute.html", context)
