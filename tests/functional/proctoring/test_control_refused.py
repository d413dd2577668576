"""What the control service refuses, with the name of the field, and whose attempts it hides."""

import pytest
from django.utils import timezone

from lti_exams.audit.models import Entry
from lti_exams.proctoring.models import Incident
from lti_exams.tools import api as tools
from tests.factories.control_forgeries import FORGERIES
from tests.factories.lms import Lms
from tests.factories.proctoring import Guard, control_body, guarded_exam, lti_vendor, seated

pytestmark = pytest.mark.django_db


class TestOneThingWrong:
    def test_is_refused_by_its_code_and_field_and_changes_nothing(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        sent = learner.start()
        attempt, entries = learner.attempt(), Entry.objects.count()

        answers = {
            name: one.post(guard, control_body(sent, "update", extra_time=5))
            for name, one in FORGERIES.items()
        }

        assert {
            name: (one.status_code, one.json()["code"], one.json().get("field", ""))
            for name, one in answers.items()
        } == {name: (one.status, one.code, one.named) for name, one in FORGERIES.items()}
        assert learner.attempt().version == attempt.version
        assert (Incident.objects.count(), Entry.objects.count()) == (0, entries)


class TestAnotherVendor:
    def test_neither_touches_an_attempt_nor_learns_that_it_is_there(self, lms: Lms) -> None:
        guard, other = lti_vendor(), lti_vendor(key="kestrel", host="kestrel.example")
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        sent = learner.start()
        of_nobody = control_body(sent, "terminate", attempt_number=99)
        # It even knows the name under which the vendor's rival knows the learner.
        borrowed = _posted(other, control_body(sent, "terminate"))

        told = [
            _posted(other, control_body({**sent, "sub": _name_at(other, learner)}, "terminate")),
            _posted(other, of_nobody),
            borrowed,
        ]

        assert {answer.status_code for answer in told} == {404}
        assert len({answer.json()["detail"] for answer in told}) == 1
        assert learner.attempt().state == "started"
        assert not Incident.objects.exists()

    def test_has_nothing_to_say_once_the_learner_went_to_a_new_one(self, lms: Lms) -> None:
        guard, newer = lti_vendor(), lti_vendor(key="kestrel", host="kestrel.example")
        exam = guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        sent = learner.go()
        type(exam).objects.update(vendor=newer.vendor.reference)
        learner.guard = newer
        learner.start()

        answer = guard.call(sent, "terminate")

        assert (answer.status_code, learner.attempt().state) == (404, "started")


def _posted(guard: Guard, body: object) -> object:
    return guard.post_control(body)


def _name_at(guard: Guard, learner: object) -> str:

    return tools.pseudonym(guard.tool, learner.attempt().person)


class TestContentType:
    @pytest.mark.parametrize("more", ["", "; charset=UTF-8", ";charset=utf-8"])
    def test_may_name_its_character_set(self, lms: Lms, more: str) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        sent = seated(lms, guard).start()
        kind = f"application/vnd.ims.lti-ap.v1.control+json{more}"

        answer = guard.post_control(control_body(sent, "flag"), **{"content-type": kind})

        assert answer.status_code == 200

    def test_a_time_without_a_fraction_and_in_another_zone_is_read(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        sent = seated(lms, guard).start()
        moment = timezone.now().replace(microsecond=0)

        guard.call(sent, "flag", incident_time=moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
        guard.call(sent, "flag", incident_time=moment.strftime("%Y-%m-%dT%H:%M:%S+00:00"))

        assert {one.moment for one in Incident.objects.all()} == {moment}
