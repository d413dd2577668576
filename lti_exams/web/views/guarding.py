"""Pages on which teachers decide how an exam is guarded, and who watches it."""

from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act
from lti_exams.journeys.choose_vendor import (
    Chosen,
    choose_vendor,
    decide_proctoring,
    name_mailbox,
    see_proctoring,
)
from lti_exams.journeys.list_proctors import (
    Result,
    list_from_csv,
    list_proctor,
    see_proctors,
    unlist_proctor,
)
from lti_exams.proctoring import api as proctoring
from lti_exams.web.forms.guarding import (
    PARTS,
    MailboxForm,
    WatcherForm,
    WatcherListForm,
    WishesForm,
    typed_of,
)
from lti_exams.web.forms.people import directory_of
from lti_exams.web.forms.refused import show_in
from lti_exams.web.views.chrome import show
from lti_exams.web.views.exams import course_of


@require_safe
@in_launch
def guarding(request: LaunchRequest, exam: int) -> HttpResponse:
    """Show how an exam is guarded, and who watches it."""
    return _page(request, exam)


def _page(
    request: LaunchRequest,
    key: int,
    *,
    wishes: WishesForm | None = None,
    watcher: WatcherForm | None = None,
    many: WatcherListForm | None = None,
    mailbox: MailboxForm | None = None,
    results: list[Result] | None = None,
    chosen: Chosen | None = None,
) -> HttpResponse:
    caller, course = course_of(request)
    exam = exams.exam_of(course, key)
    kept = see_proctoring(caller, exam)
    listed = see_proctors(caller, course, exam)
    refused = next(
        (form for form in (wishes, watcher, many, mailbox) if form and form.errors), None
    )
    return show(
        request,
        "web/teacher/guarding.html",
        status=422 if refused else 200,
        exam=exam,
        vendor=proctoring.vendor_of(exam),
        listed=[(one, PARTS[proctoring.Part(one.part)]) for one in listed],
        form=refused,
        wishes=wishes or WishesForm(initial=typed_of(kept)),
        watcher=watcher or WatcherForm(directory=directory_of(course)),
        many=many or WatcherListForm(),
        mailbox=mailbox or MailboxForm(initial=asdict(exams.usual_of(course))),
        results=results,
        chosen=chosen,
        done=sum(not one.why for one in results or ()),
        may_edit=caller.may(Act.EDIT_EXAMS, course),
        may_list=caller.may(Act.LIST_PROCTORS, course),
    )


@require_POST
@in_launch
def decide(request: LaunchRequest, exam: int) -> HttpResponse:
    """Keep what an exam asks of its vendor and of its reviewers."""
    caller, course = course_of(request)
    found = exams.exam_of(course, exam)
    form = WishesForm(request.POST)
    if form.is_valid():
        try:
            decide_proctoring(caller, found, form.wishes(), now=timezone.now())
            return redirect("teacher-guarding", key=request.launch.key, exam=exam)
        except proctoring.VendorRefused as error:
            _show_in(form, error)
    return _page(request, exam, wishes=form)


@require_POST
@in_launch
def choose_everywhere(request: LaunchRequest, exam: int) -> HttpResponse:
    """Let the vendor of this exam guard the new exams of the course, and those that are there."""
    caller, course = course_of(request)
    key = exams.exam_of(course, exam).vendor.partition(":")[2]
    chosen = choose_vendor(caller, course, key, for_exams=True, now=timezone.now())
    return _page(request, exam, chosen=chosen)


@require_POST
@in_launch
def keep_mailbox(request: LaunchRequest, exam: int) -> HttpResponse:
    """Keep where the course is written to when something goes wrong."""
    caller, course = course_of(request)
    form = MailboxForm(request.POST)
    if form.is_valid():
        try:
            name_mailbox(caller, course, form.cleaned_data["escalation_email"], now=timezone.now())
            return redirect("teacher-guarding", key=request.launch.key, exam=exam)
        except exams.CourseSettingsRefused as error:
            show_in(form, error)
    return _page(request, exam, mailbox=form)


def _show_in(form: WishesForm, error: proctoring.VendorRefused) -> None:
    """Put a fault beside the field whose part it is about."""
    field, _dot, part = str(error.values.get("field", "")).partition(".")
    why = str(error.values.get("why", ""))
    form.add_error(field if field in form.fields else None, f"{part}: {why}" if part else why)


@require_POST
@in_launch
def list_watcher(request: LaunchRequest, exam: int) -> HttpResponse:
    """Put somebody on the list of those who watch an exam."""
    caller, course = course_of(request)
    found = exams.exam_of(course, exam)
    form = WatcherForm(request.POST, directory=directory_of(course))
    if form.is_valid():
        typed = form.cleaned_data
        part = proctoring.Part(typed["part"])
        list_proctor(caller, course, typed["person"], part, exam=found, now=timezone.now())
        return redirect("teacher-guarding", key=request.launch.key, exam=exam)
    return _page(request, exam, watcher=form)


@require_POST
@in_launch
def list_watchers(request: LaunchRequest, exam: int) -> HttpResponse:
    """Put everybody of a CSV on the list, and say of each line what became of it."""
    caller, course = course_of(request)
    form = WatcherListForm(request.POST)
    if not form.is_valid():
        return _page(request, exam, many=form)
    try:
        results = list_from_csv(caller, course, form.cleaned_data["csv"], now=timezone.now())
    except proctoring.ProctorRefused as error:
        show_in(form, error)
        return _page(request, exam, many=form)
    return _page(request, exam, results=results)


@require_POST
@in_launch
def unlist_watcher(request: LaunchRequest, exam: int, listed: int) -> HttpResponse:
    """Take somebody off the list."""
    caller, course = course_of(request)
    unlist_proctor(caller, course, listed, now=timezone.now())
    return redirect("teacher-guarding", key=request.launch.key, exam=exam)
