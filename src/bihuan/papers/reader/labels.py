"""Labelled fields of a plan: “整改措施：…”, “责任单位：…；完成时限：…”, “【责任领导】…”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bihuan.papers.plain import plain
from bihuan.papers.reader.words import LABELS


class Name(StrEnum):
    """What a label announces."""

    PROBLEM = "problem"
    MEASURE = "measure"
    GOAL = "goal"
    CAUSE = "cause"
    STATUS = "status"
    DUE = "due"
    LEADER = "leader"
    PERSON = "person"
    LEAD_UNIT = "lead_unit"
    SUPPORT_UNIT = "support_unit"
    UNIT = "unit"

    @property
    def is_responsibility(self) -> bool:
        """Whether it says who does it or until when."""
        return self in _RESPONSIBILITIES


_RESPONSIBILITIES = (Name.DUE, Name.LEADER, Name.PERSON, Name.LEAD_UNIT, Name.SUPPORT_UNIT, Name.UNIT)
UNIT_NAMES = (Name.LEAD_UNIT, Name.UNIT, Name.SUPPORT_UNIT)


@dataclass(frozen=True)
class Field:
    """A labelled value; `joined` when the label asks for two things at once (“责任单位及责任人”)."""

    name: Name
    label: str
    ordinal: str
    value: str
    joined: bool = False


_NAMED = "|".join(f"(?P<{name}>{pattern})" for name, pattern in LABELS.items())
_ORDINAL = r"\s*(?P<ordinal>\d{1,3}|[一二三四五六七八九十]{1,3})?"
_JOINED = (
    rf"(?P<joined>\s*(?:及其?|和|与|、|/|\()\s*(?:{'|'.join(f'(?:{pattern})' for pattern in LABELS.values())})\)?)?"
)
_LABEL = re.compile(
    rf"(?:^|(?<=[。;,、:\s)\]】”]))\*{{0,2}}[【\[]?\s*(?:{_NAMED}){_JOINED}{_ORDINAL}\s*"
    r"(?:[】\]]\*{0,2}\s*:?\*{0,2}|:\*{0,2}|\*\*:?|(?P<bare>\s(?=\S)|$))"
)
_SPACED_LABEL = re.compile(r"(?:(?<=^)|(?<=[\s。；;]))(?:[\u4e00-\u9fff][ \u3000]+){2,7}[\u4e00-\u9fff](?=\s*[:：])")
_SEPARATORS = "。；;，,、 \t　（(【["


def split_fields(text: str) -> tuple[str, list[Field]]:
    """The text before the first label, and the labelled fields in order.

    A label counts at the beginning of the text or of a clause and ends in a colon or closing 】; a responsibility at
    the very beginning may end in a blank or stand alone.
    """
    text = _SPACED_LABEL.sub(lambda match: "".join(match.group().split()), text)
    said = plain(text)
    matches = [match for match in _LABEL.finditer(said) if _counts(match)]
    fields = []
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        value = text[match.end() : following.start() if following else len(text)].strip()
        fields.append(Field(_name(match), _label(match, text), match["ordinal"] or "", value, bool(match["joined"])))
    return text[: matches[0].start() if matches else len(text)].strip(), fields


def trimmed(value: str) -> str:
    """A value without the signs that only separate it from the next field; empty for a blank to be filled in."""
    kept = value.strip().rstrip(_SEPARATORS).lstrip("：:，,、；; ")
    return "" if _BLANK.fullmatch(plain(kept)) else kept


_BLANK = re.compile(r"[\s_—/\\-]*|\((?:\s|待定|待填)*\)|待定|待填|暂无|无|空")


def _counts(match: re.Match[str]) -> bool:
    """Whether it is a label: outside of brackets, and without a colon only at the beginning, alone or before a blank."""
    ahead = match.string[: match.start()]
    if ahead.count("(") > ahead.count(")"):
        return False
    if match["bare"] is None:
        return True
    alone = match.end() == len(match.string)
    return match.start() == 0 and (alone or _name(match).is_responsibility)


def _name(match: re.Match[str]) -> Name:
    return next(name for name in Name if match[name.value])


def _label(match: re.Match[str], text: str) -> str:
    start, end = match.span(_name(match).value)
    return text[start:end]
