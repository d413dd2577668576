"""Vendors over REST: connected, changed, switched, chosen; and the learner's way to one."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Scope
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools
from tests.factories.lms import Lms
from tests.factories.proctoring import AP, Guard, lti_vendor, null_vendor
from tests.factories.rest import Caller, Hall, by_token
from tests.factories.schema import check_shape
from tests.factories.tools import FakeTool

pytestmark = pytest.mark.django_db
REST: Mapping[str, Any] = {
    "slug": "watchful",
    "name": "Watchful",
    "way": "rest",
    "address": "https://watchful.example/api",
    "policy": {"second_above": 0.4},
    "support_email": "help@watchful.example",
}


def received(guard: Guard, hall: Hall, told: dict[str, Any]) -> dict[str, Any]:
    """Let the learner's browser post the form, and return what the vendor gets."""
    begun = tools.Initiation(action=told["action"], fields=told["fields"])
    return guard.received(begun, hall.learner.client)


@pytest.fixture
def staff(db: None) -> Caller:
    return by_token(*Scope)


class TestConnecting:
    def test_a_vendor_by_rest_tells_its_secret_once(self, staff: Caller) -> None:
        added = staff.post("vendors", REST)
        shown = staff.get(f"vendors/{added.json()['id']}").json()

        check_shape(added.json(), "SecretShown")
        check_shape(shown, "WholeVendorShown")
        assert (added.status_code, added.json()["secret"][:6]) == (201, "whsec_")
        assert "secret" not in shown
        assert shown["callback_url"] == "http://testserver/proctoring/vendors/watchful/callback"

    def test_a_tool_as_a_vendor_of_its_own(self, staff: Caller) -> None:
        tool = FakeTool.registered(name="Kestrel").tool
        told = {"slug": "kestrel", "name": "Kestrel", "way": "lti", "tool": tool.pk}

        assert staff.post("vendors", told).json()["tool"] == tool.pk

    def test_shows_everybody_whom_to_turn_to_and_nothing_else(self, staff: Caller) -> None:
        staff.post("vendors", REST)

        told = by_token(Scope.EXAMS_READ).get("vendors").json()

        check_shape(told, "VendorsShown")
        (shown,) = told["results"]
        assert shown["support_email"] == "help@watchful.example"
        assert not {"address", "policy", "secret", "escalation_email"} & set(shown)

    @pytest.mark.parametrize(
        ("field", "changes"),
        [
            ("key", {"slug": "Not A Key"}),
            ("name", {"name": " "}),
            ("address", {"address": "ftp://x"}),
            ("policy.second_above", {"policy": {"second_above": 7}}),
            ("support_url", {"support_url": "javascript:alert(1)"}),
            ("support_phone", {"support_phone": "1" * 101}),
            ("escalation_email", {"escalation_email": "x" * 255}),
            ("support_email", {"support_email": "javascript:x"}),
            ("email_texts.accepted", {"email_texts": {"accepted": "Fine."}}),
            ("way", {"way": "telepathy"}),
            ("tool", {"way": "lti"}),
            ("other", {"other": 1}),
        ],
    )
    def test_is_refused_by_the_field_that_makes_no_sense(
        self, staff: Caller, field: str, changes: dict[str, Any]
    ) -> None:
        answer = staff.post("vendors", {**REST, **changes})

        assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert not proctoring.all_vendors().exists()

    def test_twice_under_one_key_is_refused(self, staff: Caller) -> None:
        staff.post("vendors", REST)

        assert staff.post("vendors", REST).status_code == 409


class TestAVendor:
    @pytest.fixture
    def here(self, staff: Caller) -> str:
        return f"vendors/{staff.post('vendors', REST).json()['id']}"

    def test_is_changed_but_for_its_key(self, staff: Caller, here: str) -> None:
        changed = staff.put(here, {**REST, "name": "More watchful"})
        renamed = staff.put(here, {**REST, "slug": "another"})

        assert (changed.status_code, changed.json()["name"]) == (200, "More watchful")
        assert (renamed.status_code, renamed.json()["field"]) == (422, "slug")

    def test_is_switched_off_and_on(self, staff: Caller, here: str) -> None:
        off = staff.post(f"{here}/switch", {"on": False}).json()["is_active"]
        listed = staff.get("vendors").json()["results"]
        on = staff.post(f"{here}/switch", {"on": True}).json()["is_active"]

        assert (off, listed, on) == (False, [], True)

    def test_gets_another_secret(self, staff: Caller, here: str) -> None:
        before = proctoring.by_key("watchful").secret

        told = staff.post(f"{here}/secret").json()

        assert told["secret"] == proctoring.by_key("watchful").secret != before


class TestTheVendorOfACourse:
    def test_is_chosen_for_new_exams_and_where_wished_for_those_that_are_there(
        self, lms: Lms
    ) -> None:
        hall = Hall.opened(lms, vendor=null_vendor().reference)
        newer = null_vendor(key="newer", name="Newer")
        hall.come_in()

        alone = hall.teacher.put(f"{hall.of_course}/vendor", {"vendor": "newer"}).json()
        every = hall.teacher.put(
            f"{hall.of_course}/vendor", {"vendor": newer.reference, "for_exams": True}
        ).json()

        check_shape(every, "ChoiceShown")
        assert (alone["exams"], every["exams"]) == ([], [hall.exam.pk])
        assert (every["vendor"], every["running"]) == ("vendor:newer", 1)

    def test_is_none_that_nobody_connected(self, lms: Lms) -> None:
        hall = Hall.opened(lms)

        answer = hall.teacher.put(f"{hall.of_course}/vendor", {"vendor": "nobody"})

        assert (answer.status_code, answer.json()["code"]) == (404, "vendor-unknown")


