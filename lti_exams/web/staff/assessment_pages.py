"""Pages on which staff say where questions can lie."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lti_exams.assessments import api as assessments
from lti_exams.journeys import define_assessments
from lti_exams.journeys.access import Act, caller_of_user
from lti_exams.web.staff.assessment_forms import AssessmentForm
from lti_exams.web.staff.door import StaffRequest, staff_may
from lti_exams.web.staff.refused import show_in

_FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@staff_may(Act.SEE_ASSESSMENTS)
def assessment_list(request: StaffRequest) -> HttpResponse:
    """Show every place where questions can lie."""
    context = {
        "assessments": assessments.all_assessments(),
        "tools": assessments.unnamed_tools(),
    }
    return render(request, "web/staff/assessments.html", context)


@require_http_methods(_FORM_METHODS)
@staff_may(Act.DEFINE_ASSESSMENTS)
def add(request: StaffRequest) -> HttpResponse:
    """Take what a person knows of such a place, and tell its secret once."""
    form = AssessmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = define_assessments.define_assessment(
                caller_of_user(request.user), form.told(), now=timezone.now()
            )
        except assessments.AssessmentRefused as error:
            show_in(form, error)
        else:
            return _detail(request, made, AssessmentForm.of(made), secret=made.secret)
    status = 422 if form.errors else 200
    return render(request, "web/staff/assessment_add.html", {"form": form}, status=status)


@require_http_methods(_FORM_METHODS)
@staff_may(Act.SEE_ASSESSMENTS)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one place, and take changes of it."""
    known = assessments.by_number(pk)
    form = AssessmentForm.of(known, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            define_assessments.edit_assessment(
                caller_of_user(request.user), known, form.told(known), now=timezone.now()
            )
        except assessments.AssessmentRefused as error:
            show_in(form, error)
        else:
            messages.success(request, _("It is kept."))
            return redirect("staff-assessment", pk)
    return _detail(request, known, form)


def _detail(
    request: StaffRequest, one: assessments.Assessment, form: AssessmentForm, *, secret: str = ""
) -> HttpResponse:
    context = {"assessment": one, "form": form, "secret": secret}
    status = 422 if form.errors else 200
    return render(request, "web/staff/assessment.html", context, status=status)


@require_POST
@staff_may(Act.DEFINE_ASSESSMENTS)
def renew_secret(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a page another secret, and tell it once."""
    known = assessments.by_number(pk)
    secret = define_assessments.renew_secret(
        caller_of_user(request.user), known, now=timezone.now()
    )
    return _detail(request, known, AssessmentForm.of(known), secret=secret)
