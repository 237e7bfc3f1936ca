"""Vocabularies of people: levels of regions, kinds of units, roles and the duties each role carries."""

from __future__ import annotations

from django.db import models


class Level(models.IntegerChoices):
    """Level of a region; the value is the number of digits of the 12-digit code that say it."""

    PROVINCE = 2, "省"
    CITY = 4, "市"
    COUNTY = 6, "县"
    TOWN = 9, "乡镇"
    VILLAGE = 12, "村（社区）"


class UnitKind(models.TextChoices):
    LEADERSHIP = "LEADERSHIP", "领导班子"
    OFFICE = "OFFICE", "营商办"
    STATION = "STATION", "站所"
    DISCIPLINE = "DISCIPLINE", "纪委"
    VILLAGE = "VILLAGE", "村（社区）"
    COUNTY = "COUNTY", "县级部门"


class Duty(models.TextChoices):
    """What a person may be charged with. An act names the duty it needs; a role is a set of duties."""

    READ_ALL = "READ_ALL", "查阅本辖区全部事项"
    READ_UNIT = "READ_UNIT", "查阅本单位事项"
    REGISTER = "REGISTER", "登记"
    ASSESS = "ASSESS", "研判受理"
    DISPATCH = "DISPATCH", "分办改派"
    RULE = "RULE", "裁定"
    HANDLE = "HANDLE", "签收办理"
    REVIEW = "REVIEW", "复核反馈"
    CALL_BACK = "CALL_BACK", "回访"
    STRIKE_OFF = "STRIKE_OFF", "销号归档"
    SIGN_OFF = "SIGN_OFF", "领导签批"
    GRANT = "GRANT", "批准延期、挂起"
    PLAN = "PLAN", "制定方案"
    REPORT = "REPORT", "编写材料"
    KEEP_RULES = "KEEP_RULES", "维护规则与节假日"
    KEEP_PEOPLE = "KEEP_PEOPLE", "维护机构人员"
    READ_TRAIL = "READ_TRAIL", "查阅留痕"
    UNMASK = "UNMASK", "查看完整个人信息"


class Role(models.TextChoices):
    DISPATCHER = "DISPATCHER", "分办员"
    REVIEWER = "REVIEWER", "复核员"
    CALLER = "CALLER", "回访员"
    HANDLER = "HANDLER", "承办人"
    UNIT_HEAD = "UNIT_HEAD", "站所负责人"
    LEADER = "LEADER", "镇领导"
    DISCIPLINE = "DISCIPLINE", "纪检干部"
    COUNTY_OFFICE = "COUNTY_OFFICE", "县营商办"
    SYSTEM_ADMIN = "SYSTEM_ADMIN", "系统管理员"
    SECURITY_ADMIN = "SECURITY_ADMIN", "安全管理员"
    AUDIT_ADMIN = "AUDIT_ADMIN", "审计管理员"


# The three administrators see no business data and exclude one another (rules.md 10.1, 三员分立).
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})

DUTIES: dict[Role, frozenset[Duty]] = {
    Role.DISPATCHER: frozenset(
        {
            Duty.READ_ALL,
            Duty.REGISTER,
            Duty.ASSESS,
            Duty.DISPATCH,
            Duty.RULE,
            Duty.STRIKE_OFF,
            Duty.PLAN,
            Duty.REPORT,
            Duty.UNMASK,
        }
    ),
    Role.REVIEWER: frozenset({Duty.READ_ALL, Duty.REGISTER, Duty.REVIEW, Duty.REPORT, Duty.UNMASK}),
    Role.CALLER: frozenset({Duty.READ_ALL, Duty.REGISTER, Duty.CALL_BACK, Duty.UNMASK}),
    Role.HANDLER: frozenset({Duty.READ_UNIT, Duty.REGISTER, Duty.HANDLE, Duty.UNMASK}),
    Role.UNIT_HEAD: frozenset({Duty.READ_UNIT, Duty.REGISTER, Duty.HANDLE, Duty.UNMASK}),
    Role.LEADER: frozenset({Duty.READ_ALL, Duty.SIGN_OFF, Duty.GRANT, Duty.RULE, Duty.PLAN, Duty.REPORT}),
    Role.DISCIPLINE: frozenset({Duty.READ_ALL, Duty.REGISTER, Duty.HANDLE, Duty.UNMASK}),
    Role.COUNTY_OFFICE: frozenset({Duty.READ_ALL, Duty.REPORT}),
    Role.SYSTEM_ADMIN: frozenset({Duty.KEEP_RULES}),
    Role.SECURITY_ADMIN: frozenset({Duty.KEEP_PEOPLE}),
    Role.AUDIT_ADMIN: frozenset({Duty.READ_TRAIL}),
}


class EndedAs(models.TextChoices):
    """How a sign-in ended."""

    SIGNED_OUT = "SIGNED_OUT", "本人退出"
    IDLE = "IDLE", "长时间没有操作，自动退出"
    TOO_LONG = "TOO_LONG", "到了一次登录的最长时间，自动退出"
    PUSHED_OUT = "PUSHED_OUT", "在另一处登录，这里被退出"
    PASSWORD = "PASSWORD", "密码已修改，须重新登录"
    DISABLED = "DISABLED", "账号已停用"
