"""The university as it is founded: everybody in it is made up, and looks it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import transaction

from lti_exams.sandbox.common import environment
from lti_exams.sandbox.lms.models import (
    Course,
    Enrolment,
    Person,
    PlatformKey,
    Role,
    Site,
    Standing,
)
from lti_exams.sandbox.lms.platform import keys
from lti_exams.sandbox.lms.profiles import PROFILES
from lti_exams.sandbox.lms.profiles.base import Profile

STUDENTS = (
    "Ada Alder",
    "Ben Birch",
    "Cleo Cedar",
    "Dan Dogwood",
    "Eva Elm",
    "Finn Fir",
    "Gwen Ginkgo",
    "Hal Hazel",
    "Ivy Ironwood",
    "Jon Juniper",
    "Kay Kauri",
    "Leo Larch",
)
STAFF = (
    ("Mira Maple", Role.TEACHER),
    ("Nils Nutmeg", Role.TEACHER),
    ("Olga Olive", Role.TEACHER),
    ("Pia Poplar", Role.ASSISTANT),
    ("Quinn Quince", Role.ADMINISTRATOR),
    ("Test Student", Role.TEST_STUDENT),
)
COURSES = {
    "mira-maple": {
        "key": "stat101",
        "code": "STAT 101",
        "title": "Introduction to Statistics",
        "department": "Mathematics",
    },
    "nils-nutmeg": {
        "key": "chem210",
        "code": "CHEM 210",
        "title": "Organic Chemistry",
        "department": "Natural Sciences",
    },
    "olga-olive": {
        "key": "hist150",
        "code": "HIST 150",
        "title": "The Medieval Town",
        "department": "Humanities",
    },
}
ASSISTED_COURSE = "stat101"
SUSPENDED = ("chem210", "leo-larch")
TERM = "Autumn term"
TERM_BEGAN = timedelta(weeks=10)
TERM_LASTS = timedelta(weeks=18)


def found_once(**signal: Any) -> None:
    """Found the university when this process starts on an empty database."""
    del signal
    if not Site.objects.exists():
        found("plain", now=datetime.now(UTC))


@transaction.atomic
def reset(profile_name: str, *, now: datetime) -> None:
    """Forget everything that happened and found the university anew."""
    # Numbers go on counting, so that no new id repeats one that a tool may remember.
    counted = Site.current().next_number
    # The key that signs today stays: another costs more than everything else here.
    newest = PlatformKey.objects.all()[:1]
    for model in apps.get_app_config("lms").get_models():
        rows = model._default_manager.all()
        kept = rows.exclude(pk__in=newest.values("pk")) if model is PlatformKey else rows
        kept._raw_delete(kept.db)
    found(profile_name, now=now)
    Site.objects.update(next_number=counted)


@transaction.atomic
def found(profile_name: str, *, now: datetime) -> None:
    """Make the people, the courses and the first key."""
    profile = PROFILES[profile_name]
    seed = environment.seed()
    Site.objects.create(pk=1, profile=profile_name, next_number=seed * 1000 + 1)
    if not PlatformKey.objects.exists():
        keys.rotate(now=now)
    _invite_everybody(profile, seed)
    for number, (teacher, details) in enumerate(COURSES.items(), start=1):
        context_id = profile.context_id(number, seed)
        _enrol(teacher, _open_course(details, context_id=context_id, now=now))
    _make_exceptions()


def add_students(count: int, *, course: Course, profile: Profile) -> list[Person]:
    """Enrol that many more students, for exercises that need a crowd."""
    first = Person.objects.count() + 1
    people = [
        Person(
            key=f"student-{number}",
            sub=profile.user_id(number, environment.seed()),
            given_name="Student",
            family_name=str(number),
            role=Role.STUDENT,
        )
        for number in range(first, first + count)
    ]
    made = Person.objects.bulk_create(people)
    Enrolment.objects.bulk_create([Enrolment(course=course, person=person) for person in made])
    return made


def _invite_everybody(profile: Profile, seed: int) -> None:
    everybody = [(name, Role.STUDENT) for name in STUDENTS] + list(STAFF)
    people = []
    for number, (name, role) in enumerate(everybody, start=1):
        given, family = name.split()
        people.append(
            Person(
                key=name.lower().replace(" ", "-"),
                sub=profile.user_id(number, seed),
                given_name=given,
                family_name=family,
                role=role,
            )
        )
    Person.objects.bulk_create(people)


def _open_course(details: dict[str, str], *, context_id: str, now: datetime) -> Course:
    begins_at = (now - TERM_BEGAN).replace(hour=8, minute=0, second=0, microsecond=0)
    return Course.objects.create(
        context_id=context_id,
        term=TERM,
        begins_at=begins_at,
        ends_at=begins_at + TERM_LASTS,
        **details,
    )


def _enrol(teacher: str, course: Course) -> None:
    attending = Person.objects.filter(role__in=[Role.STUDENT, Role.TEST_STUDENT])
    people = [Person.objects.get(key=teacher), *attending]
    Enrolment.objects.bulk_create([Enrolment(course=course, person=person) for person in people])


def _make_exceptions() -> None:
    assistant = Person.objects.get(role=Role.ASSISTANT)
    Enrolment.objects.create(course=Course.objects.get(key=ASSISTED_COURSE), person=assistant)
    course, person = SUSPENDED
    Enrolment.objects.filter(course__key=course, person__key=person).update(
        standing=Standing.INACTIVE
    )
