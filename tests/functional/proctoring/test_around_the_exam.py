"""The vendor is down, the vendor complains, the exam ends, and who else has a part in it."""

from typing import ClassVar

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.audit.models import Entry
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, caller_of_launch
from lti_exams.proctoring import api as proctoring
from lti_exams.proctoring.models import Session
from lti_exams.tools import api as tools
from tests.factories import exams as make
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.pages import TEACHER, open_as, text_of
from tests.factories.proctoring import (
    Guard,
    back_address,
    guarded_exam,
    lti_vendor,
    seated,
)
from tests.factories.sitting import at_a_seat
from tests.factories.tools import launched

pytestmark = pytest.mark.django_db


class TestTheWayThere:
    def test_advises_a_window_of_its_own_where_a_frame_may_have_no_camera(
        self, lms: Lms, guard: Guard
    ) -> None:
        learner = seated(lms, guard)
        learner.do("come-in")

        framed = learner.look(headers={"sec-fetch-dest": "iframe"})
        alone = learner.look(headers={"sec-fetch-dest": "document"})

        assert "may keep the camera from the proctoring service" in framed
        assert "may keep the camera" not in alone


class TestAVendorThatIsDown:
    def test_lets_the_learner_try_again_without_losing_an_attempt_or_time(
        self, lms: Lms, guard: Guard
    ) -> None:
        learner = seated(lms, guard)
        proctoring.switch_vendor(guard.vendor, on=False, by="staff:1", now=timezone.now())
        learner.do("come-in")

        page = learner.do("proctoring")
        proctoring.switch_vendor(guard.vendor, on=True, by="staff:1", now=timezone.now())
        learner.start()

        assert "The proctoring service does not answer" in page
        attempt = exams.Attempt.objects.get()
        assert (attempt.number, attempt.state, attempt.used_seconds) == (1, "started", 0)

    def test_is_got_round_by_staff_with_a_reason(self, lms: Lms, guard: Guard) -> None:
        learner = seated(lms, guard)
        learner.go()

        exams.move(
            learner.attempt(),
            exams.Event.ADMIT,
            by=make.STAFF,
            reason="The vendor is down.",
            now=timezone.now(),
        )
        learner.do("begin", honour="yes")

        assert learner.attempt().state == "started"
        assert Entry.objects.filter(action="attempt.admit", reason="The vendor is down.").exists()

    def test_that_nobody_connected_is_told_as_such(self, lms: Lms) -> None:
        guarded_exam(lms, lti_vendor().vendor)
        exams.Exam.objects.update(vendor="vendor:gone")
        learner = at_a_seat(lms)
        learner.do("come-in")

        assert "does not answer" in learner.do("proctoring")


class TestWhomToTurnTo:
    TOLD: ClassVar = {
        "support_phone": "+47 555 0100",
        "support_email": "help@hawkeye.example",
        "support_url": "https://hawkeye.example/help",
    }

    def test_is_told_where_something_can_go_wrong(self, lms: Lms, guard: Guard) -> None:
        tools.Tool.objects.update(**self.TOLD, escalation_email="inner@hawkeye.example")
        learner = seated(lms, guard)
        exam = exams.Exam.objects.select_related("course").get()
        usual = exams.Usual(escalation_email="course@uni.example")
        exams.decide_usual(exam.course, usual, by=make.STAFF, now=timezone.now())
        learner.do("come-in")

        waiting = learner.browser.get(learner.address).content.decode()
        learner.start()
        sitting = learner.look()

        for told in (*self.TOLD.values(), "course@uni.example"):
            assert told in waiting
            assert told in sitting
        assert 'href="mailto:help@hawkeye.example"' in waiting
        assert "inner@hawkeye.example" not in waiting

    def test_stays_the_vendor_to_which_somebody_was_sent(self, lms: Lms, guard: Guard) -> None:
        newer = lti_vendor(key="kestrel", host="k.example")
        tools.Tool.objects.filter(pk=guard.tool.pk).update(support_phone="+47 555 0100")
        tools.Tool.objects.filter(pk=newer.tool.pk).update(support_phone="+47 555 0199")
        learner = seated(lms, guard)
        learner.go()

        exams.Exam.objects.update(vendor=newer.vendor.reference)

        page = learner.look()
        assert "+47 555 0100" in page
        assert "+47 555 0199" not in page


