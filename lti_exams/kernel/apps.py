from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "lti_exams.kernel"
    label = "kernel"

    def ready(self) -> None:
        from lti_exams.kernel.checks import register_checks

        register_checks()
