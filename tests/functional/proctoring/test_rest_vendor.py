"""A vendor that is no LTI tool: signed calls out, signed calls in."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.tell_vendors import tell_vendors
from lti_exams.proctoring import api as proctoring
from lti_exams.proctoring.models import Incident, Session
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.proctoring import guarded_exam
from tests.factories.rest_vendor import RestVendor, signed
from tests.factories.sitting import Seat, at_a_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def watchful(db: None) -> Iterator[RestVendor]:
    with RestVendor() as vendor:
        yield vendor


@pytest.fixture
def learner(lms: Lms, watchful: RestVendor) -> Seat:
    guarded_exam(lms, watchful.known)
    seat = at_a_seat(lms)
    seat.do("come-in")
    return seat


def gone(learner: Seat) -> Session:
    """Go to the vendor, and return the visit."""
    form = {"attempt": learner.attempt_key()}
    ours = {"origin": "http://testserver"}
    answer = learner.browser.post(f"{learner.address}proctoring", form, headers=ours)
    assert answer["Location"] == "https://watchful.example/go", answer.content
    return Session.objects.latest("pk")


def started(learner: Seat, watchful: RestVendor) -> Session:
    session = gone(learner)
    assert watchful.tell(session=session.key, event="ready").status_code == 200
    learner.do("begin", honour="yes")
    return session


class TestOurCall:
    def test_asks_for_a_session_under_a_signature(
        self, learner: Seat, watchful: RestVendor
    ) -> None:
        session = gone(learner)

        method, path, headers, body = watchful.taken[0]
        assert (method, path) == ("POST", "/api/sessions")
        told = {name: headers[f"webhook-{name}"] for name in ("id", "timestamp", "signature")}
        due = signed(watchful.known.secret, told["id"], int(told["timestamp"]), body)
        assert told["signature"] == due
        assert watchful.asked()["session"] == session.key
        assert watchful.asked()["callback_url"].endswith("/proctoring/vendors/watchful/callback")
        assert session.outside_key == "w-1"

    @pytest.mark.parametrize(
        ("status", "answer"),
        [(500, {}), (201, {}), (201, {"url": "javascript:x"}), (201, []), (302, {"url": "x"})],
    )
    def test_that_leads_nowhere_lets_the_learner_try_again(
        self, learner: Seat, watchful: RestVendor, status: int, answer: object
    ) -> None:
        watchful.status, watchful.answer = status, answer

        page = learner.do("proctoring")
        watchful.status, watchful.answer = 201, {"url": "https://watchful.example/go"}

        assert "The proctoring service does not answer" in page
        assert gone(learner).attempt.number == 1

    @pytest.mark.parametrize("status", [204, 404, 410])
    def test_takes_a_session_back_when_the_learner_goes_anew(
        self, learner: Seat, watchful: RestVendor, status: int
    ) -> None:
        first = gone(learner)
        gone(learner)
        watchful.status = status

        told = [tell_vendors(now=timezone.now()) for _ in range(2)]

        assert told == [1, 0]
        assert watchful.taken[-1][:2] == ("DELETE", f"/api/sessions/{first.key}")

    def test_tells_of_an_end_to_which_no_browser_came(
        self, learner: Seat, watchful: RestVendor
    ) -> None:
        session = started(learner, watchful)
        too_early = tell_vendors(now=timezone.now())
        learner.act("submit")

        told = [tell_vendors(now=timezone.now()) for _ in range(2)]

        session.refresh_from_db()
        assert (too_early, told, session.state) == (0, [1, 0], "ended")
        assert watchful.taken[-1][1] == f"/api/sessions/{session.key}/end"

    def test_is_made_again_later_where_the_vendor_was_down(
        self, learner: Seat, watchful: RestVendor
    ) -> None:
        gone(learner)
        gone(learner)
        now, watchful.status = timezone.now(), 500

        told = [tell_vendors(now=now) for _ in range(2)]
        calls, watchful.status = len(watchful.taken), 204

        assert (told, calls) == ([0, 0], 3)
        assert tell_vendors(now=now + timedelta(minutes=2)) == 1

    def test_names_people_alike_under_a_new_secret(
        self, learner: Seat, watchful: RestVendor
    ) -> None:
        gone(learner)
        before = watchful.asked()["person"]
        proctoring.renew_secret(watchful.known, by="test", now=timezone.now())

        gone(learner)

        assert watchful.asked()["person"] == before


class TestItsCall:
    def test_lets_the_learner_begin(self, learner: Seat, watchful: RestVendor) -> None:
        session = gone(learner)
        seen = {"name": "Somebody Else"}

        answer = watchful.tell(session=session.key, event="ready", verified_user=seen)

        session.refresh_from_db()
        assert answer.json() == {"status": "none", "extra_time": 0}
        assert session.attempt.__class__.objects.get().state == "ready_to_start"
        assert session.verified == seen

    def test_may_come_twice(self, learner: Seat, watchful: RestVendor) -> None:
        session = gone(learner)
        watchful.tell(session=session.key, event="ready")

        assert watchful.tell(session=session.key, event="ready").status_code == 200

    def test_of_a_visit_that_another_one_replaced_is_refused(
        self, learner: Seat, watchful: RestVendor
    ) -> None:
        older = gone(learner)
        gone(learner)

        answer = watchful.tell(session=older.key, event="ready")

        assert (answer.status_code, answer.json()["code"]) == (409, "start-session-data-replaced")

    def test_is_kept_of_whom_staff_let_in_by_hand_meanwhile(
        self, learner: Seat, watchful: RestVendor
    ) -> None:
        session = gone(learner)
        by_hand = {"reason": "It is late", "by": make.STAFF, "now": timezone.now()}
        exams.move(session.attempt, exams.Event.ADMIT, **by_hand)

        answer = watchful.tell(session=session.key, event="ready")

        session.refresh_from_db()
        assert (answer.status_code, session.state) == (200, "admitted")

    def test_is_heard_of_those_who_are_there_when_the_vendor_is_switched_off(
        self, learner: Seat, watchful: RestVendor
    ) -> None:
        session = gone(learner)
        proctoring.switch_vendor(watchful.known, on=False, by="test", now=timezone.now())

        assert watchful.tell(session=session.key, event="ready").status_code == 200

    def test_says_what_the_control_service_takes(self, learner: Seat, watchful: RestVendor) -> None:
        session = started(learner, watchful)
        told = {
            "session": session.key,
            "event": "control",
            "action": "flag",
            "incident_time": timezone.now().isoformat(),
            "incident_severity": 0.5,
            "links": ["https://watchful.example/clip/1"],
        }

        first, second = watchful.tell(**told), watchful.tell(**told)

        assert first.json() == second.json() == {"status": "running", "extra_time": 0}
        assert Incident.objects.get().links == ["https://watchful.example/clip/1"]

    @pytest.mark.parametrize(
        ("verdict", "review"),
        [("verified", "verified"), ("rejected", "rejected"), ("suspicious", "second")],
    )
    @pytest.mark.slow
    @pytest.mark.parametrize("early", [True, False])
    def test_judges_before_the_end_or_after(
        self, learner: Seat, watchful: RestVendor, verdict: str, review: str, early: bool
    ) -> None:
        session = started(learner, watchful)
        told = {"session": session.key, "event": "verdict", "verdict": verdict, "reason": "seen"}
        if early:
            watchful.tell(**told)

        learner.act("submit")
        if not early:
            watchful.tell(**told)

        session.attempt.refresh_from_db()
        assert session.attempt.review == review

    def test_that_is_played_again_does_not_take_back_what_was_said_since(
        self, learner: Seat, watchful: RestVendor
    ) -> None:
        session = started(learner, watchful)
        told = {"session": session.key, "event": "verdict"}
        watchful.tell(**told, verdict="verified")
        watchful.tell(**told, verdict="rejected")

        watchful.tell(**told, verdict="verified")

        session.refresh_from_db()
        assert session.verdict == "reject"

    def test_is_told_of_the_end_where_the_exam_wants_it(
        self, learner: Seat, watchful: RestVendor
    ) -> None:
        session = started(learner, watchful)
        wishes = proctoring.ExamWishes(tells_end=True)
        proctoring.decide_proctoring(session.attempt.exam, wishes, by="x", now=timezone.now())
        learner.act("submit")

        learner.do("over")

        assert watchful.taken[-1][1] == f"/api/sessions/{session.key}/end"


class TestAWrongCall:
    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"event": "ready"}, "session"),
            ({"event": "explode", "session": "x"}, "event"),
            ({"event": "verdict", "session": "x", "verdict": "guilty"}, "verdict"),
            ({"event": "ready", "session": "x", "verified_user": {"sub": "x"}}, "verified_user"),
            ({"event": "ready", "session": "x", "links": ["javascript:x"]}, "links"),
            ({"event": "ready", "session": "x", "reason": 7}, "reason"),
        ],
    )
    def test_is_refused_by_its_field(
        self, watchful: RestVendor, said: dict[str, object], field: str
    ) -> None:
        answer = watchful.tell(**said)

        assert (answer.status_code, answer.json()["field"]) == (400, field)

    def test_of_an_incident_is_refused_by_its_field(
        self, learner: Seat, watchful: RestVendor
    ) -> None:
        session = started(learner, watchful)

        answer = watchful.tell(session=session.key, event="control", action="explode")

        assert (answer.status_code, answer.json()["field"]) == (400, "action")

    def test_about_a_session_of_nobody_is_404(self, watchful: RestVendor) -> None:
        assert watchful.tell(session="nobody", event="ready").status_code == 404

    def test_is_refused_unless_the_vendor_signed_just_this_just_now(
        self, learner: Seat, watchful: RestVendor
    ) -> None:
        session = gone(learner)
        body = f'{{"session": "{session.key}", "event": "ready"}}'.encode()
        now = int(timezone.now().timestamp())
        right = signed(watchful.known.secret, "call-1", now, body)

        answers = {
            "another secret": watchful.post(body, secret="whsec_" + "QUJD" * 8),
            "another body": watchful.post(body + b" ", **{"webhook-signature": right}),
            "another id": watchful.post(body, **{"webhook-id": "call-2"}),
            "no signature": watchful.post(body, **{"webhook-signature": ""}),
            "no time": watchful.post(body, **{"webhook-timestamp": "soon"}),
            "long ago": watchful.post(body, at=now - 600),
            "to come": watchful.post(body, at=now + 600),
        }

        assert {name: one.status_code for name, one in answers.items()} == dict.fromkeys(
            answers, 401
        )
        session.refresh_from_db()
        assert session.state == "asked"
