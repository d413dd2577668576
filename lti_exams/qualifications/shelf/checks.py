"""At every start: each plugin that the settings name is there, and no two have one id."""

from typing import Any

from django.conf import settings
from django.core import checks

from lti_exams.qualifications.shelf.registry import PluginIdTaken, Registry


def check_plugins(registry: Registry, **_: Any) -> list[checks.CheckMessage]:
    """Find what is wrong with the shelf."""
    try:
        installed = {plugin.id for plugin in registry}
    except PluginIdTaken as taken:
        return [_error("E001", f"Two plugins are named {taken.values['name']!r}.")]
    named = list(settings.QUALIFIESFOREXAM_PLUGINS)
    found = [
        _error("E002", f"QUALIFIESFOREXAM_PLUGINS names {name!r}, and no installed app has it.")
        for name in named
        if name not in installed
    ]
    if len(set(named)) < len(named):
        found.append(_error("E003", "QUALIFIESFOREXAM_PLUGINS names a plugin twice."))
    return found


def _error(number: str, what: str) -> checks.CheckMessage:
    hint = "Change the setting, or INSTALLED_APPS."
    return checks.Error(what, hint=hint, id=f"qualifications.{number}")
