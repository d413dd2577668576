import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lti_exams.exams import api as exams
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.mail_learners import ATTEMPT_MAILS
from lti_exams.journeys.relay_events import relay_events
from lti_exams.launches import api as launches
from lti_exams.outbox import api as outbox
from tests.factories import exams as make
from tests.factories import outbox as make_outbox
from tests.factories.exams import LEARNER, SYSTEM, VENDOR
from tests.factories.proctoring import lti_vendor

Finding = exams.Finding


@pytest.fixture
def course(db: None, now: datetime) -> launches.Course:
    return make.course(now)


def reader(course: launches.Course, email: str = "ada@university.example") -> launches.Person:
    """Return somebody whose LMS told an address."""
    person = make.person(course)
    person.email = email
    person.save()
    return person


def hand_in(course, person, now, *, finding: exams.Finding | None = None, **changes) -> None:
    """Let a guarded attempt be handed in, and then be found about."""
    exam = make.exam(course, now=now, **({"vendor": "vendor:watch"} | changes))
    attempt = make.started(exam, person, now=now)
    done = [exams.submit(attempt, by=LEARNER, now=now)]
    if finding:
        done.append(exams.review(attempt, Finding.WAIT, by=SYSTEM, now=now))
        done.append(exams.review(attempt, finding, by=VENDOR, now=now))
    follow_changes(done, now=now)


class TestASubscriber:
    def test_is_told_by_the_names_that_the_lms_knows(self, course, now):
        to, person = make_outbox.subscription(now=now), reader(course)
        hand_in(course, person, now)

        assert relay_events(now=now) == 1

        told = to.messages.get().payload
        platform = course.deployment.platform
        assert told["type"] == "attempt.submitted"
        assert told["data"]["person"] == {
            "id": person.pk,
            "issuer": platform.issuer,
            "sub": person.sub,
        }
        assert told["data"]["course"]["context_id"] == course.context_id
        assert told["data"]["exam"]["slug"] == "final"
        assert person.name not in json.dumps(told)
        assert person.email not in json.dumps(told)

    def test_is_told_only_what_it_asked_for(self, course, now):
        reviews = make_outbox.subscription(now=now, events=("attempt.verified", "course.*"))
        everything = make_outbox.subscription(now=now, events=("attempt.*",))
        hand_in(course, reader(course), now, finding=Finding.VERIFY)

        relay_events(now=now)

        assert [one.type for one in reviews.messages.all()] == ["attempt.verified"]
        assert everything.messages.count() == 3

    def test_is_told_once(self, course, now):
        to = make_outbox.subscription(now=now)
        hand_in(course, reader(course), now)

        assert [relay_events(now=now), relay_events(now=now)] == [1, 0]
        assert to.messages.count() == 1

    def test_that_speaks_as_open_edx_hears_nothing_it_cannot_know(self, course, now):
        to = make_outbox.subscription(now=now, form=outbox.Form.OPENEDX)
        hand_in(course, reader(course), now)

        relay_events(now=now)

        assert not to.messages.exists()

    def test_does_not_wait_for_an_event_that_nobody_can_read(self, course, now):
        outbox.decide_notice(ATTEMPT_MAILS, "", is_on=True)
        bad = {"kind": "proctored", "purpose": "sitting", "course": 0, "person": 0, "exam": 0}
        outbox.announce(
            outbox.News(type="attempt.verified", key="bad", subject="s", data=bad, at=now)
        )
        to = make_outbox.subscription(now=now)
        outbox.decide_notice(ATTEMPT_MAILS, "course:0", is_on=True)
        hand_in(course, reader(course), now)

        assert relay_events(now=now) == 1

        assert [one.type for one in to.messages.all()] == ["attempt.submitted"]
        assert outbox.late_by(now + timedelta(hours=1)) == timedelta(hours=1)

    def test_costs_as_many_queries_for_many_as_for_few(self, course, now):
        make_outbox.subscription(now=now)
        outbox.decide_notice(ATTEMPT_MAILS, "", is_on=True)
        counted = []
        for number in (2, 20):
            for place in range(number):
                hand_in(course, reader(course), now, slug=f"exam-{number}-{place}")
            with CaptureQueriesContext(connection) as asked:
                relay_events(now=now)
            counted.append(len(asked))

        assert counted[0] == counted[1]


