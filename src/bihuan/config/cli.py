"""The command `bihuan`: read and check papers, verify the trail, and Django's own commands behind `manage`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bihuan.papers.checker.commands import check_command
from bihuan.papers.commands import read_command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == ["manage"]:
        return _manage(given[1:])
    options = _parser().parse_args(given)
    if options.command == "read":
        return read_command(options.file, as_json=options.json)
    if options.command == "check":
        return check_command(options.files, as_json=options.json)
    return _manage(["verify_trail"])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bihuan", description="闭环：营商环境工作台")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    read = commands.add_parser("read", help="读取一份材料：问题、措施、责任单位、时限、数字")
    read.add_argument("file", type=Path)
    read.add_argument("--json", action="store_true", help="输出 JSON")
    check = commands.add_parser("check", help="检查材料：编号、空项、占位符、残留标记")
    check.add_argument("files", type=Path, nargs="+")
    check.add_argument("--json", action="store_true", help="输出 JSON")
    audit = commands.add_parser("audit", help="留痕")
    audit.add_argument("what", choices=["verify"], help="核验留痕链，指出第一处断裂")
    commands.add_parser("manage", help="系统管理命令")
    return parser


def _manage(arguments: Sequence[str]) -> int:
    # Django loads only for commands that need the records: reading and checking papers start without it.
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    execute_from_command_line(["bihuan manage", *arguments])
    return 0
