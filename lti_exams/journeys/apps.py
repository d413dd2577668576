from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "lti_exams.journeys"
    label = "journeys"
