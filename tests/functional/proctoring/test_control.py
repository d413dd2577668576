"""The assessment control service: what each action does to an attempt, and what is refused."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.audit.models import Entry
from lti_exams.exams import api as exams
from lti_exams.outbox import api as outbox
from lti_exams.proctoring.models import Incident
from lti_exams.tools import api as tools
from tests.factories.lms import Lms
from tests.factories.proctoring import (
    Guard,
    Sat,
    control_body,
    guarded_exam,
    lti_vendor,
    seated,
)

pytestmark = pytest.mark.django_db


class TestFlag:
    def test_is_kept_and_ends_nothing(self, guard: Guard, learner: Sat) -> None:
        sent = learner.start()

        answer = guard.call(
            sent, "flag", incident_severity=0.4, reason_code="8", reason_msg="Two faces"
        )

        assert answer.json() == {"status": "running", "extra_time": 0}
        assert answer["Content-Type"] == "application/vnd.ims.lti-ap.v1.control+json"
        kept = Incident.objects.get()
        assert (kept.severity, kept.reason_code, kept.reason) == (4_000, "8", "Two faces")

    def test_needs_no_severity_and_no_reason(self, guard: Guard, learner: Sat) -> None:
        answer = guard.call(learner.start(), "flag")

        assert answer.status_code == 200

    def test_above_the_threshold_asks_for_a_second_look_at_the_end(
        self, guard: Guard, learner: Sat
    ) -> None:
        sent = learner.start()
        guard.call(sent, "flag", incident_severity=0.9)

        learner.act("submit")

        assert learner.attempt().review == "second"

    def test_after_the_end_moves_a_waiting_review_to_a_second_one(
        self, guard: Guard, learner: Sat
    ) -> None:
        sent = learner.start()
        learner.act("submit")
        before = learner.attempt().review

        answer = guard.call(sent, "flag", incident_severity=0.9)

        assert (before, learner.attempt().review) == ("waiting", "second")
        assert answer.json()["status"] == "complete"

    def test_after_a_decision_is_evidence(self, guard: Guard, learner: Sat) -> None:
        sent = learner.start()
        learner.act("submit")
        staff = exams.Who(exams.Actor.STAFF, "staff:1")
        exams.review(
            learner.attempt(), exams.Finding.VERIFY, by=staff, reason="fine", now=timezone.now()
        )

        guard.call(sent, "flag", incident_severity=0.9)

        assert learner.attempt().review == "verified"
        assert Incident.objects.get().took_effect is False

    def test_after_a_decision_is_told_to_staff_once(self, guard: Guard, learner: Sat) -> None:
        tools.Tool.objects.update(escalation_email="inner@hawkeye.example")
        sent = learner.start()
        learner.act("submit")
        attempt, staff = learner.attempt(), exams.Who(exams.Actor.STAFF, "staff:1")
        exams.review(attempt, exams.Finding.VERIFY, by=staff, reason="fine", now=timezone.now())
        body = control_body(sent, "flag", incident_severity=0.9)

        for _ in range(2):
            guard.post_control(body)
        guard.call(sent, "flag", incident_severity=0.1)

        letter = outbox.Message.objects.get(type="review.alert").payload
        assert letter["to"] == "inner@hawkeye.example"
        assert attempt.receipt in letter["text"]
        assert "after its review was decided" in letter["text"]


class TestPauseAndResume:
    def test_stop_and_start_the_clock(self, guard: Guard, learner: Sat) -> None:
        sent = learner.start()

        paused = guard.call(sent, "pause").json()["status"]
        stopped = learner.attempt()
        resumed = guard.call(sent, "resume").json()["status"]

        assert (paused, stopped.state, stopped.paused_at is not None) == ("paused", "paused", True)
        assert (resumed, learner.attempt().state) == ("running", "started")

    def test_that_come_in_the_wrong_order_leave_the_later_word(
        self, guard: Guard, learner: Sat
    ) -> None:
        sent, now = learner.start(), timezone.now()
        earlier, later = now - timedelta(minutes=2), now - timedelta(minutes=1)
        guard.call(sent, "resume", incident_time=later.isoformat())

        late = guard.call(sent, "pause", incident_time=earlier.isoformat())

        assert late.json()["status"] == "running"
        assert list(Incident.objects.values_list("action", "took_effect")) == [
            ("pause", False),
            ("resume", True),
        ]

    def test_said_anew_of_what_is_so_already_change_nothing(
        self, guard: Guard, learner: Sat
    ) -> None:
        sent = learner.start()
        guard.call(sent, "pause")
        version = learner.attempt().version

        again = guard.call(sent, "pause")

        assert again.json()["status"] == "paused"
        assert learner.attempt().version == version

    def test_of_an_attempt_that_has_ended_are_refused(self, guard: Guard, learner: Sat) -> None:
        sent = learner.start()
        learner.act("submit")

        answer = guard.call(sent, "resume")

        assert (answer.status_code, answer.json()["code"]) == (409, "attempt-illegal-move")
        assert not Incident.objects.exists()


class TestTerminate:
    def test_ends_the_attempt(self, guard: Guard, learner: Sat) -> None:
        sent = learner.start()

        answer = guard.call(sent, "terminate", reason_code="7", incident_severity=0.1)

        attempt = learner.attempt()
        assert answer.json()["status"] == "terminated"
        assert (attempt.state, attempt.ended_by, attempt.review) == (
            "submitted",
            "vendor",
            "second",
        )

    def test_before_the_start_ends_in_error(self, guard: Guard, learner: Sat) -> None:
        sent = learner.let_in()

        answer = guard.call(sent, "terminate")

        assert (answer.json()["status"], learner.attempt().state) == ("terminated", "error")

    def test_for_a_reason_that_the_policy_calls_an_error_fails_the_attempt(self, lms: Lms) -> None:
        policy = {"reasons": {"0": {"words": "Lost the connection", "outcome": "error"}}}
        guard = lti_vendor(policy=policy)
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        sent = learner.start()

        answer = guard.call(sent, "terminate", reason_code="0")

        assert (answer.json()["status"], learner.attempt().state) == ("terminated", "error")

    def test_of_what_the_learner_handed_in_is_kept_and_told_as_complete(
        self, guard: Guard, learner: Sat
    ) -> None:
        sent = learner.start()
        learner.act("submit")

        answer = guard.call(sent, "terminate", incident_severity=0.9)

        attempt = learner.attempt()
        assert answer.json()["status"] == "complete"
        assert (attempt.state, attempt.ended_by, attempt.review) == (
            "submitted",
            "learner",
            "second",
        )
        assert Entry.objects.filter(action="attempt.terminate_late").exists()


class TestUpdate:
    def test_adds_minutes_and_tells_the_sum(self, guard: Guard, learner: Sat) -> None:
        sent = learner.start()
        before = learner.attempt().deadline

        first = guard.call(sent, "update", extra_time=10).json()
        second = guard.call(sent, "update", extra_time=5).json()

        assert (first["extra_time"], second["extra_time"]) == (10, 15)
        assert learner.attempt().deadline - before == timedelta(minutes=15)

    def test_without_minutes_is_noted(self, guard: Guard, learner: Sat) -> None:
        answer = guard.call(learner.start(), "update")

        assert answer.json() == {"status": "running", "extra_time": 0}

    def test_after_the_end_is_refused(self, guard: Guard, learner: Sat) -> None:
        sent = learner.start()
        learner.act("submit")

        assert guard.call(sent, "update", extra_time=5).status_code == 409

    def test_comes_to_a_week_in_all_and_no_more(self, guard: Guard, learner: Sat) -> None:
        sent, week = learner.start(), 7 * 24 * 60
        guard.call(sent, "update", extra_time=week)

        more = guard.call(sent, "update", extra_time=1)

        assert (more.status_code, more.json()["field"]) == (400, "extra_time")
        assert learner.attempt().extra_seconds == week * 60


class TestTheSameCallAgain:
    @pytest.mark.parametrize("action", ["flag", "pause", "terminate", "update"])
    def test_gets_the_same_answer_and_changes_nothing(
        self, guard: Guard, learner: Sat, action: str
    ) -> None:
        sent = learner.start()
        body = control_body(sent, action, extra_time=10 if action == "update" else None)
        first = guard.post_control(body)
        kept, entries = learner.attempt(), Entry.objects.count()

        second = guard.post_control(body)

        assert second.json() == first.json()
        assert (learner.attempt().version, Entry.objects.count()) == (kept.version, entries)
        assert Incident.objects.count() == 1

    def test_is_answered_as_it_was_even_when_the_attempt_has_gone_on(
        self, guard: Guard, learner: Sat
    ) -> None:
        sent = learner.start()
        body = control_body(sent, "flag")
        guard.post_control(body)
        learner.act("submit")

        assert guard.post_control(body).json()["status"] == "running"


class TestWhoMayCall:
    def test_nobody_without_a_token(self) -> None:
        answer = Client().post("/proctoring/acs", {}, content_type="application/json")

        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")

    def test_nobody_with_a_token_for_something_else(self, guard: Guard, learner: Sat) -> None:
        sent = learner.start()

        answer = guard.post_control(control_body(sent, "terminate"), scope=tools.ROSTER)

        assert (answer.status_code, answer.json()["code"]) == (403, "tool-bearer-scope")
        assert learner.attempt().state == "started"

    def test_not_by_get(self) -> None:
        assert Client().get("/proctoring/acs").status_code == 405
