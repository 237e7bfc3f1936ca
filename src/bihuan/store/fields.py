"""Text fields that refuse what one database engine would store and the other would not.

SQLite stores NUL and over-long text, PostgreSQL refuses both; a lone surrogate breaks either. The fields refuse them
alike, in forms (as a sentence beside the field) and at the last moment before the row is written.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from bihuan.kernel.text import BadText, refuse_unstorable


def validate_storable(value: str) -> None:
    """Raise ValidationError with the sentence of kernel.text for text that cannot be stored."""
    try:
        refuse_unstorable(value)
    except BadText as error:
        raise ValidationError(str(error)) from None


class StorableTextField(models.TextField):
    """Text of any length up to max_length characters."""

    default_validators = [validate_storable]

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        _check(self, value)
        return value


class StorableCharField(models.CharField):
    """Short text; longer than max_length is refused on every engine."""

    default_validators = [validate_storable]

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        _check(self, value)
        return value


def _check(field: models.Field[Any, Any], value: Any) -> None:
    if not isinstance(value, str):
        return
    validate_storable(value)
    if field.max_length is not None and len(value) > field.max_length:
        raise ValidationError(
            f"“{field.verbose_name}”最多 {field.max_length} 个字，现有 {len(value)} 个字，请删减后再提交。"
        )
