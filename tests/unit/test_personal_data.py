"""docs/personal-data.md names every table that is about people, and none that is not there."""

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings

PAGE = Path(settings.BASE_DIR, "docs", "personal-data.md").read_text()
NAMED = set(re.findall(r"`([a-z_]+\.[A-Z][A-Za-z]+)`", PAGE))


def about_people() -> set[str]:
    """Return the models of ours that point at a person."""
    return {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("lti_exams.")
        for field in model._meta.concrete_fields
        if field.related_model is not None and field.related_model._meta.label == "launches.Person"  # type: ignore[union-attr]
    }


def test_names_every_table_that_points_at_a_person() -> None:
    assert about_people() - NAMED == set()


def test_names_no_table_that_is_not_there() -> None:
    known = {model._meta.label for model in apps.get_models()}

    assert NAMED - known == set()
