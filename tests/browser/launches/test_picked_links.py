"""A link goes all the way: picked with us, kept by the LMS, launched, copied with its course."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from lti_exams.exams import api as exams
from lti_exams.platforms import api as platforms
from lti_exams.trust import api as trust
from tests.factories.university import University

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[..., BrowserContext]
COPY = "chem210"


def arrived(context: BrowserContext, university: University, who: str, course: str) -> Page:
    """Be somebody at the LMS, in a course."""
    page = context.new_page()
    page.goto(university.origin)
    if page.get_by_role("button", name="Be somebody else").count():
        page.get_by_role("button", name="Be somebody else").click()
    page.get_by_role("button", name=who).click()
    page.goto(f"{university.origin}/courses/{course}")
    return page


def opened(page: Page, title: str) -> FrameLocator:
    """Open a link of the course, and return the frame in which it is shown."""
    page.get_by_role("link", name=title, exact=True).first.click()
    return page.frame_locator("iframe")


def picked(context: BrowserContext, university: University) -> None:
    """Let a teacher make an exam inside the LMS, and bring a link to it back."""
    [platform] = platforms.all_platforms()
    trust.make_key_pair(platform.key_owner, now=timezone.now())
    page = arrived(context, university, "Mira Maple", "stat101")
    frame = opened(page, "Add content from lti_exams")
    frame.get_by_role("button", name="Make an exam").click()
    frame.get_by_label("Title").fill("Midterm")
    frame.get_by_label("Time limit in minutes").fill("45")
    frame.get_by_role("button", name="Make the exam").click()
    expect(frame.get_by_role("heading", level=1)).to_contain_text("Added to")


@pytest.mark.usefixtures("product")
class TestALinkThatATeacherPicked:
    def test_brings_learners_to_the_exam_and_has_a_column(
        self, strict_chromium: Open, university: University
    ) -> None:
        context = strict_chromium()
        picked(context, university)

        frame = opened(arrived(context, university, "Ada Alder", "stat101"), "Midterm")

        expect(frame.get_by_role("heading", level=1)).to_have_text("Midterm")
        expect(frame.get_by_text("45 minutes").first).to_be_visible()
        exam = exams.Exam.objects.get()
        [column] = [one for one in university.get("line-items") if one["tag"] == "exam"]
        assert column["resource_id"] == f"exam:{exam.pk}"

    def test_is_offered_again_where_its_course_was_copied(
        self, strict_chromium: Open, university: University
    ) -> None:
        context = strict_chromium()
        picked(context, university)
        original = next(one for one in university.get("links") if one["title"] == "Midterm")
        ancestor = next(one for one in university.get("courses") if one["key"] == "stat101")
        university.post(f"courses/{COPY}", copied_from=ancestor["context_id"])
        university.post(
            "links",
            course=COPY,
            title="Midterm, copied",
            client_id=original["client_id"],
            custom=original["custom"],
            copied_from=original["resource_link_id"],
        )

        frame = opened(arrived(context, university, "Nils Nutmeg", COPY), "Midterm, copied")
        frame.get_by_role("button", name="Copy “Midterm” and open it here").click()

        expect(frame.get_by_role("heading", level=1)).to_have_text("Midterm")
        expect(frame.get_by_text("opens this exam")).to_be_visible()
        assert exams.Exam.objects.count() == 2
