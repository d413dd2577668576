"""Rosters, columns and results: what decisions are made from."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes import results as shapes
from lti_exams.journeys import enter_results, keep_results, reach, read_rosters
from lti_exams.journeys.access import Act
from lti_exams.launches import api as launches
from lti_exams.results import api as results

_TIMES = ("asked_at", "due_at", "read_at", "members", "joined", "left", "failure")
_NEVER = {"members": 0, "joined": 0, "left": 0, "failure": ""}


class Roster(Endpoint):
    @extend_schema(tags=["rosters"], responses=shapes.RosterShown)
    def get(self, _: Request, course: int) -> Response:
        """Say when the members of a course were read, what changed then, and what went wrong."""
        return _roster(self, reach.course(self.caller, course))

    @extend_schema(tags=["rosters"], request=None, responses=shapes.RosterShown)
    @once
    def post(self, _: Request, course: int) -> Response:
        """Let it be read as soon as the worker comes by."""
        here = reach.course(self.caller, course)
        read_rosters.ask_for_roster(self.caller, here, now=self.now)
        return _roster(self, here)


def _roster(view: Endpoint, course: launches.Course) -> Response:
    seen = read_rosters.see_roster(view.caller, course, now=view.now)
    told = {name: getattr(seen.roster, name, _NEVER.get(name)) for name in _TIMES}
    told |= {"learners": seen.learners, "is_offered": seen.is_offered}
    return Response(shapes.RosterShown.of(told))


class Members(Endpoint):
    @extend_schema(
        tags=["rosters"], parameters=[shapes.MembersQuery], responses=shapes.MembersShown
    )
    def get(self, request: Request, course: int) -> Response:
        """List who learns in a course, by name."""
        here = reach.course(self.caller, course)
        wanted = query_of(request, shapes.MembersQuery)
        found = read_rosters.list_learners(self.caller, here, search=wanted["search"])
        return Response(shapes.MembersShown.of(page_of(found, wanted)))


def page_of(found: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a list as every list tells it."""
    offset, limit = wanted["offset"], wanted["limit"]
    return {
        "results": found[offset : offset + limit],
        "total": found.count(),
        "offset": offset,
        "limit": limit,
    }


class Drift(Endpoint):
    @extend_schema(tags=["rosters"], responses=shapes.DriftShown)
    def get(self, _: Request, course: int) -> Response:
        """Say who came and went since the last decision, and who is on no roster."""
        seen = read_rosters.see_drift(self.caller, reach.course(self.caller, course))
        return Response(shapes.DriftShown.of(seen))


class Columns(Endpoint):
    @extend_schema(tags=["results"], responses=shapes.ColumnsShown)
    def get(self, _: Request, course: int) -> Response:
        """List the columns of a course, each with its source and the age of its results."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.SEE_RESULTS, here)
        told = [_column(one, self.now) for one in results.columns_of(here)]
        return Response(shapes.ColumnsShown.of({"results": told}))

    @extend_schema(
        tags=["results"], request=shapes.ColumnInput, responses={201: shapes.ColumnShown}
    )
    @once
    def post(self, request: Request, course: int) -> Response:
        """Add a column."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.EDIT_RESULTS, here)
        wanted = results.ColumnDefinition(**body_of(request, shapes.ColumnInput))
        made = keep_results.define_column(self.caller, here, wanted, now=self.now)
        return Response(shapes.ColumnShown.of(_column(made, self.now)), status=201)


class OneColumn(Endpoint):
    @extend_schema(tags=["results"], responses=shapes.ColumnShown)
    def get(self, _: Request, course: int, column: int) -> Response:
        """Show a column."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.SEE_RESULTS, here)
        found = results.column_of(here, column)
        return Response(shapes.ColumnShown.of(_column(found, self.now)))

    @extend_schema(tags=["results"], request=shapes.ColumnInput, responses=shapes.ColumnShown)
    @once
    def patch(self, request: Request, course: int, column: int) -> Response:
        """Change a column; its short name stays, and its results are judged anew."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.EDIT_RESULTS, here)
        found = results.column_of(here, column)
        told = body_of(request, shapes.ColumnInput, partial=True)
        wanted = replace(results.definition_of(found), **told)
        changed = keep_results.change_column(self.caller, found, wanted, now=self.now)
        return Response(shapes.ColumnShown.of(_column(changed, self.now)))


class ColumnSwitch(Endpoint):
    @extend_schema(tags=["results"], request=None, responses=shapes.ColumnShown)
    @once
    def post(self, _: Request, course: int, column: int) -> Response:
        """Take a column out of use, or put it back; its results stay."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.EDIT_RESULTS, here)
        found = results.column_of(here, column)
        enter_results.switch_column(self.caller, found, on=not found.is_active, now=self.now)
        return Response(shapes.ColumnShown.of(_column(found, self.now)))


def _column(column: results.Column, now: datetime) -> dict[str, Any]:
    names = ("id", "is_active", "known_at", "failure")
    told = asdict(results.definition_of(column)) | {name: getattr(column, name) for name in names}
    return told | {"is_stale": column.is_stale(now)}


class Results(Endpoint):
    @extend_schema(
        tags=["results"], parameters=[shapes.ResultsQuery], responses=shapes.ResultsShown
    )
    def get(self, request: Request, course: int) -> Response:
        """List what counts of everybody, also of those who are on no roster."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.SEE_RESULTS, here)
        wanted = query_of(request, shapes.ResultsQuery)
        found = results.counting_in(here, column=wanted.get("column"), person=wanted.get("person"))
        return Response(shapes.ResultsShown.of(page_of(found, wanted)))

    @extend_schema(tags=["results"], request=shapes.ResultsInput, responses=shapes.RecordedShown)
    @once
    def post(self, request: Request, course: int) -> Response:
        """Record results: all of them or, where one is refused, none."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.EDIT_RESULTS, here)
        sent = body_of(request, shapes.ResultsInput)["results"]
        told = [_told(one, self.caller.name, self.now) for one in sent]
        recorded = keep_results.record_named(self.caller, here, told, now=self.now)
        return Response(shapes.RecordedShown.of({"recorded": recorded}))


def _told(sent: dict[str, Any], by: str, now: datetime) -> keep_results.Named:
    return keep_results.Named(
        column=sent["column"],
        person=sent.get("person"),
        sub=sent.get("sub", ""),
        points=sent.get("points"),
        passed=sent.get("passed"),
        as_of=sent.get("as_of", now),
        key=sent.get("key", ""),
        by=by,
    )


class GradebookReading(Endpoint):
    @extend_schema(tags=["results"], request=None, responses=shapes.GradebookShown)
    @once
    def post(self, _: Request, course: int) -> Response:
        """Let what the LMS shows us of its gradebook be read, and have columns for our exams."""
        here = reach.course(self.caller, course)
        asked = keep_results.ask_for_gradebook(self.caller, here, now=self.now)
        return Response(shapes.GradebookShown.of(asked))
