"""Across courses: what is new for a registry, how courses stand, and their deadlines."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.endpoints.results import page_of
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes import qualifications as shapes
from lti_exams.api.shapes.courses import PageQuery
from lti_exams.journeys import export_statuses, keep_deadlines
from lti_exams.journeys.access import Act
from lti_exams.qualifications import api as qualifications


class News(Endpoint):
    @extend_schema(tags=["exports"], parameters=[shapes.NewsQuery], responses=shapes.NewsShown)
    def get(self, request: Request) -> Response:
        """List the courses whose active list a target has not taken over yet."""
        wanted = query_of(request, shapes.NewsQuery)
        offset, limit = wanted["offset"], wanted["limit"]
        news, total = export_statuses.whats_new(
            self.caller, wanted["target"], start=offset, size=limit
        )
        told = {"total": total, "offset": offset, "limit": limit}
        return Response(shapes.NewsShown.of({**told, "results": map(_news, news)}))


def _news(one: export_statuses.News) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("course", "status", "taken", "changes")}


class StatusesAfter(Endpoint):
    @extend_schema(tags=["exports"], parameters=[shapes.AfterQuery], responses=shapes.AfterShown)
    def get(self, request: Request) -> Response:
        """List the statuses of all courses that are newer than one."""
        wanted = query_of(request, shapes.AfterQuery)
        page, after = export_statuses.statuses_after(
            self.caller, wanted["after"], size=wanted["limit"], now=self.now
        )
        return Response(shapes.AfterShown.of({"results": page, "next_after": after}))


class Department(Endpoint):
    @extend_schema(
        tags=["departments"],
        parameters=[shapes.DepartmentQuery],
        responses=shapes.DepartmentShown,
    )
    def get(self, request: Request) -> Response:
        """List the courses against their deadlines: ready, late, changed after export."""
        told = query_of(request, shapes.DepartmentQuery)
        offset, limit = told.pop("offset"), told.pop("limit")
        stand = qualifications.Stand(told.pop("stand")) if "stand" in told else None
        wanted = keep_deadlines.Wanted(**told, stand=stand, start=offset, size=limit)
        seen = keep_deadlines.see_department(self.caller, wanted, now=self.now)
        rows = [_row(one) for one in seen.rows]
        shown = {"total": seen.total, "offset": offset, "limit": limit, "counts": seen.counts}
        return Response(shapes.DepartmentShown.of({**shown, "results": rows}))


def _row(row: keep_deadlines.Row) -> dict[str, object]:
    course = row.course
    return {
        "course": course,
        "term": str(course.term) if course.term else None,
        "unit": str(course.unit) if course.unit else None,
        "deadline_at": course.deadline_at,
        "state": course.state,
        "status": course.status_id,
        "decided_at": course.decided_at,
        "exported_at": course.exported_at,
        "stands": sorted(row.stands),
        "qualified": row.qualified,
        "students": row.students,
    }


class Deadlines(Endpoint):
    @extend_schema(tags=["departments"], parameters=[PageQuery], responses=shapes.DeadlinesShown)
    def get(self, request: Request) -> Response:
        """List the deadlines, the latest first."""
        self.caller.check_may(Act.SEE_DEPARTMENT)
        told = page_of(qualifications.deadlines(), query_of(request, PageQuery))
        return Response(shapes.DeadlinesShown.of(told))

    @extend_schema(
        tags=["departments"],
        request=shapes.DeadlineInput,
        responses={201: shapes.DeadlineShown},
    )
    @once
    def post(self, request: Request) -> Response:
        """Make a deadline."""
        self.caller.check_may(Act.KEEP_DEADLINES)
        told = body_of(request, shapes.DeadlineInput)
        made = keep_deadlines.make_deadline(
            self.caller, told["timestamp"], told.get("tag", ""), now=self.now
        )
        found = qualifications.deadlines().get(pk=made.pk)
        return Response(shapes.DeadlineShown.of(found), status=201)


class DeadlineRemoval(Endpoint):
    @extend_schema(tags=["departments"], request=None, responses=shapes.TiedShown)
    @once
    def post(self, _: Request, deadline: int) -> Response:
        """Take a deadline away that was made by mistake; its courses are held to none then."""
        freed = keep_deadlines.remove_deadline(self.caller, deadline, now=self.now)
        return Response(shapes.TiedShown.of({"courses": freed}))


class Tying(Endpoint):
    @extend_schema(tags=["departments"], request=shapes.TyingInput, responses=shapes.TiedShown)
    @once
    def post(self, request: Request) -> Response:
        """Hold courses to a deadline in place of the one they had, or to none."""
        self.caller.check_may(Act.KEEP_DEADLINES)
        told = body_of(request, shapes.TyingInput)
        many = keep_deadlines.tie_courses(
            self.caller, told["courses"], told["deadline"], now=self.now
        )
        return Response(shapes.TiedShown.of({"courses": many}))
