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

    def test_blames_no_permission_where_the_lms_is_only_away(self, staff, book):
        book.link()
        book.lms.break_by("error", endpoints=["members", "line-items"], status=503)

        page = text_of(staff.post(f"/staff/platforms/{book.platform.pk}/connection"))

        away = "The LMS gave no answer, or an error. Test again in a few minutes."
        assert f"A column can be made Does not work {away}" in page
        assert f"The roster of a course can be read Does not work {away}" in page
        assert "A score is taken Left out Not tried: what comes before it" in page
        assert "by itself" not in page
        assert "Names and Role Provisioning" not in page

    def test_asks_for_a_token_of_today_and_reads_the_clock(self, staff, book):
        link = book.link()
        book.tell(link, graded(80))
        book.deliver()
        book.lms.break_by("wrong-clock", endpoints=["token"], seconds=120)
        first = text_of(staff.post(f"/staff/platforms/{book.platform.pk}/connection"))
        book.lms.break_by("error", endpoints=["token"], status=503)

        then = text_of(staff.post(f"/staff/platforms/{book.platform.pk}/connection"))

        assert "Its clock and ours agree Does not work The clocks are 1" in first
        assert "It gives us an access token Does not work The LMS gave no answer" in then

    def test_says_in_words_that_the_keys_are_not_there(self, staff, book):
        book.link()
        book.lms.break_by("error", endpoints=["jwks"], status=503)

        page = text_of(staff.post(f"/staff/platforms/{book.platform.pk}/connection"))

        assert "Compare the key set address with what the LMS shows. If it is the same" in page
        assert "keys-unavailable" not in page

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
