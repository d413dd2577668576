"""What people are granted in every exam of every course."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes import examples
from lti_exams.api.shapes.exams import ReasonInput
from lti_exams.api.shapes.profiles import (
    ProfileInput,
    ProfileShown,
    ProfilesQuery,
    ProfilesShown,
    profile,
)
from lti_exams.journeys import keep_profiles, reach
from lti_exams.journeys.access import Act


class Profiles(Endpoint):
    @extend_schema(tags=["time"], parameters=[ProfilesQuery], responses=ProfilesShown)
    def get(self, request: Request) -> Response:
        """List what people are granted in every course now, by name."""
        found = keep_profiles.see_profiles(self.caller)
        wanted = query_of(request, ProfilesQuery)
        if "person" in wanted:
            found = found.filter(person=reach.anybody_named(self.caller, key=wanted["person"]))
        offset, limit = wanted["offset"], wanted["limit"]
        told = {
            "results": found[offset : offset + limit],
            "total": found.count(),
            "offset": offset,
            "limit": limit,
        }
        return Response(ProfilesShown.of(told))

    @extend_schema(
        tags=["time"],
        request=ProfileInput,
        responses={201: ProfileShown},
        examples=[examples.PROFILE],
    )
    @once
    def post(self, request: Request) -> Response:
        """Grant a person more time or exceptions everywhere, in the place of what they had."""
        self.caller.check_may(Act.GIVE_PROFILE)
        told = body_of(request, ProfileInput)
        person = reach.anybody_named(
            self.caller,
            key=told.get("person"),
            platform=told.get("platform", 0),
            sub=told.get("sub", ""),
        )
        made = keep_profiles.give_profile(
            self.caller, person, profile(told), reason=told["reason"], now=self.now
        )
        return Response(ProfileShown.of(made), status=201)


class ProfileWithdrawal(Endpoint):
    @extend_schema(tags=["time"], request=ReasonInput, responses=ProfileShown)
    @once
    def post(self, request: Request, person: int) -> Response:
        """Take back what a person is granted in every course."""
        self.caller.check_may(Act.GIVE_PROFILE)
        found = reach.anybody(self.caller, key=person)
        reason = body_of(request, ReasonInput)["reason"]
        gone = keep_profiles.withdraw_profile(self.caller, found, reason=reason, now=self.now)
        return Response(ProfileShown.of(gone))
