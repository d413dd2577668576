from django.apps import AppConfig


class ProctoringConfig(AppConfig):
    name = "lti_exams.proctoring"
    label = "proctoring"
