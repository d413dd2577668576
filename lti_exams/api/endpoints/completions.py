"""What comes back from where questions lie, and scores that staff enter by hand."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.callers import TokenAuthentication
from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.reading import body_of
from lti_exams.api.shapes import examples
from lti_exams.api.shapes.attempts import AttemptShown, attempt_shown
from lti_exams.api.shapes.completions import (
    CompletionInput,
    CompletionShown,
    ScoreInput,
    completion_shown,
)
from lti_exams.api.signed import SignatureAuthentication
from lti_exams.journeys import reach
from lti_exams.journeys.enter_scores import Entry, enter_score
from lti_exams.journeys.receive_completion import receive_completion


class Completion(Endpoint):
    authentication_classes = (SignatureAuthentication, TokenAuthentication)

    @extend_schema(
        tags=["completions"],
        request=CompletionInput,
        responses=CompletionShown,
        examples=[examples.COMPLETION],
    )
    def post(self, request: Request, attempt: int) -> Response:
        """Tell how somebody's work stands, outside LTI: signed, or with an API token.

        The Idempotency-Key names the message: the same one again gets the same answer for good.
        """
        key = request.headers.get("Idempotency-Key") or request.auth or ""
        said = body_of(request, CompletionInput)
        arrival = receive_completion(self.caller, attempt, said, delivery_id=str(key), now=self.now)
        told = completion_shown(arrival, arrival.attempt, now=self.now)
        return Response(CompletionShown.of(told))


class ScoreOfAttempt(Endpoint):
    @extend_schema(
        tags=["completions"],
        request=ScoreInput,
        responses=AttemptShown,
        examples=[examples.SCORE],
    )
    @once
    def put(self, request: Request, attempt: int) -> Response:
        """Enter the score of an attempt that has ended, by hand, or take it back."""
        found = reach.looked_after(self.caller, attempt)
        told = body_of(request, ScoreInput)
        entry = Entry(
            attempt=found,
            points=told["score"],
            maximum=told.get("maximum", found.exam.maximum_points),
            reason=told["reason"],
        )
        enter_score(self.caller, entry, now=self.now)
        return Response(AttemptShown.of(attempt_shown(found, self.caller, now=self.now)))
