from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LmsConfig(AppConfig):
    """The one app of Riverside University; its first start founds the university."""

    name = "lti_exams.sandbox.lms"
    label = "lms"

    def ready(self) -> None:
        """Found the university once its tables exist."""
        from lti_exams.sandbox.lms.world import found_once

        post_migrate.connect(found_once, sender=self)
