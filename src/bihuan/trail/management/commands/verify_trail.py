"""Verify the trail of every township and name the first entry that does not fit."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from bihuan.trail.facade import verify


class Command(BaseCommand):
    help = "核验留痕链，指出第一处断裂"

    def handle(self, *arguments: Any, **options: Any) -> None:
        verdicts = verify()
        for verdict in verdicts:
            if verdict.is_whole:
                self.stdout.write(f"{verdict.region_code}：{verdict.entries} 条，完整。")
            else:
                self.stdout.write(f"{verdict.region_code}：第 {verdict.broken_at} 条断裂，{verdict.reason}。")
        if not verdicts:
            self.stdout.write("还没有留痕。")
        if not all(verdict.is_whole for verdict in verdicts):
            sys.exit(1)
