"""Those who watch an exam come in by its link, see who sits it, and do what a proctor does."""

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring
from tests.factories.lms import Lms
from tests.factories.pages import TEACHER, open_as, text_of
from tests.factories.proctoring import Sat, guarded_exam, lti_vendor, seated

pytestmark = pytest.mark.django_db
PROCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Officer#Proctor"
LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
MENTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor"
OURS = {"origin": "http://testserver"}


@pytest.fixture
def learner(lms: Lms) -> Sat:
    guard = lti_vendor()
    guarded_exam(lms, guard.vendor)
    return seated(lms, guard, name="Ada Example")


def by_list(lms: Lms, roles: tuple[str, ...] = (MENTOR,)) -> tuple[Client, str]:
    """Come as somebody whom nothing but a list of the exam lets watch."""
    who = {"sub": "grace", "roles": list(roles)}
    open_as(lms, Client(), **who)
    person, course = launches.Person.objects.get(sub="grace"), launches.Course.objects.get()
    part, now = proctoring.Part.PROCTOR, timezone.now()
    proctoring.list_proctor(course, None, person, part, by="staff:1", now=now)
    browser = Client()
    return browser, open_as(lms, browser, **who)


def by_role(lms: Lms) -> tuple[Client, str]:
    """Come as somebody whom the LMS calls a proctor."""
    browser = Client()
    return browser, open_as(lms, browser, sub="grace", roles=[PROCTOR])


class TestAVendor:
    def test_is_called_by_its_name_where_it_acted(self, lms: Lms, learner: Sat) -> None:
        sent = learner.start()
        learner.guard.call(sent, "pause")
        browser = Client()
        launch = open_as(lms, browser, **TEACHER)

        page = text_of(browser.get(f"{launch}attempts/{learner.attempt().pk}/"))

        assert "Was paused" in page
        assert "· Hawkeye" in page
        assert "vendor:" not in page


@pytest.mark.parametrize("come", [by_list, by_role])
class TestAProctor:
    def test_is_led_to_those_who_sit(self, lms: Lms, learner: Sat, come) -> None:
        learner.start()
        browser, launch = come(lms)

        page = text_of(browser.get(launch, follow=True))

        assert "1 learner sits a proctored exam" in page
        assert "Ada Example" in page
        assert "Accommodations" not in page

    def test_admits_and_pauses_with_a_reason(self, lms: Lms, learner: Sat, come) -> None:
        learner.go()
        browser, launch = come(lms)
        here = f"{launch}reviews/{learner.attempt().pk}/"

        def act(name: str, reason: str) -> int:
            told = {"act": name, f"{name}-reason": reason}
            return browser.post(f"{here}control", told, headers=OURS).status_code

        unsaid, admitted = act("admit", ""), act("admit", "The vendor is down")
        learner.do("begin", honour="yes")
        paused, ended = act("pause", "Fire alarm"), act("end", "No")

        assert (unsaid, admitted, paused, ended) == (422, 302, 302, 422)
        assert learner.attempt().state == "paused"


class TestALearnerWhoCameIn:
    def test_has_not_been_at_the_vendor_yet(self, lms: Lms, learner: Sat) -> None:
        learner.do("come-in")
        browser, launch = by_role(lms)

        page = text_of(browser.get(f"{launch}reviews/{learner.attempt().pk}/"))

        assert "The learner has not been there yet" in page
        assert "Nobody watched" not in page


class TestTwoProctors:
    def test_see_how_it_stands_where_one_was_quicker(self, lms: Lms, learner: Sat) -> None:
        learner.start()
        browser, launch = by_role(lms)
        told = {"act": "pause", "pause-reason": "Fire alarm"}
        address = f"{launch}reviews/{learner.attempt().pk}/control"
        browser.post(address, told, headers=OURS)

        page = browser.post(address, told, headers=OURS)

        assert page.status_code == 422
        assert "in which this is not possible" in text_of(page)
        assert "Status Paused" in text_of(page)


class TestALearnerOnTheList:
    def test_is_shown_the_way_to_the_hall_and_back(self, lms: Lms, learner: Sat) -> None:
        browser, launch = by_list(lms, roles=(LEARNER,))

        page = browser.get(launch, follow=True)
        hall = browser.get(f"{launch}reviews/hall")

        assert f'href="{launch}reviews/hall"' in page.content.decode()
        assert "Your own exams" in text_of(hall)

    def test_is_shown_it_among_their_exams(self, lms: Lms, learner: Sat) -> None:
        link, now = launches.Link.objects.get(), timezone.now()
        launches.place(link, kind="dashboard", key="", now=now)
        browser, launch = by_list(lms, roles=(LEARNER,))

        page = text_of(browser.get(launch, follow=True))

        assert "You are one of those who watch exams in this course. See who sits now" in page

    def test_is_not_led_away_from_an_exam_that_goes_on(self, lms: Lms, learner: Sat) -> None:
        browser, launch = by_list(lms, roles=(LEARNER,))
        Sat(browser, launch, guard=learner.guard).start()

        assert "See who sits now" not in text_of(browser.get(launch, follow=True))


class TestALearner:
    def test_is_shown_no_way_to_the_hall(self, learner: Sat) -> None:
        assert "See who sits now" not in learner.look()

    def test_sees_no_hall(self, learner: Sat) -> None:
        assert learner.browser.get(f"{learner.launch}reviews/hall").status_code == 403
