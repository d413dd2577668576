"""Switches that people and tests throw, with the value each has before anyone touches it."""

from typing import Any

from lti_exams.sandbox.common.tool.models import Setting


def read(name: str, default: Any = None) -> Any:
    """Return a switch's value."""
    kept = Setting.objects.filter(name=name).first()
    return default if kept is None else kept.value


def write(name: str, value: Any) -> None:
    """Throw a switch."""
    Setting.objects.update_or_create(name=name, defaults={"value": value})


def clear() -> None:
    """Put every switch back to what it was at the first start."""
    Setting.objects.all().delete()
