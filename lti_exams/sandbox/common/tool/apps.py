"""The Django app that both tools install."""

from django.apps import AppConfig


class ToolConfig(AppConfig):
    """The tool's half of LTI 1.3."""

    name = "lti_exams.sandbox.common.tool"
    label = "tool"
    default_auto_field = "django.db.models.BigAutoField"
