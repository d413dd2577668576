"""More time: granted to people, and given to everybody in progress."""

from typing import Any

from django.db.models import Count
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.granting import grant_each, granted
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes import examples
from lti_exams.api.shapes.courses import PageQuery
from lti_exams.api.shapes.exams import ReasonInput
from lti_exams.api.shapes.time import (
    AccommodationShown,
    AccommodationsShown,
    AllowanceInput,
    AllowancesInput,
    ExtensionInput,
    ExtensionShown,
    ExtensionsShown,
    GrantResults,
)
from lti_exams.exams import api as exams
from lti_exams.journeys import give_time, reach
from lti_exams.journeys.access import Act


class Accommodations(Endpoint):
    @extend_schema(tags=["time"], parameters=[PageQuery], responses=AccommodationsShown)
    def get(self, request: Request, course: int) -> Response:
        """List what is granted in a course, by name."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.SEE_ACCOMMODATIONS, here)
        wanted = query_of(request, PageQuery)
        found = exams.accommodations_of(here)
        offset, limit = wanted["offset"], wanted["limit"]
        told = {
            "results": found[offset : offset + limit],
            "total": found.count(),
            "offset": offset,
            "limit": limit,
        }
        return Response(AccommodationsShown.of(told))

    @extend_schema(
        tags=["time"],
        request=AllowanceInput,
        responses={201: AccommodationShown},
        examples=[examples.GRANT],
    )
    @once
    def post(self, request: Request, course: int) -> Response:
        """Grant a person more time or other dates; it takes the place of what was granted there."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.GRANT_TIME, here)
        made = granted(self.caller, here, body_of(request, AllowanceInput), now=self.now)
        return Response(AccommodationShown.of(made), status=201)


class ManyAccommodations(Endpoint):
    @extend_schema(
        tags=["time"],
        request=AllowancesInput,
        responses={200: GrantResults, 207: GrantResults},
        examples=[examples.GRANTS],
    )
    @once
    def post(self, request: Request, course: int) -> Response:
        """Grant many at once; each is stored or refused by itself, and the answer says which."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.GRANT_TIME, here)
        wanted = body_of(request, AllowancesInput)["grants"]
        results = grant_each(self.caller, here, wanted, now=self.now)
        refused = sum("code" in result for result in results)
        told = {"results": results, "granted": len(results) - refused, "refused": refused}
        return Response(GrantResults.of(told), status=207 if refused else 200)


class Withdrawal(Endpoint):
    @extend_schema(tags=["time"], request=ReasonInput, responses=AccommodationShown)
    @once
    def post(self, request: Request, course: int, accommodation: int) -> Response:
        """Take back what was granted."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.GRANT_TIME, here)
        found = exams.accommodation_of(here, accommodation)
        reason = body_of(request, ReasonInput)["reason"]
        gone = give_time.withdraw(self.caller, found, reason=reason, now=self.now)
        return Response(AccommodationShown.of(gone))


class Extensions(Endpoint):
    @extend_schema(tags=["time"], responses=ExtensionsShown)
    def get(self, _: Request, course: int, exam: int) -> Response:
        """List the time that everybody in progress was given, the newest first."""
        found = reach.exam(self.caller, course, exam)
        self.caller.check_may(Act.SEE_ACCOMMODATIONS, found.course)
        known = found.extensions.annotate(reached=Count("attempts"))[:200]
        return Response(ExtensionsShown.of({"results": known, "now": self.now}))

    @extend_schema(
        tags=["time"],
        request=ExtensionInput,
        responses={201: ExtensionShown},
        examples=[examples.EXTENSION],
    )
    @once
    def post(self, request: Request, course: int, exam: int) -> Response:
        """Give everybody in progress more minutes at once."""
        found = reach.exam(self.caller, course, exam)
        self.caller.check_may(Act.GRANT_TIME, found.course)
        told = body_of(request, ExtensionInput)
        made = give_time.extend_everyone(
            self.caller, found, seconds=told["minutes"] * 60, reason=told["reason"], now=self.now
        )
        return Response(_extension(made), status=201)


class Undoing(Endpoint):
    @extend_schema(tags=["time"], request=ReasonInput, responses=ExtensionShown)
    @once
    def post(self, request: Request, course: int, exam: int, extension: int) -> Response:
        """Take the minutes back, where some of them are left."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.GRANT_TIME, here)
        found = reach.extension(self.caller, course, exam, extension)
        reason = body_of(request, ReasonInput)["reason"]
        undone = give_time.undo_extension(self.caller, found, reason=reason, now=self.now)
        return Response(_extension(undone))


def _extension(extension: exams.Extension) -> Any:
    extension.reached = extension.attempts.count()  # type: ignore[attr-defined]
    return ExtensionShown.of(extension)
