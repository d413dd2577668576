from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "lti_exams.trust"
    label = "trust"
