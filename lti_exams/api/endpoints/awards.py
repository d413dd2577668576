"""What people reached, the gates before them, and what programs tell of completions."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes import milestone_examples as examples
from lti_exams.api.shapes.awards import (
    AnswerInput,
    AppealInput,
    AppealShown,
    AppealsShown,
    BadgeShown,
    ChangesShown,
    CourseCompletedInput,
    DecisionsInput,
    GateQuery,
    GateShown,
    RecordShown,
    ReviewsQuery,
    StandingsQuery,
    StandingsShown,
    WhatIfShown,
    WishInput,
    gate_shown,
)
from lti_exams.api.shapes.milestones import TroublesShown
from lti_exams.api.wishes import read_wish
from lti_exams.exams import api as exams
from lti_exams.journeys import ask_review, award_milestones, hand_out_badges, order_courses, reach
from lti_exams.journeys.access import Act
from lti_exams.journeys.see_gates import see_gate
from lti_exams.journeys.see_milestone_people import see_milestone_people
from lti_exams.journeys.see_record import SeenRecord, see_own_record, see_record
from lti_exams.journeys.what_if_required import what_if
from lti_exams.launches import api as launches


class Decisions(Endpoint):
    @extend_schema(tags=["milestones"], parameters=[StandingsQuery], responses=StandingsShown)
    def get(self, request: Request, course: int) -> Response:
        """List learners: whom the course lets in, how much of it they hold, and one milestone."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.SEE_MILESTONES, here)
        wanted = query_of(request, StandingsQuery)
        seen = see_milestone_people(self.caller, here, now=self.now, **wanted)
        told = {
            "results": seen.people,
            "total": seen.total,
            "offset": wanted["offset"],
            "limit": wanted["limit"],
        }
        return Response(StandingsShown(told).data)

    @extend_schema(
        tags=["milestones"],
        request=DecisionsInput,
        responses=ChangesShown,
        examples=[examples.DECISION],
    )
    @once
    def post(self, request: Request, course: int) -> Response:
        """Award, waive, revoke, or let the facts decide again, for people of a course."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.AWARD_MILESTONES, here)
        told = body_of(request, DecisionsInput)
        changed = award_milestones.decide_about_milestones(
            self.caller,
            here,
            _people(here, told["people"]),
            told["milestones"],
            told["verdict"],
            reason=told["reason"],
            until=told.get("until"),
            now=self.now,
        )
        return Response(ChangesShown({"changed": changed}).data)


class CourseCompleted(Endpoint):
    @extend_schema(
        tags=["milestones"],
        request=CourseCompletedInput,
        responses=ChangesShown,
        examples=[examples.COURSE_COMPLETED],
    )
    @once
    def post(self, request: Request, course: int) -> Response:
        """Say that people completed a course, or did not; no rule changes it afterwards."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.COMPLETE_COURSE, here)
        told = body_of(request, CourseCompletedInput)
        recorded = award_milestones.complete_course(
            self.caller,
            here,
            _people(here, told["people"]),
            reason=told["reason"],
            is_complete=told["complete"],
            now=self.now,
        )
        return Response(ChangesShown({"changed": recorded.changed}).data)


def _people(course: launches.Course, keys: list[int]) -> list[launches.Person]:
    wanted = {key for key in keys if 0 < key < 2**63}
    found = launches.Person.objects.filter(memberships__course=course, pk__in=wanted)
    people = list(found.order_by("pk"))
    if len(people) < len(set(keys)):
        raise reach.NoSuchPerson(field="people")
    return people


class RemovedCourse(Endpoint):
    @extend_schema(tags=["milestones"], request=None, responses=TroublesShown)
    @once
    def post(self, _: Request, course: int) -> Response:
        """Take away all that a course asks and gives, as when it is deleted in its LMS."""
        here = reach.course(self.caller, course)
        lost = order_courses.remove_course(self.caller, here, now=self.now)
        return Response(TroublesShown({"troubles": lost}).data)


class RecordOfPerson(Endpoint):
    @extend_schema(tags=["milestones"], responses=RecordShown)
    def get(self, _: Request, course: int, person: int) -> Response:
        """Show what somebody of a course reached, with evidence and history."""
        here = reach.course(self.caller, course)
        whose = reach.member(here, person)
        return _record(see_record(self.caller, here, whose, now=self.now))


class OwnRecord(Endpoint):
    @extend_schema(tags=["milestones"], responses=RecordShown)
    def get(self, _: Request) -> Response:
        """Show everything that the caller reached, in whichever course."""
        return _record(see_own_record(self.caller, now=self.now))


def _record(seen: SeenRecord) -> Response:
    holdings: list[dict[str, Any]] = [
        {
            **{name: getattr(one.holding, name) for name in one.holding.__slots__},
            "past": one.past,
        }
        for one in seen.holdings
    ]
    return Response(RecordShown({"person": seen.person, "holdings": holdings}).data)


class OwnBadge(Endpoint):
    @extend_schema(tags=["milestones"], responses=BadgeShown)
    def get(self, _: Request, milestone: int) -> Response:
        """Hand out what the caller reached as a credential that anybody can verify."""
        told = hand_out_badges.own_badge(self.caller, milestone, now=self.now)
        return Response(BadgeShown({"credential": told}).data)


class BadgeOfPerson(Endpoint):
    @extend_schema(tags=["milestones"], responses=BadgeShown)
    def get(self, _: Request, course: int, person: int, milestone: int) -> Response:
        """Hand out what somebody of a course reached."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.SEE_MILESTONES, here)
        whose = reach.member(here, person)
        told = hand_out_badges.badge_of(self.caller, here, whose, milestone, now=self.now)
        return Response(BadgeShown({"credential": told}).data)


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
        return Response(GateShown(gate_shown(seen)).data)

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
        return Response(AppealsShown(told).data)

    @extend_schema(tags=["milestones"], request=AppealInput, responses={201: AppealShown})
    @once
    def post(self, request: Request, course: int) -> Response:
        """Ask staff to look at what keeps the caller out; asked twice, it is one."""
        here = reach.course(self.caller, course)
        words = body_of(request, AppealInput)["words"]
        asked = ask_review.ask_for_review(self.caller, here, words=words, now=self.now)
        return Response(AppealShown(asked).data, status=201)


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
        return Response(AppealShown(answered).data)


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
        return Response(WhatIfShown(found).data)
