"""Pages on which staff see how people stand, decide about their milestones, and ask what if."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.journeys import reach
from lti_exams.journeys.access import Act, ActRefused
from lti_exams.journeys.ask_for_milestones import usable_milestones
from lti_exams.journeys.award_list import milestones_around
from lti_exams.journeys.award_milestones import Verdict, decide_about_milestones
from lti_exams.journeys.name_actors import names_of
from lti_exams.journeys.record_milestones import subject_of_course
from lti_exams.journeys.see_gates import see_gate, see_inner_gates
from lti_exams.journeys.see_milestone_people import see_milestone_people
from lti_exams.journeys.see_milestones import see_requirements
from lti_exams.journeys.see_record import see_record
from lti_exams.journeys.see_requirement_map import see_requirement_map
from lti_exams.journeys.what_if_required import what_if
from lti_exams.milestones import api as milestones
from lti_exams.web.forms.completion import CompleteForm
from lti_exams.web.forms.milestone_acts import DecideForm, WhatIfForm
from lti_exams.web.forms.refused import show_in
from lti_exams.web.requirement_map import draw
from lti_exams.web.views.chrome import show
from lti_exams.web.views.exams import course_of
from lti_exams.web.views.listing import page_number, pages_of

PAGE_SIZE = 50
_LONGEST_SEARCH = 200
# Somebody who decides here may decide: what is left to refuse is about the milestone.
_ONLY_ASKED = _(
    "This course only asks for the milestone: you can waive it. "
    "Whoever gives it awards and revokes it."
)
_IS_OFF = _(
    "The milestone is switched off. You can waive it; for anything else switch it on first."
)
_MENDABLE = (milestones.AwardRefused, milestones.ReasonMissing, milestones.ConditionRefused)


@require_safe
@in_launch
def requirement_map(request: LaunchRequest) -> HttpResponse:
    """Draw what leads to the course and to what is in it."""
    caller, course = course_of(request)
    seen = see_requirement_map(caller, course, now=timezone.now())
    return show(request, "web/teacher/milestone_map.html", seen=seen, drawing=draw(seen))


@require_safe
@in_launch
def people(request: LaunchRequest) -> HttpResponse:
    """Show the learners of the course, page by page: who may come in, who holds what."""
    caller, course = course_of(request)
    query, number = request.GET.dict(), page_number(request.GET)
    asked = query.get("milestone", "")
    seen = see_milestone_people(
        caller,
        course,
        milestone=int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None,
        search=query.get("search", "").strip()[:_LONGEST_SEARCH],
        offset=(number - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        now=timezone.now(),
    )
    pages = pages_of(query, number, seen.total, size=PAGE_SIZE)
    search = query.get("search", "")[:_LONGEST_SEARCH]
    return show(request, "web/teacher/milestone_people.html", seen=seen, pages=pages, search=search)


@require_safe
@in_launch
def record(request: LaunchRequest, person: int) -> HttpResponse:
    """Show one person: what they reached, what it rests on, and how the gate stands for them."""
    return record_page(request, person)


def record_page(
    request: LaunchRequest,
    key: int,
    *,
    form: DecideForm | None = None,
    complete: CompleteForm | None = None,
) -> HttpResponse:
    """Show a record, with a form that was refused if there is one."""
    caller, course = course_of(request)
    caller.check_may(Act.SEE_MILESTONES, course)
    person, now = reach.member(course, key), timezone.now()
    seen = see_record(caller, course, person, now=now)
    deciders = [one.holding.decided_by for one in seen.holdings]
    deciders += [past.decided_by for one in seen.holdings for past in one.past]
    return show(
        request,
        "web/teacher/milestone_record.html",
        status=422 if form or complete else 200,
        seen=seen,
        gate=see_gate(caller, course, person=person, now=now),
        inner=see_inner_gates(caller, course, person, now=now),
        names=names_of(deciders),
        may_decide=caller.may(Act.WAIVE_MILESTONES, course),
        form=form or complete,
        complete=complete or CompleteForm(prefix="complete"),
        decide=form or DecideForm(around=milestones_around(course, now=now).values()),
    )


@require_POST
@in_launch
def decide(request: LaunchRequest, person: int) -> HttpResponse:
    """Award, waive, revoke, or let the facts decide, with the reason."""
    caller, course = course_of(request)
    caller.check_may(Act.WAIVE_MILESTONES, course)
    whom, now = reach.member(course, person), timezone.now()
    form = DecideForm(request.POST, around=milestones_around(course, now=now).values())
    if not form.is_valid():
        return record_page(request, person, form=form)
    typed = form.cleaned_data
    try:
        decide_about_milestones(
            caller,
            course,
            [whom],
            [int(typed["milestone"])],
            Verdict(typed["verdict"]),
            reason=typed["reason"],
            until=form.until_when(),
            now=now,
        )
    except ActRefused:
        form.add_error("verdict", _ONLY_ASKED)
        return record_page(request, person, form=form)
    except milestones.NoSuchMilestone:
        form.add_error("verdict", _IS_OFF)
        return record_page(request, person, form=form)
    except _MENDABLE as error:
        show_in(form, error)
        return record_page(request, person, form=form)
    return redirect("teacher-milestone-record", key=request.launch.key, person=person)


@require_http_methods(["GET", "HEAD", "POST"])
@in_launch
def what_if_page(request: LaunchRequest) -> HttpResponse:
    """Say whom another requirement would let in and shut out; nothing of it is kept."""
    caller, course = course_of(request)
    caller.check_may(Act.EDIT_MILESTONES, course)
    now, found = timezone.now(), None
    asks, names = see_requirements(caller, course, now=now)
    form = WhatIfForm(
        request.POST or None, asks=asks, usable=usable_milestones(course), names=names
    )
    if request.method == "POST" and form.is_valid():
        here = subject_of_course(course)
        try:
            subject, wish = form.subject(here), form.wish(here)
            found = what_if(caller, course, str(subject), wish, now=now)
        except (milestones.NeverMet, *_MENDABLE) as error:
            show_in(form, error)
    status = 422 if form.errors else 200
    return show(
        request, "web/teacher/milestone_what_if.html", status=status, form=form, found=found
    )
