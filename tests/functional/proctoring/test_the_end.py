"""The vendor learns that the exam is over, in the browser of whoever sat it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.proctoring.models import Session
from lti_exams.tools import api as tools
from tests.factories import exams as make
from tests.factories.lms import LTI, Lms
from tests.factories.proctoring import AP, Guard, seated

pytestmark = pytest.mark.django_db


class TestTheEnd:
    def test_is_told_to_a_vendor_that_asked_for_it(self, lms: Lms, guard: Guard) -> None:
        learner = seated(lms, guard)
        sent = learner.start(**{f"{AP}end_assessment_return": True})
        learner.act("submit")

        told = guard.asked(learner.send("over"), learner.browser)

        assert told[f"{LTI}message_type"] == "LtiEndAssessment"
        assert told[f"{AP}attempt_number"] == 1
        assert (told["sub"], told[f"{LTI}resource_link"]) == (
            sent["sub"],
            sent[f"{LTI}resource_link"],
        )
        assert f"{AP}errormsg" not in told
        assert Session.objects.get().state == "ended"

    def test_is_told_to_nobody_who_did_not_ask(self, lms: Lms, guard: Guard) -> None:
        learner = seated(lms, guard)
        learner.start()
        learner.act("submit")

        assert "You have handed in" in learner.do("over")

    def test_says_what_went_wrong_where_we_failed(self, lms: Lms, guard: Guard) -> None:
        learner = seated(lms, guard)
        learner.start()
        exams.move(learner.attempt(), exams.Event.FAIL, by=make.SYSTEM, now=timezone.now())

        told = guard.asked(learner.send("over"), learner.browser)

        assert "ended with an error" in told[f"{AP}errormsg"]
        assert told[f"{AP}errorlog"] == "attempt 1 ended in error, by system"

    def test_is_told_once(self, lms: Lms, guard: Guard) -> None:
        learner = seated(lms, guard)
        learner.start(**{f"{AP}end_assessment_return": True})
        learner.act("submit")
        learner.send("over")
        Session.objects.update(ended_at=timezone.now() - timedelta(minutes=1))

        assert "You have handed in" in learner.do("over")

    def test_is_told_all_the_same_when_the_button_is_pressed_twice(
        self, lms: Lms, guard: Guard
    ) -> None:
        learner = seated(lms, guard)
        learner.start(**{f"{AP}end_assessment_return": True})
        learner.act("submit")
        learner.send("over")

        told = guard.asked(learner.send("over"), learner.browser)

        assert told[f"{LTI}message_type"] == "LtiEndAssessment"

    def test_takes_whoever_hands_in_along_by_itself(self, lms: Lms, guard: Guard) -> None:
        learner = seated(lms, guard)
        learner.start(**{f"{AP}end_assessment_return": True})

        page = learner.send("act", event="submit")

        assert 'over" class="note wait" data-module="auto-post"' in page.content.decode()

    def test_of_the_clock_is_told_by_a_button(self, lms: Lms, guard: Guard) -> None:
        learner = seated(lms, guard)
        learner.start(**{f"{AP}end_assessment_return": True})
        exams.Attempt.objects.update(started_at=timezone.now() - timedelta(days=1))

        before, page = learner.look(), learner.browser.get(learner.address).content.decode()
        told = guard.asked(learner.send("over"), learner.browser)

        assert "Hawkeye does not know yet that your exam is over" in before
        assert "auto-post" not in page
        assert told[f"{LTI}message_type"] == "LtiEndAssessment"
        assert "does not know yet" not in learner.look()

    def test_is_told_to_nobody_who_was_switched_off(self, lms: Lms, guard: Guard) -> None:
        learner = seated(lms, guard)
        learner.start(**{f"{AP}end_assessment_return": True})
        learner.act("submit")
        tools.deactivate(guard.tool, by="test", now=timezone.now())

        assert "You have handed in" in learner.do("over")
