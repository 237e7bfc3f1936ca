"""The product's source as the architecture tests read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "bihuan"


def modules(*, folder: Path = SOURCE) -> Iterator[tuple[str, Path]]:
    """Dotted name and path of each hand-written module, migrations left out."""
    for path in sorted(folder.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        parts = ("bihuan", *path.relative_to(folder).with_suffix("").parts)
        yield ".".join(part for part in parts if part != "__init__"), path


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(module: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef):
            yield node
