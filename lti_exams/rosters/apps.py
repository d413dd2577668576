from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "lti_exams.rosters"
    label = "rosters"
