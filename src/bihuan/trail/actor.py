"""Who acts, as the trail needs to know it. The floor of people stands above and fulfils this protocol with a post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """A person in a post, a citizen at the portal, or the system itself."""

    @property
    def actor_code(self) -> str: ...
    @property
    def actor_name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def unit_name(self) -> str: ...
    @property
    def region_code(self) -> str: ...

    def may(self, duty: str) -> bool: ...


@dataclass(frozen=True)
class Outsider:
    """An actor without a post: never has a duty, so an act that lets it in says so itself."""

    actor_code: str
    actor_name: str
    region_code: str
    role: str = "OUTSIDER"
    unit_name: str = ""

    def may(self, duty: str) -> bool:
        return False


def citizen(region_code: str) -> Outsider:
    """A person at the public pages; nothing about them is kept here."""
    return Outsider("citizen", "来访群众", region_code)


def system(region_code: str) -> Outsider:
    """The product itself: a scheduled command."""
    return Outsider("system", "系统", region_code)
