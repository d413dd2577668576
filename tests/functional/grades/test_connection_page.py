import pytest
from django.test import Client

from lti_exams.accounts.api import User
from lti_exams.grades import api as grades
from tests.factories.grading import graded
from tests.factories.pages import text_of


@pytest.fixture
def staff(db: None) -> Client:
    user = User.objects.create_user("staff", password="a long phrase", is_staff=True)
    client = Client()
    client.force_login(user)
    return client


class TestTheOverview:
    def test_names_the_lmss_that_refuse_our_grades(self, staff, book):
        link = book.link()
        book.lms.break_by("error", endpoints=["scores"], status=403)
        book.tell(link, graded(80))
        assert "refuse our grades" not in text_of(staff.get("/staff/"))

        book.deliver()

        page = text_of(staff.get("/staff/"))
        assert "LMSs that refuse our grades Riverside University" in page
        assert "does not let this service send grades" in page


class TestTestConnection:
    def test_shows_green_lines_for_what_works(self, staff, book):
        book.link()

        page = text_of(staff.post(f"/staff/platforms/{book.platform.pk}/connection"))

        assert "Everything that was tried works" in page
        assert "A column can be made Works" in page

    def test_shows_red_lines_with_the_remedy(self, staff, book):
        book.link()
        book.lms.break_by("error", endpoints=["members"], status=403)

        page = text_of(staff.post(f"/staff/platforms/{book.platform.pk}/connection"))

        assert "Something does not work yet" in page
        assert "Names and Role Provisioning" in page

    def test_tries_nothing_before_it_is_asked_to(self, staff, book):
        page = text_of(staff.get(f"/staff/platforms/{book.platform.pk}/connection"))

        assert "Test now" in page
        assert book.lms.times("token.issued") == 0

    def test_keeps_how_grades_are_sent(self, staff, book):
        address = f"/staff/platforms/{book.platform.pk}/grades"

        staff.post(address, {"adapter": "canvas", "makes_columns_anew": "yes"})

        channel = grades.Channel.objects.get()
        assert (channel.adapter, channel.makes_columns_anew) == ("canvas", True)
        assert staff.post(address, {"adapter": "nothing"}).status_code == 422
