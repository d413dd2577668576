"""Rosters, read from the sandbox's LMS under each of its profiles."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.rosters import api as rosters
from tests.factories.campus import Campus

PROFILES = ["plain", "canvas", "moodle", "blackboard", "d2l", "openedx", "sakai"]
DAY = timedelta(days=1)


def read(campus: Campus, **wanted: object) -> rosters.Compared:
    now = timezone.now()
    found = rosters.read_members(campus.course, now=now, **wanted)
    return rosters.compare(campus.course, found, now=now)


@pytest.mark.slow
@pytest.mark.parametrize("profile", PROFILES)
def test_everybody_is_read_page_by_page(under: Callable[[str], Campus], profile: str) -> None:
    campus = under(profile)
    campus.university.post("people", count=130, course="stat101")

    compared = read(campus)

    assert campus.active() == campus.lists()
    assert compared.joined == compared.members > 130
    assert rosters.learners(campus.course).count() > 130


class TestAWholeReading:
    def test_lets_whoever_is_gone_leave_and_come_back(self, campus_: Campus) -> None:
        read(campus_)
        enrolments = "courses/stat101/enrolments"
        gone = campus_.university.user_id("ada-alder")
        campus_.university.post(enrolments, person="ada-alder", standing="Deleted")

        left = read(campus_)
        campus_.university.post(enrolments, person="ada-alder", standing="Active")
        back = read(campus_)

        assert (left.left, left.joined) == (1, 0)
        assert (back.left, back.joined) == (0, 1)
        assert gone in campus_.active()

    def test_takes_a_suspended_person_for_absent(self, campus_: Campus) -> None:
        read(campus_)
        campus_.university.post(
            "courses/stat101/enrolments", person="ada-alder", standing="Inactive"
        )

        read(campus_)

        assert campus_.university.user_id("ada-alder") not in campus_.active()

    def test_writes_nothing_when_nothing_is_new(self, campus_: Campus) -> None:
        read(campus_)
        before = list(campus_.course.memberships.values_list("pk", "as_of"))

        read(campus_)

        assert list(campus_.course.memberships.values_list("pk", "as_of")) == before

    def test_leaves_whoever_launched_meanwhile_alone(self, campus_: Campus) -> None:
        read(campus_)
        campus_.university.post(
            "courses/stat101/enrolments", person="ada-alder", standing="Deleted"
        )
        old = rosters.read_members(campus_.course, now=timezone.now() - DAY)

        compared = rosters.compare(campus_.course, old, now=timezone.now())

        assert compared.left == 0

    def test_that_is_empty_is_not_believed(self, campus_: Campus, now: datetime) -> None:
        empty = rosters.Read({}, is_whole=True, began_at=now)

        with pytest.raises(rosters.RosterUnreadable):
            rosters.compare(campus_.course, empty, now=now)


class TestAReadingThatIsCutOff:
    @pytest.mark.parametrize("fault", ["error", "reset", "throttle"])
    def test_lets_nobody_leave(self, under: Callable[[str], Campus], fault: str) -> None:
        campus = under("moodle")
        campus.university.post("people", count=130, course="stat101")
        read(campus)
        before = campus.active()
        campus.university.post("courses/stat101/enrolments", person="ada-alder", standing="Deleted")
        # With this seed the first pages come through and a later one does not.
        campus.university.break_by(fault, endpoints=["members"], probability=0.4, seed=8)

        with pytest.raises(LtiExamsError):
            read(campus)

        assert campus.active() == before

    def test_is_tried_again_later(self, campus_: Campus) -> None:
        now = timezone.now()
        rosters.ask(campus_.course, now=now)
        campus_.university.break_by("error", endpoints=["members"], limit=1)

        assert rosters.read_due(now=now) == 0
        roster = rosters.roster_of(campus_.course)
        assert (roster.failure, roster.failures) == ("lms-list-refused", 1)
        assert rosters.read_due(now=now + timedelta(seconds=59)) == 0
        assert rosters.read_due(now=now + timedelta(seconds=61)) == 1
        assert rosters.roster_of(campus_.course).failure == ""


class TestAPartOfARoster:
    def test_by_role_lets_nobody_leave(self, campus_: Campus) -> None:
        read(campus_)
        before = campus_.active()

        compared = read(campus_, role="Instructor")

        assert compared.members < len(before)
        assert compared.left == 0
        assert campus_.active() == before

    def test_by_link_is_asked_for_with_its_id(self, campus_: Campus) -> None:
        compared = read(campus_, link=campus_.link)

        assert compared.members == len(campus_.lists())

    def test_by_a_foreign_link_is_refused_by_the_lms(self, campus_: Campus) -> None:
        campus_.link.resource_link_id = "somebody-elses"

        with pytest.raises(LtiExamsError) as refused:
            read(campus_, link=campus_.link)

        assert refused.value.values["status"] == 403


class TestARosterThatIsTooLarge:
    def test_says_that_the_lms_refuses(self, under: Callable[[str], Campus]) -> None:
        campus = under("openedx")
        campus.university.post("people", count=1_001, course="stat101")
        rosters.ask(campus.course, now=timezone.now())

        assert rosters.read_due(now=timezone.now()) == 0
        assert rosters.roster_of(campus.course).failure == "lms-list-refused"
