"""The checks of the house fail when they should: each is broken on purpose in a scratch copy and seen caught."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture.source import SOURCE
from tests.architecture.test_acts import silent_writers, writers_of_state
from tests.architecture.test_doors import entries_past_the_doors
from tests.architecture.test_models import CONTRACTS, upward_keys, upward_names, without_privacy_note

# What is planted where, and the contract that must catch it.
BREACHES = {
    "a lower floor imports a higher one": ("people/models.py", "from bihuan.matters import choices", "one order"),
    "the same line inside a function": (
        "people/models.py",
        "def reach():\n    from bihuan.matters import choices\n    return choices",
        "one order",
    ),
    "a new floor without a line": ("gossip/__init__.py", "", "one order"),
    "a model imports its domain": ("delivery/models.py", "from bihuan.delivery.domain import sending", "Inside an app"),
    "a file named services": ("matters/services.py", "", "Inside an app"),
    "Django in the kernel": ("kernel/text.py", "from django.db import models", "plain Python"),
}


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source with its contracts."""
    folder = tmp_path_factory.mktemp("scratch")
    ignored = shutil.ignore_patterns("static", "templates", "__pycache__", "data")
    shutil.copytree(SOURCE, folder / "bihuan", ignore=ignored)
    shutil.copy(CONTRACTS, folder / ".importlinter")
    return folder


@pytest.mark.parametrize("breach", BREACHES)
def test_a_broken_import_contract_is_caught(scratch: Path, breach: str) -> None:
    name, line, contract = BREACHES[breach]
    path = scratch / "bihuan" / name
    before = path.read_text("utf-8") if path.is_file() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{line}\n", "utf-8")
    try:
        done = _lint(scratch)
    finally:
        shutil.rmtree(path.parent) if name.startswith("gossip") else _restore(path, before)
    broken = [text for text in done.stdout.splitlines() if "BROKEN" in text]
    assert done.returncode == 1
    assert any(contract in text for text in broken) or contract in done.stdout.split("Broken contracts")[1]


def test_the_scratch_copy_itself_keeps_every_contract(scratch: Path) -> None:
    assert _lint(scratch).returncode == 0


def test_an_entry_past_the_doors_is_caught(scratch: Path) -> None:
    planted = scratch / "bihuan" / "portal" / "planted.py"
    planted.write_text("from bihuan.matters.domain import workflow\n")
    try:
        assert entries_past_the_doors(scratch / "bihuan") == ["bihuan.portal.planted -> bihuan.matters.domain"]
    finally:
        planted.unlink()


def test_a_second_writer_of_the_stage_is_caught(scratch: Path) -> None:
    planted = scratch / "bihuan" / "matters" / "domain" / "planted.py"
    planted.write_text("def jump(matter):\n    matter.stage = 'STRUCK_OFF'\n")
    try:
        assert writers_of_state(scratch / "bihuan") == ["bihuan.matters.domain.planted:2"]
    finally:
        planted.unlink()


def test_an_act_without_a_trail_entry_is_caught(scratch: Path) -> None:
    planted = scratch / "bihuan" / "matters" / "domain" / "planted.py"
    planted.write_text("def quiet(row, *, by, now):\n    row.save()\n")
    try:
        assert "bihuan.matters.domain.planted" in silent_writers(scratch / "bihuan")
    finally:
        planted.unlink()


@isolate_apps("bihuan.people", "bihuan.matters")
def test_an_upward_key_its_reverse_name_and_a_missing_privacy_note_are_caught() -> None:
    class Matter(models.Model):
        """Stands for the real one. Personal data: none."""

        class Meta:
            app_label = "matters"

    class Planted(models.Model):
        """Says nothing of what it holds."""

        matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="planted")

        class Meta:
            app_label = "people"

    assert upward_keys([Planted]) == ["Planted.matter"]
    assert upward_names([Planted]) == ["Planted.matter"]
    assert without_privacy_note([Matter, Planted]) == ["Planted"]


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1", "COLUMNS": "200"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def _restore(path: Path, before: str | None) -> None:
    if before is None:
        path.unlink()
    else:
        path.write_text(before, "utf-8")
