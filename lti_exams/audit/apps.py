from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lti_exams.audit"
    label = "audit"
