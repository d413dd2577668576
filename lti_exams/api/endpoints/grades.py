"""Grades on their way to an LMS: seen, sent again, and the way itself tried."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes import examples
from lti_exams.api.shapes.grades import (
    ConnectionShown,
    DeliveriesQuery,
    OneOutcomeShown,
    OutcomesShown,
    OwnOutcomesShown,
    ReconciledShown,
    ReconcileInput,
    ResendInput,
    SentAgain,
    reconciled_shown,
)
from lti_exams.exams import api as exams
from lti_exams.grades import api as grades
from lti_exams.journeys import reach
from lti_exams.journeys.reconcile_outcomes import reconcile
from lti_exams.journeys.resend_outcomes import Resend, make_column_anew, resend_outcomes
from lti_exams.journeys.see_deliveries import see_deliveries, see_delivery, see_own_deliveries
from lti_exams.journeys.test_connection import try_connection
from lti_exams.launches import api as launches


class Outcomes(Endpoint):
    @extend_schema(tags=["grades"], parameters=[DeliveriesQuery], responses=OutcomesShown)
    def get(self, request: Request, course: int) -> Response:
        """List how the grades of a course travel to its LMS."""
        here = reach.course(self.caller, course)
        wanted = query_of(request, DeliveriesQuery)
        group = grades.Group(wanted["show"]) if "show" in wanted else None
        exam = _exam(here, wanted.get("exam"))
        seen = see_deliveries(self.caller, here, exam=exam, group=group, now=self.now)
        offset, limit = wanted["offset"], wanted["limit"]
        told = {
            "results": seen.outcomes[offset : offset + limit],
            "total": seen.outcomes.count(),
            "offset": offset,
            "limit": limit,
            "counts": {name.value.replace("-", "_"): many for name, many in seen.counts.items()},
            "seconds_until_sent": None if seen.takes is None else seen.takes.total_seconds(),
        }
        return Response(OutcomesShown.of(told))


class OneOutcome(Endpoint):
    @extend_schema(tags=["grades"], responses=OneOutcomeShown)
    def get(self, _: Request, course: int, outcome: int) -> Response:
        """Show one grade on its way, with every try to send it."""
        here = reach.course(self.caller, course)
        found, _tries = see_delivery(self.caller, here, outcome)
        return Response(OneOutcomeShown.of(found))


class OwnOutcomes(Endpoint):
    @extend_schema(tags=["grades"], responses=OwnOutcomesShown)
    def get(self, _: Request) -> Response:
        """List what the LMS is told of whoever asks, in the course that they are in."""
        return Response(OwnOutcomesShown.of({"results": see_own_deliveries(self.caller)}))


class Resending(Endpoint):
    @extend_schema(
        tags=["grades"], request=ResendInput, responses=SentAgain, examples=[examples.RESEND]
    )
    @once
    def post(self, request: Request, course: int) -> Response:
        """Send one grade again, those that failed, or all."""
        here = reach.course(self.caller, course)
        told = body_of(request, ResendInput)
        wanted = Resend(
            which=told["which"],
            outcome=told.get("outcome"),
            exam=_exam(here, told.get("exam")),
            overwrite=told["overwrite"],
        )
        many = resend_outcomes(self.caller, here, wanted, now=self.now)
        return Response(SentAgain.of({"sent_again": many}))


class Reconciling(Endpoint):
    @extend_schema(
        tags=["grades"],
        request=ReconcileInput,
        responses=ReconciledShown,
        examples=[examples.RECONCILE],
    )
    def post(self, request: Request, course: int) -> Response:
        """Hold what we believe the LMS has against what it has; send again what it lost."""
        here = reach.course(self.caller, course)
        told = body_of(request, ReconcileInput)
        (found,) = reconcile(
            self.caller,
            [here],
            is_rehearsal=told["dry_run"],
            overwrite=told["overwrite"],
            now=self.now,
        )
        return Response(ReconciledShown.of(reconciled_shown(found)))


class ColumnAnew(Endpoint):
    @extend_schema(tags=["grades"], request=None, responses=SentAgain)
    @once
    def post(self, _: Request, course: int, link: int) -> Response:
        """Make the column of a link anew that somebody deleted in the LMS, and send its grades."""
        here = reach.course(self.caller, course)
        many = make_column_anew(self.caller, here, link, now=self.now)
        return Response(SentAgain.of({"sent_again": many}))


class ConnectionTest(Endpoint):
    @extend_schema(tags=["grades"], request=None, responses=ConnectionShown)
    def post(self, _: Request, platform: int) -> Response:
        """Try everything that an LMS must do for us; each line says what to do where it is red."""
        lines = try_connection(self.caller, platform, now=self.now)
        return Response(ConnectionShown.of({"lines": lines}))


def _exam(course: launches.Course, key: int | None) -> exams.Exam | None:
    return None if key is None else exams.exam_of(course, key)
