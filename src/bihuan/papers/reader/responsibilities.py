"""Who does it and until when: units, leaders and time limits as plans write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bihuan.papers.plain import plain
from bihuan.papers.reader.labels import Field, Name, split_fields, trimmed
from bihuan.papers.reader.words import DUE, ROLES, UNIT_ENDINGS


@dataclass(frozen=True)
class Duty:
    """What one labelled line or bracket says; `blank` are the labels that stand there with nothing behind them."""

    leader: str | None = None
    person: str | None = None
    lead_units: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    support_units: tuple[str, ...] = ()
    due: str | None = None
    blank: tuple[tuple[Name, str], ...] = ()

    @property
    def all_units(self) -> tuple[str, ...]:
        """Lead, responsible and supporting units, each once."""
        return tuple(dict.fromkeys((*self.lead_units, *self.units, *self.support_units)))

    @property
    def is_empty(self) -> bool:
        return not (self.is_filled or self.blank)

    @property
    def is_filled(self) -> bool:
        """Whether it names anybody or any time."""
        return bool(self.leader or self.person or self.all_units or self.due)


NO_DUTY = Duty()


def merged(duties: Iterable[Duty]) -> Duty:
    """Several duties as one: units united in order, differing leaders and time limits joined."""
    known = list(duties)
    return Duty(
        leader=_joined(duty.leader for duty in known),
        person=_joined(duty.person for duty in known),
        lead_units=_united(duty.lead_units for duty in known),
        units=_united(duty.units for duty in known),
        support_units=_united(duty.support_units for duty in known),
        due=_joined(duty.due for duty in known),
        blank=tuple(dict.fromkeys(item for duty in known for item in duty.blank)),
    )


def duty_of(field: Field) -> Duty:
    """The duty that one labelled field states."""
    value = trimmed(field.value)
    if not value:
        return Duty(blank=((field.name, field.label),)) if field.name.is_responsibility else Duty()
    if field.name is Name.LEADER and not field.joined:
        return Duty(leader=value)
    if field.name is Name.PERSON and not field.joined:
        return Duty(person=value)
    if field.name is Name.DUE:
        return Duty(due=_due(value))
    if field.joined:
        return _mixed(field, value)
    units, due, lead, support = _units_and_due(value)
    if field.name is Name.LEAD_UNIT:
        return Duty(lead_units=units, support_units=support, due=due)
    if field.name is Name.SUPPORT_UNIT:
        return Duty(support_units=units, lead_units=lead, due=due)
    return Duty(units=_others(units, lead, support), lead_units=lead, support_units=support, due=due)


def split_brackets(text: str) -> tuple[str, Duty]:
    """The text without the brackets at its end that say who does it, and what they say.

    “…（牵头单位：州审批局；责任单位：州司法局，6月底完成）”, “…（镇党政办负责，长期坚持）”.
    """
    duties: list[Duty] = []
    rest = text.rstrip()
    for _ in range(_MOST_BRACKETS):
        match = _BRACKET.search(plain(rest), max(0, len(rest) - _LONGEST_BRACKETS))
        if match is None:
            break
        duty = duty_in_bracket(rest[match.start("inner") : match.end("inner")])
        if duty.is_empty or (match.start() == 0 and not duty.is_filled):
            break
        duties.insert(0, duty)
        rest = rest[: match.start()].rstrip()
    return (rest, merged(duties)) if duties else (text, Duty())


def duty_in_bracket(inner: str) -> Duty:
    """The duty written inside a bracket; empty when the bracket says something else."""
    before, fields = split_fields(inner)
    labelled = [duty_of(field) for field in fields if field.name.is_responsibility]
    return merged([*([_unlabelled(before)] if trimmed(before) else []), *labelled])


def split_units(value: str) -> tuple[str, ...]:
    """The units of a list, split at 、，；and blanks outside of brackets, and at 和, 及, 与 between two units."""
    return _units_and_due(value)[0]


_MOST_BRACKETS = 5
_LONGEST_BRACKETS = 500
_BRACKET = re.compile(r"[(【\[](?P<inner>[^()【】\[\]]*(?:\([^()]*\)[^()【】\[\]]*)*)[)】\]]\s*[。;,.]?\s*$")
_UNIT_END = re.compile(rf"(?:{UNIT_ENDINGS})$")
_JOINT = re.compile(rf"(?<=.)(?:{UNIT_ENDINGS})(?P<joint>以及|和|及|与)(?=[^和及与]{{2,}})")
_SPLIT = re.compile(r"[、,;/\n]|\s+")
_ROLE = re.compile(
    rf"(?:按照?(?:各自)?职责(?:分工)?|分别|共同|具体|分工|为)?(?P<role>{'|'.join(ROLES)})(?:单位|部门)?$"
)
_AND_OTHERS = re.compile(r"等(?:有关|相關|相关|各)?(?:部门|部門|单位|單位|站所|办所)?$")
_ROLE_AHEAD = re.compile(rf"^(?:由)?(?:{'|'.join(ROLES)}|责任)?(?:单位|部门)?[:为]")
_DONE = re.compile(r"(?:[并且]?(?:全部|基本)?(?:完成|整改到位|完成整改|落实到位|办结))+$")


def _mixed(field: Field, value: str) -> Duty:
    """The duty under a label that asks for units and people at once: what ends like a unit is one."""
    units, due, lead, support = _units_and_due(value)
    rest = _others(units, lead, support)
    named = tuple(unit for unit in rest if _UNIT_END.search(plain(unit)))
    people = "、".join(unit for unit in rest if unit not in named) or None
    duty = Duty(units=named, lead_units=lead, support_units=support, due=due)
    if field.name is Name.LEAD_UNIT:
        duty = replace(duty, lead_units=(*lead, *named), units=())
    return replace(duty, leader=people) if field.name is Name.LEADER else replace(duty, person=people)


def _unlabelled(text: str) -> Duty:
    units, due, lead, support = _units_and_due(text)
    said = plain(text)
    if not (due or lead or support or re.search(r"负责|牵头|配合|落实", said)):
        return Duty()
    if len(text) > 80 or any(len(unit) > 25 for unit in units):
        return Duty()
    if due and not (lead or support or "负责" in said):
        return Duty(due=due) if not units else Duty(due=due, units=units)
    return Duty(
        units=tuple(u for u in units if u not in (*lead, *support)), lead_units=lead, support_units=support, due=due
    )


def _others(units: tuple[str, ...], *marked: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(unit for unit in units if not any(unit in names for names in marked))


def _units_and_due(value: str) -> tuple[tuple[str, ...], str | None, tuple[str, ...], tuple[str, ...]]:
    """All units, a time limit among them, and those marked as 牵头 and 配合."""
    units: list[str] = []
    roles: dict[str, list[str]] = {"lead": [], "responsible": [], "support": []}
    dues: list[str] = []
    waiting: list[str] = []
    for token in _tokens(value):
        if DUE.search(plain(token)) and len(token) <= 25:
            dues.append(_due(token))
            continue
        match = _ROLE.search(plain(token))
        name = token[: match.start()] if match else token
        name = _ROLE_AHEAD.sub("", name).strip(_STRIPPED)
        name = _AND_OTHERS.sub("", name)
        if not name:
            continue
        units.append(name)
        waiting.append(name)
        if match:
            role = {"牵头": "lead", "主办": "lead", "配合": "support", "协助": "support", "协办": "support"}.get(
                match["role"]
            )
            roles.get(role or "", []).extend(waiting)
            waiting = []
    unique = tuple(dict.fromkeys(units))
    return unique, "，".join(dues) or None, tuple(roles["lead"]), tuple(roles["support"])


_STRIPPED = "。；;，,、:： \t　."


def _tokens(value: str) -> Iterator[str]:
    shielded = _shielded(plain(value))
    start = 0
    for match in [*_SPLIT.finditer(shielded), None]:
        end = match.start() if match else len(shielded)
        yield from _parted(shielded[start:end], value[start:end])
        start = match.end() if match else end


def _parted(text: str, written: str) -> Iterator[str]:
    """A token, cut at 和, 及, 与 where both sides are units (镇党政办和镇财政所, not 经济发展和改革办)."""
    start = 0
    for match in _JOINT.finditer(text):
        yield written[start : match.start("joint")].strip(_STRIPPED)
        start = match.end("joint")
    last = written[start:].strip(_STRIPPED)
    if last:
        yield last


def _shielded(text: str) -> str:
    """The text with what stands in brackets replaced by a letter, so that no list is cut inside of them."""
    return re.sub(r"\([^()]*\)", lambda match: "(" + "x" * (len(match.group()) - 2) + ")", text)


def _due(value: str) -> str:
    kept = trimmed(value)
    return _DONE.sub("", kept) or kept


def _joined(values: Iterable[str | None]) -> str | None:
    return "、".join(dict.fromkeys(value for value in values if value)) or None


def _united(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit for units in values for unit in units))


def with_person_as_leader(duty: Duty) -> Duty:
    """The duty with 责任人 as its leader, where no label asks for a 责任领导."""
    asked = duty.leader or any(name is Name.LEADER for name, _ in duty.blank)
    return duty if asked else replace(duty, leader=duty.person)
