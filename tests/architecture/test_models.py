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


def test_foreign_keys_point_downwards_only() -> None:
    order = {name: height for height, name in enumerate(reversed(floors()))}
    upward = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model._meta.app_label in order
        and order[field.related_model._meta.app_label] > order[model._meta.app_label]
    ]
    assert upward == []


def test_no_reverse_name_leads_from_a_lower_app_up() -> None:
    leading_up = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model._meta.app_label != model._meta.app_label
        and field.remote_field.related_name != "+"
    ]
    assert leading_up == []


def test_every_model_says_what_personal_data_it_holds() -> None:
    silent = [model.__name__ for model in our_models() if "Personal data:" not in (model.__doc__ or "")]
    assert silent == []


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
    "PersonSession",
    "StoredFile",
    "TrailPayload",
    "TakenSubmission",
    "SavedView",
}
