from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "lti_exams.web"
    label = "web"
