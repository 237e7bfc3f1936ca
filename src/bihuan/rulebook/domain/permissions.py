"""Who may change rules: the keepers of rules, each inside the own region."""

from __future__ import annotations

from bihuan.rulebook.choices import KEEP_RULES
from bihuan.rulebook.queries import covers
from bihuan.trail.facade import Actor


class MayNotKeepRules(PermissionError):
    """The actor may not change this; the message is a Chinese sentence with the reason."""


def require_keeper(by: Actor, region_code: str) -> None:
    """Raises MayNotKeepRules unless the actor keeps rules and the region (blank: the whole country) is theirs.

    A national notice is the same for all, so any keeper may enter it.
    """
    if not by.may(KEEP_RULES):
        raise MayNotKeepRules("维护规则与节假日由系统管理员办理，您当前的岗位没有这项职责。")
    if region_code and not covers(by.region_code, region_code):
        raise MayNotKeepRules("只能调整本辖区的规则，请选择本辖区或其下级地区。")
