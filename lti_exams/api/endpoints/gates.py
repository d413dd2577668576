"""What stands before a course or an exam, who asked for a review, and what a change would do."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes import milestone_examples as examples
from lti_exams.api.shapes.awards import WhatIfShown, WishInput
from lti_exams.api.shapes.gates import (
    AnswerInput,
    AppealInput,
    AppealShown,
    AppealsShown,
    GateQuery,
    GateShown,
    ReviewsQuery,
    gate_shown,
)
from lti_exams.api.wishes import read_wish
from lti_exams.exams import api as exams
from lti_exams.journeys import ask_review, reach
from lti_exams.journeys.access import Act
from lti_exams.journeys.see_gates import see_gate
from lti_exams.journeys.what_if_required import what_if
from lti_exams.launches import api as launches


class Gate(Endpoint):
    @extend_schema(tags=["milestones"], parameters=[GateQuery], responses=GateShown)
    def get(self, request: Request, course: int) -> Response:
        """Say what stands before a course, or an exam in it: the caller's own, or for staff."""
        here = reach.course(self.caller, course)
        wanted = query_of(request, GateQuery)
        key, exam = wanted.get("person"), wanted.get("exam")
        seen = see_gate(
            self.caller,
            here,
            exam=None if exam is None else exams.exam_of(here, exam),
            person=None if key is None else self._other(here, key),
            now=self.now,
        )
        return Response(GateShown.of(gate_shown(seen)))

    def _other(self, course: launches.Course, key: int) -> launches.Person:
        if self.caller.person is None or self.caller.person.pk != key:
            self.caller.check_may(Act.SEE_MILESTONES, course)
        return reach.person(course, key=key)


class Reviews(Endpoint):
    @extend_schema(tags=["milestones"], parameters=[ReviewsQuery], responses=AppealsShown)
    def get(self, request: Request, course: int) -> Response:
        """List who asked for a review of what keeps them out."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.SEE_MILESTONES, here)
        wanted = query_of(request, ReviewsQuery)
        only_open = wanted["only_open"]
        found = ask_review.see_reviews_asked(self.caller, here, only_open=only_open)
        offset, limit = wanted["offset"], wanted["limit"]
        told = {
            "results": found[offset : offset + limit],
            "total": found.count(),
            "offset": offset,
            "limit": limit,
        }
        return Response(AppealsShown.of(told))

    @extend_schema(tags=["milestones"], request=AppealInput, responses={201: AppealShown})
    @once
    def post(self, request: Request, course: int) -> Response:
        """Ask staff to look at what keeps the caller out; asked twice, it is one."""
        here = reach.course(self.caller, course)
        words = body_of(request, AppealInput)["words"]
        asked = ask_review.ask_for_review(self.caller, here, words=words, now=self.now)
        return Response(AppealShown.of(asked), status=201)


class Answer(Endpoint):
    @extend_schema(
        tags=["milestones"],
        request=AnswerInput,
        responses=AppealShown,
        examples=[examples.ANSWER],
    )
    @once
    def post(self, request: Request, course: int, review: int) -> Response:
        """Let somebody past what was missing, or say why not."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.WAIVE_MILESTONES, here)
        told = body_of(request, AnswerInput)
        answered = ask_review.answer_review(self.caller, here, review, now=self.now, **told)
        return Response(AppealShown.of(answered))


class WhatIf(Endpoint):
    @extend_schema(
        tags=["milestones"],
        request=WishInput,
        responses=WhatIfShown,
        examples=[examples.WISH],
    )
    def post(self, request: Request, course: int) -> Response:
        """Say whom a change would let in and shut out; nothing is kept."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.EDIT_MILESTONES, here)
        subject, wish = read_wish(here, body_of(request, WishInput))
        found = what_if(self.caller, here, subject, wish, now=self.now)
        return Response(WhatIfShown.of(found))
