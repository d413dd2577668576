"""Rosters and results on Django's own pages, to look at: nothing of them is typed there."""

from django.contrib import admin

from lti_exams.results import api as results
from lti_exams.rosters import api as rosters
from lti_exams.web.admin_readable import Readable


class RosterAdmin(Readable):
    """How well we know who is in each course."""

    list_display = ("course", "read_at", "due_at", "failure")
    list_select_related = ("course",)


class ColumnAdmin(Readable):
    """The columns of gradebooks."""

    list_display = ("title", "course", "source", "is_active", "known_at")
    list_filter = ("source", "is_active")
    search_fields = ("title", "key")
    list_select_related = ("course",)


class ResultAdmin(Readable):
    """What each source said."""

    list_display = ("column", "person", "points", "source", "counts", "as_of")
    list_filter = ("source", "counts")
    list_select_related = ("column", "person")


class ImportAdmin(Readable):
    """The files that were taken over."""

    list_display = ("course", "name", "by", "at", "taken")
    list_select_related = ("course",)


def register(site: admin.AdminSite) -> None:
    """Let these tables be looked at."""
    site.register(rosters.Roster, RosterAdmin)
    site.register(results.Column, ColumnAdmin)
    site.register(results.Result, ResultAdmin)
    site.register(results.Import, ImportAdmin)
