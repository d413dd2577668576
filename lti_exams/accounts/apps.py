from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lti_exams.accounts"
    label = "accounts"
