"""What the tables must keep: foreign keys point down, reverse names do not lead up, personal data is stated."""

from __future__ import annotations

import configparser
from pathlib import Path

from django.apps import apps
from django.db import models

CONTRACTS = Path(__file__).resolve().parents[2] / ".importlinter"


def floors() -> list[str]:
    """The floors from the top to the bottom, as the import contract lists them."""
    parser = configparser.ConfigParser()
    parser.read(CONTRACTS)
    return parser["importlinter:contract:floors"]["layers"].split()


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("bihuan.")]


def upward_keys(checked: list[type[models.Model]]) -> list[str]:
    """Foreign keys from a lower app to a higher one."""
    order = {name: height for height, name in enumerate(reversed(floors()))}
    return [
        f"{model.__name__}.{field.name}"
        for model in checked
        for field in _foreign_keys(model)
        if field.related_model._meta.app_label in order
        and order[field.related_model._meta.app_label] > order[model._meta.app_label]
    ]


def upward_names(checked: list[type[models.Model]]) -> list[str]:
    """Reverse names by which a row of a lower app would know a higher app."""
    return [
        f"{model.__name__}.{field.name}"
        for model in checked
        for field in _foreign_keys(model)
        if field.related_model._meta.app_label != model._meta.app_label and field.remote_field.related_name != "+"
    ]


def without_privacy_note(checked: list[type[models.Model]]) -> list[str]:
    """Models that do not state what personal data they hold."""
    return [model.__name__ for model in checked if "Personal data:" not in (model.__doc__ or "")]


def _foreign_keys(model: type[models.Model]) -> list[models.ForeignKey]:
    return [field for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)]


def test_foreign_keys_point_downwards_only() -> None:
    assert upward_keys(our_models()) == []


def test_no_reverse_name_leads_from_a_lower_app_up() -> None:
    assert upward_names(our_models()) == []


def test_every_model_says_what_personal_data_it_holds() -> None:
    assert without_privacy_note(our_models()) == []


def test_business_tables_carry_the_region_code() -> None:
    without = {
        model.__name__
        for model in our_models()
        if not any(field.name == "region_code" for field in model._meta.concrete_fields)
    }
    # Tables of the installation rather than of a place, and rows that hang on exactly one row with a region.
    assert without <= ALLOWED_WITHOUT_REGION, without - ALLOWED_WITHOUT_REGION


ALLOWED_WITHOUT_REGION = {
    "Edition",
    "Region",
    "Person",
    "SignIn",
    "SignInDelay",
    "OldPassword",
    "StoredFile",
    "TrailPayload",
    "TakenSubmission",
    "SavedView",
}
