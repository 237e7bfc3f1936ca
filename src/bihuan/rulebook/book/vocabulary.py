"""How sure a rule is and whose rule it is."""

from __future__ import annotations

from enum import StrEnum


class Certainty(StrEnum):
    """How sure the content of a rule is."""

    VERIFIED = "verified"
    VERIFIED_LOCAL = "verified-local"
    KNOWN = "known"
    UNSURE = "unsure"
    DESIGN = "design"


class Level(StrEnum):
    """Who made a rule, from the highest to the lowest."""

    NATIONAL = "national"
    MINISTRY = "ministry"
    PROVINCE = "province"
    COUNTY = "county"
    PLATFORM = "platform"


CERTAINTIES = {
    Certainty.VERIFIED: "已核对原文",
    Certainty.VERIFIED_LOCAL: "已核对，地方规定",
    Certainty.KNOWN: "通行做法，未核对原文",
    Certainty.UNSURE: "待核实",
    Certainty.DESIGN: "平台默认，可改",
}
LEVELS = {
    Level.NATIONAL: "国家",
    Level.MINISTRY: "部委",
    Level.PROVINCE: "省级",
    Level.COUNTY: "县级",
    Level.PLATFORM: "平台",
}
