"""The failures 18 to 22 of reference/reliability-and-ux.md, section 1.3, each by its number."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from lti_exams.grades import api as grades
from lti_exams.platforms.models import AccessToken
from lti_exams.trust import api as trust
from tests.factories.grading import also, graded

CROWD = 120


class TestFailure18Late:
    @pytest.mark.parametrize("profile", ["canvas"])
    def test_is_dated_by_when_it_was_handed_in(self, book):
        link = book.link()
        handed_in = timezone.now() - timedelta(hours=5)
        book.tell(link, graded(80, submitted_at=handed_in))

        book.deliver()

        dated = datetime.fromisoformat(book.cell()["submitted_at"])
        assert abs(dated - handed_in) < timedelta(seconds=1)


class TestFailure19KeysRotated:
    @pytest.mark.parametrize("profile", ["moodle", *also("plain")])
    def test_lets_scores_go_on_while_the_lms_knows_the_old_key_only(self, book):
        link = book.link()
        AccessToken.objects.all().delete()

        trust.rotate(book.platform.key_owner, now=timezone.now())
        book.tell(link, graded(80))
        book.deliver()

        assert book.given() == 80


class TestFailure20Pages:
    @pytest.mark.slow
    def test_are_followed_letter_by_letter(self, book):
        link = book.link()
        column = book.columns()[0]["id"]
        students = book.lms.post("people", course="stat101", count=CROWD)
        keys = [one["key"] for one in students]
        last = keys[-1]
        book.lms.post(f"line-items/{column}/grades", grades=dict.fromkeys(keys, 42))
        for key in (*keys[:3], last):
            book.tell(link, graded(80), key)

        book.deliver()

        assert book.outcome(link, last).reason == "overridden", "it stands on the third page"


class TestFailure21SenderDied:
    def test_leaves_nothing_locked(self, book):
        link = book.link()
        outcome = book.tell(link, graded(80))
        grades.deliver_due(now=timezone.now() - timedelta(days=1))
        gone = "a worker that is gone"
        grades.Channel.objects.update(
            leased_by=gone, leased_until=timezone.now() + timedelta(seconds=15)
        )
        grades.Outcome.objects.update(state="sending", sending_under=gone)
        book.deliver()
        assert book.outcome(link).state == "sending", "the lease still lives"

        book.deliver(after=timedelta(seconds=16))

        assert (book.given(), book.outcome(link).version_delivered) == (80, outcome.version)


class TestFailure22CourseCopied:
    def test_sends_into_the_copy_and_not_into_what_it_was_copied_from(self, book):
        original = book.link()
        book.tell(original, graded(80))
        book.deliver()
        copy = book.link(copied_from=original.resource_link_id, course="chem210")

        book.tell(copy, graded(70))
        book.deliver(after=timedelta(seconds=3))

        first, second = book.columns()
        assert book.lms.grade(first["id"], "ada-alder")["given"] == 80
        assert book.lms.grade(second["id"], "ada-alder")["given"] == 70
