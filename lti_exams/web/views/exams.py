"""Pages on which staff define the exams of a course."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.exams import api as exams
from lti_exams.journeys import edit_exams, find_content, give_time
from lti_exams.journeys.access import Act, Caller, caller_of_launch
from lti_exams.journeys.choose_vendor import vendors_for
from lti_exams.journeys.place_link import opened_exam, place_link
from lti_exams.journeys.placements import PlacementKind
from lti_exams.journeys.see_exams import see_exam, see_exams, see_readiness
from lti_exams.launches import api as launches
from lti_exams.web.forms.controls import MoreTimeForm, ReasonForm, reason_in
from lti_exams.web.forms.exam import ExamForm
from lti_exams.web.forms.people import directory_of
from lti_exams.web.forms.refused import OF_AN_EXAM, show_in
from lti_exams.web.views.chrome import show
from lti_exams.web.words import window_of

FORM_METHODS = ["GET", "HEAD", "POST"]
_HOW_IT_WENT = ("done", "failed", "under-way", "not-tried")


def vendors_of(caller: Caller, course: launches.Course) -> dict[str, str]:
    """Return the vendors that exams of a course may name, and what people call them."""
    return {one.reference: one.name for one in vendors_for(caller, course)}


def course_of(request: LaunchRequest) -> tuple[Caller, launches.Course]:
    """Return who asks and in which course; outside a course there are no exams."""
    if request.launch.course is None:
        raise exams.NoSuchExam
    return caller_of_launch(request.launch), request.launch.course


@require_safe
@in_launch
def exam_list(request: LaunchRequest) -> HttpResponse:
    """Show the exams of the course, how many sit each, and whether it is open."""
    caller, course = course_of(request)
    now = timezone.now()
    rows = [(one, window_of(one.exam, now=now)) for one in see_exams(caller, course)]
    may_edit = caller.may(Act.EDIT_EXAMS, course)
    return show(request, "web/teacher/exams.html", rows=rows, may_edit=may_edit)


@require_http_methods(FORM_METHODS)
@in_launch
def make(request: LaunchRequest) -> HttpResponse:
    """Make an exam; where the link opens nothing yet, the link opens the new exam."""
    caller, course = course_of(request)
    caller.check_may(Act.EDIT_EXAMS, course)
    form = ExamForm(
        request.POST or None,
        directory=directory_of(course),
        vendors=vendors_of(caller, course),
    )
    places = request.GET.get("place") == "yes" and request.launch.link is not None
    if request.method == "POST" and form.is_valid():
        try:
            exam = _made(request, caller, course, form, places=places)
            return redirect("teacher-exam", key=request.launch.key, exam=exam.pk)
        except OF_AN_EXAM as error:
            show_in(form, error)
    return _form_page(request, form, places=places)


def _made(
    request: LaunchRequest, caller: Caller, course: launches.Course, form: ExamForm, *, places: bool
) -> exams.Exam:
    now = timezone.now()
    if places:
        return find_content.make_for_link(request.launch, form.definition(), now=now)
    return edit_exams.define_exam(caller, course, form.definition(), now=now)


@require_http_methods(FORM_METHODS)
@in_launch
def edit(request: LaunchRequest, exam: int) -> HttpResponse:
    """Change an exam for whoever has not started."""
    caller, course = course_of(request)
    caller.check_may(Act.EDIT_EXAMS, course)
    found = exams.exam_of(course, exam)
    form = ExamForm(
        request.POST or None,
        directory=directory_of(course),
        exam=found,
        vendors=vendors_of(caller, course),
    )
    if request.method == "POST" and form.is_valid():
        try:
            since, now = form.cleaned_data["since"], timezone.now()
            edit_exams.edit_exam(caller, found, form.definition(), now=now, since=since)
            return redirect("teacher-exam", key=request.launch.key, exam=exam)
        except OF_AN_EXAM as error:
            show_in(form, error)
    return _form_page(request, form, exam=found)


def _form_page(request: LaunchRequest, form: ExamForm, **context: object) -> HttpResponse:
    status = 422 if form.errors else 200
    return show(request, "web/teacher/exam_form.html", status=status, form=form, **context)


@require_safe
@in_launch
def detail(request: LaunchRequest, exam: int) -> HttpResponse:
    """Show one exam: what holds, who sits it, what was changed and given."""
    return _exam_page(request, exam)


def _exam_page(
    request: LaunchRequest,
    exam: int,
    *,
    more_time: MoreTimeForm | None = None,
    apply: ReasonForm | None = None,
) -> HttpResponse:
    caller, course = course_of(request)
    seen, here = see_exam(caller, course, exam), opened_exam(request.launch)
    refused = [form for form in (more_time, apply) if form is not None]
    return show(
        request,
        "web/teacher/exam.html",
        status=422 if refused else 200,
        seen=seen,
        window=window_of(seen.exam, now=timezone.now()),
        opened_here=here == seen.exam,
        may_place=caller.may(Act.PLACE_LINK, course) and request.launch.link is not None,
        form=refused[0] if refused else None,
        more_time=more_time or MoreTimeForm(prefix="all"),
        apply=apply or ReasonForm(prefix="apply"),
    )


@require_POST
@in_launch
def apply_to_running(request: LaunchRequest, exam: int) -> HttpResponse:
    """Let attempts in progress go on under the exam as it is now."""
    caller, course = course_of(request)
    form = ReasonForm(request.POST, prefix="apply")
    if not form.is_valid():
        return _exam_page(request, exam, apply=form)
    found = exams.exam_of(course, exam)
    reason = form.cleaned_data["reason"]
    edit_exams.apply_to_running(caller, found, reason=reason, now=timezone.now())
    return redirect("teacher-exam", key=request.launch.key, exam=exam)


@require_POST
@in_launch
def extend_everyone(request: LaunchRequest, exam: int) -> HttpResponse:
    """Give everybody in progress more time."""
    caller, course = course_of(request)
    form = MoreTimeForm(request.POST, prefix="all")
    if form.is_valid():
        try:
            found, typed = exams.exam_of(course, exam), form.cleaned_data
            give_time.extend_everyone(
                caller,
                found,
                seconds=typed["seconds"],
                reason=typed["reason"],
                now=timezone.now(),
            )
            return redirect("teacher-exam", key=request.launch.key, exam=exam)
        except (exams.ExtensionRefused, exams.ReasonMissing) as error:
            show_in(form, error)
    return _exam_page(request, exam, more_time=form)


@require_POST
@in_launch
def undo_extension(request: LaunchRequest, exam: int, extension: int) -> HttpResponse:
    """Take back what everybody was given."""
    caller, course = course_of(request)
    given = exams.exam_of(course, exam).extensions.filter(pk=extension).first()
    if given is None:
        raise exams.NoSuchExtension
    reason = reason_in(ReasonForm(request.POST, prefix="undo"))
    give_time.undo_extension(caller, given, reason=reason, now=timezone.now())
    return redirect("teacher-exam", key=request.launch.key, exam=exam)


@require_POST
@in_launch
def place(request: LaunchRequest, exam: int) -> HttpResponse:
    """Let the link of this launch open an exam."""
    place_link(request.launch, kind=PlacementKind.EXAM, key=str(exam), now=timezone.now())
    return redirect("teacher-exam", key=request.launch.key, exam=exam)


@require_POST
@in_launch
def relink(request: LaunchRequest) -> HttpResponse:
    """Copy the exam of the original course into this one, for the link that was copied."""
    exam = find_content.relink(request.launch, now=timezone.now())
    return redirect("teacher-exam", key=request.launch.key, exam=exam.pk)


@require_safe
@in_launch
def readiness(request: LaunchRequest, exam: int) -> HttpResponse:
    """Show who has rehearsed an exam, and who could not."""
    caller, course = course_of(request)
    found, rows = see_readiness(caller, course, exam, now=timezone.now())
    counts = {word: sum(row.word == word for row in rows) for word in _HOW_IT_WENT}
    return show(request, "web/teacher/readiness.html", exam=found, rows=rows, counts=counts)
