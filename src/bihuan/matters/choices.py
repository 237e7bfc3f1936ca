"""Vocabularies of the loop. The words are the office's own; what they oblige to stands in the rulebook."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    CONSULTATION = "CONSULTATION", "咨询"
    HELP = "HELP", "求助"
    COMPLAINT = "COMPLAINT", "投诉"
    SUGGESTION = "SUGGESTION", "建议"
    TIP_OFF = "TIP_OFF", "举报"
    PRAISE = "PRAISE", "表扬"
    MEASURE = "MEASURE", "整改措施"


class Channel(models.TextChoices):
    PORTAL = "PORTAL", "网上提交"
    HOTLINE = "HOTLINE", "12345热线"
    LETTER_BOX = "LETTER_BOX", "举报信箱"
    PHONE = "PHONE", "电话"
    COUNTER = "COUNTER", "窗口"
    VISIT = "VISIT", "走访"
    PLAN = "PLAN", "整改方案"
    CHECK = "CHECK", "检查督查"
    UPPER_LEVEL = "UPPER_LEVEL", "上级交办"


class Urgency(models.TextChoices):
    NORMAL = "NORMAL", "一般"
    URGENT = "URGENT", "紧急"


class Stage(models.TextChoices):
    REGISTERED = "REGISTERED", "待研判"
    ACCEPTED = "ACCEPTED", "待分办"
    DISPATCHED = "DISPATCHED", "待签收"
    IN_HAND = "IN_HAND", "办理中"
    RETURNED = "RETURNED", "退回待裁定"
    SUSPENDED = "SUSPENDED", "挂起"
    FORWARDED = "FORWARDED", "已转办"
    SUBMITTED = "SUBMITTED", "待复核"
    REVIEWED = "REVIEWED", "待反馈"
    REPLIED = "REPLIED", "待回访"
    CALLED_BACK = "CALLED_BACK", "待销号"
    STRUCK_OFF = "STRUCK_OFF", "已销号"
    ARCHIVED = "ARCHIVED", "已归档"
    DECLINED = "DECLINED", "不予受理"
    WITHDRAWN = "WITHDRAWN", "已撤回"
    MERGED = "MERGED", "已并案"


CLOSED_STAGES = frozenset({Stage.STRUCK_OFF, Stage.ARCHIVED, Stage.DECLINED, Stage.WITHDRAWN, Stage.MERGED})
OPEN_STAGES = frozenset(Stage) - CLOSED_STAGES
# The path of steps shown at the head of a matter; side stages are shown at the step they interrupt.
MAIN_PATH = (
    Stage.REGISTERED,
    Stage.ACCEPTED,
    Stage.DISPATCHED,
    Stage.IN_HAND,
    Stage.SUBMITTED,
    Stage.REVIEWED,
    Stage.REPLIED,
    Stage.CALLED_BACK,
    Stage.STRUCK_OFF,
)


class Move(models.TextChoices):
    REGISTER = "REGISTER", "登记"
    ASSESS = "ASSESS", "研判受理"
    DECLINE = "DECLINE", "不予受理"
    MERGE = "MERGE", "并案"
    DISPATCH = "DISPATCH", "分办"
    REASSIGN = "REASSIGN", "改派"
    INVOLVE = "INVOLVE", "会办"
    SIGN_FOR = "SIGN_FOR", "签收"
    SEND_BACK = "SEND_BACK", "退回"
    RULE_ON = "RULE_ON", "裁定"
    HANDLE = "HANDLE", "记录办理"
    CONTRIBUTE = "CONTRIBUTE", "协办反馈"
    SOLVE_ON_THE_SPOT = "SOLVE_ON_THE_SPOT", "当场解决"
    SUBMIT = "SUBMIT", "提交"
    REVIEW = "REVIEW", "复核通过"
    REWORK = "REWORK", "复核退回"
    REPLY = "REPLY", "反馈"
    CALL_BACK = "CALL_BACK", "回访"
    REDO = "REDO", "重办"
    SIGN_OFF = "SIGN_OFF", "签批"
    REFUSE_SIGN_OFF = "REFUSE_SIGN_OFF", "签批退回"
    STRIKE_OFF = "STRIKE_OFF", "销号"
    ARCHIVE = "ARCHIVE", "归档"
    EXTEND = "EXTEND", "延期"
    SUSPEND = "SUSPEND", "挂起"
    RESUME = "RESUME", "恢复办理"
    FORWARD = "FORWARD", "转办上报"
    RECORD_ANSWER = "RECORD_ANSWER", "登记上级答复"
    WITHDRAW = "WITHDRAW", "撤回"
    RECOMPUTE = "RECOMPUTE", "重算时限"


class ClockKind(models.TextChoices):
    ACCEPT = "ACCEPT", "受理"
    DISPATCH = "DISPATCH", "分办"
    SIGN = "SIGN", "签收"
    HANDLE = "HANDLE", "办理"
    RULING = "RULING", "裁定"
    FOLLOW_UP = "FOLLOW_UP", "跟踪"
    REVIEW = "REVIEW", "复核"
    REPLY = "REPLY", "反馈"
    CALL_BACK = "CALL_BACK", "回访"
    STRIKE_OFF = "STRIKE_OFF", "销号"


class ClockEnd(models.TextChoices):
    MET = "MET", "按时"
    LATE = "LATE", "逾期"
    LAPSED = "LAPSED", "不再适用"


class CallBackOutcome(models.TextChoices):
    SOLVED = "SOLVED", "已解决"
    PARTLY = "PARTLY", "部分解决"
    NOT_SOLVED = "NOT_SOLVED", "未解决"
    NOT_POSSIBLE = "NOT_POSSIBLE", "无法回访"


class Satisfaction(models.TextChoices):
    SATISFIED = "SATISFIED", "满意"
    BASICALLY = "BASICALLY", "基本满意"
    DISSATISFIED = "DISSATISFIED", "不满意"


class AttachmentPurpose(models.TextChoices):
    SUBMISSION = "SUBMISSION", "来件材料"
    EVIDENCE = "EVIDENCE", "办理佐证"


class Share(models.TextChoices):
    """What part a unit has in a matter."""

    ALL = "ALL", "全部"
    LEAD = "LEAD", "本单位主办"
    OWNER = "OWNER", "本单位在手"
    ASSISTING = "ASSISTING", "本单位协办"
    REGISTERED = "REGISTERED", "本单位登记"


class LedgerState(models.TextChoices):
    """Which matters a ledger shows."""

    OPEN = "open", "未办结"
    CLOSED = "closed", "已办结"
    ALL = "all", "全部"
