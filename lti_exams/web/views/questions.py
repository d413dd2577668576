"""A learner goes from the page of the exam to its questions."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from lti_exams.edge.frames import posts_only_to
from lti_exams.edge.passages import begin_at_tool
from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.journeys.issue_access_token import NoAccessToExam
from lti_exams.journeys.open_questions import Handed, Seat, open_questions
from lti_exams.web.sitting.visits import visit_of
from lti_exams.web.views.sitting import OVERTAKEN


@require_POST
@in_launch
def go(request: LaunchRequest, *, way: str, exam: int | None = None) -> HttpResponse:
    """Send the browser to the questions; when it is too late, back to where the exam is now."""
    visit = visit_of(request, way=way, exam=exam)
    if request.launch.cookieless:
        return redirect("new-window", key=request.launch.key)
    seat = Seat(
        session=request.launch.key,
        device=visit.device,
        presented=visit.presented,
        back=f"{settings.PUBLIC_ORIGIN}{visit.here}",
        locale=request.launch.locale,
    )
    try:
        opened = open_questions(visit.caller, visit.attempt(request.POST), seat, now=visit.now)
    except (NoAccessToExam, *OVERTAKEN):
        return redirect(f"{visit.here}?note=moved")
    if isinstance(opened, Handed):
        context = {"action": opened.action, "fields": opened.fields}
        return posts_only_to(render(request, "edge/auto_post.html", context), opened.origins)
    return begin_at_tool(request, opened)
