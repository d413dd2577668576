"""Attempts: a learner comes in and acts, staff look and control."""

from functools import partial

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.errors import BadRequest
from lti_exams.api.presented import device_at, presented
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes import examples
from lti_exams.api.shapes.attempts import (
    GO_ON_HERE,
    ActionInput,
    AttemptShown,
    AttemptsQuery,
    AttemptsShown,
    ComeInInput,
    ControlInput,
    LatestShown,
    TimeShown,
    attempt_shown,
    time_shown,
    wanted_attempts,
)
from lti_exams.api.shapes.mine import MineShown, mine_shown
from lti_exams.exams import api as exams
from lti_exams.journeys import reach, sit_exam, take_seat
from lti_exams.journeys.control_attempt import Order, control_attempt
from lti_exams.journeys.see_attempts import see_attempts


class Attempts(Endpoint):
    @extend_schema(tags=["attempts"], parameters=[AttemptsQuery], responses=AttemptsShown)
    def get(self, request: Request, course: int) -> Response:
        """List the attempts in a course: searched, filtered, sorted, in pages."""
        here = reach.course(self.caller, course)
        query = query_of(request, AttemptsQuery)
        wanted = wanted_attempts(here, query)
        rows, total = see_attempts(
            self.caller, here, wanted, owes_score="score" in query, now=self.now
        )
        told = {
            "results": [
                attempt_shown(row.attempt, self.caller, now=self.now, seen=row.seen_at)
                for row in rows
            ],
            "total": total,
            "offset": wanted.offset,
            "limit": wanted.limit,
            "now": self.now,
        }
        return Response(AttemptsShown.of(told))


class Mine(Endpoint):
    @extend_schema(tags=["attempts"], responses=MineShown)
    def get(self, request: Request, course: int, exam: int) -> Response:
        """Show an exam as the caller would sit it: for how long, until when, or why not."""
        found = reach.exam(self.caller, course, exam)
        purpose = sit_exam.purpose_of(self.caller)
        seen = sit_exam.look_at_exam(
            self.caller, found, presented(request), purpose=purpose, now=self.now
        )
        return Response(MineShown.of(mine_shown(seen, self.caller, now=self.now)))


class ComeIn(Endpoint):
    @extend_schema(
        tags=["attempts"],
        request=ComeInInput,
        responses={200: AttemptShown, 201: AttemptShown},
        examples=[examples.COME_IN],
    )
    @once
    def post(self, request: Request, course: int, exam: int) -> Response:
        """Come in: return the attempt that is open, or make the next one."""
        found = reach.exam(self.caller, course, exam)
        told = body_of(request, ComeInInput)
        purpose = sit_exam.purpose_of(self.caller, rehearsal=told["rehearsal"])
        if told["password"] and not sit_exam.may_guess(self.caller, found):
            raise BadRequest("api-too-often")
        enter = sit_exam.come_in
        if told["start"]:
            enter = partial(take_seat.come_in_and_begin_here, device=device_at(request, found))
        brought = presented(request, told["password"])
        attempt = enter(self.caller, found, brought, purpose=purpose, now=self.now)
        is_new = attempt.created_at == self.now
        return _shown(self, attempt, status=201 if is_new else 200)


class OneAttempt(Endpoint):
    @extend_schema(tags=["attempts"], responses=AttemptShown)
    def get(self, _: Request, attempt: int) -> Response:
        """Show an attempt."""
        return _shown(self, reach.attempt(self.caller, attempt))


class TimeOfAttempt(Endpoint):
    @extend_schema(tags=["attempts"], responses=TimeShown)
    def get(self, _: Request, attempt: int) -> Response:
        """Say how much time an attempt has left."""
        found = reach.attempt(self.caller, attempt)
        return Response(TimeShown.of(time_shown(found, now=self.now)))


class LatestAttempt(Endpoint):
    @extend_schema(tags=["attempts"], responses=LatestShown)
    def get(self, _: Request) -> Response:
        """Show the attempt that the caller is in, else the one made last."""
        found = reach.latest_attempt(self.caller)
        told = attempt_shown(found, self.caller, now=self.now) if found else None
        return Response(LatestShown.of({"attempt": told, "now": self.now}))


class Actions(Endpoint):
    @extend_schema(
        tags=["attempts"],
        request=ActionInput,
        responses=AttemptShown,
        examples=[examples.ACTION],
    )
    @once
    def post(self, request: Request, attempt: int) -> Response:
        """Start, stop, go on, hand in, decline, fail, practise again, or go on at this device."""
        found = reach.own_attempt(self.caller, attempt)
        told = body_of(request, ActionInput)
        here = device_at(request, found.exam)
        seat = _SEATS.get(told["action"])
        if seat is not None:
            brought = presented(request, told["password"])
            return _shown(self, seat(self.caller, found, brought, device=here, now=self.now))
        event = exams.Event(told["action"])
        done = take_seat.act_here(self.caller, found, event, device=here, now=self.now)
        return _shown(self, done)


_SEATS = {"start": take_seat.begin_here, GO_ON_HERE: take_seat.go_on_here}


class Controls(Endpoint):
    @extend_schema(
        tags=["attempts"],
        request=ControlInput,
        responses=AttemptShown,
        examples=[examples.CONTROL],
    )
    @once
    def post(self, request: Request, attempt: int) -> Response:
        """Act on an attempt as staff: pause, end, reset, extend, and so on, with a reason."""
        found = reach.looked_after(self.caller, attempt)
        order = Order(**body_of(request, ControlInput))
        return _shown(self, control_attempt(self.caller, found, order, now=self.now))


class Acknowledgement(Endpoint):
    @extend_schema(tags=["attempts"], request=None, responses=AttemptShown)
    @once
    def post(self, _: Request, attempt: int) -> Response:
        """Remember that the learner has seen how the attempt ended."""
        found = reach.own_attempt(self.caller, attempt)
        sit_exam.note_result_seen(self.caller, found, now=self.now)
        return _shown(self, found)


def _shown(view: Endpoint, attempt: exams.Attempt, status: int = 200) -> Response:
    told = attempt_shown(attempt, view.caller, now=view.now)
    return Response(AttemptShown.of(told), status=status)
