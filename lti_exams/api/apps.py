from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "lti_exams.api"
    label = "api"
