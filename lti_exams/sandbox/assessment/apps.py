"""The Django app of the assessment tool."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Quill, the assessment tool."""

    name = "lti_exams.sandbox.assessment"
    label = "assessment"
    default_auto_field = "django.db.models.BigAutoField"
