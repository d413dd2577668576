"""Exams of a course: listed, defined, changed, synchronised."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes import examples
from lti_exams.api.shapes.exams import (
    ExamInput,
    ExamsChanged,
    ExamShown,
    ExamsInput,
    ExamsQuery,
    ExamsShown,
    ReasonInput,
    changed,
    definition,
)
from lti_exams.api.shapes.history import HistoryShown, Reclocked, SummaryShown
from lti_exams.exams import api as exams
from lti_exams.journeys import edit_exams, reach
from lti_exams.journeys.access import Act


class Exams(Endpoint):
    @extend_schema(tags=["exams"], parameters=[ExamsQuery], responses=ExamsShown)
    def get(self, request: Request, course: int) -> Response:
        """List the exams of a course by their slugs."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.SEE_EXAMS, here)
        wanted = query_of(request, ExamsQuery)
        found = exams.exams_of(here, active_only=wanted["active_only"]).select_related("course")
        if wanted["slug"]:
            found = found.filter(slug=wanted["slug"])
        offset, limit = wanted["offset"], wanted["limit"]
        told = {
            "results": found[offset : offset + limit],
            "total": found.count(),
            "offset": offset,
            "limit": limit,
            "now": self.now,
        }
        return Response(ExamsShown(told, context={"caller": self.caller}).data)

    @extend_schema(
        tags=["exams"],
        request=ExamInput,
        responses={201: ExamShown},
        examples=[examples.EXAM],
    )
    @once
    def post(self, request: Request, course: int) -> Response:
        """Define an exam."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.EDIT_EXAMS, here)
        wanted = definition(body_of(request, ExamInput))
        made = edit_exams.define_exam(self.caller, here, wanted, now=self.now)
        return Response(_shown(self, made), status=201)

    @extend_schema(
        tags=["exams"],
        request=ExamsInput,
        responses=ExamsChanged,
        examples=[examples.EXAMS],
    )
    @once
    def put(self, request: Request, course: int) -> Response:
        """Make or change exams by their slugs: all of them, or none where one is refused."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.EDIT_EXAMS, here)
        told = body_of(request, ExamsInput)
        results = edit_exams.synchronise_exams(
            self.caller,
            here,
            [definition(one) for one in told["exams"]],
            deactivate_missing=told["deactivate_missing"],
            now=self.now,
        )
        rows = [{"id": one.pk, "slug": one.slug, "change": change} for one, change in results]
        return Response(ExamsChanged.of({"results": rows}))


class OneExam(Endpoint):
    @extend_schema(tags=["exams"], responses=ExamShown)
    def get(self, _: Request, course: int, exam: int) -> Response:
        """Show an exam as staff defined it."""
        found = reach.exam(self.caller, course, exam)
        self.caller.check_may(Act.SEE_EXAMS, found.course)
        return Response(_shown(self, found))

    @extend_schema(tags=["exams"], request=ExamInput, responses=ExamShown, examples=[examples.EXAM])
    @once
    def put(self, request: Request, course: int, exam: int) -> Response:
        """Replace an exam; what is left out gets its usual value."""
        found = reach.exam(self.caller, course, exam)
        self.caller.check_may(Act.EDIT_EXAMS, found.course)
        wanted = definition(body_of(request, ExamInput))
        replaced = edit_exams.replace_exam(self.caller, found, wanted, now=self.now)
        return Response(_shown(self, replaced))

    @extend_schema(tags=["exams"], request=ExamInput, responses=ExamShown)
    @once
    def patch(self, request: Request, course: int, exam: int) -> Response:
        """Change what is named of an exam, and leave the rest."""
        found = reach.exam(self.caller, course, exam)
        self.caller.check_may(Act.EDIT_EXAMS, found.course)
        told = body_of(request, ExamInput, partial=True)
        wanted = changed(exams.definition_of(found), told)
        edited = edit_exams.edit_exam(self.caller, found, wanted, now=self.now, since=found.version)
        return Response(_shown(self, edited))


class ApplyToRunning(Endpoint):
    @extend_schema(tags=["exams"], request=ReasonInput, responses=Reclocked)
    @once
    def post(self, request: Request, course: int, exam: int) -> Response:
        """Let attempts that run go on under the exam's terms of today."""
        found = reach.exam(self.caller, course, exam)
        self.caller.check_may(Act.EDIT_EXAMS, found.course)
        reason = body_of(request, ReasonInput)["reason"]
        reached = edit_exams.apply_to_running(self.caller, found, reason=reason, now=self.now)
        return Response(Reclocked.of({"reached": len(reached), "now": self.now}))


class History(Endpoint):
    @extend_schema(tags=["exams"], responses=HistoryShown)
    def get(self, _: Request, course: int, exam: int) -> Response:
        """List the changes of an exam, the newest first."""
        found = reach.exam(self.caller, course, exam)
        self.caller.check_may(Act.SEE_EXAMS, found.course)
        return Response(HistoryShown.of({"results": found.changes.all()[:200]}))


class Summary(Endpoint):
    @extend_schema(tags=["exams"], responses=SummaryShown)
    def get(self, _: Request, course: int, exam: int) -> Response:
        """Count the attempts at an exam by their status."""
        found = reach.exam(self.caller, course, exam)
        self.caller.check_may(Act.SEE_ATTEMPTS, found.course)
        counts = {status.value: n for status, n in exams.count_by_status(found).items()}
        return Response(SummaryShown.of({"attempts": counts, "now": self.now}))


def _shown(view: Endpoint, exam: exams.Exam) -> Any:
    return ExamShown(exam, context={"caller": view.caller}).data
