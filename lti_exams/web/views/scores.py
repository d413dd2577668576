"""Pages on which staff choose where questions lie, and see to it that every score comes."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lti_exams.edge.passages import begin_at_tool
from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act
from lti_exams.journeys.ask_again import ask_again
from lti_exams.journeys.choose_questions import choose_questions, see_questions
from lti_exams.journeys.enter_scores import Entry, enter_score, import_scores, preview_scores
from lti_exams.journeys.open_questions import look_into_tool
from lti_exams.journeys.pick_assessment_content import begin_choice
from lti_exams.journeys.see_scores import MOST_SHOWN, see_scores
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.web.forms.people import directory_of
from lti_exams.web.forms.questions import QuestionsForm
from lti_exams.web.forms.refused import show_in
from lti_exams.web.forms.scores import ScoreForm, ScoresForm
from lti_exams.web.views.chrome import show
from lti_exams.web.views.exams import FORM_METHODS, course_of

_ASKED = ("call", "call-failed", "letter", "nobody")


@require_http_methods(FORM_METHODS)
@in_launch
def questions(request: LaunchRequest, exam: int) -> HttpResponse:
    """Show where the questions of an exam lie, and take another choice."""
    caller, course = course_of(request)
    seen = see_questions(caller, course, exam)
    form = QuestionsForm(request.POST or None, seen=seen)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        choose_questions(
            caller,
            seen.exam,
            typed["assessment"],
            extra_credit=typed["extra_credit"],
            now=timezone.now(),
        )
        return redirect("teacher-exam-questions", key=request.launch.key, exam=exam)
    return show(
        request,
        "web/teacher/questions.html",
        status=422 if form.errors else 200,
        seen=seen,
        form=form,
        may_edit=caller.may(Act.EDIT_EXAMS, course),
        note=request.GET.get("note", ""),
    )


@require_POST
@in_launch
def choose_content(request: LaunchRequest, exam: int) -> HttpResponse:
    """Go into the tool to choose what the exam opens there."""
    caller, course = course_of(request)
    found = exams.exam_of(course, exam)
    session = request.launch.key
    return begin_at_tool(request, begin_choice(caller, found, session=session, now=timezone.now()))


@require_POST
@in_launch
def look(request: LaunchRequest, exam: int) -> HttpResponse:
    """Go into the tool as one who teaches."""
    caller, course = course_of(request)
    back = reverse("teacher-exam-scores", args=[request.launch.key, exam])
    initiation = look_into_tool(
        caller,
        exams.exam_of(course, exam),
        session=request.launch.key,
        back=f"{settings.PUBLIC_ORIGIN}{back}",
        now=timezone.now(),
    )
    return begin_at_tool(request, initiation)


@require_safe
@in_launch
def scores(request: LaunchRequest, exam: int) -> HttpResponse:
    """Show the scores of an exam, and those that have not come."""
    return _scores_page(request, exam)


def _scores_page(
    request: LaunchRequest,
    exam: int,
    *,
    one: ScoreForm | None = None,
    attempt: int = 0,
    many: ScoresForm | None = None,
    **context: object,
) -> HttpResponse:
    caller, course = course_of(request)
    only_missing = request.GET.get("show") == "missing"
    page = _page(request)
    seen = see_scores(
        caller,
        course,
        exam,
        only_missing=only_missing,
        offset=(page - 1) * MOST_SHOWN,
        now=timezone.now(),
    )
    form = next((form for form in (one, many) if form is not None and form.errors), None)
    asked = request.GET.get("asked", "")
    return show(
        request,
        "web/teacher/scores.html",
        status=422 if form else 200,
        seen=seen,
        form=form,
        one=one,
        one_of=attempt,
        blank=ScoreForm(auto_id=False),
        many=many or ScoresForm(exam=seen.exam, directory=directory_of(course)),
        may_enter=caller.may(Act.ENTER_SCORES, course),
        only_missing=only_missing,
        page=page,
        last=max(1, -(-seen.total // MOST_SHOWN)),
        asked=asked if asked in _ASKED else "",
        **context,
    )


def _page(request: LaunchRequest) -> int:
    told = request.GET.get("page", "")
    return int(told) if told.isascii() and told.isdigit() and 0 < len(told) < 6 and int(told) else 1


@require_POST
@in_launch
def enter(request: LaunchRequest, exam: int, attempt: int) -> HttpResponse:
    """Enter the score of one attempt."""
    caller, course = course_of(request)
    caller.check_may(Act.ENTER_SCORES, course)
    found = exams.attempt_in(course, attempt)
    if found.exam_id != exam:
        raise exams.NoSuchAttempt
    form = ScoreForm(request.POST)
    if form.is_valid():
        entry = Entry(
            attempt=found,
            points=form.cleaned_data["score"],
            maximum=found.exam.maximum_points,
            reason=form.cleaned_data["reason"],
        )
        try:
            enter_score(caller, entry, now=timezone.now())
            return redirect("teacher-exam-scores", key=request.launch.key, exam=exam)
        except LtiExamsError as error:
            show_in(form, error)
    return _scores_page(request, exam, one=form, attempt=attempt)


@require_POST
@in_launch
def import_list(request: LaunchRequest, exam: int) -> HttpResponse:
    """Show what a table says, and take it once somebody has looked at it."""
    caller, course = course_of(request)
    caller.check_may(Act.ENTER_SCORES, course)
    found = exams.exam_of(course, exam)
    form = ScoresForm(request.POST, request.FILES, exam=found, directory=directory_of(course))
    form.is_valid()
    entries, now = [line.entry for line in form.lines], timezone.now()
    if "reason" in form.errors or not form.lines or request.POST.get("act") != "take":
        would = preview_scores(caller, entries, now=now)
        form.show(would)
        lines = [line for line in form.lines if line.entry.number not in would.refused]
        return _scores_page(request, exam, many=form, preview=lines)
    entered = import_scores(caller, entries, now=now)
    form.show(entered)
    return _scores_page(request, exam, many=form, done=entered.done)


@require_POST
@in_launch
def ask(request: LaunchRequest, exam: int, attempt: int) -> HttpResponse:
    """Ask for a score that has not come."""
    caller, course = course_of(request)
    found = exams.attempt_in(course, attempt)
    if found.exam_id != exam:
        raise exams.NoSuchAttempt
    asked = ask_again(caller, found, now=timezone.now())
    page = reverse("teacher-exam-scores", args=[request.launch.key, exam])
    return redirect(f"{page}?asked={asked.way}")
