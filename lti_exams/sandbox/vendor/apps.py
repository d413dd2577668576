"""The Django app of the proctoring vendor."""

from django.apps import AppConfig


class VendorConfig(AppConfig):
    """Hawkeye, the proctoring vendor."""

    name = "lti_exams.sandbox.vendor"
    label = "vendor"
    default_auto_field = "django.db.models.BigAutoField"
