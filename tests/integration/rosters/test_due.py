"""When a roster is read, and who it says came and went."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from lti_exams.journeys import access
from lti_exams.journeys.read_rosters import ask_for_roster, see_roster
from lti_exams.launches import api as launches
from lti_exams.rosters import api as rosters
from tests.factories import exams as make
from tests.factories.lms import MEMBERSHIP, Lms

MINUTE = timedelta(minutes=1)
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
SERVICE = {"context_memberships_url": "https://lms.example/members", "service_versions": ["2.0"]}
STAFF = access.caller_of_command()


@pytest.fixture
def course(db: None, now: datetime) -> launches.Course:
    made = make.course(now)
    made.memberships_url = "https://lms.example/members"
    made.save()
    return made


class TestALaunch:
    def test_of_a_teacher_asks_for_the_roster(self, lms: Lms, browser: Client) -> None:
        lms.launch(browser, roles=[f"{MEMBERSHIP}Instructor"], **{NRPS: SERVICE})

        assert rosters.roster_of(launches.Course.objects.get()).due_at is not None

    def test_of_a_learner_does_not(self, lms: Lms, browser: Client) -> None:
        lms.launch(browser, **{NRPS: SERVICE})

        assert rosters.roster_of(launches.Course.objects.get()) is None

    def test_asks_again_only_after_a_while(self, course: launches.Course, now: datetime) -> None:
        rosters.ask_if_old(course, now=now)
        rosters.ask_if_old(course, now=now + 14 * MINUTE)
        assert rosters.roster_of(course).asked_at == now

        rosters.ask_if_old(course, now=now + 15 * MINUTE)
        assert rosters.roster_of(course).asked_at == now + 15 * MINUTE


class TestAskingForARoster:
    def test_is_for_those_who_teach(self, course: launches.Course, now: datetime) -> None:
        learner = access.Caller(
            name="person:1", roles=frozenset({access.Role.LEARNER}), course=course
        )

        with pytest.raises(access.ActRefused):
            ask_for_roster(learner, course, now=now)

    def test_says_so_where_the_lms_offers_none(self, db: None, now: datetime) -> None:
        with pytest.raises(rosters.RosterNotOffered):
            ask_for_roster(STAFF, make.course(now), now=now)

    def test_makes_it_due_at_once(self, course: launches.Course, now: datetime) -> None:
        ask_for_roster(STAFF, course, now=now)

        assert see_roster(STAFF, course, now=now).roster.due_at == now


@pytest.mark.django_db
class TestLearners:
    @pytest.mark.parametrize(
        ("roles", "learns"),
        [
            (["Learner"], True),
            (["Learner#GuestLearner"], True),
            (["Instructor"], False),
            (["Instructor#TeachingAssistant", "Learner"], False),
            (["Administrator", "Learner"], False),
            (["Mentor"], False),
            ([], False),
        ],
    )
    def test_are_those_whom_a_launch_would_take_for_learners(
        self, course: launches.Course, roles: list[str], *, learns: bool
    ) -> None:
        person = make.person(course)
        person.memberships.update(roles=roles)

        assert rosters.learners(course).exists() is learns
        assert (launches.standing(roles) is launches.Standing.LEARNER) is learns

    def test_are_not_the_student_whom_an_lms_plays_for_its_teachers(
        self, lms: Lms, browser: Client, now: datetime
    ) -> None:
        preview = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"
        lms.launch(browser, roles=[f"{MEMBERSHIP}Learner", preview])
        played = launches.Membership.objects.select_related("person", "course").get()
        listed = rosters.Member(
            sub=played.person.sub, roles=(f"{MEMBERSHIP}Learner",), is_active=True
        )

        assert not rosters.learners(played.course).exists()
        assert not rosters.strangers(played.course, launches.Person.objects.all()).exists()
        later = now + timedelta(days=400 * 365)
        read = rosters.Read({listed.sub: listed}, is_whole=True, began_at=later)
        rosters.compare(played.course, read, now=later)
        assert not rosters.learners(played.course).exists()


@pytest.mark.django_db
class TestDrift:
    def test_tells_who_joined_and_who_left(self, course: launches.Course) -> None:
        ada, ben, cem = (make.person(course, name) for name in ("Ada", "Ben", "Cem"))
        listed = list(course.memberships.filter(person__in=[ada, ben]).values_list("pk", flat=True))
        ada.memberships.update(is_active=False)

        drift = rosters.drift(course, listed)

        assert [one.person for one in drift.joined] == [cem]
        assert [one.person for one in drift.left] == [ada]
