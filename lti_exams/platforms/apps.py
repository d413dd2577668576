from django.apps import AppConfig


class PlatformsConfig(AppConfig):
    name = "lti_exams.platforms"
    label = "platforms"
