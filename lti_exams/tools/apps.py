from django.apps import AppConfig


class ToolsConfig(AppConfig):
    name = "lti_exams.tools"
    label = "tools"
