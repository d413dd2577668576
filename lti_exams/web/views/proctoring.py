"""A learner goes to the vendor and comes back, before an exam and after it."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from lti_exams.edge.passages import begin_at_tool
from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.exams import api as exams
from lti_exams.journeys.end_proctoring import end_proctoring, note_return
from lti_exams.journeys.request_proctoring import Standpoint, request_proctoring
from lti_exams.proctoring import api as proctoring
from lti_exams.web.sitting.visits import Visit, visit_of

_TOLD = ("lti_msg", "lti_errormsg", "lti_log", "lti_errorlog")


@require_POST
@in_launch
def go(request: LaunchRequest, *, way: str, exam: int | None = None) -> HttpResponse:
    """Send the learner to the vendor; whoever asks again goes on a new visit."""
    visit = visit_of(request, way=way, exam=exam)
    if request.launch.cookieless:
        return redirect("new-window", key=request.launch.key)
    attempt = visit.attempt(request.POST)
    try:
        requested = request_proctoring(
            visit.caller, attempt, _standpoint(request, visit, attempt), now=visit.now
        )
    except (proctoring.VendorUnreachable, proctoring.VendorIsOff):
        return redirect(f"{visit.here}?note=vendor-down")
    except exams.IllegalMove:
        return redirect(f"{visit.here}?note=moved")
    return _on(request, visit, requested.passage)


@require_POST
@in_launch
def over(request: LaunchRequest, *, way: str, exam: int | None = None) -> HttpResponse:
    """Bring the vendor the news that it is over, where it wants them."""
    visit = visit_of(request, way=way, exam=exam)
    attempt = visit.attempt(request.POST)
    try:
        passage = end_proctoring(
            visit.caller, attempt, _standpoint(request, visit, attempt), now=visit.now
        )
    except proctoring.VendorUnreachable:
        passage = None
    return _on(request, visit, passage or proctoring.Passage())


@require_safe
@in_launch
def returned(request: LaunchRequest, *, way: str, exam: int | None = None) -> HttpResponse:
    """Take what the vendor gave the learner to bring back, and lead to the page of the exam."""
    visit = visit_of(request, way=way, exam=exam)
    told = {name: request.GET[name] for name in _TOLD if name in request.GET}
    note_return(visit.caller, visit.attempt(request.GET), told, now=visit.now)
    return redirect(visit.here)


def _standpoint(request: LaunchRequest, visit: Visit, attempt: exams.Attempt) -> Standpoint:
    back = f"{settings.PUBLIC_ORIGIN}{visit.here}returned?attempt={attempt.pk}"
    return Standpoint(launch_key=request.launch.key, return_url=back, locale=request.launch.locale)


def _on(request: LaunchRequest, visit: Visit, passage: proctoring.Passage) -> HttpResponse:
    if passage.form is not None:
        return begin_at_tool(request, passage.form)
    return redirect(passage.url or visit.here)
