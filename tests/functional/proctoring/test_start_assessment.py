"""LtiStartAssessment: each rule of the specification is a check with a code of its own."""

from datetime import timedelta
from random import Random

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from lti_exams.audit.models import Entry
from lti_exams.proctoring.models import Session
from tests.factories.lms import LTI, Lms
from tests.factories.pages import TEACHER, open_as, text_of
from tests.factories.proctoring import (
    AP,
    VENDOR_PAGE,
    guarded_exam,
    lti_vendor,
    post_start,
    seated,
)
from tests.factories.start_forgeries import FORGERIES

pytestmark = pytest.mark.django_db


def refused(answer: object) -> str:
    assert answer.status_code in (400, 401, 403, 409, 413), answer.content
    return answer.json()["code"]


class TestOneThingWrong:
    def test_is_refused_by_its_code_and_changes_nothing(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        sent, rng = learner.go(), Random(1)
        entries = Entry.objects.count()

        codes = {
            name: refused(
                post_start(learner.browser, one.token(guard, guard.start_claims(sent), rng))
            )
            for name, one in FORGERIES.items()
        }

        assert codes == {name: one.code for name, one in FORGERIES.items()}
        assert learner.attempt().state == "proctoring_requested"
        assert (Session.objects.get().state, Entry.objects.count()) == ("asked", entries)

    def test_does_not_spoil_the_honest_message_that_follows(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        sent = learner.go()
        for forgery in FORGERIES.values():
            post_start(learner.browser, forgery.token(guard, guard.start_claims(sent), Random(1)))

        answer = guard.post_start(learner.browser, guard.start_claims(sent))

        assert answer.status_code == 303


class TestSessionData:
    def test_works_once(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        sent = learner.let_in()

        again = guard.post_start(learner.browser, guard.start_claims(sent))

        assert refused(again) == "start-session-data-used"

    def test_that_is_brought_again_leads_back_to_the_exam(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        sent = learner.let_in()

        told = {"JWT": guard.fake.sign(guard.start_claims(sent))}
        page = learner.browser.post("/proctoring/start-assessment", told, headers=VENDOR_PAGE)
        stranger = Client().post("/proctoring/start-assessment", told, headers=VENDOR_PAGE)

        assert page.status_code == 409
        assert f'href="{learner.address}"' in page.content.decode()
        assert "Back to your exam" not in text_of(stranger)

    def test_dies_when_the_learner_goes_again(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        older, newer = learner.go(), learner.go()

        late = guard.post_start(learner.browser, guard.start_claims(older))
        right = guard.post_start(learner.browser, guard.start_claims(newer))

        assert refused(late) == "start-session-data-replaced"
        assert right.status_code == 303

    def test_lives_for_hours_and_not_for_ever(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        sent = learner.go()
        now = timezone.now()

        with time_machine.travel(now + timedelta(hours=8, minutes=1), tick=False):
            late = guard.post_start(learner.browser, guard.start_claims(sent))
        with time_machine.travel(now + timedelta(hours=3), tick=False):
            slow = guard.post_start(learner.browser, guard.start_claims(sent))

        assert refused(late) == "start-session-data-expired"
        assert slow.status_code == 303

    def test_of_another_vendor_is_refused(self, lms: Lms) -> None:
        guard, other = lti_vendor(), lti_vendor(key="kestrel", host="kestrel.example")
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        sent = learner.go()

        answer = other.post_start(learner.browser, other.start_claims(sent))

        assert refused(answer) == "start-session-data-foreign"
        assert learner.attempt().state == "proctoring_requested"

    def test_is_different_in_every_attempt_and_every_visit(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)

        assert len({learner.go()[f"{AP}session_data"] for _ in range(3)}) == 3


class TestBrowser:
    def test_that_did_not_go_to_the_vendor_is_not_let_in(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        sent = learner.go()

        stranger = guard.post_start(Client(), guard.start_claims(sent))
        somebody = seated(lms, guard, sub="somebody-else")
        crossed = guard.post_start(somebody.browser, guard.start_claims(sent))

        assert [refused(stranger), refused(crossed)] == ["start-browser", "start-browser"]
        assert Session.objects.get().state == "asked"

    def test_is_led_to_the_exam_that_it_was_let_into(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        sent = learner.go()

        answer = guard.post_start(learner.browser, guard.start_claims(sent))

        assert answer["Location"] == learner.address

    def test_may_only_post(self) -> None:
        answer = Client().get("/proctoring/start-assessment")

        assert (answer.status_code, answer["Allow"]) == (405, "POST")


class TestWhoWasSeen:
    def test_is_kept_sealed_and_compared(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard, name="Ada  Example", given_name="Ada", family_name="Example")

        seen = {"name": "ada example", "given_name": "Grace", "picture": "https://v.example/p.png"}
        learner.let_in(**{f"{AP}verified_user": seen})

        session = Session.objects.get()
        assert session.differences == ["given_name"]
        assert session.verified == {
            "name": "ada example",
            "given_name": "Grace",
            "has_picture": True,
        }

    def test_is_shown_to_staff_beside_what_the_lms_told(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard, name="Ada Example")
        learner.start(**{f"{AP}verified_user": {"name": "Eve <b>"}})
        learner.act("submit")
        staff = Client()
        launch = open_as(lms, staff, **TEACHER)

        page = text_of(staff.get(f"{launch}reviews/{learner.attempt().pk}/"))

        assert "name: the vendor saw “Eve <b>”, the LMS told “Ada Example”" in page

    def test_may_be_left_out(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)

        seated(lms, guard).let_in()

        assert (Session.objects.get().verified, Session.objects.get().differences) == (None, [])


class TestWhatOtherVendorsSend:
    def test_audience_as_a_list_and_ourselves_as_authorised_party(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)

        seated(lms, guard).let_in(aud=["http://testserver"], azp="http://testserver")

        assert Session.objects.get().state == "admitted"

    def test_a_resource_link_with_more_than_its_id(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        sent = learner.go()
        link = {**sent[f"{LTI}resource_link"], "description": "added"}

        claims = guard.start_claims(sent, **{f"{LTI}resource_link": link})

        assert guard.post_start(learner.browser, claims).status_code == 303
