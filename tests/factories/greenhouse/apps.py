from django.apps import AppConfig


class GreenhouseConfig(AppConfig):
    name = "tests.factories.greenhouse"
    label = "greenhouse"
