"""Django's own pages for staff: everything can be read, and what changes goes through journeys."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lti_exams.accounts.api import User
from lti_exams.audit import api as audit
from lti_exams.journeys import approve_platform
from lti_exams.platforms import api as platforms
from lti_exams.web import admin_exams, admin_qualifications, admin_records, admin_tools, admin_units
from lti_exams.web.admin_readable import Readable, staff_of

admin.site.register(User, UserAdmin)
admin_exams.register(admin.site)
admin_tools.register(admin.site)
admin_qualifications.register(admin.site)
admin_units.register(admin.site)
admin_records.register(admin.site)


@admin.register(platforms.Platform)
class PlatformAdmin(Readable):
    """Registrations. Only the name can be typed; approval and its like are actions."""

    editable = ("name",)
    list_display = ("name", "status", "issuer", "client_id", "family", "created_at")
    list_filter = ("status", "family", "registered_by")
    search_fields = ("name", "issuer", "client_id")
    actions = ("approve", "enable", "disable")

    def save_model(self, request: HttpRequest, obj: Any, _form: Any, _change: bool) -> None:  # noqa: FBT001
        approve_platform.rename_platform(obj.pk, obj.name, by=staff_of(request), now=timezone.now())

    @admin.action(description=_("Approve"))
    def approve(self, request: HttpRequest, rows: QuerySet[platforms.Platform]) -> None:
        self._decide(request, rows, "approve")

    @admin.action(description=_("Switch on"))
    def enable(self, request: HttpRequest, rows: QuerySet[platforms.Platform]) -> None:
        self._decide(request, rows, "enable")

    @admin.action(description=_("Switch off"))
    def disable(self, request: HttpRequest, rows: QuerySet[platforms.Platform]) -> None:
        self._decide(request, rows, "disable")

    def _decide(self, request: HttpRequest, rows: QuerySet[platforms.Platform], act: str) -> None:
        for row in rows:
            if act in platforms.acts_from(row.status):
                approve_platform.decide_about_platform(
                    row.pk, act, by=staff_of(request), now=timezone.now()
                )


@admin.register(platforms.Deployment)
class DeploymentAdmin(Readable):
    """Deployments, to look at; the page of their registration decides about them."""

    list_display = ("platform", "deployment_id", "status", "created_at")
    list_filter = ("status",)
    search_fields = ("deployment_id", "platform__name")


@admin.register(audit.Entry)
class EntryAdmin(Readable):
    """What was done by whom."""

    list_display = ("at", "actor", "action", "subject")
    search_fields = ("actor", "action", "subject")
