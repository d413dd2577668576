"""Units, their staff and terms on Django's own pages: small tables that staff fill by hand."""

from django.contrib import admin

from lti_exams.accounts.api import Unit, UnitStaff
from lti_exams.launches import api as launches


class UnitAdmin(admin.ModelAdmin):
    """Departments and their parts."""

    list_display = ("name", "parent")
    search_fields = ("name",)


class UnitStaffAdmin(admin.ModelAdmin):
    """Who looks after which unit."""

    list_display = ("user", "unit")
    list_select_related = ("user", "unit")


class TermAdmin(admin.ModelAdmin):
    """Terms, with their first and last day."""

    list_display = ("name", "begins_at", "ends_at")


def register(site: admin.AdminSite) -> None:
    """Let these tables be filled."""
    site.register(Unit, UnitAdmin)
    site.register(UnitStaff, UnitStaffAdmin)
    site.register(launches.Term, TermAdmin)
