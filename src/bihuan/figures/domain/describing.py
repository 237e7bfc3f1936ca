"""A scope in words: 云溪镇 · 单位：镇民政所 · 来源：电话."""

from __future__ import annotations

from bihuan.figures.domain.registry import Figure
from bihuan.figures.domain.scopes import Scope
from bihuan.people.models import Region


class UnknownKey(LookupError):
    """A dimension has no such key that the reader may see; the message is a Chinese sentence."""


def scope_label(figure: Figure, scope: Scope) -> str:
    """Region and filters of a scope in words. Raises UnknownKey."""
    region = Region.objects.filter(pk=scope.region_code).values_list("name", flat=True).first()
    return " · ".join([region or scope.region_code, *filter_labels(figure, scope).values()])


def filter_labels(figure: Figure, scope: Scope) -> dict[str, str]:
    """Each filter of a scope in words, by its dimension. Raises UnknownKey for a key that does not exist there."""
    labels = {}
    for name, key in scope.only(figure.of.dimensions).filters:
        dimension = figure.of.dimensions[name]
        found = dimension.labels([key], scope).get(key)
        if found is None:
            raise UnknownKey(f"没有这个{dimension.label}，或不在您的查阅范围内。")
        labels[name] = f"{dimension.label}：{found}"
    return labels
