from django.apps import AppConfig


class ExamsConfig(AppConfig):
    name = "lti_exams.exams"
    label = "exams"
