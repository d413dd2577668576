"""What every page of a launch stands in."""

from django.http import HttpResponse
from django.shortcuts import render

from lti_exams.edge.sessions import LaunchRequest
from lti_exams.edge.windows import is_in_frame
from lti_exams.journeys.access import Act, launch_may
from lti_exams.kernel.origins import origin_of


def show(
    request: LaunchRequest, template: str, *, status: int = 200, **context: object
) -> HttpResponse:
    """Render a page in the chrome of the launch."""
    chrome = {
        "launch": request.launch,
        "in_frame": is_in_frame(request),
        "may_see_exams": launch_may(request.launch, Act.SEE_EXAMS),
        "may_sit": launch_may(request.launch, Act.SIT_EXAM),
        "may_qualify": launch_may(request.launch, Act.SEE_QUALIFICATIONS),
        "frame_origin": origin_of(request.launch.deployment.platform.auth_url),
    }
    return render(request, template, {**chrome, **context}, status=status)
