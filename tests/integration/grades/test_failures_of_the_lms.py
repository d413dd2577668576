"""The failures 1 to 8 of reference/reliability-and-ux.md, section 1.3, each by its number."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from lti_exams.grades import api as grades
from lti_exams.platforms.models import AccessToken
from tests.factories.grading import also, graded, scores_of

HOUR, SOON = timedelta(hours=1), timedelta(minutes=2)
CROWD = ["ada-alder", "ben-birch", "cleo-cedar", "dan-dogwood", "eva-elm", "finn-fir"]


def tell_all(book, link, points=80):
    for person in CROWD:
        book.tell(link, graded(points), person)


class TestFailure1Throttled:
    @pytest.mark.parametrize("status", [403, *also(429)])
    def test_is_no_attempt_and_waits_as_long_as_it_is_asked_to(self, book, status):
        link = book.link()
        book.lms.break_by("throttle", endpoints=["scores"], limit=1, status=status, retry_after=40)
        book.tell(link, graded(80))
        book.deliver()
        outcome = book.outcome(link)
        assert (outcome.state, outcome.failures) == ("waiting", 0)

        book.deliver(after=timedelta(seconds=30))
        assert book.scores() == [], "it asked for forty seconds"
        book.deliver(after=timedelta(seconds=12))

        assert (book.given(), book.outcome(link).deliveries.count()) == (80, 1)

    @pytest.mark.slow
    def test_halves_what_is_under_way_at_once(self, book):
        link = book.link()
        book.lms.break_by("throttle", endpoints=["scores"], limit=1, retry_after=1)
        tell_all(book, link)

        book.deliver()

        assert grades.Channel.objects.get().window < 4

    @pytest.mark.slow
    @pytest.mark.parametrize("profile", ["canvas"])
    def test_leaves_something_in_a_leaky_bucket(self, book):
        link = book.link()
        book.lms.break_by("bucket", high_water_mark=260, up_front=50, outflow=10)
        tell_all(book, link)

        book.deliver()

        assert {one["status"] for one in book.scores()} == {200}
        assert grades.Outcome.objects.filter(state="delivered").count() == len(CROWD)


class TestFailure2Forbidden:
    def test_holds_the_whole_deployment_after_a_few_questions(self, book):
        link = book.link()
        book.lms.break_by("error", endpoints=["scores"], status=403)
        tell_all(book, link)

        book.deliver()

        states = set(grades.Outcome.objects.values_list("state", "reason"))
        assert states == {("parked", "scope-refused")}
        assert grades.Hold.objects.get().deployment == book.deployment
        assert grades.Delivery.objects.count() <= 4, "no storm"

    def test_asks_nothing_for_what_comes_later(self, book):
        link = book.link()
        book.lms.break_by("error", endpoints=["scores"], status=403)
        book.tell(link, graded(80))
        book.deliver()

        book.tell(link, graded(70), "ben-birch")
        book.deliver(after=SOON)

        assert book.outcome(link, "ben-birch").state == "parked"
        assert grades.Delivery.objects.count() == 1

    def test_goes_on_by_itself_once_it_is_mended(self, book):
        link = book.link()
        book.lms.break_by("error", endpoints=["scores"], status=403)
        tell_all(book, link)
        book.deliver()

        book.lms.delete("faults")
        book.deliver(after=HOUR + SOON)

        assert set(grades.Outcome.objects.values_list("state", flat=True)) == {"delivered"}
        assert not grades.Hold.objects.exists()

    @pytest.mark.slow
    @pytest.mark.parametrize("meanwhile", ["a regrade", "an outage"])
    def test_goes_on_by_itself_whatever_became_of_the_one_that_asks(self, book, meanwhile):
        link = book.link()
        book.lms.break_by("error", endpoints=["scores"], status=403)
        book.tell(link, graded(80))
        book.deliver()
        if meanwhile == "a regrade":
            book.tell(link, graded(85))
            book.deliver(after=SOON)
        else:
            book.lms.delete("faults")
            book.lms.break_by("error", endpoints=["scores"], status=500)
            for _ in range(2):
                book.deliver(after=HOUR + SOON)
        assert book.outcome(link).state == "parked"

        book.lms.delete("faults")
        book.deliver(after=HOUR + SOON)

        assert book.outcome(link).state == "delivered"

    @pytest.mark.slow
    def test_goes_on_for_everybody_when_staff_send_one_again(self, book):
        link = book.link()
        book.lms.break_by("error", endpoints=["scores"], status=403)
        tell_all(book, link)
        book.deliver()
        book.lms.delete("faults")

        one = grades.Outcome.objects.filter(pk=book.outcome(link).pk)
        many = grades.send_again(one, overwrite=True, now=book.now())
        book.deliver(after=SOON)

        assert (many, grades.Outcome.objects.filter(forced=True).count()) == (1, 0)
        assert book.all_given(CROWD) == [80] * len(CROWD)


class TestFailure3Unauthorised:
    def test_renews_the_token_once_and_at_once(self, book):
        link = book.link()
        book.lms.break_by("expired-token", endpoints=["scores"], limit=1)
        book.tell(link, graded(80))

        book.deliver()

        assert (book.given(), book.outcome(link).failures) == (80, 0)
        assert book.lms.times("token.issued") == 2

    @pytest.mark.slow
    def test_asks_for_one_token_for_everybody(self, book):
        link = book.link()
        tell_all(book, link)

        book.deliver()

        assert book.lms.times("token.issued") == 1
        assert AccessToken.objects.count() == 1

    def test_holds_everything_when_no_token_is_ever_accepted(self, book):
        link = book.link()
        book.lms.break_by("error", endpoints=["scores"], status=401)
        book.tell(link, graded(80))

        for _ in range(3):
            book.deliver(after=SOON)

        outcome = book.outcome(link)
        assert (outcome.state, outcome.reason) == ("parked", "registration-refused")


class TestFailure4ClocksDiffer:
    def test_sends_no_time_that_is_still_to_come_at_the_lms(self, book):
        # The clock of an LMS is learned with its token.
        book.lms.post("clock", offset_seconds=-300)
        link = book.link()
        handed_in = timezone.now()
        book.tell(link, graded(80, submitted_at=handed_in, started_at=handed_in))
        book.deliver()

        latest = book.scores()[-1]["body"]
        there = timezone.now() - timedelta(seconds=290)
        assert datetime.fromisoformat(latest["timestamp"]) < there
        assert datetime.fromisoformat(latest["submission"]["submittedAt"]) < there


class TestFailure5Stale:
    @pytest.mark.parametrize("profile", ["moodle", *also("plain", "openedx", "canvas")])
    def test_of_what_is_there_already_is_a_success(self, book):
        link = book.link()
        book.tell(link, graded(80))
        book.deliver()
        grades.Outcome.objects.update(state="waiting", next_try_at=book.now(), timestamp_sent=None)

        book.deliver()

        assert (book.given(), book.outcome(link).state) == (80, "delivered")

    @pytest.mark.parametrize("profile", ["moodle", *also("plain", "openedx", "canvas")])
    def test_of_something_newer_is_dated_later_and_sent_once_more(self, book):
        link = book.link()
        book.tell(link, graded(80))
        book.deliver()
        book.tell(link, graded(70))
        past = book.now() - HOUR
        grades.Outcome.objects.update(timestamp_sent=None, changed_at=past)

        book.deliver(after=timedelta(seconds=2))

        assert (book.given(), book.outcome(link).state) == (70, "delivered")


class TestFailure6Ambiguous:
    @pytest.mark.parametrize("profile", ["canvas", *also("plain", "moodle")])
    def test_is_sent_again_with_the_same_time(self, book):
        link = book.link()
        book.tell(link, graded(60))
        book.deliver()
        # Equal points do not show whether the second score arrived.
        book.tell(link, graded(60, attempt=2, submitted_at=timezone.now()))
        book.lms.break_by("reset", endpoints=["scores"], limit=1)
        book.deliver(after=timedelta(seconds=3))

        book.deliver(after=SOON)

        sent = {one["timestamp"] for one in (each["body"] for each in book.scores()[1:])}
        assert (len(sent), book.outcome(link).state) == (1, "delivered")

    @pytest.mark.slow
    @pytest.mark.parametrize("profile", ["canvas"])
    def test_makes_one_submission(self, book):
        link = book.link()
        book.lms.break_by("reset", endpoints=["scores", "results"], limit=2)
        book.tell(link, graded(60))
        for _ in range(4):
            book.deliver(after=SOON)

        assert (book.cell()["submissions"], book.outcome(link).state) == (1, "delivered")


class TestFailure7Errors:
    @pytest.mark.slow
    def test_are_tried_again_later_and_later(self, book):
        link = book.link()
        book.lms.break_by("error", endpoints=["scores"], status=500)
        book.tell(link, graded(80))

        for _ in range(3):
            book.deliver(after=SOON)

        outcome = book.outcome(link)
        assert (outcome.state, outcome.reason, outcome.failures) == ("waiting", "uncertain", 3)

    def test_stall_after_three_days_and_are_never_forgotten(self, book):
        link = book.link()
        book.lms.break_by("error", endpoints=["scores"], status=500)
        book.tell(link, graded(80))
        book.deliver()

        book.deliver(after=timedelta(hours=73))

        outcome = book.outcome(link)
        assert (outcome.state, outcome.next_try_at) == ("stalled", None)

    def test_of_an_outage_are_found_out_by_one_at_a_time(self, book):
        link = book.link()
        tell_all(book, link)
        book.lms.break_by("down", minutes=10, status=503)
        for _ in range(5):
            book.deliver(after=timedelta(minutes=1))
        assert grades.Channel.objects.get().is_open
        so_far = book.lms.get("faults")[0]["happened"]

        book.deliver(after=timedelta(seconds=20))
        book.deliver(after=timedelta(seconds=20))

        assert book.lms.get("faults")[0]["happened"] == so_far + 1


class TestFailure8EverybodyAtOnce:
    def test_waits_for_the_lms_and_arrives_as_soon_as_it_is_back(self, book):
        link = book.link()
        book.lms.break_by("down", minutes=10, status=503)
        tell_all(book, link)
        for _ in range(4):
            book.deliver(after=timedelta(seconds=31))

        book.lms.delete("faults")
        book.deliver(after=timedelta(seconds=31))
        book.deliver()

        assert book.all_given(CROWD) == [80] * len(CROWD)
        assert sorted(scores_of(book)) == [80] * len(CROWD)
