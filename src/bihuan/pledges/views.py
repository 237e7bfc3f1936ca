"""整改方案: the list, reading one in, putting it right and confirming it, and how its measures stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bihuan.delivery.facade import KeyUsedForAnother, Taken, take_once
from bihuan.figures.choices import PeriodName
from bihuan.figures.facade import Scope, address, breakdown, figure, now_scope, period_of
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.facade import NotPossible
from bihuan.matters.models import Matter
from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.people.models import Post
from bihuan.pledges import facade, queries
from bihuan.pledges.forms import DropForm, ImportForm, PlanForm
from bihuan.pledges.models import Problem, RectificationPlan
from bihuan.web import clock
from bihuan.web.access import StaffRequest
from bihuan.web.tables import page_of

PROGRESS = ("pledges.measures", "pledges.struck_off", "pledges.in_hand", "pledges.overdue", "pledges.struck_off_share")
LISTED = PROGRESS[:4]
CONFIRMING = (Duty.PLAN, Duty.REGISTER, Duty.ASSESS, Duty.DISPATCH)


@require_safe
def plans(request: StaffRequest) -> HttpResponse:
    """All plans with how far each has come; the numbers are the figures of plans, told apart by plan."""
    page = page_of(queries.plans_for(request.post), request)
    scope = _scope(request.post, clock.now())
    by_plan = {name: _by_plan(name, scope) for name in LISTED}
    rows = [
        {
            "plan": one,
            "numbers": [
                (by_plan[name].get(str(one.pk), "0"), address(name, scope.narrowed("plan", one.pk))) for name in LISTED
            ],
        }
        for one in page.object_list
    ]
    context = {
        "rows": rows,
        "page": page,
        "titles": [figure(name).label for name in LISTED],
        "may_plan": request.post.may(Duty.PLAN),
    }
    return render(request, "pledges/plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def importing(request: StaffRequest) -> HttpResponse:
    """Choose a file or paste the text; read, it leads to the draft."""
    require(request.post, Duty.PLAN)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        post, now = request.post, clock.now()
        title = form.cleaned_data["title"]
        try:
            taken = take_once(
                "pledges.import",
                form.cleaned_data["key"],
                now=now,
                content={"text": form.source.text, "title": title},
                act=lambda: {"plan": str(facade.import_plan(by=post, now=now, source=form.source, title=title).pk)},
            )
        except (facade.PlanRefused, KeyUsedForAnother) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "已读入。请对照原文核对，补上缺项后确认。")
            return redirect("pledges:plan", taken.answer["plan"])
    return render(request, "pledges/import.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """A draft with its forms, or a plan in force with how its measures stand."""
    shown, now = _plan(request.post, plan_id), clock.now()
    problems = queries.problems_of(shown)
    directory = facade.directory_of(shown.region_code, now=now)
    if request.method != "POST":
        form = PlanForm(shown, problems, directory.units) if _may_correct(shown, request.post) else None
        return _page(request, shown, problems, form, now=now)
    form = PlanForm(shown, problems, directory.units, request.POST)
    if not form.is_valid():
        return _page(request, shown, problems, form, now=now, status=422)
    try:
        taken = _correct(request, shown, form, now=now)
    except (facade.PlanRefused, KeyUsedForAnother) as error:
        form.add_error(None, str(error))
        return _page(request, shown, problems, form, now=now, status=422)
    if request.POST.get("then") != "confirm":
        messages.success(request, "已保存。")
    elif not taken.is_repeat or queries.plan_for(request.post, plan_id).is_draft:  # type: ignore[union-attr]
        _confirm(request, shown, now=now)
    return redirect("pledges:plan", plan_id)


def _correct(request: StaffRequest, shown: RectificationPlan, form: PlanForm, *, now: datetime) -> Taken:
    """Keep the corrections, once however often the form is sent."""
    content = {name: request.POST.getlist(name) for name in request.POST if name not in ("csrfmiddlewaretoken", "then")}

    def act() -> Mapping[str, Any]:
        return facade.correct_plan(shown, by=request.post, now=now, correction=form.correction())

    return take_once("pledges.correct", form.cleaned_data["key"], now=now, content=content, act=act)


def _confirm(request: StaffRequest, shown: RectificationPlan, *, now: datetime) -> None:
    """Confirm; what was corrected is kept already, so a refusal loses nothing."""
    try:
        matters = facade.confirm_plan(shown, by=request.post, now=now)
    except (facade.PlanRefused, NotPossible) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"已确认，{len(matters)} 项措施已纳入台账并交办到牵头单位。")


@require_POST
def drop(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """Set a draft aside."""
    shown, form = _plan(request.post, plan_id), DropForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        facade.drop_plan(shown, by=request.post, now=clock.now(), note=note)
    except facade.PlanRefused as error:
        messages.error(request, str(error))
        return redirect("pledges:plan", plan_id)
    messages.success(request, f"“{shown.title}”已作废，可以重新读入。")
    return redirect("pledges:plans")


def _plan(post: Post, plan_id: UUID) -> RectificationPlan:
    found = queries.plan_for(post, plan_id)
    if found is None:
        raise Http404("没有这份方案，或不在您的查阅范围内。")
    return found


def _may_correct(shown: RectificationPlan, post: Post) -> bool:
    return shown.is_draft and post.may(Duty.PLAN)


def _page(
    request: StaffRequest,
    shown: RectificationPlan,
    problems: list[Problem],
    form: PlanForm | None,
    *,
    now: datetime,
    status: int = 200,
) -> HttpResponse:
    directory = facade.directory_of(shown.region_code, now=now)
    today = now.astimezone(SHANGHAI).date()
    lines = queries.source_lines(shown, problems)
    of_problem = {one.problem.pk: one for one in form.problem_forms} if form else {}
    keys = [m.matter_id for problem in problems for m in problem.measures.all() if m.matter_id]
    visible = set(Matter.objects.visible_to(request.post).filter(pk__in=keys).values_list("pk", flat=True))
    sections = [
        {
            "problem": problem,
            "form": of_problem.get(problem.pk),
            "source": lines.get(problem.line, ""),
            "gaps": facade.gaps_of_problem(problem, directory),
            "measures": _measures(problem, of_problem, lines, visible, today=today, is_draft=shown.is_draft),
        }
        for problem in problems
    ]
    context = {
        "plan": shown,
        "sections": sections,
        "form": form,
        "drop_form": DropForm(),
        "counted_gaps": facade.counted_gaps(problems, today) if shown.is_draft else {},
        "may_confirm": all(request.post.may(duty) for duty in CONFIRMING),
        "progress": _progress(shown, request.post, now) if not shown.is_draft else [],
        "measure_count": sum(len(problem.measures.all()) for problem in problems),
    }
    return render(request, "pledges/plan.html", context, status=status)


def _measures(
    problem: Problem, forms: Mapping[Any, Any], lines: Mapping[int, str], visible: set[Any], **options: Any
) -> list[dict[str, Any]]:
    """Each measure with its form, its line in the paper, its gaps and, where the reader may see it, its matter."""
    form = forms.get(problem.pk)
    measure_forms = {one.measure.pk: one for one in form.measure_forms} if form else {}
    return [
        {
            "measure": measure,
            "form": measure_forms.get(measure.pk),
            "source": lines.get(measure.line, ""),
            "gaps": facade.gaps_of_measure(measure, options["today"]) if options["is_draft"] else [],
            "may_open": measure.matter_id in visible,
        }
        for measure in problem.measures.all()
    ]


def _scope(post: Post, now: datetime) -> Scope:
    return now_scope(post, period_of(PeriodName.YEAR, now.astimezone(SHANGHAI).date()), now=now)


def _progress(shown: RectificationPlan, post: Post, now: datetime) -> list[dict[str, str]]:
    """The figures of one plan, each with the way to its records."""
    scope = _scope(post, now).narrowed("plan", shown.pk)
    tiles = []
    for name in PROGRESS:
        one = figure(name)
        unit = "" if one.unit == "%" else f" {one.unit}"
        tiles.append({"label": one.label, "shown": one.compute(scope).shown + unit, "url": address(name, scope)})
    return tiles


def _by_plan(name: str, scope: Scope) -> dict[str, str]:
    one = figure(name)
    parts = breakdown(one, one.compute(scope), scope, one.of.dimensions["plan"])
    return {part.key: part.shown for part in parts}
