from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "lti_exams.results"
    label = "results"
