"""What people reached, the gates before them, and what programs tell of completions."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes import milestone_examples as examples
from lti_exams.api.shapes.awards import (
    BadgeShown,
    ChangesShown,
    CourseCompletedInput,
    CourseRecordShown,
    DecisionsInput,
    RecordShown,
    StandingsQuery,
    StandingsShown,
)
from lti_exams.api.shapes.gates import (
    inner_gate_shown,
)
from lti_exams.api.shapes.milestones import TroublesShown
from lti_exams.journeys import award_milestones, hand_out_badges, order_courses, reach
from lti_exams.journeys.access import Act
from lti_exams.journeys.see_gates import see_inner_gates
from lti_exams.journeys.see_milestone_people import see_milestone_people
from lti_exams.journeys.see_record import SeenRecord, see_own_record, see_record
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
        return Response(StandingsShown.of(told))

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
        return Response(ChangesShown.of({"changed": changed}))


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
        return Response(ChangesShown.of({"changed": recorded.changed}))


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
        return Response(TroublesShown.of({"troubles": lost}))


class RecordOfPerson(Endpoint):
    @extend_schema(tags=["milestones"], responses=CourseRecordShown)
    def get(self, _: Request, course: int, person: int) -> Response:
        """Show what somebody of a course reached, with evidence and history."""
        here = reach.course(self.caller, course)
        whose = reach.member(here, person)
        seen = see_record(self.caller, here, whose, now=self.now)
        gates = see_inner_gates(self.caller, here, whose, now=self.now)
        told = {**_record(seen), "gates": [inner_gate_shown(one) for one in gates]}
        return Response(CourseRecordShown.of(told))


class OwnRecord(Endpoint):
    @extend_schema(tags=["milestones"], responses=RecordShown)
    def get(self, _: Request) -> Response:
        """Show everything that the caller reached, in whichever course."""
        return Response(RecordShown.of(_record(see_own_record(self.caller, now=self.now))))


def _record(seen: SeenRecord) -> dict[str, Any]:
    holdings: list[dict[str, Any]] = [
        {
            **{name: getattr(one.holding, name) for name in one.holding.__slots__},
            "past": one.past,
        }
        for one in seen.holdings
    ]
    return {"person": seen.person, "holdings": holdings}


class OwnBadge(Endpoint):
    @extend_schema(tags=["milestones"], responses=BadgeShown)
    def get(self, _: Request, milestone: int) -> Response:
        """Hand out what the caller reached as a credential that anybody can verify."""
        told = hand_out_badges.own_badge(self.caller, milestone, now=self.now)
        return Response(BadgeShown.of({"credential": told}))


class BadgeOfPerson(Endpoint):
    @extend_schema(tags=["milestones"], responses=BadgeShown)
    def get(self, _: Request, course: int, person: int, milestone: int) -> Response:
        """Hand out what somebody of a course reached."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.SEE_MILESTONES, here)
        whose = reach.member(here, person)
        told = hand_out_badges.badge_of(self.caller, here, whose, milestone, now=self.now)
        return Response(BadgeShown.of({"credential": told}))