class TestComingBack:
    def test_shows_what_the_vendor_says_as_text_and_logs_it(self, lms: Lms, guard: Guard) -> None:
        learner = seated(lms, guard)
        sent = learner.go()
        told = {"lti_errormsg": "<b>No webcam</b>\u202e", "lti_errorlog": "E7"}

        answer = learner.browser.get(back_address(sent, **told))

        session = Session.objects.get()
        assert answer["Location"] == learner.address
        assert (session.message, session.is_complaint) == ("<b>No webcam</b>", True)
        kept = Entry.objects.get(action="attempt.returned_from_vendor")
        assert kept.after == {"shown": "<b>No webcam</b>", "logged": "E7"}

    def test_shows_it_on_the_page_of_the_exam_until_they_go_again(
        self, lms: Lms, guard: Guard
    ) -> None:
        learner = seated(lms, guard)
        sent = learner.go()

        learner.browser.get(back_address(sent, lti_errormsg="<b>No webcam</b>"))
        told = learner.look()
        learner.go()

        assert "Hawkeye says: <b>No webcam</b>" in told
        assert "No webcam" not in learner.look()

    def test_changes_nothing_else(self, lms: Lms, guard: Guard) -> None:
        learner = seated(lms, guard)
        sent = learner.go()

        learner.browser.get(back_address(sent, lti_msg="Done", state="started", attempt="1"))

        assert learner.attempt().state == "proctoring_requested"

    def test_is_refused_for_the_attempt_of_somebody_else(self, lms: Lms, guard: Guard) -> None:
        learner = seated(lms, guard)
        learner.go()
        other = seated(lms, guard, sub="somebody-else")

        answer = other.browser.get(f"{other.address}returned?attempt={learner.attempt().pk}")

        assert answer.status_code == 404


class TestThePreview:
    def test_sends_nobody_to_the_vendor(self, lms: Lms, guard: Guard) -> None:
        exam, browser = exams.Exam.objects.get(), Client()
        launch = open_as(lms, browser, **TEACHER)
        here = f"/launches/{launch.split('/')[2]}/exams/{exam.pk}/preview/"
        ours = {"origin": "http://testserver"}
        page = browser.post(f"{here}come-in", {}, headers=ours, follow=True)

        answer = browser.post(
            f"{here}proctoring", {"attempt": exams.Attempt.objects.get().pk}, headers=ours
        )

        assert "Your word" in text_of(page)
        assert answer.status_code == 409
        assert not Session.objects.exists()


class TestTheRosterForTheVendor:
    def test_names_learners_as_the_vendor_knows_them(self, lms: Lms, guard: Guard) -> None:
        exam = exams.Exam.objects.get()
        ada = seated(lms, guard, sub="ada", name="Ada Example")
        sent = ada.go()
        open_as(lms, Client(), **TEACHER)

        answer = Client().get(
            f"/proctoring/exams/{exam.pk}/memberships",
            headers={"authorization": guard.fake.bearer(tools.ROSTER)},
        )

        members = answer.json()["members"]
        assert answer["Content-Type"].startswith("application/vnd.ims.lti-nrps.v2")
        assert sent["sub"] in {one["user_id"] for one in members}
        assert len(members) == 2
        assert "Ada" not in answer.content.decode()

    def test_comes_in_pages(self, lms: Lms, guard: Guard) -> None:
        exam = exams.Exam.objects.get()
        for sub in ("ada", "boole"):
            seated(lms, guard, sub=sub)
        bearer = {"authorization": guard.fake.bearer(tools.ROSTER)}

        first = Client().get(f"/proctoring/exams/{exam.pk}/memberships?limit=2", headers=bearer)
        rest = first["Link"].partition("<http://testserver")[2].partition(">")[0]
        second = Client().get(rest, headers=bearer)

        told = [len(page.json()["members"]) for page in (first, second)]
        assert (told, "Link" in second) == ([2, 1], False)

    def test_is_closed_to_another_vendor_and_another_scope(self, lms: Lms, guard: Guard) -> None:
        exam, other = exams.Exam.objects.get(), lti_vendor(key="kestrel", host="k.example")
        asked = [other.fake.bearer(tools.ROSTER), guard.fake.bearer(tools.ACS)]

        answers = [
            Client().get(
                f"/proctoring/exams/{exam.pk}/memberships", headers={"authorization": bearer}
            )
            for bearer in asked
        ]

        assert [one.status_code for one in answers] == [404, 403]


class TestProctorsByRole:
    @pytest.mark.parametrize(
        ("role", "may"), [("Mentor#Reviewer", True), ("Officer#Proctor", False)]
    )
    def test_are_named_by_the_lms(self, lms: Lms, role: str, may: bool) -> None:
        urn = f"{MEMBERSHIP.removesuffix('#')}/{role}"
        caller = caller_of_launch(launched(lms, Client(), roles=[urn]))

        assert caller.may(Act.SEE_REVIEWS)
        assert caller.may(Act.REVIEW_ATTEMPT) is may
        assert not caller.may(Act.EDIT_EXAMS)
