"""A page on which staff try everything that an LMS must do for us, and say how it is written to."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lti_exams.edge.connecting import remedy_of, title_of
from lti_exams.grades import api as grades
from lti_exams.journeys.access import Act, caller_of_user
from lti_exams.journeys.choose_adapter import choose_adapter
from lti_exams.journeys.test_connection import Line, try_connection
from lti_exams.platforms import api as platforms
from lti_exams.web.staff.door import StaffRequest, staff_may


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Act.TEST_CONNECTION)
def connection(request: StaffRequest, pk: int) -> HttpResponse:
    """Offer the test; when it is asked for, show each line green or red with its remedy."""
    lines: Sequence[Line] = ()
    if request.method == "POST":
        lines = try_connection(caller_of_user(request.user), pk, now=timezone.now())
    platform = platforms.by_id(pk)
    return render(
        request,
        "web/staff/connection.html",
        {
            "platform": platform,
            "channel": grades.channel_of(platform),
            "adapters": grades.ADAPTERS.values(),
            "lines": [(line, title_of(line), remedy_of(line)) for line in lines],
            "is_good": all(line.good is not False for line in lines),
        },
    )


@require_POST
@staff_may(Act.DECIDE_ABOUT_PLATFORM)
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep in which manner grades are sent to this LMS."""
    choose_adapter(
        caller_of_user(request.user),
        pk,
        adapter=request.POST.get("adapter", ""),
        makes_columns_anew=request.POST.get("makes_columns_anew") == "yes",
        now=timezone.now(),
    )
    messages.success(request, _("Grades are sent as you chose."))
    return redirect("staff-connection", pk)
