from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "lti_exams.assessments"
    label = "assessments"
