"""Somebody wants their data gone: staff find them, see who knows them, and have them forgotten."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.accounts.api import User
from lti_exams.audit.models import Entry
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Scope
from lti_exams.launches import api as launches
from lti_exams.outbox import api as outbox
from lti_exams.proctoring import api as proctoring
from lti_exams.proctoring.models import Comment, Incident, Proctor, Session
from lti_exams.tools import api as tools
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.pages import open_as, text_of
from tests.factories.proctoring import AP, guarded_exam, lti_vendor, seated
from tests.factories.rest import by_token
from tests.factories.rest_vendor import RestVendor
from tests.factories.tools import FakeTool

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("staff", password="a long phrase", is_staff=True))
    return client


@pytest.fixture
def watchful(db: None) -> Iterator[RestVendor]:
    with RestVendor() as vendor:
        yield vendor


@pytest.fixture
def person() -> launches.Person:
    now = timezone.now()
    return make.person(make.course(now), "Ada Example")


def visit(person: launches.Person, vendor: proctoring.Vendor) -> Session:
    """Let a person have gone to a vendor."""
    now = timezone.now()
    course = launches.Course.objects.get()
    exam = make.exam(course, now=now, vendor=vendor.reference)
    attempt = make.started(exam, person, now=now - timedelta(minutes=5))
    return proctoring.open_session(attempt, vendor, launch_key="x", now=now).session


def ask(staff: Client, person: launches.Person, **more: str) -> str:
    told = {"reason": "They wish it.", **more}
    return text_of(staff.post(f"/staff/tools/people/{person.pk}", told, follow=True))


class TestThePage:
    def test_finds_a_person_and_says_who_knows_them(
        self, staff: Client, person: launches.Person
    ) -> None:
        sub = tools.pseudonym(FakeTool.registered(name="Hawkeye").tool, person)

        found = text_of(staff.get("/staff/tools/people?search=ada"))
        page = text_of(staff.get(f"/staff/tools/people/{person.pk}"))

        assert "1 person fits" in found
        assert f"Hawkeye {sub} It told nowhere to ask" in page

    def test_asks_every_tool_and_names_those_that_could_not_be_asked(
        self, staff: Client, person: launches.Person
    ) -> None:
        reached = {"name": "Letters", "deletion_email": "privacy@letters.example"}
        for about in ({"name": "Hawkeye"}, {**reached, "key_name": "letters"}):
            tools.pseudonym(FakeTool.registered(**about).tool, person)

        page = ask(staff, person)

        assert "These were asked: Letters." in page
        assert "These could not be asked, write to them: Hawkeye." in page
        assert outbox.Message.objects.get().payload["to"] == "privacy@letters.example"
        person.refresh_from_db()
        assert person.name == "Ada Example"

    def test_asks_for_a_reason(self, staff: Client, person: launches.Person) -> None:
        answer = staff.post(f"/staff/tools/people/{person.pk}", {"reason": "", "erase": "on"})

        person.refresh_from_db()
        assert (answer.status_code, person.name) == (422, "Ada Example")

    def test_knows_nobody_of_another_number(self, staff: Client) -> None:
        assert staff.get("/staff/tools/people/999").status_code == 404

    def test_is_for_staff_alone(self, client: Client) -> None:
        assert client.get("/staff/tools/people").status_code == 302


class TestAVendorThatIsNoTool:
    def test_is_asked_by_a_signed_call_with_the_visits(
        self, staff: Client, person: launches.Person, watchful: RestVendor
    ) -> None:
        session = visit(person, watchful.known)

        page = ask(staff, person)

        method, path, headers, _ = watchful.taken[-1]
        assert (method, path[:12]) == ("DELETE", "/api/people/")
        assert watchful.asked() == {"sessions": [session.key]}
        assert headers["webhook-signature"].startswith("v1,")
        assert "These were asked: Watchful." in page

    def test_that_is_down_is_named_and_may_be_asked_again_after_the_person_is_erased(
        self, staff: Client, person: launches.Person, watchful: RestVendor
    ) -> None:
        visit(person, watchful.known)
        watchful.status = 503

        down = ask(staff, person, erase="on")
        watchful.status = 204
        again = ask(staff, person)

        assert "These could not be asked, write to them: Watchful." in down
        assert "These were asked: Watchful." in again
        assert watchful.taken[0][1] == watchful.taken[1][1]


class TestErasing:
    def test_blanks_the_person_and_what_was_said_of_them(self, staff: Client, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard, sub="ada", name="Ada Example", email="ada@example.com")
        sent = learner.start(**{f"{AP}verified_user": {"name": "Ada X"}})
        guard.call(sent, "flag", reason_msg="Ada speaks", incident_severity=0.9, reason_code="8")
        learner.act("submit")
        attempt, now = learner.attempt(), timezone.now()
        remark = proctoring.Remark(text="Ada looks aside", moment=now)
        proctoring.comment(attempt, remark, by="staff:1", now=now)

        page = ask(staff, launches.Person.objects.get(sub="ada"), erase="on")

        person = launches.Person.objects.get(pk=attempt.person_id)
        incident, session = Incident.objects.get(), Session.objects.get()
        assert "What was kept here is erased." in page
        assert (person.sub, str(person), person.email) == (
            f"erased:{person.pk}",
            f"erased:{person.pk}",
            "",
        )
        assert (incident.reason, incident.severity, incident.reason_code) == ("", 9_000, "8")
        assert (session.verified, session.differences) == (None, [])
        assert "Ada" not in Comment.objects.get().text
        assert tools.pseudonyms_of(person) == []
        assert exams.Attempt.objects.get().review == "second"
        assert Entry.objects.filter(action="person.erased", reason="They wish it.").exists()

    def test_ends_the_visits_of_the_person(self, staff: Client, lms: Lms) -> None:
        browser = Client()
        page = open_as(lms, browser, sub="ada")

        ask(staff, launches.Person.objects.get(sub="ada"), erase="on")

        assert browser.get(page).status_code in (401, 403, 410)

    def test_makes_whoever_comes_again_somebody_new(self, staff: Client, lms: Lms) -> None:
        open_as(lms, Client(), sub="ada")
        ask(staff, launches.Person.objects.get(sub="ada"), erase="on")

        open_as(lms, Client(), sub="ada")

        assert launches.Person.objects.filter(sub="ada").count() == 1
        assert launches.Person.objects.count() == 2

    def test_takes_the_person_off_the_lists_of_proctors(
        self, staff: Client, person: launches.Person
    ) -> None:
        course, now = launches.Course.objects.get(), timezone.now()
        proctoring.list_proctor(course, None, person, proctoring.Part.PROCTOR, by="x", now=now)

        ask(staff, person, erase="on")

        assert not Proctor.objects.exists()

    def test_is_done_over_rest_as_well(self, person: launches.Person) -> None:
        told = {"person": person.pk, "reason": "They wish it.", "erase": True}

        answer = by_token(Scope.TOOLS_WRITE).post("tools/deletions", told)

        assert answer.json()["is_erased"] is True
        person.refresh_from_db()
        assert person.name == ""


class TestTheDataPrivacyLaunch:
    def test_says_who_else_knows_the_person_and_what(self, lms: Lms) -> None:
        guard = lti_vendor()
        tools.Tool.objects.update(told=["name"])
        guarded_exam(lms, guard.vendor)
        seated(lms, guard, sub="ada").go()
        browser = Client()

        about = {"message_type": "DataPrivacyLaunchRequest", "for_user": {"user_id": "ada"}}
        opened = open_as(lms, browser, sub="ada", **about, context=None, resource_link=None)

        page = text_of(browser.get(opened))
        assert "Hawkeye (name)" in page
        assert "Exams that you came to 1" in page
        assert "passed on to nobody" not in page
