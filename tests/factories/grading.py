"""Grades on their way to a started LMS: a test says what was told and what went wrong."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from lti_exams.grades import api as grades
from lti_exams.grades.lti import SCOPES
from lti_exams.journeys.register_platform import register_platform
from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms
from lti_exams.platforms import models as platforms_models
from lti_exams.trust import api as trust
from tests.factories.key_server import KeyServer
from tests.factories.university import University

POINTS = 10_000
# The LMSs that the sandbox behaves like.
PROFILES = ("plain", "canvas", "moodle", "blackboard", "d2l", "sakai", "openedx")
COURSE = "stat101"


def also(*others: Any) -> list[Any]:
    """Name others with which the same is seen: they run with what is slow."""
    return [pytest.param(other, marks=pytest.mark.slow) for other in others]


def graded(
    points: float, *, attempt: int = 1, maximum: float = 100, **more: Any
) -> grades.Document:
    """Return what is told of somebody whose work was graded."""
    told = {
        "activity": grades.Activity.COMPLETED,
        "grading": grades.Grading.FULLY_GRADED,
        "points": round(points * POINTS),
        "maximum": round(maximum * POINTS),
        "attempt": attempt,
    }
    return grades.Document(**(told | more))


def pending(*, attempt: int = 1) -> grades.Document:
    """Return what is told of somebody whose work waits for its grade."""
    return grades.Document(
        activity=grades.Activity.SUBMITTED, grading=grades.Grading.PENDING, attempt=attempt
    )


@dataclass
class Gradebook:
    """One link of a started LMS into which we send, as both sides see it."""

    lms: University
    platform: platforms.Platform
    deployment: platforms.Deployment
    sheet: dict[str, Any]
    offset: timedelta = timedelta()
    _sources: int = 0
    people: dict[str, launches.Person] = field(default_factory=dict)

    def now(self) -> datetime:
        """Return our time: that of the machine, unless the test has put it forward."""
        return timezone.now() + self.offset

    def link(self, *, column: bool = True, listed: bool = True, **wanted: Any) -> launches.Link:
        """Put a link into the LMS's course, and know it as after a launch."""
        more = {"line_item": {"label": "Final exam", "score_maximum": 100}} if column else {}
        made = self.lms.post(
            "links",
            **{
                "course": COURSE,
                "client_id": self.sheet["client_id"],
                "title": "Final exam",
                **more,
                **wanted,
            },
        )
        return self.launched(made, listed=listed)

    def launched(self, made: dict[str, Any], *, listed: bool = True) -> launches.Link:
        """Learn of a link what a launch tells of it."""
        claims = self.lms.post("id_token", user="mira-maple", link=made["id"], nonce="n")["claims"]
        told = claims["https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"]
        context = claims["https://purl.imsglobal.org/spec/lti/claim/context"]
        roster = claims["https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"]
        product = claims["https://purl.imsglobal.org/spec/lti/claim/tool_platform"]
        platforms.Platform.objects.filter(pk=self.platform.pk).update(
            family=product.get("product_family_code", "")
        )
        self.platform.refresh_from_db()
        self._keep_token()
        course, _ = launches.Course.objects.update_or_create(
            deployment=self.deployment,
            context_id=context["id"],
            defaults={"memberships_url": roster["context_memberships_url"], "title": "Statistics"},
        )
        link, _ = launches.Link.objects.update_or_create(
            deployment=self.deployment,
            resource_link_id=made["resource_link_id"],
            defaults={
                "course": course,
                "title": made["title"],
                "line_item_url": told.get("lineitem", ""),
                "line_items_url": told.get("lineitems", "") if listed else "",
                "ags_scopes": told["scope"],
            },
        )
        return link

    def person(self, key: str = "ada-alder") -> launches.Person:
        """Return somebody of the LMS, by the name it gives in its control address."""
        if key not in self.people:
            sub = self.lms.user_id(key)
            self.people[key], _ = launches.Person.objects.get_or_create(
                platform=self.platform, sub=sub, defaults={"name": key}
            )
        return self.people[key]

    def tell(
        self, link: launches.Link, document: grades.Document | None, person: str = "ada-alder"
    ) -> grades.Outcome:
        """Write down what the LMS must learn."""
        self._sources += 1
        outcome = grades.enqueue(
            link, self.person(person), document, source=f"test:{self._sources}", now=self.now()
        )
        assert outcome is not None
        return outcome

    def deliver(self, *, after: timedelta = timedelta()) -> int:
        """Let a worker send what is due, after so much time has gone by on our side."""
        self.offset += after
        now = self.now()
        offset = self.offset
        return grades.deliver_due(now=now, clock=lambda: timezone.now() + offset, draws=Random(1))

    def _keep_token(self) -> None:
        """The LMS believes no signature of times to come, so the token of today goes on."""
        if platforms_models.AccessToken.objects.exists():
            return
        platforms.bearer(self.platform, SCOPES, now=timezone.now())
        later = timezone.now() + timedelta(days=365)
        platforms_models.AccessToken.objects.update(expires_at=later, renew_at=later)

    def outcome(self, link: launches.Link, person: str = "ada-alder") -> grades.Outcome:
        return grades.Outcome.objects.get(link=link, person=self.person(person))

    def columns(self) -> list[dict[str, Any]]:
        """Return the columns that our tool has in the LMS."""
        mine = self.sheet["client_id"]
        links = {one["id"] for one in self.lms.get("links")}
        found = self.lms.get("line-items")
        return [one for one in found if one["client_id"] == mine or one["link"] in links]

    def cell(self, person: str = "ada-alder", column: int | None = None) -> dict[str, Any] | None:
        """Return what the LMS's gradebook holds of somebody in our only column."""
        number = self.columns()[0]["id"] if column is None else column
        return self.lms.grade(number, person)

    def all_given(self, people: Iterable[str]) -> list[float | None]:
        """Return what the LMS's gradebook holds of each of these in our only column."""
        cells = {one["person"]: one["given"] for one in self.columns()[0]["grades"]}
        return [cells.get(person) for person in people]

    def given(self, person: str = "ada-alder") -> float | None:
        cell = self.cell(person)
        return cell["given"] if cell else None

    def scores(self) -> list[dict[str, Any]]:
        """Return the scores that arrived, the oldest first."""
        return list(reversed(self.lms.get("scores")))


