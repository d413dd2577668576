"""Pages on which staff answer whoever stands before a shut gate and asks them to look at it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.journeys.access import Act
from lti_exams.journeys.ask_review import answer_review, see_reviews_asked
from lti_exams.journeys.name_actors import names_of
from lti_exams.milestones import api as milestones
from lti_exams.web.forms.milestone_acts import AnswerForm
from lti_exams.web.views.chrome import show
from lti_exams.web.views.exams import course_of

_SHOWN = 200


@require_safe
@in_launch
def request_list(request: LaunchRequest) -> HttpResponse:
    """Show who asks for a review, with what was missing when they asked."""
    return _page(request)


def _page(request: LaunchRequest, *, form: AnswerForm | None = None) -> HttpResponse:
    caller, course = course_of(request)
    found = list(see_reviews_asked(caller, course)[:_SHOWN])
    keys = {key for one in found for key in one.missing}
    known = milestones.milestones(keys)
    rows = [
        {
            "appeal": one,
            "missing": [known[key].title for key in one.missing if key in known],
            "form": _form_of(one, form),
        }
        for one in found
    ]
    return show(
        request,
        "web/teacher/milestone_requests.html",
        status=422 if form else 200,
        rows=rows,
        names=names_of(one.answered_by for one in found),
        form=form,
        may_answer=caller.may(Act.WAIVE_MILESTONES, course),
    )


def _form_of(appeal: milestones.Appeal, refused: AnswerForm | None) -> AnswerForm:
    prefix = f"answer-{appeal.pk}"
    return refused if refused and refused.prefix == prefix else AnswerForm(prefix=prefix)


@require_POST
@in_launch
def answer(request: LaunchRequest, appeal: int) -> HttpResponse:
    """Let somebody past, or leave the gate shut; they read why."""
    caller, course = course_of(request)
    form = AnswerForm(request.POST, prefix=f"answer-{appeal}")
    if not form.is_valid():
        return _page(request, form=form)
    answer_review(
        caller,
        course,
        appeal,
        lets_past=form.cleaned_data["answer"] == "let-past",
        reply=form.cleaned_data["reply"],
        now=timezone.now(),
    )
    return redirect("teacher-milestone-requests", key=request.launch.key)
