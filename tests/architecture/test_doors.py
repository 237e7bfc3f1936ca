"""Other apps enter an app only by its doors: facade, models, choices. Libraries are open."""

from __future__ import annotations

from pathlib import Path

from tests.architecture.source import SOURCE, modules

DOORS = {"facade", "models", "choices"}
# Floors that are libraries, every module of which may be used; and what an app opens besides its doors.
LIBRARIES = {"kernel", "papers", "store", "web"}
OPEN = {"bihuan.rulebook.book"}


def entries_past_the_doors(folder: Path = SOURCE) -> list[str]:
    """Imports of another app's inside, as `importer -> imported`."""
    past = []
    for name, path in modules(folder=folder):
        for line in path.read_text("utf-8").splitlines():
            words = line.split()
            if len(words) < 2 or words[0] not in ("from", "import") or not words[1].startswith("bihuan."):
                continue
            parts = words[1].split(".")
            importer_app, imported_app = name.split(".")[1], parts[1]
            is_own = importer_app == imported_app or importer_app == "config"
            is_open = imported_app in LIBRARIES or any(words[1].startswith(door) for door in OPEN)
            if is_own or is_open or (len(parts) > 2 and parts[2] in DOORS):
                continue
            past.append(f"{name} -> {words[1]}")
    return past


def test_apps_enter_each_other_only_by_facade_models_and_choices() -> None:
    assert entries_past_the_doors() == []
