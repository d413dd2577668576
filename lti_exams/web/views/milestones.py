"""Pages on which staff make the milestones of a course, and change them."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.journeys import define_milestones
from lti_exams.journeys.access import Act
from lti_exams.journeys.see_milestones import see_milestone
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.milestones import api as milestones
from lti_exams.web.forms.milestones import GiveForm, MilestoneForm
from lti_exams.web.forms.refused import show_in
from lti_exams.web.views.chrome import show
from lti_exams.web.views.exams import course_of
from lti_exams.web.views.milestone_ties import givers_in

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@in_launch
def make(request: LaunchRequest) -> HttpResponse:
    """Make a milestone of the course."""
    caller, course = course_of(request)
    caller.check_may(Act.EDIT_MILESTONES, course)
    form = MilestoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = define_milestones.add_milestone(caller, course, form.new(), now=timezone.now())
            return redirect("teacher-milestone", key=request.launch.key, milestone=made.key)
        except milestones.MilestoneRefused as error:
            show_in(form, error)
    status = 422 if form.errors else 200
    return show(request, "web/teacher/milestone_form.html", status=status, form=form)


@require_safe
@in_launch
def detail(request: LaunchRequest, milestone: int) -> HttpResponse:
    """Show one milestone: what gives it, what asks for it, and how many hold it."""
    return one_page(request, milestone)


def one_page(
    request: LaunchRequest,
    milestone: int,
    *,
    edit: MilestoneForm | None = None,
    give: GiveForm | None = None,
) -> HttpResponse:
    """Show a milestone, with a form that was refused if there is one."""
    caller, course = course_of(request)
    seen, one = see_milestone(caller, course, milestone, now=timezone.now())
    refused = edit or give
    names = givers_in(course) if seen.may_edit else {}
    return show(
        request,
        "web/teacher/milestone.html",
        status=422 if refused else 200,
        seen=seen,
        one=one,
        form=refused,
        edit=edit or MilestoneForm.of(one.milestone),
        give=give or GiveForm(subjects=names),
    )


@require_POST
@in_launch
def change(request: LaunchRequest, milestone: int) -> HttpResponse:
    """Change the words of a milestone."""
    caller, course = course_of(request)
    form = MilestoneForm(request.POST)
    if form.is_valid():
        try:
            define_milestones.edit_milestone(
                caller, course, milestone, form.changes(), now=timezone.now()
            )
            return redirect("teacher-milestone", key=request.launch.key, milestone=milestone)
        except milestones.MilestoneRefused as error:
            show_in(form, error)
    return one_page(request, milestone, edit=form)


@require_POST
@in_launch
def switch(request: LaunchRequest, milestone: int) -> HttpResponse:
    """Switch a milestone off, remove it with what asks for it, or switch it on again."""
    caller, course = course_of(request)
    now, act = timezone.now(), request.POST.get("act", "")
    if act == "on":
        _, one = see_milestone(caller, course, milestone, now=now)
        again = milestones.NewMilestone(namespace=one.milestone.namespace, name=one.milestone.name)
        follow = request.POST.get("links") == "follow"
        define_milestones.add_milestone(caller, course, again, links_follow=follow, now=now)
    else:
        define_milestones.remove_milestone(
            caller, course, milestone, with_requirements=act == "remove", now=now
        )
    return redirect("teacher-milestones", key=request.launch.key)


@require_POST
@in_launch
def give(request: LaunchRequest, milestone: int) -> HttpResponse:
    """Let something in the course give a milestone."""
    caller, course = course_of(request)
    caller.check_may(Act.EDIT_MILESTONES, course)
    form = GiveForm(request.POST, subjects=givers_in(course))
    if form.is_valid():
        try:
            new = form.fulfilment(str(course.pk), milestone)
            define_milestones.fulfil(caller, course, new, now=timezone.now())
            return redirect("teacher-milestone", key=request.launch.key, milestone=milestone)
        except LtiExamsError as error:
            show_in(form, error)
    return one_page(request, milestone, give=form)


@require_POST
@in_launch
def give_no_more(request: LaunchRequest, milestone: int, tie: int) -> HttpResponse:
    """Let something give a milestone no more; what becomes unreachable is shown on the list."""
    caller, course = course_of(request)
    define_milestones.remove_fulfilment(caller, course, tie, now=timezone.now())
    return redirect("teacher-milestone", key=request.launch.key, milestone=milestone)
