"""What every act must be: keyword-only by and now, one writer of the stage, a trail entry in its own transaction."""

from __future__ import annotations

import ast
import importlib
import inspect
from pathlib import Path

from tests.architecture.source import SOURCE, functions, modules, tree

# The writer, and the replay, whose State is a copy in memory to compare with.
STATE_KEEPERS = {"bihuan.matters.domain.workflow", "bihuan.matters.domain.replay"}
STATE = {"stage", "owner_unit", "owner_unit_id", "next_due_at", "next_clock", "closed_at"}
WRITES = {"save", "create", "bulk_create", "update", "update_or_create", "get_or_create", "delete", "insert"}
# Parts of another act's transaction: they never stand alone, so the act that calls them leaves the entry.
PARTS_OF_ACTS = {
    "bihuan.delivery.domain.sending",
    "bihuan.delivery.domain.taking",
    "bihuan.trail.domain.recording",
}
RECORDERS = {"record", "step", "first_step"}


def writers_of_state(folder: Path = SOURCE) -> list[str]:
    """Modules besides workflow that set a matter's stage, owner or deadline."""
    return [
        f"{name}:{node.lineno}"
        for name, path in modules(folder=folder)
        if name not in STATE_KEEPERS and ".matters." in name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in STATE and isinstance(node.ctx, ast.Store)
    ]


def silent_writers(folder: Path = SOURCE) -> list[str]:
    """Domain modules that write rows and neither record nor take a step of the loop."""
    silent = []
    for name, path in modules(folder=folder):
        if ".domain." not in name or name in PARTS_OF_ACTS:
            continue
        calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        methods = {call.attr for call in calls if isinstance(call, ast.Attribute)}
        names = {call.id for call in calls if isinstance(call, ast.Name)} | methods
        if names & WRITES and not names & RECORDERS:
            silent.append(name)
    return silent


def acts() -> list[object]:
    """Every function of a facade that takes the moment: the acts."""
    found = []
    for name, _ in modules():
        if name.endswith(".facade") and name.count(".") == 2:
            facade = importlib.import_module(name)
            for word in getattr(facade, "__all__", []):
                thing = getattr(facade, word)
                if inspect.isfunction(thing) and "by" in inspect.signature(thing).parameters:
                    found.append(thing)
    return found


def test_only_the_workflow_writes_stage_owner_and_deadline() -> None:
    assert writers_of_state() == []


def test_every_domain_module_that_writes_leaves_a_trail_entry() -> None:
    # The workflow itself opens the steps; what it does not say by name it says in _leave_trail.
    assert [name for name in silent_writers() if not name.endswith(PARTS_OF_STEPS)] == []


PARTS_OF_STEPS = ("matters.domain.handling",)


def test_every_act_takes_by_and_now_as_keywords_only() -> None:
    wrong = [
        f"{act.__module__}.{act.__name__}: {word}"
        for act in acts()
        for word in ("by", "now")
        if not _is_keyword_only(act, word)
    ]
    assert [line for line in wrong if not line.startswith(READERS)] == []


def _is_keyword_only(act: object, word: str) -> bool:
    parameter = inspect.signature(act).parameters.get(word)
    return parameter is not None and parameter.kind is inspect.Parameter.KEYWORD_ONLY


# Questions, not acts: they take `by` because the answer depends on who asks, and change nothing.
READERS = ("bihuan.people.domain.permissions.require", "bihuan.matters.domain.prospects.prospects")


def test_acts_are_documented() -> None:
    assert [f"{act.__module__}.{act.__name__}" for act in acts() if not act.__doc__] == []


def test_every_package_and_domain_module_opens_with_a_docstring() -> None:
    silent = [
        name
        for name, path in modules()
        if (name.count(".") == 1 or ".domain." in name) and not ast.get_docstring(tree(path))
    ]
    assert [name for name in silent if not (SOURCE.parent / Path(*name.split("."))).with_suffix(".py").is_file()] == []


def test_functions_stay_short() -> None:
    long = [
        f"{name}.{function.name}: {function.end_lineno - function.lineno + 1}"
        for name, path in modules()
        for function in functions(tree(path))
        if function.end_lineno is not None and function.end_lineno - function.lineno + 1 > 50
    ]
    assert long == []


def test_files_stay_short() -> None:
    long = [name for name, path in modules() if len(path.read_text("utf-8").splitlines()) > 300]
    assert long == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    empty_words = {"util", "utils", "helper", "helpers", "common", "misc", "services", "managers", "signals"}
    assert [name for name, _ in modules() if empty_words & set(name.split("."))] == []
