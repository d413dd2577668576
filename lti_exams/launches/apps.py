from django.apps import AppConfig


class LaunchesConfig(AppConfig):
    name = "lti_exams.launches"
    label = "launches"
