"""Pages on which staff see what a course asks for and gives, and say what asks for what."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.journeys import define_milestones
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.ask_for_milestones import ask_for, usable_milestones
from lti_exams.journeys.find_subjects import courses_to_need
from lti_exams.journeys.name_subjects import qualification_words
from lti_exams.journeys.record_milestones import subject_of_course, subject_of_qualification
from lti_exams.journeys.see_completion import see_completion
from lti_exams.journeys.see_milestones import groups_of, see_milestones, subjects_in
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.web.forms.milestones import AskForm, NeedForm
from lti_exams.web.forms.refused import show_in
from lti_exams.web.milestone_words import group_words, rule_words
from lti_exams.web.views.chrome import show
from lti_exams.web.views.exams import course_of

# What a form can mend; that somebody may not is told on a page of its own.
_MENDABLE = (
    milestones.NeverMet,
    milestones.TieRefused,
    milestones.ConditionRefused,
    milestones.NoSuchTie,
    milestones.NoSuchMilestone,
)


def names_in(course: launches.Course) -> dict[str, str]:
    """Return what in a course can ask and give, by what people call it."""
    return {key: name for key, (_, name) in subjects_in(course).items()}


def givers_in(course: launches.Course) -> dict[str, str]:
    """Return what in a course gives milestones: all that, and who qualifies for its final exam."""
    return {**names_in(course), str(subject_of_qualification(course)): qualification_words()}


def need_form(course: launches.Course, data: object = None) -> NeedForm:
    """Return the form on which one thing is made to need another."""
    here = names_in(course)
    others = {str(subject_of_course(one)): str(one) for one in courses_to_need(course)}
    own = str(subject_of_course(course))
    theirs = {key: name for key, name in givers_in(course).items() if key != own}
    needed = {**theirs, **others}
    return NeedForm(data, subjects=here, needed=needed)


@require_safe
@in_launch
def milestone_list(request: LaunchRequest) -> HttpResponse:
    """Show what the course asks for and gives, and where nobody can get on."""
    return list_page(request)


def list_page(request: LaunchRequest, *, form: NeedForm | None = None) -> HttpResponse:
    """Show the list, with a form that was refused if there is one."""
    caller, course = course_of(request)
    seen = see_milestones(caller, course, now=timezone.now())
    need = form or (need_form(course) if seen.may_edit else None)
    told = see_completion(caller, course)
    rule = rule_words(told.document, told.names) if told.document else None
    status = 422 if form else 200
    return show(
        request,
        "web/teacher/milestones.html",
        status=status,
        seen=seen,
        need=need,
        form=form,
        rule=rule,
    )


@require_POST
@in_launch
def need(request: LaunchRequest) -> HttpResponse:
    """Let this need that, with one click."""
    caller, course = course_of(request)
    caller.check_may(Act.EDIT_MILESTONES, course)
    form = need_form(course, request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            define_milestones.add_prerequisite(
                caller,
                course,
                typed["subject"],
                typed["needed"],
                condition=form.condition(),
                now=timezone.now(),
            )
            return redirect("teacher-milestones", key=request.launch.key)
        except _MENDABLE as error:
            show_in(form, error)
    return list_page(request, form=form)


@require_POST
@in_launch
def need_no_more(request: LaunchRequest) -> HttpResponse:
    """Take away what one click made."""
    caller, course = course_of(request)
    told = request.POST
    define_milestones.remove_prerequisite(
        caller, course, told.get("subject", ""), told.get("needed", ""), now=timezone.now()
    )
    return redirect("teacher-milestones", key=request.launch.key)


@require_http_methods(["GET", "HEAD", "POST"])
@in_launch
def ask(request: LaunchRequest) -> HttpResponse:
    """Let something in the course ask for milestones."""
    caller, course = course_of(request)
    caller.check_may(Act.EDIT_MILESTONES, course)
    form = _ask_form(caller, course, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for(caller, course, form.wish(), now=timezone.now())
            return redirect("teacher-milestones", key=request.launch.key)
        except _MENDABLE as error:
            show_in(form, error)
    status = 422 if form.errors else 200
    return show(request, "web/teacher/milestone_ask.html", status=status, form=form)


def _ask_form(caller: Caller, course: launches.Course, data: object) -> AskForm:
    groups = groups_of(caller, course, now=timezone.now())
    named = {
        one.tie.key: f"{name}: {group_words(one.tie.mode or '', one.tie.count)}"
        for one, name in groups
    }
    return AskForm(data, subjects=names_in(course), usable=usable_milestones(course), groups=named)


@require_POST
@in_launch
def ask_no_more(request: LaunchRequest, tie: int) -> HttpResponse:
    """Take away one requirement, or a group with everything in it."""
    caller, course = course_of(request)
    define_milestones.remove_requirement(caller, course, tie, now=timezone.now())
    return redirect("teacher-milestones", key=request.launch.key)
