"""A teacher picks content inside our pages, and goes back to the LMS with it or without."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lti_exams.edge.frames import posts_to
from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.journeys.pick_content import content_of, make_and_pick, pick_content
from lti_exams.journeys.return_deep_link import DeepLinkReturn
from lti_exams.kernel.origins import origin_of
from lti_exams.web.forms.exam import ExamForm
from lti_exams.web.forms.people import directory_of
from lti_exams.web.forms.refused import OF_AN_EXAM, show_in
from lti_exams.web.views.chrome import show
from lti_exams.web.views.exams import FORM_METHODS, course_of, vendors_of


def page(request: LaunchRequest) -> HttpResponse:
    """Show what can be picked."""
    return show(request, "web/teacher/pick.html", content=content_of(request.launch))


@require_POST
@in_launch
def pick(request: LaunchRequest) -> HttpResponse:
    """Bring a teacher back to the LMS with what was picked, or with nothing."""
    told = request.POST
    answer = pick_content(
        request.launch,
        told.getlist("picked"),
        hidden_until_open="hidden_until_open" in told,
        now=timezone.now(),
    )
    return _back_to_the_lms(request, answer)


@require_http_methods(FORM_METHODS)
@in_launch
def make(request: LaunchRequest) -> HttpResponse:
    """Make an exam on the spot, and bring the teacher back to the LMS with it."""
    content = content_of(request.launch)
    content.check_may_pick()
    caller, course = course_of(request)
    form = ExamForm(
        request.POST or None,
        directory=directory_of(course),
        vendors=vendors_of(caller, course),
    )
    if request.method == "POST" and form.is_valid():
        try:
            answer = make_and_pick(request.launch, form.definition(), now=timezone.now())
            return _back_to_the_lms(request, answer)
        except OF_AN_EXAM as error:
            show_in(form, error)
    status = 422 if form.errors else 200
    return show(request, "web/teacher/exam_form.html", status=status, form=form, for_the_lms=True)


def _back_to_the_lms(request: LaunchRequest, answer: DeepLinkReturn) -> HttpResponse:
    context = {"action": answer.url, "fields": {"JWT": answer.jwt}}
    return posts_to(render(request, "edge/auto_post.html", context), origin_of(answer.url))
