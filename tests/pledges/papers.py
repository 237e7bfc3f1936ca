"""Fictional plans for the tests, and what a clerk fills in."""

from __future__ import annotations

from datetime import date

from bihuan.papers.facade import Source, from_text
from bihuan.people.models import Unit
from bihuan.pledges.facade import PlanCorrection, ProblemCorrection
from bihuan.pledges.models import RectificationPlan

TITLE = "云溪镇窗口服务问题整改方案"
PLAN = f"""{TITLE}
按照《云岭县窗口服务问题整改工作方案》要求，结合实际，制定整改方案如下：
一、整改目标
切实改进窗口服务。
二、主要问题
1.办事指南更新不及时。
整改措施：
（1）逐项核对办事指南。由各窗口对照事项清单核对，错漏的当周改正。
（2）建立更新台账。事项变动后三个工作日内更新上墙材料。
责任领导：王副镇长
责任站所：镇民政所
完成时限：2026年4月30日
2.惠农补贴公示不规范。
整改措施：
（1）统一公示栏样式。公示内容、时间、监督电话一并写清。
责任领导：
责任站所：民政所、云溪镇农业服务站、镇水务站
三、工作要求
（一）提高认识。各站所要高度重视。
"""
DUE = date(2026, 4, 30)


def source(text: str = PLAN) -> Source:
    return from_text(text, name="整改方案.txt")


def filled_in(plan: RectificationPlan, *, lead: Unit, due: date = DUE) -> PlanCorrection:
    """The plan as it was read, each problem given this lead unit and date where it has none."""
    return PlanCorrection(
        title=plan.title,
        basis=plan.basis,
        problems={
            problem.pk: ProblemCorrection(
                title=problem.title,
                leader=problem.leader,
                lead_unit=problem.lead_unit or lead,
                units=list(problem.units.all()),
                due_date=problem.due_date or due,
            )
            for problem in plan.problems.all()
        },
    )
