"""Who may: one question, asked by every act, answered with the reason why not."""

from __future__ import annotations

from bihuan.kernel.identifiers import scope_prefix
from bihuan.people.choices import DUTIES, Duty
from bihuan.trail.facade import Actor


class NotAllowed(PermissionError):
    """The actor may not do this; the message is a Chinese sentence with the reason."""


def require(by: Actor, duty: Duty) -> None:
    """Raise NotAllowed unless the actor's role carries the duty."""
    if not by.may(duty):
        holders = "、".join(role.label for role, duties in DUTIES.items() if duty in duties)
        raise NotAllowed(f"“{duty.label}”由{holders}办理，您当前的岗位没有这项职责。")


def require_within(by: Actor, region_code: str) -> None:
    """Raise NotAllowed unless the region is the actor's own or lies below it."""
    if not region_code.startswith(scope_prefix(by.region_code)):
        raise NotAllowed("这不在您管理的辖区内。")
