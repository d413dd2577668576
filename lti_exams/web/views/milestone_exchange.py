"""Pages on which requirements and decisions go out of a course and into it."""

import csv
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.journeys import port_milestones
from lti_exams.journeys.access import Act
from lti_exams.journeys.award_list import (
    HEADINGS,
    award_rows,
    decide_by_list,
    milestones_around,
)
from lti_exams.journeys.port_rules import SeenRule
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.web.forms.award_list import AwardListForm
from lti_exams.web.forms.milestone_acts import DocumentForm
from lti_exams.web.forms.people import directory_of
from lti_exams.web.forms.refused import show_in
from lti_exams.web.milestone_words import rule_words
from lti_exams.web.views.chrome import show
from lti_exams.web.views.exams import course_of
from lti_exams.web.views.milestone_ties import names_in

_TO = "to-"


@require_safe
@in_launch
def exchange(request: LaunchRequest) -> HttpResponse:
    """Show what can go out and come in."""
    return _page(request)


def _page(
    request: LaunchRequest,
    *,
    document: DocumentForm | None = None,
    many: AwardListForm | None = None,
    **told: object,
) -> HttpResponse:
    caller, course = course_of(request)
    caller.check_may(Act.SEE_MILESTONES, course)
    around = milestones_around(course, now=timezone.now())
    forms = [one for one in (document, many) if one is not None]
    return show(
        request,
        "web/teacher/milestone_exchange.html",
        status=422 if any(one.errors for one in forms) else 200,
        form=forms[0] if forms else None,
        document=document or DocumentForm(),
        many=many or AwardListForm(directory=directory_of(course), around=around.values()),
        may_edit=caller.may(Act.EDIT_MILESTONES, course),
        **told,
    )


@require_safe
@in_launch
def requirements(request: LaunchRequest) -> HttpResponse:
    """Hand out everything that the course asks and gives, for the next term's course."""
    caller, course = course_of(request)
    document = port_milestones.export_requirements(caller, course, now=timezone.now())
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _file(text, "requirements.json", "application/json")


@require_safe
@in_launch
def awards(request: LaunchRequest) -> HttpResponse:
    """Hand out how everybody stands, as CSV."""
    caller, course = course_of(request)
    # With the mark at the front, spreadsheets read the names as what they are.
    response = _file("\ufeff", "milestones.csv", "text/csv; charset=utf-8")
    writer = csv.writer(response)
    writer.writerow(HEADINGS)
    writer.writerows(award_rows(caller, course, now=timezone.now()))
    return response


def _file(text: str, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@in_launch
def take_in(request: LaunchRequest) -> HttpResponse:
    """Preview a document with its mapping, and take it in once somebody says so."""
    caller, course = course_of(request)
    caller.check_may(Act.EDIT_MILESTONES, course)
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, document=form)
    told = _told(request.POST.dict())
    try:
        lines = port_milestones.preview_requirements(caller, course, form.read, told)
        if request.POST.get("act") == "take" and all(one.is_here for one in lines):
            replaces, now = "replaces_rule" in request.POST, timezone.now()
            port_milestones.import_requirements(
                caller, course, form.read, told, replaces_rule=replaces, now=now
            )
            return redirect("teacher-milestones", key=request.launch.key)
        rule = port_milestones.preview_rule(caller, course, form.read, told)
    except LtiExamsError as error:
        show_in(form, error)
        return _page(request, document=form)
    return _preview_page(request, form, lines, rule, names_in(course))


def _told(typed: Mapping[str, str | list[object]]) -> dict[str, str]:
    """Return what was chosen to take the place of what."""
    return {
        name.removeprefix(_TO): str(key)
        for name, key in typed.items()
        if name.startswith(_TO) and key
    }


def _preview_page(
    request: LaunchRequest,
    form: DocumentForm,
    lines: Sequence[port_milestones.SeenLine],
    rule: SeenRule | None,
    names: Mapping[str, str],
) -> HttpResponse:
    return show(
        request,
        "web/teacher/milestone_import.html",
        text=form.text,
        lines=lines,
        choices=_choices(port_milestones.things_of(form.read, lines, rule), names),
        rule=rule,
        rule_line=rule_words(rule.document, rule.names) if rule else None,
        replaces="replaces_rule" in request.POST,
        is_ready=all(one.is_here for one in lines),
    )


def _choices(
    things: Sequence[port_milestones.OldThing], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return for each thing of the old course what of this one can take its place."""
    return [
        {
            "old": one.old,
            "name": one.name or one.old,
            "is_here": bool(one.subject),
            "options": [
                (key.partition(":")[2], name, key == one.subject)
                for key, name in names.items()
                if key.partition(":")[0] == one.kind
            ],
        }
        for one in things
        if one.kind in ("exam", "link")
    ]


@require_POST
@in_launch
def decide_many(request: LaunchRequest) -> HttpResponse:
    """Preview what a table of decisions would change, and keep it once somebody says so."""
    caller, course = course_of(request)
    caller.check_may(Act.WAIVE_MILESTONES, course)
    now = timezone.now()
    around, directory = milestones_around(course, now=now), directory_of(course)
    form = AwardListForm(request.POST, directory=directory, around=around.values())
    if not form.is_valid():
        return _page(request, many=form)
    keeps = request.POST.get("act") == "keep" and not form.faults
    done = decide_by_list(caller, course, form.decisions, keeps=keeps, now=now)
    is_preview = form.refuse(done.refused) or not keeps
    people = {one.number: one.person for one in form.decisions}
    changes = [
        {"person": people[number], "milestone": around[one.milestone], "change": one}
        for number, one in done.changed.items()
    ]
    return _page(request, many=form, changes=changes, is_preview=is_preview, is_told=True)
