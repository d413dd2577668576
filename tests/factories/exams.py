"""Exams, people and attempts as tests need them: a test says only what matters to it."""

from collections.abc import Iterable
from datetime import datetime
from itertools import count
from typing import Any

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms
from lti_exams.trust import api as trust

Who, Actor, Event = exams.Who, exams.Actor, exams.Event
STAFF = Who(Actor.STAFF, "staff:1")
VENDOR = Who(Actor.VENDOR, "tool:1")
ASSESSMENT = Who(Actor.ASSESSMENT, "tool:2")
SYSTEM = Who(Actor.SYSTEM, "system")
LEARNER = Who(Actor.LEARNER, "person")
BY = {
    Actor.LEARNER: LEARNER,
    Actor.STAFF: STAFF,
    Actor.VENDOR: VENDOR,
    Actor.ASSESSMENT: ASSESSMENT,
    Actor.CLOCK: exams.CLOCK,
    Actor.SYSTEM: SYSTEM,
}
# Far from person-1, as whom tests launch where they say nothing else.
_numbers = count(1_000)


def course(now: datetime, title: str = "Botany") -> launches.Course:
    """Return a course of an LMS of its own."""
    number = next(_numbers)
    platform = platforms.Platform.objects.create(
        name="Riverside University",
        issuer=f"https://lms-{number}.example",
        client_id="client-1",
        auth_url="https://lms.example/auth",
        token_url="https://lms.example/token",
        key_set=trust.keep_key_set(f"https://lms-{number}.example/jwks"),
        status="active",
        registered_by="manual",
        created_at=now,
    )
    deployment = platforms.Deployment.objects.create(
        platform=platform, deployment_id="1", status="active", created_at=now
    )
    return launches.Course.objects.create(
        deployment=deployment, context_id=f"course-{number}", title=title
    )


def person(course: launches.Course, name: str = "Ada Example") -> launches.Person:
    """Return somebody who learns in a course."""
    learner = launches.Person.objects.create(
        platform=course.deployment.platform, sub=f"person-{next(_numbers)}", name=name
    )
    launches.Membership.objects.create(
        course=course, person=learner, roles=["Learner"], as_of=course.deployment.created_at
    )
    return learner


def people(course: launches.Course, number: int) -> list[launches.Person]:
    """Return many who learn in a course."""
    made = [
        launches.Person(platform=course.deployment.platform, sub=f"many-{next(_numbers)}")
        for _ in range(number)
    ]
    return launches.Person.objects.bulk_create(made)


def definition(**changes: object) -> exams.Definition:
    """Return an exam of an hour that nobody guards, with changes."""
    told: dict[str, Any] = {
        "slug": "final",
        "title": "Final exam",
        "kind": exams.Kind.TIMED,
        "limit_seconds": 3_600,
    }
    return exams.Definition(**(told | changes))


def proctored(**changes: object) -> exams.Definition:
    """Return the definition of an exam that a vendor guards."""
    return definition(**({"kind": exams.Kind.PROCTORED, "vendor": "tool:1"} | changes))


def exam(course: launches.Course, *, now: datetime, **changes: object) -> exams.Exam:
    """Return an exam in a course; one with a vendor is a proctored one."""
    defined = proctored(**changes) if "vendor" in changes else definition(**changes)
    return exams.define_exam(course, defined, by=STAFF, now=now)


def attempt(
    exam: exams.Exam,
    person: launches.Person,
    *,
    now: datetime,
    purpose: exams.Purpose = exams.Purpose.SITTING,
) -> exams.Attempt:
    """Return somebody's open attempt at an exam, made if there is none."""
    wish = exams.Wish(exam=exam, person=person, purpose=purpose)
    return exams.create_attempt(wish, by=LEARNER, now=now).attempt


def started(exam: exams.Exam, person: launches.Person, *, now: datetime) -> exams.Attempt:
    """Return an attempt whose clock runs."""
    made = attempt(exam, person, now=now)
    if exam.vendor:
        happen(made, [(Event.REQUEST_PROCTORING, LEARNER), (Event.ADMIT, VENDOR)], now=now)
    exams.start(made, by=LEARNER, now=now)
    return made


def happen(
    attempt: exams.Attempt, events: Iterable[tuple[exams.Event, exams.Who]], *, now: datetime
) -> exams.Attempt:
    """Let events happen to an attempt, one after the other."""
    for event, who in events:
        exams.move(attempt, event, by=who, now=now, reason="because", seconds=600)
    return attempt


def link(course: launches.Course, exam: exams.Exam | None = None) -> launches.Link:
    """Return a link of a course; with an exam, one that opens it."""
    made = launches.Link.objects.create(
        deployment=course.deployment, course=course, resource_link_id=f"link-{next(_numbers)}"
    )
    if exam is not None:
        launches.place(made, kind="exam", key=str(exam.pk), now=exam.created_at)
    return made
