"""Deadlines remind those who teach, and then tell their department, each once."""

from datetime import datetime, timedelta

import pytest

from lti_exams.accounts.api import Unit, UnitStaff, User
from lti_exams.journeys import keep_deadlines
from lti_exams.journeys.escalate_deadlines import escalate_deadlines
from lti_exams.launches import api as launches
from lti_exams.outbox import api as outbox
from lti_exams.qualifications import api as qualifications
from tests.factories import exams as make
from tests.factories.deciding import STAFF, decide

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def biology() -> Unit:
    unit = Unit.objects.create(name="Biology")
    UnitStaff.objects.create(
        user=User.objects.create_user("dean", email="dean@example.org"), unit=unit
    )
    return unit


@pytest.fixture
def botany(biology: Unit, now: datetime) -> launches.Course:
    """A course of a part of the department, due in a fortnight, that Grace teaches."""
    course = make.course(now)
    course.unit = Unit.objects.create(name="Plants", parent=biology)
    course.save()
    make.person(course, "Ada Alder")
    grace = make.person(course, "Grace Gorse")
    launches.Person.objects.filter(pk=grace.pk).update(email="grace@example.org")
    course.memberships.filter(person=grace).update(roles=["Instructor"])
    tag = keep_deadlines.make_deadline(STAFF, now + 14 * DAY, "spring", now=now)
    keep_deadlines.tie_courses(STAFF, [course.pk], tag.pk, now=now)
    return course


def letters_after(days: float, *, now: datetime) -> list[str]:
    """Let the worker come by some days later, twice; return whom it writes to."""
    before = set(outbox.Message.objects.values_list("pk", flat=True))
    for _ in range(2):
        escalate_deadlines(now=now + days * DAY)
    return [one.payload["to"] for one in outbox.Message.objects.exclude(pk__in=before)]


def test_teachers_are_reminded_before_it_and_again_when_it_has_passed(botany, now) -> None:
    told = [letters_after(days, now=now) for days in (6, 8, 9, 14, 16)]

    assert told == [[], ["grace@example.org"], [], ["grace@example.org"], []]
    late, soon = outbox.Message.objects.all()
    assert "it should be decided who qualifies" in soon.payload["text"]
    assert "it should have been decided who qualifies" in late.payload["text"]


def test_the_department_is_told_once_when_nothing_follows(botany, now) -> None:
    told = [letters_after(days, now=now) for days in (15, 17, 18, 30)]

    assert told == [["grace@example.org"], ["dean@example.org"], [], []]
    letter = outbox.Message.objects.first()
    assert "- Botany: due by" in letter.payload["text"]
    assert letter.payload["subject"] == "1 course is late with its final exam list"


def test_a_ready_course_is_left_alone_until_its_list_is_taken_back(botany, now) -> None:
    decide(botany, now=now)
    assert letters_after(15, now=now) == []

    saving = qualifications.Saving(
        state=qualifications.State.NOTREADY, message="Wrong column", by="staff:1"
    )
    qualifications.retract(botany, saving, now=now)
    assert letters_after(15, now=now) == ["grace@example.org"]


def test_a_course_whose_term_is_over_is_left_alone(botany, now) -> None:
    botany.term = launches.Term.objects.create(name="Past", begins_at=now, ends_at=now + 10 * DAY)
    botany.save()

    assert letters_after(15, now=now) == []


def test_a_new_deadline_begins_anew_and_the_same_one_does_not(botany, now) -> None:
    letters_after(15, now=now)
    tag = qualifications.DeadlineTag.objects.get()
    keep_deadlines.tie_courses(STAFF, [botany.pk], tag.pk, now=now)
    assert letters_after(15, now=now) == []

    tag = keep_deadlines.make_deadline(STAFF, now + 20 * DAY, "later", now=now)
    keep_deadlines.tie_courses(STAFF, [botany.pk], tag.pk, now=now)
    assert letters_after(15, now=now) == ["grace@example.org"]


def test_a_course_of_no_department_is_told_to_whoever_runs_this(botany, now, settings) -> None:
    settings.CONTACT_EMAIL = "exams@example.org"
    launches.Course.objects.update(unit=None)

    letters_after(15, now=now)

    assert letters_after(18, now=now) == ["exams@example.org"]
