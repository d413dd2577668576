"""Callers of the REST API, each as a program or a page would be: by launch, as staff, by token."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lti_exams.accounts.api import NewToken, User
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Scope
from lti_exams.journeys.create_api_token import create_api_token
from lti_exams.launches.models import Course, Launch, Person
from tests.factories import exams as make
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.pages import OURS

ASSISTANT = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant"
ROLES = {
    "learner": [f"{MEMBERSHIP}Learner"],
    "assistant": [ASSISTANT],
    "teacher": [f"{MEMBERSHIP}Instructor"],
}


@dataclass
class Caller:
    """Somebody who calls the API."""

    client: Client = field(default_factory=Client)
    headers: dict[str, str] = field(default_factory=dict)
    person: Person | None = None

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(f"/api/v1/{path}", query, headers=self.headers)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Send a body as JSON; a text is sent as it is."""
        text = body if isinstance(body, str | bytes) else json.dumps({} if body is None else body)
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            text,
            content_type="application/json",
            headers={**self.headers, **headers},
        )

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.send("POST", path, body, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.send("PUT", path, body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.send("PATCH", path, body, **headers)


def by_launch(lms: Lms, role: str, *, sub: str, course: str = "course-1") -> Caller:
    """Return a person who launched into a course, calling from our own page."""
    client = Client()
    context = {"id": course, "label": course, "title": course}
    answer = lms.launch(
        client,
        sub=sub,
        name=sub.title(),
        roles=ROLES[role],
        context=context,
        resource_link={"id": f"link-{course}"},
    )
    key = answer["Location"].strip("/").split("/")[1]
    person = Launch.objects.select_related("person").get(key=key).person
    return Caller(client, {"X-Launch-Key": key, **OURS}, person)


def by_token(*scopes: Scope, course: Course | None = None) -> Caller:
    """Return a program with a token of these scopes."""
    wanted = NewToken(name="a program", scopes=scopes, course=course.pk if course else None)
    _, secret = create_api_token(wanted, by=None, now=timezone.now())
    return Caller(headers={"Authorization": f"Bearer {secret}"})


def by_session(*, is_staff: bool = True) -> Caller:
    """Return somebody who signed in with a password."""
    user = User.objects.create_user(f"user-{is_staff}", password="a long phrase", is_staff=is_staff)
    client = Client()
    client.force_login(user)
    return Caller(client)


@dataclass
class Hall:
    """A course with an exam, and everybody who may come near it."""

    lms: Lms
    course: Course
    exam: exams.Exam
    learner: Caller
    teacher: Caller

    @classmethod
    def opened(cls, lms: Lms, **about: object) -> "Hall":
        learner = by_launch(lms, "learner", sub="ada")
        teacher = by_launch(lms, "teacher", sub="grace")
        course = Course.objects.get(context_id="course-1")
        exam = make.exam(course, now=timezone.now(), **about)
        return cls(lms, course, exam, learner, teacher)

    @property
    def of_course(self) -> str:
        return f"courses/{self.course.pk}"

    @property
    def of_exam(self) -> str:
        return f"{self.of_course}/exams/{self.exam.pk}"

    def come_in(self, caller: Caller | None = None, **told: object) -> dict[str, Any]:
        """Let somebody come in, and return the attempt."""
        answer = (caller or self.learner).post(f"{self.of_exam}/attempts", told)
        assert answer.status_code in (200, 201), answer.content
        return answer.json()

    def caller(self, who: str) -> Caller:
        """Return one of those who come near the exam, by what they are."""
        return {
            "anonymous": Caller,
            "learner": lambda: self.learner,
            "other learner": lambda: by_launch(self.lms, "learner", sub="boole"),
            "assistant": lambda: by_launch(self.lms, "assistant", sub="emmy"),
            "teacher": lambda: self.teacher,
            "teacher of another course": lambda: by_launch(
                self.lms, "teacher", sub="noether", course="course-2"
            ),
            "service staff": by_session,
            "signed in, no staff": lambda: by_session(is_staff=False),
            "token": lambda: by_token(*Scope),
            "token that may read": lambda: by_token(
                Scope.EXAMS_READ, Scope.ATTEMPTS_READ, Scope.TIME_READ
            ),
            "token for exams": lambda: by_token(Scope.EXAMS_WRITE),
            "token of another course": lambda: by_token(
                *Scope, course=make.course(timezone.now(), "Zoology")
            ),
        }[who]()