class TestALearner:
    def subjects(self, now: datetime) -> list[str]:
        relay_events(now=now)
        outbox.deliver_due(now=now)
        return [one.subject for one in mail.outbox]

    def test_is_written_to_where_the_course_asks_for_it(self, course, now):
        outbox.decide_notice(ATTEMPT_MAILS, f"course:{course.pk}", is_on=True)
        hand_in(course, reader(course), now, finding=Finding.VERIFY)

        assert self.subjects(now) == ["Handed in: Final exam", "Review passed: Final exam"]
        assert mail.outbox[0].body.startswith("Dear Ada Example,\n\nyour attempt at “Final exam”")

    def test_is_told_that_a_review_was_not_passed(self, course, now):
        outbox.decide_notice(ATTEMPT_MAILS, "", is_on=True)
        hand_in(course, reader(course), now, finding=Finding.REJECT)

        assert self.subjects(now)[-1] == "Review not passed: Final exam"

    def test_is_not_written_to_unless_somebody_asks_for_it(self, course, now):
        hand_in(course, reader(course), now)

        assert self.subjects(now) == []

    def test_without_an_address_is_not_written_to(self, course, now):
        outbox.decide_notice(ATTEMPT_MAILS, "", is_on=True)
        hand_in(course, make.person(course), now)

        assert self.subjects(now) == []

    def test_is_not_written_to_about_what_nobody_reviews(self, course, now):
        outbox.decide_notice(ATTEMPT_MAILS, "", is_on=True)
        exam, person = make.exam(course, now=now), reader(course)
        attempt = make.started(exam, person, now=now)
        follow_changes([exams.submit(attempt, by=LEARNER, now=now)], now=now)

        assert self.subjects(now) == []

    def test_reads_the_words_of_the_vendor_in_place_of_ours(self, course, now):
        outbox.decide_notice(ATTEMPT_MAILS, "", is_on=True)
        vendor = lti_vendor(key="hawk").vendor
        vendor.tool.email_texts = {"verified": "The hawk saw <nothing>."}
        vendor.tool.save()
        hand_in(course, reader(course), now, finding=Finding.VERIFY, vendor=vendor.reference)

        self.subjects(now)

        handed_in, verified = mail.outbox
        assert "was handed in" in handed_in.body
        assert "The hawk saw <nothing>." in verified.body
        assert "found nothing wrong" not in verified.body

    def test_answers_to_whom_the_course_names(self, course, now):
        outbox.decide_notice(ATTEMPT_MAILS, "", is_on=True)
        usual = exams.Usual(escalation_email="help@university.example")
        exams.decide_usual(course, usual, by=SYSTEM, now=now)
        hand_in(course, reader(course), now)

        self.subjects(now)

        assert mail.outbox[0].reply_to == ["help@university.example"]
        assert "Write to help@university.example." in mail.outbox[0].body


class TestTheExampleOfTheDocumentation:
    def test_has_the_shape_of_what_is_sent(self, course, now):
        to = make_outbox.subscription(now=now, events=("attempt.verified",))
        hand_in(course, reader(course), now, finding=Finding.VERIFY)
        relay_events(now=now)

        page = (Path(__file__).resolve().parents[3] / "docs" / "events.md").read_text()
        example = json.loads(page.split("```json")[1].split("```")[0])

        sent = to.messages.get().payload
        sent["data"]["score"] = example["data"]["score"]
        assert shape(sent) == shape(example)


def shape(value: object) -> object:
    """Return what a document is made of: its fields and the types of their values."""
    if isinstance(value, dict):
        return {name: shape(one) for name, one in value.items()}
    return type(value).__name__
