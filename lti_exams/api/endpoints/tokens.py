"""Exam access tokens, for servers that hold the questions."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint
from lti_exams.api.presented import device_at, presented
from lti_exams.api.shapes.tokens import AccessTokenShown
from lti_exams.journeys import reach
from lti_exams.journeys.issue_access_token import issue_access_token


class ExamAccessToken(Endpoint):
    @extend_schema(tags=["access tokens"], request=None, responses=AccessTokenShown)
    def post(self, request: Request, course: int, exam: int) -> Response:
        """Sign that the caller may open the questions of an exam now, for at most a minute."""
        found, attempts = reach.exam_and_attempts(self.caller, course, exam)
        issued = issue_access_token(
            self.caller,
            found,
            attempts,
            device=device_at(request, found),
            presented=presented(request),
            now=self.now,
        )
        return Response(AccessTokenShown.of(issued))
