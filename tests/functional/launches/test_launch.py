from typing import Any

import pytest
from django.test import Client

from lti_exams.launches.models import Course, Launch, Link, Membership, Person
from tests.factories.lms import LTI, MEMBERSHIP, Lms, new_sub

pytestmark = pytest.mark.django_db


class TestAValidLaunch:
    def test_opens_a_page_of_its_own(self, lms: Lms, browser: Client) -> None:
        response = lms.launch(browser)

        launch = Launch.objects.get()
        assert response.status_code == 303
        assert response["Location"] == f"/launches/{launch.key}/"
        assert browser.get(response["Location"]).status_code == 200

    def test_stores_who_came_and_where_to(self, lms: Lms, browser: Client) -> None:
        lms.launch(browser, given_name="Ada", family_name="Example", email="ada@example.edu")

        person = Person.objects.get()
        link = Link.objects.select_related("course").get()
        assert (person.sub, person.name, person.email) == (
            "person-1",
            "Ada Example",
            "ada@example.edu",
        )
        assert (link.resource_link_id, link.title) == ("link-1", "Final exam")
        assert (link.course.context_id, link.course.title) == ("course-1", "Course 101")
        assert Membership.objects.get().roles == ["Learner"]

    def test_of_the_same_person_again_makes_nobody_new(self, lms: Lms, browser: Client) -> None:
        lms.launch(browser)
        lms.launch(browser)

        assert Person.objects.count() == Course.objects.count() == Link.objects.count() == 1
        assert Membership.objects.count() == 1
        assert Launch.objects.count() == 2

    def test_takes_over_what_the_lms_tells_anew(self, lms: Lms, browser: Client) -> None:
        lms.launch(browser)
        lms.launch(browser, name="Ada Newname", roles=[f"{MEMBERSHIP}Instructor"])

        assert Person.objects.get().name == "Ada Newname"
        assert Membership.objects.get().roles == ["Instructor"]

    def test_that_hides_the_name_does_not_erase_it(self, lms: Lms, browser: Client) -> None:
        lms.launch(browser)
        lms.launch(browser, name=None)

        assert Person.objects.get().name == "Ada Example"

    def test_without_a_context_makes_its_link_a_course(self, lms: Lms, browser: Client) -> None:
        lms.launch(browser, context=None)

        course = Course.objects.get()
        assert course.is_link
        assert (course.context_id, course.title) == ("link-1", "Final exam")

    def test_keeps_equal_ids_of_two_lmss_apart(self, lms: Lms, browser: Client) -> None:
        other = Lms.registered(issuer="https://other.example", key_name="other")

        lms.launch(browser)
        other.launch(Client())

        assert Person.objects.count() == Course.objects.count() == Link.objects.count() == 2

    def test_makes_one_person_of_two_deployments_of_an_lms(self, lms: Lms, browser: Client) -> None:
        both = Lms.registered(
            issuer="https://both.example", key_name="both", new_deployments="auto"
        )

        both.launch(browser)
        both.deployment_id = "2"
        both.launch(browser)

        assert Person.objects.count() == 1
        assert Course.objects.count() == 2

    def test_of_a_test_user_says_so(self, lms: Lms, browser: Client) -> None:
        test_user = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"

        lms.launch(browser, roles=[f"{MEMBERSHIP}Learner", test_user])

        assert Launch.objects.get().is_test_user

    def test_ends_what_somebody_else_left_open_in_the_browser(
        self, lms: Lms, browser: Client
    ) -> None:
        first = lms.launch(browser)["Location"]

        lms.launch(browser, sub=new_sub())

        assert browser.get(first).status_code == 403

    def test_leaves_ones_own_other_launches_open(self, lms: Lms, browser: Client) -> None:
        first = lms.launch(browser)["Location"]

        lms.launch(browser, resource_link={"id": "link-2"})

        assert browser.get(first).status_code == 200

    @pytest.mark.django_db(transaction=True)
    def test_costs_few_statements(
        self, lms: Lms, browser: Client, django_assert_max_num_queries
    ) -> None:
        lms.launch(browser)
        login = lms.begin(browser)
        token = lms.sign(lms.claims(login.nonce))

        with django_assert_max_num_queries(10):
            assert lms.post(browser, login.state, token).status_code == 303


class TestAPageOfALaunch:
    def test_is_closed_to_another_browser(self, lms: Lms, browser: Client) -> None:
        page = lms.launch(browser)["Location"]

        assert Client().get(page).status_code == 403

    def test_may_be_shown_by_its_lms_alone(self, lms: Lms, browser: Client) -> None:
        page = browser.get(lms.launch(browser)["Location"])

        assert "frame-ancestors https://lms.example;" in page["Content-Security-Policy"] + ";"
        assert "X-Frame-Options" not in page

    def test_refuses_a_form_that_another_site_sends(self, lms: Lms, browser: Client) -> None:
        page = lms.launch(browser, roles=[f"{MEMBERSHIP}Instructor"])["Location"]

        response = browser.post(f"{page}place", {}, headers={"origin": "https://evil.example"})

        assert response.status_code == 403

    def test_speaks_the_language_of_the_launch(
        self, lms: Lms, browser: Client, settings: Any
    ) -> None:
        settings.LANGUAGES = [("en", "English"), ("de", "German")]
        page = lms.launch(browser, launch_presentation={"locale": "de-DE"})["Location"]

        assert '<html lang="de"' in browser.get(page).content.decode()


class TestTheBrowserCookie:
    def test_lives_in_a_frame_and_nowhere_else(self, lms: Lms, browser: Client) -> None:
        response = lms.begin(browser).response

        cookie = response.cookies["__Host-browser"].OutputString()
        for attribute in ("Secure", "HttpOnly", "SameSite=None", "Path=/", "Partitioned"):
            assert attribute in cookie

    def test_is_kept_when_a_second_tab_launches(self, lms: Lms, browser: Client) -> None:
        first, second = lms.begin(browser), lms.begin(browser)

        for login in (first, second):
            token = lms.sign(lms.claims(login.nonce))
            assert lms.post(browser, login.state, token).status_code == 303


def test_claims_that_nobody_knows_are_ignored(lms: Lms, browser: Client) -> None:
    response = lms.launch(browser, **{"https://lms.example/claim/x": {"a": [1]}, f"{LTI}y": None})

    assert response.status_code == 303
