from django.apps import AppConfig


class EdgeConfig(AppConfig):
    name = "lti_exams.edge"
    label = "edge"
