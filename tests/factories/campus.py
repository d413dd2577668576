"""A course of the sandbox's LMS, registered with us as if somebody had launched from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lti_exams.journeys.register_platform import register_platform
from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms
from tests.factories.university import University

AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
# Some LMSs take a client assertion for one audience only, which people type in.
_AUDIENCES = {"d2l": "https://api.brightspace.com/auth/token"}
LTI = "https://purl.imsglobal.org/spec/lti/claim/"


@dataclass
class Campus:
    """The LMS by its control API, and what we know of one course there."""

    university: University
    course: launches.Course
    link: launches.Link
    client_id: str

    def lists(self) -> set[str]:
        """Return the ids of everybody whom the LMS lists."""
        told = next(each for each in self.university.get("courses") if each["key"] == "stat101")
        return {each["user_id"] for each in told["enrolments"] if each["standing"] == "Active"}

    def active(self) -> set[str]:
        """Return the ids of everybody whom we take to be there."""
        members = self.course.memberships.filter(is_active=True)
        return set(members.values_list("person__sub", flat=True))


@contextmanager
def campus(university: University, product: str, profile: str = "plain") -> Iterator[Campus]:
    """Found the university anew under a profile, install the product there, and make a link."""
    university.reset(profile)
    told = university.post(
        "tools",
        name="lti_exams",
        login_url=f"{product}/lti/login",
        launch_url=f"{product}/lti/launch",
        jwks_url=f"{product}/lti/jwks",
        redirect_uris=[f"{product}/lti/launch"],
    )
    platform = register_platform(
        _registration(university, told, profile), by=None, now=timezone.now()
    )
    made = university.post(
        "links",
        title="Qualification",
        client_id=told["client_id"],
        course="stat101",
        line_item={"label": "Ours", "score_maximum": 100},
    )
    claims = university.post("id_token", user="ada-alder", link=made["id"], nonce="n")["claims"]
    course, link = _known(platform, claims)
    yield Campus(university, course, link, told["client_id"])


def _registration(
    university: University, told: dict[str, Any], profile: str
) -> platforms.NewRegistration:
    return platforms.NewRegistration(
        name="Riverside University",
        issuer=told["issuer"],
        client_id=told["client_id"],
        auth_url=told["auth_url"],
        token_url=told["token_url"],
        jwks_url=told["jwks_url"],
        token_audience=_AUDIENCES.get(profile, ""),
        deployments=tuple(told["deployment_ids"]),
        more_origins=(university.origin,),
    )


def _known(
    platform: platforms.Platform, claims: dict[str, Any]
) -> tuple[launches.Course, launches.Link]:
    deployment = platforms.Deployment.objects.get(
        platform=platform, deployment_id=claims[LTI + "deployment_id"]
    )
    course = launches.Course.objects.create(
        deployment=deployment,
        context_id=claims[LTI + "context"]["id"],
        memberships_url=claims[NRPS]["context_memberships_url"],
    )
    ags = claims[AGS]
    link = launches.Link.objects.create(
        deployment=deployment,
        course=course,
        resource_link_id=claims[LTI + "resource_link"]["id"],
        line_item_url=ags.get("lineitem", ""),
        line_items_url=ags.get("lineitems", ""),
        ags_scopes=ags["scope"],
    )
    return course, link
