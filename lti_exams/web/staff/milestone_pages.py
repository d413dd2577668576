"""Pages on which staff look after milestones across courses, and answer who asks for a review."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lti_exams.journeys import reach
from lti_exams.journeys.access import Act, caller_of_user
from lti_exams.journeys.ask_review import answer_review
from lti_exams.journeys.see_every_milestone import (
    make_shared,
    see_every_milestone,
    see_every_request,
    switch_shared,
)
from lti_exams.journeys.see_milestones import see_milestones
from lti_exams.milestones import api as milestones
from lti_exams.web.forms.milestone_acts import AnswerForm
from lti_exams.web.staff.door import StaffRequest, staff_may
from lti_exams.web.staff.milestone_forms import SharedForm
from lti_exams.web.staff.refused import show_in
from lti_exams.web.views.listing import page_number, pages_of

PAGE_SIZE = 100
_LONGEST_SEARCH = 200


@require_safe
@staff_may(Act.EDIT_EVERY_MILESTONE)
def milestone_list(request: StaffRequest) -> HttpResponse:
    """Show the milestones of every course, and those that courses share."""
    query, number = request.GET.dict(), page_number(request.GET)
    search = query.get("search", "").strip()[:_LONGEST_SEARCH]
    seen = see_every_milestone(
        caller_of_user(request.user),
        search=search,
        offset=(number - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        now=timezone.now(),
    )
    rows = [
        {
            "milestone": one,
            "held": seen.holders[one.key],
            "course": seen.courses.get(one.namespace, ""),
            "course_key": one.namespace.partition(":")[2],
        }
        for one in seen.milestones
    ]
    pages = pages_of(query, number, seen.total, size=PAGE_SIZE)
    told = {"rows": rows, "total": seen.total, "pages": pages, "search": search}
    return render(request, "web/staff/milestones.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Act.EDIT_EVERY_MILESTONE)
def add(request: StaffRequest) -> HttpResponse:
    """Make a milestone that any course may ask for."""
    form = SharedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            make_shared(caller_of_user(request.user), form.new(), now=timezone.now())
        except milestones.MilestoneRefused as error:
            show_in(form, error)
        else:
            messages.success(request, _("Courses can ask for the milestone now."))
            return redirect("staff-milestones")
    status = 422 if form.errors else 200
    return render(request, "web/staff/milestone_add.html", {"form": form}, status=status)


@require_POST
@staff_may(Act.EDIT_EVERY_MILESTONE)
def switch(request: StaffRequest, pk: int) -> HttpResponse:
    """Switch a milestone off or on."""
    is_on = request.POST.get("act") == "on"
    switch_shared(caller_of_user(request.user), pk, is_active=is_on, now=timezone.now())
    messages.success(request, _("The milestone is on.") if is_on else _("The milestone is off."))
    return redirect("staff-milestones")


@require_safe
@staff_may(Act.SEE_MILESTONES)
def course(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what one course asks for and gives, and where nobody can get on."""
    caller = caller_of_user(request.user)
    seen = see_milestones(caller, reach.course(caller, pk), now=timezone.now())
    return render(request, "web/staff/milestone_course.html", {"seen": seen})


@require_safe
@staff_may(Act.SEE_MILESTONES)
def request_list(request: StaffRequest) -> HttpResponse:
    """Show who asks for a review, in every course that the member of staff reaches."""
    return _requests_page(request)


def _requests_page(request: StaffRequest, refused: AnswerForm | None = None) -> HttpResponse:
    found = see_every_request(caller_of_user(request.user))
    prefixed = {one.appeal.pk: f"answer-{one.appeal.pk}" for one in found}
    rows = [
        (
            one,
            refused
            if refused and refused.prefix == prefixed[one.appeal.pk]
            else AnswerForm(prefix=prefixed[one.appeal.pk]),
        )
        for one in found
    ]
    status = 422 if refused else 200
    return render(request, "web/staff/milestone_requests.html", {"rows": rows}, status=status)


@require_POST
@staff_may(Act.WAIVE_MILESTONES)
def answer(request: StaffRequest, course: int, pk: int) -> HttpResponse:
    """Let somebody past, or leave the gate shut; they read why."""
    caller, form = caller_of_user(request.user), AnswerForm(request.POST, prefix=f"answer-{pk}")
    if not form.is_valid():
        return _requests_page(request, form)
    answer_review(
        caller,
        reach.course(caller, course),
        pk,
        lets_past=form.cleaned_data["answer"] == "let-past",
        reply=form.cleaned_data["reply"],
        now=timezone.now(),
    )
    messages.success(request, _("They read your answer on the page of the gate."))
    return redirect("staff-milestone-requests")
