from django.apps import AppConfig


class EdgeConfig(AppConfig):
    name = "lti_exams.edge"
    label = "edge"

    def ready(self) -> None:
        from lti_exams.edge.wizard import WizardDoor
        from lti_exams.qualifications import api as qualifications

        qualifications.hang(WizardDoor())
