"""A desk in the hall: one learner's browser, with a launch of its own, as a WSGI server sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.core.wsgi import get_wsgi_application

from benchmarks.exam_hall.hall import Hall
from benchmarks.launches_race.browser import (
    HOST,
    ORIGIN,
    Answer,
    Environment,
    ask,
    post_environment,
)
from lti_exams.exams import api as exams
from lti_exams.kernel.digests import digest_of
from lti_exams.launches import api as launches
from tests.factories import exams as make

_OURS = {
    "HTTP_ACCEPT": "application/json",
    "HTTP_ORIGIN": ORIGIN,
    "HTTP_REFERER": f"{ORIGIN}/",
    "HTTP_SEC_FETCH_DEST": "empty",
    "HTTP_SEC_FETCH_MODE": "cors",
    "HTTP_SEC_FETCH_SITE": "same-origin",
    "SERVER_NAME": HOST,
}
_application = cache(get_wsgi_application)


@dataclass(frozen=True)
class Desk:
    """Where somebody sits an exam."""

    hall: Hall
    attempt: exams.Attempt
    browser: str
    key: str

    @classmethod
    def taken(cls, hall: Hall, attempt: exams.Attempt, *, now: datetime) -> "Desk":
        """Open a launch for the learner of an attempt."""
        desk = cls(hall, attempt, f"{attempt.pk:043}", f"launch-{attempt.pk}")
        launches.Launch.objects.create(
            key=desk.key,
            browser_digest=digest_of(desk.browser),
            deployment=hall.course.deployment,
            person=attempt.person,
            course=hall.course,
            link=hall.link,
            message_type="LtiResourceLinkRequest",
            roles=["Learner"],
            started_at=now,
            expires_at=now + timedelta(days=1),
        )
        device = digest_of(f"{hall.exam.pk} {digest_of(desk.browser)}")
        exams.take_seat(attempt, device, by=make.LEARNER, now=now)
        return desk

    def beat(self) -> None:
        """Tell that somebody is there."""
        told = {"attempt": str(self.attempt.pk), "epoch": str(self.attempt.device_epoch)}
        self._asked(post_environment(f"/launches/{self.key}/present", told, **self._headers))

    def read_attempt(self) -> None:
        """Read one's own attempt."""
        self._get(f"/api/v1/attempts/{self.attempt.pk}")

    def fetch_token(self) -> None:
        """Fetch an exam access token."""
        path = f"/api/v1/courses/{self.hall.course.pk}/exams/{self.hall.exam.pk}/access-token"
        self._asked(
            post_environment(path, {}, **self._headers, CONTENT_TYPE="application/json"),
        )

    def ask_for_nothing(self) -> None:
        """Make the emptiest request that there is."""
        self._get("/health/live")

    def _get(self, path: str) -> None:
        self._asked(get_environment(path, self._headers))

    @property
    def _headers(self) -> dict[str, str]:
        cookies = f"__Host-browser={self.browser}"
        return {**_OURS, "HTTP_X_LAUNCH_KEY": self.key, "HTTP_COOKIE": cookies}

    def _asked(self, environment: Environment) -> None:
        answered(environment)


def get_environment(path: str, headers: Mapping[str, str], query: str = "") -> Environment:
    """Return what a server makes of a request for an address."""
    posted = post_environment(path, {}, **headers)
    del posted["CONTENT_TYPE"], posted["CONTENT_LENGTH"]
    return posted | {"REQUEST_METHOD": "GET", "QUERY_STRING": query}


def answered(environment: Environment) -> Answer:
    """Ask the product; what it refuses is a mistake of the benchmark."""
    answer = ask(_application(), environment)
    if answer.status not in (200, 201):
        raise RuntimeError(f"{answer.status}: {answer.body[:2000]!r}")
    return answer
