"""manage load_demo: load the sample township once, and list the sample sign-ins."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bihuan.demo.facade import NotEmpty, load, sample_code, township
from bihuan.kernel.receipts import grouped
from bihuan.people.models import Post
from bihuan.web import clock


class Command(BaseCommand):
    help = "装入样例乡镇（云溪镇），并列出样例账号。已装入的不再重复。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--matters", type=int, default=None, help="一年的事项件数，默认330")
        parser.add_argument("--if-empty", action="store_true", help="已有其他机构时什么也不做")

    def handle(self, *args: Any, **options: Any) -> None:
        size = {} if options["matters"] is None else {"matters": options["matters"]}
        try:
            loaded = load(now=clock.now(), **size)
        except NotEmpty as error:
            if options["if_empty"]:
                return
            raise CommandError(str(error)) from None
        state = "已装入" if loaded.is_new else "早已装入"
        self.stdout.write(f"样例乡镇“云溪镇”{state}：{loaded.matters} 件事项。")
        self._list_accounts()

    def _list_accounts(self) -> None:
        told = township()
        accounts = {row["account"]: row["does"] for row in told["sample"]}
        posts = Post.objects.filter(person__username__in=accounts).select_related("person", "unit")
        by_account = {post.person.username: post for post in posts}
        self.stdout.write("\n样例账号（仅供演示，正式使用前请另建数据目录）：")
        for account, does in accounts.items():
            post = by_account[account]
            self.stdout.write(f"  {account:<12}{post.person.name}　{post.unit.name}{post.title}　{does}")
        self.stdout.write(f"  密码都是    {told['password']}")
        self.stdout.write(f"\n样例查询码（群众查进度、评价用）：{grouped(sample_code())}")
