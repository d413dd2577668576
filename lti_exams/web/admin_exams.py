"""Exams and attempts on Django's own pages: read there, and moved by the one table."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.journeys.access import caller_of_user
from lti_exams.journeys.control_attempt import Control, Order, control_attempt
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.web.admin_readable import Readable, staff_of
from lti_exams.web.refusals import words_of
from lti_exams.web.words import ACTS

# Acts that need a length are done on the teacher's pages.
_ACTS = [one for one in ACTS if not one.minutes]


class ReasonActionForm(ActionForm):
    """Asks why, beside the choice of what to do."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=1000)


class ExamAdmin(Readable):
    """Exams, to look at; teachers define them. The words and keys of access rules stay sealed."""

    exclude = ("access_document",)
    list_display = ("title", "course", "kind", "is_active", "opens_at", "closes_at")
    list_filter = ("kind", "is_active")
    search_fields = ("title", "slug", "course__title")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Leave out what is not shown at all."""
        return [
            name for name in super().get_readonly_fields(request, obj) if name not in self.exclude
        ]


class AttemptAdmin(Readable):
    """Attempts. No field can be typed; what staff may do is an action, with a reason."""

    list_display = ("person", "exam", "number", "state", "review", "started_at", "deadline")
    list_filter = ("state", "review", "purpose")
    search_fields = ("person__name", "person__email", "exam__title")
    list_select_related = ("person", "exam")
    action_form = ReasonActionForm

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer every act that needs no more than a reason."""
        told = {
            one.control.value: (_act(one.control), one.control.value, one.title) for one in _ACTS
        }
        return super().get_actions(request) | told


def _act(control: Control) -> Any:
    def act(model_admin: AttemptAdmin, request: HttpRequest, rows: QuerySet[exams.Attempt]) -> None:
        for attempt in rows.select_related("exam__course", "person"):
            _do(model_admin, request, attempt, control)

    return act


def _do(
    model_admin: AttemptAdmin, request: HttpRequest, attempt: exams.Attempt, control: Control
) -> None:
    order = Order(control=control, reason=request.POST.get("reason", ""))
    caller = caller_of_user(staff_of(request))
    try:
        control_attempt(caller, attempt, order, now=timezone.now())
    except LtiExamsError as error:
        told = f"{attempt.person}: {words_of(error)}"
        model_admin.message_user(request, told, messages.ERROR)


class AccommodationAdmin(Readable):
    """What was granted to whom, to look at."""

    list_display = ("person", "course", "exam", "minutes", "percent", "granted_at", "withdrawn_at")
    search_fields = ("person__name", "person__email", "course__title")


def register(site: admin.AdminSite) -> None:
    """Put exams, attempts and accommodations on the site."""
    site.register(exams.Exam, ExamAdmin)
    site.register(exams.Attempt, AttemptAdmin)
    site.register(exams.Accommodation, AccommodationAdmin)
