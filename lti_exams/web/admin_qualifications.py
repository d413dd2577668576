"""Lists and decisions on Django's own pages, to look at: what was decided is never changed."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from lti_exams.qualifications import api as qualifications
from lti_exams.web.admin_readable import Readable


class StatusAdmin(Readable):
    """Lists as they were saved."""

    list_display = ("period", "status", "createtime", "plugin", "by", "exported_timestamp")
    list_filter = ("status", "plugin")
    search_fields = ("period__title", "message", "by")


class DecisionAdmin(Readable):
    """What was decided about each student."""

    list_display = ("relatedstudent", "status", "qualifies", "is_carried")
    list_filter = ("qualifies", "under")
    search_fields = ("relatedstudent__person__name", "relatedstudent__person__sub")
    raw_id_fields = ("relatedstudent", "status")


class OverrideAdmin(Readable):
    """Decisions about single students."""

    list_display = ("relatedstudent", "qualifies", "by", "made_at", "expires_at", "withdrawn_at")
    search_fields = ("relatedstudent__person__name", "reason")


class RunAdmin(Readable):
    """Runs of the wizard that go on, or have become a list."""

    exclude = ("key",)
    list_display = ("period", "by", "plugin", "opened_at", "computed_at", "status")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Leave out the key, which opens the run."""
        return [name for name in super().get_readonly_fields(request, obj) if name != "key"]


class DeadlineTagAdmin(Readable):
    """By when courses should have said who qualifies."""

    list_display = ("timestamp", "tag")


class PeriodTagAdmin(Readable):
    """Which course is held to which deadline."""

    list_display = ("period", "deadlinetag", "told", "told_at")


class ExportAdmin(Readable):
    """Which lists have left the house."""

    list_display = ("status", "target", "form", "students", "by", "at")


def register(site: admin.AdminSite) -> None:
    """Put them all on the site."""
    site.register(qualifications.Status, StatusAdmin)
    site.register(qualifications.QualifiesForFinalExam, DecisionAdmin)
    site.register(qualifications.Override, OverrideAdmin)
    site.register(qualifications.Run, RunAdmin)
    site.register(qualifications.DeadlineTag, DeadlineTagAdmin)
    site.register(qualifications.PeriodTag, PeriodTagAdmin)
    site.register(qualifications.Export, ExportAdmin)
