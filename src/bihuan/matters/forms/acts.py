"""One form for each act on a matter: its fields, and the call of the act. The rules stand in domain/."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters import facade as loop
from bihuan.matters.choices import Move
from bihuan.matters.forms.fields import KeyField, WithFiles, handling_units, offer_units
from bihuan.matters.models import Matter, MatterEvent
from bihuan.matters.queries import file_limits, units_of
from bihuan.people.models import Post


class ActForm(forms.Form):
    """The form of one move. Subclasses name `move`, add fields, and call the act with what was cleaned.

    `is_grave` marks acts that end or turn a matter back; their button never looks like the others.
    """

    move: ClassVar[Move]
    is_grave: ClassVar[bool] = False
    hint: str = ""

    key = KeyField()

    def __init__(self, *args: Any, matter: Matter, by: Post, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.matter, self.by, self.now = matter, by, now

    def act(self) -> MatterEvent:
        """Call the act. Raises NotAllowed or NotPossible with the reason in Chinese."""
        return self.call(self.given())

    def given(self) -> dict[str, Any]:
        """What was cleaned, without the key and files."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("key", "attachments")}

    def call(self, given: dict[str, Any]) -> MatterEvent:
        """The act with its data."""
        raise NotImplementedError

    def fingerprint(self) -> dict[str, Any]:
        """What was given, as text, so that the same key with other content is noticed."""
        return {
            "matter": str(self.matter.pk),
            "move": str(self.move),
            **{name: _as_text(value) for name, value in self.given().items()},
        }

    def offer_grounds(self, field: str, rule_id: str, *, first: str = "请选择") -> None:
        """Let a field choose among the grounds of a rule."""
        grounds = loop.choices_of(rule_id, region_code=self.matter.region_code, now=self.now)
        self.fields[field].choices = [("", first), *grounds]  # type: ignore[attr-defined]

    def offer_units(self, field: str) -> None:
        """Let a field choose among the units that handle matters, without the one that the matter is about."""
        today = self.now.astimezone(SHANGHAI).date()
        units = handling_units(units_of(self.matter.region_code, today=today))
        offer_units(self.fields[field], [unit for unit in units if unit.pk != self.matter.accused_unit_id])


class ActWithFiles(WithFiles, ActForm):
    """An act to which files can be added."""

    def __init__(self, *args: Any, matter: Matter, by: Post, now: datetime, **options: Any) -> None:
        limits = file_limits(matter.region_code, now=now)
        super().__init__(*args, matter=matter, by=by, now=now, limits=limits, **options)

    def fingerprint(self) -> dict[str, Any]:
        return {**super().fingerprint(), "files": [str(file.pk) for file in self.kept_files]}


class OneTapForm(ActForm):
    """An act that needs nothing typed: one tap on the matter's page."""


def one_tap(move_: Move, act: Any) -> type[OneTapForm]:
    """The form of a move whose act takes no data."""

    class Form(OneTapForm):
        move = move_

        def call(self, given: dict[str, Any]) -> MatterEvent:
            event: MatterEvent = act(self.matter, by=self.by, now=self.now, **given)
            return event

    return Form


def _as_text(value: Any) -> str:
    return str(getattr(value, "pk", value) or "")
