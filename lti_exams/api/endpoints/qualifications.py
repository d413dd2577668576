"""Statuses and decisions of a course, and what of them was handed over."""

import base64
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.endpoints.results import page_of
from lti_exams.api.errors import InputRefused
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes import qualifications as shapes
from lti_exams.api.shapes.courses import PageQuery
from lti_exams.journeys import export_statuses, qualify_students, reach
from lti_exams.journeys.access import Act
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.rosters import api as rosters


class Plugins(Endpoint):
    @extend_schema(tags=["qualifications"], responses=shapes.PluginsShown)
    def get(self, _: Request, course: int) -> Response:
        """List the ways to qualify students, and why some cannot work in this course."""
        offered = qualify_students.see_plugins(self.caller, reach.course(self.caller, course))
        told = [
            {
                "id": one.plugin.id,
                "title": str(one.plugin.title),
                "description": str(one.plugin.description),
                "was_used": one.was_used,
                "why_not": one.why_not,
            }
            for one in offered
        ]
        return Response(shapes.PluginsShown.of({"results": told}))


class Statuses(Endpoint):
    @extend_schema(tags=["qualifications"], parameters=[PageQuery], responses=shapes.StatusesShown)
    def get(self, request: Request, course: int) -> Response:
        """List everything that was decided about a course, the newest first."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.SEE_QUALIFICATIONS, here)
        wanted = query_of(request, PageQuery)
        found = qualifications.statuses_of(here)
        return Response(shapes.StatusesShown.of(page_of(found, wanted)))

    @extend_schema(
        tags=["qualifications"],
        request=shapes.StatusInput,
        responses={201: shapes.OneStatusShown},
    )
    @once
    def post(self, request: Request, course: int) -> Response:
        """Save what was decided elsewhere, or retract with the state notready and a message."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.QUALIFY, here)
        told = body_of(request, shapes.StatusInput)
        saving = qualifications.Saving(state=told["state"], message=told["message"])
        decisions = _decisions(here, told.get("decisions", []))
        made = qualify_students.save_status(self.caller, here, saving, decisions, now=self.now)
        return _status(self, here, made.pk, code=201)


def _decisions(course: launches.Course, sent: list[dict[str, Any]]) -> dict[int, bool | None]:
    """Return what was sent by the numbers of related students.

    Whoever is named learns in the course today, and of nobody are two things said.
    """
    known = _members(course, sent)
    learners = rosters.learners(course).filter(pk__in=known.values())
    here = set(learners.values_list("pk", flat=True))
    told: dict[int, bool | None] = {}
    for at, one in enumerate(sent):
        field = "person" if "person" in one else "sub"
        member = known.get(one[field])
        if member is None:
            raise reach.NoSuchPerson(field=f"decisions.{at}.{field}")
        if member not in here:
            raise InputRefused(field=f"decisions.{at}.{field}", why="they do not learn there today")
        if told.setdefault(member, one["qualifies"]) is not one["qualifies"]:
            raise InputRefused(field=f"decisions.{at}", why="the student is there twice")
    return told


def _members(course: launches.Course, sent: list[dict[str, Any]]) -> dict[int | str, int]:
    """Return the memberships of whoever is named, by the key or by what the LMS calls them."""
    people = {one["person"] for one in sent if "person" in one}
    subs = {one["sub"] for one in sent if "sub" in one}
    by_person = course.memberships.filter(person_id__in=people).values_list("person_id", "pk")
    by_sub = course.memberships.filter(person__sub__in=subs).values_list("person__sub", "pk")
    return {**dict(by_person), **dict(by_sub)}


def _status(view: Endpoint, course: launches.Course, key: int, *, code: int = 200) -> Response:
    seen = export_statuses.see_list(view.caller, course, key)
    names = (
        *("pk", "period_id", "status", "message", "by", "plugin", "plugin_version"),
        *("plugin_settings", "createtime", "roster_read_at", "exported_timestamp"),
    )
    told = {name: getattr(seen.status, name) for name in names} | {
        "id": seen.status.pk,
        "is_active": seen.is_active,
        "tally": seen.tally,
        "exports": seen.exports,
        "exported_before": seen.since.pk if seen.since else None,
        "changes": len(seen.changes),
    }
    return Response(shapes.OneStatusShown.of(told), status=code)


class OneStatus(Endpoint):
    @extend_schema(tags=["qualifications"], responses=shapes.OneStatusShown)
    def get(self, _: Request, course: int, status: int) -> Response:
        """Show a status: how many qualify, and to whom it was handed over."""
        return _status(self, reach.course(self.caller, course), status)


class StatusDecisions(Endpoint):
    @extend_schema(
        tags=["qualifications"], parameters=[PageQuery], responses=shapes.StudentDecisionsShown
    )
    def get(self, request: Request, course: int, status: int) -> Response:
        """List what was decided about each student, with the results it was decided from."""
        here = reach.course(self.caller, course)
        found = qualify_students.see_status(self.caller, here, status, now=self.now)
        told = page_of(qualifications.decisions_of(found), query_of(request, PageQuery))
        told["results"] = [_decision(one) for one in told["results"]]
        return Response(shapes.StudentDecisionsShown.of(told))


def _decision(one: qualifications.QualifiesForFinalExam) -> dict[str, Any]:
    return {
        "related_student": one.relatedstudent_id,
        "person": one.relatedstudent.person,
        "qualifies": one.qualifies,
        "is_carried": one.is_carried,
        "is_single": one.override_id is not None,
        "results": [
            {"column": column, "points": mark.points, "passed": mark.is_passing}
            for column, mark in one.marks.items()
        ],
    }


class StatusChanges(Endpoint):
    @extend_schema(tags=["exports"], responses=shapes.MarkChangesShown)
    def get(self, _: Request, course: int, status: int) -> Response:
        """List only the students of whom it says something else than the last exported one."""
        seen = export_statuses.see_list(self.caller, reach.course(self.caller, course), status)
        told = [
            {"person": one.person, "before": one.before, "after": one.mark} for one in seen.changes
        ]
        since = seen.since.pk if seen.since else None
        shown = {"since": since, "joined": seen.joined, "left": seen.left, "results": told}
        return Response(shapes.MarkChangesShown.of(shown))


class StatusExports(Endpoint):
    @extend_schema(
        tags=["exports"], request=shapes.ExportInput, responses={201: shapes.HandedOverShown}
    )
    @once
    def post(self, request: Request, course: int, status: int) -> Response:
        """Take the active list over: the ledger keeps to whom, in which form, and its checksum."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.EXPORT_QUALIFICATIONS, here)
        told = body_of(request, shapes.ExportInput)
        making = export_statuses.Making(
            form=told.get("form", qualifications.Form.JSON),
            only_changes=told.get("only_changes", False),
        )
        made, file = export_statuses.hand_over(
            self.caller,
            qualifications.status_of(here, status),
            making,
            target=told["target"],
            now=self.now,
        )
        content = base64.b64encode(file.data).decode()
        shown = {"export": made, "name": file.name, "type": file.type, "content": content}
        return Response(shapes.HandedOverShown.of(shown), status=201)
