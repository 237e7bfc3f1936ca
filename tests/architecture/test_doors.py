"""Other apps enter an app only by its doors: facade, models, choices. Libraries are open."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.source import SOURCE, modules, tree

DOORS = {"facade", "models", "choices"}
# Floors that are libraries, every module of which may be used; and what an app opens besides its doors.
LIBRARIES = {"kernel", "papers", "store", "web"}
OPEN = {"bihuan.rulebook.book"}


def entries_past_the_doors(folder: Path = SOURCE) -> list[str]:
    """Imports of another app's inside, as `importer -> imported`."""
    return [
        f"{name} -> {imported}"
        for name, path in modules(folder=folder)
        for imported in _imports(path)
        if not _is_allowed(name, imported)
    ]


def _imports(path: Path) -> list[str]:
    """Dotted names that a module imports of ours; `from bihuan.app import name` counts as bihuan.app.name."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("bihuan."):
            is_app = node.module.count(".") == 1
            found += [f"{node.module}.{alias.name}" for alias in node.names] if is_app else [node.module]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.startswith("bihuan.")]
    return found


def _is_allowed(importer: str, imported: str) -> bool:
    app, imported_parts = importer.split(".")[1:2], imported.split(".")
    if imported_parts[1:2] == app or imported_parts[1] in LIBRARIES or app == ["config"]:
        return True
    return imported_parts[2] in DOORS or any(imported.startswith(door) for door in OPEN)


def test_apps_enter_each_other_only_by_facade_models_and_choices() -> None:
    assert entries_past_the_doors() == []
