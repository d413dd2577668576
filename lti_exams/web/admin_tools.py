"""Tools and vendors on Django's own pages: read there, switched by the journey, typed on ours."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lti_exams.journeys.access import Act, caller_of_user
from lti_exams.journeys.approve_tool import decide_about_tool
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools
from lti_exams.web.admin_readable import Readable, staff_of


class OnOurPages(Readable):
    """Rows whose own pages add and change them; their secrets stay sealed."""

    add_page = ""
    sealed: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Leave out what is not shown at all."""
        fields = super().get_readonly_fields(request, obj)
        return [name for name in fields if name not in self.sealed]

    def get_exclude(self, _request: HttpRequest, _obj: Model | None = None) -> tuple[str, ...]:
        return self.sealed

    def has_add_permission(self, request: HttpRequest, _obj: Model | None = None) -> bool:
        return caller_of_user(staff_of(request)).may(Act.REGISTER_TOOL)

    def add_view(self, *_: Any, **__: Any) -> HttpResponse:
        """Lead to the page that registers one, with every check."""
        return redirect(self.add_page)


class VendorAdmin(OnOurPages):
    """Proctoring vendors: who guards exams, and what follows from what they tell."""

    add_page = "staff-vendor-add"
    sealed = ("secret", "pseudonym_secret")
    list_display = ("name", "key", "way", "is_active", "created_at")
    list_filter = ("way", "is_active")
    search_fields = ("name", "key")

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        """Name the vendor's page, which changes it."""
        return (
            reverse("staff-vendor", args=[obj.key]) if isinstance(obj, proctoring.Vendor) else None
        )


class ToolAdmin(OnOurPages):
    """LTI tools: their registrations, and whether they are in use."""

    add_page = "staff-tool-add"
    sealed = ("pseudonym_secret",)
    list_display = ("name", "kind", "is_active", "client_id", "launch_url", "created_at")
    list_filter = ("kind", "is_active", "registered_by")
    search_fields = ("name", "client_id", "launch_url")
    actions = ("activate", "deactivate")

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        """Name the tool's page, which changes it."""
        return reverse("staff-tool", args=[obj.pk]) if isinstance(obj, tools.Tool) else None

    @admin.action(description=_("Switch on"))
    def activate(self, request: HttpRequest, rows: QuerySet[tools.Tool]) -> None:
        self._decide(request, rows, "activate")

    @admin.action(description=_("Switch off"))
    def deactivate(self, request: HttpRequest, rows: QuerySet[tools.Tool]) -> None:
        self._decide(request, rows, "deactivate")

    def _decide(self, request: HttpRequest, rows: QuerySet[tools.Tool], act: str) -> None:
        by = caller_of_user(staff_of(request))
        for row in rows:
            decide_about_tool(row.pk, act, by=by, now=timezone.now())


def register(site: admin.AdminSite) -> None:
    site.register(tools.Tool, ToolAdmin)
    site.register(proctoring.Vendor, VendorAdmin)
