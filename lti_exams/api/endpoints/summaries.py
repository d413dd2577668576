"""A course in a few words: its exams, and how its learners stand in the onboarding."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint
from lti_exams.api.reading import query_of
from lti_exams.api.shapes.summaries import (
    CourseSummaryShown,
    LearnersQuery,
    OnboardingOfAllShown,
    learners_wanted,
    of_a_learner,
    of_staff,
    onboarding_shown,
)
from lti_exams.journeys import reach
from lti_exams.journeys.access import Act
from lti_exams.journeys.see_exams import see_exams
from lti_exams.journeys.see_onboarding import see_onboarding_of_all
from lti_exams.journeys.see_summary import see_my_exams


class CourseSummary(Endpoint):
    @extend_schema(tags=["courses"], responses=CourseSummaryShown)
    def get(self, _: Request, course: int) -> Response:
        """Show a course's exams in short: a learner's own standing, or the counts of staff."""
        here = reach.course(self.caller, course)
        if self.caller.may(Act.SIT_EXAM, here):
            told = [of_a_learner(one) for one in see_my_exams(self.caller, here, now=self.now)]
        else:
            self.caller.check_may(Act.SEE_ATTEMPTS, here)
            told = [of_staff(one) for one in see_exams(self.caller, here)]
        return Response(CourseSummaryShown.of({"exams": told, "now": self.now}))


class OnboardingOfAll(Endpoint):
    @extend_schema(tags=["courses"], parameters=[LearnersQuery], responses=OnboardingOfAllShown)
    def get(self, request: Request, course: int) -> Response:
        """List how the learners of a course stand in its onboarding, by name."""
        here = reach.course(self.caller, course)
        wanted = learners_wanted(query_of(request, LearnersQuery))
        seen = see_onboarding_of_all(self.caller, here, wanted, now=self.now)
        return Response(OnboardingOfAllShown.of(onboarding_shown(seen, wanted, now=self.now)))
