"""Reviews: the queue, one sitting, decisions, comments, and who watches."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes import examples
from lti_exams.api.shapes.attempts import AttemptShown, attempt_shown
from lti_exams.api.shapes.reviews import (
    CommentInput,
    DecidedShown,
    ListInput,
    ListShown,
    ProctorInput,
    ProctorShown,
    ProctorsShown,
    ReasonInput,
    ReviewsQuery,
    ReviewsShown,
    SittingShown,
    VerdictInput,
    decision_shown,
    queued_shown,
    sitting_shown,
    sought_in,
)
from lti_exams.journeys import list_proctors, reach, review_attempt
from lti_exams.journeys.access import Act
from lti_exams.journeys.see_reviews import see_reviews, see_sitting, sitting_watched
from lti_exams.proctoring import api as proctoring


class Reviews(Endpoint):
    @extend_schema(tags=["reviews"], parameters=[ReviewsQuery], responses=ReviewsShown)
    def get(self, request: Request, course: int) -> Response:
        """List what is reviewed in a course, longest waiting first."""
        here = reach.course(self.caller, course)
        sought = sought_in(here, query_of(request, ReviewsQuery))
        queue = see_reviews(self.caller, here, sought)
        told = {
            "results": [queued_shown(row, self.caller, now=self.now) for row in queue.rows],
            "total": queue.total,
            "offset": sought.offset,
            "limit": sought.limit,
        }
        return Response(ReviewsShown.of(told))


class OneReview(Endpoint):
    @extend_schema(tags=["reviews"], responses=SittingShown)
    def get(self, _: Request, attempt: int) -> Response:
        """Show everything that a reviewer needs to know of one sitting."""
        return _sitting(self, attempt)


def _sitting(view: Endpoint, attempt: int, status: int = 200) -> Response:
    seen = see_sitting(view.caller, attempt, now=view.now)
    told = sitting_shown(seen, view.caller, now=view.now)
    return Response(SittingShown.of(told), status=status)


class Decisions(Endpoint):
    @extend_schema(
        tags=["reviews"],
        request=VerdictInput,
        responses={201: DecidedShown},
        examples=[examples.VERDICT],
    )
    @once
    def post(self, request: Request, attempt: int) -> Response:
        """Decide about a sitting, change what was decided, or have it looked at again."""
        found, told = sitting_watched(self.caller, attempt), body_of(request, VerdictInput)
        done = review_attempt.review_attempt(
            self.caller, found, told["verdict"], reason=told["reason"], now=self.now
        )
        shown = {
            "attempt": attempt_shown(done.attempt, self.caller, now=self.now),
            "decision": decision_shown(done.decision),
            "awaits_another": done.awaits_another,
        }
        return Response(DecidedShown.of(shown), status=201)


class UndoneDecision(Endpoint):
    @extend_schema(tags=["reviews"], request=ReasonInput, responses=AttemptShown)
    @once
    def post(self, request: Request, attempt: int) -> Response:
        """Take the newest decision of staff back."""
        found, told = sitting_watched(self.caller, attempt), body_of(request, ReasonInput)
        done = review_attempt.undo_review(self.caller, found, now=self.now, **told)
        shown = attempt_shown(done, self.caller, now=self.now)
        return Response(AttemptShown.of(shown))


class Comments(Endpoint):
    @extend_schema(
        tags=["reviews"],
        request=CommentInput,
        responses={201: SittingShown},
        examples=[examples.COMMENT],
    )
    @once
    def post(self, request: Request, attempt: int) -> Response:
        """Say something of a moment of a sitting."""
        found = sitting_watched(self.caller, attempt)
        remark = proctoring.Remark(**body_of(request, CommentInput))
        review_attempt.comment_on_sitting(self.caller, found, remark, now=self.now)
        return _sitting(self, attempt, status=201)


class RemovedComment(Endpoint):
    @extend_schema(tags=["reviews"], request=None, responses=SittingShown)
    @once
    def post(self, _: Request, attempt: int, comment: int) -> Response:
        """Take a comment back."""
        found = sitting_watched(self.caller, attempt)
        review_attempt.remove_comment(self.caller, found, comment, now=self.now)
        return _sitting(self, attempt)


class Proctors(Endpoint):
    @extend_schema(tags=["reviews"], responses=ProctorsShown)
    def get(self, _: Request, course: int) -> Response:
        """List who watches the exams of a course besides those whom the LMS names."""
        here = reach.course(self.caller, course)
        listed = list_proctors.see_proctors(self.caller, here)
        return Response(ProctorsShown.of({"results": listed}))

    @extend_schema(tags=["reviews"], request=ProctorInput, responses={201: ProctorShown})
    @once
    def post(self, request: Request, course: int) -> Response:
        """Put somebody on the list of an exam, or of all exams of a course."""
        here, told = reach.course(self.caller, course), body_of(request, ProctorInput)
        self.caller.check_may(Act.LIST_PROCTORS, here)
        person = reach.person(here, key=told.get("person"), sub=told.get("sub", ""))
        exam = reach.exam(self.caller, course, told["exam"]) if told["exam"] else None
        listed = list_proctors.list_proctor(
            self.caller, here, person, told["part"], exam=exam, now=self.now
        )
        return Response(ProctorShown.of(listed), status=201)


class ProctorsFromCsv(Endpoint):
    @extend_schema(tags=["reviews"], request=ListInput, responses=ListShown)
    @once
    def post(self, request: Request, course: int) -> Response:
        """List everybody in a CSV; each line is told what became of it."""
        here, told = reach.course(self.caller, course), body_of(request, ListInput)
        results = list_proctors.list_from_csv(self.caller, here, told["csv"], now=self.now)
        shown = [
            {
                "line": one.line,
                "proctor": one.listed.pk if one.listed else None,
                "code": one.why,
            }
            for one in results
        ]
        return Response(ListShown.of({"results": shown}))


class RemovedProctor(Endpoint):
    @extend_schema(tags=["reviews"], request=None, responses=ProctorsShown)
    @once
    def post(self, _: Request, course: int, proctor: int) -> Response:
        """Take somebody off a list."""
        here = reach.course(self.caller, course)
        list_proctors.unlist_proctor(self.caller, here, proctor, now=self.now)
        listed = list_proctors.see_proctors(self.caller, here)
        return Response(ProctorsShown.of({"results": listed}))
