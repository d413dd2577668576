from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MilestonesConfig(AppConfig):
    name = "lti_exams.milestones"
    label = "milestones"

    def ready(self) -> None:
        from lti_exams.milestones.operations.kinds import make_kinds
        from lti_exams.milestones.receivers import listen

        listen()
        post_migrate.connect(make_kinds, sender=self, dispatch_uid="milestones.make_kinds")
