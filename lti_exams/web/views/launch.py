"""Pages inside a launch: what the link opens, and the other messages that an LMS sends."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.journeys import access, hand_off
from lti_exams.journeys.find_content import copied_exam
from lti_exams.journeys.pass_gates import gate_of_launch
from lti_exams.journeys.place_link import (
    choosable_exams,
    opened_by,
    opened_exam,
    place_link,
)
from lti_exams.journeys.placements import PlacementKind
from lti_exams.journeys.see_course import see_course
from lti_exams.journeys.see_exams import see_exams
from lti_exams.journeys.see_kept_data import see_kept_data
from lti_exams.journeys.see_qualifications import see_own
from lti_exams.journeys.see_summary import see_my_exams
from lti_exams.journeys.watchers import watches
from lti_exams.web.choices import CHOICES
from lti_exams.web.views import deep_linking
from lti_exams.web.views.chrome import show


@require_safe
@in_launch
def home(request: LaunchRequest) -> HttpResponse:
    """Show what the LMS asked for."""
    return _PAGE_OF_MESSAGE.get(request.launch.message_type, _link_page)(request)


def _link_page(request: LaunchRequest) -> HttpResponse:
    link = request.launch.link
    kind = opened_by(link) if link is not None else None
    # An exam tells of its gate itself: whoever is in the middle of one is not sent away.
    if kind != PlacementKind.EXAM and gate_of_launch(request.launch, now=timezone.now()):
        return redirect("gate", key=request.launch.key)
    return _PAGE_OF_PLACEMENT.get(kind or "", _unplaced_page)(request)


def _unplaced_page(request: LaunchRequest) -> HttpResponse:
    copied = copied_exam(request.launch)
    if not access.launch_may(request.launch, access.Act.PLACE_LINK):
        return show(request, "web/launch/not_ready.html", copied=copied)
    here = choosable_exams(request.launch)
    return show(request, "web/launch/choose.html", choices=CHOICES, copied=copied, exams=here)


def _dashboard_page(request: LaunchRequest) -> HttpResponse:
    if access.launch_may(request.launch, access.Act.SEE_COURSE):
        return redirect("dashboard", key=request.launch.key)
    if _only_watches(request):
        return redirect("teacher-hall", key=request.launch.key)
    caller = access.caller_of_launch(request.launch)
    if request.launch.course is None or not caller.may(access.Act.SIT_EXAM):
        return show(request, "web/launch/for_teachers.html")
    mine = see_my_exams(caller, request.launch.course, now=timezone.now())
    own = see_own(caller, request.launch.course)
    may_watch = watches(caller)
    return show(request, "web/launch/my_exams.html", mine=mine, own=own, may_watch=may_watch)


def _exam_page(request: LaunchRequest) -> HttpResponse:
    exam = opened_exam(request.launch)
    if exam is None:
        return _unplaced_page(request)
    if access.launch_may(request.launch, access.Act.SEE_EXAMS):
        return redirect("teacher-exam", key=request.launch.key, exam=exam.pk)
    if _only_watches(request):
        return redirect("teacher-hall", key=request.launch.key)
    return redirect("exam", key=request.launch.key)


def _only_watches(request: LaunchRequest) -> bool:
    caller = access.caller_of_launch(request.launch)
    return not caller.may(access.Act.SIT_EXAM) and watches(caller)


def _qualification_page(request: LaunchRequest) -> HttpResponse:
    teaches = access.launch_may(request.launch, access.Act.SEE_QUALIFICATIONS)
    name = "teacher-qualification" if teaches else "own-qualification"
    return redirect(name, key=request.launch.key)


_PAGE_OF_PLACEMENT: dict[str, Callable[[LaunchRequest], HttpResponse]] = {
    PlacementKind.DASHBOARD: _dashboard_page,
    PlacementKind.EXAM: _exam_page,
    PlacementKind.QUALIFICATION: _qualification_page,
}


def _review_page(request: LaunchRequest) -> HttpResponse:
    return show(request, "web/launch/review.html")


def _privacy_page(request: LaunchRequest) -> HttpResponse:
    return show(request, "web/launch/privacy.html", kept=see_kept_data(request.launch))


_PAGE_OF_MESSAGE: dict[str, Callable[[LaunchRequest], HttpResponse]] = {
    "LtiDeepLinkingRequest": deep_linking.page,
    "LtiSubmissionReviewRequest": _review_page,
    "DataPrivacyLaunchRequest": _privacy_page,
}


@require_POST
@in_launch
def place(request: LaunchRequest) -> HttpResponse:
    """Store what a teacher chose for the link, and show it."""
    told = request.POST
    place_link(
        request.launch, kind=told.get("kind", ""), key=told.get("key", ""), now=timezone.now()
    )
    return redirect("launch-home", key=request.launch.key)


@require_safe
@in_launch
def dashboard(request: LaunchRequest) -> HttpResponse:
    """Show a teacher the course: its links, who came, and the latest visits."""
    seen = see_course(request.launch)
    counted = see_exams(access.caller_of_launch(request.launch), seen.course)
    return show(request, "web/launch/dashboard.html", seen=seen, exams=counted)


@require_safe
@in_launch
def new_window(request: LaunchRequest) -> HttpResponse:
    """Offer to go on in a window of its own, which knows the person by a token that works once."""
    token = hand_off.offer(request.launch, now=timezone.now())
    return show(request, "web/launch/new_window.html", token=token)
