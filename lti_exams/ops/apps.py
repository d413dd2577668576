from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "lti_exams.ops"
    label = "ops"