def scores_of(book: Gradebook) -> list[float | None]:
    """Return the points of every score that arrived, the oldest first."""
    return [one["body"].get("scoreGiven") for one in book.scores()]


@lru_cache
def _key_server() -> KeyServer:
    """Return where our keys are read, for as long as this process lives."""
    return KeyServer().__enter__()


@contextmanager
def gradebook_at(origin: str, profile: str = "plain") -> Iterator[Gradebook]:
    """Found the LMS anew, install us there, and let both know each other."""
    lms = University(origin)
    lms.reset(profile)
    keys = _key_server()
    tool = keys.url.removesuffix("/jwks")
    sheet = lms.post(
        "tools",
        name="lti_exams",
        login_url=f"{tool}/login",
        launch_url=f"{tool}/launch",
        jwks_url=keys.url,
        redirect_uris=[f"{tool}/launch"],
    )
    now = timezone.now()
    platform = register_platform(
        platforms.NewRegistration(
            name="Riverside University",
            issuer=sheet["issuer"],
            client_id=sheet["client_id"],
            auth_url=sheet["auth_url"],
            token_url=sheet["token_url"],
            jwks_url=sheet["jwks_url"],
            deployments=tuple(sheet["deployment_ids"]),
            more_origins=(origin,),
        ),
        by=None,
        now=now,
    )
    keys.document = trust.public_keys(platform.key_owner, now=now)
    yield Gradebook(lms, platform, platform.deployments.get(), sheet)
