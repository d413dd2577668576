from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "lti_exams.outbox"
    label = "outbox"
