"""Pages inside a launch: what the link opens, and the other messages that an LMS sends."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lti_exams.edge.frames import posts_to
from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.edge.windows import is_in_frame
from lti_exams.journeys import access, hand_off
from lti_exams.journeys.place_link import PlacementKind, opened_by, place_link
from lti_exams.journeys.return_deep_link import return_deep_link
from lti_exams.journeys.see_course import see_course
from lti_exams.journeys.see_kept_data import see_kept_data
from lti_exams.kernel.origins import origin_of
from lti_exams.web.choices import CHOICES


def _show(request: LaunchRequest, template: str, **context: object) -> HttpResponse:
    """Render a page in the chrome of the launch."""
    chrome = {
        "launch": request.launch,
        "in_frame": is_in_frame(request),
        "frame_origin": origin_of(request.launch.deployment.platform.auth_url),
    }
    return render(request, f"web/launch/{template}", {**chrome, **context})


@require_safe
@in_launch
def home(request: LaunchRequest) -> HttpResponse:
    """Show what the LMS asked for."""
    return _PAGE_OF_MESSAGE.get(request.launch.message_type, _link_page)(request)


def _link_page(request: LaunchRequest) -> HttpResponse:
    link = request.launch.link
    if link is not None and opened_by(link) == PlacementKind.DASHBOARD:
        return _dashboard_page(request)
    if access.launch_may(request.launch, access.Act.PLACE_LINK):
        return _show(request, "choose.html", choices=CHOICES)
    return _show(request, "not_ready.html")


def _dashboard_page(request: LaunchRequest) -> HttpResponse:
    if access.launch_may(request.launch, access.Act.SEE_COURSE):
        return redirect("dashboard", key=request.launch.key)
    return _show(request, "for_teachers.html")


def _deep_linking_page(request: LaunchRequest) -> HttpResponse:
    return _show(request, "deep_linking.html")


def _review_page(request: LaunchRequest) -> HttpResponse:
    return _show(request, "review.html")


def _privacy_page(request: LaunchRequest) -> HttpResponse:
    return _show(request, "privacy.html", kept=see_kept_data(request.launch))


_PAGE_OF_MESSAGE: dict[str, Callable[[LaunchRequest], HttpResponse]] = {
    "LtiDeepLinkingRequest": _deep_linking_page,
    "LtiSubmissionReviewRequest": _review_page,
    "DataPrivacyLaunchRequest": _privacy_page,
}


@require_POST
@in_launch
def place(request: LaunchRequest) -> HttpResponse:
    """Store what a teacher chose for the link, and show it."""
    place_link(request.launch, kind=request.POST.get("kind", ""), now=timezone.now())
    return redirect("launch-home", key=request.launch.key)


@require_POST
@in_launch
def deep_linking(request: LaunchRequest) -> HttpResponse:
    """Bring a teacher back to the LMS, which learns that nothing was chosen."""
    answer = return_deep_link(request.launch, [], now=timezone.now())
    context = {"action": answer.url, "fields": {"JWT": answer.jwt}}
    return posts_to(render(request, "edge/auto_post.html", context), origin_of(answer.url))


@require_safe
@in_launch
def dashboard(request: LaunchRequest) -> HttpResponse:
    """Show a teacher the course: its links, who came, and the latest visits."""
    return _show(request, "dashboard.html", seen=see_course(request.launch))


@require_safe
@in_launch
def new_window(request: LaunchRequest) -> HttpResponse:
    """Offer to go on in a window of its own, which knows the person by a token that works once."""
    token = hand_off.offer(request.launch, now=timezone.now())
    return _show(request, "new_window.html", token=token)
