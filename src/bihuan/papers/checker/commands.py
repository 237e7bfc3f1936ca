"""The command `bihuan check`: the findings about papers as text or JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from bihuan.papers.checker.check import check
from bihuan.papers.checker.finding import Finding, Severity
from bihuan.papers.source import UnreadablePaper, from_file


def check_command(paths: list[Path], *, as_json: bool) -> int:
    """Print the findings. 0: nothing that must be changed; 1: something must; 2: a file could not be read.

    JSON for one file is {"findings": […]}, for several {"files": [{"file", "findings"}]}. An unreadable file gives one
    sentence on stderr; the others are still checked.
    """
    checked: list[tuple[Path, tuple[Finding, ...]]] = []
    is_unreadable = False
    for path in paths:
        try:
            checked.append((path, check(from_file(path))))
        except UnreadablePaper as fault:
            is_unreadable = True
            sys.stderr.write(f"{fault}\n")
    if as_json:
        if checked:
            sys.stdout.write(json.dumps(_as_json(checked, len(paths)), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(
            "\n\n".join(_as_text(path, findings) for path, findings in checked) + ("\n" if checked else "")
        )
    if is_unreadable:
        return 2
    return int(any(finding.severity is Severity.MUST for _, findings in checked for finding in findings))


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """The six values of a finding that other programs may rely on, and its place in the line."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "line": finding.line,
        "excerpt": finding.excerpt,
        "message": finding.message,
        "suggestion": finding.suggestion,
    }


def _as_json(checked: list[tuple[Path, tuple[Finding, ...]]], asked: int) -> dict[str, Any]:
    if asked == 1:
        return {"findings": [finding_as_json(finding) for finding in checked[0][1]]}
    return {
        "files": [
            {"file": str(path), "findings": [finding_as_json(finding) for finding in findings]}
            for path, findings in checked
        ]
    }


def _as_text(path: Path, findings: tuple[Finding, ...]) -> str:
    if not findings:
        return f"{path.name}：没有发现问题。"
    counts = Counter(finding.severity for finding in findings)
    summary = "，".join(f"{severity.label}{counts[severity]}处" for severity in Severity if counts[severity])
    lines = [f"{path.name}：{summary}。"]
    for finding in findings:
        lines.append(f"  第{finding.line}行 {finding.severity.label} {finding.rule} {finding.message}")
        lines.append(f"      {finding.excerpt}")
        lines.append(f"      → {finding.suggestion}")
    return "\n".join(lines)
