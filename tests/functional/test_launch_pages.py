import re

import pytest
from django.test import Client

from lti_exams.audit import api as audit
from lti_exams.launches.models import Course, Launch, Placement
from tests.factories import exams as make
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.pages import OURS, TEACHER, open_as, text_of

pytestmark = pytest.mark.django_db


def place_on_dashboard(lms: Lms, browser: Client) -> str:
    page = open_as(lms, browser, **TEACHER)
    browser.post(f"{page}place", {"kind": "dashboard"}, headers=OURS)
    return page


class TestTheAddressOfALaunch:
    @pytest.mark.parametrize("key", ["%00", "a%00b", "%F0%9F%92%A5", "a b", "..", "%ff", "'--"])
    def test_that_no_launch_can_have_leads_nowhere(self, browser: Client, key: str) -> None:
        assert browser.get(f"/launches/{key}/").status_code == 404

    @pytest.mark.parametrize("key", ["x", "x" * 5000])
    def test_that_no_launch_has_tells_that_the_visit_is_over(
        self, browser: Client, key: str
    ) -> None:
        response = browser.get(f"/launches/{key}/")

        assert response.status_code == 403
        assert "This visit is over" in text_of(response)


class TestALinkThatOpensNothingYet:
    def test_lets_a_teacher_choose(self, lms: Lms, browser: Client) -> None:
        page = browser.get(open_as(lms, browser, **TEACHER))

        assert "Choose what this link opens" in text_of(page)
        assert 'value="dashboard"' in page.content.decode()

    def test_tells_a_learner_whom_to_ask(self, lms: Lms, browser: Client) -> None:
        page = text_of(browser.get(open_as(lms, browser)))

        assert "This link is not ready yet" in page
        assert "ask the teacher of the course" in page

    def test_gives_an_assistant_nothing_to_choose(self, lms: Lms, browser: Client) -> None:
        assistant = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant"

        page = browser.get(open_as(lms, browser, roles=[assistant]))

        assert "This link is not ready yet" in text_of(page)

    def test_gives_an_administrator_of_the_university_nothing_to_choose(
        self, lms: Lms, browser: Client
    ) -> None:
        role = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator"

        page = browser.get(open_as(lms, browser, roles=[role]))

        assert "This link is not ready yet" in text_of(page)

    def test_tells_a_test_user_that_nothing_is_sent(self, lms: Lms, browser: Client) -> None:
        test_user = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"

        page = browser.get(open_as(lms, browser, roles=[f"{MEMBERSHIP}Learner", test_user]))

        assert "nothing of it is sent to the LMS" in text_of(page)


class TestChoosingWhatALinkOpens:
    def test_leads_to_what_was_chosen(self, lms: Lms, browser: Client) -> None:
        page = open_as(lms, browser, **TEACHER)

        response = browser.post(f"{page}place", {"kind": "dashboard"}, headers=OURS, follow=True)

        assert response.redirect_chain[-1][0] == f"{page}dashboard/"
        assert "Links in this course" in text_of(response)

    def test_is_written_down_with_who_and_what(self, lms: Lms, browser: Client) -> None:
        place_on_dashboard(lms, browser)

        launch = Launch.objects.get()
        entry = audit.entries_about(f"link:{launch.link_id}").get()
        assert (entry.actor, entry.action) == (f"person:{launch.person_id}", "link.placed")
        assert (entry.before, entry.after) == ({"opens": None}, {"opens": "dashboard"})

    def test_is_refused_to_a_learner(self, lms: Lms, browser: Client) -> None:
        page = open_as(lms, browser)

        response = browser.post(f"{page}place", {"kind": "dashboard"}, headers=OURS)

        assert response.status_code == 403
        assert not Placement.objects.exists()

    @pytest.mark.parametrize("kind", ["", "oral", "dashboard\x00", "💥" * 500])
    def test_refuses_what_no_link_can_open(self, lms: Lms, browser: Client, kind: str) -> None:
        page = open_as(lms, browser, **TEACHER)

        response = browser.post(f"{page}place", {"kind": kind}, headers=OURS)

        assert response.status_code == 400
        assert "placement-kind-unknown" in text_of(response)


class TestTheDashboard:
    def test_shows_who_came_with_their_roles(self, lms: Lms, browser: Client) -> None:
        open_as(lms, Client())
        page = place_on_dashboard(lms, browser)

        shown = text_of(browser.get(f"{page}dashboard/"))

        assert "Grace Teacher Instructor" in shown
        assert "Ada Example Learner" in shown

    def test_counts_nobody_whom_only_the_roster_knows(self, lms: Lms, browser: Client) -> None:
        page = place_on_dashboard(lms, browser)
        make.person(Course.objects.get(), "Ben Birch")

        shown = text_of(browser.get(f"{page}dashboard/"))

        assert "People who came 1" in shown
        assert "Ben Birch" not in shown

    def test_shows_what_each_link_opens(self, lms: Lms, browser: Client) -> None:
        open_as(lms, Client(), resource_link={"id": "link-2", "title": "Rehearsal"})
        page = place_on_dashboard(lms, browser)

        shown = text_of(browser.get(f"{page}dashboard/"))

        assert "Final exam The course's dashboard" in shown
        assert "Rehearsal Nothing yet" in shown

    def test_shows_nobody_of_another_course(self, lms: Lms, browser: Client) -> None:
        open_as(
            lms,
            Client(),
            sub="x",
            name="Elsewhere",
            context={"id": "c2"},
            resource_link={"id": "l2"},
        )
        page = place_on_dashboard(lms, browser)

        assert "Elsewhere" not in text_of(browser.get(f"{page}dashboard/"))

    def test_shows_a_name_as_text_whatever_it_holds(self, lms: Lms, browser: Client) -> None:
        open_as(lms, Client(), name="<script>alert(1)</script>")
        page = place_on_dashboard(lms, browser)

        assert b"<script>alert" not in browser.get(f"{page}dashboard/").content

    def test_shows_a_learner_their_own_exams(self, lms: Lms, browser: Client) -> None:
        place_on_dashboard(lms, Client())

        page = text_of(browser.get(open_as(lms, browser)))

        assert "Your exams" in page

    def test_is_refused_to_a_learner_who_knows_its_address(self, lms: Lms, browser: Client) -> None:
        response = browser.get(f"{open_as(lms, browser)}dashboard/")

        assert response.status_code == 403
        assert "act-refused" in text_of(response)


class TestTheNewWindow:
    def test_goes_on_in_a_browser_without_our_cookie(self, lms: Lms, browser: Client) -> None:
        page = browser.get(f"{open_as(lms, browser)}new-window/").content.decode()
        token = re.search(r'name="token" value="([^"]+)"', page)[1]

        other = Client()
        response = other.post("/lti/continue", {"token": token}, headers=OURS, follow=True)

        assert response.status_code == 200
        assert "This link is not ready yet" in text_of(response)

    def test_is_offered_inside_a_frame_alone(self, lms: Lms, browser: Client) -> None:
        page = open_as(lms, browser)

        framed = browser.get(page, headers={"sec-fetch-dest": "iframe"})
        alone = browser.get(page, headers={"sec-fetch-dest": "document"})

        assert "Open in a new window" in text_of(framed)
        assert "Open in a new window" not in text_of(alone)

    def test_leads_back_to_the_course(self, lms: Lms, browser: Client) -> None:
        back = {"return_url": "https://lms.example/course/1"}
        page = open_as(lms, browser, launch_presentation=back)

        alone = browser.get(page, headers={"sec-fetch-dest": "document"})

        assert 'href="https://lms.example/course/1"' in alone.content.decode()
