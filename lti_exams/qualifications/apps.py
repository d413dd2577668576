from functools import partial

from django.apps import AppConfig
from django.core import checks


class QualificationsConfig(AppConfig):
    name = "lti_exams.qualifications"
    label = "qualifications"

    def ready(self) -> None:
        from lti_exams.qualifications.shelf.checks import check_plugins
        from lti_exams.qualifications.shelf.registry import qualifiesforexam_plugins

        checks.register(partial(check_plugins, qualifiesforexam_plugins), "qualifications")
