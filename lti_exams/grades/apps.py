from django.apps import AppConfig


class GradesConfig(AppConfig):
    name = "lti_exams.grades"
    label = "grades"
