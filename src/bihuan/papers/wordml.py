"""The few handles on WordprocessingML that reading needs; namespaces are ignored (Word writes two, WPS its own)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The direct children of that name."""
    return (item for item in (element if element is not None else ()) if local(item) == name)


def child(element: Element | None, name: str) -> Element | None:
    """The first direct child of that name."""
    return next(children(element, name), None)


def descend(element: Element | None, *names: str) -> Element | None:
    """The first child of the first child … along the names."""
    for name in names:
        element = child(element, name)
    return element


def value(element: Element | None, name: str = "val") -> str:
    """The attribute of that name, empty when it or the element is missing."""
    if element is None:
        return ""
    return next((text for key, text in element.items() if key.rpartition("}")[2] == name), "")
