"""The guided tour's page."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lti_exams.sandbox.lms import tour
from lti_exams.sandbox.lms.faults import switches
from lti_exams.sandbox.lms.faults.kinds import KINDS


def stations(request: HttpRequest) -> HttpResponse:
    """Show every station of the tour, and what somebody left broken."""
    if tour.guide() is None:
        raise Http404("Only `make demo` gives a tour.")
    broken = [KINDS[fault.kind].title for fault in switches.active(now=datetime.now(UTC))]
    return render(request, "lms/tour.html", {"stations": tour.STATIONS, "broken": broken})
