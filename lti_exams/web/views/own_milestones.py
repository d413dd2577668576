"""A learner's own pages: what they reached, and the gate that they stand before."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.journeys.ask_review import ask_for_review
from lti_exams.journeys.hand_out_badges import own_badge
from lti_exams.journeys.pass_gates import is_open
from lti_exams.journeys.place_link import opened_exam
from lti_exams.journeys.see_gates import SeenGate, see_gate
from lti_exams.journeys.see_record import see_own_record
from lti_exams.milestones import api as milestones
from lti_exams.web.forms.own_milestones import AppealForm
from lti_exams.web.forms.refused import show_in
from lti_exams.web.views.chrome import show
from lti_exams.web.views.exams import course_of


@require_safe
@in_launch
def mine(request: LaunchRequest) -> HttpResponse:
    """Show everything that somebody reached themselves."""
    caller, _ = course_of(request)
    seen = see_own_record(caller, now=timezone.now())
    return show(request, "web/launch/my_milestones.html", seen=seen)


@require_safe
@in_launch
def badge(request: LaunchRequest, milestone: int) -> HttpResponse:
    """Hand out the badge of something that somebody reached: a token that anybody can verify."""
    caller, _ = course_of(request)
    token = own_badge(caller, milestone, now=timezone.now())
    response = HttpResponse(token, content_type="application/vc+jwt")
    response["Content-Disposition"] = f'attachment; filename="badge-{milestone}.jwt"'
    return response


@require_safe
@in_launch
def gate(request: LaunchRequest) -> HttpResponse:
    """Show what is missing, how to get it, and how to ask for a review."""
    return gate_page(request)


def gate_page(request: LaunchRequest, *, form: AppealForm | None = None) -> HttpResponse:
    """Show the gate of a launch, with a form that was refused if there is one."""
    return show(
        request,
        "web/launch/gate.html",
        status=422 if form else 200,
        gate=_gate(request),
        appeal=form or AppealForm(),
        form=form,
    )


def _gate(request: LaunchRequest) -> SeenGate:
    caller, course = course_of(request)
    link = request.launch.link
    exam = opened_exam(request.launch) if link is not None else None
    return see_gate(caller, course, exam=exam, now=timezone.now())


@require_safe
@in_launch
def gate_state(request: LaunchRequest) -> JsonResponse:
    """Say whether the gate is open, to the page that waits before it."""
    caller, course = course_of(request)
    exam = opened_exam(request.launch)
    return JsonResponse({"open": is_open(caller, course, exam=exam, now=timezone.now())})


@require_POST
@in_launch
def ask(request: LaunchRequest) -> HttpResponse:
    """Ask staff to look at what keeps somebody out."""
    caller, course = course_of(request)
    form = AppealForm(request.POST)
    if not form.is_valid():
        return gate_page(request, form=form)
    try:
        words = form.cleaned_data["words"]
        ask_for_review(caller, course, words=words, now=timezone.now())
    except milestones.AppealRefused as error:
        show_in(form, error)
        return gate_page(request, form=form)
    return redirect("gate", key=request.launch.key)
