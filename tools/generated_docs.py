"""Write docs/reference from the code: the loop's states, roles and duties, rules in force. `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import django

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check say which differ. Returns 1 when one differs."""
    django.setup()
    pages = {name: f"{make().rstrip()}\n" for name, make in PAGES.items()}
    if "--check" not in arguments:
        for name, text in pages.items():
            (REFERENCE / name).write_text(text, "utf-8")
        return 0
    stale = [name for name, text in pages.items() if _read(REFERENCE / name) != text]
    for name in stale:
        print(f"docs/reference/{name} differs from the code: run .venv/bin/python tools/generated_docs.py")
    return 1 if stale else 0


def matter_states() -> str:
    """The transition table as a diagram and a table."""
    from bihuan.matters.choices import Stage  # noqa: PLC0415 - Django must be set up first
    from bihuan.matters.domain.transitions import TRANSITIONS  # noqa: PLC0415

    arrows, rows = [], []
    for row in TRANSITIONS.values():
        sources = [stage for stage in Stage if stage in row.sources]
        if row.target is not None and len(sources) < 6:
            arrows += [f"    {source.label} --> {row.target.label}: {row.move.label}" for source in sources]
        where = "（新）" if not sources else "、".join(stage.label for stage in sources)
        clocks = "；".join(
            text
            for text in (
                f"起 {'、'.join(clock.label for clock in row.starts)}" if row.starts else "",
                "止 全部"
                if len(row.ends) > 5
                else f"止 {'、'.join(sorted(c.label for c in row.ends))}"
                if row.ends
                else "",
            )
            if text
        )
        target = row.target.label if row.target else "不变"
        rows.append(
            f"| {row.move.label} `{row.move}` | {where} | {target} | {row.duty.label} | {row.hand.value} "
            f"| {row.owner.value} | {clocks} |"
        )
    return "\n".join(
        [
            "# 事项的环节与步骤 (states of a matter)",
            "",
            "Generated from `matters/domain/transitions.py`; do not edit.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            "    [*] --> 待研判: 登记",
            *arrows,
            "```",
            "",
            "| 步骤 | 从 | 到 | 职责 | 谁的手 | 之后由谁负责 | 时限 |",
            "|---|---|---|---|---|---|---|",
            *rows,
        ]
    )


def permissions() -> str:
    """Roles and their duties."""
    from bihuan.people.choices import DUTIES, Duty, Role  # noqa: PLC0415 - Django must be set up first

    head = "| 职责 | " + " | ".join(role.label for role in Role) + " |"
    rows = [
        f"| {duty.label} `{duty}` | " + " | ".join("●" if duty in DUTIES[role] else "" for role in Role) + " |"
        for duty in Duty
    ]
    title = ["# 角色与职责 (roles and duties)", "", "Generated from `people/choices.py`; do not edit.", ""]
    return "\n".join([*title, head, "|---" * (len(Role) + 1) + "|", *rows])


def rules() -> str:
    """Every rule of the book with its source."""
    from bihuan.rulebook.book import load_book  # noqa: PLC0415 - after set-up, like its neighbours

    rows = [
        f"| `{rule.id}` | {rule.label} | {rule.source} | {rule.certainty} |"
        for rule in sorted(load_book().rules, key=lambda rule: rule.id)
    ]
    title = [
        "# 规则 (rules)",
        "",
        "Generated from `rulebook/data`; do not edit. Values are shown on the page 规则.",
        "",
    ]
    return "\n".join([*title, "| 规则 | 名称 | 依据 | 可信程度 |", "|---|---|---|---|", *rows])


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


PAGES: dict[str, Callable[[], str]] = {
    "matter-states.md": matter_states,
    "permissions.md": permissions,
    "rules.md": rules,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
