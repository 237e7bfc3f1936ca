"""manage set_up: found an empty installation and print the three administrators' first passwords, once."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from bihuan.people.choices import Role
from bihuan.people.domain.founding import Founded, FoundingRefused, Named, found
from bihuan.trail.facade import system

ACCOUNTS = {Role.SYSTEM_ADMIN: "sysadmin", Role.SECURITY_ADMIN: "secadmin", Role.AUDIT_ADMIN: "auditadmin"}
# What Excel saves as CSV on an office computer, besides UTF-8.
ENCODINGS = ("utf-8-sig", "gb18030")


class Command(BaseCommand):
    help = "第一次建乡镇：区划、营商办和三名管理员。只能在空的数据库里办一次。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--region", required=True, metavar="CODE", help="乡镇的区划代码，9位或12位")
        parser.add_argument("--name", required=True, metavar="乡镇名")
        parser.add_argument("--county", required=True, metavar="CODE:县名", help="例如 530199:云岭县")
        parser.add_argument("--villages", type=Path, metavar="FILE.csv", help="村（社区），每行：代码,名称")
        parser.add_argument("--office", default="", metavar="单位名", help="不写时用“乡镇名＋营商办”")
        for role, account in ACCOUNTS.items():
            parser.add_argument(
                f"--{account}", default=account, metavar="工号:姓名", help=f"{role.label}，不写时工号是 {account}"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        county = _named(options["county"], "--county 要写成“代码:县名”，例如 530199:云岭县。")
        people = {role: _person(role, options[account]) for role, account in ACCOUNTS.items()}
        try:
            made = found(
                Named(options["region"], options["name"].strip()),
                by=system(options["region"]),
                now=timezone.now(),
                county=county,
                administrators=people,
                villages=_villages(options["villages"]) if options["villages"] else (),
                office=options["office"].strip(),
            )
        except FoundingRefused as refused:
            raise CommandError(str(refused)) from None
        self._tell(made)

    def _tell(self, made: Founded) -> None:
        self.stdout.write(f"已建立：{made.regions} 个区划、{made.office.name}、三名管理员。")
        self.stdout.write("初始密码只显示这一次，请分别告诉三人；第一次登录时要换成自己的密码。")
        for account in made.accounts:
            self.stdout.write(f"  {account.role.label}　工号 {account.person.code}　初始密码 {account.password}")


def _person(role: Role, told: str) -> Named:
    account, _, name = told.replace("：", ":").partition(":")
    return Named(account.strip(), name.strip() or role.label)


def _named(told: str, wrong: str) -> Named:
    code, _, name = told.replace("：", ":").partition(":")
    if not code.strip() or not name.strip():
        raise CommandError(wrong)
    return Named(code.strip(), name.strip())


def _villages(file: Path) -> list[Named]:
    """The rows of a file of codes and names; a first row without digits is its head."""
    rows = [[cell.strip() for cell in row] for row in csv.reader(_text(file).splitlines())]
    found_rows = []
    for number, row in enumerate(rows, start=1):
        if not any(row) or (number == 1 and not any(character.isdigit() for character in row[0])):
            continue
        if len(row) < 2 or not row[0] or not row[1]:
            raise CommandError(f"{file.name} 第 {number} 行要有代码和名称两列，例如：530199101201,上河村。")
        found_rows.append(Named(row[0], row[1]))
    return found_rows


def _text(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError:
        raise CommandError(f"打不开文件 {file}，请核对路径。") from None
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CommandError(f"{file.name} 不是文本文件，请在 Excel 里另存为 CSV 再试。")
