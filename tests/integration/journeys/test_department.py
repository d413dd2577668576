"""The department: its courses against their deadlines, and nobody else's courses."""

from datetime import datetime, timedelta

import pytest

from lti_exams.accounts.api import Unit, UnitStaff, User
from lti_exams.journeys import keep_deadlines, reach, remind_teachers
from lti_exams.journeys.access import Act, ActRefused, Caller, Role, caller_of_user
from lti_exams.journeys.keep_deadlines import Wanted, see_department
from lti_exams.launches import api as launches
from lti_exams.outbox import api as outbox
from lti_exams.qualifications import api as qualifications
from tests.factories import exams as make
from tests.factories.deciding import STAFF, decide, export

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Stand = qualifications.Stand


@pytest.fixture
def biology() -> Unit:
    return Unit.objects.create(name="Biology")


@pytest.fixture
def botany(biology: Unit, now: datetime) -> launches.Course:
    """A course of a part of the department, with somebody who learns there."""
    course = make.course(now)
    course.unit = Unit.objects.create(name="Plants", parent=biology)
    course.save()
    make.person(course, "Ada Alder")
    return course


@pytest.fixture
def dean(biology: Unit, botany: launches.Course) -> Caller:
    user = User.objects.create_user("dean")
    UnitStaff.objects.create(user=user, unit=biology)
    return caller_of_user(user)


def tie(course: launches.Course, at: datetime, *, now: datetime) -> None:
    tag = keep_deadlines.make_deadline(STAFF, at, "spring", now=now)
    keep_deadlines.tie_courses(STAFF, [course.pk], tag.pk, now=now)


def stands(course: launches.Course, now: datetime) -> set[str]:
    seen = see_department(STAFF, Wanted(), now=now)
    (row,) = [one for one in seen.rows if one.course.pk == course.pk]
    for stand in Stand:
        picked = see_department(STAFF, Wanted(stand=stand), now=now)
        assert (course.pk in {one.course.pk for one in picked.rows}) == (stand in row.stands)
        assert picked.total == seen.counts[stand.value]
    return {one.value for one in row.stands}


class TestACourse:
    def test_is_late_once_its_deadline_has_passed(self, botany, now) -> None:
        tie(botany, now + DAY, now=now)

        assert stands(botany, now) == {"undecided"}
        assert stands(botany, now + 2 * DAY) == {"undecided", "late"}

    def test_is_ready_when_everybody_is_decided_about(self, botany, now) -> None:
        tie(botany, now - DAY, now=now)
        decide(botany, now=now)

        assert stands(botany, now) == {"ready", "to-export"}

    def test_has_changed_when_a_newer_list_follows_an_export(self, botany, now) -> None:
        export(decide(botany, now=now), now=now)
        assert stands(botany, now) == {"ready"}

        decide(botany, now=now)

        assert stands(botany, now) == {"ready", "changed", "to-export"}

    def test_says_how_many_qualify(self, botany, now) -> None:
        decide(botany, *launches.Person.objects.all(), now=now)

        (row,) = see_department(STAFF, Wanted(), now=now).rows
        assert (row.qualified, row.students) == (1, 1)

    def test_is_found_by_term_unit_deadline_and_name(self, botany, biology, now) -> None:
        tie(botany, now, now=now)
        tag = qualifications.DeadlineTag.objects.get()
        wanted = {"unit": botany.unit_id, "deadline": tag.pk, "search": "Bot"}

        assert len(see_department(STAFF, Wanted(**wanted), now=now).rows) == 1
        assert not see_department(STAFF, Wanted(unit=biology.pk), now=now).rows
        assert not see_department(STAFF, Wanted(search="Zoo"), now=now).rows


class TestStaffOfADepartment:
    def test_see_the_courses_of_its_parts_and_no_others(self, dean, botany, now) -> None:
        other = make.course(now, "Zoology")

        seen = see_department(dean, Wanted(), now=now)

        assert [row.course.pk for row in seen.rows] == [botany.pk]
        assert reach.course(dean, botany.pk) == botany
        with pytest.raises(reach.NoSuchCourse):
            reach.course(dean, other.pk)

    def test_may_do_nothing_in_other_courses(self, dean, botany, now) -> None:
        other = make.course(now, "Zoology")

        assert dean.may(Act.QUALIFY, botany)
        assert not dean.may(Act.QUALIFY, other)
        with pytest.raises(reach.NoSuchCourse):
            keep_deadlines.tie_courses(dean, [botany.pk, other.pk], None, now=now)

    def test_do_not_move_courses_between_departments(self, dean, botany, biology, now) -> None:
        with pytest.raises(ActRefused):
            keep_deadlines.sort_courses(dean, [botany.pk], unit=biology.pk, now=now)

        keep_deadlines.sort_courses(STAFF, [botany.pk], unit=biology.pk, now=now)
        botany.refresh_from_db()
        assert botany.unit == biology

    def test_lose_it_all_with_their_post(self, dean, biology) -> None:
        UnitStaff.objects.all().delete()

        user = User.objects.get(username="dean")
        assert caller_of_user(user).roles == frozenset()

    @pytest.mark.parametrize("role", [Role.TEACHER, Role.ASSISTANT, Role.LEARNER, Role.PROCTOR])
    def test_are_nobody_who_comes_by_launch(self, botany, now, role) -> None:
        caller = Caller(name="person:1", roles=frozenset({role}), course=botany)

        with pytest.raises(ActRefused):
            see_department(caller, Wanted(), now=now)
        with pytest.raises(ActRefused):
            remind_teachers.remind_teachers(caller, [botany.pk], now=now)


class TestTying:
    def test_takes_the_place_of_the_deadline_before(self, botany, now) -> None:
        tie(botany, now, now=now)
        tie(botany, now + DAY, now=now)

        assert botany.deadline.deadlinetag.timestamp == now + DAY

    def test_can_be_undone(self, botany, now) -> None:
        tie(botany, now, now=now)

        keep_deadlines.tie_courses(STAFF, [botany.pk], None, now=now)

        assert not qualifications.PeriodTag.objects.exists()


class TestReminders:
    @pytest.fixture
    def grace(self, botany: launches.Course) -> launches.Person:
        grace = make.person(botany, "Grace Gorse")
        grace.email = "grace@example.org"
        grace.save()
        botany.memberships.filter(person=grace).update(roles=["Instructor"])
        return grace

    def test_go_to_those_who_teach_once_a_day(self, botany, grace, now) -> None:
        tie(botany, now - DAY, now=now)

        told = [remind_teachers.remind_teachers(STAFF, [botany.pk], now=now) for _ in range(2)]

        assert told[0].letters == 1
        (letter,) = outbox.Message.objects.all()
        assert letter.payload["to"] == "grace@example.org"
        assert "Botany" in letter.payload["subject"]
        assert "No list has been saved yet" in letter.payload["text"]

    def test_leave_courses_alone_that_are_not_late(self, botany, grace, now) -> None:
        tie(botany, now + DAY, now=now)

        told = remind_teachers.remind_teachers(STAFF, [botany.pk], now=now)

        assert (told.letters, told.not_late) == (0, 1)

    def test_say_where_nobody_could_be_written_to(self, botany, now) -> None:
        tie(botany, now - DAY, now=now)

        assert remind_teachers.remind_teachers(STAFF, [botany.pk], now=now).nobody == (botany,)