class TestAVendorForOtherUnits:
    def test_is_named_by_no_exam_and_no_course(self, lms: Lms) -> None:
        vendor, hall = null_vendor(units=["Physics"]), Hall.opened(lms)
        new = {"slug": "x", "title": "X", "kind": "proctored", "vendor": vendor.reference}

        told = [
            hall.teacher.post(f"{hall.of_course}/exams", new),
            hall.teacher.put(f"{hall.of_course}/vendor", {"vendor": vendor.reference}),
        ]

        assert [one.status_code for one in told] == [422, 404]
        assert told[0].json()["field"] == "vendor"


class TestWhatAnExamAsks:
    def test_is_decided_and_shown(self, lms: Lms) -> None:
        hall = Hall.opened(lms, vendor=null_vendor().reference)
        wishes = {"settings": {"webcam": True}, "needs_second_review": True, "tells_end": True}

        kept = hall.teacher.put(f"{hall.of_exam}/proctoring", wishes).json()

        check_shape(kept, "ProctoringShown")
        assert kept == hall.teacher.get(f"{hall.of_exam}/proctoring").json()
        assert kept == {**kept, **wishes, "onboarding_days": 365, "vendor": "vendor:nobody"}

    @pytest.mark.parametrize(
        ("field", "changes"),
        [
            ("onboarding_days", {"onboarding_days": 0}),
            ("policy.reject_above", {"policy": {"reject_above": -1}}),
            ("policy.made_up", {"policy": {"made_up": 1}}),
            ("settings", {"settings": {"x": "y" * 20_000}}),
        ],
    )
    def test_is_refused_by_the_field_that_makes_no_sense(
        self, lms: Lms, field: str, changes: dict[str, Any]
    ) -> None:
        hall = Hall.opened(lms)

        answer = hall.teacher.put(f"{hall.of_exam}/proctoring", changes)

        assert (answer.status_code, answer.json()["field"]) == (422, field)


class TestTheWayToTheVendor:
    """A front end of somebody else's leads the browser there and back."""

    def test_is_a_form_that_the_browser_posts(self, lms: Lms) -> None:
        guard = lti_vendor()
        hall = Hall.opened(lms, vendor=guard.vendor.reference)
        attempt = hall.come_in()["id"]

        told = hall.learner.post(f"attempts/{attempt}/proctoring").json()

        check_shape(told, "PassageShown")
        assert (told["status"], told["action"]) == (
            "download_software_clicked",
            guard.tool.login_url,
        )
        sent = received(guard, hall, told)
        assert sent[f"{AP}attempt_number"] == 1

    def test_is_none_where_nobody_looks(self, lms: Lms) -> None:
        hall = Hall.opened(lms, vendor=null_vendor().reference)
        attempt = hall.come_in()["id"]

        told = hall.learner.post(f"attempts/{attempt}/proctoring").json()

        assert (told["status"], told["action"], told["url"]) == ("ready_to_start", "", "")

    def test_ends_with_the_news_for_a_vendor_that_wants_them(self, lms: Lms) -> None:
        guard = lti_vendor()
        hall = Hall.opened(lms, vendor=guard.vendor.reference)
        wishes = proctoring.ExamWishes(tells_end=True)
        proctoring.decide_proctoring(hall.exam, wishes, by="staff:1", now=timezone.now())
        attempt = hall.come_in()["id"]
        told = hall.learner.post(f"attempts/{attempt}/proctoring").json()
        claims = guard.start_claims(received(guard, hall, told))
        assert guard.post_start(hall.learner.client, claims).status_code == 303
        for action in ("start", "stop", "submit"):
            hall.learner.post(f"attempts/{attempt}/actions", {"action": action})

        over = hall.learner.post(f"attempts/{attempt}/proctoring/end").json()
        twice = hall.learner.post(f"attempts/{attempt}/proctoring/end").json()
        proctoring.Session.objects.update(ended_at=timezone.now() - timedelta(minutes=1))
        later = hall.learner.post(f"attempts/{attempt}/proctoring/end").json()

        # Whoever presses twice is led where the first answer led.
        assert over["action"] == twice["action"] == guard.tool.login_url
        assert later["action"] == ""

    @pytest.mark.parametrize("end", ["", "/end"])
    def test_is_for_the_learner_alone(self, lms: Lms, end: str) -> None:
        hall = Hall.opened(lms, vendor=null_vendor().reference)
        attempt = hall.come_in()["id"]
        others = ("anonymous", "other learner", "teacher", "teacher of another course", "token")

        told = [
            hall.caller(who).post(f"attempts/{attempt}/proctoring{end}").status_code
            for who in others
        ]

        assert told == [401, 404, 404, 404, 404]
        assert exams.Attempt.objects.get().state == "created"

    def test_is_refused_where_the_vendor_is_switched_off(self, lms: Lms) -> None:
        vendor = null_vendor()
        hall = Hall.opened(lms, vendor=vendor.reference)
        attempt = hall.come_in()["id"]
        proctoring.switch_vendor(vendor, on=False, by="staff:1", now=timezone.now())

        answer = hall.learner.post(f"attempts/{attempt}/proctoring")

        assert (answer.status_code, answer.json()["code"]) == (409, "vendor-inactive")
        assert exams.Attempt.objects.get().state == "created"
