from django.apps import AppConfig


class PluginsConfig(AppConfig):
    name = "lti_exams.plugins"
    label = "plugins"
