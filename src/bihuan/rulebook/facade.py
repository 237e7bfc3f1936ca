"""Names that other apps may use."""

from bihuan.rulebook.domain.calendar_notices import NoticeRefused, enter_notice
from bihuan.rulebook.domain.overriding import OverrideRefused, end_override, override_rule
from bihuan.rulebook.domain.permissions import MayNotKeepRules
from bihuan.rulebook.queries import (
    RuleInForce,
    calendar_for,
    forget,
    in_force,
    notices_seen_from,
    overrides_seen_from,
    rule,
    rules_in_force,
)

__all__ = [
    "MayNotKeepRules",
    "NoticeRefused",
    "OverrideRefused",
    "RuleInForce",
    "calendar_for",
    "end_override",
    "enter_notice",
    "forget",
    "in_force",
    "notices_seen_from",
    "override_rule",
    "overrides_seen_from",
    "rule",
    "rules_in_force",
]
