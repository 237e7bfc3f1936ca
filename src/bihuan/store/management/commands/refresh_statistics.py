"""Let the database look at its tables anew, so that it chooses the right index; run at each start and after big imports.

Without statistics SQLite reads a search the wrong way round: seconds instead of milliseconds at a million records.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection


class Command(BaseCommand):
    help = "更新数据库统计信息（启动时自动运行；大批量导入后可再运行一次）"

    def handle(self, *arguments: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        if options["verbosity"]:
            self.stdout.write("数据库统计信息已更新。")
