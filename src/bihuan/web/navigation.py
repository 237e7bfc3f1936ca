"""The entries at the left: the words on the office wall. A page that does not exist yet is left out."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from bihuan.people.choices import ADMINISTRATORS, Duty
from bihuan.people.models import Post


@dataclass(frozen=True)
class Place:
    """One entry: its word, its icon, the page it leads to; `duty` where only its holders go there."""

    word: str
    icon: str
    page: str
    duty: Duty | None = None
    is_business: bool = True


@dataclass(frozen=True)
class Entry:
    """A place as one reader sees it on one page."""

    word: str
    icon: str
    url: str
    is_here: bool


PLACES = (
    Place("待办", "home", "workbench:home"),
    Place("台账", "list-details", "matters:ledger"),
    Place("办事", "briefcase", "catalogue:items"),
    Place("企业", "building", "enterprises:enterprises"),
    Place("清单", "checklist", "pledges:plans"),
    Place("监督", "eye", "oversight:checks"),
    Place("材料", "file-text", "reports:reports", duty=Duty.READ_ALL),
)
MORE_PLACES = (
    Place("数据", "chart-bar", "figures:figures"),
    Place("规则", "calendar", "rulebook:rules", is_business=False),
    Place("机构人员", "users", "people:directory", is_business=False),
    Place("留痕", "history", "trail:entries", duty=Duty.READ_TRAIL, is_business=False),
)


def entries_for(post: Post, places: tuple[Place, ...], *, here: str) -> list[Entry]:
    """The places that a post may go to; `here` is the namespace of the page being shown."""
    found = []
    for place in places:
        url = address(place.page)
        if url and may_go(post, place):
            found.append(Entry(place.word, place.icon, url, here == place.page.split(":")[0]))
    return found


def may_go(post: Post, place: Place) -> bool:
    """Whether the entry is for this post: administrators see no business (三员分立)."""
    if place.is_business and post.role in ADMINISTRATORS:
        return False
    return place.duty is None or post.may(place.duty)


def address(page: str) -> str:
    """The address of a page by its name, or nothing where the page does not exist."""
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""


def home_of(post: Post) -> str:
    """Where a post begins: today's work, or for an administrator the account page."""
    page = "people:account" if post.role in ADMINISTRATORS else "workbench:home"
    return address(page) or "/"
