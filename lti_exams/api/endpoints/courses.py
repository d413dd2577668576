"""Who asks, and the courses that they reach."""

from dataclasses import asdict, replace

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes.courses import (
    CallerShown,
    ConfigurationInput,
    ConfigurationShown,
    CourseShown,
    CoursesQuery,
    CoursesShown,
    OnboardingShown,
)
from lti_exams.exams import api as exams
from lti_exams.journeys import edit_exams, mail_learners, reach
from lti_exams.journeys.access import Act
from lti_exams.journeys.see_onboarding import see_onboarding
from lti_exams.launches import api as launches


class Me(Endpoint):
    @extend_schema(tags=["callers"], responses=CallerShown)
    def get(self, _: Request) -> Response:
        """Say who asks, in which course, and what they may do there."""
        caller = self.caller
        told = {
            "name": caller.name,
            "roles": sorted(caller.roles),
            "course": caller.course,
            "person": caller.person,
            "may": [act.value for act in Act if caller.may(act)],
            "now": self.now,
        }
        return Response(CallerShown.of(told))


class Courses(Endpoint):
    @extend_schema(tags=["courses"], parameters=[CoursesQuery], responses=CoursesShown)
    def get(self, request: Request) -> Response:
        """List the courses that the caller reaches, by title."""
        wanted = query_of(request, CoursesQuery)
        found = reach.courses(self.caller)
        for word in wanted["search"].split():
            found = found.filter(
                Q(title__icontains=word) | Q(label__icontains=word) | Q(context_id=word)
            )
        offset, limit = wanted["offset"], wanted["limit"]
        told = {
            "results": found[offset : offset + limit],
            "total": found.count(),
            "offset": offset,
            "limit": limit,
        }
        return Response(CoursesShown.of(told))


class OneCourse(Endpoint):
    @extend_schema(tags=["courses"], responses=CourseShown)
    def get(self, _: Request, course: int) -> Response:
        """Show a course."""
        return Response(CourseShown.of(reach.course(self.caller, course)))


class Configuration(Endpoint):
    @extend_schema(tags=["courses"], responses=ConfigurationShown)
    def get(self, _: Request, course: int) -> Response:
        """Show what new exams of a course get where they say nothing else."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.SEE_EXAMS, here)
        return self._shown(here)

    @extend_schema(tags=["courses"], request=ConfigurationInput, responses=ConfigurationShown)
    @once
    def patch(self, request: Request, course: int) -> Response:
        """Decide it anew, for exams that are made from now on."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.EDIT_EXAMS, here)
        told = body_of(request, ConfigurationInput)
        if "mails_learners" in told:
            is_on = told.pop("mails_learners")
            mail_learners.decide_course_mails(self.caller, here, is_on=is_on, now=self.now)
        usual = replace(exams.usual_of(here), **told)
        edit_exams.decide_usual(self.caller, here, usual, now=self.now)
        return self._shown(here)

    def _shown(self, course: launches.Course) -> Response:
        told = asdict(exams.usual_of(course))
        told["mails_learners"] = mail_learners.are_mailed(course)
        return Response(ConfigurationShown.of(told))


class Onboarding(Endpoint):
    @extend_schema(tags=["courses"], responses=OnboardingShown)
    def get(self, _: Request, course: int) -> Response:
        """Say whether the course has an onboarding exam, and how the caller stands there."""
        found = reach.course(self.caller, course)
        told = see_onboarding(self.caller, found, now=self.now)
        return Response(OnboardingShown.of(told))
