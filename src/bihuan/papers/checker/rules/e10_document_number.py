"""E10: a document number reads 柳政发〔2026〕1号: six-cornered brackets, four-digit year, no 第, no leading zero, with 号.

Numbers of court cases, licences and filings have other forms and are left alone; so is the 第 of a 令 or 公告.
Source: GB/T 9704-2012, 7.2.5 (R-9.1); R-9.4 E10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import HAN, Manuscript
from bihuan.papers.checker.registry import rule

RULE = "E10"
_NUMBER = re.compile(
    rf"(?P<word>[{HAN}]{{1,4}}|[A-Za-zＸX×*＊]{{1,5}})\s?"
    r"(?P<open>[〔﹝【\[［(（〈<])\s?(?P<year>(?:19|20)?\d\d)\s?(?P<close>[〕﹞】\]］)）〉>])\s?"
    r"(?P<ordinal>第)?\s?(?P<number>\d{1,4}|[XxＸ×*＊]{1,4})\s?(?P<end>[号號]?)"
)
_ORGAN = re.compile(r"[发字办函规通令文政党委呈请报纪干农财教民卫建综督组宣法税信安]$|[發辦規黨]$")
_NOT_PAPERS = re.compile(r"(?:备案?|证|许可?|准|注|审|字第|公告|令|法释|标|地价|案)$")
_LIST_OF_NUMBERS = re.compile(r"\s?[、，,至—~-]\s?\d")
_RIGHT = "〔﹝"


@rule(RULE, "发文字号规范", basis="GB/T 9704-2012 第7.2.5条")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    for line in manuscript.filled:
        for match in _NUMBER.finditer(line.text):
            faults = _faults(match, line.text[match.end() :])
            if not faults:
                continue
            digits = match["number"].lstrip("0") or match["number"]
            year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
            right = f"〔{year}〕{digits}号"
            place = (match.start("open"), match.end())
            written = line.text[slice(*place)]
            message = f"发文字号“{written}”不规范：{'；'.join(faults)}。"
            yield found(RULE, Severity.MUST, line, place, message=message, suggestion=f"改为“{right}”。")


def _faults(match: re.Match[str], after: str) -> list[str]:
    word = match["word"]
    if _NOT_PAPERS.search(word) or not (_ORGAN.search(word) or not word[-1] > "z"):
        return []
    is_certain = match["open"] in _RIGHT or bool(match["end"])
    if not is_certain or (not match["number"].isdigit() and match["open"] in _RIGHT):
        return []
    if len(match["year"]) == 2 and match["open"] in "(（<〈":
        return []
    faults = []
    if match["open"] not in _RIGHT:
        faults.append(f"年份用六角括号“〔〕”，不用“{match['open']}{match['close']}”")
    if len(match["year"]) == 2:
        faults.append("年份写全四位数")
    if match["ordinal"]:
        faults.append("序号前不加“第”")
    if len(match["number"]) > 1 and match["number"].startswith("0"):
        faults.append("序号前不加“0”")
    if not match["end"] and not _LIST_OF_NUMBERS.match(after) and not after[:1].isdigit():
        faults.append("序号后缺“号”")
    return faults
