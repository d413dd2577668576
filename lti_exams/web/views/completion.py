"""Pages on which staff say when a course is completed, and that somebody completed it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.journeys import reach
from lti_exams.journeys.access import Act
from lti_exams.journeys.ask_for_milestones import usable_milestones
from lti_exams.journeys.award_milestones import complete_course
from lti_exams.journeys.order_courses import set_course_rule
from lti_exams.journeys.see_completion import see_completion
from lti_exams.web.forms.completion import CompleteForm, CompletionForm
from lti_exams.web.milestone_words import rule_words
from lti_exams.web.views.chrome import show
from lti_exams.web.views.exams import course_of
from lti_exams.web.views.milestone_people import record_page
from lti_exams.web.views.milestone_ties import names_in


@require_http_methods(["GET", "HEAD", "POST"])
@in_launch
def completion(request: LaunchRequest) -> HttpResponse:
    """Show when the course is completed, and take another rule."""
    caller, course = course_of(request)
    caller.check_may(Act.EDIT_MILESTONES, course)
    sat = {key: name for key, name in names_in(course).items() if key.startswith("exam:")}
    seen, usable = see_completion(caller, course), usable_milestones(course)
    form = CompletionForm(request.POST or None, exams=sat, usable=usable, document=seen.document)
    if request.method == "POST" and form.is_valid():
        set_course_rule(caller, course, form.document(), now=timezone.now())
        return redirect("teacher-milestones", key=request.launch.key)
    rule = rule_words(seen.document, seen.names) if seen.document else None
    status = 422 if form.errors else 200
    return show(
        request, "web/teacher/milestone_completion.html", status=status, form=form, rule=rule
    )


@require_POST
@in_launch
def complete(request: LaunchRequest, person: int) -> HttpResponse:
    """Say that somebody completed the course, or did not."""
    caller, course = course_of(request)
    caller.check_may(Act.COMPLETE_COURSE, course)
    form = CompleteForm(request.POST, prefix="complete")
    if not form.is_valid():
        return record_page(request, person, complete=form)
    whom, typed = reach.member(course, person), form.cleaned_data
    complete_course(
        caller,
        course,
        [whom],
        reason=typed["reason"],
        is_complete=typed["completed"] == "yes",
        now=timezone.now(),
    )
    return redirect("teacher-milestone-record", key=request.launch.key, person=person)
